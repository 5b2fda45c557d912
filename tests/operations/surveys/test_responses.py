"""What is kept of an answer, and what is not when somebody wishes to stay unknown."""

import pytest
from sqlalchemy import func, inspect, select

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_setup import LevelTooLow
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import (
    AnsweredAlready,
    AnswerOffScale,
    EntryMode,
    NothingAnswered,
    Route,
    Sender,
    SurveyKind,
    SurveyNotRunning,
    SurveyState,
    month_of,
    new_code,
    read_code,
)
from csatdesk.operations.surveys.commands import (
    SurveyNotDraft,
    change_survey,
    end_survey,
    make_survey,
    start_survey,
)
from csatdesk.operations.surveys.erasing import erase_from_surveys
from csatdesk.operations.surveys.findings.rates import load_rate
from csatdesk.operations.surveys.queries import list_surveys, load_survey
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.operations.work import Work
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.surveys import Invitation, Response, ResponseAnswer
from csatdesk.wording.surveys import rate_words
from csatdesk.wording.texts import speaking
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, answered, new_survey, published, running


def kept(centre: Stage, response_id: int) -> tuple[Response, dict[str, ResponseAnswer]]:
    with centre.read() as reading:
        response = reading.db.get_one(Response, response_id)
        query = select(ResponseAnswer).where(ResponseAnswer.response_id == response_id)
        answers = {one.item_key: one for one in reading.db.execute(query).scalars()}
        reading.db.expunge_all()
        return response, answers


def invited(centre: Stage, survey_id: int) -> int:
    with centre.work(centre.marek) as work:
        return add_invitation(work, centre, survey_id)


def add_invitation(work: Work, centre: Stage, survey_id: int) -> int:
    from csatdesk.domain.identity import new_identity

    invitation = Invitation(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        survey_id=survey_id,
        office_id=centre.anna.office_id,
        code=new_code(),
        route=Route.EMAIL,
        first_name="Wojciechowska",
        language="pl",
        customer_id=centre.customer_id,
        sent_at=work.at,
    )
    work.db.add(invitation)
    work.db.flush()
    return invitation.id


def test_an_answer_is_kept_as_number_choice_or_words(centre: Stage) -> None:
    response, answers = kept(centre, answered(centre, running(centre)))
    assert (answers["nps"].number, answers["csat"].number) == (9, 4)
    assert (answers["solved"].choice, answers["comment"].text) == ("yes", "Dobrze.")
    assert (response.at, response.customer_id, response.staff_id) == (NOW, centre.customer_id, centre.anna.id)
    assert response.month == 202611
    assert response.is_complete


