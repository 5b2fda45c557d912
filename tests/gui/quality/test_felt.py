"""Checked beside felt, by keys alone: the list, the two courses, the question, and who sees none of it."""

from typing import Any

import pytest

from csatdesk.domain.surveys import MONTHS
from csatdesk.gui.quality.felt_view import FeltView
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
