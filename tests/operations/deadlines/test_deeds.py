"""Remind and escalate; calendar file, spreadsheet and paper."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Component
from pypdf import PdfReader
from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.changes import no_progress
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.cases.history_words import history_words
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.cases.recomputing import preview_recompute
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.cases.waiting import wait
from csatdesk.operations.deadlines.calendar_file import NoDeadlines, export_calendar
from csatdesk.operations.deadlines.commands import (
    NobodyAbove,
    NobodyToRemind,
    OwnReminder,
    escalate_case,
    remind_keeper,
)
from csatdesk.operations.deadlines.exports import export_deadlines
from csatdesk.operations.deadlines.telling import NobodyToTell, Picked, Telling, tell_many
from csatdesk.operations.deadlines.views import DeadlineList, View
from csatdesk.operations.notices import list_notices
from csatdesk.operations.small_writes import AT_ONCE
from csatdesk.operations.topics import load_topic_tree
from csatdesk.store.entities.cases import Case
from tests.cast import NOW, Stage
from tests.operations.deadlines.hands import at, away, give, listed, promise

# from the row


def test_a_reminder_reaches_who_stands_in_and_can_be_taken_back(centre: Stage, dated: dict[str, int]) -> None:
    give(centre, dated["late"], centre.anna.id, at(17))
    away(centre, centre.anna.id, date(2026, 11, 19), centre.ewa.id)
    with centre.work(centre.marek) as work:
        step = remind_keeper(work, case_id=dated["late"])
    assert step.result == "Ewa Admin"
    with centre.read(centre.ewa) as reading:
        assert [notice.what for notice in list_notices(reading)] == ["reminded"]
        assert load_case(reading, case_id=dated["late"]).history[0].event is Event.REMINDED
    with centre.work(centre.marek) as work:
        step.undo(work)
    with centre.read(centre.ewa) as reading:
        assert list_notices(reading) == ()
        assert load_case(reading, case_id=dated["late"]).history[0].event is Event.UNDONE


def test_nobody_is_reminded_of_what_nobody_has_or_of_ones_own(centre: Stage, dated: dict[str, int]) -> None:
    with pytest.raises(NobodyToRemind), centre.work(centre.marek) as work:
        remind_keeper(work, case_id=dated["late"])
    give(centre, dated["late"], centre.marek.id)
    with pytest.raises(OwnReminder), centre.work(centre.marek) as work:
        remind_keeper(work, case_id=dated["late"])


def test_a_supervisor_escalates_to_the_head_and_the_head_to_nobody(centre: Stage, dated: dict[str, int]) -> None:
    row = listed(centre, View.OVERDUE)[0]
    assert row.due is not None
    with centre.work(centre.marek) as work:
        assert escalate_case(work, case_id=dated["late"], deadline_id=row.due.id).result == "Ewa Admin"
    with centre.read(centre.ewa) as reading:
        notice = list_notices(reading)[0]
        line = load_case(reading, case_id=dated["late"]).history[0]
        tree = load_topic_tree(reading)
    assert (notice.what, notice.deadline_id) == ("escalated", row.due.id)
    assert line.event is Event.ESCALATED
    assert "Ewa Admin, house target" in history_words(line, tree)
    with centre.work(centre.ewa) as work:
        assert escalate_case(work, case_id=dated["late"]).result == "Marek Lis"
    with centre.work(centre.ewa) as work:
        give_role(work.db.get_one, centre)
    with pytest.raises(NobodyAbove), centre.work(centre.ewa) as work:
        escalate_case(work, case_id=dated["late"])


def test_many_are_reminded_at_once_but_those_with_nobody_to_remind(centre: Stage, dated: dict[str, int]) -> None:
    late, today, soon = dated["late"], dated["today"], dated["soon"]
    give(centre, late, centre.anna.id)
    give(centre, today, centre.anna.id)
    told: list[tuple[int, int]] = []
    picked = [Picked(one, None) for one in (late, today, soon)]  # nobody has the last one yet
    done = tell_many(centre.store, centre.marek, lambda *step: told.append(step), picked=picked, telling=Telling.REMIND)
    assert (done.result, done.values, told) == (2, {"count": 2, "left": 1}, [(0, 3), (3, 3)])
    assert noticed(centre) == ["reminded"] * 2
    with centre.work(centre.marek) as work:
        done.undo(work)
    assert noticed(centre) == []
    with pytest.raises(NobodyToTell):
        tell_many(centre.store, centre.marek, no_progress, picked=picked[2:], telling=Telling.REMIND)


def noticed(stage: Stage) -> list[str]:
    with stage.read(stage.anna) as reading:
        return [notice.what for notice in list_notices(reading)]


def test_reminders_that_were_cancelled_half_way_are_all_taken_back(centre: Stage, dated: dict[str, int]) -> None:
    give(centre, dated["late"], centre.anna.id)
    clocks = [Picked(dated["late"], None)] * (AT_ONCE + 1)

    def cancel(done: int, _total: int) -> None:
        if done:
            assert len(noticed(centre)) == AT_ONCE
            raise Cancelled

    with pytest.raises(Cancelled):
        tell_many(centre.store, centre.marek, cancel, picked=clocks, telling=Telling.REMIND)
    assert noticed(centre) == []


def test_what_was_thrown_away_meanwhile_is_left_out_and_does_not_stop_the_undo(
    centre: Stage, dated: dict[str, int]
) -> None:
    late, today, soon = dated["late"], dated["today"], dated["soon"]
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=soon, reason="test")
    picked = [Picked(one, None) for one in (late, today, soon)]
    done = tell_many(centre.store, centre.marek, no_progress, picked=picked, telling=Telling.ESCALATE)
    assert done.values == {"count": 2, "left": 1}
    with centre.work(centre.marek) as work:
        throw_away(work, case_id=late, reason="test")
    with centre.work(centre.marek) as work:
        done.undo(work)
    with centre.read() as reading:
        assert Event.UNDONE in {line.event for line in load_case(reading, case_id=today).history}


def give_role(get: object, stage: Stage) -> None:
    """Marek has left: nobody but Ewa is there."""
    from csatdesk.store.entities.staff import Staff

    get(Staff, stage.marek.id).is_active = False  # type: ignore[operator]  # Session.get_one


def test_a_pause_alone_moves_nothing_when_recomputed(centre: Stage, dated: dict[str, int]) -> None:
    with centre.work(at=at(18, 10)) as work:
        wait(work, case_id=dated["soon"], reason=WaitingFor.CUSTOMER, note="photo")
    with centre.read(centre.marek) as reading:
        assert preview_recompute(reading, case_ids=list(dated.values())) == ()


# what leaves the program


def test_the_calendar_file_holds_numbers_only_with_stable_identity_and_right_times(
    centre: Stage, dated: dict[str, int], tmp_path: Path
) -> None:
    give(centre, dated["today"], centre.anna.id)
    promise(centre, dated["today"], at(20, 13), centre.anna.id)
    promise(centre, dated["late"], datetime(2026, 11, 24, 23, tzinfo=UTC), centre.anna.id, is_day=True)
    path = tmp_path / "anna.ics"
    for _time in range(2):
        assert export_calendar(centre.store, centre.anna, staff_id=centre.anna.id, path=path, at=NOW) == 3
    content = path.read_bytes()
    events = {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}
    assert b"Nowak" not in content
    assert b"Agnieszka" not in content
    house, timed, day = _by_start(list(events.values()))
    assert house.decoded("dtend") == datetime(2026, 11, 19, 15, tzinfo=UTC), "closing time, 16:00 in Warsaw"
    assert timed.decoded("dtend") == at(20, 13)
    assert (day.decoded("dtstart"), day.decoded("dtend")) == (date(2026, 11, 24), date(2026, 11, 25))
    assert len({str(one["uid"]) for one in events.values()}) == 3
    with centre.read() as reading:
        assert all(str(reading.centre.uid) in str(one["uid"]) for one in events.values())


def _by_start(events: list[Component]) -> list[Component]:
    return sorted(events, key=lambda one: str(one.decoded("dtstart")))


def test_only_a_watcher_takes_somebody_elses_calendar_and_an_empty_one_is_refused(
    centre: Stage, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        export_calendar(centre.store, centre.anna, staff_id=centre.marek.id, path=tmp_path / "x.ics")
    with pytest.raises(NoDeadlines):
        export_calendar(centre.store, centre.anna, staff_id=centre.anna.id, path=tmp_path / "x.ics")
    assert list(tmp_path.glob("*.ics")) == []


def test_the_list_goes_into_a_spreadsheet_and_on_paper_as_it_is_shown(
    centre: Stage, dated: dict[str, int], tmp_path: Path
) -> None:
    path = tmp_path / "due.csv"
    shown = DeadlineList(View.OVERDUE)
    assert export_deadlines(centre.store, centre.marek, shown=shown, path=path, at=NOW).count == 2
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=_delimiter(path)))
    with centre.read() as reading:
        number = reading.db.execute(select(Case.number).where(Case.id == dated["late"])).scalar_one()
    assert len(rows) == 3
    assert number in rows[1]
    paper = tmp_path / "due.pdf"
    export_deadlines(centre.store, centre.marek, shown=shown, path=paper, at=NOW)
    assert paper.read_bytes().startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        export_deadlines(centre.store, centre.anna, shown=shown, path=paper, at=NOW)


def test_a_spreadsheet_and_paper_of_deadlines_have_the_columns_that_are_seen_in_their_order(
    centre: Stage, dated: dict[str, int], tmp_path: Path
) -> None:
    shown = DeadlineList(View.OVERDUE)
    heads = []
    seen = {"Number Due": ("number", "due"), "Due Who acts Number": ("due", "keeper", "number")}
    seen["Matter Received Kind Customer"] = ("matter", "received", "kind", "customer")
    for on_paper, columns in seen.items():
        path = tmp_path / "due.csv"
        export_deadlines(centre.store, centre.marek, shown=shown, columns=columns, path=path, at=NOW)
        rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=_delimiter(path)))
        heads.append(rows[0])
        paper = tmp_path / "due.pdf"
        export_deadlines(centre.store, centre.marek, shown=shown, columns=columns, path=paper, at=NOW)
        told = " ".join(PdfReader(paper).pages[0].extract_text().split())
        assert on_paper in told
    assert heads == [
        ["Number", "Priority", "Deadline", "Clock", "How it stands", "Waits since"],
        ["Deadline", "Clock", "How it stands", "Waits since", "Who acts", "Status", "Number", "Priority"],
        ["Topic", "Promised", "What happened", "Received", "Channel", "Kind", "Status", "Customer", "Number"],
    ]
    assert len(rows) == 3


def _delimiter(path: Path) -> str:
    head = path.read_text("utf-8-sig").splitlines()[0]
    return ";" if ";" in head else ","
