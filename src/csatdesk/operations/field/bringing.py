"""Bringing in what came back: read in the capped child, then put beside what is here; nothing is put over anything."""

import base64
import hashlib
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.evaluations import EvaluationState
from csatdesk.domain.field_contents import FieldContent, FieldContentWrong
from csatdesk.domain.field_packages import (
    FieldFileForged,
    NeverGivenOut,
    News,
    NotWhatCameBack,
    OfAnotherCentre,
    OfAnotherPerson,
    PackageOver,
    PackageWithdrawn,
    is_over,
)
from csatdesk.domain.field_tasks import FieldResult, FieldVersion, result_from_json
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Actor
from csatdesk.operations.field.contents import Report, put_content
from csatdesk.operations.field.lanes import Lane, lane_of, note_here, settle
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Store, Work
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.field import FieldAssignment, FieldPackage, FieldVersionRow
from csatdesk.store.entities.staff import Staff
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.clock import now
from csatdesk.system.field_files import FileKind, Head, read_head
from csatdesk.wording.formats import full_instant

READER = "csatdesk.system.field_files:read_result"
LIMITS = Limits(memory_bytes=1 << 29)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What a result brought: how many things are new, were here already, or stand beside what was filled here."""

    package_id: int
    new: int
    known: int
    beside: int


@dataclass(frozen=True, slots=True)
class Brought:
    """What was read out of a result. `blobs`: evidence by its digest."""

    result: FieldResult
    blobs: Mapping[str, bytes]


def bring_in(store: Store, actor: Actor, progress: Progress, *, path: Path) -> BroughtIn:
    """A job: read a result and take it in. Every refusal names the file and says what to do; then nothing changed."""
    head = read_head(path)
    if head.kind is not FileKind.RESULT:
        raise NotWhatCameBack(file=path.name)
    with store.read(actor, now()) as reading:
        package = expected(reading, head.centre_uid, head.package_uid, path.name)
        options = {"signer": package.signer.hex(), "key": package.result_key.hex()}
    brought = _read(path, options, head, progress)
    with store.write(actor, now()) as work:
        return take_in(work, brought=brought, file=path.name)


def expected(reading: Reading, centre_uid: UUID, package_uid: UUID, file: str) -> FieldPackage:
    """The package to which this result belongs, when this person may bring it in now."""
    if centre_uid != reading.centre.uid:
        raise OfAnotherCentre(file=file)
    package = _package(reading, package_uid, file)
    if package.holder_id != reading.actor.id:
        name = reading.db.execute(select(Staff.name).where(Staff.id == package.holder_id)).scalar_one()
        raise OfAnotherPerson(file=file, name=name)
    zone = ZoneInfo(reading.centre.zone)
    if package.withdrawn_at is not None:
        raise PackageWithdrawn(when=full_instant(package.withdrawn_at, zone))
    if is_over(package.until, reading.at):
        raise PackageOver(when=full_instant(package.until, zone))
    return package


def _package(reading: Reading, uid: UUID, file: str) -> FieldPackage:
    query = select(FieldPackage).where(FieldPackage.uid == uid, FieldPackage.centre_id == reading.actor.centre_id)
    found = reading.db.execute(query).scalar()
    if found is None:
        raise NeverGivenOut(file=file)
    return found


def _read(path: Path, options: Mapping[str, object], head: Head, progress: Progress) -> Brought:
    parts: list[bytearray] = []
    done = 0
    with closing(run_reader(READER, path, options, LIMITS)) as rows:
        for row in rows:
            piece = base64.b64decode(str(row["bytes"]))
            if row["place"] == len(parts):
                parts.append(bytearray())
            parts[-1] += piece
            done += len(piece)
            progress(done, head.whole)
    try:
        result = result_from_json(json.loads(parts[0]))
    except (ValueError, RecursionError) as error:
        raise FieldContentWrong() from error
    blobs: dict[str, bytes] = {}
    for place in range(1, len(parts)):
        blob, parts[place] = bytes(parts[place]), bytearray()  # evidence is large: never twice in memory
        blobs[hashlib.sha256(blob).hexdigest()] = blob
    if result.package_uid != head.package_uid or list(blobs) != list(result.blobs):
        raise FieldFileForged(file=path.name)
    return Brought(result, blobs)


def take_in(work: Work, *, brought: Brought, file: str) -> BroughtIn:
    """Put everything in a result beside what is here. The same once more changes nothing."""
    result = brought.result
    package = expected(work, work.centre.uid, result.package_uid, file)
    query = select(FieldAssignment).where(FieldAssignment.package_id == package.id)
    assignments = {one.uid: one for one in work.db.execute(query).scalars()}
    told = dict.fromkeys(News, 0)
    for one in result.versions:
        assignment = assignments.get(one.task_uid)
        if assignment is None:
            raise FieldContentWrong()
        told[_take_one(work, assignment, one, brought.blobs)] += 1
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME))
    return BroughtIn(package.id, told[News.NEW], told[News.KNOWN], told[News.BESIDE])


def _take_one(work: Work, assignment: FieldAssignment, one: FieldVersion, blobs: Mapping[str, bytes]) -> News:
    lane = lane_of(work, assignment)
    current = work.db.get_one(Evaluation, assignment.evaluation_id)
    version, content = one.read(template_of(work, current.standard_version_id).form)
    is_first = version.id == assignment.uid.hex
    if is_first or assignment.uid.hex not in version.after:
        if is_first and version.digest == lane.rows[version.id].digest:
            return News.KNOWN  # nothing was filled
        raise FieldContentWrong()
    note_here(work, lane)
    news = lane.versions.news(version)
    if version.id in lane.rows:
        return news
    row = FieldVersionRow(
        assignment_id=assignment.id,
        version_id=version.id,
        digest=version.digest,
        after=sorted(version.after),
        report=Report.of(content).to_json(),
        changed_at=min(one.changed_at, work.at),
        brought_at=work.at,
    )
    if news is not News.KNOWN:
        _put_somewhere(work, lane, row, content, blobs)
    work.db.add(row)
    work.db.flush()
    lane.rows[row.version_id] = row
    settle(work, lane)  # one that says the same may change which of several stands first
    return news


def _put_somewhere(
    work: Work, lane: Lane, row: FieldVersionRow, content: FieldContent, blobs: Mapping[str, bytes]
) -> None:
    """Into the evaluation of what it goes on from, where nobody filled anything else; else into one of its own."""
    before = lane.gone_on_from(row)
    if before is not None and before.evaluation_id is not None:
        evaluation = work.db.get_one(Evaluation, before.evaluation_id)
        before.evaluation_id = None
    else:
        evaluation = _beside(work, lane)
    put_content(work, evaluation, content, blobs, lane.evaluation_ids)
    row.evaluation_id = evaluation.id


def _beside(work: Work, lane: Lane) -> Evaluation:
    """An empty evaluation of the same thing, put aside until it is said to count."""
    like = work.db.get_one(Evaluation, lane.assignment.evaluation_id)
    names = ("centre_id", "kind", "standard_version_id", "office_id", "channel", "segment", "topic_id", "case_id")
    more = ("employee_id", "reviewer_id", "visit_id", "check_id", "happened_at")
    made = Evaluation(
        uid=new_identity(work.at),
        state=EvaluationState.VOID,
        begun_at=work.at,
        kept_at=work.at,
        **{name: getattr(like, name) for name in (*names, *more)},
    )
    work.db.add(made)
    work.db.flush()
    return made
