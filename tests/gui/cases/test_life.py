"""The life of a case by keyboard: wait and go on, prepare, approve and send the answer, acknowledge, close."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import OUTCOMES, CaseKind, Outcome, Solved
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.gui.cases.answering import AcknowledgePanel, AnswerPanel, ApprovePanel, NoticePanel
from csatdesk.gui.cases.closing import ClosePanel, OutcomeChoice
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.waiting import GoOnPanel, WaitPanel
from csatdesk.gui.fields import RadioButton
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.cases.waiting import wait
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.gui.cases.test_card import complaint

Sit = Callable[[Actor | None], Desk[CasesPage]]


def buttons(desk: Desk[CasesPage]) -> list[str]:
    return [button.text() for button in desk.page.pane.head.buttons]


def is_running(desk: Desk[CasesPage], case_id: int, clock: Clock) -> bool:
    return any(one.is_running for one in desk.case(case_id).clocks if one.deadline.clock is clock)


def test_ways_to_close_stand_in_two_columns_only_where_both_fit(qtbot: QtBot) -> None:
    choice = OutcomeChoice()
    qtbot.addWidget(choice)
    choice.offer(OUTCOMES[CaseKind.CLAIM])
    for wide, columns in ((600, 2), (choice.minimumSizeHint().width(), 1)):
        choice.resize(wide, 300)
        choice.show()
        QApplication.processEvents()
        assert len({button.x() for button in choice.findChildren(RadioButton)}) == columns


def test_with_text_of_double_size_the_fields_of_closing_stand_under_their_labels_and_fit(
    sit: Sit, local_centre: Stage
) -> None:
    complaint(local_centre)
    desk = sit(None)
    theme().set_text_scale(2.0)
    try:
        desk.window.resize(1010, 660)
        desk.press(Key.Key_C)
        desk.rest()
        panel = desk.page.pane.panel
        assert isinstance(panel, ClosePanel)
        for row in (panel.named["outcome"], panel.named["redress"]):
            assert row.label.geometry().bottom() < row.field.y()
            assert row.field.minimumSizeHint().width() <= row.field.width()
            assert row.mapTo(panel, row.rect().bottomRight()).x() <= panel.width()
    finally:
        theme().set_text_scale(1.0)


# waiting


def test_w_pauses_a_case_and_the_card_says_for_whom_and_what_the_day_would_be(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, kind=CaseKind.INQUIRY)
    desk = sit(None)
    desk.press(Key.Key_W)
    assert isinstance(desk.page.pane.panel, WaitPanel)
    desk.press(Key.Key_2)  # colleague
    desk.press(Key.Key_Tab)
    desk.write("the protocol of the removal")
    desk.press(Key.Key_Return)
    card = desk.case(case_id)
    assert card.row.status is Status.WAITING_COLLEAGUE
    assert card.pause is not None
    assert card.pause.note == "the protocol of the removal"
    line = desk.page.pane.head.clocks.lines[0]
    assert (line.state, line.words) == ("paused", "paused – waiting for colleague")
    assert line.about.startswith("house target, if resumed now ")
    assert desk.page.list.group_words(desk.page.list.cases.item(0)) == ("Paused", "1")  # type: ignore[arg-type]  # a Group
    assert desk.undos == [f"Case {card.row.number} waits."]


def test_shift_w_goes_on_with_what_came_and_ctrl_z_waits_again(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        wait(work, case_id=case_id, reason=WaitingFor.CUSTOMER, note="photo")
    desk = sit(None)
    assert "Go on" in buttons(desk)
    desk.press(Key.Key_W, SHIFT)
    panel = desk.page.pane.panel
    assert isinstance(panel, GoOnPanel)
    assert panel.waited.text() == "Waiting for customer: photo"
    desk.write("The photo")
    desk.press(Key.Key_Return)
    card = desk.case(case_id)
    assert card.row.status is Status.IN_WORK
    assert (card.history[0].event, card.history[0].text) == (Event.RESUMED, "The photo")
    desk.context.undo()
    assert desk.case(case_id).row.status is Status.WAITING_CUSTOMER


def test_waiting_says_what_is_missing_at_its_field(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_W)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, WaitPanel)
    assert panel.note.accessibleDescription() == "Write what you wait for; it is shown with the pause."
    assert desk.case(case_id).row.status is Status.REGISTERED


# the answer


def test_an_answer_kept_as_prepared_stands_on_the_card_and_meets_no_clock(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("We correct the bill.")
    desk.press(Key.Key_S, CTRL)
    card = desk.case(case_id)
    assert card.row.status is Status.ANSWER_PREPARED
    assert is_running(desk, case_id, Clock.HOUSE)
    assert desk.page.pane.prepared.isVisible()
    assert desk.page.pane.prepared.text.text() == "We correct the bill."
    assert desk.page.pane.prepared.heading.text() == "Answer prepared, not sent"


def test_a_prepared_answer_is_sent_with_its_posting_number_and_meets_the_clock(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        prepare_answer(work, case_id=case_id, text="We correct the bill.")
    desk = sit(None)
    desk.press(Key.Key_R)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    assert panel.text.toPlainText() == "We correct the bill."
    panel.posting.setFocus()
    desk.write("RR 12 345 678 9 PL")
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert card.row.status is Status.SENT
    assert not is_running(desk, case_id, Clock.HOUSE)
    assert card.history[0].about["posting"] == "RR 12 345 678 9 PL"
    assert not desk.page.pane.prepared.isVisible()
    assert "posting number RR 12 345 678 9 PL" in desk.page.pane.history.entries[0].told.text


def test_an_answer_goes_to_be_approved_and_the_second_person_approves_it(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    anna = sit(None)
    anna.press(Key.Key_R)
    anna.write("We correct the bill.")
    anna.press(Key.Key_S, CTRL | SHIFT)
    assert anna.case(case_id).row.status is Status.TO_APPROVE
    assert anna.page.pane.prepared.heading.text() == "Answer to be approved"
    assert "Approve the answer" not in buttons(anna)
    marek = sit(local_centre.marek)
    assert buttons(marek)[0] == "Approve the answer"
    marek.press(Key.Key_A, SHIFT)
    panel = marek.page.pane.panel
    assert isinstance(panel, ApprovePanel)
    assert (panel.written_by.text(), panel.text.text()) == ("Written by Anna Nowak", "We correct the bill.")
    marek.press(Key.Key_Return, CTRL)
    card = marek.case(case_id)
    assert (card.row.status, card.approved_by) == (Status.ANSWER_PREPARED, "Marek Lis")
    assert marek.page.pane.prepared.people.text() == "Anna Nowak, approved by Marek Lis"
    assert is_running(marek, case_id, Clock.HOUSE)


def test_an_answer_is_returned_with_a_note_that_must_be_written(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        prepare_answer(work, case_id=case_id, text="No.", to_approve=True)
    desk = sit(local_centre.marek)
    desk.press(Key.Key_A, SHIFT)
    desk.press(Key.Key_S, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, ApprovePanel)
    assert panel.note.accessibleDescription() == "Write what is to be changed."
    desk.write("Say why not")
    desk.press(Key.Key_S, CTRL)
    card = desk.case(case_id)
    assert (card.row.status, card.history[0].text) == (Status.IN_WORK, "Say why not")
    assert card.answer_text == "No."


def test_nobody_approves_an_answer_of_their_own(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(local_centre.marek, now()) as work:
        prepare_answer(work, case_id=case_id, text="No.", to_approve=True)
    desk = sit(local_centre.marek)
    assert not desk.page.actions_by_key["approve"].isEnabled()


def test_one_key_says_that_it_is_solved_and_not_confirmed_keeps_the_case_open(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("We correct the bill.")
    desk.press(Key.Key_3, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    assert panel.stays_open.isVisible()
    assert panel.text.toPlainText() == "We correct the bill."
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert (card.solved, card.row.status) == (Solved.NOT_CONFIRMED, Status.IN_WORK)
    assert card.answer_sent_at is not None


def test_the_same_solved_key_again_takes_it_back(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    desk.press(Key.Key_1, CTRL)
    assert panel.solved.value() is Solved.NOW
    desk.press(Key.Key_1, CTRL)
    assert panel.solved.value() is None


def test_k_records_an_acknowledgement_and_i_an_interim_notice_without_an_end_of_the_answer_clock(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_K)
    panel = desk.page.pane.panel
    assert isinstance(panel, AcknowledgePanel)
    panel.posting.setFocus()
    desk.write("RR1")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).history[0].event is Event.ACKNOWLEDGED
    desk.press(Key.Key_I)
    assert isinstance(desk.page.pane.panel, NoticePanel)
    desk.write("We wait for the meter check")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).history[0].event is Event.NOTICE_SENT
    assert is_running(desk, case_id, Clock.HOUSE)


# the end


def test_closing_names_what_is_needed_and_how_many_promises_keep_the_case_open(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    with local_centre.work(at=now()) as work:
        for text in ("Call back", "Pay back"):
            new = NewPromise(PromiseKind.OTHER, text, now() + timedelta(days=2))
            make_promise(work, case_id=case_id, new=new)
    desk = sit(None)
    desk.press(Key.Key_C)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    assert panel.needed.text().startswith("Needed: the outcome, when justified its root cause")
    assert panel.promised.text() == "Call back\nPay back"
    desk.press(Key.Key_3)  # not justified
    assert panel.appeal.isVisible()
    panel.appeal.setFocus()
    desk.write("Within 14 days at the office of energy")
    desk.press(Key.Key_2, CTRL)
    panel.answer.which.setFocus()
    desk.press(Key.Key_S)
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert (card.row.status, card.outcome) == (Status.PROMISE_OPEN, Outcome.NOT_JUSTIFIED)
    assert (card.appeal_text, card.solved) == ("Within 14 days at the office of energy", Solved.CONFIRMED)


def test_what_is_not_confirmed_cannot_be_closed(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, kind=CaseKind.INQUIRY)
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_2)
    desk.press(Key.Key_3, CTRL)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    assert panel.solved.accessibleDescription().startswith("The customer said it is not solved")
    assert desk.case(case_id).row.status.is_open
