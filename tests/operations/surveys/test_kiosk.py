"""What the kiosk offers, and what is kept of who stood before it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.forms import Answer
from csatdesk.domain.surveys import AnswerOffScale, EntryMode, NothingAnswered, Route, SurveyNotRunning
from csatdesk.operations.staff import set_own_pin
from csatdesk.operations.surveys.commands import end_survey
from csatdesk.operations.surveys.kiosk import (
    KioskOffer,
    NothingToTouch,
    PinMissing,
    keep_from_kiosk,
    load_kiosk_offer,
)
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.surveys import Response
from tests.cast import Stage
from tests.operations.surveys.hands import QUESTIONS, published, running

TOUCHED: dict[str, Answer] = {"nps": 9, "csat": 4, "solved": "yes"}


@pytest.fixture
def survey_id(centre: Stage) -> int:
    return running(centre)


def keep(stage: Stage, survey_id: int, answers: dict[str, Answer] = TOUCHED, *, is_whole: bool = True) -> Response:
    with stage.work(stage.liis) as work:  # whoever works at the desk now
        keep_from_kiosk(work, opener=stage.anna, survey_id=survey_id, answers=answers, is_whole=is_whole)
    with stage.read() as reading:
        found = reading.db.execute(select(Response)).scalar_one()
        reading.db.expunge(found)
        return found


def offered(stage: Stage, survey_id: int) -> KioskOffer:
    with stage.read() as reading:
        return load_kiosk_offer(reading, survey_id=survey_id)


def test_of_the_person_before_it_nothing_is_kept(centre: Stage, survey_id: int) -> None:
    kept = keep(centre, survey_id)
    assert (kept.mode, kept.route, kept.is_anonymous) == (EntryMode.KIOSK, Route.KIOSK, True)
    hidden = (kept.at, kept.language, kept.customer_id, kept.case_id, kept.staff_id, kept.invitation_id, kept.topic_id)
    assert hidden == (None, "", None, None, None, None, None)
    assert kept.office_id == centre.anna.office_id


def test_no_audit_row_tells_that_somebody_answered(centre: Stage, survey_id: int) -> None:
    with centre.read() as reading:
        before = len(reading.db.execute(select(AuditRow)).scalars().all())
    keep(centre, survey_id)
    with centre.read() as reading:
        assert len(reading.db.execute(select(AuditRow)).scalars().all()) == before


def test_what_it_cannot_ask_is_not_missing(centre: Stage, survey_id: int) -> None:
    assert keep(centre, survey_id).is_complete  # the choice to be named and the comment are not asked there


def test_a_question_left_out_makes_it_an_answer_in_part(centre: Stage, survey_id: int) -> None:
    assert not keep(centre, survey_id, {"nps": 9, "csat": 4}).is_complete


def test_who_walked_away_answered_in_part(centre: Stage, survey_id: int) -> None:
    assert not keep(centre, survey_id, is_whole=False).is_complete


@pytest.mark.parametrize(
    ("answers", "reason"), [({}, NothingAnswered), ({"nps": 11}, AnswerOffScale), ({"nps": "x"}, AnswerOffScale)]
)
def test_what_no_kiosk_can_send_is_refused(
    centre: Stage, survey_id: int, answers: dict[str, Answer], reason: type[Exception]
) -> None:
    with pytest.raises(reason):
        keep(centre, survey_id, answers)


def test_a_survey_that_ended_takes_no_answer(centre: Stage, survey_id: int) -> None:
    with centre.work(centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=2)
    with pytest.raises(SurveyNotRunning):
        keep(centre, survey_id)


def test_who_may_not_enter_answers_opens_no_kiosk(centre: Stage, survey_id: int) -> None:
    with centre.read(centre.liis) as reading, pytest.raises(NotAllowed):
        load_kiosk_offer(reading, survey_id=survey_id)
    with centre.work() as work, pytest.raises(NotAllowed):
        keep_from_kiosk(work, opener=centre.liis, survey_id=survey_id, answers=TOUCHED, is_whole=True)


def test_it_is_opened_only_with_a_pin_and_with_something_to_touch(centre: Stage, survey_id: int) -> None:
    offer = offered(centre, survey_id)
    offer.check()
    with pytest.raises(PinMissing):
        replace(offer, has_pin=False).check()
    only_words = {**QUESTIONS, "key": "words", "questions": [QUESTIONS["questions"][3]]}
    other = running(centre, published(centre, only_words), name="Words")
    with pytest.raises(NothingToTouch):
        offered(centre, other).check()


def test_a_pin_that_was_taken_away_is_missed(centre: Stage, survey_id: int) -> None:
    assert offered(centre, survey_id).has_pin
    with centre.work() as work:
        set_own_pin(work, pin="")
    assert not offered(centre, survey_id).has_pin
