"""Giving out: what somebody may take along, and the package it goes into."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.evaluations import ABOUT_PEOPLE, EvaluationKind, EvaluationState, NewEvaluation
from csatdesk.domain.field_packages import (
    PASSPHRASE_LEAST,
    TASKS_MOST,
    NothingChosen,
    OutAlready,
    TooMuchChosen,
    check_until,
)
from csatdesk.domain.field_tasks import FieldPackage as Content
from csatdesk.domain.field_tasks import FieldTask
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.evaluations.commands import begin_evaluation, fillable
from csatdesk.operations.evaluations.queries import EvaluationFilter, list_evaluations
from csatdesk.operations.evaluations.templates import usable_standards
from csatdesk.operations.field.contents import Report, content_of
from csatdesk.operations.mystery.queries import MyVisit, list_my_visits
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.field import FieldAssignment, FieldKey, FieldPackage, FieldVersionRow
from csatdesk.store.entities.programmes import Programme, Wave
from csatdesk.store.entities.staff import Staff
from csatdesk.system.field_files import new_seed, write_package
from csatdesk.system.keychain import PassphraseTooShort
from csatdesk.wording.formats import full_instant


class What(Enum):
    VISIT = "visit"
    EVALUATION = "evaluation"  # begun already
    STANDARD = "standard"  # a check that begins with this


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing to take along. `id`: of the visit, the evaluation, or the version of the standard."""

    what: What
    id: int


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing that can be taken along. `at` None: it begins with that."""

    taken: Taken
    titles: LocalText
    office_name: str
    at: datetime | None


def list_offered(reading: Reading) -> tuple[Offered, ...]:
    """Own visits that are to be made, own evaluations that are begun, and checks that may be begun; what is out already
    is not among them."""
    out = _out(reading)
    visits = [one for one in _visits(reading) if one.visit.evaluation_id not in out]
    begun = list_evaluations(reading, shown=EvaluationFilter(to_fill=True), limit=TASKS_MOST).rows
    office = reading.db.get_one(Office, reading.actor.office_id).name
    return (
        *(_visit_offered(one) for one in visits),
        *(
            Offered(Taken(What.EVALUATION, one.id), one.titles, one.office_name, one.happened_at)
            for one in begun
            if one.kind is not EvaluationKind.VISIT and one.id not in out
        ),
        *(
            Offered(Taken(What.STANDARD, one.version_id), one.titles, office, None)
            for one in usable_standards(reading)
            if one.kind not in ABOUT_PEOPLE | {EvaluationKind.VISIT}
        ),
    )


def _visit_offered(mine: MyVisit) -> Offered:
    return Offered(Taken(What.VISIT, mine.visit.id), mine.brief, mine.visit.office_name, mine.visit.from_at)


def _visits(reading: Reading) -> list[MyVisit]:
    """Those still to be made whose programme has a scorecard."""
    if not reading.actor.may(Right.MAKE_VISITS):
        return []
    query = (
        select(Wave.id)
        .join(Programme, Programme.id == Wave.programme_id)
        .where(Wave.centre_id == reading.actor.centre_id, Programme.standard_id.is_not(None))
    )
    scored = set(reading.db.execute(query).scalars())
    found = list_my_visits(reading)
    return [one for one in found if one.visit.state.waits_for_visitor and one.visit.wave_id in scored]


def _out(reading: Reading) -> dict[int, datetime]:
    """Evaluations that are given out → until when; a package that was withdrawn is not out."""
    query = (
        select(FieldAssignment.evaluation_id, FieldPackage.until)
        .join(FieldPackage, FieldPackage.id == FieldAssignment.package_id)
        .join(Evaluation, Evaluation.id == FieldAssignment.evaluation_id)
        .where(FieldPackage.withdrawn_at.is_(None), Evaluation.reviewer_id == reading.actor.id)
        .where(Evaluation.state.in_([one for one in EvaluationState if one.is_open]))
    )
    return dict(reading.db.execute(query).tuples().all())


def give_out(work: Work, *, wanted: Sequence[Taken], until: datetime, passphrase: str, path: Path) -> int:
    """Write a package for the person who asks and note what is in it; its id. The file lies there when this returns."""
    if not wanted:
        raise NothingChosen(field="wanted")
    if len(wanted) > TASKS_MOST:
        raise TooMuchChosen(field="wanted", most=TASKS_MOST)
    check_until(until, work.at)
    if len(passphrase) < PASSPHRASE_LEAST:
        raise PassphraseTooShort(field="passphrase", least=PASSPHRASE_LEAST)
    evaluation_ids = [_evaluation_of(work, one) for one in wanted]
    work.db.flush()
    check_free(work, evaluation_ids)
    seed, signer = new_seed()
    package = FieldPackage(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        holder_id=work.actor.id,
        given_at=work.at,
        until=until,
        signer=signer,
        result_key=secrets.token_bytes(32),
    )
    work.db.add(package)
    work.db.flush()
    visits = {one.visit.evaluation_id: one for one in _visits(work)}
    tasks = [_task(work, package, one, visits.get(one)) for one in evaluation_ids]
    work.db.flush()
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME))
    content = _content(work, package, tasks, seed)
    made = json.dumps(content.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
    uids = {"centre_uid": content.centre_uid, "package_uid": content.uid}
    write_package(path, made, **uids, passphrase=passphrase, seed=signing_seed(work))
    return package.id


def _evaluation_of(work: Work, taken: Taken) -> int:
    """The evaluation that is filled, begun where it is not yet."""
    if taken.what is What.VISIT:
        return open_scorecard(work, visit_id=taken.id)
    if taken.what is What.EVALUATION:
        return fillable(work, taken.id).id
    return begin_evaluation(work, new=NewEvaluation(taken.id, work.actor.office_id, work.at))


def check_free(work: Work, evaluation_ids: Sequence[int]) -> None:
    """Nothing is out twice: two results of the same would only have to be decided between."""
    out = _out(work)
    for one in evaluation_ids:
        if one in out:
            when = full_instant(out[one], ZoneInfo(work.centre.zone))
            raise OutAlready(field="wanted", name=_office_name(work, one), when=when)


def _office_name(work: Work, evaluation_id: int) -> str:
    query = select(Office.name).join(Evaluation, Evaluation.office_id == Office.id)
    return work.db.execute(query.where(Evaluation.id == evaluation_id)).scalar_one()


def _task(work: Work, package: FieldPackage, evaluation_id: int, mine: MyVisit | None) -> FieldTask:
    """Note one thing as given out; what the laptop is told of it."""
    row = work.db.get_one(Evaluation, evaluation_id)
    content = content_of(work.db, row.id, Report())
    assignment = FieldAssignment(uid=uuid4(), package_id=package.id, evaluation_id=row.id)
    work.db.add(assignment)
    work.db.flush()
    first = FieldVersionRow(
        assignment_id=assignment.id,
        version_id=assignment.uid.hex,
        evaluation_id=row.id,
        digest=content.digest,
        after=[],
        report={},
        changed_at=work.at,
        brought_at=work.at,
    )
    work.db.add(first)
    office = work.db.get_one(Office, row.office_id)
    task = partial(
        FieldTask,
        uid=assignment.uid,
        kind=row.kind,
        template=template_of(work, row.standard_version_id),
        office_name=office.name,
        zone=calendar_of(work, row.office_id)[1].zone,
        happened_at=row.happened_at,
        content=content,
        address=office.address,
        whose=_name(work, row.employee_id),
    )
    if mine is None:
        return task()
    return task(
        from_at=mine.visit.from_at,
        to_at=mine.visit.to_at,
        report_due_at=mine.report_due_at,
        brief=mine.brief,
        answer_key=mine.answer_key,
        asks_employee=mine.asks_employee,
    )


def _name(work: Work, staff_id: int | None) -> str:
    return "" if staff_id is None else work.db.get_one(Staff, staff_id).name


def _content(work: Work, package: FieldPackage, tasks: Sequence[FieldTask], seed: bytes) -> Content:
    return Content(
        uid=package.uid,
        centre_uid=work.centre.uid,
        centre_name=work.centre.name,
        holder=work.actor.name,
        language=work.actor.language,
        given_at=package.given_at,
        until=package.until,
        result_seed=seed,
        result_key=package.result_key,
        work_key=secrets.token_bytes(32),
        tasks=tuple(tasks),
    )


def signing_seed(work: Work) -> bytes:
    """The centre's own key, made when it first gives something out."""
    query = select(FieldKey).where(FieldKey.centre_id == work.actor.centre_id)
    key = work.db.execute(query).scalar()
    if key is None:
        key = FieldKey(centre_id=work.actor.centre_id, seed=new_seed()[0], made_at=work.at)
        work.db.add(key)
        work.db.flush()
    return key.seed
