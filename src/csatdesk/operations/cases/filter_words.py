"""What a list shows, in words: the line under its title, on screen and on paper."""

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum

from sqlalchemy import select

from csatdesk.domain.cases import CaseFilter
from csatdesk.operations.contacts.belonging import standing
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.imports import Import
from csatdesk.store.entities.matters import KnownMatter
from csatdesk.store.entities.staff import Staff, Team
from csatdesk.wording.formats import quoted, short_date
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import in_sentence, segment_word, word


def filter_words(reading: Reading, wanted: CaseFilter) -> str:
    """Every part of the filter that narrows the list: "Status: open; Kind: complaint, claim"; "" when none does."""
    parts = [
        _("{name}: {values}").format(name=name, values=", ".join(values))
        for name, values in _parts(reading, wanted)
        if values
    ]
    return "; ".join((*parts, *_days(wanted)))


def _parts(reading: Reading, wanted: CaseFilter) -> Iterator[tuple[str, Sequence[str]]]:
    if wanted.text.strip():
        yield _("Search"), (quoted(wanted.text.strip()),)
    if wanted.is_open is not None:
        yield _("State"), (_("open") if wanted.is_open else _("closed"),)
    yield _("Status"), _words(wanted.statuses)
    yield _("Kind"), _words(wanted.kinds)
    yield _("Channel"), _words(wanted.channels)
    yield _("Due"), _words(wanted.due)
    yield _("Topic"), _topics(reading, wanted)
    yield _("Office"), _names(reading, Office, wanted.office_ids)
    yield _("Owner"), _owners(reading, wanted)
    yield _("Team"), _names(reading, Team, wanted.team_ids)
    yield _("Priority"), _words(wanted.priorities)
    yield _("Segment"), [segment_word(one) for one in wanted.segments]
    yield _("Line of business"), wanted.activities
    yield _("Solved"), _words(wanted.solved)
    if wanted.possible_repeat:
        yield _("Repeat"), (_("possible"),)
    if wanted.matter_id is not None:
        title = select(KnownMatter.title).where(KnownMatter.id == wanted.matter_id)
        yield _("Known matter"), list(reading.db.execute(title).scalars())
    if wanted.customer_id is not None:
        yield _("Customer"), _names(reading, Customer, (standing(reading, wanted.customer_id),))
    if wanted.import_id is not None:
        query = select(Import.file_name).where(Import.id == wanted.import_id)
        yield _("Import"), list(reading.db.execute(query).scalars())


def _words(members: Iterable[Enum]) -> list[str]:
    return [in_sentence(word(member)) for member in members]


def _topics(reading: Reading, wanted: CaseFilter) -> list[str]:
    tree = load_topic_tree(reading)
    named = [" › ".join(tree.path(topic_id, language())) for topic_id in wanted.topic_ids]
    return [*named, _("unclassified")] if wanted.without_topic else named


def _owners(reading: Reading, wanted: CaseFilter) -> list[str]:
    named = _names(reading, Staff, wanted.owner_ids)
    return [*named, _("nobody yet")] if wanted.without_owner else named


def _names(
    reading: Reading, entity: type[Office] | type[Staff] | type[Customer] | type[Team], row_ids: Sequence[int]
) -> list[str]:
    if not row_ids:
        return []
    query = select(entity.id, entity.name).where(entity.id.in_(row_ids))
    found = {row.id: row.name for row in reading.db.execute(query)}
    return [found[row_id] for row_id in row_ids if row_id in found]


def _days(wanted: CaseFilter) -> Iterator[str]:
    first, last = wanted.received_from, wanted.received_to
    if first is not None and last is not None:
        yield _("Received: {first} to {last}").format(first=short_date(first), last=short_date(last))
    elif first is not None:
        yield _("Received: since {day}").format(day=short_date(first))
    elif last is not None:
        yield _("Received: until {day}").format(day=short_date(last))
