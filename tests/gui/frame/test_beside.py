"""The window stands narrow beside another program: the intake alone, by keyboard, in every language, and back again."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.shell import BESIDE_WIDE, LEAST_SIZE, Shell
from csatdesk.gui.theme import theme
from csatdesk.system.settings import load_settings
from csatdesk.wording.texts import set_language
from csatdesk.wording.words import LANGUAGE_NAMES
from tests.cast import Stage
from tests.gui.frame.conftest import press, type_into

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Sit = Callable[..., tuple[Shell, MainWindow]]


@pytest.fixture
def sit(local_centre: Stage, qtbot: QtBot) -> Iterator[Sit]:
    """Somebody's main window in the shell, as the program puts it together."""
    made: list[tuple[Shell, MainWindow]] = []

    def sit_down(actor: Actor | None = None) -> tuple[Shell, MainWindow]:
        runner = ImmediateRunner(local_centre.session(actor or local_centre.anna))
        context = Context(runner, load_settings(local_centre.profile.settings), runner)
        shell, main = Shell(local_centre.profile), MainWindow(context, Boundary(runner))
        main.beside_wanted.connect(shell.stand_beside)
        shell.bring(main)
        shell.resize(1366, 768)
        shell.show()
        main.go(main.first_page)
        main.stand_as_left()
        made.append((shell, main))
        return shell, main

    yield sit_down
    for shell, main in made:
        main.keep()
        main.context.runner.close()
        shell.stand_beside(False)
        shell.close()
        shell.deleteLater()
    set_language("en")


def intake(main: MainWindow) -> IntakePage:
    page = main.page
    assert isinstance(page, IntakePage)
    return page


def test_one_key_makes_the_window_narrow_on_top_with_the_intake_alone_and_whole_again(sit: Sit, qtbot: QtBot) -> None:
    shell, main = sit()
    shell.resize(LEAST_SIZE)
    shell.move(0, 0)
    with qtbot.waitActive(shell):
        shell.activateWindow()
    before, least = shell.geometry(), shell.minimumSize()
    press(main, Key.Key_B, CTRL | SHIFT)
    assert shell.width() == BESIDE_WIDE
    assert shell.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert shell.focusWidget() is intake(main).editor.who.field
    assert (main.rail.isVisible(), main.header.isVisible(), main.beside.isVisible()) == (False, False, True)
    press(intake(main).editor.who.field, Key.Key_B, CTRL | SHIFT)
    assert shell.geometry() == before
    assert shell.minimumSize() == least
    assert not shell.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert (main.rail.isVisible(), main.header.isVisible(), main.beside.isVisible()) == (True, True, False)
    qtbot.wait(50)
    assert QApplication.activeWindow() is shell  # the same window all the time: what is typed goes on


def test_a_contact_is_logged_there_by_keyboard_and_the_next_one_begins(sit: Sit, qtbot: QtBot) -> None:
    shell, main = sit()
    main.stand_beside(True)
    with qtbot.waitActive(shell):
        shell.activateWindow()
    press(intake(main).editor.who.field, Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    intake(main).editor.story.text.setFocus()
    type_into(intake(main).editor.story.text, "Where do I pay?")
    press(intake(main).editor.story.text, Key.Key_Return, CTRL)
    assert main.is_beside
    assert [talk.is_empty for talk in intake(main).talks] == [True]
    assert intake(main).editor.who.field.hasFocus()


def test_whatever_else_is_wanted_brings_the_whole_window_back(sit: Sit) -> None:
    wants: tuple[Callable[[MainWindow], object], ...] = (
        lambda main: main.go("cases"),
        lambda main: main.open_help(),
        lambda main: main.actions_by_key["find"].trigger(),
    )
    for want in wants:
        _shell, main = sit()
        main.stand_beside(True)
        want(main)
        assert not main.is_beside


def test_each_person_finds_the_window_as_they_left_it(sit: Sit, local_centre: Stage) -> None:
    _shell, main = sit()
    main.stand_beside(True)
    assert sit()[1].is_beside
    assert not sit(local_centre.marek)[1].is_beside
    main.stand_beside(False)
    assert not sit()[1].is_beside


def test_closed_while_narrow_it_opens_whole_where_it_was(sit: Sit, local_centre: Stage) -> None:
    shell, main = sit()
    before = shell.saveGeometry()
    main.stand_beside(True)
    shell.close()
    assert Shell(local_centre.profile).places.value("geometry") == before


@pytest.mark.parametrize("code", LANGUAGE_NAMES)
def test_nothing_of_the_intake_is_cut_off_in_any_language(sit: Sit, code: str, qtbot: QtBot) -> None:
    set_language(code)
    shell, main = sit()
    main.stand_beside(True)
    qtbot.wait(1)
    editor = intake(main).editor
    for part in (editor.sides.area.widget(), editor.footer, intake(main).strip, main.status):
        assert part is not None
        assert part.minimumSizeHint().width() <= shell.width(), part
    for button in editor.footer.buttons:
        place = button.mapTo(editor.footer, button.rect().bottomRight())
        assert editor.footer.rect().contains(place)
        assert button.width() >= button.sizeHint().width()


def test_a_customer_with_account_and_meter_is_not_cut_off(sit: Sit, qtbot: QtBot) -> None:
    shell, main = sit()
    main.stand_beside(True)
    editor = intake(main).editor
    editor.who.field.setFocus()
    type_into(editor.who.field, "zieli")
    qtbot.wait(200)  # the store is asked a moment after the last key
    press(editor.who.field, Key.Key_Return)
    qtbot.waitUntil(editor.who.facts.isVisible)
    part = editor.sides.area.widget()
    assert part is not None
    assert part.minimumSizeHint().width() <= shell.width()


def test_lines_stand_whole_again_in_the_whole_window(sit: Sit, qtbot: QtBot) -> None:
    _shell, main = sit()
    main.new_contact()
    kinds = intake(main).editor.came.kind
    qtbot.wait(1)
    main.stand_beside(True)
    qtbot.wait(1)
    assert theme().beside
    assert kinds.height() == 2 * theme().field_height
    main.stand_beside(False)
    qtbot.wait(1)
    assert kinds.height() == theme().field_height
