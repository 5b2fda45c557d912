"""What leaves the page: the list as seen, the case file after its preview."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.exported import Exported
from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.context import Context
from csatdesk.gui.intake.printing import NoPrinter
from csatdesk.gui.list_export import ListExport
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key
from tests.reports.reading import pages
from tests.sheets.books import cells_of

Sit = Callable[[Actor | None], Desk[CasesPage]]


def test_the_list_is_exported_as_it_is_seen(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    for place in range(3):
        local_centre.register(f"matter {place}")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E, CTRL)
    assert (tmp_path / "Cases.pdf").read_bytes().startswith(b"%PDF")
    assert desk.said == ["3 cases written to Cases.pdf."]


def test_a_spreadsheet_is_written_where_its_ending_asks_for_it(
    qtbot: QtBot, local_centre: Stage, tmp_path: Path
) -> None:
    local_centre.register("matter of the list")
    target = tmp_path / "list.csv"

    def ask(_window: QWidget, _title: str, _name: str, _kinds: str) -> str:
        return str(target)

    def make(context: Context) -> CasesPage:
        return CasesPage(context, ask=ask)

    desk = Desk(qtbot, local_centre, make, local_centre.marek)
    desk.press(Key.Key_E, CTRL)
    assert "matter of the list" in target.read_bytes().decode("utf-8-sig")
    desk.leave()


def test_all_columns_are_exported_to_import_them_elsewhere(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    local_centre.register("whole text", remedy="Correct it")
    desk = sit(local_centre.marek)
    desk.press(Key.Key_E, CTRL | SHIFT)
    assert desk.said == ["1 case written to Cases.xlsx."]
    (row,) = cells_of(tmp_path / "Cases.xlsx")
    assert {"whole text", "Correct it", "+48 601 224 318"} <= set(row)


def test_texts_too_long_for_excel_are_told(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.marek)
    lists = ListExport(desk.context, desk.page, lambda _window, _title, name, _kinds: name)
    exported = Exported(2, shortened=1, cleaned=3)
    lists.write("Cases", "List", lambda _store, _actor, **_values: exported, lambda _count: "{count} written.")
    assert desk.said == [
        "2 written. 1 text was cut off: a cell of Excel holds 32,767 characters. A CSV file holds all of it. "
        "In 3 texts characters that no file can hold were left out."
    ]


def test_who_may_not_export_is_not_offered_it(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    local_centre.register()
    desk = sit(None)
    assert not desk.page.bar.export.isVisible()
    desk.press(Key.Key_E, CTRL)
    assert list(tmp_path.glob("Cases*")) == []


def test_the_case_file_is_shown_before_it_is_saved(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    made = local_centre.register()
    desk = sit(None)
    desk.press(Key.Key_P, CTRL)
    assert desk.page.preview.isVisible()
    assert desk.page.preview.sheet_count >= 1
    assert desk.page.preview.title.text() == f"Case file {made.number}"
    desk.press(Key.Key_S, CTRL)
    assert (tmp_path / f"{made.number}.pdf").read_bytes().startswith(b"%PDF")
    desk.press(Key.Key_Escape)
    assert desk.page.list.hasFocus()


def test_a_missing_printer_is_told_and_nothing_is_lost(sit: Sit, local_centre: Stage) -> None:
    local_centre.register()
    desk = sit(None)
    desk.press(Key.Key_P, CTRL)
    desk.press(Key.Key_P, CTRL)
    assert [type(error) for error in desk.errors] == [NoPrinter]
    assert desk.page.preview.isVisible()


def test_the_receipt_is_printed_once_more(sit: Sit, local_centre: Stage) -> None:
    made = local_centre.register()
    desk = sit(None)
    offered: list[str] = []
    desk.context.offered.connect(lambda text, _action, _do: offered.append(text))
    desk.press(Key.Key_P, CTRL | SHIFT)
    assert len(offered) == 1  # this computer has no printer, so it is offered again
    assert made.number in offered[0]


def test_selected_cases_go_into_one_folder_for_an_inspector(sit: Sit, local_centre: Stage, tmp_path: Path) -> None:
    numbers = [local_centre.register(f"Sprawa {place}").number for place in range(3)]
    desk = sit(local_centre.marek)
    desk.page.list.setFocus()
    desk.press(Key.Key_Home)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_F, CTRL | SHIFT)
    (path,) = tmp_path.glob("*.pdf")
    contents = pages(path.read_bytes())[0]
    assert sum(number in contents for number in numbers) == 2
    assert desk.said[-1] == f"2 cases written to {path.name}."
    desk.press(Key.Key_Home)
    desk.press(Key.Key_F, CTRL | SHIFT)
    contents = pages(path.read_bytes())[0]
    assert all(number in contents for number in numbers), "one case alone is no selection: all that the list shows"
