"""Whether a matter looks like a repeat of an earlier one: the same topic lately, of the same customer, or of somebody
with the same phone or account under another name.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.links import REPEAT_DAYS
from csatdesk.operations.contacts.matching import Traces, sharing
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.visible import visible_cases

DIGITS_LEAST = 6  # shorter numbers, and words like "none", tell nobody apart
SHARED_MOST = 4  # a number that more customers have is a switchboard's or a property manager's


def likely_repeat(
    reading: Reading, *, customer_id: int, topic_id: int | None, days: int = REPEAT_DAYS
) -> Repeat | None:
    """The newest case on the same topic within `days`; the customer's own before that of another one who shares their
    phone or account. Never on an empty topic or number.
    """
    if topic_id is None:
        return None
    own = _newest(reading, (customer_id,), topic_id, days)
    if own is not None:
        return own
    others = _sharing(reading, customer_id)
    return _newest(reading, others, topic_id, days, is_others=True) if others else None


def _newest(
    reading: Reading, customer_ids: Sequence[int], topic_id: int, days: int, *, is_others: bool = False
) -> Repeat | None:
    columns = (Case.id, Case.number, Case.topic_id, Case.channel, Case.received_at, Case.is_open, Customer.name)
    query = (
        select(*columns)
        .join(Customer, Customer.id == Case.customer_id)
        .where(
            visible_cases(reading.actor),
            Case.customer_id.in_(customer_ids),
            Case.topic_id == topic_id,
            Case.received_at >= reading.at - timedelta(days=days),
        )
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(1)
    )
    found = reading.db.execute(query).first()
    if found is None or found.topic_id is None:
        return None
    case_id, number, topic, channel, at, is_open, name = found
    return Repeat(case_id, number, topic, channel, at, is_open == OPEN, of_other=name if is_others else "")


def _sharing(reading: Reading, customer_id: int) -> tuple[int, ...]:
    """Other customers with the same phone or account. One of several phones is enough."""
    query = select(Customer.phone, Customer.account).where(Customer.id == customer_id)
    phones, account = reading.db.execute(query).one()
    numbers = [Traces("", phone=phone) for phone in phones.split(",")] + [Traces("", account=account)]
    found: set[int] = set()
    for number in numbers:
        if _tells_apart(number):
            others = {one.id for one in sharing(reading, number)} - {customer_id}
            found |= others if len(others) < SHARED_MOST else set()
    return tuple(sorted(found))


def _tells_apart(number: Traces) -> bool:
    keys = number.keys()
    return any(sum(letter.isdigit() for letter in key) >= DIGITS_LEAST for key in keys)
