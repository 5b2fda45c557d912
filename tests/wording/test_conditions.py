"""Conditions of forms in words, also those that came from other programs."""

import pytest

from csatdesk.domain.expressions import AnswerOf, Call, Expression, Literal
from csatdesk.wording.conditions import condition_words
from csatdesk.wording.standards import asked_when_words
from tests.domain.forms_made import item, section, template

CHOICES = [{"key": "cash", "text": "Cash", "score": 1}, {"key": "card", "text": "Card", "score": 0.5}]
FORM = template(
    section(
        "s",
        item("queue", short="Was there a queue?"),
        item("wait", scale="number", unit="min", short="How long?"),
        item("paid", scale="one", choices=CHOICES, short="How paid?"),
        item("ways", scale="many", choices=CHOICES, short="Which ways?"),
    )
).form


def call(name: str, *of: Expression) -> Call:
    return Call(name, of)


QUEUE = call("=", AnswerOf("queue"), Literal("yes"))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (QUEUE, "“Was there a queue?” is “Yes”"),
        (call("!=", AnswerOf("paid"), Literal("card")), "“How paid?” is not “Card”"),
        (call("selected", AnswerOf("ways"), Literal("cash")), "“Which ways?” includes “Cash”"),
        (call("=", AnswerOf("queue"), Literal("")), "“Was there a queue?” has no answer"),
        (call("=", AnswerOf("gone"), Literal("x")), "a question that is not here is “x”"),
        (call("and", QUEUE, QUEUE), "“Was there a queue?” is “Yes”, and “Was there a queue?” is “Yes”"),
        (call("not", QUEUE), "not so: “Was there a queue?” is “Yes”"),
    ],
)
def test_a_condition_is_told_by_the_short_names_of_its_questions(condition: Expression, words: str) -> None:
    assert condition_words(condition, FORM) == words


def test_it_is_told_when_something_is_asked_and_nothing_of_what_always_is() -> None:
    assert asked_when_words(QUEUE, FORM) == "Asked only when “Was there a queue?” is “Yes”"
    assert asked_when_words(None, FORM) == ""
