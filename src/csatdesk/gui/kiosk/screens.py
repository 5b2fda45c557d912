"""What a kiosk shows: a question, the thanks, and the way out for staff. Each is made for one language and one size."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.forms import Item, ScaleKind
from csatdesk.domain.kiosk import Walk, has_faces, is_written
from csatdesk.gui.kiosk.answers import AnswerArea
from csatdesk.gui.kiosk.keys import Key, LanguageKey, PlaceKey, StepKey
from csatdesk.gui.kiosk.measure import Measure, fitting
from csatdesk.gui.kiosk.words import Words
from csatdesk.gui.kiosk.writing import WritingArea
from csatdesk.gui.labels import Hairline
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _, language, ngettext, pgettext
from csatdesk.wording.words import LANGUAGE_NAMES

TYPED_MOST, DOTS_MOST = 200, 12
HEAD_KEY, FOOT_KEY = 44, 64  # heights in the design
DIGITS = "1234567890"
PAD_GAP, BESIDE_PAD = 10, 430  # in the design: between the digits; what head, words and edges take


@dataclass(frozen=True, slots=True)
class Look:
    """What stays the same from screen to screen."""

    place: str
    languages: Sequence[str]
    measure: Measure


class Screen(QWidget):
    """Head with the place and the languages; what a kind of screen adds stands below it."""

    language_wanted = Signal(str)
    leaving_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look, self.measure = look, look.measure
        px, margin = self.measure.px, self.measure.margin
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, px(36), margin, px(30))
        self.column.setSpacing(0)
        self.languages: list[LanguageKey] = []
        self.place = PlaceKey(look.place, _("Leave the kiosk"), self.measure)
        self.column.addLayout(self._head())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.measure.px(6))
        self.place.clicked.connect(self.leaving_wanted)
        row.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addLayout(self._language_row())
        return row

    def _language_row(self) -> QGridLayout:
        """In one line, or in two where the screen is narrow."""
        grid = QGridLayout()
        grid.setSpacing(self.measure.px(6))
        spoken = self.look.languages if len(self.look.languages) > 1 else ()
        in_line = 3 if self.measure.is_upright else len(LANGUAGE_NAMES)
        for place, code in enumerate(spoken):
            key = LanguageKey(LANGUAGE_NAMES[code], self.measure)
            key.setChecked(code == language())
            key.clicked.connect(lambda _checked=False, one=code: self.language_wanted.emit(one))
            self.languages.append(key)
            grid.addWidget(key, *divmod(place, in_line))
        return grid


class QuestionScreen(Screen):
    """One question: how to answer it, to leave it out, and to go on."""

    pressed = Signal(object)  # an answer
    next_wanted = Signal()
    skip_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, look: Look, walk: Walk, item: Item) -> None:
        super().__init__(look)
        measure = self.measure
        px = measure.px
        self.column.addStretch(3)
        self._ask(item)
        self.column.addSpacing(px(36))
        make = WritingArea if is_written(item) else AnswerArea
        self.area = make(item, measure, self._room_for_answers(), self.pressed.emit)
        self.area.mark(walk.given)
        row = QHBoxLayout()
        row.setContentsMargins(-self.area.overhang, 0, -self.area.overhang, 0)
        row.addWidget(self.area)
        self.column.addLayout(row)
        self.column.addStretch(2)
        self.column.addWidget(Hairline())
        self.column.addSpacing(px(24))
        self.note = Words(self.promise(), px(20), "ink2")
        self.back = StepKey(_("Back"), measure, "quiet")
        self.skip = StepKey(_("No answer"), measure)
        self.next = StepKey(pgettext("step", "Next"), measure, "next", 27)
        for key, signal in (
            (self.back, self.back_wanted),
            (self.skip, self.skip_wanted),
            (self.next, self.next_wanted),
        ):
            key.clicked.connect(signal)
        self._foot()
        self.back.setVisible(walk.place > 0)  # it has its place by now: before, it would be a window of its own

    def _room_for_answers(self) -> int:
        """What head, question and foot leave; on dense glass the keys of head and foot are larger than designed."""
        measure = self.measure
        grown = sum(measure.touchable(length) - measure.px(length) for length in (HEAD_KEY, FOOT_KEY))
        return measure.high - measure.px(640 if measure.is_upright else 440) - grown

    def _ask(self, item: Item) -> None:
        measure = self.measure
        px = measure.px
        wide = measure.room if measure.is_upright else measure.room * 3 / 4
        lead, question = told(item.lead), told(item.text)
        if lead:
            self._centre(Words(lead, px(24), "ink2"), wide)
            self.column.addSpacing(px(12))
        lines = 4 if measure.is_upright else 2 if has_faces(item) else 3  # faces need their room
        letters = fitting([question], px(44), (wide, measure.high), bold=True, lines=lines)
        self.question = Words(question, letters.pixelSize(), bold=True)
        self._centre(self.question, wide)
        if item.scale.kind is ScaleKind.MANY:
            self.column.addSpacing(px(8))
            self._centre(Words(_("Tick all that apply."), px(20), "ink2"), wide)

    def _centre(self, words: Words, wide: float) -> None:
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setFixedWidth(round(wide))
        words.setFixedHeight(words.heightForWidth(round(wide)))
        self.column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)

    def _foot(self) -> None:
        measure = self.measure
        steps = QHBoxLayout()
        steps.setSpacing(measure.px(16))
        if measure.is_upright:
            self.column.addWidget(self.note)
            self.column.addSpacing(measure.px(20))
            steps.addStretch(1)
        else:
            steps.addWidget(self.note, 1)
        for key in (self.back, self.skip, self.next):
            steps.addWidget(key)
        self.column.addLayout(steps)

    @staticmethod
    def promise() -> str:
        return "\n".join((_("No name is kept with your answer."), _("You may leave at any time.")))

    def count_down(self, seconds: int | None) -> None:
        """Say quietly how long it still waits; None: it does not count."""
        words = ngettext("Back to the start in {count} second.", "Back to the start in {count} seconds.", seconds or 0)
        self.note.setText(self.promise() if seconds is None else words.format(count=seconds) + "\n")


class ThanksScreen(Screen):
    """After the last question; a touch begins anew."""

    begin_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        px = self.measure.px
        self.column.addStretch(1)
        for words in (
            Words(_("Thank you for your answers."), px(44), bold=True),
            Words(_("No name is kept with your answer."), px(24), "ink2"),
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(words)
            self.column.addSpacing(px(16))
        self.begin = StepKey(_("Begin again"), self.measure)
        self.begin.clicked.connect(self.begin_wanted)
        self.column.addSpacing(px(24))
        self.column.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(2)


class ShutScreen(Screen):
    """When nothing is asked any more."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.column.addStretch(1)
        words = Words(_("This survey has ended. Thank you."), self.measure.px(44), bold=True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(words)
        self.column.addStretch(2)


class LeaveScreen(Screen):
    """The PIN of who is signed in at the desk, by touch or by keys; the password by keys."""

    entered = Signal(str)
    back_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        px = self.measure.px
        self._pin = ""
        self.dots = Words("", px(44), bold=True)
        self.error = Words("", px(20), "overdue")
        self.column.addStretch(1)
        for words in (
            Words(_("Leave the kiosk"), px(36), bold=True),
            Words(_("The PIN of who is signed in at the desk"), px(22), "ink2"),
            self.dots,
            self.error,
        ):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.column.addWidget(words)
            self.column.addSpacing(px(8))
        self.pad: list[Key] = []
        self.column.addLayout(self._pad())
        self.column.addStretch(2)
        self._show()

    def _pad(self) -> QGridLayout:
        """As on a telephone; in two lines on dense glass that is too low for four."""
        measure = self.measure
        gap = measure.px(PAD_GAP)
        is_low = 4 * (measure.touchable(FOOT_KEY) + gap) - gap > measure.high - measure.px(BESIDE_PAD)
        grid = QGridLayout()
        grid.setSpacing(gap)
        grid.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        for digit in DIGITS:
            key = StepKey(digit, measure, letters=27, is_narrow=is_low)
            key.clicked.connect(lambda _checked=False, one=digit: self.type(one))
            self.pad.append(key)
        self.back = StepKey(_("Back"), measure, "quiet")
        self.leave = StepKey(_("Leave"), measure, "next")
        self.back.clicked.connect(self.back_wanted)
        self.leave.clicked.connect(self.enter)
        *digits, nought = self.pad
        keys = (*self.pad, self.back, self.leave) if is_low else (*digits, self.back, nought, self.leave)
        for place, one in enumerate(keys):
            how = Qt.AlignmentFlag.AlignHCenter if one is self.back else Qt.AlignmentFlag(0)
            grid.addWidget(one, *divmod(place, 6 if is_low else 3), how)
        return grid

    def type(self, sign: str) -> None:
        if len(self._pin) < TYPED_MOST:
            self._pin += sign
            self.error.setText("")
            self._show()

    def rub_out(self) -> None:
        self._pin = self._pin[:-1]
        self._show()

    def enter(self) -> None:
        pin, self._pin = self._pin, ""
        self._show()
        if pin:
            self.entered.emit(pin)

    def refuse(self, words: str) -> None:
        self.error.setText(words)

    def _show(self) -> None:
        """One dot a sign: never which."""
        self.dots.setText("• " * min(len(self._pin), DOTS_MOST) or " ")
