"""Checked beside felt, by keys alone: the list, the two courses, the question, and who sees none of it."""

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt

from csatdesk.domain.surveys import MONTHS
from csatdesk.gui.cases.row_cells import row_height, wrapped, wrapped_room
from csatdesk.gui.evaluations.words import coverage_words, result_words
from csatdesk.gui.quality.felt_view import FeltView
from csatdesk.gui.theme import theme
from csatdesk.store.entities.centres import Office
from csatdesk.wording.texts import LANGUAGES, set_language
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, Key
from tests.gui.quality.conftest import QualityDesk, Sit, lately, month_before
from tests.gui.quality.test_page import cells, choose, tab_to
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give
from tests.reports.reading import words


@pytest.fixture
def heard(played: Stage) -> Stage:
    """Of the hall 24 answers in the month that is shown first and as many before, of the call centre three."""
    survey_id = running(played)
    now, before = (at.year * MONTHS + at.month for at in (lately(), month_before()))
    for month in (now, before):
        give(played, survey_id, 20, month, nps=10, csat=5)
        give(played, survey_id, 4, month, nps=3, csat=1)
    give(played, survey_id, 6, now, nps=10, csat=5, office=played.other_office_id)
    return played


def felt_of(desk: QualityDesk) -> FeltView:
    desk.press(Key.Key_5, CTRL)
    return desk.page.felt


def test_both_stand_by_office_with_range_base_and_change_and_all_together_first(heard: Stage, sit: Sit) -> None:
    view = felt_of(sit(heard.marek))
    hall, calls = "Sala główna", "Infolinia"
    told = {row[0].partition(":")[0]: row for row in cells(view.list)}
    assert list(told) == ["All together", calls, hall]
    assert told[hall][1:4] == ["90.0", "likely 71.6 to 100.0, n 4", "+32.5"]
    assert told[hall][4:] == ["67", "likely 28 to 87, too few, n 24", "±0"]
    assert told[calls][1:3] == ["–", "unranked, n = 2"]
    assert told[calls][4] == "100"
    assert told[hall][0].endswith("felt: no clear change")
    assert view.finding.text().endswith("; felt: no clear change")
    assert "Felt: Recommendation (NPS), Po kontakcie, " in view.base.text()


def test_enter_leads_to_the_courses_which_turn_into_tables_and_escape_leads_back(heard: Stage, sit: Sit) -> None:
    desk = sit(heard.marek)
    view = felt_of(desk)
    assert view.list.hasFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert view.pane.first.has_keyboard
    assert view.pane.name.text() == "Sala główna"
    assert view.pane.second.title.text().startswith("Felt: ")
    desk.press(Key.Key_T, ALT)
    assert view.pane.first.is_table
    assert view.pane.second.is_table
    assert view.pane.first.has_keyboard
    desk.press(Key.Key_Escape)
    assert view.list.hasFocus()


def test_another_question_is_chosen_by_keys_and_stands_in_the_report_too(heard: Stage, sit: Sit, tmp_path: Any) -> None:
    desk = sit(heard.marek)
    view = felt_of(desk)
    choose(desk, view.question, "csat")
    assert next(row[4] for row in cells(view.list) if row[0].startswith("Sala")) == "83%"
    desk.press(Key.Key_4, CTRL)
    desk.press(Key.Key_E, CTRL)
    told = words(next(tmp_path.glob("*.pdf")))
    assert "Checked and felt" in told
    assert "Felt: Satisfaction (CSAT)" in told


def test_without_answers_the_view_says_so_and_the_list_is_not_there(played: Stage, sit: Sit) -> None:
    desk = sit(played.marek)
    view = felt_of(desk)
    assert view.split_view.is_empty
    assert not view.as_tables.isVisible()
    tab_to(desk, desk.page.tabs)


