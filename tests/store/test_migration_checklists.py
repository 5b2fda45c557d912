"""Checklists get a schedule in a store that held none, with its evaluations as they were; on both databases."""

from csatdesk.operations.evaluations.queries import load_evaluation
from tests.cast import Stage
from tests.operations.checklists.scene import check, done, scheduled
from tests.operations.evaluations.scorecards import sent
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP TABLE checklist_days",
    "DROP TABLE checklist_terms",
    "DROP TABLE checklist_schedules",
    "ALTER TABLE evaluations DROP COLUMN check_id",
)


def test_a_store_without_schedules_takes_them_on_and_keeps_its_evaluations(centre: Stage) -> None:
    before = sent(centre)
    migrate_anew(centre.store.writer, "checklists", UNDO)
    with centre.read(centre.marek) as reading:
        assert load_evaluation(reading, evaluation_id=before).row.total == 100
    schedule = scheduled(centre)
    evaluation = done(centre, schedule)
    assert check(centre, schedule).evaluation_id == evaluation
