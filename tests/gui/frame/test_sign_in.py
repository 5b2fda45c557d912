"""The sign-in page by itself: who, PIN or password, hints, errors in words, waiting after wrong tries."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from csatdesk.gui.sign_in.backoff import FREE, MOST, Backoff
from csatdesk.gui.sign_in.secret_field import lock_hint
from csatdesk.gui.sign_in.view import Entry, SignInView, greeting
from csatdesk.system.clock import now
from csatdesk.system.settings import Recent
from tests.gui.frame.conftest import press, type_into

PEOPLE = (Recent("Marta Wiśniewska", "marta", has_pin=True), Recent("Jüri Kask", "juri"))


def shown(qtbot: QtBot, people: Sequence[Recent] = PEOPLE) -> SignInView:
    view = SignInView(people, "1.0")
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    return view


def entered(view: SignInView) -> list[Entry]:
    found: list[Entry] = []
    view.entered.connect(found.append)
    return found


def test_the_last_person_at_this_desk_needs_only_their_pin(qtbot: QtBot) -> None:
    view = shown(qtbot)
    found = entered(view)
    type_into(view.secret.field, "4711")
    press(view.secret.field, Qt.Key.Key_Return)
    assert found == [Entry("marta", pin="4711")]


def test_the_arrow_keys_choose_another_person_who_types_a_password(qtbot: QtBot) -> None:
    view = shown(qtbot)
    found = entered(view)
    press(view.people, Qt.Key.Key_Down)
    assert view.name.text() == "Jüri Kask"
    type_into(view.secret.field, "correct horse")
    press(view.secret.field, Qt.Key.Key_Enter)
    assert found == [Entry("juri", password="correct horse")]


def test_a_name_that_was_never_here_is_typed_and_asks_for_a_password(qtbot: QtBot) -> None:
    view = shown(qtbot)
    found = entered(view)
    view.name.selectAll()
    type_into(view.name, "oksana")
    assert not view.secret.is_pin
    type_into(view.secret.field, "correct horse")
    press(view.secret.field, Qt.Key.Key_Return)
    assert found == [Entry("oksana", password="correct horse")]


def test_a_first_day_has_no_list_of_people(qtbot: QtBot) -> None:
    view = shown(qtbot, ())
    assert not view.people.isVisible()
    assert view.name.text() == ""


def test_nothing_is_entered_without_a_name_or_a_secret(qtbot: QtBot) -> None:
    view = shown(qtbot, ())
    found = entered(view)
    view.button.click()
    type_into(view.name, "anna")
    view.button.click()
    assert found == []
    assert view.secret.error == "Type your password."


def test_the_link_turns_pin_into_password(qtbot: QtBot) -> None:
    view = shown(qtbot)
    view.secret.turned.emit()
    assert not view.secret.is_pin


def test_a_wrong_secret_is_told_under_the_field_and_can_be_typed_over(qtbot: QtBot) -> None:
    view = shown(qtbot)
    type_into(view.secret.field, "1234")
    view.wait("Opening the store …")
    view.refuse("pin", "This is not your PIN.", is_wrong=True)
    assert view.secret.error == "This is not your PIN."
    assert view.secret.field.selectedText()
    type_into(view.secret.field, "5")
    assert view.secret.error == ""


def test_after_several_wrong_tries_one_must_wait_and_is_told_how_long(qtbot: QtBot) -> None:
    view = shown(qtbot)
    for _ in range(FREE + 1):
        view.refuse("password", "wrong", is_wrong=True)
    assert not view.button.isEnabled()
    assert "second" in view.state
    qtbot.waitUntil(view.button.isEnabled, timeout=4000)


def test_a_store_that_needs_its_pass_phrase_asks_for_it(qtbot: QtBot) -> None:
    view = shown(qtbot)
    found = entered(view)
    type_into(view.secret.field, "4711")
    view.button.click()
    view.refuse("passphrase", "This store opens with its pass phrase.", is_wrong=False)
    assert view.phrase_row is not None
    type_into(view.phrase_row.field, "long enough words")
    press(view.phrase_row.field, Qt.Key.Key_Return)
    assert found[-1] == Entry("marta", pin="4711", passphrase="long enough words")


def test_what_was_typed_never_shows_in_the_words_of_an_entry() -> None:
    assert "secret" not in repr(Entry("anna", password="secret", pin="secret", passphrase="secret"))


def test_waiting_doubles_up_to_a_minute_and_ends_with_the_right_word() -> None:
    backoff = Backoff()
    waits = []
    for _ in range(10):
        backoff.wrong(100.0)
        waits.append(backoff.seconds_left(100.0))
    assert waits[:FREE] == [0, 0]
    assert waits[FREE : FREE + 4] == [3, 5, 9, 17]
    assert waits[-1] == MOST + 1
    backoff.right()
    assert backoff.seconds_left(100.0) == 0


NONE, SHIFT, PAD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.KeypadModifier,
)


@pytest.mark.parametrize(
    ("key", "modifier", "text", "hint"),
    [
        (Qt.Key.Key_A, NONE, "A", "Caps Lock is on."),
        (Qt.Key.Key_A, SHIFT, "a", "Caps Lock is on."),
        (Qt.Key.Key_A, SHIFT, "A", ""),
        (Qt.Key.Key_A, NONE, "a", ""),
        (Qt.Key.Key_Home, PAD, "", "Num Lock is off."),
        (Qt.Key.Key_7, PAD, "7", ""),
        (Qt.Key.Key_Home, NONE, "", None),
        (Qt.Key.Key_Exclam, SHIFT, "!", None),
    ],
)
def test_a_key_gives_the_locks_away(key: Qt.Key, modifier: Qt.KeyboardModifier, text: str, hint: str | None) -> None:
    assert lock_hint(QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)) == hint


@pytest.mark.parametrize(("hour", "words"), [(7, "Good morning."), (12, "Good day."), (20, "Good evening.")])
def test_the_greeting_follows_the_hour(hour: int, words: str) -> None:
    assert greeting(now().astimezone().replace(hour=hour)) == words
