"""Reports of surveys by themselves: each time once over all desks, missed ones later, nothing lost (S0.28-S0.30)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.survey_reports import Every, Period, period_with
from csatdesk.domain.survey_subscriptions import (
    AlreadySubscribed,
    FolderMissing,
    Hitch,
    SubscriptionRow,
    missing_periods,
)
from csatdesk.operations.surveys.commands import end_survey, make_survey, start_survey
from csatdesk.operations.surveys.reports.by_itself import make_due, waits_to_be_made
from csatdesk.operations.surveys.reports.subscriptions import list_subscriptions, subscribe, unsubscribe
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.store.entities.centres import Desk
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_subscriptions import SurveySubscription
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.mail import MailServer
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import new_survey, published, running
from tests.operations.surveys.test_figures import give

DECEMBER = datetime(2026, 12, 1, 8, tzinfo=UTC)
NOVEMBER = 202611


def no_progress(_done: int, _total: int) -> None:
    return None


def wanted(stage: Stage, survey_id: int, folder: Path, every: Every = Every.MONTH) -> int:
    folder.mkdir(exist_ok=True)
    with stage.work(stage.marek) as work:
        work.db.get_one(Staff, stage.marek.id).language = "en"  # which his reports speak
        return subscribe(work, survey_id=survey_id, every=every, folder=str(folder)).result


def made(stage: Stage, at: datetime = DECEMBER) -> int:
    return make_due(stage.store, stage.anna, no_progress, server=MailServer(), at=at)


def waits(stage: Stage, at: datetime) -> bool:
    with stage.read(at=at) as reading:
        return waits_to_be_made(reading)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def standing(stage: Stage, survey_id: int) -> SubscriptionRow:
    with stage.read(stage.marek) as reading:
        (row,) = list_subscriptions(reading, survey_id=survey_id)
    return row


def test_when_the_month_is_over_both_files_are_there_once_with_the_rights_of_who_wanted_them(
    centre: Stage, tmp_path: Path
) -> None:
    survey_id, folder = running(centre), tmp_path / "out"
    give(centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(centre, survey_id, folder)
    assert not waits(centre, NOW)
    assert waits(centre, DECEMBER)
    assert made(centre) == 1
    assert names(folder) == ["Po kontakcie November 2026.pdf", "Po kontakcie November 2026.xlsx"]
    assert "12 answers" in PdfReader(folder / "Po kontakcie November 2026.pdf").pages[0].extract_text()
    assert not waits(centre, DECEMBER)
    assert made(centre) == 0
    assert standing(centre, survey_id).last == date(2026, 11, 30)


def test_a_desk_that_is_at_it_keeps_the_others_away(centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(centre), tmp_path / "out"
    give(centre, survey_id, 12, NOVEMBER, nps=10)
    subscription_id = wanted(centre, survey_id, folder)
    with centre.work(at=DECEMBER) as work:
        work.db.get_one(SurveySubscription, subscription_id).leased_until = DECEMBER + timedelta(minutes=10)
    assert made(centre) == 0
    assert names(folder) == []
    assert made(centre, DECEMBER + timedelta(minutes=10)) == 1


def test_what_was_missed_is_made_up_for_but_no_more_than_the_last_three(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    for month in (202611, 202612, 202701, 202702):
        give(local_centre, survey_id, 6, month, nps=10)
    wanted(local_centre, survey_id, folder)
    assert made(local_centre, datetime(2027, 3, 5, 8, tzinfo=UTC)) == 3
    assert [name for name in names(folder) if name.endswith(".pdf")] == [
        "Po kontakcie December 2026.pdf",
        "Po kontakcie February 2027.pdf",
        "Po kontakcie January 2027.pdf",
    ]


def test_times_are_missing_from_the_one_that_was_made_last() -> None:
    today = date(2026, 12, 1)
    november = period_with(Every.MONTH, date(2026, 11, 5))
    assert missing_periods(Every.MONTH, date(2026, 10, 31), today) == (november,)
    assert missing_periods(Every.MONTH, date(2026, 11, 30), today) == ()
    days = tuple(Period(day, day) for day in (date(2026, 11, 29), date(2026, 11, 30)))
    assert missing_periods(Every.DAY, date(2026, 11, 28), today) == days


def test_a_folder_that_is_away_is_told_and_tried_again_and_nothing_is_lost(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(local_centre, survey_id, folder)
    folder.rmdir()
    desk = local_centre.marek.desk_id
    there = replace(local_centre.anna, desk_id=desk)
    assert make_due(local_centre.store, there, no_progress, server=MailServer(), at=DECEMBER) == 0
    row = standing(local_centre, survey_id)
    assert (row.hitch, row.last) == (Hitch.FOLDER_AWAY, None)
    folder.mkdir()
    assert not waits(local_centre, DECEMBER + timedelta(minutes=9))
    assert made(local_centre, DECEMBER + timedelta(minutes=10)) == 1
    assert standing(local_centre, survey_id).hitch is None


def test_a_desk_that_does_not_reach_the_folder_leaves_it_to_one_that_does(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    subscription_id = wanted(local_centre, survey_id, folder)
    with local_centre.work() as work:
        other = Desk(uid=new_identity(NOW), office_id=local_centre.anna.office_id, name="Okno 9", block=99)
        work.db.add(other)
        work.db.flush()
        work.db.get_one(SurveySubscription, subscription_id).desk_id = other.id
    folder.rmdir()
    assert not waits(local_centre, DECEMBER)
    assert standing(local_centre, survey_id).hitch is None


def test_no_file_is_written_over(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(local_centre, survey_id, folder)
    (folder / "Po kontakcie November 2026.pdf").write_text("mine")
    assert made(local_centre) == 1
    assert (folder / "Po kontakcie November 2026.pdf").read_text() == "mine"
    assert (folder / "Po kontakcie November 2026 (2).xlsx").is_file()


def test_who_has_left_gets_no_more_reports(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(local_centre, survey_id, folder)
    with local_centre.work() as work:
        work.db.get_one(Staff, local_centre.marek.id).is_active = False
    assert made(local_centre) == 0
    assert names(folder) == []
    assert standing(local_centre, survey_id).hitch is Hitch.NOT_ALLOWED


def test_nothing_is_made_before_the_survey_is_confirmed_and_has_begun(local_centre: Stage, tmp_path: Path) -> None:
    version_id = published(local_centre)
    with local_centre.work(local_centre.marek) as work:
        survey_id = make_survey(work, new=new_survey(version_id)).result
    wanted(local_centre, survey_id, tmp_path / "out")
    assert not waits(local_centre, DECEMBER)
    with local_centre.work(local_centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
        start_survey(work, survey_id=survey_id, version=1)
    assert waits(local_centre, DECEMBER)


def test_the_whole_survey_comes_once_it_has_ended(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(local_centre, survey_id, folder, Every.CAMPAIGN)
    assert made(local_centre) == 0
    with local_centre.work(local_centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=work.db.get_one(Survey, survey_id).version)
    assert made(local_centre) == 1
    assert made(local_centre, DECEMBER + timedelta(days=40)) == 0


def test_the_unit_chooses_and_chooses_otherwise(centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(centre), tmp_path / "out"
    give(centre, survey_id, 12, NOVEMBER, nps=10)
    subscription_id = wanted(centre, survey_id, folder)
    with pytest.raises(AlreadySubscribed):
        wanted(centre, survey_id, folder)
    with centre.work(centre.marek) as work:
        undone = unsubscribe(work, subscription_id=subscription_id)
    assert made(centre) == 0
    with centre.work(centre.marek) as work:
        undone.undo(work)
    assert made(centre) == 1


def test_the_folder_must_be_there_and_the_right_too(local_centre: Stage, tmp_path: Path) -> None:
    survey_id = running(local_centre)
    with pytest.raises(FolderMissing), local_centre.work(local_centre.marek) as work:
        subscribe(work, survey_id=survey_id, every=Every.MONTH, folder=str(tmp_path / "nowhere"))
    with pytest.raises(NotAllowed), local_centre.work() as work:
        subscribe(work, survey_id=survey_id, every=Every.MONTH, folder=str(tmp_path))


def test_a_report_speaks_the_language_of_who_wanted_it(local_centre: Stage, tmp_path: Path) -> None:
    survey_id, folder = running(local_centre), tmp_path / "out"
    give(local_centre, survey_id, 12, NOVEMBER, nps=10)
    wanted(local_centre, survey_id, folder)
    with local_centre.work() as work:
        work.db.get_one(Staff, local_centre.marek.id).language = "fi"
    assert made(local_centre) == 1
    assert names(folder)[0] == "Po kontakcie marraskuu 2026.pdf"
    assert "Vastaukset" in PdfReader(folder / names(folder)[0]).pages[0].extract_text()
