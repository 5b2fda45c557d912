"""What every test stands on: Qt without a display, folders of its own, and a throw-away PostgreSQL server."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.postgres import NoServer, PostgresServer, running_server

# Qt reads these when the first window is made, so they are set before any fixture runs.
if "CSATDESK_TEST_DISPLAY" not in os.environ:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
if sys.platform == "linux" and not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
    os.environ["LC_ALL"] = "C.UTF-8"  # Qt warns where the machine has set no language
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # never the developer's own keyring

IN_MEMORY = Path("/dev/shm")  # of Linux
ROOM = 4 << 30  # bytes free there
if "TMPDIR" not in os.environ and IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
    # Stores and databases of tests are written and thrown away by the thousand. TMPDIR puts them where you like.
    os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)

MUCH_GARBAGE = 20_000  # objects since the last time

settings.register_profile("csatdesk", deadline=None)  # a busy machine is slow at times; that is no failure
settings.load_profile("csatdesk")


@pytest.fixture(scope="session", autouse=True)
def _own_folders() -> Iterator[None]:
    """Settings, data and sockets of the person who runs the tests stay out of reach."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    with tempfile.TemporaryDirectory(prefix="csatdesk-tests-") as folder, pytest.MonkeyPatch.context() as patch:
        for name in names:
            own = Path(folder, name.lower())
            own.mkdir(mode=0o700)
            patch.setenv(name, str(own))
        yield


@pytest.fixture(autouse=True)
def _garbage_on_this_thread() -> None:
    """What points at itself is freed here alone: a widget freed by a worker thread takes the tests down.

    By now nothing holds the last test's objects. What is left is there to stay, libraries above all: it is set aside,
    so that the next collection looks only at what was made since.
    """
    gc.disable()
    if gc.get_count()[0] > MUCH_GARBAGE:
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this test process; tests that need one are skipped where there is none."""
    try:
        with running_server() as server:
            yield server
    except NoServer as reason:
        pytest.skip(f"PostgreSQL half skipped: {reason}")


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """An empty database of this test's own."""
    url = postgres_server.database()
    yield url
    postgres_server.drop(url)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input files: CSATDESK_SHARED, or `shared/data` beside the checkout."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("CSATDESK_SHARED", beside)) / "data"
    if not folder.is_dir():
        pytest.skip("the shared input files are not here (CSATDESK_SHARED names their folder)")
    return folder
