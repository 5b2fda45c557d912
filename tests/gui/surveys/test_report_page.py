"""The report of a survey by keys alone: time, lines, what stands on paper, the files saved."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.contacts import Channel
from csatdesk.domain.survey_reports import Every, Line
from csatdesk.domain.survey_sending import MessageState
from csatdesk.domain.survey_subscriptions import Awaited, Hitch, SubscriptionRow, Undelivered
from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.forms import ErrorLine
from csatdesk.gui.surveys.report_page import SurveyReportPage
from csatdesk.gui.surveys.subscription_form import row_words
from csatdesk.system.clock import now
from csatdesk.wording.formats import short_date
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.mail_server import mail_box
from tests.operations.surveys.hands import published, running
from tests.operations.surveys.test_by_mail import made, to
from tests.operations.surveys.test_figures import give
from tests.operations.surveys.test_findings import CROSSED, MAIL, PHONE
from tests.operations.surveys.test_given_up import MINUTE, THREE_TRIES, again, refused
from tests.operations.surveys.test_reports import SENT, invite
from tests.reports.reading import words
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]


@pytest.fixture
def desk(qtbot: QtBot, local_centre: Stage, tmp_path: Path) -> Iterator[Desk[SurveyReportPage]]:
    survey_id = running(local_centre)
    give(local_centre, survey_id, 12, 202610, nps=10)
    give(local_centre, survey_id, 8, 202609, nps=3)

    def ask(_parent: QWidget, _title: str, name: str, kinds: str) -> str:
        asked.append((name, kinds))
        return str(tmp_path / answers.pop(0))

    asked: list[tuple[str, str]] = []
    answers = ["report", "report.xlsx", "slides"]
    seated: Desk[Any] = Desk(
        qtbot,
        local_centre,
        lambda context: SurveyReportPage(context, ask, ask_for_folder=lambda _parent, _title: str(tmp_path)),
        local_centre.marek,
    )
    seated.window.resize(1280, 760)
    seated.page.show_wanted(SurveyWanted(survey_id))
    seated.page.every.focus_chosen()
    yield seated
    seated.leave()


def test_the_newest_month_that_is_over_stands_there_as_it_will_be_on_paper(desk: Desk[SurveyReportPage]) -> None:
    assert desk.page.title == "Po kontakcie"
    assert desk.page.summary() == "October 2026"
    assert desk.page.sheets
    assert [words for _value, words in desk.page.period.options()] == [
        "October 2026",
        "September 2026",
    ]


def test_how_long_and_when_are_chosen_by_keys(desk: Desk[SurveyReportPage]) -> None:
    desk.press(Key.Key_Right)
    asked = desk.page.asked
    assert asked is not None
    assert asked.every is Every.WEEK
    assert desk.page.summary() == "26 Oct 2026 to 1 Nov 2026"
    desk.press(Key.Key_Tab)
    assert desk.page.period.hasFocus()
    desk.press(Key.Key_Down)
    assert desk.page.summary() == "19 Oct 2026 to 25 Oct 2026"


def test_a_line_is_left_out_by_the_space_bar(desk: Desk[SurveyReportPage]) -> None:
    desk.page.lines[Line.COMMENTS].setFocus()
    desk.press(Key.Key_Space)
    asked = desk.page.asked
    assert asked is not None
    assert Line.COMMENTS not in asked.lines
    assert Line.GRADES in asked.lines


def test_a_day_and_the_lines_chosen_stand_in_the_file(desk: Desk[SurveyReportPage], tmp_path: Path) -> None:
    give(desk.stage, shown_survey(desk), 6, 202610, nps=10, comment="Dobrze.")
    desk.page.reload(desk.page.shows)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    asked = desk.page.asked
    assert asked is not None
    assert asked.every is Every.DAY
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Left)
    for line in (Line.COMMENTS, Line.CHANNELS):
        desk.page.lines[line].setFocus()
        desk.press(Key.Key_Space)
    told = read_of(desk, tmp_path)
    assert "Sent and answered" in told
    assert "By channel" not in told
    assert "Dobrze." not in told


def test_report_and_workbook_and_slides_are_saved_by_keys(desk: Desk[SurveyReportPage], tmp_path: Path) -> None:
    desk.press(Key.Key_E, CTRL)
    desk.press(Key.Key_E, CTRL)
    desk.press(Key.Key_E, CTRL | SHIFT)
    assert desk.said == ["Saved report.pdf.", "Saved report.xlsx.", "Saved slides.pdf."]
    assert "NPS 100. Recommendation (NPS) from 12 answers" in PdfReader(tmp_path / "report.pdf").pages[0].extract_text()
    assert load_workbook(tmp_path / "report.xlsx").sheetnames[0] == "Sent and answered"
    pages = PdfReader(tmp_path / "slides.pdf").pages
    first = pages[0].extract_text()
    assert first.startswith("100 of 100 would surely recommend us")
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    assert "No clear change since September 2026" in pages[1].extract_text()


def shown_survey(desk: Desk[SurveyReportPage]) -> int:
    assert desk.page.asked is not None
    return desk.page.asked.survey_id


def read_of(desk: Desk[SurveyReportPage], tmp_path: Path) -> str:
    """What stands in the report that is saved by its key."""
    desk.press(Key.Key_E, CTRL)
    return words((tmp_path / "report.pdf").read_bytes())


def test_a_month_tells_what_was_sent_and_answered_by_value_by_channel_and_against_a_year_ago(
    desk: Desk[SurveyReportPage], tmp_path: Path
) -> None:
    stage, survey_id = desk.stage, shown_survey(desk)
    give(stage, survey_id, 6, 202610, nps=3, csat=2, channel=Channel.EMAIL)
    give(stage, survey_id, 5, 202510, nps=3)
    for place in range(10):
        invite(stage, survey_id, SENT, is_delivered=place != 9, answered=place < 4)
    desk.page.reload(desk.page.shows)
    told = read_of(desk, tmp_path)
    for line in (
        "18 answers counted. Of 10 invitations sent, 4 were answered: 40.0%.",
        "Sent 10 0 0 Delivered 9 0 0 Answered, of these 4 0 0",
        "Response, of delivered 44.4%",
        "Satisfaction (CSAT) two best marks 67%",
        "10 Surely 12 66.7%",
        "3 6 33.3%",
        "E-mail 10 40.0%",
        "Paper – – 18 100.0%",
        "E-mail – – 6 33.3% –",
        "Hall 10 40.0% 12 66.7% 100",
        "Compared with September 2026, October 2025",
    ):
        assert line in told, told
    (grade,) = re.findall(r"Recommendation \(NPS\) 33 (.+?) Satisfaction", told)
    assert grade.endswith("18 −100 +133, not by chance −100 +133, not by chance"), (
        "before and a year ago, each with its change"
    )


@pytest.mark.parametrize(
    ("others", "said"),
    [
        (49, "No winner: fewer than two offices have enough answers. 1 office has too few answers for a place"),
        (50, "All answers Winner: Sala główna 1 Sala główna 75 55 to 87 65 2 Infolinia −96 −99 to −79 50"),
    ],
)
def test_a_winner_is_named_over_all_and_in_each_category_with_enough_answers(
    desk: Desk[SurveyReportPage], tmp_path: Path, others: int, said: str
) -> None:
    stage, survey_id = desk.stage, shown_survey(desk)
    give(stage, survey_id, 45, 202610, nps=10)
    give(stage, survey_id, others - 1, 202610, nps=1, office=stage.other_office_id)
    give(stage, survey_id, 1, 202610, nps=10, office=stage.other_office_id)
    desk.page.reload(desk.page.shows)
    for _each in range(4):
        desk.press(Key.Key_Right)
    asked = desk.page.asked
    assert asked is not None
    assert asked.every is Every.CAMPAIGN
    told = read_of(desk, tmp_path)
    assert said in told, told
    assert ("Channel: Hall Winner: Sala główna" in told) == (others == 50)
    assert ("Segment: Household Winner: Sala główna" in told) == (others == 50)


def test_the_report_is_ordered_by_itself_and_ended_again_by_keys(desk: Desk[SurveyReportPage], tmp_path: Path) -> None:
    desk.press(Key.Key_B, CTRL)
    form = desk.page.form
    assert form is not None
    assert form.every.value() is Every.MONTH
    desk.press(Key.Key_Right)
    form.folder.setFocus()
    desk.write(str(tmp_path / "nowhere"))
    desk.press(Key.Key_Return, CTRL)
    assert form.folder.hasFocus()
    said = form.named["folder"].findChild(ErrorLine)
    assert said is not None
    assert said.sentence == "Choose a folder that is there."
    form.folder.clear()
    form.choose.setFocus()
    desk.press(Key.Key_Space)
    assert form.folder.hasFocus()
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.form is None
    assert desk.undos == ["Sent by itself"]
    desk.press(Key.Key_B, CTRL)
    form = desk.page.form
    assert form is not None
    assert [line.text() for line in form.lines] == [f"Week: {tmp_path}, {desk.stage.marek.name}"]
    form.removers[0].setFocus()
    desk.press(Key.Key_Space)
    assert form.lines == []
    desk.press(Key.Key_Escape)
    assert desk.page.form is None
    assert desk.page.every.isVisible()


def test_subscribers_are_named_and_the_page_tells_when_the_next_goes_out(
    desk: Desk[SurveyReportPage], tmp_path: Path
) -> None:
    desk.press(Key.Key_B, CTRL)
    form = desk.page.form
    assert form is not None
    form.addresses.setFocus()
    desk.write("jan@example.pl, nic")
    desk.press(Key.Key_Return, CTRL)
    assert form.addresses.hasFocus()
    said = form.named["addresses"].findChild(ErrorLine)
    assert said is not None
    assert said.sentence == "“nic” is no e-mail address. Correct it, or leave it out."
    form.addresses.clear()
    desk.write("jan@example.pl, ola@example.pl")
    desk.press(Key.Key_Return, CTRL)
    assert form.folder.hasFocus(), "sending is off: the e-mails need a folder"
    desk.write(str(tmp_path))
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.form is None
    desk.press(Key.Key_B, CTRL)
    form = desk.page.form
    assert form is not None
    name = desk.stage.marek.name
    assert [line.text() for line in form.lines] == [
        f"Month: {tmp_path}, {name}",
        f"Month: jan@example.pl and ola@example.pl, {name}. Next on {next_month()}.",
    ]
    assert desk.page.standing.text() == f"Month: {tmp_path}\nMonth: E-mail. Next on {next_month()}."
    form.removers[1].setFocus()
    desk.press(Key.Key_Space)
    assert desk.page.standing.text() == f"Month: {tmp_path}"
    assert [line.text() for line in form.lines] == [f"Month: {tmp_path}, {name}"]


def test_what_was_given_up_is_sent_again_and_an_address_changed_by_keys(local_centre: Stage, qtbot: QtBot) -> None:
    with mail_box() as box:
        survey_id = refused(local_centre, box)
        desk = Desk(qtbot, local_centre, SurveyReportPage, local_centre.marek)
        page = desk.page
        page.show_wanted(SurveyWanted(survey_id))
        desk.press(Key.Key_B, CTRL)
        form = page.form
        assert form is not None
        given_up = "Given up after three tries: November 2026 for nobody@example.pl."
        assert given_up in form.lines[0].text()
        assert given_up in form.senders[0].accessibleName()
        assert "no such mailbox" in form.lines[0].text()
        form.changers[0].setFocus()
        desk.press(Key.Key_Space)
        addresses = page.address_form
        assert addresses is not None
        assert addresses.before.hasFocus()
        desk.press(Key.Key_Tab)
        desk.write("@")
        desk.press(Key.Key_Return, CTRL)
        assert addresses.after.hasFocus()
        said = addresses.named["addresses"].findChild(ErrorLine)
        assert said is not None
        assert said.sentence == "“@” is no e-mail address. Correct it, or leave it out."
        addresses.after.clear()
        desk.write("iga@example.pl")
        desk.press(Key.Key_Return, CTRL)
        assert page.address_form is None
        assert desk.undos == ["Address changed"]
        assert form.lines[0].text().startswith("Month: iga@example.pl and ola@example.pl")
        assert given_up in form.lines[0].text()
        assert "Sent again, it goes to iga@example.pl." in form.lines[0].text()
        form.senders[0].setFocus()
        desk.press(Key.Key_Space)
        assert desk.said == ["1 e-mail is sent again within minutes."]
        assert form.senders == []
        assert form.every.isAncestorOf(desk.focus)
        assert "1 e-mail waits to be sent again" in form.lines[0].text()
        assert made(local_centre, box, THREE_TRIES + MINUTE) == 1
        form.changers[0].setFocus()
        desk.press(Key.Key_Space)
        desk.press(Key.Key_Escape)
        assert page.address_form is None
        assert page.form is form, "only the address is left as it is"
        desk.leave()
    assert to(box) == ["ola@example.pl", "iga@example.pl"]


def test_what_was_sent_again_from_elsewhere_meanwhile_is_said_above_the_form(local_centre: Stage, qtbot: QtBot) -> None:
    with mail_box() as box:
        survey_id = refused(local_centre, box)
    desk = Desk(qtbot, local_centre, SurveyReportPage, local_centre.marek)
    desk.page.show_wanted(SurveyWanted(survey_id))
    desk.press(Key.Key_B, CTRL)
    form = desk.page.form
    assert form is not None
    again(local_centre, survey_id)
    form.senders[0].setFocus()
    desk.press(Key.Key_Space)
    assert form.banner.isVisible()
    assert "sent again meanwhile" in form.banner.words
    assert desk.said == []
    desk.leave()


def next_month() -> str:
    today = now().astimezone(ZoneInfo("Europe/Warsaw")).date()
    return short_date((today.replace(day=1) + timedelta(days=31)).replace(day=1))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            {"sent_on": date(2026, 12, 1), "sent_to": 2, "next_on": date(2027, 1, 1), "last": date(2026, 11, 30)},
            "Month: a@example.pl, Marek, made up to 30 Nov 2026. Sent on 1 Dec 2026 to 2 addresses. "
            "Next on 1 Jan 2027.",
        ),
        (
            {
                "next_on": date(2026, 12, 1),
                "hitch": Hitch.REFUSED,
                "undelivered": (
                    Undelivered("a@example.pl", MessageState.FAILED, "The mail server did not take the e-mail: 550."),
                ),
            },
            "Month: a@example.pl, Marek. Next on 1 Dec 2026. "
            "a@example.pl: The mail server did not take the e-mail: 550. "
            "It is tried again in an hour, three times at most.",
        ),
        (
            {
                "every": Every.CAMPAIGN,
                "awaited": Awaited.END,
                "undelivered": (Undelivered("a@example.pl", MessageState.UNSURE, ""),),
            },
            "Whole survey: a@example.pl, Marek. It leaves when the survey has ended. Nobody knows whether it reached "
            "a@example.pl: the connection or the program broke off. It is not sent again.",
        ),
        (
            {"hitch": Hitch.NOT_ALLOWED, "next_on": date(2026, 12, 1)},
            "Month: a@example.pl, Marek. Marek may no longer save reports. Remove it, and choose it anew.",
        ),
    ],
)
def test_how_the_last_went_and_what_stands_in_the_way_is_said_in_plain_words(row: dict[str, Any], words: str) -> None:
    shown: dict[str, Any] = {"every": Every.MONTH, "last": None, "hitch": None, **row}
    assert (
        row_words(SubscriptionRow(1, folder="", made_by="Marek", addresses=("a@example.pl",), by_mail=True, **shown))
        == words
    )


def test_who_had_to_ask_again_is_a_line_of_the_report(desk: Desk[SurveyReportPage], tmp_path: Path) -> None:
    survey_id = running(desk.stage, published(desk.stage, CROSSED), name="Wracają")
    give(desk.stage, survey_id, 30, **PHONE)
    give(desk.stage, survey_id, 10, **MAIL)
    desk.page.show_wanted(SurveyWanted(survey_id))
    told = read_of(desk, tmp_path)
    assert "Again? 40 Once 30 75.0% Twice 10 25.0% More 0 0.0%" in told, told
