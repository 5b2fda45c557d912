"""A report that went into a folder before there was e-mail still goes there, and nowhere else; on both databases."""

from pathlib import Path

from csatdesk.domain.survey_reports import Every
from csatdesk.operations.surveys.reports.subscriptions import list_subscriptions, subscribe
from tests.cast import Stage
from tests.operations.surveys.hands import running
from tests.store.migrating import migrate_anew

UNDO = (
    "DROP TABLE survey_report_mails",
    "DROP TABLE survey_subscribers",
    "ALTER TABLE survey_subscriptions DROP COLUMN ended_at",
    "ALTER TABLE survey_subscriptions DROP COLUMN by_mail",
)


def test_a_subscription_of_a_folder_stays_one(centre: Stage, tmp_path: Path) -> None:
    survey_id = running(centre)
    with centre.work(centre.marek) as work:
        subscribe(work, survey_id=survey_id, every=Every.MONTH, folder=str(tmp_path))
    migrate_anew(centre.store.writer, "survey_subscribers", UNDO)
    with centre.read(centre.marek) as reading:
        (row,) = list_subscriptions(reading, survey_id=survey_id)
    assert (row.folder, row.by_mail, row.addresses, row.hitch) == (str(tmp_path), False, (), None)
