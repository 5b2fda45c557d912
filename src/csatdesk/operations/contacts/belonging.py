"""The customer that something is written down for, or asked about."""

from sqlalchemy import select

from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.visible import visible_customers


def customer_of(work: Work, customer_id: int) -> Customer:
    """Raises NoResultFound for a customer of another centre, or one that is part of another by now.

    On a server nobody makes them part of another until what is written down for them is saved.
    """
    query = select(Customer).where(Customer.id == customer_id, visible_customers(work.actor))
    return work.db.execute(query.with_for_update(read=True)).scalar_one()


def standing_customer(work: Work, customer_id: int) -> Customer:
    """The customer, or the one that they have become part of since a person chose them."""
    held = select(Customer.id).where(Customer.id == customer_id).with_for_update(read=True)
    work.db.execute(held).all()
    return customer_of(work, standing(work, customer_id))


def standing(reading: Reading, customer_id: int) -> int:
    """The customer that this one is part of, or itself."""
    into = select(Customer.merged_into_id).where(Customer.centre_id == reading.actor.centre_id)
    while (next_id := reading.db.execute(into.where(Customer.id == customer_id)).scalar()) is not None:
        customer_id = next_id
    return customer_id
