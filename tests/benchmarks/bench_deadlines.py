"""How long due instants take, beside three other packages: run as `python -m tests.benchmarks.bench_deadlines`.

40 working hours over a split week with 14 holidays a year. The aims, all in one run: a million at once take no more
than twice what searchsorted written out by hand takes on the same table, and one at a time no more than 5 µs; at once,
each takes a hundredth of what it takes pandas and businesstimedelta, and a third of what it takes workclock, which are
asked in their fastest way. Figures stand beside their limits; nothing fails. Processor time counts, the best of some
rounds. All answers are compared before anything is told.
"""

import sys
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import import_module
from time import process_time

import businesstimedelta
import numpy as np
import pandas as pd
import workclock
from numpy.typing import NDArray

from csatdesk.analysis.deadline_table import DeadlineTable
from csatdesk.domain.deadlines import Table, WorkCalendar

ZONE = "Europe/Warsaw"
SPLIT = [["08:00", "12:00"], ["13:00", "17:00"]]
DAYS_OFF = (
    *((1, 1), (1, 6), (4, 6), (5, 1), (5, 3), (5, 24), (6, 4)),
    *((8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 26), (12, 31)),
)
HOLIDAYS = [date(year, month, day) for year in range(2020, 2035) for month, day in DAYS_OFF]
SPEC = {"zone": ZONE, "week": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SPLIT), "holidays": HOLIDAYS}
ALLOWANCE = timedelta(hours=40)
MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MANY, SOME, FEW = 1_000_000, 20_000, 200  # each peer is asked as often as its pace allows

Instants = NDArray[np.int64]  # microseconds since 1970 UTC
Starts = Sequence[datetime]


@dataclass(frozen=True)
class Columns:
    """A table's columns for the searchsorted that anybody would write; no question is checked."""

    starts: Instants
    ends: Instants
    before: Instants

    @classmethod
    def of(cls, table: Table) -> "Columns":
        return cls(*(np.array(column, dtype=np.int64) for column in (table.starts, table.ends, table.before)))

    def due(self, at: Instants, allowance: int) -> Instants:
        opens = np.searchsorted(self.ends, at, side="right")
        begins = self.starts[opens]
        target = self.before[opens] + np.maximum(at, begins) - begins + allowance
        closes = np.searchsorted(self.before, target, side="left") - 1
        due: Instants = self.starts[closes] + target - self.before[closes]
        return due


