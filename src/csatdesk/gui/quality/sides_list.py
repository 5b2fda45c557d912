"""Rows with two measurements side by side, each with what it rests on and its difference; never one number of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QSize

from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import Column
from csatdesk.gui.quality.lists import FigureTable, Line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.ranking_list import Middle

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SideTold:
    """One of the two. `base`: where it likely lies, `ends`: the same where there is little room; `difference` in
    points, `way`: what its test carries.
    """

    value: str
    n: str
    base: str
    ends: str
    difference: str
    way: str


class SidesList(FigureTable[R], Generic[R]):
    """All together first. `heads`: of the name, of the figures and the differences on both sides."""

    NAME, LEFT, LEFT_BASE, LEFT_DIFFERENCE, RIGHT, RIGHT_BASE, RIGHT_DIFFERENCE = range(7)

    def __init__(self, context: Context, heads: Sequence[str]) -> None:
        parts: tuple[Callable[[Line[R]], str], ...] = (
            lambda line: ": ".join(filter(None, self.named(line.of))),
            lambda line: self.sides(line.of)[0].value,
            lambda line: _base(self.sides(line.of)[0]),
            lambda line: self.sides(line.of)[0].difference,
            lambda line: self.sides(line.of)[1].value,
            lambda line: _base(self.sides(line.of)[1]),
            lambda line: self.sides(line.of)[1].difference,
        )
        columns = tuple(Column[Line[R]](head, part) for head, part in zip(heads, parts, strict=True))
        super().__init__(context, columns, (), _widths)

    def named(self, row: R) -> tuple[str, str]:
        """Its name, and what both sides tell of it."""
        raise NotImplementedError

    def sides(self, row: R) -> tuple[SideTold, SideTold]:
        raise NotImplementedError

    def show_rows(self, rows: Sequence[R]) -> None:
        self.show_lines([Line(place, row) for place, row in enumerate(rows)])

    def _laid_out(self, line: Line[R], column: int, size: QSize) -> Sequence[Drawn]:
        if column == self.NAME:
            name = elided(self.named(line.of)[0], size.width() - theme().margin - S12, bold=True)
            return (Middle(theme().margin, name, size.height(), bold=True),)
        left, right = self.sides(line.of)
        match column:
            case self.LEFT:
                return _figure(left, size)
            case self.RIGHT:
                return _figure(right, size)
            case self.LEFT_DIFFERENCE:
                return _difference(left, size)
            case self.RIGHT_DIFFERENCE:
                return _difference(right, size)
        return ()  # the range stands beneath its figure


def _base(side: SideTold) -> str:
    return ", ".join(filter(None, (side.base, side.n)))


def _figure(side: SideTold, size: QSize) -> Sequence[Drawn]:
    """The value with what it rests on, and beneath it where it likely lies: in words where there is room for them."""
    room = size.width() - S12
    base = side.base if theme().metrics("small").horizontalAdvance(side.base) <= room else side.ends or side.base
    beside = theme().metrics("body", bold=True).horizontalAdvance(side.value) + S8
    return (
        Words(0, 1, side.value, bold=True),
        Words(beside, 1, side.n, "small", "ink2"),
        Words(0, 2, elided(base, room, "small"), "small", "ink2"),
    )


def _difference(side: SideTold, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    return Words(0, 1, side.difference, tone="ink2"), Words(0, 2, elided(side.way, room, "small"), "small", "ink2")


def _widths(room: int) -> Sequence[int]:
    px = theme().px
    change = px(122)
    figure = max(px(132), min(px(190), round((room - 2 * change) * 0.32)))
    name = room - 2 * change - 2 * figure
    if name < px(104):  # the words of the pane tell of the change
        change, name = 0, room - 2 * figure
    return name, figure, 0, change, figure, 0, change
