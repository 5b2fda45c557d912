"""Scores and answers in words."""

from decimal import Decimal

import pytest

from csatdesk.domain.forms import Answer
from csatdesk.wording.evaluations import answer_words, lost_words, score_words, whole_percent
from tests.domain.forms_made import item, section, template

CHOICES = [{"key": "x", "text": "By post"}, {"key": "y", "text": "By phone"}]
MADE = template(
    section(
        "s",
        item("a"),
        item("b", scale="measure", unit="min", bands=[{"up_to": 5, "score": 1}]),
        item("c", scale="one", choices=CHOICES),
        item("d", scale="many", choices=CHOICES),
    )
)


@pytest.mark.parametrize(
    ("score", "mark", "words"),
    [
        ("82.25", None, "82.3"),
        ("82.25", "85", "82.3"),
        ("84.96", "85", "84.96"),
        ("84.94", "85", "84.9"),
        ("85", "85", "85.0"),
        ("85.04", "85", "85.0"),
        ("0.05", None, "0.1"),
    ],
)
def test_a_score_has_one_decimal_half_up_and_two_where_one_would_hide_a_fail(
    score: str, mark: str | None, words: str
) -> None:
    assert score_words(Decimal(score), None if mark is None else Decimal(mark)) == words


def test_lost_points_and_shares_are_rounded_half_up_too() -> None:
    assert [lost_words(Decimal(points)) for points in ("1.125", "0.005", "12")] == ["1.13", "0.01", "12.00"]
    assert [whole_percent(Decimal(share)) for share in ("62.5", "63.5", "62.49")] == [63, 64, 62]


@pytest.mark.parametrize(
    ("key", "answer", "words"),
    [
        ("a", "yes", "Yes"),
        ("a", False, "No"),
        ("a", "na", "Not applicable"),
        ("b", Decimal("4.5"), "4.5 min"),
        ("b", 12, "12 min"),
        ("c", "x", "By post"),
        ("d", ("x", "y"), "By post, By phone"),
        ("c", "gone", "gone"),
    ],
)
def test_an_answer_is_told_as_a_person_reads_it(key: str, answer: Answer, words: str) -> None:
    found = MADE.form.item(key)
    assert found is not None
    assert answer_words(found, answer) == words
