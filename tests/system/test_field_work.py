"""The working file on a laptop outlives the program, says nothing to others, and a full disk costs it nothing."""

import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from csatdesk.domain.errors import Trouble
from csatdesk.system.field_work import DAMAGED, WorkFile, WorkFileForeign

KEY, UID = secrets.token_bytes(32), uuid4()
SOURCES = Path(__file__).resolve().parents[2] / "src"
WORKER = Path(__file__).with_name("field_worker.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hall.csatdesk-work"


def numbers(path: Path) -> list[object]:
    return [one["number"] for one in WorkFile(path, KEY, UID).words]


def test_words_and_evidence_come_back_in_their_order(path: Path) -> None:
    file = WorkFile(path, KEY, UID)
    file.add_words({"number": 1})
    photo = file.add_blob(b"photo" * 1000)
    file.add_words({"number": 2, "photo": photo})
    again = WorkFile(path, KEY, UID)
    assert again.words == [{"number": 1}, {"number": 2, "photo": photo}]
    assert again.blob(photo) == b"photo" * 1000
    again.add_words({"number": 3})
    assert numbers(path) == [1, 2, 3]


def test_no_word_and_no_photo_can_be_read_in_it(path: Path) -> None:
    file = WorkFile(path, KEY, UID)
    file.add_words({"note": "canary in the hall"})
    file.add_blob(b"\x89PNG canary")
    assert not any(word in path.read_bytes() for word in (b"canary", b"\x89PNG canary", b'{"note"'))
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_another_package_is_left_as_it_is(path: Path) -> None:
    WorkFile(path, KEY, uuid4()).add_words({"number": 1})
    before = path.read_bytes()
    with pytest.raises(WorkFileForeign):
        WorkFile(path, KEY, UID)
    assert path.read_bytes() == before


def test_whatever_the_last_entry_lost_all_before_it_comes_back(path: Path) -> None:
    file = WorkFile(path, KEY, UID)
    for number in (1, 2):
        file.add_words({"number": number})
    kept = path.stat().st_size
    file.add_words({"number": 3})
    whole = path.read_bytes()
    for length in range(kept, len(whole)):
        path.write_bytes(whole[:length])
        assert numbers(path) == [1, 2]
        assert path.stat().st_size == kept
    WorkFile(path, KEY, UID).add_words({"number": 4})
    assert numbers(path) == [1, 2, 4]


def test_a_damaged_entry_is_left_out_told_and_kept_in_a_copy(path: Path) -> None:
    file = WorkFile(path, KEY, UID)
    ends = []
    for number in (1, 2, 3):
        file.add_words({"number": number})
        ends.append(path.stat().st_size)
    harmed = bytearray(path.read_bytes())
    harmed[ends[1] - 3] ^= 1
    path.write_bytes(harmed)
    again = WorkFile(path, KEY, UID)
    assert ([one["number"] for one in again.words], again.damaged) == ([1, 3], 1)
    assert path.with_suffix(DAMAGED).read_bytes() == bytes(harmed)


def test_turned_bits_never_stop_it_and_never_change_what_is_said(path: Path) -> None:
    file, chance = WorkFile(path, KEY, UID), Random(3)
    said = [{"number": number, "note": "x" * 40} for number in range(5)]
    for one in said:
        file.add_words(one)
    whole = path.read_bytes()
    for _try in range(300):
        bit = chance.randrange(32 * 8, len(whole) * 8)
        turned = bytearray(whole)
        turned[bit // 8] ^= 1 << bit % 8
        path.write_bytes(turned)
        assert all(one in said for one in WorkFile(path, KEY, UID).words)


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """No file may grow beyond `size`: writing more fails as on a full disk."""
    import resource  # POSIX alone has it

    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_a_full_disk_is_told_and_leaves_all_that_was_kept(path: Path) -> None:
    file = WorkFile(path, KEY, UID)
    file.add_words({"number": 1})
    before = path.read_bytes()
    with disk_of(len(before) + 5000), pytest.raises(Trouble):
        file.add_blob(bytes(200_000))
    assert path.read_bytes() == before
    assert numbers(path) == [1]
    file.add_words({"number": 2})  # room was made
    assert numbers(path) == [1, 2]


def test_a_killed_program_loses_at_most_what_it_had_not_said_is_kept(path: Path) -> None:
    for _round in range(3):
        command = [sys.executable, str(WORKER), str(SOURCES), str(path), KEY.hex(), str(UID)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as worker:
            time.sleep(0.7)
            worker.kill()
            assert worker.stdout is not None
            told = [int(line) for line in worker.stdout.read().split()]
        found = numbers(path)
        assert found == list(range(1, len(found) + 1))
        assert len(found) >= (told or [0])[-1]
    assert numbers(path)
    assert b"canary" not in path.read_bytes()
