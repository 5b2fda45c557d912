"""Boxes to tick and dots to choose, their words 24 px from the left edge.

Usage:
    CheckBox(_("Which month, which amount?"), tone="ink2")
    RadioButton(_("Good rows in, bad rows to a sheet"))     # exclusive among the radio buttons of one parent
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme

GAP = 10
RING_ROOM = 4  # box and dot stand at the very edge


class _Look:
    """Role, tone and weight of the words; size and painting that both kinds share."""

    def __init__(self, button: QAbstractButton, role: str, tone: str, bold: bool) -> None:
        self.button, self.role, self.tone, self.bold = button, role, tone, bold
        button.setProperty("ring_room", RING_ROOM)
        theme().changed.connect(button.updateGeometry)

    @property
    def words(self) -> str:
        return self.button.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    @property
    def side(self) -> int:
        return round(14 * theme().scale)

    def box(self) -> QRectF:
        return QRectF(0, (self.button.height() - self.side) // 2, self.side, self.side).adjusted(0.5, 0.5, -0.5, -0.5)

    def size(self) -> QSize:
        metrics = theme().metrics(self.role, self.bold)
        words = metrics.horizontalAdvance(self.words)
        return QSize(self.side + (GAP + words if words else 0), metrics.height() + 4)

    def painter(self, on: bool) -> QPainter:
        """Ready to draw the box, its words already drawn."""
        live = self.button.isEnabled()
        painter = QPainter(self.button)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = theme().metrics(self.role, self.bold)
        baseline = round((self.button.height() - metrics.height()) / 2) + metrics.ascent()
        at = QPointF(self.side + GAP, baseline)
        draw_words(painter, at, self.words, self.role, self.tone if live else "ink3", bold=self.bold)
        painter.setPen(theme().color(("accent" if on else "edge") if live else "line2"))
        painter.setBrush(theme().color(("accent" if on else "bg") if live else "sunk"))
        return painter

    def inside(self) -> str:
        return "accent_ink" if self.button.isEnabled() else "ink3"


class CheckBox(QCheckBox):
    """A box to tick; partly ticked it shows a dash."""

    def __init__(
        self,
        text: str,
        parent: QWidget | None = None,
        *,
        role: str = "body",
        tone: str = "ink",
        bold: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._look = _Look(self, role, tone, bold)

    def set_look(self, tone: str, *, bold: bool) -> None:
        """The next open question is bold ink, the others ink2."""
        self._look.tone, self._look.bold = tone, bold
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._look.size()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        state = self.checkState()
        painter = self._look.painter(state != Qt.CheckState.Unchecked)
        box = self._look.box()
        painter.drawRoundedRect(box, 3, 3)
        if state != Qt.CheckState.Unchecked:
            name = "check" if state == Qt.CheckState.Checked else "minus"
            paint_icon(painter, name, box.adjusted(0.5, 0.5, -0.5, -0.5), self._look.inside())


class RadioButton(QRadioButton):
    """One of several."""

    def __init__(self, text: str, parent: QWidget | None = None, *, role: str = "body", tone: str = "ink") -> None:
        super().__init__(text, parent)
        self._look = _Look(self, role, tone, bold=False)

    def sizeHint(self) -> QSize:
        return self._look.size()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = self._look.painter(self.isChecked())
        box = self._look.box()
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(self._look.inside()))
            painter.drawEllipse(box.center(), box.width() * 0.22, box.width() * 0.22)
