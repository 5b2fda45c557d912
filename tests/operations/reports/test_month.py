"""Every figure of a month equals a plain count over the rows, across two zones and a changing of the clocks."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import select, text

from csatdesk.domain.cases import Outcome, Solved
from csatdesk.domain.contacts import Segment
from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.month_figures import Balance, MonthAsked, month_asked
from csatdesk.domain.spreads import Spread
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import cut_words, list_activities
from csatdesk.operations.reports.activity import load_activity
from csatdesk.operations.reports.balance import load_balance
from csatdesk.operations.reports.figures import load_figures
from csatdesk.operations.reports.month import load_month
from csatdesk.operations.reports.month_words import balance_words
from csatdesk.operations.reports.queue import load_queue
from csatdesk.store.entities.cases import GONE, NOT_OPEN, OPEN, Case
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.store.entities.links import CaseLink
from tests.cast import NOW, Stage
from tests.operations.reports.year import Autumn, all_cases, contacts_of, midnight
from tests.stages import local_stage, server_stage

OCTOBER = Days(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Days(date(2026, 11, 1), date(2026, 11, 19))
LIMITS = (date(2026, 10, 1), date(2026, 11, 1))
WARSAW, KATHMANDU = ZoneInfo("Europe/Warsaw"), ZoneInfo("Asia/Kathmandu")


@pytest.fixture(scope="module", params=["sqlcipher", "postgresql"])
def autumn(
    request: pytest.FixtureRequest, built_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Autumn]:
    """Played once on each database; these tests only read it."""
    folder = tmp_path_factory.mktemp("autumn")
    if request.param == "sqlcipher":
        stage = local_stage(built_store, folder)
        yield played(stage)
        stage.store.close()
    else:
        with server_stage(request.getfixturevalue("postgres_server"), folder) as stage:
            yield played(stage)


def played(stage: Stage) -> Autumn:
    made = Autumn(stage, LIMITS)
    made.play()
    return made


def cuts(stage: Stage) -> tuple[Cut, ...]:
    vip = Cut(segments=(Segment.VIP, Segment.HOUSEHOLD))
    return WHOLE, Cut(office_ids=(stage.anna.office_id,)), Cut(office_ids=(stage.other_office_id,)), vip


def of(cut: Cut, case: Case) -> bool:
    return (not cut.office_ids or case.office_id in cut.office_ids) and (
        not cut.segments or case.segment in cut.segments
    )


def holds(one: Balance) -> bool:
    """The line that is shown adds up."""
    return one.before + one.came_in + one.reopened + one.moved - one.closed - one.gone == one.after


def in_days(days: Days, at: datetime | None) -> bool:
    return at is not None and days.first <= at.astimezone(WARSAW).date() <= days.last


def visible(stage: Stage, cut: Cut) -> list[Case]:
    return [case for case in all_cases(stage) if case.is_open != GONE and of(cut, case)]


def test_the_balance_proves_itself_for_every_office_and_segment(autumn: Autumn) -> None:
    stage = autumn.stage
    for cut in cuts(stage):
        begin, end = (_open_at(autumn, day, cut) for day in LIMITS)
        with stage.read(stage.marek) as reading:
            october = load_balance(reading, midnight(LIMITS[0]), midnight(LIMITS[1]), cut)
            november = load_balance(reading, midnight(LIMITS[1]), NOW, cut)
        assert (october.before, october.after) == (begin, end)
        assert holds(october)
        assert holds(november)
        assert november.before == october.after
        assert november.after == sum(case.is_open == OPEN and of(cut, case) for case in all_cases(stage))
        if not cut.office_ids:
            came = sum(in_days(OCTOBER, case.received_at) and of(cut, case) for case in all_cases(stage))
            assert (october.came_in, october.moved) == (came, 0)
    assert october.closed
    assert october.reopened
    assert october.gone


def _open_at(autumn: Autumn, day: date, cut: Cut) -> int:
    then = autumn.open_at[day].items()
    counted = sum(
        count
        for (office, segment), count in then
        if (not cut.office_ids or office in cut.office_ids) and (not cut.segments or segment in cut.segments)
    )
    return counted + autumn.registered_later(day, cut.office_ids, cut.segments)


def test_what_came_is_counted_by_kind_channel_office_and_segment(autumn: Autumn) -> None:
    stage = autumn.stage
    for cut in cuts(stage):
        rows = [case for case in visible(stage, cut) if in_days(OCTOBER, case.received_at)]
        with stage.read(stage.marek) as reading:
            figures = load_figures(reading, OCTOBER, cut)
        assert figures.received == len(rows)
        assert {one.key: one.count for one in figures.kinds} == Counter(case.kind for case in rows)
        assert {one.key: one.count for one in figures.offices} == Counter(case.office_id for case in rows)
        assert {one.key: one.count for one in figures.segments} == Counter(case.segment for case in rows)
        assert {one.channel: one.received for one in figures.channels} == Counter(case.channel for case in rows)
        assert figures.remote.count == sum(not case.channel.is_in_person for case in rows)


def test_solved_at_once_confirmed_and_justified_stand_with_their_bases(autumn: Autumn) -> None:
    stage = autumn.stage
    for cut in cuts(stage):
        rows = visible(stage, cut)
        with stage.read(stage.marek) as reading:
            figures = load_figures(reading, OCTOBER, cut)
        for one in figures.channels:
            own = [c for c in rows if c.channel is one.channel and in_days(OCTOBER, c.received_at)]
            closed = [case for case in own if case.is_open == NOT_OPEN]
            assert (one.at_once.count, one.at_once.of) == (sum(c.solved is Solved.NOW for c in own), len(own))
            confirmed = sum(case.solved in {Solved.NOW, Solved.CONFIRMED} for case in closed)
            assert (one.confirmed.count, one.confirmed.of) == (confirmed, len(closed))
        judged = Counter(case.outcome for case in rows if case.is_open == NOT_OPEN and in_days(OCTOBER, case.closed_at))
        yes = judged[Outcome.JUSTIFIED] + judged[Outcome.PARTLY]
        assert (figures.justified.count, figures.justified.of) == (yes, yes + judged[Outcome.NOT_JUSTIFIED])


def test_clocks_kept_and_missed_are_counted_where_they_were_due(autumn: Autumn) -> None:
    stage = autumn.stage
    with stage.read(stage.marek) as reading:
        clocks = reading.db.execute(select(CaseDeadline)).scalars().all()
        figures = {cut: load_figures(reading, OCTOBER, cut) for cut in cuts(stage)}
        reading.db.expunge_all()
    for cut, told in figures.items():
        cases = {case.id: case for case in visible(stage, cut)}
        for clock, share in ((Clock.HOUSE, told.house), (Clock.LEGAL, told.legal)):
            due = [
                row
                for row in clocks
                if row.clock is clock
                and row.case_id in cases
                and midnight(OCTOBER.first) < row.due_at <= midnight(date(2026, 11, 1))
            ]
            kept = [row for row in due if row.met_at is not None and row.met_at <= row.due_at]
            late = [row for row in due if row.met_at is not None and row.met_at > row.due_at]
            missed = [row for row in due if row.met_at is None and row.ended_at is None and not row.is_paused]
            assert (share.count, share.of) == (len(kept), len(kept) + len(late) + len(missed))
    assert figures[WHOLE].house.of > 5


def test_repeats_are_counted_within_their_days_with_their_cause(autumn: Autumn) -> None:
    stage = autumn.stage
    cases = {case.id: case for case in all_cases(stage)}
    with stage.read(stage.marek) as reading:
        links = reading.db.execute(select(CaseLink.case_id, CaseLink.other_id, CaseLink.cause, CaseLink.kind)).all()
        figures = load_figures(reading, OCTOBER, WHOLE)
    found = [
        link.cause
        for link in links
        if link.kind is LinkKind.REPEAT
        and cases[link.case_id].is_open != GONE
        and in_days(OCTOBER, cases[link.case_id].received_at)
        and cases[link.case_id].received_at - cases[link.other_id].received_at <= timedelta(days=30)
    ]
    assert dict(figures.causes) == Counter(found)
    assert figures.again.count == len(found) > 0
    assert figures.avoidable.count == sum(cause not in {None, RepeatCause.NOT_AVOIDABLE} for cause in found)


def test_a_line_of_business_cuts_every_figure_to_its_customers(autumn: Autumn) -> None:
    """All hotels are VIPs here, and no other customer is."""
    of_segment, of_business = Cut(segments=(Segment.VIP,)), Cut(activities=("HOTEL",))
    with autumn.stage.read(autumn.stage.marek) as reading:
        wanted, found = (
            load_month(reading, asked=MonthAsked(OCTOBER, OCTOBER, OCTOBER, cut)) for cut in (of_segment, of_business)
        )
        assert list_activities(reading) == ("Hotel",)
        nobody = load_figures(reading, OCTOBER, Cut(activities=("Bakery",)))
    assert 0 < found.now.figures.received < len(visible(autumn.stage, WHOLE))
    assert found.now == wanted.now
    assert (found.activity, found.stays) == (wanted.activity, wanted.stays)
    assert found.ranking.rows == wanted.ranking.rows
    assert cut_words(found.asked.cut, found.offices) == "HOTEL"
    assert (nobody.received, nobody.balance.after) == (0, 0)


def test_waits_for_the_desk_and_time_at_it_are_those_of_the_tickets(autumn: Autumn) -> None:
    """By the rule that `Spread` names, written out once more: middle value, and the smallest that 90 % keep to."""
    stage = autumn.stage
    with stage.read(stage.marek) as reading:
        columns = (Contact.at, Contact.ticket_at, Contact.called_at, Case.office_id, Case.registered_at)
        query = select(*columns).join(Case, Case.id == Contact.case_id)
        rows = reading.db.execute(query.where(Contact.called_at.is_not(None), Case.thrown_at.is_(None))).all()
        for cut in (WHOLE, Cut(office_ids=(stage.anna.office_id,))):
            own = [row for row in rows if in_days(OCTOBER, row.at) and row.office_id in (cut.office_ids or {row[3]})]
            queue = load_queue(reading, OCTOBER, cut)
            waits = sorted(row.called_at - row.ticket_at for row in own if row.ticket_at is not None)
            talks = sorted(row.registered_at - row.called_at for row in own)
            for spread, plain in ((queue.waits, waits), (queue.at_desk, talks)):
                assert (spread.count, spread.median, spread.longest) == (len(plain), median(plain), plain[-1])
                assert spread.p90 == next(one for one in plain if sum(x <= one for x in plain) >= 0.9 * len(plain))
    assert 5 < len(waits) < len(talks), "some tickets do not say when they were drawn"


def test_an_hour_is_the_one_on_the_wall_of_the_office(autumn: Autumn) -> None:
    stage = autumn.stage
    zones = {stage.anna.office_id: WARSAW, stage.other_office_id: KATHMANDU}
    with stage.read(stage.marek) as reading:
        seen = load_activity(reading, OCTOBER, WHOLE)
    plain: Counter[tuple[bool, int, int]] = Counter()
    for at, channel, office in contacts_of(stage):
        if in_days(OCTOBER, at):
            local = at.astimezone(zones[office])
            plain[channel.is_in_person, local.weekday(), local.hour] += 1
    for is_in_person, grid in ((True, seen.in_person), (False, seen.remote)):
        told = {
            (is_in_person, day, hour): count for day, row in enumerate(grid) for hour, count in enumerate(row) if count
        }
        assert told == {key: count for key, count in plain.items() if key[0] is is_in_person}
    assert sum(day.count for day in seen.days) == plain.total()


def test_an_older_store_is_carried_over_to_a_balance_that_holds(autumn: Autumn) -> None:
    """What the migration makes of the same cases: the same openings, and the same cases open at last."""
    module = import_module("csatdesk.store.migrations.versions.0008_figures")
    stage = autumn.stage
    with stage.store.writer.connect() as connection, connection.begin() as transaction:
        ways = "SELECT way, SUM(change) FROM case_turns WHERE way IN ('in', 'reopened') GROUP BY way ORDER BY way"
        kept = connection.execute(text(ways)).all()
        with Operations.context(MigrationContext.configure(connection)):
            for index in ("ix_case_turns_at", "ix_case_turns_case_id"):
                connection.execute(text(f"DROP INDEX {index}"))
            connection.execute(text("DELETE FROM case_turns"))
            module._carry_over()
        made = connection.execute(text(ways)).all()
        change, count = connection.execute(text("SELECT SUM(change), COUNT(*) FROM case_turns")).one()
        wrong = connection.execute(
            text(
                "SELECT COUNT(*) FROM (SELECT cases.id FROM cases JOIN case_turns t ON t.case_id = cases.id "
                "GROUP BY cases.id, cases.is_open HAVING SUM(t.change) <> (CASE WHEN is_open = 1 THEN 1 ELSE 0 END)) w"
            )
        ).scalar_one()
        transaction.rollback()
    assert made == kept
    assert (change, wrong) == (sum(case.is_open == OPEN for case in all_cases(stage)), 0)
    assert count


def test_both_hours_of_the_night_of_changing_are_told_as_two_oclock(local_centre: Stage) -> None:
    before, after = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for at in (before, after, datetime(2026, 10, 31, 23, 0, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, tzinfo=UTC)):
        local_centre.register(at=at)
    with local_centre.read(local_centre.marek) as reading:
        seen = load_activity(reading, OCTOBER, WHOLE)
        received = load_figures(reading, OCTOBER, WHOLE).received
    assert seen.in_person[6][2] == 2, "Sunday 2:30 in summer time, and once more an hour later"
    assert seen.in_person[5][23] == 1, "Saturday 23:59; the other one is November's"
    assert received == sum(day.count for day in seen.days) == 3
    assert [day.count for day in seen.days if day.count] == [2, 1]


def test_answers_and_solutions_take_as_long_as_their_rows_say(autumn: Autumn) -> None:
    stage = autumn.stage
    with stage.read(stage.marek) as reading:
        report = load_month(reading, asked=MonthAsked(OCTOBER, OCTOBER, OCTOBER))
    closed = [case for case in visible(stage, WHOLE) if case.is_open == NOT_OPEN and in_days(OCTOBER, case.closed_at)]
    lengths = [max(case.closed_at - case.received_at, timedelta()) for case in closed if case.closed_at]
    assert report.now.times.solution_calendar == Spread.of(lengths)
    assert report.ranking.total.count == report.now.figures.received


def test_a_customer_in_another_segment_takes_open_cases_along(local_centre: Stage) -> None:
    from csatdesk.operations.contacts.commands import change_customer
    from csatdesk.store.entities.contacts import Customer
    from tests.cast import AGNIESZKA

    settled = local_centre.register(solved_now=True).case_id
    running = local_centre.register().case_id
    vip = AGNIESZKA.__class__(name=AGNIESZKA.name, segment=Segment.VIP)
    with local_centre.work() as work:
        version = work.db.get_one(Customer, local_centre.customer_id).version
        change_customer(work, customer_id=local_centre.customer_id, new=vip, version=version)
    found = {case.id: case.segment for case in all_cases(local_centre)}
    assert found == {settled: Segment.HOUSEHOLD, running: Segment.VIP}
    with local_centre.read(local_centre.marek) as reading:
        balance = load_balance(reading, midnight(NOVEMBER.first), NOW + timedelta(days=1), Cut(segments=(Segment.VIP,)))
    assert (balance.moved, balance.after, holds(balance)) == (1, 1, True)


def test_a_running_month_is_compared_with_as_many_days_and_a_leap_day_finds_its_year() -> None:
    asked = month_asked(date(2026, 11, 3), date(2026, 11, 19))
    assert asked == MonthAsked(
        NOVEMBER, Days(date(2026, 10, 1), date(2026, 10, 19)), Days(date(2025, 11, 1), date(2025, 11, 19))
    )
    leap = month_asked(date(2028, 2, 29), date(2028, 5, 1))
    assert leap.days.last == date(2028, 2, 29)
    assert leap.year_before == Days(date(2027, 2, 1), date(2027, 2, 28))


def test_who_may_not_see_everybodys_deadlines_is_refused(local_centre: Stage) -> None:
    asked = MonthAsked(OCTOBER, OCTOBER, OCTOBER)
    with local_centre.read(local_centre.anna) as reading, pytest.raises(NotAllowed):
        load_month(reading, asked=asked)


def test_what_came_back_from_the_trash_is_added_in_the_line_of_the_balance() -> None:
    line = balance_words(Balance(before=3, came_in=0, reopened=0, closed=0, gone=-2, moved=0, after=5))
    assert line.endswith("− 0 closed + 2 back from the trash or out of others = 5 open at the end")
