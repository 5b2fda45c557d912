"""Which days are counted: a month, quarter or year, one after the other by the arrows, or days of one's own."""

from datetime import date, timedelta

from PySide6.QtCore import Signal

from csatdesk.domain.topic_ranking import Days, PeriodKind, period_before, period_of, so_far
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import Choice, IconButton, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.wording.formats import month_and_year, short_date
from csatdesk.wording.texts import _


class PeriodBar(FlowBox):
    """`changed` after another period was chosen. A running period is counted up to today."""

    changed = Signal()

    def __init__(self) -> None:
        self._today = date(2000, 1, 1)
        self._days = Days(self._today, self._today)
        self.kind = Choice(
            [
                (PeriodKind.MONTH, _("Month")),
                (PeriodKind.QUARTER, _("Quarter")),
                (PeriodKind.YEAR, _("Year")),
                (PeriodKind.OWN, _("Own days")),
            ]
        )
        self.kind.setAccessibleName(_("Period"))
        self.earlier = IconButton("chevron-left", _("Period before"), shortcut="Alt+Left")
        self.later = IconButton("chevron-right", _("Period after"), shortcut="Alt+Right")
        self.words = Label("", "body", bold=True)
        self.first = DayField(_("First day"), self._today, self._today)
        self.last = DayField(_("Last day"), self._today, self._today)
        super().__init__(self.kind, self.earlier, self.words, self.later, self.first, self.last)
        self.kind.chosen.connect(lambda _kind: self._choose_kind())
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        for field in (self.first, self.last):
            field.editingFinished.connect(self._own_days)

    def begin(self, today: date, at: date | None = None) -> None:
        """Show the month of `at`, or of `today`, once."""
        if self._today.year == 2000:
            self._today = today
            self._days = period_of(PeriodKind.MONTH, at or today)
            self._tell()

    def show_own(self, first: date, last: date) -> None:
        """Days of one's own, chosen by the program."""
        self.kind.set_value(PeriodKind.OWN)
        self._days = Days(first, last)
        self._tell()

    @property
    def period_kind(self) -> PeriodKind:
        found = self.kind.value()
        assert isinstance(found, PeriodKind)
        return found

    @property
    def days(self) -> tuple[Days, Days]:
        """The days counted, and those they are compared with."""
        return so_far(self._days, period_before(self.period_kind, self._days), self._today)

    def _choose_kind(self) -> None:
        if self.period_kind is not PeriodKind.OWN:
            self._days = period_of(self.period_kind, min(self._days.last, self._today))
        self._tell()
        self.changed.emit()

    def _step(self, way: int) -> None:
        if self.period_kind is PeriodKind.OWN:
            shift = timedelta(days=way * self._days.count)
            self._days = Days(self._days.first + shift, self._days.last + shift)
        else:
            day = self._days.last + timedelta(days=1) if way > 0 else self._days.first - timedelta(days=1)
            self._days = period_of(self.period_kind, day)
        self._tell()
        self.changed.emit()

    def _own_days(self) -> None:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None or last < first or Days(first, last) == self._days:
            return
        self._days = Days(first, last)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        own = self.period_kind is PeriodKind.OWN
        self.words.setVisible(not own)
        for field, day in ((self.first, self._days.first), (self.last, self._days.last)):
            field.setVisible(own)
            field.set_day(day)
        self.words.setText(period_words(self.period_kind, self._days))
        self.later.setEnabled(self._days.last < self._today)


def period_words(kind: PeriodKind, days: Days) -> str:
    match kind:
        case PeriodKind.MONTH:
            return month_and_year(days.first)
        case PeriodKind.QUARTER:
            quarter = (days.first.month + 2) // 3
            return _("Quarter {number} of {year}").format(number=quarter, year=days.first.year)
        case PeriodKind.YEAR:
            return str(days.first.year)
    return f"{short_date(days.first)} – {short_date(days.last)}"
