"""Who on a list from a file is a customer the centre knows, and what then holds for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.contact_lists import Fault, FaultKind, ListContact
from csatdesk.domain.contacts import Channel, CustomerKind, NewCustomer, Segment
from csatdesk.domain.customers import NewConsent
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.surveys import Route, Sender
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.consents import add_consent, withdraw_consent
from csatdesk.operations.erasure import erase_customer
from csatdesk.operations.surveys.contact_lists import (
    CellRefused,
    add_contact,
    change_contact,
    replace_list,
    unlink_known,
)
from csatdesk.operations.surveys.list_files import save_list_template, upload_list
from csatdesk.operations.surveys.list_queries import list_contacts, survey_of
from csatdesk.operations.surveys.recognising import known_faults
from csatdesk.store.entities.surveys import Invitation
from tests.cast import NOW, Stage
from tests.damaged_lists import fill_in, good_list
from tests.operations.surveys.hands import running

ROW = ListContact("Alma", "Kos", "alma@firma.pl", "Firma", "pl", "", "", "", "K-1", row=2)


@pytest.fixture
def survey_id(centre: Stage) -> int:
    return running(centre, sender=Sender.OWN, office_id=centre.anna.office_id, routes=(Route.EMAIL,))


def known(centre: Stage, name: str = "Alma Kos", **values: object) -> int:
    with centre.work() as work:
        return register_customer(work, new=NewCustomer(name, **({"segment": Segment.VIP} | values)))  # type: ignore[arg-type]


def put(centre: Stage, survey_id: int, *rows: ListContact) -> list[int | None]:
    """Whom each row is tied to."""
    with centre.work(centre.marek) as work:
        replace_list(work, survey_of(work, survey_id), rows)
    return tied(centre, survey_id)


def tied(centre: Stage, survey_id: int) -> list[int | None]:
    with centre.read() as reading:
        query = select(Invitation.customer_id).where(Invitation.survey_id == survey_id).order_by(Invitation.id)
        return list(reading.db.execute(query).scalars())


def faults(centre: Stage, survey_id: int, *rows: ListContact) -> list[FaultKind]:
    return [one.kind for one in found_faults(centre, survey_id, rows)]


def found_faults(centre: Stage, survey_id: int, rows: Sequence[ListContact]) -> tuple[Fault, ...]:
    with centre.read(centre.marek) as reading:
        return known_faults(reading, survey_of(reading, survey_id), rows)


def withdrawn(centre: Stage, customer_id: int) -> None:
    with centre.work() as work:
        new = NewConsent("Surveys by e-mail.", NOW.date() - timedelta(days=30), Channel.HALL)
        given = add_consent(work, customer_id=customer_id, new=new).result
        withdraw_consent(work, consent_id=given, on=NOW.date(), how=Channel.EMAIL)


@pytest.mark.parametrize(
    ("name", "values", "row"),
    [
        ("Alma Kos", {"email": "Alma@firma.pl"}, ROW),
        ("KOS ALMA", {"email": "alma@firma.pl"}, ROW),
        ("Alma Kos", {"phone": "601 224 777"}, replace(ROW, phone="+48601224777")),
        ("Firma", {"email": "alma@firma.pl", "kind": CustomerKind.ORGANISATION}, ROW),
    ],
)
def test_the_same_name_with_the_same_e_mail_or_phone_is_the_known_customer(
    centre: Stage, survey_id: int, name: str, values: dict[str, object], row: ListContact
) -> None:
    customer_id = known(centre, name, **values)
    assert put(centre, survey_id, row) == [customer_id]
    with centre.read() as reading:
        assert reading.db.execute(select(Invitation.segment)).scalar_one() is Segment.VIP


def test_another_name_or_two_of_the_same_leave_the_row_unknown(centre: Stage, survey_id: int) -> None:
    known(centre, "Jan Kos", email="alma@firma.pl")
    assert put(centre, survey_id, ROW) == [None]
    for _twin in range(2):
        known(centre, "Ewa Lis", phone="601 224 777")
    assert (
        put(
            centre, survey_id, ROW, replace(ROW, first_name="Ewa", last_name="Lis", address="e@x.pl", phone="601224777")
        )
        == [None] * 2
    )


def test_two_people_with_one_phone_are_told_apart_by_their_names(centre: Stage, survey_id: int) -> None:
    first, second = known(centre, "Alma Kos", phone="601 224 777"), known(centre, "Jan Kos", phone="601 224 777")
    rows = [replace(ROW, first_name=name, address=f"{name}@x.pl", phone="601224777") for name in ("Jan", "Alma")]
    assert put(centre, survey_id, *rows) == [second, first]


def test_the_same_digits_dialled_in_another_country_are_another_phone(centre: Stage, survey_id: int) -> None:
    norwegian = known(centre, phone="+47 512 34 567")
    estonian = replace(ROW, address="alma@x.ee", phone="+372 5123 4567")
    assert put(centre, survey_id, estonian, replace(estonian, address="a@x.no", phone="+4751234567")) == [
        None,
        norwegian,
    ]


def test_another_name_in_a_later_file_is_somebody_else(centre: Stage, survey_id: int) -> None:
    customer_id = known(centre, email="alma@firma.pl")
    assert put(centre, survey_id, ROW) == [customer_id]
    assert put(centre, survey_id, replace(ROW, company="Firma 2")) == [customer_id]
    assert put(centre, survey_id, replace(ROW, first_name="Jan")) == [None]


def test_a_list_with_somebody_who_objected_is_sent_back_with_their_cell(
    centre: Stage, survey_id: int, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    save_list_template(centre.store, centre.marek, survey_id=survey_id, path=path)
    made = good_list()
    first, last, address = (str(made.cells[2, column]) for column in range(3))
    withdrawn(centre, known(centre, f"{first} {last}", email=address))
    filled = fill_in(path, made, tmp_path / "filled.xlsx")
    found = upload_list(centre.store, centre.marek, survey_id=survey_id, path=filled)
    assert [(one.row, one.column, one.kind) for one in found.checked.faults] == [(2, "C", FaultKind.OBJECTS)]
    assert found.change is None
    made.cells[4, 4] = "Polish"
    filled = fill_in(path, made, tmp_path / "worse.xlsx")
    found = upload_list(centre.store, centre.marek, survey_id=survey_id, path=filled)
    assert [(one.row, one.column) for one in found.checked.faults] == [(2, "C"), (4, "E")]
    assert not tied(centre, survey_id)


def test_who_refused_a_survey_or_was_asked_lately_by_another_one_is_not_asked(centre: Stage, survey_id: int) -> None:
    known(centre, email="alma@firma.pl")
    before = running(centre, sender=Sender.OWN, office_id=centre.anna.office_id, routes=(Route.EMAIL,))
    put(centre, before, ROW)
    assert faults(centre, survey_id, ROW) == [FaultKind.ASKED_LATELY]
    assert faults(centre, before, ROW) == []  # the same list put in again
    with centre.work() as work:
        work.db.execute(select(Invitation)).scalar_one().disposition = Disposition.REFUSED
    assert faults(centre, survey_id, ROW) == [FaultKind.OBJECTS]
    with centre.work() as work:
        one = work.db.execute(select(Invitation)).scalar_one()
        one.disposition, one.sent_at = Disposition.UNKNOWN, NOW - timedelta(days=100)
    assert faults(centre, survey_id, ROW) == []


def test_by_hand_nobody_who_objected_is_added_and_who_is_known_is_tied(centre: Stage, survey_id: int) -> None:
    customer_id, other = known(centre, email="alma@firma.pl"), known(centre, "Jan Kos", email="jan@firma.pl")
    with centre.work(centre.marek) as work:
        row_id = add_contact(work, survey_id=survey_id, new=ROW).result
    assert tied(centre, survey_id) == [customer_id]
    with centre.work(centre.marek) as work:
        new = replace(ROW, first_name="Jan", address="jan@firma.pl")
        changed = change_contact(work, invitation_id=row_id, new=new, version=1)
    assert tied(centre, survey_id) == [other]
    with centre.work(centre.marek) as work:
        changed.undo(work)
    assert tied(centre, survey_id) == [customer_id]
    withdrawn(centre, other)
    with pytest.raises(CellRefused) as refused, centre.work(centre.marek) as work:
        add_contact(work, survey_id=survey_id, new=new)
    assert refused.value.field == "address"


def test_somebody_taken_for_the_wrong_one_is_parted_and_it_can_be_taken_back(centre: Stage, survey_id: int) -> None:
    customer_id = known(centre, email="alma@firma.pl")
    put(centre, survey_id, ROW)
    with centre.read(centre.marek) as reading:
        (row,) = list_contacts(reading, survey_id=survey_id).rows
    with centre.work(centre.marek) as work:
        parted = unlink_known(work, invitation_ids=[row.id])
    assert tied(centre, survey_id) == [None]
    with centre.work(centre.marek) as work:
        parted.undo(work)
    assert tied(centre, survey_id) == [customer_id]


def test_erasing_the_customer_empties_the_row_that_was_recognised_by_phone(centre: Stage, survey_id: int) -> None:
    customer_id = known(centre, phone="601 224 777")
    put(centre, survey_id, replace(ROW, phone="601224777"))
    with centre.work(centre.ewa) as work:
        erase_customer(work, customer_id=customer_id, reason="Asked for it.", typed_name="Alma Kos", version=1)
    with centre.read() as reading:
        one = reading.db.execute(select(Invitation)).scalar_one()
        assert (one.first_name, one.address, one.phone, one.extras) == ("", "", "", [])
