"""Closed days of an office: public holidays of a country and region, each on or off, and days of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QVBoxLayout, QWidget

from csatdesk.gui.administration.section import FORM_WIDTH, Indented, beside, order_tabs
from csatdesk.gui.context import Context
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import CheckBox, Choice, FormRow, Label, PlainButton, SegmentedChoice, TextField, label_column
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S24
from csatdesk.operations.countries import public_holidays, regions
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _, language

LARGE = 1.3  # text from which on two columns of days have no room
Days = tuple[tuple[str, str], ...]  # ISO date and name, by date


class HolidayBox(QWidget):
    """Country, region and year choose what is offered; only ticked days close the office."""

    edited = Signal()

    def __init__(self, context: Context, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._closed: dict[str, str] = {}
        self._offered: dict[str, str] = {}
        self._boxes: dict[str, CheckBox] = {}
        self._year = today.year
        self.country, self.region = Choice(), Choice()
        self.region.add("", _("whole country"))
        self.country.chosen.connect(lambda _code: self._country_chosen())
        self.region.chosen.connect(lambda _code: self.read_offered())
        years = [(year, str(year)) for year in range(today.year, today.year + 4)]
        self.years = SegmentedChoice(years)
        self.years.chosen.connect(self._year_chosen)
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S24)
        self._grid.setVerticalSpacing(S8)
        self._none = Label(_("No closed days in this year yet."), "small", "ink3")
        self.own_day = DayField(_("Date of your own closed day"), today, today)
        self.own_name = TextField(placeholder=_("Why closed"))
        self.add_own = PlainButton(_("Add closed day"), size="medium")
        self.add_own.clicked.connect(self._add_own)
        self.own_name.returnPressed.connect(self._add_own)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        places = beside(self.country, self.region)
        places.setFocusProxy(self.country)
        column.addWidget(FormRow(_("Public holidays of"), places))
        column.addWidget(FormRow(_("In the year"), beside(self.years)))
        column.addWidget(Indented(self._grid_holder))
        column.addWidget(Indented(self._none))
        own = beside(self.own_day, self.own_name, self.add_own)
        own.setFocusProxy(self.own_day)
        self._own_row = FormRow(_("Own day"), own)
        column.addWidget(self._own_row)

    def show_countries(self, countries: Sequence[tuple[str, str]], country: str) -> None:
        """Offer these; `country` is that of the centre."""
        if self.country.count() == 0:
            for code, name in countries:
                self.country.add(code, name)
            if any(code == country for code, _name in countries):
                self.country.set_value(country)
            self._country_chosen()

    def show_closed(self, closed: Days) -> None:
        self._closed = dict(closed)
        self._rebuild()

    def closed(self) -> Days:
        return tuple(sorted(self._closed.items()))

    def _country_chosen(self) -> None:
        code = str(self.country.value())
        self.region.clear()
        self.region.add("", _("whole country"))
        for region in regions(code):
            self.region.add(region, region)
        self.region.setVisible(self.region.count() > 1)
        self.read_offered()

    def _year_chosen(self, year: object) -> None:
        assert isinstance(year, int)
        self._year = year
        self.read_offered()

    def read_offered(self) -> None:
        country, region, year, spoken = str(self.country.value()), str(self.region.value()), self._year, language()
        query = partial(_offered, country=country, region=region, year=year, spoken=spoken)
        self._context.runner.ask(self, query, self._show_offered)

    def _show_offered(self, offered: Mapping[date, str]) -> None:
        self._offered = {day.isoformat(): name for day, name in offered.items()}
        self._rebuild()

    def _rebuild(self) -> None:
        """One tick a day of the year shown: offered by the country, or closed already."""
        year = f"{self._year}-"
        days = self._offered | self._closed
        shown = {day: name for day, name in sorted(days.items()) if day.startswith(year)}
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._boxes = {day: self._box(day, name) for day, name in shown.items()}
        lines = max(1, self._lines())
        for place, box in enumerate(self._boxes.values()):
            self._grid.addWidget(box, place % lines, place // lines)
        self._order_tabs()
        self._none.setVisible(not shown)
        self._grid_holder.setVisible(bool(shown))

    def _lines(self) -> int:
        """How many ticks under one another: in two columns where both have room for their words."""
        wide = [box.sizeHint().width() for box in self._boxes.values()]
        half = (len(wide) + 1) // 2
        room = round(FORM_WIDTH * theme().scale) - label_column() - S24
        fits = not theme().compact and theme().scale < LARGE
        return half if fits and max(wide[:half], default=0) + max(wide[half:], default=0) <= room else len(wide)

    def _order_tabs(self) -> None:
        """The days lie between the year and the own day, as on the page."""
        order_tabs(self.years.findChildren(QAbstractButton)[-1], *self._boxes.values(), self.own_day)

    def _box(self, day: str, name: str) -> CheckBox:
        words = _("{day}: {name}").format(day=listed_day(date.fromisoformat(day)), name=name or _("closed"))
        box = CheckBox(words.replace("&", "&&"))
        box.setChecked(day in self._closed)
        box.toggled.connect(partial(self._ticked, day, name))
        return box

    def _ticked(self, day: str, name: str, on: bool) -> None:
        if on:
            self._closed[day] = name
        else:
            self._closed.pop(day, None)
            self._offered.setdefault(day, name)  # an own day stays to be ticked again until the form is left
        self.edited.emit()

    def _add_own(self) -> None:
        day = self.own_day.day()
        self._own_row.set_error(self.own_day.problem())
        if day is None:
            return
        self._closed[day.isoformat()] = self.own_name.text().strip() or _("closed")
        self.own_name.clear()
        if day.year != self._year and any(day.year == year for year in range(self._year, self._year + 4)):
            self.years.set_value(day.year)
        self._rebuild()
        self.edited.emit()
        self.own_day.setFocus()

    def _refit(self) -> None:
        self._rebuild()
        self.country.setMaximumWidth(round(240 * theme().scale))
        self.own_name.setFixedWidth(round(180 * theme().scale))


def _offered(_reading: object, *, country: str, region: str, year: int, spoken: str) -> dict[date, str]:
    return public_holidays(country, region, (year,), spoken)
