"""What the looks of the bars mean: only those that the picture shows."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.day_lines import Part
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.flow import FlowLayout
from csatdesk.gui.deadlines.picture_paint import paint_bar, paint_hatch
from csatdesk.gui.labels import draw_words
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.wording.day_picture import Bar, Picture
from csatdesk.wording.texts import _

SAMPLE = (22, 12)
WORDS = (
    (Part.COUNTED, N_("counted")),
    (Part.TO_COME, N_("still to come")),
    (Part.UNUSED, N_("not needed any more")),
    (Part.PAUSED, N_("paused, not counted")),
    (Part.EXTENDED, N_("added by the extension")),
    (Part.ROLLED, N_("moved to the next working day")),
    (Part.LATE, N_("late")),
)


class _Entry(QWidget):
    def __init__(self, part: Part | None, words: str) -> None:
        super().__init__()
        self._part, self._words = part, words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = theme().metrics("small")
        wide = metrics.horizontalAdvance(self._words) + S16
        return QSize(wide + (self._sample() if self._part is not None else 0), metrics.height() + 2)

    def _sample(self) -> int:
        return SAMPLE[0] + S8

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        if self._part is not None:
            place = QRectF(0, (self.height() - SAMPLE[1]) / 2, *SAMPLE)
            _paint_sample(painter, place, self._part)
            left = self._sample()
        draw_words(painter, QPointF(left, theme().metrics("small").ascent()), self._words, "small", "ink2")


def _paint_sample(painter: QPainter, place: QRectF, part: Part) -> None:
    if part is Part.CLOSED:
        paint_hatch(painter, place)
        return
    paint_bar(painter, place, Bar(0, 1, part))
    if part is Part.PAUSED:
        paint_mark(painter, "paused", place.center(), 9)


class Legend(QWidget):
    """Entries one after another, in more lines where the width ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._entries: list[QWidget] = []

    def show_picture(self, picture: Picture) -> None:
        for entry in self._entries:
            self._flow.removeWidget(entry)
            entry.hide()
            entry.deleteLater()
        self._entries = [_Entry(part, words) for part, words in _entries(picture)]
        for entry in self._entries:
            self._flow.addWidget(entry)
        self.updateGeometry()

    @property
    def words(self) -> list[str]:
        return [entry.accessibleName() for entry in self._entries]


def _entries(picture: Picture) -> Iterator[tuple[Part | None, str]]:
    for part, words in WORDS:
        if part in picture.parts:
            yield part, _(words)
    if picture.has_closed:
        yield Part.CLOSED, _("closed or holiday")
    if not picture.is_week:
        yield None, _("white: outside hours, breaks")
