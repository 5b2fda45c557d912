"""The program itself as `csatdesk --field FILE` starts it, and the way to it from the first page."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.__main__ import _parser
from csatdesk.app import Program
from csatdesk.domain.evaluations import NOTE_MOST
from csatdesk.gui.field import leading
from csatdesk.gui.sign_in.first_start import FirstStart
from csatdesk.operations.field.giving import Taken, What, give_out
from csatdesk.system.clock import now
from csatdesk.system.paths import open_profile
from csatdesk.wording.texts import _, set_language
from tests.cast import Stage
from tests.operations.evaluations.scorecards import begun
from tests.operations.field.hands import PASSPHRASE


@pytest.fixture
def package(local_centre: Stage, tmp_path: Path) -> Path:
    path = tmp_path / "hall.csatdesk-field"
    one = Taken(What.EVALUATION, begun(local_centre))
    with local_centre.work(local_centre.marek, now()) as work:
        give_out(work, wanted=[one], until=now() + timedelta(days=1), passphrase=PASSPHRASE, path=path)
    return path


@pytest.fixture
def program(tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """On a laptop on which no centre was ever set up."""
    profile = open_profile(tmp_path / "laptop")
    made = Program(profile, profile.dir / "demo")
    yield made
    made.shell.close()
    made.leave_nothing_open()
    QApplication.processEvents()
    made.deleteLater()
    set_language("en")


def opened(program: Program, qtbot: QtBot) -> None:
    assert program.field is not None
    opening = program.field.opening
    assert opening is not None
    QTest.keyClicks(opening.phrase, PASSPHRASE)
    QTest.keyClick(opening.phrase, Qt.Key.Key_Return)
    field = program.field
    qtbot.waitUntil(lambda: field.view is not None, timeout=8000)


def test_the_file_named_at_the_start_is_opened_and_leads_to_the_first_page_when_it_is_closed(
    program: Program, package: Path, qtbot: QtBot
) -> None:
    wanted = _parser().parse_args(["--field", str(package)]).field
    program.begin(package=wanted)
    opened(program, qtbot)
    assert program.field is not None
    view = program.field.view
    assert view is not None
    view.close_action.trigger()
    qtbot.waitUntil(lambda: isinstance(program.entrance.front, FirstStart), timeout=8000)
    assert not program.profile.keys.exists()


def test_the_first_page_leads_to_a_package_by_a_key(
    program: Program, package: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leading, "ask_package", lambda _parent: str(package))
    program.begin()
    qtbot.waitUntil(lambda: isinstance(program.entrance.front, FirstStart), timeout=8000)
    front = program.entrance.front
    assert isinstance(front, FirstStart)
    program.shell.activateWindow()
    qtbot.waitUntil(program.shell.isActiveWindow)
    QTest.keyClick(front, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert program.field is not None
    opened(program, qtbot)


def test_a_package_that_is_open_in_another_window_is_not_opened_twice(
    program: Program, package: Path, qtbot: QtBot
) -> None:
    program.begin(package=package)
    opened(program, qtbot)
    other = leading.FieldWork(lambda _view: None, lambda _view: None, program.boundary, program.background)
    other.open(package)
    assert other.opening is not None
    other.opening.phrase.setText(PASSPHRASE)
    other.opening.button.click()
    banner = other.opening.right.banner
    assert banner is not None
    assert banner.words == _("This package is open in another window already. Use that one.")


def test_locked_with_more_written_than_is_kept_the_window_stays_and_the_pass_phrase_leads_back(
    program: Program, package: Path, qtbot: QtBot
) -> None:
    program.begin(package=package)
    opened(program, qtbot)
    field = program.field
    assert field is not None
    view = field.view
    assert view is not None
    view.fill()
    assert view.filling is not None
    note = view.filling.entry.question.note
    note.setPlainText("ż" * (NOTE_MOST + 1))
    program.lock()
    assert program.shell.front is field.opening
    assert field.opening is not None
    cover = QSignalSpy(field.opening.destroyed)
    program.shell.close()
    assert program.shell.isVisible()
    QTest.keyClicks(field.opening.phrase, PASSPHRASE)
    QTest.keyClick(field.opening.phrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.shell.front is view, timeout=8000)
    qtbot.waitUntil(lambda: cover.count() == 1)
    assert note.toPlainText() == "ż" * (NOTE_MOST + 1)
    note.setPlainText("Quiet.")
    gone = QSignalSpy(view.destroyed)
    program.lock()
    qtbot.waitUntil(lambda: gone.count() == 1, timeout=8000)
    assert program.shell.front is field.opening
    field.opening.back.click()
    qtbot.waitUntil(lambda: isinstance(program.entrance.front, FirstStart), timeout=8000)
