"""Forty scripted conversations in the whole window, by keyboard only, from My desk back to My desk.

Every key is counted that is no text, modifiers one by one: Ctrl+Enter is two.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    Sort,
)
from csatdesk.domain.contacts import Known
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.intake.page import IntakePage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.gui.intake.hands import ALT, CTRL, ENTER, NONE, TAB, type_text

MOST = {CaseKind.INQUIRY: 12, CaseKind.COMPLAINT: 20, CaseKind.CLAIM: 20}
TEXTS = {
    CaseKind.INQUIRY: "Jak podać odczyt licznika?",
    CaseKind.COMPLAINT: "Rachunek za październik: dwa razy więcej niż zwykle, a licznik wymieniono.",
    CaseKind.CLAIM: "Za wysoki rachunek, proszę o zwrot nadpłaty.",
}
Key = Qt.Key


class Clerk:
    """Sits before My desk and types."""

    def __init__(self, qtbot: QtBot, stage: Stage) -> None:
        self.qtbot, self.stage, self.keys = qtbot, stage, 0
        self.runner = ImmediateRunner(stage.session())
        context = Context(self.runner, Settings())
        self.window = MainWindow(context, Boundary())
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self.window.go("desk")

    @property
    def intake(self) -> IntakePage:
        page = self.window.page
        assert isinstance(page, IntakePage)
        return page

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.keys += 1 + modifiers.value.bit_count()
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def initial(self, letter: str) -> None:
        self.keys += 1
        self.write(letter)

    def write(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, text)

    def read(self) -> None:
        """Look at the suggestions."""
        self.qtbot.waitUntil(lambda: not self.intake.editor.topic.is_behind)

    def leave(self) -> None:
        """Close the window before the threads it asks."""
        self.window.keep()
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete.value)
        self.runner.close()

    def saved(self) -> CaseCard:
        with self.stage.read(at=now()) as reading:
            newest = list_cases(reading, filter=CaseFilter(), sort=Sort.REGISTERED, limit=1).rows[0]
            return load_case(reading, case_id=newest.id)


@pytest.fixture
def clerk(qtbot: QtBot, local_centre: Stage) -> Iterator[Clerk]:
    local_centre.register(TEXTS[CaseKind.COMPLAINT], at=now() - timedelta(days=4))
    made = Clerk(qtbot, local_centre)
    yield made
    made.leave()


@dataclass(frozen=True)
class Who:
    """How the customer is named, and what the case must say."""

    name: str
    tell: Callable[[Clerk], None]
    known: Known
    customer: str


def typed(text: str) -> Callable[[Clerk], None]:
    def tell(clerk: Clerk) -> None:
        clerk.write(text)
        clerk.press(ENTER)

    return tell


def new_customer(clerk: Clerk) -> None:
    clerk.write(f"Nowy Klient {clerk.keys}")
    clerk.press(ENTER)
    clerk.write("602 555 000")
    clerk.press(ENTER)
    clerk.press(ENTER)


AGNIESZKA = "Agnieszka Zielińska"
PEOPLE = (
    Who("by name", typed("zielin agn"), Known.CUSTOMER, AGNIESZKA),
    Who("by phone", typed("601-224-318"), Known.CUSTOMER, AGNIESZKA),
    Who("by e-mail", typed("a.zielinska@"), Known.CUSTOMER, AGNIESZKA),
    Who("by account", typed("40217786"), Known.CUSTOMER, AGNIESZKA),
    Who("not known", lambda clerk: clerk.press(Key.Key_U, ALT), Known.UNKNOWN, ""),
    Who("anonymous", lambda clerk: clerk.press(Key.Key_Y, ALT), Known.ANONYMOUS, ""),
    Who("new", new_customer, Known.CUSTOMER, "Nowy Klient"),
)


def choose_kind(clerk: Clerk, kind: CaseKind) -> None:
    clerk.press(ENTER)  # the channel as last time
    for _time in range({CaseKind.INQUIRY: 0, CaseKind.COMPLAINT: 1, CaseKind.CLAIM: 2}[kind]):
        clerk.initial("c")
    clerk.press(ENTER)


def converse(clerk: Clerk, kind: CaseKind, who: Who, *, is_repeat: bool, is_interrupted: bool) -> None:
    """One conversation as a practised clerk types it; checks what was saved and how many keys it took."""
    clerk.keys = 0
    clerk.press(Key.Key_N, CTRL)
    who.tell(clerk)
    choose_kind(clerk, kind)
    clerk.write(TEXTS[kind])
    if is_interrupted:
        interrupt(clerk)
    clerk.read()
    clerk.press(Key.Key_1, CTRL)
    if is_repeat and clerk.intake.editor.repeat.isVisible():
        clerk.press(Key.Key_L, ALT)
    clerk.press(ENTER, CTRL)
    case = clerk.saved()
    assert clerk.window.page is not None
    assert not isinstance(clerk.window.page, IntakePage)
    assert (case.row.kind, case.row.known, case.text) == (kind, who.known, TEXTS[kind])
    assert case.row.customer_name.startswith(who.customer)
    assert case.row.topic_id is not None
    assert clerk.keys <= MOST[kind], clerk.keys


def interrupt(clerk: Clerk) -> None:
    """The phone rings: a second talk is begun and saved; its keys are its own. Then the first is in front again."""
    keys = clerk.keys
    clerk.press(Key.Key_N, CTRL)
    clerk.press(Key.Key_Y, ALT)
    clerk.press(ENTER)
    clerk.press(ENTER)
    clerk.write("Gdzie jest kasa?")
    clerk.press(Key.Key_S, ALT)
    assert clerk.saved().text == "Gdzie jest kasa?"
    clerk.keys = keys


SCRIPTS = [
    *((kind, who, False, False) for kind, who in product(MOST, PEOPLE)),
    *((kind, who, True, False) for kind, who in product(MOST, PEOPLE[:3])),
    *((kind, who, False, True) for kind, who in product(MOST, (*PEOPLE[:1], *PEOPLE[4:6]))),
    (CaseKind.COMPLAINT, PEOPLE[0], True, True),
]


def test_there_are_forty_conversations() -> None:
    assert len(SCRIPTS) == 40


@pytest.mark.parametrize("kind", list(MOST), ids=lambda kind: kind.value)
def test_conversations_take_few_keys(clerk: Clerk, kind: CaseKind) -> None:
    for scripted, who, is_repeat, is_interrupted in SCRIPTS:
        if scripted is kind:
            converse(clerk, kind, who, is_repeat=is_repeat, is_interrupted=is_interrupted)


def test_a_parked_talk_waits_while_one_looks_at_my_desk(clerk: Clerk) -> None:
    clerk.press(Key.Key_N, CTRL)
    clerk.press(Key.Key_U, ALT)
    clerk.window.go("desk")
    clerk.press(Key.Key_N, CTRL)
    clerk.press(TAB, CTRL)
    assert clerk.intake.editor.talk().known is Known.UNKNOWN
