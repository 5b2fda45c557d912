"""What is drawn from: contacts as they were logged, or calls of an imported list, of some days.

Left out are cases in the trash or that belong to another, and with them the contacts of mystery visitors once their
wave is released: before that nobody but its owner may know of them, so that they are drawn like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, literal, select

from csatdesk.domain.contacts import Channel
from csatdesk.domain.reviews import SPOKEN, FrameLine, FrameSource, SamplingRule
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.entities.call_lists import ListedCall
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Staff


@dataclass(frozen=True, slots=True)
class DrawnFacts:
    """What is known of a drawn contact when it is given to a reviewer."""

    key: int
    case_id: int | None
    employee_id: int
    office_id: int
    channel: str
    at: datetime
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """Local days, both included. `last_id` None: all that is there now."""

    first_on: date
    last_on: date
    last_id: int | None = None

    def days(self) -> "Iterator[Span]":
        """Each day by itself."""
        for after in range((self.last_on - self.first_on).days + 1):
            day = self.first_on + timedelta(days=after)
            yield Span(day, day, self.last_id)

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return midnight(self.first_on, zone), midnight(self.last_on + timedelta(days=1), zone)


def read_frame(reading: Reading, rule: SamplingRule, span: Span) -> list[FrameLine]:
    """All that could be drawn, day by day, so that each question reads one short stretch of an index."""
    zone = ZoneInfo(reading.centre.zone)
    found: list[FrameLine] = []
    for day in span.days():
        rows = reading.db.execute(_lines(reading, rule, day, zone))
        found += [FrameLine(key, at, person, _month(at, zone)) for key, at, person in rows]
    return found


def _month(at: datetime, zone: ZoneInfo) -> tuple[int, int]:
    local = at.astimezone(zone)
    return local.year, local.month


def _lines(reading: Reading, rule: SamplingRule, span: Span, zone: ZoneInfo) -> Select[Any]:
    if rule.source is FrameSource.CALL_LIST:
        return _calls(reading, rule, span, zone)
    begin, end = span.instants(zone)
    query = (
        select(Contact.id, Contact.at, Contact.by_id)
        .join(Case, Case.id == Contact.case_id)
        .join(Staff, Staff.id == Contact.by_id)
        .where(
            Contact.at >= begin,
            Contact.at < end,
            Contact.channel.in_(rule.channels),
            Case.centre_id + 0 == reading.actor.centre_id,  # + 0: the stretch of time is to be chosen, not the cases
            Case.is_open + 0 < GONE,
            *_of_whom(rule),
        )
    )
    if rule.least_seconds:
        is_long = (Contact.seconds >= rule.least_seconds) | Contact.channel.not_in(SPOKEN)
        query = query.where(is_long)
    return query if span.last_id is None else query.where(Contact.id <= span.last_id)


def _calls(reading: Reading, rule: SamplingRule, span: Span, zone: ZoneInfo) -> Select[Any]:
    begin, end = span.instants(zone)
    query = (
        select(ListedCall.id, ListedCall.at, ListedCall.staff_id)
        .join(Staff, Staff.id == ListedCall.staff_id)
        .where(
            ListedCall.centre_id == reading.actor.centre_id,
            ListedCall.at >= begin,
            ListedCall.at < end,
            ListedCall.seconds >= rule.least_seconds,
            *_of_whom(rule),
        )
    )
    return query if span.last_id is None else query.where(ListedCall.id <= span.last_id)


def _of_whom(rule: SamplingRule) -> list[ColumnElement[bool]]:
    """Of people of one office, of one team, or of all."""
    found: list[ColumnElement[bool]] = []
    if rule.office_id is not None:
        found.append(Staff.office_id == rule.office_id)
    if rule.team_id is not None:
        found.append(Staff.team_id == rule.team_id)
    return found


def facts_of(reading: Reading, source: FrameSource, keys: Sequence[int]) -> dict[int, DrawnFacts]:
    """What is known of what was drawn; what is gone by now is not among it."""
    if source is FrameSource.CONTACTS:
        query: Select[Any] = (
            select(Contact.id, Contact.case_id, Contact.by_id, Staff.office_id, Contact.at, Contact.seconds)
            .add_columns(Contact.channel)
            .join(Staff, Staff.id == Contact.by_id)
            .where(Contact.id.in_(keys))
        )
    else:
        query = (
            select(ListedCall.id, Contact.case_id, ListedCall.staff_id, Staff.office_id, ListedCall.at)
            .add_columns(ListedCall.seconds, literal(Channel.PHONE, Contact.channel.type))
            .join(Staff, Staff.id == ListedCall.staff_id)
            .outerjoin(Contact, Contact.id == ListedCall.contact_id)
            .where(ListedCall.id.in_(keys))
        )
    return {
        key: DrawnFacts(key, case_id, employee_id, office_id, channel.value, at, seconds)
        for key, case_id, employee_id, office_id, at, seconds, channel in reading.db.execute(query)
    }
