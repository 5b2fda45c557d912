"""A block pasted from the billing system is split and offered; one key takes it, and the account goes back by a key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from csatdesk.gui.intake.talk import from_values, to_values
from csatdesk.system.clock import now
from tests.gui.intake.hands import ALT, CTRL, ENTER, SHIFT, Hands

Key = Qt.Key
NEW = """Klient: Jan Nowy
Nr klienta: 5500 1122 33
Nr licznika: E-900 1
Telefon: 602 111 222
Adres: Długa 9, 80-831 Gdańsk"""
KNOWN = "Klient: Zielińska A.\nNr klienta: 4021 7786 05"


def paste(hands: Hands, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hands.press(Key.Key_V, CTRL)


def test_somebody_new_is_taken_with_everything(hands: Hands) -> None:
    paste(hands, NEW)
    assert hands.form.who.proposal.isVisible()
    assert "5500 1122 33" in hands.form.who.proposal.words
    hands.press(ENTER)
    hands.press(Key.Key_H, ALT)
    hands.write("Chcę umowę.")
    hands.press(ENTER, CTRL)
    customer = hands.saved().customer
    assert customer is not None
    assert (customer.name, customer.account, customer.meter_point) == ("Jan Nowy", "5500 1122 33", "E-900 1")
    assert customer.address == "Długa 9, 80-831 Gdańsk"
    assert "602 111 222" in customer.phone


def test_the_customer_who_has_the_account_is_picked(hands: Hands) -> None:
    paste(hands, KNOWN)
    hands.press(ENTER)
    row = hands.form.who.who().row
    assert row is not None
    assert row.name == "Agnieszka Zielińska"


def test_escape_pastes_it_as_it_is_and_one_line_is_no_block(hands: Hands) -> None:
    paste(hands, KNOWN)
    hands.press(Key.Key_Escape)
    assert not hands.form.who.proposal.isVisible()
    assert hands.form.who.field.text().startswith("Klient: Zielińska A.")
    hands.form.who.field.clear()
    paste(hands, "zieli")
    assert not hands.form.who.proposal.isVisible()
    assert hands.form.who.field.text() == "zieli"


def test_a_draft_keeps_what_was_taken(hands: Hands) -> None:
    paste(hands, NEW)
    hands.press(ENTER)
    talk = hands.form.talk()
    assert (talk.account, talk.meter_point) == ("5500 1122 33", "E-900 1")
    assert from_values(to_values(talk), now()).address == talk.address


def test_one_key_copies_the_account_back(hands: Hands) -> None:
    hands.write("zieli")
    hands.press(ENTER)
    hands.press(Key.Key_A, CTRL | SHIFT)
    assert QGuiApplication.clipboard().text() == "4021 7786 05"
    assert hands.said[-1] == "Copied 4021 7786 05."
