"""A bad answer with a name is a call with a deadline; an anonymous one tells nobody anything."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from csatdesk.domain.errors import NotFound
from csatdesk.domain.follow_ups import FollowUpNoteMissing, FollowUpOutcome
from csatdesk.domain.forms import Answer
from csatdesk.domain.keying import CallWish
from csatdesk.domain.survey_loop import BadAnswers, LimitWrong, Reason
from csatdesk.domain.surveys import Situation
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.surveys.call_backs import load_call_back
from csatdesk.operations.surveys.erasing import erase_from_surveys
from csatdesk.operations.surveys.loop import (
    count_overdue,
    limits_of,
    list_call_backs,
    open_case_from,
    save_limits,
    settle_call_back,
)
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.today.decisions import list_decisions
from csatdesk.operations.today.rows import BadAnswer
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, QUESTIONS, answered, new_response, published, running

BAD: dict[str, Answer] = {**FULL, "nps": 3, "solved": "no", "comment": "Czekałam trzy tygodnie."}
WISH = {"key": "wish", "metric": "call_back", "type": "choice", "choices": "yes_no", "text": {"en": "Call you?"}}


def with_wish(centre: Stage) -> int:
    """A survey that asks whether one wishes to be called."""
    return running(centre, published(centre, {**QUESTIONS, "questions": [*QUESTIONS["questions"], WISH]}))


def calls(centre: Stage) -> int:
    with centre.read() as reading:
        return reading.db.execute(select(func.count()).select_from(SurveyCallBack)).scalar_one()


def test_a_bad_answer_with_a_name_stands_on_the_leaders_today_with_a_deadline(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.read(centre.marek) as reading:
        (one,) = [one for one in list_decisions(reading) if isinstance(one, BadAnswer)]
        assert one.row.reasons == (Reason.NPS, Reason.UNSOLVED)
        assert (one.row.name, one.row.phone) == ("Agnieszka Zielińska", "+48 601 224 318")
        assert one.due.due_at - NOW == timedelta(hours=24)  # 8 working hours: tomorrow at the same time
        card = load_call_back(reading, call_back_id=one.row.id)
        assert card.answers[-1][1] == "Czekałam trzy tygodnie."
        assert card.start is not None
        assert reading.db.execute(select(func.count()).where(Notice.what == "bad_answer")).scalar() == 1
    with centre.read(centre.marek, NOW + timedelta(days=2)) as reading:
        assert count_overdue(reading) == 1
    with centre.read() as reading:
        assert list_call_backs(reading) == ()


def test_a_good_answer_and_an_anonymous_bad_one_make_none(centre: Stage) -> None:
    survey_id = running(centre)
    answered(centre, survey_id, FULL)
    answered(centre, survey_id, {**BAD, "name": "anonymous"})
    with centre.read() as reading:
        assert reading.db.execute(select(func.count()).where(Notice.what == "bad_answer")).scalar() == 0
    assert calls(centre) == 0


def test_who_answered_without_a_name_and_wishes_a_call_is_called_without_a_way_to_the_answer(centre: Stage) -> None:
    survey_id = with_wish(centre)
    answers = {**BAD, "wish": "yes", "name": "anonymous"}
    with centre.work() as work:
        wish = CallWish("Jan", "601 000 000")
        keep_response(work, new=new_response(centre, survey_id, answers), wish=wish)
    with centre.read(centre.marek) as reading:
        row = reading.db.execute(select(SurveyCallBack)).scalar_one()
        assert (row.name, row.response_id, row.customer_id, row.staff_id) == ("Jan", None, None, None)
        assert row.reasons == ["asked"]
        keys = set(reading.db.execute(select(ResponseAnswer.item_key)).scalars())
        assert "wish" not in keys, "the only one who wishes it would be known"
        assert [one.name for one in list_call_backs(reading)] == ["Jan"]


def test_a_wish_with_a_name_is_a_call_too(centre: Stage) -> None:
    answered(centre, with_wish(centre), {**FULL, "wish": "yes"})
    with centre.read(centre.marek) as reading:
        (row,) = list_call_backs(reading)
    assert row.reasons == (Reason.ASKED,)


def test_what_came_of_it_is_recorded_and_taken_back(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.work(centre.marek) as work:
        (row,) = list_call_backs(work)
        with pytest.raises(FollowUpNoteMissing):
            settle_call_back(work, call_back_id=row.id, outcome=FollowUpOutcome.NOT_REACHED, note=" ")
        undo = settle_call_back(work, call_back_id=row.id, outcome=FollowUpOutcome.SETTLED, note="Rabat.").undo
        assert list_call_backs(work) == ()
        undo(work)
        assert len(list_call_backs(work)) == 1
    with centre.work() as work, pytest.raises(NotFound):
        settle_call_back(work, call_back_id=row.id, outcome=FollowUpOutcome.SETTLED, note="")


def test_a_measure_of_another_centre_is_none(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.work(centre.marek) as work:
        (row,) = list_call_backs(work)
        with pytest.raises(NotFound):
            settle_call_back(work, call_back_id=row.id, outcome=FollowUpOutcome.SETTLED, note="", measure_id=77)


def test_one_key_makes_a_case_of_it_once(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.work(centre.marek) as work:
        (row,) = list_call_backs(work)
        case_id = open_case_from(work, call_back_id=row.id)
        assert open_case_from(work, call_back_id=row.id) == case_id
        card = load_case(work, case_id=case_id)
        assert card.row.customer_name == "Agnieszka Zielińska"
        assert "Czekałam trzy tygodnie." in card.text
        assert list_call_backs(work)[0].case_number == card.row.number


def test_a_case_it_is_about_is_tied_from_the_beginning(centre: Stage) -> None:
    case_id = centre.register().case_id
    about = Situation(centre.anna.office_id, customer_id=centre.customer_id, case_id=case_id)
    answered(centre, running(centre), BAD, situation=about)
    with centre.work(centre.marek) as work:
        (row,) = list_call_backs(work)
        assert open_case_from(work, call_back_id=row.id) == case_id
        start = load_call_back(work, call_back_id=row.id).start
    assert start is not None
    assert start.case_id == case_id


def test_what_counts_as_bad_is_set_for_each_survey(centre: Stage) -> None:
    survey_id = running(centre)
    with centre.work(centre.marek) as work:
        with pytest.raises(LimitWrong):
            save_limits(work, survey_id=survey_id, limits=BadAnswers(nps_at_most=11))
        save_limits(work, survey_id=survey_id, limits=BadAnswers(nps_at_most=2, unsolved=False, hours=2))
        assert limits_of(work, survey_id).hours == 2
    answered(centre, survey_id, BAD)
    assert calls(centre) == 0
    answered(centre, survey_id, {**BAD, "nps": 2})
    with centre.read(centre.marek) as reading:
        (row,) = list_call_backs(reading)
    assert row.due.due_at - NOW == timedelta(hours=2)


def test_who_is_erased_leaves_a_call_without_name_words_or_answer(centre: Stage) -> None:
    answered(centre, running(centre), BAD)
    with centre.work(centre.marek) as work:
        (row,) = list_call_backs(work)
        settle_call_back(work, call_back_id=row.id, outcome=FollowUpOutcome.NOT_CONTENT, note="Pani Zielińska")
    with centre.work(centre.marek) as work:
        erase_from_surveys(work, [centre.customer_id], [])
    with centre.read() as reading:
        one = reading.db.execute(select(SurveyCallBack)).scalar_one()
        assert (one.name, one.note, one.response_id) == ("", "", None)
        response = reading.db.execute(select(Response)).scalar_one()
        assert (response.is_anonymous, response.staff_id) == (True, None)
        told = reading.db.execute(select(AuditRow.changes).where(AuditRow.what == "survey_call_backs")).scalars()
        assert str(response.id) not in str(list(told)), "the journal would tell whose it was"
