"""Measures as the cast makes them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from csatdesk.domain.corrective_actions import (
    Cause,
    Expected,
    Means,
    MeasureCard,
    MeasureKind,
    NewMeasure,
    Origin,
)
from csatdesk.domain.staff import Actor
from csatdesk.operations.corrective_actions.commands import make_measure, report_done
from csatdesk.operations.corrective_actions.queries import load_measure
from tests.cast import NOW, Stage

TODAY = date(2026, 11, 19)
DAY = timedelta(days=1)


def new(stage: Stage, **other: object) -> NewMeasure:
    """What Marek writes: Anna is to see to it."""
    usual = NewMeasure(
        title="Explain estimated bills",
        text="Every bill with an estimated reading says so on its first page.",
        kind=MeasureKind.CORRECTIVE,
        means=Means.ORGANISATIONAL,
        cause=Cause.OUTSIDE,
        owner_id=stage.anna.id,
        due_on=TODAY + 14 * DAY,
        expected=Expected("complaints per 1,000 contacts", Decimal(12), Decimal(8)),
        origin=Origin.TOPIC,
        topic_id=stage.topic_ids["bill_too_high"],
    )
    return replace(usual, **other)  # type: ignore[arg-type]  # fields given by name


def made(stage: Stage, *, at: datetime = NOW, **other: object) -> int:
    with stage.work(stage.marek, at) as work:
        return make_measure(work, new=new(stage, **other)).result


def card(stage: Stage, measure_id: int, actor: Actor | None = None, at: datetime = NOW) -> MeasureCard:
    with stage.read(actor or stage.marek, at) as reading:
        return load_measure(reading, measure_id=measure_id)


def done(stage: Stage, measure_id: int, *, on: date = TODAY, at: datetime = NOW) -> None:
    version = card(stage, measure_id, at=at).row.version
    with stage.work(stage.anna, at) as work:
        report_done(work, measure_id=measure_id, done_on=on, note="All bills changed.", version=version)
