"""By when: a day, perhaps a time of it, and the usual days by one key each."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.panel import flowing
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import Label, LinkButton, TextField
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.system.clock import now
from csatdesk.wording.formats import day_in_year
from csatdesk.wording.texts import _, ngettext

IN_WORKING_DAYS = (3, 10)


class DayUnreadable(Refusal):
    text = N_("Write a day like {day}.")


class TimeUnreadable(Refusal):
    text = N_("Write a time like {time}, or leave it empty for the whole day.")


class DueField(QWidget):
    """`due()` gives the instant and whether the whole day is promised (then it is the midnight that ends it)."""

    edited = Signal()

    def __init__(self, facts: CaseFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = facts.calendar.zone
        self._now = now()
        self.today = facts.calendar.local_day(self._now)
        self.day = DayField(_("Day"), self.today, self.today)
        self.day.clear()
        self.time = TextField(placeholder=_("all day"))
        self.time.setAccessibleName(_("Time"))
        self.time.setFixedWidth(theme().metrics("body").horizontalAdvance(_("all day")) + 32)
        self.told = Label("", "small", "ink2")
        self.quick: list[LinkButton] = []
        self._lay_out(self._usual(facts))
        self.setFocusProxy(self.day)
        self.day.textChanged.connect(lambda _text: self._changed())
        self.time.textChanged.connect(lambda _text: self.edited.emit())
        self.hear_in(self)

    def hear_in(self, form: QWidget) -> None:
        """The keys of the usual days are shown all the time: they mean days wherever in this form one stands."""
        for part in form.findChildren(QWidget):
            part.installEventFilter(self)

    def _usual(self, facts: CaseFacts) -> list[tuple[str, date]]:
        calendar = facts.calendar
        days = [(_("Today"), self.today), (_("Tomorrow"), self.today + timedelta(days=1))]
        for count in IN_WORKING_DAYS:
            words = ngettext("In {count} working day", "In {count} working days", count).format(count=count)
            days.append((words, calendar.add_days(self._now, count)))
        days.insert(3, (_("In a week"), self.today + timedelta(days=7)))
        return days

    def _lay_out(self, usual: list[tuple[str, date]]) -> None:
        first = QHBoxLayout()
        first.setSpacing(S8)
        for widget in (self.day, self.time, self.told):
            first.addWidget(widget)
        first.addStretch(1)
        for place, (words, day) in enumerate(usual, start=1):
            link = LinkButton(words, keys=f"Alt+{place}")
            link.clicked.connect(lambda _checked=False, day=day: self.day.set_day(day))
            self.quick.append(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addLayout(first)
        column.addWidget(flowing(*self.quick))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While one stands where it hears, Alt and a digit mean a day and not a page of the window."""
        if isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            place = event.key() - Qt.Key.Key_1
            if 0 <= place < len(self.quick) and event.type() in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.quick[place].click()
                return True
        return super().eventFilter(watched, event)

    def show_due(self, due_at: datetime | None, *, is_day: bool) -> None:
        self.time.clear()
        if due_at is None:
            self.day.clear()
            return
        local = due_at.astimezone(self._zone)
        self.day.set_day((local - timedelta(microseconds=1)).date() if is_day else local.date())
        if not is_day:
            self.time.setText(f"{local:%H:%M}")

    def is_empty(self) -> bool:
        return not (self.day.text().strip() or self.time.text().strip())

    def due(self) -> tuple[datetime | None, bool]:
        """The instant (None: nothing was typed), and whether it is a whole day. Raises a Refusal named "due"."""
        clock = read_time(self.time.text())
        if self.is_empty():
            return None, True
        day = self.day.day() if self.day.text().strip() else self.today
        if day is None:
            raise DayUnreadable(field="due", day=f"{self.today:%d.%m.%Y}")
        if clock is None:
            return _at(day + timedelta(days=1), time(), self._zone), True
        return _at(day, clock, self._zone), False

    def _changed(self) -> None:
        day = self.day.day()
        self.told.setText(day_in_year(day) if day is not None else "")
        self.edited.emit()


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)


def read_time(typed: str) -> time | None:
    """A time of day as one types it: 14:30, 14.30, 14; None for nothing. Raises a Refusal named "due"."""
    text = typed.strip().replace(".", ":")
    if not text:
        return None
    hours, _colon, minutes = text.partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError as error:
        raise TimeUnreadable(field="due", time="14:30") from error
