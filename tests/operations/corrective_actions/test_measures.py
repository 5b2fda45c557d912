"""A measure from its making to its verdict: rights, states, undo, history, the list and what is due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from csatdesk.domain.corrective_actions import (
    DoneInFuture,
    DoneTooLongAgo,
    EffectTooEarly,
    Expected,
    FigureMissing,
    MeasureDueGone,
    MeasureEvent,
    MeasureFilter,
    MeasureOwnerMissing,
    MeasureReasonMissing,
    MeasureStatus,
    MeasureStatusWrong,
    MeasureTextMissing,
    MeasureTitleMissing,
)
from csatdesk.domain.corrective_actions import (
    Stage as Part,
)
from csatdesk.domain.errors import ChangedByOther, NotAllowed, NotFound, Refusal
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.operations.corrective_actions.commands import (
    begin_measure,
    change_measure,
    confirm_effective,
    drop_measure,
    make_measure,
    note_on_measure,
    reopen_measure,
    report_done,
)
from csatdesk.operations.corrective_actions.queries import (
    count_measures,
    list_measures,
    load_measure,
    load_overdue,
    load_own_due,
    topics_of_measures,
)
from csatdesk.operations.reminders import count_reminders
from csatdesk.store.audit import AuditRow
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import DAY, TODAY, card, done, made, new


def test_a_measure_is_made_and_told_in_full(centre: Stage) -> None:
    found = card(centre, made(centre))
    assert (found.row.title, found.row.owner_name) == ("Explain estimated bills", "Anna Nowak")
    assert (found.row.status, found.row.due_on) == (MeasureStatus.PLANNED, TODAY + 14 * DAY)
    assert found.expected == Expected("complaints per 1,000 contacts", Decimal(12), Decimal(8))
    assert [line.event for line in found.history] == [MeasureEvent.MADE]
    assert found.history[0].by_name == "Marek Lis"


@pytest.mark.parametrize(
    ("other", "refusal", "field"),
    [
        ({"title": " "}, MeasureTitleMissing, "title"),
        ({"text": ""}, MeasureTextMissing, "text"),
        ({"owner_id": None}, MeasureOwnerMissing, "owner"),
        ({"expected": Expected("complaints", None, None)}, FigureMissing, "expected"),
        ({"expected": Expected(" ", None, Decimal(8))}, FigureMissing, "expected"),
        ({"due_on": TODAY - DAY}, MeasureDueGone, "due"),
        ({"title": "x" * 201}, ValueTooLong, "title"),
        ({"expected": Expected("x" * 201, None, Decimal(8))}, ValueTooLong, "expected"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    centre: Stage, other: dict[str, object], refusal: type[Refusal], field: str
) -> None:
    with pytest.raises(refusal) as told:
        made(centre, **other)  # type: ignore[arg-type]  # fields given by name
    assert told.value.field == field


def test_only_who_leads_measures_makes_and_changes_them(centre: Stage) -> None:
    measure = made(centre)
    for actor in (centre.anna, centre.liis):
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            make_measure(work, new=new(centre))
        with pytest.raises(NotAllowed), centre.work(actor) as work:
            change_measure(work, measure_id=measure, new=new(centre), version=1)


def test_the_owner_sees_begins_and_reports_their_own(centre: Stage) -> None:
    measure = made(centre)
    with centre.work(centre.anna) as work:
        begin_measure(work, measure_id=measure, version=1)
    with centre.work(centre.anna) as work:
        report_done(work, measure_id=measure, done_on=TODAY, note="Done with the printers.", version=2)
    found = card(centre, measure)
    assert (found.row.status, found.row.done_on, found.done_by_name) == (MeasureStatus.DONE, TODAY, "Anna Nowak")
    assert found.done_note == "Done with the printers."
    assert found.row.judge_from == TODAY + 61 * DAY
    with centre.read(centre.liis) as reading:
        assert list_measures(reading, shown=MeasureFilter(stage=None)).rows == ()
        with pytest.raises(NotFound):
            load_measure(reading, measure_id=measure)


def test_nobody_reports_what_is_not_theirs_or_not_yet_done(centre: Stage) -> None:
    measure = made(centre)
    with pytest.raises(NotFound), centre.work(centre.liis) as work:
        report_done(work, measure_id=measure, done_on=TODAY, note="", version=1)
    with pytest.raises(DoneInFuture), centre.work(centre.anna) as work:
        report_done(work, measure_id=measure, done_on=TODAY + DAY, note="", version=1)
    with pytest.raises(DoneTooLongAgo), centre.work(centre.anna) as work:
        report_done(work, measure_id=measure, done_on=date(1, 1, 1), note="", version=1)


def test_reported_done_is_not_effective(centre: Stage) -> None:
    measure = made(centre)
    done(centre, measure)
    with pytest.raises(NotAllowed), centre.work(centre.anna) as work:
        confirm_effective(work, measure_id=measure, note="", seen=None, version=2)
    with pytest.raises(EffectTooEarly), centre.work(centre.marek) as work:
        confirm_effective(work, measure_id=measure, note="sure", seen=None, version=2)
    assert card(centre, measure).row.status is MeasureStatus.DONE


def test_where_nothing_is_counted_a_person_says_why_it_helped(centre: Stage) -> None:
    measure = made(centre, topic_id=None, origin=None)
    done(centre, measure)
    with pytest.raises(MeasureReasonMissing), centre.work(centre.marek) as work:
        confirm_effective(work, measure_id=measure, note=" ", seen=None, version=2)
    with centre.work(centre.marek) as work:
        confirm_effective(work, measure_id=measure, note="No queue at noon for two weeks.", seen=None, version=2)
    found = card(centre, measure)
    assert (found.row.status, found.ended_by_name) == (MeasureStatus.EFFECTIVE, "Marek Lis")
    assert found.ended_note == "No queue at noon for two weeks."


def test_not_effective_reopens_with_a_new_day_and_counts_how_often(centre: Stage) -> None:
    measure = made(centre)
    for times in (1, 2):
        done(centre, measure)
        version = card(centre, measure).row.version
        with pytest.raises(MeasureReasonMissing), centre.work(centre.marek) as work:
            reopen_measure(work, measure_id=measure, why="", due_on=TODAY + DAY, version=version)
        with centre.work(centre.marek) as work:
            reopen_measure(work, measure_id=measure, why="Still as many.", due_on=TODAY + times * DAY, version=version)
        found = card(centre, measure).row
        assert (found.status, found.reopened) == (MeasureStatus.IN_WORK, times)
        assert (found.due_on, found.done_on, found.judge_from) == (TODAY + times * DAY, None, None)


def test_a_dropped_measure_says_why_and_is_over(centre: Stage) -> None:
    measure = made(centre)
    with pytest.raises(MeasureReasonMissing), centre.work(centre.marek) as work:
        drop_measure(work, measure_id=measure, why="", version=1)
    with centre.work(centre.marek) as work:
        drop_measure(work, measure_id=measure, why="The bills are changed by law.", version=1)
    with pytest.raises(MeasureStatusWrong), centre.work(centre.anna) as work:
        begin_measure(work, measure_id=measure, version=2)
    with pytest.raises(MeasureStatusWrong), centre.work(centre.marek) as work:
        change_measure(work, measure_id=measure, new=new(centre), version=2)


def test_each_step_can_be_taken_back(centre: Stage) -> None:
    measure = made(centre)
    with centre.work(centre.marek) as work:
        step = change_measure(work, measure_id=measure, new=new(centre, title="Another name"), version=1)
    with centre.work(centre.marek) as work:
        step.undo(work)
    assert card(centre, measure).row.title == "Explain estimated bills"
    with centre.work(centre.anna) as work:
        reported = report_done(work, measure_id=measure, done_on=TODAY, note="", version=3)
    with centre.work(centre.anna) as work:
        reported.undo(work)
    found = card(centre, measure)
    assert (found.row.status, found.row.done_on, found.row.judge_from) == (MeasureStatus.PLANNED, None, None)
    assert [line.event for line in found.history[:2]] == [MeasureEvent.UNDONE, MeasureEvent.DONE]


def test_a_new_measure_is_taken_back_unless_somebody_went_on_with_it(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        first = make_measure(work, new=new(centre))
    with centre.work(centre.marek) as work:
        first.undo(work)
    with centre.read(centre.marek) as reading:
        assert list_measures(reading, shown=MeasureFilter(stage=None)).rows == ()
    with centre.work(centre.marek) as work:
        second = make_measure(work, new=new(centre))
    with centre.work(centre.anna) as work:
        begin_measure(work, measure_id=second.result, version=1)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        second.undo(work)
    with centre.work(centre.marek) as work:
        third = make_measure(work, new=new(centre))
    with centre.work(centre.anna) as work:
        note_on_measure(work, measure_id=third.result, text="The printer needs another form.")
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        third.undo(work)
    assert card(centre, third.result).history[0].text == "The printer needs another form."


def test_that_a_measure_was_taken_back_stands_in_the_audit_with_its_history(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        step = make_measure(work, new=new(centre))
    with centre.work(centre.marek) as work:
        step.undo(work)
    with centre.read() as reading:
        query = select(AuditRow.what).where(AuditRow.action == "delete").order_by(AuditRow.what)
        assert list(reading.db.execute(query).scalars()) == ["corrective_action_events", "corrective_actions"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(centre: Stage) -> None:
    measure = made(centre)
    with centre.work(centre.anna) as work:
        begin_measure(work, measure_id=measure, version=1)
    with pytest.raises(ChangedByOther), centre.work(centre.marek) as work:
        drop_measure(work, measure_id=measure, why="no", version=1)


def test_a_note_stands_in_the_history_and_every_change_in_the_audit(centre: Stage) -> None:
    measure = made(centre)
    with centre.work(centre.anna) as work:
        step = note_on_measure(work, measure_id=measure, text="The printer needs another form.")
    assert card(centre, measure).history[0].text == "The printer needs another form."
    with centre.work(centre.anna) as work:
        step.undo(work)
    assert [line.event for line in card(centre, measure).history] == [MeasureEvent.MADE]
    with centre.read() as reading:
        query = select(AuditRow.action).where(AuditRow.what == "corrective_actions", AuditRow.row_id == measure)
        assert list(reading.db.execute(query).scalars()) == ["add"]


def test_the_list_begins_with_what_is_overdue_longest_and_is_read_by_pages(centre: Stage) -> None:
    long_ago = NOW - 30 * DAY
    days = [TODAY + 3 * DAY, TODAY - 2 * DAY, TODAY + DAY, TODAY - 9 * DAY]
    ids = {day: made(centre, at=long_ago, due_on=day, title=day.isoformat()) for day in days}
    done(centre, made(centre, at=long_ago, due_on=TODAY - 20 * DAY, title="done"))
    with centre.read(centre.marek) as reading:
        everything = MeasureFilter(stage=None)
        first = list_measures(reading, shown=everything, limit=3)
        second = list_measures(reading, shown=everything, limit=3, after=first.next)
        last = list_measures(reading, shown=everything, limit=2, backwards=True)
        overdue = list_measures(reading, shown=MeasureFilter(overdue=True))
        reported = list_measures(reading, shown=MeasureFilter(stage=Part.REPORTED))
    order = sorted(days)
    assert [row.id for row in first.rows] == [ids[day] for day in order[:3]]
    assert [row.title for row in second.rows] == [order[3].isoformat(), "done"]
    assert [row.title for row in last.rows] == [order[3].isoformat(), "done"]
    assert [row.id for row in overdue.rows] == [ids[day] for day in order[:2]]
    assert [row.title for row in reported.rows] == ["done"]


def test_the_list_is_narrowed_by_owner_office_and_topic_with_all_below_it(centre: Stage) -> None:
    measure = made(centre)
    made(centre, owner_id=centre.marek.id, topic_id=None, office_id=centre.other_office_id)
    with centre.read(centre.marek) as reading:

        def ids(**other: object) -> list[int]:
            return [row.id for row in list_measures(reading, shown=MeasureFilter(**other)).rows]  # type: ignore[arg-type]  # fields by name

        assert ids(owner_id=centre.anna.id) == [measure]
        assert ids(topic_id=centre.topic_ids["invoice_payment"]) == [measure]
        assert ids(topic_id=centre.topic_ids["waiting_time"]) == []
        assert measure not in ids(office_id=centre.other_office_id)
        assert topics_of_measures(reading) == (centre.topic_ids["bill_too_high"],)


def test_what_is_due_is_counted_for_its_owner_and_for_who_leads(centre: Stage) -> None:
    long_ago = NOW - timedelta(days=30)
    made(centre, at=long_ago, due_on=TODAY - DAY)
    made(centre, due_on=TODAY)
    made(centre, due_on=TODAY, owner_id=centre.marek.id)
    with centre.read(centre.marek) as reading:
        counts = count_measures(reading)
        assert (counts.open, counts.overdue, counts.due_today, counts.reported) == (3, 1, 2, 0)
        assert count_reminders(reading).measures == 3
    with centre.read(centre.anna) as reading:
        assert count_reminders(reading).measures == 2
        due = load_own_due(reading, until=TODAY)
        assert due is not None
        assert (due.count, due.overdue, due.first.due_on) == (2, 1, TODAY - DAY)
    with centre.read(centre.liis) as reading:
        assert load_overdue(reading) is None
        assert load_own_due(reading, until=TODAY) is None
