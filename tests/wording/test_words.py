"""Enums and states of deadlines in words."""

from datetime import UTC, date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

import pytest

from csatdesk.domain import cases, centres, contacts, deadlines, staff, topics
from csatdesk.domain.cases import (
    CaseKind,
    Promise,
)
from csatdesk.domain.deadlines import Clock, Deadline, DeadlineState, Unit, WorkCalendar
from csatdesk.domain.statuses import (
    Status,
    StatusNotAllowed,
)
from csatdesk.wording.texts import speaking, spoken
from csatdesk.wording.words import (
    amount_words,
    channel_word,
    deadline_words,
    in_sentence,
    promise_words,
    state_words,
    value_words,
    word,
)

NOT_READ = {"Right", "Scope", "Competence"}  # rights are told by what they allow, levels beside surveys
CALENDAR = WorkCalendar.from_dict(
    {"zone": "Europe/Warsaw", "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)  # a Thursday


def enums() -> list[type[Enum]]:
    found = {
        kind
        for module in (cases, centres, contacts, deadlines, staff, topics)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind is not Enum
    }
    return sorted((kind for kind in found if kind.__name__ not in NOT_READ), key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", enums(), ids=lambda kind: kind.__name__)
def test_every_member_has_a_word(kind: type[Enum]) -> None:
    assert all(word(member) for member in kind)


@pytest.mark.parametrize("kind", enums(), ids=lambda kind: kind.__name__)
def test_no_two_members_of_an_enum_share_a_word(kind: type[Enum]) -> None:
    words = [word(member) for member in kind]
    assert len(set(words)) == len(words)


def test_a_word_inside_a_sentence_is_small_unless_it_is_an_abbreviation() -> None:
    assert in_sentence(channel_word(contacts.Channel.PHONE)) == "phone"
    assert in_sentence(channel_word(contacts.Channel.VIP_HALL)) == "VIP hall"


@pytest.mark.parametrize(
    ("stands", "values", "wanted"),
    [
        (DeadlineState.ON_TRACK, {}, "on time"),
        (DeadlineState.DUE_TODAY, {}, "due today"),
        (DeadlineState.DUE_TODAY, {"due_local": datetime(2026, 11, 19, 15, 15, tzinfo=UTC)}, "due today 15:15"),
        (DeadlineState.DUE_SOON, {"days_left": 1}, "due in 1 working day"),
        (DeadlineState.DUE_SOON, {"days_left": 2}, "due in 2 working days"),
        (DeadlineState.DUE_SOON, {"days_left": 0}, "due soon"),
        (DeadlineState.OVERDUE, {"days_over": 1}, "overdue 1 day"),
        (DeadlineState.OVERDUE, {"days_over": 3}, "overdue 3 days"),
        (DeadlineState.OVERDUE, {"days_over": 0}, "overdue since today"),
        (DeadlineState.PAUSED, {}, "paused"),
        (DeadlineState.MET, {}, "met"),
        (DeadlineState.MISSED, {}, "missed"),
        (DeadlineState.NONE, {}, "no deadline"),
    ],
)
def test_states_of_deadlines_are_told_in_plain_words(
    stands: DeadlineState, values: dict[str, int | datetime], wanted: str
) -> None:
    assert state_words(stands, **values) == wanted  # type: ignore[arg-type]  # rows of a table


@pytest.mark.parametrize(
    ("due_at", "unit", "wanted"),
    [
        (datetime(2026, 11, 16, 16, 0, tzinfo=UTC), Unit.WORKING_DAYS, "overdue 3 days"),
        (datetime(2026, 11, 19, 9, 0, tzinfo=UTC), Unit.WORKING_HOURS, "overdue since today"),
        (datetime(2026, 11, 19, 14, 15, tzinfo=UTC), Unit.WORKING_HOURS, "due today 15:15"),
        (datetime(2026, 11, 19, 23, 0, tzinfo=UTC), Unit.CALENDAR_DAYS, "due today"),
        (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), Unit.WORKING_DAYS, "due in 2 working days"),
        (datetime(2026, 12, 10, 16, 0, tzinfo=UTC), Unit.WORKING_DAYS, "on time"),
    ],
)
def test_a_deadline_is_told_by_the_calendar_of_the_office(due_at: datetime, unit: Unit, wanted: str) -> None:
    deadline = Deadline(Clock.HOUSE, start_at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC), due_at=due_at, unit=unit)
    assert deadline_words(deadline, NOW, CALENDAR) == wanted
    assert deadline_words(None, NOW, CALENDAR) == "no deadline"


def test_a_promise_is_told_as_the_customer_hears_it() -> None:
    due_at = datetime(2026, 12, 10, 16, 0, tzinfo=UTC)
    days = Promise(due_at, date(2026, 12, 10), 15, Unit.WORKING_DAYS, "Answer to a complaint", "Europe/Warsaw")
    assert promise_words(days, date(2026, 11, 19)) == "answer by Thu 10 December, 15 working days"
    hours = Promise(due_at, date(2026, 12, 10), 1, Unit.WORKING_HOURS, "Call back", "Europe/Warsaw")
    assert promise_words(hours, date(2026, 11, 19)) == "answer by Thu 10 December 17:00, 1 working hour"


def test_amounts_take_the_form_of_their_number() -> None:
    assert amount_words(1, Unit.CALENDAR_MONTHS) == "1 month"
    assert amount_words(1500, Unit.CALENDAR_DAYS) == "1,500 days"


def test_values_of_a_refusal_are_spoken() -> None:
    refused = StatusNotAllowed(number="26-01-00012-3", before=Status.CLOSED, after=Status.SENT)
    assert spoken(refused) == "Case 26-01-00012-3 cannot go from “Closed” to “Answer sent”."
    with speaking("fi"):
        assert value_words(datetime(2026, 12, 10, 14, 30, tzinfo=ZoneInfo("Europe/Helsinki"))).endswith("2026, 14.30")
        assert value_words(date(2026, 12, 1)) == "1.12.2026"
    assert value_words(1990) == "1990"
    assert value_words(CaseKind.CLAIM) == "Claim"
