"""Cases that were there before repeats were proposed are looked at by the first pass; on both databases."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from csatdesk.domain.links import REPEAT_DAYS, LinkKind
from csatdesk.operations.cases.links import link_cases
from csatdesk.operations.cases.repeat_pass import propose_repeats
from csatdesk.operations.cases.repeat_proposals import count_possible_repeats
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.store.engine import MIGRATIONS, NEWEST
from csatdesk.store.entities.cases import Case
from tests.cast import Stage


def migrate_anew(engine: Engine) -> None:
    """Take the store back to before this migration, run it alone, and call the store up to date again."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        for undo in (
            "DROP TABLE repeat_proposals",
            "DROP INDEX ix_cases_repeat_check",
            "ALTER TABLE cases DROP COLUMN repeat_check",
            "ALTER TABLE centres DROP COLUMN repeat_days",
        ):
            connection.execute(text(undo))
        scripts = ScriptDirectory.from_config(config)
        own = next(one for one in scripts.walk_revisions() if str(one.path).endswith("_repeats.py"))
        assert isinstance(own.down_revision, str)
        command.stamp(config, own.down_revision)
        command.upgrade(config, own.revision)
        command.stamp(config, NEWEST)


def test_earlier_cases_wait_for_the_first_pass_but_for_those_linked_already(centre: Stage) -> None:
    first, second, linked = (centre.register().case_id for _place in range(3))
    with centre.work() as work:
        link_cases(work, case_id=linked, other_id=first, kind=LinkKind.REPEAT)
    migrate_anew(centre.store.writer)
    with centre.work() as work:
        assert [work.db.get_one(Case, one).repeat_check is None for one in (first, second, linked)] == [
            False,
            False,
            True,
        ]
        assert repeat_days(work) == REPEAT_DAYS
        propose_repeats(work)
        assert count_possible_repeats(work) == 1
