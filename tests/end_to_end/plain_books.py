"""What three people think is true, kept as anybody would on paper: lists, days counted one by one, no code of ours.

All moments are of the clock on the wall; the days told here are those of the office's calendar in tests/cast.py.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

OPENS, CLOSES = time(8), time(16)
CLOSED_DAYS = {date(2026, 12, 24), date(2026, 12, 25)}
DAY = timedelta(days=1)
TARGETS = {"complaint": (15, "working"), "claim": (14, "calendar"), "inquiry": (2, "working")}
JUDGED = {"justified", "partly", "not justified"}


def is_open_day(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED_DAYS


def working_days(first: date, count: int) -> list[date]:
    found: list[date] = []
    while len(found) < count:
        if is_open_day(first):
            found.append(first)
        first += DAY
    return found


@dataclass
class Clock:
    """The house target of one period of a case. `waits`: from when to when the case waited; None: it still does."""

    kind: str
    start: datetime
    met: datetime | None = None
    waits: list[list[datetime | None]] = field(default_factory=list)

    def end_of(self, day: date) -> datetime:
        is_working = TARGETS[self.kind][1] == "working"
        return datetime.combine(day, CLOSES) if is_working else datetime.combine(day + DAY, time())

    def due(self, now: datetime) -> datetime:
        """Day after day; one at whose end the case waits is not counted."""
        count, unit = TARGETS[self.kind]
        day = self.start.date()
        while count:
            day += DAY
            if (unit == "calendar" or is_open_day(day)) and not self.waited_at(self.end_of(day), now):
                count -= 1
        return self.end_of(day)

    def waited_at(self, moment: datetime, now: datetime) -> bool:
        return any(begin <= moment < (end or now) for begin, end in self.waits if begin is not None)

    def is_paused(self, now: datetime) -> bool:
        """What was late already when the waiting began goes on being late."""
        return bool(self.waits) and self.waits[-1][1] is None and self.waits[-1][0] < self.due(now)  # type: ignore[operator]  # a begin is never None


@dataclass
class Promised:
    due: datetime
    by: str
    is_done: bool = False


@dataclass
class Matter:
    """One case as everybody believes it to be."""

    number: str
    kind: str
    channel: str
    customer: str
    received: datetime
    owner: str = ""
    status: str = "registered"
    ended: datetime | None = None
    outcome: str = ""
    solved: str = ""
    letter: str = ""  # how its last answer stands: prepared, printed, sent
    written_by: str = ""
    is_part: bool = False  # of another case
    clocks: list[Clock] = field(default_factory=list)
    promises: list[Promised] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.ended is None and not self.is_part

    def due(self, now: datetime) -> datetime | str:
        """What is owed next: its moment, "paused", or "" when nothing is."""
        owed = [one.due for one in self.promises if not one.is_done]
        running = [one for one in self.clocks if one.met is None]
        owed += [one.due(now) for one in running if not one.is_paused(now)]
        if owed:
            return min(owed)
        return "paused" if running else ""


class Books:
    """All cases, and what is counted from them by going through them one by one."""

    def __init__(self) -> None:
        self.matters: list[Matter] = []
        self.turns: list[tuple[date, str]] = []  # in, out, reopened, gone

    def turn(self, now: datetime, way: str) -> None:
        self.turns.append((now.date(), way))

    def there(self) -> list[Matter]:
        return [one for one in self.matters if not one.is_part]

    def open(self) -> list[Matter]:
        return [one for one in self.there() if one.is_open]

    def of(self, owner: str) -> list[Matter]:
        return [one for one in self.open() if one.owner == owner]

    # what people do

    def logged(self, matter: Matter, now: datetime) -> None:
        self.matters.append(matter)
        self.turn(now, "in")
        if matter.kind in TARGETS:
            matter.clocks.append(Clock(matter.kind, matter.received))

    def over(self, matter: Matter, now: datetime, outcome: str, solved: str = "") -> None:
        matter.outcome, matter.solved = outcome, solved
        self.meet(matter, now)
        self.end_wait(matter, now)
        if any(not one.is_done for one in matter.promises):
            matter.status = "promise open"
            return
        matter.status, matter.ended = "over", now
        self.turn(now, "out")

    def meet(self, matter: Matter, now: datetime) -> None:
        for clock in matter.clocks:
            clock.met = clock.met or now

    def end_wait(self, matter: Matter, now: datetime) -> None:
        for clock in matter.clocks[-1:]:
            for wait in clock.waits:
                wait[1] = wait[1] or now

    def reopened(self, matter: Matter, now: datetime) -> None:
        matter.status, matter.ended, matter.outcome, matter.solved, matter.letter = "in work", None, "", "", ""
        self.turn(now, "reopened")
        if matter.kind in TARGETS:
            matter.clocks.append(Clock(matter.kind, now))

    # what is counted

    def bands(self, matters: list[Matter], now: datetime) -> dict[str, int]:
        """Late, due by midnight, due by the midnight after the second working day, all."""
        tonight = datetime.combine(now.date() + DAY, time())
        soon = datetime.combine(working_days(now.date() + DAY, 2)[-1] + DAY, time())
        dues = [one.due(now) for one in matters]
        moments = [due for due in dues if isinstance(due, datetime)]
        return {
            "overdue": sum(due < now for due in moments),
            "due_today": sum(now <= due <= tonight for due in moments),
            "due_soon": sum(tonight < due <= soon for due in moments),
            "mine": len(matters),
        }

    def balance(self, first: date, last: date) -> dict[str, int]:
        within = Counter(way for day, way in self.turns if first <= day <= last)
        before = Counter(way for day, way in self.turns if day < first)
        change = {"in": 1, "reopened": 1, "out": -1, "gone": -1}
        begin = sum(change[way] * count for way, count in before.items())
        end = begin + sum(change[way] * count for way, count in within.items())
        return {"before": begin, "after": end, **{way: within[way] for way in change}}

    def on_time(self, first: date, last: date, now: datetime) -> tuple[int, int]:
        """Of the answers that were due in these days, how many came in time."""
        kept = counted = 0
        for clock in (clock for one in self.there() for clock in one.clocks):
            due = clock.due(clock.met or now)
            day = due.date() if due.time() != time() else due.date() - DAY
            if not first <= day <= last or (clock.met is None and (clock.is_paused(now) or due >= now)):
                continue
            counted += 1
            kept += clock.met is not None and clock.met <= due
        return kept, counted

    def came(self, first: date, last: date) -> list[Matter]:
        return [one for one in self.there() if first <= one.received.date() <= last]

    def justified(self, first: date, last: date) -> tuple[int, int]:
        judged = [
            one
            for one in self.there()
            if one.ended is not None and first <= one.ended.date() <= last and one.outcome in JUDGED
        ]
        return sum(one.outcome != "not justified" for one in judged), len(judged)
