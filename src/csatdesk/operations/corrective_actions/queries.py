"""Measures as lists, cards, Today and My desk show them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from csatdesk.domain.corrective_actions import (
    AboutItems,
    Expected,
    LinkedTraining,
    MeasureCard,
    MeasureEvent,
    MeasureFilter,
    MeasureLine,
    MeasureRow,
    MeasureStatus,
    NamedItems,
    Stage,
)
from csatdesk.domain.errors import NotFound
from csatdesk.domain.item_effects import AnyEffect, any_effect_from
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.operations.absences import today
from csatdesk.operations.corrective_actions.item_effects import effect_now, item_keys_of
from csatdesk.operations.corrective_actions.starts import named_items
from csatdesk.operations.staff_records import visible_people
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.corrective_actions import CorrectiveAction, CorrectiveActionEvent
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.staff_records import StaffRecord
from csatdesk.store.entities.standards import Standard
from csatdesk.store.visible import visible_measures

COLUMNS = (
    CorrectiveAction.id,
    CorrectiveAction.title,
    CorrectiveAction.kind,
    CorrectiveAction.status,
    CorrectiveAction.owner_id,
    Staff.name,
    CorrectiveAction.due_on,
    CorrectiveAction.done_on,
    CorrectiveAction.ended_on,
    CorrectiveAction.judge_from,
    CorrectiveAction.reopened,
    CorrectiveAction.topic_id,
    CorrectiveAction.office_id,
    CorrectiveAction.version,
    Standard.titles,
)  # in the order of MeasureRow
ROWS: Select[Any] = (
    select(*COLUMNS)
    .join(Staff, Staff.id == CorrectiveAction.owner_id)
    .outerjoin(Standard, Standard.id == CorrectiveAction.standard_id)
)
ORDER = (CorrectiveAction.stage, CorrectiveAction.due_on, CorrectiveAction.id)


def list_measures(
    reading: Reading,
    *,
    shown: MeasureFilter,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[MeasureRow]:
    """One page: what is due first at the top, open ones before those reported done; of ended ones the latest first."""
    falls = (shown.stage is Stage.ENDED) != backwards
    query = ROWS.where(*_conditions(reading, shown))
    if after is not None:
        here, there = tuple_(*ORDER), tuple_(*map(literal, after))
        query = query.where(here < there if falls else here > there)
    query = query.order_by(*(column.desc() if falls else column.asc() for column in ORDER))
    rows = [row_of(found) for found in reading.db.execute(query.limit(limit))]
    last = rows[-1] if len(rows) == limit else None
    key = None if last is None else (last.status.stage.value, last.due_on, last.id)
    return Page(tuple(reversed(rows) if backwards else rows), key)


def _conditions(reading: Reading, shown: MeasureFilter) -> Iterator[ColumnElement[bool]]:
    yield visible_measures(reading.actor)
    stage = Stage.OPEN if shown.overdue else shown.stage
    if stage is not None:
        yield CorrectiveAction.stage == stage.value
    if shown.overdue:
        yield CorrectiveAction.due_on < today(reading)
    if shown.owner_id is not None:
        yield CorrectiveAction.owner_id == shown.owner_id
    if shown.office_id is not None:
        yield CorrectiveAction.office_id == shown.office_id
    if shown.segment is not None:
        yield CorrectiveAction.segment == shown.segment
    if shown.topic_id is not None:
        yield CorrectiveAction.topic_id.in_(sorted(load_topic_tree(reading).below(shown.topic_id)))


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """How many there are that a person may see; each stops at `COUNT_LIMIT`. `to_judge`: of those reported done."""

    open: int
    overdue: int
    due_today: int
    reported: int
    to_judge: int


def count_measures(reading: Reading, *, owner_id: int | None = None) -> MeasureCounts:
    """Of everybody who is seen, or of one person."""
    day = today(reading)
    theirs = MeasureFilter(stage=None, owner_id=owner_id)
    is_told = or_(CorrectiveAction.standard_id.is_(None), CorrectiveAction.effect.is_not(None))  # see `judge_from`

    def count(stage: Stage, *more: ColumnElement[bool]) -> int:
        wanted = (*_conditions(reading, theirs), CorrectiveAction.stage == stage.value, *more)
        rows = select(literal(1)).select_from(CorrectiveAction).where(*wanted).limit(COUNT_LIMIT).subquery()
        return reading.db.execute(select(func.count()).select_from(rows)).scalar_one()

    return MeasureCounts(
        open=count(Stage.OPEN),
        overdue=count(Stage.OPEN, CorrectiveAction.due_on < day),
        due_today=count(Stage.OPEN, CorrectiveAction.due_on == day),
        reported=count(Stage.REPORTED),
        to_judge=count(Stage.REPORTED, CorrectiveAction.judge_from <= day, is_told),
    )


def topics_of_measures(reading: Reading) -> tuple[int, ...]:
    """The topics, as they are now, that measures are about: to narrow the list by."""
    query = select(CorrectiveAction.topic_id).distinct()
    query = query.where(visible_measures(reading.actor), CorrectiveAction.topic_id.is_not(None))
    tree = load_topic_tree(reading)
    return tuple(dict.fromkeys(tree.now(found) for found in reading.db.execute(query).scalars() if found is not None))


@dataclass(frozen=True, slots=True)
class DueMeasures:
    """Open measures that are to be looked after now: how many, and the one that is due first."""

    count: int
    overdue: int
    first: MeasureRow


def load_overdue(reading: Reading) -> DueMeasures | None:
    """Whose day has gone by, of all that this person may see; None: of none."""
    return _due(reading, MeasureFilter(overdue=True))


def load_own_due(reading: Reading, *, until: date) -> DueMeasures | None:
    """This person's own, overdue or due by a day, and those they have not begun yet; None: none."""
    shown = MeasureFilter(owner_id=reading.actor.id)
    not_begun = CorrectiveAction.status == MeasureStatus.PLANNED
    return _due(reading, shown, or_(CorrectiveAction.due_on <= until, not_begun))


