"""One thing that was given out, in the store: the versions known of it, and which evaluation counts."""

from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import select

from csatdesk.domain.evaluations import EvaluationState
from csatdesk.domain.field_packages import Version, Versions, versions_of
from csatdesk.operations.evaluations.tasks import task_of
from csatdesk.operations.field.contents import content_of, report_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.checklists import ChecklistDay
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.field import FieldAssignment, FieldVersionRow
from csatdesk.store.entities.programmes import Visit


@dataclass(frozen=True, slots=True)
class Lane:
    """`rows`: by the id of their version."""

    assignment: FieldAssignment
    rows: dict[str, FieldVersionRow]

    @property
    def versions(self) -> Versions:
        passed = (one.version_id for one in self.rows.values() if one.passed_at is not None)
        return versions_of((_version(one) for one in self.rows.values()), passed)

    @property
    def heads(self) -> tuple[FieldVersionRow, ...]:
        """Those that stand side by side, each with the evaluation in which it lies; what was filled here first."""
        versions = self.versions
        here = {one.digest for one in versions.tips if self.rows[one.id].is_here}
        order = sorted(versions.heads, key=lambda one: (one.digest not in here, one.id))
        return tuple(self._filed(one) for one in order)

    def _filed(self, head: Version) -> FieldVersionRow:
        """Of several that say the same only one lies in an evaluation."""
        row = self.rows[head.id]
        if row.evaluation_id is not None:
            return row
        same = (one for one in self.rows.values() if one.digest == row.digest and one.evaluation_id is not None)
        return next(same, row)

    def gone_on_from(self, row: FieldVersionRow) -> FieldVersionRow | None:
        """The one whose evaluation a new version can take over: it goes on from it, and from all that say the same."""
        for head in self.versions.heads:
            same = {one.id for one in self.versions.tips if one.digest == head.digest}
            found = self._filed(head)
            if same <= set(row.after) and found.evaluation_id is not None:
                return found
        return None

    @property
    def evaluation_ids(self) -> list[int]:
        return sorted({one.evaluation_id for one in self.rows.values() if one.evaluation_id is not None})


def _version(row: FieldVersionRow) -> Version:
    return Version(row.version_id, frozenset(row.after), row.digest)


def lane_of(reading: Reading, assignment: FieldAssignment) -> Lane:
    query = select(FieldVersionRow).where(FieldVersionRow.assignment_id == assignment.id)
    return Lane(assignment, {one.version_id: one for one in reading.db.execute(query).scalars()})


def note_here(work: Work, lane: Lane) -> None:
    """Take down what was filled at the centre since: on what counted it goes on, and nothing is put over it.

    What was sent counts as filled here as well: a result that goes on from before is for somebody to decide.
    """
    counts = _that_counts(work, lane)
    row = next((one for one in lane.rows.values() if one.evaluation_id == counts.id), None)
    report = {} if row is None else row.report
    content = content_of(work.db, counts.id, report_of(report))
    if row is not None and content.digest == row.digest and (counts.state.is_open or row.is_here):
        return
    gone_on = lane.heads if row is None else [one for one in lane.rows.values() if one.digest == row.digest]
    here = FieldVersionRow(
        assignment_id=lane.assignment.id,
        version_id=uuid4().hex,
        evaluation_id=counts.id,
        digest=content.digest,
        after=sorted({one.version_id for one in gone_on}.union(*(one.after for one in gone_on))),
        report=report,
        is_here=True,
        changed_at=counts.kept_at,
        brought_at=work.at,
    )
    for one in gone_on:
        one.evaluation_id = None
    lane.assignment.evaluation_id = counts.id
    work.db.add(here)
    work.db.flush()
    lane.rows[here.version_id] = here


def _that_counts(work: Work, lane: Lane) -> Evaluation:
    """The evaluation of this thing at the centre: another one where that was begun anew meanwhile; one that was only
    thrown away stands again, since something comes back of it."""
    known = work.db.get_one(Evaluation, lane.assignment.evaluation_id)
    place = _place_of(work, known)
    if place is not None and place.evaluation_id not in {None, known.id}:
        return work.db.get_one(Evaluation, place.evaluation_id)
    if known.state is EvaluationState.VOID and (place is None or _waits(place)):
        known.state = EvaluationState.DRAFT
        if place is not None:
            place.evaluation_id = known.id
    return known


def _place_of(work: Work, row: Evaluation) -> Visit | ChecklistDay | None:
    """Of what it is the evaluation: one only."""
    if row.visit_id is not None:
        return work.db.get_one(Visit, row.visit_id)
    return None if row.check_id is None else work.db.get_one(ChecklistDay, row.check_id)


def _waits(place: Visit | ChecklistDay) -> bool:
    return not place.excuse if isinstance(place, ChecklistDay) else place.state.waits_for_visitor


def settle(work: Work, lane: Lane) -> None:
    """Let the one that counts be the evaluation that is seen, also of its visit, check or review; put those beside it
    aside. What was sent stays where it is.
    """
    first = lane.heads[0]
    before = work.db.get_one(Evaluation, lane.assignment.evaluation_id)
    if first.evaluation_id not in {None, before.id} and before.state.is_open:
        chosen = work.db.get_one(Evaluation, first.evaluation_id)
        chosen.state, before.state = before.state, EvaluationState.VOID
        place, task = _place_of(work, before), task_of(work, before.id)
        if place is not None:
            place.evaluation_id = chosen.id
        if task is not None:
            task.evaluation_id = chosen.id
        lane.assignment.evaluation_id = chosen.id
    for one in lane.heads:
        if one.evaluation_id not in {None, lane.assignment.evaluation_id}:
            work.db.get_one(Evaluation, one.evaluation_id).state = EvaluationState.VOID
