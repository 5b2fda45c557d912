"""Filling a scorecard by keyboard alone: answers, notes, evidence, what is open, and sending it."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from csatdesk.domain.evaluations import NOTE_MOST, EvaluationCard, EvaluationState
from csatdesk.domain.staff import Actor
from csatdesk.gui.evaluations.fill import FillPage
from csatdesk.gui.filling.entry import LAST
from csatdesk.gui.forms import ErrorLine, FormRow
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.gui.evaluations.conftest import Fill
from tests.gui.pasting import paste, too_long
from tests.operations.evaluations.scorecards import CALL, begun, published
from tests.shared_templates import TEMPLATES, shared_template


def kept(stage: Stage, evaluation_id: int, by: Actor | None = None) -> EvaluationCard:
    with stage.read(by or stage.marek, now()) as reading:
        return load_evaluation(reading, evaluation_id=evaluation_id)


def left(desk: Desk[FillPage]) -> str:
    return desk.page.entry.left_words.text()


def notes_of(desk: Desk[FillPage]) -> Mapping[str, str]:
    return {row.words: row.note for row in desk.page.entry.list.rows}


def test_letters_answer_enter_goes_on_and_every_answer_is_kept_at_once(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    assert left(desk) == "4 left"
    desk.press(Key.Key_Y)
    assert kept(local_centre, evaluation_id).answers == {"greets": "yes"}
    assert desk.page.entry.kept.text().startswith("Kept at ")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_N)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_P)
    desk.press(Key.Key_Return)
    desk.write("4,5")
    assert kept(local_centre, evaluation_id).answers == {
        "greets": "yes",
        "name": "no",
        "answer": "partial",
        "wait": Decimal("4.5"),
    }
    assert left(desk) == "0 left"


def test_backspace_goes_back_and_the_same_letter_takes_an_answer_back(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_Y)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Backspace)
    assert desk.page.entry.current == "greets"
    desk.press(Key.Key_Y)
    assert kept(local_centre, evaluation_id).answers == {}


def test_the_list_says_what_is_done_skipped_and_left_and_where_one_stands(fill: Fill, local_centre: Stage) -> None:
    desk = fill(local_centre.marek, begun(local_centre))
    desk.press(Key.Key_Return)  # passed without an answer
    notes = notes_of(desk)
    assert (notes["What of greets"], notes["Says the name"]) == ("skipped", "now")
    assert (notes["Title of hello"], notes["Title of matter"]) == ("2 left", "2 left")
    desk.press(Key.Key_A)
    desk.press(Key.Key_J, CTRL)
    desk.press(Key.Key_J, CTRL)
    desk.press(Key.Key_J, CTRL)
    assert desk.page.entry.current == "greets", "after the last open question comes the first"


def test_a_whole_section_is_not_here_by_one_key(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_A, CTRL | SHIFT)
    assert kept(local_centre, evaluation_id).answers == {"greets": "na", "name": "na"}
    assert notes_of(desk)["Title of hello"] == "not here"


def test_a_number_that_cannot_be_read_is_said_at_its_field_and_letters_are_answers(
    fill: Fill, local_centre: Stage
) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    for _step in range(3):
        desk.press(Key.Key_Return)
    desk.write("-4")
    assert desk.page.entry.question.keys.error.sentence == "Write a number, 0 or more."
    assert kept(local_centre, evaluation_id).answers == {}
    desk.press(Key.Key_O)
    assert kept(local_centre, evaluation_id).answers == {"wait": "not_observed"}
    assert desk.page.entry.question.keys.field is not None
    desk.press(Key.Key_Backspace)
    assert desk.page.entry.current == "answer", "Backspace in an empty field goes back"


def test_ctrl_m_writes_a_note_that_is_kept_when_one_goes_on(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_M, CTRL)
    desk.write("Yes, said pan Nowak")  # letters in a note are no answers
    desk.press(Key.Key_Return)
    desk.press(Key.Key_J, CTRL)
    card = kept(local_centre, evaluation_id)
    assert (card.notes, card.answers) == ({"greets": "Yes, said pan Nowak"}, {})
    desk.press(Key.Key_Backspace)
    assert desk.page.entry.question.note.toPlainText() == "Yes, said pan Nowak"


def test_a_note_is_kept_a_moment_after_the_last_key(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_M, CTRL)
    desk.write("Said the name")
    desk.qtbot.waitUntil(lambda: kept(local_centre, evaluation_id).notes == {"greets": "Said the name"})
    assert desk.page.entry.question.note.hasFocus()


def test_a_photo_comes_by_key_or_paste_and_is_drawn_small(fill: Fill, local_centre: Stage, tmp_path: Path) -> None:
    evaluation_id = begun(local_centre)
    path = tmp_path / "paragon.png"
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(path))
    desk = fill(local_centre.marek, evaluation_id, files=lambda _parent, _title: [str(path)])
    desk.press(Key.Key_P)
    (file,) = kept(local_centre, evaluation_id).files
    assert (file.item_key, file.name) == ("greets", "paragon.png")
    image.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(image)
    desk.press(Key.Key_M, CTRL)
    desk.press(Key.Key_V, CTRL)
    assert len(kept(local_centre, evaluation_id).files) == 2
    tiles = desk.page.entry.question.evidence.tiles
    assert len(tiles) == 2
    tiles[0].remove.setFocus()
    desk.press(Key.Key_Space)
    assert len(kept(local_centre, evaluation_id).files) == 1
    assert desk.undos[-1] == "Removed paragon.png."


def test_where_p_means_partly_shift_p_takes_the_photo(fill: Fill, local_centre: Stage) -> None:
    asked: list[str] = []

    def ask(_parent: Any, title: str) -> list[str]:
        asked.append(title)
        return []

    desk = fill(local_centre.marek, begun(local_centre), files=ask)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_P)
    assert asked == []
    desk.press(Key.Key_P, SHIFT)
    assert asked == ["Attach files"]


def test_what_is_open_is_named_and_the_form_stands_on_the_first(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_Y)
    for _step in range(3):
        desk.press(Key.Key_Return)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.message.words == "Still open: Says the name, What of answer and What of wait."
    assert desk.page.entry.current == "name"
    assert kept(local_centre, evaluation_id).row.state is EvaluationState.DRAFT


def test_the_last_step_takes_a_comment_and_the_avoidable_repeat(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    for _step in range(4):
        desk.press(Key.Key_Return)
    assert desk.page.entry.current == LAST
    desk.write("Calm and clear.")
    desk.page.remarks.repeat.set_value(False)
    desk.press(Key.Key_Return, CTRL)
    remarks = kept(local_centre, evaluation_id).remarks
    assert (remarks.comment, remarks.is_avoidable_repeat) == ("Calm and clear.", False)


def test_a_visitor_writes_three_times_and_a_wrong_one_is_said(fill: Fill, local_centre: Stage) -> None:
    version_id = published(local_centre, kind="mystery_visit")
    evaluation_id = begun(local_centre, version_id, local_centre.liis, employee_id=None, happened_at=now())
    desk = fill(local_centre.liis, evaluation_id)
    for _step in range(4):
        desk.press(Key.Key_Return)
    desk.write("10:02")
    desk.press(Key.Key_Tab)
    desk.write("1002")
    desk.press(Key.Key_Tab)
    desk.write("later")
    desk.page.remarks.keep()
    remarks = kept(local_centre, evaluation_id, local_centre.liis).remarks
    assert remarks.arrived_at == remarks.called_at is not None
    assert remarks.left_at is None
    assert desk.page.remarks.times["left"].accessibleDescription()


def test_a_reviewer_sees_the_score_and_a_visitor_does_not(fill: Fill, local_centre: Stage) -> None:
    desk = fill(local_centre.marek, begun(local_centre))
    desk.press(Key.Key_Y)
    assert desk.page.score.score.text() == "So far 100.0"
    assert desk.page.score.coverage.text() == "20 % seen"
    visit = begun(local_centre, published(local_centre, kind="mystery_visit"), local_centre.liis, employee_id=None)
    desk = fill(local_centre.liis, visit)
    desk.press(Key.Key_Y)
    assert desk.page.score.isHidden()
    assert left(desk) == "3 left"


def test_after_a_kill_everything_stands_where_it_was(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_Y)
    desk.press(Key.Key_Return)
    again = fill(local_centre.marek, evaluation_id)  # another window, without a word from the first
    assert left(again) == "3 left"
    assert again.page.entry.current == "name", "the first open question"


def test_the_next_one_with_the_same_scorecard_begins_at_its_own_first_open_question(
    fill: Fill, local_centre: Stage
) -> None:
    version_id = published(local_centre)
    first, second = begun(local_centre, version_id), begun(local_centre, version_id)
    desk = fill(local_centre.marek, first)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_M, CTRL)
    desk.write("Of the first")
    desk.page.show_evaluation(second)
    assert desk.page.entry.current == "greets"
    assert notes_of(desk)["Says the name"] == "", "nothing was skipped here yet"
    assert desk.page.entry.question.note.toPlainText() == ""
    desk.press(Key.Key_Y)
    assert kept(local_centre, first).notes == {"name": "Of the first"}
    assert (kept(local_centre, second).notes, kept(local_centre, second).answers) == ({}, {"greets": "yes"})


def test_a_time_that_could_not_be_read_does_not_stay_for_the_next_visit(fill: Fill, local_centre: Stage) -> None:
    version_id = published(local_centre, kind="mystery_visit")
    of_liis: dict[str, Any] = {"by": local_centre.liis, "employee_id": None, "happened_at": now()}
    first, second = (begun(local_centre, version_id, **of_liis) for _visit in range(2))
    desk = fill(local_centre.liis, first)
    desk.page.remarks.times["left"].setText("later")
    desk.page.remarks.keep()
    desk.page.show_evaluation(second)
    assert desk.page.remarks.times["left"].text() == ""
    assert not desk.page.remarks.times["left"].accessibleDescription()


def test_digits_answer_points_and_ten_is_0(fill: Fill, local_centre: Stage) -> None:
    items = [{"key": "a", "what": "A", "scale": "likert5", "weight": 1}]
    items.append({"key": "b", "what": "B", "scale": "likert11", "weight": 1})
    made = CALL | {"sections": [{"key": "s", "title": "S", "weight": 1, "items": items}]}
    evaluation_id = begun(local_centre, published(local_centre, made))
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_4)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_0)
    assert kept(local_centre, evaluation_id).answers == {"a": 4, "b": 10}
    desk.press(Key.Key_Minus)
    assert kept(local_centre, evaluation_id).answers["b"] == 11


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_whole_template_is_filled_and_sent_by_keyboard_alone(name: str, fill: Fill, local_centre: Stage) -> None:
    made = shared_template(name)
    by = {"mystery_visit": local_centre.liis, "daily_checklist": local_centre.anna}.get(
        made["kind"], local_centre.marek
    )
    whose = local_centre.anna.id if by is local_centre.marek else None
    evaluation_id = begun(local_centre, published(local_centre, made), by, employee_id=whose)
    desk = fill(by, evaluation_id)
    items = [one for part in made["sections"] for one in part["items"]]
    for item in items:
        assert desk.page.entry.current == item["key"]
        if item["scale"] == "measure":
            desk.write("10")
        else:
            desk.press(Key.Key_5 if item["scale"].startswith("likert") else Key.Key_Y)
        desk.press(Key.Key_Return)
    assert left(desk) == "0 left"
    QTest.keyClick(desk.focus, Key.Key_Return, CTRL)
    assert desk.said[-1] == "The report was sent."
    assert desk.shown == [("evaluations", None)]
    card = kept(local_centre, evaluation_id, by)
    assert len(card.answers) == len(items) >= 25
    assert card.row.state in {EvaluationState.ACCEPTED, EvaluationState.SUBMITTED}


def error_at(row: FormRow) -> str:
    line = row.findChild(ErrorLine)
    assert isinstance(line, ErrorLine)
    return line.sentence


def test_a_note_that_is_too_long_stays_until_it_fits_and_nothing_of_it_is_cut(fill: Fill, local_centre: Stage) -> None:
    evaluation_id, other_id = begun(local_centre), begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    entry, long = desk.page.entry, "ż" * (NOTE_MOST + 2)
    desk.press(Key.Key_M, CTRL)
    paste(desk, long)
    desk.qtbot.waitUntil(lambda: entry.question.note_error.sentence == too_long(NOTE_MOST))
    assert kept(local_centre, evaluation_id).notes == {}
    desk.press(Key.Key_J, CTRL)
    assert (entry.current, entry.question.note.hasFocus()) == ("greets", True), "it is not left"
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_Y)  # an answer is kept, and what the store holds comes back
    assert kept(local_centre, evaluation_id).answers == {"greets": "yes"}
    desk.page.send()
    desk.page.leave()
    desk.page.show_evaluation(other_id)
    assert desk.page.card is not None
    assert desk.page.card.row.id == evaluation_id
    assert desk.shown == []
    assert entry.question.note.toPlainText() == long
    desk.press(Key.Key_M, CTRL)
    desk.press(Key.Key_End, CTRL)
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_J, CTRL)
    assert entry.current == "name"
    assert kept(local_centre, evaluation_id).notes == {"greets": "ż" * NOTE_MOST}
    assert entry.question.note_error.sentence == ""


def test_words_about_the_whole_that_are_too_long_keep_it_from_being_sent_and_stay(
    fill: Fill, local_centre: Stage
) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    page = desk.page
    page.entry.go_to(LAST)
    page.remarks.comment.setFocus()
    paste(desk, "ż" * (NOTE_MOST + 1))
    page.entry.go_to("greets")
    desk.press(Key.Key_Y)
    desk.press(Key.Key_Return, CTRL)
    assert page.entry.current == LAST, "one stands where it is said"
    assert error_at(page.remarks.comment_row) == too_long(NOTE_MOST)
    assert page.remarks.comment.toPlainText() == "ż" * (NOTE_MOST + 1)
    page.remarks.comment.setFocus()
    desk.press(Key.Key_End, CTRL)
    desk.press(Key.Key_Backspace)
    page.leave()
    assert desk.shown
    assert error_at(page.remarks.comment_row) == ""
    assert kept(local_centre, evaluation_id).remarks.comment == "ż" * NOTE_MOST


def test_a_note_is_kept_though_an_answer_came_back_while_it_was_written(fill: Fill, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = fill(local_centre.marek, evaluation_id)
    desk.press(Key.Key_M, CTRL)
    desk.write("Said the name")
    desk.page.reload(desk.page.shows)  # as after any answer that was kept
    desk.press(Key.Key_J, CTRL)
    assert kept(local_centre, evaluation_id).notes == {"greets": "Said the name"}
