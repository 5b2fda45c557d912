"""When it was received, read as people type it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from csatdesk.gui.intake.moments import MomentUnreadable, read, shown, typed_form
from csatdesk.wording.texts import speaking

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)  # 11:42 in Warsaw


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("9:30", "today 09:30"),
        ("9.30", "today 09:30"),
        ("12.11", "Thu 12 November 12:00"),
        ("12.11. 9:30", "Thu 12 November 09:30"),
        ("12/11/25 8:05", "12 Nov 2025 08:05"),
        ("2026-11-01 10:00", "Sun 1 November 10:00"),
        ("30.12", "30 Dec 2025 12:00"),
        ("yesterday 9:30", "yesterday 09:30"),
        ("today", "today 11:42"),
    ],
)
def test_dates_and_times_are_read_as_people_type_them(typed: str, expected: str) -> None:
    assert shown(read(typed, NOW, WARSAW), NOW, WARSAW) == expected


@pytest.mark.parametrize("typed", ["", "soon", "31.2", "25:00", "12.11 9:30 x", "0001-01-01 0:30"])
def test_what_is_no_moment_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(MomentUnreadable, match=r"19\.11\.2026"):
        read(typed, NOW, WARSAW)


@pytest.mark.parametrize("language", ["en", "pl", "nb", "et", "fi", "ru"])
def test_what_the_field_shows_is_read_back_in_every_language(language: str) -> None:
    with speaking(language):
        assert read(typed_form(NOW, WARSAW), NOW, WARSAW) == NOW
