"""Forty talks by keyboard alone, from Ctrl+N on My desk back to My desk: what is saved, and with how many keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.cases import CaseKind
from tests.end_to_end.conversations import TALKS, Talk
from tests.gui.intake.conftest import sit_down
from tests.gui.intake.hands import ALT, CTRL, ENTER, Hands

__all__ = ["sit_down"]

MOST = {CaseKind.INQUIRY: 12, CaseKind.COMPLAINT: 20, CaseKind.CLAIM: 20}
INITIALS = {CaseKind.COMPLAINT: "c", CaseKind.CLAIM: "cc", CaseKind.INQUIRY: "i"}
Key = Qt.Key


@pytest.mark.parametrize("talk", TALKS, ids=[f"{place:02d}-{talk.kind.value}" for place, talk in enumerate(TALKS, 1)])
def test_a_talk_is_logged_within_its_keys(sit_down: Callable[[], Hands], talk: Talk) -> None:
    hands = sit_down()
    say_who(hands, talk)
    say_how(hands, talk)
    tell(hands, talk)
    hands.press(ENTER, CTRL)
    case = hands.saved()
    assert (case.row.kind, case.row.known, case.text) == (talk.kind, talk.known, talk.text)
    assert case.remedy == talk.remedy
    assert (case.row.topic_id is not None) == talk.topic
    if talk.who in {"known", "new"}:
        assert case.customer is not None
    assert hands.went[-1] == "desk"
    assert hands.keys <= MOST[talk.kind]


def say_who(hands: Hands, talk: Talk) -> None:
    if talk.who == "not known":
        hands.press(Key.Key_U, ALT)
    elif talk.who == "anonymous":
        hands.press(Key.Key_Y, ALT)
    else:
        hands.write(talk.find)
        hands.press(ENTER)
    if talk.who == "new":
        hands.press(ENTER)  # no phone said
        hands.press(ENTER)  # no e-mail either


def say_how(hands: Hands, talk: Talk) -> None:
    if talk.way:
        hands.write(talk.way)
    hands.press(ENTER)
    for letter in INITIALS[talk.kind]:
        hands.initial(letter)
    hands.press(ENTER)


def tell(hands: Hands, talk: Talk) -> None:
    half = len(talk.text) // 2
    hands.write(talk.text[:half])
    if talk.interrupted:
        interrupt(hands)
    hands.write(talk.text[half:])
    if talk.remedy:
        hands.press(Key.Key_R, ALT)
        hands.write(talk.remedy)
    if talk.search:
        hands.press(Key.Key_T, ALT)
        hands.write(talk.search)
        hands.press(ENTER)
    elif talk.topic:
        hands.read()
        hands.press(Key.Key_1, CTRL)


def interrupt(hands: Hands) -> None:
    """Somebody asks the way meanwhile; those keys belong to that talk."""
    keys = hands.keys
    hands.page.start()  # Ctrl+N is the window's
    hands.press(Key.Key_Y, ALT)
    hands.press(Key.Key_H, ALT)
    hands.write("Gdzie jest toaleta?")
    hands.press(Key.Key_S, ALT)
    assert hands.saved().text == "Gdzie jest toaleta?"
    hands.keys = keys
