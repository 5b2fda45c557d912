"""Checklists with a schedule: which days ask for a check, and how each check stands (M27, M28).

Nothing is made ahead. What is asked follows from the terms that hold on a day and from the hours of the office as they
were known on that day, so that neither a change of the schedule nor one of the hours rewrites what was owed before.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.centres import CalendarVersion
from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import fitting
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_

DAY = timedelta(days=1)
MOVE_MOST = 31  # closed days in a row over which a check moves; in a longer closure it is not asked for
LOOK_BACK = timedelta(days=MOVE_MOST * 2)  # within it lies the last check of any rhythm
DAY_MINUTES = 24 * 60
DAY_LAST = 31  # of a month
PLACE_MOST, REASON_MOST = 100, 1000  # letters
PERIOD_MOST = 366  # days of one list

IsOpen = Callable[[date], bool]


class Rhythm(Enum):
    """On a closed day a daily check is not asked for; the others move to the next day that is open."""

    DAILY = "daily"  # every working day
    WEEKLY = "weekly"
    MONTHLY = "monthly"  # on a day of the month, in a shorter month on its last
    MONTH_START = "month_start"  # on its first working day


WINDOWS = {
    Rhythm.DAILY: timedelta(days=14),  # what was not done before a longer closure is nobody's first care after it
    Rhythm.WEEKLY: timedelta(days=7 + MOVE_MOST),
    Rhythm.MONTHLY: LOOK_BACK,
    Rhythm.MONTH_START: LOOK_BACK,
}


class CheckState(Enum):
    DONE = "done"
    LATE = "late"  # done, after its time
    DUE = "due"
    OVERDUE = "overdue"  # its time is over, its day is not
    NOT_DONE = "not_done"
    EXCUSED = "excused"  # left out, with a reason

    @property
    def is_open(self) -> bool:
        """Somebody is still to do it."""
        return self in {CheckState.DUE, CheckState.OVERDUE, CheckState.NOT_DONE}


class ScheduleStandardMissing(Refusal):
    text = N_("Choose a standard that is published.")


class ScheduleTimeWrong(Refusal):
    text = N_("Write until what time it is to be done, such as 09:00.")


class ScheduleDayWrong(Refusal):
    text = N_("Write a day of the month from 1 to {most}.")


class ScheduleDayGone(Refusal):
    text = N_("Choose today or a later day: what was asked for before stays as it was.")


class ScheduleReversed(Refusal):
    text = N_("The last day lies before the first. Correct the dates.")


class ScheduleEnded(Refusal):
    text = N_("This schedule has ended.")


class CheckNotAsked(Refusal):
    text = N_("No check is asked for on this day.")


class CheckPast(Refusal):
    text = N_("This check can no longer be made. It can only be left out with a reason.")


class CheckTaken(Refusal):
    text = N_("{name} has begun this check.")


class CheckJustTaken(Refusal):
    text = N_("A colleague was quicker: this check has just been begun or left out.")


class CheckDone(Refusal):
    text = N_("This check is done.")


class CheckNotBegun(Refusal):
    text = N_("Nobody has begun this check.")


class CheckReasonMissing(Refusal):
    text = N_("Write why it is left out.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a schedule asks for from `first_on` to `last_on` (None: without end). `until`: minutes after midnight.

    `weekday` counts for WEEKLY (0: Monday), `day` for MONTHLY. `asked_id` None: anybody who runs checks there.
    """

    rhythm: Rhythm
    until: int
    first_on: date
    last_on: date | None = None
    weekday: int = 0
    day: int = 1
    place: str = ""
    asked_id: int | None = None

    def holds(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)

    @property
    def is_void(self) -> bool:
        """Other terms took their place before the first day."""
        return self.last_on is not None and self.last_on < self.first_on

    def check(self, today: date) -> None:
        if not 0 < self.until <= DAY_MINUTES:
            raise ScheduleTimeWrong(field="until")
        if not 1 <= self.day <= DAY_LAST:
            raise ScheduleDayWrong(field="day", most=DAY_LAST)
        if self.first_on < today:
            raise ScheduleDayGone(field="first_on")
        if self.is_void:
            raise ScheduleReversed(field="last_on")
        fitting(self.place, field="place", most=PLACE_MOST)


def terms_on(history: Sequence[Terms], day: date) -> Terms | None:
    """Those that hold on `day`; of several the one that was set last, which stands last."""
    return next((one for one in reversed(history) if one.holds(day)), None)


def asks(terms: Terms, day: date, is_open: IsOpen) -> bool:
    """Whether a check is to be made on `day`: it is its own day, or that was one of the closed days just before."""
    if not (terms.holds(day) and is_open(day)):
        return False
    if terms.rhythm is Rhythm.DAILY:
        return True
    for _step in range(MOVE_MOST + 1):
        if _is_own_day(terms, day):
            return True
        day -= DAY
        if is_open(day):
            return False
    return False


