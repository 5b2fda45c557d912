"""The page of standards in a window, with Marek or somebody else before it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.standards.page import StandardsPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[StandardsPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[StandardsPage]] = []

    def sit_down(actor: Actor) -> Desk[StandardsPage]:
        seated.append(Desk(qtbot, local_centre, StandardsPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
