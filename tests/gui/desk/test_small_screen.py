"""My desk on the smallest screen with the largest scale: 1366 × 768 at 200 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.gui.shell import LEAST_SIZE, SMALLEST, Shell
from csatdesk.gui.theme import theme
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.gui.desk.hands import draft


@pytest.fixture
def shell(qtbot: QtBot, local_centre: Stage) -> Iterator[Shell]:
    runner = ImmediateRunner(local_centre.session())
    main, made = MainWindow(Context(runner, Settings()), Boundary()), Shell(local_centre.profile)
    qtbot.addWidget(made)
    made.bring(main)
    made.setMinimumSize(SMALLEST)  # as on a screen that has no more
    made.resize(683, 384)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    main.go("desk")
    settle(desk_of(made))
    yield made
    desk_of(made).keeper.stop()
    made.close()
    runner.close()


def desk_of(shell: Shell) -> DeskPage:
    main = shell.front
    assert isinstance(main, MainWindow)
    assert isinstance(main.page, DeskPage)
    return main.page


def settle(page: DeskPage) -> None:
    page.keeper.wait()
    QApplication.processEvents()


def test_nothing_of_the_desk_stands_beyond_the_edge_and_an_empty_list_leaves_its_room(shell: Shell) -> None:
    page = desk_of(shell)
    assert (shell.width(), shell.height()) == (683, 384)
    for widget in (page, page.own, page.unowned_section, *page.strip.tiles.values()):
        assert shell.rect().contains(widget.rect().translated(widget.mapTo(shell, QPoint(0, 0)))), widget
    assert page.own_section.height() >= page.own.rowHeight(0)
    assert not page.drafts_section.isVisible()


def test_a_draft_has_its_list_there_all_the_same(shell: Shell, local_centre: Stage) -> None:
    draft(local_centre, "Pierwsza")
    page = desk_of(shell)
    page.shown()
    settle(page)
    assert page.drafts_section.isVisible()
    shell.resize(1366, 768)
    assert page.drafts_section.isVisible()


def test_the_window_is_never_wider_than_its_screen(shell: Shell, local_centre: Stage) -> None:
    made = Shell(local_centre.profile)
    assert made.minimumSize() == LEAST_SIZE.boundedTo(made.screen().availableSize())
    assert theme().compact
