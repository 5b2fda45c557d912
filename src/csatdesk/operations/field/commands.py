"""What is done with a package that is out, and with what came back: withdrawn, longer, decided, sent."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotFound
from csatdesk.domain.evaluations import AlreadySent
from csatdesk.domain.field_packages import StillToDecide, check_until
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import TimeMissing, VisitTimes
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.field.contents import report_of
from csatdesk.operations.field.giving import check_free
from csatdesk.operations.field.lanes import Lane, lane_of, note_here, settle
from csatdesk.operations.mystery.visits import report_visit
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.field import FieldAssignment, FieldPackage, FieldVersionRow
from csatdesk.store.visible import visible_packages


def _own(work: Work, package_id: int) -> FieldPackage:
    query = select(FieldPackage).where(FieldPackage.id == package_id, visible_packages(work.actor))
    return work.db.execute(query).scalar_one()


def withdraw(work: Work, *, package_id: int) -> Undoable[None]:
    """A package that got lost, or is no longer wanted: nothing of it is taken in any more."""
    package = _own(work, package_id)
    package.withdrawn_at = package.withdrawn_at or work.at
    work.changed.add(Kind.EVALUATION)
    return Undoable(None, partial(take_up_again, package_id=package_id), N_("Withdrew the package."))


def take_up_again(work: Work, *, package_id: int) -> None:
    """Take a withdrawal back, unless the same was given out anew."""
    package = _own(work, package_id)
    query = select(FieldAssignment.evaluation_id).where(FieldAssignment.package_id == package.id)
    check_free(work, list(work.db.execute(query).scalars()))
    package.withdrawn_at = None
    work.changed.add(Kind.EVALUATION)


def give_more_time(work: Work, *, package_id: int, until: datetime) -> Undoable[None]:
    """Let results come later. What the laptop was told stays: it says when its time is over, and keeps everything."""
    package = _own(work, package_id)
    check_until(until, work.at)
    before, package.until = package.until, until
    work.changed.add(Kind.EVALUATION)
    undo = partial(_until, package_id=package_id, until=before)
    return Undoable(None, undo, N_("Gave the package more time."))


def _until(work: Work, *, package_id: int, until: datetime) -> None:
    _own(work, package_id).until = until
    work.changed.add(Kind.EVALUATION)


def _own_lane(work: Work, assignment_id: int) -> Lane:
    query = (
        select(FieldAssignment)
        .join(FieldPackage, FieldPackage.id == FieldAssignment.package_id)
        .where(FieldAssignment.id == assignment_id, visible_packages(work.actor))
    )
    lane = lane_of(work, work.db.execute(query).scalar_one())
    note_here(work, lane)
    return lane


def decide_version(work: Work, *, assignment_id: int, evaluation_id: int) -> Undoable[None]:
    """Of what stands side by side the one in this evaluation counts; the others are kept and do not."""
    lane = _own_lane(work, assignment_id)
    chosen = next((head for head in lane.heads if head.evaluation_id == evaluation_id), None)
    if chosen is None:
        raise NotFound()
    if evaluation_id != lane.assignment.evaluation_id:
        _check_open(work, lane)
    before = lane.versions
    passed = before.decided(chosen.version_id).passed - before.passed
    for one in passed:
        lane.rows[one].passed_at = work.at
    work.db.flush()
    settle(work, lane)
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME))
    undo = partial(_undecide, assignment_id=assignment_id, passed=passed)
    return Undoable(None, undo, N_("Decided what counts."))


def _check_open(work: Work, lane: Lane) -> None:
    if not work.db.get_one(Evaluation, lane.assignment.evaluation_id).state.is_open:
        raise AlreadySent()


def _undecide(work: Work, *, assignment_id: int, passed: frozenset[str]) -> None:
    lane = _own_lane(work, assignment_id)
    _check_open(work, lane)
    for one in passed:
        lane.rows[one].passed_at = None
    work.db.flush()
    settle(work, lane)
    work.changed.update((Kind.EVALUATION, Kind.PROGRAMME))


def send_back(work: Work, *, assignment_ids: tuple[int, ...]) -> int:
    """Send what came back whole, as if it had been filled here; how many. A visit is reported with it."""
    for assignment_id in assignment_ids:
        _send(work, _own_lane(work, assignment_id))
    return len(assignment_ids)


def _send(work: Work, lane: Lane) -> None:
    row = work.db.get_one(Evaluation, lane.assignment.evaluation_id)
    if lane.versions.is_to_decide:
        raise StillToDecide(name=work.db.get_one(Office, row.office_id).name)
    head = lane.heads[0]
    if row.state.is_open:
        submit_evaluation(work, evaluation_id=row.id)
    if row.visit_id is not None:
        work.db.flush()
        written = replace(work, at=_written_at(work, lane, head))
        report_visit(written, visit_id=row.visit_id, times=_times(row, head))


def _written_at(work: Work, lane: Lane, head: FieldVersionRow) -> datetime:
    """When the report was written: on the laptop, as its signed result says, but within what can be."""
    package = work.db.get_one(FieldPackage, lane.assignment.package_id)
    return work.at if head.is_here else max(package.given_at, min(head.changed_at, work.at))


def _times(row: Evaluation, head: FieldVersionRow) -> VisitTimes:
    if row.arrived_at is None or row.left_at is None:
        raise TimeMissing()
    report = report_of(head.report)
    return VisitTimes(row.arrived_at, row.left_at, row.called_at, report.receipt, report.employee)
