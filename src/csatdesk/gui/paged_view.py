"""What a view of a `PagedModel` needs besides: End and Home from the other end, rows above, the place kept."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from csatdesk.gui.paged_model import Group, PagedModel

NEAR_TOP = 20  # rows; nearer to the first row the page above it is read


class KeepsPlace(QObject):
    """Stands beside one view: `KeepsPlace(view, model)`."""

    def __init__(self, view: QTableView, model: PagedModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._current: Hashable | None = None
        self._top: Hashable | None = None
        self._goes_to = ""
        view.installEventFilter(self)
        view.verticalScrollBar().valueChanged.connect(self._scrolled)
        model.about_to_change.connect(self._remember)
        model.loaded.connect(self._settle)

    def select(self, row_id: Hashable) -> bool:
        """Make the row with this id current; False when it is not loaded."""
        place = self._model.place_of(row_id)
        if place is None:
            return False
        self._go(place)
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress):
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.key() == Qt.Key.Key_End:
            self._goes_to = "end"
            self._model.read_end()
            return True
        if event.key() == Qt.Key.Key_Home:
            self._goes_to = "start"
            self._model.read_start()
            return True
        return False

    def _scrolled(self, _value: int) -> None:
        top = self._view.rowAt(0)
        if 0 <= top < NEAR_TOP:
            self._model.read_before()

    def _remember(self) -> None:
        """Which row is current, and which is the topmost unless the list stands at its very beginning."""
        self._current = self._model.id_at(self._view.currentIndex().row())
        is_scrolled = self._view.verticalScrollBar().value() > 0
        self._top = self._model.id_at(self._view.rowAt(0)) if is_scrolled else None

    def _settle(self) -> None:
        """After rows came: where Home or End wanted to go, or back to what was there before."""
        goes_to, self._goes_to = self._goes_to, ""
        if goes_to:
            self._go(self._first_row() if goes_to == "start" else self._model.rowCount() - 1)
            return
        if self._current is not None and self._current != self._model.id_at(self._view.currentIndex().row()):
            self.select(self._current)
        top = self._model.place_of(self._top) if self._top is not None else None
        if top is not None and top != self._view.rowAt(0):
            self._view.scrollTo(self._model.index(top, 0), QTableView.ScrollHint.PositionAtTop)

    def _first_row(self) -> int:
        return 1 if isinstance(self._model.item(0), Group) else 0

    def _go(self, place: int) -> None:
        index = self._model.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._view.scrollTo(index)
