"""The throw-away server: databases of one's own, and nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresServer, server_programs

ROOT = Path(__file__).resolve().parent.parent


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        answer = connection.execute(statement.encode())
        return answer.fetchall() if answer.description else []


def make_note(url: str) -> None:
    rows(url, "CREATE TABLE note (text text)")


def test_each_database_is_its_own(postgres_server: PostgresServer, postgres_url: str) -> None:
    make_note(postgres_url)
    other = postgres_server.database()
    assert rows(other, "SELECT 1 FROM pg_tables WHERE tablename = 'note'") == []
    postgres_server.drop(other)


def test_a_template_is_filled_once_and_copied(postgres_server: PostgresServer) -> None:
    for _copy in range(2):
        url = postgres_server.database(postgres_server.template("with_note", make_note))
        assert rows(url, "SELECT text FROM note") == []
        postgres_server.drop(url)


def test_text_sorts_unlike_its_bytes_unless_told(postgres_url: str) -> None:
    words = "(VALUES ('Ä'), ('B'), ('a')) AS word(text)"
    assert rows(postgres_url, f"SELECT text FROM {words} ORDER BY text") != [("B",), ("a",), ("Ä",)]
    assert rows(postgres_url, f'SELECT text FROM {words} ORDER BY text COLLATE "C"') == [("B",), ("a",), ("Ä",)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a server with its parent")
@pytest.mark.skipif(server_programs() is None, reason="PostgreSQL half skipped: initdb is not installed")
def test_a_killed_run_takes_its_server_along() -> None:
    program = (
        "from tests.postgres import running_server\nwith running_server() as s: print(s.port, flush=True); input()"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server's account has to pass through
        with subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": folder},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as owner:
            assert owner.stdout is not None
            port = int(owner.stdout.readline())
            os.kill(owner.pid, signal.SIGKILL)
        assert ends_within(5.0, port)


def ends_within(seconds: float, port: int) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="csatdesk", dbname="postgres").close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.05)
    return False
