"""A published checklist and schedules of it, for the tests around checks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from csatdesk.domain.checklists import CheckRow, NewSchedule, Rhythm, Terms
from csatdesk.domain.staff import Actor
from csatdesk.operations.checklists.commands import begin_check, set_schedule
from csatdesk.operations.checklists.queries import load_check
from csatdesk.operations.evaluations.commands import answer_items, submit_evaluation
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.domain.forms_made import item, mapping, section
from tests.operations.evaluations.scorecards import published

OPENING = mapping(
    section("hall", item("lamps", how="Switch on every circuit."), item("book", short="Complaints book in sight")),
    kind="daily_checklist",
)
TODAY = date(2026, 11, 19)  # a Thursday
MONDAY = date(2026, 11, 23)


def standard_of(stage: Stage, version_id: int) -> int:
    with stage.read(stage.marek) as reading:
        query = select(StandardVersion.standard_id).where(StandardVersion.id == version_id)
        return reading.db.execute(query).scalar_one()


def opening(stage: Stage, **other: object) -> int:
    """The id of a published checklist with two questions."""
    return standard_of(stage, published(stage, OPENING, **other))


def terms(**other: Any) -> Terms:
    values: dict[str, Any] = {"rhythm": Rhythm.DAILY, "until": 15 * 60, "first_on": TODAY}
    return Terms(**values | other)


def scheduled(
    stage: Stage, *, by: Actor | None = None, office_id: int = 0, standard_id: int = 0, at: datetime = NOW, **other: Any
) -> int:
    """Every working day until 15:00 from today on, in the office of Anna and Marek."""
    standard = standard_id or opening(stage)
    new = NewSchedule(standard, office_id or stage.anna.office_id, terms(**other))
    with stage.work(by or stage.marek, at) as work:
        return set_schedule(work, new=new).result


def check(
    stage: Stage, schedule_id: int, day: date = TODAY, at: datetime = NOW, actor: Actor | None = None
) -> CheckRow:
    with stage.read(actor or stage.anna, at) as reading:
        return load_check(reading, schedule_id=schedule_id, day=day)


def begun(stage: Stage, schedule_id: int, day: date = TODAY, at: datetime = NOW, by: Actor | None = None) -> int:
    with stage.work(by or stage.anna, at) as work:
        return begin_check(work, schedule_id=schedule_id, day=day)


def done(stage: Stage, schedule_id: int, day: date = TODAY, at: datetime = NOW, by: Actor | None = None) -> int:
    evaluation_id = begun(stage, schedule_id, day, at, by)
    with stage.work(by or stage.anna, at) as work:
        answer_items(work, evaluation_id=evaluation_id, answers={"lamps": "yes", "book": "no"})
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id
