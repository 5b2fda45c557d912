"""Evaluations as their lists and cards show them, and a person's own history."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.orm import aliased

from csatdesk.domain.evaluations import (
    RIGHT_TO_FILL,
    Dispute,
    EvaluationCard,
    EvaluationKind,
    EvaluationRow,
    EvaluationState,
    Remarks,
    Ruling,
    TrendPoint,
    answer_from_json,
    family_of,
)
from csatdesk.domain.forms import NO_TEXT, Answer
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import Verdict, evaluate, so_far
from csatdesk.domain.staff import Right
from csatdesk.operations.evaluations.commands import answers_of
from csatdesk.operations.evaluations.disputes import contest_until, may_contest
from csatdesk.operations.evaluations.files import list_evidence
from csatdesk.operations.evaluations.seen import has_open_dispute, sees_scores, visible_evaluations
from csatdesk.operations.evaluations.templates import template_of
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer, EvaluationDispute
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion

TREND_MOST = 60  # newest totals of a history
EMPLOYEE, REVIEWER = aliased(Staff), aliased(Staff)
RAISED, DECIDED = aliased(Staff), aliased(Staff)


@dataclass(frozen=True, slots=True)
class EvaluationFilter:
    """`mine`: about my own work. `to_fill`: begun by me and not sent. `disputed`: with something to decide."""

    mine: bool = False
    to_fill: bool = False
    disputed: bool = False
    employee_id: int | None = None


EVERYTHING = EvaluationFilter()


def list_evaluations(
    reading: Reading,
    *,
    shown: EvaluationFilter = EVERYTHING,
    after: Key | None = None,
    limit: int = PAGE_SIZE,
    backwards: bool = False,
) -> Page[EvaluationRow]:
    """One page, the newest first; `backwards`: the page before `after`, or the last one."""
    here = tuple_(Evaluation.happened_at, Evaluation.id)
    query = _rows(reading).where(*_conditions(reading, shown))
    if after is not None:
        there = tuple_(literal(after[0], Evaluation.happened_at.type), literal(after[1]))
        query = query.where(here > there if backwards else here < there)
    columns = (Evaluation.happened_at, Evaluation.id)
    query = query.order_by(*(one.asc() if backwards else one.desc() for one in columns)).limit(limit)
    rows = [_row(reading, found) for found in reading.db.execute(query)]
    key = (rows[-1].happened_at, rows[-1].id) if len(rows) == limit else None
    return Page(tuple(reversed(rows) if backwards else rows), key)


def count_evaluations(reading: Reading, *, shown: EvaluationFilter = EVERYTHING) -> int:
    """How many `list_evaluations` shows, stopping at `COUNT_LIMIT`."""
    query = select(literal(1)).select_from(Evaluation).where(*_conditions(reading, shown)).limit(COUNT_LIMIT)
    return reading.db.execute(select(func.count()).select_from(query.subquery())).scalar_one()


def _conditions(reading: Reading, shown: EvaluationFilter) -> list[ColumnElement[bool]]:
    conditions = [visible_evaluations(reading.actor)]
    if shown.mine:
        conditions.append(Evaluation.employee_id == reading.actor.id)
    if shown.employee_id is not None:
        conditions.append(Evaluation.employee_id == shown.employee_id)
    if shown.to_fill:
        open_states = [one for one in EvaluationState if one.is_open]
        conditions += [Evaluation.reviewer_id == reading.actor.id, Evaluation.state.in_(open_states)]
    if shown.disputed:
        conditions.append(has_open_dispute())
    return conditions


def _rows(reading: Reading) -> Select[Any]:
    return (
        select(
            Evaluation,
            Standard.titles,
            Office.name,
            func.coalesce(EMPLOYEE.name, ""),
            REVIEWER.name,
            has_open_dispute(),
        )
        .join(StandardVersion, StandardVersion.id == Evaluation.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Office, Office.id == Evaluation.office_id)
        .join(REVIEWER, REVIEWER.id == Evaluation.reviewer_id)
        .outerjoin(EMPLOYEE, EMPLOYEE.id == Evaluation.employee_id)
        .where(Evaluation.centre_id == reading.actor.centre_id)
    )


def _row(reading: Reading, found: Any) -> EvaluationRow:
    row, titles, office, employee, reviewer, disputed = found
    seen = sees_scores(reading.actor, row.kind)
    return EvaluationRow(
        id=row.id,
        kind=row.kind,
        state=row.state,
        titles=LocalText(titles),
        office_name=office,
        employee_name=employee,
        reviewer_name=reviewer,
        happened_at=row.happened_at,
        total=_number(row.total) if seen else None,
        coverage=_number(row.coverage) if seen else None,
        verdict=Verdict(row.verdict) if row.verdict and seen else None,
        has_open_dispute=disputed,
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def load_evaluation(reading: Reading, *, evaluation_id: int) -> EvaluationCard:
    """One evaluation whole."""
    query = _rows(reading).where(Evaluation.id == evaluation_id, visible_evaluations(reading.actor))
    found = reading.db.execute(query).one()
    row: Evaluation = found[0]
    template, answers = template_of(reading, row.standard_version_id), answers_of(reading, row.id)
    until = contest_until(reading, row) if may_contest(reading, row) else None
    topic = load_topic_tree(reading).topics.get(row.topic_id or 0)
    return EvaluationCard(
        row=_row(reading, found),
        template=template,
        answers=answers,
        notes=_notes(reading, row.id),
        files=list_evidence(reading, row.id),
        remarks=Remarks(row.comment, row.is_avoidable_repeat, row.arrived_at, row.called_at, row.left_at),
        begun_at=row.begun_at,
        submitted_at=row.submitted_at,
        kept_at=row.kept_at,
        result=_result(template, answers, row) if sees_scores(reading.actor, row.kind) else None,
        may_fill=_may_fill(reading, row),
        may_decide=_may_decide(reading, row),
        dispute_until=until if until is not None and reading.at < until else None,
        case_id=row.case_id,
        case_number=_case_number(reading, row),
        topic=topic.names if topic is not None else NO_TEXT,
        disputes=_disputes(reading, row.id),
    )


def _result(template: ScorecardTemplate, answers: dict[str, Answer], row: Evaluation) -> Result:
    return so_far(template, answers) if row.state.is_open else evaluate(template, answers)


def _may_fill(reading: Reading, row: Evaluation) -> bool:
    is_mine = row.reviewer_id == reading.actor.id and reading.actor.may(RIGHT_TO_FILL[row.kind])
    return is_mine and row.state.is_open


def _may_decide(reading: Reading, row: Evaluation) -> bool:
    return reading.actor.may(Right.DECIDE_DISPUTES) and reading.actor.id not in {row.reviewer_id, row.employee_id}


def _case_number(reading: Reading, row: Evaluation) -> str:
    if row.case_id is None:
        return ""
    return reading.db.execute(select(Case.number).where(Case.id == row.case_id)).scalar_one()


def _notes(reading: Reading, evaluation_id: int) -> dict[str, str]:
    columns = (EvaluationAnswer.item_key, EvaluationAnswer.note)
    query = select(*columns).where(EvaluationAnswer.evaluation_id == evaluation_id, EvaluationAnswer.note != "")
    return dict(reading.db.execute(query).tuples().all())


def _disputes(reading: Reading, evaluation_id: int) -> tuple[Dispute, ...]:
    query = (
        select(EvaluationDispute, RAISED.name, func.coalesce(DECIDED.name, ""))
        .join(RAISED, RAISED.id == EvaluationDispute.raised_by_id)
        .outerjoin(DECIDED, DECIDED.id == EvaluationDispute.decided_by_id)
        .where(EvaluationDispute.evaluation_id == evaluation_id)
        .order_by(EvaluationDispute.id)
    )
    return tuple(
        Dispute(
            id=one.id,
            item_key=one.item_key,
            reason=one.reason,
            raised_by=raised_by,
            raised_at=one.raised_at,
            ruling=one.ruling,
            answer_before=_answer(one.answer_before),
            answer_after=_answer(one.answer_after),
            total_before=_number(one.total_before),
            total_after=_number(one.total_after) if one.ruling is not Ruling.OPEN else None,
            ruling_reason=one.ruling_reason,
            decided_by=decided_by,
            decided_at=one.decided_at,
        )
        for one, raised_by, decided_by in reading.db.execute(query)
    )


def _answer(made: object) -> Answer | None:
    return None if made is None else answer_from_json(made)


def own_trend(reading: Reading) -> tuple[TrendPoint, ...]:
    """The newest totals of one's own work, oldest first; what may be compared carries the same family (rule 17)."""
    query = (
        select(
            Evaluation.id,
            Evaluation.happened_at,
            Evaluation.total,
            Evaluation.coverage,
            Evaluation.standard_version_id,
        )
        .where(
            visible_evaluations(reading.actor),
            Evaluation.employee_id == reading.actor.id,
            Evaluation.kind != EvaluationKind.VISIT,
            Evaluation.total != "",
        )
        .order_by(Evaluation.happened_at.desc(), Evaluation.id.desc())
        .limit(TREND_MOST)
    )
    points = [
        TrendPoint(found.id, found.happened_at, Decimal(found.total), Decimal(found.coverage), _family(reading, found))
        for found in reading.db.execute(query)
    ]
    return tuple(reversed(points))


def _family(reading: Reading, found: Any) -> str:
    return family_of(template_of(reading, found.standard_version_id))
