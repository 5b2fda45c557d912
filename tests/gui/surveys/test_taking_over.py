"""Answers of others from a file, by keyboard: choose, say what is no answer, check, take over, take back."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from sqlalchemy import select

from csatdesk.domain.answer_columns import NO_ANSWER, Role, Sense
from csatdesk.domain.surveys import NAME_MOST, SurveyWanted
from csatdesk.gui.surveys.taking_over.file_view import CHECK
from csatdesk.gui.surveys.taking_over.head_box import read_month
from csatdesk.gui.surveys.taking_over.page import AnswerImportPage
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, Desk
from tests.gui.pasting import paste, too_long
from tests.operations.surveys.answer_files import HEAD, ROWS, written
from tests.sheets.books import workbook

Sit = Callable[[Any, Any], Desk[AnswerImportPage]]
Key = Qt.Key


def opened(sit_at: Sit, centre: Stage, path: Path) -> Desk[AnswerImportPage]:
    """The file is chosen, the month is May."""
    desk = sit_at(AnswerImportPage, centre.marek)
    desk.page.start_view.area.chosen.emit(path)
    desk.page.file_view.head.month.setFocus()
    desk.page.file_view.head.month.selectAll()
    desk.write("5.2026")
    desk.press(Key.Key_Return)
    desk.rest()
    desk.page.file_view.columns.setFocus()
    return desk


def stand_on(desk: Desk[AnswerImportPage], header: str) -> None:
    """By the arrow keys from the top."""
    desk.page.file_view.columns.setFocus()
    desk.press(Key.Key_Home)
    for _each in range(HEAD.index(header) + 1):
        desk.press(Key.Key_Down)
    assert desk.page.file_view.box.name.text() == header


def count(centre: Stage) -> int:
    with centre.read(centre.marek) as reading:
        return len(reading.db.execute(select(Response.id)).all())


def test_a_file_is_taken_over_and_taken_back_without_a_mouse(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    page = desk.page
    assert page.file_view.summary.text() == "7 rows will be taken over."
    assert page.file_view.faults.text() == "Every cell is understood."
    assert page.primary is not None
    assert page.primary.isEnabled()
    desk.press(Key.Key_Return, CTRL)
    assert page.start_view.result.text() == "7 answers taken over into “ankiety”."
    assert count(local_centre) == 7
    desk.rest()
    (link,) = page.start_view.earlier.take_backs.values()
    link.setFocus()
    desk.press(Key.Key_Space)
    assert count(local_centre) == 0
    assert desk.said == ["Taken back: 7 entries are gone."]


def test_a_cell_nobody_understands_is_named_and_said_at_its_column(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    rows = [*ROWS, (8, 3, 9, "dobrze", 4, 5, "Infolinia", 1, "")]
    desk = opened(sit_at, local_centre, written(tmp_path, rows))
    page = desk.page
    assert page.primary is not None
    assert not page.primary.isEnabled()
    told = [one.words for one in page.file_view.problems.entries]
    assert told[:2] == [
        "Row 9, column D (P1 kasa): “dobrze” lies outside the scale from 1 to 5. Say at this column what it means.",
        "Polecenie: “11”, 1 time, outside the scale: no answer",
    ]
    desk.press(Key.Key_F8)
    assert page.file_view.problems.hasFocus()
    desk.press(Key.Key_Return)
    assert page.file_view.box.name.text() == "P1 kasa"
    row = next(one for one in page.file_view.box.values.rows if one.value == "dobrze")
    assert row.meaning.currentText() == "Not said yet"
    row.meaning.setFocus()
    desk.press(Key.Key_Down)
    row.meaning.activated.emit(row.meaning.currentIndex())
    desk.rest()
    assert page.columns[3].values["dobrze"] == NO_ANSWER
    assert page.primary.isEnabled()


def test_what_a_column_is_can_be_said_otherwise(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    page = desk.page
    stand_on(desk, "Polecenie")
    box = page.file_view.box
    assert (box.meaning.sense, box.values.rows[0].value) == (Sense.NPS, "11"), "what stands out comes first"
    desk.press(Key.Key_Return)
    assert box.kind.hasFocus()
    box.kind.setCurrentIndex(box.kind.findData("sense:amount"))
    box.kind.activated.emit(box.kind.currentIndex())
    desk.rest()
    assert page.columns[2].sense is Sense.AMOUNT
    stand_on(desk, "P1 kasa")
    desk.press(Key.Key_Return)
    box.words.setFocus()
    box.words.selectAll()
    desk.write("Kasa")
    desk.press(Key.Key_Return)
    desk.rest()
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        query = select(ResponseAnswer.number).where(ResponseAnswer.item_key == "polecenie")
        assert 11 in set(reading.db.execute(query).scalars())


def test_the_file_of_the_next_year_goes_beside_the_first_and_is_read_like_it(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    desk.press(Key.Key_Return, CTRL)
    head = [name.replace("P1", "P4") for name in HEAD]
    desk.page.start_view.area.chosen.emit(written(tmp_path, ROWS, head, name="ankiety 2027.csv"))
    assert desk.page.file_view.head.survey.currentText() == "ankiety"
    assert desk.page.file_view.head.mapping.currentText() == "ankiety"
    desk.page.file_view.head.month.setText("05.2027")
    desk.page.file_view.head.month.editingFinished.emit()
    desk.rest()
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        assert [one.answered for one in list_surveys(reading)] == [14]


def test_words_of_a_scale_are_given_their_points(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    words = ("Zły", "Słaby", "Taki sobie", "Dobry", "Bardzo dobry")
    path = written(tmp_path, [(number, word) for number, word in enumerate(words * 3, start=1)], ("Nr ankiety", "Kasa"))
    desk = opened(sit_at, local_centre, path)
    page = desk.page
    desk.press(Key.Key_Home)
    for _each in range(2):
        desk.press(Key.Key_Down)
    box = page.file_view.box
    box.kind.setCurrentIndex(box.kind.findData("sense:csat"))
    box.kind.activated.emit(box.kind.currentIndex())
    desk.rest()
    assert page.primary is not None
    assert not page.primary.isEnabled()
    for place, word in enumerate(words, start=1):
        choice = next(row.meaning for row in box.values.rows if row.value == word)
        choice.setFocus()
        choice.setCurrentIndex(choice.findData(str(place)))
        choice.activated.emit(choice.currentIndex())
        desk.rest()
    assert "Kasa: “Dobry”, 3 times, no number: 4" in [entry.words for entry in page.file_view.problems.entries]
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        query = select(ResponseAnswer.number).where(ResponseAnswer.item_key == "kasa")
        assert Counter(reading.db.execute(query).scalars()) == Counter([1, 2, 3, 4, 5] * 3)


def test_what_programs_for_statistics_write_is_understood(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    given = ["10.0", "9.0", "8.0", ".", "#NULL!", "0.0", "7.0", "10.0\u200e"]
    rows = [(f"{number}.0", "19.0", value) for number, value in enumerate(given, start=1)]
    desk = opened(sit_at, local_centre, written(tmp_path, rows, ("*RESPNUM", "INTDATE", "NPS"), encoding="utf-8"))
    assert desk.page.file_view.faults.text() == "Every cell is understood."
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        assert Counter(reading.db.execute(select(ResponseAnswer.number)).scalars()) == Counter([0, 7, 8, 9, 10, 10])
        assert set(reading.db.execute(select(Response.source)).scalars()) == {"1", "2", "3", "6", "7", "8"}


def test_a_column_of_weights_says_that_no_figure_uses_them(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    told = []
    for header in ("Waga", "Polecenie"):
        stand_on(desk, header)
        told.append(desk.page.file_view.box.weighted.isVisibleTo(desk.page))
    assert told == [True, False]


def test_a_wrong_month_is_said_and_nothing_chosen_is_lost(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    desk.page.file_view.head.month.setFocus()
    desk.page.file_view.head.month.selectAll()
    desk.write("13.2026")
    desk.press(Key.Key_Return)
    desk.rest()
    assert desk.page.file_view.banner.words == "“13.2026” is no month. Write it as 05.2026."
    assert desk.page.primary is not None
    assert not desk.page.primary.isEnabled()
    assert desk.page.columns[2].role is Role.QUESTION


def test_what_is_no_table_is_said_where_it_was_chosen(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    path = tmp_path / "leer.csv"
    path.write_bytes(b"")
    desk = sit_at(AnswerImportPage, local_centre.marek)
    desk.page.start_view.area.chosen.emit(path)
    assert "leer.csv" in desk.page.start_view.banner.words
    assert desk.page.table is None


def test_from_a_survey_the_file_goes_into_it(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    from tests.operations.surveys.hands import running

    survey_id = running(local_centre)
    desk = sit_at(AnswerImportPage, local_centre.marek)
    desk.page.show_wanted(SurveyWanted(survey_id))
    rows = [(9, 4, "yes"), (0, 1, "no")]
    desk.page.start_view.area.chosen.emit(written(tmp_path, rows, ("nps", "csat", "Solved?")))
    assert desk.page.file_view.head.survey.value() == survey_id
    assert [one.question for one in desk.page.columns] == ["nps", "csat", "solved"]
    desk.rest()
    desk.press(Key.Key_Return, CTRL)
    assert count(local_centre) == 2


def test_answers_with_codes_settle_their_invitations_by_keys_alone(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    from tests.operations.surveys.hands import running
    from tests.operations.surveys.test_answer_codes import became, invited

    survey_id = running(local_centre)
    one, _waits = invited(local_centre, survey_id, 2)
    desk = sit_at(AnswerImportPage, local_centre.marek)
    desk.page.show_wanted(SurveyWanted(survey_id))
    rows = [(one.code, 9, 4, "yes"), ("NOBODY2345", 0, 1, "no")]
    desk.page.start_view.area.chosen.emit(written(tmp_path, rows, ("Kod", "nps", "csat", "Solved?")))
    file, box = desk.page.file_view, desk.page.file_view.head.leaves_out
    assert file.columns.entries[1].line == "Code of the invitation"
    assert file.codes.isVisibleTo(desk.page)
    assert [entry.words for entry in file.problems.entries] == [
        "Row 3, column A (Kod): No invitation of this survey has the code NOBODY2345."
    ]
    assert desk.page.primary is not None
    assert not desk.page.primary.isEnabled()
    desk.press(Key.Key_V, ALT)
    desk.qtbot.waitUntil(desk.page.primary.isEnabled)
    assert box.isChecked()
    assert file.summary.text() == "1 row will be taken over. 1 row is left out because of its code."
    desk.press(Key.Key_Return, CTRL)
    assert count(local_centre) == 1
    assert [found.value for found in became(local_centre, survey_id)] == ["complete", "unknown"]
    desk.page.start_view.area.chosen.emit(written(tmp_path))
    assert not box.isVisibleTo(desk.page), "a file without codes has nothing of the kind to say"


def test_a_survey_one_came_from_before_is_not_meant_when_a_new_one_is_begun(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    from tests.operations.surveys.hands import running

    desk = sit_at(AnswerImportPage, local_centre.marek)
    desk.page.show_wanted(SurveyWanted(running(local_centre)))
    desk.page.shown()
    desk.page.start_view.area.chosen.emit(written(tmp_path, [(9, 4), (0, 1)], ("nps", "csat")))
    assert desk.page.file_view.head.survey_id is None


def test_a_file_can_be_read_in_another_way_and_keeps_what_was_said_of_it(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    path = workbook(tmp_path, [("About",), ("Asked in May",), ("By phone",)], sheet="About")
    book = load_workbook(path)
    answers = book.create_sheet("Answers")
    for row in (HEAD, *ROWS):
        answers.append(list(row))
    book.save(path)
    desk = opened(sit_at, local_centre, path)
    file = desk.page.file_view
    assert [one.header for one in desk.page.columns] == ["About"]
    file.format.sheet.setFocus()
    desk.press(Key.Key_Down)
    file.format.sheet.activated.emit(file.format.sheet.currentIndex())
    desk.rest()
    assert [one.header for one in desk.page.columns] == list(HEAD)
    assert (file.head.month.text(), file.summary.text()) == ("5.2026", "7 rows will be taken over.")
    file.format.header_row.setValue(500)
    file.format.header_row.editingFinished.emit()
    desk.rest()
    assert "500" in file.banner.words
    assert file.format.header_row.value() == 1
    assert [one.header for one in desk.page.columns] == list(HEAD)


def test_the_next_file_may_have_fewer_columns_than_the_one_before(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    stand_on(desk, HEAD[-1])
    desk.press(Key.Key_Left, ALT)
    desk.page.start_view.area.chosen.emit(written(tmp_path, [(9, 4), (0, 1)], ("nps", "csat"), name="short.csv"))
    desk.rest()
    assert [one.header for one in desk.page.columns] == ["nps", "csat"]
    assert desk.page.file_view.place == CHECK


def test_a_file_can_be_let_go(sit_at: Sit, local_centre: Stage, tmp_path: Path) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    desk.press(Key.Key_Left, ALT)
    assert desk.page.table is None
    assert desk.page.start_view.area.button.hasFocus()


@pytest.mark.parametrize(
    ("typed", "month"), [("5.2017", 201705), ("05/2017", 201705), ("2017-05", 201705), ("13.2017", None), ("May", None)]
)
def test_a_month_is_read_as_people_write_it(typed: str, month: int | None) -> None:
    assert read_month(typed) == month


def test_a_name_that_is_too_long_is_refused_at_its_field_and_stays(
    sit_at: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    desk = opened(sit_at, local_centre, written(tmp_path))
    view = desk.page.file_view
    view.head.name.setFocus()
    view.head.name.selectAll()
    paste(desk, "ż" * (NAME_MOST + 1))
    desk.press(Key.Key_Return)
    desk.rest()
    assert view.head.name.accessibleDescription() == too_long(NAME_MOST)
    assert view.banner.words == too_long(NAME_MOST)
    assert view.head.name.text() == "ż" * (NAME_MOST + 1)
    assert desk.page.primary is not None
    assert not desk.page.primary.isEnabled()
    desk.press(Key.Key_Backspace)
    desk.press(Key.Key_Return)
    desk.rest()
    assert view.head.name.accessibleDescription() == ""
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        assert [row.name for row in list_surveys(reading)] == ["ż" * NAME_MOST]
