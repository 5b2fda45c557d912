"""What a released wave comes to, by the rules of SC-1."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.wave_reports import Basis, ScoredVisit, WaveScores, score_wave

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
HALL, HARBOUR = 1, 2


def template(version: int = 1, **weights: int) -> ScorecardTemplate:
    """Two sections of 70 and 30: a (critical) and b in the first, c in the second; all answered with yes or no."""
    items = [
        {"key": key, "what": key, "scale": "yes_no", "weight": weights.get(key, 1)}
        | ({"critical": "customer"} if key == "a" else {})
        for key in ("a", "b", "c")
    ]
    sections = [
        {"key": "s1", "title": "First", "weight": 70, "items": items[:2]},
        {"key": "s2", "title": "Second", "weight": 30, "items": items[2:]},
    ]
    return ScorecardTemplate.from_dict({"key": "visit", "version": version, "title": "Visit", "sections": sections})


def visit(office_id: int, answers: str, made_with: ScorecardTemplate | None = None) -> ScoredVisit:
    """`answers` to a, b and c: "yyn"; "-" was not observed."""
    made_with = made_with or template()
    told = {"y": "yes", "n": "no", "-": "not_observed"}
    given: Mapping[str, str] = {key: told[one] for key, one in zip("abc", answers, strict=True)}
    return ScoredVisit(0, office_id, AT, "bill", made_with, evaluate(made_with, given))


def wave(*visits: tuple[int, str], made_with: ScorecardTemplate | None = None) -> list[ScoredVisit]:
    return [visit(office_id, answers, made_with) for office_id, answers in visits]


GOOD = wave((HALL, "yyy"), (HALL, "yyy"), (HALL, "yyn"))


def test_the_mean_of_a_wave_is_that_of_its_offices() -> None:
    scores = score_wave([*GOOD, *wave((HARBOUR, "yny"))])
    hall, harbour = scores.offices
    assert (hall.mean, harbour.mean) == (Decimal(90), Decimal(65))
    assert scores.rolled.mean == Decimal("77.5")
    assert scores.rolled.mean_of_visits == Decimal("83.75")


def test_an_office_with_fewer_than_three_visits_is_not_ranked_and_stands_below() -> None:
    scores = score_wave([*wave((HARBOUR, "yyy"), (HARBOUR, "yyy")), *GOOD])
    assert [(one.office_id, one.rank) for one in scores.offices] == [(HALL, 1), (HARBOUR, None)]
    assert [one.score.interval is None for one in scores.offices if one.score] == [False, True]


def test_offices_with_the_same_mean_share_their_rank() -> None:
    others = [visit(office, "yyn") for office in (HARBOUR, 3) for _n in range(3)]
    assert [one.rank for one in score_wave([*others, *GOOD]).offices] == [1, 2, 2]


def test_the_items_that_lost_most_stand_first_and_add_up_to_what_the_mean_lacks() -> None:
    scores = score_wave(wave((HALL, "yny"), (HALL, "ynn"), (HARBOUR, "yyn")))
    assert [one.item.key for one in scores.items][:2] == ["b", "c"]
    assert scores.rolled.mean_of_visits is not None
    lost = sum(one.lost for one in scores.items)
    assert round(lost, 20) == round(100 - scores.rolled.mean_of_visits, 20)
    assert [(one.n, one.failed) for one in scores.items] == [(3, 2), (3, 2), (3, 0)]


def test_sections_are_means_over_the_visits_in_which_they_were_seen() -> None:
    scores = score_wave(wave((HALL, "yny"), (HALL, "yy-")))
    assert [(one.mean, one.n, one.share) for one in scores.sections] == [
        (Decimal(75), 2, Decimal(70)),
        (Decimal(100), 1, Decimal(30)),
    ]
    assert scores.coverage == Decimal(85)


def test_each_critical_item_that_failed_is_told_with_its_office() -> None:
    scores = score_wave(wave((HALL, "nyy"), (HARBOUR, "nyy"), (HARBOUR, "nyy")))
    assert [(one.item.key, one.office_id, one.count) for one in scores.criticals] == [("a", HARBOUR, 2), ("a", HALL, 1)]


def test_waves_with_the_same_scorecard_are_compared_by_their_totals() -> None:
    scores = score_wave(GOOD, wave((HALL, "yny"), (HALL, "yny"), (HALL, "yny")))
    assert scores.compared.basis is Basis.TOTALS
    assert scores.change == scores.offices[0].change == Decimal(25)
    assert scores.sections[0].change == 50


def test_nothing_is_said_of_a_change_where_either_wave_had_fewer_than_three_visits() -> None:
    scores = score_wave(GOOD, wave((HALL, "yny"), (HALL, "yny")))
    assert scores.compared.basis is Basis.TOTALS
    assert (scores.change, scores.offices[0].change, scores.sections[0].change) == (None, None, None)


def test_where_the_scorecard_changed_only_its_unchanged_items_are_compared() -> None:
    before = wave((HALL, "yny"), (HALL, "yny"), (HALL, "yny"), made_with=template())
    now = wave((HALL, "yyy"), (HALL, "yyy"), (HALL, "yyn"), made_with=template(2, b=3))
    scores = score_wave(now, before)
    assert (scores.compared.basis, scores.compared.items, scores.compared.all_items) == (Basis.ITEMS, 2, 3)
    assert [one.change for one in scores.sections] == [None, None]
    changes = {one.item.key: one.change for one in scores.items}
    assert (changes["a"], changes["b"]) == (Decimal(0), None), "b weighs more now"
    assert changes["c"] is not None
    assert round(changes["c"], 2) == Decimal("-33.33")
    weight_a, weight_c = Decimal(70) / 4, Decimal(30)
    assert scores.change is not None
    assert round(scores.change, 6) == round(-weight_c / (weight_a + weight_c) * 100 / 3, 6)


def test_waves_with_different_scorecards_are_not_compared() -> None:
    made = replace(template(), form=replace(template().form, key="other"))
    before = [ScoredVisit(0, HALL, AT, "bill", made, evaluate(made, dict.fromkeys("abc", "yes"))) for _n in range(3)]
    scores = score_wave(GOOD, before)
    assert (scores.compared.basis, scores.change) == (Basis.NOTHING, None)


def test_an_item_that_failed_at_the_same_office_in_two_waves_running_is_a_repeat() -> None:
    scores = score_wave(wave((HALL, "yny"), (HARBOUR, "yny")), wave((HALL, "yny"), (HARBOUR, "yyy")))
    assert next((one.item.key, one.repeats) for one in scores.items) == ("b", 1)


@pytest.mark.parametrize("visits", [[], wave((HALL, "---"))])
def test_a_wave_without_any_score_has_none(visits: list[ScoredVisit]) -> None:
    scores = score_wave(visits)
    assert (scores.rolled.mean, scores.coverage if not visits else None) == (None, None)
    assert scores == WaveScores() if not visits else scores.offices[0].score is None