def _due(reading: Reading, shown: MeasureFilter, *more: ColumnElement[bool]) -> DueMeasures | None:
    wanted = (*_conditions(reading, shown), *more)
    found = reading.db.execute(ROWS.where(*wanted).order_by(*ORDER).limit(1)).first()
    if found is None:
        return None
    late = case((CorrectiveAction.due_on < today(reading), 1), else_=0)
    count, overdue = reading.db.execute(select(func.count(), func.sum(late)).where(*wanted)).one()
    return DueMeasures(count, int(overdue), row_of(found))


def load_measure(reading: Reading, *, measure_id: int) -> MeasureCard:
    by, ender = aliased(Staff), aliased(Staff)
    query = (
        select(
            CorrectiveAction,
            func.coalesce(Case.number, ""),
            func.coalesce(Office.name, ""),
            func.coalesce(by.name, ""),
            func.coalesce(ender.name, ""),
        )
        .outerjoin(Case, Case.id == CorrectiveAction.case_id)
        .outerjoin(Office, Office.id == CorrectiveAction.office_id)
        .outerjoin(by, by.id == CorrectiveAction.done_by_id)
        .outerjoin(ender, ender.id == CorrectiveAction.ended_by_id)
        .where(CorrectiveAction.id == measure_id, visible_measures(reading.actor))
    )
    found = reading.db.execute(query).first()
    if found is None:
        raise NotFound()
    action, case_number, office_name, done_by_name, ended_by_name = found
    return MeasureCard(
        row=row_of(reading.db.execute(ROWS.where(CorrectiveAction.id == measure_id)).one()),
        text=action.text,
        means=action.means,
        cause=action.cause,
        expected=Expected(action.figure, action.expected_before, action.expected_after),
        origin=action.origin,
        case_id=action.case_id,
        case_number=case_number,
        office_name=office_name,
        done_by_name=done_by_name,
        done_note=action.done_note,
        ended_by_name=ended_by_name,
        ended_note=action.ended_note,
        effect=any_effect_from(action.effect) if action.effect else None,
        history=_history(reading, action.id),
        items=_items(reading, action),
        trainings=_trainings(reading, action.id),
        segment=action.segment,
    )


def load_effect_now(reading: Reading, *, measure_id: int) -> AnyEffect | None:
    """What came of it as it is counted now."""
    query = select(CorrectiveAction).where(CorrectiveAction.id == measure_id, visible_measures(reading.actor))
    action = reading.db.execute(query).scalar_one_or_none()
    return effect_now(reading, action) if action is not None else None


def _items(reading: Reading, action: CorrectiveAction) -> NamedItems | None:
    if action.standard_id is None:
        return None
    keys = item_keys_of(reading, action.id)
    return named_items(reading, AboutItems(action.standard_id, keys, action.person_id, action.evaluation_id))


def _trainings(reading: Reading, action_id: int) -> tuple[LinkedTraining, ...]:
    """Of people whose records this person may see; of others nobody is told anything."""
    query = (
        select(Staff.name, StaffRecord.title, StaffRecord.on)
        .join(Staff, Staff.id == StaffRecord.person_id)
        .where(
            StaffRecord.measure_id == action_id,
            StaffRecord.removed_at.is_(None),
            visible_people(reading.actor),
        )
        .order_by(StaffRecord.on, StaffRecord.id)
    )
    return tuple(LinkedTraining(*found) for found in reading.db.execute(query))


def row_of(found: Sequence[Any]) -> MeasureRow:
    """Of one line that `ROWS` found."""
    *values, titles = found
    return replace(MeasureRow(*values), standard=LocalText(titles) if titles else None)


def _history(reading: Reading, action_id: int) -> tuple[MeasureLine, ...]:
    """Newest first."""
    query = (
        select(CorrectiveActionEvent, func.coalesce(Staff.name, ""))
        .outerjoin(Staff, Staff.id == CorrectiveActionEvent.by_id)
        .where(CorrectiveActionEvent.action_id == action_id)
        .order_by(CorrectiveActionEvent.id.desc())
    )
    return tuple(_line(*found) for found in reading.db.execute(query))


def _line(line: CorrectiveActionEvent, by_name: str) -> MeasureLine:
    about: dict[str, Any] = line.about or {}
    day, effect, undone = (about.get(name) for name in ("day", "effect", "undone"))
    return MeasureLine(
        event=line.event,
        at=line.at,
        by_name=by_name,
        text=line.text,
        day=date.fromisoformat(day) if day else None,
        effect=any_effect_from(effect) if effect else None,
        undone=MeasureEvent(undone) if undone else None,
    )
