"""Drafts survive the death of the program, say nothing to others, and never stop it when damaged."""

import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from csatdesk.system.drafts import DraftJournal
from csatdesk.system.files import FileGone

KEY = secrets.token_bytes(32)
SOURCES = Path(__file__).resolve().parents[2] / "src"


@pytest.fixture
def journal(tmp_path: Path) -> DraftJournal:
    return DraftJournal(tmp_path, KEY)


def kept(journal: DraftJournal) -> Mapping[UUID, Mapping[str, object]]:
    return {draft.id: draft.values for draft in journal.load_all().found}


def test_the_last_save_of_each_draft_comes_back_oldest_first(journal: DraftJournal) -> None:
    first, second = uuid4(), uuid4()
    journal.save(first, {"text": "Podwójna"})
    time.sleep(0.01)
    journal.save(second, {"text": "Näit võeti", "tabs": [1, 2], "topic": None})
    time.sleep(0.01)
    journal.save(first, {"text": "Podwójna kwota"})
    assert list(kept(journal).items()) == [
        (second, {"text": "Näit võeti", "tabs": [1, 2], "topic": None}),
        (first, {"text": "Podwójna kwota"}),
    ]


def test_a_removed_draft_is_gone_and_may_be_removed_again(journal: DraftJournal, tmp_path: Path) -> None:
    draft = uuid4()
    journal.save(draft, {"text": "x"})
    journal.remove(draft)
    journal.remove(draft)
    assert not kept(journal)
    assert not list(tmp_path.iterdir())


def test_neither_bytes_nor_names_of_files_tell_what_was_typed(journal: DraftJournal, tmp_path: Path) -> None:
    journal.save(uuid4(), {"customer": "Agnieszka Zielinska", "text": "canary 4021778605"})
    for path in tmp_path.iterdir():
        assert not any(word in path.read_bytes() for word in (b"canary", b"Zielinska", b"customer", b"4021778605"))
        assert path.stem == UUID(path.stem).hex


@pytest.mark.parametrize("harm", ["cut", "turned", "empty", "exchanged", "misnamed"])
def test_a_damaged_draft_is_set_aside_and_the_others_come_back(
    journal: DraftJournal, tmp_path: Path, harm: str
) -> None:
    good, bad = uuid4(), uuid4()
    journal.save(good, {"text": "whole"})
    journal.save(bad, {"text": "harmed"})
    path = tmp_path / f"{bad.hex}.draft"
    content = path.read_bytes()
    if harm == "misnamed":
        path = path.rename(tmp_path / "letter.draft")
    harmed = {
        "cut": content[:-1],
        "turned": content[:20] + bytes([content[20] ^ 1]) + content[21:],
        "empty": b"",
        "exchanged": (tmp_path / f"{good.hex}.draft").read_bytes(),
        "misnamed": content,
    }
    path.write_bytes(harmed[harm])
    loaded = journal.load_all()
    assert [draft.id for draft in loaded.found] == [good]
    assert [one.name for one in loaded.damaged] == [path.with_suffix(".damaged").name]
    assert loaded.damaged[0].is_file()
    assert not journal.load_all().damaged


def test_the_drafts_of_another_store_do_not_open(journal: DraftJournal, tmp_path: Path) -> None:
    journal.save(uuid4(), {"text": "x"})
    assert not kept(DraftJournal(tmp_path, secrets.token_bytes(32)))


def test_a_folder_that_went_away_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileGone):
        DraftJournal(tmp_path / "gone", KEY).save(uuid4(), {})


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("after", [1, 2, 3, 5, 8, 13])
def test_a_kill_loses_nothing_that_save_has_confirmed(journal: DraftJournal, tmp_path: Path, after: int) -> None:
    draft = uuid4()
    command = [sys.executable, str(Path(__file__).with_name("draft_writer.py")), str(SOURCES), str(tmp_path)]
    with subprocess.Popen([*command, KEY.hex(), str(draft)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            confirmed = int(writer.stdout.readline())
        time.sleep(after / 10_000)  # into the middle of the next save
        writer.kill()
        confirmed = max([confirmed, *map(int, writer.stdout.read().split())])
    loaded = journal.load_all()
    assert not loaded.damaged
    number = loaded.found[0].values["number"]
    assert isinstance(number, int)
    assert number >= confirmed
    assert loaded.found[0].values["text"] == "Rachunek za wysoki. " * number
    assert [path.name for path in tmp_path.iterdir()] == [f"{draft.hex}.draft"]
