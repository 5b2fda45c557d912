"""The whole window on days that the tests set, with whoever comes to the desk."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from tests.cast import Stage
from tests.gui.today.hands import Hands
from tests.stages import built_store, local_centre
from tests.wall_clock import Wall

__all__ = ["built_store", "local_centre"]

Come = Callable[[Actor], Hands]
MONDAY = date(2026, 11, 23)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """Monday, 8:00."""
    return Wall(monkeypatch, MONDAY)


@pytest.fixture
def come(qtbot: QtBot, local_centre: Stage, wall: Wall) -> Iterator[Come]:
    """Who came before leaves first."""
    seated: list[Hands] = []

    def sit(actor: Actor) -> Hands:
        while seated:
            seated.pop().leave()
        seated.append(Hands(qtbot, local_centre, actor))
        return seated[-1]

    yield sit
    for hands in seated:
        hands.leave()
