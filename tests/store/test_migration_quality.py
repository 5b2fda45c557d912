"""Evaluations that were sent before get the marks from which figures are added up; on both databases."""

from sqlalchemy import select

from csatdesk.domain.quality import marks_of
from csatdesk.domain.scorecards import evaluate
from csatdesk.operations.evaluations.commands import answers_of
from csatdesk.operations.evaluations.disputes import decide_dispute, raise_dispute
from csatdesk.operations.standards.queries import template_of
from csatdesk.store.entities.evaluations import Evaluation
from tests.cast import Stage
from tests.operations.evaluations.scorecards import begun, sent
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP INDEX ix_evaluations_figures",
    "ALTER TABLE evaluations DROP COLUMN item_marks",
    "ALTER TABLE evaluations DROP COLUMN section_marks",
)


def marks(stage: Stage) -> dict[int, tuple[str, str]]:
    with stage.read() as reading:
        query = select(Evaluation.id, Evaluation.item_marks, Evaluation.section_marks)
        return {one.id: (one.item_marks, one.section_marks) for one in reading.db.execute(query)}


def recomputed(stage: Stage) -> dict[int, tuple[str, str]]:
    """Of what was sent, from the answers as they stand."""
    found = {}
    with stage.read() as reading:
        for row in reading.db.execute(select(Evaluation).where(Evaluation.status != "")).scalars():
            template = template_of(reading, row.standard_version_id)
            found[row.id] = tuple(marks_of(template.form, evaluate(template, answers_of(reading, row.id))))
    return found  # type: ignore[return-value]  # two texts each


def settled(stage: Stage) -> None:
    """One whole, one with losses, one whose dispute was upheld, one in work."""
    sent(stage)
    sent(stage, greets="no", answer="partial")
    contested = sent(stage, name="no", answer="na")
    with stage.work(stage.anna) as work:
        dispute_id = raise_dispute(work, evaluation_id=contested, item_key="name", reason="x")
    with stage.work(stage.ewa) as work:
        decide_dispute(work, dispute_id=dispute_id, answer="yes", reason="y")
    begun(stage)


def test_marks_of_earlier_evaluations_are_made_and_are_those_that_are_kept_from_now_on(centre: Stage) -> None:
    settled(centre)
    kept = marks(centre)
    migrate_anew(centre.store.writer, "quality", UNDO)
    assert marks(centre) == kept
    assert {one: both for one, both in kept.items() if one in recomputed(centre)} == recomputed(centre)
    assert len(set(kept.values())) == 3, "whole and in work, with losses, after the dispute"
