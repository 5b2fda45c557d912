"""What the hours mean at a moment: open until when, when it opens, which closed day comes next."""

from datetime import UTC, date, datetime

import pytest

from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.opening_now import OpeningNow, hours_around, next_closed_day, opening_at

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
WARSAW = WorkCalendar.from_dict(
    {
        "zone": "Europe/Warsaw",
        "week": {day: [["08:00", "12:00"], ["12:30", "17:00"]] for day in WORKDAYS},
        "holidays": {"2026-11-11": "Independence Day", "2026-12-25": "Christmas Day", "2026-12-26": "Boxing Day"},
        "special_hours": {"2026-12-24": {"hours": [["08:00", "11:00"]], "open_on_holiday": False}},
    }
)


def local(calendar: WorkCalendar, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=calendar.zone)


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_open", "until"),
    [
        (19, 7, 59, False, (19, 8, 0)),
        (19, 8, 0, True, (19, 12, 0)),
        (19, 12, 0, False, (19, 12, 30)),
        (19, 16, 59, True, (19, 17, 0)),
        (19, 17, 0, False, (20, 8, 0)),
        (20, 18, 0, False, (23, 8, 0)),  # over the weekend
        (10, 18, 0, False, (12, 8, 0)),  # over a holiday
    ],
)
def test_it_is_open_until_it_closes_and_closed_until_it_opens(
    day: int, hour: int, minute: int, is_open: bool, until: tuple[int, int, int]
) -> None:
    found = opening_at(WARSAW, local(WARSAW, day, hour, minute).astimezone(UTC))
    assert found == OpeningNow(is_open, local(WARSAW, *until))


def test_hours_over_midnight_end_the_next_day() -> None:
    night = WorkCalendar.from_dict({"zone": "Europe/Oslo", "week": {"fri": [["20:00", "04:00"]]}})
    assert opening_at(night, local(night, 21, 2)) == OpeningNow(True, local(night, 21, 4))


def test_at_the_turn_of_the_year_too() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=WARSAW.zone)
    assert opening_at(WARSAW, late).until == datetime(2027, 1, 1, 8, 0, tzinfo=WARSAW.zone)  # no holiday here


def test_a_holiday_on_a_day_that_is_closed_anyway_is_no_news() -> None:
    assert next_closed_day(WARSAW, date(2026, 11, 11)) == (date(2026, 12, 25), "Christmas Day")
    assert next_closed_day(WARSAW, date(2026, 12, 25)) is None  # the 26th is a Saturday


def test_only_the_days_around_are_kept() -> None:
    kept = WorkCalendar.from_dict(hours_around(WARSAW, date(2026, 11, 19), 30))
    assert not kept.hours.holidays
    assert not kept.hours.special
    further = WorkCalendar.from_dict(hours_around(WARSAW, date(2026, 11, 19), 37))
    assert set(further.hours.holidays) == {date(2026, 12, 25), date(2026, 12, 26)}
    assert opening_at(further, datetime(2026, 12, 24, 10, 0, tzinfo=WARSAW.zone)).until.hour == 11
