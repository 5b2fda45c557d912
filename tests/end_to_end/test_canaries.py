"""No clear text at rest: what is typed into the windows stands in no byte of any file, while they are open or after."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

import pytest

from csatdesk.domain.folding import fold
from csatdesk.store.engine import local_engines
from csatdesk.system.drafts import DraftJournal
from csatdesk.system.keychain import load_keys
from csatdesk.system.paths import Profile
from tests.end_to_end.canaries import DRAFT, NAME, ORDER, PASSING, SIGN_IN_NAME, canary

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY = 0.5  # seconds
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
FOLDERS = {  # all places where a program of this person may write
    "TMPDIR": "temp",
    "TEMP": "temp",
    "TMP": "temp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
    "HOME": "home",
}
Leak = tuple[str, str]  # a place in the windows, a file
LIST = "Numer;Data wpływu;Rodzaj;Opis;Klient\n1001;12.05.2025;Reklamacja;{story};{name}\n"


def forms(text: str) -> set[bytes]:
    """How a text may lie in a file, in small letters: as typed, folded, and its longest Latin part without spaces."""
    latin = max(re.findall(r"[a-z0-9@.]+", text.lower().replace(" ", "")), key=len)
    return {form.encode(encoding) for form, encoding in product((text.lower(), fold(text), latin), ENCODINGS)}


def leaks(folder: Path, words: Mapping[str, str]) -> Iterator[Leak]:
    """Each place of `words` whose text stands in a file below `folder`, or in the name of one."""
    wanted = {place: forms(text) for place, text in words.items()}
    for path in sorted(folder.rglob("*")):
        there = str(path.relative_to(folder))
        content = there.lower().encode() + b"\n" + read(path).lower()
        for place, ways in wanted.items():
            if any(way in content for way in ways):
                yield place, there


def read(path: Path) -> bytes:
    """The bytes of a file; none where it is a folder or socket, or has gone meanwhile."""
    if not path.is_file():
        return b""
    with suppress(FileNotFoundError):
        return path.read_bytes()
    return b""


CANARIES = {place: canary(place) for place in ORDER}


def test_there_are_forty_canaries_and_more() -> None:
    assert len(CANARIES) >= 40
    assert len(set(CANARIES.values())) == len(CANARIES)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "change", [str, str.upper, fold, lambda text: text.replace(" ", "").removesuffix("Żółtodziób")]
)
def test_every_canary_would_be_found(tmp_path: Path, encoding: str, change: Callable[[str], str]) -> None:
    (tmp_path / "deep").mkdir()
    for place, text in CANARIES.items():
        (tmp_path / "deep" / f"{ORDER.index(place)}.bin").write_bytes(b"\0\1" + change(text).encode(encoding) + b"\2")
    found = set(leaks(tmp_path, CANARIES))
    assert found == {(place, str(Path("deep", f"{ORDER.index(place)}.bin"))) for place in CANARIES}


def test_nothing_typed_into_the_windows_lies_in_clear(tmp_path: Path) -> None:
    folder = tmp_path / "computer"
    found, code = live_a_day(folder, written_list(tmp_path / "list.csv"))
    found |= set(leaks(folder, CANARIES))
    assert found == set()
    ways = {"".join(code).lower().encode(), "-".join(code).lower().encode()}
    assert not [path for path in folder.rglob("*") if any(way in read(path).lower() for way in ways)]
    assert signed_in(folder) == {Path("profile", "settings.toml")}, "who signed in here is offered at sign-in"
    profile = Profile(folder / "profile")
    assert " ERROR " not in (profile.logs / "csatdesk.log").read_text("utf-8")
    assert list(profile.backups.iterdir())
    key = load_keys(profile.keys).open_with_passphrase(canary("pass phrase"))
    kept = "\n".join(stored_words(profile, key))
    missing = {place for place in set(ORDER) - PASSING - DRAFT if canary(place) not in kept}
    assert missing == set(), "whatever was typed to be kept is in the encrypted store"
    assert not [place for place in PASSING if canary(place) in kept]
    (draft,) = DraftJournal(profile.drafts, key).load_all().found
    assert [place for place in sorted(DRAFT) if canary(place) not in draft.values.values()] == []


def live_a_day(folder: Path, to_import: Path) -> tuple[set[Leak], list[str]]:
    """Let the day go by in a process that has only the folders in `folder`; what was seen in clear meanwhile, and the
    groups of the recovery code."""
    for name in {*FOLDERS.values(), "profile"}:
        (folder / name).mkdir(mode=0o700, parents=True)
    own = {variable: str(folder / name) for variable, name in FOLDERS.items()}
    command = [sys.executable, "-m", "tests.end_to_end.canary_day", str(folder / "profile"), str(to_import)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | own, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as day:
        assert day.stdin is not None
        assert day.stdout is not None
        assert day.stderr is not None
        errors = Lines(day.stderr)
        found: set[Leak] = set()
        told: list[str] = []
        for line in Lines(day.stdout):
            found |= set(leaks(folder, CANARIES))
            told += [line] if line else []
            if line == "look":
                day.stdin.write("\n")
                day.stdin.flush()
    said = [line for line in errors if line and not line.startswith("This plugin does not support")]
    assert day.returncode == 0, "\n".join((*told, *said))
    assert said == []
    assert told.count("look") == 4, told
    (code,) = (line.split()[1:] for line in told if line.startswith("code "))
    return found, code


class Lines:
    """The lines of a pipe as they come; "" whenever none came for a while."""

    def __init__(self, pipe: IO[str]) -> None:
        self._lines: Queue[str | None] = Queue()
        Thread(target=self._pump, args=(pipe,), daemon=True).start()

    def _pump(self, pipe: IO[str]) -> None:
        for line in pipe:
            self._lines.put(line.rstrip())
        self._lines.put(None)

    def __iter__(self) -> Iterator[str]:
        while True:
            try:
                line = self._lines.get(timeout=LOOK_EVERY)
            except Empty:
                yield ""
                continue
            if line is None:
                return
            yield line


def written_list(path: Path) -> Path:
    path.write_text(LIST.format(story=canary("imported story"), name=canary("imported name")), "utf-8")
    return path


def signed_in(folder: Path) -> set[Path]:
    """The files that hold a name of the person who signed in."""
    return {Path(path) for _place, path in leaks(folder, {"name": NAME, "sign-in name": SIGN_IN_NAME})}


def stored_words(profile: Profile, key: bytes) -> Iterable[str]:
    """Every text of every table, decrypted."""
    writer, readers = local_engines(profile.store, key)
    with readers.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        for table in tables:
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                yield from (value for value in row if isinstance(value, str))
    readers.dispose()
    writer.dispose()
