"""What three people think is true, kept as anybody would on paper: lists, days counted one by one, no code of ours.

All moments are of the clock on the wall; the days told here are those of the office's calendar in tests/cast.py.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

OPENS, CLOSES = time(8), time(16)
CLOSED_DAYS = {date(2026, 11, 11), date(2026, 12, 24), date(2026, 12, 25)}
DAY = timedelta(days=1)
TARGETS = {
    "complaint": (15, "working"),
    "claim": (14, "calendar"),
    "inquiry": (2, "working"),
    "request": (10, "working"),
}
JUDGED = {"justified", "partly", "not justified"}
REPEAT_DAYS = timedelta(days=90)
WAYS = {"in": 1, "reopened": 1, "out": -1, "gone": -1}  # how one of each changes what is open


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


def midnight_after(first: date, count: int) -> datetime:
    """The end of the n-th working day after a day."""
    return datetime.combine(working_days(first + DAY, count)[-1] + DAY, time())


@dataclass(eq=False)
class Promised:
    """`days`: of a step, the working days it may take once the step before is done. `made_in`: the case, where that is
    part of another now.
    """

    due: datetime | None
    by: str
    days: int = 0
    is_done: bool = False
    made_in: "Matter | None" = None


@dataclass(eq=False)
class Matter:
    """One case as everybody believes it to be. `whole`: the case that it is part of; `is_gone`: in the trash."""

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
    reply: str = "owed"  # "": there is nobody to answer
    topic: str = ""
    ticket: str = ""
    known: str = ""  # the known matter that it is tied to
    whole: "Matter | None" = None
    is_gone: bool = False
    repeats: "Matter | None" = None
    cause: int = 0  # the place of why it came again among those offered; 0: not said
    is_no_repeat: bool = False  # somebody said so
    clocks: list[Clock] = field(default_factory=list)
    promises: list[Promised] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.ended is None and self.is_there

    @property
    def is_there(self) -> bool:
        return self.whole is None and not self.is_gone

    def is_before(self, later: "Matter") -> bool:
        """About the same topic, within the days in which a matter counts as come again."""
        same = bool(self.topic) and self.topic == later.topic
        return same and later.received - REPEAT_DAYS <= self.received < later.received

    @property
    def kept(self) -> list[Promised]:
        """What was promised and has its turn."""
        return [one for one in self.promises if not one.is_done and one.due is not None]

    def due(self, now: datetime) -> datetime | str:
        """What is owed next: its moment, "paused", or "" when nothing is."""
        owed = [one.due for one in self.kept if one.due is not None]
        running = [one for one in self.clocks if one.met is None]
        owed += [one.due(now) for one in running if not one.is_paused(now)]
        if owed:
            return min(owed)
        return "paused" if running else ""


def begin_step(step: Promised, now: datetime) -> None:
    step.due = midnight_after(now.date(), step.days)


@dataclass
class Person:
    """A customer. `into`: the name of the customer of whom they are part; `came_over`: the cases they brought."""

    name: str
    phones: set[str]
    into: str = ""
    came_over: list[Matter] = field(default_factory=list)


class Books:
    """All cases, and what is counted from them by going through them one by one."""

    def __init__(self) -> None:
        self.matters: list[Matter] = []
        self.turns: list[tuple[date, str, int]] = []  # day, way, how many
        self.people: dict[str, Person] = {}
        self.two: set[frozenset[str]] = set()  # customers whom somebody told apart
        self.other_matter: set[frozenset[str]] = set()  # customers with one phone, whose matter is not the same
        self.deeds: list[tuple[date, str, str]] = []  # day, who, what: contact, answered, closed, kept
        self.known: dict[str, bool] = {}  # known matters: whether they go on

    def turn(self, now: datetime, way: str, count: int = 1) -> None:
        self.turns.append((now.date(), way, count))

    def did(self, now: datetime, who: str, what: str) -> None:
        self.deeds.append((now.date(), who, what))

    def there(self) -> list[Matter]:
        return [one for one in self.matters if one.is_there]

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
        self.end(matter, now)

    def end(self, matter: Matter, now: datetime) -> None:
        matter.status, matter.ended = "over", now
        self.turn(now, "out")

    def kept_promise(self, matter: Matter, now: datetime) -> None:
        """The one that is due first; of steps the next begins."""
        done = min(matter.kept, key=lambda one: one.due or now)
        done.is_done = True
        steps = [one for one in matter.promises if one.days and not one.is_done and one.made_in is done.made_in]
        if done.days and steps and steps[0].due is None:
            begin_step(steps[0], now)
        if matter.status == "promise open" and all(one.is_done for one in matter.promises):
            self.end(matter, now)

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

    def made_part(self, part: Matter, whole: Matter, now: datetime) -> None:
        if part.is_open:
            self.turn(now, "gone")
        part.whole = whole
        for one in part.promises:
            one.made_in = one.made_in or part
        whole.promises, part.promises = [*whole.promises, *part.promises], []

    def taken_out(self, part: Matter, now: datetime) -> None:
        whole, part.whole = part.whole, None
        assert whole is not None
        theirs = {part, *self.parts_of(part)}
        part.promises = [one for one in whole.promises if one.made_in in theirs]
        whole.promises = [one for one in whole.promises if one.made_in not in theirs]
        for one in part.promises:
            one.made_in = None if one.made_in is part else one.made_in
        if part.is_open:
            self.turn(now, "gone", -1)
        for matter in (part, whole):
            if matter.status == "promise open" and all(one.is_done for one in matter.promises):
                self.end(matter, now)

    def parts_of(self, matter: Matter) -> set[Matter]:
        parts = {one for one in self.matters if one.whole is matter}
        return parts.union(*(self.parts_of(one) for one in parts))

    # customers

    def standing(self) -> list[Person]:
        return [one for one in self.people.values() if not one.into]

    def same_phone(self, name: str) -> list[str]:
        """Other customers with a phone of this one."""
        phones = self.people[name].phones if name in self.people else set()
        return [one.name for one in self.standing() if one.name != name and one.phones & phones]

    def pairs(self) -> set[frozenset[str]]:
        """Who may be one customer."""
        found = {frozenset((one.name, other)) for one in self.standing() for other in self.same_phone(one.name)}
        return found - self.two

    def made_one(self, winner: str, loser: str) -> None:
        gone = self.people[loser]
        gone.into, gone.came_over = winner, [one for one in self.matters if one.customer == loser]
        for one in gone.came_over:
            one.customer = winner
        self.people[winner].phones |= gone.phones
        self.two.add(frozenset((winner, loser)))

    def made_two(self, loser: str) -> None:
        gone = self.people[loser]
        for one in gone.came_over:
            one.customer = loser
        self.two.discard(frozenset((gone.into, loser)))
        gone.into = ""

    # what came again

    def earlier(self, matter: Matter) -> Matter | None:
        """The newest case before it about the same, of this customer, else of somebody with the same phone."""
        customer = matter.customer
        strangers = [one for one in self.same_phone(customer) if frozenset((one, customer)) not in self.other_matter]
        for names in ([customer], strangers):
            found = [one for one in self.there() if one.customer in names and one.is_before(matter)]
            if found:
                return max(found, key=lambda one: one.received)
        return None

    def possible_repeats(self) -> dict[Matter, Matter]:
        """Cases that may be repeats, each with the one that it may repeat."""
        asked = [one for one in self.there() if one.customer and one.repeats is None and not one.is_no_repeat]
        return {one: before for one in asked if (before := self.earlier(one)) is not None}

    # what is counted

    def soon(self, now: datetime) -> datetime:
        return midnight_after(now.date(), 2)

    def bands(self, matters: list[Matter], now: datetime) -> dict[str, int]:
        """Late, due by midnight, due by the midnight after the second working day, all."""
        tonight, soon = datetime.combine(now.date() + DAY, time()), self.soon(now)
        dues = [one.due(now) for one in matters]
        moments = [due for due in dues if isinstance(due, datetime)]
        return {
            "overdue": sum(due < now for due in moments),
            "due_today": sum(now <= due <= tonight for due in moments),
            "due_soon": sum(tonight < due <= soon for due in moments),
            "mine": len(matters),
        }

    def balance(self, first: date, last: date) -> dict[str, int]:
        within: Counter[str] = Counter()
        begin = 0
        for day, way, count in self.turns:
            if day < first:
                begin += WAYS[way] * count
            elif day <= last:
                within[way] += count
        end = begin + sum(WAYS[way] * count for way, count in within.items())
        return {"before": begin, "after": end, **{way: within[way] for way in WAYS}}

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
