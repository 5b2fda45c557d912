"""How it was drawn: the draws of a rule, and one of them with its seed, what it was drawn from, and what came of it.

Names stand there for whoever leads the person or is to review them, and for nobody else.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.errors import NotFound
from csatdesk.domain.reviews import SamplingRule, TaskKind, TaskState
from csatdesk.domain.staff import Right, require
from csatdesk.operations.reviews.rules import rule_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.reviews import ReviewDraw, ReviewRuleVersion, ReviewTask
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import led_by, visible_cases

DRAWS_MOST = 60  # newest of a rule
LINES_MOST = 500


@dataclass(frozen=True, slots=True)
class DrawRow:
    """`by_state`: of what was drawn, with what came in place of others; what is scored twice counts once."""

    id: int
    rule_id: int
    first_on: date
    last_on: date
    drawn: int
    frame_size: int
    at: datetime
    left: int
    done: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One drawn contact. `employee_name` "": not for this person."""

    happened_at: datetime
    channel: str
    employee_name: str
    case_number: str
    reviewer_name: str
    kind: TaskKind
    state: TaskState
    reason: str
    is_replacement: bool


@dataclass(frozen=True, slots=True)
class DrawCard:
    row: DrawRow
    rule: SamplingRule
    rule_number: int
    seed: int
    frame_people: int
    frame_digest: str
    left_out: int
    by_name: str
    lines: tuple[DrawnLine, ...]


def list_draws(reading: Reading, *, rule_id: int) -> tuple[DrawRow, ...]:
    """The newest first."""
    require(reading.actor, Right.CHANGE_STANDARDS)
    query = (
        select(ReviewDraw)
        .where(ReviewDraw.rule_id == rule_id, ReviewDraw.centre_id == reading.actor.centre_id)
        .order_by(ReviewDraw.first_on.desc(), ReviewDraw.id.desc())
        .limit(DRAWS_MOST)
    )
    rows = reading.db.execute(query).scalars().all()
    counts = _counts(reading, [row.id for row in rows])
    return tuple(_row(row, counts) for row in rows)


def _counts(reading: Reading, draw_ids: list[int]) -> dict[tuple[int, TaskState], int]:
    query = (
        select(ReviewTask.draw_id, ReviewTask.state, func.count(ReviewTask.id))
        .where(ReviewTask.draw_id.in_(draw_ids), ReviewTask.kind == TaskKind.DRAWN)
        .group_by(ReviewTask.draw_id, ReviewTask.state)
    )
    return {(draw_id or 0, state): count for draw_id, state, count in reading.db.execute(query).tuples()}


def _row(row: ReviewDraw, counts: dict[tuple[int, TaskState], int]) -> DrawRow:
    left, done, aside = (counts.get((row.id, one), 0) for one in (TaskState.OPEN, TaskState.DONE, TaskState.SET_ASIDE))
    known = (row.id, row.rule_id, row.first_on, row.last_on, row.drawn, row.frame_size, row.at)
    return DrawRow(*known, left=left, done=done, set_aside=aside)


def load_draw(reading: Reading, *, draw_id: int) -> DrawCard:
    """One draw; whoever only reviews sees it when something of it is theirs, and of its contacts their own."""
    require(reading.actor, Right.REVIEW_WORK)
    by = aliased(Staff)
    query = (
        select(ReviewDraw, ReviewRuleVersion, by.name)
        .join(ReviewRuleVersion, ReviewRuleVersion.id == ReviewDraw.rule_version_id)
        .join(by, by.id == ReviewDraw.by_id)
        .where(ReviewDraw.id == draw_id, ReviewDraw.centre_id == reading.actor.centre_id)
    )
    row, said, by_name = reading.db.execute(query).tuples().one()
    lines = _lines(reading, draw_id)
    if not lines and not reading.actor.may(Right.CHANGE_STANDARDS):
        raise NotFound()
    return DrawCard(
        row=_row(row, _counts(reading, [row.id])),
        rule=rule_of(said),
        rule_number=said.number,
        seed=row.seed,
        frame_people=row.frame_people,
        frame_digest=row.frame_digest,
        left_out=row.left_out,
        by_name=by_name,
        lines=lines,
    )


def _lines(reading: Reading, draw_id: int) -> tuple[DrawnLine, ...]:
    employee, reviewer, me = aliased(Staff), aliased(Staff), reading.actor.id
    led = set(reading.db.execute(select(Staff.id).where(led_by(reading.actor))).scalars())
    query = (
        select(ReviewTask, employee.name, func.coalesce(Case.number, ""), reviewer.name)
        .join(employee, employee.id == ReviewTask.employee_id)
        .join(reviewer, reviewer.id == ReviewTask.reviewer_id)
        .outerjoin(Case, (Case.id == ReviewTask.case_id) & visible_cases(reading.actor))
        .where(ReviewTask.draw_id == draw_id)
        .order_by(ReviewTask.happened_at, ReviewTask.id)
        .limit(LINES_MOST)
    )
    if not reading.actor.may(Right.CHANGE_STANDARDS):
        query = query.where(or_(ReviewTask.reviewer_id == me, ReviewTask.employee_id.in_(led)))
    return tuple(
        _line(task, name if task.employee_id in led or task.reviewer_id == me else "", number, reviewer_name)
        for task, name, number, reviewer_name in reading.db.execute(query).tuples()
    )


def _line(task: ReviewTask, employee: str, number: str, reviewer: str) -> DrawnLine:
    return DrawnLine(
        happened_at=task.happened_at,
        channel=task.channel,
        employee_name=employee,
        case_number=number if employee else "",
        reviewer_name=reviewer,
        kind=task.kind,
        state=task.state,
        reason=task.reason,
        is_replacement=task.replaces_id is not None,
    )
