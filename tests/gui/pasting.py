"""A long text, pasted into the field that has the keyboard."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication


class Seat(Protocol):
    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None: ...


def paste(seat: Seat, words: str) -> None:
    """As from another program, by Ctrl+V."""
    QGuiApplication.clipboard().setText(words)
    seat.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def too_long(most: int) -> str:
    """What the field says of it."""
    return f"This text is longer than {most} characters. Shorten it."
