"""Registering a case: done, refused by rule, refused by right, repeated, found, audited."""

import pytest
from sqlalchemy import func, select

from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    TextMissing,
)
from csatdesk.domain.contacts import Known, NewCustomer
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.queries import case_by_number, count_cases, list_cases, load_case
from csatdesk.operations.cases.registering import register_case
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.cases import Case
from tests.cast import Stage


def test_a_complaint_gets_its_number_and_its_promise(centre: Stage) -> None:
    registered = centre.register()
    assert registered.number.startswith("26-01-00001-")
    assert registered.due is not None
    assert registered.due.due_at.isoformat() == "2026-12-10T15:00:00+00:00"  # 15 working days, 16:00 in Warsaw


def test_what_was_registered_stands_on_its_card(centre: Stage) -> None:
    registered = centre.register("Odczyt jest ze starego licznika.")
    with centre.read() as reading:
        card = load_case(reading, case_id=registered.case_id)
    assert card.text == "Odczyt jest ze starego licznika."
    assert card.customer is not None
    assert card.customer.name == "Agnieszka Zielińska"
    assert card.taken_by == "Anna Nowak"
    assert card.row.status is Status.REGISTERED


def test_the_same_intake_saved_twice_adds_nothing(centre: Stage) -> None:
    new = centre.intake()
    with centre.work() as work:
        first = register_case(work, new=new)
    with centre.work() as work:
        second = register_case(work, new=new)
        assert work.db.execute(select(func.count(Case.id))).scalar_one() == 1
    assert second == first


def test_a_case_without_words_is_refused_at_its_field(centre: Stage) -> None:
    with pytest.raises(TextMissing) as refused, centre.work() as work:
        register_case(work, new=centre.intake("  "))
    assert refused.value.field == "text"


def test_an_auditor_may_not_register(centre: Stage) -> None:
    with pytest.raises(NotAllowed), centre.work(centre.liis) as work:
        register_case(work, new=centre.intake())


def test_a_new_customer_is_registered_with_the_case(centre: Stage) -> None:
    customer = NewCustomer("Сергей Волков", phone="+48 500 100 200", language="ru")
    registered = centre.register(customer_id=None, new_customer=customer)
    with centre.read() as reading:
        found = list_cases(reading, filter=CaseFilter(text="волк 500100200"))
    assert [row.id for row in found.rows] == [registered.case_id]
    assert found.rows[0].customer_name == "Сергей Волков"


def test_an_anonymous_customer_leaves_no_name(centre: Stage) -> None:
    registered = centre.register(known=Known.ANONYMOUS, kind=CaseKind.INQUIRY)
    with centre.read() as reading:
        card = load_case(reading, case_id=registered.case_id)
    assert card.customer is None
    assert card.row.customer_name == ""


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{2}"])
def test_a_case_is_found_however_its_number_is_typed(centre: Stage, typed: str) -> None:
    registered = centre.register()
    number = registered.number
    asked = typed.format(number, number.replace("-", ""), number.replace("-", " "))
    with centre.read() as reading:
        assert case_by_number(reading, typed=asked) == registered.case_id
        assert [row.id for row in list_cases(reading, filter=CaseFilter(text=asked)).rows] == [registered.case_id]


def test_solved_now_is_closed_by_the_same_command(centre: Stage) -> None:
    registered = centre.register(kind=CaseKind.INQUIRY, solved_now=True)
    with centre.read() as reading:
        card = load_case(reading, case_id=registered.case_id)
        assert count_cases(reading, filter=CaseFilter(is_open=True)).total == 0
    assert card.row.status is Status.CLOSED
    assert card.deadlines[0].met_at is not None


def test_registering_is_audited_without_personal_words(centre: Stage) -> None:
    registered = centre.register("Tajne słowo.")
    with centre.read() as reading:
        query = select(AuditRow).where(AuditRow.what == "cases", AuditRow.row_id == registered.case_id)
        row = reading.db.execute(query).scalars().first()
        assert row is not None
        assert row.by_id == centre.anna.id
        assert "Tajne" not in str(row.changes)
