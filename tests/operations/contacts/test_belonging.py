"""Who speaks for a customer, what a customer agreed to; and ways to reach them that nobody could use."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from csatdesk.domain.attendance import Relation
from csatdesk.domain.contacts import MOST, Channel, NewCustomer
from csatdesk.domain.customers import (
    AlreadyWithdrawn,
    AuthorityMissing,
    DayAhead,
    NewConsent,
    NewRepresentative,
    RepresentativeNameMissing,
    WithdrawnBefore,
    WordingMissing,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.operations.cases.screens import load_customer_page
from csatdesk.operations.contacts.commands import change_customer, register_customer
from csatdesk.operations.contacts.consents import add_consent, list_consents, withdraw_consent
from csatdesk.operations.contacts.queries import load_customer, suggest_customers
from csatdesk.operations.contacts.representatives import (
    add_representative,
    change_representative,
    end_representative,
    list_representatives,
)
from csatdesk.operations.contacts.ways import NoEmail, NoPhone, e164
from tests.cast import AGNIESZKA, NOW, Stage

TODAY = NOW.date()
MAREK = NewRepresentative(
    "Jan Zieliński", Relation.SPOUSE, "602 111 222", "Pełnomocnictwo z 3 października", is_seen=True
)
CONSENT = NewConsent("Zgadzam się na faktury e-mailem.", TODAY - timedelta(days=30), Channel.HALL)


def speaks(centre: Stage, new: NewRepresentative = MAREK) -> int:
    with centre.work() as work:
        return add_representative(work, customer_id=centre.customer_id, new=new).result


def agrees(centre: Stage, new: NewConsent = CONSENT) -> int:
    with centre.work() as work:
        return add_consent(work, customer_id=centre.customer_id, new=new).result


def test_who_speaks_for_a_customer_is_kept_with_who_saw_the_authority(centre: Stage) -> None:
    speaks(centre)
    with centre.read() as reading:
        (row,) = load_customer_page(reading, customer_id=centre.customer_id).representatives
    assert (row.name, row.relation, row.authority) == (MAREK.name, Relation.SPOUSE, MAREK.authority)
    assert (row.seen_on, row.seen_by) == (TODAY, "Anna Nowak")


def test_a_customer_is_found_by_who_speaks_for_them_until_they_no_longer_do(centre: Stage) -> None:
    spoken = speaks(centre)

    def found(typed: str) -> list[int]:
        with centre.read() as reading:
            return [row.id for row in suggest_customers(reading, typed=typed) if not row.is_close]

    assert found("Jan Zieliński") == found("602111222") == [centre.customer_id]
    with centre.work() as work:
        ended = end_representative(work, representative_id=spoken)
    assert found("602111222") == []
    with centre.work() as work:
        ended.undo(work)
    assert found("602111222") == [centre.customer_id]


def test_an_authority_seen_stays_with_who_saw_it_until_it_is_another(centre: Stage) -> None:
    spoken = speaks(centre)

    def change(new: NewRepresentative, version: int) -> str:
        with centre.work(centre.marek) as work:
            change_representative(work, representative_id=spoken, new=new, version=version)
        with centre.read() as reading:
            return list_representatives(reading, customer_id=centre.customer_id)[0].seen_by

    assert change(replace(MAREK, phone=""), 1) == "Anna Nowak"
    assert change(replace(MAREK, authority="Nowe pełnomocnictwo"), 2) == "Marek Lis"
    with pytest.raises(ChangedByOther):
        change(MAREK, 1)


def test_undo_takes_somebody_who_speaks_and_a_consent_out_again(centre: Stage) -> None:
    with centre.work() as work:
        undoes = [
            add_representative(work, customer_id=centre.customer_id, new=MAREK).undo,
            add_consent(work, customer_id=centre.customer_id, new=CONSENT).undo,
        ]
    with centre.work() as work:
        for undo in undoes:
            undo(work)
    with centre.read() as reading:
        page = load_customer_page(reading, customer_id=centre.customer_id)
    assert (page.representatives, page.consents) == ((), ())


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        (replace(MAREK, name=" "), RepresentativeNameMissing),
        (replace(MAREK, authority=""), AuthorityMissing),
        (replace(MAREK, phone="12"), NoPhone),
    ],
)
def test_what_is_missing_of_who_speaks_is_refused(
    local_centre: Stage, new: NewRepresentative, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        speaks(local_centre, new)


def test_a_consent_is_withdrawn_once_and_its_wording_stays(centre: Stage) -> None:
    consent_id = agrees(centre)
    with centre.work(centre.marek) as work:
        withdrawn = withdraw_consent(work, consent_id=consent_id, on=TODAY, how=Channel.EMAIL)
    with centre.read() as reading:
        (row,) = list_consents(reading, customer_id=centre.customer_id)
    assert (row.wording, row.by, row.how) == (CONSENT.wording, "Anna Nowak", Channel.HALL)
    assert (row.withdrawn_on, row.withdrawn_how, row.withdrawn_by) == (TODAY, Channel.EMAIL, "Marek Lis")
    with pytest.raises(AlreadyWithdrawn), centre.work() as work:
        withdraw_consent(work, consent_id=consent_id, on=TODAY, how=Channel.EMAIL)
    with centre.work() as work:
        withdrawn.undo(work)
    with centre.read() as reading:
        assert list_consents(reading, customer_id=centre.customer_id)[0].withdrawn_on is None


def test_days_of_a_consent_that_cannot_be_are_refused(local_centre: Stage) -> None:
    with pytest.raises(WordingMissing):
        agrees(local_centre, replace(CONSENT, wording=" "))
    with pytest.raises(DayAhead):
        agrees(local_centre, replace(CONSENT, given_on=TODAY + timedelta(days=1)))
    consent_id = agrees(local_centre)
    early = CONSENT.given_on - timedelta(days=1)
    with pytest.raises(WithdrawnBefore), local_centre.work() as work:
        withdraw_consent(work, consent_id=consent_id, on=early, how=Channel.EMAIL)


def test_an_auditor_writes_nothing_down(local_centre: Stage) -> None:
    with pytest.raises(NotAllowed), local_centre.work(local_centre.liis) as work:
        add_consent(work, customer_id=local_centre.customer_id, new=CONSENT)
    with pytest.raises(NotAllowed), local_centre.work(local_centre.liis) as work:
        add_representative(work, customer_id=local_centre.customer_id, new=MAREK)


def changed(centre: Stage, new: NewCustomer) -> None:
    with centre.read() as reading:
        version = load_customer(reading, customer_id=centre.customer_id).version
    with centre.work() as work:
        change_customer(work, customer_id=centre.customer_id, new=new, version=version)


def test_a_phone_that_cannot_be_called_and_a_wrong_address_are_named(local_centre: Stage) -> None:
    with pytest.raises(NoPhone) as phone:
        changed(local_centre, replace(AGNIESZKA, phone="601 224 318, 601 22"))
    assert (phone.value.field, phone.value.values["value"]) == ("phone", "601 22")
    with pytest.raises(NoEmail) as email:
        changed(local_centre, replace(AGNIESZKA, email="a@b.pl, ola@firma"))
    assert (email.value.field, email.value.values["value"]) == ("email", "ola@firma")


def test_several_phones_are_kept_as_typed_and_read_as_the_world_dials_them(centre: Stage) -> None:
    changed(centre, replace(AGNIESZKA, phone="601224318, 58 300-10-10, +372 5123 4567"))
    with centre.read() as reading:
        card = load_customer(reading, customer_id=centre.customer_id)
        found = [row.id for row in suggest_customers(reading, typed="0048 583001010")]
    assert card.row.phone == "601224318, 58 300-10-10, +372 5123 4567"
    assert card.phones == ("+48 601 224 318", "+48 58 300 10 10", "+372 5123 4567")
    assert found == [centre.customer_id]


def test_a_number_that_stands_there_already_keeps_nobody_from_changing_the_rest(local_centre: Stage) -> None:
    with local_centre.work() as work:
        customer_id = register_customer(work, new=NewCustomer("Ewa Bąk", phone="wew. 12"))
        change_customer(work, customer_id=customer_id, new=NewCustomer("Ewa Kos", phone="wew. 12"), version=1)


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [("601 224 318", "PL", "+48601224318"), ("8 921 123-45-67", "RU", "+79211234567"), ("60122", "PL", "")],
)
def test_numbers_are_understood_from_here(typed: str, country: str, number: str) -> None:
    assert e164(typed, country) == number


def test_a_consent_that_somebody_withdrew_is_not_undone_with_their_words(centre: Stage) -> None:
    with centre.work() as work:
        added = add_consent(work, customer_id=centre.customer_id, new=CONSENT)
    with centre.work(centre.marek) as work:
        withdraw_consent(work, consent_id=added.result, on=TODAY, how=Channel.PHONE)
    with pytest.raises(AlreadyWithdrawn), centre.work() as work:
        added.undo(work)
    with centre.read() as reading:
        assert [row.withdrawn_by for row in list_consents(reading, customer_id=centre.customer_id)] == ["Marek Lis"]


def test_a_representative_whom_somebody_changed_since_is_not_undone(centre: Stage) -> None:
    with centre.work() as work:
        added = add_representative(work, customer_id=centre.customer_id, new=MAREK)
    with centre.work(centre.marek) as work:
        end_representative(work, representative_id=added.result)
    with pytest.raises(ChangedByOther), centre.work() as work:
        added.undo(work)
    with pytest.raises(ChangedByOther), centre.work(at=NOW + timedelta(days=2)) as work:
        end_representative(work, representative_id=added.result)
    with centre.read() as reading:
        (row,) = list_representatives(reading, customer_id=centre.customer_id)
    assert row.ended_on == TODAY


@pytest.mark.parametrize(("field", "most"), MOST.items())
def test_a_value_longer_than_what_is_kept_is_refused_at_its_field(centre: Stage, field: str, most: int) -> None:
    def holding(letters: int) -> NewCustomer:
        values: dict[str, Any] = {"name": "Jan Kos", field: "ß" * letters}
        return NewCustomer(**values)

    with centre.work() as work:
        register_customer(work, new=holding(most))
    with pytest.raises(ValueTooLong) as refused, centre.work() as work:
        register_customer(work, new=holding(most + 1))
    assert refused.value.field == field
