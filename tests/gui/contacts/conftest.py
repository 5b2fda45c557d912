"""The page of customers in a window, with Anna or somebody else before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.contacts.page import CustomersPage
from csatdesk.gui.context import Context
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Callable[[Actor | None], Desk[CustomersPage]]]:
    """Somebody (Anna) sits down before the list as it is now. A file is always saved as the window offers it."""
    seated: list[Desk[CustomersPage]] = []

    def sit_down(actor: Actor | None = None) -> Desk[CustomersPage]:
        def make(context: Context) -> CustomersPage:
            return CustomersPage(context, ask=lambda _window, _title, name, _kinds: str(tmp_path / name))

        seated.append(Desk(qtbot, local_centre, make, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
