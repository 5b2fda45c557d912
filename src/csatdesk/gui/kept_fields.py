"""How the fields of a form are kept as texts: what is typed as it is, what is chosen by its value.

Usage:
    KeptForm(texts, {"outcome": kept_choice(self.outcome), "note": self.note})
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QTextCursor

from csatdesk.gui.fields import Choice, TextBox, TextField


@dataclass(frozen=True, slots=True)
class KeptField:
    """`text` is what is kept of it, `show` puts that back, `words` says it to a person. `adds`: what was typed
    meanwhile stays behind what is put back."""

    focus: Callable[[], object]
    changed: SignalInstance
    text: Callable[[], str]
    show: Callable[[str], object]
    words: Callable[[str], str] = str
    adds: bool = False


class Chooser(Protocol):
    """A field in which one of a few values is chosen; None is a value, too."""

    @property
    def chosen(self) -> SignalInstance: ...
    def value(self) -> object: ...
    def set_value(self, value: Any, /) -> None: ...
    def options(self) -> Sequence[tuple[object, str]]: ...
    def setFocus(self) -> None: ...


def kept_text(field: TextField | TextBox) -> KeptField:
    if isinstance(field, TextBox):
        return KeptField(
            field.setFocus, field.textChanged, field.toPlainText, lambda text: _fill(field, text), adds=True
        )
    return KeptField(field.setFocus, field.textChanged, field.text, field.setText)


def kept_choice(field: Chooser) -> KeptField:
    """An option that is there no more is not put back."""
    changed = field.currentIndexChanged if isinstance(field, Choice) else field.chosen

    def put_back(text: str) -> None:
        for value, _words in field.options():
            if _plain(value) == text:
                field.set_value(value)

    def words(text: str) -> str:
        return next((words for value, words in field.options() if _plain(value) == text), "")

    return KeptField(field.setFocus, changed, lambda: _plain(field.value()), put_back, words)


def _fill(box: TextBox, text: str) -> None:
    box.setPlainText(text)
    box.moveCursor(QTextCursor.MoveOperation.End)  # to go on writing


def _plain(value: object) -> str:
    return str(value.value if isinstance(value, Enum) else value)
