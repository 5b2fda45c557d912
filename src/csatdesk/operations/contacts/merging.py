"""Two customers become one, by pointer and a log of what went over, so that they can be taken apart again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import delete, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.customers import MergedFurther, NotMergedAnyMore, PairSpokenOf, PartRow, apart
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.marks import N_
from csatdesk.domain.spelling import name_words
from csatdesk.domain.staff import Right, require
from csatdesk.operations.contacts.belonging import customer_of
from csatdesk.operations.contacts.commands import customer_columns, tell_open_cases
from csatdesk.operations.contacts.pairs import pair_of, values_of
from csatdesk.operations.contacts.traces import withdraw_pairs, write_traces
from csatdesk.operations.words import write_customer_words
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.audit import plain
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Consent, CustomerTrace, Representative
from csatdesk.store.entities.links import Merge
from csatdesk.store.entities.staff import Staff
from csatdesk.store.search import CUSTOMERS, forget_spellings, remove_words

CUSTOMER = "customers"
BELONGINGS = {"cases": Case, "consents": Consent, "representatives": Representative}


def merge_customers(
    work: Work, *, winner_id: int, loser_id: int, versions: tuple[int, int], new: NewCustomer
) -> Undoable[int]:
    """Make the loser part of the winner, who holds `new` from now on. `versions`: those that the person saw."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    new.check()
    _hold(work, winner_id, loser_id)
    winner, loser = customer_of(work, winner_id), customer_of(work, loser_id)
    if (winner.version, loser.version) != versions:
        raise ChangedByOther()
    _speak_of_pair(work, winner, loser)
    before, name_before = _told(values_of(winner)), winner.name
    moved = {name: _move(work, entity, loser.id, winner.id) for name, entity in BELONGINGS.items()}
    _put(work, winner, new)
    merge = _merge_row(work, winner, loser, moved | {"before": before, "after": _told(values_of(winner))})
    loser.merged_into_id = winner.id
    tell_open_cases(work, winner)
    _leave(work, loser)
    _find_anew(work, winner, name_before)
    return Undoable(
        merge.id,
        partial(unmerge_customers, merge_id=merge.id),
        N_("{name} is part of {into}"),
        {"name": loser.name, "into": winner.name},
    )


def _hold(work: Work, *ids: int) -> None:
    """On a server nobody merges these two, nor logs a case for them, until this is saved."""
    query = select(Customer.id).where(Customer.id.in_(ids)).order_by(Customer.id).with_for_update()
    work.db.execute(query).all()


def _merge_row(work: Work, winner: Customer, loser: Customer, moved: Mapping[str, object]) -> Merge:
    merge = Merge(
        centre_id=work.actor.centre_id,
        what=CUSTOMER,
        loser_id=loser.id,
        winner_id=winner.id,
        at=work.at,
        by_id=work.actor.id,
        moved=dict(moved),
    )
    work.db.add(merge)
    work.db.flush()
    return merge


def _move(work: Work, entity: Any, from_id: int, to_id: int, only: list[int] | None = None) -> list[int]:
    """Hand what belongs to one customer to another; the ids."""
    query = select(entity).where(entity.customer_id == from_id)
    if only is not None:
        query = query.where(entity.id.in_(only))
    found = list(work.db.execute(query.order_by(entity.id)).scalars())
    for one in found:
        one.customer_id = to_id
        if isinstance(one, Case):
            one.look_for_repeats()
    return [one.id for one in found]


def _put(work: Work, customer: Customer, new: NewCustomer) -> None:
    for column, value in customer_columns(new, work.centre.language).items():
        setattr(customer, column, value)


def _told(values: NewCustomer) -> dict[str, object]:
    return {name: plain(getattr(values, name)) for name in NewCustomer.__slots__}


def _values(told: Mapping[str, Any]) -> NewCustomer:
    enums = {"kind": CustomerKind(told["kind"]), "segment": Segment(told["segment"])}
    return NewCustomer(**{**told, **enums})


def _speak_of_pair(work: Work, winner: Customer, loser: Customer) -> None:
    pair = pair_of(work, winner.id, loser.id)
    if pair is not None:
        if not pair.is_open:
            raise PairSpokenOf()
        pair.is_open, pair.by_id, pair.at = 0, work.actor.id, work.at


def _leave(work: Work, loser: Customer) -> None:
    """Nobody is led to the loser any more."""
    work.db.flush()
    withdraw_pairs(work, loser.id)
    work.db.execute(delete(CustomerTrace).where(CustomerTrace.customer_id == loser.id))
    remove_words(work.db, CUSTOMERS, [loser.id])
    forget_spellings(work.db, name_words(loser.name))


def _find_anew(work: Work, customer: Customer, name_before: str = "") -> None:
    write_customer_words(work, customer, name_before)
    write_traces(work, customer)
    work.changed.update({Kind.CUSTOMER, Kind.CASE})


def unmerge_customers(work: Work, *, merge_id: int) -> None:
    """Take the loser out again with all that went over; what was changed since in the winner stays as it is."""
    require(work.actor, Right.CHANGE_CUSTOMERS)
    query = select(Merge).where(Merge.id == merge_id, Merge.what == CUSTOMER, Merge.centre_id == work.actor.centre_id)
    merge = work.db.execute(query).scalar_one()
    if merge.undone_at is not None:
        raise NotMergedAnyMore()
    _hold(work, merge.winner_id, merge.loser_id)
    winner, loser = work.db.get_one(Customer, merge.winner_id), work.db.get_one(Customer, merge.loser_id)
    if winner.erased_at is not None:
        raise NotFound()
    if winner.merged_into_id is not None:
        raise MergedFurther(name=winner.name)
    merge.undone_at, merge.undone_by_id = work.at, work.actor.id
    for name, entity in BELONGINGS.items():
        _move(work, entity, winner.id, loser.id, merge.moved[name])
    now, name_before = _told(values_of(winner)), winner.name
    before, after = merge.moved["before"], merge.moved["after"]
    _put(work, winner, _values({name: apart(name, before[name], after[name], now[name]) for name in now}))
    loser.merged_into_id = None
    for customer in (winner, loser):
        tell_open_cases(work, customer)
    _find_anew(work, winner, name_before)
    _find_anew(work, loser)
    _ask_again(work, winner, loser)


def _ask_again(work: Work, winner: Customer, loser: Customer) -> None:
    pair = pair_of(work, winner.id, loser.id)
    if pair is not None:
        pair.is_open, pair.by_id = 1, None


def list_parts(reading: Reading, *, customer_id: int) -> tuple[PartRow, ...]:
    """Customers that became part of this one, the newest first."""
    if not reading.actor.may(Right.SEE_CUSTOMERS):
        return ()
    query = (
        select(Merge.id, Customer.name, Merge.at, Staff.name)
        .join(Customer, Customer.id == Merge.loser_id)
        .join(Staff, Staff.id == Merge.by_id)
        .where(Merge.what == CUSTOMER, Merge.winner_id == customer_id, Merge.undone_at.is_(None))
        .where(Merge.centre_id == reading.actor.centre_id)
        .order_by(Merge.id.desc())
    )
    return tuple(PartRow(*found) for found in reading.db.execute(query).tuples())
