"""Things one presses. The shortcut is painted in caption after the words, so that people learn it while working.

Usage:
    PrimaryButton(_("Save and print"), "Ctrl+Shift+Return")   # one in a window
    PlainButton(_("Hand over"), "H", icon="hand-over", size="small")
    PlainButton(_("Save"), keys="Ctrl+Return")                # shown only: a QAction owns the shortcut
    LinkButton(_("Not known"), "Alt+U")
    IconButton("copy", _("Copy number"))                      # the words are its name and tool tip
    Chip(_("Kind"), "complaint, claim").removed.connect(...)
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from csatdesk.gui.icons import paint_icon
from csatdesk.gui.keys import shown_keys, with_keypad
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _

HEIGHTS = {"small": 10, "medium": 12, "normal": 14, "tall": 18}  # size → what is added to the height of its words
TONES = {"plain": "ink", "likely": "accent", "primary": "accent_ink", "link": "accent", "quiet": "ink2"}
GAP_KEYS, GAP_ICON = 10, 8


class Bevel(QPushButton):
    """A button whose frame and ground come from the stylesheet; what stands on it its own `_paint_contents` paints.

    Without naming QStyle: PySide builds its some 400 enum members when it is first named, for which sign-in would wait.
    """

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        option.text = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._paint_contents(QPainter(self))

    def _paint_contents(self, painter: QPainter) -> None:
        raise NotImplementedError


class Button(Bevel):
    """What all buttons with words share; use one of the named kinds below."""

    kind = "plain"
    role = "body"
    pad = 12

    def __init__(
        self,
        text: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        keys: str = "",
        size: str = "normal",
        bold: bool = False,
        chevron: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setText(text)
        self._icon, self._size, self._bold, self._chevron = icon, size, bold, chevron
        self._keys = shown_keys(shortcut or keys)
        self.setProperty("kind", self.kind)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        for sequence in with_keypad(shortcut) if shortcut else ():
            QShortcut(sequence, self, self.click)
        theme().changed.connect(self.updateGeometry)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self.updateGeometry()
        self.update()

    @property
    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    @property
    def _role(self) -> str:
        return "small" if self._size == "small" else self.role

    def sizeHint(self) -> QSize:
        metrics = theme().metrics(self._role, self._bold)
        width = 2 * self.pad + metrics.horizontalAdvance(self._words)
        if self._icon:
            width += self._icon_side() + GAP_ICON
        if self._keys:
            width += self._gap() + theme().metrics("caption").horizontalAdvance(self._keys)
        if self._chevron:
            width += theme().px(14) + GAP_ICON
        return QSize(width, self._height(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _height(self, words: int) -> int:
        less = 2 if theme().compact and self._size != "small" else 0
        return words + HEIGHTS[self._size] - less

    def _gap(self) -> int:
        return GAP_KEYS

    def _icon_side(self) -> int:
        return theme().px(16)

    def _tone(self) -> str:
        return TONES[self.kind] if self.isEnabled() else "ink3"

    def _keys_tone(self) -> str:
        return "ink3"

    def _start(self) -> float:
        """Where the contents begin: in the middle of a button wider than it needs."""
        return (self.width() - self.sizeHint().width()) / 2 + self.pad

    def _paint_contents(self, painter: QPainter) -> None:
        tone = self._tone()
        metrics = theme().metrics(self._role, self._bold)
        x = self._start()
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        if self._icon:
            side = self._icon_side()
            paint_icon(painter, self._icon, QRectF(x, (self.height() - side) / 2, side, side), tone)
            x += side + GAP_ICON
        painter.setFont(theme().font(self._role, self._bold))
        painter.setPen(theme().color(tone))
        painter.drawText(QPointF(x, baseline), self._words)
        x += metrics.horizontalAdvance(self._words)
        if self._keys:
            painter.setFont(theme().font("caption"))
            painter.setPen(theme().color(self._keys_tone()))
            painter.drawText(QPointF(x + self._gap(), baseline), self._keys)
        if self._chevron:
            side = theme().px(14)
            place = QRectF(self.width() - self.pad - side, (self.height() - side) / 2, side, side)
            paint_icon(painter, "chevron-down", place)


class PlainButton(Button):
    """A framed button. `likely` outlines it in accent: the likely action of a selected row, or after a form."""

    def __init__(
        self,
        text: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        keys: str = "",
        size: str = "normal",
        bold: bool = False,
        chevron: bool = False,
        likely: bool = False,
    ) -> None:
        super().__init__(text, shortcut, parent, icon=icon, keys=keys, size=size, bold=bold or likely, chevron=chevron)
        self.set_likely(likely)

    def set_likely(self, likely: bool) -> None:
        self.kind = "likely" if likely else "plain"
        self._bold = likely or self._bold
        self.setProperty("kind", self.kind)
        self.style().unpolish(self)
        self.style().polish(self)


class PrimaryButton(Button):
    """The one filled button of a window."""

    kind = "primary"

    def __init__(
        self,
        text: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        keys: str = "",
        size: str = "normal",
    ) -> None:
        super().__init__(text, shortcut, parent, icon=icon, keys=keys, size=size, bold=True)

    def _keys_tone(self) -> str:
        return self._tone()


class LinkButton(Button):
    """Accent words without a frame."""

    kind = "link"
    role = "small"
    pad = 0

    def __init__(
        self,
        text: str,
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        keys: str = "",
        bold: bool = False,
        role: str = "small",
    ) -> None:
        super().__init__(text, shortcut, parent, icon=icon, keys=keys, bold=bold)
        self.role = role
        self.setProperty("ring_room", 4)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _height(self, words: int) -> int:
        return words + 4  # even, as of all buttons, so that words in one line stand on one baseline

    def _gap(self) -> int:
        return 6

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def _paint_contents(self, painter: QPainter) -> None:
        super()._paint_contents(painter)
        if self.underMouse() and self.isEnabled():
            metrics = theme().metrics(self._role, self._bold)
            width = metrics.horizontalAdvance(self._words)
            x = self._start() + (self._icon_side() + GAP_ICON if self._icon else 0)
            y = round((self.height() - metrics.height()) / 2) + metrics.ascent() + 2
            painter.fillRect(QRectF(x, y, width, 1), theme().color("accent"))


class QuietButton(Button):
    """Ink2 words with an icon and no frame, for what is rarely used: columns, export."""

    kind = "quiet"
    role = "small"
    pad = 8


class IconButton(Button):
    """An icon alone; `name` is spoken by screen readers and shown as tool tip."""

    kind = "quiet"

    def __init__(self, icon: str, name: str, parent: QWidget | None = None, *, shortcut: str = "", side: int = 15):
        super().__init__("", shortcut, parent, icon=icon)
        self._side = side
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self._side * theme().scale) + 8
        return QSize(side, side)

    def _paint_contents(self, painter: QPainter) -> None:
        paint_icon(painter, self._icon, QRectF(self.rect()).adjusted(4, 4, -4, -4), self._tone())


class Chip(Bevel):
    """A set filter: name, bold value, × at the right. Pressed it emits `clicked` to change the value;
    the ×, Delete and Backspace emit `removed`."""

    removed = Signal()

    def __init__(self, name: str, value: str = "", parent: QWidget | None = None, *, removable: bool = True) -> None:
        super().__init__(parent)
        self._name, self._value, self._removable = name, value, removable
        self.setProperty("kind", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_value(value)
        theme().changed.connect(self.updateGeometry)

    def set_value(self, value: str) -> None:
        self._value = value
        self.setAccessibleName(f"{self._name} {value}".strip())
        if self._removable:
            self.setAccessibleDescription(_("Delete removes this filter"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        plain, bold = theme().metrics("small"), theme().metrics("small", bold=True)
        width = 22 + plain.horizontalAdvance(self._name) + bold.horizontalAdvance(self._value)
        width += 4 if self._name and self._value else 0
        return QSize(width + (theme().px(20) if self._removable else 0), plain.height() + 11)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self.isDown() and self._cross().contains(event.position()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def _cross(self) -> QRectF:
        wide = theme().px(15) + 11
        return QRectF(self.width() - wide, 0, wide, self.height()) if self._removable else QRectF()

    def _paint_contents(self, painter: QPainter) -> None:
        metrics = theme().metrics("small")
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("ink2"))
        painter.drawText(QPointF(11, baseline), self._name)
        x = 11 + metrics.horizontalAdvance(self._name) + (4 if self._name and self._value else 0)
        painter.setFont(theme().font("small", bold=True))
        painter.setPen(theme().color("ink"))
        painter.drawText(QPointF(x, baseline), self._value)
        if self._removable:
            over = self._cross().contains(QPointF(self.mapFromGlobal(self.cursor().pos())))
            paint_icon(painter, "close", self._cross().adjusted(3, 0, -8, 0), "ink" if over else "ink2")
