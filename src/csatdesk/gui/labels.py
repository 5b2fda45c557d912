"""Words that only stand there: labels, state words, initials, key caps, hairlines.

Usage:
    Label(_("Received"), "small", "ink2")
    StateLabel("overdue", _("overdue 3 days"))
    Fact(_("Account"), "4021 7786 05", copyable=True)
    Avatar("Marta Wiśniewska", 28)
    paint_avatar(painter, QRectF(780, 166, 22, 22), initials(name))   # in delegates
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from csatdesk.domain.mark_shapes import LOUD
from csatdesk.gui.buttons import IconButton
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.keys import shown_keys
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _


class Label(QLabel):
    """Plain text in a role (tokens.ROLES) and a tone (ink, ink2, ink3, accent, today, overdue); never reads markup."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        parent: QWidget | None = None,
        *,
        bold: bool | None = None,
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        if bold is not None:
            self.setProperty("bold", bold)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        self.setProperty("tone", tone)
        repolish(self)

    def set_bold(self, bold: bool) -> None:
        self.setProperty("bold", bold)
        repolish(self)


def repolish(widget: QWidget) -> None:
    """Make the stylesheet look again after a dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


class StateLabel(QWidget):
    """Mark and words of a deadline's state; `state` is a value of DeadlineState, or "none"."""

    def __init__(self, state: str = "none", words: str = "", parent: QWidget | None = None, *, role: str = "small"):
        super().__init__(parent)
        self._state, self._words, self._role = state, words, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme().changed.connect(self.updateGeometry)

    def show_state(self, state: str, words: str) -> None:
        self._state, self._words = state, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = theme().metrics(self._role, self._state in LOUD)
        word = metrics.horizontalAdvance(self._words)
        return QSize(round(WORD_AFTER * theme().scale) + word, metrics.height() + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        ascent = theme().metrics(self._role, self._state in LOUD).ascent()
        paint_state(painter, self._state, self._words, QPointF(0, ascent), self._role)


class Fact(QWidget):
    """A name and its value in one line: "Account **4021 7786 05**"; with `copyable` a button that copies the value."""

    def __init__(self, name: str, value: str = "", parent: QWidget | None = None, *, copyable: bool = False) -> None:
        super().__init__(parent)
        self._name = Label(name, "small", "ink2")
        self._value = Label(value, "small", bold=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        row.addWidget(self._name)
        row.addWidget(self._value)
        if copyable:
            row.addWidget(self._copy_button())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> str:
        return self._value.text()

    def set_value(self, value: str) -> None:
        self._value.setText(value)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.value)

    def _copy_button(self) -> QWidget:
        button = IconButton("copy", _("Copy {name}").format(name=self._name.text()))
        button.clicked.connect(self.copy)
        return button


class Avatar(QWidget):
    """Initials of a person in a disc `size` wide; an empty name draws the dashed ring of "nobody yet"."""

    def __init__(self, name: str = "", size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._name = ""
        self.show_name(name)

    def show_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self._size * theme().scale)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = min(self.width(), self.height())
        paint_avatar(QPainter(self), QRectF(0, 0, side, side), initials(self._name))


def initials(name: str) -> str:
    """First letters of the first and the last word, in capitals; empty for an empty name."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def paint_avatar(painter: QPainter, rect: QRectF, letters: str, *, active: bool = False) -> None:
    """A disc with letters; accent when `active`; a dashed ring with a plus when nobody is named."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if letters:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent" if active else _disc()))
        painter.drawEllipse(rect)
        font = QFont(theme().font("caption", bold=True))
        font.setPixelSize(max(8, round(rect.width() * (0.45 if len(letters) > 1 else 0.5))))
        painter.setFont(font)
        painter.setPen(theme().color("accent_ink" if active else "ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)
    else:
        painter.setPen(QPen(theme().color("edge"), 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        paint_icon(painter, "plus", rect.adjusted(4, 4, -4, -4))
    painter.restore()


def _disc() -> str:
    return "hover" if theme().scheme.is_contrast else "line"


class KeyCap(QWidget):
    """A key of the keyboard as a small framed cap: F2, Y."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = shown_keys(keys)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = theme().metrics("caption")
        return QSize(metrics.horizontalAdvance(self._words) + 9, metrics.height() + 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_key_cap(QPainter(self), QRectF(self.rect()), self._words)


def paint_key_cap(painter: QPainter, rect: QRectF, words: str, tone: str = "ink2", frame: str = "line2") -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color(frame), 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setFont(theme().font("caption"))
    painter.setPen(theme().color(tone))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class KeyHint(Label):
    """A shortcut in caption beside the words it belongs to."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(shown_keys(keys), "caption", "ink3", parent)


class Hairline(QFrame):
    """One pixel of `line`, across or (upright) down."""

    def __init__(self, parent: QWidget | None = None, *, upright: bool = False, tone: str = "line") -> None:
        super().__init__(parent)
        self._tone = tone
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill_line(QPainter(self), QRectF(self.rect()), theme().color(self._tone))


def fill_line(painter: QPainter, place: QRectF, colour: QColor) -> None:
    """Fill `place` on whole device pixels, at least one of them wide and high: hairlines stay sharp at any scale."""
    ratio = painter.device().devicePixelRatioF()
    left, top = round(place.x() * ratio) / ratio, round(place.y() * ratio) / ratio
    wide, high = max(1, round(place.width() * ratio)) / ratio, max(1, round(place.height() * ratio)) / ratio
    line = QPainterPath()  # fillRect() would do, but brings Qt's 180 named gradients, for which sign-in would wait
    line.addRect(QRectF(left, top, wide, high))
    painter.fillPath(line, colour)


def draw_words(
    painter: QPainter,
    at: QPointF,
    words: str,
    role: str = "body",
    tone: str = "ink",
    *,
    bold: bool | None = None,
    room: float | None = None,
) -> int:
    """Draw words on the baseline at `at`, elided to `room`; returns how wide they became."""
    metrics = theme().metrics(role, bold)
    if room is not None:
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(room)))
    painter.setFont(theme().font(role, bold))
    painter.setPen(theme().color(tone))
    painter.drawText(at, words)
    return metrics.horizontalAdvance(words)
