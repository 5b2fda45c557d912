"""The page of reports in a window, with Marek before it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.contacts import Channel
from csatdesk.gui.reports.page import ReportsPage
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

ReportsDesk = Desk[ReportsPage]


@pytest.fixture
def desk(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[ReportsDesk]:
    """Six bills at the desk of the last minutes, two of them solved at once, and a call; files go into `tmp_path`."""
    for place in range(6):
        local_centre.register(at=now() - timedelta(minutes=1 + place / 60), solved_now=place < 2)
    local_centre.register(at=now() - timedelta(minutes=1), channel=Channel.PHONE, topic_id=None)
    seated = Desk(
        qtbot,
        local_centre,
        lambda context: ReportsPage(context, ask=lambda _window, _title, name, _kinds: str(tmp_path / name)),
        local_centre.marek,
    )
    yield seated
    seated.leave()
