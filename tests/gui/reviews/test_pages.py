"""Reviews in the window, by keyboard: a rule and its draw, my reviews, calling back, double scoring, calibration."""

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from csatdesk.domain.contacts import Channel
from csatdesk.domain.follow_ups import FollowUpOutcome
from csatdesk.domain.reviews import NAME_MOST, REASON_MOST, TaskState
from csatdesk.gui.evaluations.fill import FillPage
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.gui.focus_ring import ring_target
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.reviews.calibration_page import CalibrationPage
from csatdesk.gui.reviews.compare_forms import AdoptForm, CalibrationForm, SecondForm
from csatdesk.gui.reviews.forms import AsideForm, DrawForm, RuleForm
from csatdesk.gui.reviews.page import ReviewsPage
from csatdesk.gui.reviews.sampling_page import SamplingPage
from csatdesk.gui.today.follow_up_form import FollowUpForm
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.follow_ups import called_back
from csatdesk.operations.reviews.drawing import draw_reviews, month_before
from csatdesk.operations.reviews.draws import load_draw
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.pasting import paste, too_long
from tests.gui.reviews.conftest import Come
from tests.gui.today.hands import ALT, CTRL, Hands, Key
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published
from tests.operations.reviews.drawn import calls, mine, rule_for, saved
from tests.operations.reviews.test_comparisons import calibrated, card, jan, score

SHIFT = Qt.KeyboardModifier.ShiftModifier


def month_begin() -> datetime:
    return datetime.combine(month_before(now().date())[0], time(8), UTC)


def page_of(hands: Hands, kind: type[Any]) -> Any:
    assert isinstance(hands.window.page, kind)
    return hands.window.page


def tab_to(hands: Hands, wanted: QWidget) -> None:
    for _step in range(60):
        if hands.focused() is wanted or wanted.isAncestorOf(hands.focused()):
            return
        hands.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def drawn_now(stage: Stage, **changed: Any) -> int:
    rule_id = saved(stage, rule_for(stage, **changed))
    first, last = month_before(now().date())
    with stage.work(stage.marek, now()) as work:
        return draw_reviews(work, rule_id=rule_id, first_on=first, last_on=last, seed=7)


def test_a_rule_is_made_and_draws_and_how_it_was_drawn_stands_there(come: Come, local_centre: Stage) -> None:
    published(local_centre)
    calls(local_centre, 12, begin=month_begin())
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    hands.press(Key.Key_R, CTRL)
    page: SamplingPage = page_of(hands, SamplingPage)
    assert page.split.is_empty
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, RuleForm)
    assert form.channels.ticked() == (Channel.PHONE,), "the standard is one for calls"
    hands.press(Key.Key_Return, CTRL)
    assert form.named["name"].field.accessibleDescription() == "Write a name by which you know this rule."
    hands.write("Every third call")
    tab_to(hands, form.every)
    form.every.selectAll()
    hands.write("3")
    tab_to(hands, form.reviewers.boxes[-1])
    hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.name.text() == "Every third call"
    hands.press(Key.Key_D)
    assert isinstance(page.pane.form, DrawForm)
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.card is not None
    lines = {line.key: line.value for line in page.pane.how.lines}
    assert lines["From"].startswith("12 contacts of 1 person")
    assert (lines["Draws"], lines["Of"]) == ("one contact in 3", "phone")
    assert lines["Seed"] == str(page.pane.card.seed)
    assert len(page.pane.drawn.entries) == 4
    hands.press(Key.Key_G)
    assert page.pane.checked.text() == "Drawn again with the same seed: the same contacts."
    hands.press(Key.Key_D)
    hands.press(Key.Key_Return, CTRL)
    form = page.pane.form
    assert isinstance(form, DrawForm)
    assert "Nobody draws twice." in form.named["first_on"].field.accessibleDescription()
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_Escape)
    page_of(hands, ReviewsPage)


