"""What figures are cut by: what there is, what a cut means in SQL, and how it is told."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, literal, select

from csatdesk.domain.contacts import MOST
from csatdesk.domain.cuts import Cut
from csatdesk.domain.folding import fold
from csatdesk.domain.staff import Right
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.turns import CaseTurn
from csatdesk.wording.words import word

ACTIVITIES_MOST = 200


def within(
    reading: Reading, cut: Cut, rows: type[Case] | type[CaseTurn] = Case, *, is_long: bool = False
) -> Iterator[ColumnElement[bool]]:
    """Conditions on cases, or on lines of their ledger, that all hold. `is_long`: of so many days, or of all that is
    open, that it is quicker to go through the cases of a line of business.
    """
    if cut.office_ids:
        yield rows.office_id.in_(cut.office_ids)
    if cut.segments:
        yield rows.segment.in_(cut.segments)
    if cut.activities:
        theirs: ColumnElement[bool] = Case.customer_id.in_(in_business(reading, cut.activities))
        if not is_long:
            theirs = _is_of(reading, cut.activities)
        if rows is Case:
            yield theirs
        elif is_long:
            yield CaseTurn.case_id.in_(select(Case.id).where(theirs))
        else:
            yield exists().where(Case.id == CaseTurn.case_id, theirs)


def _is_of(reading: Reading, activities: Sequence[str]) -> ColumnElement[bool]:
    """Asked for each case of the days that are counted: the days, not the customers, bound what is read. As a value:
    of a condition SQLite would make a join, and go through all customers for it.
    """
    theirs = select(Customer.activity_key).where(Customer.id == Case.customer_id)
    theirs = theirs.where(Customer.centre_id == reading.actor.centre_id).correlate(Case)
    return theirs.scalar_subquery().in_([activity_key(one) for one in activities])


def activity_key(activity: str) -> str:
    """One line of business has one key, however it is spelt."""
    return fold(activity)[: MOST["activity"]]


def in_business(reading: Reading, activities: Sequence[str]) -> Select[tuple[int]]:
    """The customers with one of these lines of business."""
    keys = [activity_key(one) for one in activities]
    return select(Customer.id).where(Customer.centre_id == reading.actor.centre_id, Customer.activity_key.in_(keys))


def list_activities(reading: Reading, *, most: int = ACTIVITIES_MOST) -> tuple[str, ...]:
    """The lines of business of the centre's customers, each once, in the spelling of one of them.

    From key to key along the index, however many customers have the same.
    """
    if not reading.actor.may(Right.SEE_CUSTOMERS):
        return ()
    here, key = Customer.centre_id == reading.actor.centre_id, Customer.activity_key
    first = select(func.min(key).label("key"), literal(1).label("place")).where(here, key > "")
    keys = first.cte("keys", recursive=True)
    later = select(func.min(key)).where(here, key > keys.c.key).scalar_subquery()
    is_more = keys.c.key.is_not(None) & (keys.c.place < most)  # what is typed freely may be without end
    keys = keys.union_all(select(later, keys.c.place + 1).where(is_more))
    spelt = select(Customer.activity).where(here, key == keys.c.key).order_by(Customer.sort_key, Customer.id).limit(1)
    query = select(spelt.scalar_subquery()).where(keys.c.key.is_not(None)).order_by(keys.c.key)
    return tuple(reading.db.execute(query).scalars())


def office_names(reading: Reading) -> dict[int, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id).order_by(Office.name)
    return {row.id: row.name for row in reading.db.execute(query)}


def cut_words(cut: Cut, offices: Mapping[int, str]) -> str:
    """Offices, segments and lines of business that are counted; "" for all."""
    named = [offices[one] for one in cut.office_ids if one in offices]
    return " · ".join((*named, *map(word, cut.segments), *cut.activities))
