"""Anna's whole window."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.cases import CaseKind
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner, Runner
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]
Open = Callable[[type[Runner]], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, local_centre: Stage) -> Iterator[Open]:
    """Two topics were asked about yesterday, the first of them twice: they have the first two keys."""
    for key in ("bill_too_high", "bill_too_high", "debt_reminder"):
        topic_id = local_centre.topic_ids[key]
        local_centre.register(kind=CaseKind.INQUIRY, topic_id=topic_id, at=now() - timedelta(days=1))
    made: list[MainWindow] = []

    def open_it(runner: type[Runner] = ImmediateRunner) -> MainWindow:
        window = MainWindow(Context(runner(local_centre.session()), Settings()), Boundary())
        made.append(window)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        window.go("desk")
        qtbot.waitUntil(lambda: bool(window.rush.topics))
        return window

    yield open_it
    for window in made:
        window.keep()
        window.close()
        window.deleteLater()
        QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete.value)
        window.context.runner.close()
