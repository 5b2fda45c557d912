"""The page of known matters in a window, with Marek or somebody else before it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.matters.page import MattersPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[MattersPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[MattersPage]] = []

    def sit_down(actor: Actor) -> Desk[MattersPage]:
        seated.append(Desk(qtbot, local_centre, MattersPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
