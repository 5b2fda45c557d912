"""Who has how much: open cases by owner, office or topic, in one walk over the index of due instants."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median
from typing import Any

from sqlalchemy import and_, case, func, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Right, Role, require
from csatdesk.operations.absences import today as local_today
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.filters import conditions
from csatdesk.operations.deadlines.instants import week_end
from csatdesk.operations.staff import list_staff
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.visible import visible_cases
from csatdesk.wording.texts import language

SHOWN_MOST = 40  # bars; what is beyond stands together in `others`


class Dimension(Enum):
    OWNER = "owner"
    OFFICE = "office"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Load:
    """The open cases of one person, office or topic. `id` None: those that have none. `later`: everything else.

    `week`: due by the end of Sunday and not overdue.
    """

    id: int | None
    name: str
    overdue: int = 0
    today: int = 0
    later: int = 0
    week: int = 0
    is_away: bool = False

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.later


@dataclass(frozen=True, slots=True)
class Workload:
    """Who has most first. `nobody`: cases without owner (office, topic). `usual`: the middle of all that are named.

    `everything`: all of them together, `others` too: the cases of those beyond `SHOWN_MOST`.
    """

    dimension: Dimension
    loads: tuple[Load, ...]
    nobody: Load
    others: int
    usual: float
    everything: Load

    @property
    def total(self) -> int:
        return self.everything.total


COLUMNS = {Dimension.OWNER: Case.owner_id, Dimension.OFFICE: Case.office_id, Dimension.TOPIC: Case.topic_id}


def load_workload(reading: Reading, *, cases: CaseFilter, dimension: Dimension = Dimension.OWNER) -> Workload:
    """`cases` narrows it but for the dimension itself, so that all bars stay beside the one that is chosen."""
    require(reading.actor, Right.SEE_DEADLINES)
    found = open_counts(reading, _without(cases, dimension), dimension)
    names, away = _names(reading, dimension, found), frozenset[int]()
    if dimension is Dimension.OWNER:
        away = frozenset(who_is_away(reading))
    loads = [
        Load(one, name, *found.get(one, NONE), is_away=one in away)
        for one, name in names.items()
        if one in found or dimension is Dimension.OWNER
    ]
    loads.sort(key=lambda load: (-load.total, -load.overdue, load.name))
    others = sum(load.total for load in loads[SHOWN_MOST:])
    usual = median(load.total for load in loads) if loads else 0
    nobody = Load(None, "", *found.get(None, NONE))
    everything = Load(None, "", *(sum(counts) for counts in zip(NONE, *found.values(), strict=True)))
    return Workload(dimension, tuple(loads[:SHOWN_MOST]), nobody, others, usual, everything)


Counts = tuple[int, int, int, int]
NONE: Counts = (0, 0, 0, 0)


def _without(cases: CaseFilter, dimension: Dimension) -> CaseFilter:
    cases = replace(cases, is_open=True, text="", due=())
    if dimension is Dimension.OWNER:
        return replace(cases, owner_ids=(), without_owner=False, team_ids=())
    if dimension is Dimension.OFFICE:
        return replace(cases, office_ids=())
    return replace(cases, topic_ids=(), without_topic=False)


def open_counts(reading: Reading, cases: CaseFilter, dimension: Dimension) -> dict[int | None, Counts]:
    """Overdue, due today, later, this week, by the id of the dimension; merged topics count to where they went."""
    limits, column, due = bounds(reading), COLUMNS[dimension], Case.next_due_at
    sunday = week_end(own_calendar(reading), local_today(reading))
    within = (
        due < limits.now,
        and_(due >= limits.now, due <= limits.today_to),
        due > limits.today_to,
        and_(due >= limits.now, due <= sunday),
    )
    sums = [func.sum(case((condition, 1), else_=0)) for condition in within]
    query = select(column, *sums).where(visible_cases(reading.actor), *conditions(reading, cases)).group_by(column)
    tree = load_topic_tree(reading)
    counts: dict[int | None, Counts] = {}
    for found, overdue, today, later, week in reading.db.execute(query):
        one = tree.now(found) if dimension is Dimension.TOPIC and found is not None else found
        before = counts.get(one, NONE)
        counts[one] = (before[0] + overdue, before[1] + today, before[2] + later, before[3] + week)
    return counts


def _names(reading: Reading, dimension: Dimension, found: Mapping[int | None, Any]) -> dict[int, str]:
    """Whom a bar may stand for: of people everybody who handles cases, and who else has some."""
    if dimension is Dimension.OFFICE:
        offices = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
        return {row.id: row.name for row in reading.db.execute(offices)}
    if dimension is Dimension.TOPIC:
        tree = load_topic_tree(reading)
        return {one: " › ".join(tree.path(one, language())) for one in found if one is not None}
    people = list_staff(reading, only_active=False)
    return {one.id: one.name for one in people if one.id in found or (one.is_active and one.role is Role.CLERK)}
