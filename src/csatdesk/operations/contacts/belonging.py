"""The customer that something is written down for."""

from sqlalchemy import select

from csatdesk.operations.work import Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.visible import visible_customers


def customer_of(work: Work, customer_id: int) -> Customer:
    """Raises NoResultFound for a customer of another centre, or one that is part of another by now."""
    query = select(Customer).where(Customer.id == customer_id, visible_customers(work.actor))
    return work.db.execute(query).scalar_one()
