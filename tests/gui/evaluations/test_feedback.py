"""Feedback both ways in the window: she reads and says something, her leader answers; a partner gets a result."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from csatdesk.domain.feedback import FeedbackKind
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.evaluations.feedback_forms import GiveForm, PartnerReplyForm, SayForm
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.operations.evaluations.feedback import load_feedback
from csatdesk.operations.evaluations.queries import EvaluationFilter
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.evaluations.conftest import Sit
from tests.operations.evaluations.scorecards import sent
from tests.operations.evaluations.test_feedback import checked_hall, partner


def said(stage: Stage, evaluation_id: int) -> list[tuple[FeedbackKind, str]]:
    with stage.read(stage.marek, now()) as reading:
        return [(one.kind, one.text) for one in load_feedback(reading, evaluation_id=evaluation_id).rows]


def fresh(desk: Desk[EvaluationsPage]) -> None:
    desk.page.show_filter(EvaluationFilter(fresh=True))
    desk.page.shown()
    desk.rest()


def test_she_says_that_she_read_it_and_how_she_sees_it(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = sent(local_centre, name="no")
    desk = sit(local_centre.anna)
    desk.rest()
    assert "1 new to you" in desk.page.summary()
    fresh(desk)
    desk.press(Key.Key_R)
    desk.rest()
    assert said(local_centre, evaluation_id) == [(FeedbackKind.READ, "")]
    desk.page.show_filter(EvaluationFilter(mine=True))
    desk.rest()
    assert desk.page.pane.feedback.text().startswith("Read by Anna Nowak, ")
    desk.press(Key.Key_O)
    form = desk.page.pane.form
    assert isinstance(form, SayForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["text"].field.accessibleDescription() == "Write what you want to say."
    desk.write("I said it at the beginning.")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    assert said(local_centre, evaluation_id)[-1] == (FeedbackKind.SAID, "I said it at the beginning.")
    desk.runner.undo()
    assert said(local_centre, evaluation_id) == [(FeedbackKind.READ, "")]


def test_her_leader_sees_who_read_it_and_answers(sit: Sit, local_centre: Stage) -> None:
    from csatdesk.operations.evaluations.feedback import say_to_evaluation

    evaluation_id = sent(local_centre)
    with local_centre.work(local_centre.anna, now()) as work:
        say_to_evaluation(work, evaluation_id=evaluation_id, text="Thank you, that helps.")
    desk = sit(local_centre.marek)
    fresh(desk)
    lines = desk.page.pane.feedback.text().splitlines()
    assert lines[0].startswith("Read by Anna Nowak")
    assert lines[1].endswith("Thank you, that helps.")
    desk.press(Key.Key_O)
    desk.write("Well done.")
    desk.press(Key.Key_Return, CTRL)
    desk.rest()
    assert said(local_centre, evaluation_id)[-1] == (FeedbackKind.ANSWERED, "Well done.")
    assert desk.page.split.is_empty, "nothing is new any more"


def test_a_partner_gets_the_pdf_and_the_reply_is_written_down(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    evaluation_id, organisation_id = checked_hall(local_centre), partner(local_centre)
    path = tmp_path / "result.pdf"
    desk = sit(local_centre.marek, ask=lambda *_asked: str(path))
    desk.rest()
    assert not desk.page.actions_by_key["reply"].isEnabled()
    desk.press(Key.Key_P)
    form = desk.page.pane.form
    assert isinstance(form, GiveForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["organisation"].field.accessibleDescription() == "Choose who gets it."
    form.partner.set_value(organisation_id)
    desk.press(Key.Key_Return, CTRL)
    desk.rest()
    assert path.read_bytes().startswith(b"%PDF")
    assert desk.page.pane.feedback.text().startswith("Given to Elektra Service as PDF by Marek Lis")
    desk.press(Key.Key_W)
    assert isinstance(desk.page.pane.form, PartnerReplyForm)
    desk.write("We clean it every morning now.")
    desk.press(Key.Key_Return, CTRL)
    assert said(local_centre, evaluation_id)[-1] == (FeedbackKind.REPLIED, "We clean it every morning now.")


def test_my_desk_says_that_an_evaluation_is_new(local_centre: Stage, qtbot: QtBot) -> None:
    sent(local_centre)
    desk = Desk(qtbot, local_centre, DeskPage, local_centre.anna)
    shown: list[object] = []
    desk.context.page_wanted.connect(lambda key, what: shown.append((key, what)))
    desk.page.fresh.poke()
    desk.rest()
    assert desk.page.fresh.words.startswith("1 evaluation is new to you.")
    desk.page.fresh.go.click()
    assert shown == [("evaluations", EvaluationFilter(fresh=True))]
    desk.leave()
