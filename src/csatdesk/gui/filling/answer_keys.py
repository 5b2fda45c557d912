"""The big answer keys of a question, each with its letter or digit, and the field for what is measured or written."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.forms import NA, NOT_OBSERVED, Answer, Item
from csatdesk.gui.fields import ErrorLine, Label, TextField
from csatdesk.gui.filling.answers import NUMBERS, TYPED, Option, is_chosen, options_of
from csatdesk.gui.filling.numbers import number_in, plain_words
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words, paint_key_cap
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS_KEY, S4, S8, S12
from csatdesk.wording.texts import _, language

PAD, CAP = 20, 22
HIGH, HIGH_COMPACT = 62, 48
LEAST_WIDE = 64


class AnswerKey(QPushButton):
    """Filled when it is the answer; its key stands in a cap at the right."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.setText(option.words.replace("&", "&&"))
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setAccessibleName(option.words)
        self.setAccessibleDescription(_("Key {key}").format(key=option.key) if option.key else "")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    @property
    def _is_digit(self) -> bool:
        return self.option.key == self.option.words

    def sizeHint(self) -> QSize:
        words = theme().metrics("heading").horizontalAdvance(self.option.words)
        wide = 2 * PAD + words
        if self.option.key and not self._is_digit:
            wide += theme().px(CAP) + 2 * PAD
        high = HIGH_COMPACT if theme().compact else HIGH
        return QSize(max(wide, theme().px(LEAST_WIDE)), theme().px(high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        filled = self.isChecked()
        ink = "accent_ink" if filled else "ink"
        painter.setPen(QPen(theme().color("accent" if filled else "edge"), 1))
        painter.setBrush(theme().color("accent" if filled else "hover" if self.underMouse() else "bg"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_KEY, RADIUS_KEY)
        metrics = theme().metrics("heading")
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        words = metrics.horizontalAdvance(self.option.words)
        left = float(PAD) if not self._is_digit else (self.width() - words) / 2
        side = theme().px(18)
        if filled and not self._is_digit:
            paint_icon(painter, "check", QRectF(PAD - 8, (self.height() - side) / 2, side, side), ink)
            left += side - 2
        draw_words(painter, QPointF(left, baseline), self.option.words, "heading", ink)
        if self.option.key and not self._is_digit:
            cap = theme().px(CAP)
            place = QRectF(self.width() - PAD + 4 - cap, (self.height() - cap) / 2, cap, cap)
            paint_key_cap(painter, place, self.option.key, ink, ink if filled else "edge")


class AnswerField(TextField):
    """What is measured or written. Letters are no numbers: they go on to the keys around it, as does Backspace once
    it is empty."""

    def __init__(self, *, is_number: bool) -> None:
        super().__init__(tall=True)
        self._is_number = is_number
        self.setFixedWidth(theme().px(160 if is_number else 420))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        is_letter = self._is_number and plain and event.text().isalpha()
        is_back = event.key() == Qt.Key.Key_Backspace and not self.text()
        if is_letter or is_back:
            event.ignore()
            return
        super().keyPressEvent(event)


class AnswerKeys(QWidget):
    """All answers of one question."""

    pressed = Signal(object)  # an answer
    typed = Signal(object)  # what stands in the field now: an answer, or None

    def __init__(self) -> None:
        super().__init__()
        self.item: Item | None = None
        self.keys: list[AnswerKey] = []
        self.field: AnswerField | None = None
        self.error = ErrorLine()
        self._ends = Label("", "small", "ink2")
        self._line, self._row = QWidget(), QWidget()
        self._line_row = QHBoxLayout(self._line)
        self._line_row.setContentsMargins(0, 0, 0, 0)
        self._line_row.setSpacing(S8)
        self._flow = Flow(self._row, gap=S12, line_gap=S8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self._line)
        column.addWidget(self._row)
        column.addWidget(self._ends)
        column.addWidget(self.error)
        column.setSpacing(S4 + S8)

    @property
    def options(self) -> Sequence[Option]:
        return [key.option for key in self.keys]

    def show_item(self, item: Item, answer: Answer | None) -> None:
        """The keys of this question, with what was answered."""
        if self.item is not item:
            self._make(item)
        self.error.say("")
        self.mark(answer)
        if self.field is not None:
            is_word = answer is None or (isinstance(answer, str) and answer in {NA, NOT_OBSERVED})
            self.field.setText("" if is_word or answer is None else plain_words(answer))

    def mark(self, answer: Answer | None) -> None:
        for key in self.keys:
            key.setChecked(is_chosen(answer, key.option.answer))

    def _make(self, item: Item) -> None:
        self.item = item
        for old in self.keys:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.keys = [AnswerKey(option, self._row) for option in options_of(item)]
        for key in self.keys:
            key.clicked.connect(lambda _checked=False, one=key: self.pressed.emit(one.option.answer))
            self._flow.addWidget(key)
            key.show()
        self._make_field(item)
        ends = [item.scale.lowest.in_language(language()), item.scale.highest.in_language(language())]
        ends = ends[::-1] if item.scale.is_descending else ends  # as the keys stand
        self._ends.setText(" – ".join(filter(None, ends)))
        self._ends.setVisible(any(ends))
        self._row.setVisible(bool(self.keys))

    def _make_field(self, item: Item) -> None:
        while self._line_row.count():
            taken = self._line_row.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.field = None
        self._line.setVisible(item.scale.kind in TYPED)
        if item.scale.kind not in TYPED:
            return
        self.field = AnswerField(is_number=item.scale.kind in NUMBERS)
        unit = item.scale.unit.in_language(language())
        self.field.setAccessibleName(_("Answer in {unit}").format(unit=unit) if unit else _("Answer"))
        self.field.textEdited.connect(self._typed)
        self._line_row.addWidget(self.field)
        self._line_row.addWidget(Label(unit, "heading", bold=False))
        self._line_row.addStretch(1)
        self.field.show()  # at once, so that it can take the focus

    def _typed(self, text: str) -> None:
        assert self.item is not None
        answer: Answer | None = text.strip() or None
        if self.item.scale.kind in NUMBERS:
            answer = number_in(text)
        fits = answer is not None and self.item.scale.holds(answer)
        if fits or not text.strip():
            self.error.say("")
            self.typed.emit(answer)
        else:
            self.error.say(_("Write a number, 0 or more."))

    def focus_first(self) -> None:
        """The field, else the chosen answer, else the first key."""
        chosen = next((key for key in self.keys if key.isChecked()), None)
        target: QWidget | None = self.field or chosen or (self.keys[0] if self.keys else None)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
