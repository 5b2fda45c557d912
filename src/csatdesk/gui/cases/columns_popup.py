"""Which columns the list shows, in which order and how wide: each step is seen at once, all by keyboard."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases.drop_list import DropList, DropRow
from csatdesk.gui.cases.filters import Option, matching
from csatdesk.gui.cases.laid_out import WIDTH_LEAST, WIDTH_MOST
from csatdesk.wording.texts import _

STEP = 10  # pixels wider or narrower
AS_USUAL = "as usual"


class ColumnsPopup(DropList):
    changed = Signal(object)  # ListLook

    def __init__(self, owner: QWidget, titles: Mapping[str, str], usual: Sequence[str]) -> None:
        """`titles` of all columns by key, marked with N_."""
        super().__init__(owner, has_hint=True)
        self._titles, self._usual = titles, tuple(usual)
        words = _("Enter shows or hides. Alt with Up or Down moves a column, Left and Right make it narrower or wider.")
        self.hint.setText(words)
        self._look = ListLook()
        self._width_now: Callable[[str], int] = lambda _key: WIDTH_LEAST

    def choose(self, look: ListLook, width_now: Callable[[str], int], below: QWidget) -> None:
        """`width_now`: how wide a column stands in the list, at text size 1."""
        self._look, self._width_now = look, width_now
        self.ask(_("Columns"))
        self.typed()
        self.drop_below(below)

    def rows(self) -> Sequence[DropRow]:
        shown = self._keys()
        order = (*shown, *(key for key in self._titles if key not in shown))
        options = (*(Option(key, _(self._titles[key])) for key in order), Option(AS_USUAL, _("As usual")))
        return [
            DropRow(one.value, one.words, is_chosen=one.value in shown) for one in matching(options, self.search.text())
        ]

    def take(self, *, ends: bool) -> None:  # noqa: ARG002  (a click and Enter are the same here)
        key, shown = self._key(), self._keys()
        if key == AS_USUAL:
            self._put(ListLook())
        elif shown == (key,):
            self.error.say(_("One column has to stay."))
            self.fit()
        elif key in shown:
            self._put(replace(self._look, columns=tuple(one for one in shown if one != key)))
        elif key:
            self._put(replace(self._look, columns=(*shown, key)))

    def key(self, event: QKeyEvent) -> bool:
        pressed, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and pressed in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move(-1 if pressed == Qt.Key.Key_Up else 1)
        elif pressed in {Qt.Key.Key_Left, Qt.Key.Key_Right} and not self.search.text():
            self._widen(-STEP if pressed == Qt.Key.Key_Left else STEP)
        elif pressed == Qt.Key.Key_Space and not self.search.text():
            self.take(ends=False)
        else:
            return False
        return True

    def _key(self) -> str:
        return str(self.value or "")

    def _keys(self) -> tuple[str, ...]:
        return tuple(key for key in self._look.columns if key in self._titles) or self._usual

    def _move(self, by: int) -> None:
        keys = list(self._keys())
        if self._key() not in keys:
            return
        place = keys.index(self._key())
        other = min(max(place + by, 0), len(keys) - 1)
        keys[place], keys[other] = keys[other], keys[place]
        self._put(replace(self._look, columns=tuple(keys)))

    def _widen(self, by: int) -> None:
        key = self._key()
        if key in self._keys():
            wide = min(max(self._look.widths.get(key, self._width_now(key)) + by, WIDTH_LEAST), WIDTH_MOST)
            self._put(replace(self._look, widths={**self._look.widths, key: wide}))

    def _put(self, look: ListLook) -> None:
        key, self._look = self._key(), look
        self.error.say("")
        self.changed.emit(look)
        self.show_rows()
        values = [row.value for row in self.rows()]
        self.list.setCurrentRow(values.index(key) if key in values else 0)
