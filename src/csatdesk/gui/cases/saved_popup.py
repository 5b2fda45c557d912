"""Saved filters, dropped down: Enter shows one, F2 renames it, Delete throws it away.

A name that is typed saves what is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.domain.folding import fold
from csatdesk.domain.saved_filters import BY_KEY_MOST, SavedFilter
from csatdesk.gui.cases.drop_list import DropList, DropRow
from csatdesk.gui.cases.filters import Option, matching
from csatdesk.gui.keys import shown_keys
from csatdesk.wording.texts import _, spoken


@dataclass(frozen=True, slots=True)
class NewFilter:
    """What is shown, to be kept under a name."""

    name: str
    is_shared: bool


class SavedPopup(DropList):
    """What is asked of the page comes as a signal; `done` and `refuse` are its answers."""

    used = Signal(object)  # SavedFilter
    saved = Signal(object)  # NewFilter
    renamed = Signal(int, str)
    thrown = Signal(int)

    def __init__(self, owner: QWidget, *, may_share: bool, by_key: int = BY_KEY_MOST) -> None:
        """`by_key`: so many have a key of their own."""
        super().__init__(owner, has_hint=True)
        self._may_share, self._by_key = may_share, by_key
        self._filters: tuple[SavedFilter, ...] = ()
        self._renaming: SavedFilter | None = None

    def choose(self, filters: Sequence[SavedFilter], below: QWidget) -> None:
        self._filters, self._renaming = tuple(filters), None
        self._begin()
        self.drop_below(below)

    def renew(self, filters: Sequence[SavedFilter]) -> None:
        """They were changed."""
        self._filters = tuple(filters)
        if self.isVisible() and self._renaming is None:
            self.show_rows(self.list.currentRow())

    def done(self) -> None:
        """What was asked for is done."""
        self.end()

    def refuse(self, error: Spoken) -> None:
        self.error.say(spoken(error))
        self.fit()

    def rows(self) -> Sequence[DropRow]:
        if self._renaming is not None:
            return ()
        typed = " ".join(self.search.text().split())
        options = (Option(one, one.name) for one in self._filters)
        found = [DropRow(one.value, one.words, self._note(one.value)) for one in matching(options, typed)]
        return [*found, *self._to_save(typed)]

    def _to_save(self, typed: str) -> Sequence[DropRow]:
        """Rows that keep what is shown under the name typed, where no filter has it yet."""
        if not typed:
            return ()
        taken = {one.is_shared for one in self._filters if fold(one.name) == fold(typed)}
        rows = []
        if False not in taken:
            rows.append(DropRow(NewFilter(typed, is_shared=False), _("Save as “{name}”").format(name=typed)))
        if self._may_share and True not in taken:
            words = _("Save for everybody as “{name}”").format(name=typed)
            rows.append(DropRow(NewFilter(typed, is_shared=True), words))
        return rows

    def _note(self, one: object) -> str:
        """For whom it is, and its key."""
        assert isinstance(one, SavedFilter)
        place = self._filters.index(one) + 1
        keys = shown_keys(f"Ctrl+{place}") if place <= self._by_key else ""
        return ", ".join(part for part in (_("for everybody") if one.is_shared else "", keys) if part)

    def take(self, *, ends: bool) -> None:  # noqa: ARG002  (a click and Enter are the same here)
        if self._renaming is not None:
            self.renamed.emit(self._renaming.id, self.search.text())
        elif isinstance(self.value, SavedFilter):
            self.end()
            self.used.emit(self.value)
        elif isinstance(self.value, NewFilter):
            self.saved.emit(self.value)

    def key(self, event: QKeyEvent) -> bool:
        chosen = self.value
        if event.key() == Qt.Key.Key_Escape and self._renaming is not None:
            self._renaming = None
            self._begin()
        elif not isinstance(chosen, SavedFilter) or not chosen.may_change:
            return False
        elif event.key() == Qt.Key.Key_F2:
            self._renaming = chosen
            self.ask(_("New name"))
            self.hint.setText(_("Enter keeps the new name, Esc the old one."))
            self.search.setText(chosen.name)
            self.search.selectAll()
            self.typed()
        elif event.key() == Qt.Key.Key_Delete and not self.search.text():
            self.thrown.emit(chosen.id)
        else:
            return False
        return True

    def _begin(self) -> None:
        self.ask(_("Saved filters"))
        self.hint.setText(_("Type a name to save what is shown. F2 renames, Delete throws away."))
        self.typed()
