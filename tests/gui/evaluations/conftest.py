"""The pages of evaluations in a window, with somebody before them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.fill import FillPage
from csatdesk.gui.evaluations.page import EvaluationsPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[..., Desk[EvaluationsPage]]
Fill = Callable[..., Desk[FillPage]]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[Any]] = []

    def sit_down(actor: Actor, **options: Any) -> Desk[EvaluationsPage]:
        def make(context: Context) -> EvaluationsPage:
            return EvaluationsPage(context, **options)

        seated.append(Desk(qtbot, local_centre, make, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()


@pytest.fixture
def fill(qtbot: QtBot, local_centre: Stage) -> Iterator[Fill]:
    seated: list[Desk[Any]] = []

    def sit_down(actor: Actor, evaluation_id: int, **options: Any) -> Desk[FillPage]:
        def make(context: Context) -> FillPage:
            return FillPage(context, **options)

        desk = Desk(qtbot, local_centre, make, actor)
        seated.append(desk)
        desk.page.show_evaluation(evaluation_id)
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()
