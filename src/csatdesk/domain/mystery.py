"""Mystery shopping (rules 19 and 20 of SC-1): programmes, waves, the plan of a wave, and what is odd about a report.

A plan follows from its seed: the same wave planned again is the same plan.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from random import Random

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import Limits

GAP_DAYS = 180  # rule 20: until the same visitor returns to an office
WINDOW_MINUTES, WINDOW_LEAST = 120, 60
TOP_TOTAL = Decimal(95)  # rule 19: so good a report has at least one comment
MOST_DAYS, MOST_VISITS = 366, 500
NAME_MOST, KEY_MOST, SEGMENT_MOST, GAP_MOST = 200, 100, 32, 3660


WRITTEN = frozenset({"written", "email", "letter"})  # channels of scorecards: the visit lasts until the reply comes


class VisitState(Enum):
    PLANNED = "planned"
    RETURNED = "returned"  # to the visitor, to be put right
    REPORTED = "reported"
    ACCEPTED = "accepted"
    VOID = "void"

    @property
    def is_reported(self) -> bool:
        return self in {VisitState.REPORTED, VisitState.ACCEPTED}

    @property
    def waits_for_visitor(self) -> bool:
        return self in {VisitState.PLANNED, VisitState.RETURNED}


class Flag(Enum):
    """What the programme's owner must say yes to before a report is accepted."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    OTHER_DAY = "other_day"
    OTHER_HOURS = "other_hours"
    LATE = "late"
    TIMES_ORDER = "times_order"
    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_OUTSIDE = "evidence_outside"
    INTEGRITY = "integrity"
    BACK_TOO_EARLY = "back_too_early"
    WORKS_THERE = "works_there"
    NO_COMMENT = "no_comment"
    SAME_AS_BEFORE = "same_as_before"


class Unplannable(Enum):
    NO_TIME = "no_time"  # the office has no opening hours left in these days
    NO_VISITOR = "no_visitor"  # everybody works or worked there, was there lately or goes there in this wave


class NameTooLong(Refusal):
    text = N_("At most {most} characters.")


class GapDaysWrong(Refusal):
    text = N_("Write a number from {least} to {most}.")


class GoalMissing(Refusal):
    text = N_("Write what the programme is for.")


class ProgrammeNameMissing(Refusal):
    text = N_("Write a name.")


class WaveDaysWrong(Refusal):
    text = N_("A wave ends after it begins, and within a year.")


class NothingToPlan(Refusal):
    text = N_("Choose offices, scenarios and visitors, and how many visits each office gets.")


class TooManyVisits(Refusal):
    text = N_("This makes {count} visits; a wave takes up to {most}.")


class WaveGoesOn(Refusal):
    text = N_("Reports of this wave have come in already, so it is not planned anew. Move single visits instead.")


class WaveReleased(Refusal):
    text = N_("The wave is released. Its visits no longer change.")


class VisitsLeft(Refusal):
    text = N_("Visits of this wave are not settled yet: {count}. Accept them, or say why they do not count.")


class VisitSettled(Refusal):
    text = N_("This visit is no longer open to that.")


class FlagsOpen(Refusal):
    text = N_("Say yes to everything that is odd about the report first, or send it back.")


class ScorecardMissing(Refusal):
    text = N_("This programme has no published scorecard. Ask its owner.")


class ScorecardOpen(Refusal):
    text = N_("Fill in the scorecard and send it first.")


class ReasonMissing(Refusal):
    text = N_("Write why.")


class TimeMissing(Refusal):
    text = N_("Say when you came and when you left.")


class ReceiptUnknown(Refusal):
    text = N_("No case has the number {number}. Look at the receipt once more.")


class NotAVisitor(Refusal):
    text = N_(
        "{name} may not go to this office: they work or worked there, were there lately or go there in this wave."
    )


