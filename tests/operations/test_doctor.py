"""What the doctor finds, and what it advises."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from csatdesk.operations.backups import back_up
from csatdesk.operations.centres import set_up_centre
from csatdesk.operations.doctor import Finding, examine
from csatdesk.operations.session import Session
from csatdesk.system.keychain import SlotKind, load_keys
from csatdesk.system.paths import Profile, open_profile
from csatdesk.system.settings import load_settings, save_settings
from tests.cast import NOW, SET_UP

PASSPHRASE = "four words in a row"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    session, _code = set_up_centre(open_profile(tmp_path / "p"), replace(SET_UP, passphrase=PASSPHRASE), NOW)
    yield session
    session.close()


def wrong(profile: Profile, passphrase: str = PASSPHRASE) -> dict[str, Finding]:
    return {one.what: one for one in examine(profile, passphrase=passphrase, at=NOW) if not one.is_ok}


def test_a_sound_profile_with_a_fresh_backup_has_nothing_wrong(session: Session) -> None:
    back_up(session, at=NOW - timedelta(hours=1))
    assert not wrong(session.profile)
    told = {one.what: one.text for one in examine(session.profile, passphrase=PASSPHRASE, at=NOW)}
    assert told["Ways to open the store"] == "pass phrase, recovery sheet"
    assert told["Store"].startswith("Every page is sound: 0 cases")


def test_an_empty_profile_is_told_how_to_begin(tmp_path: Path) -> None:
    found = wrong(open_profile(tmp_path / "p"))
    assert found["Store"].advice == "Set up a centre, open the demo centre, or restore a backup."


def test_a_missing_backup_is_due(session: Session) -> None:
    assert wrong(session.profile)["Backup"].advice == "Make a backup now."


def test_a_backup_folder_that_is_gone_is_named(session: Session, tmp_path: Path) -> None:
    settings = load_settings(session.profile.settings)
    save_settings(session.profile.settings, settings._replace(backup_folder=str(tmp_path / "gone")))
    assert str(tmp_path / "gone") in wrong(session.profile)["Backup"].text


@pytest.mark.parametrize(
    ("passphrase", "said"), [("", "opens with its pass phrase"), ("no such words here", "does not open")]
)
def test_a_key_that_does_not_open_is_told(session: Session, passphrase: str, said: str) -> None:
    assert said in wrong(session.profile, passphrase)["Key of the store"].text


def test_damage_is_found(session: Session) -> None:
    session.close()
    content = bytearray(session.profile.store.read_bytes())
    content[len(content) // 2] ^= 1
    session.profile.store.write_bytes(content)
    assert "is damaged" in wrong(session.profile)["Store"].text


def test_damaged_key_slots_are_found(session: Session) -> None:
    session.profile.keys.write_text("{}")
    found = wrong(session.profile)
    assert "is damaged or was changed" in found["Ways to open the store"].text


def test_a_store_with_one_way_in_is_warned_of(session: Session) -> None:
    load_keys(session.profile.keys).without(SlotKind.RECOVERY_CODE)
    assert "recovery sheet" in wrong(session.profile)["Ways to open the store"].advice


def test_a_server_that_does_not_answer_is_told(session: Session) -> None:
    settings = load_settings(session.profile.settings)
    url = "postgresql+psycopg://127.0.0.1:1/none"
    save_settings(session.profile.settings, settings._replace(store_kind="postgresql", store_url=url))
    assert "does not answer" in wrong(session.profile)["Database server"].text
