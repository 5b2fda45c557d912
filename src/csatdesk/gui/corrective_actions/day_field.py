"""Until when a measure is to be done: a day, and the usual ones by one key each, counted in working days."""

from datetime import date

from csatdesk.gui.cases.due_field import DayUnreadable, DueField
from csatdesk.operations.cases.screens import CaseFacts


class DueDayField(DueField):
    """A due field without a time."""

    def __init__(self, facts: CaseFacts) -> None:
        super().__init__(facts)
        self.time.hide()

    def chosen(self) -> date | None:
        """None while it is empty. Raises a Refusal named "due"."""
        if not self.day.text().strip():
            return None
        day = self.day.day()
        if day is None:
            raise DayUnreadable(field="due", day=f"{self.today:%d.%m.%Y}")
        return day