def test_of_an_anonymous_answer_only_office_channel_and_month_stay(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id = invited(centre, survey_id)
    answers = {**FULL, "name": "anonymous"}
    response_id = answered(centre, survey_id, answers, invitation_id=invitation_id, language="pl", source="17")
    response, _answers = kept(centre, response_id)
    names = [attribute.key for attribute in inspect(Response).column_attrs]
    left = {name for name in names if getattr(response, name) not in {None, ""}}
    assert left == {
        *("id", "uid", "centre_id", "survey_id", "version_id", "office_id", "month", "channel", "mode", "route"),
        *("is_anonymous", "is_complete", "weight"),
    }
    with centre.read(centre.marek) as reading:
        assert reading.db.get_one(Invitation, invitation_id).disposition is Disposition.COMPLETE
        about = select(func.count()).where(AuditRow.what == "survey_invitations", AuditRow.action == "update")
        assert reading.db.execute(about).scalar() == 0


def test_a_survey_without_names_keeps_none_whatever_is_entered(centre: Stage) -> None:
    response, _answers = kept(centre, answered(centre, running(centre, offers_names=False)))
    assert response.is_anonymous
    assert response.customer_id is None


def test_ids_of_answers_tell_nothing_of_their_order(centre: Stage) -> None:
    survey_id = running(centre)
    ids = [answered(centre, survey_id) for _ in range(12)]
    assert ids != sorted(ids)
    assert ids != sorted(ids, reverse=True)


def test_an_answer_off_its_scale_is_refused(centre: Stage) -> None:
    survey_id = running(centre)
    with pytest.raises(AnswerOffScale):
        answered(centre, survey_id, {**FULL, "nps": 11})


def test_only_the_choice_of_a_name_is_no_answer(centre: Stage) -> None:
    survey_id = running(centre)
    with pytest.raises(NothingAnswered):
        answered(centre, survey_id, {"name": "anonymous"})


def test_does_not_apply_leaves_no_answer(centre: Stage) -> None:
    response, answers = kept(centre, answered(centre, running(centre), {**FULL, "csat": "na"}))
    assert "csat" not in answers
    assert response.is_complete


def test_one_invitation_gives_one_answer(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id = invited(centre, survey_id)
    answered(centre, survey_id, invitation_id=invitation_id)
    with pytest.raises(AnsweredAlready):
        answered(centre, survey_id, invitation_id=invitation_id)


def test_a_survey_that_ended_takes_no_answers(centre: Stage) -> None:
    survey_id = running(centre)
    with centre.work(centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=load_survey(work, survey_id=survey_id).version)
    with pytest.raises(SurveyNotRunning):
        answered(centre, survey_id)


def test_an_auditor_enters_no_answers(centre: Stage) -> None:
    from csatdesk.operations.surveys.responses import keep_response
    from tests.operations.surveys.hands import new_response

    survey_id = running(centre)
    with centre.work(centre.liis) as work, pytest.raises(NotAllowed):
        keep_response(work, new=new_response(centre, survey_id, mode=EntryMode.KIOSK))


def test_what_runs_keeps_its_questions_and_who_sends(centre: Stage) -> None:
    version_id = published(centre)
    survey_id = running(centre, version_id)
    changed = new_survey(version_id, name="Inna", kind=SurveyKind.NEEDS, sender=Sender.CENTRAL)
    with centre.work(centre.marek) as work:
        version = load_survey(work, survey_id=survey_id).version
        change_survey(work, survey_id=survey_id, new=changed, version=version)
        row = load_survey(work, survey_id=survey_id)
    assert (row.name, row.kind, row.sender) == ("Inna", SurveyKind.AFTER_CONTACT, Sender.OWN)


def test_starting_can_be_taken_back(centre: Stage) -> None:
    version_id = published(centre)
    with centre.work(centre.marek) as work:
        survey_id = make_survey(work, new=new_survey(version_id)).result
        confirm_all(work, survey_id=survey_id)
        undo = start_survey(work, survey_id=survey_id, version=1).undo
        with pytest.raises(SurveyNotDraft):
            start_survey(work, survey_id=survey_id, version=load_survey(work, survey_id=survey_id).version)
        undo(work)
        assert load_survey(work, survey_id=survey_id).state is SurveyState.DRAFT


def test_only_an_office_with_the_level_runs_the_programme(centre: Stage) -> None:
    version_id = published(centre)
    with pytest.raises(LevelTooLow):
        running(centre, version_id, kind=SurveyKind.PROGRAMME, office_id=centre.anna.office_id)


def test_the_list_counts_who_was_asked_and_who_answered(centre: Stage) -> None:
    survey_id = running(centre)
    invited(centre, survey_id)
    answered(centre, survey_id)
    with centre.read(centre.marek) as reading:
        (row,) = list_surveys(reading)
    assert (row.asked, row.answered, row.questionnaire["pl"]) == (1, 1, "Po kontakcie")


def test_only_answers_to_invitations_are_a_share_of_them(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id = invited(centre, survey_id)
    invited(centre, survey_id)
    answered(centre, survey_id, invitation_id=invitation_id)
    with centre.read(centre.marek) as reading, speaking("en"):
        assert rate_words(load_survey(reading, survey_id=survey_id)) == "1 answer to 2 invitations, 50%"
    for _each in range(4):
        answered(centre, survey_id)
    view = SurveyView(survey_id, 202611, 202611)
    with centre.read(centre.marek) as reading, speaking("en"):
        told = "5 answers, of them 1 to 2 invitations, 50%"
        assert rate_words(load_survey(reading, survey_id=survey_id)) == told
        assert load_rate(reading, view=view) == told


def test_who_is_erased_leaves_an_answer_without_a_name(centre: Stage) -> None:
    survey_id = running(centre)
    invitation_id = invited(centre, survey_id)
    response_id = answered(centre, survey_id, invitation_id=invitation_id)
    with centre.work(centre.marek) as work:
        erase_from_surveys(work, [centre.customer_id], [])
    response, answers = kept(centre, response_id)
    assert (response.is_anonymous, response.customer_id, response.at) == (True, None, None)
    assert (answers["nps"].number, answers["comment"].text) == (9, "")
    with centre.read() as reading:
        assert reading.db.get_one(Invitation, invitation_id).first_name == ""


def test_a_code_is_found_however_it_is_typed() -> None:
    code = new_code()
    assert read_code(f" {code[:5].lower()}-{code[5:]} ") == code


def test_the_month_is_that_of_the_centre(centre: Stage) -> None:
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    assert month_of(datetime(2026, 10, 31, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Warsaw")) == 202611
