"""Many contacts on one topic in one office within a few hours: perhaps one matter that everybody should know."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.operations.matters import list_matters
from csatdesk.operations.today.rows import Surge
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact

HOURS = 4
CONTACTS_LEAST = 5
READ_MOST = 5000  # contacts of a few hours


@dataclass(slots=True)
class _Found:
    since: datetime
    contacts: int = 0
    case_ids: set[int] = field(default_factory=set)


def list_surges(reading: Reading) -> Iterator[Surge]:
    """At least `CONTACTS_LEAST` contacts in `HOURS` hours that are tied to no known matter; the most first."""
    many = [(place, one) for place, one in _by_place(reading).items() if one.contacts >= CONTACTS_LEAST]
    if not many:
        return
    offices = {row.id: row.name for row in reading.db.execute(select(Office.id, Office.name))}
    matters = {(one.topic_id, one.office_id): one for one in list_matters(reading) if one.topic_id is not None}
    for (topic_id, office_id), one in sorted(many, key=lambda found: -found[1].contacts):
        known = matters.get((topic_id, office_id)) or matters.get((topic_id, None))
        yield Surge(
            topic_id=topic_id,
            office_id=office_id,
            office_name=offices[office_id],
            contacts=one.contacts,
            case_ids=tuple(sorted(one.case_ids)),
            since=one.since,
            matter_id=known.id if known is not None else None,
            matter_title=known.title if known is not None else "",
        )


def _by_place(reading: Reading) -> dict[tuple[int, int], _Found]:
    """By topic, as it is now, and office. Contacts first, then their cases: the other way round it would take long."""
    since = reading.at - timedelta(hours=HOURS)
    newest = select(Contact.case_id, Contact.at).where(Contact.at >= since).order_by(Contact.at.desc())
    contacts = reading.db.execute(newest.limit(READ_MOST)).all()
    places = _places(reading, {case_id for case_id, _at in contacts})
    found: dict[tuple[int, int], _Found] = {}
    for case_id, at in contacts:
        if case_id in places:
            place = found.setdefault(places[case_id], _Found(at))
            place.since = at
            place.contacts += 1
            place.case_ids.add(case_id)
    return found


def _places(reading: Reading, case_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Topic and office of those that have a topic and belong to no known matter."""
    query = select(Case.id, Case.topic_id, Case.office_id, Case.matter_id)
    # + 0: no index but that of the ids is to be chosen
    query = query.where(Case.id.in_(case_ids), Case.centre_id + 0 == reading.actor.centre_id, Case.is_open + 0 < GONE)
    tree = load_topic_tree(reading)
    return {
        case_id: (tree.now(topic_id), office_id)
        for case_id, topic_id, office_id, matter_id in reading.db.execute(query)
        if topic_id is not None and matter_id is None
    }
