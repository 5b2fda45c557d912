"""The demo centre: believable, encrypted, made whole or not at all, thrown away by one entry."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
)
from csatdesk.domain.contacts import Known, NewCustomer, Segment
from csatdesk.domain.errors import Cancelled
from csatdesk.domain.links import REPEAT_DAYS
from csatdesk.domain.mystery import GAP_DAYS, VisitState
from csatdesk.domain.staff import Right, Role
from csatdesk.domain.statuses import Status
from csatdesk.domain.wave_reports import Basis
from csatdesk.operations.cases.queries import count_cases, load_my_desk
from csatdesk.operations.cases.saved_filters import load_own_lists
from csatdesk.operations.centres import set_up_centre
from csatdesk.operations.contacts.queries import load_customer, suggest_customers
from csatdesk.operations.demo import NotADemo, delete_demo, has_demo, open_demo_session
from csatdesk.operations.demo_centre import PASSWORD, PIN, SUPERVISOR
from csatdesk.operations.demo_repeats import PLANTED
from csatdesk.operations.demo_stories import LANGUAGES, load_countries
from csatdesk.operations.demo_visits import OWNER
from csatdesk.operations.evaluations.follow_ups import list_follow_ups
from csatdesk.operations.mystery.queries import list_waves, load_wave
from csatdesk.operations.mystery.results import list_released_waves, load_wave_report
from csatdesk.operations.reports.days import local_day
from csatdesk.operations.reviews.call_lists import list_call_lists
from csatdesk.operations.reviews.compared import list_comparisons
from csatdesk.operations.reviews.drawing import check_draw
from csatdesk.operations.reviews.draws import list_draws
from csatdesk.operations.reviews.rules import list_rules
from csatdesk.operations.segments.queries import load_strategy
from csatdesk.operations.session import Credentials, Session, open_session, switch_person
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.sheets.topics_yaml import read_topics
from csatdesk.store.audit import AuditRow
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.links import RepeatProposal
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import StandardVersion
from csatdesk.system.paths import Profile, open_profile, resource
from tests.cast import NOW, SET_UP


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = open_demo_session(open_profile(tmp_path_factory.mktemp("demo")), NOW, language="en")
    yield session
    session.close()


def counted(demo: Session, column: object) -> dict[object, int]:
    with demo.store.read(demo.actor, NOW) as reading:
        found = reading.db.execute(select(column, func.count()).select_from(Case).group_by(column))  # type: ignore[call-overload]  # a mapped column
        return {row[0]: row[1] for row in found}


def test_the_clerk_is_signed_in(demo: Session) -> None:
    assert (demo.actor.name, demo.actor.role) == ("Marta Wiśniewska", Role.CLERK)
    assert demo.centre.is_demo


def test_saved_filters_stand_ready_and_show_something(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        filters = load_own_lists(reading).filters
        counts = [count_cases(reading, filter=one.shown).total for one in filters]
    assert [one.is_shared for one in filters] == [False, True, True]
    assert min(counts) >= 3


def test_there_are_300_cases_in_six_languages(demo: Session) -> None:
    languages = counted(demo, Case.language)
    assert set(languages) == set(LANGUAGES)
    assert sum(languages.values()) == 300
    assert min(languages.values()) >= 45


def test_all_kinds_statuses_and_ways_of_being_known_occur(demo: Session) -> None:
    assert set(counted(demo, Case.kind)) == set(CaseKind)
    assert set(counted(demo, Case.status)) == set(Status)
    assert set(counted(demo, Case.known)) == set(Known)
    assert len(counted(demo, Case.channel)) >= 10
    assert len(counted(demo, Case.topic_id)) >= 30


def test_the_clerk_has_something_overdue_today_and_soon(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        desk = load_my_desk(reading)
        everything = count_cases(reading, filter=CaseFilter(is_open=True))
    assert desk.counts.overdue >= 2
    assert desk.counts.today >= 2
    assert desk.counts.soon >= 2
    assert desk.unowned
    assert 60 <= everything.total <= 110
    assert everything.overdue <= 25


def test_nothing_happened_in_the_future_or_before_its_cause(demo: Session) -> None:
    count = select(func.count(Case.id))
    first = select(CaseEvent.case_id, func.min(CaseEvent.at).label("at")).group_by(CaseEvent.case_id).subquery()
    early = count.join(first, first.c.case_id == Case.id).where(first.c.at < Case.registered_at)
    with demo.store.read(demo.actor, NOW) as reading:
        assert reading.db.execute(select(func.max(CaseEvent.at))).scalar_one() <= NOW
        assert reading.db.execute(count.where(Case.registered_at < Case.received_at)).scalar_one() == 0
        assert reading.db.execute(early).scalar_one() == 0


def test_histories_hold_notes_hand_overs_answers_and_reopenings(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        found = set(reading.db.execute(select(CaseEvent.event).distinct()).scalars())
    assert found >= {Event.NOTE, Event.HANDED_OVER, Event.ANSWERED, Event.CLOSED, Event.REOPENED, Event.CONTACT}


def test_the_audit_names_who_acted_then(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        people = reading.db.execute(select(func.count(AuditRow.by_id.distinct()))).scalar_one()
        latest = reading.db.execute(select(func.max(AuditRow.at))).scalar_one()
    assert people >= 10
    assert latest <= NOW


def test_a_rule_has_drawn_somebody_is_to_be_called_back_and_three_have_scored_the_same(demo: Session) -> None:
    ingrid = switch_person(demo, sign_in_name=SUPERVISOR, password=PASSWORD).actor
    with demo.store.read(ingrid, NOW) as reading:
        (rule,) = list_rules(reading)
        (drawn,) = list_draws(reading, rule_id=rule.id)
        assert check_draw(reading, draw_id=drawn.id).is_same_draw
        assert drawn.done > drawn.left > 0
        assert len(list_follow_ups(reading)) == 1
        assert any(one.raters == 3 and one.is_complete for one in list_comparisons(reading))
        assert list_call_lists(reading)[0].unlogged > 0


def test_three_segments_have_a_page_one_due_for_review_and_two_are_still_to_be_written(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        day, found = local_day(reading), {one: load_strategy(reading, one) for one in Segment}
    written = {one: strategy for one, strategy in found.items() if strategy is not None}
    assert set(written) == {Segment.HOUSEHOLD, Segment.SMALL_BUSINESS, Segment.VIP}
    assert [one for one, strategy in written.items() if strategy.is_review_due(day)] == [Segment.SMALL_BUSINESS]
    assert all(strategy.responsible and strategy.written.main for strategy in written.values())


def test_agnieszka_is_found_by_her_phone_with_a_year_of_contacts(demo: Session) -> None:
    with demo.store.read(demo.actor, NOW) as reading:
        (found,) = suggest_customers(reading, typed="601 224 318")
        card = load_customer(reading, customer_id=found.id)
    assert card.row.name == "Agnieszka Zielińska"
    assert card.row.open_cases == 1
    assert card.contacts_in_year >= 5


def test_colleagues_switch_by_pin_or_password(demo: Session) -> None:
    assert switch_person(demo, sign_in_name="ingrid", pin=PIN).actor.role is Role.SUPERVISOR
    assert switch_person(demo, sign_in_name="anna", password=PASSWORD).actor.role is Role.ADMINISTRATOR
    with demo.store.read(demo.actor, NOW) as reading:
        assert len(list_staff(reading)) >= 14


def test_the_demo_is_encrypted_like_any_other(demo: Session) -> None:
    for path in demo.profile.dir.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert "Zielińska".encode() not in content, path
            assert b"SQLite format 3" not in content, path


def test_every_story_names_a_topic_of_the_tree() -> None:
    known = {row.key for row in read_topics(resource("templates", "topics_energy.yaml")).topics if row.assignable}
    for country in load_countries().values():
        assert len(country.stories) >= 20
        assert {story.topic for story in country.stories} <= known
        complaints = [story for story in country.stories if story.kind.needs_outcome]
        assert all(story.outcome and (story.cause or story.outcome.value == "not_justified") for story in complaints)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return open_profile(tmp_path / "demo")


def test_a_stop_in_the_middle_leaves_no_half_centre(profile: Profile) -> None:
    def cancel(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        open_demo_session(profile, NOW, progress=cancel)
    assert not has_demo(profile)
    session = open_demo_session(profile, NOW)
    session.close()
    assert has_demo(profile)
    open_demo_session(profile, NOW).close()
    delete_demo(profile)
    assert not has_demo(profile)
    assert {path.name for path in profile.dir.iterdir()} <= {"logs", "window.lock"}


def test_a_real_centre_is_never_taken_for_a_demo(profile: Profile) -> None:
    session, _code = set_up_centre(profile, replace(SET_UP, passphrase="four words in a row"), NOW)
    session.close()
    with pytest.raises(NotADemo):
        open_demo_session(profile, NOW)
    with pytest.raises(NotADemo):
        delete_demo(profile)
    open_session(Credentials(profile, SET_UP.sign_in_name, SET_UP.password, passphrase="four words in a row")).close()


def test_of_what_is_proposed_as_a_repeat_at_most_one_in_twenty_is_none(demo: Session) -> None:
    """Counted over every pair the pass proposed: right is a pair of one customer, on one topic and within the days, or
    one of the pairs planted as true; everything else is a false proposal. Each planted true pair has to be found.
    """
    with demo.store.read(demo.actor, NOW) as reading:
        later, earlier = aliased(Case), aliased(Case)
        query = (
            select(*told_of(later), *told_of(earlier))
            .select_from(RepeatProposal)
            .join(later, later.id == RepeatProposal.case_id)
            .join(earlier, earlier.id == RepeatProposal.other_id)
        )
        found = [(row[:3], row[3:]) for row in reading.db.execute(query).tuples()]
        people = {
            customer.id: (customer.name, customer.phone, customer.account)
            for customer in reading.db.execute(select(Customer)).scalars()
        }
    told = [(people[earlier[0]], people[later[0]]) for later, earlier in found]
    true = {(who(pair.first), who(pair.second)) for pair in PLANTED if pair.is_repeat}
    near = {(who(pair.first), who(pair.second)) for pair in PLANTED if not pair.is_repeat}
    false = [
        pair
        for pair, (later, earlier) in zip(told, found, strict=True)
        if (pair not in true and later[0] != earlier[0])
        or later[1] != earlier[1]
        or later[2] - earlier[2] > timedelta(days=REPEAT_DAYS)
    ]
    assert true <= set(told)
    assert not near & set(told)
    assert len(found) >= 5
    assert len(false) / len(found) <= 0.05, false


def told_of(case: Any) -> tuple[Any, ...]:
    return case.customer_id, case.topic_id, case.received_at


def who(new: NewCustomer) -> tuple[str, str, str]:
    return new.name, new.phone, new.account


@pytest.fixture
def owner_reading(demo: Session) -> Iterator[Reading]:
    """As the owner of the programme reads."""
    with demo.store.read(demo.actor, NOW) as first:
        owner_id = first.db.execute(select(Staff.id).where(Staff.sign_in_folded == OWNER)).scalar_one()
    owner = replace(demo.actor, id=owner_id, extra_rights=frozenset({Right.OWN_PROGRAMME}))
    with demo.store.read(owner, NOW) as read:
        yield read


def test_two_waves_are_released_and_comparable_and_one_runs(owner_reading: Reading) -> None:
    running = [one for one in list_waves(owner_reading) if one.released_at is None]
    assert [(one.planned, one.to_accept) for one in running] == [(12, 2)]
    newer, older = (load_wave_report(owner_reading, wave_id=one.id) for one in list_released_waves(owner_reading))
    assert newer.before == older.wave.name
    assert newer.scores.compared.basis is Basis.TOTALS
    assert newer.scores.change is not None
    assert [one.rank for one in newer.scores.offices] == [1, 2, 3]
    assert len(newer.scores.criticals) == 1
    assert older.before == ""


def test_every_report_has_its_scorecard_by_a_standard_that_was_valid_then(owner_reading: Reading) -> None:
    visits = [one for wave in list_waves(owner_reading) for one in load_wave(owner_reading, wave_id=wave.id).visits]
    reported = [one for one in visits if one.state is not VisitState.PLANNED]
    assert all(one.evaluation_id is not None for one in reported)
    query = select(StandardVersion.published_at, Evaluation.begun_at).join(
        Evaluation, Evaluation.standard_version_id == StandardVersion.id
    )
    ids = [one.evaluation_id for one in reported]
    found = owner_reading.db.execute(query.where(Evaluation.id.in_(ids))).all()
    assert len(found) == len(reported)
    assert all(published is not None and published < begun for published, begun in found)


def test_nobody_returns_to_an_office_too_early(owner_reading: Reading) -> None:
    visits = [one for wave in list_waves(owner_reading) for one in load_wave(owner_reading, wave_id=wave.id).visits]
    by_place: dict[tuple[int, int], list[date]] = {}
    for one in sorted(visits, key=lambda one: one.from_at):
        by_place.setdefault((one.visitor_id, one.office_id), []).append(one.from_at.astimezone(one.zone).date())
    for days in by_place.values():
        assert all((later - earlier).days >= GAP_DAYS for earlier, later in pairwise(days))
