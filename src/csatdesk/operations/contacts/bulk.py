"""Many customers at once: rows for one statement instead of one entity each."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Table, insert, select

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.identity import new_identity
from csatdesk.domain.spelling import all_name_words
from csatdesk.operations.contacts.commands import customer_columns
from csatdesk.operations.contacts.traces import add_traces, propose_pairs
from csatdesk.operations.work import Work
from csatdesk.store.base import Base
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Representative
from csatdesk.store.search import CUSTOMERS, learn_spellings, write_words

FOUND_BY = ("name", "phone", "email", "account", "meter_point")  # as `operations.words.customer_texts`


def customer_values(work: Work, new: NewCustomer, *, import_id: int, source_number: str | None) -> dict[str, object]:
    """The columns of one row for `add_customers`."""
    return {
        "uid": new_identity(work.at),
        "centre_id": work.actor.centre_id,
        "source_number": source_number,
        "import_id": import_id,
        "created_at": work.at,
        "version": 1,
        **customer_columns(work, new),
    }


def add_speakers(work: Work, named: Mapping[int, str]) -> None:
    """Who speaks for organisations, by the organisation's id; without a name nobody does. Nobody saw an authority."""
    rows = [
        {"customer_id": customer_id, "name": name, "relation": Relation.EMPLOYEE, "authority": "", "version": 1}
        for customer_id, name in named.items()
        if name
    ]
    if rows:
        work.db.execute(insert(_table(Representative)), rows)


def add_customers(work: Work, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """Add customers with their words for searching; their ids in order. The import's own row stands in the audit."""
    if not rows:
        return []
    work.db.execute(insert(_table(Customer)), list(rows))
    query = select(Customer.uid, Customer.id).where(Customer.uid.in_([row["uid"] for row in rows]))
    by_uid: dict[object, int] = dict(work.db.execute(query).tuples().all())  # "returning" would insert row by row
    ids = [by_uid[row["uid"]] for row in rows]
    words = {row_id: [str(row[name]) for name in FOUND_BY] for row_id, row in zip(ids, rows, strict=True)}
    write_words(work.db, CUSTOMERS, words)
    add_traces(work, dict(zip(ids, rows, strict=True)))
    propose_pairs(work, ids)
    learn_spellings(work.db, all_name_words(str(row["name"]) for row in rows))
    return ids


def _table(entity: type[Base]) -> Table:
    """Rows go in without the work of mapping each."""
    table = entity.__table__
    assert isinstance(table, Table)
    return table