LONG = "Asiakaspalvelukeskus Pohjois-Pohjanmaa"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wide", [912, 960, 1022, 1194])
def test_long_names_and_words_of_change_are_whole_or_left_to_the_pane(
    heard: Stage, sit: Sit, language: str, wide: int
) -> None:
    """In each language, as wide as the page is in windows of 984, 1032, 1093 and 1366 pixels."""
    with heard.work() as work:
        work.db.get_one(Office, heard.other_office_id).name = LONG
    set_language(language)
    try:
        desk = sit(heard.marek)
        theme().set_compact(wide < 1194)
        desk.window.resize(wide, 560)
        table = felt_of(desk).list
        widths = [table.columnWidth(column) for column in range(table.model_of_lines.columnCount())]
        assert sum(widths) <= table.viewport().width()
        assert bool(widths[table.LEFT_DIFFERENCE]) is (wide >= 960), "its points stand there where its words do not fit"
        small = theme().metrics("small")
        for place in range(table.model_of_lines.rowCount()):
            line = table.model_of_lines.row_at(place)
            assert line is not None
            for column, width in enumerate(widths):
                if width:
                    drawn: Sequence[Any] = table._laid_out(line, column, QSize(width, row_height()))
                    assert not [one.text for one in drawn if "…" in one.text], (column, width)
                    assert all(one.x + small.horizontalAdvance(one.text) <= width for one in drawn)
    finally:
        set_language("en")


def test_a_longer_name_gets_its_room_when_it_comes(heard: Stage, sit: Sit) -> None:
    desk = sit(heard.marek)
    theme().set_compact(True)
    desk.window.resize(1022, 560)
    view = felt_of(desk)
    before = view.list.columnWidth(view.list.NAME)
    with heard.work() as work:
        work.db.get_one(Office, heard.other_office_id).name = LONG.replace(" ", "-")
    view.ask()
    assert view.list.columnWidth(view.list.NAME) > before


def test_what_has_no_room_is_told_where_the_mouse_rests_and_read_out(heard: Stage, sit: Sit) -> None:
    with heard.work() as work:
        work.db.get_one(Office, heard.other_office_id).name = LONG
    table = felt_of(sit(heard.marek)).list
    model = table.model_of_lines
    place = next(at for at, row in enumerate(cells(table)) if row[0].startswith(LONG))
    hall = next(at for at, row in enumerate(cells(table)) if row[0].startswith("Sala"))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert str(model.index(place, table.NAME).data(role)).startswith(f"{LONG}: ")
        assert model.index(hall, table.LEFT).data(role) == "90.0, likely 71.6 to 100.0, n 4"
        assert model.index(hall, table.LEFT_DIFFERENCE).data(role) == "+32.5, better"
        assert model.index(hall, table.RIGHT_DIFFERENCE).data(role) == "±0, no clear change"


def test_a_name_stands_in_two_lines_and_what_does_not_fit_is_left_out_in_the_middle(heard: Stage, sit: Sit) -> None:
    felt_of(sit(heard.marek))
    whole = wrapped_room(LONG, "small", bold=True)
    assert wrapped(LONG, whole, "small", bold=True) == ("Asiakaspalvelukeskus", "Pohjois-Pohjanmaa")
    first, second = wrapped(LONG, whole * 0.6, "small", bold=True)
    assert (first[:4], first[-2:], second[:4], second[-2:]) == ("Asia", "us", "Pohj", "aa")
    assert "…" in first
    assert "…" in second
    assert wrapped("Hall", whole, "small", bold=True) == ("Hall",)
    assert wrapped("", 10) == ("",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_a_figure_all_columns_are_in_view_in_a_low_window(heard: Stage, sit: Sit, language: str) -> None:
    set_language(language)
    try:
        desk = sit(heard.marek)
        theme().set_compact(True)
        desk.window.resize(1022, 520)
        rows = desk.page.compare.pane.list
        tab_to(desk, rows)
        assert rows.viewport().width() < 400
        widths = [rows.columnWidth(column) for column in range(rows.evaluations.columnCount())]
        assert sum(widths) <= rows.viewport().width()
        assert min(widths) >= 80
        row = rows.row()
        drawn: Sequence[Any] = rows.drawing._layout(row, 0, QSize(widths[0], row_height()))
        assert "…" not in drawn[1].text, "the day"
        told = rows.evaluations.index(rows.currentIndex().row(), 2).data(Qt.ItemDataRole.ToolTipRole)
        assert told == rows.evaluations.index(rows.currentIndex().row(), 2).data(Qt.ItemDataRole.AccessibleTextRole)
        assert result_words(row) in told
        assert coverage_words(row) in told
    finally:
        set_language("en")
