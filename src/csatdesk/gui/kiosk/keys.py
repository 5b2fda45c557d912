"""What is pressed at a kiosk: faces with words, points, choices, and the buttons that lead on."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from csatdesk.domain.forms import Answer
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.kiosk.faces import RING, WHOLE, paint_face
from csatdesk.gui.kiosk.measure import Measure, font
from csatdesk.gui.theme import theme

RADIUS = 8
WRAPPED = Qt.TextFlag.TextWordWrap
LETTERS = 27


class Key(QAbstractButton):
    """As wide and high as it is told. Touch and mouse give it no focus: the frame around it is for who uses Tab."""

    def __init__(self, words: str, measure: Measure, size: QSize, letters: QFont | None = None) -> None:
        super().__init__()
        self.measure, self._size = measure, size
        self.letters = letters or font(measure.px(LETTERS))
        self.setText(words.replace("&", "&&"))
        self.words = words
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return self._size

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)

    def paint(self, painter: QPainter) -> None:
        raise NotImplementedError

    def say(self, painter: QPainter, place: QRectF, how: int, tone: str, *, bold: bool = False) -> None:
        """The words in a place."""
        letters = QFont(self.letters)
        letters.setBold(bold or letters.bold())
        painter.setFont(letters)
        painter.setPen(theme().color(tone))
        painter.drawText(place, how | WRAPPED, self.words)

    def frame(self, painter: QPainter, fill: str, edge: str) -> None:
        painter.setPen(QPen(theme().color(edge), self.measure.unit * 1.5))
        painter.setBrush(theme().color(fill))
        inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inside, self.measure.px(RADIUS), self.measure.px(RADIUS))


class AnswerKey(Key):
    """Checked while it is the answer."""

    def __init__(self, answer: Answer, words: str, measure: Measure, size: QSize, letters: QFont | None = None) -> None:
        super().__init__(words, measure, size, letters)
        self.answer = answer
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """What is checked follows the answers, not the press."""

    def paint(self, painter: QPainter) -> None:
        is_on = self.isChecked()
        self.frame(painter, "accent" if is_on else "bg", "accent" if is_on else "ink")
        tone = "accent_ink" if is_on else "ink"
        self.say(painter, QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, tone, bold=is_on)


class FaceKey(AnswerKey):
    """A face over its words; beside them on a screen that stands upright."""

    def __init__(self, answer: Answer, words: str, measure: Measure, size: QSize, letters: QFont, *, mood: int) -> None:
        super().__init__(answer, words, measure, size, letters)
        self._mood = mood

    @property
    def _side(self) -> float:
        return self.height() if self.measure.is_upright else self.width()

    def paint(self, painter: QPainter) -> None:
        is_on = self.isChecked()
        side = self._side
        radius = side / WHOLE - 0.5
        paint_face(painter, QPointF(side / 2, side / 2), radius, self._mood, is_chosen=is_on)
        tone = "accent" if is_on else "ink"
        gap = self.measure.px(20)
        if self.measure.is_upright:
            place = QRectF(side + gap, 0, self.width() - side - gap, side)
            how = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        else:
            place = QRectF(0, side + gap - radius * (RING - 1), self.width(), self.height() - side)
            how = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        self.say(painter, place, int(how), tone, bold=is_on)


class ChoiceKey(AnswerKey):
    """One of a list of words; `is_many`: with a box to tick."""

    is_many = False

    def paint(self, painter: QPainter) -> None:
        is_on = self.isChecked()
        tone = "accent_ink" if is_on else "ink"
        self.frame(painter, "accent" if is_on else "bg", "accent" if is_on else "ink")
        pad = self.measure.px(20)
        place = QRectF(self.rect()).adjusted(pad, 0, -pad, 0)
        if self.is_many:
            side = self.measure.px(26)
            box = QRectF(pad, (self.height() - side) / 2, side, side)
            painter.drawRoundedRect(box, 4, 4)
            if is_on:
                paint_icon(painter, "check", box.adjusted(2, 2, -2, -2), tone)
            place.setLeft(box.right() + pad / 2)
        self.say(painter, place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), tone, bold=is_on)


class StepKey(Key):
    """What leads on. `kind`: "next" is filled, "plain" framed, "quiet" only words."""

    def __init__(
        self, words: str, measure: Measure, kind: str = "plain", letters: float = 24, *, is_narrow: bool = False
    ) -> None:
        made = font(measure.px(letters), bold=kind == "next")
        advance = QFontMetrics(made).horizontalAdvance(words)
        least = 0 if is_narrow or kind == "quiet" else 200
        wide = max(measure.px(least), advance + measure.px(24 if kind == "quiet" else 48), measure.target)
        super().__init__(words, measure, QSize(wide, measure.touchable(64)), made)
        self._kind = kind

    def paint(self, painter: QPainter) -> None:
        if self._kind == "next":
            self.frame(painter, "accent", "accent")
        elif self._kind == "plain":
            self.frame(painter, "hover" if self.isDown() else "bg", "edge")
        tone = {"next": "accent_ink", "plain": "ink", "quiet": "ink2"}[self._kind]
        self.say(painter, QRectF(self.rect()), int(Qt.AlignmentFlag.AlignCenter), tone)


class LanguageKey(Key):
    """A language in its own word."""

    def __init__(self, words: str, measure: Measure) -> None:
        made = font(measure.px(17))
        wide = QFontMetrics(font(measure.px(17), bold=True)).horizontalAdvance(words) + measure.px(28)
        super().__init__(words, measure, QSize(max(wide, measure.target), measure.touchable(44)), made)
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """The language that is spoken is checked."""

    def paint(self, painter: QPainter) -> None:
        is_on = self.isChecked()
        if is_on:
            self.frame(painter, "accent_tint", "accent_tint")
        self.say(
            painter,
            QRectF(self.rect()),
            int(Qt.AlignmentFlag.AlignCenter),
            "accent" if is_on else "ink",
            bold=is_on,
        )


class PlaceKey(Key):
    """Where the kiosk stands; staff press it to leave."""

    def __init__(self, words: str, name: str, measure: Measure) -> None:
        made = font(measure.px(17))
        advance = QFontMetrics(made).horizontalAdvance(words)
        super().__init__(words, measure, QSize(max(advance + 2, measure.target), measure.touchable(44)), made)
        self.setAccessibleName(name)

    def paint(self, painter: QPainter) -> None:
        how = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.say(painter, QRectF(self.rect()), how, "ink2")
