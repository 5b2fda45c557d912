"""Records of a person's growth. They see their own; who leads them sees and writes them; nobody else does."""

from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import Means, Stage
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.domain.staff_records import (
    NewRecord,
    NotTheirLeader,
    PersonRecords,
    PersonRow,
    RecordKind,
    RecordRow,
)
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.store.entities.staff_records import StaffRecord
from csatdesk.store.visible import led_by, visible_measures

FIELDS = tuple(one.name for one in fields(NewRecord))
MEASURES_MOST = 40  # that a training is offered to answer


def visible_people(actor: Actor) -> ColumnElement[bool]:
    """Staff whose records this person may see: their own and those of people they lead."""
    return or_(led_by(actor), and_(Staff.id == actor.id, Staff.centre_id == actor.centre_id))


def list_people(reading: Reading) -> tuple[PersonRow, ...]:
    """Oneself first, then the people one leads, those who have left last."""
    query = _people(reading).order_by(Staff.id != reading.actor.id, Staff.is_active.desc(), Staff.sort_key, Staff.id)
    return tuple(_person(found) for found in reading.db.execute(query))


def _people(reading: Reading) -> Any:
    leader = aliased(Staff)
    of_them = and_(StaffRecord.person_id == Staff.id, StaffRecord.removed_at.is_(None))  # by its index, for each
    probation = select(func.max(StaffRecord.until)).where(of_them, StaffRecord.kind == RecordKind.PROBATION)
    unread = select(func.count()).select_from(StaffRecord).where(of_them, StaffRecord.read_at.is_(None))
    return (
        select(
            Staff.id,
            Staff.name,
            Office.name,
            func.coalesce(Team.name, ""),
            func.coalesce(leader.name, ""),
            Staff.is_active,
            probation.correlate(Staff).scalar_subquery(),
            unread.correlate(Staff).scalar_subquery(),
        )
        .join(Office, Office.id == Staff.office_id)
        .outerjoin(Team, Team.id == Staff.team_id)
        .outerjoin(leader, leader.id == Team.leader_id)
        .where(visible_people(reading.actor))
    )


def _person(found: Any) -> PersonRow:
    return PersonRow(*found)


def load_records(reading: Reading, *, person_id: int) -> PersonRecords:
    """All records of a person; NotFound for who may not see them, so that it tells nothing."""
    found = reading.db.execute(_people(reading).where(Staff.id == person_id)).first()
    if found is None:
        raise NotFound()
    answered = and_(CorrectiveAction.id == StaffRecord.measure_id, visible_measures(reading.actor))
    query = (
        select(StaffRecord, Staff.name, func.coalesce(CorrectiveAction.title, ""))
        .join(Staff, Staff.id == StaffRecord.by_id)
        .outerjoin(CorrectiveAction, answered)
        .where(StaffRecord.person_id == person_id, StaffRecord.removed_at.is_(None))
        .order_by(StaffRecord.on.desc(), StaffRecord.id.desc())
    )
    records = tuple(_row(*found) for found in reading.db.execute(query))
    may_write = _leads(reading, person_id)
    measures = _measures_of(reading, person_id) if may_write else ()
    return PersonRecords(_person(found), records, may_write, person_id == reading.actor.id, measures)


def _row(record: StaffRecord, by_name: str, measure_title: str) -> RecordRow:
    new = NewRecord(**{name: getattr(record, name) for name in FIELDS})
    told = (record.written_at, record.read_at, record.reply, record.version, measure_title)
    return RecordRow(record.id, new, by_name, *told)


def _measures_of(reading: Reading, person_id: int) -> tuple[tuple[int, str], ...]:
    """Those about this person's work that have not ended, and the trainings that are for everybody."""
    for_all = and_(CorrectiveAction.person_id.is_(None), CorrectiveAction.means == Means.TRAINING)
    query = select(CorrectiveAction.id, CorrectiveAction.title).where(
        visible_measures(reading.actor),
        CorrectiveAction.stage < Stage.ENDED.value,
        or_(CorrectiveAction.person_id == person_id, for_all),
    )
    order = (CorrectiveAction.person_id.is_(None), CorrectiveAction.due_on, CorrectiveAction.id)
    return tuple(reading.db.execute(query.order_by(*order).limit(MEASURES_MOST)).tuples().all())


