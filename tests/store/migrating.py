"""One migration run again, alone, on a store that has it: taken back by hand, since a released one never goes back."""

from collections.abc import Iterable

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from csatdesk.store.engine import MIGRATIONS, NEWEST


def migrate_anew(engine: Engine, name: str, undo: Iterable[str]) -> None:
    """`name`: how the file of the migration ends; `undo`: what takes the store back to before it."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        for statement in undo:
            connection.execute(text(statement))
        scripts = ScriptDirectory.from_config(config)
        own = next(one for one in scripts.walk_revisions() if str(one.path).endswith(f"_{name}.py"))
        assert isinstance(own.down_revision, str)
        command.stamp(config, own.down_revision)
        command.upgrade(config, own.revision)
        command.stamp(config, NEWEST)  # and call the store up to date again
