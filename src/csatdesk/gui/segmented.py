"""A few choices side by side, one of them chosen: the kind of a case.

Usage:
    kinds = SegmentedChoice([("complaint", _("Complaint")), ("claim", _("Claim"))])
    kinds.chosen.connect(...)         # the value, after a person or set_value() changed it
    kinds.value(), kinds.set_value("claim")
One Tab stop; arrows move, a number or an initial chooses while it has the focus.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from csatdesk.gui.labels import fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS


class _Segment(QAbstractButton):
    """One choice: a radio button for screen readers, painted by its owner."""

    def __init__(self, words: str, owner: "SegmentedChoice") -> None:
        super().__init__(owner)
        self._owner = owner
        self.setText(words)
        self.setCheckable(True)
        self.setProperty("ring", "parent")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self._owner.update()  # it paints what lies beneath
        return super().event(event)

    def sizeHint(self) -> QSize:
        return self._with_room(10 if theme().compact else 12)

    def minimumSizeHint(self) -> QSize:
        return self._with_room(4 if theme().compact else 12)

    def _with_room(self, beside: int) -> QSize:
        width = theme().metrics("body", bold=True).horizontalAdvance(self.text())
        return QSize(width + 2 * beside, theme().field_height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._owner.choose_by_key(event.text()):
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme().font("body", self.isChecked()))
        painter.setPen(theme().color(self._tone()))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())

    def _tone(self) -> str:
        if not self.isEnabled():
            return "ink3"
        return "accent_ink" if self.isChecked() else "ink"


class SegmentedChoice(QWidget):
    """See the module's first words."""

    chosen = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self._columns = 1
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        for value, words in options:
            self._add(value, words)
        if self._values:
            self._group.button(0).setChecked(True)
        self._group.idToggled.connect(self._toggled)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._resized)
        self._arrange()

    def value(self) -> object:
        """The chosen value; None while there are no options."""
        chosen = self._group.checkedId()
        return self._values[chosen] if chosen >= 0 else None

    def set_value(self, value: object) -> None:
        self._group.button(self._values.index(value)).setChecked(True)

    def options(self) -> Sequence[tuple[object, str]]:
        return [(value, self._group.button(index).text()) for index, value in enumerate(self._values)]

    def choose_by_key(self, key: str) -> bool:
        """Choose by number (1 is the first) or by initial; the same initial again goes on to the next such word."""
        found = self._by_number(key) if key.isdigit() else self._by_initial(key)
        if found is None:
            return False
        button = self._group.button(found)
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def focus_chosen(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, value: object, words: str) -> None:
        segment = _Segment(words, self)
        self._group.addButton(segment, len(self._values))
        self._values.append(value)

    def _by_number(self, key: str) -> int | None:
        index = int(key) - 1
        return index if 0 <= index < len(self._values) else None

    def _by_initial(self, key: str) -> int | None:
        if not key.strip():
            return None
        count = len(self._values)
        after = self._group.checkedId() + 1
        for step in range(count):
            index = (after + step) % count
            if self._group.button(index).text().casefold().startswith(key.casefold()):
                return index
        return None

    def _toggled(self, index: int, on: bool) -> None:
        self.update()
        if on:
            self.chosen.emit(self._values[index])

    def _resized(self) -> None:
        self._arrange()
        for button in self._group.buttons():
            button.updateGeometry()

    def _arrange(self) -> None:
        """In one line, each in its share of it; in two where the window stands beside another program."""
        buttons = self._group.buttons()
        self._columns = -(-len(buttons) // 2) if theme().beside else len(buttons)
        for place, button in enumerate(buttons):
            self._grid.addWidget(button, *divmod(place, self._columns))
        for column in range(len(buttons)):
            theirs = [one.sizeHint().width() for one in buttons[column :: self._columns]]
            self._grid.setColumnStretch(column, max(theirs) if column < self._columns else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(outside, RADIUS, RADIUS)
        painter.fillPath(shape, theme().color("bg"))
        painter.setPen(QPen(theme().color("edge"), 1))
        painter.drawPath(shape)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(clip)
        for index, button in enumerate(self._group.buttons()):
            self._paint_ground(painter, index, button)

    def _paint_ground(self, painter: QPainter, index: int, button: QAbstractButton) -> None:
        place = QRectF(button.geometry())
        if button.isChecked():
            painter.fillRect(place, theme().color("accent" if self.isEnabled() else "line"))
            return
        if button.underMouse() and self.isEnabled():
            painter.fillRect(place.adjusted(0, 1, 0, -1), theme().color("hover"))
        if index % self._columns and not self._group.button(index - 1).isChecked():
            fill_line(painter, QRectF(place.left(), place.top() + 1, 1, place.height() - 2), theme().color("line"))
        if index >= self._columns and not self._group.button(index - self._columns).isChecked():
            fill_line(painter, QRectF(place.left() + 1, place.top(), place.width() - 2, 1), theme().color("line"))
