"""Double scorings and calibrations as their page shows them; answers stand there when everybody has sent theirs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from csatdesk.domain.comparisons import RATERS_LEAST, ComparisonKind, differing
from csatdesk.domain.evaluations import ABOUT_PEOPLE, EvaluationRow, EvaluationState, answer_from_json
from csatdesk.domain.forms import Answer, Form, Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import PAGE_SIZE
from csatdesk.domain.reviews import TaskState
from csatdesk.domain.scoring import Verdict
from csatdesk.domain.staff import Right, require
from csatdesk.operations.evaluations.queries import list_evaluations
from csatdesk.operations.reviews.comparisons import tasks_of
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer
from csatdesk.store.entities.reviews import Comparison, ReviewTask
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.visible import led_by, visible_cases

ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """`employee_name` "": not for this person. `sent` of `raters` have sent theirs; `is_ended`: one was adopted."""

    id: int
    kind: ComparisonKind
    title: str
    standard: LocalText
    employee_name: str
    happened_at: datetime
    raters: int
    sent: int
    is_ended: bool

    @property
    def is_complete(self) -> bool:
        return self.raters >= RATERS_LEAST and self.sent == self.raters


@dataclass(frozen=True, slots=True)
class RaterLine:
    """What one came to; None: not sent yet, or not to be seen yet."""

    name: str
    is_sent: bool
    total: Decimal | None = None
    coverage: Decimal | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """`answers`: of each rater, in their order; empty until all have sent theirs. `differing`: widest apart first.

    `adopted`: what counts in the end, beside everybody's own total, which stays.
    """

    row: ComparisonRow
    form: Form
    case_number: str
    raters: tuple[RaterLine, ...]
    answers: tuple[Mapping[str, Answer], ...]
    differing: tuple[Item, ...]
    may_adopt: bool
    adopted: RaterLine | None
    reason: str
    version: int


def list_comparisons(reading: Reading) -> tuple[ComparisonRow, ...]:
    """Those that wait first, then the newest; a page of them."""
    require(reading.actor, Right.DECIDE_DISPUTES)
    query = _rows(reading).order_by(Comparison.ended_at.desc(), Comparison.begun_at.desc(), Comparison.id.desc())
    found = reading.db.execute(query.limit(PAGE_SIZE)).tuples().all()
    counts = _counts(reading, [made.id for made, *_names in found])
    named = _named_people(reading, counts)
    return tuple(_row(made, LocalText(titles), name, counts, named) for made, titles, name in found)


def _rows(reading: Reading) -> Select[tuple[Comparison, Any, str]]:
    return (
        select(Comparison, Standard.titles, Staff.name)
        .join(StandardVersion, StandardVersion.id == Comparison.standard_version_id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .join(Staff, Staff.id == Comparison.employee_id)
        .where(Comparison.centre_id == reading.actor.centre_id)
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    raters: int
    sent: int
    is_mine: bool


def _counts(reading: Reading, ids: Sequence[int]) -> dict[int, _Counted]:
    query = select(ReviewTask.comparison_id, ReviewTask.state, ReviewTask.reviewer_id).where(
        ReviewTask.comparison_id.in_(ids), ReviewTask.state != TaskState.SET_ASIDE
    )
    found: dict[int, list[tuple[TaskState, int]]] = {}
    for comparison_id, state, reviewer_id in reading.db.execute(query).tuples():
        found.setdefault(comparison_id or 0, []).append((state, reviewer_id))
    return {key: _counted(lines, reading.actor.id) for key, lines in found.items()}


def _counted(lines: Sequence[tuple[TaskState, int]], me: int) -> _Counted:
    sent = sum(state is TaskState.DONE for state, _who in lines)
    return _Counted(len(lines), sent, any(who == me for _state, who in lines))


def _named_people(reading: Reading, counts: Mapping[int, _Counted]) -> tuple[set[int], set[int]]:
    """Whom this person leads, and in which comparisons they score themselves: only there a name is told."""
    led = set(reading.db.execute(select(Staff.id).where(led_by(reading.actor))).scalars())
    return led, {key for key, one in counts.items() if one.is_mine}


def _row(
    made: Comparison, titles: LocalText, name: str, counts: Mapping[int, _Counted], named: tuple[set[int], set[int]]
) -> ComparisonRow:
    counted = counts.get(made.id, _Counted(0, 0, False))
    is_named = made.employee_id in named[0] or made.id in named[1]
    return ComparisonRow(
        id=made.id,
        kind=made.kind,
        title=made.title,
        standard=titles,
        employee_name=name if is_named else "",
        happened_at=made.happened_at,
        raters=counted.raters,
        sent=counted.sent,
        is_ended=made.ended_at != FAR,
    )


def load_comparison(reading: Reading, *, comparison_id: int) -> ComparisonCard:
    require(reading.actor, Right.DECIDE_DISPUTES)
    made, titles, name = reading.db.execute(_rows(reading).where(Comparison.id == comparison_id)).tuples().one()
    counts = _counts(reading, [made.id])
    row = _row(made, LocalText(titles), name, counts, _named_people(reading, counts))
    form = template_of(reading, made.standard_version_id).form
    tasks = tasks_of(reading, made)
    shown = row.is_complete
    said = answers_of_all(reading, [one.evaluation_id for one in tasks if one.evaluation_id]) if shown else {}
    answers = tuple(said[one.evaluation_id or 0] for one in tasks) if shown else ()
    by_rater = {one.reviewer_id for one in tasks}
    decides = made.kind is ComparisonKind.CALIBRATION or reading.actor.id not in by_rater
    return ComparisonCard(
        row=row,
        form=form,
        case_number=_case_number(reading, made) if row.employee_name else "",
        raters=tuple(_rater(reading, one, shown=shown) for one in tasks),
        answers=answers,
        differing=differing(form, answers),
        may_adopt=shown and not row.is_ended and decides and reading.actor.id != made.employee_id,
        adopted=_adopted(reading, made),
        reason=made.reason,
        version=made.version,
    )


def _case_number(reading: Reading, made: Comparison) -> str:
    query = select(Case.number).where(Case.id == (made.case_id or 0), visible_cases(reading.actor))
    return reading.db.execute(query).scalar() or ""


def _rater(reading: Reading, task: ReviewTask, *, shown: bool) -> RaterLine:
    name = reading.db.get_one(Staff, task.reviewer_id).name
    if not shown or task.evaluation_id is None:
        return RaterLine(name, task.state is TaskState.DONE)
    return _line(reading.db.get_one(Evaluation, task.evaluation_id), name)


def _adopted(reading: Reading, made: Comparison) -> RaterLine | None:
    if made.adopted_id is None or made.adopted_by_id is None:
        return None
    name = reading.db.get_one(Staff, made.adopted_by_id).name
    return _line(reading.db.get_one(Evaluation, made.adopted_id), name)


def _line(row: Evaluation, name: str) -> RaterLine:
    return RaterLine(
        name=name,
        is_sent=True,
        total=Decimal(row.total) if row.total else None,
        coverage=Decimal(row.coverage) if row.coverage else None,
        verdict=Verdict(row.verdict) if row.verdict else None,
    )


def answers_of_all(reading: Reading, evaluation_ids: Sequence[int]) -> dict[int, dict[str, Answer]]:
    """The answers of many evaluations, by evaluation and item."""
    found: dict[int, dict[str, Answer]] = {one: {} for one in evaluation_ids}
    columns = (EvaluationAnswer.evaluation_id, EvaluationAnswer.item_key, EvaluationAnswer.answer)
    for at in range(0, len(evaluation_ids), ASKED_AT_ONCE):
        some = evaluation_ids[at : at + ASKED_AT_ONCE]
        query = select(*columns).where(EvaluationAnswer.evaluation_id.in_(some))
        for evaluation_id, key, answer in reading.db.execute(query).tuples():
            if answer is not None:
                found[evaluation_id][key] = answer_from_json(answer)
    return found


def to_score_again(reading: Reading) -> tuple[EvaluationRow, ...]:
    """The newest reviews that can be scored a second time: sent, and of no comparison yet."""
    rows = [
        one
        for one in list_evaluations(reading).rows
        if one.kind in ABOUT_PEOPLE and one.state is EvaluationState.ACCEPTED
    ]
    query = select(ReviewTask.evaluation_id).where(
        ReviewTask.evaluation_id.in_([one.id for one in rows]), ReviewTask.comparison_id.is_not(None)
    )
    adopted = select(Comparison.adopted_id).where(Comparison.adopted_id.in_([one.id for one in rows]))
    taken = {*reading.db.execute(query).scalars(), *reading.db.execute(adopted).scalars()}
    return tuple(one for one in rows if one.id not in taken)
