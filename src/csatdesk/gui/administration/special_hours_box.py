"""Other hours on single days: a shorter Christmas Eve, an open Saturday."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.administration.hours import read_hours
from csatdesk.gui.administration.section import Indented, order_tabs
from csatdesk.gui.administration.week_box import problem
from csatdesk.gui.day_field import DayField, read_day
from csatdesk.gui.fields import CheckBox, ErrorLine, IconButton, LinkButton, TextField, mark_error
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.wording.texts import _

Special = tuple[tuple[str, str, bool], ...]  # ISO date, hours as written, open although a holiday


class _SpecialDay(QWidget):
    """One day: date, hours, open although a holiday, and away with it."""

    edited = Signal()
    removed = Signal()

    def __init__(self, day: date, today: date, hours: str, on_holiday: bool) -> None:
        super().__init__()
        self.day = DayField(_("Date"), day, today)
        self.hours = TextField(hours, placeholder=_("closed"))
        self.hours.setAccessibleName(_("Hours on that day"))
        self.hours.setMinimumWidth(theme().px(180))
        self.on_holiday = CheckBox(_("even on a holiday"))
        self.on_holiday.setChecked(on_holiday)
        remove = IconButton("trash", _("Remove these hours"))
        self.fields = (self.day, self.hours, self.on_holiday, remove)
        remove.clicked.connect(self.removed)
        self._error = ErrorLine()
        across = QHBoxLayout()
        across.setSpacing(S8)
        for widget, stretch in ((self.day, 0), (self.hours, 1), (self.on_holiday, 0), (remove, 0)):
            across.addWidget(widget, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addLayout(across)
        column.addWidget(self._error)
        self.day.textChanged.connect(lambda _text: self.edited.emit())
        self.hours.textChanged.connect(lambda _text: self.edited.emit())
        self.on_holiday.toggled.connect(lambda _on: self.edited.emit())

    @property
    def day_typed(self) -> str:
        """The date in ISO form, or what was typed when it is none."""
        day = self.day.day()
        return self.day.text().strip() if day is None else day.isoformat()

    def check(self) -> DayField | TextField | None:
        """Say what is wrong here; the field it is about."""
        of_day, of_hours = self.day.problem(), problem(self.hours.text())
        mark_error(self.day, of_day)
        mark_error(self.hours, of_hours)
        self._error.say(of_day or of_hours)
        if of_day:
            return self.day
        return self.hours if of_hours else None


class SpecialHoursBox(QWidget):
    """The days with hours of their own, and a link for one more."""

    edited = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.days: list[_SpecialDay] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S12)
        self.add = LinkButton(_("Add hours for one day"), icon="plus")
        self.add.clicked.connect(self._add_one)
        self._column.addWidget(Indented(self.add))

    def show_special(self, special: Special) -> None:
        for day in tuple(self.days):
            self._drop(day)
        for day_words, hours, on_holiday in special:
            self._put(day_words, hours, on_holiday)

    def special(self) -> Special:
        told = ((one.day_typed, one.hours.text().strip(), one.on_holiday.isChecked()) for one in self.days)
        return tuple(sorted(told))

    def has_problems(self) -> bool:
        """Whether some hours cannot be read; each is told at its field, the first gets the focus."""
        wrong = [field for field in [one.check() for one in self.days] if field is not None]
        if wrong:
            wrong[0].setFocus()
        return bool(wrong)

    def _add_one(self) -> None:
        last = (self.days[-1].day.day() if self.days else None) or self._today
        self._put((last + timedelta(days=1)).isoformat(), "", False).day.setFocus()
        self.edited.emit()

    def _put(self, day: str, hours: str, on_holiday: bool) -> _SpecialDay:
        readable = read_day(day, self._today)
        one = _SpecialDay(readable or self._today, self._today, hours, on_holiday)
        if readable is None:
            one.day.setText(day)
        holder = Indented(one)
        one.edited.connect(self.edited)
        one.removed.connect(partial(self._remove, one))
        self.days.append(one)
        self._column.insertWidget(self._column.count() - 1, holder)
        order_tabs(self.add.previousInFocusChain() or self, *one.fields, self.add)
        return one

    def _remove(self, one: _SpecialDay) -> None:
        self._drop(one)
        self.add.setFocus()
        self.edited.emit()

    def _drop(self, one: _SpecialDay) -> None:
        self.days.remove(one)
        holder = one.parentWidget()
        assert holder is not None
        self._column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()


def special_spec(special: Special) -> dict[str, object]:
    """As a calendar's specification wants it; the hours must be readable."""
    return {day: {"hours": read_hours(hours), "open_on_holiday": on} for day, hours, on in special}
