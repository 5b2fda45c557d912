"""Letters by keyboard: templates, snippets, paper, the post, e-mail, approval, what to tell, how it was answered."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.letters import POSTING_MOST, LetterKind, LetterState
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases import letter_papers, to_post
from csatdesk.gui.cases.answering import AcknowledgePanel, AnswerPanel, NoticePanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.tell_panel import TellPanel
from csatdesk.operations.cases.answers import approve_answer, prepare_answer
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.letter_templates import take_over_letters
from csatdesk.operations.letters.commands import mark_printed, prepare_letter
from csatdesk.operations.letters.mail import save_sending
from csatdesk.system.clock import now
from csatdesk.system.mail import MailServer, Security
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.gui.cases.test_card import complaint
from tests.gui.cases.test_life import is_running
from tests.gui.pasting import paste, too_long
from tests.mail_server import mail_box, plain_words
from tests.reports.reading import words

Sit = Callable[[Actor | None], Desk[CasesPage]]
ODD = "<b>Ola</b> & {number}"


@pytest.fixture
def templates(local_centre: Stage) -> None:
    with local_centre.work(local_centre.ewa, now()) as work:
        take_over_letters(work)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A printer: how many pages came out each time."""
    came: list[int] = []
    for module in (letter_papers, to_post):
        monkeypatch.setattr(module, "send_to_printer", lambda pages, _name: came.append(len(pages)))
    return came


def answering(desk: Desk[CasesPage]) -> AnswerPanel:
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    return panel


def printed(stage: Stage, case_id: int, text: str = "Rachunek skorygowany.") -> int:
    with stage.work(at=now()) as work:
        letter_id = prepare_letter(work, case_id=case_id, kind=LetterKind.ANSWER, text=text).result
        mark_printed(work, letter_ids=(letter_id,))
    return letter_id


def states(desk: Desk[CasesPage]) -> list[LetterState]:
    page = desk.page.pane.page
    assert page is not None
    return [row.state for row in page.belongings.letters.rows]


# writing


