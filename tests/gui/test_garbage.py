"""Widgets that point at themselves are freed on the UI thread, never by a worker."""

import gc
import threading

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from csatdesk.gui.garbage import GarbageCollector


class Circle(QObject):
    """Points at itself; tells on which thread it goes."""

    def __init__(self, went: list[int]) -> None:
        super().__init__()
        self.own, self.went = self, went

    def __del__(self) -> None:
        self.went.append(threading.get_ident())


def test_what_points_at_itself_goes_on_this_thread(qtbot: QtBot) -> None:
    owner, went = QObject(), list[int]()
    collector = GarbageCollector(owner)
    Circle(went)
    worker = threading.Thread(target=lambda: [[] for _ in range(100_000)])
    worker.start()
    worker.join()
    assert went == []
    filling: list[list[int]] = [[] for _ in range(5_000)]  # enough for a collection to be due
    qtbot.waitUntil(lambda: bool(went), timeout=3_000)
    assert went == [threading.get_ident()]
    assert not gc.isenabled()
    del filling, collector
