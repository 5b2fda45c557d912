"""Schedules as a reading finds them, with the hours of their office and the times in which their standard held."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from csatdesk.domain.centres import CalendarVersion
from csatdesk.domain.checklists import DAY, Terms, TermsLine, days_asked, hours_on, terms_on
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, Scope, require
from csatdesk.operations.calendars import calendar_versions
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.checklists import ChecklistSchedule, ChecklistTerms
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import Standard, StandardVersion

ASKED, SETTER = aliased(Staff), aliased(Staff)


@dataclass(frozen=True)  # no slots: it keeps what it has worked out
class Schedule:
    """`held`: from when to when (None: still) each version of its standard was published, with its id."""

    id: int
    version: int
    standard_id: int
    titles: LocalText
    office_id: int
    office_name: str
    lines: tuple[TermsLine, ...]
    hours: tuple[CalendarVersion, ...]
    held: tuple[tuple[datetime, datetime | None, int], ...]
    now: datetime

    @cached_property
    def history(self) -> tuple[Terms, ...]:
        return tuple(one.terms for one in self.lines)

    @cached_property
    def today(self) -> date:
        return self.hours[0].calendar.local_day(self.now)

    def is_open(self, day: date) -> bool:
        return bool(hours_on(self.hours, day).hours_on(day))

    def asked(self, first: date, last: date) -> Iterator[date]:
        """The days that ask for a check; none on which no version of the standard held."""
        days = days_asked(self.history, self.is_open, first, last)
        return (day for day in days if self.version_on(day) is not None)

    def version_on(self, day: date) -> int | None:
        """The version by which the check of a day is made: valid at its end, or now before that."""
        if day >= self.today:
            return next((one for _since, until, one in self.held if until is None), None)
        return next((one for since, until, one in self._held_days if since <= day < until), None)

    @cached_property
    def _held_days(self) -> tuple[tuple[date, date, int], ...]:
        """From the first day at whose end it held to the first at whose end it did not."""
        day = self.hours[0].calendar.local_day
        return tuple((day(since), date.max if until is None else day(until), one) for since, until, one in self.held)

    def terms(self, day: date) -> Terms:
        """Those of that day; of a day that is no longer asked for the latest."""
        return terms_on(self.history, day) or self.history[-1]

    @cached_property
    def goes_on(self) -> bool:
        """Whether it may ask again: it has not ended, and its standard holds."""
        return terms_on(self.history, self.today) is not None and self.version_on(self.today) is not None

    def next_on(self) -> date | None:
        """The next day, from today on, on which it asks."""
        return next(self.asked(self.today, self.today + 62 * DAY), None)


def load_schedules(
    reading: Reading,
    *,
    office_id: int | None = None,
    standard_id: int | None = None,
    schedule_id: int | None = None,
) -> tuple[Schedule, ...]:
    """All whose checks this person may see, by office and standard."""
    query = (
        select(ChecklistSchedule, Standard.titles, Office.name, Office.calendar_id)
        .join(Standard, Standard.id == ChecklistSchedule.standard_id)
        .join(Office, Office.id == ChecklistSchedule.office_id)
        .where(visible_schedules(reading))
        .order_by(Office.name, Standard.key, ChecklistSchedule.id)
    )
    wanted = {
        ChecklistSchedule.office_id: office_id,
        ChecklistSchedule.standard_id: standard_id,
        ChecklistSchedule.id: schedule_id,
    }
    query = query.where(*(column == value for column, value in wanted.items() if value is not None))
    found = reading.db.execute(query).all()
    lines, held = _lines(reading), _held(reading)
    return tuple(
        Schedule(
            id=row.id,
            version=row.version,
            standard_id=row.standard_id,
            titles=LocalText(titles),
            office_id=row.office_id,
            office_name=office_name,
            lines=tuple(lines[row.id]),
            hours=_hours(reading, calendar_id),
            held=tuple(held[row.standard_id]),
            now=reading.at,
        )
        for row, titles, office_name, calendar_id in found
    )


def visible_schedules(reading: Reading) -> ColumnElement[bool]:
    """Of the centre, or of one's own office."""
    actor = reading.actor
    require(actor, Right.RUN_CHECKLISTS)
    here = ChecklistSchedule.centre_id == actor.centre_id
    if actor.scope(Right.RUN_CHECKLISTS) is Scope.CENTRE:
        return here
    return here & (ChecklistSchedule.office_id == actor.office_id)


def _lines(reading: Reading) -> Mapping[int, list[TermsLine]]:
    query = (
        select(ChecklistTerms, ASKED.name, SETTER.name)
        .join(ChecklistSchedule, ChecklistSchedule.id == ChecklistTerms.schedule_id)
        .outerjoin(ASKED, ASKED.id == ChecklistTerms.asked_id)
        .join(SETTER, SETTER.id == ChecklistTerms.set_by_id)
        .where(visible_schedules(reading))
        .order_by(ChecklistTerms.id)
    )
    found: dict[int, list[TermsLine]] = defaultdict(list)
    for row, asked, setter in reading.db.execute(query):
        found[row.schedule_id].append(TermsLine(terms_of(row), asked or "", setter, row.set_at))
    return found


def terms_of(row: ChecklistTerms) -> Terms:
    return Terms(
        rhythm=row.rhythm,
        until=row.until,
        first_on=row.first_on,
        last_on=row.last_on,
        weekday=row.weekday,
        day=row.day,
        place=row.place,
        asked_id=row.asked_id,
    )


def _held(reading: Reading) -> Mapping[int, list[tuple[datetime, datetime | None, int]]]:
    """Of each standard with a schedule, the newest version first."""
    with_schedule = select(ChecklistSchedule.standard_id).where(visible_schedules(reading))
    columns = (
        StandardVersion.standard_id,
        StandardVersion.published_at,
        StandardVersion.retired_at,
        StandardVersion.id,
    )
    query = select(*columns).where(
        StandardVersion.standard_id.in_(with_schedule), StandardVersion.published_at.is_not(None)
    )
    found: dict[int, list[tuple[datetime, datetime | None, int]]] = defaultdict(list)
    for standard_id, published_at, retired_at, version_id in reading.db.execute(
        query.order_by(StandardVersion.number.desc())
    ):
        assert published_at is not None
        found[standard_id].append((published_at, retired_at, version_id))
    return found


def _hours(reading: Reading, calendar_id: int) -> tuple[CalendarVersion, ...]:
    """The hours of an office as they were known from when on, the newest first. What is kept never changes."""
    return reading.store.kept(("hours of checks", calendar_id), lambda: calendar_versions(reading, calendar_id))
