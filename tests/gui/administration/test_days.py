"""Dates as one types them into a form."""

from datetime import date

import pytest

from csatdesk.gui.day_field import read_day

TODAY = date(2026, 11, 22)


WRITTEN = ["24.12.2026", "24.12.", "24.12", "24/12/26", "24 12 2026", "2026-12-24", " 24.12.26 "]


@pytest.mark.parametrize("typed", WRITTEN)
def test_a_date_is_read_however_it_is_written(typed: str) -> None:
    assert read_day(typed, TODAY) == date(2026, 12, 24)


def test_a_day_without_a_year_is_the_next_that_comes() -> None:
    assert read_day("21.11.", TODAY) == date(2027, 11, 21)
    assert read_day("22.11.", TODAY) == TODAY


@pytest.mark.parametrize("typed", ["", "31.2.2026", "tomorrow", "12", "24.13.2026", "24.12.2926", "0226-12-24"])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert read_day(typed, TODAY) is None