class OfficeClosed(Refusal):
    text = N_("The office is not open then.")


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme as its owner writes it. Without `informed_on` no employee is ever named."""

    name: str
    goal: str
    informed_on: date | None = None
    use_of_results: str = ""
    names_staff: bool = False
    standard_id: int | None = None
    gap_days: int = GAP_DAYS

    def check(self) -> None:
        if not self.name.strip():
            raise ProgrammeNameMissing(field="name")
        if not self.goal.strip():
            raise GoalMissing(field="goal")
        if len(self.name.strip()) > NAME_MOST:
            raise NameTooLong(field="name", most=NAME_MOST)
        if not 0 <= self.gap_days <= GAP_MOST:
            raise GapDaysWrong(field="gap_days", least=0, most=GAP_MOST)


@dataclass(frozen=True, slots=True)
class NewScenario:
    """What a visitor asks for and plays. `answer_key`: what a right answer contains."""

    key: str
    brief: LocalText
    segment: str = ""
    answer_key: str = ""

    def check(self) -> None:
        for name, words, most in (("key", self.key, KEY_MOST), ("segment", self.segment, SEGMENT_MOST)):
            if len(words) > most:
                raise NameTooLong(field=name, most=most)


@dataclass(frozen=True, slots=True)
class Quota:
    office_id: int
    scenario_id: int
    count: int


@dataclass(frozen=True, slots=True)
class NewWave:
    name: str
    first_on: date
    last_on: date
    quotas: tuple[Quota, ...]
    visitor_ids: tuple[int, ...]

    def check(self) -> None:
        if not self.name.strip():
            raise ProgrammeNameMissing(field="name")
        if len(self.name.strip()) > NAME_MOST:
            raise NameTooLong(field="name", most=NAME_MOST)
        if not timedelta(0) <= self.last_on - self.first_on <= timedelta(days=MOST_DAYS):
            raise WaveDaysWrong(field="last_on")
        count = sum(quota.count for quota in self.quotas)
        if count <= 0 or not self.visitor_ids:
            raise NothingToPlan(field="offices")
        if count > MOST_VISITS:
            raise TooManyVisits(field="offices", count=count, most=MOST_VISITS)


@dataclass(frozen=True, slots=True)
class PastVisit:
    """Somebody was at an office that day, or is to go there in another wave."""

    visitor_id: int
    office_id: int
    day: date


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    office_id: int
    scenario_id: int
    visitor_id: int
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    office_id: int
    scenario_id: int
    reason: Unplannable


@dataclass(frozen=True, slots=True)
class Plan:
    visits: tuple[PlannedVisit, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """Who may go where. `barred`: visitor → the offices in which they work or worked."""

    gap_days: int
    barred: Mapping[int, Collection[int]]
    past: Sequence[PastVisit]

    def may_go(self, visitor_id: int, office_id: int, day: date) -> bool:
        if office_id in self.barred.get(visitor_id, ()):
            return False
        gap = timedelta(days=self.gap_days)
        there = (one.day for one in self.past if (one.visitor_id, one.office_id) == (visitor_id, office_id))
        return all(abs(day - other) >= gap for other in there)


@dataclass(frozen=True, slots=True)
class Window:
    """Part of an office's opening hours. `minute`: from the midnight of its day."""

    day: date
    minute: int
    from_at: datetime
    to_at: datetime


def windows(calendar: WorkCalendar, first: date, last: date, after: datetime) -> list[Window]:
    """The opening hours of these days in windows of two hours, those that begin after an instant."""
    found = []
    for back in range((last - first).days + 1):
        day = first + timedelta(days=back)
        for opens, closes in calendar.hours_on(day):
            for minute in range(opens, closes - WINDOW_LEAST + 1, WINDOW_MINUTES):
                end = min(minute + WINDOW_MINUTES, closes)
                found.append(Window(day, minute, _wall(calendar, day, minute), _wall(calendar, day, end)))
    return [one for one in found if one.from_at > after]


def _wall(calendar: WorkCalendar, day: date, minutes: int) -> datetime:
    return (datetime.combine(day, time(), calendar.zone) + timedelta(minutes=minutes)).astimezone(UTC)


def plan_wave(
    wave: NewWave, calendars: Mapping[int, WorkCalendar], rotation: Rotation, *, seed: int, after: datetime
) -> Plan:
    """Visits spread over days, weekdays and hours of each office; what cannot be planned with its reason."""
    planner = _Planner(wave, rotation, Random(seed))  # noqa: S311  (of a plan, not of a secret)
    offices = sorted({quota.office_id for quota in wave.quotas})
    for office_id in offices:
        found = windows(calendars[office_id], wave.first_on, wave.last_on, after)
        planner.plan_office(office_id, found)
    order = sorted(planner.visits, key=lambda one: (one.from_at, one.office_id))
    return Plan(tuple(order), tuple(planner.left_out))


@dataclass(slots=True)
class _Planner:
    wave: NewWave
    rotation: Rotation
    chance: Random
    visits: list[PlannedVisit] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def plan_office(self, office_id: int, free: list[Window]) -> None:
        wanted = [
            quota.scenario_id for quota in self.wave.quotas if quota.office_id == office_id for _n in range(quota.count)
        ]
        self.chance.shuffle(wanted)
        past = [one for one in self.rotation.past if one.office_id == office_id]
        rotation = replace(self.rotation, past=past)
        taken: list[Window] = []
        for place, scenario_id in enumerate(wanted):
            if not self._is_planned(office_id, scenario_id, rotation, free, taken):  # nor would any other one be
                reason = Unplannable.NO_VISITOR if free else Unplannable.NO_TIME
                self.left_out += [LeftOut(office_id, one, reason) for one in wanted[place:]]
                return

    def _is_planned(
        self, office_id: int, scenario_id: int, rotation: Rotation, free: list[Window], taken: list[Window]
    ) -> bool:
        theirs = {one: [visit for visit in self.visits if visit.visitor_id == one] for one in self.wave.visitor_ids}
        able = {one: made for one, made in theirs.items() if all(visit.office_id != office_id for visit in made)}
        for window in _best_first(free, taken, self.chance) if able else ():
            visitor_id = self._visitor(office_id, window, able, rotation)
            if visitor_id is not None:
                free.remove(window)
                taken.append(window)
                visit = PlannedVisit(office_id, scenario_id, visitor_id, window.from_at, window.to_at)
                self.visits.append(visit)
                return True
        return False

    def _visitor(
        self, office_id: int, window: Window, able: Mapping[int, Sequence[PlannedVisit]], rotation: Rotation
    ) -> int | None:
        """The one with the fewest visits of those who may go there and are nowhere else then."""
        here = [
            one
            for one, made in able.items()
            if all(visit.from_at >= window.to_at or window.from_at >= visit.to_at for visit in made)
            and rotation.may_go(one, office_id, window.day)
        ]
        return min(here, key=lambda one: (len(able[one]), self.chance.random()), default=None)


