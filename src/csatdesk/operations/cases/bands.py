"""The instants that part overdue, due today, due soon and later."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_

from csatdesk.domain.cases import DueBand
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR, PAUSED
from csatdesk.store.entities.cases import OPEN, Case

SOON_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Bounds:
    """`now`, the midnights that begin and end today, and the midnight that ends the second working day from now."""

    now: datetime
    today_from: datetime
    today_to: datetime
    soon_to: datetime

    def condition(self, band: DueBand) -> ColumnElement[bool]:
        """Open cases of one band. A period ends at a midnight, so today's last instant belongs to today."""
        due = Case.next_due_at
        within = {
            DueBand.OVERDUE: due < self.now,
            DueBand.TODAY: and_(due >= self.now, due <= self.today_to),
            DueBand.SOON: and_(due > self.today_to, due <= self.soon_to),
            DueBand.LATER: and_(due > self.soon_to, due < PAUSED),
            DueBand.PAUSED: due == PAUSED,
            DueBand.NONE: due == FAR,
        }
        return and_(Case.is_open == OPEN, within[band])

    def band(self, due_at: datetime | None, *, is_paused: bool = False) -> DueBand:
        """The band of an open case's next due instant."""
        if is_paused:
            return DueBand.PAUSED
        if due_at is None or due_at == FAR:
            return DueBand.NONE
        if due_at < self.now:
            return DueBand.OVERDUE
        if due_at <= self.today_to:
            return DueBand.TODAY
        return DueBand.SOON if due_at <= self.soon_to else DueBand.LATER


def bounds(reading: Reading) -> Bounds:
    """As the calendar of the person's office counts."""
    _, calendar = calendar_of(reading, reading.actor.office_id)
    zone = ZoneInfo(reading.centre.zone)
    today = reading.at.astimezone(zone).date()
    soon = calendar.add_days(reading.at, SOON_WORKING_DAYS)

    def midnight(day_after: int) -> datetime:
        return datetime.combine(today + timedelta(days=day_after), time(), zone).astimezone(UTC)

    return Bounds(reading.at, midnight(0), midnight(1), midnight((soon - today).days + 1))
