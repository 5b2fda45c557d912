"""Customers who may be one: proposed, refused and remembered, made one, taken apart with everything back."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from csatdesk.domain.attendance import Relation
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.contacts import Channel, NewCustomer, Segment
from csatdesk.domain.customers import (
    NewConsent,
    NewRepresentative,
    NotMergedAnyMore,
    PairRow,
    PairSpokenOf,
    TraceKind,
    together,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.operations.cases.filter_words import filter_words
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import load_customer_page
from csatdesk.operations.contacts.commands import change_customer, register_customer
from csatdesk.operations.contacts.consents import add_consent
from csatdesk.operations.contacts.merging import merge_customers, unmerge_customers
from csatdesk.operations.contacts.pairs import count_pairs, list_pairs, load_pair, refuse_pair
from csatdesk.operations.contacts.queries import count_customers, suggest_customers
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.operations.work import Undoable
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.customers import CustomerTrace
from tests.cast import AGNIESZKA, NOW, Stage

TWICE = NewCustomer("Agnieszka Zielinska", phone="601224318", email="aga@example.com", note="Dzwonić po 16")


def register(centre: Stage, *customers: NewCustomer) -> list[int]:
    with centre.work() as work:
        return [register_customer(work, new=new) for new in customers]


def pairs(centre: Stage) -> list[tuple[TraceKind, str, str]]:
    with centre.read() as reading:
        return [(row.kind, row.first_name, row.second_name) for row in list_pairs(reading)]


def first_pair(centre: Stage) -> PairRow:
    with centre.read() as reading:
        return list_pairs(reading)[0]


def segment_of(centre: Stage, case_id: int) -> Segment | None:
    with centre.read() as reading:
        return reading.db.get_one(Case, case_id).segment


def merge(centre: Stage) -> Undoable[int]:
    with centre.read() as reading:
        card = load_pair(reading, pair_id=list_pairs(reading)[0].id)
    with centre.work() as work:
        return merge_customers(
            work,
            winner_id=card.first.id,
            loser_id=card.second.id,
            versions=(card.first.version, card.second.version),
            new=together(card.first.values, card.second.values),
        )


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (NewCustomer("Aga Z.", account="4021778605"), TraceKind.ACCOUNT),
        (NewCustomer("Aga Z.", meter_point="E11820477"), TraceKind.METER),
        (NewCustomer("Aga Z.", email="A.Zielinska@example.pl"), TraceKind.EMAIL),
        (NewCustomer("Aga Z.", phone="0048601224318"), TraceKind.PHONE),
        (NewCustomer("zielinska AGNIESZKA", address="Ul. Długa 4, 80-831 Gdansk"), TraceKind.PLACE),
    ],
)
def test_who_shares_something_is_proposed_with_what_it_is(centre: Stage, other: NewCustomer, kind: TraceKind) -> None:
    register(centre, other)
    assert pairs(centre) == [
        (kind, AGNIESZKA.name, other.name if kind is not TraceKind.PLACE else "zielinska AGNIESZKA")
    ]


def test_nobody_is_proposed_for_what_both_have_not(local_centre: Stage) -> None:
    register(local_centre, NewCustomer("Jan Kos"), NewCustomer("Jan Kos"), NewCustomer("Jan Kos", address=" "))
    assert pairs(local_centre) == []


def test_a_phone_of_many_tells_nothing(local_centre: Stage) -> None:
    register(local_centre, *(NewCustomer(f"Lokator {place}", phone="58 300 20 20") for place in range(5)))
    many = pairs(local_centre)
    register(local_centre, NewCustomer("Lokator 6", phone="58 300 20 20"))
    assert len(pairs(local_centre)) == len(many)


def test_a_pair_ends_when_they_share_nothing_any_more(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    with centre.work() as work:
        change_customer(work, customer_id=other_id, new=replace(TWICE, phone="602 111 222"), version=1)
    assert pairs(centre) == []


def test_two_who_were_said_not_to_be_the_same_are_not_proposed_again(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    both = {"first_id": centre.customer_id, "second_id": other_id}
    with centre.work() as work:
        refused = refuse_pair(work, **both)
    with centre.work() as work:
        change_customer(work, customer_id=other_id, new=replace(TWICE, note="x"), version=1)
    assert pairs(centre) == []
    with pytest.raises(PairSpokenOf), centre.work() as work:
        refuse_pair(work, **both)
    with centre.work() as work:
        refused.undo(work)
    with centre.read() as reading:
        assert count_pairs(reading) == 1


def test_one_customer_has_what_both_had(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    case_id = centre.register(customer_id=other_id).case_id
    with centre.work() as work:
        consent = NewConsent("Zgoda", NOW.date(), Channel.HALL)
        add_consent(work, customer_id=other_id, new=consent)
        add_representative(work, customer_id=other_id, new=NewRepresentative("Jan Kos", Relation.LAWYER))
    merge(centre)
    with centre.read() as reading:
        page = load_customer_page(reading, customer_id=other_id)  # leads on
        found = [row.id for row in suggest_customers(reading, typed="aga@example.com")]
        cases = list_cases(reading, filter=CaseFilter(text="aga@example.com")).rows
        assert count_customers(reading).count == 1
    assert page.card.row.id == centre.customer_id
    assert page.card.row.phone == AGNIESZKA.phone, "the same phone only once"
    assert page.card.row.email == "a.zielinska@example.pl, aga@example.com"
    assert page.card.note == TWICE.note
    assert ([row.id for row in page.cases], len(page.consents), len(page.representatives)) == ([case_id], 1, 1)
    assert [part.name for part in page.parts] == [TWICE.name]
    assert found == [centre.customer_id]
    assert [row.id for row in cases] == [case_id]
    assert pairs(centre) == []


def test_taking_them_apart_brings_everything_back(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    own_case = centre.register().case_id
    other_case = centre.register(customer_id=other_id).case_id
    merged = merge(centre)
    later_case = centre.register().case_id
    with centre.work() as work:
        merged.undo(work)
    with centre.read() as reading:
        first = load_customer_page(reading, customer_id=centre.customer_id)
        second = load_customer_page(reading, customer_id=other_id)
        traces = reading.db.execute(select(func.count()).where(CustomerTrace.customer_id == other_id)).scalar_one()
        found = [row.id for row in suggest_customers(reading, typed="aga@example.com")]
    assert (first.card.row.email, first.card.note) == (AGNIESZKA.email, "")
    assert {row.id for row in first.cases} == {own_case, later_case}
    assert (second.card.row.name, second.card.row.email) == (TWICE.name, TWICE.email)
    assert [row.id for row in second.cases] == [other_case]
    assert traces == 2
    assert found == [other_id]
    assert len(pairs(centre)) == 1
    with pytest.raises(NotMergedAnyMore), centre.work() as work:
        unmerge_customers(work, merge_id=merged.result)


def test_what_was_changed_since_stays_when_they_are_taken_apart(centre: Stage) -> None:
    register(centre, TWICE)
    merged = merge(centre)
    with centre.read() as reading:
        card = load_customer_page(reading, customer_id=centre.customer_id).card
    with centre.work() as work:
        change_customer(
            work, customer_id=centre.customer_id, new=replace(AGNIESZKA, address="Krótka 1"), version=card.version
        )
        merged.undo(work)
    with centre.read() as reading:
        assert load_customer_page(reading, customer_id=centre.customer_id).card.row.address == "Krótka 1"


def test_a_pair_that_somebody_changed_meanwhile_is_not_made_one(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    with pytest.raises(ChangedByOther), centre.work() as work:
        merge_customers(work, winner_id=centre.customer_id, loser_id=other_id, versions=(1, 9), new=AGNIESZKA)


def test_an_auditor_makes_nobody_one(local_centre: Stage) -> None:
    (other_id,) = register(local_centre, TWICE)
    with pytest.raises(NotAllowed), local_centre.work(local_centre.liis) as work:
        merge_customers(work, winner_id=local_centre.customer_id, loser_id=other_id, versions=(1, 1), new=AGNIESZKA)


def test_a_pair_stays_the_one_a_person_looks_at_while_others_change_the_customer(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    before = first_pair(centre)
    with centre.work() as work:
        change_customer(work, customer_id=other_id, new=replace(TWICE, account="4021 7786 05"), version=1)
    after = first_pair(centre)
    assert (after.id, after.kind) == (before.id, TraceKind.ACCOUNT)


def test_two_whom_somebody_said_to_be_two_meanwhile_are_not_made_one(centre: Stage) -> None:
    (other_id,) = register(centre, TWICE)
    with centre.work(centre.marek) as work:
        refuse_pair(work, first_id=centre.customer_id, second_id=other_id)
    with pytest.raises(PairSpokenOf), centre.work() as work:
        merge_customers(work, winner_id=centre.customer_id, loser_id=other_id, versions=(1, 1), new=AGNIESZKA)


def test_a_refusal_is_not_taken_back_once_one_of_them_is_part_of_a_third(centre: Stage) -> None:
    third_id, other_id = register(centre, replace(TWICE, name="Aga"), TWICE)
    with centre.work() as work:
        refused = refuse_pair(work, first_id=centre.customer_id, second_id=other_id)
    with centre.work(centre.marek) as work:
        merge_customers(work, winner_id=third_id, loser_id=other_id, versions=(1, 1), new=TWICE)
    with pytest.raises(PairSpokenOf), centre.work() as work:
        refused.undo(work)
    assert {TWICE.name} == {second for _kind, _first, second in pairs(centre)}, "of the third alone"


def test_open_cases_go_over_to_the_segment_of_whom_they_belong_to(centre: Stage) -> None:
    (other_id,) = register(centre, replace(TWICE, segment=Segment.VIP))
    case_id = centre.register(customer_id=other_id).case_id
    merged = merge(centre)
    assert segment_of(centre, case_id) is Segment.HOUSEHOLD
    with centre.work() as work:
        merged.undo(work)
    assert segment_of(centre, case_id) is Segment.VIP


def test_each_takes_their_own_phone_and_e_mail_out_whichever_is_taken_out_first(centre: Stage) -> None:
    register(centre, TWICE)
    first = merge(centre)
    register(centre, NewCustomer("Aga Z.", phone="601224318, 605 111 222", email="third@example.com"))
    second = merge(centre)
    with centre.work() as work:
        first.undo(work)
    with centre.work() as work:
        second.undo(work)
    with centre.read() as reading:
        row = load_customer_page(reading, customer_id=centre.customer_id).card.row
    assert (row.phone, row.email) == (AGNIESZKA.phone, AGNIESZKA.email)


def test_a_draft_and_a_filter_of_the_one_who_became_part_of_another_lead_to_that_one(centre: Stage) -> None:
    (other_id,) = register(centre, replace(TWICE, segment=Segment.VIP))
    merge(centre)
    case_id = centre.register(customer_id=other_id).case_id
    with centre.read() as reading:
        assert reading.db.get_one(Case, case_id).customer_id == centre.customer_id
        shown = CaseFilter(customer_id=other_id)
        assert [row.id for row in list_cases(reading, filter=shown).rows] == [case_id]
        assert AGNIESZKA.name in filter_words(reading, shown)
    assert segment_of(centre, case_id) is Segment.HOUSEHOLD
