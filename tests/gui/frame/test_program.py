"""The program as a whole: in by the first start or sign-in, locked, switched, closed with a backup."""

import builtins
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.app import Program
from csatdesk.domain.errors import NotAllowed
from csatdesk.gui.idle import IdleWatch
from csatdesk.gui.intake.receipt_preview import ReceiptPreview
from csatdesk.gui.plain_import import import_plainly
from csatdesk.gui.sign_in.first_start import FirstStart
from csatdesk.gui.sign_in.later import LaterView
from csatdesk.gui.sign_in.promises import of_office
from csatdesk.gui.sign_in.recovery import ASKED, RecoveryView
from csatdesk.gui.sign_in.set_up import SetUpView
from csatdesk.gui.sign_in.view import SignInView
from csatdesk.operations.session import switch_person
from csatdesk.system.clock import now
from csatdesk.system.paths import open_profile
from csatdesk.system.settings import Settings, load_settings, save_settings
from csatdesk.wording.texts import _, spoken
from tests.cast import PASSWORD, PIN
from tests.gui.frame.conftest import press, type_into

HEAVY = (
    "sqlalchemy",
    "keyring",
    "babel",
    "csatdesk.store",
    "csatdesk.operations",
    "reportlab",
    "argon2",
    "cryptography",
)

SLOW_TO_BUILD = {"QStyle", "QGradient", "QIcon"}  # classes of Qt with many enum members, built when first named

PROBE = """
import sys
from pathlib import Path
from PySide6 import QtGui, QtWidgets
from csatdesk.app import Program
from csatdesk.gui.theme import new_application
from csatdesk.system.paths import open_profile
def tell():
    print("\\n".join([*sys.modules, *vars(QtGui), *vars(QtWidgets)]))
    app.quit()
app = new_application("csatdesk")
program = Program(open_profile(Path(sys.argv[1])), Path(sys.argv[1]) / "demo")
program.shell.painted.connect(tell)
program.begin()
app.exec()
"""


def test_sign_in_is_painted_before_store_keyring_and_babel_are_loaded(tmp_path: Path) -> None:
    loaded = named_by_first_picture(tmp_path)
    assert "csatdesk.gui.sign_in.view" in loaded
    assert not [name for name in loaded if name.startswith(HEAVY)]


def test_sign_in_is_painted_without_what_takes_long_to_make(tmp_path: Path) -> None:
    loaded = named_by_first_picture(tmp_path)
    assert "QListView" in loaded
    assert not loaded & {*SLOW_TO_BUILD, "dataclasses"}


def test_pyside_does_not_read_the_source_of_every_module(monkeypatch: pytest.MonkeyPatch) -> None:
    hook = vars(builtins)["__feature_import__"]
    monkeypatch.setattr(builtins, "__import__", hook)
    import_plainly()
    assert builtins.__import__ is not hook


