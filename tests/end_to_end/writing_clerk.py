"""A clerk who writes at a human pace, as a process of its own, made to be killed.

    python -m tests.end_to_end.writing_clerk talk|answer|closing PROFILE SEED

A talk in the intake, an answer on the card of the one case, or its closing: then the outcome and the redress come
first, and the root cause is written. Prints "typed N T" for each letter of the script once it is in its field: how
many there are now, and `time.monotonic()`, which is the same clock for every process of a machine.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.context import Context
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.page import Page
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.operations.work import Store
from csatdesk.store.engine import local_engines
from csatdesk.system.paths import Profile
from csatdesk.system.settings import Settings
from tests.cast import KEY, stage
from tests.gui.intake.hands import ENTER, SHIFT, type_text

PACE_MS = (40, 80)
NAME = "Piotr Zając"
REDRESS = "12,50"
STORY = (
    "Rachunek za październik 412,60 zł, dwa razy więcej niż zwykle. Licznik wymieniono 14 października, a odczyt na "
    "rachunku jest jeszcze ze starego licznika. Dzwonił w tej sprawie dwa razy, nikt nie oddzwonił. Prosi o korektę. "
)


def of_draft(talk: Talk) -> str:
    """What was typed, as a draft holds it: to be compared with `script`."""
    return (talk.customer_name or talk.typed) + talk.text


def script() -> Iterator[str]:
    """The letters in the order in which they are typed; the story goes on and on."""
    yield from NAME
    yield from story()


def story() -> Iterator[str]:
    while True:
        yield from STORY


class Clerk:
    """Sits before a real page, with real threads behind it."""

    def __init__(self, profile: Profile, seed: int) -> None:
        self.chance = random.Random(seed)
        clerk = stage(Store(*local_engines(profile.store, KEY)), profile)
        self.window = QWidget()
        self.window.resize(1194, 686)
        self.page = self.sit_before(Context(Runner(clerk.session()), Settings()))
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.show()
        self.window.activateWindow()
        self.page.shown()
        self.letters = enumerate(self.script(), start=1)

    def sit_before(self, context: Context) -> Page:
        raise NotImplementedError

    def script(self) -> Iterator[str]:
        raise NotImplementedError

    def is_ready(self) -> bool:
        """Whether typing can begin."""
        raise NotImplementedError

    def before(self, number: int) -> None:
        """What is done before the letter of this number."""

    def begin(self) -> None:
        QTimer.singleShot(10, self.type_one if self.is_ready() else self.begin)

    def type_one(self) -> None:
        """One letter, then a human pause."""
        number, letter = next(self.letters)
        self.before(number)
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, letter)
        print(f"typed {number} {time.monotonic():.6f}", flush=True)  # noqa: T201  (what the killer reads)
        QTimer.singleShot(self.chance.randint(*PACE_MS), self.type_one)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)


class TalkClerk(Clerk):
    """After the name the keys that lead to the story."""

    page: IntakePage

    def sit_before(self, context: Context) -> Page:
        return IntakePage(context)

    def script(self) -> Iterator[str]:
        return script()

    def is_ready(self) -> bool:
        return QApplication.focusWidget() is not None

    def before(self, number: int) -> None:
        """A new customer of this name; phone and e-mail, channel and kind are passed by."""
        if number == len(NAME) + 1:
            self.press(ENTER, SHIFT)
            while QApplication.focusWidget() is not self.page.editor.story.text:
                self.press(ENTER)


class CardClerk(Clerk):
    """Opens the fields for a deed on the card of the one case, as soon as the list is there."""

    page: CasesPage
    key = Qt.Key.Key_R

    def sit_before(self, context: Context) -> Page:
        return CasesPage(context)

    def script(self) -> Iterator[str]:
        return story()

    def is_ready(self) -> bool:
        if self.page.pane.card is None or QApplication.focusWidget() is None:
            return False
        self.press(self.key)
        return self.page.pane.panel is not None


class ClosingClerk(CardClerk):
    """The outcome and the redress, then the root cause."""

    key = Qt.Key.Key_C

    def before(self, number: int) -> None:
        panel = self.page.pane.panel
        if number == 1 and isinstance(panel, ClosePanel):
            self.press(Qt.Key.Key_1)
            panel.redress.setFocus()
            type_text(panel.redress.amount, REDRESS)
            panel.root_cause.setFocus()


CLERKS: dict[str, type[Clerk]] = {"talk": TalkClerk, "answer": CardClerk, "closing": ClosingClerk}


def main() -> None:
    sys.excepthook = give_up
    app = QApplication([])
    theme().install(app)
    clerk = CLERKS[sys.argv[1]](Profile(Path(sys.argv[2])), int(sys.argv[3]))
    clerk.begin()
    app.exec()


def give_up(*error: Any) -> None:
    """A mistake ends the process, so that nobody waits for its letters."""
    sys.__excepthook__(*error)
    os._exit(1)


if __name__ == "__main__":
    main()
