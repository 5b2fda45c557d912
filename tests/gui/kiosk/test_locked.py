"""The kiosk beside a desk that is locked, with the program's own threads."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from csatdesk.app import Program
from csatdesk.domain.kiosk import BACK_AFTER_S
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.kiosk.leading import KioskLeading
from csatdesk.gui.kiosk.page import KioskPage
from csatdesk.gui.kiosk.window import KioskWindow
from csatdesk.store.entities.surveys import Response
from tests.cast import PIN, Stage
from tests.gui.frame.conftest import program
from tests.gui.frame.test_program import locked_view, open_window, sign_in
from tests.gui.kiosk.test_page import full_disk
from tests.operations.surveys.hands import running

__all__ = ["program"]


@pytest.fixture
def kiosk(program: Program, qtbot: QtBot, local_centre: Stage) -> KioskWindow:
    """Open, with the desk locked."""
    survey_id = running(local_centre)
    open_window(program, qtbot)
    sign_in(program, qtbot)
    main = program.main
    assert main is not None
    main.context.show_survey("survey_kiosk", SurveyWanted(survey_id))
    page = main.page
    assert isinstance(page, KioskPage)
    qtbot.waitUntil(page.open_action.isEnabled)
    page.open_action.trigger()
    main.actions_by_key["lock"].trigger()
    locked_view(program)
    assert page.kiosk.window is not None
    QApplication.processEvents()
    return page.kiosk.window


def count(stage: Stage) -> int:
    with stage.work() as work:
        return work.db.execute(select(func.count()).select_from(Response)).scalar_one()


def test_on_the_screen_of_the_desk_it_locks_the_desk_behind_it(
    program: Program, qtbot: QtBot, local_centre: Stage
) -> None:
    survey_id = running(local_centre)
    open_window(program, qtbot)
    sign_in(program, qtbot)
    assert program.main is not None
    program.main.context.show_survey("survey_kiosk", SurveyWanted(survey_id))
    page = program.main.page
    assert isinstance(page, KioskPage)
    qtbot.waitUntil(page.open_action.isEnabled)
    page.open_action.trigger()
    locked_view(program)
    window = page.kiosk.window
    assert window is not None
    assert window.isVisible()
    window.end()


def is_waiting(leading: KioskLeading, count: int) -> bool:
    return len(leading._waiting) == count


def test_it_takes_answers_while_the_desk_is_locked_and_the_pin_ends_only_the_kiosk(
    kiosk: KioskWindow, program: Program, qtbot: QtBot, local_centre: Stage
) -> None:
    assert kiosk.isVisible()
    QTest.keyClicks(kiosk, "9")
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S)
    qtbot.waitUntil(lambda: count(local_centre) == 1)
    leading = program.findChild(KioskLeading)
    assert leading is not None
    kiosk.ask_pin()
    QTest.keyClicks(kiosk, PIN)
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: leading.window is None)
    locked_view(program)  # the desk is as locked as before


def test_the_end_of_the_program_keeps_what_was_begun_at_the_kiosk(
    kiosk: KioskWindow, program: Program, qtbot: QtBot, local_centre: Stage
) -> None:
    QTest.keyClicks(kiosk, "9")
    program.leave_nothing_open()
    assert count(local_centre) == 1


def test_the_end_of_the_program_tries_all_that_waits_once_more(
    kiosk: KioskWindow, program: Program, qtbot: QtBot, local_centre: Stage
) -> None:
    leading = program.findChild(KioskLeading)
    assert leading is not None
    assert program.main is not None
    with full_disk(program.main.context.runner.session.store):
        for place, typed in enumerate(("3", "4"), start=1):
            QTest.keyClicks(kiosk, typed)
            kiosk.touch(100.0)
            kiosk.look(100.0 + BACK_AFTER_S)
            qtbot.waitUntil(partial(is_waiting, leading, place))
    QTest.keyClicks(kiosk, "5")
    program.leave_nothing_open()
    assert count(local_centre) == 3
