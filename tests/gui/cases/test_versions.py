"""Saving onto something changed meanwhile: refused, both versions side by side, nothing typed lost."""

from collections.abc import Callable

from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.gui.cases.answering import AnswerPanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.waiting import WaitPanel
from csatdesk.gui.fields import LinkButton
from csatdesk.operations.cases.answers import prepare_answer
from csatdesk.operations.cases.waiting import wait
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.cases.test_card import complaint

Sit = Callable[[Actor | None], Desk[CasesPage]]


def typed_while_marek_saved(desk: Desk[CasesPage], stage: Stage, case_id: int) -> AnswerPanel:
    desk.press(Key.Key_R)
    desk.write("What Anna typed.")
    with stage.work(stage.marek, now()) as work:
        prepare_answer(work, case_id=case_id, text="What Marek saved.")
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert isinstance(panel, AnswerPanel)
    return panel


def test_a_stale_answer_is_refused_with_both_texts_side_by_side_and_then_saved(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    panel = typed_while_marek_saved(desk, local_centre, case_id)
    assert desk.case(case_id).answer_sent_at is None
    assert panel.comparison.isVisible()
    assert [(one.saved, one.typed) for one in panel.comparison.versions] == [("What Marek saved.", "What Anna typed.")]
    assert "Answer prepared (Marek Lis)" in panel.banner.words
    assert panel.text.toPlainText() == "What Anna typed."
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).answer_text == "What Anna typed."


def test_what_was_saved_can_be_taken_into_the_field(sit: Sit, local_centre: Stage) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    panel = typed_while_marek_saved(desk, local_centre, case_id)
    [take] = panel.comparison.findChildren(LinkButton)
    take.setFocus()
    desk.press(Key.Key_Space)
    assert panel.text.toPlainText() == "What Marek saved."
    assert not panel.comparison.isVisible()


def test_a_panel_without_a_common_text_says_what_the_other_did_and_keeps_what_was_typed(
    sit: Sit, local_centre: Stage
) -> None:
    case_id = complaint(local_centre)
    desk = sit(None)
    desk.press(Key.Key_W)
    panel = desk.page.pane.panel
    assert isinstance(panel, WaitPanel)
    panel.note.setFocus()
    desk.write("photo")
    with local_centre.work(local_centre.marek, now()) as work:
        wait(work, case_id=case_id, reason=WaitingFor.COLLEAGUE, note="protocol")
    desk.press(Key.Key_Return, CTRL)
    assert "Waiting: colleague (Marek Lis): protocol" in panel.banner.words
    assert panel.note.text() == "photo"
    assert desk.case(case_id).row.status is Status.WAITING_COLLEAGUE
    desk.press(Key.Key_Return, CTRL)
    assert desk.case(case_id).row.status is Status.WAITING_CUSTOMER
