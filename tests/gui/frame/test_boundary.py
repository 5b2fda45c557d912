"""Three families of errors, and what a person sees of each."""

import logging
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from pytestqt.qtbot import QtBot

from csatdesk.domain.errors import Cancelled, NotAllowed, Trouble
from csatdesk.gui.boundary import Boundary, Retry, qt_message
from csatdesk.gui.bug_dialog import BugDialog
from csatdesk.system.logs import configure_logs
from csatdesk.system.paths import Profile, open_profile


class DeskAway(Trouble):
    text = "The desk is away: {reason}. Try again."
    can_retry = True


class DeskGone(Trouble):
    text = "The desk is gone for good."


class Listener:
    def __init__(self) -> None:
        self.told: list[tuple[str, bool]] = []
        self.bugs: list[str] = []

    def tell(self, words: str, retry: Retry | None) -> None:
        self.told.append((words, retry is not None))

    def tell_bug(self, number: str) -> None:
        self.bugs.append(number)


@pytest.fixture
def boundary(qtbot: QtBot) -> Boundary:
    made = Boundary()
    made.speaker = Listener()
    return made


def listener(boundary: Boundary) -> Listener:
    assert isinstance(boundary.speaker, Listener)
    return boundary.speaker


def test_a_refusal_is_told_in_its_words_and_not_logged(boundary: Boundary, caplog: pytest.LogCaptureFixture) -> None:
    boundary.handle(NotAllowed(), lambda: None)
    assert listener(boundary).told == [("This needs a right that you do not have. Your supervisor can give it.", False)]
    assert caplog.records == []


def test_trouble_offers_another_try_only_where_that_makes_sense(
    boundary: Boundary, caplog: pytest.LogCaptureFixture
) -> None:
    boundary.handle(DeskAway(reason="lunch"), lambda: None)
    boundary.handle(DeskGone(), lambda: None)
    assert listener(boundary).told == [
        ("The desk is away: lunch. Try again.", True),
        ("The desk is gone for good.", False),
    ]
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2


def test_our_own_fault_gets_a_number_that_stands_in_the_log(
    boundary: Boundary, caplog: pytest.LogCaptureFixture
) -> None:
    boundary.handle(ValueError("Agnieszka Zielińska"))
    assert len(listener(boundary).bugs) == 1
    assert listener(boundary).bugs[0] in caplog.records[0].getMessage()


def test_cancel_says_nothing(boundary: Boundary) -> None:
    boundary.handle(Cancelled())
    assert listener(boundary).told == []
    assert listener(boundary).bugs == []


@pytest.fixture
def installed(boundary: Boundary) -> Iterator[Boundary]:
    hooks = sys.excepthook
    boundary.install()
    yield boundary
    sys.excepthook = hooks


def test_an_error_nobody_caught_ends_in_the_same_dialog(installed: Boundary, qtbot: QtBot) -> None:
    sys.excepthook(ValueError, ValueError("x"), None)
    assert len(listener(installed).bugs) == 1


def test_what_qt_says_reaches_the_log_without_its_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    class Place:
        category = "qt.widgets"

    with caplog.at_level(logging.WARNING):
        qt_message(QtMsgType.QtWarningMsg, Place(), "cannot open anna/private.txt")  # type: ignore[arg-type]  # a stand-in for Qt's context
    assert caplog.records[0].getMessage() == "qt.widgets"
    assert "private.txt" in capsys.readouterr().err


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return open_profile(tmp_path / "profile")


def test_the_support_file_names_the_number_and_nobody(profile: Profile, tmp_path: Path, qtbot: QtBot) -> None:
    configure_logs(profile.logs)
    dialog = BugDialog("4F2-9A1", profile)
    qtbot.addWidget(dialog)
    dialog.save(tmp_path / "support.zip")
    with zipfile.ZipFile(tmp_path / "support.zip") as archive:
        assert b"4F2-9A1" in archive.read("about.txt")
    assert "support.zip" in dialog.state


def test_a_support_file_that_cannot_be_written_is_told(profile: Profile, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = BugDialog("4F2-9A1", profile)
    qtbot.addWidget(dialog)
    dialog.save(tmp_path / "missing" / "support.zip")
    assert "missing" in dialog.state
