"""Making, changing, starting and ending surveys."""

from functools import partial

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, Refusal
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.domain.survey_setup import Area, areas_of
from csatdesk.domain.surveys import QUESTIONNAIRE, NewSurvey, SurveyState
from csatdesk.operations.surveys.confirming import as_set_up, check_confirmed, check_invited, check_level, take_back
from csatdesk.operations.surveys.drawing import begin_rules
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.surveys import Survey


class QuestionnaireNotPublished(Refusal):
    text = N_("Publish the questionnaire first. What is asked does not change while answers come in.")


class SurveyNotDraft(Refusal):
    text = N_("“{name}” has begun already. Only its dates and texts can be changed.")


def make_survey(work: Work, *, new: NewSurvey) -> Undoable[int]:
    """A draft; the id of the survey."""
    require(work.actor, Right.LEAD_SURVEYS)
    new.check()
    _check_questionnaire(work, new.questionnaire_version_id)
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
        _check_questionnaire(work, new.questionnaire_version_id)
        take_back(work, survey, areas_of(as_set_up(survey), new))
        _write(survey, new)
    else:
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
    return _moved(work, own_survey(work, survey_id, version), SurveyState.ENDED, N_("“{name}” has ended."))


def own_survey(reading: Reading, survey_id: int, version: int | None = None) -> Survey:
    """One of this centre, as it was shown."""
    survey = reading.db.get_one(Survey, survey_id)
    if survey.centre_id != reading.actor.centre_id or (version is not None and survey.version != version):
        raise ChangedByOther()
    return survey


def _check_questionnaire(work: Work, version_id: int) -> None:
    standard = work.db.get_one(Standard, work.db.get_one(StandardVersion, version_id).standard_id)
    if standard.centre_id != work.actor.centre_id or standard.kind != QUESTIONNAIRE:
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
    return Undoable(None, partial(_put_back, survey_id=survey.id, state=before), words, {"name": survey.name})


def _put_back(work: Work, *, survey_id: int, state: SurveyState) -> None:
    work.db.get_one(Survey, survey_id).state = state
    work.changed.add(Kind.SURVEY)


def _take_away(work: Work, *, survey_id: int) -> None:
    survey = work.db.get_one(Survey, survey_id)
    if survey.state is not SurveyState.DRAFT:
        raise SurveyNotDraft(name=survey.name)
    take_back(work, survey, frozenset(Area))
    work.db.flush()
    work.db.delete(survey)
    work.changed.add(Kind.SURVEY)
