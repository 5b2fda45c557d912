"""The centre's local days as instants."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading


def instants(reading: Reading, days: Days) -> tuple[datetime, datetime]:
    """The midnight that begins the first day, and the one that ends the last."""
    zone = ZoneInfo(reading.centre.zone)
    return midnight(days.first, zone), midnight(days.last + timedelta(days=1), zone)


def local_day(reading: Reading) -> date:
    return reading.at.astimezone(ZoneInfo(reading.centre.zone)).date()
