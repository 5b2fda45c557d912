"""A page of talks in a window of its own, and hands that only type."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.cast import Stage
from tests.gui.intake.hands import Hands
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def sit_down(qtbot: QtBot, local_centre: Stage) -> Iterator[Callable[[], Hands]]:
    """Anna sits down at the desk: each call opens the window anew, as after a start of the program."""
    seated: list[Hands] = []

    def sit() -> Hands:
        hands = Hands(qtbot, local_centre)
        seated.append(hands)
        return hands

    yield sit
    for hands in seated:
        hands.leave()


@pytest.fixture
def hands(sit_down: Callable[[], Hands]) -> Hands:
    return sit_down()
