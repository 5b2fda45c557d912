"""The strip of numbers at the top of My desk: each is one button that opens the list it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy

from csatdesk.domain.marks import N_
from csatdesk.gui.actions import plain
from csatdesk.gui.buttons import Bevel
from csatdesk.gui.cases.told import capped
from csatdesk.gui.desk.words import Figure
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import WORD_AFTER, paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12, S16
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


class Tile(Bevel):
    """A number, its word with a mark, one second line. Empty until its figure is known."""

    def __init__(self, number: Number) -> None:
        super().__init__(plain(_(number.words)))
        self.number = number
        self.keys = QKeySequence.mnemonic(_(number.words))
        QShortcut(self.keys, self, self.click)  # at once; a mnemonic of the button's own waits for its animation
        self.figure: Figure | None = None
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setAccessibleName(self.text())

    def show_figure(self, figure: Figure) -> None:
        if figure == self.figure:
            return
        self.figure = figure
        self.setAccessibleName(f"{capped(figure.count)} {self.text()}, {figure.second}")
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        high = theme().metrics("small").height() * 2 + (14 if theme().compact else 30)
        return QSize(theme().px(160), high)

    def _paint_contents(self, painter: QPainter) -> None:
        small = theme().metrics("small")
        top = (self.height() - 2 * small.height() - 1) / 2
        first, second = round(top + small.ascent()), round(top + small.height() + 1 + small.ascent())
        self._paint_count(painter, QPointF(_pad(), round((self.height() + theme().metrics("number").capHeight()) / 2)))
        x, room = float(self.width() - S4 - self.words_room), float(self.words_room)
        if self.figure is not None:
            draw_words(painter, QPointF(x, second), self.figure.second, "small", "ink2", room=room)
        if self.number.mark:
            size, after = theme().px(11), WORD_AFTER * theme().scale
            middle = first - theme().metrics("small", bold=True).capHeight() / 2
            paint_mark(painter, self.number.mark, QPointF(x + size / 2, middle), size)
            x, room = x + after, room - after
        draw_words(painter, QPointF(x, first), self.text(), "small", bold=True, room=room)
        self._underline(painter, QPointF(x, first))

    def _underline(self, painter: QPainter, start: QPointF) -> None:
        """The letter that opens the list together with Alt."""
        before, _mark, after = _(self.number.words).partition("&")
        metrics = theme().metrics("small", bold=True)
        left, wide = metrics.horizontalAdvance(before), metrics.horizontalAdvance(after[:1])
        fill_line(painter, QRectF(start.x() + left, start.y() + 2, wide, 1), theme().color("ink"))

    @property
    def least(self) -> int:
        """How wide it has to be for its word; its tool tip tells the second line in full."""
        mark = WORD_AFTER * theme().scale if self.number.mark else 0
        return self._around + round(mark + theme().metrics("small", bold=True).horizontalAdvance(self.text())) + 2

    @property
    def wanted(self) -> int:
        """How wide it would have to be for all that it says."""
        second = self.figure.second if self.figure is not None else ""
        return max(self.least, self._around + round(theme().metrics("small").horizontalAdvance(second)) + 2)

    @property
    def words_room(self) -> int:
        """What the number leaves to the words beside it."""
        return self.width() - self._around

    @property
    def _around(self) -> int:
        """What the number and the edges take; before it is known it is taken to have one digit."""
        count = capped(self.figure.count) if self.figure is not None else "0"
        return _pad() + theme().metrics("number").horizontalAdvance(count) + S12 + S4

    def _paint_count(self, painter: QPainter, at: QPointF) -> None:
        if self.figure is not None:
            tone = self.number.tone if self.figure.count else "ink3"
            draw_words(painter, at, capped(self.figure.count), "number", tone)


class TileStrip(QFrame):
    """All numbers in one row, or in two where the window is narrow for its text; parted by hairlines."""

    chosen = Signal(str)  # the key of a number

    def __init__(self, numbers: Sequence[Number] = NUMBERS) -> None:
        super().__init__()
        self.tiles = {number.key: Tile(number) for number in numbers}
        for key, tile in self.tiles.items():
            tile.setParent(self)
            tile.clicked.connect(lambda _on=False, key=key: self.chosen.emit(key))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._place)
        self._place()

    def show_figures(self, figures: dict[str, Figure]) -> None:
        for key, figure in figures.items():
            self.tiles[key].show_figure(figure)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        for tile in self.tiles.values():
            if tile.x() > self._side():
                high = min(theme().px(LINE), tile.height())
                top = tile.y() + (tile.height() - high) / 2
                fill_line(painter, QRectF(tile.x() - 1, top, 1, high), theme().color("line"))

    def _side(self) -> int:
        return theme().margin - _pad()

    def _place(self) -> None:
        """Numbers side by side as long as each has room for all its words; those with more to say are wider."""
        tiles, room = list(self.tiles.values()), self.width() - 2 * self._side()
        in_row = len(tiles) if room >= sum(tile.wanted for tile in tiles) else len(tiles) // 2
        high = tiles[0].sizeHint().height()
        columns = [tiles[column::in_row] for column in range(in_row)]
        least = [max(tile.least for tile in column) for column in columns]
        wide = shared(room, least, [max(tile.wanted for tile in column) for column in columns])
        for place, tile in enumerate(tiles):
            row, column = divmod(place, in_row)
            left = self._side() + sum(wide[:column])
            x = round(left)
            tile.setGeometry(x, OUT + row * (high + OUT), round(left + wide[column]) - x - 1, high)
        self.setFixedHeight(len(tiles) // in_row * (high + OUT) + OUT)
        self.update()


def shared(room: int, least: Sequence[int], wanted: Sequence[int]) -> Sequence[float]:
    """`room` among columns: first what each needs, then as far as it goes what each wants, at last the same for all."""
    more = [want - need for need, want in zip(least, wanted, strict=True)]
    left = room - sum(least)
    part = min(max(left / sum(more), 0.0), 1.0) if sum(more) else 0.0
    wide = [need + part * extra for need, extra in zip(least, more, strict=True)]
    return [one + (room - sum(wide)) / len(wide) for one in wide]


def _pad() -> int:
    """From a tile's edge to its number."""
    return S12 if theme().compact else S16
