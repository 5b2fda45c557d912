"""The page of customers in a window, with Anna or somebody else before it."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.contacts.page import CustomersPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Callable[[Actor | None], Desk[CustomersPage]]]:
    """Somebody (Anna) sits down before the list as it is now."""
    seated: list[Desk[CustomersPage]] = []

    def sit_down(actor: Actor | None = None) -> Desk[CustomersPage]:
        seated.append(Desk(qtbot, local_centre, CustomersPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
