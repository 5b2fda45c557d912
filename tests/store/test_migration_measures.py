"""Measures come to a store that held none, with how the centre judges them; on both databases."""

from csatdesk.domain.effects import EffectRule
from csatdesk.operations.corrective_actions.effects import effect_rule
from tests.cast import Stage
from tests.operations.corrective_actions.hands import card, made
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP TABLE corrective_action_events",
    "DROP TABLE corrective_actions",
    "ALTER TABLE centres DROP COLUMN effect_days",
    "ALTER TABLE centres DROP COLUMN effect_complaints",
    "ALTER TABLE centres DROP COLUMN effect_contacts",
)


def test_a_store_without_measures_takes_them_on_with_the_usual_rule(centre: Stage) -> None:
    case = centre.register().case_id
    migrate_anew(centre.store.writer, "measures", UNDO)
    with centre.read() as reading:
        assert effect_rule(reading) == EffectRule(60, 5, 500)
    assert card(centre, made(centre, case_id=case)).case_id == case
