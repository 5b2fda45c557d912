"""A survey begins only when its three areas were confirmed as they stand."""

from dataclasses import replace
from datetime import date

import pytest

from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.survey_setup import (
    Area,
    AreasNotConfirmed,
    DatesWrong,
    InvitedChanged,
    LevelTooLow,
    OfficeDataMissing,
    RouteMissing,
)
from csatdesk.domain.surveys import Competence, NewSurvey, Route, SurveyKind, SurveyNotRunning, SurveyState, new_code
from csatdesk.operations.surveys.commands import (
    SurveyNotDraft,
    change_survey,
    end_survey,
    make_survey,
    start_survey,
)
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.setup import confirm_all, confirm_area, load_setup
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.surveys import Invitation
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import answered, new_survey, published


def made(stage: Stage, **other: object) -> tuple[int, NewSurvey]:
    new = replace(new_survey(published(stage)), **other)  # type: ignore[arg-type]  # fields by name
    with stage.work(stage.marek) as work:
        return make_survey(work, new=new).result, new


def confirmed(stage: Stage, survey_id: int) -> set[Area]:
    with stage.read(stage.marek) as reading:
        return set(load_setup(reading, survey_id=survey_id).confirmed)


def version(stage: Stage, survey_id: int) -> int:
    with stage.read(stage.marek) as reading:
        return load_survey(reading, survey_id=survey_id).version


def confirm(stage: Stage, survey_id: int, new: NewSurvey, area: Area) -> None:
    now = version(stage, survey_id)
    with stage.work(stage.marek) as work:
        confirm_area(work, new=new, area=area, survey_id=survey_id, version=now)


def start(stage: Stage, survey_id: int) -> None:
    now = version(stage, survey_id)
    with stage.work(stage.marek) as work:
        start_survey(work, survey_id=survey_id, version=now)


def test_nothing_starts_before_profile_questions_and_sending_are_confirmed(centre: Stage) -> None:
    survey_id, new = made(centre)
    for area in Area:
        with pytest.raises(AreasNotConfirmed):
            start(centre, survey_id)
        confirm(centre, survey_id, new, area)
    start(centre, survey_id)
    with centre.read(centre.marek) as reading:
        assert load_survey(reading, survey_id=survey_id).state is SurveyState.RUNNING
        found = load_setup(reading, survey_id=survey_id).confirmed[Area.PROFILE]
        assert (found.by, found.at) == (centre.marek.name, NOW)


def test_a_change_takes_back_only_what_was_confirmed_of_that_area(centre: Stage) -> None:
    survey_id, new = made(centre)
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work:
        changed = replace(new, routes=(Route.PAPER, Route.KIOSK))
        change_survey(work, survey_id=survey_id, new=changed, version=now)
    assert confirmed(centre, survey_id) == {Area.PROFILE, Area.QUESTIONS}


def test_customers_who_came_onto_the_list_later_have_to_be_looked_at(centre: Stage) -> None:
    survey_id, _new = made(centre)
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
        work.db.add(
            Invitation(
                uid=new_identity(NOW),
                centre_id=centre.anna.centre_id,
                survey_id=survey_id,
                office_id=centre.anna.office_id,
                code=new_code(),
                route=Route.EMAIL,
                language="pl",
            )
        )
    with pytest.raises(InvitedChanged):
        start(centre, survey_id)


def test_only_a_unit_with_level_and_data_confirms_the_profile_of_the_programme(centre: Stage) -> None:
    survey_id, new = made(centre, kind=SurveyKind.PROGRAMME, office_id=centre.anna.office_id)
    with pytest.raises(LevelTooLow):
        confirm(centre, survey_id, new, Area.PROFILE)
    with centre.work(centre.marek) as work:
        office = work.db.get_one(Office, centre.anna.office_id)
        office.competence, office.phone = Competence.SILVER, ""
    with pytest.raises(OfficeDataMissing):
        confirm(centre, survey_id, new, Area.PROFILE)
    with centre.work(centre.marek) as work:
        office = work.db.get_one(Office, centre.anna.office_id)
        office.phone, office.address = "22 555 01 40", "ul. Freta 8"
    confirm(centre, survey_id, new, Area.PROFILE)
    assert confirmed(centre, survey_id) == {Area.PROFILE}