def past_the_draws(come: Come, stage: Stage, wide: int, high: int) -> tuple[Hands, SamplingPage]:
    """In a window of that size, one Tab after the list of draws."""
    calls(stage, 12, begin=month_begin())
    drawn_now(stage)
    hands = come(stage.marek)
    hands.window.resize(wide, high)
    hands.window.go("reviews")
    hands.press(Key.Key_R, CTRL)
    page: SamplingPage = page_of(hands, SamplingPage)
    hands.press(Key.Key_Return)
    assert page.pane.draws.hasFocus()
    hands.press(Key.Key_Tab)
    return hands, page


def test_in_a_low_window_how_it_was_drawn_is_reached_and_scrolled_by_keys(come: Come, local_centre: Stage) -> None:
    hands, page = past_the_draws(come, local_centre, 1093, 614)
    area = hands.focused()
    assert isinstance(area, QScrollArea)
    assert area.isAncestorOf(page.pane.how)
    assert area.accessibleName() == "How was it drawn?"
    assert ring_target(area) is area
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    hands.press(Key.Key_Down)
    assert 0 < bar.value() < bar.maximum()
    hands.press(Key.Key_PageDown)
    hands.press(Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    hands.press(Key.Key_Tab)
    assert hands.focused() is page.pane.drawn


def test_where_all_of_how_it_was_drawn_is_seen_the_keyboard_does_not_stop_at_it(
    come: Come, local_centre: Stage
) -> None:
    hands, page = past_the_draws(come, local_centre, 1366, 1100)
    assert hands.focused() is page.pane.drawn


def test_in_a_low_window_what_was_drawn_for_me_is_scrolled_by_keys(come: Come, local_centre: Stage) -> None:
    calls(local_centre, 12, begin=month_begin())
    drawn_now(local_centre)
    hands = come(local_centre.marek)
    hands.window.resize(1093, 460)
    hands.window.go("reviews")
    page: ReviewsPage = page_of(hands, ReviewsPage)
    hands.press(Key.Key_H)
    hands.settle()
    area = next(one for one in page.pane.findChildren(QScrollArea) if one.isAncestorOf(page.pane.how))
    tab_to(hands, area)
    assert hands.focused() is area
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    for _turn in range(4):
        hands.press(Key.Key_PageDown)
    assert bar.value() == bar.maximum()


def test_one_key_begins_what_was_drawn_for_me_and_sending_leads_back_to_my_reviews(
    come: Come, local_centre: Stage
) -> None:
    calls(local_centre, 3, begin=month_begin())
    drawn_now(local_centre, every=1)
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    page: ReviewsPage = page_of(hands, ReviewsPage)
    assert page.summary() == "3 to review"
    number = page.row.case_number if page.row is not None else ""
    hands.press(Key.Key_Return)
    fill: FillPage = page_of(hands, FillPage)
    assert fill.card is not None
    assert (fill.card.case_number, fill.card.row.employee_name) == (number, "Anna Nowak")
    answer(local_centre, fill.card.row.id, **GOOD)
    hands.press(Key.Key_Return, CTRL)
    page_of(hands, ReviewsPage)
    assert page.summary() == "2 to review"
    assert page.done.text() == "1 reviewed in 30 days"


def test_what_could_not_be_reviewed_asks_for_a_reason_and_the_program_puts_another_there(
    come: Come, local_centre: Stage
) -> None:
    calls(local_centre, 4, begin=month_begin())
    draw_id = drawn_now(local_centre, every=None, per_person=1)
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    page: ReviewsPage = page_of(hands, ReviewsPage)
    before = page.row
    hands.press(Key.Key_H)
    assert {line.key for line in page.pane.how.lines} >= {"Seed", "From", "Rule"}
    hands.press(Key.Key_U)
    form = page.pane.form
    assert isinstance(form, AsideForm)
    hands.press(Key.Key_Return, CTRL)
    assert form.named["reason"].field.accessibleDescription() == "Write why this could not be reviewed."
    hands.write("The recording is silent.")
    hands.press(Key.Key_Return, CTRL)
    assert page.row is not None
    assert before is not None
    assert page.row.id != before.id
    assert page.summary() == "1 to review"
    with local_centre.read(local_centre.marek) as reading:
        states = [line.state for line in load_draw(reading, draw_id=draw_id).lines]
    assert sorted(one.value for one in states) == [TaskState.OPEN.value, TaskState.SET_ASIDE.value]


def bad(stage: Stage) -> int:
    """A review of Anna's work that failed, of a case, by Ewa."""
    case = stage.register(at=now())
    evaluation_id = begun(stage, by=stage.ewa, case_id=case.case_id, happened_at=now())
    answer(stage, evaluation_id, stage.ewa, **(GOOD | {"greets": "no"}))
    with stage.work(stage.ewa, now()) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def test_a_bad_review_stands_on_today_and_what_came_of_the_call_is_recorded_there(
    come: Come, local_centre: Stage
) -> None:
    evaluation_id = bad(local_centre)
    hands = come(local_centre.marek)
    rows = hands.decisions()
    at = next(place for place, words in enumerate(rows) if "after a bad review" in words)
    assert "Contact Agnieszka Zielińska after a bad review" in rows[at]
    assert "Work of Anna Nowak" in rows[at]
    for _step in range(at):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    form = hands.page.form
    assert isinstance(form, FollowUpForm)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return, CTRL)
    assert form.named["note"].field.accessibleDescription() == "Write in a few words what came of it."
    hands.write("She wants the letter once more.")
    hands.press(Key.Key_Return, CTRL)
    assert not any("after a bad review" in words for words in hands.decisions())
    with local_centre.read(local_centre.marek, now()) as reading:
        told = called_back(reading, evaluation_id)
    assert told is not None
    assert (told.outcome, told.note) == (FollowUpOutcome.NOT_CONTENT, "She wants the letter once more.")
    hands.window.context.undo()
    hands.settle()
    assert any("after a bad review" in words for words in hands.decisions())


