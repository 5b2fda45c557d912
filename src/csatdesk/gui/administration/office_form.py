"""One office as a form: address, time zone, hours, closed days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from csatdesk.domain.calendars import WorkCalendar
from csatdesk.domain.centres import OfficeRow
from csatdesk.domain.opening_hours import WEEKDAYS
from csatdesk.domain.surveys import Competence
from csatdesk.gui.administration.holiday_box import HolidayBox
from csatdesk.gui.administration.hours import hours_words
from csatdesk.gui.administration.records import RecordForm
from csatdesk.gui.administration.special_hours_box import SpecialHoursBox, special_spec
from csatdesk.gui.administration.versions_box import VersionsBox
from csatdesk.gui.administration.week_box import WeekBox
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, TextField
from csatdesk.wording.surveys import words
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class OfficeValue:
    """What the form shows; hours as typed, Monday first."""

    name: str
    address: str
    phone: str
    region: str
    zone: str
    week: tuple[str, ...]
    closed: tuple[tuple[str, str], ...]
    special: tuple[tuple[str, str, bool], ...]
    country: str = ""  # "": that of the centre
    competence: Competence = Competence.NONE
    version: int = 0
    office_id: int | None = None


def office_value(office: OfficeRow) -> OfficeValue:
    spec: Mapping[str, Any] = office.calendar.to_dict()
    special = spec["special_hours"].items()
    return OfficeValue(
        name=office.name,
        address=office.address,
        phone=office.phone,
        region=office.region,
        country=office.country,
        competence=office.competence,
        zone=spec["zone"],
        week=tuple(hours_words(spec["week"].get(day, ())) for day in WEEKDAYS),
        closed=tuple(sorted(spec["holidays"].items())),
        special=tuple(sorted((day, hours_words(one["hours"]), one["open_on_holiday"]) for day, one in special)),
        version=office.version,
        office_id=office.id,
    )


class OfficeForm(RecordForm[OfficeValue]):
    """See `RecordForm`."""

    def __init__(self, context: Context, today: date) -> None:
        super().__init__()
        self._version = 0
        self._office_id: int | None = None
        self.name, self.address, self.phone = TextField(), TextField(), TextField()
        self.row("name", _("&Name"), self.name)
        self.row("address", _("Add&ress"), self.address)
        self.row("phone", _("&Phone"), self.phone)
        self.region = TextField()
        self.row("region", _("Re&gion or country"), self.region)
        self.country = Choice([("", _("that of the centre"))])
        self.row("country", _("Coun&try"), self.country)
        self.competence = Choice([(one, words(one)) for one in Competence])
        self.row("competence", _("&Level in the partner programme"), self.competence)
        self.zone = Choice()
        self.row("zone", _("Time &zone"), self.zone)
        self.add_heading(_("Opening hours"), _("Several hours a day are parted by a comma: 8:00–12:00, 13:00–17:00."))
        self.week = WeekBox()
        self.add(self.week)
        self.versions = VersionsBox(context.zone)
        self.add(self.versions)
        self.add_heading(_("Closed days"), _("Ticked days do not count when a deadline is worked out."))
        self.holidays = HolidayBox(context, today)
        self.add(self.holidays)
        self.add_heading(_("Other hours on single days"), _("They replace the hours of the weekday."))
        self.special = SpecialHoursBox(today)
        self.add(self.special)
        self._connect()

    def _connect(self) -> None:
        for field in (self.name, self.address, self.phone, self.region):
            field.textChanged.connect(lambda _text: self.edited.emit())
        for choice in (self.zone, self.country, self.competence):
            choice.chosen.connect(lambda _value: self.edited.emit())
        for box in (self.week, self.holidays, self.special):
            box.edited.connect(self.edited)

    def offer_zones(self, near: Sequence[str], others: Sequence[str]) -> None:
        """Those of the centre's country come first."""
        if self.zone.count() == 0:
            for zone in (*near, *others):
                self.zone.add(zone, zone.replace("_", " "))

    def offer_countries(self, countries: Sequence[tuple[str, str]]) -> None:
        if self.country.count() == 1:
            for code, name in countries:
                self.country.add(code, name)

    def show_value(self, value: OfficeValue, *, is_new: bool) -> None:  # noqa: ARG002  (the same form for both)
        self._version, self._office_id = value.version, value.office_id
        self.versions.show_office(value.office_id)
        self.name.setText(value.name)
        self.address.setText(value.address)
        self.phone.setText(value.phone)
        self.region.setText(value.region)
        if self.country.findData(value.country) < 0:
            self.country.add(value.country, value.country)
        self.country.set_value(value.country)
        self.competence.set_value(value.competence)
        if self.zone.findData(value.zone) < 0:
            self.zone.add(value.zone, value.zone.replace("_", " "))
        self.zone.set_value(value.zone)
        self.week.show_week(value.week)
        self.holidays.show_closed(value.closed)
        self.special.show_special(value.special)

    def value(self) -> OfficeValue:
        return OfficeValue(
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            phone=self.phone.text().strip(),
            region=self.region.text().strip(),
            country=str(self.country.value()),
            competence=self._level,
            zone=str(self.zone.value()),
            week=self.week.texts(),
            closed=self.holidays.closed(),
            special=self.special.special(),
            version=self._version,
            office_id=self._office_id,
        )

    @property
    def _level(self) -> Competence:
        level = self.competence.value()
        assert isinstance(level, Competence)
        return level

    def problems(self) -> dict[str, str]:
        found = {} if self.name.text().strip() else {"name": _("Write a name.")}
        days = self.week.problems() or self._calendar_problems()
        return found | {f"week.{day}": sentence for day, sentence in days.items()} | self._special_problems()

    def _special_problems(self) -> dict[str, str]:
        return {"special": ""} if self.special.has_problems() else {}

    def _calendar_problems(self) -> dict[str, str]:
        """What only shows when the week is put together: no hours at all, one day running into the next."""
        week = self.week.week()
        if not week:
            return {"mon": _("Write the hours of at least one day: without any, no deadline can be worked out.")}
        try:
            WorkCalendar.from_dict({"zone": "UTC", "week": week})
        except ValueError as error:
            day = str(error).removeprefix("week.")[:3]
            return {day if day in WEEKDAYS else "mon": _("These hours overlap those of the day before.")}
        return {}

    def show_problems(self, problems: dict[str, str]) -> None:
        days = {key.removeprefix("week."): words for key, words in problems.items() if key.startswith("week.")}
        self.week.show_problems(days)
        super().show_problems(problems)
        if days and "name" not in problems:
            first = self.week.fields[next(day for day in WEEKDAYS if day in days)]
            first.setFocus()
            self.ensureWidgetVisible(first)

    def spec(self) -> dict[str, object]:
        """The calendar's specification; the hours must be readable."""
        return {
            "zone": str(self.zone.value()),
            "week": self.week.week(),
            "holidays": dict(self.holidays.closed()),
            "special_hours": special_spec(self.special.special()),
        }
