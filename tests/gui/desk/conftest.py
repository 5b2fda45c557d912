"""My desk in a window of its own, and hands that only press keys."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.cast import Stage
from tests.gui.desk.hands import Hands
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def come_in(qtbot: QtBot, local_centre: Stage) -> Iterator[Callable[[], Hands]]:
    """Anna comes to her desk, as it is by then."""
    seated: list[Hands] = []

    def sit() -> Hands:
        hands = Hands(qtbot, local_centre)
        seated.append(hands)
        return hands

    yield sit
    for hands in seated:
        hands.leave()
