"""Backups of a real store: whole, encrypted, tried; and back again."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from csatdesk.domain.errors import Cancelled, Trouble
from csatdesk.operations.backups import ServerBacksUp, back_up, backup_is_due, last_backup, list_backups, restore
from csatdesk.operations.centres import set_up_centre
from csatdesk.operations.session import Credentials, Session, open_session
from csatdesk.store.copies import CopyUnsound, StoreUnsound, check_store, try_copy
from csatdesk.store.engine import StoreUnreadable
from csatdesk.system.backup import NotABackup
from csatdesk.system.keychain import WrongPassphrase
from csatdesk.system.paths import Profile, open_profile
from csatdesk.system.settings import load_settings, save_settings
from tests.cast import KEY, NOW, PASSWORD, SET_UP, Stage

PASSPHRASE = "four words in a row"
CANARY = "Kanarienvogel-7719"


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return open_profile(tmp_path / "profile")


@pytest.fixture
def session(profile: Profile) -> Session:
    set_up = replace(SET_UP, passphrase=PASSPHRASE, centre_name=CANARY)
    session, _code = set_up_centre(profile, set_up, NOW)
    return session


def signed_in(profile: Profile) -> Session:
    return open_session(Credentials(profile, "ewa", PASSWORD, passphrase=PASSPHRASE))


def test_a_backup_brings_back_what_was_there(session: Session, profile: Profile, tmp_path: Path) -> None:
    made = back_up(session, folder=tmp_path / "stick", at=NOW)
    with session.store.write(session.actor, NOW) as work:
        work.db.connection().exec_driver_sql("UPDATE centres SET name = 'Something else'")
    session.close()
    aside = restore(profile, backup_path=made, passphrase_or_code=PASSPHRASE, at=NOW)
    assert aside is not None
    back = signed_in(profile)
    assert back.centre.name == CANARY
    back.close()
    assert sorted(path.name for path in aside.iterdir()) == ["keys.json", "store.db"]
    assert not list(profile.dir.glob(".restore-*"))


def test_a_backup_opens_on_another_computer_with_the_recovery_code(profile: Profile, tmp_path: Path) -> None:
    session, code = set_up_centre(profile, replace(SET_UP, passphrase=PASSPHRASE), NOW)
    made = back_up(session, at=NOW)
    session.close()
    other = open_profile(tmp_path / "other")
    assert restore(other, backup_path=made, passphrase_or_code=code) is None
    signed_in(other).close()


def test_a_backup_holds_no_clear_text(session: Session, profile: Profile, tmp_path: Path) -> None:
    made = back_up(session, folder=tmp_path / "stick", at=NOW)
    session.close()
    files = [made, *(path for path in profile.dir.rglob("*") if path.is_file())]
    for path in files:
        content = path.read_bytes()
        assert CANARY.encode() not in content, path
        assert b"SQLite format 3" not in content, path
    assert made.stat().st_size > 100_000


def test_a_backup_is_made_while_others_write(local_centre: Stage, tmp_path: Path) -> None:
    local_centre.profile.keys.write_text("{}")
    local_centre.register()
    with local_centre.work() as work:
        work.db.connection().exec_driver_sql("UPDATE staff SET wrong_pins = 1")
        made = back_up(local_centre.session(), folder=tmp_path / "stick", at=NOW)
    with zipfile.ZipFile(made) as archive:
        archive.extract("store.db", tmp_path)
    assert check_store(tmp_path / "store.db", KEY)["cases"] == 1


def test_the_newest_backup_is_remembered(session: Session, profile: Profile) -> None:
    assert backup_is_due(profile, NOW)
    back_up(session, at=NOW)
    assert last_backup(profile) == NOW
    assert not backup_is_due(profile, NOW + timedelta(days=2))
    assert backup_is_due(profile, NOW + timedelta(days=3))
    assert len(list_backups(profile.backups)) == 1


def test_a_wrong_pass_phrase_changes_nothing(session: Session, profile: Profile) -> None:
    made = back_up(session, at=NOW)
    session.close()
    before = profile.store.read_bytes()
    with pytest.raises(WrongPassphrase):
        restore(profile, backup_path=made, passphrase_or_code="four other words in a row")
    assert profile.store.read_bytes() == before
    assert not list(profile.dir.glob("before-restore-*"))


@pytest.mark.parametrize("harm", ["cut", "turned", "other"])
def test_a_damaged_backup_changes_nothing(session: Session, profile: Profile, harm: str) -> None:
    made = back_up(session, at=NOW)
    session.close()
    content = made.read_bytes()
    middle = len(content) // 2
    turned = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    made.write_bytes({"cut": content[:-9], "turned": turned, "other": b"a letter"}[harm])
    with pytest.raises(NotABackup):
        restore(profile, backup_path=made, passphrase_or_code=PASSPHRASE)
    signed_in(profile).close()


def test_a_store_with_one_turned_bit_is_found_out(session: Session, profile: Profile) -> None:
    session.close()
    counts = check_store(profile.store, session.store_key)
    assert counts["staff"] == 1
    content = bytearray(profile.store.read_bytes())
    content[len(content) // 2] ^= 1
    profile.store.write_bytes(content)
    with pytest.raises(StoreUnsound):
        check_store(profile.store, session.store_key)
    with pytest.raises(CopyUnsound):
        try_copy(profile.store, session.store_key, counts)


def test_another_key_opens_nothing(session: Session, profile: Profile) -> None:
    session.close()
    with pytest.raises(StoreUnreadable):
        check_store(profile.store, bytes(32))


def test_a_copy_with_fewer_rows_is_no_copy(session: Session, profile: Profile) -> None:
    session.close()
    counts = check_store(profile.store, session.store_key)
    with pytest.raises(CopyUnsound):
        try_copy(profile.store, session.store_key, {**counts, "cases": 1})


def test_cancel_leaves_no_backup(session: Session, profile: Profile) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        back_up(session, at=NOW, progress=cancel)
    assert not list(profile.backups.iterdir())
    session.close()


def test_a_folder_that_is_not_there_is_told(session: Session, profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(Trouble):
        back_up(session, folder=tmp_path / "file" / "stick", at=NOW)
    session.close()


def test_the_server_has_backups_of_its_own(session: Session, profile: Profile) -> None:
    save_settings(profile.settings, load_settings(profile.settings)._replace(store_kind="postgresql"))
    with pytest.raises(ServerBacksUp):
        back_up(session, at=NOW)
    assert not backup_is_due(profile, NOW)
    session.close()
