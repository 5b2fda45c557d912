"""What somebody has out, what came back of it, and what stands side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, answer_from_json
from csatdesk.domain.field_contents import FieldContent
from csatdesk.domain.field_packages import FieldState, is_over, state_of
from csatdesk.domain.forms import Answer, Form, Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import VisitState
from csatdesk.operations.field.contents import content_of, report_of
from csatdesk.operations.field.lanes import Lane, lane_of
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.base import batched
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer
from csatdesk.store.entities.field import FieldAssignment, FieldPackage, FieldVersionRow
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import visible_packages

PACKAGES_MOST = 100  # the newest
IDS_MOST = 400  # in one statement
OVER_STATES = frozenset({EvaluationState.SUBMITTED, EvaluationState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """One thing in a package. `left`: questions still open; `lacks_times`: its visit cannot be reported without."""

    id: int
    evaluation_id: int
    kind: EvaluationKind
    titles: LocalText
    office_name: str
    happened_at: datetime
    state: FieldState
    left: int
    is_to_decide: bool
    lacks_times: bool

    @property
    def can_be_sent(self) -> bool:
        return self.state is FieldState.BROUGHT_BACK and not self.is_to_decide and not self.lacks_times


@dataclass(frozen=True, slots=True)
class PackageRow:
    id: int
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None
    is_over: bool
    assignments: tuple[AssignmentRow, ...]

    @property
    def to_send(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.assignments if one.can_be_sent)

    @property
    def is_to_decide(self) -> bool:
        return any(one.is_to_decide for one in self.assignments)


@dataclass(frozen=True, slots=True)
class Side:
    """One of those that stand side by side. `is_here`: filled at the centre."""

    evaluation_id: int
    is_here: bool
    changed_at: datetime
    content: FieldContent


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What was filled differently. `items`: those whose answers, notes or evidence differ, in the order of the form."""

    assignment_id: int
    office_name: str
    sides: tuple[Side, ...]
    items: tuple[Item, ...]
    differs_in_remarks: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """What the rows of all packages are made of, read at once."""

    assignment: FieldAssignment
    evaluation: Evaluation
    titles: LocalText
    office_name: str
    visit_state: VisitState | None


def list_packages(reading: Reading) -> tuple[PackageRow, ...]:
    """What the person who asks has given out, the newest first."""
    query = select(FieldPackage).where(visible_packages(reading.actor))
    query = query.order_by(FieldPackage.given_at.desc(), FieldPackage.id.desc()).limit(PACKAGES_MOST)
    packages = reading.db.execute(query).scalars().all()
    found = _found(reading, [one.id for one in packages])
    lanes = _lanes(reading, [one.assignment for several in found.values() for one in several])
    answers = _answers(reading, [one.evaluation.id for several in found.values() for one in several])
    rows = []
    for package in packages:
        over = is_over(package.until, reading.at)
        is_closed = over or package.withdrawn_at is not None
        things = [
            _assignment_row(reading, one, lanes[one.assignment.id], answers, is_closed=is_closed)
            for one in found[package.id]
        ]
        times = (package.given_at, package.until, package.withdrawn_at)
        rows.append(PackageRow(package.id, *times, is_over=over, assignments=tuple(things)))
    return tuple(rows)


def _found(reading: Reading, package_ids: Sequence[int]) -> dict[int, list[_Found]]:
    """By package, in the order in which they were put into it."""
    query = (
        select(FieldAssignment, Evaluation, Standard.titles, Office.name, Visit.state)
        .join(Evaluation, Evaluation.id == FieldAssignment.evaluation_id)
        .join(StandardVersion, StandardVersion.id == Evaluation.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Office, Office.id == Evaluation.office_id)
        .outerjoin(Visit, Visit.id == Evaluation.visit_id)
        .where(FieldAssignment.package_id.in_(package_ids))
        .order_by(FieldAssignment.id)
    )
    found: dict[int, list[_Found]] = {one: [] for one in package_ids}
    for assignment, evaluation, titles, office, state in reading.db.execute(query):
        made = _Found(assignment, evaluation, LocalText(titles), office, state)
        found[assignment.package_id].append(made)
    return found


