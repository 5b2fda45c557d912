"""Where one types and chooses, and the one place from which all shared widgets can be imported.

Usage:
    who = TextField(placeholder=_("Name, phone, account"))
    row = FormRow(_("Who"), who)            # label in the left column; row.set_error("…") marks the field
    Choice([("phone", _("Phone"), "phone"), ("hall", _("In person, hall"), "hall")]).chosen.connect(...)
    frame = FieldFrame(); frame.add(bare_field, 1); frame.add(LinkButton(...))   # several things in one frame
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTextEdit,
    QWidget,
)

from csatdesk.gui.buttons import (
    Button,
    Chip,
    IconButton,
    LinkButton,
    PlainButton,
    PrimaryButton,
    QuietButton,
)
from csatdesk.gui.forms import ErrorLine, FieldFrame, FormRow, label_column, mark_error
from csatdesk.gui.icons import icon as made_icon
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import Avatar, Fact, Hairline, KeyCap, KeyHint, Label, StateLabel, repolish
from csatdesk.gui.notices import EmptyState, ErrorBanner, WarningStrip
from csatdesk.gui.segmented import SegmentedChoice
from csatdesk.gui.text_field import TextField
from csatdesk.gui.theme import theme
from csatdesk.gui.ticks import CheckBox, RadioButton

__all__ = [
    "Avatar",
    "Button",
    "CheckBox",
    "Chip",
    "Choice",
    "EmptyState",
    "ErrorBanner",
    "ErrorLine",
    "Fact",
    "FieldFrame",
    "FormRow",
    "Hairline",
    "IconButton",
    "KeyCap",
    "KeyHint",
    "Label",
    "LinkButton",
    "PlainButton",
    "PrimaryButton",
    "QuietButton",
    "RadioButton",
    "SegmentedChoice",
    "StateLabel",
    "TextBox",
    "TextField",
    "WarningStrip",
    "dress_spin_box",
    "label_column",
    "mark_error",
    "repolish",
]

LINE = 21  # from line to line in paragraphs of body text


def dress_spin_box(box: QAbstractSpinBox) -> None:
    """Put the text of a number or date field where the others have theirs; its arrows are the arrow keys."""
    box.lineEdit().setTextMargins(9, 0, 9, 0)


class TextBox(QTextEdit):
    """Several lines of plain text, 21 px apart; Tab goes on. A QTextEdit, because QPlainTextEdit knows no line height.

    Only plain text comes in, whatever is pasted.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, placeholder: str = "", bare: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setProperty("bare", bare)
        if bare:
            self.setProperty("ring", "parent")
        self.setPlainText(text)
        self._scale = theme().scale
        theme().changed.connect(self._rescale)

    def setPlainText(self, text: str) -> None:
        super().setPlainText(text)
        self._space_lines()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(source.text())

    def lines_high(self, lines: int) -> int:
        """The height that shows so many lines."""
        return round(lines * LINE * theme().scale + 2 * self.document().documentMargin() + 10)

    def _rescale(self) -> None:
        if self._scale != theme().scale:
            self._scale = theme().scale
            self._space_lines()

    def _space_lines(self) -> None:
        """One block format for the text; new paragraphs take it over. It is no step that a person could undo."""
        document = self.document()
        document.setUndoRedoEnabled(False)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE * theme().scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        document.setUndoRedoEnabled(True)


class Choice(QComboBox):
    """One of a list that drops down. `options`: value, words, and perhaps an icon's name."""

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[object, str] | tuple[object, str, str]] = (),
        parent: QWidget | None = None,
        *,
        bold: bool = False,
    ) -> None:
        super().__init__(parent)
        self._bold = bold
        self._icons: list[str] = []
        self.setView(QListView(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for option in options:
            self.add(*option)
        self.activated.connect(self._activated)
        theme().changed.connect(self._recoloured)

    def add(self, value: object, words: str, icon: str = "") -> None:
        self._icons.append(icon)
        self.addItem(words, value)
        if icon:
            self.setItemIcon(self.count() - 1, made_icon(icon))

    def value(self) -> object:
        return self.currentData()

    def set_value(self, value: object) -> None:
        """Show `value` without emitting `chosen`. Raises ValueError when it is none of the options."""
        for index in range(self.count()):
            if self.itemData(index) == value:
                self.setCurrentIndex(index)
                return
        raise ValueError(value)

    def options(self) -> Sequence[tuple[object, str]]:
        return [(self.itemData(index), self.itemText(index)) for index in range(self.count())]

    def sizeHint(self) -> QSize:
        metrics = theme().metrics("body", self._bold)
        words = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=60)
        icon = self._icon_side() + 6 if any(self._icons) else 0
        return QSize(11 + icon + words + 20 + theme().px(13), theme().field_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(150)), theme().field_height)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that passes over a closed choice scrolls the page and changes nothing."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.subControls = QStyle.SubControl.SC_ComboBoxFrame
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        x = 11.0 if not self._has_icon() else 10.0
        tone = "ink" if self.isEnabled() else "ink3"
        name = self._icons[self.currentIndex()] if self._has_icon() else ""
        if name:
            side = self._icon_side()
            paint_icon(painter, name, QRectF(x, (self.height() - side) / 2, side, side))
            x += side + 7
        metrics = theme().metrics("body", self._bold)
        words = metrics.elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, int(self.width() - x - 15 - theme().px(13))
        )
        painter.setFont(theme().font("body", self._bold))
        painter.setPen(theme().color(tone))
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        painter.drawText(QPointF(x, baseline), words)
        side = theme().px(13)
        place = QRectF(self.width() - 9 - side, (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", place, "ink3")

    def _has_icon(self) -> bool:
        return self.currentIndex() >= 0 and bool(self._icons[self.currentIndex()])

    def _icon_side(self) -> int:
        return theme().px(16)

    def _activated(self, index: int) -> None:
        self.chosen.emit(self.itemData(index))

    def _recoloured(self) -> None:
        for index, name in enumerate(self._icons):
            if name:
                self.setItemIcon(index, made_icon(name))
        self.updateGeometry()
