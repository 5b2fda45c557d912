"""Finding a customer whatever is typed: misspelt, in the other alphabet, half; and who is not taken for another."""

import pytest
from sqlalchemy import func, select

from csatdesk.domain.contacts import CustomerFilter, NewCustomer, Segment
from csatdesk.operations.contacts.commands import change_customer, register_customer
from csatdesk.operations.contacts.queries import (
    count_customers,
    list_customers,
    load_customer,
    suggest_customers,
)
from csatdesk.operations.cuts import list_activities
from csatdesk.store.entities.spellings import Spelling
from tests.cast import AGNIESZKA, Stage


def register(centre: Stage, *customers: NewCustomer) -> list[int]:
    with centre.work() as work:
        return [register_customer(work, new=new) for new in customers]


def found(centre: Stage, typed: str) -> list[tuple[str, bool]]:
    with centre.read() as reading:
        return [(row.name, row.is_close) for row in suggest_customers(reading, typed=typed)]


@pytest.mark.parametrize(
    "typed",
    ["Zielisnka", "Zelinska", "Ziellinska", "Zielimska", "Зелинска", "Agneiszka Zielinska", "pani Zielynska"],
)
def test_a_misspelt_name_finds_the_customer_and_says_that_it_is_only_close(centre: Stage, typed: str) -> None:
    assert found(centre, typed) == [(AGNIESZKA.name, True)]


def test_who_is_spelt_as_typed_stands_before_who_is_only_spelt_alike(centre: Stage) -> None:
    register(centre, NewCustomer("Anna Kowalska"), NewCustomer("Anna Kowalski"), NewCustomer("Hanna Kowalska"))
    names = found(centre, "anna kowalski")
    assert names[0] == ("Anna Kowalski", False)
    assert {name for name, is_close in names[1:] if is_close} == {"Anna Kowalska", "Hanna Kowalska"}


def test_nobody_is_proposed_for_nearly_the_same_number(centre: Stage) -> None:
    assert found(centre, "601 224 319") == []


def test_nobody_is_proposed_for_another_name(centre: Stage) -> None:
    assert found(centre, "Kwiatkowski") == []


def test_a_name_that_nobody_bears_any_more_leaves_no_spelling(centre: Stage) -> None:
    register(centre, NewCustomer("Agnieszka Nowak"))
    with centre.read() as reading:
        version = load_customer(reading, customer_id=centre.customer_id).version
    with centre.work() as work:
        change_customer(work, customer_id=centre.customer_id, new=NewCustomer("Agnieszka Kos"), version=version)
    with centre.read() as reading:
        words = set(reading.db.execute(select(Spelling.word).distinct()).scalars())
        assert reading.db.execute(select(func.count()).where(Spelling.word == "zielinska")).scalar_one() == 0
    assert words == {"agnieszka", "nowak", "kos"}
    assert found(centre, "Zielinska") == []


def test_the_list_shows_who_is_spelt_alike_when_nobody_is_spelt_as_typed(centre: Stage) -> None:
    with centre.read() as reading:
        page = list_customers(reading, shown=CustomerFilter("zielisnka"))
        count = count_customers(reading, shown=CustomerFilter("zielisnka"))
    assert [(row.name, row.is_close) for row in page.rows] == [(AGNIESZKA.name, True)]
    assert (count.count, count.is_close) == (1, True)


def test_of_lines_of_business_without_end_the_first_are_offered(centre: Stage) -> None:
    register(centre, *(NewCustomer(f"Firma {one}", activity=one) for one in ("Hotel", "Bakery", "Mill", "Bank")))
    with centre.read() as reading:
        assert list_activities(reading, most=2) == ("Bakery", "Bank")


def test_the_list_is_cut_by_segment_and_by_line_of_business(centre: Stage) -> None:
    bakery = NewCustomer("Piekarnia Bąk", segment=Segment.SMALL_BUSINESS, activity="Bakery")
    register(centre, bakery, NewCustomer("Cukiernia Sowa", segment=Segment.SMALL_BUSINESS, activity="bakery"))
    with centre.read() as reading:
        assert list_activities(reading) in {("Bakery",), ("bakery",)}
        by_activity = list_customers(reading, shown=CustomerFilter(activity="BAKERY"))
        by_both = list_customers(reading, shown=CustomerFilter("bak", segment=Segment.SMALL_BUSINESS))
        none = list_customers(reading, shown=CustomerFilter("bak", segment=Segment.VIP))
    assert [row.name for row in by_activity.rows] == ["Cukiernia Sowa", "Piekarnia Bąk"]
    assert [row.name for row in by_both.rows] == ["Piekarnia Bąk"]
    assert none.rows == ()
