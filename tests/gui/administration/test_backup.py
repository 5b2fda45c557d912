"""Backups made, brought back, and the ways to open the store."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.centres import LaterItem
from csatdesk.operations.backups import restore
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.keys import ways_in
from csatdesk.operations.session import Credentials, open_session
from csatdesk.system.keychain import SlotKind, load_keys
from csatdesk.system.settings import Settings, save_settings
from tests.cast import KEY, PASSWORD, Stage
from tests.gui.administration.hands import PASSPHRASE, SPACE, Hands


def count_staff(stage: Stage, passphrase: str) -> int:
    from csatdesk.operations.staff import list_staff
    from csatdesk.system.clock import now

    session = open_session(Credentials(stage.profile, "ewa", PASSWORD, passphrase=passphrase))
    try:
        with session.store.read(session.actor, now()) as reading:
            return len(list_staff(reading))
    finally:
        session.close()


def test_a_backup_is_made_tested_and_brought_back(hands: Hands) -> None:
    section = hands.go("Backup and recovery")
    assert section.reminder.isVisible(), "there is none yet"
    hands.save()
    assert hands.said[-1].endswith("made, and opened once to test it.")
    assert not section.reminder.isVisible()
    assert "opened once to test it" in section.last.text()
    wanted: list[tuple[Path, str]] = []
    hands.context.restore_wanted.connect(lambda path, secret: wanted.append((path, secret)))
    people = hands.go("People and their roles")
    people.add_button.click()
    hands.write("Nowa Osoba")
    hands.tab_to(people.form.password)
    hands.write("long enough")
    hands.save()
    section = hands.go("Backup and recovery")
    ((path, link),) = section.restores.items()
    hands.tab_to(link)
    hands.press(SPACE)
    assert section.ask.isVisible()
    hands.write(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    assert wanted == [(path, PASSPHRASE)]
    assert section.ask.secret == "", "the pass phrase does not stay in sight"
    hands.stage.store.close()
    aside = restore(hands.stage.profile, backup_path=path, passphrase_or_code=PASSPHRASE)
    assert aside is not None, "what was there is laid aside"
    assert count_staff(hands.stage, PASSPHRASE) == 5, "the person added since is gone"


def test_a_restore_is_taken_back_by_escape(hands: Hands) -> None:
    section = hands.go("Backup and recovery")
    hands.save()
    wanted: list[object] = []
    hands.context.restore_wanted.connect(lambda path, _secret: wanted.append(path))
    link = next(iter(section.restores.values()))
    hands.tab_to(link)
    hands.press(SPACE)
    hands.press(Qt.Key.Key_Escape)
    assert not section.ask.isVisible()
    assert not wanted
    assert hands.focused is link


def test_a_folder_that_refuses_is_told_and_the_next_try_works(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Backup and recovery")
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    section.use_folder(blocked)
    hands.save()
    assert section.banner.words
    assert section.primary_words() == "Back up now", "it can be tried again"
    section.use_folder(tmp_path / "stick")
    hands.save()
    assert len(list((tmp_path / "stick").glob("*.backup"))) == 1
    with hands.stage.read(hands.stage.ewa) as reading:
        assert LaterItem.BACKUP not in load_centre_settings(reading).later


def test_a_new_recovery_code_asks_first_and_opens_the_store(hands: Hands, tmp_path: Path) -> None:
    section = hands.go("Backup and recovery")
    keys = section.keys
    hands.tab_to(keys.new_code)
    hands.press(SPACE)
    assert SlotKind.RECOVERY_CODE not in ways_in(hands.stage.profile), "not before the person said yes"
    hands.tab_to(keys.ask.yes)
    hands.press(SPACE)
    code = keys._code
    assert keys.sheet.isVisible()
    assert load_keys(hands.stage.profile.keys).open_with_recovery_code(code) == KEY
    keys.save_sheet(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    hands.page.locked()
    assert not keys.sheet.isVisible(), "a lock hides the code"


def test_a_pass_phrase_is_typed_twice_and_then_opens_the_store(hands: Hands) -> None:
    keys = hands.go("Backup and recovery").keys
    hands.tab_to(keys.new_phrase)
    hands.press(SPACE)
    hands.write("short")
    hands.tab_to(keys.phrase_again)
    hands.write("short")
    hands.press(Qt.Key.Key_Return)
    assert "needs at least" in keys.phrase.accessibleDescription()
    for field in (keys.phrase, keys.phrase_again):
        field.setFocus()
        hands.write("four words in a row")
    hands.press(Qt.Key.Key_Return)
    assert hands.said[-1] == "The pass phrase is set."
    assert load_keys(hands.stage.profile.keys).open_with_passphrase("four words in a row") == KEY


def test_the_doctor_tells_what_he_finds(hands: Hands) -> None:
    health = hands.go("Backup and recovery").health
    hands.tab_to(health.look)
    hands.press(SPACE)
    wrong = [one.what for one in health.findings if not one.is_ok]
    assert "Ways to open the store" in wrong, "there is no recovery sheet yet"
    assert "Key of the store" not in wrong, "who works in it need not show the key"
    assert "Store" in [one.what for one in health.findings if one.is_ok]
    assert health.look.isEnabled()


@pytest.mark.parametrize("days", [1, 4])
def test_the_reminder_comes_after_three_days(hands: Hands, days: int) -> None:
    from datetime import timedelta

    from csatdesk.system.clock import now

    save_settings(hands.stage.profile.settings, Settings(last_backup_at=now() - timedelta(days=days)))
    section = hands.go("Backup and recovery")
    assert section.reminder.isVisible() is (days > 3)