def test_a_review_is_given_to_a_second_person_by_keyboard_and_blind(come: Come, local_centre: Stage) -> None:
    second = jan(local_centre)
    evaluation_id = begun(local_centre, happened_at=now())
    answer(local_centre, evaluation_id, **GOOD)
    with local_centre.work(local_centre.marek, now()) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    hands.press(Key.Key_D, CTRL)
    page: CalibrationPage = page_of(hands, CalibrationPage)
    page.score_again()
    form = page.pane.form
    assert isinstance(form, SecondForm)
    form.reviewer.set_value(local_centre.marek.id)
    hands.press(Key.Key_Return, CTRL)
    assert form.named["reviewer"].field.accessibleDescription() == "Somebody else scores it a second time."
    form.reviewer.set_value(second.id)
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.told.text() == "Nothing is shown before all have sent theirs."
    assert mine(local_centre, second, at=now()).left == 1


def test_a_calibration_is_begun_scored_compared_and_adopted(come: Come, local_centre: Stage) -> None:
    published(local_centre)
    hands = come(local_centre.marek)
    hands.window.go("calibration")
    page: CalibrationPage = page_of(hands, CalibrationPage)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, CalibrationForm)
    hands.write("One call, two ears")
    hands.press(Key.Key_Return, CTRL)
    assert form.named["employee"].field.accessibleDescription() == "Choose whose work this is."
    form.employee.set_value(local_centre.anna.id)
    hands.press(Key.Key_Return, CTRL)
    assert form.named["raters"].field.accessibleDescription() == "Choose 2 to 8 people who score it."
    for box in form.raters.boxes:
        tab_to(hands, box)
        hands.press(Key.Key_Space)
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.name.text() == "One call, two ears"
    score(local_centre, local_centre.marek)
    score(local_centre, local_centre.ewa, name="no")
    page.reload(page.shows)
    assert page.pane.told.text() == "They differ on 1 question."
    assert page.pane.items.entries[0].line == "Ewa Admin: No · Marek Lis: Yes"
    page.list.setFocus()
    hands.press(Key.Key_A)
    adopt = page.pane.form
    assert isinstance(adopt, AdoptForm)
    hands.press(Key.Key_Down)
    tab_to(hands, adopt.reason)
    hands.write("The name is on the recording.")
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.card is not None
    assert page.pane.card.adopted is not None
    assert page.pane.card.adopted.total == 100


