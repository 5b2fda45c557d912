"""A date as one types it: 24.12.2026, 24.12., 24/12/26, 2026-12-24. The arrow keys go from day to day."""

import re
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import TextField
from csatdesk.gui.theme import theme
from csatdesk.wording.texts import _

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_PARTS = re.compile(r"(\d{1,2})\s*[./ -]\s*(\d{1,2})(?:\s*[./ -]\s*(\d{4}|\d{2})?)?")
STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a slip of the finger, 2926 for 2026, is no date


class DayUnreadable(Refusal):
    text = N_("“{typed}” is no date. Write it as {example}.")


class DayField(TextField):
    """`today`: a day without a year is the next that comes."""

    def __init__(self, name: str, day: date, today: date, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._today = today
        self.setAccessibleName(name)
        self.set_day(day)
        self.editingFinished.connect(self._tidy)
        theme().changed.connect(self._fit)
        self._fit()

    def day(self) -> date | None:
        """The date typed; None when it is none."""
        return read_day(self.text(), self._today)

    def needed(self, name: str) -> date:
        """The date typed; refused at the field of this name when it is none."""
        day = self.day()
        if day is None:
            raise DayUnreadable(field=name, typed=self.text().strip(), example=f"{self._today:%d.%m.%Y}")
        return day

    def set_day(self, day: date) -> None:
        self.setText(f"{day:%d.%m.%Y}")

    def problem(self) -> str:
        """What is wrong with what was typed, "" when it is a date."""
        if self.day() is not None:
            return ""
        example = f"{self._today:%d.%m.%Y}"
        return _("“{typed}” is no date. Write it as {example}.").format(typed=self.text().strip(), example=example)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, day = STEPS.get(Qt.Key(event.key())), self.day()
        if step is not None and day is not None:
            self.set_day(day + timedelta(days=step))
            return
        super().keyPressEvent(event)

    def _tidy(self) -> None:
        day = self.day()
        if day is not None:
            self.set_day(day)

    def _fit(self) -> None:
        self.setFixedWidth(theme().metrics("body").horizontalAdvance("00.00.0000") + 28)


def read_day(typed: str, today: date) -> date | None:
    """The date somebody means; None for what is no date."""
    text = typed.strip()
    try:
        day = _read(text, today)
    except ValueError:  # 31 February
        return None
    return day if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _read(text: str, today: date) -> date | None:
    iso = _ISO.fullmatch(text)
    if iso:
        return date(*map(int, iso.groups()))
    found = _PARTS.fullmatch(text)
    return _dated(int(found[1]), int(found[2]), found[3], today) if found else None


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    coming = date(today.year, month, day)
    return coming if coming >= today else date(today.year + 1, month, day)
