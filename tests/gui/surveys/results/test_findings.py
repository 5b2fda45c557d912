"""Every finding that a questionnaire asks for, chosen by keys from the page of results and read as its sentence."""

from typing import Any

import pytest

from csatdesk.domain.charts import Chart
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.surveys.results.page import SurveyResultsPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk, Key
from tests.gui.surveys.results.conftest import Sit
from tests.operations.quality.scenes import olga
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_findings import ASPECTS, CROSSED, MAIL, PHONE

EVERYTHING: dict[str, Any] = {**CROSSED, "questions": [*CROSSED["questions"], *ASPECTS["questions"][-2:]]}


@pytest.fixture
def asked(local_centre: Stage) -> int:
    """In the hall 40 private customers with a complaint, nearly all content; by phone 40 firms with a fault in another
    office, nearly none; of 30 who wrote all had to ask again and would rather have called.
    """
    stage, topics = local_centre, local_centre.topic_ids
    survey_id = running(stage, published(stage, EVERYTHING))
    calm: dict[str, Any] = {"speed": 10, "words": 6, "calm": 5, "plain": 9, "kept": 4}
    phone: dict[str, Any] = {
        "channel": Channel.PHONE,
        "segment": Segment.LARGE_BUSINESS,
        "topic": topics["outage_unplanned"],
        "office": olga(stage).office_id,
    }
    said: dict[str, Any] = {**PHONE, "speed": 5, "words": 9, "calm": 8, "solved": "no", **phone}
    give(stage, survey_id, 38, nps=10, topic=topics["bill_too_high"], **PHONE, **calm)
    give(stage, survey_id, 2, nps=3, topic=topics["bill_too_high"], **PHONE, **{**calm, "kept": 3})
    give(stage, survey_id, 36, nps=3, plain=9, kept=9, **said)
    give(stage, survey_id, 4, nps=10, plain=8, kept=10, **said)
    give(stage, survey_id, 30, nps=9, channel=Channel.EMAIL, topic=topics["bill_too_high"], **MAIL, **calm)
    return survey_id


def seated(sit: Sit, stage: Stage, survey_id: int) -> Desk[SurveyResultsPage]:
    desk = sit(stage.marek)
    desk.page.show_wanted(SurveyWanted(survey_id))
    return desk


def chosen(desk: Desk[SurveyResultsPage], key: str) -> Chart:
    """From the choice of findings, by the arrows."""
    view = desk.page.key_figures
    view.shown.setFocus()
    places = [value for value, _words in view.shown.options()]
    for _step in range(places.index(key) - places.index(view.shown.value())):
        desk.press(Key.Key_Down)
    assert view.shown.value() == key
    assert view.finding.isVisible()
    assert view.finding.chart is not None
    assert view.finding.title.text() == view.finding.chart.title
    return view.finding.chart


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("matrix", "Best: Complaint or claim, E-mail. Worst: Fault and support, Phone."),
        ("inquiry", "Fault and support is behind the others"),
        ("repeats", "Most had to ask again by: E-mail"),
        ("causes", "Most often: Not_All_Answered"),
        ("solved", "64% say that their matter is solved"),
        ("steps", "Sala główna falls behind most in: Kept the promise"),
        ("importance", "“Speed” matters most; in the channel Phone “Speed” is number 3"),
        ("wanted", "100% of those who used “Email” would rather have another way"),
        ("not_used", "Most often: I_Left_Out"),
    ],
)
def test_each_finding_is_chosen_by_keys_and_says_its_sentence(
    local_centre: Stage, sit: Sit, asked: int, key: str, words: str
) -> None:
    assert chosen(seated(sit, local_centre, asked), key).title.endswith(words)


def test_channels_are_told_apart_with_the_weak_one_named(local_centre: Stage, sit: Sit, asked: int) -> None:
    view = seated(sit, local_centre, asked).page.key_figures
    assert view.channels.title.text() == "Phone is the weak channel"
    said = [mark.words.partition(",")[0] for mark in view.channels.canvas.drawing.marks]
    assert said == ["E-mail: 100", "Hall: 90", "Phone: −80"]


def test_the_matrix_keeps_business_and_private_apart(local_centre: Stage, sit: Sit, asked: int) -> None:
    desk = seated(sit, local_centre, asked)
    chosen(desk, "matrix")
    said = [mark.words for mark in desk.page.key_figures.finding.canvas.drawing.marks]
    private = [words for words in said if "Private" in words]
    business = [words for words in said if "Business" in words]
    assert any(words.startswith("Complaint or claim, Hall, Private: 90") for words in private), said
    assert any(words.startswith("Fault and support, Phone, Business: −80") for words in business), said
    assert any("100% of all" in words for words in business), "how much of what comes that way"


def test_call_centre_site_account_and_what_is_printed_are_told_apart(
    local_centre: Stage, sit: Sit, survey_id: int
) -> None:
    for channel in (Channel.WEB_FORM, Channel.ACCOUNT, Channel.LETTER):
        give(local_centre, survey_id, 30, nps=10, channel=channel)
    desk = seated(sit, local_centre, survey_id)
    view = desk.page.key_figures
    said = {mark.words.partition(":")[0] for mark in view.channels.canvas.drawing.marks}
    assert said >= {"Phone", "Internet reception", "Personal account", "Letter"}
    chosen(desk, "routes")
    assert [mark.words.partition(",")[0] for mark in view.finding.canvas.drawing.marks] == ["Paper: 56"]
