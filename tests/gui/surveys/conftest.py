"""Pages of surveys in a window, with Marek or somebody else before them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.page import Page
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Callable[[Context], Page], Actor], Any]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    """A desk before a page."""
    seated: list[Desk[Page]] = []

    def sit_down(make: Callable[[Context], Page], actor: Actor) -> Desk[Page]:
        seated.append(Desk(qtbot, local_centre, make, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
