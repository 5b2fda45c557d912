"""The page of quality in a window, over two offices of which one has too few evaluations to be ranked."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.quality.page import QualityPage
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.scenes import olga, reviewed
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

QualityDesk = Desk[QualityPage]
Sit = Callable[[Actor], QualityDesk]


def lately() -> datetime:
    """In the month that is shown first."""
    return now() - timedelta(days=7)


def month_before() -> datetime:
    """On the first day of the month before the one shown first."""
    first = lately().replace(day=1, hour=12)
    return (first - timedelta(days=1)).replace(day=1)


@pytest.fixture
def played(local_centre: Stage) -> Stage:
    """Of Anna four reviews, in two of which the name was missing; of Olga in the other office two; three before."""
    version = published(local_centre)
    for name in ("yes", "no", "yes", "no"):
        reviewed(local_centre, version, at=lately(), name=name)
    for _each in range(2):
        reviewed(local_centre, version, whose=olga(local_centre), at=lately(), answer="no")
    for _each in range(3):
        reviewed(local_centre, version, at=month_before(), name="no", answer="partial")
    return local_centre


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Sit]:
    seated: list[QualityDesk] = []

    def sit_down(actor: Actor) -> QualityDesk:
        ask = lambda _window, _title, name, _kinds: str(tmp_path / name)  # noqa: E731  (where the report goes)
        desk = Desk(qtbot, local_centre, lambda context: QualityPage(context, ask=ask), actor)
        desk.window.resize(1280, 760)
        seated.append(desk)
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()
