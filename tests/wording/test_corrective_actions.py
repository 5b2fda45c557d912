"""How measures are spoken of: how they stand, and what came of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.corrective_actions import (
    Expected,
    MeasureEvent,
    MeasureKind,
    MeasureLine,
    MeasureRow,
    MeasureStatus,
)
from csatdesk.domain.effects import Counted, Effect, EffectRule
from csatdesk.domain.item_effects import ItemEffect, ItemFigures, ItemVerdict, Side
from csatdesk.domain.local_text import LocalText
from csatdesk.wording.corrective_actions import (
    effect_words,
    expected_words,
    line_words,
    method_lines,
    state_of,
    status_words,
    verdict_words,
)

THURSDAY = date(2026, 11, 19)
DONE = date(2026, 6, 30)
LONG_AFTER = date(2026, 9, 30)
CALENDAR = WorkCalendar.from_dict(
    {"zone": "Europe/Warsaw", "week": {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)


def row(status: MeasureStatus = MeasureStatus.PLANNED, days: int = 0, reopened: int = 0) -> MeasureRow:
    due_on = THURSDAY + timedelta(days=days)
    return MeasureRow(
        1, "x", MeasureKind.CORRECTIVE, status, 1, "Anna", due_on, None, None, None, reopened, None, None, 1
    )


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (-3, "overdue", "overdue 3 days"),
        (0, "due_today", "due today"),
        (1, "due_soon", "due in 1 working day"),
        (4, "due_soon", "due in 2 working days"),  # Monday: the week-end is no working day
        (5, "on_track", "on time"),
    ],
)
def test_an_open_measure_stands_as_a_deadline_does(days: int, state: str, words: str) -> None:
    assert state_of(row(days=days), THURSDAY, CALENDAR) == (state, words)


def test_a_measure_that_is_done_is_late_no_more() -> None:
    assert state_of(row(MeasureStatus.DONE, -9), THURSDAY, CALENDAR)[1] == "reported done"
    assert state_of(row(MeasureStatus.EFFECTIVE, -9), THURSDAY, CALENDAR) == ("met", "effective")
    assert status_words(row(MeasureStatus.IN_WORK, reopened=2)) == "In work, reopened 2 times"


def test_what_is_expected_is_a_figure() -> None:
    assert expected_words(Expected("complaints", Decimal("12.00"), Decimal("7.50"))) == "complaints: from 12 to 7.5"
    assert expected_words(Expected("complaints", None, Decimal(8))) == "complaints: 8"


@pytest.mark.parametrize(
    ("after", "verdict"),
    [
        (Counted(12, 2388), "There are fewer complaints."),
        (Counted(60, 2388), "There are more complaints."),
        (Counted(28, 2388), "Whether it helped cannot be told from chance."),
        (Counted(12, 300), "No verdict yet: there is too little to tell."),
    ],
)
def test_the_verdict_follows_the_interval_and_the_minimum(after: Counted, verdict: str) -> None:
    assert verdict_words(Effect(DONE, EffectRule(), Counted(31, 2410), after), LONG_AFTER) == verdict


def test_both_counts_and_their_bases_are_told_whatever_the_verdict() -> None:
    clear = Effect(DONE, EffectRule(), Counted(31, 2410), Counted(12, 2388))
    assert effect_words(clear, LONG_AFTER) == (
        "From 31 of 2,410 contacts to 12 of 2,388: 12.9, then 5.0 per 1,000; ratio 0.39, likely 0.18 to 0.78."
    )
    assert verdict_words(clear, date(2026, 8, 29)) == "No verdict before 30 Aug 2026."
    assert "After so far: 12 of 2,388 contacts, 5.0 per 1,000." in effect_words(clear, date(2026, 8, 29))
    few = Effect(DONE, EffectRule(), Counted(3, 900), Counted(0, 0))
    assert effect_words(few, LONG_AFTER) == "Before: 3 of 900 contacts, 3.3 per 1,000. After: no contacts."


def test_the_history_tells_figures_as_of_the_day_of_the_centre() -> None:
    midnight_gone = datetime(2026, 8, 29, 22, 30, tzinfo=UTC)  # in Warsaw the 30th, on which the window is over
    few = Effect(DONE, EffectRule(), Counted(3, 900), Counted(1, 900))
    line = MeasureLine(MeasureEvent.REOPENED, midnight_gone, "Marek", "As before", effect=few)
    assert line_words(line, CALENDAR.zone) == (
        "As before. Before: 3 of 900 contacts, 3.3 per 1,000. After: 1 of 900 contacts, 1.1 per 1,000."
    )


def test_figures_of_items_are_told_for_each_with_both_counts_whatever_the_verdict() -> None:
    name = LocalText({"en": "Says the name"})
    before, after = Side(4, 3, Decimal("31.25")), Side()
    waiting = ItemEffect(DONE, (ItemFigures("name", name, before, after, 0, ItemVerdict.WAITING),), left_out=1)
    assert verdict_words(waiting, LONG_AFTER) == "No verdict yet: 0 of 2 evaluations by others than its owner."
    assert effect_words(waiting, LONG_AFTER) == (
        "Says the name: before failed in 3 of 4 answers, 31.3 points; after no answers."
    )
    assert method_lines(waiting)[-1] == "1 answer is left out: the question was scored otherwise then."
    again = replace(waiting, items=(replace(waiting.items[0], verdict=ItemVerdict.NOT_EFFECTIVE),), left_out=0)
    assert verdict_words(again, LONG_AFTER) == "It failed again: the measure did not help."
    assert not any("left out" in line for line in method_lines(again))
