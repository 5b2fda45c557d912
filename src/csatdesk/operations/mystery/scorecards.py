"""The scorecard of a visit: begun by its visitor, and what it says of itself when the visit is reported."""

from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState, NewEvaluation
from csatdesk.domain.forms import NA, NOT_OBSERVED, Evidence, Item
from csatdesk.domain.mystery import ScorecardMissing, ScorecardOpen, ScoredFacts, VisitSettled, VisitState
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.standards import VersionState
from csatdesk.operations.evaluations.commands import answers_of, begin_evaluation
from csatdesk.operations.mystery.programmes import programme_of
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationFile
from csatdesk.store.entities.programmes import Visit, VisitScenario
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.store.visible import visible_visits

OF_VISIT = {
    VisitState.REPORTED: EvaluationState.SUBMITTED,
    VisitState.ACCEPTED: EvaluationState.ACCEPTED,
    VisitState.RETURNED: EvaluationState.RETURNED,
    VisitState.VOID: EvaluationState.VOID,
}


def open_scorecard(work: Work, *, visit_id: int) -> int:
    """The scorecard of one's own visit, begun when it is not yet; its id."""
    query = select(Visit).where(Visit.id == visit_id, visible_visits(work.actor))
    visit = work.db.execute(query).scalar_one()
    if visit.visitor_id != work.actor.id or not visit.state.waits_for_visitor:
        raise VisitSettled()
    if visit.evaluation_id is not None:
        return visit.evaluation_id
    version_id = _version_of(work, visit)
    if version_id is None:
        raise ScorecardMissing()
    scenario = work.db.get_one(VisitScenario, visit.scenario_id)
    new = NewEvaluation(version_id, visit.office_id, visit.from_at, segment=scenario.segment, visit_id=visit.id)
    visit.evaluation_id = begin_evaluation(work, new=new)
    return visit.evaluation_id


def _version_of(reading: Reading, visit: Visit) -> int | None:
    """The published version of the programme's standard."""
    standard_id = programme_of(reading, visit).standard_id
    query = select(StandardVersion.id).where(
        StandardVersion.standard_id == standard_id, StandardVersion.state == VersionState.PUBLISHED
    )
    return None if standard_id is None else reading.db.execute(query).scalar()


def scored_facts(reading: Reading, visit: Visit) -> ScoredFacts | None:
    """What the sent scorecard says of itself; None where the programme has none. ScorecardOpen: it is not sent yet."""
    if visit.evaluation_id is None:
        if _version_of(reading, visit) is not None:
            raise ScorecardOpen()
        return None
    row = reading.db.get_one(Evaluation, visit.evaluation_id)
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


def _is_same(reading: Reading, row: Evaluation, answers: dict[str, Any], notes: dict[str, str]) -> bool:
    """Whether answers or comments repeat those of the visitor's report before."""
    query = (
        select(func.max(Evaluation.id))
        .where(Evaluation.reviewer_id == row.reviewer_id, Evaluation.kind == EvaluationKind.VISIT)
        .where(Evaluation.id < row.id, Evaluation.state.in_((EvaluationState.SUBMITTED, EvaluationState.ACCEPTED)))
    )
    before = reading.db.execute(query).scalar()
    if before is None:
        return False
    earlier = _notes(reading, before)
    return answers_of(reading, before) == answers or (bool(notes) and earlier == notes)


def settle_scorecard(work: Work, visit: Visit) -> None:
    """The scorecard goes with its visit: accepted, back to be completed, or void."""
    if visit.evaluation_id is not None and visit.state in OF_VISIT:
        work.db.get_one(Evaluation, visit.evaluation_id).state = OF_VISIT[visit.state]
