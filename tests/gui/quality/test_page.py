"""Quality by keys alone: offices compared, points lost, steps beside a benchmark, the report in three depths."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtWidgets import QWidget

from csatdesk.domain.corrective_actions import MeasuresWanted, Origin
from csatdesk.domain.quality_views import Depth, Split
from csatdesk.gui.quality.lists import FigureTable
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Key
from tests.gui.quality.conftest import QualityDesk, Sit, lately
from tests.operations.quality.scenes import olga, reviewed
from tests.reports.reading import words


def tab_to(desk: QualityDesk, wanted: QWidget) -> None:
    for _step in range(60):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus):
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def cells(table: FigureTable[Any]) -> list[list[str]]:
    """As a screen reader reads them."""
    model = table.model_of_lines
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def choose(desk: QualityDesk, field: Any, value: object) -> None:
    """By Tab and the arrows, as a person does."""
    tab_to(desk, field)
    places = [one for one, _words in field.options()]
    desk.press(Key.Key_Home)
    for _step in range(places.index(value)):
        desk.press(Key.Key_Down)
    assert field.value() == value


def test_offices_stand_with_range_coverage_and_change_and_two_evaluations_are_not_ranked(
    played: Stage, sit: Sit
) -> None:
    desk = sit(played.marek)
    assert cells(desk.page.compare.groups) == [
        ["1", "Sala główna", "90.0", "likely 71.6 to 100.0", "4", "100%", "0", "+32.5"],
        ["–", "Infolinia", "–", "unranked, n = 2", "2", "–", "–", "–"],
    ]
    view = desk.page.compare
    assert view.finding.text() == "Sala główna: 90.0"
    assert view.base.text().startswith("6 evaluations: mean of 2 offices 72.5")
    assert desk.page.summary().startswith("T · ")


def test_strengths_and_weaknesses_and_the_evaluations_behind_stand_beside_and_one_is_opened(
    played: Stage, sit: Sit
) -> None:
    desk = sit(played.marek)
    for _each in range(2):
        reviewed(played, desk.page.filters.asked.versions[0], whose=olga(played), at=lately(), answer="no")  # type: ignore[union-attr]  # there is a scorecard
    desk.page.reload(desk.page.shows)
    view = desk.page.compare
    tab_to(desk, view.groups)
    assert "Better than elsewhere:\nWhat of answer: 100%, elsewhere 0% (n 4 and 4)" in view.pane.words.text()
    assert "Worse than elsewhere:\nSays the name: 50%, elsewhere 100% (n 4 and 4)" in view.pane.words.text()
    desk.press(Key.Key_Return)
    assert view.pane.list.hasFocus()
    assert view.pane.list.evaluations.row_count == 4
    desk.press(Key.Key_Return)
    assert view.pane.card.card is not None
    assert view.pane.card.card.row.employee_name == "Anna Nowak"
    desk.press(Key.Key_Escape)
    assert view.pane.list.hasFocus()
    desk.press(Key.Key_Escape)
    assert view.groups.hasFocus()


def test_items_and_steps_that_cost_points_are_told_apart_by_office(played: Stage, sit: Sit) -> None:
    desk = sit(played.marek)
    desk.press(Key.Key_2, CTRL)
    view = desk.page.losses
    assert cells(view.losses)[0] == ["What of answer, Title of matter", "15.0", "67%", "50%", "2 of 6"]
    assert cells(view.losses)[1][:3] == ["Says the name, Title of hello", "6.7", "67%"]
    assert view.finding.text() == "“What of answer” costs most: 15.0 of 21.7 points lost"
    choose(desk, view.by, Split.OFFICE)
    assert cells(view.losses) == [["Says the name, Sala główna · Title of hello", "10.0", "50%", "0%", "2 of 4"]]
    tab_to(desk, view.level)
    desk.press(Key.Key_Right)
    assert cells(view.losses)[0][0] == "Title of hello, Sala główna"


def test_a_measure_begins_with_the_item_that_costs_most(played: Stage, sit: Sit) -> None:
    desk = sit(played.marek)
    desk.press(Key.Key_2, CTRL)
    desk.press(Key.Key_M)
    choose(desk, desk.page.losses.by, Split.OFFICE)
    tab_to(desk, desk.page.losses.level)
    desk.press(Key.Key_Right)
    desk.page.losses.start()
    desk.press(Key.Key_M)
    item, step = (shown.start for _page, shown in desk.shown if isinstance(shown, MeasuresWanted))
    assert item is not None
    assert step is not None
    assert item.origin is step.origin is Origin.BOTTLENECK
    assert item.items is not None
    assert item.items.about.item_keys == ("answer",)
    assert item.office_id is None
    assert step.items is not None
    assert step.items.about.item_keys == ("greets", "name")
    assert step.office_id == played.anna.office_id


def test_each_step_stands_beside_the_benchmark_and_is_a_gap_under_the_minimum(played: Stage, sit: Sit) -> None:
    desk = sit(played.marek)
    desk.press(Key.Key_3, CTRL)
    view = desk.page.steps
    assert cells(view.steps) == [
        ["Title of hello", "83.3", "", "50.0", "+33.3", "6 and 3"],
        ["Title of matter", "75.0", "", "62.5", "+12.5", "6 and 3"],
    ]
    choose(desk, view.benchmark, played.other_office_id)
    assert [row[3:] for row in cells(view.steps)] == [["–", "–", "6 and 2"], ["–", "–", "6 and 2"]]
    assert view.finding.text() == "Too few evaluations to compare"


def test_filters_are_set_by_keys_and_said_in_the_head(played: Stage, sit: Sit) -> None:
    desk = sit(played.marek)
    filters = desk.page.filters
    desk.press(Key.Key_F, ALT | SHIFT)
    choose(desk, filters.office, played.anna.office_id)
    assert [row[1] for row in cells(desk.page.compare.groups)] == ["Sala główna"]
    assert desk.page.summary().endswith("Sala główna")
    assert filters.more.text() == "More filters (1)"
    choose(desk, filters.kind, "checks")
    assert cells(desk.page.compare.groups) == []
    assert desk.page.compare.finding.text() == "Nobody was evaluated yet"


def test_the_report_is_saved_in_three_depths_on_paper_and_as_a_workbook(
    played: Stage, sit: Sit, tmp_path: Path
) -> None:
    desk = sit(played.marek)
    desk.press(Key.Key_4, CTRL)
    view = desk.page.report
    assert len(view.sheets) == 1
    told = {}
    for depth in Depth:
        tab_to(desk, view.depths)
        assert view.chosen_depth is depth
        desk.press(Key.Key_E, CTRL)
        (path,) = tmp_path.glob("*.pdf")
        told[depth] = words(path.read_bytes())
        path.unlink()
        desk.press(Key.Key_Right)
    assert "Sala główna likely 71.6 to 100.0" in told[Depth.KEY]
    assert "Every item" not in told[Depth.KEY]
    assert "What of wait" in told[Depth.ITEMS], "also an item that lost nothing"
    assert "4 of 6 evaluations: those that you may see" in told[Depth.SINGLE]
    assert "Anna Nowak" in told[Depth.SINGLE]
    assert "Olga" not in told[Depth.SINGLE]


def test_the_workbook_holds_figures_and_no_formula(played: Stage, sit: Sit, tmp_path: Path) -> None:
    from csatdesk.operations.quality.report import export_quality

    desk = sit(played.marek)
    asked = desk.page.filters.asked
    assert asked is not None
    path = tmp_path / "report.xlsx"
    export_quality(played.store, played.marek, asked=asked, depth=Depth.SINGLE, path=path)
    book = load_workbook(path)
    assert book.sheetnames == ["Key figures", "Every item", "Every evaluation"]
    rows: list[Sequence[Any]] = list(book["Key figures"].iter_rows(values_only=True))
    assert rows[1][:4] == (1, "Sala główna", 90, 71.63)
    assert rows[2][:4] == (None, "Infolinia", None, None)
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_an_auditor_sees_offices_and_nobodys_name(played: Stage, sit: Sit) -> None:
    desk = sit(played.liis)
    view = desk.page.compare
    assert [row[1] for row in cells(view.groups)] == ["Sala główna", "Infolinia"]
    assert Split.EMPLOYEE not in [one for one, _words in view.by.options()]
    tab_to(desk, view.groups)
    assert not view.pane.list.isVisible()
    assert view.pane.none.isVisible()


def test_before_the_first_evaluation_the_page_says_what_will_stand_there(local_centre: Stage, sit: Sit) -> None:
    desk = sit(local_centre.marek)
    assert desk.page.compare.finding.text() == "Nobody was evaluated yet"
    assert desk.page.compare.empty.isVisible()
    desk.press(Key.Key_4, CTRL)
    assert not desk.page.report.save.isEnabled()
