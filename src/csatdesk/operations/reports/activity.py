"""When people come (C13): contacts by weekday and hour, counted by quarters of an hour from an index."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Integer, cast, func, select, type_coerce

from csatdesk.domain.contacts import IN_PERSON
from csatdesk.domain.cuts import Cut
from csatdesk.domain.month_figures import Activity, Bucket, activity
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cuts import within
from csatdesk.operations.reports.days import instants
from csatdesk.operations.work import Reading
from csatdesk.store.base import EPOCH, MICROSECOND
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact

QUARTER = timedelta(minutes=15)


def load_activity(reading: Reading, days: Days, cut: Cut) -> Activity:
    """Contacts of cases that are not in the trash; those of a case that became part of another are counted, too."""
    return activity(days, _buckets(reading, *instants(reading, days), cut))


def _buckets(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Iterator[Bucket]:
    elapsed = type_coerce(Contact.at, BigInteger) - (since - EPOCH) // MICROSECOND
    place = cast(elapsed // (QUARTER // MICROSECOND), Integer).label("place")
    query = (
        select(place, Case.office_id, Contact.channel, func.count())
        .join(Case, Case.id == Contact.case_id)
        .where(
            Contact.at >= since,
            Contact.at < until,
            Case.centre_id == reading.actor.centre_id,
            Case.thrown_at.is_(None),
            *within(reading, cut),
        )
        .group_by("place", Case.office_id, Contact.channel)
    )
    zones: dict[int, ZoneInfo] = {}
    for number, office_id, channel, count in reading.db.execute(query):
        if office_id not in zones:
            zones[office_id] = calendar_of(reading, office_id)[1].zone
        yield Bucket(since + number * QUARTER, zones[office_id], channel in IN_PERSON, count)
