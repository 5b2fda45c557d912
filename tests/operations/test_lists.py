"""Lists: order, pages, filters, counts, the desk, repeats, what the header's box finds."""

from datetime import date, timedelta

import pytest

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    DueBand,
    Sort,
)
from csatdesk.domain.contacts import Channel, CustomerFilter, Known, NewCustomer
from csatdesk.operations.cases.commands import add_contact, take_case
from csatdesk.operations.cases.queries import count_cases, find_anything, list_cases, load_my_desk
from csatdesk.operations.cases.repeats import likely_repeat
from csatdesk.operations.contacts.commands import change_customer, register_customer
from csatdesk.operations.contacts.queries import (
    count_customers,
    list_contact_lines,
    list_customers,
    load_customer,
    suggest_customers,
)
from tests.cast import AGNIESZKA, NOW, Stage


@pytest.fixture
def thirty(centre: Stage) -> list[int]:
    """Thirty cases, one a day, the oldest first."""
    return [centre.register(f"Sprawa {day}", at=NOW - timedelta(days=30 - day)).case_id for day in range(30)]


def pages(centre: Stage, sort: Sort, filter: CaseFilter = CaseFilter()) -> list[int]:  # noqa: A002, B008  (as in operations; frozen)
    found: list[CaseRow] = []
    after = None
    with centre.read() as reading:
        while True:
            page = list_cases(reading, filter=filter, sort=sort, after=after, limit=7)
            found.extend(page.rows)
            after = page.next
            if after is None:
                return [row.id for row in found]


@pytest.mark.parametrize("sort", [Sort.RECEIVED, Sort.REGISTERED])
def test_pages_by_key_show_every_case_once_newest_first(centre: Stage, thirty: list[int], sort: Sort) -> None:
    assert pages(centre, sort) == thirty[::-1]


def test_by_due_the_oldest_promise_comes_first(centre: Stage, thirty: list[int]) -> None:
    assert pages(centre, Sort.DUE) == thirty


def test_a_search_pages_too(centre: Stage, thirty: list[int]) -> None:
    assert pages(centre, Sort.DUE, CaseFilter(text="sprawa")) == thirty[::-1]


def test_the_last_page_is_read_from_the_other_end(centre: Stage, thirty: list[int]) -> None:
    with centre.read() as reading:
        last = list_cases(reading, filter=CaseFilter(), sort=Sort.RECEIVED, limit=7, backwards=True)
        before = list_cases(reading, filter=CaseFilter(), sort=Sort.RECEIVED, limit=7, after=last.next, backwards=True)
    assert [row.id for row in last.rows] == thirty[6::-1]
    assert [row.id for row in before.rows] == thirty[13:6:-1]


def test_filters_narrow_and_counts_agree(centre: Stage, thirty: list[int]) -> None:
    inquiry = centre.register("Kiedy przyjdzie monter?", kind=CaseKind.INQUIRY, channel=Channel.PHONE, topic_id=None)
    wanted = {
        CaseFilter(kinds=(CaseKind.INQUIRY,)): [inquiry.case_id],
        CaseFilter(channels=(Channel.PHONE,)): [inquiry.case_id],
        CaseFilter(without_topic=True): [inquiry.case_id],
        CaseFilter(topic_ids=(centre.topic_ids["invoice_payment"],)): thirty[::-1],
        CaseFilter(received_from=date(2026, 11, 19)): [inquiry.case_id],
        CaseFilter(received_to=date(2026, 10, 20)): [thirty[0]],
        CaseFilter(customer_id=centre.customer_id, text="monter"): [inquiry.case_id],
        CaseFilter(office_ids=(centre.other_office_id,)): [],
        CaseFilter(without_owner=True, is_open=False): [],
        CaseFilter(text="???"): [],
    }
    for filter_, expected in wanted.items():
        assert pages(centre, Sort.RECEIVED, filter_) == expected, filter_
        with centre.read() as reading:
            assert count_cases(reading, filter=filter_).total == len(expected)


def test_bands_part_overdue_today_and_soon(centre: Stage) -> None:
    due = [centre.register(f"Przed {days}", at=NOW - timedelta(days=days)).case_id for days in (30, 21, 20, 5)]
    with centre.read() as reading:
        for band, expected in zip((DueBand.OVERDUE, DueBand.TODAY, DueBand.SOON, DueBand.LATER), due, strict=True):
            rows = list_cases(reading, filter=CaseFilter(due=(band,))).rows
            assert [row.id for row in rows] == [expected], band
        counts = count_cases(reading, filter=CaseFilter())
    assert (counts.total, counts.overdue, counts.today, counts.soon) == (4, 1, 1, 1)


