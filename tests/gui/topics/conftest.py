"""The page of topics in a window, with Marek or somebody else before it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.context import Context
from csatdesk.gui.topics.page import TopicsPage
from tests.cast import Stage
from tests.gui.topics.desk import TopicsDesk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Callable[[Actor | None], TopicsDesk]]:
    """Somebody (Marek) sits down before the page. Files are saved under the name that the window offers."""
    seated: list[TopicsDesk] = []

    def sit_down(actor: Actor | None = None) -> TopicsDesk:
        def make(context: Context) -> TopicsPage:
            return TopicsPage(
                context,
                save=lambda _window, _title, name, _kinds: str(tmp_path / name),
                load=lambda _window, _title, _name, _kinds: str(tmp_path / "Topics.yaml"),
            )

        seated.append(TopicsDesk(qtbot, local_centre, make, actor or local_centre.marek))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()
