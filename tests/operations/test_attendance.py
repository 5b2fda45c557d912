"""Who spoke, what was read back and how long the wait was stay with the contact, on card, receipt and case file."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.attendance import (
    Attendance,
    AuthorityMissing,
    Confirmation,
    QueueTicket,
    Relation,
    Representative,
)
from csatdesk.domain.contacts import Channel
from csatdesk.operations.cases.commands import add_contact
from csatdesk.operations.cases.file_paper import read_case_file
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.receipt_paper import read_receipt
from csatdesk.operations.cases.trash import empty_trash, throw_away
from csatdesk.store.entities.contacts import Contact
from tests.cast import NOW, Stage

MINUTE = timedelta(minutes=1)
SPOKEN = Representative("Jan Kowalski", Relation.LAWYER, True, "pełnomocnictwo z 3 maja")
WHOLE = Attendance(SPOKEN, Confirmation.SIGNED, NOW, QueueTicket("A114", NOW - 15 * MINUTE, NOW - 9 * MINUTE))


def test_all_of_it_stands_on_the_card(centre: Stage) -> None:
    made = centre.register(attendance=WHOLE)
    with centre.read() as reading:
        told = load_case(reading, case_id=made.case_id).attendance
    assert (told.representative, told.read_back, told.read_back_at) == (SPOKEN, Confirmation.SIGNED, NOW)
    assert told.ticket == WHOLE.ticket
    assert told.desk_seconds == 9 * 60


def test_the_contact_keeps_waiting_and_desk_time(centre: Stage) -> None:
    centre.register(attendance=WHOLE)
    with centre.read() as reading:
        contact = reading.db.execute(select(Contact)).scalar_one()
        assert (contact.waited_seconds, contact.desk_seconds) == (6 * 60, 9 * 60)


def test_a_paper_that_was_not_seen_is_not_kept(centre: Stage) -> None:
    unseen = Representative("Jan Kowalski", Relation.SPOUSE, False, "coś")
    made = centre.register(attendance=Attendance(unseen))
    with centre.read() as reading:
        told = load_case(reading, case_id=made.case_id).attendance.representative
    assert told == Representative("Jan Kowalski", Relation.SPOUSE)


def test_who_speaks_in_a_later_contact_takes_the_place_of_the_first(centre: Stage) -> None:
    made = centre.register(attendance=WHOLE)
    again = Attendance(Representative("Ola Kowalska", Relation.CARETAKER))
    with centre.work(at=NOW + MINUTE) as work:
        add_contact(work, case_id=made.case_id, channel=Channel.PHONE, text="Dzwoni córka.", attendance=again)
    with centre.read() as reading:
        told = load_case(reading, case_id=made.case_id).attendance
    assert told.representative == again.representative
    assert told.ticket == WHOLE.ticket


def test_a_seen_paper_without_its_name_is_refused(centre: Stage) -> None:
    with pytest.raises(AuthorityMissing):
        centre.register(attendance=Attendance(Representative("Jan", authority_seen=True)))
    made = centre.register()
    wrong = Attendance(Representative("Jan", authority_seen=True))
    with pytest.raises(AuthorityMissing), centre.work() as work:
        add_contact(work, case_id=made.case_id, channel=Channel.PHONE, text="Dzwoni.", attendance=wrong)


def test_the_papers_name_who_spoke(centre: Stage) -> None:
    made = centre.register(attendance=WHOLE)
    with centre.read() as reading:
        receipt = read_receipt(reading, case_id=made.case_id, read_back=True)
        facts = {fact.label: fact.value for fact in read_case_file(reading, case_id=made.case_id).facts}
    assert receipt.spoken_by.startswith("Jan Kowalski (")
    assert "pełnomocnictwo" not in receipt.spoken_by
    assert facts["Spoken for by"] == "Jan Kowalski (lawyer), authority seen: pełnomocnictwo z 3 maja"
    assert facts["Read back"].startswith("Confirmed with a signature, ")
    assert facts["Queue ticket"] == "A114, waited 6 min, 9 min at the desk"


def test_names_are_erased_with_the_words_of_the_case(centre: Stage) -> None:
    made = centre.register(attendance=WHOLE)
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=made.case_id, reason="pomyłka")
    with centre.work(centre.marek, at=NOW + timedelta(days=31)) as work:
        assert empty_trash(work) == 1
        contact = work.db.execute(select(Contact)).scalar_one()
        assert (contact.representative, contact.authority, contact.ticket) == ("", "", "")
        assert contact.waited_seconds == 6 * 60
