"""Offices with what was checked and what was felt, each beside its own change; never one number of both."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize

from csatdesk.domain.marks import N_
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import Column
from csatdesk.gui.quality.lists import FigureTable, Line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.ranking_list import Middle
from csatdesk.operations.quality.felt import Both, BothRow
from csatdesk.operations.quality.felt_words import (
    both_words,
    change_told,
    checked_base,
    checked_ends,
    checked_measure,
    checked_n,
    checked_words,
    felt_base,
    felt_ends,
    felt_n,
    felt_words,
    way_words,
)
from csatdesk.wording.texts import _


class BothList(FigureTable[BothRow]):
    """All together first, then the offices by name."""

    NAME, CHECKED, CHECKED_BASE, CHECKED_CHANGE, FELT, FELT_BASE, FELT_CHANGE = range(7)

    def __init__(self, context: Context) -> None:
        self.found: Both | None = None
        columns = (
            Column[Line[BothRow]](N_("Office"), lambda line: f"{line.of.name}: {self._words(line.of)}"),
            Column[Line[BothRow]](N_("Checked"), lambda line: checked_words(line.of.checked)),
            Column[Line[BothRow]](N_("Likely range"), lambda line: _checked_base(line.of)),
            Column[Line[BothRow]](N_("Change"), lambda line: change_told(line.of.checked_change, checked_measure())),
            Column[Line[BothRow]](N_("Felt"), lambda line: self._of(line.of, felt_words)),
            Column[Line[BothRow]](N_("Likely range"), lambda line: self._of(line.of, _felt_base)),
            Column[Line[BothRow]](N_("Change"), lambda line: self._of(line.of, _felt_change)),
        )
        super().__init__(context, columns, (), _widths)
        self.setAccessibleName(_("Checked and felt"))

    def show_both(self, found: Both) -> None:
        self.found = found
        self.show_lines([Line(place, row) for place, row in enumerate((found.whole, *found.rows))])

    def _words(self, row: BothRow) -> str:
        return self._of(row, both_words)

    def _of(self, row: BothRow, words: Callable[[Both, BothRow], str]) -> str:
        assert self.found is not None
        return words(self.found, row)

    def _laid_out(self, line: Line[BothRow], column: int, size: QSize) -> Sequence[Drawn]:
        assert self.found is not None
        row, words = line.of, self.model_of_lines.columns[column].text(line)
        checked, felt = self.found.ways(row)
        match column:
            case self.NAME:
                name = elided(row.name, size.width() - theme().margin - S12, bold=True)
                return (Middle(theme().margin, name, size.height(), bold=True),)
            case self.CHECKED:
                base = (checked_base(row.checked), checked_ends(row.checked))
                return _figure(words, checked_n(row.checked), base, size)
            case self.FELT:
                base = (felt_base(self.found, row), felt_ends(self.found, row))
                return _figure(words, felt_n(row), base, size)
            case self.CHECKED_CHANGE:
                return _change(words, way_words(checked), size)
            case self.FELT_CHANGE:
                return _change(words, way_words(felt), size)
        return ()  # the range stands beneath its figure


def _checked_base(row: BothRow) -> str:
    return ", ".join(filter(None, (checked_base(row.checked), checked_n(row.checked))))


def _felt_base(found: Both, row: BothRow) -> str:
    return ", ".join(filter(None, (felt_base(found, row), felt_n(row))))


def _felt_change(found: Both, row: BothRow) -> str:
    return change_told(row.felt_change, found.measure)


def _figure(value: str, n: str, bases: tuple[str, str], size: QSize) -> Sequence[Drawn]:
    """The value with what it rests on, and beneath it where it likely lies: in words where there is room for them."""
    room = size.width() - S12
    whole, ends = bases
    base = whole if theme().metrics("small").horizontalAdvance(whole) <= room else ends or whole
    beside = theme().metrics("body", bold=True).horizontalAdvance(value) + S8
    return (
        Words(0, 1, value, bold=True),
        Words(beside, 1, n, "small", "ink2"),
        Words(0, 2, elided(base, room, "small"), "small", "ink2"),
    )


def _change(points: str, words: str, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    return Words(0, 1, points, tone="ink2"), Words(0, 2, elided(words, room, "small"), "small", "ink2")


def _widths(room: int) -> Sequence[int]:
    px = theme().px
    change = px(122)
    figure = max(px(132), min(px(190), round((room - 2 * change) * 0.32)))
    name = room - 2 * change - 2 * figure
    if name < px(104):  # the words of the pane tell of the change
        change, name = 0, room - 2 * figure
    return name, figure, 0, change, figure, 0, change
