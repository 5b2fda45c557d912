"""Making, changing, starting and ending surveys."""

from functools import partial

from sqlalchemy import or_, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.domain.survey_batches import BatchState, StacksOpen
from csatdesk.domain.survey_setup import Area, areas_of, check_days
from csatdesk.domain.surveys import QUESTIONNAIRE, NewSurvey, SurveyNotRunning, SurveyState
from csatdesk.operations.surveys.confirming import as_set_up, check_confirmed, check_invited, check_level, take_back
from csatdesk.operations.surveys.drawing import begin_rules
from csatdesk.operations.surveys.list_submitting import follow_survey
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.survey_entry import SurveyBatch
from csatdesk.store.entities.surveys import Invitation, Response, Survey


class QuestionnaireNotPublished(Refusal):
    text = N_("Publish the questionnaire first. What is asked does not change while answers come in.")


class SurveyNotDraft(Refusal):
    text = N_("“{name}” has begun already. Only its dates and texts can be changed.")


def make_survey(work: Work, *, new: NewSurvey) -> Undoable[int]:
    """A draft; the id of the survey."""
    require(work.actor, Right.LEAD_SURVEYS)
    new.check()
    _check_of_centre(work, new)
    survey = Survey(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        state=SurveyState.DRAFT,
        made_at=work.at,
        made_by_id=work.actor.id,
    )
    _write(survey, new)
    work.db.add(survey)
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return Undoable(survey.id, partial(_take_away, survey_id=survey.id), N_("“{name}” begun."), {"name": survey.name})


def change_survey(work: Work, *, survey_id: int, new: NewSurvey, version: int) -> int:
    """Of one that runs only name, goal and dates. The new version of the row comes back."""
    require(work.actor, Right.LEAD_SURVEYS)
    new.check()
    survey = own_survey(work, survey_id, version)
    if survey.state is SurveyState.DRAFT:
        _check_of_centre(work, new)
        before = as_set_up(survey)
        take_back(work, survey, areas_of(before, new))
        _write(survey, new)
        follow_survey(work, survey, before)
    else:
        check_days(new)
        survey.name, survey.goal = new.name.strip(), new.goal.strip()
        survey.begins_on, survey.answer_by = new.begins_on, new.answer_by
    work.db.flush()
    work.changed.add(Kind.SURVEY)
    return survey.version


def start_survey(work: Work, *, survey_id: int, version: int) -> Undoable[None]:
    """From now on it takes answers, and what it asks is frozen."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey = own_survey(work, survey_id, version)
    if survey.state is not SurveyState.DRAFT:
        raise SurveyNotDraft(name=survey.name)
    if work.db.get_one(StandardVersion, survey.questionnaire_version_id).state is not VersionState.PUBLISHED:
        raise QuestionnaireNotPublished()
    check_confirmed(work, survey)
    check_invited(work, survey)
    check_level(work, survey)
    begin_rules(work, survey.id)
    return _moved(work, survey, SurveyState.RUNNING, N_("“{name}” runs now."))


def end_survey(work: Work, *, survey_id: int, version: int) -> Undoable[None]:
    """It takes no answers any more."""
    require(work.actor, Right.LEAD_SURVEYS)
    survey = own_survey(work, survey_id, version)
    if survey.state is not SurveyState.RUNNING:
        raise SurveyNotRunning(name=survey.name)
    open_stacks = (SurveyBatch.survey_id == survey.id, SurveyBatch.state != BatchState.RELEASED)
    if work.db.execute(select(SurveyBatch.id).where(*open_stacks).limit(1)).first() is not None:
        raise StacksOpen()  # codes and answers would lie side by side in it for ever
    return _moved(work, survey, SurveyState.ENDED, N_("“{name}” has ended."))


def own_survey(reading: Reading, survey_id: int, version: int | None = None) -> Survey:
    """One of this centre, as it was shown."""
    survey = reading.db.get_one(Survey, survey_id)
    if survey.centre_id != reading.actor.centre_id or (version is not None and survey.version != version):
        raise ChangedByOther()
    return survey


def _check_of_centre(work: Work, new: NewSurvey) -> None:
    version = work.db.get_one(StandardVersion, new.questionnaire_version_id)
    standard = work.db.get_one(Standard, version.standard_id)
    if standard.centre_id != work.actor.centre_id or standard.kind != QUESTIONNAIRE:
        raise ChangedByOther()
    if new.office_id is not None and work.db.get_one(Office, new.office_id).centre_id != work.actor.centre_id:
        raise ChangedByOther()


def _write(survey: Survey, new: NewSurvey) -> None:
    survey.name, survey.goal, survey.kind = new.name.strip(), new.goal.strip(), new.kind
    survey.questionnaire_version_id, survey.office_id = new.questionnaire_version_id, new.office_id
    survey.respondents, survey.sender, survey.language = new.respondents, new.sender, new.language
    survey.routes = [route.value for route in new.routes]
    survey.begins_on, survey.answer_by, survey.offers_names = new.begins_on, new.answer_by, new.offers_names


def _moved(work: Work, survey: Survey, state: SurveyState, words: str) -> Undoable[None]:
    before, survey.state = survey.state, state
    work.changed.add(Kind.SURVEY)
    back = partial(_put_back, survey_id=survey.id, before=before, after=state)
    return Undoable(None, back, words, {"name": survey.name})


def _put_back(work: Work, *, survey_id: int, before: SurveyState, after: SurveyState) -> None:
    """Only as long as it stands where it was moved to. What was asked or answered keeps it from being a draft again:
    drafts may change what they ask.
    """
    survey = own_survey(work, survey_id)
    if survey.state is not after:
        raise ChangedByOther()
    if before is SurveyState.DRAFT and _has_asked(work, survey):
        raise SurveyNotDraft(name=survey.name)
    survey.state = before
    work.changed.add(Kind.SURVEY)


def _has_asked(work: Work, survey: Survey) -> bool:
    touched = or_(Invitation.sent_at.is_not(None), Invitation.disposition != Disposition.UNKNOWN)
    found = (
        select(Response.id).where(Response.survey_id == survey.id),
        select(Invitation.id).where(Invitation.survey_id == survey.id, touched),
        select(SurveyBatch.id).where(SurveyBatch.survey_id == survey.id),
    )
    return any(work.db.execute(query.limit(1)).first() is not None for query in found)


def _take_away(work: Work, *, survey_id: int) -> None:
    survey = work.db.get_one(Survey, survey_id)
    if survey.state is not SurveyState.DRAFT:
        raise SurveyNotDraft(name=survey.name)
    take_back(work, survey, frozenset(Area))
    work.db.flush()
    work.db.delete(survey)
    work.changed.add(Kind.SURVEY)
