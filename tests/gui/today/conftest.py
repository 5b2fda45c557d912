"""Today in the real window, with Marek, who is supervisor, before it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.today.hands import Hands
from tests.gui.today.scene import Scene, set_scene
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def scene(local_centre: Stage) -> Scene:
    """The centre with everybody at work and nothing to do."""
    return set_scene(local_centre, now())


@pytest.fixture
def come_in(qtbot: QtBot, local_centre: Stage) -> Iterator[Callable[[], Hands]]:
    """Marek comes in and sees the day as it is by then."""
    seated: list[Hands] = []

    def sit() -> Hands:
        hands = Hands(qtbot, local_centre)
        seated.append(hands)
        return hands

    yield sit
    for hands in seated:
        hands.leave()
