"""What is done with a case, by keyboard: take, answer, note, hand over, topic, close, reopen; and undo."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from PySide6.QtWidgets import QApplication

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseKind,
    Closing,
    NoAnswerReason,
    Outcome,
    ReplyBy,
)
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status
from csatdesk.gui.cases.answering import AnswerPanel
from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.endings import close_case
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key

CasesDesk = Desk[CasesPage]
Sit = Callable[[Actor | None], CasesDesk]


def complaint(stage: Stage, text: str = "Rachunek za wysoki.", **other: object) -> int:
    return stage.register(text, at=now() - timedelta(days=1), **other).case_id


def test_t_takes_a_case_that_nobody_has_and_ctrl_z_gives_it_back(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    assert desk.page.pane.head.buttons[0].text() == "Take"
    desk.press(Key.Key_T)
    assert desk.case(case_id).row.owner_id == local_centre.anna.id
    assert desk.undos == [f"Took case {desk.case(case_id).row.number}."]
    assert "Take" not in [button.text() for button in desk.page.pane.head.buttons]
    desk.context.undo()
    assert desk.case(case_id).row.owner_id is None


def test_r_writes_the_answer_that_was_sent_now_in_the_way_the_customer_wants(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, reply_by=ReplyBy.EMAIL)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write("The bill was corrected.")
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert card.answer_text == "The bill was corrected."
    assert card.row.status is Status.SENT
    assert card.answer_sent_at is not None
    assert now() - card.answer_sent_at < timedelta(minutes=2)
    assert card.history[0].about == {"reply_by": "email"}
    assert desk.focus is desk.page.list


def test_tab_goes_through_the_fields_of_a_panel_before_it_comes_to_save(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    way = [desk.focus]
    while panel.save not in way and len(way) < 12:
        desk.press(Key.Key_Tab)
        way.append(desk.focus)
    assert way[0] is panel.text
    assert way.index(panel.how) < way.index(panel.save)


def test_an_empty_answer_and_an_unreadable_time_are_told_at_their_fields(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    assert panel.text.accessibleDescription() == "Write what the customer was answered."
    desk.write("Done.")
    panel.when.setText("some day")
    desk.press(Key.Key_Return, CTRL)
    assert panel.text.accessibleDescription() == ""
    assert panel.when.accessibleDescription().startswith("Write a date like")
    assert panel.when.hasFocus()
    assert desk.case(case_id).answer_text == ""


def test_n_goes_to_the_note_and_ctrl_enter_adds_it_to_the_history(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_N)
    desk.write("No time to call yet")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).history[0].text == "No time to call yet"
    assert desk.page.pane.note.text.toPlainText() == ""
    assert desk.page.pane.history.entries[0].told.head == "Anna Nowak"
    desk.press(Key.Key_Escape)
    assert desk.focus is desk.page.list


def test_h_hands_a_case_over_to_whom_the_typed_letters_fit(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_H)
    desk.write("mar")
    desk.press(Key.Key_Return)
    desk.write("two meters on one bill")
    desk.press(Key.Key_Return)
    card = desk.case(case_id)
    assert card.row.owner_name == "Marek Lis"
    assert card.history[0].text == "two meters on one bill"
    assert desk.undos == ["Handed over the case."]


def test_all_selected_cases_are_handed_over_at_once_and_undone_at_once(sit: Sit, local_centre: Stage) -> None:
    ids = [complaint(local_centre, f"Complaint {place}") for place in range(3)]
    desk = sit(None)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert desk.told["row"] == "3 cases selected"
    desk.press(Key.Key_H)
    desk.write("olga")
    desk.press(Key.Key_Return, CTRL)
    assert {desk.case(one).row.owner_name for one in ids} == {"Olga Petrova"}
    assert desk.undos == ["Handed over 3 cases."]
    desk.context.undo()
    assert {desk.case(one).row.owner_name for one in ids} == {""}


def test_a_case_can_be_handed_to_nobody(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_T)
    desk.press(Key.Key_H)
    desk.write("nobody")
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).row.owner_id is None


def test_p_sets_the_topic_found_by_typing(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, topic_id=None)
    desk = sit(None)
    assert desk.page.pane.head.heading.text() == "Unclassified"
    desk.press(Key.Key_P)
    desk.write("waiting")
    desk.press(Key.Key_Return)
    assert desk.case(case_id).row.topic_id == local_centre.topic_ids["waiting_time"]
    assert desk.page.pane.head.heading.text().endswith("› Waiting and queue")


def test_p_suggests_topics_from_what_happened(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, "Czekałam w kolejce godzinę", topic_id=None)
    desk = sit(None)
    desk.press(Key.Key_P)
    desk.press(Key.Key_Return)
    assert desk.case(case_id).row.topic_id == local_centre.topic_ids["waiting_time"]


def test_closing_says_at_each_field_what_is_missing_and_then_closes(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    assert panel.outcome.accessibleDescription() == "Choose how the case ended."
    assert panel.answer.accessibleDescription().startswith("Say when the answer was sent")
    desk.press(Key.Key_1)
    assert panel.root_cause.isVisible()
    desk.press(Key.Key_Return, CTRL)
    assert panel.root_cause.hasFocus()
    desk.write("Reading of the neighbour")
    panel.answer.which.setFocus()
    desk.press(Key.Key_S)  # "Sent"
    panel.redress.amount.setFocus()
    desk.write("25,50")
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert card.row.status is Status.CLOSED
    assert (card.outcome, card.root_cause) == (Outcome.JUSTIFIED, "Reading of the neighbour")
    assert (card.redress, card.currency) == (Decimal("25.50"), "PLN")
    assert desk.undos == [f"Closed case {card.row.number}."]
    desk.context.undo()
    assert desk.case(case_id).row.status.is_open


def test_settled_on_the_spot_owes_no_answer_so_closing_takes_three_keys(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre, kind=CaseKind.INQUIRY)
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_2)
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert (card.outcome, card.no_answer_reason) == (Outcome.SETTLED, NoAnswerReason.ON_THE_SPOT)


def test_an_amount_that_is_none_is_told_at_its_field(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    panel.redress.amount.setText("much")
    desk.press(Key.Key_Return, CTRL)
    assert panel.redress.accessibleDescription() == "Write an amount in figures, like 12,50."
    panel.redress.none.click()
    assert panel.redress.value() == (Decimal(0), "")


def test_a_closed_case_is_reopened_with_a_reason(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    close_now(local_centre, case_id)
    desk = sit(None)
    desk.page.open_case(case_id)
    assert [button.text() for button in desk.page.pane.head.buttons] == ["Reopen", "Note"]
    desk.press(Key.Key_O)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert panel is not None
    assert "reason" in {name for name, row in panel.named.items() if row.field.accessibleDescription()}
    desk.write("Customer came back")
    desk.press(Key.Key_Return, CTRL)
    card = desk.case(case_id)
    assert card.row.status is Status.IN_WORK
    assert card.reopened == 1
    assert card.history[0].event is Event.REOPENED


def close_now(stage: Stage, case_id: int, note: str = "") -> None:
    with stage.work(stage.marek, now()) as work:
        closing = Closing(Outcome.NOT_JUSTIFIED, no_answer_reason=NoAnswerReason.NOT_WANTED, note=note)
        close_case(work, case_id=case_id, closing=closing, version=version(stage, case_id))


def version(stage: Stage, case_id: int) -> int:
    from csatdesk.operations.cases.queries import load_case

    with stage.read(at=now()) as reading:
        return load_case(reading, case_id=case_id).version


def test_a_stale_closing_tells_what_the_other_did_keeps_what_was_typed_and_saves_again(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_1)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    panel.root_cause.setFocus()
    desk.write("Typed before the other saved")
    panel.answer.which.set_value(NoAnswerReason.NOT_WANTED)
    with local_centre.work(local_centre.marek, now()) as work:
        hand_over_cases(work, case_ids=[case_id], to_staff_id=local_centre.marek.id, note="mine now")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.panel is panel
    assert "Handed over to Marek Lis (Marek Lis): mine now" in panel.banner.words
    assert panel.root_cause.toPlainText() == "Typed before the other saved"
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).root_cause == "Typed before the other saved"
    assert desk.page.pane.panel is None


def test_closing_what_another_closed_says_so_and_keeps_the_form(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_3)
    panel = desk.page.pane.panel
    assert isinstance(panel, ClosePanel)
    panel.answer.which.set_value(NoAnswerReason.NOT_WANTED)
    close_now(local_centre, case_id, "no fault of ours")
    desk.press(Key.Key_Return, CTRL)
    assert "Closed: not justified (Marek Lis): no fault of ours" in panel.banner.words
    desk.press(Key.Key_Return, CTRL)
    assert "is already closed" in panel.banner.words


def test_what_was_typed_for_a_case_waits_for_the_return_to_it(sit: Sit, local_centre: Stage) -> None:
    first, second = complaint(local_centre, "One"), complaint(local_centre, "Two")
    desk = sit(None)
    shown = desk.page.pane.case_id
    other = second if shown == first else first
    desk.press(Key.Key_N)
    desk.write("half a note")
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_R)
    desk.write("half an answer")
    desk.page.open_case(other)
    assert desk.page.pane.panel is None
    assert desk.page.pane.note.text.toPlainText() == ""
    assert shown is not None
    desk.page.open_case(shown)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    assert panel.text.toPlainText() == "half an answer"
    panel.left.emit()
    assert desk.page.pane.note.text.toPlainText() == "half a note"


def test_letters_do_nothing_while_a_panel_is_open(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C)
    assert not desk.page.actions_by_key["answer"].isEnabled()
    desk.press(Key.Key_Escape)
    assert desk.page.pane.panel is None
    assert desk.page.actions_by_key["answer"].isEnabled()


def test_an_auditor_reads_but_does_not_act(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(local_centre.liis)
    assert desk.page.pane.head.buttons == []
    assert not desk.page.pane.note.isVisible()
    desk.press(Key.Key_T)
    assert desk.undos == []


def test_a_customers_words_are_never_read_as_markup(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre, "<b>bold</b> & <img src=x>", remedy="<i>money</i>")
    desk = sit(None)
    assert desk.page.pane.history.entries[-1].told.text == "“<b>bold</b> & <img src=x>”"
    assert "<i>money</i>. Answer by phone." in [line.value for line in desk.page.pane.lines.lines]


def test_enter_goes_to_the_history_where_enter_shows_all_of_a_text(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre, "Podwójna kwota za październik. " * 30)
    desk = sit(None)
    desk.press(Key.Key_Return)
    history = desk.page.pane.history
    assert history.hasFocus()
    before = history.height()
    desk.press(Key.Key_Return)
    assert history.height() > before
    desk.press(Key.Key_Return)
    assert history.height() == before
    desk.press(Key.Key_Escape)
    assert desk.page.list.hasFocus()


def test_the_number_is_copied_and_u_leads_to_the_customer(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_C, CTRL | SHIFT)
    assert QApplication.clipboard().text() == desk.case(case_id).row.number
    desk.press(Key.Key_U)
    assert desk.customers == [local_centre.customer_id]


def test_the_menu_names_every_action_with_its_key(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    menu = desk.page.pane.head.menu()
    shown = {action.iconText(): action.shortcut().toString() for action in menu.actions()}
    assert shown["Hand over"] == "H"
    assert shown["Case file"] == "Ctrl+P"
    assert {a.iconText() for a in menu.actions() if a.isVisible() and not a.isEnabled()} == {
        "Reopen",
        "Approve the answer",
        "Go on",
    }
    menu.deleteLater()
