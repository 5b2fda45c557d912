"""Evaluations as their lists and cards show them, and a person's own history."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    UnaryExpression,
    and_,
    false,
    func,
    literal,
    select,
    tuple_,
    union,
)
from sqlalchemy.orm import aliased

from csatdesk.domain.evaluations import (
    RIGHT_TO_FILL,
    Dispute,
    EvaluationCard,
    EvaluationRow,
    EvaluationState,
    Remarks,
    Ruling,
    TrendPoint,
    answer_from_json,
    family_of,
)
from csatdesk.domain.feedback import FeedbackKind, heard
from csatdesk.domain.forms import NO_TEXT, Answer
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE, Key, Page
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import Verdict, evaluate, so_far
from csatdesk.domain.staff import Right
from csatdesk.operations.evaluations.commands import answers_of
from csatdesk.operations.evaluations.disputes import contest_until, may_contest
from csatdesk.operations.evaluations.feedback import fresh_parts, is_read, load_feedback, newest
from csatdesk.operations.evaluations.files import list_evidence
from csatdesk.operations.evaluations.follow_ups import called_back
from csatdesk.operations.evaluations.seen import (
    contested_ids,
    has_open_dispute,
    knows_reviewer,
    own_work,
    sees_scores,
    visible_evaluations,
    visible_parts,
)
from csatdesk.operations.standards.queries import template_of
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
    """One of these, or all. `mine`: about my own work; `to_fill`: begun by me and not sent; `disputed`: contested;
    `fresh`: new to me, to be read or answered."""

    mine: bool = False
    to_fill: bool = False
    disputed: bool = False
    fresh: bool = False


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
    query = _rows(reading).where(Evaluation.id.in_(_ids(reading, shown, after, limit, backwards=backwards)))
    query = query.order_by(*_order(backwards=backwards)).limit(limit)
    rows = [_row(reading, found) for found in reading.db.execute(query)]
    key = (rows[-1].happened_at, rows[-1].id) if len(rows) == limit else None
    return Page(tuple(reversed(rows) if backwards else rows), key)


def count_evaluations(reading: Reading, *, shown: EvaluationFilter = EVERYTHING) -> int:
    """How many `list_evaluations` shows, stopping at `COUNT_LIMIT`."""
    found = _ids(reading, shown, None, COUNT_LIMIT, backwards=False).subquery()
    return min(reading.db.execute(select(func.count()).select_from(found)).scalar_one(), COUNT_LIMIT)


def _ids(
    reading: Reading, shown: EvaluationFilter, after: Key | None, limit: int, *, backwards: bool
) -> CompoundSelect[tuple[int]]:
    """The ids of a page: of each part of what is visible so many, by its own index."""
    conditions: list[ColumnElement[bool]] = []
    if after is not None:
        here = tuple_(Evaluation.happened_at, Evaluation.id)
        there = tuple_(literal(after[0], Evaluation.happened_at.type), literal(after[1]))
        conditions.append(here > there if backwards else here < there)
    found = []
    for part in _parts(reading, shown):
        query = select(Evaluation.id).where(part, *conditions)
        one = query.order_by(*_order(backwards=backwards)).limit(limit).subquery()
        found.append(select(one.c.id))
    return union(*found)


def _order(*, backwards: bool) -> tuple[UnaryExpression[Any], ...]:
    columns = (Evaluation.happened_at, Evaluation.id)
    return tuple(one.asc() if backwards else one.desc() for one in columns)


def _parts(reading: Reading, shown: EvaluationFilter) -> Sequence[ColumnElement[bool]]:
    """Of what is visible what can fit at all."""
    actor = reading.actor
    if shown.to_fill:
        open_states = [one for one in EvaluationState if one.is_open]
        return [and_(Evaluation.reviewer_id == actor.id, Evaluation.state == one) for one in open_states]
    if shown.mine:
        return (own_work(actor),)
    if shown.fresh:
        return fresh_parts(reading)
    if shown.disputed:
        contested = contested_ids(reading)  # among none the databases would look through all
        return (and_(Evaluation.id.in_(contested), visible_evaluations(actor)) if contested else false(),)
    return visible_parts(reading)


def _rows(reading: Reading) -> Select[Any]:
    return (
        select(
            Evaluation,
            Standard.titles,
            Office.name,
            func.coalesce(EMPLOYEE.name, ""),
            REVIEWER.name,
            has_open_dispute(),
            is_read(),
            newest(FeedbackKind.SAID),
            newest(FeedbackKind.ANSWERED),
        )
        .join(StandardVersion, StandardVersion.id == Evaluation.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Office, Office.id == Evaluation.office_id)
        .join(REVIEWER, REVIEWER.id == Evaluation.reviewer_id)
        .outerjoin(EMPLOYEE, EMPLOYEE.id == Evaluation.employee_id)
        .where(Evaluation.centre_id == reading.actor.centre_id)
    )


def _row(reading: Reading, found: Any) -> EvaluationRow:
    row, titles, office, employee, reviewer, disputed, read, said, answered = found
    seen = sees_scores(reading.actor, row.kind)
    return EvaluationRow(
        id=row.id,
        kind=row.kind,
        state=row.state,
        titles=LocalText(titles),
        office_name=office,
        employee_name=employee,
        reviewer_name=reviewer if knows_reviewer(reading.actor, row) else "",
        happened_at=row.happened_at,
        total=_number(row.total) if seen else None,
        coverage=_number(row.coverage) if seen else None,
        verdict=Verdict(row.verdict) if row.verdict and seen else None,
        has_open_dispute=disputed,
        heard=heard(is_read=read, said=said, answered=answered) if _comes_back(row) else None,
        missed_mark=_missed_mark(reading, row) if seen else None,
    )


def _missed_mark(reading: Reading, row: Evaluation) -> Decimal | None:
    """The pass mark, where the result is a fail: no rounding may hide it (SC-1, rule 11)."""
    if row.verdict != Verdict.FAIL:
        return None
    return template_of(reading, row.standard_version_id).scoring.pass_mark


def evaluation_rows(reading: Reading, ids: Sequence[int]) -> tuple[EvaluationRow, ...]:
    """Those of them that this person may see, the newest first."""
    query = _rows(reading).where(Evaluation.id.in_(ids), visible_evaluations(reading.actor))
    return tuple(_row(reading, found) for found in reading.db.execute(query.order_by(*_order(backwards=False))))


def _comes_back(row: Evaluation) -> bool:
    """It was sent, and is about somebody's work."""
    return row.employee_id is not None and row.state is EvaluationState.ACCEPTED


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
        called_back=called_back(reading, row.id),
        feedback=load_feedback(reading, evaluation_id=row.id),
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
        .where(own_work(reading.actor), Evaluation.total != "")
        .order_by(Evaluation.happened_at.desc(), Evaluation.id.desc())
        .limit(TREND_MOST)
    )
    found = reading.db.execute(query).all()
    families = {one: family_of(template_of(reading, one)) for one in {one.standard_version_id for one in found}}
    return tuple(
        TrendPoint(
            one.id, one.happened_at, Decimal(one.total), Decimal(one.coverage), families[one.standard_version_id]
        )
        for one in reversed(found)
    )
