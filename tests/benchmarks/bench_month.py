"""How fast a month is counted over a store that holds little else, and over one that holds a thousand times as much.

python -m tests.benchmarks.bench_month [cases] [store to keep]

Both stores have the same number of cases in the month. Counting may not take longer because the store is old: the
ratio of both times is printed, and the run fails above `RATIO_MOST`. The same is counted of one line of business alone,
which may take what the whole takes.
What is open at the begin is added up backwards from now, so that the comparison with a year before reads a year of the
ledger: the whole report is measured apart, and the sheet with its drawing.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.month_figures import MonthAsked, month_asked
from csatdesk.operations.deadlines.stays import stays_between
from csatdesk.operations.deadlines.times import times_between
from csatdesk.operations.reports.activity import load_activity
from csatdesk.operations.reports.days import instants
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.reports.month import load_month
from csatdesk.operations.reports.month_paper import draw_month
from csatdesk.operations.reports.queue import load_queue
from csatdesk.operations.work import Reading, Store
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from tests.benchmarks.many_cases import fill
from tests.cast import KEY, NOW, Stage, stage

IN_MONTH = 1_000
RATIO_MOST = 3.0
WHOLE_REPORT_MOST_MS = 2_000.0
ASKED = month_asked(NOW.date(), NOW.date())
BAKERIES = Cut(activities=("piekarnia",))  # one customer in a hundred
OF_BAKERIES = replace(ASKED, cut=BAKERIES)


def main() -> int:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "large.db")
        small, large = opened(Path(folder, "small.db"), IN_MONTH), opened(kept, cases)
        with small.read(small.marek, NOW) as few, large.read(large.marek, NOW) as many:
            print(f"{'milliseconds':34}{IN_MONTH:>10,}{cases:>12,}    ratio")
            ratios = [ratio for name, count in COUNTS for ratio in tell(name, count, few, many)]
            took = max(tell_whole("the whole report", many, ASKED), tell_whole("of the bakeries", many, OF_BAKERIES))
        drawn = taken(lambda: draw_month(large.store, large.marek, asked=ASKED, at=NOW), 2)
        print(f"the month sheet, counted and drawn: {drawn:.0f} ms")
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


def _times(reading: Reading, cut: Cut) -> object:
    return times_between(reading, *instants(reading, ASKED.days), cut=cut)


def _stays(reading: Reading, cut: Cut) -> object:
    return stays_between(reading, *instants(reading, ASKED.days), cut=cut)


COUNTS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("figures and balance", lambda reading, cut: load_figures(reading, ASKED.days, cut)),
    ("hours and days", lambda reading, cut: load_activity(reading, ASKED.days, cut)),
    ("times to answer and solution", _times),
    ("stays", _stays),
    ("queue", lambda reading, cut: load_queue(reading, ASKED.days, cut)),
)


def taken(do: Callable[[], object], times: int = 5) -> float:
    """The best of some, in milliseconds."""
    found = []
    for _time in range(times):
        began = time.perf_counter()
        do()
        found.append(1000 * (time.perf_counter() - began))
    return min(found)


def tell_whole(name: str, reading: Reading, asked: MonthAsked) -> float:
    took = taken(lambda: load_month(reading, asked=asked))
    print(f"{name}, with both comparisons: {took:.0f} ms, limit {WHOLE_REPORT_MOST_MS:.0f} ms")
    return took


def tell(name: str, count: Callable[..., object], few: Reading, many: Reading) -> tuple[float, float]:
    """Of the whole centre; and of the bakeries, which may take as long as the whole in the small store."""
    small, large = (taken(partial(count, reading, WHOLE)) for reading in (few, many))
    print(f"{name:34}{small:>10.1f}{large:>12.1f}{large / small:>9.2f}")
    of_small, of_large = (taken(partial(count, reading, BAKERIES)) for reading in (few, many))
    print(f"{'  of the bakeries':34}{of_small:>10.1f}{of_large:>12.1f}{of_large / max(small, of_small):>9.2f}")
    return large / small, of_large / max(small, of_small)


if __name__ == "__main__":
    sys.exit(main())