def test_sending_needs_a_route_and_days_in_their_order(centre: Stage) -> None:
    survey_id, new = made(centre, routes=())
    with pytest.raises(RouteMissing):
        confirm(centre, survey_id, new, Area.SENDING)
    backwards = replace(new, routes=(Route.PAPER,), begins_on=date(2026, 12, 1), answer_by=date(2026, 11, 30))
    with pytest.raises(DatesWrong):
        confirm(centre, survey_id, backwards, Area.SENDING)
    assert confirmed(centre, survey_id) == set(), "nothing of it is kept"


def test_the_set_up_shows_the_office_its_people_and_what_is_asked(centre: Stage) -> None:
    survey_id, _new = made(centre)
    with centre.read(centre.marek) as reading:
        card = load_setup(reading, survey_id=survey_id)
    own = next(one for one in card.offices if one.id == centre.anna.office_id)
    assert own.people
    assert own.country == "PL"
    assert [len(one.others) for one in card.questionnaires] == [4]
    assert card.questionnaires[0].metrics >= {"nps", "csat"}


def test_a_clerk_confirms_nothing(centre: Stage) -> None:
    survey_id, new = made(centre)
    with centre.work(centre.anna) as work, pytest.raises(NotAllowed):
        confirm_area(work, new=new, area=Area.PROFILE, survey_id=survey_id, version=1)


def test_taking_back_a_survey_that_was_just_begun_takes_its_confirmations_along(centre: Stage) -> None:
    version_id = published(centre)
    with centre.work(centre.marek) as work:
        begun = make_survey(work, new=new_survey(version_id))
        confirm_all(work, survey_id=begun.result)
    with centre.work(centre.marek) as work:
        begun.undo(work)
    with centre.read(centre.marek) as reading:
        assert load_setup(reading, survey_id=None).survey is None


def test_only_what_runs_ends(centre: Stage) -> None:
    survey_id, _new = made(centre)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work, pytest.raises(SurveyNotRunning):
        end_survey(work, survey_id=survey_id, version=now)


def test_a_survey_that_was_answered_is_no_draft_again(centre: Stage) -> None:
    survey_id, _new = made(centre)
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work:
        started = start_survey(work, survey_id=survey_id, version=now)
    answered(centre, survey_id)
    with centre.work(centre.marek) as work, pytest.raises(SurveyNotDraft):
        started.undo(work)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work:
        ended = end_survey(work, survey_id=survey_id, version=now)
    with centre.work(centre.marek) as work:
        ended.undo(work)
    with centre.read(centre.marek) as reading:
        assert load_survey(reading, survey_id=survey_id).state is SurveyState.RUNNING


def test_a_start_is_taken_back_as_long_as_nobody_was_asked_and_nobody_ended_it(centre: Stage) -> None:
    survey_id, _new = made(centre)
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work:
        started = start_survey(work, survey_id=survey_id, version=now)
    with centre.work(centre.marek) as work:
        started.undo(work)
    with centre.read(centre.marek) as reading:
        assert load_survey(reading, survey_id=survey_id).state is SurveyState.DRAFT
    start(centre, survey_id)
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=now)
    with centre.work(centre.marek) as work, pytest.raises(ChangedByOther):
        started.undo(work)


def test_the_days_of_one_that_runs_stay_in_their_order(centre: Stage) -> None:
    survey_id, new = made(centre)
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
    start(centre, survey_id)
    backwards = replace(new, begins_on=date(2026, 12, 1), answer_by=date(2026, 11, 30))
    now = version(centre, survey_id)
    with centre.work(centre.marek) as work, pytest.raises(DatesWrong):
        change_survey(work, survey_id=survey_id, new=backwards, version=now)


def test_the_set_up_is_for_those_who_lead_surveys(centre: Stage) -> None:
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        load_setup(reading, survey_id=None)
