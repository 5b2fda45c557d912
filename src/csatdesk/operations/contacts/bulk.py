"""Many customers at once: rows for one statement instead of one entity each."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from sqlalchemy import func, select

from csatdesk.domain.attendance import Relation
from csatdesk.domain.customers import Marks
from csatdesk.domain.identity import new_identity
from csatdesk.operations.contacts.traces import Bearers, add_traces, bearers_of, propose_pairs
from csatdesk.operations.work import Work
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.customers import Representative
from csatdesk.store.rows import insert_rows
from csatdesk.store.search import CUSTOMERS, learn_spellings, put_words


def customer_values(
    work: Work, columns: Mapping[str, object], *, import_id: int, source_number: str | None
) -> dict[str, object]:
    """One row for `add_customers`. `columns`: see `customer_columns`."""
    return {
        "uid": new_identity(work.at),
        "centre_id": work.actor.centre_id,
        "source_number": source_number,
        "import_id": import_id,
        "created_at": work.at,
        "version": 1,
        **columns,
    }


def add_speakers(work: Work, named: Mapping[int, str]) -> None:
    """Who speaks for organisations, by the organisation's id; without a name nobody does. Nobody saw an authority."""
    rows = [(customer_id, name, Relation.EMPLOYEE, "", "", 1) for customer_id, name in named.items() if name]
    insert_rows(work.db, Representative, ("customer_id", "name", "relation", "phone", "authority", "version"), rows)


def add_customers(
    work: Work,
    rows: Sequence[Mapping[str, object]],
    marks: Sequence[Marks],
    before: Bearers | None = None,
    learnt: set[str] | None = None,
) -> list[int]:
    """Add customers of one import with their words for searching; their ids in order. The import's own row stands in
    the audit.

    `before`: who had their traces until now, when that was asked already. `learnt`: words of names that the same import
    has brought, which grows.
    """
    if not rows:
        return []
    if before is None:
        before = bearers_of(work, (trace for one in marks for trace in one.told))
    ids = _put(work, rows)
    put_words(work.db, CUSTOMERS, {row_id: one.words for row_id, one in zip(ids, marks, strict=True)})
    told = {row_id: one.told for row_id, one in zip(ids, marks, strict=True)}
    add_traces(work, told)
    propose_pairs(work, told, before)
    new = {word for one in marks for word in one.names}.difference(learnt or ())
    learn_spellings(work.db, new)
    if learnt is not None:
        learnt |= new
    return ids


def _put(work: Work, rows: Sequence[Mapping[str, object]]) -> list[int]:
    """The new ids, which rise in the order of the rows; "returning" would insert row by row."""
    newest = work.db.execute(select(func.max(Customer.id))).scalar_one() or 0
    columns = tuple(rows[0])
    insert_rows(work.db, Customer, columns, list(map(itemgetter(*columns), rows)))
    query = select(Customer.id).where(Customer.id > newest, Customer.import_id == rows[0]["import_id"])
    return list(work.db.execute(query.order_by(Customer.id)).scalars())
