"""A clerk who writes down a talk at a human pace, as a process of its own, made to be killed.

    python -m tests.end_to_end.writing_clerk PROFILE SEED

Prints "typed N T" for each letter of SCRIPT once it is in its field: how many there are now, and `time.monotonic()`,
which is the same clock for every process of a machine.
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

from csatdesk.gui.context import Context
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.intake.talk import Talk
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
    while True:
        yield from STORY


class Clerk:
    """Sits before the real intake page, with real threads behind it."""

    def __init__(self, profile: Profile, seed: int) -> None:
        self.chance = random.Random(seed)
        clerk = stage(Store(*local_engines(profile.store, KEY)), profile)
        self.window = QWidget()
        self.window.resize(1194, 686)
        self.page = IntakePage(Context(Runner(clerk.session()), Settings()))
        QVBoxLayout(self.window).addWidget(self.page)
        self.window.show()
        self.window.activateWindow()
        self.page.shown()
        self.letters = enumerate(script(), start=1)

    def begin(self) -> None:
        """Type as soon as the window has the keyboard."""
        is_ready = QApplication.focusWidget() is not None
        QTimer.singleShot(10, self.type_one if is_ready else self.begin)

    def type_one(self) -> None:
        """One letter, then a human pause; after the name the keys that lead to the story."""
        number, letter = next(self.letters)
        if number == len(NAME) + 1:
            self._go_to_the_story()
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, letter)
        print(f"typed {number} {time.monotonic():.6f}", flush=True)  # noqa: T201  (what the killer reads)
        QTimer.singleShot(self.chance.randint(*PACE_MS), self.type_one)

    def _go_to_the_story(self) -> None:
        """A new customer of this name; phone and e-mail, channel and kind are passed by."""
        self._press(ENTER, SHIFT)
        while QApplication.focusWidget() is not self.page.editor.story.text:
            self._press(ENTER)

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)


def main() -> None:
    sys.excepthook = give_up
    app = QApplication([])
    theme().install(app)
    clerk = Clerk(Profile(Path(sys.argv[1])), int(sys.argv[2]))
    clerk.begin()
    app.exec()


def give_up(*error: Any) -> None:
    """A mistake ends the process, so that nobody waits for its letters."""
    sys.__excepthook__(*error)
    os._exit(1)


if __name__ == "__main__":
    main()
