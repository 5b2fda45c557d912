"""The surveys of the demo centre: the questionnaires that come with the program, and a survey of the partner programme
with own questions.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from csatdesk.domain.surveys import NewSurvey, Route, Sender, SurveyKind
from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.surveys.bank import STARTING, starting_questionnaire
from csatdesk.operations.surveys.commands import make_survey, start_survey
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, speaking

PUBLISHED = timedelta(days=400)  # before today
BEGUN, ANSWERED_IN = timedelta(days=9), timedelta(days=21)


def publish_questionnaires(work: Work, cast: Cast, at: datetime) -> dict[str, int]:
    """Key of the questionnaire → id of its version, published by the supervisor before the first survey."""
    begun = acting(work, cast.actors[SUPERVISOR], at - PUBLISHED)
    ids = {key: add_draft(begun, template=starting_questionnaire(key)).result for key in STARTING}
    for version_id in ids.values():
        publish(begun, version_id=version_id, version=1)
    return ids


def run_programme(work: Work, cast: Cast, versions: Mapping[str, int], language: str, at: datetime) -> int:
    """The harbour office, which has its level, asks its customers; the head office sends. The id of the survey."""
    then = acting(work, cast.actors[SUPERVISOR], at - BEGUN)
    day = (at - BEGUN).date()
    with speaking(language):
        name, goal = _("Partner programme, autumn"), _("Do our partner's customers get the same service as ours?")
    new = NewSurvey(
        name=name,
        kind=SurveyKind.PROGRAMME,
        goal=goal,
        questionnaire_version_id=versions["partner_programme"],
        office_id=cast.office_ids["harbour"],
        routes=(Route.EMAIL,),
        sender=Sender.CENTRAL,
        language="pl",
        begins_on=day,
        answer_by=day + ANSWERED_IN,
    )
    survey_id = make_survey(then, new=new).result
    confirm_all(then, survey_id=survey_id)
    start_survey(then, survey_id=survey_id, version=load_survey(then, survey_id=survey_id).version)
    return survey_id
