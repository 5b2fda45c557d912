"""A form from another program becomes a draft, or every place that is wrong is listed to mend it there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from csatdesk.gui.standards.findings import FindingsForm
from csatdesk.gui.standards.page import StandardsPage
from csatdesk.operations.standards.files import export_standard, read_form_file
from csatdesk.operations.standards.queries import list_standards, load_standard
from csatdesk.operations.standards.starting import take_over_standards
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.sheets.test_xlsform import book
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Load = Callable[[Path], Desk[StandardsPage]]


@pytest.fixture
def load(qtbot: QtBot, local_centre: Stage) -> Iterator[Load]:
    seated: list[Desk[StandardsPage]] = []

    def load_file(path: Path) -> Desk[StandardsPage]:
        desk = Desk(qtbot, local_centre, StandardsPage, local_centre.marek)
        seated.append(desk)
        desk.page.papers._ask_for_file = lambda *_asked: str(path)  # what a person chooses in the system's own window
        desk.page.papers.load()
        return desk

    yield load_file
    for desk in seated:
        desk.leave()


def drafts(stage: Stage) -> list[str]:
    with stage.read(stage.marek) as reading:
        return [row.titles.in_language("en") for row in list_standards(reading)]


def test_a_form_from_another_program_becomes_a_draft(load: Load, local_centre: Stage, tmp_path: Path) -> None:
    path = book(
        tmp_path / "visit.xlsx",
        survey=[["type", "name", "label"], ["select_one yn", "clean", "Is the hall clean?"]],
        choices=[["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]],
        settings=[["form_title"], ["Hall"]],
    )
    desk = load(path)
    assert drafts(local_centre) == ["Hall"]
    assert desk.page.editor is not None


def test_every_wrong_place_is_listed_and_nothing_is_taken_over(load: Load, local_centre: Stage, tmp_path: Path) -> None:
    path = book(
        tmp_path / "visit.xlsx",
        survey=[
            ["type", "name", "label", "relevant"],
            ["select_one none", "a", "A"],
            ["text", "b", "B", "today() > 1"],
        ],
    )
    desk = load(path)
    form = desk.page.pane.form
    assert isinstance(form, FindingsForm)
    lines = form.list.toPlainText().splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Sheet survey, row 2, column A",
        "Sheet survey, row 3, column D",
    ]
    desk.press(Key.Key_Return, CTRL)
    assert QGuiApplication.clipboard().text().splitlines() == lines
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None
    assert drafts(local_centre) == []


def test_what_is_left_out_is_told_before_the_draft_begins(load: Load, local_centre: Stage, tmp_path: Path) -> None:
    path = book(
        tmp_path / "visit.xlsx",
        survey=[["type", "name", "label"], ["geopoint", "where", "Where?"], ["text", "a", "What did you see?"]],
    )
    desk = load(path)
    assert isinstance(desk.page.pane.form, FindingsForm)
    assert drafts(local_centre) == []
    desk.press(Key.Key_Return, CTRL)
    assert drafts(local_centre) == ["visit"]


def test_a_standard_goes_out_as_a_workbook_and_comes_back(local_centre: Stage, tmp_path: Path) -> None:
    with local_centre.work(local_centre.marek) as work:
        version_id = take_over_standards(work, keys=("phone_call",)).result[0]
    store, path = local_centre.store, tmp_path / "call.xlsx"
    export_standard(store, local_centre.marek, version_id=version_id, path=path, at=now())
    back = read_form_file(store, local_centre.marek, path=path).template
    with local_centre.read(local_centre.marek) as reading:
        (row,) = list_standards(reading)
        assert back == load_standard(reading, standard_id=row.id, version_id=version_id).template
