"""What looks like a repeat, and what only nearly does: both are planted, and false warnings counted."""

from datetime import timedelta
from typing import Any

import pytest

from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.links import REPEAT_DAYS
from csatdesk.operations.cases.repeats import likely_repeat
from csatdesk.operations.contacts.commands import register_customer
from tests.cast import NOW, Stage

Pairs = tuple[tuple[dict[str, str], dict[str, str]], ...]
TOPIC, OTHER_TOPIC = "bill_too_high", "waiting_time"
FALSE_MOST = 0.05
SAME: Pairs = (  # two ways of writing one number
    ({"phone": "+48 605 700 100"}, {"phone": "605-700-100"}),
    ({"phone": "0048605700200, 58 300 20 20"}, {"phone": "+48605700200"}),
    ({"account": "4021 7786 99"}, {"account": "4021-7786-99"}),
    ({"account": "AB/300200"}, {"account": "ab 300200"}),
    ({"phone": "58 301 40 50", "account": "1"}, {"phone": "(58) 301 40 50", "account": "2"}),
)
NEARLY: Pairs = (  # two customers who are not the same
    ({}, {}),
    ({"phone": "605 700 300"}, {"phone": "605 700 301"}),
    ({"phone": "605 700 4"}, {"phone": "605 700 400"}),
    ({"phone": "112"}, {"phone": "112"}),
    ({"account": "brak"}, {"account": "brak"}),
    ({"account": "-"}, {"account": "-"}),
    ({"account": "12"}, {"account": "12"}),
    ({"account": "605700500"}, {"phone": "605700500"}),
    ({"account": "900 100 1"}, {"account": "900 100 11"}),
    ({"phone": "605 700 600"}, {"account": "", "phone": ""}),
)


def customer(centre: Stage, name: str, **values: Any) -> int:
    with centre.work() as work:
        return register_customer(work, new=NewCustomer(name, **values))


def repeat(centre: Stage, customer_id: int, topic: str = TOPIC, *, days_later: float = 1) -> Repeat | None:
    with centre.read(at=NOW + timedelta(days=days_later)) as reading:
        return likely_repeat(reading, customer_id=customer_id, topic_id=centre.topic_ids[topic])


def pairs(centre: Stage, planted: Pairs) -> list[Repeat | None]:
    """For each pair: the first has a case, and the second comes about the same topic."""
    found = []
    for place, (first, second) in enumerate(planted):
        earlier = customer(centre, f"Jan Kowalski {place}", **first)
        centre.register(customer_id=earlier)
        found.append(repeat(centre, customer(centre, f"Ewa Kowalska {place}", **second)))
    return found


def test_the_same_phone_or_account_under_another_name_is_warned_of_however_it_is_written(centre: Stage) -> None:
    found = pairs(centre, SAME)
    assert [one.of_other for one in found if one is not None] == [f"Jan Kowalski {place}" for place in range(len(SAME))]


def test_false_warnings_among_planted_near_misses_are_few(local_centre: Stage) -> None:
    near = pairs(local_centre, NEARLY)
    mine = local_centre.customer_id
    local_centre.register()
    near.append(repeat(local_centre, mine, OTHER_TOPIC))
    near.append(repeat(local_centre, mine, days_later=REPEAT_DAYS + 1))
    namesake = customer(local_centre, "Agnieszka Zielińska", phone="605 700 700")
    near.append(repeat(local_centre, namesake))
    flats = [customer(local_centre, f"Flat {place}", phone="58 777 00 00") for place in range(7)]  # one switchboard
    for flat in flats:
        near.append(repeat(local_centre, flat))
        local_centre.register(customer_id=flat)
    false = sum(one is not None for one in near)
    assert len(near) == 20
    assert false / len(near) <= FALSE_MOST


def test_ones_own_earlier_case_comes_before_that_of_another(centre: Stage) -> None:
    other = customer(centre, "Piotr Zieliński", phone="601224318")
    own = centre.register(at=NOW - timedelta(days=40))
    centre.register(customer_id=other)
    found = repeat(centre, centre.customer_id)
    assert found is not None
    assert (found.case_id, found.of_other) == (own.case_id, "")


@pytest.mark.parametrize(("days", "is_repeat"), [(REPEAT_DAYS - 1, True), (REPEAT_DAYS + 1, False)])
def test_a_matter_counts_for_ninety_days(local_centre: Stage, days: int, is_repeat: bool) -> None:
    local_centre.register()
    assert (repeat(local_centre, local_centre.customer_id, days_later=days) is not None) is is_repeat
