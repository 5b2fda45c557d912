"""The surveys of the demo centre: the questionnaires that come with the program."""

from datetime import datetime, timedelta

from csatdesk.operations.demo_cases import acting
from csatdesk.operations.demo_centre import SUPERVISOR, Cast
from csatdesk.operations.standards.commands import add_draft, publish
from csatdesk.operations.surveys.bank import STARTING, starting_questionnaire
from csatdesk.operations.work import Work

PUBLISHED = timedelta(days=400)  # before today


def publish_questionnaires(work: Work, cast: Cast, at: datetime) -> dict[str, int]:
    """Key of the questionnaire → id of its version, published by the supervisor before the first survey."""
    begun = acting(work, cast.actors[SUPERVISOR], at - PUBLISHED)
    ids = {key: add_draft(begun, template=starting_questionnaire(key)).result for key in STARTING}
    for version_id in ids.values():
        publish(begun, version_id=version_id, version=1)
    return ids
