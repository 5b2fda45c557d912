"""Take, hand over, note, further contact, topic: done, refused, undone."""

from datetime import timedelta

import pytest

from csatdesk.domain.case_rows import (
    CaseCard,
    Event,
)
from csatdesk.domain.cases import (
    AlreadyClosed,
    CaseFilter,
    Closing,
    NoAnswerReason,
    Outcome,
    ReplyBy,
    TextMissing,
)
from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.staff import OtherOffice, Role
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import (
    add_contact,
    add_note,
    classify_case,
    hand_over_cases,
    take_case,
)
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.life import OwnerAway
from csatdesk.operations.cases.queries import list_cases, load_case
from csatdesk.operations.staff import change_person
from tests.cast import NOW, Stage


@pytest.fixture
def case_id(centre: Stage) -> int:
    return centre.register().case_id


def card_of(centre: Stage, case_id: int) -> CaseCard:
    with centre.read() as reading:
        return load_case(reading, case_id=case_id)


def test_who_takes_a_case_owns_it_and_works_on_it(centre: Stage, case_id: int) -> None:
    with centre.work() as work:
        take_case(work, case_id=case_id)
    card = card_of(centre, case_id)
    assert card.row.owner_name == "Anna Nowak"
    assert card.row.status is Status.IN_WORK
    assert card.history[0].event is Event.TAKEN


def test_taking_can_be_undone(centre: Stage, case_id: int) -> None:
    with centre.work() as work:
        taken = take_case(work, case_id=case_id)
    with centre.work() as work:
        taken.undo(work)
    card = card_of(centre, case_id)
    assert card.row.owner_id is None
    assert card.row.status is Status.REGISTERED


def test_a_clerk_of_another_office_is_sent_to_that_office(centre: Stage, case_id: int) -> None:
    from dataclasses import replace

    olga = replace(centre.anna, office_id=centre.other_office_id)
    with pytest.raises(OtherOffice), centre.work(olga) as work:
        take_case(work, case_id=case_id)


def test_an_auditor_changes_nothing(centre: Stage, case_id: int) -> None:
    with pytest.raises(NotAllowed), centre.work(centre.liis) as work:
        add_note(work, case_id=case_id, text="Zajrzałam.")


def test_a_case_of_nobody_is_refused_plainly(centre: Stage) -> None:
    with pytest.raises(NotFound), centre.work() as work:
        take_case(work, case_id=987_654)


def test_cases_go_to_a_colleague_and_back(centre: Stage, case_id: int) -> None:
    with centre.work() as work:
        done = hand_over_cases(work, case_ids=[case_id], to_staff_id=centre.marek.id, note="Dwa liczniki.")
    card = card_of(centre, case_id)
    assert card.row.owner_name == "Marek Lis"
    assert card.history[0].about["to"] == "Marek Lis"
    assert card.history[0].text == "Dwa liczniki."
    with centre.work() as work:
        done.undo(work)
    assert card_of(centre, case_id).row.owner_id is None


def test_nobody_gets_work_who_has_left(centre: Stage, case_id: int) -> None:
    with centre.work(centre.ewa) as work:
        change_person(
            work,
            person_id=centre.marek.id,
            name="Marek Lis",
            role=Role.SUPERVISOR,
            office_id=centre.marek.office_id,
            team_id=None,
            language="pl",
            is_active=False,
        )
    with pytest.raises(OwnerAway), centre.work() as work:
        hand_over_cases(work, case_ids=[case_id], to_staff_id=centre.marek.id)


def test_a_case_is_found_by_its_notes(centre: Stage, case_id: int) -> None:
    with centre.work() as work:
        add_note(work, case_id=case_id, text="Czekamy na protokół demontażu.")
    with centre.read() as reading:
        assert [row.id for row in list_cases(reading, filter=CaseFilter(text="demontaz")).rows] == [case_id]


def test_an_empty_note_is_refused(centre: Stage, case_id: int) -> None:
    with pytest.raises(TextMissing), centre.work() as work:
        add_note(work, case_id=case_id, text=" ")


def test_a_second_call_is_a_contact_of_the_same_case(centre: Stage, case_id: int) -> None:
    with centre.work(at=NOW + timedelta(hours=1)) as work:
        add_contact(work, case_id=case_id, channel=Channel.PHONE, text="Pyta, co dalej.")
    card = card_of(centre, case_id)
    assert card.history[0].event is Event.CONTACT
    assert card.history[0].about["channel"] == "phone"


def test_a_topic_can_be_changed_and_changed_back(centre: Stage, case_id: int) -> None:
    other = centre.topic_ids["bill_correction"]
    with centre.work() as work:
        done = classify_case(work, case_id=case_id, topic_id=other)
    assert card_of(centre, case_id).row.topic_id == other
    with centre.work() as work:
        done.undo(work)
    assert card_of(centre, case_id).row.topic_id == centre.topic_ids["bill_too_high"]


def test_sending_the_answer_meets_the_clock(centre: Stage, case_id: int) -> None:
    sent_at = NOW + timedelta(days=2)
    with centre.work(at=sent_at) as work:
        answer_case(work, case_id=case_id, text="Skorygowaliśmy rachunek.", sent_at=sent_at, reply_by=ReplyBy.EMAIL)
    card = card_of(centre, case_id)
    assert card.row.status is Status.SENT
    assert card.deadlines[0].met_at == sent_at
    assert card.row.due is not None
    assert card.row.due.met_at == sent_at


def test_a_closed_case_takes_no_answer(centre: Stage, case_id: int) -> None:
    closing = Closing(Outcome.SETTLED, no_answer_reason=NoAnswerReason.ON_THE_SPOT)
    with centre.work() as work:
        close_case(work, case_id=case_id, closing=closing, version=card_of(centre, case_id).version)
    with pytest.raises(AlreadyClosed), centre.work() as work:
        answer_case(work, case_id=case_id, text="Za późno.", sent_at=NOW, reply_by=ReplyBy.EMAIL)