def test_my_desk_shows_my_cases_and_what_nobody_has(centre: Stage) -> None:
    mine, _nobodys = centre.register().case_id, centre.register().case_id
    with centre.work() as work:
        take_case(work, case_id=mine)
    with centre.read() as reading:
        desk = load_my_desk(reading)
    assert [row.id for row in desk.open_cases.rows] == [mine]
    assert desk.unowned == 1
    assert (desk.today.cases, desk.today.complaints, desk.today.closed) == (2, 2, 0)


def test_what_came_in_today_counts_as_many_as_its_list_holds(centre: Stage) -> None:
    """A customer who comes again about a case that is open makes one more contact of it, and no case."""
    centre.register(at=NOW - timedelta(days=3))
    earlier = centre.register(at=NOW - timedelta(days=2))
    centre.register()
    with centre.work() as work:
        add_contact(work, case_id=earlier.case_id, channel=Channel.HALL, text="Kiedy będzie odpowiedź?")
    day = NOW.date()  # the same in Warsaw
    with centre.read() as reading:
        shown = count_cases(reading, filter=CaseFilter(received_from=day, received_to=day))
        assert load_my_desk(reading).today.cases == shown.total == 1


def test_the_same_matter_of_the_same_customer_looks_like_a_repeat(centre: Stage) -> None:
    first = centre.register(at=NOW - timedelta(days=7))
    topic = centre.topic_ids["bill_too_high"]
    with centre.read() as reading:
        repeat = likely_repeat(reading, customer_id=centre.customer_id, topic_id=topic)
        assert likely_repeat(reading, customer_id=centre.customer_id, topic_id=None) is None
    assert repeat is not None
    assert (repeat.number, repeat.is_open) == (first.number, True)


@pytest.mark.parametrize(
    "typed",
    [
        "Zielińska",
        "zielinska agn",
        "601 224 318",
        "+48601224318",
        "601-224",
        "a.zielinska@example.pl",
        "4021778605",
        "E-118 204",
    ],
)
def test_a_customer_is_found_by_anything_they_say(centre: Stage, typed: str) -> None:
    with centre.read() as reading:
        assert [row.name for row in suggest_customers(reading, typed=typed)] == [AGNIESZKA.name]


def test_a_case_number_finds_its_customer(centre: Stage) -> None:
    number = centre.register().number
    with centre.read() as reading:
        assert [row.id for row in suggest_customers(reading, typed=number)] == [centre.customer_id]
        assert [row.number for row in find_anything(reading, typed=number).cases] == [number]


def test_customers_page_by_name_and_are_counted(centre: Stage) -> None:
    names = ["Żaneta Adamska", "Adam Żak", "Łucja Bąk"]
    with centre.work() as work:
        for name in names:
            register_customer(work, new=NewCustomer(name))
    with centre.read() as reading:
        first = list_customers(reading, limit=2)
        second = list_customers(reading, limit=2, after=first.next)
        assert count_customers(reading).count == 4
        assert count_customers(reading, shown=CustomerFilter("bak")).count == 1
    assert [row.name for row in (*first.rows, *second.rows)] == [
        "Adam Żak",
        AGNIESZKA.name,
        "Łucja Bąk",
        "Żaneta Adamska",
    ]


def test_a_renamed_customer_is_found_with_their_cases(centre: Stage) -> None:
    registered = centre.register()
    with centre.read() as reading:
        version = load_customer(reading, customer_id=centre.customer_id).version
    with centre.work() as work:
        change_customer(work, customer_id=centre.customer_id, new=NewCustomer("Agnieszka Kos"), version=version)
    with centre.read() as reading:
        assert [row.id for row in list_cases(reading, filter=CaseFilter(text="kos")).rows] == [registered.case_id]
        assert list_cases(reading, filter=CaseFilter(text="zielinska")).rows == ()


def test_last_contacts_come_newest_first(centre: Stage) -> None:
    numbers = [centre.register(at=NOW - timedelta(days=days)).number for days in (40, 20, 1)]
    centre.register(known=Known.ANONYMOUS)
    with centre.read() as reading:
        lines = list_contact_lines(reading, customer_id=centre.customer_id, limit=2)
    assert [line.number for line in lines] == numbers[:0:-1]
