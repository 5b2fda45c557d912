"""The page of coaching and training in a window, with Marek or somebody else before it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.growth.page import GrowthPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[GrowthPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[GrowthPage]] = []

    def sit_down(actor: Actor) -> Desk[GrowthPage]:
        seated.append(Desk(qtbot, local_centre, GrowthPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