def _best_first(free: Sequence[Window], taken: Sequence[Window], chance: Random) -> list[Window]:
    """Days, weekdays and hours that have had the fewest visits come first; chance decides between equals."""
    days = Counter(one.day for one in taken)
    weekdays = Counter(one.day.weekday() for one in taken)
    hours = Counter(one.minute for one in taken)
    return sorted(
        free, key=lambda one: (days[one.day], weekdays[one.day.weekday()], hours[one.minute], chance.random())
    )


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """When the visitor came, was called and left, and the number on the receipt of what they said there."""

    arrived_at: datetime
    left_at: datetime
    called_at: datetime | None = None
    receipt: str = ""
    employee: str = ""

    def check(self) -> None:
        if len(self.employee.strip()) > NAME_MOST:
            raise NameTooLong(field="employee", most=NAME_MOST)


@dataclass(frozen=True, slots=True)
class ScoredFacts:
    """What the filled scorecard says of itself. `evidence_at`: when what was handed in was made."""

    total: Decimal | None = None
    has_comment: bool = True
    integrity_wrong: bool = False
    evidence_missing: bool = False
    evidence_at: tuple[datetime, ...] = ()
    is_same_as_previous: bool = False
    has_critical_fail: bool = False


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Where a report is to be measured against. `returns_after`: days since the visitor was there last."""

    from_at: datetime
    to_at: datetime
    reported_at: datetime
    calendar: WorkCalendar
    limits: Limits
    gap_days: int = GAP_DAYS
    returns_after: int | None = None
    works_there: bool = False


def flags_of(times: VisitTimes, visit: VisitFacts, scored: ScoredFacts | None = None) -> tuple[Flag, ...]:
    """Rule 19: everything that is odd about a report, in the order of the rule."""
    odd = _odd_times(times, visit) | {
        Flag.BACK_TOO_EARLY: visit.returns_after is not None and visit.returns_after < visit.gap_days,
        Flag.WORKS_THERE: visit.works_there,
    }
    if scored is not None:
        odd |= _odd_answers(times, scored)
    return tuple(flag for flag in Flag if odd.get(flag))


def _odd_times(times: VisitTimes, visit: VisitFacts) -> dict[Flag, bool]:
    minutes = Decimal(int((times.left_at - times.arrived_at).total_seconds())) / 60
    hours = Decimal(int((visit.reported_at - times.left_at).total_seconds())) / 3600
    limits, called = visit.limits, times.called_at or times.arrived_at
    arrived_on, planned_on = visit.calendar.local_day(times.arrived_at), visit.calendar.local_day(visit.from_at)
    return {
        Flag.TOO_SHORT: limits.min_minutes is not None and minutes < limits.min_minutes,
        Flag.TOO_LONG: limits.max_minutes is not None and minutes > limits.max_minutes,
        Flag.OTHER_DAY: arrived_on != planned_on,
        Flag.OTHER_HOURS: arrived_on == planned_on and not visit.from_at <= times.arrived_at <= visit.to_at,
        Flag.LATE: limits.report_within_hours is not None and hours > limits.report_within_hours,
        Flag.TIMES_ORDER: not times.arrived_at <= called <= times.left_at,
    }


def _odd_answers(times: VisitTimes, scored: ScoredFacts) -> dict[Flag, bool]:
    is_top = scored.total is not None and scored.total >= TOP_TOTAL
    return {
        Flag.EVIDENCE_MISSING: scored.evidence_missing,
        Flag.EVIDENCE_OUTSIDE: any(not times.arrived_at <= _minute(at) <= times.left_at for at in scored.evidence_at),
        Flag.INTEGRITY: scored.integrity_wrong,
        Flag.NO_COMMENT: is_top and not scored.has_comment,
        Flag.SAME_AS_BEFORE: scored.is_same_as_previous,
    }


def _minute(at: datetime) -> datetime:
    """As a visitor writes times down: a photo taken in the last minute belongs to the visit."""
    return at.replace(second=0, microsecond=0)


def gap_of(limits: Limits, programme_days: int) -> int:
    """The template's return gap wins over the programme's; none or 0 means that it has none."""
    own = limits.days_before_same_visitor_returns
    return int(own) if own else programme_days


def report_due(to_at: datetime, limits: Limits) -> datetime | None:
    """When a visit that ends with its window is to be reported at the latest."""
    within = limits.report_within_hours
    return None if within is None else to_at + timedelta(hours=float(within))