def _lanes(reading: Reading, assignments: Sequence[FieldAssignment]) -> dict[int, Lane]:
    ids = [one.id for one in assignments]
    lanes = {one.id: Lane(one, {}) for one in assignments}
    for some in batched(ids, IDS_MOST):
        query = select(FieldVersionRow).where(FieldVersionRow.assignment_id.in_(some))
        for row in reading.db.execute(query).scalars():
            lanes[row.assignment_id].rows[row.version_id] = row
    return lanes


def _answers(reading: Reading, evaluation_ids: Sequence[int]) -> dict[int, dict[str, Answer]]:
    """By evaluation, of those that were answered."""
    found: dict[int, dict[str, Answer]] = {one: {} for one in evaluation_ids}
    columns = (EvaluationAnswer.evaluation_id, EvaluationAnswer.item_key, EvaluationAnswer.answer)
    for some in batched(evaluation_ids, IDS_MOST):
        for one, key, made in reading.db.execute(select(*columns).where(EvaluationAnswer.evaluation_id.in_(some))):
            if made is not None:
                found[one][key] = answer_from_json(made)
    return found


def _assignment_row(
    reading: Reading, found: _Found, lane: Lane, answers: Mapping[int, Mapping[str, Answer]], *, is_closed: bool
) -> AssignmentRow:
    row = found.evaluation
    left = template_of(reading, row.standard_version_id).form.left(answers[row.id])
    to_report = found.visit_state is not None and found.visit_state.waits_for_visitor
    state = state_of(
        has_come=any(not one.is_here and one.after for one in lane.rows.values()),
        is_complete=not left,
        is_sent=row.state in OVER_STATES and not to_report,
        is_closed=is_closed,
    )
    return AssignmentRow(
        id=found.assignment.id,
        evaluation_id=row.id,
        kind=row.kind,
        titles=found.titles,
        office_name=found.office_name,
        happened_at=row.happened_at,
        state=state,
        left=len(left),
        is_to_decide=lane.versions.is_to_decide,
        lacks_times=row.visit_id is not None and (row.arrived_at is None or row.left_at is None),
    )


def load_sides(reading: Reading, *, assignment_id: int) -> SideBySide:
    """What was filled differently in one thing, for the person who decides."""
    query = (
        select(FieldAssignment, Evaluation, Office.name)
        .join(FieldPackage, FieldPackage.id == FieldAssignment.package_id)
        .join(Evaluation, Evaluation.id == FieldAssignment.evaluation_id)
        .join(Office, Office.id == Evaluation.office_id)
        .where(FieldAssignment.id == assignment_id, visible_packages(reading.actor))
    )
    assignment, row, office = reading.db.execute(query).one()
    sides = _sides(reading, lane_of(reading, assignment))
    form = template_of(reading, row.standard_version_id).form
    remarks = {(one.content.remarks, one.content.receipt, one.content.employee) for one in sides}
    return SideBySide(assignment.id, office, sides, _differing(form, sides), len(remarks) > 1)


def _sides(reading: Reading, lane: Lane) -> tuple[Side, ...]:
    found = []
    for head in lane.heads:
        assert head.evaluation_id is not None
        content = content_of(reading.db, head.evaluation_id, report_of(head.report))
        found.append(Side(head.evaluation_id, head.is_here, head.changed_at, content))
    return tuple(found)


def _differing(form: Form, sides: Sequence[Side]) -> tuple[Item, ...]:
    def said(side: Side, key: str) -> tuple[object, ...]:
        content = side.content
        files = sorted(one.sha256 for one in content.files if one.item_key == key)
        return (content.answers.get(key), content.notes.get(key, ""), *files)

    return tuple(one for one in form.items() if len({said(side, one.key) for side in sides}) > 1)
