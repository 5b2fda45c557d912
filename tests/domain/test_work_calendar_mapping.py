"""A calendar as a plain mapping: what is read, what is refused, and where it says so."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from csatdesk.domain.deadlines import WorkCalendar

GOOD: dict[str, Any] = {"zone": "Europe/Tallinn", "week": {"mon": [["08:00", "12:00"], ["13:00", "17:00"]]}}
NIGHT = [["22:00", "06:00"]]


def read(**changes: object) -> WorkCalendar:
    return WorkCalendar.from_dict({**GOOD, **changes})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"hollidays": []}, "hollidays: unknown key"),
        ({"week": {"monday": []}}, "week.monday: unknown key"),
        ({"special_hours": {"2026-12-24": {"hours": [], "open": True}}}, "special_hours.2026-12-24.open: unknown key"),
        ({"zone": None}, "zone: the name of an IANA time zone is missing"),
        ({"zone": ""}, "zone: the name of an IANA time zone is missing"),
        ({"zone": "Europe/Tallin"}, "zone: 'Europe/Tallin' is no IANA time zone"),
        ({"zone": "../UTC"}, "zone: '../UTC' is no IANA time zone"),
        ({"zone": "Europe"}, "zone: 'Europe' is no IANA time zone"),
        ({"week": []}, "week: must be a mapping"),
        ({"week": {}}, "week: no hours at all"),
        ({"week": {"mon": []}}, "week: no hours at all"),
        ({"week": {}, "special_hours": {"2026-12-24": []}}, "week: no hours at all"),
        ({"week": {}, "special_hours": {"2026-12-24": NIGHT}, "holidays": ["2026-12-24"]}, "week: no hours at all"),
        ({"week": {"mon": None}}, "week.mon: must be a list of intervals"),
        ({"week": {"mon": "08:00-16:00"}}, "week.mon: must be a list of intervals"),
        ({"week": {"mon": ["08:00", "16:00"]}}, r"week.mon\[0\]: must be a pair of times"),
        ({"week": {"mon": [["08:00"]]}}, r"week.mon\[0\]: must be a pair of times"),
        ({"week": {"mon": [["08:00", "12:00"], 13]}}, r"week.mon\[1\]: must be a pair of times"),
        ({"week": {"mon": [["08:00", "12:00"], ["13:00", "25:00"]]}}, r"week.mon\[1\]: '25:00' is no time of day"),
        ({"week": {"mon": [["8:00", "12:00"]]}}, r"week.mon\[0\]: '8:00' is no time of day"),
        ({"week": {"mon": [["08:60", "12:00"]]}}, r"week.mon\[0\]: '08:60' is no time of day"),
        ({"week": {"mon": [["08:00", "24:01"]]}}, r"week.mon\[0\]: '24:01' is no time of day"),
        ({"week": {"mon": [[8, 12]]}}, r"week.mon\[0\]: 8 is no time of day"),
        ({"week": {"mon": [["٠٨:٠٠", "12:00"]]}}, r"week.mon\[0\]: '٠٨:٠٠' is no time of day"),
        ({"week": {"mon": [["24:00", "06:00"]]}}, r"week.mon\[0\]: hours cannot start at 24:00"),
        ({"week": {"mon": [["08:00", "12:00"], ["11:59", "17:00"]]}}, r"week.mon\[1\]: overlaps week.mon\[0\]"),
        ({"week": {"mon": [["13:00", "17:00"], ["08:00", "13:01"]]}}, r"week.mon\[0\]: overlaps week.mon\[1\]"),
        ({"week": {"mon": [["08:00", "12:00"], ["08:00", "12:00"]]}}, r"week.mon\[1\]: overlaps week.mon\[0\]"),
        ({"week": {"mon": NIGHT, "tue": [["05:59", "07:00"]]}}, r"week.tue\[0\]: overlaps week.mon\[0\]"),
        ({"week": {"sun": NIGHT, "mon": [["05:00", "07:00"]]}}, r"week.mon\[0\]: overlaps week.sun\[0\]"),
        ({"holidays": "2026-12-24"}, "holidays: must be a list of dates"),
        ({"holidays": 3}, "holidays: must be a list of dates"),
        ({"holidays": ["2026-12-24", "24.12.2026"]}, r"holidays\[1\]: '24.12.2026' is no date"),
        ({"holidays": ["20261224"]}, r"holidays\[0\]: '20261224' is no date"),
        ({"holidays": ["2026-02-30"]}, r"holidays\[0\]: '2026-02-30' is no date"),
        ({"holidays": {"2026-13-01": "?"}}, "holidays.2026-13-01: '2026-13-01' is no date"),
        ({"holidays": {"2026-12-24": None}}, "holidays.2026-12-24: None is no name"),
        ({"holidays": {"2026-12-24": "a", date(2026, 12, 24): "b"}}, "holidays.2026-12-24: given twice"),
        ({"holidays": ["9999-12-31"]}, r"holidays\[0\]: 9999-12-31 is out of reach"),
        ({"holidays": [date.min]}, r"holidays\[0\]: 0001-01-01 is out of reach"),
        ({"special_hours": []}, "special_hours: must map dates to intervals"),
        ({"special_hours": {"soon": []}}, "special_hours.soon: 'soon' is no date"),
        ({"special_hours": {"2026-12-24": [["08:00", "8"]]}}, r"special_hours.2026-12-24\[0\]: '8' is no time of day"),
        (
            {"special_hours": {"2026-12-24": {"open_on_holiday": True}}},
            "special_hours.2026-12-24.hours: must be a list",
        ),
        (
            {"special_hours": {"2026-12-24": {"hours": [], "open_on_holiday": "yes"}}},
            "special_hours.2026-12-24.open_on_holiday: must be true or false",
        ),
        (
            {"special_hours": {"2026-12-24": [["08:00", "12:00"], ["11:00", "13:00"]]}},
            r"special_hours.2026-12-24\[1\]: overlaps special_hours.2026-12-24\[0\]",
        ),
        (
            {"week": {"wed": NIGHT}, "special_hours": {"2026-12-24": [["05:00", "12:00"]]}},
            "special_hours.2026-12-24: overlaps the hours of 2026-12-23",
        ),
        (
            {"week": {"fri": [["05:00", "12:00"]]}, "special_hours": {"2026-12-24": NIGHT}},
            "special_hours.2026-12-24: overlaps the hours of 2026-12-25",
        ),
    ],
)
def test_what_is_wrong_is_refused_and_the_place_named(changes: Mapping[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        read(**changes)


def test_what_is_no_mapping_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^calendar: must be a mapping"):
        WorkCalendar.from_dict([])  # type: ignore[arg-type]  # that is the point


def test_hours_may_adjoin_in_any_order_and_across_midnight() -> None:
    office = read(
        week={"mon": [["12:00", "24:00"], ["08:00", "12:00"]], "tue": [["00:00", "01:00"]], "sun": [["20:00", "08:00"]]}
    )
    assert office.hours_on(date(2026, 11, 16)) == ((480, 720), (720, 1440))
    assert office.hours_on(date(2026, 11, 15)) == ((1200, 1920),)


def test_a_night_that_a_holiday_takes_overlaps_nothing() -> None:
    read(week={"wed": NIGHT}, holidays=["2026-12-23"], special_hours={"2026-12-24": [["05:00", "12:00"]]})


def test_dates_may_be_dates() -> None:
    by_text = read(holidays=["2026-12-24"], special_hours={"2026-12-31": [["08:00", "11:00"]]})
    by_date = read(holidays=[date(2026, 12, 24)], special_hours={date(2026, 12, 31): [["08:00", "11:00"]]})
    assert by_text == by_date


@pytest.mark.parametrize(
    "mapping",
    [
        GOOD,
        {**GOOD, "holidays": {"2026-12-24": "Jõululaupäev"}},
        {
            **GOOD,
            "special_hours": {
                "2026-12-23": [["08:00", "24:00"]],
                "2026-12-24": {"hours": NIGHT, "open_on_holiday": True},
            },
        },
        {"zone": "UTC", "week": {"sat": [["00:00", "00:00"]], "sun": [["00:00", "24:00"]]}},
        {"zone": "UTC", "week": {"sat": [["08:00", "08:00"]]}},
    ],
)
def test_a_calendar_is_written_as_it_is_read(mapping: Mapping[str, object]) -> None:
    office = WorkCalendar.from_dict(mapping)
    written = office.to_dict()
    assert WorkCalendar.from_dict(json.loads(json.dumps(written))) == office
    assert WorkCalendar.from_dict(written).to_dict() == written


def test_changing_the_mapping_afterwards_changes_nothing() -> None:
    mapping: dict[str, Any] = {"zone": "UTC", "week": {"mon": [["08:00", "12:00"]]}, "holidays": {"2026-12-24": "a"}}
    office = WorkCalendar.from_dict(mapping)
    before = office.to_dict()
    mapping["week"]["mon"].clear()
    mapping["holidays"].clear()
    assert office.to_dict() == before
