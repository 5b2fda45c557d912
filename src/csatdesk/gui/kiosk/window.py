"""The kiosk's window: fills a screen, leads through the questions, begins anew when left alone, lets only staff out.

It knows nothing of the store: `kept` hands over what was answered, `pin_entered` asks whether somebody may leave.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QScreen, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from csatdesk.domain.forms import Answer, Form, ScaleKind
from csatdesk.domain.kiosk import BACK_AFTER_S, COUNTED_S, THANKS_S, Walk
from csatdesk.gui.focus_ring import FocusRing
from csatdesk.gui.kiosk.answers import key_for
from csatdesk.gui.kiosk.covering import Covering
from csatdesk.gui.kiosk.keys import AnswerKey, Key
from csatdesk.gui.kiosk.measure import Measure, dots_of
from csatdesk.gui.kiosk.screens import LeaveScreen, Look, QuestionScreen, Screen, ShutScreen, ThanksScreen
from csatdesk.gui.kiosk.writing import WritingArea
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import speaking

TICK_MS = 250
TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.Wheel,
}
ONWARD = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True, slots=True)
class Finished:
    """What one person answered. Of the language, the time and the person nothing is handed on."""

    answers: Mapping[str, Answer]
    is_whole: bool  # they came to the end


@dataclass(frozen=True, slots=True)
class KioskPlan:
    """What is shown, and in which languages; the first of them greets. `place` is where the kiosk stands."""

    form: Form
    place: str
    languages: Sequence[str]
    has_comment: bool = False


class KioskWindow(QWidget):
    kept = Signal(object)  # Finished
    pin_entered = Signal(str)
    left = Signal()

    def __init__(self, plan: KioskPlan) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.plan = plan
        self.walk = Walk(plan.form, has_comment=plan.has_comment)
        self.spoken = plan.languages[0]
        self.screen_shown: Screen | None = None
        self._typed = ""  # digits of a number of two
        self._touched_at = monotonic()
        self._may_close = self._is_filtered = self._is_shut = False
        self._is_handed_over = False  # what this person answered
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen may become a smaller one
        self.setProperty("surface", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle("csatdesk")
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(lambda: self.look(monotonic()))
        self._ring = FocusRing(self)
        self.covering = Covering(self)
        self.covering.lost.connect(lambda: self._start_over(monotonic()))
        theme().changed.connect(self._rebuild)

    # on the screen

    def fill(self, screen: QScreen) -> None:
        """Cover a screen. When it is unplugged nobody is there any more: what was answered is kept."""
        self.covering.cover(screen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None and not self._is_filtered:
            handle.installEventFilter(self)
            self._is_filtered = True
        self._clock.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rebuild()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            self._clock.stop()
            super().closeEvent(event)
            self.left.emit()
        else:
            event.ignore()

    def leave(self) -> None:
        """Staff may go: what was answered so far is kept, the window closes."""
        self._hand_over(is_whole=False)
        self.end()

    def end(self) -> None:
        """Close, whoever stands before it."""
        self._may_close = True
        self.close()

    def refuse(self, words: str) -> None:
        """Whoever typed the PIN may not leave."""
        if isinstance(self.screen_shown, LeaveScreen):
            self.screen_shown.refuse(words)

    # from screen to screen

    def show_question(self) -> None:
        if self.walk.is_over:
            self._thank()
            return
        item = self.walk.question
        assert item is not None
        with speaking(self.spoken):
            screen = QuestionScreen(self._look(), self.walk, item)
        screen.pressed.connect(self._press)
        screen.next_wanted.connect(self._go_on)
        screen.skip_wanted.connect(self._skip)
        screen.back_wanted.connect(self._go_back)
        self._bring(screen)

    def _thank(self) -> None:
        with speaking(self.spoken):
            screen = ThanksScreen(self._look())
        screen.begin_wanted.connect(self.begin_anew)
        self._bring(screen)

    def shut(self) -> None:
        """The survey takes no answers any more: nothing is asked, and only staff get on."""
        self._is_shut = True
        with speaking(self.spoken):
            screen = ShutScreen(self._look())
        self._bring(screen)

    def ask_pin(self) -> None:
        with speaking(self.spoken):
            screen = LeaveScreen(self._look())
        screen.entered.connect(self.pin_entered)
        screen.back_wanted.connect(self.shut if self._is_shut else self.show_question)
        self._bring(screen)

    def begin_anew(self) -> None:
        """For whoever comes next: nothing of the one before is left."""
        self.walk, self._is_handed_over = Walk(self.plan.form, has_comment=self.plan.has_comment), False
        self.spoken = self.plan.languages[0]
        if self._is_shut:
            self.shut()
        else:
            self.show_question()

    def speak(self, language: str) -> None:
        self.spoken = language
        self._rebuild()

    def _bring(self, screen: Screen) -> None:
        self._typed = ""
        screen.language_wanted.connect(self.speak)
        screen.leaving_wanted.connect(self.ask_pin)
        before, self.screen_shown = self.screen_shown, screen
        if before is not None:
            self._column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self._column.addWidget(screen)
        self._ring.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self) -> None:
        """The same screen anew: the size, the language or the colours changed."""
        shown = self.screen_shown
        if isinstance(shown, LeaveScreen):
            self.ask_pin()
        elif isinstance(shown, ThanksScreen):
            self._thank()
        elif self._is_shut:
            self.shut()
        else:
            self.show_question()

    def _look(self) -> Look:
        size = self.size().expandedTo(QSize(1, 1))
        measure = Measure(size.width(), size.height(), dots_of(self.screen()))
        return Look(self.plan.place, self.plan.languages, measure)

    # answers

    def _press(self, answer: Answer) -> None:
        self.walk = self.walk.pressed(answer)
        if isinstance(self.screen_shown, QuestionScreen):
            self.screen_shown.area.mark(self.walk.given)

    def _go_on(self) -> None:
        self._step(self.walk.gone_on())

    def _skip(self) -> None:
        self._step(self.walk.skipped())

    def _go_back(self) -> None:
        self._step(self.walk.gone_back())

    def _step(self, walk: Walk) -> None:
        self.walk = walk
        if walk.is_over:
            self._hand_over(is_whole=True)
        self.show_question()

    def _hand_over(self, *, is_whole: bool) -> None:
        """What was answered, if anything was, and once: the thanks may be left by a touch, by time or by the PIN."""
        answers = self.walk.kept()
        if answers and not self._is_handed_over:
            self._is_handed_over = True
            self.kept.emit(Finished(answers, is_whole))

    # time

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.touch(monotonic())
        return False

    def touch(self, at: float) -> None:
        """Somebody is there."""
        self._touched_at = at
        if isinstance(self.screen_shown, QuestionScreen):
            with speaking(self.spoken):
                self.screen_shown.count_down(None)

    def look(self, at: float) -> None:
        """Decide at `at`, seconds of a running clock, whether the next one begins."""
        shown, waited = self.screen_shown, at - self._touched_at
        if isinstance(shown, ThanksScreen):
            if waited >= THANKS_S:
                self._start_over(at)
        elif isinstance(shown, LeaveScreen) or not self._is_untouched():
            left = BACK_AFTER_S - waited
            if left <= 0:
                self._start_over(at)
            elif isinstance(shown, QuestionScreen) and left <= COUNTED_S:
                with speaking(self.spoken):
                    shown.count_down(int(-(-left // 1)))

    def _is_untouched(self) -> bool:
        return self.walk.is_fresh and self.spoken == self.plan.languages[0]

    def _start_over(self, at: float) -> None:
        self._hand_over(is_whole=False)
        self._touched_at = at
        self.begin_anew()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and arrows answer, Enter goes on or presses what has the focus, Backspace goes back. Escape and all
        else lead nowhere.
        """
        shown, focused = self.screen_shown, self.focusWidget()
        if event.key() in ONWARD and isinstance(focused, Key) and not isinstance(focused, AnswerKey):
            focused.click()
        elif isinstance(shown, LeaveScreen):
            self._type_pin(shown, event)
        elif isinstance(shown, ThanksScreen):
            if event.key() in ONWARD:
                self.begin_anew()
        elif isinstance(shown, QuestionScreen):
            self._type_answer(shown, event)

    def _type_pin(self, screen: LeaveScreen, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            screen.rub_out()
        elif event.key() in ONWARD:
            screen.enter()
        elif event.text().isprintable():  # a password is more than digits
            screen.type(event.text())

    def _type_answer(self, screen: QuestionScreen, event: QKeyEvent) -> None:
        area = screen.area
        if event.key() in ONWARD:
            self._go_on()
        elif isinstance(area, WritingArea) and (area.text or event.key() != Qt.Key.Key_Backspace):
            self._write(area, event)
        elif event.key() == Qt.Key.Key_Backspace:
            self._go_back()
        elif event.key() in STEPS:
            self._move(screen, STEPS[Qt.Key(event.key())])
        elif is_digit(event.text()):
            self._type_digit(screen, event.text())

    def _write(self, area: WritingArea, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            area.rub_out()
        elif event.text() and event.text().isprintable():
            area.type(event.text())

    def _type_digit(self, screen: QuestionScreen, digit: str) -> None:
        """A 0 after a 1 makes ten where there is one. Where several are ticked, each digit ticks its own."""
        is_many = screen.area.item.scale.kind is ScaleKind.MANY
        for typed in (digit,) if is_many else (self._typed + digit, digit):
            key = key_for(screen.area.keys, typed)
            if key is not None:
                self._typed = typed
                key.click()
                return

    def _move(self, screen: QuestionScreen, by: int) -> None:
        """To the next answer; from none to the first one."""
        keys = screen.area.keys
        focused = next((place for place, key in enumerate(keys) if key.hasFocus()), None)
        if screen.area.item.scale.kind is ScaleKind.MANY:
            place = 0 if focused is None else (focused + by) % len(keys)
            keys[place].setFocus(Qt.FocusReason.TabFocusReason)
            return
        checked = next((place for place, key in enumerate(keys) if key.isChecked()), None)
        if checked is None:
            keys[0 if by > 0 else -1].click()
        else:
            keys[max(0, min(len(keys) - 1, checked + by))].click()


def is_digit(typed: str) -> bool:
    """0 to 9; some keyboards have raised ones."""
    return len(typed) == 1 and typed.isascii() and typed.isdigit()
