"""Whether a survey may begin: its three areas are confirmed as they are now, and its office has the level for it."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select

from csatdesk.domain.survey_setup import Area, AreasNotConfirmed, Confirmation, InvitedChanged, LevelTooLow
from csatdesk.domain.surveys import NewSurvey, Route, SurveyKind
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Invitation, Survey, SurveyConfirmation
from csatdesk.wording.formats import listing
from csatdesk.wording.surveys import words


def check_confirmed(reading: Reading, survey: Survey) -> None:
    """Refuses as long as an area is not (S0.3). Answers taken over from a file ask nobody anything."""
    if survey.kind is SurveyKind.PAST:
        return
    found = confirmations(reading, survey.id)
    missing = [words(area) for area in Area if area not in found]
    if missing:
        raise AreasNotConfirmed(areas=listing(missing))


def check_invited(reading: Reading, survey: Survey) -> None:
    """Before it begins, the customers on the list are those that were looked at."""
    found = confirmations(reading, survey.id).get(Area.PROFILE)
    if found is not None and found.invited != count_invited(reading, survey.id):
        raise InvitedChanged()


def check_level(reading: Reading, survey: Survey) -> None:
    """Only of the partner programme, whose units must have qualified (S0.1)."""
    if survey.kind is not SurveyKind.PROGRAMME or survey.office_id is None:
        return
    office = reading.db.get_one(Office, survey.office_id)
    if not office.competence.may_ask:
        raise LevelTooLow(field="office", office=office.name)


def confirmations(reading: Reading, survey_id: int) -> Mapping[Area, Confirmation]:
    query = (
        select(SurveyConfirmation.area, Staff.name, SurveyConfirmation.at, SurveyConfirmation.invited)
        .join(Staff, Staff.id == SurveyConfirmation.by_id)
        .where(SurveyConfirmation.survey_id == survey_id)
    )
    return {area: Confirmation(area, by, at, invited) for area, by, at, invited in reading.db.execute(query).tuples()}


def count_invited(reading: Reading, survey_id: int) -> int:
    query = select(func.count()).where(Invitation.survey_id == survey_id)
    return reading.db.execute(query).scalar_one()


def take_back(work: Work, survey: Survey, areas: Collection[Area]) -> None:
    """What was confirmed of these areas holds no more."""
    query = select(SurveyConfirmation).where(
        SurveyConfirmation.survey_id == survey.id, SurveyConfirmation.area.in_(areas)
    )
    for one in work.db.execute(query).scalars():
        work.db.delete(one)


def as_set_up(survey: Survey) -> NewSurvey:
    return NewSurvey(
        survey.name,
        survey.kind,
        survey.goal,
        survey.questionnaire_version_id,
        survey.office_id,
        survey.respondents,
        tuple(map(Route, survey.routes)),
        survey.sender,
        survey.language,
        survey.begins_on,
        survey.answer_by,
        survey.offers_names,
    )
