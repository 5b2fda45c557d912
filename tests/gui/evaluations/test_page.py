"""Evaluations beside their list, by keyboard: one's own, begun, contested and decided."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from csatdesk.domain.evaluations import NOTE_MOST, EvaluationCard, EvaluationRow, Ruling
from csatdesk.domain.staff import Actor, Right, Role
from csatdesk.gui.evaluations.forms import BeginForm, ContestForm, DecideForm
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.gui.evaluations.words import result_words, seen_words
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.disputes import decide_dispute, dispute_days, raise_dispute
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.domain.forms_made import item, mapping, section
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.evaluations.conftest import Sit
from tests.gui.pasting import paste, too_long
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published
from tests.operations.mystery.scene import released, with_scorecard


def sent(stage: Stage, by: Actor | None = None, **changed: Any) -> int:
    """A review of Anna's work, sent just now: there is time to contest it."""
    evaluation_id = begun(stage, by=by, happened_at=now())
    answer(stage, evaluation_id, by, **(GOOD | changed))
    with stage.work(by or stage.marek, now()) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def card(stage: Stage, evaluation_id: int) -> EvaluationCard:
    with stage.read(stage.anna, now()) as reading:
        return load_evaluation(reading, evaluation_id=evaluation_id)


def tab_to(desk: Desk[EvaluationsPage], wanted: QWidget) -> None:
    for _step in range(40):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus):
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def test_a_clerk_reads_how_her_work_was_seen_with_score_coverage_and_every_answer(
    sit: Sit, local_centre: Stage
) -> None:
    sent(local_centre, greets="no")
    desk = sit(local_centre.anna)
    desk.rest()
    pane = desk.page.pane
    assert pane.score.text() == "50.0"
    assert pane.beside_score.text() == "not passed, 100 % seen"
    lines = {entry.words: (entry.line, entry.note) for entry in pane.items.entries}
    assert lines["What of greets"] == ("critical, failed", "No")
    assert lines["What of wait"] == ("", "4 min")
    assert lines["Title of hello"] == ("", "50.0")
    assert desk.page.summary() == "1 evaluation, 1 new to you"


def test_she_contests_an_answer_and_another_decides_with_both_totals(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = sent(local_centre, name="no")
    desk = sit(local_centre.anna)
    desk.rest()
    desk.press(Key.Key_C)
    form = desk.page.pane.form
    assert isinstance(form, ContestForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["reason"].field.accessibleDescription() == "Write why you see this differently."
    form.item.set_value("name")
    desk.write("It can be heard at the beginning.")
    desk.press(Key.Key_Return, CTRL)
    assert card(local_centre, evaluation_id).disputes[0].ruling is Ruling.OPEN
    desk = sit(replace(local_centre.ewa, role=Role.SUPERVISOR))  # of Anna's office
    desk.rest()
    assert desk.page.summary() == "1 evaluation, 1 contested"
    desk.press(Key.Key_D)
    form = desk.page.pane.form
    assert isinstance(form, DecideForm)
    desk.press(Key.Key_Down)
    tab_to(desk, form.reason)
    desk.write("Heard it.")
    desk.press(Key.Key_Return, CTRL)
    (told,) = card(local_centre, evaluation_id).disputes
    assert (told.ruling, told.answer_after) == (Ruling.UPHELD, "yes")
    assert desk.page.pane.disputes.text().endswith("Total 80.0 before, 100.0 after.")


def test_the_author_is_not_offered_to_decide_nor_to_contest(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = sent(local_centre, name="no")
    with local_centre.work(local_centre.anna, now()) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="x")
    desk = sit(local_centre.marek)
    desk.rest()
    desk.press(Key.Key_D)
    desk.press(Key.Key_C)
    assert desk.page.pane.form is None


NARROW = mapping(section("s", item("greets", 84.96), item("name", 15.04)), kind="call_review", channel="phone")


def test_no_list_rounds_a_fail_up_to_the_mark(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre, published(local_centre, NARROW), happened_at=now())
    answer(local_centre, evaluation_id, greets="yes", name="no")
    with local_centre.work(local_centre.marek, now()) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    with local_centre.work(local_centre.anna, now()) as work:
        dispute_id = raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="x")
    with local_centre.work(local_centre.ewa, now()) as work:
        decide_dispute(work, dispute_id=dispute_id, answer=None, reason="x")
    desk = sit(local_centre.anna)
    desk.rest()
    row = desk.page.list.row()
    assert isinstance(row, EvaluationRow)
    assert result_words(row) == "84.96, not passed"
    assert desk.page.pane.score.text() == "84.96"
    assert desk.page.pane.disputes.text().endswith("Total 84.96 before, 84.96 after.")


@pytest.mark.parametrize(("weight", "words"), [("62.5", "63 % seen"), ("63.5", "64 % seen"), ("62.49", "62 % seen")])
def test_how_much_was_seen_is_rounded_half_up(weight: str, words: str) -> None:
    assert seen_words(Decimal(weight)) == words


def test_who_leads_contests_what_a_visit_came_to_after_the_release(sit: Sit, local_centre: Stage) -> None:
    scene = with_scorecard(local_centre)
    visit, evaluation_id = released(scene, now())
    desk = sit(local_centre.marek)
    desk.rest()
    desk.press(Key.Key_C)
    form = desk.page.pane.form
    assert isinstance(form, ContestForm)
    form.item.set_value("V23")
    tab_to(desk, form.named["reason"].field)
    desk.write("The receipt lies in the case.")
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek, now()) as reading:
        (told,) = load_evaluation(reading, evaluation_id=evaluation_id).disputes
    assert (told.item_key, told.raised_by) == ("V23", local_centre.marek.name)
    assert visit.visitor_name not in desk.page.pane.disputes.text()
    desk = sit(replace(local_centre.anna, office_id=visit.office_id))
    desk.rest()
    desk.press(Key.Key_C)
    assert desk.page.pane.form is None, "a clerk reads what is about the office and contests it through who leads"


