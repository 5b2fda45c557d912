"""How a shortcut is written beside its words: "Ctrl+Enter", in the system's manner."""

from PySide6.QtGui import QKeySequence

from csatdesk.wording.texts import _


def shown_keys(shortcut: str) -> str:
    """The words of a portable shortcut ("Ctrl+Return"); the key Return is called Enter, as on the keyboards."""
    words = QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText)
    native = words.toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("Return", _("Enter"))


def with_keypad(shortcut: str) -> list[QKeySequence]:
    """The shortcut, and the same with the Enter of the number pad where it ends in Return."""
    both = [shortcut, shortcut.replace("Return", "Enter")] if "Return" in shortcut else [shortcut]
    return [QKeySequence(keys) for keys in both]
