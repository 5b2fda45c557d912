"""Checks of the demo centre: its offices open by a checklist every working day, and walk through a hall every week."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from csatdesk.domain.checklists import DAY, NewSchedule, Rhythm, Terms
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.operations.absences import today
from csatdesk.operations.checklists.commands import begin_check, excuse_check, set_schedule
from csatdesk.operations.checklists.queries import checkable_standards
from csatdesk.operations.checklists.schedules import Schedule, load_schedules
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.demo_evaluations import plausible
from csatdesk.operations.evaluations.commands import answer_items, submit_evaluation
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _

SEED = 11
DAILY, WEEKLY = timedelta(days=16), timedelta(days=30)  # of history
EARLY, LATE = timedelta(minutes=20), timedelta(minutes=35)
LATE_SHARE = 0.1
MONDAY, FRIDAY = 0, 4
FLOOD = N_("Closed for water damage in the hall.")


@dataclass(frozen=True, slots=True)
class _Planned:
    """What one office does. `missed`: the last one before today was not done; `flooded`: one was left out."""

    office: str
    standard: str  # how its English name begins
    rhythm: Rhythm
    until: int
    place: str = ""
    weekday: int | None = None  # None: that of today, so that one is due
    missed: bool = False
    flooded: bool = False


PLANS = (
    _Planned("hall", "Opening", Rhythm.DAILY, 8 * 60 + 15, missed=True),
    _Planned("old_town", "Opening", Rhythm.DAILY, 8 * 60 + 15, flooded=True),
    _Planned("harbour", "Opening", Rhythm.DAILY, 8 * 60 + 15),
    _Planned("hall", "Daily service-hall", Rhythm.WEEKLY, 15 * 60, N_("Hall 1")),
    _Planned("harbour", "Daily service-hall", Rhythm.WEEKLY, 15 * 60, N_("Hall"), weekday=MONDAY),
)


def set_checks(work: Work, cast: Cast, at: datetime) -> None:
    """Schedules by the supervisor, and what came of them since, by clerks of each office."""
    chance = Random(SEED)  # noqa: S311  (of a game, not of a secret)
    for plan in PLANS:
        ago = DAILY if plan.rhythm is Rhythm.DAILY else WEEKLY
        begun = acting(work, cast.actors[SUPERVISOR], at - ago)
        standards = {one.titles["en"]: one.id for one in checkable_standards(begun)}
        standard_id = next((key for name, key in standards.items() if name.startswith(plan.standard)), None)
        if standard_id is None:
            continue
        terms = Terms(
            plan.rhythm,
            plan.until,
            today(begun),
            weekday=min(today(work).weekday(), FRIDAY) if plan.weekday is None else plan.weekday,
            place=_(plan.place) if plan.place else "",
        )
        new = NewSchedule(standard_id, cast.office_ids[plan.office], terms)
        schedule_id, clerks = set_schedule(begun, new=new).result, cast.clerks_of(plan.office)
        _play(acting(work, clerks[0], at), plan, schedule_id, clerks, chance)


def _play(work: Work, plan: _Planned, schedule_id: int, clerks: tuple[Actor, ...], chance: Random) -> None:
    """`work`: of now."""
    days = list(_days(work, schedule_id))
    for day, due_at in days:
        if plan.missed and day == days[-1][0]:
            continue
        is_late = chance.random() < LATE_SHARE
        there = acting(work, chance.choice(clerks), due_at + LATE if is_late else due_at - EARLY)
        if plan.flooded and day == days[len(days) // 2][0]:
            excuse_check(there, schedule_id=schedule_id, day=day, reason=_(FLOOD))
        else:
            _walk_through(there, schedule_id, day, chance)


def _days(work: Work, schedule_id: int) -> Iterator[tuple[date, datetime]]:
    """What was asked for before today, and until when."""
    schedule: Schedule = load_schedules(work, schedule_id=schedule_id)[0]
    calendar = schedule.hours[0].calendar
    for day in schedule.asked(schedule.history[0].first_on, schedule.today - DAY):
        yield day, calendar.wall(day, schedule.history[0].until)


def _walk_through(work: Work, schedule_id: int, day: date, chance: Random) -> None:
    evaluation_id = begin_check(work, schedule_id=schedule_id, day=day)
    version_id = load_schedules(work, schedule_id=schedule_id)[0].version_on(day)
    assert version_id is not None
    items = template_of(work, version_id).form.items()
    answer_items(work, evaluation_id=evaluation_id, answers={item.key: plausible(item, chance) for item in items})
    submit_evaluation(work, evaluation_id=evaluation_id)
