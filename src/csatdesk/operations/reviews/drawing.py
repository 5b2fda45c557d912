"""Draw by a rule: once from the same days, with a seed that the program takes, and everything about it kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.comparisons import RATERS_LEAST, ComparisonKind
from csatdesk.domain.deadlines import ServiceTarget, Unit, due_at
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.reviews import (
    REASON_MOST,
    AsideReasonMissing,
    Draw,
    DrawnBefore,
    FrameLine,
    NothingToDraw,
    RuleEnded,
    SamplingRule,
    TaskKind,
    TaskSettled,
    TaskState,
    check_period,
    digest,
    draw,
    next_of,
)
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.notices import notify
from csatdesk.operations.reviews.frame import DrawnFacts, Span, facts_of, read_frame
from csatdesk.operations.reviews.rules import published_version, rule_of, standing_rule, version_row
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.reviews import Comparison, ReviewDraw, ReviewRuleVersion, ReviewTask
from csatdesk.wording.formats import short_date

TOLD = "reviews_drawn"


def draw_reviews(work: Work, *, rule_id: int, first_on: date, last_on: date, seed: int | None = None) -> int:
    """Draw from days that are over; the id of the draw. `seed`: None takes a fresh one. It cannot be taken back, so
    that nobody draws until they like what comes.
    """
    require(work.actor, Right.CHANGE_STANDARDS)
    head = standing_rule(work, rule_id)
    if head.ended_at != FAR:
        raise RuleEnded()
    check_period(first_on, last_on, own_calendar(work).local_day(work.at))
    _check_free(work, rule_id, first_on, last_on)
    said = version_row(work, rule_id, head.number)
    rule = rule_of(said)
    frame = read_frame(work, rule, Span(first_on, last_on))
    taken = secrets.randbits(40) if seed is None else seed
    drawn = draw(frame, rule, taken)
    if not drawn.picks:
        raise NothingToDraw(field="first_on")
    row = ReviewDraw(rule_id=rule_id, rule_version_id=said.id, first_on=first_on, last_on=last_on, seed=taken)
    _keep(work, row, frame, drawn)
    _hand_out(work, row, rule, drawn)
    people = {pick.reviewer_id for pick in drawn.picks} | {pick.second_id for pick in drawn.picks if pick.second_id}
    notify(work, staff_ids=sorted(people), what=TOLD)
    work.changed.add(Kind.REVIEW)
    return row.id


def _check_free(work: Work, rule_id: int, first_on: date, last_on: date) -> None:
    query = select(ReviewDraw.first_on, ReviewDraw.last_on).where(
        ReviewDraw.rule_id == rule_id, ReviewDraw.first_on <= last_on, ReviewDraw.last_on >= first_on
    )
    found = work.db.execute(query.order_by(ReviewDraw.first_on).limit(1)).first()
    if found is not None:
        first, last = map(short_date, found)
        raise DrawnBefore(field="first_on", first=first, last=last)


def _keep(work: Work, row: ReviewDraw, frame: Sequence[FrameLine], drawn: Draw) -> None:
    """`row`: with its rule, days and seed."""
    row.uid, row.centre_id = new_identity(work.at), work.actor.centre_id
    row.frame_size, row.frame_people = len(frame), len({one.person_id for one in frame})
    row.frame_last_id, row.frame_digest = max(one.key for one in frame), digest(frame)
    row.left_out, row.drawn = drawn.left_out, len(drawn.picks)
    row.reserves = {group: list(keys) for group, keys in drawn.reserves.items()}
    row.by_id, row.at = work.actor.id, work.at
    work.db.add(row)
    work.db.flush()


def _hand_out(work: Work, row: ReviewDraw, rule: SamplingRule, drawn: Draw) -> None:
    facts = _all_facts(work, rule, [pick.line.key for pick in drawn.picks])
    due = _due(work, rule)
    version_id = published_version(work, rule.standard_id)
    for pick in drawn.picks:
        known = facts[pick.line.key]
        first = _task(work, row, known, pick.reviewer_id, due)
        first.grouped = pick.line.group
        if pick.second_id is not None:
            second = _task(work, row, known, pick.second_id, due)
            second.kind = TaskKind.SECOND
            second.comparison_id = first.comparison_id = _comparison(work, known, version_id).id
    work.db.flush()


def _all_facts(reading: Reading, rule: SamplingRule, keys: Sequence[int]) -> dict[int, DrawnFacts]:
    found: dict[int, DrawnFacts] = {}
    for at in range(0, len(keys), 500):
        found |= facts_of(reading, rule.source, keys[at : at + 500])
    return found


def _due(work: Work, rule: SamplingRule) -> datetime:
    return due_at(work.at, ServiceTarget(rule.due_days, Unit.WORKING_DAYS), own_calendar(work))


def _task(work: Work, row: ReviewDraw, known: DrawnFacts, reviewer_id: int, due: datetime) -> ReviewTask:
    made = ReviewTask(uid=new_identity(work.at), centre_id=row.centre_id, kind=TaskKind.DRAWN, state=TaskState.OPEN)
    made.draw_id, made.standard_id, made.reviewer_id = row.id, _rule(work, row).standard_id, reviewer_id
    made.key, made.employee_id, made.office_id = known.key, known.employee_id, known.office_id
    made.channel, made.case_id, made.happened_at = known.channel, known.case_id, known.at
    made.seconds, made.due_at = known.seconds, due
    work.db.add(made)
    return made


def _rule(reading: Reading, row: ReviewDraw) -> SamplingRule:
    return rule_of(reading.db.get_one(ReviewRuleVersion, row.rule_version_id))


def _comparison(work: Work, known: DrawnFacts, version_id: int) -> Comparison:
    made = Comparison(uid=new_identity(work.at), centre_id=work.actor.centre_id, kind=ComparisonKind.DOUBLE)
    made.standard_version_id, made.office_id, made.employee_id = version_id, known.office_id, known.employee_id
    made.case_id, made.happened_at = known.case_id, known.at
    made.begun_by_id, made.begun_at, made.ended_at = work.actor.id, work.at, FAR
    work.db.add(made)
    work.db.flush()
    return made


# what could not be reviewed


def set_aside(work: Work, *, task_id: int, reason: str) -> int | None:
    """One could not be reviewed. The draw puts the next of the same person and month in its place, whose id comes
    back; None: there is none left. Nobody else can do so, and nobody chooses which.
    """
    query = select(ReviewTask).where(ReviewTask.id == task_id, ReviewTask.reviewer_id == work.actor.id)
    task = work.db.execute(query).scalar_one()
    if task.state is not TaskState.OPEN or task.evaluation_id is not None:
        raise TaskSettled()
    if not reason.strip():
        raise AsideReasonMissing(field="reason")
    task.state, task.settled_at = TaskState.SET_ASIDE, work.at
    task.reason = fitting(reason, field="reason", most=REASON_MOST)
    work.changed.add(Kind.REVIEW)
    replacement_id = _replace(work, task)
    _end_alone(work, task)
    return replacement_id


def _replace(work: Work, task: ReviewTask) -> int | None:
    if task.kind is not TaskKind.DRAWN or task.draw_id is None:
        return None
    row = work.db.get_one(ReviewDraw, task.draw_id)
    rule = _rule(work, row)
    used = set(work.db.execute(select(ReviewTask.key).where(ReviewTask.draw_id == row.id)).scalars())
    gone: set[int] = set()
    while True:
        key = next_of(row.reserves, task.grouped, {one for one in used | gone if one is not None})
        if key is None:
            return None
        known = facts_of(work, rule.source, [key]).get(key)
        if known is not None:
            break
        gone.add(key)  # taken back with its import meanwhile
    made = _task(work, row, known, task.reviewer_id, max(task.due_at, _due(work, rule)))
    made.grouped, made.replaces_id = task.grouped, task.id
    _also_twice(work, task, made)
    work.db.flush()
    return made.id


def _also_twice(work: Work, before: ReviewTask, made: ReviewTask) -> None:
    """What was to be scored twice stays to be scored twice: the second of them goes on with the one that came in its
    place, unless it is done already.
    """
    if before.comparison_id is None:
        return
    query = select(ReviewTask).where(
        ReviewTask.comparison_id == before.comparison_id, ReviewTask.kind == TaskKind.SECOND
    )
    second = work.db.execute(query).scalar()
    old = work.db.get_one(Comparison, before.comparison_id)
    if second is None or second.state is not TaskState.OPEN or second.evaluation_id is not None:
        return
    for name in ("key", "case_id", "happened_at", "seconds", "channel", "office_id"):
        setattr(second, name, getattr(made, name))
    old.case_id, old.happened_at, old.office_id = made.case_id, made.happened_at, made.office_id
    made.comparison_id, before.comparison_id = before.comparison_id, None


def _end_alone(work: Work, task: ReviewTask) -> None:
    """Where only one is left to score it there is nothing to compare: theirs counts, or is set aside with it."""
    if task.comparison_id is None:
        return
    query = select(ReviewTask).where(
        ReviewTask.comparison_id == task.comparison_id, ReviewTask.state != TaskState.SET_ASIDE
    )
    others = work.db.execute(query).scalars().all()
    if len(others) >= RATERS_LEAST:
        return
    made = work.db.get_one(Comparison, task.comparison_id)
    made.ended_at, made.reason = work.at, task.reason
    for other in others:
        is_second = other.kind is not TaskKind.DRAWN and other.kind is not TaskKind.FIRST
        if is_second and other.state is TaskState.OPEN and other.evaluation_id is None:
            other.state, other.reason, other.settled_at = TaskState.SET_ASIDE, task.reason, work.at
        else:
            other.comparison_id = None


# whether it was drawn so


@dataclass(frozen=True, slots=True)
class CheckedDraw:
    """`is_same_frame`: the contacts of then are those of now. `is_same_draw`: its seed draws the same from them."""

    is_same_frame: bool
    is_same_draw: bool
    frame_size: int


def check_draw(reading: Reading, *, draw_id: int) -> CheckedDraw:
    """Draw once more by the seed that was kept, from what is there now of what was there then."""
    require(reading.actor, Right.REVIEW_WORK)
    query = select(ReviewDraw).where(ReviewDraw.id == draw_id, ReviewDraw.centre_id == reading.actor.centre_id)
    row = reading.db.execute(query).scalar_one()
    rule = _rule(reading, row)
    frame = read_frame(reading, rule, Span(row.first_on, row.last_on, row.frame_last_id))
    again = {pick.line.key for pick in draw(frame, rule, row.seed).picks}
    drawn = select(ReviewTask.key).where(
        ReviewTask.draw_id == draw_id, ReviewTask.kind == TaskKind.DRAWN, ReviewTask.replaces_id.is_(None)
    )
    return CheckedDraw(
        is_same_frame=digest(frame) == row.frame_digest,
        is_same_draw=again == set(reading.db.execute(drawn).scalars()),
        frame_size=len(frame),
    )


def month_before(today: date) -> tuple[date, date]:
    """The days that are usually drawn from."""
    last = today.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last
