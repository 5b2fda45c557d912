"""The contact list of a survey in the store: whole or not at all, mended until sent, agreed to, counted by the year."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from csatdesk.domain.changes import no_progress
from csatdesk.domain.contact_lists import (
    DEFAULT_MANDATORY,
    ConsentMissing,
    ContactAsked,
    ContactRow,
    ListColumn,
    ListContact,
    ListEmpty,
    ListFrozen,
    ListNotSubmitted,
    ListState,
    NoColumnNeeded,
    YearFull,
)
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.errors import ChangedByOther, NotAllowed, NotFound
from csatdesk.domain.survey_sending import CallResult, Step
from csatdesk.domain.survey_setup import AreasNotConfirmed
from csatdesk.domain.surveys import NewSurvey, Route, Sender
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.erasure import erase_customer
from csatdesk.operations.surveys.commands import change_survey, make_survey, start_survey
from csatdesk.operations.surveys.contact_lists import (
    AlreadyOnList,
    CellRefused,
    add_contact,
    change_contact,
    link_known,
    remove_contacts,
    replace_list,
    set_mandatory,
)
from csatdesk.operations.surveys.dispositions import note_call
from csatdesk.operations.surveys.list_files import ListUpload, save_list_template, upload_list
from csatdesk.operations.surveys.list_queries import list_contacts, load_list, survey_of
from csatdesk.operations.surveys.list_submitting import confirm_consent, require_submitted, submit_list
from csatdesk.operations.surveys.mailing import write_files
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.setup import confirm_all
from csatdesk.store.entities.survey_lists import ContactList, SubmittedAddress
from csatdesk.store.entities.surveys import Invitation
from tests.cast import NOW, Stage
from tests.damaged_lists import damaged, fill_in, good_list
from tests.operations.surveys.hands import new_survey, published, running

WORDING = "Each of them ticked the box on the order form."
THROUGH_THE_STORE = 3


def central(centre: Stage, **other: Any) -> int:
    values: dict[str, Any] = {"sender": Sender.CENTRAL, "office_id": centre.anna.office_id, "routes": (Route.EMAIL,)}
    return running(centre, **(values | other))


def contacts(count: int, start: int = 0) -> list[ListContact]:
    return [
        ListContact(f"Anna{n}", "Nowak", f"anna{n}@firma.pl", "Firma", "pl", "", "", "", f"K-{n}", row=n)
        for n in range(start, start + count)
    ]


def put(centre: Stage, survey_id: int, several: Sequence[ListContact]) -> None:
    with centre.work(centre.marek) as work:
        replace_list(work, survey_of(work, survey_id), several)


def state(centre: Stage, survey_id: int) -> ListState:
    with centre.read(centre.marek) as reading:
        return load_list(reading, survey_id=survey_id)


def rows(centre: Stage, survey_id: int) -> tuple[ContactRow, ...]:
    with centre.read(centre.marek) as reading:
        return list_contacts(reading, survey_id=survey_id).rows


def submitted(centre: Stage, survey_id: int) -> int:
    with centre.work(centre.marek) as work:
        confirm_consent(work, survey_id=survey_id, wording=WORDING)
        return submit_list(work, survey_id=survey_id)


def send(centre: Stage, survey_id: int, *ids: int) -> None:
    with centre.work(centre.marek) as work:
        for one in work.db.execute(select(Invitation).where(Invitation.survey_id == survey_id)).scalars():
            if not ids or one.id in ids:
                one.sent_at = work.at


# files


@pytest.fixture
def template(centre: Stage, tmp_path: Path) -> Path:
    save_list_template(centre.store, centre.marek, survey_id=central(centre), path=tmp_path / "template.xlsx")
    return tmp_path / "template.xlsx"


def uploaded(centre: Stage, survey_id: int, path: Path, before: ListUpload | None = None) -> ListUpload:
    list_before = None if before is None else before.checked
    return upload_list(centre.store, centre.marek, survey_id=survey_id, path=path, before=list_before)


def test_of_damaged_lists_nothing_is_kept_but_how_many_there_were(
    centre: Stage, template: Path, tmp_path: Path
) -> None:
    survey_id = central(centre)
    for seed in range(THROUGH_THE_STORE):
        made = damaged(seed)
        found = uploaded(centre, survey_id, fill_in(template, made, tmp_path / "damaged.xlsx"))
        assert {f"{one.column}{one.row}" for one in found.checked.faults} == made.wrong
        assert found.change is None
    now = state(centre, survey_id)
    assert (now.customer_count, now.refused_count, now.accepted_at) == (0, THROUGH_THE_STORE, None)
    with centre.read() as reading:
        assert not reading.db.execute(select(func.count()).select_from(Invitation)).scalar_one()
        assert not reading.db.execute(select(func.count()).select_from(SubmittedAddress)).scalar_one()


def test_a_good_list_becomes_invitations_with_codes_of_their_own(centre: Stage, template: Path, tmp_path: Path) -> None:
    survey_id = central(centre)
    found = uploaded(centre, survey_id, fill_in(template, good_list(), tmp_path / "good.xlsx"))
    assert found.change is not None
    assert (found.change.new, found.change.gone) == (14, 0)
    kept = rows(centre, survey_id)
    assert [row.contact for row in kept] == list(found.checked.contacts)
    with centre.read() as reading:
        codes = reading.db.execute(select(Invitation.code).where(Invitation.survey_id == survey_id)).scalars().all()
    assert len(set(codes)) == 14
    now = state(centre, survey_id)
    assert (now.customer_count, now.accepted_by) == (14, centre.marek.name)


def test_a_corrected_list_is_compared_with_the_one_that_was_sent_back(
    centre: Stage, template: Path, tmp_path: Path
) -> None:
    survey_id = central(centre)
    made = good_list()
    made.cells[5, 4], made.cells[6, 2] = "Polish", "info@firma.pl"
    first = uploaded(centre, survey_id, fill_in(template, made, tmp_path / "first.xlsx"))
    made.cells[5, 4] = "PL"
    second = uploaded(centre, survey_id, fill_in(template, made, tmp_path / "second.xlsx"), first)
    assert second.again is not None
    assert [one.row for one in second.again.mended] == [5]
    assert [one.row for one in second.again.still] == [6]


def test_a_list_put_in_again_changes_only_what_is_other_in_it(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(4))
    before = {row.contact.address: row.id for row in rows(centre, survey_id)}
    again = contacts(3)
    again[1] = replace(again[1], company="Other")
    put(centre, survey_id, [*again, *contacts(1, 9)])
    after = {row.contact.address: row for row in rows(centre, survey_id)}
    assert {address: row.id for address, row in after.items() if address in before} == {
        address: before[address] for address in ("anna0@firma.pl", "anna1@firma.pl", "anna2@firma.pl")
    }
    assert after["anna1@firma.pl"].contact.company == "Other"
    assert "anna9@firma.pl" in after


# by hand


def test_a_row_is_changed_by_hand_by_the_same_rules_as_in_a_file(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    one, _other = rows(centre, survey_id)
    bad = {
        "address": replace(one.contact, address="info@firma.pl"),
        "language": replace(one.contact, language="Polish"),
        "extra_3": replace(one.contact, extra_3=""),
    }
    with centre.work(centre.marek) as work:
        for field, new in bad.items():
            with pytest.raises(CellRefused) as refused:
                change_contact(work, invitation_id=one.id, new=new, version=one.version)
            assert refused.value.field == field
        new = replace(one.contact, address="ANNA1@firma.pl")
        with pytest.raises(AlreadyOnList):
            change_contact(work, invitation_id=one.id, new=new, version=one.version)
    with centre.work(centre.marek) as work:
        change_contact(work, invitation_id=one.id, new=replace(one.contact, last_name="Kos"), version=one.version)
    assert rows(centre, survey_id)[0].contact.last_name == "Kos"
    with centre.work(centre.marek) as work, pytest.raises(ChangedByOther):
        change_contact(work, invitation_id=one.id, new=one.contact, version=one.version)


def test_adding_and_taking_off_can_be_undone(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    with centre.work(centre.marek) as work:
        added = add_contact(work, survey_id=survey_id, new=contacts(1, 7)[0])
    with centre.work(centre.marek) as work:
        added.undo(work)
    one, _other = rows(centre, survey_id)
    with centre.work(centre.marek) as work:
        gone = remove_contacts(work, invitation_ids=[one.id])
    assert len(rows(centre, survey_id)) == 1
    with centre.work(centre.marek) as work:
        gone.undo(work)
    assert {row.contact.address for row in rows(centre, survey_id)} == {"anna0@firma.pl", "anna1@firma.pl"}


def test_what_must_be_filled_in_is_set_but_an_address_always_must(centre: Stage) -> None:
    survey_id = central(centre)
    without = DEFAULT_MANDATORY - {ListColumn.EXTRA_3}
    with centre.work(centre.marek) as work:
        set_mandatory(work, survey_id=survey_id, columns=without)
        add_contact(work, survey_id=survey_id, new=replace(contacts(1)[0], extra_3=""))
        with pytest.raises(NoColumnNeeded):
            set_mandatory(work, survey_id=survey_id, columns={ListColumn.LAST_NAME})
    assert state(centre, survey_id).mandatory == without


def test_the_unit_itself_may_write_to_a_mailbox_of_an_office(centre: Stage) -> None:
    own, all_at_once = central(centre, sender=Sender.OWN), central(centre)
    office = replace(contacts(1)[0], address="office@firma.pl")
    with centre.work(centre.marek) as work:
        add_contact(work, survey_id=own, new=office)
        with pytest.raises(CellRefused):
            add_contact(work, survey_id=all_at_once, new=office)


def test_whoever_came_back_by_a_file_is_not_put_onto_the_list_twice_by_undo(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    one, _other = rows(centre, survey_id)
    with centre.work(centre.marek) as work:
        gone = remove_contacts(work, invitation_ids=[one.id])
    put(centre, survey_id, contacts(2))
    with centre.work(centre.marek) as work, pytest.raises(AlreadyOnList):
        gone.undo(work)
    assert len(rows(centre, survey_id)) == 2


def test_taking_back_another_address_brings_back_who_the_customer_is(centre: Stage) -> None:
    survey_id = central(centre)
    with centre.work() as work:
        known = register_customer(work, new=NewCustomer(name="Anna Nowak", email="anna0@firma.pl"))
    put(centre, survey_id, contacts(1))
    with centre.work(centre.marek) as work:
        link_known(work, survey_id=survey_id)
    (one,) = rows(centre, survey_id)
    with centre.work(centre.marek) as work:
        other = replace(one.contact, address="jan@firma.pl")
        changed = change_contact(work, invitation_id=one.id, new=other, version=one.version)
    assert not rows(centre, survey_id)[0].is_linked
    with centre.work(centre.marek) as work:
        changed.undo(work)
    (now,) = rows(centre, survey_id)
    assert (now.contact.address, now.known_id, now.is_linked) == ("anna0@firma.pl", known, True)


def test_links_are_taken_back_though_somebody_has_left_the_list(centre: Stage) -> None:
    survey_id = central(centre)
    with centre.work() as work:
        for at in range(2):
            register_customer(work, new=NewCustomer(name=f"Anna {at}", email=f"anna{at}@firma.pl"))
    put(centre, survey_id, contacts(2))
    with centre.work(centre.marek) as work:
        linked = link_known(work, survey_id=survey_id)
    put(centre, survey_id, contacts(1))
    with centre.work(centre.marek) as work:
        linked.undo(work)
    assert [row.is_linked for row in rows(centre, survey_id)] == [False]


# the survey is set up otherwise


def drafted(centre: Stage, **other: Any) -> tuple[int, NewSurvey]:
    new = new_survey(published(centre), sender=Sender.OWN, office_id=centre.anna.office_id, routes=(), **other)
    with centre.work(centre.marek) as work:
        return make_survey(work, new=new).result, new


def set_up(centre: Stage, survey_id: int, new: NewSurvey) -> None:
    with centre.work(centre.marek) as work:
        change_survey(work, survey_id=survey_id, new=new, version=load_survey(work, survey_id=survey_id).version)


def test_a_list_goes_the_way_that_is_chosen_after_it_was_taken_over(centre: Stage) -> None:
    survey_id, new = drafted(centre)
    put(centre, survey_id, contacts(2))
    set_up(centre, survey_id, replace(new, routes=(Route.PHONE,)))
    with centre.read() as reading:
        ways = reading.db.execute(select(Invitation.route).where(Invitation.survey_id == survey_id)).scalars().all()
    assert ways == [Route.PHONE, Route.PHONE]


def test_another_unit_submits_the_list_anew_and_it_counts_for_that_unit(centre: Stage) -> None:
    survey_id, new = drafted(centre)
    put(centre, survey_id, contacts(2))
    assert submitted(centre, survey_id) == 2
    set_up(centre, survey_id, replace(new, office_id=None))
    now = state(centre, survey_id)
    assert (now.submitted_at, now.consent, now.year.submitted, now.year.would_add) == (None, WORDING, 0, 2)


def test_a_list_for_own_sending_is_not_submitted_for_central_sending_with_a_mailbox_of_an_office(centre: Stage) -> None:
    survey_id, new = drafted(centre)
    put(centre, survey_id, [replace(contacts(1)[0], address="office@firma.pl")])
    assert submitted(centre, survey_id) == 1
    set_up(centre, survey_id, replace(new, sender=Sender.CENTRAL))
    with centre.work(centre.marek) as work, pytest.raises(CellRefused, match="office@firma"):
        submit_list(work, survey_id=survey_id)


def test_one_customer_in_the_place_of_another_has_to_be_looked_at_before_the_survey_starts(centre: Stage) -> None:
    survey_id, new = drafted(centre)
    put(centre, survey_id, contacts(2))
    set_up(centre, survey_id, replace(new, routes=(Route.EMAIL,)))
    with centre.work(centre.marek) as work:
        confirm_all(work, survey_id=survey_id)
    put(centre, survey_id, [*contacts(1), *contacts(1, 7)])
    with centre.work(centre.marek) as work, pytest.raises(AreasNotConfirmed):
        start_survey(work, survey_id=survey_id, version=load_survey(work, survey_id=survey_id).version)


# sent


def test_after_the_central_mailing_nothing_of_the_list_changes(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    one, other = rows(centre, survey_id)
    send(centre, survey_id, one.id)
    assert state(centre, survey_id).is_frozen

    def refused(command: object, **values: object) -> None:
        with centre.work(centre.marek) as work, pytest.raises(ListFrozen):
            command(work, **values)  # type: ignore[operator]

    refused(change_contact, invitation_id=other.id, new=other.contact, version=other.version)
    refused(add_contact, survey_id=survey_id, new=contacts(1, 5)[0])
    refused(remove_contacts, invitation_ids=[other.id])
    refused(confirm_consent, survey_id=survey_id, wording=WORDING)
    with centre.work(centre.marek) as work, pytest.raises(ListFrozen):
        replace_list(work, survey_of(work, survey_id), contacts(1))
    assert len(rows(centre, survey_id)) == 2


def test_where_the_unit_sends_only_those_asked_already_stay_as_they_are(centre: Stage) -> None:
    survey_id = central(centre, sender=Sender.OWN)
    put(centre, survey_id, contacts(2))
    one, other = rows(centre, survey_id)
    send(centre, survey_id, one.id)
    with centre.work(centre.marek) as work, pytest.raises(ContactAsked):
        remove_contacts(work, invitation_ids=[one.id])
    with centre.work(centre.marek) as work, pytest.raises(ListFrozen):
        replace_list(work, survey_of(work, survey_id), contacts(1))
    with centre.work(centre.marek) as work:
        remove_contacts(work, invitation_ids=[other.id])
    assert [row.id for row in rows(centre, survey_id)] == [one.id]


def test_who_was_called_is_not_taken_off_the_list_any_more(centre: Stage) -> None:
    survey_id = central(centre, sender=Sender.OWN, routes=(Route.PHONE,))
    put(centre, survey_id, contacts(2))
    one, other = rows(centre, survey_id)
    with centre.work(centre.marek) as work:
        note_call(work, invitation_id=one.id, result=CallResult.NO_ANSWER)
    with centre.work(centre.marek) as work, pytest.raises(ContactAsked):
        remove_contacts(work, invitation_ids=[one.id])
    with centre.work(centre.marek) as work, pytest.raises((ContactAsked, ListFrozen)):
        replace_list(work, survey_of(work, survey_id), contacts(1, 1))
    assert [row.id for row in rows(centre, survey_id)] == [one.id, other.id]


# agreed and submitted


def test_no_invitation_leaves_before_the_list_is_submitted(centre: Stage, tmp_path: Path) -> None:
    survey_id = central(centre, sender=Sender.OWN)
    put(centre, survey_id, contacts(2))
    write = partial(
        write_files,
        centre.store,
        centre.marek,
        no_progress,
        survey_id=survey_id,
        step=Step.INVITATION,
        folder=tmp_path,
    )
    with pytest.raises(ListNotSubmitted):
        write()
    submitted(centre, survey_id)
    assert write().sent == 2


def test_a_list_is_submitted_only_after_somebody_confirmed_that_all_agreed(centre: Stage) -> None:
    survey_id = central(centre)
    with centre.work(centre.marek) as work, pytest.raises(ListEmpty):
        submit_list(work, survey_id=survey_id)
    put(centre, survey_id, contacts(3))
    with centre.work(centre.marek) as work:
        with pytest.raises(ConsentMissing):
            submit_list(work, survey_id=survey_id)
        with pytest.raises(ListNotSubmitted):
            require_submitted(work, survey_id)
    assert submitted(centre, survey_id) == 3
    now = state(centre, survey_id)
    assert (now.consent, now.consent_by, now.consent_at) == (WORDING, centre.marek.name, NOW)
    assert (now.submitted_by, now.submitted_at) == (centre.marek.name, NOW)
    with centre.work(centre.marek) as work:
        require_submitted(work, survey_id)


def test_who_comes_after_the_consent_is_not_covered_by_it(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    submitted(centre, survey_id)
    one = rows(centre, survey_id)[0]
    with centre.work(centre.marek) as work:
        change_contact(work, invitation_id=one.id, new=replace(one.contact, company="Other"), version=one.version)
    assert state(centre, survey_id).submitted_at is not None
    with centre.work(centre.marek) as work:
        add_contact(work, survey_id=survey_id, new=contacts(1, 5)[0])
    now = state(centre, survey_id)
    assert (now.consent_at, now.submitted_at) == (None, None)


# the year


def test_each_address_counts_once_for_its_unit_and_year_when_it_is_submitted(centre: Stage) -> None:
    first, second = central(centre), central(centre)
    put(centre, first, contacts(5))
    assert (state(centre, first).year.submitted, state(centre, first).year.would_add) == (0, 5)
    assert submitted(centre, first) == 5
    put(centre, first, contacts(5))  # put in again
    assert submitted(centre, first) == 0
    put(centre, second, [*contacts(3), *contacts(2, 10)])  # three of them were asked in the first survey
    assert submitted(centre, second) == 2
    everybody = [row.id for row in rows(centre, first)]
    with centre.work(centre.marek) as work:
        remove_contacts(work, invitation_ids=everybody)
    year = state(centre, first).year
    assert (year.submitted, year.left, year.year) == (7, 3_993, NOW.year)


def test_another_unit_and_another_year_begin_anew(centre: Stage) -> None:
    here, everywhere = central(centre), central(centre, office_id=None)
    for survey_id in (here, everywhere):
        put(centre, survey_id, contacts(2))
        assert submitted(centre, survey_id) == 2
    with centre.store.write(centre.marek, NOW + timedelta(days=366)) as work:
        assert load_list(work, survey_id=here).year.submitted == 0
        assert submit_list(work, survey_id=here) == 2


def test_more_than_a_year_allows_are_refused_with_how_many_are_too_many(centre: Stage) -> None:
    full, survey_id = central(centre), central(centre)
    put(centre, full, contacts(3_999))
    submitted(centre, full)
    put(centre, survey_id, contacts(3, 5_000))
    with centre.work(centre.marek) as work:
        confirm_consent(work, survey_id=survey_id, wording=WORDING)
        with pytest.raises(YearFull) as refused:
            submit_list(work, survey_id=survey_id)
    assert (refused.value.values["submitted"], refused.value.values["over"]) == (3_999, 2)
    assert state(centre, survey_id).submitted_at is None
    assert state(centre, survey_id).year.submitted == 3_999


def test_of_a_submitted_address_only_a_keyed_digest_is_kept(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(1))
    submitted(centre, survey_id)
    with centre.read() as reading:
        (kept,) = reading.db.execute(select(SubmittedAddress)).scalars()
        assert "anna" not in kept.digest
        assert len(kept.digest) == 32


# known customers


def test_known_customers_are_proposed_by_e_mail_or_phone_and_linked_only_when_told_so(centre: Stage) -> None:
    survey_id = central(centre)
    with centre.work() as work:
        by_mail = register_customer(work, new=NewCustomer(name="Anna Nowak", email="Anna0@firma.pl"))
        by_phone = register_customer(work, new=NewCustomer(name="Jan Kos", phone="+48 601 224 777"))
    several = contacts(3)
    several[1] = replace(several[1], phone="601224777")
    put(centre, survey_id, several)
    assert [(row.known_id, row.is_linked) for row in rows(centre, survey_id)] == [
        (by_mail, False),
        (by_phone, False),
        (None, False),
    ]
    with centre.work(centre.marek) as work:
        linked = link_known(work, survey_id=survey_id)
    assert linked.result == 2
    assert [row.is_linked for row in rows(centre, survey_id)] == [True, True, False]
    with centre.work(centre.marek) as work:
        linked.undo(work)
    assert not any(row.is_linked for row in rows(centre, survey_id))


def test_an_erased_customer_leaves_contact_lists_too_linked_or_not(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    with centre.work() as work:
        customer_id = register_customer(work, new=NewCustomer(name="Anna Nowak", email="Anna0@Firma.pl"))
    with centre.work(centre.ewa) as work:
        erase_customer(work, customer_id=customer_id, reason="Asked for it.", typed_name="Anna Nowak", version=1)
    first, second = (row.contact for row in rows(centre, survey_id))
    assert (first.first_name, first.address, first.extra_3) == ("", "", "")
    assert second.address == "anna1@firma.pl"


def test_who_was_drawn_from_contacts_stands_on_no_list(centre: Stage) -> None:
    survey_id = central(centre)
    put(centre, survey_id, contacts(2))
    one, other = rows(centre, survey_id)
    with centre.work() as work:
        work.db.get_one(Invitation, one.id).channel = Channel.PHONE
    assert [row.id for row in rows(centre, survey_id)] == [other.id]
    assert state(centre, survey_id).customer_count == 1
    with centre.work(centre.marek) as work, pytest.raises(NotFound):
        remove_contacts(work, invitation_ids=[one.id])


def test_contact_lists_are_for_those_who_lead_surveys(centre: Stage) -> None:
    survey_id = central(centre)
    with centre.work(centre.anna) as work, pytest.raises(NotAllowed):
        add_contact(work, survey_id=survey_id, new=contacts(1)[0])
    with centre.read(centre.anna) as reading, pytest.raises(NotAllowed):
        list_contacts(reading, survey_id=survey_id)
    with centre.read() as reading:
        assert not reading.db.execute(select(func.count()).select_from(ContactList)).scalar_one()
