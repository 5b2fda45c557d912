"""What a person may see: one condition per entity, used by every query."""

from sqlalchemy import ColumnElement, false

from csatdesk.domain.staff import Actor, Right
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer


def visible_cases(actor: Actor) -> ColumnElement[bool]:
    return Case.centre_id == actor.centre_id if actor.may(Right.SEE_CASES) else false()


def visible_customers(actor: Actor) -> ColumnElement[bool]:
    return Customer.centre_id == actor.centre_id if actor.may(Right.SEE_CUSTOMERS) else false()
