"""Half an answer, closing or reason on a case's card is still there when the program ended without a word."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.cases import Outcome, ReplyBy, Solved
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.gui.cases.answering import AnswerPanel
from csatdesk.gui.cases.closing import SENT, ClosePanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.cases.promise_panels import PromisePanel
from csatdesk.gui.cases.waiting import WaitPanel
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.gui.cases.test_card import complaint
from tests.gui.cases.test_kept_notes import keep

Sit = Callable[[Actor | None], Desk[CasesPage]]
YESTERDAY = "yesterday 9:15"
HALF = "We have checked the met"


def panel_of(desk: Desk[CasesPage]) -> Panel:
    panel = desk.page.pane.panel
    assert panel is not None
    assert panel.kept is not None
    return panel


def is_offered(desk: Desk[CasesPage]) -> bool:
    panel = panel_of(desk)
    assert panel.kept is not None
    return panel.kept.isVisible()


def put_back(desk: Desk[CasesPage]) -> None:
    panel = panel_of(desk)
    assert panel.kept is not None
    assert panel.is_empty(), "offered, not forced"
    panel.kept.take_up.click()


def after_the_end(sit: Sit, before: Desk[CasesPage], key: Qt.Key) -> Desk[CasesPage]:
    """The next start, with the same fields open on the one case."""
    keep(before)
    desk = sit(None)
    keep(desk)
    desk.press(key)
    return desk


def test_half_an_answer_comes_back_with_how_and_when_it_was_sent(sit: Sit, local_centre: Stage) -> None:
    case_id = local_centre.register(at=now() - timedelta(days=3)).case_id
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write(HALF)
    panel = panel_of(desk)
    assert isinstance(panel, AnswerPanel)
    panel.box.language.set_value("nb")
    panel.how.set_value(ReplyBy.LETTER)
    panel.when.setText(YESTERDAY)
    panel.posting.setText("RR 12")
    panel.solved.set_value(Solved.CONFIRMED)
    again = after_the_end(sit, desk, Key.Key_R)
    put_back(again)
    panel = panel_of(again)
    assert isinstance(panel, AnswerPanel)
    assert panel.box.language.value() == "nb"
    assert panel.how.value() is ReplyBy.LETTER
    assert (panel.when.text(), panel.posting.text(), panel.solved.value()) == (YESTERDAY, "RR 12", Solved.CONFIRMED)
    again.write("er.")
    again.press(Key.Key_Return, CTRL)
    assert again.case(case_id).answer_text == f"{HALF}er."
    third = after_the_end(sit, again, Key.Key_R)
    assert not is_offered(third)


def test_half_a_closing_comes_back_with_outcome_cause_redress_and_answer(sit: Sit, local_centre: Stage) -> None:
    case_id = local_centre.register(at=now() - timedelta(days=3)).case_id
    desk = sit(None)
    desk.press(Key.Key_C)
    desk.press(Key.Key_1)
    panel = panel_of(desk)
    assert isinstance(panel, ClosePanel)
    panel.root_cause.setPlainText("Old meter")
    panel.answer.which.set_value(SENT)
    panel.answer.when.setText(YESTERDAY)
    panel.redress.amount.setText("12,50")
    panel.redress.currency.set_value("NOK")
    panel.note.setText("Called back")
    wanted = panel.closing()
    again = after_the_end(sit, desk, Key.Key_C)
    put_back(again)
    panel = panel_of(again)
    assert isinstance(panel, ClosePanel)
    assert panel.closing() == wanted
    assert (wanted.outcome, wanted.redress, wanted.currency) == (Outcome.JUSTIFIED, Decimal("12.50"), "NOK")
    assert panel.root_cause.isVisible()
    again.press(Key.Key_Return, CTRL)
    assert again.case(case_id).row.status is Status.CLOSED


def test_a_waiting_reason_comes_back_with_its_choice(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_W)
    panel = panel_of(desk)
    assert isinstance(panel, WaitPanel)
    panel.reason.set_value(WaitingFor.COLLEAGUE)
    panel.note.setText("prot")
    again = after_the_end(sit, desk, Key.Key_W)
    put_back(again)
    panel = panel_of(again)
    assert isinstance(panel, WaitPanel)
    assert (panel.reason.value(), panel.note.text()) == (WaitingFor.COLLEAGUE, "prot")


def test_a_promise_comes_back_with_its_day_and_who_keeps_it(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_V)
    panel = panel_of(desk)
    assert isinstance(panel, PromisePanel)
    panel.text.setText("Call about the meter")
    panel.due.quick[1].click()
    panel.due.time.setText("14")
    panel.who.setFocus()
    desk.press(Key.Key_Down)
    chosen, due = panel.who.choice(), panel.due.due()
    assert chosen is not None
    again = after_the_end(sit, desk, Key.Key_V)
    put_back(again)
    panel = panel_of(again)
    assert isinstance(panel, PromisePanel)
    kept = panel.who.choice()
    assert kept is not None
    assert (panel.text.text(), panel.due.due(), kept.value) == ("Call about the meter", due, chosen.value)


@pytest.mark.parametrize("leave", [Key.Key_Escape, None], ids=["left on purpose", "thrown away"])
def test_what_is_left_on_purpose_or_thrown_away_is_gone(sit: Sit, local_centre: Stage, leave: Qt.Key | None) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write(HALF)
    if leave is not None:
        desk.press(leave)
    again = after_the_end(sit, desk, Key.Key_R)
    assert is_offered(again) == (leave is None)
    kept = panel_of(again).kept
    assert kept is not None
    kept.throw_away.click()
    third = after_the_end(sit, again, Key.Key_R)
    assert not is_offered(third)


def test_the_offer_stands_before_the_fields_for_the_tab_key(sit: Sit, local_centre: Stage) -> None:
    complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_R)
    desk.write(HALF)
    again = after_the_end(sit, desk, Key.Key_R)
    kept = panel_of(again).kept
    assert kept is not None
    again.press(Key.Key_Tab, SHIFT)
    assert again.focus is kept.throw_away
    again.press(Key.Key_Tab, SHIFT)
    again.press(Key.Key_Space)
    panel = panel_of(again)
    assert isinstance(panel, AnswerPanel)
    assert panel.text.toPlainText() == HALF


def test_another_case_and_back_keeps_what_is_typed_and_a_wanted_deed_does_not_cover_it(
    sit: Sit, local_centre: Stage
) -> None:
    written, other = complaint(local_centre), complaint(local_centre, "Another")
    desk = sit(None)
    desk.page.open_case(written)
    desk.press(Key.Key_R)
    desk.write(HALF)
    desk.page.open_case(other)
    desk.page.open_case(written, "notice")
    panel = panel_of(desk)
    assert isinstance(panel, AnswerPanel)
    assert panel.text.toPlainText() == HALF
    assert not is_offered(desk)
