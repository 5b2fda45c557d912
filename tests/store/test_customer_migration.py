"""A store of the release before gets spellings and traces of the customers it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from csatdesk.store.engine import MIGRATIONS, bring_up_to_date, local_engines, server_engines
from tests.cast import KEY
from tests.postgres import PostgresServer

CENTRE = (
    "INSERT INTO centres (id, uid, name, country, region, language, zone, is_demo, created_at, topics_version, "
    "audit_key, settled) VALUES (1, :uid, 'Energia', 'PL', '', 'pl', 'Europe/Warsaw', FALSE, 0, 0, :key, '[]')"
)
CUSTOMER = (
    "INSERT INTO customers (uid, centre_id, name, sort_key, kind, segment, language, phone, email, account, "
    "meter_point, address, note, created_at, version) VALUES (:uid, 1, 'Agnieszka Zielińska', 'a', 'person', "
    "'household', 'pl', '601 224 318, 58 300 10 10', '', '', '', 'Długa 4, Gdańsk', '', 0, 1)"
)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlcipher":
        made, readers = local_engines(tmp_path / "store.db", KEY)
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        made, readers = server_engines(server.database())
    yield made
    readers.dispose()
    made.dispose()


def test_customers_of_before_are_found_misspelt_and_told_by_their_traces(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    (ours,) = (
        one for one in ScriptDirectory.from_config(config).walk_revisions() if one.path.endswith("_customers.py")
    )
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, str(ours.down_revision))
        connection.execute(text(CENTRE), {"uid": "0" * 32, "key": b"k"})
        connection.execute(text(CUSTOMER), {"uid": "1" * 32})
    bring_up_to_date(engine)
    with engine.connect() as connection:
        told = connection.execute(text("SELECT kind, told FROM customer_traces ORDER BY id")).tuples().all()
        words = connection.execute(text("SELECT word FROM customer_spellings WHERE key = 'zelnska'")).scalars().all()
    assert told == [("phone", "601224318"), ("phone", "583001010"), ("place", "agnieszka zielinska | dluga4gdansk")]
    assert words == ["zielinska"]