def test_a_review_is_begun_by_keyboard_and_a_missing_name_is_said(sit: Sit, local_centre: Stage) -> None:
    published(local_centre)
    case = local_centre.register()
    desk = sit(local_centre.marek)
    wanted: list[int] = []
    desk.context.filling_wanted.connect(wanted.append)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, BeginForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["employee"].field.accessibleDescription() == "Choose whose work this is."
    form.employee.set_value(local_centre.anna.id)
    form.case.setText("99-99-99999-9")
    desk.press(Key.Key_Return, CTRL)
    assert form.named["case"].field.accessibleDescription() == "No case has this number."
    form.case.setText(case.number)
    desk.press(Key.Key_Return, CTRL)
    assert len(wanted) == 1
    with local_centre.read(local_centre.marek) as reading:
        begun_card = load_evaluation(reading, evaluation_id=wanted[0])
    assert (begun_card.row.employee_name, begun_card.case_number) == ("Anna Nowak", case.number)


def test_what_was_begun_goes_on_by_enter_and_is_thrown_away_with_undo(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = sit(local_centre.marek)
    desk.rest()
    wanted: list[int] = []
    desk.context.filling_wanted.connect(wanted.append)
    desk.press(Key.Key_Return)
    assert wanted == [evaluation_id]
    desk.press(Key.Key_Delete)
    assert desk.page.split.is_empty
    assert desk.errors == []
    desk.context.undo()
    assert not desk.page.split.is_empty


def test_my_work_over_time_stands_above_my_list(sit: Sit, local_centre: Stage) -> None:
    sent(local_centre)
    sent(local_centre, name="no")
    desk = sit(local_centre.anna)
    assert desk.page.history.isHidden()
    desk.page.which.set_value("mine")
    assert desk.page.history_words.text() == "Your last 2 scores, 100 % seen on average"
    assert [float(one.total) for one in desk.page.history.points] == [100.0, 80.0]


def test_one_is_saved_as_pdf_by_its_key(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    sent(local_centre)
    path = tmp_path / "review.pdf"
    desk = sit(local_centre.anna, ask=lambda *_values: str(path))
    desk.rest()
    desk.press(Key.Key_S, CTRL)
    assert path.read_bytes().startswith(b"%PDF")
    assert desk.said == ["Saved review.pdf."]


def test_the_time_to_contest_is_set_on_the_page(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.ewa)
    desk.page.ways.days.trigger()
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return, CTRL)
    assert desk.said == ["6 working days to contest an answer."]
    with local_centre.read(local_centre.ewa) as reading:
        assert dispute_days(reading) == 6
    assert sit(local_centre.marek).page.ways.days not in desk.page.ways.possible


def test_who_decides_for_another_team_sees_it_no_longer_afterwards_and_no_mistake_is_told(
    sit: Sit, local_centre: Stage
) -> None:
    evaluation_id = sent(local_centre, name="no")
    with local_centre.work(local_centre.anna, now()) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="x")
    elsewhere = replace(local_centre.ewa, office_id=local_centre.other_office_id)
    desk = sit(elsewhere)
    desk.rest()
    desk.press(Key.Key_D)
    form = desk.page.pane.form
    assert isinstance(form, DecideForm)
    tab_to(desk, form.reason)
    desk.write("Not heard.")
    desk.press(Key.Key_Return, CTRL)
    assert desk.said == ["Decided."]
    assert desk.page.split.is_empty
    assert desk.errors == []


def test_a_visit_is_begun_from_its_plan_alone_so_that_somebody_can_accept_it(sit: Sit, local_centre: Stage) -> None:
    published(local_centre, kind="mystery_visit")
    assert sit(local_centre.liis).page.primary is None
    desk = sit(replace(local_centre.marek, extra_rights=frozenset({Right.MAKE_VISITS})))
    desk.rest()
    desk.press(Key.Key_N, ALT | SHIFT)
    assert desk.page.pane.form is None
    assert desk.said[-1] == "No standard is published that you could fill."


def test_a_reason_that_is_too_long_is_refused_at_its_field_and_stays(sit: Sit, local_centre: Stage) -> None:
    sent(local_centre, name="no")
    desk = sit(local_centre.anna)
    desk.rest()
    desk.press(Key.Key_C)
    form = desk.page.pane.form
    assert isinstance(form, ContestForm)
    paste(desk, "ż" * (NOTE_MOST + 1))
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is form
    assert form.named["reason"].field.accessibleDescription() == too_long(NOTE_MOST)
    assert form.reason.toPlainText() == "ż" * (NOTE_MOST + 1)
    assert form.save.isEnabled()
