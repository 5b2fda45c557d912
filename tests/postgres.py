"""A throw-away PostgreSQL server on loopback, made from the machine's own server programs.

One server serves one test process; each test gets a database of its own, copied from a template and dropped after the
test. The server keeps nothing safe (no fsync), sorts by ICU so that a forgotten COLLATE "C" shows, and ends with the
process that made it.
"""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

PREFIX = "csatdesk-pg-"
OWNER = "csatdesk"
BY_FILE_FROM = 150_000  # the version of a server that can also copy a database page by page, and does unless told
PATIENCE = 30.0  # seconds a server may take to start or to end
FORGOTTEN_AFTER = 3600.0  # seconds: the folder of a killed run that is this old is nobody's
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=60",
)


class NoServer(Exception):
    """This machine cannot run the tests' server; the text says why."""


@dataclass
class PostgresServer:
    """A running server. `database()` makes a database and returns its URL for SQLAlchemy with psycopg 3."""

    port: int
    templates: set[str] = field(default_factory=set)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/{database}"

    def database(self, template: str = "template0") -> str:
        """Make a database, empty or as a copy of `template`; return its URL."""
        name = f"test_{next(self.numbers)}"
        with self.connected() as connection:
            way = " STRATEGY FILE_COPY" if connection.info.server_version >= BY_FILE_FROM else ""
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}{way}".encode())
        return self.url(name)

    def template(self, name: str, fill: Callable[[str], None]) -> str:
        """Make the template `name` once, by `fill(url)` on an empty database; `fill` leaves no connection behind."""
        if name not in self.templates:
            self.execute(f"CREATE DATABASE {name} TEMPLATE template0")
            fill(self.url(name))
            self.templates.add(name)
        return name

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE IF EXISTS {url.rpartition('/')[2]} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run one statement as the server's owner, outside a transaction."""
        with self.connected() as connection:
            connection.execute(statement.encode())

    def connected(self) -> psycopg.Connection:
        """A connection of the server's owner, outside a transaction."""
        return psycopg.connect(self.url("postgres").replace("+psycopg", ""), autocommit=True)


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """Make a cluster in a temporary folder, run it, and remove both at the end; NoServer: this machine has none."""
    programs = server_programs()
    if programs is None:
        raise NoServer("PostgreSQL's server programs (initdb) are not installed")
    remove_forgotten()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        account = unprivileged_account()
        if account:
            shutil.chown(folder, account)
        make_cluster(programs, folder, account)
        with serving(programs, folder, account) as port:
            yield PostgresServer(port)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_programs() -> Path | None:
    """The folder of initdb and postgres: on the path, else where Debian keeps them, the newest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    kept = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(kept, key=lambda path: float(path.parent.parent.name), default=None)
    return newest.parent if newest else None


def remove_forgotten() -> None:
    """Remove what runs that were killed left behind; their servers ended with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if time.time() - folder.stat().st_mtime > FORGOTTEN_AFTER:
            shutil.rmtree(folder, ignore_errors=True)


def unprivileged_account() -> str | None:
    """Who runs the server: PostgreSQL refuses root, so root lends it an account."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    account = next((name for name in ("postgres", "nobody") if name in known), None)
    if account is None:
        raise NoServer("there is no unprivileged account to run PostgreSQL's server")
    return account


def acting_as(account: str | None) -> dict[str, Any]:
    """What subprocess needs to run a program as `account`."""
    if account is None:
        return {}
    import pwd

    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []}


def make_cluster(programs: Path, folder: Path, account: str | None) -> None:
    """Write the files of an empty cluster that trusts whoever comes over loopback."""
    initdb = str(programs / "initdb")
    chosen = ["--pgdata", "files", "--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-sync"]
    command = [initdb, *chosen, *sorting(initdb)]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **acting_as(account))
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stderr.strip()}")


def sorting(initdb: str) -> list[str]:
    """Sort as no desk's machine does by chance: by ICU where this PostgreSQL has it."""
    options = subprocess.run([initdb, "--help"], capture_output=True, text=True, check=True).stdout
    by_icu = ["--locale-provider", "icu", "--icu-locale", "und"] if "--icu-locale" in options else []
    return [*by_icu, "--locale", "C.UTF-8" if sys.platform == "linux" else "C"]


@contextmanager
def serving(programs: Path, folder: Path, account: str | None) -> Iterator[int]:
    """Run the server of the cluster in `folder`; yields its port."""
    for _attempt in range(3):  # somebody may take the port before the server does
        port = free_port()
        server = start(programs, folder, account, port)
        if is_ready(server, folder):
            break
    else:
        raise RuntimeError((folder / "log").read_text("utf-8", "replace"))
    try:
        yield port
    finally:
        stop(server)


def start(programs: Path, folder: Path, account: str | None, port: int) -> subprocess.Popen[bytes]:
    settings = [part for each in (*SETTINGS, f"port={port}") for part in ("-c", each)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", "files", *settings],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  (one system call, no lock)
            **acting_as(account),
        )


def stop(server: subprocess.Popen[bytes]) -> None:
    """End it at once: nothing in it is worth keeping."""
    server.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGQUIT)
    server.wait(PATIENCE)


def is_ready(server: subprocess.Popen[bytes], folder: Path) -> bool:
    """Wait until the server takes connections, by its own status file; False when it gave up."""
    status = folder / "files" / "postmaster.pid"
    until = time.monotonic() + PATIENCE
    while server.poll() is None:
        if status.exists() and status.read_text().rstrip().endswith("ready"):
            return True
        if time.monotonic() > until:
            stop(server)
        time.sleep(0.02)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def end_with_parent() -> None:
    """Ask Linux to end the server when the test process is gone, however it went."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)
