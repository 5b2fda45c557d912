"""Setting up a survey: what its three areas show, and confirming one of them."""

from collections import defaultdict

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.domain.survey_setup import (
    Area,
    AskedQuestions,
    OfficeDataMissing,
    OfficeProfile,
    SetUpCard,
    check_sending,
)
from csatdesk.domain.surveys import ANONYMITY, QUESTIONNAIRE, NewSurvey, SurveyKind
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.surveys.commands import change_survey, make_survey, own_survey
from csatdesk.operations.surveys.confirming import (
    as_set_up,
    check_level,
    confirmations,
    count_invited,
    take_back,
)
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import Survey, SurveyConfirmation


def load_setup(reading: Reading, *, survey_id: int | None) -> SetUpCard:
    """`survey_id` None: of a new one."""
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = None if survey_id is None else load_survey(reading, survey_id=survey_id)
    return SetUpCard(
        survey=survey,
        offices=_offices(reading),
        questionnaires=_questionnaires(reading, None if survey is None else survey.version_id),
        confirmed={} if survey is None else confirmations(reading, survey.id),
        invited=0 if survey is None else count_invited(reading, survey.id),
    )


def confirm_area(work: Work, *, new: NewSurvey, area: Area, survey_id: int | None = None, version: int = 0) -> int:
    """Keep what was written and confirm one area of it; the id of the survey. A new one begins with its profile."""
    require(work.actor, Right.LEAD_SURVEYS)
    if survey_id is None:
        survey_id = make_survey(work, new=new).result
    else:
        change_survey(work, survey_id=survey_id, new=new, version=version)
    survey = own_survey(work, survey_id)
    _check(work, survey, area)
    take_back(work, survey, {area})
    work.db.flush()
    work.db.add(
        SurveyConfirmation(
            survey_id=survey.id,
            area=area,
            by_id=work.actor.id,
            at=work.at,
            invited=count_invited(work, survey.id),
        )
    )
    work.changed.add(Kind.SURVEY)
    return survey.id


def confirm_all(work: Work, *, survey_id: int) -> None:
    """The three areas as they are stored, one after the other."""
    for area in Area:
        survey = own_survey(work, survey_id)
        confirm_area(work, new=as_set_up(survey), area=area, survey_id=survey_id, version=survey.version)


def _check(work: Work, survey: Survey, area: Area) -> None:
    if area is Area.SENDING:
        check_sending(as_set_up(survey))
    if area is Area.PROFILE and survey.kind is SurveyKind.PROGRAMME and survey.office_id is not None:
        check_level(work, survey)
        office = work.db.get_one(Office, survey.office_id)
        if not office.address.strip() or not office.phone.strip():
            raise OfficeDataMissing(field="office", office=office.name)


def _offices(reading: Reading) -> tuple[OfficeProfile, ...]:
    centre = reading.actor.centre_id
    people = defaultdict(list)
    staff = select(Staff).where(Staff.centre_id == centre, Staff.is_active).order_by(Staff.sort_key)
    for person in reading.db.execute(staff).scalars():
        people[person.office_id].append(person.name)
    offices = select(Office).where(Office.centre_id == centre).order_by(Office.id)
    return tuple(
        OfficeProfile(
            id=one.id,
            name=one.name,
            address=one.address,
            phone=one.phone,
            country=one.country or reading.centre.country,
            competence=one.competence,
            people=tuple(people[one.id]),
        )
        for one in reading.db.execute(offices).scalars()
    )


def _questionnaires(reading: Reading, chosen: int | None) -> tuple[AskedQuestions, ...]:
    """The published ones, and the one that is asked already."""
    query = (
        select(StandardVersion.id, StandardVersion.state, Standard.titles)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(StandardVersion.centre_id == reading.actor.centre_id, Standard.kind == QUESTIONNAIRE)
        .order_by(Standard.key, StandardVersion.number)
    )
    found = reading.db.execute(query).tuples()
    wanted = [one for one in found if one[1] is VersionState.PUBLISHED or one[0] == chosen]
    return tuple(_asked(reading, version_id, LocalText(titles)) for version_id, _state, titles in wanted)


def _asked(reading: Reading, version_id: int, titles: LocalText) -> AskedQuestions:
    items = [one for one in template_of(reading, version_id).form.items() if one.metric != ANONYMITY]
    return AskedQuestions(
        version_id,
        titles,
        mandatory=tuple(one.text for one in items if one.is_mandatory),
        others=tuple(one.text for one in items if not one.is_mandatory),
        metrics=frozenset(one.metric for one in items if one.metric),
    )
