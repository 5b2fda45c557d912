"""A field for a password or PIN that says when Caps Lock is on or Num Lock is off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from csatdesk.gui.text_field import TextField
from csatdesk.wording.texts import _

_MOVES = {
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Insert,
    Qt.Key.Key_Clear,
}


class SecretField(TextField):
    """Dots for what is typed. Qt does not tell the state of the locks; what a key brings gives it away."""

    hint_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, tall=True)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        hint = lock_hint(event)
        if hint is not None:
            self.hint_changed.emit(hint)
        super().keyPressEvent(event)


def lock_hint(event: QKeyEvent) -> str | None:
    """What this key says of the locks: a sentence, "" when all is well, None when it says nothing."""
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier and event.key() in _MOVES:
        return _("Num Lock is off.")
    text = event.text()
    if text.isdigit():
        return ""
    if not text.isalpha() or text.upper() == text.lower():
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return _("Caps Lock is on.") if text.isupper() != shifted else ""
