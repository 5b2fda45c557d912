"""A contact list from the customers the centre knows: chosen, weighed by reason, drawn by a seed, taken back whole."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from csatdesk.domain.attendance import Relation
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contact_lists import ContactAsked, LeftOut, ListColumn, ListDraw, ListFrozen, YearFull
from csatdesk.domain.contacts import Channel, CustomerKind, NewCustomer, Segment
from csatdesk.domain.customers import NewConsent, NewRepresentative
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.list_drawing import (
    CustomerChoice,
    NobodyToDraw,
    PeriodTurned,
    TooManyDrawn,
    WeighedChoice,
    choice_from_plain,
    choice_to_plain,
)
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_batches import Stack
from csatdesk.domain.survey_sampling import CountOutside, RouteUnfit
from csatdesk.domain.surveys import EntryMode, NewResponse, Route, Sender
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.consents import add_consent, withdraw_consent
from csatdesk.operations.contacts.representatives import add_representative
from csatdesk.operations.erasure import erase_customer
from csatdesk.operations.surveys.commands import change_survey, make_survey
from csatdesk.operations.surveys.contact_lists import remove_contacts, set_mandatory
from csatdesk.operations.surveys.entering import situation_of
from csatdesk.operations.surveys.list_customers import matching_ids
from csatdesk.operations.surveys.list_drawing import draw_customers, draw_within, load_list_choices, weigh_choice
from csatdesk.operations.surveys.list_queries import list_contacts, load_list
from csatdesk.operations.surveys.list_submitting import confirm_consent, submit_list
from csatdesk.operations.surveys.queries import load_survey
from csatdesk.operations.surveys.responses import keep_response
from csatdesk.operations.work import Undoable
from csatdesk.store.entities.surveys import Invitation, Response
from tests.cast import NOW, Stage
from tests.operations.surveys.hands import FULL, new_survey, published, running

SEED = 4711
NEEDED = frozenset({ListColumn.LAST_NAME, ListColumn.ADDRESS, ListColumn.LANGUAGE})


@pytest.fixture
def survey_id(centre: Stage) -> int:
    return survey(centre)


def survey(centre: Stage, **other: Any) -> int:
    values: dict[str, Any] = {"sender": Sender.OWN, "office_id": centre.anna.office_id, "routes": (Route.EMAIL,)}
    made = running(centre, **(values | other))
    with centre.work(centre.marek) as work:
        set_mandatory(work, survey_id=made, columns=NEEDED)
    return made


def customer(centre: Stage, name: str, **known: Any) -> int:
    values: dict[str, Any] = {"email": f"{name.split(maxsplit=1)[0].lower()}@example.pl", "language": "pl"}
    with centre.work() as work:
        return register_customer(work, new=NewCustomer(name, **(values | {"segment": Segment.VIP} | known)))


def agree(centre: Stage, customer_id: int) -> int:
    with centre.work() as work:
        new = NewConsent("Surveys by e-mail.", NOW.date() - timedelta(days=30), Channel.HALL)
        return add_consent(work, customer_id=customer_id, new=new).result


def choice(**other: Any) -> CustomerChoice:
    values: dict[str, Any] = {"segments": (Segment.VIP,), "needs_consent": False}
    return CustomerChoice(**(values | other))


def weighed(centre: Stage, survey_id: int, **other: Any) -> WeighedChoice:
    return weigh_choice(centre.store, centre.marek, survey_id=survey_id, choice=choice(**other))


def drawn(centre: Stage, survey_id: int, seed: int = SEED, **other: Any) -> Undoable[ListDraw]:
    with centre.work(centre.marek) as work:
        return draw_within(work, survey_id=survey_id, choice=choice(**other), seed=seed)


def listed(centre: Stage, survey_id: int) -> Mapping[int | None, Invitation]:
    with centre.read() as reading:
        query = select(Invitation).where(Invitation.survey_id == survey_id).order_by(Invitation.id)
        found = {one.customer_id: one for one in reading.db.execute(query).scalars()}
        reading.db.expunge_all()
    return found


def reasons(found: WeighedChoice) -> dict[str, LeftOut | None]:
    return {one.name: one.reason for one in found.shown}


# who is chosen


def test_customers_are_chosen_by_what_is_known_of_them(centre: Stage, survey_id: int) -> None:
    anna = customer(centre, "Alma Nowak")
    firm = customer(centre, "Huta", kind=CustomerKind.ORGANISATION, activity="Steel works", language="en")
    customer(centre, "Jan Kos", segment=Segment.PUBLIC_BODY)
    assert ids(centre) == {anna, firm}
    assert ids(centre, kind=CustomerKind.PERSON) == {anna}
    assert ids(centre, languages=("en",)) == {firm}
    assert ids(centre, activity="steel WORKS") == {firm}


def ids(centre: Stage, **other: Any) -> set[int]:
    with centre.read(centre.marek) as reading:
        return set(matching_ids(lambda: nullcontext(reading), choice(**other), no_progress))


def test_office_channel_topic_and_days_are_those_of_one_contact(centre: Stage) -> None:
    topic = centre.topic_ids["bill_too_high"]
    centre.register(channel=Channel.PHONE, topic_id=topic)
    centre.register(channel=Channel.HALL, topic_id=None)
    assert fits(centre, channels=(Channel.PHONE,), topic_ids=(topic,), days=1)
    assert not fits(centre, channels=(Channel.HALL,), topic_ids=(topic,))
    assert fits(centre, first_on=NOW.date(), last_on=NOW.date())
    assert not fits(centre, first_on=NOW.date() + timedelta(days=1))
    assert not fits(centre, last_on=NOW.date() - timedelta(days=1))
    assert not fits(centre, office_ids=(centre.anna.office_id + 99,))


def fits(centre: Stage, **other: Any) -> bool:
    return centre.customer_id in ids(centre, **({"segments": (), "office_ids": (centre.anna.office_id,)} | other))


def test_a_choice_that_cannot_be_is_refused_at_its_field() -> None:
    day = NOW.date()
    for wrong, refusal, field in (
        ({"size": 0}, CountOutside, "size"),
        ({"gap_days": -1}, CountOutside, "gap_days"),
        ({"days": 0}, CountOutside, "days"),
        ({"first_on": day, "last_on": day - timedelta(days=1)}, PeriodTurned, "last_on"),
        ({"route": Route.KIOSK}, RouteUnfit, "route"),
    ):
        with pytest.raises(refusal) as refused:
            choice(**wrong).check()
        assert refused.value.field == field


def test_a_choice_is_kept_as_it_was_made() -> None:
    made = choice(
        kind=CustomerKind.PERSON,
        languages=("pl",),
        activity="Steel",
        first_on=NOW.date(),
        channels=(Channel.PHONE,),
        office_ids=(3,),
        topic_ids=(7,),
        route=Route.PAPER,
        size=40,
    )
    assert choice_from_plain(choice_to_plain(made)) == made


# who is left out


def test_each_who_cannot_be_asked_is_left_out_for_the_reason_that_holds(centre: Stage, survey_id: int) -> None:
    customer(centre, "Fritz Asked")
    drawn(centre, survey(centre))
    customer(centre, "Alma Nowak")
    customer(centre, "Nemo Nowhere", email="")
    customer(centre, centre.marek.name, email="own@example.pl")
    objector = customer(centre, "Olga Objects")
    given = agree(centre, objector)
    with centre.work() as work:
        withdraw_consent(work, consent_id=given, on=NOW.date(), how=Channel.EMAIL)
    customer(centre, "Berta Twice", email="ALMA@example.pl")
    customer(centre, "Huta", kind=CustomerKind.ORGANISATION, email="huta@example.pl")
    found = weighed(centre, survey_id)
    told = reasons(found)
    assert told["Fritz Asked"] is LeftOut.ASKED_LATELY
    assert told["Nemo Nowhere"] is LeftOut.NO_WAY
    assert told["Olga Objects"] is LeftOut.NO_CONSENT
    assert told["Berta Twice"] is LeftOut.TWICE
    assert told["Huta"] is LeftOut.LACKING
    assert told[centre.marek.name] is LeftOut.OURS
    assert "Alma Nowak" not in told
    assert (found.matched, found.fits) == (7, 1)
    assert weighed(centre, survey_id, gap_days=0).left_out.get(LeftOut.ASKED_LATELY, 0) == 0


def test_who_lacks_a_column_that_must_be_filled_in_is_named_with_it(centre: Stage, survey_id: int) -> None:
    customer(centre, "Alma Nowak")
    customer(centre, "Jan Kos", account="K-17")
    with centre.work(centre.marek) as work:
        set_mandatory(work, survey_id=survey_id, columns=NEEDED | {ListColumn.EXTRA_3})
    (one,) = weighed(centre, survey_id).shown
    assert (one.name, one.reason) == ("Alma Nowak", LeftOut.LACKING)
    assert [fault.column for fault in one.faults] == [ListColumn.EXTRA_3.value]


def test_a_mailbox_of_an_office_is_left_out_where_the_head_office_sends(centre: Stage) -> None:
    customer(centre, "Alma Nowak", email="info@example.pl")
    central = survey(centre, sender=Sender.CENTRAL)
    assert reasons(weighed(centre, central)) == {"Alma Nowak": LeftOut.FAULTY}
    assert weighed(centre, survey(centre)).fits == 1


def test_where_consent_is_needed_only_who_gave_it_and_did_not_take_it_back_can_be_asked(
    centre: Stage, survey_id: int
) -> None:
    agree(centre, customer(centre, "Alma Nowak"))
    customer(centre, "Jan Kos")
    assert reasons(weighed(centre, survey_id, needs_consent=True)) == {"Jan Kos": LeftOut.NO_CONSENT}
    assert weighed(centre, survey_id).fits == 2


def test_who_was_erased_is_not_even_chosen(centre: Stage, survey_id: int) -> None:
    gone = customer(centre, "Alma Nowak")
    with centre.work(centre.ewa) as work:
        erase_customer(work, customer_id=gone, reason="Asked for it.", typed_name="Alma Nowak", version=1)
    assert weighed(centre, survey_id).matched == 0
    with pytest.raises(NobodyToDraw):
        drawn(centre, survey_id)


def test_an_organisation_is_asked_by_way_of_the_one_who_speaks_for_it(centre: Stage, survey_id: int) -> None:
    firm = customer(centre, "Huta Północ", kind=CustomerKind.ORGANISATION, email="biuro.huty@example.pl")
    with centre.work() as work:
        add_representative(
            work, customer_id=firm, new=NewRepresentative("Jan Maria Kos", Relation.EMPLOYEE, authority="Board.")
        )
    drawn(centre, survey_id)
    one = listed(centre, survey_id)[firm]
    assert (one.first_name, one.last_name, one.company) == ("Jan Maria", "Kos", "Huta Północ")


# onto the list


def test_whoever_is_put_onto_the_list_keeps_who_they_are_and_what_group_they_belong_to(
    centre: Stage, survey_id: int
) -> None:
    anna = customer(centre, "Alma Maria Nowak", account="K-17", phone="+48 601 224 318")
    done = drawn(centre, survey_id).result
    assert (done.matched, done.taken, done.seed) == (1, 1, SEED)
    one = listed(centre, survey_id)[anna]
    assert (one.first_name, one.last_name, one.address, one.extras) == (
        "Alma Maria",
        "Nowak",
        "alma@example.pl",
        ["", "", "K-17"],
    )
    assert (one.segment, one.route, one.language) == (Segment.VIP, Route.EMAIL, "pl")
    with centre.read(centre.marek) as reading:
        (row,) = list_contacts(reading, survey_id=survey_id).rows
        (draw,) = load_list(reading, survey_id=survey_id).draws
    assert (row.known_id, row.is_linked) == (anna, True)
    assert (draw.taken, draw.seed, draw.by) == (1, SEED, centre.marek.name)


def test_the_same_seed_draws_the_same_and_another_seed_others(centre: Stage, survey_id: int) -> None:
    for at in range(30):
        customer(centre, f"Anna{at} Nowak")
    first = drawn(centre, survey_id, size=8)
    who = set(listed(centre, survey_id))
    assert len(who) == 8
    with centre.work(centre.marek) as work:
        first.undo(work)
    assert not listed(centre, survey_id)
    drawn(centre, survey_id, size=8)
    assert set(listed(centre, survey_id)) == who
    other = survey(centre)
    drawn(centre, other, seed=SEED + 1, size=8, gap_days=0)
    assert set(listed(centre, other)) != who


def test_more_come_beside_those_who_stand_there_and_nobody_twice(centre: Stage, survey_id: int) -> None:
    anna = customer(centre, "Alma Nowak")
    drawn(centre, survey_id)
    jan = customer(centre, "Jan Kos")
    assert weighed(centre, survey_id).left_out == {LeftOut.ON_LIST: 1}
    drawn(centre, survey_id)
    assert set(listed(centre, survey_id)) == {anna, jan}


def test_what_was_put_there_is_taken_back_whole_but_not_once_somebody_was_asked(centre: Stage, survey_id: int) -> None:
    for name in ("Alma Nowak", "Jan Kos"):
        customer(centre, name)
    done = drawn(centre, survey_id)
    with centre.work(centre.marek) as work:
        one = work.db.execute(select(Invitation)).scalars().first()
        assert one is not None
        remove_contacts(work, invitation_ids=[one.id])
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert not listed(centre, survey_id)
    again = drawn(centre, survey_id)
    with centre.work(centre.marek) as work:
        submit(work, survey_id)
        for row in work.db.execute(select(Invitation)).scalars():
            row.sent_at = work.at
            row.disposition = Disposition.COMPLETE
    with pytest.raises(ContactAsked), centre.work(centre.marek) as work:
        again.undo(work)
    assert len(listed(centre, survey_id)) == 2


def submit(work: Any, survey_id: int) -> None:
    confirm_consent(work, survey_id=survey_id, wording="Each of them ticked the box.")
    submit_list(work, survey_id=survey_id)


def test_it_has_to_be_agreed_to_and_submitted_as_any_list_and_is_frozen_once_sent(centre: Stage) -> None:
    customer(centre, "Alma Nowak")
    central = survey(centre, sender=Sender.CENTRAL)
    drawn(centre, central)
    with centre.work(centre.marek) as work:
        submit(work, central)
        assert load_list(work, survey_id=central).submitted_at is not None
    customer(centre, "Jan Kos")
    drawn(centre, central)
    with centre.work(centre.marek) as work:
        state = load_list(work, survey_id=central)
        assert (state.submitted_at, state.consent_at, state.year.would_add) == (None, None, 1)
        for row in work.db.execute(select(Invitation)).scalars():
            row.sent_at = work.at
    customer(centre, "Ewa Lis")
    with pytest.raises(ListFrozen):
        drawn(centre, central)


def test_more_than_a_list_or_the_year_holds_are_not_put_there(
    centre: Stage, survey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(3):
        customer(centre, f"Anna{at} Nowak")
    with monkeypatch.context() as patched:
        patched.setattr("csatdesk.operations.surveys.list_drawing.DEFAULT_MOST", 2)
        with pytest.raises(TooManyDrawn) as refused:
            drawn(centre, survey_id)
        assert (refused.value.field, refused.value.values["room"]) == ("size", 2)
        drawn(centre, survey_id, size=2)
    monkeypatch.setattr("csatdesk.operations.surveys.list_counts.DEFAULT_MOST", 2)
    with pytest.raises(YearFull):
        drawn(centre, survey_id)


def test_who_objects_while_it_is_drawn_does_not_come_onto_the_list(
    centre: Stage, survey_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, jan = customer(centre, "Alma Nowak"), customer(centre, "Jan Kos")
    given = agree(centre, jan)
    written = centre.store.write

    def objected(*whose: Any) -> Any:
        """Between looking and writing."""
        with written(centre.anna, NOW) as work:
            withdraw_consent(work, consent_id=given, on=NOW.date(), how=Channel.PHONE)
        return written(*whose)

    monkeypatch.setattr(centre.store, "write", objected)
    draw_customers(centre.store, centre.marek, survey_id=survey_id, choice=choice())
    monkeypatch.undo()
    assert set(listed(centre, survey_id)) == {anna}


def test_cancel_leaves_the_list_as_it_was(centre: Stage, survey_id: int) -> None:
    customer(centre, "Alma Nowak")

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        draw_customers(centre.store, centre.marek, cancel, survey_id=survey_id, choice=choice())
    assert not listed(centre, survey_id)


def test_for_the_phone_a_number_is_needed_and_for_letters_an_address_of_the_post(centre: Stage) -> None:
    anna = customer(centre, "Alma Nowak", email="", phone="+48 601 224 318")
    jan = customer(centre, "Jan Kos", email="", address="ul. Długa 4, 80-001 Gdańsk")
    by_phone, by_post = survey(centre, routes=(Route.PHONE,)), survey(centre, routes=(Route.PAPER,))
    with centre.read(centre.marek) as reading:
        assert load_list_choices(reading, survey_id=by_phone).first.route is Route.PHONE
    drawn(centre, by_phone, route=Route.PHONE)
    drawn(centre, by_post, route=Route.PAPER)
    assert [(one, row.route, row.phone) for one, row in listed(centre, by_phone).items()] == [
        (anna, Route.PHONE, "+48 601 224 318")
    ]
    assert [(one, row.address) for one, row in listed(centre, by_post).items()] == [(jan, "ul. Długa 4, 80-001 Gdańsk")]
    with centre.read(centre.marek) as reading:
        assert load_list(reading, survey_id=by_phone).year.would_add == 1


def test_each_keeps_the_way_they_are_reached_while_the_survey_has_it(centre: Stage) -> None:
    customer(centre, "Alma Nowak", email="", phone="+48 601 224 318")
    new = new_survey(published(centre), sender=Sender.OWN, routes=(Route.PHONE,))
    with centre.work(centre.marek) as work:
        draft_id = make_survey(work, new=new).result
        set_mandatory(work, survey_id=draft_id, columns=NEEDED)
    drawn(centre, draft_id, route=Route.PHONE)
    for routes, way in (((Route.EMAIL, Route.PHONE), Route.PHONE), ((Route.EMAIL,), Route.EMAIL)):
        with centre.work(centre.marek) as work:
            version = load_survey(work, survey_id=draft_id).version
            change_survey(work, survey_id=draft_id, new=replace(new, routes=routes), version=version)
        assert [one.route for one in listed(centre, draft_id).values()] == [way]


def test_a_named_answer_belongs_to_the_customer_and_an_anonymous_one_to_nobody(centre: Stage, survey_id: int) -> None:
    anna, jan = customer(centre, "Alma Nowak"), customer(centre, "Jan Kos")
    drawn(centre, survey_id)
    rows = listed(centre, survey_id)
    with centre.work() as work:
        for customer_id, named in ((anna, "named"), (jan, "anonymous")):
            row = work.db.get_one(Invitation, rows[customer_id].id)
            about = situation_of(row, Stack(row.office_id, 202611))
            keep_response(
                work,
                new=NewResponse(
                    survey_id, about, dict(FULL) | {"name": named}, EntryMode.PAPER, Route.EMAIL, invitation_id=row.id
                ),
            )
    with centre.read() as reading:
        found = (
            reading.db.execute(
                select(Response.customer_id, Response.segment, Response.invitation_id).order_by(Response.is_anonymous)
            )
            .tuples()
            .all()
        )
    assert list(found) == [(anna, Segment.VIP, rows[anna].id), (None, None, None)]


def test_only_who_leads_surveys_makes_a_list_of_customers(centre: Stage, survey_id: int) -> None:
    with pytest.raises(NotAllowed):
        weigh_choice(centre.store, centre.anna, survey_id=survey_id, choice=choice())
    with pytest.raises(NotAllowed):
        draw_customers(centre.store, centre.anna, survey_id=survey_id, choice=choice())
