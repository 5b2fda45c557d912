"""The small list that drops down in the window: first what to filter by, then its values. Keyboard only.

Typing narrows the list, arrows move, Space ticks a value and goes on, Enter takes it and ends, Escape goes back.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.gui.cases.drop_list import CHOSEN, VALUE, DropList, DropRow
from csatdesk.gui.cases.filters import FIELDS, FilterField, Option, matching
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _


class FilterPopup(DropList):
    """See the module's first words."""

    changed = Signal(object)  # CaseFilter

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._facts: CaseFacts | None = None
        self._me = 0
        self._shown = CaseFilter()
        self._field: FilterField | None = None
        self._ticked = False

    def choose(self, shown: CaseFilter, facts: CaseFacts, me: int, below: QWidget, field: FilterField | None) -> None:
        """Drop down under `below`: the values of `field`, or the fields to choose from."""
        self._shown, self._facts, self._me = shown, facts, me
        self._go_to(field)
        self.drop_below(below)

    def key(self, event: QKeyEvent) -> bool:
        if self.search.text() or self._field is None:
            return False
        if event.key() == Qt.Key.Key_Space:
            self.take(ends=False)
        elif event.key() == Qt.Key.Key_Backspace:
            self._go_to(None)
        else:
            return False
        return True

    def take(self, *, ends: bool) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        if self._field is None:
            self._go_to(item.data(VALUE))
            return
        is_done = ends and self._ticked and not self.search.text()
        if not is_done:
            self._tick(item.data(VALUE))
        if ends or self._field.is_single:
            self.end()

    def rows(self) -> Sequence[DropRow]:
        chosen = self._chosen()
        return [DropRow(one.value, one.words, is_chosen=one.value in chosen) for one in self._options()]

    def _tick(self, value: Hashable) -> None:
        assert self._field is not None
        self._ticked = True
        self._shown = self._field.toggled(self._shown, value)
        chosen = self._chosen()
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setData(CHOSEN, item.data(VALUE) in chosen)
        self.changed.emit(self._shown)

    def _go_to(self, field: FilterField | None) -> None:
        self._field, self._ticked = field, False
        self.ask(_("Filter by") if field is None else _(field.name))
        self.show_rows()

    def _options(self) -> Sequence[Option]:
        if self._field is None:
            return matching((Option(one, _(one.name)) for one in FIELDS), self.search.text())
        assert self._facts is not None
        return self._field.options(self._facts, self._me, self.search.text())

    def _chosen(self) -> frozenset[Hashable]:
        return self._field.chosen(self._shown) if self._field is not None else frozenset()
