"""How long people waited for the desk and stood at it (C32), from the tickets of the contacts of some days.

A wait is the time from the ticket to the call, desk time that from the call until the contact was saved. A contact
belongs to the day it took place. Median and 90th percentile: `domain.spreads`.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from csatdesk.domain.cuts import Cut
from csatdesk.domain.spreads import Spread
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import within
from csatdesk.operations.reports.days import instants
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact


@dataclass(frozen=True, slots=True)
class Queue:
    """Each of its own `count`: a ticket may lack the time it was drawn, a talk written down later its end."""

    waits: Spread
    at_desk: Spread


def load_queue(reading: Reading, days: Days, cut: Cut) -> Queue:
    """Of contacts of cases that are not in the trash; those of a case that became part of another are counted, too."""
    since, until = instants(reading, days)
    query = (
        select(Contact.waited_seconds, Contact.desk_seconds)
        .join(Case, Case.id == Contact.case_id)
        .where(
            Contact.called_at.is_not(None),
            Contact.at >= since,
            Contact.at < until,
            Case.centre_id == reading.actor.centre_id,
            Case.thrown_at.is_(None),
            *within(reading, cut),
        )
    )
    found = reading.db.execute(query).all()
    return Queue(
        waits=Spread.of(timedelta(seconds=row.waited_seconds) for row in found if row.waited_seconds is not None),
        at_desk=Spread.of(timedelta(seconds=row.desk_seconds) for row in found if row.desk_seconds is not None),
    )