def _leads(reading: Reading, person_id: int) -> bool:
    query = select(Staff.id).where(Staff.id == person_id, led_by(reading.actor))
    return reading.db.execute(query).first() is not None


def save_record(
    work: Work, *, person_id: int, record_id: int | None, new: NewRecord, version: int = 0
) -> Undoable[int]:
    """Write or change a record of somebody one leads. What is changed counts as unread again."""
    if not _leads(work, person_id):
        raise NotTheirLeader()
    new.check()
    _check_measure(work, new)
    record = _made(work, person_id) if record_id is None else _record(work, record_id, version)
    if record.person_id != person_id:
        raise NotFound()
    before = None if record_id is None else {name: getattr(record, name) for name in (*FIELDS, "read_at")}
    for name in FIELDS:
        value = getattr(new, name)
        setattr(record, name, value.strip() if isinstance(value, str) else value)
    record.read_at = None
    work.db.add(record)
    work.db.flush()
    work.changed.update((Kind.RECORD, Kind.MEASURE))
    undo = partial(_put_back, record_id=record.id, before=before)
    return Undoable(record.id, undo, N_("“{title}” is written down for {name}."), _told(work, record))


def _check_measure(work: Work, new: NewRecord) -> None:
    query = select(CorrectiveAction.id).where(CorrectiveAction.id == new.measure_id, visible_measures(work.actor))
    if new.measure_id is not None and work.db.execute(query).first() is None:
        raise NotFound()


def _made(work: Work, person_id: int) -> StaffRecord:
    return StaffRecord(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        person_id=person_id,
        written_at=work.at,
        by_id=work.actor.id,
    )


def remove_record(work: Work, *, record_id: int, version: int) -> Undoable[None]:
    record = _record(work, record_id, version)
    if not _leads(work, record.person_id):
        raise NotTheirLeader()
    record.removed_at = work.at
    work.changed.add(Kind.RECORD)
    undo = partial(_bring_back, record_id=record_id)
    return Undoable(None, undo, N_("“{title}” is taken out."), _told(work, record))


def answer_record(work: Work, *, record_id: int, reply: str, version: int) -> None:
    """What the person says to a record about them."""
    record = _record(work, record_id, version)
    if record.person_id != work.actor.id:
        raise NotFound()
    record.reply = reply.strip()
    record.read_at = record.read_at or work.at
    work.changed.add(Kind.RECORD)


def mark_read(work: Work, *, record_ids: Sequence[int]) -> None:
    """One's own records that have been in sight."""
    query = select(StaffRecord).where(
        StaffRecord.id.in_(record_ids), StaffRecord.person_id == work.actor.id, StaffRecord.read_at.is_(None)
    )
    for record in work.db.execute(query).scalars():
        record.read_at = work.at
        work.changed.add(Kind.RECORD)


def _record(work: Work, record_id: int, version: int) -> StaffRecord:
    query = select(StaffRecord).where(StaffRecord.id == record_id, StaffRecord.centre_id == work.actor.centre_id)
    found = work.db.execute(query.where(StaffRecord.removed_at.is_(None))).scalar_one_or_none()
    if found is None:
        raise NotFound()
    if found.version != version:
        raise ChangedByOther()
    return found


def _put_back(work: Work, *, record_id: int, before: dict[str, Any] | None) -> None:
    record = work.db.get_one(StaffRecord, record_id)
    if not _leads(work, record.person_id):
        raise NotTheirLeader()
    if before is None:
        record.removed_at = work.at
    else:
        for name, value in before.items():
            setattr(record, name, value)
    work.changed.add(Kind.RECORD)


def _bring_back(work: Work, *, record_id: int) -> None:
    record = work.db.get_one(StaffRecord, record_id)
    if not _leads(work, record.person_id):
        raise NotTheirLeader()
    record.removed_at = None
    work.changed.add(Kind.RECORD)


def _told(work: Work, record: StaffRecord) -> dict[str, object]:
    return {"title": record.title, "name": work.db.get_one(Staff, record.person_id).name}
