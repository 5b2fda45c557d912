"""Rows with two measurements side by side, each with what it rests on and its difference; never one number of both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QSize

from csatdesk.domain.score_roll_ups import RANKED_FROM
from csatdesk.gui.cases.row_cells import Drawn, Words, elided, wrapped, wrapped_room
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import Column
from csatdesk.gui.quality.lists import TIP, FigureTable, Line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.ranking_list import Middle
from csatdesk.operations.quality.felt_paper import joined
from csatdesk.operations.quality.words import unranked_words

R = TypeVar("R")
NAME_MOST = 280  # pixels at usual text that a name may claim
Told = Callable[[Line[R]], str]


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
        self._rows: Sequence[R] = ()
        parts: tuple[tuple[Told[R], Told[R]], ...] = (
            (self._name_told, self._name_told),
            *self._of_side(0),
            *self._of_side(1),
        )
        columns = tuple(
            Column[Line[R]](head, text, whole, roles={TIP: whole})
            for head, (text, whole) in zip(heads, parts, strict=True)
        )
        super().__init__(context, columns, (), self._shares)

    def _of_side(self, place: int) -> tuple[tuple[Told[R], Told[R]], ...]:
        """What stands in each column; and in full, for a screen reader and where the mouse rests."""

        def side(line: Line[R]) -> SideTold:
            return self.sides(line.of)[place]

        return (
            (lambda line: side(line).value, lambda line: joined(side(line).value, _base(side(line)))),
            (lambda line: _base(side(line)), lambda line: _base(side(line))),
            (lambda line: side(line).difference, lambda line: joined(side(line).difference, side(line).way)),
        )

    def _name_told(self, line: Line[R]) -> str:
        return ": ".join(filter(None, self.named(line.of)))

    def named(self, row: R) -> tuple[str, str]:
        """Its name, and what both sides tell of it."""
        raise NotImplementedError

    def sides(self, row: R) -> tuple[SideTold, SideTold]:
        raise NotImplementedError

    def show_rows(self, rows: Sequence[R]) -> None:
        self._rows = rows
        self.show_lines([Line(place, row) for place, row in enumerate(rows)])
        self.fit_columns()  # other names want another width

    def _shares(self, room: int) -> Sequence[int]:
        """Names first get what they need for two lines; then differences their words."""
        names = max((wrapped_room(self.named(row)[0], "small", bold=True) for row in self._rows), default=0)
        small = theme().metrics("small")
        words = max((small.horizontalAdvance(side.way) for row in self._rows for side in self.sides(row)), default=0)
        return _widths(room, theme().margin + min(names, theme().px(NAME_MOST)) + S12, words + S12)

    def _laid_out(self, line: Line[R], column: int, size: QSize) -> Sequence[Drawn]:
        if column == self.NAME:
            return _name(self.named(line.of)[0], size)
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
    return joined(side.base, side.n)


def _name(name: str, size: QSize) -> Sequence[Drawn]:
    left = theme().margin
    lines = wrapped(name, size.width() - left - S12, "small", bold=True)
    if len(lines) == 1:
        return (Middle(left, lines[0], size.height(), bold=True),)
    return tuple(Words(left, place, line, "small", bold=True) for place, line in enumerate(lines, 1))


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
    """The words only where they have room: the pane tells them as well."""
    told = Words(0, 1, side.difference, tone="ink2")
    if theme().metrics("small").horizontalAdvance(side.way) > size.width() - S8:
        return (told,)
    return told, Words(0, 2, side.way, "small", "ink2")


def _widths(room: int, name_needs: int, words_need: int) -> Sequence[int]:
    """Where there is no room for the words of a difference, its points stand alone, and at last in the words of the
    pane.
    """
    px, small = theme().px, theme().metrics("small")
    least, most = max(px(132), small.horizontalAdvance(unranked_words(RANKED_FROM - 1)) + S12), px(190)
    for difference in (max(px(90), words_need), px(76)):
        left = room - 2 * difference
        if left - 2 * least >= name_needs:
            figure = max(least, min(most, (left - name_needs) // 2))
            return left - 2 * figure, figure, 0, difference, figure, 0, difference
    return max(room - 2 * least, room // 3), least, 0, 0, least, 0, 0
