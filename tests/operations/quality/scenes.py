"""Evaluations of some weeks by one scorecard, and the question for all of them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from csatdesk.domain.evaluations import NewEvaluation
from csatdesk.domain.quality_views import QualityAsked, Span
from csatdesk.domain.staff import Actor
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.evaluations.commands import answer_items, begin_evaluation, submit_evaluation
from csatdesk.store.entities.staff import Staff
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import GOOD

NOVEMBER = Span(Days(date(2026, 11, 1), date(2026, 11, 30)))
OCTOBER = Span(Days(date(2026, 10, 1), date(2026, 10, 31)))
BEFORE = NOW - timedelta(days=31)


def asked(*versions: int, **other: Any) -> QualityAsked:
    return replace(QualityAsked(versions, NOVEMBER, OCTOBER), **other)


def olga(stage: Stage) -> Actor:
    """A clerk of the other office, whom Marek does not lead."""
    with stage.read() as reading:
        olga_id = reading.db.execute(select(Staff.id).where(Staff.sign_in_folded == "olga")).scalar_one()
    return replace(stage.anna, id=olga_id, office_id=stage.other_office_id, name="Olga Petrova")


def reviewed(
    stage: Stage, version_id: int, *, whose: Actor | None = None, at: datetime = NOW, by: Actor | None = None,
    new: dict[str, Any] | None = None, **answers: Any,
) -> int:  # fmt: skip
    """A review that was sent: of Anna's work, all good but for the answers given."""
    person = whose or stage.anna
    values: dict[str, Any] = {"office_id": person.office_id, "happened_at": at, "employee_id": person.id}
    with stage.work(by or stage.ewa, at) as work:
        made = NewEvaluation(standard_version_id=version_id, **(values | (new or {})))
        evaluation_id = begin_evaluation(work, new=made)
        answer_items(work, evaluation_id=evaluation_id, answers=GOOD | answers)
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def two_offices(stage: Stage, version_id: int) -> None:
    """Anna's three reviews of November, better than her three of October; two of Olga's in the other office."""
    for name in ("yes", "yes", "no"):
        reviewed(stage, version_id, name=name)
    for _each in range(3):
        reviewed(stage, version_id, at=BEFORE, name="no", answer="partial")
    for _each in range(2):
        reviewed(stage, version_id, whose=olga(stage), greets="no")
