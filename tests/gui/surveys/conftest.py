"""The whole window with somebody before it, or a page of surveys alone."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.page import Page
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.gui.today.hands import Hands
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Come = Callable[[Actor], Hands]
Sit = Callable[[Callable[[Context], Page], Actor], Any]


@pytest.fixture
def come(qtbot: QtBot, local_centre: Stage) -> Iterator[Come]:
    seated: list[Hands] = []

    def sit(actor: Actor) -> Hands:
        seated.append(Hands(qtbot, local_centre, actor))
        return seated[-1]

    yield sit
    for hands in seated:
        hands.leave()


@pytest.fixture
def sit_at(qtbot: QtBot, local_centre: Stage) -> Iterator[Callable[[Callable[[Context], Page], Actor], Desk[Any]]]:
    """A page, and who sits before it."""
    seated: list[Desk[Any]] = []

    def sit_down(make: Callable[[Context], Page], actor: Actor) -> Desk[Any]:
        desk = Desk(qtbot, local_centre, make, actor)
        desk.window.resize(1280, 760)
        seated.append(desk)
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()
