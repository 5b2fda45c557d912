"""Who is asked is drawn: every n-th of each group from a random start, once, whatever desk draws; nobody too often."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome
from csatdesk.domain.changes import no_progress
from csatdesk.domain.contacts import Channel, NewCustomer
from csatdesk.domain.customers import NewConsent
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.identity import new_identity
from csatdesk.domain.response_rates import Disposition
from csatdesk.domain.survey_sampling import CountOutside, DrawingRule, Fate, Moment
from csatdesk.domain.survey_sending import Step
from csatdesk.domain.surveys import Route, new_code
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.contacts.consents import add_consent, withdraw_consent
from csatdesk.operations.contacts.merging import merge_customers
from csatdesk.operations.contacts.pairs import values_of
from csatdesk.operations.jobs import is_due, run_jobs
from csatdesk.operations.surveys.commands import start_survey
from csatdesk.operations.surveys.drawing import draw_invitations
from csatdesk.operations.surveys.mailing import Sent, send_these
from csatdesk.operations.surveys.rules import check_rule, end_rule, load_rule, save_rule
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Contact, Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_sending import SurveyFrame
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.mail import MailServer, Security
from tests.cast import NOW, Stage
from tests.mail_server import mail_box
from tests.operations.surveys.hands import running, set_up

SEED = 4711


def ruled(stage: Stage, survey_id: int, seed: int = SEED, **changed: Any) -> int:
    rule = DrawingRule(**({"every": 3, "gap_days": 0} | changed))
    with stage.work(stage.marek) as work:
        return save_rule(work, survey_id=survey_id, rule=rule, seed=seed)


def customer(stage: Stage, name: str, **known: Any) -> int:
    values = {"email": f"{name[0].lower()}@example.pl", "phone": "+48 601", "address": "ul. Długa 4, Gdańsk"}
    with stage.work() as work:
        return register_customer(work, new=NewCustomer(name, language="pl", **(values | known)))


def drawn(stage: Stage, at: datetime = NOW) -> list[Invitation]:
    """All invitations, after the pass."""
    more = True
    while more:
        with stage.work(at=at) as work:
            more = draw_invitations(work)
    with stage.read() as reading:
        found = list(reading.db.execute(select(Invitation).order_by(Invitation.id)).scalars())
        reading.db.expunge_all()
    return found


def fates(stage: Stage, survey_id: int) -> dict[Fate, int]:
    with stage.read(stage.marek) as reading:
        row = load_rule(reading, survey_id=survey_id)
    assert row is not None
    return dict(row.drawn)


def close(stage: Stage, case_id: int, at: datetime = NOW) -> None:
    with stage.work(at=at) as work:
        case = work.db.get_one(Case, case_id)
        outcome = Outcome.NOT_JUSTIFIED if case.kind is CaseKind.COMPLAINT else Outcome.ANSWERED
        closing = Closing(outcome, no_answer_reason=NoAnswerReason.NOT_WANTED)
        close_case(work, case_id=case_id, closing=closing, version=case.version)


def test_every_third_of_each_channel_and_topic_is_drawn_from_a_start_that_the_seed_gives(centre: Stage) -> None:
    survey_id = running(centre)
    rule_id = ruled(centre, survey_id)
    for at in range(20):
        channel = Channel.PHONE if at % 2 else Channel.HALL
        topic = "bill_too_high" if at % 4 < 3 else None
        centre.register(channel=channel, topic_id=centre.topic_ids[topic] if topic else None)
    asked = {one.case_id for one in drawn(centre)}
    # counted anew, in words of its own: nothing of the program's drawing is used
    groups: dict[str, list[int]] = defaultdict(list)
    with centre.read() as reading:
        query = select(Contact.channel, Case.office_id, Case.topic_id, Case.id).join(Case, Case.id == Contact.case_id)
        for channel, office_id, topic_id, case_id in reading.db.execute(query.order_by(Contact.id)).tuples():
            groups[f"{channel.value}:{office_id}:{topic_id or 0}"].append(case_id)
    assert len(groups) == 3
    expected = set()
    for group, case_ids in groups.items():
        start = int.from_bytes(sha256(f"{SEED} {group}".encode()).digest()[:8]) % 3
        expected |= set(case_ids[start::3])
    assert asked == expected
    with centre.read(centre.marek) as reading:
        found = check_rule(reading, rule_id=rule_id)
    assert (found.is_same_frame, found.is_same_draw, found.frame_size) == (True, True, 20)


def test_a_frame_that_was_changed_afterwards_is_seen(centre: Stage) -> None:
    rule_id = ruled(centre, running(centre), every=2)
    for _time in range(4):
        centre.register()
    drawn(centre)
    with centre.work() as work:
        line = work.db.execute(select(SurveyFrame).where(SurveyFrame.place == 1)).scalar_one()
        line.place = 40
    with centre.read(centre.marek) as reading:
        found = check_rule(reading, rule_id=rule_id)
    assert not found.is_same_frame
    assert not found.is_same_draw


def test_what_was_drawn_carries_case_staff_channel_segment_topic_and_a_code(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1)
    case_id = centre.register(channel=Channel.PHONE).case_id
    [one] = drawn(centre)
    assert (one.case_id, one.staff_id, one.channel) == (case_id, centre.anna.id, Channel.PHONE)
    assert one.topic_id == centre.topic_ids["bill_too_high"]
    assert one.segment is not None
    assert (one.first_name, one.last_name, one.address) == ("Agnieszka", "Zielińska", "a.zielinska@example.pl")
    assert (one.language, one.route, one.send_on) == ("pl", Route.EMAIL, date(2026, 11, 19))
    assert len(one.code) == 10


def test_two_desks_draw_each_contact_once_and_a_pass_again_draws_nothing(centre: Stage) -> None:
    ruled(centre, running(centre), every=1)
    for _time in range(3):
        centre.register()
    with centre.read() as reading:
        assert is_due(reading)
    for actor in (centre.anna, centre.marek):
        with centre.work(actor) as work:
            run_jobs(work)
    assert len(drawn(centre)) == 3
    with centre.read() as reading:
        assert len(reading.db.execute(select(SurveyFrame)).all()) == 3


def test_what_came_before_the_rule_and_after_its_end_is_not_drawn(centre: Stage) -> None:
    survey_id = running(centre)
    centre.register()
    ruled(centre, survey_id, every=1)
    assert drawn(centre) == []
    centre.register()
    drawn(centre)
    with centre.work(centre.marek) as work:
        end_rule(work, survey_id=survey_id)
    centre.register()
    assert len(drawn(centre)) == 1


def test_nobody_is_asked_again_within_the_days_of_the_rule_by_any_survey(centre: Stage) -> None:
    first = running(centre)
    with centre.work() as work:
        work.db.add(_asked(centre, first, sent_at=NOW - timedelta(days=29)))
    survey_id = running(centre)
    ruled(centre, survey_id, every=1, gap_days=30)
    centre.register()
    assert len(drawn(centre)) == 1
    assert fates(centre, survey_id) == {Fate.ASKED_LATELY: 1}
    centre.register()
    assert len(drawn(centre, NOW + timedelta(days=2))) == 2


def _asked(stage: Stage, survey_id: int, **other: Any) -> Invitation:
    values: dict[str, Any] = {
        "centre_id": stage.anna.centre_id,
        "survey_id": survey_id,
        "office_id": stage.anna.office_id,
    }
    values |= {"uid": new_identity(NOW), "code": new_code(), "route": Route.EMAIL, "language": "pl"}
    return Invitation(**(values | {"customer_id": stage.customer_id, "extras": []} | other))


def test_who_withdrew_a_consent_or_refused_a_survey_is_not_asked(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1)
    with centre.work() as work:
        new = NewConsent("Zgadzam się na pytania.", date(2026, 1, 2), Channel.HALL)
        consent_id = add_consent(work, customer_id=centre.customer_id, new=new).result
        withdraw_consent(work, consent_id=consent_id, on=date(2026, 3, 2), how=Channel.PHONE)
    centre.register()
    refused = customer(centre, "Jan Odmowny")
    with centre.work() as work:
        one = _asked(centre, survey_id, customer_id=refused, disposition=Disposition.REFUSED)
        work.db.add(one)
    centre.register(customer_id=refused)
    assert len(drawn(centre)) == 1
    assert fates(centre, survey_id) == {Fate.NO_CONSENT: 2}


def test_where_a_consent_is_needed_only_who_gave_one_is_asked(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1, needs_consent=True)
    centre.register()
    with centre.work() as work:
        new = NewConsent("Zgadzam się na pytania.", date(2026, 1, 2), Channel.HALL)
        add_consent(work, customer_id=centre.customer_id, new=new)
    drawn(centre)
    with centre.work() as work:
        new = NewConsent("Zgadzam się na pytania.", date(2026, 1, 2), Channel.HALL)
    yes = customer(centre, "Zofia Zgodna")
    with centre.work() as work:
        add_consent(work, customer_id=yes, new=new)
    centre.register(customer_id=yes)
    assert {one.customer_id for one in drawn(centre)} == {centre.customer_id, yes}


def test_our_own_people_are_not_asked_and_who_cannot_be_reached_is_counted(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1)
    centre.register(customer_id=customer(centre, "Anna Nowak"))
    centre.register(customer_id=customer(centre, "Bez Adresu", email=""))
    assert drawn(centre) == []
    assert fates(centre, survey_id) == {Fate.NO_ADDRESS: 1}


def test_a_milestone_goes_out_days_after_a_complaint_was_closed_and_not_before(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1, moment=Moment.COMPLAINT_CLOSED, wait_days=7)
    case_id, other_id = centre.register().case_id, centre.register(kind=CaseKind.INQUIRY).case_id
    assert drawn(centre) == []
    close(centre, case_id, NOW + timedelta(minutes=1))
    close(centre, other_id, NOW + timedelta(minutes=1))
    [one] = drawn(centre, NOW + timedelta(minutes=2))
    assert (one.case_id, one.send_on) == (case_id, date(2026, 11, 26))
    assert len(drawn(centre, NOW + timedelta(minutes=3))) == 1


def test_the_first_contact_of_a_customer_is_a_moment_of_its_own(centre: Stage) -> None:
    ruled(centre, running(centre), every=1, moment=Moment.FIRST_CONTACT)
    new_id = customer(centre, "Nowa Klientka")
    first = centre.register(customer_id=new_id).case_id
    centre.register(customer_id=new_id)
    assert [one.case_id for one in drawn(centre)] == [first]


def test_a_rule_out_of_its_bounds_is_refused_at_its_field_and_a_clerk_sets_none(centre: Stage) -> None:
    survey_id = running(centre)
    with pytest.raises(CountOutside) as refusal:
        ruled(centre, survey_id, every=0)
    assert refusal.value.field == "every"
    with pytest.raises(NotAllowed), centre.work(centre.anna) as work:
        save_rule(work, survey_id=survey_id, rule=DrawingRule())


def test_another_rule_begins_a_frame_of_its_own(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1)
    centre.register()
    drawn(centre)
    ruled(centre, survey_id, every=1, channels=(Channel.PHONE,))
    centre.register()
    centre.register(channel=Channel.PHONE)
    assert len(drawn(centre)) == 2
    with centre.read(centre.marek) as reading:
        row = load_rule(reading, survey_id=survey_id)
    assert row is not None
    assert (row.frame_size, row.rule.channels, row.begun_at) == (
        1,
        (Channel.PHONE,),
        datetime(2026, 11, 19, 10, 42, tzinfo=UTC),
    )


def test_a_survey_asks_about_nothing_that_came_before_it_began(centre: Stage) -> None:
    draft = set_up(centre)
    ruled(centre, draft, every=1)
    centre.register()
    with centre.work(centre.marek) as work:
        start_survey(work, survey_id=draft, version=work.db.get_one(Survey, draft).version)
    assert drawn(centre) == []
    later = running(centre, begins_on=NOW.date() + timedelta(days=1))
    ruled(centre, later, every=1)
    centre.register()
    assert [one.survey_id for one in drawn(centre)] == [draft]
    centre.register(at=NOW + timedelta(days=1))
    assert {one.survey_id for one in drawn(centre, NOW + timedelta(days=1))} == {draft, later}
    assert fates(centre, later) == {Fate.ASKED: 1}


def test_one_person_under_two_names_or_only_in_a_list_is_asked_once(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1, gap_days=30)
    with centre.work() as work:
        for address in ("Lista@Example.pl", "inna@example.pl"):
            one = _asked(centre, survey_id, customer_id=None, sent_at=NOW - timedelta(days=2), address=address)
            work.db.add(one)
    for name, email in (
        ("Ada Lista", "lista@example.pl"),
        ("Ala Dom", "dom@example.pl"),
        ("Olo Dom", "Dom@example.pl"),
    ):
        centre.register(customer_id=customer(centre, name, email=email))
    asked = [one.last_name for one in drawn(centre) if one.customer_id is not None]
    assert asked == ["Dom"]
    assert fates(centre, survey_id) == {Fate.ASKED: 1, Fate.ASKED_LATELY: 2}


def test_a_refusal_outlives_that_a_customer_is_merged(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1)
    loser, winner = customer(centre, "Jan Odmowny"), customer(centre, "Zenon Odmowny")
    with centre.work() as work:
        work.db.add(_asked(centre, survey_id, customer_id=loser, disposition=Disposition.REFUSED))
    with centre.work(centre.marek) as work:
        versions = (work.db.get_one(Customer, winner).version, work.db.get_one(Customer, loser).version)
        new = values_of(work.db.get_one(Customer, winner))
        merge_customers(work, winner_id=winner, loser_id=loser, versions=versions, new=new)
    centre.register(customer_id=winner)
    drawn(centre)
    assert fates(centre, survey_id) == {Fate.NO_CONSENT: 1}


def test_who_withdraws_a_consent_after_being_drawn_is_not_asked(centre: Stage) -> None:
    survey_id = running(centre)
    ruled(centre, survey_id, every=1, needs_consent=True)
    with centre.work() as work:
        new = NewConsent("Zgadzam się na pytania.", date(2026, 1, 2), Channel.HALL)
        consent_id = add_consent(work, customer_id=centre.customer_id, new=new).result
    centre.register()
    [one] = drawn(centre)
    with centre.work() as work:
        withdraw_consent(work, consent_id=consent_id, on=NOW.date(), how=Channel.PHONE)
    with mail_box() as box:
        server = MailServer(True, "127.0.0.1", box.port, Security.NONE, "", "centrala@example.pl")
        sent = send_these(
            centre.store, centre.marek, no_progress, ids=[one.id], what=(survey_id, Step.INVITATION), server=server
        )
    assert (sent, box.taken) == (Sent(left_out=1), [])
    assert drawn(centre)[0].disposition is Disposition.REFUSED


def test_our_own_people_hold_up_nobody(centre: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csatdesk.operations.surveys.drawing.BATCH", 2)
    ruled(centre, running(centre), every=1)
    ours = customer(centre, "Anna Nowak")
    with centre.work() as work:
        work.db.get_one(Customer, ours).name = work.db.get_one(Staff, centre.anna.id).name
    for _time in range(3):
        centre.register(customer_id=ours)
    centre.register()
    assert len(drawn(centre)) == 1
