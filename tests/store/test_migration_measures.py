"""Measures come to a store that held none, and those about items to one that held measures; on both databases."""

from csatdesk.domain.contacts import Segment
from csatdesk.domain.effects import EffectRule
from csatdesk.operations.corrective_actions.effects import effect_rule
from csatdesk.operations.segments.queries import load_strategy
from tests.cast import Stage
from tests.operations.corrective_actions.hands import card, made
from tests.store.migrating import migrate_anew

LATER = (  # what came after them and names them
    "DROP TABLE corrective_action_items",
    "DROP TABLE evaluation_causes",
    "DROP TABLE survey_call_backs",
    "DROP INDEX ix_staff_records_measure",
    "ALTER TABLE staff_records DROP COLUMN measure_id",
)
UNDO = (
    *LATER,
    "DROP TABLE corrective_action_events",
    "DROP TABLE corrective_actions",
    "ALTER TABLE centres DROP COLUMN effect_days",
    "ALTER TABLE centres DROP COLUMN effect_complaints",
    "ALTER TABLE centres DROP COLUMN effect_contacts",
)


def test_a_store_without_measures_takes_them_on_with_the_usual_rule(centre: Stage) -> None:
    case = centre.register().case_id
    migrate_anew(centre.store.writer, "measures", UNDO)
    migrate_anew(centre.store.writer, "measures_of_items", ())
    migrate_anew(centre.store.writer, "segment_pages", ("DROP TABLE segment_strategies",))
    with centre.read() as reading:
        assert effect_rule(reading) == EffectRule(60, 5, 500)
    assert card(centre, made(centre, case_id=case)).case_id == case


def test_measures_that_were_set_before_are_about_no_items(centre: Stage) -> None:
    before = made(centre)
    undo = (
        *LATER,
        "DROP INDEX ix_corrective_actions_standard",
        *(f"ALTER TABLE corrective_actions DROP COLUMN {one}" for one in ("standard_id", "person_id", "evaluation_id")),
        "ALTER TABLE corrective_actions ADD COLUMN template_key VARCHAR(60)",
        "ALTER TABLE corrective_actions ADD COLUMN item_key VARCHAR(60)",
    )
    migrate_anew(centre.store.writer, "measures_of_items", undo)
    found = card(centre, before)
    assert (found.items, found.trainings, found.row.title) == (None, (), "Explain estimated bills")


def test_measures_that_were_set_before_segments_had_pages_are_for_all_customers(centre: Stage) -> None:
    before = made(centre, segment=Segment.VIP)
    undo = (
        "DROP TABLE segment_strategies",
        "DROP INDEX ix_corrective_actions_segment",
        "ALTER TABLE corrective_actions DROP COLUMN segment",
    )
    migrate_anew(centre.store.writer, "segment_pages", undo)
    assert card(centre, before).segment is None
    with centre.read(centre.marek) as reading:
        assert load_strategy(reading, Segment.VIP) is None
    assert card(centre, made(centre, segment=Segment.VIP)).segment is Segment.VIP
