"""The page of results in a window, over answers of two channels and two offices in two months."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.contacts import Channel
from csatdesk.domain.staff import Actor
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.surveys.results.page import SurveyResultsPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

ResultsDesk = Desk[SurveyResultsPage]
Sit = Callable[[Actor], ResultsDesk]
OCTOBER, SEPTEMBER = 202610, 202609


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    """In October 60 from the hall, nearly all content, 40 by phone in the other office, nearly none, and 3 letters and
    4 from social media, which are too few; in September fewer.
    """
    found = running(local_centre)
    phone: dict[str, Any] = {"channel": Channel.PHONE, "office": olga(local_centre).office_id}
    give(local_centre, found, 58, OCTOBER, nps=10, csat=5, comment="")
    give(local_centre, found, 2, OCTOBER, nps=8, csat=4, comment="")
    give(local_centre, found, 38, OCTOBER, nps=3, csat=2, comment="Nikt nie odebrał.", **phone)
    give(local_centre, found, 2, OCTOBER, nps=7, csat=4, comment="", **phone)
    give(local_centre, found, 3, OCTOBER, nps=7, csat=3, channel=Channel.LETTER, comment="")
    give(local_centre, found, 4, OCTOBER, nps=7, csat=3, channel=Channel.SOCIAL, comment="")
    give(local_centre, found, 20, SEPTEMBER, nps=10, csat=5, comment="")
    return found


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, survey_id: int, tmp_path: Path) -> Iterator[Sit]:
    seated: list[ResultsDesk] = []

    def sit_down(actor: Actor) -> ResultsDesk:
        ask = lambda _window, _title, name, _kinds: str(tmp_path / name)  # noqa: E731  (where the report goes)
        desk = Desk(qtbot, local_centre, lambda context: SurveyResultsPage(context, ask=ask), actor)
        desk.window.resize(1280, 760)
        desk.page.show_wanted(SurveyWanted(survey_id))
        seated.append(desk)
        return desk

    yield sit_down
    for desk in seated:
        desk.leave()