def main() -> None:
    office, peers = WorkCalendar.from_dict(SPEC), Peers()
    table, columns = DeadlineTable.of(office, 2022, 2031), Columns.of(office.table(2022, 2031))
    at = np.random.default_rng(2026).integers(_micros(2023), _micros(2030), MANY)
    starts = _instants(at[:SOME])
    _agree(table.add(at, ALLOWANCE).tolist(), columns.due(at, ALLOWANCE // MICROSECOND).tolist())
    _compare(office, table, peers, at[:SOME])

    by_hand = _rounds(lambda: columns.due(at, ALLOWANCE // MICROSECOND), MANY)
    many = _rounds(lambda: table.add(at, ALLOWANCE), MANY)
    one = _rounds(lambda: [office.add(start, ALLOWANCE) for start in starts], SOME)
    theirs = {"pandas": _pandas(peers, starts), "businesstimedelta": _slowest(peers, starts)}
    theirs["workclock"] = _workclock(peers, starts)
    _tell(f"{MANY:,} due instants at once: {many:.3f} µs each")
    _at_most("of searchsorted written out by hand", many / by_hand, 2, "×")
    for name, (alone, together) in theirs.items():
        fastest = min(alone, together)
        _at_least(f"as fast as {name} ({fastest:,.1f} µs)", fastest / many, 3 if name == "workclock" else 100)
    _tell(f"one due instant at a time: {one:.2f} µs")
    _at_most("a call", one, 5, "µs")
    for name, (alone, _together) in theirs.items():
        _tell(f"    {alone / one:10.1f} × as fast as {name} ({alone:,.1f} µs)")
    _tell_the_rest(office, table, at, starts)


class Peers:
    """The same office as the other packages are told it."""

    def __init__(self) -> None:
        office, lunch = workclock.WorkDay(time(8), time(17)), workclock.Break(time(12), time(13))
        self.clock = workclock.Schedule([office, lunch, workclock.Holidays(HOLIDAYS)], time_zone=ZONE)
        self.hours = pd.offsets.CustomBusinessHour(
            40, start=["08:00", "13:00"], end=["12:00", "17:00"], holidays=HOLIDAYS
        )
        zone, days = import_module("pytz").timezone(ZONE), [0, 1, 2, 3, 4]
        rules = businesstimedelta.Rules(
            [
                businesstimedelta.WorkDayRule(time(8), time(17), days, tz=zone),
                businesstimedelta.LunchTimeRule(time(12), time(13), days, tz=zone),
                businesstimedelta.HolidayRule(HOLIDAYS, tz=zone),
            ]
        )
        self.delta = businesstimedelta.BusinessTimeDelta(rules, timedelta=ALLOWANCE)

    def workclock(self, starts: Starts) -> list[datetime]:
        return [self.clock.add(start, ALLOWANCE) for start in starts]

    def pandas(self, starts: Starts) -> list[datetime]:
        return [(pd.Timestamp(start).tz_convert(ZONE) + self.hours).to_pydatetime() for start in starts]

    def businesstimedelta(self, starts: Starts) -> list[datetime]:
        return [start + self.delta for start in starts]


# Microseconds for a due instant: asked one at a time, and many at once where the package has a way for that.


def _pandas(peers: Peers, starts: Starts) -> tuple[float, float]:
    local = pd.DatetimeIndex([start.replace(tzinfo=None) for start in starts[:FEW]], tz="UTC").tz_convert(ZONE)
    stamps = list(local)
    return _rounds(lambda: [one + peers.hours for one in stamps], FEW), _rounds(lambda: local + peers.hours, FEW)


def _workclock(peers: Peers, starts: Starts) -> tuple[float, float]:
    at = np.array([start.replace(tzinfo=None) for start in starts], "datetime64[us]")
    return (
        _rounds(lambda: peers.workclock(starts), len(starts)),
        _rounds(lambda: peers.clock.add_many(at, ALLOWANCE), len(starts)),
    )


def _slowest(peers: Peers, starts: Starts) -> tuple[float, float]:
    alone = _rounds(lambda: peers.businesstimedelta(starts[:FEW]), FEW, rounds=2)
    return alone, alone


def _compare(office: WorkCalendar, table: DeadlineTable, peers: Peers, at: Instants) -> None:
    """All count the same; what ends at a closing time ends at the next opening for pandas, which is as long."""
    starts = _instants(at)
    answers = [office.add(start, ALLOWANCE) for start in starts]
    _agree(answers, _instants(table.add(at, ALLOWANCE)))
    _agree(answers, peers.workclock(starts))
    _agree(answers[:FEW], peers.businesstimedelta(starts[:FEW]))
    opened = [office.add(answer, 0 * ALLOWANCE) for answer in answers[:FEW]]
    _agree(opened, [office.add(answer, 0 * ALLOWANCE) for answer in peers.pandas(starts[:FEW])])


def _tell_the_rest(office: WorkCalendar, table: DeadlineTable, at: Instants, starts: Starts) -> None:
    due = table.add(at, ALLOWANCE)
    _tell("beside them")
    for name, spent in (
        ("open time between, at once", _rounds(lambda: table.between(at, due), MANY)),
        ("15 working days, at once", _rounds(lambda: table.add_days(at, 15), MANY)),
        ("open time between", _rounds(lambda: [office.between(start, starts[0]) for start in starts], SOME)),
        ("15 working days", _rounds(lambda: [office.add_days(start, 15) for start in starts], SOME)),
        ("latest start", _rounds(lambda: [office.latest_start(start, ALLOWANCE) for start in starts], SOME)),
        ("first answer of a calendar", _rounds(lambda: WorkCalendar.from_dict(SPEC).add(starts[0], ALLOWANCE), 1)),
        ("table of twelve years", _rounds(lambda: DeadlineTable.of(WorkCalendar.from_dict(SPEC), 2021, 2032), 1)),
    ):
        _tell(f"    {spent:10,.2f} µs  {name}")


def _agree(ours: Sequence[object], theirs: Sequence[object]) -> None:
    if ours != theirs:
        raise SystemExit("the answers differ")


def _rounds(work: Callable[[], object], count: int, rounds: int = 5) -> float:
    """Microseconds for one of the `count` things that `work` does, in the best of the rounds."""
    spent = []
    for _ in range(rounds):
        begun = process_time()
        work()
        spent.append((process_time() - begun) / count * 1e6)
    return min(spent)


def _at_most(what: str, found: float, limit: float, unit: str) -> None:
    _tell(f"    {found:10.2f} {unit} {what}: at most {limit}, {'kept' if found <= limit else 'MISSED'}")


def _at_least(what: str, found: float, limit: int) -> None:
    _tell(f"    {found:10.1f} × {what}: at least {limit}, {'kept' if found >= limit else 'MISSED'}")


def _instants(at: Instants) -> list[datetime]:
    return [EPOCH + one * MICROSECOND for one in at.tolist()]


def _micros(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore", pd.errors.PerformanceWarning)  # pandas says itself that it is slow at this
    main()
