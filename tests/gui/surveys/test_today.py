"""A bad answer on Today, by keyboard: called, recorded with a measure, or made a case of by one key."""

from sqlalchemy import select

from csatdesk.domain.follow_ups import NOTE_MOST, FollowUpOutcome
from csatdesk.gui.corrective_actions.page import MeasuresPage
from csatdesk.gui.today.call_back_form import CallBackForm
from csatdesk.operations.surveys.loop import list_call_backs
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.pasting import paste, too_long
from tests.gui.surveys.conftest import Come
from tests.gui.today.hands import CTRL, Hands, Key
from tests.operations.corrective_actions.hands import made
from tests.operations.surveys.hands import new_response, running
from tests.operations.surveys.test_loop import BAD


def answered_now(stage: Stage) -> None:
    from csatdesk.operations.surveys.responses import keep_response

    survey_id = running(stage)
    with stage.work(stage.anna, now()) as work:
        keep_response(work, new=new_response(stage, survey_id, BAD))


def opened(hands: Hands) -> CallBackForm:
    hands.press(Key.Key_Return)
    form = hands.page.form
    assert isinstance(form, CallBackForm)
    return form


def test_a_bad_answer_stands_on_today_and_what_came_of_the_call_is_recorded(come: Come, local_centre: Stage) -> None:
    measure_id = made(local_centre, title="Krótsza kolejka")
    answered_now(local_centre)
    hands = come(local_centre.marek)
    (said,) = [one for one in hands.decisions() if "Agnieszka" in one]
    assert "Call Agnieszka Zielińska back after an answer to a survey" in said
    assert "Would not recommend us, not solved." in said
    form = opened(hands)
    form.outcome.set_value(FollowUpOutcome.NOT_CONTENT)
    form.measure.set_value(measure_id)
    hands.press(Key.Key_Return, CTRL)
    assert form.named["note"].field.accessibleDescription() == "Write in a few words what came of it."
    hands.write("Oddzwonimy po naprawie.")
    hands.press(Key.Key_Return, CTRL)
    assert not [one for one in hands.decisions() if "Agnieszka" in one]
    with local_centre.read() as reading:
        row = reading.db.execute(select(SurveyCallBack)).scalar_one()
        assert (row.outcome, row.measure_id) == (FollowUpOutcome.NOT_CONTENT, measure_id)
        assert row.note == "Oddzwonimy po naprawie."


def test_one_key_begins_a_case_from_it_and_goes_there(come: Come, local_centre: Stage) -> None:
    answered_now(local_centre)
    hands = come(local_centre.marek)
    wanted: list[int] = []
    hands.window.context.case_wanted.connect(wanted.append)
    opened(hands)
    hands.press(Key.Key_O, CTRL)
    with local_centre.read(local_centre.marek, now()) as reading:
        (row,) = list_call_backs(reading)
    assert wanted == [row.case_id]


def test_a_measure_is_begun_from_what_was_answered_badly(come: Come, local_centre: Stage) -> None:
    answered_now(local_centre)
    hands = come(local_centre.marek)
    opened(hands)
    hands.press(Key.Key_M, CTRL)
    assert isinstance(hands.window.page, MeasuresPage)
    assert hands.window.page.pane.form is not None


def test_a_note_that_is_too_long_is_refused_at_its_field_and_stays(come: Come, local_centre: Stage) -> None:
    answered_now(local_centre)
    hands = come(local_centre.marek)
    form = opened(hands)
    form.note.setFocus()
    paste(hands, "ż" * (NOTE_MOST + 1))
    hands.press(Key.Key_Return, CTRL)
    assert hands.page.form is form
    assert form.named["note"].field.accessibleDescription() == too_long(NOTE_MOST)
    assert form.note.toPlainText() == "ż" * (NOTE_MOST + 1)
