"""A backup has its name only when it is whole and was tried; the newest are kept."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csatdesk.domain.errors import Trouble
from csatdesk.system.backup import (
    NotABackup,
    backup_path,
    is_backup_due,
    keep_newest,
    list_backups,
    make_backup,
    unpack_backup,
)
from csatdesk.system.files import FileUnusable

AT = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
STORE = os.urandom(100_000)


class StoreUnsound(Trouble):
    text = "The copy does not open."


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "keys.json"
    path.write_bytes(b'{"version": 1}')
    return path


def copy_store(target: Path) -> None:
    target.write_bytes(STORE)


def sound(_copy: Path) -> None:
    """The copy opens."""


def unsound(_copy: Path) -> None:
    raise StoreUnsound()


def test_a_backup_brings_store_and_key_slots_back(tmp_path: Path, keys: Path) -> None:
    backup = make_backup(tmp_path / "stick", AT, keys, copy_store, sound)
    assert backup.name == "csatdesk-2026-11-22-1705.backup"
    assert stat.S_IMODE(backup.stat().st_mode) & 0o077 == 0
    unpack_backup(backup, tmp_path / "store.db", tmp_path / "back.json")
    assert (tmp_path / "store.db").read_bytes() == STORE
    assert (tmp_path / "back.json").read_bytes() == keys.read_bytes()
    assert [path.name for path in (tmp_path / "stick").iterdir()] == [backup.name]


def test_a_copy_that_does_not_open_becomes_no_backup(tmp_path: Path, keys: Path) -> None:
    with pytest.raises(StoreUnsound):
        make_backup(tmp_path / "stick", AT, keys, copy_store, unsound)
    assert not list((tmp_path / "stick").iterdir())


def test_two_backups_of_one_minute_have_two_names(tmp_path: Path, keys: Path) -> None:
    make_backup(tmp_path, AT, keys, copy_store, sound)
    second = make_backup(tmp_path, AT, keys, copy_store, sound)
    assert second.name == "csatdesk-2026-11-22-1705-2.backup"


@pytest.mark.parametrize("harm", ["cut", "turned", "empty", "other"])
def test_what_is_no_sound_backup_is_refused(tmp_path: Path, keys: Path, harm: str) -> None:
    backup = make_backup(tmp_path, AT, keys, copy_store, sound)
    content = backup.read_bytes()
    turned = content[:5000] + bytes([content[5000] ^ 1]) + content[5001:]
    backup.write_bytes({"cut": content[:-30], "turned": turned, "empty": b"", "other": b"a letter"}[harm])
    with pytest.raises(NotABackup, match=r"csatdesk-2026-11-22-1705\.backup"):
        unpack_backup(backup, tmp_path / "store.db", tmp_path / "back.json")


def test_nothing_that_is_there_is_overwritten(tmp_path: Path, keys: Path) -> None:
    backup = make_backup(tmp_path, AT, keys, copy_store, sound)
    (tmp_path / "store.db").write_bytes(b"the present store")
    with pytest.raises(FileUnusable):
        unpack_backup(backup, tmp_path / "store.db", tmp_path / "back.json")
    assert (tmp_path / "store.db").read_bytes() == b"the present store"


def test_the_newest_are_kept_and_other_files_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.backup").write_bytes(b"")
    for number in range(5):
        path = backup_path(tmp_path, AT + timedelta(days=number))
        path.write_bytes(b"x")
        os.utime(path, (number, number))
    gone = keep_newest(tmp_path, 2)
    assert len(gone) == 3
    assert [one.path.name for one in list_backups(tmp_path)] == [
        "csatdesk-2026-11-26-1705.backup",
        "csatdesk-2026-11-25-1705.backup",
    ]
    assert (tmp_path / "letter.backup").exists()
    assert not list_backups(tmp_path / "none")


def test_a_reminder_is_due_after_three_days() -> None:
    assert is_backup_due(None, AT)
    assert is_backup_due(AT, AT + timedelta(days=3))
    assert not is_backup_due(AT, AT + timedelta(days=2, hours=23))