def named_by_first_picture(folder: Path) -> set[str]:
    """Modules loaded, and classes of Qt named, when sign-in with two people in its list has been painted."""
    (folder / "keys.json").write_text("{}")
    people = Settings().with_recent("Anna Nowak", "anna").with_recent("Marek Wolski", "marek", has_pin=True)
    save_settings(folder / "settings.toml", people)
    told = subprocess.run(
        [sys.executable, "-c", PROBE, str(folder)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return set(told.stdout.split())


def sign_in(program: Program, qtbot: QtBot, name: str = "anna", password: str = PASSWORD) -> None:
    view = program.entrance.front
    assert isinstance(view, SignInView)
    view.name.selectAll()
    type_into(view.name, name)
    view.secret.ask(pin=False, can_turn=False)
    type_into(view.secret.field, password)
    press(view.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.main is not None or bool(view.secret.error), timeout=15_000)


def open_window(program: Program, qtbot: QtBot) -> None:
    program.entrance.begin(program.settings)
    program.shell.show()
    qtbot.waitExposed(program.shell)


def test_anna_signs_in_and_stands_at_her_desk(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    assert program.main is not None
    assert program.shell.front is program.main
    assert program.main.page is not None
    assert program.main.page.title == _("My desk") == "Moje stanowisko"  # Anna's language, from now on
    assert "Anna" not in program.shell.windowTitle()


def test_she_is_offered_at_this_desk_the_next_time_with_her_pin(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot, "marek")
    qtbot.waitUntil(lambda: len(load_settings(program.profile.settings).recent) == 2)
    first, second = load_settings(program.profile.settings).recent
    assert (first.sign_in_name, first.has_pin) == ("marek", False)
    assert (second.sign_in_name, second.has_pin) == ("anna", True)


def test_a_wrong_password_keeps_the_page_and_says_why(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot, password="nonsense")
    assert program.main is None
    view = program.entrance.front
    assert isinstance(view, SignInView)
    assert view.secret.error.startswith("Name and password do not belong together")


def locked_view(program: Program) -> SignInView:
    view = program.shell.front
    assert isinstance(view, SignInView)
    return view


def shown_words(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_lock_hides_everything_and_a_pin_goes_on_where_one_was(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    qtbot.waitUntil(lambda: bool(load_settings(program.profile.settings).recent[0].has_pin))
    main = program.main
    assert main is not None
    main.go("customers")
    main.actions_by_key["lock"].trigger()
    view = locked_view(program)
    assert not main.isVisible()
    assert program.shell.windowTitle() == "csatdesk"
    assert "Agnieszka" not in shown_words(program.shell)
    view.secret.ask(pin=True, can_turn=True)
    type_into(view.secret.field, PIN)
    press(view.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.shell.front is main)
    assert main.page is not None
    assert main.page is main.go("customers")


def test_the_lock_hides_a_receipt_that_is_shown_and_one_that_comes_too_late(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    main = program.main
    assert main is not None
    assert main.page is not None
    receipt, late = ReceiptPreview(main.page), ReceiptPreview(main.page)
    receipt.show_pages("Receipt of 26-01-00001-8", (), lambda: None)
    assert receipt.isVisible()
    assert receipt.geometry() == main.rect(), "it lies over the whole desk"
    main.actions_by_key["lock"].trigger()
    late.show_pages("Receipt of 26-01-00002-6", (), lambda: None)
    assert not receipt.isVisible()
    assert not late.isVisible()


def test_a_late_answer_does_not_take_the_keyboard_from_the_lock(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    program.shell.activateWindow()
    qtbot.waitUntil(program.shell.isActiveWindow)
    main = program.main
    assert main is not None
    main.actions_by_key["lock"].trigger()
    view = locked_view(program)
    qtbot.waitUntil(view.secret.field.hasFocus)
    main.header.search.setFocus()
    assert program.shell.focusWidget() is view.secret.field
    view.secret.ask(pin=True, can_turn=True)
    type_into(view.secret.field, PIN)
    press(view.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.shell.front is main)
    main.header.search.setFocus()
    assert program.shell.focusWidget() is not view.secret.field


def test_another_person_takes_over_a_locked_desk(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    before = program.main
    program.lock()
    view = locked_view(program)
    view.name.selectAll()
    type_into(view.name, "marek")
    type_into(view.secret.field, PASSWORD)
    press(view.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.main is not before and program.shell.front is program.main, timeout=15_000)
    assert program.context is not None
    assert program.context.actor.name == "Marek Lis"


def test_the_desk_of_who_went_hears_no_more_of_the_work_and_mistakes_are_told_once(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    before = program.main
    assert before is not None
    runner = before.context.runner
    gone = QSignalSpy(before.destroyed)
    program.come_in(switch_person(runner.session, sign_in_name="marek", password=PASSWORD), "marek")
    qtbot.waitUntil(lambda: gone.count() == 1)
    told: list[str] = []
    monkeypatch.setattr(program, "tell", lambda words, _retry: told.append(words))
    runner.busy.emit("Working …")
    runner.undo_offered.emit("Taken.")
    runner.failed.emit(NotAllowed(), None)
    assert program.main is not None
    assert program.main.status.text_of("busy") == "Working …"
    assert told == [spoken(NotAllowed())]


def test_a_wrong_pin_leaves_the_desk_locked(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    program.lock()
    view = locked_view(program)
    view.secret.ask(pin=True, can_turn=True)
    type_into(view.secret.field, "0000")
    press(view.secret.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(view.secret.error))
    assert program.shell.front is view


def test_nobody_at_the_desk_locks_it(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    watch = program.shell.findChild(IdleWatch)
    assert watch is not None
    watch.look(watch._worked_at + 60 * program.settings.lock_after_minutes + 1, watch._looked_at + 5)
    assert isinstance(program.shell.front, SignInView)


def test_a_computer_that_slept_wakes_up_locked(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    watch = program.shell.findChild(IdleWatch)
    assert watch is not None
    watch.look(watch._worked_at + 1, watch._looked_at + 3600)
    assert isinstance(program.shell.front, SignInView)


def test_closing_after_work_backs_up_first_and_closing_without_work_does_not(program: Program, qtbot: QtBot) -> None:
    from csatdesk.domain.changes import Kind

    open_window(program, qtbot)
    sign_in(program, qtbot)
    assert program.context is not None
    program.context.runner.changed.emit(frozenset({Kind.CASE}))
    program.shell.close()
    assert program.shell.isVisible()
    qtbot.waitUntil(lambda: not program.shell.isVisible(), timeout=20_000)
    assert list(program.profile.backups.iterdir())
    assert load_settings(program.profile.settings).last_backup_at is not None


def test_who_only_looked_leaves_without_a_backup(program: Program, qtbot: QtBot) -> None:
    open_window(program, qtbot)
    sign_in(program, qtbot)
    qtbot.wait(300)  # what tidies up after the start has ended by then
    program.shell.close()
    qtbot.waitUntil(lambda: not program.shell.isVisible(), timeout=20_000)
    assert not list(program.profile.backups.iterdir())


def test_after_three_days_without_a_backup_one_is_offered_and_made(program: Program, qtbot: QtBot) -> None:
    settings = load_settings(program.profile.settings)
    old = settings._replace(last_backup_at=now() - timedelta(days=4))
    save_settings(program.profile.settings, old)
    open_window(program, qtbot)
    sign_in(program, qtbot)
    assert program.main is not None
    offered = program.main.message.findChildren(QAbstractButton)
    qtbot.waitUntil(program.main.message.isVisible)
    next(button for button in offered if button.text() == _("Back up now")).click()
    qtbot.waitUntil(lambda: bool(list(program.profile.backups.iterdir())), timeout=20_000)
    context = program.main.context
    qtbot.waitUntil(lambda: context.settings.last_backup_at != old.last_backup_at)  # it is told, too


def test_a_second_window_on_the_same_profile_is_refused(program: Program) -> None:
    assert program.claim()
    other = Program(program.profile, program.profile.dir / "demo")
    assert not other.claim()
    other.leave_nothing_open()


@pytest.fixture
def fresh(tmp_path: Path, qtbot: QtBot) -> Program:
    profile = open_profile(tmp_path / "fresh")
    made = Program(profile, profile.dir / "demo")
    made.entrance.begin(made.settings)
    made.shell.show()
    return made


def test_a_centre_is_set_up_by_three_questions_and_a_recovery_sheet(fresh: Program, qtbot: QtBot) -> None:
    """No keyring here: the store asks for a pass phrase, as the person is told."""
    first = fresh.entrance.front
    assert isinstance(first, FirstStart)
    first.set_up.click()
    view = fresh.entrance.front
    assert isinstance(view, SetUpView)
    qtbot.waitUntil(lambda: view.country.count() > 10, timeout=20_000)
    view.country.set_value("EE")
    type_into(view.centre, "Energia Pohja")
    type_into(view.person, "Liis Kuusk")
    assert view.sign_in_name.text() == "liis"
    view.button.click()
    qtbot.waitUntil(view.button.isEnabled, timeout=20_000)
    assert view._rows["password"].field.property("state") == "error"
    type_into(view.password, PASSWORD)
    view.button.click()
    qtbot.waitUntil(lambda: view.passphrase.isVisible() or fresh.entrance.front is not view, timeout=20_000)
    if fresh.entrance.front is view:
        type_into(view.passphrase, "four long words here")
        view.button.click()
        qtbot.waitUntil(lambda: fresh.entrance.front is not view, timeout=20_000)
    sheet = fresh.entrance.front
    assert isinstance(sheet, RecoveryView)
    pdf = fresh.profile.dir / "sheet.pdf"
    sheet.save_wanted.emit(pdf)
    qtbot.waitUntil(pdf.exists, timeout=20_000)
    type_into(sheet.group, "AAAAA")
    press(sheet.group, Qt.Key.Key_Return)
    assert fresh.entrance.front is sheet
    sheet.group.setText(sheet._groups[ASKED - 1].lower())
    press(sheet.group, Qt.Key.Key_Return)
    later = fresh.entrance.front
    assert isinstance(later, LaterView)
    later.button.click()
    qtbot.waitUntil(lambda: fresh.main is not None, timeout=20_000)
    assert fresh.context is not None
    assert fresh.context.actor.name == "Liis Kuusk"
    fresh.leave_nothing_open()


def test_the_first_page_speaks_another_language_at_once(fresh: Program) -> None:
    first = fresh.entrance.front
    assert isinstance(first, FirstStart)
    first.language_chosen.emit("pl")
    assert isinstance(fresh.entrance.front, FirstStart)
    assert fresh.entrance.front.language.value() == "pl"
    first = fresh.entrance.front
    first.language_chosen.emit("en")
    fresh.leave_nothing_open()


def test_sign_in_tells_of_the_office_of_who_was_here_last(program: Program, qtbot: QtBot) -> None:
    program.begin()
    sign_in(program, qtbot)
    qtbot.waitUntil(lambda: program.main is not None)
    qtbot.waitUntil(lambda: bool(load_settings(program.profile.settings).office_hours))
    settings = load_settings(program.profile.settings)
    view = program.entrance.show_sign_in(settings)
    program.entrance.fill_in(settings)
    told = [label.text() for label in view.pane.findChildren(QLabel)]
    (promise,) = of_office(settings, now())
    assert promise.line in told
    assert "Agnieszka" not in program.profile.settings.read_text("utf-8")  # nothing of any customer
