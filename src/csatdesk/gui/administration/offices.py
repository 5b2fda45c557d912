"""Offices: where they are, when they are open, which days they are closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from csatdesk.domain.centres import CalendarVersion, CentreSettings, LaterItem, OfficeRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.opening_hours import WEEKDAYS
from csatdesk.gui.administration.hours import hours_words
from csatdesk.gui.administration.office_form import OfficeForm, OfficeValue, office_value
from csatdesk.gui.administration.records import Record, RecordsSection
from csatdesk.gui.context import Context
from csatdesk.operations.calendars import hours_of_offices
from csatdesk.operations.centres import load_centre_settings, save_office, settle
from csatdesk.operations.countries import countries
from csatdesk.operations.work import Reading, Work
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.territories import every_zone, zones_of
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.weekdays import short_weekday_names

USUAL_WEEK = tuple(hours_words([["08:00", "17:00"]]) if day in WEEKDAYS[:5] else "" for day in WEEKDAYS)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the section shows, and what its form offers."""

    settings: CentreSettings
    countries: tuple[tuple[str, str], ...]
    hours: Mapping[int, tuple[CalendarVersion, ...]]
    near_zones: tuple[str, ...]
    other_zones: tuple[str, ...]


def load_offices(reading: Reading, *, spoken: str) -> Loaded:
    settings = load_centre_settings(reading)
    near = zones_of(settings.centre.country)
    others = tuple(zone for zone in every_zone() if zone not in near)
    return Loaded(settings, countries(spoken), hours_of_offices(reading), near, others)


class OfficesSection(RecordsSection[OfficeValue]):
    """See the module's first words."""

    shows = frozenset({Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        self._zone = context.session.centre.zone
        form = OfficeForm(context, now().astimezone(context.zone).date())
        super().__init__(context, form, _("Offices"), _("Add an office"), "Ctrl+Shift+N")
        self.office_form = form

    def summary(self) -> str:
        count = len(self.records)
        told = ngettext("{count} office", "{count} offices", count).format(count=number(count))
        return _("{centre}, {offices}").format(centre=self.context.session.centre.name, offices=told)

    def reload(self) -> None:
        self.context.runner.ask(self, partial(load_offices, spoken=language()), self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        self.office_form.offer_zones(loaded.near_zones, loaded.other_zones)
        self.office_form.versions.know(loaded.hours)
        self.office_form.offer_countries(loaded.countries)
        self.show_records([_record(office) for office in loaded.settings.offices])
        self.office_form.holidays.show_countries(loaded.countries, loaded.settings.centre.country)

    def new_value(self) -> OfficeValue:
        """Closed days are those of the first office: public holidays seldom differ within a centre."""
        first = next(iter(self.records.values()), None)
        closed = first.value.closed if first is not None else ()
        return OfficeValue("", "", "", "", self._zone, USUAL_WEEK, closed, ())

    def save_command(self, record_id: int | None, value: OfficeValue) -> Callable[[Work], int]:
        before = self.records[record_id].value if record_id is not None else None
        done = _settled(value, before)
        return partial(save_and_settle, office_id=record_id, value=value, spec=self.office_form.spec(), done=done)

    def rebased(self, typed: OfficeValue, saved: OfficeValue) -> OfficeValue:
        return replace(typed, version=saved.version)

    def saved_words(self, value: OfficeValue) -> str:
        return _("{office} saved. Cases that run keep the deadline they were given.").format(office=value.name)


def _settled(value: OfficeValue, before: OfficeValue | None) -> tuple[LaterItem, ...]:
    """Which lines of the "still to set up" list are done by saving this."""
    hours = (LaterItem.HOURS,) if before is None or value.week != before.week else ()
    closed = (LaterItem.HOLIDAYS,) if before is not None and value.closed != before.closed else ()
    return (LaterItem.OFFICES, *hours, *closed)


def save_and_settle(
    work: Work, *, office_id: int | None, value: OfficeValue, spec: Mapping[str, object], done: tuple[LaterItem, ...]
) -> int:
    """Save the office; what of set-up is done with it goes from the list."""
    saved = save_office(
        work,
        office_id=office_id,
        name=value.name,
        address=value.address,
        phone=value.phone,
        calendar_spec=spec,
        region=value.region,
        country=value.country,
        competence=value.competence,
        version=value.version,
    )
    for item in done:
        settle(work, item=item)
    return saved


def _record(office: OfficeRow) -> Record[OfficeValue]:
    return Record(office.id, office.name, week_words(office), office_value(office))


def week_words(office: OfficeRow) -> str:
    """The week at its shortest: "Mon–Fri 8:00–16:00"; how many different days when they differ."""
    spec: Mapping[str, Any] = office.calendar.to_dict()
    hours = [hours_words(spec["week"].get(day, ())) for day in WEEKDAYS]
    names = short_weekday_names()
    blocks: list[tuple[int, int, str]] = []
    for place, told in enumerate(hours):
        if blocks and blocks[-1][2] == told and blocks[-1][1] == place - 1:
            blocks[-1] = (blocks[-1][0], place, told)
        elif told:
            blocks.append((place, place, told))
    return "; ".join(
        f"{names[first]}{'–' + names[last] if last > first else ''} {told}" for first, last, told in blocks
    )
