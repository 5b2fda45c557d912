"""Who would not recommend, in the window: with a name they stand there and go into a file, without one they do not."""

import csv
from pathlib import Path

import pytest

from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.surveys.unhappy_page import LimitsForm, UnhappyPage
from csatdesk.operations.surveys.loop import limits_of
from csatdesk.operations.surveys.unhappy import export_unhappy, list_unhappy
from tests.cast import Stage
from tests.gui.surveys.conftest import Come
from tests.gui.today.hands import CTRL, Key
from tests.operations.surveys.hands import FULL, answered, running
from tests.operations.surveys.test_loop import BAD


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    """One would not recommend and says who they are, five say not, one is content."""
    made = running(local_centre)
    for answers in (BAD, *[{**BAD, "name": "anonymous", "comment": "Nigdy więcej."}] * 5, FULL):
        answered(local_centre, made, answers)
    return made


def test_who_gave_a_name_is_listed_with_comment_and_state(come: Come, local_centre: Stage, survey_id: int) -> None:
    hands = come(local_centre.marek)
    hands.window.context.show_survey("survey_unhappy", SurveyWanted(survey_id))
    hands.settle()
    page = hands.window.page
    assert isinstance(page, UnhappyPage)
    assert [entry.words for entry in page.list.entries] == ["3  Agnieszka Zielińska"]
    assert page.list.entries[0].note == "to be called"
    assert "1 with a name, 5 without" in page.summary()
    hands.press(Key.Key_B)
    form = page.pane.form
    assert isinstance(form, LimitsForm)
    form.fields["nps_at_most"].selectAll()
    hands.write("11")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is form, "refused at its field"
    form.fields["nps_at_most"].selectAll()
    hands.write("2")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is None
    assert page.found is not None
    assert page.found.rows == ()
    with local_centre.read(local_centre.marek) as reading:
        assert limits_of(reading, survey_id).nps_at_most == 2


def test_those_behind_the_first_two_hundred_come_when_one_goes_down_the_list(
    come: Come, local_centre: Stage, survey_id: int
) -> None:
    for _each in range(205):
        answered(local_centre, survey_id, BAD)
    hands = come(local_centre.marek)
    hands.window.context.show_survey("survey_unhappy", SurveyWanted(survey_id))
    hands.settle()
    page = hands.window.page
    assert isinstance(page, UnhappyPage)
    assert len(page.list.entries) == 200
    page.list.setFocus()
    hands.press(Key.Key_End)
    hands.settle()
    assert len(page.list.entries) == len({entry.id for entry in page.list.entries}) == 206
    hands.press(Key.Key_End)
    assert page.row is not None
    assert page.row.response_id == page.list.entries[-1].id
    stood_on = page.row
    answered(local_centre, survey_id, {**BAD, "nps": 0})
    page.reload(frozenset())
    hands.settle()
    assert page.row == stood_on, "a change leaves everybody where they stand"


def test_the_file_holds_nothing_of_those_without_a_name(local_centre: Stage, survey_id: int, tmp_path: Path) -> None:
    path = tmp_path / "unhappy.csv"
    export_unhappy(local_centre.store, local_centre.marek, survey_id=survey_id, path=path)
    text = path.read_text("utf-8-sig")
    assert "Agnieszka" in text
    assert "Nigdy" not in text
    assert len(list(csv.reader(text.splitlines()))) == 2


def test_a_clerk_does_not_see_who_said_what(local_centre: Stage, survey_id: int) -> None:
    from csatdesk.domain.errors import NotAllowed

    with local_centre.read() as reading, pytest.raises(NotAllowed):
        list_unhappy(reading, survey_id=survey_id)
