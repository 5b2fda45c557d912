"""What a list's filter means in SQL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_

from csatdesk.domain.cases import CaseFilter
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.repeat_proposals import possible_repeats
from csatdesk.operations.contacts.belonging import standing
from csatdesk.operations.cuts import in_business
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import NOT_OPEN, OPEN, Case


def conditions(reading: Reading, wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    """Conditions that all hold for a shown case; the search text is joined apart."""
    if wanted.is_open is not None:
        yield Case.is_open == (OPEN if wanted.is_open else NOT_OPEN)
    if wanted.statuses:
        yield Case.status.in_(wanted.statuses)
    if wanted.kinds:
        yield Case.kind.in_(wanted.kinds)
    if wanted.channels:
        yield Case.channel.in_(wanted.channels)
    if wanted.reply_by:
        yield Case.reply_by.in_(wanted.reply_by)
    if wanted.office_ids:
        yield Case.office_id.in_(wanted.office_ids)
    if wanted.customer_id is not None:
        yield Case.customer_id == standing(reading, wanted.customer_id)
    if wanted.import_id is not None:
        yield Case.import_id == wanted.import_id
    if wanted.matter_id is not None:
        yield Case.matter_id == wanted.matter_id
    if wanted.segments:
        yield Case.segment.in_(wanted.segments)
    if wanted.activities:
        yield Case.customer_id.in_(in_business(reading, wanted.activities))
    if wanted.solved:
        yield Case.solved.in_(wanted.solved)
    yield from _people(wanted)
    yield from _topics(reading, wanted)
    yield from _times(reading, wanted)
    yield from _marks(reading, wanted)


def _marks(reading: Reading, wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.priorities:
        yield Case.priority.in_(wanted.priorities)
    if wanted.possible_repeat:
        yield Case.id.in_(possible_repeats(reading))


def _people(wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.owner_ids:
        asked.append(
            Case.owner_id == wanted.owner_ids[0] if len(wanted.owner_ids) == 1 else Case.owner_id.in_(wanted.owner_ids)
        )
    if wanted.team_ids:
        asked.append(Case.team_id.in_(wanted.team_ids))
    if wanted.without_owner:
        asked.append(Case.owner_id.is_(None))
    if asked:
        yield or_(*asked)


def _topics(reading: Reading, wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.topic_ids and wanted.topics_as_filed:
        asked.append(Case.topic_id.in_(wanted.topic_ids))
    elif wanted.topic_ids:
        tree = load_topic_tree(reading)
        asked.append(Case.topic_id.in_(sorted({below for topic in wanted.topic_ids for below in tree.below(topic)})))
    if wanted.without_topic:
        asked.append(Case.topic_id.is_(None))
    if asked:
        yield or_(*asked)


def _times(reading: Reading, wanted: CaseFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.due:
        limits = bounds(reading)
        yield or_(*(limits.condition(band) for band in wanted.due))
    zone = ZoneInfo(reading.centre.zone)
    if wanted.received_from is not None:
        yield Case.received_at >= _midnight(wanted.received_from, zone)
    if wanted.received_to is not None:
        yield Case.received_at < _midnight(wanted.received_to + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
