"""A date one types or steps through with the arrow keys."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QWidget

from csatdesk.gui.fields import dress_spin_box


class DayField(QDateEdit):
    """Always holds a date; written as everywhere in the program where one is typed."""

    def __init__(self, name: str, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("dd.MM.yyyy")
        self.setAccessibleName(name)
        dress_spin_box(self)
        self.set_day(day)

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that passes over it scrolls the form."""
        event.ignore()
