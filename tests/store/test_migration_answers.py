"""Answers written before letters were kept become letters; on both databases."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, select, text

from csatdesk.domain.cases import CaseKind, ReplyBy
from csatdesk.domain.letters import LetterState
from csatdesk.operations.cases.answers import answer_case, prepare_answer
from csatdesk.store.engine import MIGRATIONS, NEWEST
from csatdesk.store.entities.letters import Letter
from tests.cast import NOW, Stage

ADDED = ("letters", "letter_template_versions", "letter_templates")


def config_on(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def migrate_anew(engine: Engine) -> None:
    """Take the store back to before this migration, run it alone, and call the store up to date again."""
    with engine.begin() as connection:
        config = config_on(connection)
        for table in ADDED:
            connection.execute(text(f"DROP TABLE {table}"))
        for column in ("approve_kinds", "mail"):
            connection.execute(text(f"ALTER TABLE centres DROP COLUMN {column}"))
        before = ScriptDirectory.from_config(config).get_revision("0009").down_revision
        assert isinstance(before, str)
        command.stamp(config, before)
        command.upgrade(config, "0009")
        command.stamp(config, NEWEST)


def test_every_written_answer_becomes_a_letter(centre: Stage) -> None:
    sent, written, none = (centre.register(kind=CaseKind.INQUIRY).case_id for _place in range(3))
    with centre.work() as work:
        answer_case(work, case_id=sent, text="Tak.", sent_at=NOW, reply_by=ReplyBy.PHONE)
        prepare_answer(work, case_id=written, text="Może.")
    migrate_anew(centre.store.writer)
    with centre.read() as reading:
        found = {row.case_id: row for row in reading.db.execute(select(Letter)).scalars()}
        assert set(found) == {sent, written}
        assert none not in found
        assert (found[sent].state, found[sent].sent_at, found[sent].text) == (LetterState.SENT, NOW, "Tak.")
        assert (found[written].state, found[written].sent_at) == (LetterState.PREPARED, None)
        assert found[written].made_by_id == centre.anna.id
    with centre.work() as work:
        prepare_answer(work, case_id=written, text="Jednak tak.")
