"""The scorecard of a visit: begun by its visitor, and what it says of itself when the visit is reported."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, NewEvaluation
from csatdesk.domain.forms import NA, NOT_OBSERVED, Evidence, Item
from csatdesk.domain.mystery import ScorecardMissing, ScorecardOpen, ScoredFacts, VisitSettled, VisitState
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.evaluations.commands import answers_of, begin_evaluation
from csatdesk.operations.mystery.programmes import programme_of, published_version
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.pictures import taken_at
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationFile, EvaluationFilePart
from csatdesk.store.entities.programmes import Visit, VisitScenario
from csatdesk.store.visible import visible_visits

OF_VISIT = {
    VisitState.REPORTED: EvaluationState.SUBMITTED,
    VisitState.ACCEPTED: EvaluationState.ACCEPTED,
    VisitState.RETURNED: EvaluationState.RETURNED,
    VisitState.VOID: EvaluationState.VOID,
}


def open_scorecard(work: Work, *, visit_id: int) -> int:
    """The scorecard of one's own visit, begun when it is not yet, taken up when it was thrown away; its id."""
    require(work.actor, Right.MAKE_VISITS)
    query = select(Visit).where(Visit.id == visit_id, visible_visits(work.actor))
    visit = work.db.execute(query).scalar_one()
    if visit.visitor_id != work.actor.id or not visit.state.waits_for_visitor:
        raise VisitSettled()
    card = scorecard_of(work, visit)
    if card is not None:
        if card.state is EvaluationState.VOID:
            card.state = EvaluationState.DRAFT
            work.changed.add(Kind.EVALUATION)
        return card.id
    version_id = _version_of(work, visit)
    if version_id is None:
        raise ScorecardMissing()
    scenario = work.db.get_one(VisitScenario, visit.scenario_id)
    new = NewEvaluation(version_id, visit.office_id, visit.from_at, segment=scenario.segment, visit_id=visit.id)
    visit.evaluation_id = begin_evaluation(work, new=new)
    work.changed.add(Kind.PROGRAMME)
    return visit.evaluation_id


def scorecard_of(reading: Reading, visit: Visit) -> Evaluation | None:
    return None if visit.evaluation_id is None else reading.db.get_one(Evaluation, visit.evaluation_id)


def _version_of(reading: Reading, visit: Visit) -> int | None:
    return published_version(reading, programme_of(reading, visit).standard_id)


def scored_facts(reading: Reading, visit: Visit, came: datetime) -> ScoredFacts | None:
    """What the sent scorecard says of itself; None where the programme has none. ScorecardOpen: it is not sent yet.

    A photo may say itself when it was taken. Of another file only one thing is known: what was handed in before the
    visitor `came` was made before the visit, too.
    """
    row = scorecard_of(reading, visit)
    if row is None:
        if _version_of(reading, visit) is not None:
            raise ScorecardOpen()
        return None
    if row.state is not EvaluationState.SUBMITTED:
        raise ScorecardOpen()
    template, answers = template_of(reading, row.standard_version_id), answers_of(reading, row.id)
    notes, files = _notes(reading, row.id), _files(reading, row.id)
    result = evaluate(template, answers)
    seen = [item for item in template.form.items() if answers.get(item.key) not in {None, NA, NOT_OBSERVED}]
    return ScoredFacts(
        total=Decimal(row.total) if row.total else None,
        has_comment=bool(row.comment.strip() or any(notes.values())),
        integrity_wrong=_is_wrong(result, seen),
        evidence_missing=any(_lacks(item, notes, files) for item in seen),
        evidence_at=tuple(_made_at(reading, visit, row.id, came)),
        is_same_as_previous=_is_same(reading, row, answers, notes),
        has_critical_fail=bool(result.critical_fail),
    )


def _is_wrong(result: Result, seen: list[Item]) -> bool:
    shares = {one.item_key: one.share for one in result.items}
    return any(item.is_integrity and shares.get(item.key, 1) < 1 for item in seen)


def _lacks(item: Item, notes: dict[str, str], files: set[str]) -> bool:
    """A photo or paper may be told in words: visits are covert, and not everything can be photographed."""
    return item.evidence not in {Evidence.NONE, Evidence.TIME} and item.key not in files and not notes.get(item.key)


def _notes(reading: Reading, evaluation_id: int) -> dict[str, str]:
    query = select(EvaluationAnswer.item_key, EvaluationAnswer.note).where(
        EvaluationAnswer.evaluation_id == evaluation_id, EvaluationAnswer.note != ""
    )
    return dict(reading.db.execute(query).tuples().all())


def _files(reading: Reading, evaluation_id: int) -> set[str]:
    query = select(EvaluationFile.item_key).where(
        EvaluationFile.evaluation_id == evaluation_id, EvaluationFile.removed_at.is_(None)
    )
    return set(reading.db.execute(query).scalars())


def _made_at(reading: Reading, visit: Visit, evaluation_id: int, came: datetime) -> Iterator[datetime]:
    """When what was handed in was made, as far as that is known."""
    query = (
        select(EvaluationFile.added_at, EvaluationFilePart.content)
        .join(EvaluationFilePart, EvaluationFilePart.file_id == EvaluationFile.id)
        .where(EvaluationFile.evaluation_id == evaluation_id, EvaluationFile.removed_at.is_(None))
        .where(EvaluationFilePart.place == 0)
    )
    zone = calendar_of(reading, visit.office_id)[1].zone
    for added_at, begin in reading.db.execute(query):
        taken = taken_at(begin, zone)
        if taken is not None:
            yield taken
        elif added_at < came:
            yield added_at


def _is_same(reading: Reading, row: Evaluation, answers: dict[str, Any], notes: dict[str, str]) -> bool:
    """Whether answers or comments repeat those of the visitor's report before."""
    query = (
        select(Evaluation)
        .where(Evaluation.reviewer_id == row.reviewer_id, Evaluation.kind == EvaluationKind.VISIT)
        .where(Evaluation.id != row.id, Evaluation.submitted_at <= row.submitted_at)
        .where(Evaluation.state.in_((EvaluationState.SUBMITTED, EvaluationState.ACCEPTED)))
        .order_by(Evaluation.submitted_at.desc(), Evaluation.id.desc())
        .limit(1)
    )
    before = reading.db.execute(query).scalar()
    if before is None:
        return False
    comment = row.comment.strip()
    has_same_comment = bool(comment) and before.comment.strip() == comment
    has_same_notes = bool(notes) and _notes(reading, before.id) == notes
    return has_same_comment or has_same_notes or answers_of(reading, before.id) == answers


def leave_scorecard(work: Work, visit: Visit) -> None:
    """Somebody else makes the visit: what its visitor began is theirs no longer, and the next one begins anew."""
    card = scorecard_of(work, visit)
    if card is not None:
        card.state, visit.evaluation_id = EvaluationState.VOID, None
        work.changed.add(Kind.EVALUATION)


def settle_scorecard(work: Work, visit: Visit) -> None:
    """The scorecard goes with its visit: accepted, back to be completed, or void."""
    card = scorecard_of(work, visit)
    if card is not None:
        card.state = OF_VISIT[visit.state]
        work.changed.add(Kind.EVALUATION)
