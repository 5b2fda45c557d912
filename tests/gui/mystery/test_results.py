"""The results of visits in a window: three depths by keyboard, a visit's scorecard, and the report in a file."""

from pathlib import Path

from PySide6.QtCore import Qt

from csatdesk.gui.mystery.page import MysteryPage
from csatdesk.gui.mystery.result_view import CARD, FIGURES, ITEMS, VISITS
from csatdesk.gui.mystery.results_page import ResultsPage
from csatdesk.operations.mystery.results import may_read_results
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Key
from tests.gui.mystery.conftest import Sit
from tests.operations.mystery.scene import planned
from tests.operations.mystery.test_results import released
from tests.reports.reading import words

SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_report_is_read_in_three_depths_by_keyboard(sit: Sit, local_centre: Stage) -> None:
    scene = released(local_centre)
    desk = sit(ResultsPage, scene.owner)
    page = desk.page
    assert isinstance(page, ResultsPage)
    view = page.view
    assert view.finding.text().startswith("Autumn 2026: 75.0 of 100 on average")
    assert next(one.second for one in view.dots.dots).endswith("fewer than 3, not ranked")
    assert "Answer is right" in view.criticals.text()
    desk.press(Key.Key_Return)
    for place in (ITEMS, VISITS):
        desk.press(Key.Key_Right)
        assert view.stack.currentIndex() == place
    assert view.items.entries[0].words == "Answer is right"
    view.visits.setFocus()
    desk.press(Key.Key_Return)
    assert view.stack.currentIndex() == CARD
    assert view.card.card is not None
    assert view.card.card.row.id == view.visits.current
    desk.press(Key.Key_Escape)
    assert view.stack.currentIndex() == VISITS
    desk.press(Key.Key_Escape)
    assert page.list.hasFocus()


def test_an_office_leads_to_its_visits_and_the_computing_is_told_on_demand(sit: Sit, local_centre: Stage) -> None:
    scene = released(local_centre)
    desk = sit(ResultsPage, scene.owner)
    page = desk.page
    assert isinstance(page, ResultsPage)
    view = page.view
    desk.press(Key.Key_F1, SHIFT)
    assert not view.method.isHidden()
    assert view.stack.currentIndex() == FIGURES
    view.dots.setFocus()
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert view.stack.currentIndex() == VISITS
    assert view.report is not None
    wanted = view.report.scores.offices[1].office_id
    shown = next(one for one in view.report.visits if one.evaluation_id == view.visits.current)
    assert shown.office_id == wanted


def test_the_report_is_saved_by_key(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    scene = released(local_centre)
    path = tmp_path / "wave.pdf"
    desk = sit(lambda context: ResultsPage(context, ask=lambda *_asked: str(path)), local_centre.marek)
    desk.press(Key.Key_E, CTRL)
    told = words(path.read_bytes())
    assert "Results of Autumn 2026" in told
    assert scene.jan.name not in told


def test_before_the_release_the_page_says_what_will_stand_there(sit: Sit, local_centre: Stage) -> None:
    planned(local_centre)
    desk = sit(ResultsPage, local_centre.marek)
    assert isinstance(desk.page, ResultsPage)
    assert desk.page.split.is_empty


def test_the_owner_goes_from_a_released_wave_to_its_report(sit: Sit, local_centre: Stage) -> None:
    scene = released(local_centre)
    desk = sit(MysteryPage, scene.owner)
    page = desk.page
    assert isinstance(page, MysteryPage)
    went: list[int] = []
    page.context.results_wanted.connect(went.append)
    desk.press(Key.Key_T)
    assert went == [scene.wave_id]


def test_a_visitor_is_not_offered_results(local_centre: Stage) -> None:
    assert may_read_results(local_centre.anna)
    assert not may_read_results(local_centre.liis)
