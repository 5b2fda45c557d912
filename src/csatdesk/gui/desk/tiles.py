"""The strip of numbers at the top of My desk: each is one button that opens the list it counts."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from csatdesk.domain.marks import N_
from csatdesk.gui.actions import plain
from csatdesk.gui.cases.told import capped
from csatdesk.gui.desk.words import Figure
from csatdesk.gui.labels import Hairline, draw_words
from csatdesk.gui.marks import WORD_AFTER, paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12, S16
from csatdesk.wording.texts import _

LINE = 48  # the hairline between two numbers
OUT = 6  # above and below a number, for the focus ring


@dataclass(frozen=True, slots=True)
class Number:
    """`words` are marked with N_ and carry a mnemonic; `mark` is a value of DeadlineState, `tone` its colour."""

    key: str
    words: str
    mark: str = ""
    tone: str = "ink"


NUMBERS = (
    Number("overdue", N_("&overdue"), "overdue", "overdue"),
    Number("due_today", N_("due toda&y"), "due_today", "today"),
    Number("due_soon", N_("due &soon"), "due_soon"),
    Number("mine", N_("my o&pen cases")),
    Number("nobodys", N_("no&body’s yet")),
    Number("today", N_("&in today")),
)


class Tile(QPushButton):
    """A number, its word with a mark, one second line. Empty until its figure is known."""

    def __init__(self, number: Number) -> None:
        super().__init__(_(number.words))
        self.number = number
        self.figure: Figure | None = None
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme().changed.connect(self.updateGeometry)

    @property
    def words(self) -> str:
        return plain(self.text())

    def show_figure(self, figure: Figure) -> None:
        if figure == self.figure:
            return
        self.figure = figure
        self.setAccessibleName(f"{capped(figure.count)} {self.words}, {figure.second}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        high = theme().metrics("small").height() * 2 + (14 if theme().compact else 24)
        return QSize(theme().px(160), high)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(90), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_contents(painter)

    def _paint_contents(self, painter: QPainter) -> None:
        small = theme().metrics("small")
        top = (self.height() - 2 * small.height() - 1) / 2
        first, second = round(top + small.ascent()), round(top + small.height() + 1 + small.ascent())
        pad = S12 if theme().compact else S16
        room = self.width() - pad
        x = float(pad + self._paint_count(painter, QPointF(pad, second)) + S12)
        if self.figure is not None:
            draw_words(painter, QPointF(x, second), self.figure.second, "small", "ink2", room=room - x)
        if self.number.mark:
            size = theme().px(11)
            middle = first - theme().metrics("small", bold=True).capHeight() / 2
            paint_mark(painter, self.number.mark, QPointF(x + size / 2, middle), size)
            x += WORD_AFTER * theme().scale
        draw_words(painter, QPointF(x, first), self.words, "small", bold=True, room=room - x)

    def _paint_count(self, painter: QPainter, at: QPointF) -> int:
        """The number on the baseline of the second line; returns how wide it is, or one digit would be."""
        if self.figure is None:
            return theme().metrics("number").horizontalAdvance("0")
        tone = self.number.tone if self.figure.count else "ink3"
        return draw_words(painter, at, capped(self.figure.count), "number", tone)


class TileStrip(QFrame):
    """All numbers in one row, parted by hairlines."""

    chosen = Signal(str)  # the key of a number

    def __init__(self) -> None:
        super().__init__()
        self.tiles = {number.key: Tile(number) for number in NUMBERS}
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._lines: list[Hairline] = []
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
            if self._row.count():
                self._lines.append(Hairline(upright=True))
                self._row.addWidget(self._lines[-1], 0, Qt.AlignmentFlag.AlignVCenter)
            self._row.addWidget(tile, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refit)
        self._refit()

    def show_figures(self, figures: dict[str, Figure]) -> None:
        for key, figure in figures.items():
            self.tiles[key].show_figure(figure)

    def _refit(self) -> None:
        side = theme().margin - (S12 if theme().compact else S16)
        self._row.setContentsMargins(side, OUT, side, OUT)
        for line in self._lines:
            line.setFixedHeight(theme().px(LINE - (12 if theme().compact else 0)))
