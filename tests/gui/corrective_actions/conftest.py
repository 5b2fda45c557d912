"""The page of measures in a window, with Marek or somebody else before it; and the whole window."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.corrective_actions.page import MeasuresPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[MeasuresPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[MeasuresPage]] = []

    def sit_down(actor: Actor) -> Desk[MeasuresPage]:
        seated.append(Desk(qtbot, local_centre, MeasuresPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
