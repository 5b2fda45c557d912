"""A list whose columns a person chooses, orders and widens."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases.rows import Layout, RowTable
from csatdesk.gui.paged_model import PagedModel
from csatdesk.gui.theme import theme

REST_LEAST, WIDTH_LEAST, WIDTH_MOST = 150, 40, 600
Room = tuple[str, Callable[[int], int]]  # a column, and what it takes by itself of the list's width


class LaidOutTable(RowTable):
    """`widened`: a person drew a column wider or narrower; the new look comes with it. A subclass names its columns and
    shows others.
    """

    widened = Signal(object)  # ListLook

    def __init__(
        self,
        model: PagedModel[Any],
        layout: Layout,
        widths: Callable[[ListLook, int], Sequence[int]],
        parent: QWidget | None = None,
    ) -> None:
        self.look = ListLook()
        super().__init__(model, layout, lambda room: widths(self.look, room), parent)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.head.setMinimumSectionSize(1)
        self.head.sectionResized.connect(self._drawn_wider)

    # for subclasses

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of the columns shown, in their order."""
        raise NotImplementedError

    def show_columns(self, look: ListLook) -> None:
        """Let the model have these columns, and mark the one by which it is sorted."""
        raise NotImplementedError

    # for the page

    def width_of(self, key: str) -> int:
        """How wide a column stands, at text size 1."""
        place = self.columns.index(key)
        return round((self.columnWidth(place) - (0 if place else theme().margin)) / theme().scale)

    def show_look(self, look: ListLook) -> None:
        """Show these columns."""
        self.look = look
        self.drawing.forget()
        self.show_columns(look)
        self.fit_columns()

    def _drawn_wider(self, section: int, _before: int, width: int) -> None:
        if self.is_fitting or not width:
            return
        inner = width - (theme().margin if section == 0 else 0)
        self.look = replace(self.look, widths={**self.look.widths, self.columns[section]: round(inner / theme().scale)})
        self.fit_columns()
        self.widened.emit(self.look)


def shared_widths(look: ListLook, columns: Sequence[Room], takes_rest: str, room: int) -> Sequence[int]:
    """The first column stands in the margin. What is left goes to `takes_rest`, else to the last column; where little
    is left the last ones give way.
    """
    rest = next((place for place, (key, _room) in enumerate(columns) if key == takes_rest), len(columns) - 1)
    wide = [_width(look, one, room) + (0 if place else theme().margin) for place, one in enumerate(columns)]
    left = room - sum(wide) + wide[rest]
    for place in reversed(range(1, len(columns))):
        if left < theme().px(REST_LEAST) and place != rest:
            left, wide[place] = left + wide[place], 0
    wide[rest] = max(left, theme().px(80))
    return wide


def _width(look: ListLook, column: Room, room: int) -> int:
    own = look.widths.get(column[0])
    return column[1](room) if own is None else theme().px(min(max(own, WIDTH_LEAST), WIDTH_MOST))
