"""The page that sets up the kiosk, in a window."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.kiosk.page import KioskPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[KioskPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[KioskPage]] = []

    def sit_down(actor: Actor) -> Desk[KioskPage]:
        seated.append(Desk(qtbot, local_centre, KioskPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
