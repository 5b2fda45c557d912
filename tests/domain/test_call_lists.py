"""Calls of the exchange beside the contacts that were logged: what fits, once each."""

from datetime import UTC, datetime, timedelta

from csatdesk.domain.call_lists import TOLERANCE, fitting

NINE = datetime(2026, 10, 1, 9, tzinfo=UTC)


def call(minute: int, long: int = 3) -> tuple[datetime, datetime]:
    begin = NINE + timedelta(minutes=minute)
    return begin, begin + timedelta(minutes=long)


def test_a_contact_fits_from_the_begin_of_the_call_until_the_tolerance_after_its_end() -> None:
    end = call(0)[1]
    assert fitting([call(0)], [(NINE, 7)]) == {0: 7}
    assert fitting([call(0)], [(end + TOLERANCE, 7)]) == {0: 7}
    assert fitting([call(0)], [(end + TOLERANCE + timedelta(seconds=1), 7)]) == {}
    assert fitting([call(0)], [(NINE - timedelta(seconds=1), 7)]) == {}


def test_a_contact_is_one_call_only() -> None:
    assert fitting([call(0), call(4)], [(NINE + timedelta(minutes=5), 7)]) == {0: 7}
    logged = [(NINE + timedelta(minutes=5), 7), (NINE + timedelta(minutes=6), 8)]
    assert fitting([call(0), call(4)], logged) == {0: 7, 1: 8}
