"""The evaluations that count, with their results, as figures are added up from them.

Counted is what was accepted and has a total; a visit only when its wave is released, and never for those who make
visits themselves (rule 20 of SC-1).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from csatdesk.domain.evaluations import EvaluationKind, EvaluationState
from csatdesk.domain.quality_views import QualityAsked, Span
from csatdesk.domain.staff import Actor
from csatdesk.operations.cuts import in_business
from csatdesk.operations.evaluations.seen import is_released, sees_scores
from csatdesk.operations.reports.days import instants
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.staff import Staff

SCORES = (Evaluation.total, Evaluation.coverage, Evaluation.item_marks)
LOSSES = (Evaluation.raw_total, Evaluation.item_marks)
STEPS = (Evaluation.section_marks,)
Columns = Sequence[InstrumentedAttribute[Any]]
Rows = Sequence[Any]  # of the columns asked for


def counts(actor: Actor) -> ColumnElement[bool]:
    """What counts in figures, for this person."""
    visit = Evaluation.kind == EvaluationKind.VISIT
    not_secret = or_(~visit, is_released()) if sees_scores(actor, EvaluationKind.VISIT) else ~visit
    of_centre = (Evaluation.centre_id + 0) == actor.centre_id  # + 0: the index is chosen by version and days
    return and_(of_centre, Evaluation.state == EvaluationState.ACCEPTED, Evaluation.total != "", not_secret)


def read_rows(
    reading: Reading, asked: QualityAsked, span: Span | None, columns: Columns, versions: Sequence[int] | None = None
) -> Rows:
    """`versions`: others than those asked for."""
    if span is None:
        return ()
    return reading.db.execute(filtered(reading, asked, span, select(*columns), versions)).all()


def filtered(
    reading: Reading, asked: QualityAsked, span: Span, query: Select[Any], versions: Sequence[int] | None = None
) -> Select[Any]:
    """What is asked for, of what counts."""
    of_version = Evaluation.standard_version_id.in_(asked.versions if versions is None else versions)
    return query.where(of_version, counts(reading.actor), *_conditions(reading, asked), *_within(reading, span))


def _within(reading: Reading, span: Span) -> Iterator[ColumnElement[bool]]:
    if span.wave_id is not None:
        yield Evaluation.id.in_(select(Visit.evaluation_id).where(Visit.wave_id == span.wave_id))
        return
    begin, end = instants(reading, span.days)
    yield Evaluation.happened_at >= begin
    yield Evaluation.happened_at < end


def _conditions(reading: Reading, asked: QualityAsked) -> Iterator[ColumnElement[bool]]:
    cut = asked.cut
    if cut.office_ids:
        yield (Evaluation.office_id + 0).in_(cut.office_ids)
    if cut.segments:
        yield Evaluation.segment.in_([one.value for one in cut.segments])
    if cut.activities:
        theirs = Case.customer_id.in_(in_business(reading, cut.activities))
        yield Evaluation.case_id.in_(select(Case.id).where(theirs))
    if asked.team_id is not None:
        yield Evaluation.employee_id.in_(select(Staff.id).where(Staff.team_id == asked.team_id))
    if asked.channel:
        yield Evaluation.channel == asked.channel
    if asked.topic_id is not None:
        yield Evaluation.topic_id.in_(load_topic_tree(reading).below(asked.topic_id))
