"""Whether a matter looks like a repeat of an earlier one: the same topic lately, of the same customer, or of somebody
with the same phone or account under another name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.changes import Kind
from csatdesk.domain.customers import TraceKind
from csatdesk.domain.links import REPEAT_DAYS_MOST, ProposalState, RepeatDaysWrong
from csatdesk.domain.staff import Right, require
from csatdesk.operations.repeat_marks import look_again, repeat_days
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import CustomerTrace
from csatdesk.store.entities.links import RepeatProposal
from csatdesk.store.visible import visible_cases

DIGITS_LEAST = 6  # shorter numbers, and words like "none", tell nobody apart
SHARED_MOST = 4  # a number that more customers have is a switchboard's or a property manager's
TOLD_BY = (TraceKind.ACCOUNT, TraceKind.PHONE)

Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """A case on the same topic. `by_trace`: what its customer shares with the other one; None: they are the same."""

    case_id: int
    by_trace: TraceKind | None = None


def set_repeat_days(work: Work, *, days: int) -> None:
    """For the intake, the proposals and the reports. What came within these days or is proposed is looked at anew."""
    require(work.actor, Right.CHANGE_CENTRE)
    if not 1 <= days <= REPEAT_DAYS_MOST:
        raise RepeatDaysWrong(field="days", most=REPEAT_DAYS_MOST)
    centre = work.db.get_one(Centre, work.actor.centre_id)
    if centre.repeat_days == days:
        return
    centre.repeat_days = days
    look_again(work, Case.centre_id == centre.id, Case.received_at >= work.at - timedelta(days=days))
    proposed = select(RepeatProposal.case_id).where(
        RepeatProposal.centre_id == centre.id, RepeatProposal.state == ProposalState.OPEN
    )
    look_again(work, Case.id.in_(proposed))
    work.changed.update((Kind.CENTRE, Kind.CASE))


def likely_repeat(reading: Reading, *, customer_id: int, topic_id: int | None) -> Repeat | None:
    """The newest case on the same topic within the days of the centre; the customer's own before that of another one
    who shares their phone or account. Never on an empty topic or number.
    """
    if topic_id is None:
        return None
    since = reading.at - timedelta(days=repeat_days(reading))
    wanted = (visible_cases(reading.actor), Case.topic_id == topic_id, Case.received_at >= since)
    found = newest(reading, customer_id, wanted)
    return load_repeat(reading, found) if found is not None else None


def load_repeat(reading: Reading, found: Found) -> Repeat | None:
    """What a person is told of it; None when it is not to be seen any more."""
    columns = (Case.id, Case.number, Case.topic_id, Case.channel, Case.received_at, Case.is_open, Customer.name)
    query = (
        select(*columns)
        .join(Customer, Customer.id == Case.customer_id)
        .where(visible_cases(reading.actor), Case.id == found.case_id)
    )
    row = reading.db.execute(query).first()
    if row is None or row.topic_id is None:
        return None
    case_id, number, topic, channel, at, is_open, name = row
    return Repeat(case_id, number, topic, channel, at, is_open == OPEN, name if found.by_trace is not None else "")


def newest(reading: Reading, customer_id: int, wanted: Conditions) -> Found | None:
    """The newest of these cases: the customer's own, else one of those who share a number with them."""
    own = _first(reading, (customer_id,), wanted, is_last=True)
    if own is not None:
        return Found(own[0])
    others = sharing(reading, customer_id)
    theirs = _first(reading, tuple(others), wanted, is_last=True) if others else None
    return Found(theirs[0], others[theirs[1]]) if theirs is not None else None


def next_of_each(reading: Reading, customer_id: int, wanted: Conditions) -> list[int]:
    """The oldest of these cases: the customer's own, and that of those who share a number with them."""
    groups = ((customer_id,), tuple(sharing(reading, customer_id)))
    found = (_first(reading, group, wanted, is_last=False) for group in groups if group)
    return [one[0] for one in found if one is not None]


def _first(
    reading: Reading, customer_ids: Sequence[int], wanted: Conditions, *, is_last: bool
) -> tuple[int, int] | None:
    """Case and customer."""
    query = select(Case.id, Case.customer_id).where(Case.customer_id.in_(customer_ids), *wanted)
    order = (Case.received_at.desc(), Case.id.desc()) if is_last else (Case.received_at, Case.id)
    row = reading.db.execute(query.order_by(*order).limit(1)).first()
    return (row[0], row[1]) if row is not None else None


# who shares a number


def sharing(reading: Reading, customer_id: int) -> Mapping[int, TraceKind]:
    """Other customers with the same account or phone; one of several phones is enough. Not those whose matter a person
    has told from theirs.
    """
    query = select(CustomerTrace.kind, CustomerTrace.told)
    query = query.where(CustomerTrace.customer_id == customer_id, CustomerTrace.kind.in_(TOLD_BY))
    found: dict[int, TraceKind] = {}
    for kind, told in reading.db.execute(query.order_by(CustomerTrace.kind, CustomerTrace.told)).tuples():
        if sum(letter.isdigit() for letter in told) >= DIGITS_LEAST:
            for other in _bearers(reading, kind, told):
                found.setdefault(other, kind)
    found.pop(customer_id, None)
    for other in _told_apart(reading, customer_id) if found else ():
        found.pop(other, None)
    return found


def _bearers(reading: Reading, kind: TraceKind, told: str) -> Sequence[int]:
    """Everybody with this number, unless they are too many."""
    query = select(CustomerTrace.customer_id).distinct()
    query = query.where(
        CustomerTrace.centre_id == reading.actor.centre_id, CustomerTrace.kind == kind, CustomerTrace.told == told
    )
    found = reading.db.execute(query.limit(SHARED_MOST + 1)).scalars().all()
    return found if len(found) <= SHARED_MOST else ()


def _told_apart(reading: Reading, customer_id: int) -> set[int]:
    """Customers with the same number of whom a person has said that the one's case does not repeat the other's."""
    later, earlier = aliased(Case), aliased(Case)
    found: set[int] = set()
    for here, there in ((later, earlier), (earlier, later)):
        query = (
            select(there.customer_id)
            .select_from(RepeatProposal)
            .join(later, later.id == RepeatProposal.case_id)
            .join(earlier, earlier.id == RepeatProposal.other_id)
            .where(
                here.customer_id == customer_id,
                RepeatProposal.state == ProposalState.REFUSED,
                RepeatProposal.by_trace.is_not(None),
            )
        )
        found.update(other for other in reading.db.execute(query).scalars() if other is not None)
    return found
