"""Who has how much: open cases by owner, office or topic, in one walk over the index of due instants."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from statistics import median
from typing import Any

from sqlalchemy import and_, case, func, select

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.staff import Right, Role, require
from csatdesk.operations.absences import who_is_away
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.filters import conditions
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
    """The open cases of one person, office or topic. `id` None: those that have none. `later`: everything else."""

    id: int | None
    name: str
    overdue: int
    today: int
    later: int
    is_away: bool = False

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.later


@dataclass(frozen=True, slots=True)
class Workload:
    """Who has most first. `nobody`: cases without owner (office, topic). `usual`: the middle of all that are named."""

    dimension: Dimension
    loads: tuple[Load, ...]
    nobody: Load
    others: int
    usual: float

    @property
    def total(self) -> int:
        return sum(load.total for load in self.loads) + self.nobody.total + self.others


COLUMNS = {Dimension.OWNER: Case.owner_id, Dimension.OFFICE: Case.office_id, Dimension.TOPIC: Case.topic_id}


def load_workload(reading: Reading, *, cases: CaseFilter, dimension: Dimension = Dimension.OWNER) -> Workload:
    """`cases` narrows it but for the dimension itself, so that all bars stay beside the one that is chosen."""
    require(reading.actor, Right.SEE_DEADLINES)
    found = _counted(reading, _without(cases, dimension), dimension)
    names, away = _names(reading, dimension, found), frozenset[int]()
    if dimension is Dimension.OWNER:
        away = frozenset(who_is_away(reading))
    loads = [
        Load(one, name, *found.get(one, (0, 0, 0)), is_away=one in away)
        for one, name in names.items()
        if one in found or dimension is Dimension.OWNER
    ]
    loads.sort(key=lambda load: (-load.total, -load.overdue, load.name))
    others = sum(load.total for load in loads[SHOWN_MOST:])
    usual = median(load.total for load in loads) if loads else 0
    nobody = Load(None, "", *found.get(None, (0, 0, 0)))
    return Workload(dimension, tuple(loads[:SHOWN_MOST]), nobody, others, usual)


def _without(cases: CaseFilter, dimension: Dimension) -> CaseFilter:
    cases = replace(cases, is_open=True, text="", due=())
    if dimension is Dimension.OWNER:
        return replace(cases, owner_ids=(), without_owner=False, team_ids=())
    if dimension is Dimension.OFFICE:
        return replace(cases, office_ids=())
    return replace(cases, topic_ids=(), without_topic=False)


def _counted(reading: Reading, cases: CaseFilter, dimension: Dimension) -> dict[int | None, tuple[int, int, int]]:
    """Overdue, due today, later, by the id of the dimension; merged topics count to where they went."""
    limits, column = bounds(reading), COLUMNS[dimension]
    late = case((Case.next_due_at < limits.now, 1), else_=0)
    today = case((and_(Case.next_due_at >= limits.now, Case.next_due_at <= limits.today_to), 1), else_=0)
    query = (
        select(column, func.count(), func.sum(late), func.sum(today))
        .where(visible_cases(reading.actor), *conditions(reading, cases))
        .group_by(column)
    )
    tree = load_topic_tree(reading)
    counts: dict[int | None, tuple[int, int, int]] = {}
    for found, total, overdue, due in reading.db.execute(query):
        one = tree.now(found) if dimension is Dimension.TOPIC and found is not None else found
        before = counts.get(one, (0, 0, 0))
        counts[one] = (before[0] + overdue, before[1] + due, before[2] + total - overdue - due)
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
