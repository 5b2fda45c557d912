"""Bars sorted by size: topics, offices, segments. Each opens the cases behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainter

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.bar_rows import BAR_HIGH, BarRows
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.wording.formats import number

NAME_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class PartBar:
    """`second` stands after the count: share, change of rank."""

    name: str
    count: int
    second: str
    shown: CaseFilter


class PartBars(BarRows):
    """See the module's first words."""

    opened = Signal(object)  # the CaseFilter of a bar

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.bars: tuple[PartBar, ...] = ()
        self.chosen.connect(lambda place: self.opened.emit(self.bars[place].shown))

    def show_bars(self, bars: Sequence[PartBar]) -> None:
        self.bars = tuple(bars)
        self.refit()

    def count(self) -> int:
        return len(self.bars)

    def row_words(self, place: int) -> str:
        bar = self.bars[place]
        return f"{bar.name}: {number(bar.count)}, {bar.second}"

    def paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        bar, metrics = self.bars[place], theme().metrics("small")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
        start = round(self.width() * NAME_SHARE)
        draw_words(painter, QPointF(S4, baseline), elided(bar.name, start - S16, "small"), "small")
        high = min(BAR_HIGH * theme().scale, box.height() - 4)
        top = round(box.top() + (box.height() - high) / 2)
        most = max(one.count for one in self.bars) or 1
        wide = max(2.0, bar.count / most * self._room())
        fill_line(painter, QRectF(start, top, wide, high), theme().color("accent"))
        x = start + wide + S8
        x += draw_words(painter, QPointF(x, baseline), number(bar.count), "small", bold=True) + S8
        draw_words(painter, QPointF(x, baseline), bar.second, "caption", "ink2", room=box.right() - x)

    def _room(self) -> float:
        """For the longest bar: what names and words leave."""
        bold, caption = theme().metrics("small", bold=True), theme().metrics("caption")
        said = max(
            bold.horizontalAdvance(number(bar.count)) + caption.horizontalAdvance(bar.second) for bar in self.bars
        )
        return max(self.width() * (1 - NAME_SHARE) - said - 3 * S8, 20.0)
