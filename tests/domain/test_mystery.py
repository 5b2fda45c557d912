"""The plan of a wave and what is odd about a report: rules 19 and 20 of SC-1."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.mystery import (
    Flag,
    NewWave,
    PastVisit,
    Plan,
    Quota,
    Rotation,
    ScoredFacts,
    Unplannable,
    VisitFacts,
    VisitTimes,
    flags_of,
    gap_of,
    plan_wave,
)
from csatdesk.domain.scorecard_templates import Limits

WEEK = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDAR = WorkCalendar.from_dict({"zone": "Europe/Warsaw", "week": WEEK, "holidays": {"2026-10-08": "closed"}})
FIRST, LAST = date(2026, 10, 5), date(2026, 10, 23)
BEFORE = datetime(2026, 10, 1, tzinfo=UTC)
OFFICES = (1, 2, 3)


def planned(wave: NewWave, rotation: Rotation, seed: int = 7, after: datetime = BEFORE) -> Plan:
    return plan_wave(wave, dict.fromkeys(OFFICES, CALENDAR), rotation, seed=seed, after=after)


def wave(*quotas: Quota, visitors: tuple[int, ...] = (11, 12, 13, 14)) -> NewWave:
    return NewWave("Autumn", FIRST, LAST, quotas, visitors)


FREE = Rotation(180, {}, ())
quotas = some.lists(
    some.builds(Quota, some.sampled_from(OFFICES), some.integers(1, 3), some.integers(0, 4)), min_size=1, max_size=6
)
pasts = some.lists(
    some.builds(
        PastVisit, some.integers(11, 16), some.sampled_from(OFFICES), some.dates(date(2026, 1, 1), date(2027, 1, 1))
    ),
    max_size=12,
)
barred = some.dictionaries(some.integers(11, 16), some.frozensets(some.sampled_from(OFFICES), max_size=2), max_size=4)


@settings(max_examples=60, deadline=None)
@given(quotas, pasts, barred, some.integers(1, 400), some.integers(0, 2**31))
def test_every_plan_keeps_quotas_gap_and_rotation(
    asked: list[Quota], past: list[PastVisit], kept: dict[int, frozenset[int]], gap: int, seed: int
) -> None:
    rotation = Rotation(gap, kept, past)
    made = wave(*asked, visitors=tuple(range(11, 17)))
    plan = planned(made, rotation, seed)
    wanted = Counter[tuple[int, int]]()
    for quota in asked:
        wanted[quota.office_id, quota.scenario_id] += quota.count
    got = Counter((one.office_id, one.scenario_id) for one in plan.visits)
    got += Counter((one.office_id, one.scenario_id) for one in plan.left_out)
    assert got == +wanted, "each visit is planned or said to be left out"
    pairs = Counter((one.office_id, one.visitor_id) for one in plan.visits)
    assert all(count == 1 for count in pairs.values()), "never twice in a wave at one office"
    for visit in plan.visits:
        day = CALENDAR.local_day(visit.from_at)
        assert visit.office_id not in kept.get(visit.visitor_id, ())
        assert all(
            abs((day - one.day).days) >= gap
            for one in past
            if (one.office_id, one.visitor_id) == (visit.office_id, visit.visitor_id)
        )
        assert CALENDAR.between(visit.from_at, visit.to_at) == visit.to_at - visit.from_at, "all in opening hours"
        assert FIRST <= day <= LAST
    for one in plan.visits:
        at_once = [
            two for two in plan.visits if two.visitor_id == one.visitor_id and one.from_at < two.to_at > two.from_at
        ]
        assert all(two is one or two.from_at >= one.to_at or two.to_at <= one.from_at for two in at_once)
    assert plan == planned(made, rotation, seed), "the same seed makes the same plan"


def test_visits_are_spread_over_weekdays_and_hours() -> None:
    visitors = tuple(range(11, 31))
    plan = planned(wave(Quota(1, 1, 10), visitors=visitors), FREE)
    days = [CALENDAR.local_day(one.from_at) for one in plan.visits]
    assert set(Counter(day.weekday() for day in days).values()) == {2}
    assert len(set(days)) == 10
    assert len({one.from_at.astimezone(CALENDAR.zone).hour for one in plan.visits}) == 4
    other = planned(wave(Quota(1, 1, 10), visitors=visitors), FREE, seed=8)
    assert other != plan


def test_what_cannot_be_planned_is_said_with_its_reason() -> None:
    there_lately = [PastVisit(one, 1, date(2026, 9, 1)) for one in (11, 12, 13, 14)]
    plan = planned(wave(Quota(1, 1, 1)), Rotation(180, {}, there_lately))
    assert [one.reason for one in plan.left_out] == [Unplannable.NO_VISITOR]
    plan = planned(wave(Quota(1, 1, 1)), FREE, after=datetime(2026, 11, 1, tzinfo=UTC))
    assert [one.reason for one in plan.left_out] == [Unplannable.NO_TIME]
    plan = planned(wave(Quota(1, 1, 6)), FREE)
    assert (len(plan.visits), len(plan.left_out)) == (4, 2), "nobody goes twice"


def test_the_gap_of_the_template_wins_and_zero_is_none() -> None:
    assert gap_of(Limits(days_before_same_visitor_returns=Decimal(90)), 180) == 90
    assert gap_of(Limits(), 180) == 180


ARRIVED = datetime(2026, 10, 6, 8, 10, tzinfo=UTC)
TIMES = VisitTimes(ARRIVED, ARRIVED + timedelta(minutes=40), ARRIVED + timedelta(minutes=5))
LIMITS = Limits(min_minutes=Decimal(10), max_minutes=Decimal(120), report_within_hours=Decimal(24))
FACTS = VisitFacts(
    from_at=ARRIVED - timedelta(minutes=10),
    to_at=ARRIVED + timedelta(minutes=110),
    reported_at=ARRIVED + timedelta(hours=5),
    calendar=CALENDAR,
    limits=LIMITS,
    returns_after=180,
)
GOOD = ScoredFacts(total=Decimal(96), has_comment=True, evidence_at=(ARRIVED,))


def test_a_report_that_keeps_to_everything_has_no_flag() -> None:
    assert flags_of(TIMES, FACTS, GOOD) == ()


@pytest.mark.parametrize(
    ("flag", "times", "facts", "scored"),
    [
        (Flag.TOO_SHORT, replace(TIMES, left_at=ARRIVED + timedelta(minutes=9, seconds=59)), FACTS, None),
        (Flag.TOO_LONG, replace(TIMES, left_at=ARRIVED + timedelta(minutes=120, seconds=1)), FACTS, None),
        (
            Flag.OTHER_DAY,
            TIMES,
            replace(FACTS, from_at=FACTS.from_at + timedelta(days=1), to_at=FACTS.to_at + timedelta(days=1)),
            None,
        ),
        (Flag.OTHER_HOURS, TIMES, replace(FACTS, from_at=ARRIVED + timedelta(seconds=1)), None),
        (Flag.LATE, TIMES, replace(FACTS, reported_at=TIMES.left_at + timedelta(hours=24, seconds=1)), None),
        (Flag.TIMES_ORDER, replace(TIMES, called_at=ARRIVED - timedelta(seconds=1)), FACTS, None),
        (Flag.EVIDENCE_MISSING, TIMES, FACTS, replace(GOOD, evidence_missing=True)),
        (Flag.EVIDENCE_OUTSIDE, TIMES, FACTS, replace(GOOD, evidence_at=(TIMES.left_at + timedelta(minutes=1),))),
        (Flag.INTEGRITY, TIMES, FACTS, replace(GOOD, integrity_wrong=True)),
        (Flag.BACK_TOO_EARLY, TIMES, replace(FACTS, returns_after=179), None),
        (Flag.WORKS_THERE, TIMES, replace(FACTS, works_there=True), None),
        (Flag.NO_COMMENT, TIMES, FACTS, replace(GOOD, total=Decimal(95), has_comment=False)),
        (Flag.SAME_AS_BEFORE, TIMES, FACTS, replace(GOOD, is_same_as_previous=True)),
    ],
)
def test_each_odd_thing_is_its_own_flag(
    flag: Flag, times: VisitTimes, facts: VisitFacts, scored: ScoredFacts | None
) -> None:
    assert flags_of(times, facts, scored) == (flag,)


def test_just_under_the_top_needs_no_comment() -> None:
    assert flags_of(TIMES, FACTS, replace(GOOD, total=Decimal("94.99"), has_comment=False)) == ()
