"""From a survey to the pages about it and back, by keys alone; and which of those ways stand open."""

import pytest

from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.actions import plain
from csatdesk.gui.surveys.page import SurveysPage
from csatdesk.gui.surveys.ways import WAYS, Way
from csatdesk.wording.texts import _
from tests.cast import Stage
from tests.gui.surveys.conftest import Come
from tests.gui.today.hands import ALT, Key
from tests.operations.surveys.hands import FULL, answered, running


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    """The second of two, so that the first in the list is another one."""
    running(local_centre)
    made = running(local_centre)
    answered(local_centre, made, FULL)
    return made


@pytest.mark.parametrize("way", [way for way in WAYS if way.page != "survey_import"], ids=lambda way: str(way.page))
def test_one_key_leads_back_to_the_survey_one_came_from(
    come: Come, local_centre: Stage, survey_id: int, way: Way
) -> None:
    hands = come(local_centre.marek)
    hands.window.context.show_survey(way.page, SurveyWanted(survey_id))
    hands.settle()
    assert not isinstance(hands.window.page, SurveysPage)
    hands.press(Key.Key_Left, ALT)
    hands.settle()
    page = hands.window.page
    assert isinstance(page, SurveysPage)
    assert page.row is not None
    assert page.row.id == survey_id


def test_the_page_of_segments_leads_back_to_the_surveys(come: Come, local_centre: Stage) -> None:
    hands = come(local_centre.marek)
    hands.window.go("segments")
    hands.settle()
    hands.press(Key.Key_Left, ALT)
    assert isinstance(hands.window.page, SurveysPage)


def test_ways_stand_in_lines_by_what_they_are_for_and_closed_ones_are_away(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    hands = come(local_centre.marek)
    hands.window.context.show_survey("surveys", SurveyWanted(survey_id))
    hands.settle()
    page = hands.window.page
    assert isinstance(page, SurveysPage)
    links = page.pane.ways.links
    assert [link.text() for link in links if link.isVisible()] == [plain(_(way.words)) for way in WAYS]
    assert len({link.mapTo(page, link.rect().topLeft()).y() for link in links}) >= 3
    hands.press(Key.Key_X)
    shown = [link.text() for link in links if link.isVisible()]
    assert "Results" in shown
    assert "Kiosk" not in shown
    assert "Interviews" not in shown
