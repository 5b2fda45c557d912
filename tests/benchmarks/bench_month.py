"""How fast a month is counted over a store that holds little else, and over one that holds a thousand times as much.

python -m tests.benchmarks.bench_month [cases] [store to keep]

Both stores have the same number of cases in the month. Counting may not take longer because the store is old: the
ratio of both times is printed, and the run fails above `RATIO_MOST`. What is open at the begin is added up backwards
from now, so that the comparison with a year before reads a year of the ledger: it is measured apart.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from csatdesk.domain.cuts import WHOLE
from csatdesk.domain.month_figures import MonthAsked, month_asked
from csatdesk.operations.deadlines.stays import stays_between
from csatdesk.operations.deadlines.times import times_between
from csatdesk.operations.reports.activity import load_activity
from csatdesk.operations.reports.days import instants
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.reports.month import load_month
from csatdesk.operations.work import Reading, Store
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from tests.benchmarks.many_cases import fill
from tests.cast import KEY, NOW, Stage, stage

IN_MONTH = 1_000
RATIO_MOST = 3.0
WHOLE_REPORT_MOST_MS = 2_000.0
ASKED = month_asked(NOW.date(), NOW.date())


def main() -> int:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "large.db")
        small, large = opened(Path(folder, "small.db"), IN_MONTH), opened(kept, cases)
        with small.read(small.marek, NOW) as few, large.read(large.marek, NOW) as many:
            print(f"{'milliseconds':34}{IN_MONTH:>10,}{cases:>12,}    ratio")
            ratios = [tell(name, partly(few, count), partly(many, count)) for name, count in parts()]
            whole = lambda reading: load_month(reading, asked=ASKED)  # noqa: E731  (one line says it)
            took = taken(partly(many, whole))
            print(f"the whole report, with both comparisons: {took:.0f} ms, limit {WHOLE_REPORT_MOST_MS:.0f} ms")
        small.store.close()
        large.store.close()
    print(f"worst ratio {max(ratios):.2f}, limit {RATIO_MOST:.1f}")
    return int(max(ratios) > RATIO_MOST or took > WHOLE_REPORT_MOST_MS)


def opened(path: Path, cases: int) -> Stage:
    if not path.exists():
        began = time.perf_counter()
        fill(path, cases, lately=IN_MONTH)
        print(f"made {cases:,} cases in {time.perf_counter() - began:.0f} s")
    return stage(Store(*local_engines(path, KEY)), Profile(Path("nowhere")))


Count = Callable[[Reading], object]


def parts() -> list[tuple[str, Count]]:
    """What the month itself takes; each of these is bounded by the month."""
    asked: MonthAsked = ASKED
    return [
        ("figures and balance", lambda reading: load_figures(reading, asked.days, WHOLE)),
        ("hours and days", lambda reading: load_activity(reading, asked.days, WHOLE)),
        ("times to answer and solution", lambda reading: times_between(reading, *instants(reading, asked.days))),
        ("stays", lambda reading: stays_between(reading, *instants(reading, asked.days))),
    ]


def partly(reading: Reading, count: Count) -> Callable[[], object]:
    return lambda: count(reading)


def taken(do: Callable[[], object], times: int = 5) -> float:
    """The best of some, in milliseconds."""
    found = []
    for _time in range(times):
        began = time.perf_counter()
        do()
        found.append(1000 * (time.perf_counter() - began))
    return min(found)


def tell(name: str, few: Callable[[], object], many: Callable[[], object]) -> float:
    small, large = taken(few), taken(many)
    print(f"{name:34}{small:>10.1f}{large:>12.1f}{large / small:>9.2f}")
    return large / small


if __name__ == "__main__":
    sys.exit(main())