def test_how_far_reviewers_agree_is_read_explained_and_saved(
    come: Come, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison_id = calibrated(local_centre, local_centre.marek, local_centre.ewa) if published(local_centre) else 0
    score(local_centre, local_centre.marek)
    score(local_centre, local_centre.ewa, name="no")
    assert card(local_centre, comparison_id).row.is_complete
    hands = come(local_centre.marek)
    hands.window.go("calibration")
    page: CalibrationPage = page_of(hands, CalibrationPage)
    page.list.choose(page.list.entries[0].id)
    assert page.pane.agreement is not None
    assert page.pane.computed.isHidden()
    page.list.setFocus()
    hands.press(Key.Key_U)
    assert not page.pane.computed.isHidden()
    path = tmp_path / "agreement.pdf"
    monkeypatch.setattr(page, "_ask_path", lambda *_values: str(path))
    hands.press(Key.Key_S, CTRL)
    assert path.read_bytes().startswith(b"%PDF")


def test_whoever_may_not_review_is_not_led_there(come: Come, local_centre: Stage) -> None:
    window: MainWindow = come(local_centre.anna).window
    window.go("evaluations")
    assert "reviews" not in window.actions_by_key
    page = window.page
    assert isinstance(page, EvaluationsPage)
    assert page.ways.reviews.isHidden()


def test_what_is_too_long_of_a_rule_is_refused_at_its_field_and_no_number_is_cut(
    come: Come, local_centre: Stage
) -> None:
    published(local_centre)
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    hands.press(Key.Key_R, CTRL)
    page: SamplingPage = page_of(hands, SamplingPage)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, RuleForm)
    paste(hands, "ż" * (NAME_MOST + 1))
    for box in form.reviewers.boxes:
        box.setChecked(True)
    for number, said in (("1234567", "Write a whole number from 1 to 10000."), ("9" * 5000, "Write a whole number.")):
        form.every.setFocus()
        form.every.selectAll()
        paste(hands, number)
        hands.press(Key.Key_Return, CTRL)
        if len(number) < 10:
            assert form.named["name"].field.accessibleDescription() == too_long(NAME_MOST)
            assert form.name.text() == "ż" * (NAME_MOST + 1)
            form.name.backspace()
            hands.press(Key.Key_Return, CTRL)
        assert form.named["every"].field.accessibleDescription() == said
        assert form.every.text() == number


def test_a_reason_that_is_too_long_is_refused_at_its_field_and_stays(come: Come, local_centre: Stage) -> None:
    calls(local_centre, 2, begin=month_begin())
    drawn_now(local_centre, every=1)
    hands = come(local_centre.marek)
    hands.window.go("reviews")
    page: ReviewsPage = page_of(hands, ReviewsPage)
    hands.press(Key.Key_U)
    form = page.pane.form
    assert isinstance(form, AsideForm)
    paste(hands, "ż" * (REASON_MOST + 1))
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is form
    assert form.named["reason"].field.accessibleDescription() == too_long(REASON_MOST)
    assert form.reason.toPlainText() == "ż" * (REASON_MOST + 1)


def test_a_name_of_a_calibration_that_is_too_long_is_refused_at_its_field_and_stays(
    come: Come, local_centre: Stage
) -> None:
    published(local_centre)
    hands = come(local_centre.marek)
    hands.window.go("calibration")
    page: CalibrationPage = page_of(hands, CalibrationPage)
    hands.press(Key.Key_N, ALT | SHIFT)
    form = page.pane.form
    assert isinstance(form, CalibrationForm)
    paste(hands, "ż" * (NAME_MOST + 1))
    form.employee.set_value(local_centre.anna.id)
    for box in form.raters.boxes:
        box.setChecked(True)
    hands.press(Key.Key_Return, CTRL)
    assert page.pane.form is form
    assert form.named["title"].field.accessibleDescription() == too_long(NAME_MOST)
    assert form.name.text() == "ż" * (NAME_MOST + 1)
