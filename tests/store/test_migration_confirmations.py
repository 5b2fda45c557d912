"""Surveys that ran before anybody could confirm anything count as confirmed by who set them up; on both databases."""

from sqlalchemy import select

from csatdesk.domain.survey_setup import Area
from csatdesk.operations.surveys.commands import make_survey
from csatdesk.store.entities.surveys import SurveyConfirmation
from tests.cast import Stage
from tests.operations.surveys.hands import new_survey, published, running
from tests.store.migrating import migrate_anew

UNDO = ("DROP TABLE survey_confirmations",)


def test_a_running_survey_is_confirmed_and_a_draft_is_not(centre: Stage) -> None:
    version_id = published(centre)
    ran = running(centre, version_id)
    with centre.work(centre.marek) as work:
        make_survey(work, new=new_survey(version_id))
    migrate_anew(centre.store.writer, "survey_confirmations", UNDO)
    with centre.read() as reading:
        query = select(SurveyConfirmation.survey_id, SurveyConfirmation.area, SurveyConfirmation.by_id)
        found = set(reading.db.execute(query).tuples())
    assert found == {(ran, area, centre.marek.id) for area in Area}