@pytest.mark.usefixtures("templates")
def test_one_key_fills_the_answer_in_the_customers_language_and_stands_where_words_are_missing(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.press(Key.Key_F4)
    panel = answering(desk)
    card = desk.case(case_id)
    assert panel.text.toPlainText().startswith("Dzień dobry,\n\ndziękujemy za pytanie, które wpłynęło ")
    assert card.row.number in panel.text.toPlainText()
    assert panel.box.still_open.text() == "Still to be filled in: own words"
    desk.write("Rachunek jest dobry.")  # what is open is selected, so typing fills it
    assert not panel.box.still_open.isVisible()
    desk.press(Key.Key_S, CTRL)
    card = desk.case(case_id)
    assert "Rachunek jest dobry." in card.answer_text
    assert states(desk) == [LetterState.PREPARED]
    page = desk.page.pane.page
    assert page is not None
    assert page.belongings.letters.rows[0].language == "pl"


@pytest.mark.usefixtures("templates")
def test_another_language_fills_the_letter_anew_and_it_is_kept_in_it(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.press(Key.Key_F4)
    panel = answering(desk)
    panel.box.language.setFocus()
    while panel.box.language.value() != "nb":
        desk.press(Key.Key_Down)
    panel.box.language.chosen.emit("nb")
    assert panel.text.toPlainText().startswith("Hei Agnieszka Zielińska,")
    assert "emne: " in panel.text.toPlainText()


@pytest.mark.usefixtures("templates")
def test_with_a_place_left_open_the_letter_does_not_go_out_and_the_field_says_so(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.press(Key.Key_F2)
    desk.press(Key.Key_Return, CTRL)
    panel = answering(desk)
    assert panel.text.accessibleDescription().startswith("Still to be filled in: own words, redress.")
    assert is_running(desk, case_id, Clock.HOUSE)


@pytest.mark.usefixtures("templates")
def test_a_short_name_becomes_its_snippet(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("Dobrze. /Sorry")
    desk.press(Key.Key_Space)
    desk.write(" and/or 1/2")
    desk.press(Key.Key_Space)
    text = answering(desk).text.toPlainText()
    assert text == "Dobrze. Przepraszamy za niedogodności, które to spowodowało. and/or 1/2 "


@pytest.mark.usefixtures("templates")
def test_markup_and_braces_in_a_name_are_only_text_on_screen_and_paper(
    sit: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    with local_centre.work(at=now()) as work:
        customer_id = register_customer(work, new=NewCustomer(name=ODD, language="pl", address="ul. Długa 4"))
    case_id = complaint(local_centre, customer_id=customer_id)
    desk = sit(None)
    desk.press(Key.Key_I)
    desk.press(Key.Key_F3)
    panel = desk.page.pane.panel
    assert isinstance(panel, NoticePanel)
    panel.box.put_in("Hei {customer}: {number}")
    number = desk.case(case_id).row.number
    assert panel.text.toPlainText() == f"Hei {ODD}: {number}"
    assert not panel.box.still_open.isVisible()
    desk.press(Key.Key_P, CTRL)
    desk.press(Key.Key_S, CTRL)
    shown = words((tmp_path / f"{number}.pdf").read_bytes())
    assert shown.count(ODD) == 2
    [line] = desk.page.pane.sections.letters.lines
    assert ODD in line.line.head


def test_an_acknowledgement_is_written_kept_and_sent(sit: Sit, local_centre: Stage, templates: None) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_K)
    panel = desk.page.pane.panel
    assert isinstance(panel, AcknowledgePanel)
    desk.press(Key.Key_F2)
    assert "Odpowiedź prześlemy do " in panel.text.toPlainText()
    desk.press(Key.Key_S, CTRL)
    assert states(desk) == [LetterState.PREPARED]
    desk.press(Key.Key_K)
    again = desk.page.pane.panel
    assert isinstance(again, AcknowledgePanel)
    assert again.text.toPlainText() == panel.box.words()
    desk.press(Key.Key_Return, CTRL)
    assert states(desk) == [LetterState.SENT]
    assert is_running(desk, case_id, Clock.HOUSE)


# paper and post


def test_ctrl_p_keeps_the_letter_and_shows_it_and_again_prints_it(
    sit: Sit, local_centre: Stage, paper: list[int]
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("Rachunek skorygowany.")
    desk.press(Key.Key_P, CTRL)
    assert desk.page.preview.isVisible()
    assert desk.page.preview.sheet_count == 1
    assert states(desk) == [LetterState.PREPARED]
    desk.press(Key.Key_P, CTRL)
    assert paper == [1]
    assert states(desk) == [LetterState.PRINTED]
    assert is_running(desk, case_id, Clock.HOUSE)
    desk.press(Key.Key_Escape)
    assert desk.page.bar.to_post.text() == "To post: 1"
    desk.page.pane.sections.letters.focus_chosen()
    desk.press(Key.Key_Return)
    assert desk.page.preview.title.text() == f"Letter {desk.case(case_id).row.number}"


def test_ticked_letters_are_in_the_post_by_one_key_and_back_by_another(
    sit: Sit, local_centre: Stage, paper: list[int], tmp_path: Path
) -> None:
    cases = [complaint(local_centre) for _place in range(3)]
    for case_id in cases:
        printed(local_centre, case_id)
    desk = sit(None)
    desk.press(Key.Key_P, SHIFT)
    view = desk.page.to_post
    assert [tick.row.case_id for tick in view.ticks] == cases
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Space)  # the second one stays behind
    desk.press(Key.Key_P, CTRL)
    assert paper == [2]
    desk.press(Key.Key_S, CTRL)
    assert (tmp_path / "Letters.pdf").read_bytes().startswith(b"%PDF")
    desk.press(Key.Key_Return, CTRL)
    assert desk.said[-1] == "2 letters are in the post."
    assert [is_running(desk, one, Clock.HOUSE) for one in cases] == [False, True, False]
    assert [tick.row.case_id for tick in view.ticks] == [cases[1]]
    desk.context.undo()
    assert [is_running(desk, one, Clock.HOUSE) for one in cases] == [True, True, True]
    assert [tick.row.case_id for tick in view.ticks] == cases


def test_what_proves_the_posting_is_no_longer_than_the_store_keeps(sit: Sit, local_centre: Stage) -> None:
    """Refused at its field, where all of it stays; nothing was sent."""
    case_id = complaint(local_centre)
    printed(local_centre, case_id)
    desk = sit(None)
    desk.press(Key.Key_R)
    panel, long = answering(desk), "ż" * (POSTING_MOST + 1)
    panel.text.setPlainText("Rachunek skorygowany.")
    panel.posting.setFocus()
    paste(desk, long)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.panel is panel
    assert (panel.posting.accessibleDescription(), panel.posting.text()) == (too_long(POSTING_MOST), long)
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_P, SHIFT)
    posting = desk.page.to_post.posting
    posting.setFocus()
    paste(desk, long)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.to_post.banner.words == too_long(POSTING_MOST)
    assert (posting.accessibleDescription(), posting.text()) == (too_long(POSTING_MOST), long)
    assert is_running(desk, case_id, Clock.HOUSE)
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Return, CTRL)
    assert desk.said[-1] == "1 letter is in the post."
    assert posting.accessibleDescription() == ""


def test_without_a_tick_nothing_is_said_to_be_sent(sit: Sit, local_centre: Stage) -> None:
    printed(local_centre, complaint(local_centre))
    desk = sit(None)
    desk.press(Key.Key_P, SHIFT)
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.to_post.banner.isVisible()
    assert desk.undos == []
    desk.press(Key.Key_Escape)
    assert desk.page.list.hasFocus()


# e-mail


def test_the_letter_is_saved_as_a_file_for_an_email_program(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("<b>Rachunek</b> & korekta.")
    desk.press(Key.Key_P, CTRL)
    assert not desk.page.preview.send_button.isVisible()
    desk.press(Key.Key_E, CTRL | SHIFT)
    message = message_from_bytes((tmp_path / f"{desk.case(case_id).row.number}.eml").read_bytes(), policy=default)
    assert plain_words(message).startswith("<b>Rachunek</b> & korekta.")


def test_a_letter_is_sent_by_email_and_a_refused_one_says_why_and_is_not(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with mail_box("recipient") as box:
        server = MailServer(True, "127.0.0.1", box.port, Security.NONE, "", "biuro@example.pl")
        with local_centre.work(local_centre.ewa, now()) as work:
            save_sending(work, server=server, approve_kinds=())
        desk = sit(None)
        desk.press(Key.Key_R)
        desk.write("Rachunek skorygowany.")
        desk.press(Key.Key_P, CTRL)
        desk.press(Key.Key_M, CTRL)
        assert desk.page.preview.banner.isVisible()
        assert is_running(desk, case_id, Clock.HOUSE)
        assert states(desk) == [LetterState.PREPARED]
        box.trouble = ""
        desk.press(Key.Key_M, CTRL)
        assert len(box.taken) == 1
    assert desk.said[-1] == "The letter was sent to a.zielinska@example.pl."
    assert not is_running(desk, case_id, Clock.HOUSE)
    assert states(desk) == [LetterState.SENT]


def test_j_says_that_an_interrupted_email_was_sent(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with mail_box("breaks") as box:
        server = MailServer(True, "127.0.0.1", box.port, Security.NONE, "", "biuro@example.pl")
        with local_centre.work(local_centre.ewa, now()) as work:
            save_sending(work, server=server, approve_kinds=())
        desk = sit(None)
        desk.press(Key.Key_R)
        desk.write("Rachunek skorygowany.")
        desk.press(Key.Key_P, CTRL)
        desk.press(Key.Key_M, CTRL)
    assert states(desk) == [LetterState.OUTGOING]
    desk.press(Key.Key_Escape)
    [line] = desk.page.pane.sections.letters.lines
    assert "Not known whether it was sent" in line.line.second
    desk.press(Key.Key_S, SHIFT)
    assert states(desk) == [LetterState.SENT]
    assert not is_running(desk, case_id, Clock.HOUSE)


# approval


def test_where_the_kind_asks_for_it_an_answer_goes_out_only_approved(
    sit: Sit, local_centre: Stage, paper: list[int]
) -> None:
    with local_centre.work(local_centre.ewa, now()) as work:
        save_sending(work, server=MailServer(), approve_kinds=(CaseKind.COMPLAINT,))
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    assert answering(desk).told.text().startswith("A second person approves it before it goes out.")
    desk.write("Rachunek skorygowany.")
    desk.press(Key.Key_Return, CTRL)
    assert answering(desk).text.accessibleDescription().startswith("A second person has to approve")
    desk.press(Key.Key_P, CTRL)
    desk.press(Key.Key_P, CTRL)
    assert paper == []
    assert desk.page.preview.banner.isVisible()
    with local_centre.work(at=now()) as work:
        prepare_answer(work, case_id=case_id, text="Rachunek skorygowany.", to_approve=True)
    with local_centre.work(local_centre.marek, now()) as work:
        approve_answer(work, case_id=case_id)
    desk.press(Key.Key_P, CTRL)
    assert paper == [1]
    assert desk.case(case_id).row.status is Status.ANSWER_PREPARED


# what to tell, and how it was answered


def test_q_tells_what_to_say_in_the_customers_language_and_copies_it(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, language="en")
    desk = sit(None)
    desk.press(Key.Key_T, SHIFT)
    panel = desk.page.pane.panel
    assert isinstance(panel, TellPanel)
    assert panel.paragraph.text().startswith(f"Your case {desk.case(case_id).row.number} (topic: ")
    desk.press(Key.Key_Return, CTRL)
    assert QGuiApplication.clipboard().text() == panel.paragraph.text()
    assert desk.page.pane.panel is None


def test_ctrl_h_shows_how_it_was_answered_and_enter_puts_that_into_the_answer(sit: Sit, local_centre: Stage) -> None:
    from tests.operations.test_earlier_answers import closed

    closed(local_centre, "Rachunek za wysoki", "Pani Agnieszko Zielińska, zwrócimy 412,60 zł w sprawie {number}.")
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.press(Key.Key_H, CTRL)
    panel = answering(desk)
    assert "Zieliń" not in panel.earlier.section.lines[0].line.head
    desk.press(Key.Key_Return)
    number = desk.case(case_id).row.number
    assert panel.text.toPlainText() == f"Pani Agnieszka Zielińska, zwrócimy {{own words}} zł w sprawie {number}."
    assert panel.box.still_open.text() == "Still to be filled in: own words"
