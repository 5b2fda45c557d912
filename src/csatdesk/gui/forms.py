"""Rows of a form: labels in one left column, fields on one axis, errors in words beneath."""

from math import ceil

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.gui.labels import Label, repolish
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8

WIDEST = 16_777_215  # of any widget of Qt
COLUMN_MOST = 2  # times the usual width of labels


def label_column() -> int:
    """Width of the column of labels: 96, or 76 when compact, more with larger text."""
    return round((76 if theme().compact else 96) * theme().scale)


def mark_error(field: QWidget, sentence: str) -> None:
    """Frame the field as wrong and let screen readers say why; an empty sentence takes it back. The text stays."""
    state = "error" if sentence else ""
    field.setAccessibleDescription(sentence)
    if state != (field.property("state") or ""):
        field.setProperty("state", state)
        repolish(field)


class FieldFrame(QFrame):
    """The frame of a field around several things; the focus ring of a bare field inside goes around all of it."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False) -> None:
        super().__init__(parent)
        self.setProperty("frame", "field")
        row = QVBoxLayout(self) if upright else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._row = row
        policy = QSizePolicy.Policy.Expanding if upright else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        self._upright = upright

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        self._row.addWidget(widget, stretch)

    def add_space(self, width: int) -> None:
        self._row.addSpacing(width)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return hint if self._upright else QSize(hint.width(), max(hint.height(), theme().field_height))


class ErrorLine(QWidget):
    """The mark ✗ and one sentence in ink that says what to do; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(18), 0, 0, 0)
        row.addWidget(self._words)
        self.hide()

    @property
    def sentence(self) -> str:
        return self._words.text()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = theme().metrics("small")
        middle = metrics.ascent() - metrics.capHeight() / 2
        paint_mark(QPainter(self), "missed", QPointF(theme().px(7), middle), theme().px(10))


class FormRow(QWidget):
    """A label and its field: label in the left column, or `above` the field in dialogs; the error line is beneath."""

    def __init__(
        self,
        label: str,
        field: QWidget,
        parent: QWidget | None = None,
        *,
        above: bool = False,
        hint: str = "",
        folds: bool = False,
    ) -> None:
        """`folds`: the label goes above a field that does not fit beside it."""
        super().__init__(parent)
        self.field = field
        self._above, self._folds, self._is_folded = above, folds, False
        self._labels_need = 0
        self.label = Label(label, "small" if above else "body", "ink2", wrap=not above)
        self.label.setBuddy(field)
        self._error = ErrorLine()
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        self._names.addWidget(self.label)
        self._hint = Label(hint, "caption", "ink3", wrap=True)
        if not hint:
            self._hint.hide()  # never shown from here: it has no parent yet and would come as a window of its own
        self._names.addWidget(self._hint)
        self._fields = QVBoxLayout()
        self._grid = QGridLayout(self)
        self._lay_out()
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def label_needs(self) -> int:
        """So wide is the longest word of the label: between words it breaks, within one it would be cut off."""
        if self._above:
            return 0
        words = self.label.text().replace("&", "").split()
        return ceil(max(map(theme().metrics("body").horizontalAdvance, words), default=0)) + S8

    def widen_labels(self, needed: int) -> None:
        """`needed`: the most that any label of the form needs, so that its fields stay in one line."""
        self._labels_need = needed
        self._refit()

    @property
    def _column(self) -> int:
        return max(label_column(), min(self._labels_need, COLUMN_MOST * label_column()))

    def sizeHint(self) -> QSize:
        """As high as its lines need where the row is narrower than it would like to be."""
        hint, high = super().sizeHint(), self.heightForWidth(self.width())
        return QSize(hint.width(), high) if high >= 0 else hint

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(self._least_field(), hint.height()) if self._folds else hint

    def _least_field(self) -> int:
        return max(self.field.minimumWidth(), self.field.minimumSizeHint().width())

    def _fold(self) -> None:
        is_folded = self._folds and self.width() < self._column + self._least_field()
        if is_folded != self._is_folded:
            self._is_folded = is_folded
            self._grid.removeItem(self._fields)
            self._grid.addLayout(self._fields, *((1, 0, 1, 2) if is_folded else (0, 1)))
            self._refit()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def set_error(self, sentence: str) -> None:
        """Mark the field and say what to do; an empty sentence takes it back."""
        mark_error(self.field, sentence)
        self._error.say(sentence)

    def add_below(self, widget: QWidget) -> None:
        """Something that belongs to the field, under it and under its error line."""
        self._fields.addWidget(widget)

    def _lay_out(self) -> None:
        self._fields.setSpacing(S4)
        grows = bool(self.field.sizePolicy().verticalPolicy().value & QSizePolicy.PolicyFlag.ExpandFlag.value)
        self._fields.addWidget(self.field, 1 if grows else 0)
        self._fields.addWidget(self._error)
        upright = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upright)
        grid = self._grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(S4)
        grid.addLayout(self._names, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._fields, *((1, 0) if self._above else (0, 1)))
        grid.setColumnStretch(0 if self._above else 1, 1)

    def _refit(self) -> None:
        if not self._above:
            self._grid.setColumnMinimumWidth(0, 0 if self._is_folded else self._column)
            down = (theme().field_height - theme().metrics("body").height()) // 2
            self._names.setContentsMargins(0, 0 if self._is_folded else down, S8, 0)
            for words in (self.label, self._hint):
                words.setMaximumWidth(WIDEST if self._is_folded else self._column - S8)
