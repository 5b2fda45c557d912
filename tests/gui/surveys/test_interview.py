"""An interview by phone, by keyboard: read aloud in their language, screened, kept, broken off, or not reached."""

from typing import Any

from sqlalchemy import select

from csatdesk.domain.identity import new_identity
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.surveys import EntryMode, Route, SurveyWanted, new_code
from csatdesk.gui.surveys.interview_page import InterviewPage
from csatdesk.store.entities.surveys import Invitation, Response
from tests.cast import Stage
from tests.gui.surveys.conftest import Come
from tests.gui.surveys.hands import type_signs
from tests.gui.today.hands import CTRL, Hands, Key
from tests.operations.surveys.hands import QUESTIONS, published, running

SCREEN: dict[str, Any] = {
    "key": "lately",
    "metric": "screening",
    "type": "choice",
    "choices": "yes_no",
    "text": {"en": "Any contact in the last 14 days?", "pl": "Czy był kontakt w ciągu 14 dni?"},
}


def to_call(stage: Stage, survey_id: int, *names: str) -> list[int]:
    with stage.work(stage.marek) as work:
        made = [
            Invitation(
                uid=new_identity(work.at),
                centre_id=work.actor.centre_id,
                survey_id=survey_id,
                office_id=stage.anna.office_id,
                code=new_code(),
                route=Route.PHONE,
                first_name=name,
                phone="601 000 000",
                language="pl",
                customer_id=stage.customer_id,
            )
            for name in names
        ]
        work.db.add_all(made)
        work.db.flush()
        return [one.id for one in made]


def begun(come: Come, stage: Stage, *names: str) -> tuple[Hands, InterviewPage, list[int]]:
    survey_id = running(stage, published(stage, {**QUESTIONS, "questions": [SCREEN, *QUESTIONS["questions"]]}))
    ids = to_call(stage, survey_id, *names)
    hands = come(stage.anna)
    hands.window.context.show_survey("survey_interview", SurveyWanted(survey_id))
    hands.settle()
    assert isinstance(hands.window.page, InterviewPage)
    return hands, hands.window.page, ids


def disposition(stage: Stage, invitation_id: int) -> Disposition:
    with stage.read() as reading:
        return reading.db.get_one(Invitation, invitation_id).disposition


def test_the_wording_is_read_in_their_language_and_the_answers_are_kept(come: Come, local_centre: Stage) -> None:
    hands, page, (jan,) = begun(come, local_centre, "Jan")
    hands.press(Key.Key_B)
    assert page.places.currentWidget() is page.talking
    assert page.talking.side.words.text() == "Czy był kontakt w ciągu 14 dni?"
    type_signs(hands, "1" + "9" + "4" + "1" + "Dobrze.\n" + "1" + "\n")
    assert disposition(local_centre, jan) is Disposition.COMPLETE
    assert page.rows == ()
    with local_centre.read() as reading:
        one = reading.db.execute(select(Response)).scalar_one()
        assert (one.mode, one.route, one.invitation_id) == (EntryMode.INTERVIEW, Route.PHONE, jan)


def test_without_contact_in_14_days_the_talk_ends_politely_and_nothing_is_kept(come: Come, local_centre: Stage) -> None:
    hands, page, (jan, ola) = begun(come, local_centre, "Jan", "Ola")
    hands.press(Key.Key_B)
    type_signs(hands, "2")
    assert page.talking.keying is not None
    assert page.talking.keying.current == ""
    assert page.talking.side.words.text()
    type_signs(hands, "\n")
    assert disposition(local_centre, jan) is Disposition.NOT_ELIGIBLE
    assert [row.id for row in page.rows] == [ola]
    with local_centre.read() as reading:
        assert reading.db.execute(select(Response)).first() is None


def test_not_reached_goes_to_the_end_of_the_list_and_refused_out_of_it(come: Come, local_centre: Stage) -> None:
    hands, page, (jan, ola) = begun(come, local_centre, "Jan", "Ola")
    hands.press(Key.Key_N)
    assert [row.id for row in page.rows] == [ola, jan]
    hands.press(Key.Key_R)
    assert disposition(local_centre, jan) is Disposition.REFUSED
    hands.press(Key.Key_B)
    type_signs(hands, "19")
    hands.press(Key.Key_R, CTRL)
    assert disposition(local_centre, ola) is Disposition.REFUSED
    assert page.split.is_empty


def test_who_breaks_off_before_choosing_a_name_stays_unknown(come: Come, local_centre: Stage) -> None:
    hands, _page, (jan,) = begun(come, local_centre, "Jan")
    hands.press(Key.Key_B)
    type_signs(hands, "19")
    hands.press(Key.Key_D, CTRL)
    with local_centre.read() as reading:
        one = reading.db.execute(select(Response)).scalar_one()
        assert (one.is_anonymous, one.is_complete, one.invitation_id) == (True, False, None)
    assert disposition(local_centre, jan) is Disposition.COMPLETE, "the only half answer would be known by it"
