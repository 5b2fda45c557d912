"""The opening hours of a week: one field a weekday, each with its sum."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.opening_hours import WEEKDAYS
from csatdesk.gui.administration.hours import hours_words, open_minutes, read_hours
from csatdesk.gui.administration.section import Indented
from csatdesk.gui.fields import FormRow, Label, LinkButton, TextField
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.formats import span
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.weekdays import weekday_names

FIELD_WIDTH = 300


class WeekBox(QWidget):
    """`problems` names days whose text cannot be read, by their key in a calendar ("mon")."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FormRow] = {}
        self.fields: dict[str, TextField] = {}
        self._sums: dict[str, Label] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        for day, name in zip(WEEKDAYS, weekday_names(), strict=True):
            column.addWidget(self._row(day, name))
        copy = LinkButton(_("Monday's hours for Tuesday to Friday"))
        copy.clicked.connect(self._copy_monday)
        column.addWidget(Indented(copy))
        theme().changed.connect(self._refit)
        self._refit()

    def _row(self, day: str, name: str) -> QWidget:
        field = TextField(placeholder=_("closed"))
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _text: self._changed(day))
        field.editingFinished.connect(lambda: self._left(day))
        row = FormRow(name, field)
        self.fields[day], self.rows[day], self._sums[day] = field, row, Label("", "small", "ink3")
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(S12)
        across.addWidget(row)
        across.addWidget(self._sums[day])
        across.addStretch(1)
        return line

    def show_week(self, texts: Sequence[str]) -> None:
        for field, text in zip(self.fields.values(), texts, strict=True):
            field.setText(text)

    def texts(self) -> tuple[str, ...]:
        """What stands in the fields, Monday first."""
        return tuple(field.text().strip() for field in self.fields.values())

    def week(self) -> dict[str, list[list[str]]]:
        """The intervals of the days that are open; raises the first refusal."""
        read = {day: read_hours(field.text()) for day, field in self.fields.items()}
        return {day: hours for day, hours in read.items() if hours}

    def problems(self) -> dict[str, str]:
        return {day: words for day, field in self.fields.items() if (words := problem(field.text()))}

    def show_problems(self, problems: Mapping[str, str]) -> None:
        for day, row in self.rows.items():
            row.set_error(problems.get(day, ""))

    def _changed(self, day: str) -> None:
        self._sums[day].setText(open_words(self.fields[day].text()))
        self.edited.emit()

    def _left(self, day: str) -> None:
        """Say at once what cannot be read; tidy what can."""
        field = self.fields[day]
        self.rows[day].set_error(problem(field.text()))
        if not problem(field.text()):
            field.setText(hours_words(read_hours(field.text())))

    def _copy_monday(self) -> None:
        for day in WEEKDAYS[1:5]:
            self.fields[day].setText(self.fields["mon"].text())
        self.fields["tue"].setFocus()

    def _refit(self) -> None:
        for field in self.fields.values():
            field.setFixedWidth(round(FIELD_WIDTH * min(theme().scale, 1.3)))


def problem(typed: str) -> str:
    """Why these hours cannot be read, "" when they can."""
    try:
        read_hours(typed)
    except Refusal as error:
        return spoken(error)
    return ""


def open_words(typed: str) -> str:
    """How long the day is open: "8 hr"; nothing for a closed day or hours that cannot be read."""
    if problem(typed):
        return ""
    minutes = open_minutes(read_hours(typed))
    return span(timedelta(minutes=minutes)) if minutes else ""
