"""Days that part the lists of deadlines, as instants."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.absences import AbsenceRow
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.operations.absences import today, who_is_away
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.work import Reading

ONE_DAY = timedelta(days=1)


def own_calendar(reading: Reading) -> WorkCalendar:
    """The hours of the person's office, by which the whole page counts days."""
    return calendar_of(reading, reading.actor.office_id)[1]


def day_bounds(calendar: WorkCalendar, day: date) -> tuple[datetime, datetime]:
    """What is due on `day` is due after the first and up to the second of these midnights."""
    return calendar.midnight(day), calendar.midnight(day + ONE_DAY)


def week_end(calendar: WorkCalendar, day: date) -> datetime:
    """The midnight that ends the Sunday of the week of `day`."""
    return calendar.midnight(day + timedelta(days=7 - day.weekday()))


def paused_before(calendar: WorkCalendar, day: date, most: int) -> datetime:
    """What waits since before this instant has waited, on `day`, for more than `most` working days."""
    first = day - timedelta(days=most)
    while calendar.working_days_between(first, day) <= most:
        first -= ONE_DAY
    return calendar.midnight(first + ONE_DAY)


def working_days(calendar: WorkCalendar, day: date, count: int) -> tuple[date, ...]:
    """`count` working days from `day` on, `day` itself among them when it is one."""
    found = [calendar.next_working_day(day)]
    while len(found) < count:
        found.append(calendar.next_working_day(found[-1] + ONE_DAY))
    return tuple(found)


def back_at(reading: Reading, calendar: WorkCalendar) -> Mapping[int, datetime]:
    """The midnight that ends the last day of absence, for everybody who is away today."""
    away: Mapping[int, AbsenceRow] = who_is_away(reading)
    return {staff_id: calendar.midnight(row.last_on + ONE_DAY) for staff_id, row in away.items()}


def local_today(reading: Reading) -> date:
    return today(reading)


def day_after(day: date, zone: ZoneInfo) -> datetime:
    """The midnight that ends a local day: how a last day is stored."""
    return datetime.combine(day + ONE_DAY, time(), zone).astimezone(UTC)