def _is_own_day(terms: Terms, day: date) -> bool:
    match terms.rhythm:
        case Rhythm.WEEKLY:
            return day.weekday() == terms.weekday
        case Rhythm.MONTHLY:
            return day.day == min(terms.day, monthrange(day.year, day.month)[1])
        case _:
            return day.day == 1


def days_asked(history: Sequence[Terms], is_open: IsOpen, first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last` on which a check is asked for."""
    day = first
    while day <= last:
        terms = terms_on(history, day)
        if terms is not None and asks(terms, day, is_open):
            yield day
        day += DAY


def hours_on(versions: Sequence[CalendarVersion], day: date) -> WorkCalendar:
    """What was known of the hours when `day` ended. `versions`: newest first, at least one."""
    found = (one.calendar for one in versions if one.calendar.local_day(one.since) <= day)
    return next(found, versions[-1].calendar)


def state_of(
    due_at: datetime, *, sent_at: datetime | None, is_excused: bool, is_over: bool, now: datetime
) -> CheckState:
    """How a check stands at `now`; `is_over`: its day has ended in its office."""
    if sent_at is not None:
        return CheckState.DONE if sent_at <= due_at else CheckState.LATE
    if is_excused:
        return CheckState.EXCUSED
    if is_over:
        return CheckState.NOT_DONE
    return CheckState.OVERDUE if now > due_at else CheckState.DUE


def look_back(history: Sequence[Terms], today: date) -> date:
    """The first day of those among which the last check before today lies, whatever was closed between."""
    recent = [one for one in history if one.last_on is None or one.last_on >= today - LOOK_BACK]
    return today - max((WINDOWS[one.rhythm] for one in recent), default=LOOK_BACK)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check of a list. `can_run`: it may still be made: a daily one on its day, others until the next one is asked
    for, and what was begun at any time.

    `asked_name` "": anybody there; `for_me`: the person who asks is meant, or anybody; `evaluation_id`: what is or was
    filled for it, by `done_name`.
    """

    schedule_id: int
    day: date
    standard_id: int
    titles: LocalText
    office_id: int
    office_name: str
    place: str
    due_at: datetime
    state: CheckState
    can_run: bool
    for_me: bool
    is_of_today: bool
    asked_name: str = ""
    evaluation_id: int | None = None
    done_by_id: int | None = None
    done_name: str = ""
    sent_at: datetime | None = None
    excuse: str = ""
    excused_name: str = ""

    @property
    def id(self) -> tuple[date, int]:
        return (self.day, self.schedule_id)

    @property
    def is_begun(self) -> bool:
        return self.evaluation_id is not None and self.sent_at is None


class Which(Enum):
    """Which checks a list shows."""

    OPEN = "open"  # that can be made now
    NOT_DONE = "not_done"  # whose day is over
    ALL = "all"


@dataclass(frozen=True, slots=True)
class CheckFilter:
    """`first_on` to `last_on`: the days; of those that can be made now they do not count."""

    first_on: date
    last_on: date
    which: Which = Which.OPEN
    office_id: int | None = None
    standard_id: int | None = None


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """Of a period. What is excused or still due stands in no share."""

    done: int = 0
    late: int = 0
    not_done: int = 0
    excused: int = 0
    due: int = 0

    @property
    def asked(self) -> int:
        return self.done + self.late + self.not_done

    @property
    def percent(self) -> int | None:
        """Done in time or late, of those whose time is over; None of none."""
        return None if not self.asked else round(100 * (self.done + self.late) / self.asked)


def counted(rows: Sequence[CheckRow]) -> CheckCounts:
    counts = dict.fromkeys(CheckState, 0)
    for row in rows:
        counts[row.state] += 1
    return CheckCounts(
        done=counts[CheckState.DONE],
        late=counts[CheckState.LATE],
        not_done=counts[CheckState.NOT_DONE],
        excused=counts[CheckState.EXCUSED],
        due=counts[CheckState.DUE] + counts[CheckState.OVERDUE],
    )


@dataclass(frozen=True, slots=True)
class NewSchedule:
    standard_id: int | None
    office_id: int
    terms: Terms

    def check(self, today: date) -> None:
        if self.standard_id is None:
            raise ScheduleStandardMissing(field="standard")
        self.terms.check(today)


@dataclass(frozen=True, slots=True)
class TermsLine:
    """One entry in the history of a schedule: what it asked for, who set it and when."""

    terms: Terms
    asked_name: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """One schedule with all its terms, the latest last. `next_on`: the next day on which it asks; None: none in sight.

    `is_valid`: a version of its standard is published; without one nothing is asked for.
    """

    id: int
    standard_id: int
    titles: LocalText
    office_id: int
    office_name: str
    history: tuple[TermsLine, ...]
    next_on: date | None
    is_valid: bool
    version: int

    @property
    def latest(self) -> TermsLine:
        """What holds now or will."""
        return next((one for one in reversed(self.history) if not one.terms.is_void), self.history[-1])
