"""The audit: complete, chained, and without personal words outside the table that erasure empties."""

import pytest
from sqlalchemy import delete, func, select, update

from csatdesk.domain.errors import NotFound
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.registering import register_case
from csatdesk.operations.work import Work
from csatdesk.store.audit import AuditRow, AuditValue, broken_link
from csatdesk.store.entities.cases import Case
from tests.cast import Stage


@pytest.fixture
def desk_id(centre: Stage) -> int:
    """A desk at which something was done."""
    registered = centre.register("Tajne słowo.")
    with centre.work() as work:
        take_case(work, case_id=registered.case_id)
    return centre.anna.desk_id


def test_an_untouched_chain_holds(centre: Stage, desk_id: int) -> None:
    with centre.read() as reading:
        assert broken_link(reading.db, desk_id) is None


def test_a_changed_row_breaks_the_chain_where_it_stands(centre: Stage, desk_id: int) -> None:
    with centre.work() as work:
        third = work.db.execute(select(AuditRow.id).order_by(AuditRow.sequence).offset(2).limit(1)).scalar_one()
        work.db.execute(update(AuditRow).where(AuditRow.id == third).values(by_id=999))
    with centre.read() as reading:
        assert broken_link(reading.db, desk_id) == 3


def test_a_removed_row_breaks_the_chain(centre: Stage, desk_id: int) -> None:
    with centre.work() as work:
        work.db.execute(delete(AuditValue))
        second = work.db.execute(select(AuditRow.id).order_by(AuditRow.sequence).offset(1).limit(1)).scalar_one()
        work.db.execute(delete(AuditRow).where(AuditRow.id == second))
    with centre.read() as reading:
        assert broken_link(reading.db, desk_id) == 3


def test_erasing_personal_values_leaves_the_chain_whole(centre: Stage, desk_id: int) -> None:
    with centre.work() as work:
        assert work.db.execute(select(func.count(AuditValue.id)).where(AuditValue.after.contains("Tajne"))).scalar_one()
        work.db.execute(delete(AuditValue))
    with centre.read() as reading:
        assert broken_link(reading.db, desk_id) is None
        assert not [row for row in reading.db.execute(select(AuditRow.changes)).scalars() if "Tajne" in str(row)]


def test_every_change_of_a_case_is_there_with_who_and_before(centre: Stage, desk_id: int) -> None:
    with centre.read() as reading:
        query = select(AuditRow).where(AuditRow.what == "cases", AuditRow.action == "change")
        taken = reading.db.execute(query.order_by(AuditRow.sequence.desc())).scalars().first()
        assert taken is not None
        assert taken.by_id == centre.anna.id
        assert taken.changes["plain"]["owner_id"] == [None, centre.anna.id]
        assert taken.row_id == reading.db.execute(select(Case.id)).scalar_one()


def test_a_refused_command_leaves_no_trace(centre: Stage) -> None:
    with centre.read() as reading:
        before = reading.db.execute(select(func.count(AuditRow.id))).scalar_one()
    with pytest.raises(NotFound), centre.work() as work:
        _take_two(work, centre)
    with centre.read() as reading:
        assert reading.db.execute(select(func.count(AuditRow.id))).scalar_one() == before


def _take_two(work: Work, centre: Stage) -> None:
    """Register a case, take it, then fail on one that does not exist."""
    take_case(work, case_id=register_case(work, new=centre.intake()).case_id)
    take_case(work, case_id=987_654)
