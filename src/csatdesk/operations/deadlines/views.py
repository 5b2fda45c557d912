"""What the page of deadlines can show, and what a row of it holds."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.deadlines import Deadline
from csatdesk.domain.saved_filters import Shown
from csatdesk.domain.statuses import WaitingFor

PAUSED_DAYS = 5  # working days; a case that waits for longer is asked after


class View(Enum):
    ALL = "all"  # every open case, what is due next first
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"  # within the next two working days, today left out
    WEEK = "week"  # until the end of Sunday, what is overdue left out
    PAUSED = "paused"  # waiting for longer than allowed, the longest first
    PROMISES = "promises"  # open promises by their day
    AWAY = "away"  # due before its owner, or who keeps its promise, is back
    WITHOUT = "without"  # open, and no clock at all


@dataclass(frozen=True, slots=True)
class DeadlineList:
    """One list. `cases` narrows it by owner, office, topic and segment; of promises by who keeps them.

    `paused_days`: working days after which a pause is too long. `due_on`: only what is due on that day,
    or from it to `due_until`, overdue left out. `each_clock`: of the days and of what is overdue every clock that runs,
    not only the nearest of each case; narrowed by who keeps it.
    """

    view: View = View.ALL
    cases: CaseFilter = field(default_factory=lambda: CaseFilter(is_open=True))
    paused_days: int = PAUSED_DAYS
    due_on: date | None = None
    due_until: date | None = None
    each_clock: bool = False

    @property
    def kept(self) -> Shown:
        """What of it is saved under a name: not the days chosen in the week."""
        days = {"paused_days": self.paused_days} if self.view is View.PAUSED else {}
        return Shown(self.cases, more={"view": self.view.value, **days})

    @classmethod
    def of(cls, shown: Shown) -> "DeadlineList":
        """What was saved; a view that this version no longer knows is everything open."""
        view, days = shown.more.get("view"), shown.more.get("paused_days")
        known = {one.value: one for one in View}
        return cls(
            known.get(str(view), View.ALL),
            replace(shown.filter, is_open=True),
            days if type(days) is int and days > 0 else PAUSED_DAYS,
        )


@dataclass(frozen=True, slots=True)
class Waits:
    """Since when a case waits, for whom, and how many working days that is."""

    reason: WaitingFor
    since: datetime
    days: int
    note: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One case with its nearest running clock, one clock, one pause, or one promise: what `id` begins with.

    `keeper`: who has to act, of a promise who keeps it, else the owner. `legal_id`: the running legal clock.
    """

    id: str
    case: CaseRow
    due: Deadline | None
    keeper_id: int | None
    keeper_name: str
    promise_id: int | None = None
    promise_text: str = ""
    legal_id: int | None = None
    waits: Waits | None = None
