"""How columns write dates, and which instants they mean."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.sheets.dates import DateStyle, guess_style, parse, parse_time

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("cells", "style", "is_sure"),
    [
        (["2024-03-05", "2024-03-05T10:00:00Z"], DateStyle.ISO, True),
        (["5.3.2024", "05.03.2024 klo 14.30"], DateStyle.DAY_FIRST, True),
        (["03/04/2024", "05/06/2024"], DateStyle.DAY_FIRST, False),
        (["03/04/2024", "03/14/2024"], DateStyle.MONTH_FIRST, True),
        (["03/04/2024", "14/03/2024"], DateStyle.DAY_FIRST, True),
        (["3/14/24 2:30 PM"], DateStyle.MONTH_FIRST, True),
        (["2024/3/5 10:00", "2024.03.06"], DateStyle.YEAR_FIRST, True),
        (["20240305"], DateStyle.YEAR_FIRST, True),
        (["5 marca 2024", "12 września 2024"], DateStyle.WORDS, True),
        (["5. mars 2024 kl. 14:30"], DateStyle.WORDS, True),
        (["5. märts 2024 kell 10:00"], DateStyle.WORDS, True),
        (["5. maaliskuuta 2024"], DateStyle.WORDS, True),
        (["5 марта 2024 г.", "6 мая 2024 г. 14:30"], DateStyle.WORDS, True),
        (["March 5, 2024", "Tue, 5 Mar 2024", "5-Mar-24"], DateStyle.WORDS, True),
        (["1538492521"], DateStyle.UNIX_SECONDS, True),
        (["1538492521000"], DateStyle.UNIX_MILLISECONDS, True),
        (["45356.604", "45357"], DateStyle.EXCEL, True),
        (["12", "broken", "later"], None, True),
        (["31.02.2024"], None, True),
        ([], None, True),
    ],
)
def test_a_column_tells_how_it_writes_dates(cells: list[str], style: DateStyle | None, is_sure: bool) -> None:
    guess = guess_style(cells)
    assert (guess.style, guess.is_sure) == (style, is_sure)


def test_local_times_are_of_the_zone_given_and_named_zones_count() -> None:
    def at(text: str, style: DateStyle = DateStyle.DAY_FIRST) -> datetime:
        found = parse(text, style, WARSAW)
        assert found is not None
        return found.at

    assert at("5.7.2024 14:30") == datetime(2024, 7, 5, 12, 30, tzinfo=UTC)
    assert at("5.1.2024 14:30") == datetime(2024, 1, 5, 13, 30, tzinfo=UTC)
    assert at("2024-07-05T14:30:00+00:00") == datetime(2024, 7, 5, 14, 30, tzinfo=UTC)
    assert at("1538492521", DateStyle.UNIX_SECONDS) == datetime(2018, 10, 2, 15, 2, 1, tzinfo=UTC)
    assert at("45356.5", DateStyle.EXCEL) == datetime(2024, 3, 5, 11, 0, tzinfo=UTC)


def test_a_time_the_clock_shows_twice_is_the_first_and_a_skipped_one_an_hour_later() -> None:
    twice = parse("27.10.2024 02:30", DateStyle.DAY_FIRST, WARSAW)
    skipped = parse("31.03.2024 02:30", DateStyle.DAY_FIRST, WARSAW)
    assert twice is not None
    assert skipped is not None
    assert twice.at == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)
    assert skipped.at == datetime(2024, 3, 31, 1, 30, tzinfo=UTC)


def test_whether_a_cell_has_a_time_of_day_is_known() -> None:
    day, moment = parse("5.3.2024", DateStyle.DAY_FIRST, UTC), parse("5.3.2024 0:00", DateStyle.DAY_FIRST, UTC)
    assert day is not None
    assert moment is not None
    assert (day.has_time, moment.has_time) == (False, True)
    assert day.at == moment.at


@pytest.mark.parametrize(
    "cell", ["31.2.2024", "32.1.2024", "5.13.2024", "5.3.2024 25:00", "5.3.2024 14:00 PM", "5.3", ""]
)
def test_no_date_is_made_of_what_is_none(cell: str) -> None:
    assert parse(cell, DateStyle.DAY_FIRST, UTC) is None


@pytest.mark.parametrize(
    ("cell", "time"),
    [("14:30", (14, 30)), ("2.30 pm", (14, 30)), ("12:05 AM", (0, 5)), ("kl. 9", (9, 0)), ("09:05:00", (9, 5))],
)
def test_a_time_of_day_is_read(cell: str, time: tuple[int, int]) -> None:
    assert parse_time(cell) == time


@given(st.datetimes(datetime(1990, 1, 1), datetime(2089, 12, 31)))  # noqa: DTZ001  (hypothesis wants naive bounds)
def test_what_is_written_in_any_style_is_read_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    written = {
        DateStyle.ISO: f"{moment:%Y-%m-%d %H:%M}",
        DateStyle.DAY_FIRST: f"{moment:%d.%m.%Y %H:%M}",
        DateStyle.MONTH_FIRST: f"{moment:%m/%d/%Y %I:%M %p}",
        DateStyle.YEAR_FIRST: f"{moment:%Y/%m/%d %H:%M}",
        DateStyle.WORDS: f"{moment:%d %B %Y, %H:%M}",
        DateStyle.UNIX_SECONDS: str(int(moment.replace(tzinfo=UTC).timestamp())),
    }
    for style, text in written.items():
        found = parse(text, style, UTC)
        assert found is not None, (style, text)
        assert found.at == moment.replace(tzinfo=UTC), (style, text)


@given(st.text(max_size=80), st.sampled_from(DateStyle))
def test_no_cell_makes_reading_a_date_fail(cell: str, style: DateStyle) -> None:
    found = parse(cell, style, WARSAW)
    assert found is None or found.at.tzinfo is UTC
