"""The administration page on the cast's encrypted store."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.cast import Stage
from tests.gui.administration.hands import Hands
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def hands(qtbot: QtBot, local_centre: Stage) -> Iterator[Hands]:
    made = Hands(qtbot, local_centre)
    yield made
    made.leave()
    assert not made.errors, made.errors
