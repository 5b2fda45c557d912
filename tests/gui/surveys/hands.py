"""Somebody who keys forms: signs go to whatever has the keyboard."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csatdesk.domain.surveys import SurveyWanted
from csatdesk.gui.surveys.entry_page import EntryPage
from tests.gui.today.hands import ALT, CTRL, Hands, Key

SHIFT = Qt.KeyboardModifier.ShiftModifier

NINE = [{"key": f"s{at}", "metric": "satisfaction_9", "type": "scale", "scale": "nine"} for at in range(1, 13)]
FIVE = [{"key": f"c{at}", "metric": "csat", "type": "scale", "scale": "satisfied"} for at in range(1, 5)]
TWENTY: Mapping[str, Any] = {
    "schema": "csatdesk-questions/1",
    "key": "twenty",
    "version": 1,
    "title": {"en": "Twenty questions"},
    "scales": {
        "likely": {"from": 0, "to": 10},
        "nine": {"from": 1, "to": 9, "shown": "descending", "na": True},
        "satisfied": {"from": 1, "to": 5},
    },
    "choices": {
        "yes_no": [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}],
        "named": [{"key": "named", "label": {"en": "Named"}}, {"key": "anonymous", "label": {"en": "Anonymous"}}],
    },
    "questions": [
        {"key": "nps", "metric": "nps", "type": "scale", "scale": "likely", "text": {"en": "Would you recommend us?"}},
        *[{**one, "text": {"en": f"How good was {one['key']}?"}} for one in (*NINE, *FIVE)],
        {"key": "solved", "metric": "solved", "type": "choice", "choices": "yes_no", "text": {"en": "Solved?"}},
        {"key": "again", "metric": "repeat", "type": "choice", "choices": "yes_no", "text": {"en": "The first time?"}},
        {"key": "name", "metric": "anonymity", "type": "choice", "choices": "named", "text": {"en": "With your name?"}},
    ],
}


def type_signs(hands: Hands, signs: str) -> int:
    """How many keys that took; \\n is Enter."""
    for sign in signs:
        if sign == "\n":
            QTest.keyClick(hands.focused(), Key.Key_Return)
        else:
            QTest.keyClicks(hands.focused(), sign)
        QApplication.processEvents()
    return len(signs)


def entry(hands: Hands, survey_id: int) -> EntryPage:
    hands.window.context.show_survey("survey_entry", SurveyWanted(survey_id))
    hands.settle()
    assert isinstance(hands.window.page, EntryPage)
    return hands.window.page


def begin_stack(hands: Hands, page: EntryPage, *, is_double: bool = False, first: str = "1") -> None:

    hands.press(Key.Key_N, ALT | SHIFT)
    form: Any = page.pane.form
    form.first.setFocus()
    form.first.selectAll()
    hands.write(first)
    if not is_double:
        form.double.setFocus()
        hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    assert page.places.currentWidget() is page.keying
