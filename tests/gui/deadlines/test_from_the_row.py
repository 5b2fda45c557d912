"""What is done from a row by one key each, with undo: move, extend, escalate, remind, hand over, why, recompute."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from csatdesk.domain.case_rows import Event
from csatdesk.domain.cases import Outcome
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.errors import Cancelled, NotAllowed
from csatdesk.gui.cases.close_many import CloseManyPanel
from csatdesk.gui.cases.closing import ClosePanel
from csatdesk.gui.cases.hand_over import HandOverPanel
from csatdesk.gui.cases.promise_panels import MovePanel
from csatdesk.gui.deadlines import acting
from csatdesk.gui.deadlines.panels import ExtendPanel
from csatdesk.gui.deadlines.views_beside import RecomputeView
from csatdesk.operations.cases.clocks import renew_clocks
from csatdesk.operations.cases.trash import throw_away
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.notices import list_notices
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Key
from tests.gui.deadlines.hands import DeadlinesDesk, choose, error_at, go_to, shown_of, words_in
from tests.gui.deadlines.scene import AWAY_TEXT, LATE, PROMISED, Busy

# from the row


def test_a_promise_is_moved_with_a_new_day_and_a_reason_and_back_by_undo(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage
) -> None:
    desk = sit()
    choose(desk, LATE)
    assert not desk.page.actions_by_key["move"].isEnabled(), "nothing was promised there"
    choose(desk, PROMISED)
    desk.press(Key.Key_M)
    panel = desk.page.side.shown
    assert isinstance(panel, MovePanel)
    panel.due.quick[3].click()  # in a week
    panel.reason.setFocus()
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.side.shown is panel, "a reason is needed"
    assert error_at(panel, "reason")
    desk.write("Technik chory")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.side.shown is None
    assert desk.page.table.hasFocus()
    assert PROMISED not in shown_of(desk, View.OVERDUE)
    desk.runner.undo()
    assert PROMISED in shown_of(desk, View.OVERDUE)


def legal(stage: Stage, case_id: int) -> int:
    """Make the house clock of a case a legal one that may be extended once by ten days."""
    with stage.work(stage.marek, now()) as work:
        case = work.db.get_one(Case, case_id)
        row = work.db.execute(
            select(CaseDeadline).where(CaseDeadline.case_id == case_id, CaseDeadline.clock == Clock.HOUSE)
        ).scalar_one()
        row.clock = Clock.LEGAL
        row.rule = dict(row.rule) | {"extension": {"times": 1, "amount": 10, "unit": "calendar_days"}}
        renew_clocks(work, case)
        return row.id


def test_a_legal_deadline_is_extended_with_proof_up_to_the_day_its_rule_allows(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    legal(local_centre, busy.away_id)
    desk = sit()
    choose(desk, AWAY_TEXT)
    desk.press(Key.Key_L)
    panel = desk.page.side.shown
    assert isinstance(panel, ExtendPanel)
    assert "at the latest" in words_in(panel)
    latest = panel.day.day()
    assert latest is not None
    panel.day.set_day(latest + timedelta(days=1))
    panel.reason.setFocus()
    desk.write("Czekamy na laboratorium")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    assert error_at(panel, "proof"), "the customer must have been told"
    desk.write("List 12/2026")
    desk.press(Key.Key_Return)
    assert error_at(panel, "due"), "later than allowed"
    panel.day.set_day(latest)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.side.shown is None
    assert desk.case(busy.away_id).history[0].event is Event.EXTENDED
    desk.runner.undo()
    assert desk.case(busy.away_id).history[0].event is Event.UNDONE


def test_remind_and_escalate_are_one_key_each_and_undoable(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    desk = sit()
    choose(desk, AWAY_TEXT)
    desk.press(Key.Key_R)
    assert desk.undos[-1].startswith("Reminded Jüri Kask of case")
    desk.press(Key.Key_U)
    assert desk.undos[-1].startswith("Told Ewa Admin of case")
    events = [line.event for line in desk.case(busy.away_id).history[:2]]
    assert events == [Event.ESCALATED, Event.REMINDED]
    with local_centre.read(local_centre.ewa, now()) as reading:
        assert [notice.what for notice in list_notices(reading)] == ["escalated"]
    desk.runner.undo()
    with local_centre.read(local_centre.ewa, now()) as reading:
        assert list_notices(reading) == ()


def test_all_that_are_selected_are_reminded_and_escalated_with_one_message_and_one_undo(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    desk = sit()
    go_to(desk, View.OVERDUE)
    desk.press(Key.Key_A, CTRL)
    rows = len(desk.page.table.selected_rows())
    assert rows > 1
    desk.press(Key.Key_U)
    assert desk.undos[-1] == f"Cases escalated: {rows}."
    with local_centre.read(local_centre.ewa, now()) as reading:
        assert [notice.what for notice in list_notices(reading)] == ["escalated"] * rows
    desk.runner.undo()
    with local_centre.read(local_centre.ewa, now()) as reading:
        assert list_notices(reading) == ()
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_R)
    assert desk.undos[-1].startswith("Reminders sent: ")
    assert desk.case(busy.away_id).history[0].event is Event.REMINDED


def test_what_nobody_has_is_refused_in_words(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    choose(desk, "Odczyt licznika 6")
    desk.press(Key.Key_R)
    assert "Nobody has case" in str(desk.errors[-1])


def test_selected_cases_are_handed_over_together(sit: Callable[[], DeadlinesDesk], busy: Busy) -> None:
    desk = sit()
    go_to(desk, View.OVERDUE)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_H)
    panel = desk.page.side.shown
    assert isinstance(panel, HandOverPanel)
    desk.write("Sanna")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    assert desk.page.side.shown is None
    assert {desk.case(one).row.owner_name for one in (busy.late_id, busy.promised_id, busy.away_id)} == {
        "Sanna Virtanen"
    }


def test_of_several_one_that_is_gone_meanwhile_is_named_with_the_reason_and_the_others_go_over(
    sit: Callable[[], DeadlinesDesk], busy: Busy, local_centre: Stage
) -> None:
    desk = sit()
    go_to(desk, View.OVERDUE)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_H)
    with local_centre.work(local_centre.marek, now()) as work:
        throw_away(work, case_id=busy.late_id, reason="by mistake")
    desk.write("Sanna")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    number = desk.case(busy.late_id).row.number
    assert desk.said[-1].startswith(f"1 case was left as it is: {number}: ")
    assert {desk.case(one).row.owner_name for one in (busy.promised_id, busy.away_id)} == {"Sanna Virtanen"}
    assert desk.case(busy.late_id).row.owner_name != "Sanna Virtanen"


def test_selected_cases_are_closed_together_and_who_waits_for_an_answer_is_named(
    sit: Callable[[], DeadlinesDesk], busy: Busy
) -> None:
    desk = sit()
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_C)
    panel = desk.page.side.shown
    assert isinstance(panel, CloseManyPanel)
    panel.outcome.set_value(Outcome.ANSWERED)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.side.shown is None
    assert not desk.case(busy.thanks_id).row.status.is_open, "praise needs no answer"
    assert desk.said[-1].startswith("22 cases were left as they are: ")
    assert "An answer is still owed in case" in desk.said[-1]
    desk.runner.undo()
    assert desk.case(busy.thanks_id).row.status.is_open


def test_one_case_is_closed_with_all_that_closing_asks_for(sit: Callable[[], DeadlinesDesk], busy: Busy) -> None:
    desk = sit()
    choose(desk, AWAY_TEXT)
    desk.press(Key.Key_C)
    panel = desk.page.side.shown
    assert isinstance(panel, ClosePanel)
    panel.outcome.set_value(Outcome.SETTLED)
    panel.outcome.setFocus()
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.side.shown is None
    assert desk.case(busy.away_id).outcome is Outcome.SETTLED


def test_enter_opens_the_case_and_y_asks_why(sit: Callable[[], DeadlinesDesk], busy: Busy) -> None:
    desk = sit()
    asked: list[int] = []
    desk.context.explanation_wanted.connect(asked.append)
    choose(desk, LATE)
    desk.press(Key.Key_Y)
    desk.press(Key.Key_Return)
    assert desk.cases == [busy.late_id]
    assert len(asked) == 1
    assert asked[0] == next(clock.deadline.id for clock in desk.case(busy.late_id).clocks)


def test_recomputing_shows_old_and_new_days_first_and_is_undone(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        row = work.db.execute(select(CaseDeadline).where(CaseDeadline.case_id == busy.late_id)).scalar_one()
        row.amount += 3  # a rule as it was before
        renew_clocks(work, work.db.get_one(Case, busy.late_id))
    desk = sit()
    before = desk.case(busy.late_id).row.due
    choose(desk, LATE)
    desk.press(Key.Key_R, SHIFT)
    view = desk.page.side.shown
    assert isinstance(view, RecomputeView)
    assert view.words.text().startswith("1 of 1 selected case would move")
    assert desk.case(busy.late_id).row.due == before, "nothing moves before the button is pressed"
    desk.press(Key.Key_Space)
    after = desk.case(busy.late_id).row.due
    assert before is not None
    assert after is not None
    assert after.due_at < before.due_at
    assert desk.page.side.shown is None
    desk.runner.undo()
    assert desk.case(busy.late_id).row.due == before


@pytest.mark.parametrize("error", [Cancelled(), NotAllowed()])
def test_recomputing_that_was_stopped_can_be_tried_again(
    sit: Callable[[], DeadlinesDesk],
    local_centre: Stage,
    busy: Busy,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        row = work.db.execute(select(CaseDeadline).where(CaseDeadline.case_id == busy.late_id)).scalar_one()
        row.amount += 3
        renew_clocks(work, work.db.get_one(Case, busy.late_id))
    desk = sit()
    told: list[object] = []
    desk.runner.failed.connect(lambda failure, _again: told.append(failure))
    choose(desk, LATE)
    desk.press(Key.Key_R, SHIFT)
    view = desk.page.side.shown
    assert isinstance(view, RecomputeView)
    with monkeypatch.context() as broken:
        broken.setattr(acting, "recompute_many", stopped(error))
        desk.press(Key.Key_Space)
    assert told == ([] if isinstance(error, Cancelled) else [error])
    assert (view.words.text() == "Cancelled. Nothing was moved.") is isinstance(error, Cancelled)
    assert view.do.hasFocus()
    desk.press(Key.Key_Space)
    assert desk.page.side.shown is None, "the second time it went through"


def stopped(error: Exception) -> Callable[..., object]:
    def stop(*_given: object, **_named: object) -> object:
        raise error

    return stop
