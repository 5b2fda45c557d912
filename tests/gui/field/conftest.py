"""The page of field work at the centre, and the window on the laptop."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.field.page import FieldPage
from csatdesk.system import field_files
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[..., Desk[FieldPage]]


@pytest.fixture(autouse=True)
def cheap_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(field_files, "TIMES", 1)
    monkeypatch.setattr(field_files, "MEMORY_KIB", 8)


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[Any]] = []

    def sit_down(actor: Actor, **options: Any) -> Desk[FieldPage]:
        def make(context: Context) -> FieldPage:
            return FieldPage(context, **options)

        seated.append(Desk(qtbot, local_centre, make, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
