"""Measures come to a store that held none, with how the centre judges them; on both databases."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from csatdesk.domain.effects import EffectRule
from csatdesk.operations.corrective_actions.effects import effect_rule
from csatdesk.store.engine import MIGRATIONS, NEWEST
from tests.cast import Stage
from tests.operations.corrective_actions.hands import card, made


def migrate_anew(engine: Engine) -> None:
    """Take the store back to before this migration, run it alone, and call the store up to date again."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        for undo in (
            "DROP TABLE corrective_action_events",
            "DROP TABLE corrective_actions",
            "ALTER TABLE centres DROP COLUMN effect_days",
            "ALTER TABLE centres DROP COLUMN effect_complaints",
            "ALTER TABLE centres DROP COLUMN effect_contacts",
        ):
            connection.execute(text(undo))
        scripts = ScriptDirectory.from_config(config)
        own = next(one for one in scripts.walk_revisions() if str(one.path).endswith("_measures.py"))
        assert isinstance(own.down_revision, str)
        command.stamp(config, own.down_revision)
        command.upgrade(config, own.revision)
        command.stamp(config, NEWEST)


def test_a_store_without_measures_takes_them_on_with_the_usual_rule(centre: Stage) -> None:
    case = centre.register().case_id
    migrate_anew(centre.store.writer)
    with centre.read() as reading:
        assert effect_rule(reading) == EffectRule(60, 5, 500)
    assert card(centre, made(centre, case_id=case)).case_id == case
