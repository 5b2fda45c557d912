"""What somebody is to review: their list, and the evaluation that is begun with one key from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Clock, Deadline, Unit
from csatdesk.domain.evaluations import NewEvaluation
from csatdesk.domain.forms import NO_TEXT
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.paging import COUNT_LIMIT, PAGE_SIZE
from csatdesk.domain.reviews import TaskKind, TaskSettled, TaskState
from csatdesk.domain.staff import Right, require
from csatdesk.operations.evaluations.commands import begin_evaluation
from csatdesk.operations.reviews.rules import published_version
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.reviews import Comparison, ReviewTask
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard
from csatdesk.store.visible import visible_cases

EMPLOYEE = aliased(Staff)
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One contact to review. `case_number` "": none, or it is gone. `is_compared`: others score the same."""

    id: int
    kind: TaskKind
    state: TaskState
    draw_id: int | None
    titles: LocalText
    employee_name: str
    office_name: str
    channel: str
    happened_at: datetime
    seconds: int | None
    case_id: int | None
    case_number: str
    topic: LocalText
    due: Deadline
    evaluation_id: int | None
    is_compared: bool

    @property
    def is_begun(self) -> bool:
        return self.evaluation_id is not None


@dataclass(frozen=True, slots=True)
class MyReviews:
    """What is due first, a page of it; and how many: to do, overdue, done and set aside in the last thirty days."""

    rows: tuple[TaskRow, ...]
    left: int
    overdue: int
    done: int
    set_aside: int


def load_my_reviews(reading: Reading) -> MyReviews:
    require(reading.actor, Right.REVIEW_WORK)
    mine = (ReviewTask.reviewer_id == reading.actor.id, ReviewTask.state == TaskState.OPEN)
    topics = load_topic_tree(reading).topics
    query = (
        select(ReviewTask, Standard.titles, EMPLOYEE.name, Office.name, func.coalesce(Case.number, ""), Case.topic_id)
        .join(Standard, Standard.id == ReviewTask.standard_id)
        .join(EMPLOYEE, EMPLOYEE.id == ReviewTask.employee_id)
        .join(Office, Office.id == ReviewTask.office_id)
        .outerjoin(Case, (Case.id == ReviewTask.case_id) & visible_cases(reading.actor))
        .where(*mine)
        .order_by(ReviewTask.due_at, ReviewTask.id)
        .limit(PAGE_SIZE)
    )
    rows = []
    for task, titles, employee, office, number, topic_id in reading.db.execute(query).tuples():
        topic = topics.get(topic_id or 0)
        about = (LocalText(titles), employee, office, topic.names if topic else NO_TEXT)
        rows.append(_row(task, about, number))
    left = _count(reading, *mine)
    return MyReviews(
        rows=tuple(rows),
        left=left,
        overdue=_count(reading, *mine, ReviewTask.due_at < reading.at),
        done=_lately(reading, TaskState.DONE),
        set_aside=_lately(reading, TaskState.SET_ASIDE),
    )


def count_to_review(reading: Reading) -> int:
    """What waits for this person, stopping at `COUNT_LIMIT`."""
    return _count(reading, ReviewTask.reviewer_id == reading.actor.id, ReviewTask.state == TaskState.OPEN)


def _row(task: ReviewTask, about: tuple[LocalText, str, str, LocalText], number: str) -> TaskRow:
    titles, employee, office, topic = about
    return TaskRow(
        id=task.id,
        kind=task.kind,
        state=task.state,
        draw_id=task.draw_id,
        titles=titles,
        employee_name=employee,
        office_name=office,
        channel=task.channel,
        happened_at=task.happened_at,
        seconds=task.seconds,
        case_id=task.case_id if number else None,
        case_number=number,
        topic=topic,
        due=Deadline(Clock.HOUSE, task.happened_at, task.due_at, Unit.WORKING_DAYS, met_at=task.settled_at),
        evaluation_id=task.evaluation_id,
        is_compared=task.comparison_id is not None,
    )


def _count(reading: Reading, *conditions: ColumnElement[bool]) -> int:
    query = select(ReviewTask.id).where(*conditions).limit(COUNT_LIMIT).subquery()
    return reading.db.execute(select(func.count()).select_from(query)).scalar_one()


def _lately(reading: Reading, state: TaskState) -> int:
    since = reading.at - LATELY
    return _count(
        reading,
        ReviewTask.reviewer_id == reading.actor.id,
        ReviewTask.state == state,
        ReviewTask.kind != TaskKind.FIRST,
        ReviewTask.settled_at >= since,
    )


def begin_review(work: Work, *, task_id: int) -> int:
    """The evaluation of a drawn contact: the one begun before, else a new one with all that is known filled in."""
    require(work.actor, Right.REVIEW_WORK)
    query = select(ReviewTask).where(ReviewTask.id == task_id, ReviewTask.reviewer_id == work.actor.id)
    task = work.db.execute(query).scalar_one()
    if task.state is not TaskState.OPEN:
        raise TaskSettled()
    if task.evaluation_id is not None:
        return task.evaluation_id
    compared = None if task.comparison_id is None else work.db.get_one(Comparison, task.comparison_id)
    new = NewEvaluation(
        standard_version_id=(
            published_version(work, task.standard_id) if compared is None else compared.standard_version_id
        ),
        office_id=task.office_id,
        happened_at=task.happened_at,
        channel=task.channel,
        case_id=task.case_id,
        employee_id=task.employee_id,
    )
    task.evaluation_id = begin_evaluation(work, new=new, also_retired=compared is not None)
    work.changed.add(Kind.REVIEW)
    return task.evaluation_id
