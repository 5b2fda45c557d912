"""How long due instants take against two other packages: run as `python -m tests.benchmarks.bench_deadlines`.

One deadline of 40 working hours over a split week with holidays. The aim is 5 µs for one at a time; many at once go
through numpy and the calendar's table. Processor time counts. All answers are compared before anything is told.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from time import process_time

import businesstimedelta
import numpy as np
import workclock
from numpy.typing import NDArray

from csatdesk.domain.deadlines import Table, WorkCalendar

ZONE = "Europe/Warsaw"
SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]
HOLIDAYS = [
    date(year, month, day) for year in range(2020, 2032) for month, day in ((1, 1), (5, 1), (5, 3), (11, 11), (12, 25))
]
SPEC = {"zone": ZONE, "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SPLIT), "holidays": HOLIDAYS}
ALLOWANCE = timedelta(hours=40)
MANY = 1_000_000

Instants = NDArray[np.int64]  # microseconds since 1970 UTC


def due_instants(table: Table, at: Instants, allowance: int) -> Instants:
    """Due instants of many starts at once, as the table's own words say; `allowance` in microseconds, over 0."""
    starts, ends, before = (
        np.frombuffer(column, dtype=np.int64) for column in (table.starts, table.ends, table.before)
    )
    opens = np.searchsorted(ends, at, side="right")
    begins = starts[opens]
    target = before[opens] + np.maximum(at, begins) - begins + allowance
    closes = np.searchsorted(before, target, side="left") - 1
    due: Instants = starts[closes] + target - before[closes]
    return due


def main() -> None:
    office, clock, slow = WorkCalendar.from_dict(SPEC), _workclock(), _businesstimedelta()
    table = office.table(2022, 2030)
    at = np.random.default_rng(2026).integers(_micros(2023), _micros(2030), MANY)
    starts = [datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(one)) for one in at[:20_000]]
    delta = businesstimedelta.BusinessTimeDelta(slow, timedelta=ALLOWANCE)
    answers = [office.add(start, ALLOWANCE) for start in starts]
    _agree(answers, [clock.add(start, ALLOWANCE) for start in starts])
    _agree(answers[:20], [start + delta for start in starts[:20]])
    _agree(list(map(_micros_of, answers)), due_instants(table, at[: len(starts)], 40 * 3_600_000_000).tolist())

    one = _each(lambda start: office.add(start, ALLOWANCE), starts)
    days = _each(lambda start: office.add_days(start, 15), starts)
    between = _each(lambda start: office.between(start, starts[0]), starts)
    theirs = _each(lambda start: clock.add(start, ALLOWANCE), starts)
    slowest = _each(lambda start: start + delta, starts[:50])
    begun = process_time()
    due_instants(table, at, 40 * 3_600_000_000)
    many = (process_time() - begun) / MANY * 1e6
    for name, spent in (
        ("one due instant", one),
        ("15 working days", days),
        ("working time between", between),
        (f"{MANY:,} due instants at once", many),
        ("workclock, one", theirs),
        ("businesstimedelta, one", slowest),
    ):
        _tell(f"{name:32} {spent:10.3f} µs each {spent / one:10.2f} × one")
    _tell_building()


def _tell_building() -> None:
    begun = process_time()
    WorkCalendar.from_dict(SPEC).add(datetime(2026, 6, 1, tzinfo=UTC), ALLOWANCE)
    first = process_time()
    table = WorkCalendar.from_dict(SPEC).table(2022, 2029)
    built = process_time()
    years = table.last_year - table.first_year + 1
    _tell(f"{'first answer of a calendar':32} {(first - begun) * 1000:10.1f} ms")
    _tell(f"{f'table of {years} years':32} {(built - first) * 1000:10.1f} ms, {len(table.starts):,} intervals")


def _agree(ours: Sequence[object], theirs: Sequence[object]) -> None:
    if ours != theirs:
        raise SystemExit("the answers differ")


def _workclock() -> workclock.Schedule:
    office, lunch = workclock.WorkDay(time(8), time(17)), workclock.Break(time(12), time(13))
    return workclock.Schedule([office, lunch, workclock.Holidays(HOLIDAYS)], time_zone=ZONE)


def _businesstimedelta() -> object:
    zone, days = import_module("pytz").timezone(ZONE), [0, 1, 2, 3, 4]
    return businesstimedelta.Rules(
        [
            businesstimedelta.WorkDayRule(time(8), time(17), days, tz=zone),
            businesstimedelta.LunchTimeRule(time(12), time(13), days, tz=zone),
            businesstimedelta.HolidayRule(HOLIDAYS, tz=zone),
        ]
    )


def _each(call: Callable[[datetime], object], starts: Sequence[datetime]) -> float:
    """Microseconds a call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        begun = process_time()
        for start in starts:
            call(start)
        rounds.append((process_time() - begun) / len(starts) * 1e6)
    return min(rounds)


def _micros(year: int) -> int:
    return _micros_of(datetime(year, 1, 1, tzinfo=UTC))


def _micros_of(instant: datetime) -> int:
    return (instant - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1)


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
