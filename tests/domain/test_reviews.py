"""Draws by a rule: the same seed is the same draw, nobody reviews themselves, and what is drawn is what was asked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.domain.reviews import (
    RESERVE,
    DrawnBefore,
    FrameLine,
    NumberOutside,
    PeriodWrong,
    RuleWithoutChannel,
    RuleWithoutReviewer,
    RuleWithoutWay,
    SamplingRule,
    SecondNeedsTwo,
    check_period,
    digest,
    draw,
    next_of,
    start_of,
)

BEGIN = datetime(2026, 10, 1, 8, tzinfo=UTC)
RULE = SamplingRule("Calls", 1, (Channel.PHONE,), (90, 91), every=10)


def frame(count: int = 100, people: int = 4, months: int = 1) -> list[FrameLine]:
    made = []
    for key in range(count):
        at = BEGIN + timedelta(hours=key)
        made.append(FrameLine(key, at, key % people, (2026, 10 + key % months)))
    return made


def keys(one: SamplingRule, seed: int, count: int = 100) -> list[int]:
    return [pick.line.key for pick in draw(frame(count), one, seed).picks]


def test_the_same_seed_over_the_same_contacts_is_the_same_draw_in_whatever_order_they_came() -> None:
    mixed = sorted(frame(), key=lambda one: one.key * 37 % 100)
    rule = replace(RULE, per_person=4, second_share=30)
    assert draw(mixed, rule, 7) == draw(frame(), rule, 7)
    assert digest(mixed) == digest(frame())
    assert digest(frame(99)) != digest(frame())


def test_another_seed_draws_others() -> None:
    rule = replace(RULE, every=None, per_person=5)
    assert keys(rule, 1) != keys(rule, 2)


def test_a_draw_stays_what_it_was_in_every_release() -> None:
    """Draws that were kept must be repeatable for good."""
    rule = replace(RULE, every=None, per_person=2)
    assert keys(rule, 42, 40) == [1, 6, 11, 13, 14, 20, 36, 39]
    assert start_of(42, 10) == 8


def test_every_tenth_is_every_tenth_from_a_place_that_chance_gave() -> None:
    for seed in range(20):
        start = start_of(seed, 10)
        assert keys(RULE, seed) == list(range(start, 100, 10))
    assert len({start_of(seed, 10) for seed in range(60)}) == 10


def test_so_many_of_each_person_and_month() -> None:
    rule = replace(RULE, every=None, per_person=3)
    drawn = draw(frame(100, people=4, months=2), rule, 5)
    counts: dict[str, int] = {}
    for pick in drawn.picks:
        counts[pick.line.group] = counts.get(pick.line.group, 0) + 1
    assert set(counts.values()) == {3}
    assert counts.keys() == {f"{person}/2026-{10 + person % 2}" for person in range(4)}


def test_what_is_drawn_of_one_person_does_not_hang_on_the_others() -> None:
    rule = replace(RULE, every=None, per_person=3)
    alone = [one for one in frame() if one.person_id == 2]
    hers = [pick.line.key for pick in draw(frame(), rule, 9).picks if pick.line.person_id == 2]
    assert [pick.line.key for pick in draw(alone, rule, 9).picks] == hers


def test_both_is_every_nth_filled_up_to_so_many_of_each() -> None:
    rule = replace(RULE, every=25, per_person=3)
    drawn = keys(rule, 3)
    assert set(keys(replace(rule, per_person=None), 3)) <= set(drawn)
    assert all(sum(key % 4 == person for key in drawn) >= 3 for person in range(4))


@given(st.integers(0, 2**40), st.integers(1, 60), st.integers(1, 5))
def test_nobody_reviews_their_own_work_and_work_is_shared_evenly(seed: int, count: int, people: int) -> None:
    reviewers = (0, 1, 90)
    rule = replace(RULE, every=2, reviewer_ids=reviewers, second_share=50)
    drawn = draw(frame(count, people), rule, seed)
    for pick in drawn.picks:
        assert pick.reviewer_id != pick.line.person_id
        assert pick.second_id not in {pick.line.person_id, pick.reviewer_id}
    assert sum(pick.second_id is not None for pick in drawn.picks) == -(-len(drawn.picks) // 2)


def test_work_of_the_only_reviewer_is_left_out_and_counted() -> None:
    drawn = draw(frame(40, people=4), replace(RULE, every=1, reviewer_ids=(2,)), 1)
    assert drawn.left_out == 10
    assert all(pick.line.person_id != 2 for pick in drawn.picks)


def test_two_reviewers_get_equally_many() -> None:
    picks = draw(frame(), replace(RULE, every=2), 8).picks
    assert [sum(pick.reviewer_id == one for pick in picks) for one in RULE.reviewer_ids] == [25, 25]


def test_what_takes_the_place_of_one_is_of_the_same_person_and_month_and_not_drawn_yet() -> None:
    drawn = draw(frame(), replace(RULE, every=None, per_person=2), 11)
    group = drawn.picks[0].line.group
    own = [pick.line.key for pick in drawn.picks if pick.line.group == group]
    reserve = drawn.reserves[group]
    assert len(reserve) == RESERVE
    assert not set(reserve) & set(own)
    assert all(key % 4 == drawn.picks[0].line.person_id for key in reserve)
    assert next_of(drawn.reserves, group, set(own)) == reserve[0]
    assert next_of(drawn.reserves, group, {*own, reserve[0]}) == reserve[1]
    assert next_of(drawn.reserves, group, {*own, *reserve}) is None


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"channels": ()}, RuleWithoutChannel, "channels"),
        ({"every": None}, RuleWithoutWay, "every"),
        ({"every": 0}, NumberOutside, "every"),
        ({"per_person": 51}, NumberOutside, "per_person"),
        ({"reviewer_ids": ()}, RuleWithoutReviewer, "reviewers"),
        ({"reviewer_ids": (1,), "second_share": 10}, SecondNeedsTwo, "second_share"),
        ({"second_share": 101}, NumberOutside, "second_share"),
    ],
)
def test_a_rule_that_cannot_be_names_its_field(changed: dict[str, object], refusal: type[Refusal], field: str) -> None:
    with pytest.raises(refusal) as raised:
        replace(RULE, **changed).check()  # type: ignore[arg-type]  # fields by name
    assert raised.value.field == field


def test_days_are_drawn_from_when_they_are_over() -> None:
    check_period(date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1))
    for first, last in (
        (date(2026, 10, 1), date(2026, 11, 1)),
        (date(2026, 10, 2), date(2026, 10, 1)),
        (date(2026, 7, 1), date(2026, 10, 31)),
    ):
        with pytest.raises(PeriodWrong):
            check_period(first, last, date(2026, 11, 1))


def test_a_rule_comes_back_as_it_was_kept() -> None:
    rule = replace(RULE, per_person=2, office_id=3, least_seconds=30, second_share=10)
    assert SamplingRule.from_dict(rule.to_dict()) == rule


def test_a_second_draw_of_the_same_days_is_named() -> None:
    told = str(DrawnBefore(first="1.10.", last="31.10."))
    assert "1.10. to 31.10." in told
