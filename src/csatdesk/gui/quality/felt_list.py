"""Offices with what was checked and what was felt, each beside its own change; never one number of both."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize

from csatdesk.domain.marks import N_
from csatdesk.domain.score_roll_ups import RANKED_FROM
from csatdesk.gui.cases.row_cells import Drawn, Words, elided, wrapped, wrapped_room
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import Column
from csatdesk.gui.quality.lists import TIP, FigureTable, Line
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
from csatdesk.operations.quality.words import unranked_words
from csatdesk.wording.texts import _

Told = Callable[[Line[BothRow]], str]
NAME_MOST = 280  # pixels at usual text that a name may claim


class BothList(FigureTable[BothRow]):
    """All together first, then the offices by name."""

    NAME, CHECKED, CHECKED_BASE, CHECKED_CHANGE, FELT, FELT_BASE, FELT_CHANGE = range(7)

    def __init__(self, context: Context) -> None:
        self.found: Both | None = None
        columns = (
            _told(N_("Office"), self._name_told),
            _told(N_("Checked"), lambda line: checked_words(line.of.checked), _checked_told),
            _told(N_("Likely range"), lambda line: _checked_base(line.of)),
            _told(N_("Change"), self._checked_change, self._checked_change_told),
            _told(N_("Felt"), lambda line: self._of(line.of, felt_words), self._felt_told),
            _told(N_("Likely range"), lambda line: self._of(line.of, _felt_base)),
            _told(N_("Change"), lambda line: self._of(line.of, _felt_change), self._felt_change_told),
        )
        super().__init__(context, columns, (), self._shares)
        self.setAccessibleName(_("Checked and felt"))

    # in full: for a screen reader, and where the mouse rests on what had no room

    def _name_told(self, line: Line[BothRow]) -> str:
        return f"{line.of.name}: {self._words(line.of)}"

    def _felt_told(self, line: Line[BothRow]) -> str:
        return ", ".join((self._of(line.of, felt_words), self._of(line.of, _felt_base)))

    def _checked_change(self, line: Line[BothRow]) -> str:
        return change_told(line.of.checked_change, checked_measure())

    def _checked_change_told(self, line: Line[BothRow]) -> str:
        return ", ".join((self._checked_change(line), way_words(self._ways(line.of)[0])))

    def _felt_change_told(self, line: Line[BothRow]) -> str:
        return ", ".join((self._of(line.of, _felt_change), way_words(self._ways(line.of)[1])))

    def _ways(self, row: BothRow) -> tuple[int | None, int | None]:
        assert self.found is not None
        return self.found.ways(row)

    def show_both(self, found: Both) -> None:
        self.found = found
        self.show_lines([Line(place, row) for place, row in enumerate((found.whole, *found.rows))])
        self.fit_columns()  # names of other offices want another width

    def _shares(self, room: int) -> Sequence[int]:
        """Names first get what they need for two lines; then changes their words."""
        names = () if self.found is None else (self.found.whole.name, *(row.name for row in self.found.rows))
        needed = max((wrapped_room(name, "small", bold=True) for name in names), default=0)
        return _widths(room, theme().margin + min(needed, theme().px(NAME_MOST)) + S12)

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
                return _name(row.name, size)
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


def _told(title: str, text: Told, whole: Told | None = None) -> Column[Line[BothRow]]:
    """`whole`: what stands in the cell in full, where `text` is but its first line."""
    return Column[Line[BothRow]](title, text, whole, roles={TIP: whole or text})


def _checked_told(line: Line[BothRow]) -> str:
    return ", ".join((checked_words(line.of.checked), _checked_base(line.of)))


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
    """The words only where they have room: the pane tells them as well."""
    told = Words(0, 1, points, tone="ink2")
    if theme().metrics("small").horizontalAdvance(words) > size.width() - S8:
        return (told,)
    return told, Words(0, 2, words, "small", "ink2")


def _name(name: str, size: QSize) -> Sequence[Drawn]:
    left = theme().margin
    lines = wrapped(name, size.width() - left - S12, "small", bold=True)
    if len(lines) == 1:
        return (Middle(left, lines[0], size.height(), bold=True),)
    return tuple(Words(left, place, line, "small", bold=True) for place, line in enumerate(lines, 1))


def _widths(room: int, name_needs: int) -> Sequence[int]:
    """Where there is no room for words of a change, its points stand alone, and at last in the words of the pane."""
    px, small = theme().px, theme().metrics("small")
    words = max(px(90), *(small.horizontalAdvance(way_words(way)) + S12 for way in (1, -1, 0, None)))
    least, most = max(px(132), small.horizontalAdvance(unranked_words(RANKED_FROM - 1)) + S12), px(190)
    for change in (words, px(76)):
        left = room - 2 * change
        if left - 2 * least >= name_needs:
            figure = max(least, min(most, (left - name_needs) // 2))
            return left - 2 * figure, figure, 0, change, figure, 0, change
    return max(room - 2 * least, room // 3), least, 0, 0, least, 0, 0
