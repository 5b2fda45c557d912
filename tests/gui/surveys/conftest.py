"""The whole window, with somebody before it who keys forms."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from tests.cast import Stage
from tests.gui.today.hands import Hands
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Come = Callable[[Actor], Hands]


@pytest.fixture
def come(qtbot: QtBot, local_centre: Stage) -> Iterator[Come]:
    seated: list[Hands] = []

    def sit(actor: Actor) -> Hands:
        seated.append(Hands(qtbot, local_centre, actor))
        return seated[-1]

    yield sit
    for hands in seated:
        hands.leave()
