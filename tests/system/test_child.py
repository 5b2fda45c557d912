"""Files from outside are read in a child process that cannot take the desk's computer with it."""

import logging
import os
import sys
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from csatdesk.domain.errors import Refusal, Trouble
from csatdesk.system import child
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.files import FileGone
from tests.system.readers_for_tests import HeaderMissingHere

ROOT = str(Path(__file__).resolve().parents[2])


@pytest.fixture(autouse=True)
def _child_finds_our_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_START", f"import sys; sys.path.insert(0, {ROOT!r}); " + child._START)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "sprawy.csv"
    path.write_text("Łódź;1\nTampere;2\nОмск;3\n", "utf-8")
    return path


def rows(function: str, path: Path, limits: Limits | None = None) -> list[dict[str, object]]:
    return list(run_reader(f"tests.system.readers_for_tests:{function}", path, {}, limits))


def test_rows_come_back_as_the_reader_gave_them(table: Path) -> None:
    assert rows("lines", table) == [
        {"number": 1, "cells": ["Łódź", "1"]},
        {"number": 2, "cells": ["Tampere", "2"]},
        {"number": 3, "cells": ["Омск", "3"]},
    ]


def test_options_reach_the_reader(table: Path) -> None:
    found = list(run_reader("tests.system.readers_for_tests:lines", table, {"separator": "ź"}))
    assert found[0]["cells"] == ["Łód", ";1"]


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS enforces no cap on memory")
def test_a_reader_that_eats_memory_is_stopped(table: Path) -> None:
    with pytest.raises(child.TooMuchMemory, match=r"sprawy\.csv"):
        rows("greedy", table, Limits(memory_bytes=200 << 20))


def test_a_reader_gives_back_what_only_holds_itself(table: Path) -> None:
    assert len(rows("rings", table, Limits(memory_bytes=200 << 20))) == 400


def test_a_reader_that_sleeps_is_stopped_in_time(table: Path) -> None:
    began = time.monotonic()
    with pytest.raises(child.TooSlow, match=r"sprawy\.csv"):
        rows("sleepy", table, Limits(seconds=1))
    assert time.monotonic() - began < 5


def test_a_reader_that_spins_is_stopped_in_time(table: Path) -> None:
    with pytest.raises(child.TooSlow):
        rows("busy", table, Limits(seconds=1))


def test_our_own_time_between_rows_does_not_count(table: Path) -> None:
    with closing(run_reader("tests.system.readers_for_tests:lines", table, {}, Limits(seconds=1.5))) as found:
        next(found)
        time.sleep(1.6)
        assert len(list(found)) == 2


def test_too_many_cells_are_refused(table: Path) -> None:
    with pytest.raises(child.TooManyCells, match="1000 cells"):
        rows("endless", table, Limits(cells=1000))


def test_a_refusal_of_the_reader_arrives_with_its_values(table: Path) -> None:
    with pytest.raises(HeaderMissingHere, match=r"sprawy\.csv has no header in row 7") as refused:
        rows("refusing", table)
    assert refused.value.field == "header"


def test_a_bug_in_a_reader_is_a_trouble_and_the_log_quotes_nothing(
    table: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(child.ReaderFailed, match=r"sprawy\.csv"):
        rows("buggy", table)
    assert "KeyError at readers_for_tests.py" in caplog.text
    assert "Kowalska" not in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="a job object caps memory only")
def test_a_reader_can_write_no_file(table: Path) -> None:
    with pytest.raises(child.ReaderFailed):
        rows("writing", table)
    written = Path(f"{table}.out")
    assert not written.exists() or written.stat().st_size == 0


def test_a_child_that_dies_is_a_trouble(table: Path) -> None:
    with pytest.raises(Trouble, match=r"sprawy\.csv"):
        rows("dying", table)


def test_secrets_of_ours_do_not_reach_the_child(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSATDESK_PASSPHRASE", "not for readers")
    told = rows("telling", table)[0]["environment"]
    assert isinstance(told, list)
    assert not [name for name in told if name.startswith(("CSATDESK", "PYTHON"))]


def test_a_zip_bomb_is_refused_before_any_reader_starts(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(4):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", bytes(4 << 20))
    assert bomb.stat().st_size < 100_000
    with pytest.raises(child.UnpacksTooLarge, match=r"bomb\.xlsx.* 16 MB"):
        list(run_reader("no_such_module:read", bomb, {}, Limits(unpacked_bytes=8 << 20)))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileGone, match=r"gone\.csv"):
        rows("lines", tmp_path / "gone.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0 asks for a process on POSIX only")
def test_closing_early_kills_the_child_at_once(table: Path) -> None:
    with closing(run_reader("tests.system.readers_for_tests:endless", table, {})) as found:
        pid = next(found)["pid"]
        began = time.monotonic()
    assert time.monotonic() - began < 0.5
    assert isinstance(pid, int)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_refusals_and_troubles_are_told_apart() -> None:
    assert issubclass(child.UnpacksTooLarge, Refusal)
    assert issubclass(child.TooSlow, Trouble)
