"""How fast the page of deadlines opens over a small and a very large store, in the same run.

python -m tests.benchmarks.bench_deadlines_page [cases] [store to keep]

"Opens" is the first page of a view with as many rows as fit a window, and the same rows of both stores; what comes
beside it is asked for afterwards and printed apart. The limit holds for what a person waits for.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from csatdesk.domain.cases import CaseFilter
from csatdesk.operations.deadlines.forecast import load_forecast
from csatdesk.operations.deadlines.queries import count_views, list_deadlines
from csatdesk.operations.deadlines.stays import load_stays
from csatdesk.operations.deadlines.times import load_times
from csatdesk.operations.deadlines.views import DeadlineList, View
from csatdesk.operations.deadlines.week import load_week
from csatdesk.operations.deadlines.workload import Dimension, load_workload
from csatdesk.operations.work import Reading, Store
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from tests.benchmarks.many_cases import fill
from tests.cast import KEY, NOW, Stage, stage

SMALL = 1_000
ROWS = 4  # what every view of the small store has, but for those that are empty there
LIMIT_MS = 150.0  # a page of any list, at a million cases
OPEN = CaseFilter(is_open=True)


@dataclass(frozen=True)
class Took:
    name: str
    small: float
    large: float


def main() -> int:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder, "large.db")
        small, large = opened(Path(folder, "small.db"), SMALL), opened(kept, cases)
        with small.read(small.marek, NOW) as few, large.read(large.marek, NOW) as many:
            print(f"{'milliseconds':34}{SMALL:>10,}{cases:>12,}    ratio")
            took = [tell(name, ask(few), ask(many)) for name, ask in opening()]
            print("a full page of 200 rows, and what comes after the list")
            slow = [tell(name, ask(few), ask(many)) for name, ask in beside()]
        small.store.close()
        large.store.close()
    worst = max(one.large for one in took)
    print(
        f"slowest opening {worst:.1f} ms, limit {LIMIT_MS:.0f} ms; slowest besides {max(o.large for o in slow):.0f} ms"
    )
    return int(worst > LIMIT_MS)


def opened(path: Path, cases: int) -> Stage:
    if not path.exists():
        began = time.perf_counter()
        fill(path, cases)
        print(f"made {cases:,} cases in {time.perf_counter() - began:.0f} s")
    return stage(Store(*local_engines(path, KEY)), Profile(Path("nowhere")))


Ask = Callable[[Reading], Callable[[], object]]


def opening() -> list[tuple[str, Ask]]:
    """The first rows of each view, with and without filters."""
    plain = [(view.value, _page(DeadlineList(view), ROWS)) for view in View]
    theirs = CaseFilter(is_open=True, owner_ids=(2,))
    topic = CaseFilter(is_open=True, topic_ids=(5,), office_ids=(2,))
    return [
        *plain,
        *((f"{view.value}, one owner", _page(DeadlineList(view, theirs), ROWS)) for view in View),
        *((f"{view.value}, topic and office", _page(DeadlineList(view, topic), ROWS)) for view in View),
    ]


def beside() -> list[tuple[str, Ask]]:
    first, last = NOW.date().replace(day=1), NOW.date()
    return [
        ("all, 200 rows", _page(DeadlineList(), 200)),
        ("promises, 200 rows", _page(DeadlineList(View.PROMISES), 200)),
        ("counts of all views", lambda reading: lambda: count_views(reading, shown=DeadlineList())),
        ("workload by owner", lambda reading: lambda: load_workload(reading, cases=OPEN)),
        (
            "workload by topic",
            lambda reading: lambda: load_workload(reading, cases=OPEN, dimension=Dimension.TOPIC),
        ),
        ("forecast", lambda reading: lambda: load_forecast(reading, cases=OPEN)),
        ("week", lambda reading: lambda: load_week(reading, cases=OPEN)),
        ("times of a month", lambda reading: lambda: load_times(reading, first=first, last=last)),
        ("stays of a month", lambda reading: lambda: load_stays(reading, first=first, last=last)),
    ]


def _page(shown: DeadlineList, limit: int) -> Ask:
    return lambda reading: lambda: list_deadlines(reading, shown=shown, limit=limit)


def tell(name: str, few: Callable[[], object], many: Callable[[], object]) -> Took:
    pairs = [(_milliseconds(few), _milliseconds(many)) for _round in range(3)]  # by turns: a busy machine hits both
    took = Took(name, min(pair[0] for pair in pairs), min(pair[1] for pair in pairs))
    print(f"{name:34}{took.small:10.2f}{took.large:12.2f}{took.large / took.small:9.2f}")
    return took


def _milliseconds(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _round in range(5):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
