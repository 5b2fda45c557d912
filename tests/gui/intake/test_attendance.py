"""Folded away until one key asks for it: who speaks for the customer, the queue ticket, the customer's yes."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csatdesk.domain.attendance import Confirmation, QueueTicket, Relation, Representative
from csatdesk.gui.intake.talk import from_values, to_values
from csatdesk.operations.cases.queries import load_case
from csatdesk.system.clock import now
from tests.gui.intake.hands import ALT, CTRL, ENTER, TAB, Hands

Key = Qt.Key
COMPLAINT = "Rachunek dwa razy wyższy."


def begin(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)


def test_one_key_unfolds_who_speaks_for_the_customer(hands: Hands) -> None:
    begin(hands)
    assert hands.form.attendance.is_folded
    hands.press(Key.Key_7, CTRL)
    hands.write("Jan Zieliński")
    hands.press(ENTER)
    hands.initial("l")  # Lawyer
    hands.press(ENTER)
    hands.press(Key.Key_Space)  # authority seen
    hands.write("pełnomocnictwo")
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.press(ENTER, CTRL)
    told = hands.saved().attendance.representative
    assert told == Representative("Jan Zieliński", Relation.LAWYER, True, "pełnomocnictwo")


def test_a_seen_paper_without_a_name_is_asked_for_at_its_field(hands: Hands) -> None:
    begin(hands)
    hands.press(Key.Key_7, CTRL)
    hands.write("Jan")
    hands.press(ENTER)
    hands.press(ENTER)
    hands.press(Key.Key_Space)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    line = hands.form.attendance.representative
    assert QApplication.focusWidget() is line.paper
    assert "paper" in line.error.sentence
    hands.write("dowód")
    assert line.error.sentence == ""
    hands.press(ENTER, CTRL)
    assert hands.count() == 1


def test_the_same_key_folds_an_empty_line_away(hands: Hands) -> None:
    for key in (Key.Key_7, Key.Key_8):
        hands.press(key, CTRL)
        assert not hands.form.attendance.is_folded
        hands.press(key, CTRL)
        assert hands.form.attendance.is_folded


def test_a_ticket_tells_how_long_the_wait_was(hands: Hands) -> None:
    hands.press(Key.Key_Y, ALT)
    hands.press(Key.Key_8, CTRL)
    hands.write("A114")
    hands.press(ENTER)
    began = hands.form.talk().began_at.astimezone(hands.context.zone)
    drawn = began - timedelta(minutes=6)
    hands.write(f"{drawn:%H%M}")
    if drawn.date() == began.date():  # a ticket is drawn on the day of the talk
        assert "waited 6 min" in hands.form.attendance.ticket._told.text()
    hands.press(ENTER)
    assert QApplication.focusWidget() is hands.form.attendance.ticket.called
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie jest kasa?")
    hands.press(ENTER, CTRL)
    ticket = hands.saved().attendance.ticket
    assert ticket is not None
    assert ticket.number == "A114"
    assert ticket.called_at == began.replace(second=0, microsecond=0)


def test_a_time_that_is_none_is_told_at_its_field_and_nothing_is_saved(hands: Hands) -> None:
    hands.press(Key.Key_Y, ALT)
    hands.press(Key.Key_8, CTRL)
    hands.press(TAB)
    hands.write("quarter past")
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie jest kasa?")
    hands.press(ENTER, CTRL)
    assert hands.count() == 0
    assert hands.form.attendance.ticket.error.sentence.startswith("Write a time like ")
    assert QApplication.focusWidget() is hands.form.attendance.ticket.drawn


def test_who_does_not_come_in_person_has_no_ticket(hands: Hands) -> None:
    begin(hands)
    hands.write("P")  # Phone
    hands.press(Key.Key_8, CTRL)
    assert hands.form.attendance.is_folded


def test_the_customers_yes_is_kept_until_the_words_change(hands: Hands) -> None:
    begin(hands)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.press(Key.Key_F11)
    hands.press(ENTER)
    talk = hands.form.talk()
    assert talk.read_back is Confirmation.ON_SCREEN
    assert QApplication.focusWidget() is hands.form.story.text
    hands.write(" I jeszcze coś.")
    assert hands.form.talk().read_back is None
    hands.press(Key.Key_F11)
    hands.press(ENTER)
    hands.press(ENTER, CTRL)
    told = hands.saved().attendance
    assert told.read_back is Confirmation.ON_SCREEN
    assert told.read_back_at is not None


def test_a_customer_who_wants_to_sign_gets_the_paper_on_saving(hands: Hands) -> None:
    begin(hands)
    hands.press(Key.Key_H, ALT)
    hands.write(COMPLAINT)
    hands.press(Key.Key_F11)
    hands.press(Key.Key_P, CTRL)
    hands.press(ENTER, CTRL)
    assert hands.saved().attendance.read_back is Confirmation.SIGNED
    assert "was not printed; the case itself is saved" in hands.offered[-1]  # tests have no printer


def test_nothing_can_be_confirmed_before_it_is_written(hands: Hands) -> None:
    hands.press(Key.Key_F11)
    hands.press(ENTER)
    assert hands.form.talk().read_back is None


def test_how_the_customer_wants_the_answer_takes_one_key_and_a_letter(hands: Hands) -> None:
    begin(hands)
    hands.press(Key.Key_N, ALT)
    assert QApplication.focusWidget() is hands.form.came.reply_by


def test_a_draft_keeps_all_of_it(hands: Hands) -> None:
    began = now()
    talk = hands.form.talk().with_attendance(
        Representative("Jan", Relation.CARETAKER, True, "akt"), QueueTicket("B7", began - timedelta(minutes=3), began)
    )
    assert from_values(to_values(talk), began).attendance == talk.attendance


def test_a_contact_of_an_earlier_case_says_who_spoke(hands: Hands) -> None:
    earlier = hands.stage.register(COMPLAINT, at=now() - timedelta(days=5))
    begin(hands)
    hands.press(Key.Key_7, CTRL)
    hands.write("Jan Zieliński")
    hands.press(Key.Key_H, ALT)
    hands.write("Rachunek za październik: dwa razy więcej niż zwykle.")
    hands.read()
    place = [row.value for row in hands.form.topic.list.rows].index(hands.stage.topic_ids["bill_too_high"])
    hands.press((Key.Key_1, Key.Key_2, Key.Key_3)[place], CTRL)
    hands.press(Key.Key_A, ALT)
    with hands.stage.read(at=now()) as reading:
        told = load_case(reading, case_id=earlier.case_id).attendance.representative
    assert told == Representative("Jan Zieliński")


def test_an_empty_form_that_stood_open_takes_the_call_to_the_desk_from_when_the_talk_begins(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csatdesk.gui.intake.editor.now", lambda: now() + timedelta(hours=2))
    hands.page.start()
    hands.press(Key.Key_8, CTRL)
    hands.write("A114")
    ticket = hands.form.talk().ticket
    assert ticket is not None
    assert ticket.called_at is not None
    assert ticket.called_at > now() + timedelta(hours=1)
