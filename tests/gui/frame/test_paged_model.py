"""The one model of long lists, under Qt's own model tester."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from csatdesk.domain.paging import Page
from csatdesk.gui.paged_model import ROW_ROLE, Column, Group, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import ImmediateRunner, Runner
from csatdesk.operations.work import Reading
from tests.cast import Stage
from tests.gui.frame.conftest import press


@dataclass(frozen=True)
class Line:
    id: int
    words: str
    band: str = ""


class Lines:
    """A list of a thousand lines as a query would page it."""

    def __init__(self, count: int = 1000) -> None:
        self.lines = [Line(number, f"line {number}", "early" if number < 150 else "late") for number in range(count)]
        self.asked: list[Wanted] = []

    def pages(self, wanted: Wanted) -> Callable[[Reading], Page[Line]]:
        self.asked.append(wanted)
        return lambda _reading: self.page(wanted)

    def page(self, wanted: Wanted) -> Page[Line]:
        lines = self.lines[::-1] if wanted.backwards else self.lines
        if wanted.after is not None:
            places = [place for place, line in enumerate(lines) if line.id == wanted.after[0]]
            lines = lines[places[0] + 1 :]
        rows = lines[: wanted.limit]
        key = (rows[-1].id,) if len(rows) == wanted.limit else None
        return Page(tuple(reversed(rows) if wanted.backwards else rows), key)


COLUMNS = (
    Column[Line]("Words", lambda line: line.words, accessible=lambda line: f"the {line.words}"),
    Column[Line]("Number", lambda line: str(line.id), is_number=True, roles={int(Qt.ItemDataRole.ToolTipRole): str}),
)


@pytest.fixture
def lines() -> Lines:
    return Lines()


def made(runner: Runner, lines: Lines, owner: QObject, **more: object) -> PagedModel[Line]:
    model = PagedModel(runner, COLUMNS, lines.pages, owner=owner, **more)  # type: ignore[arg-type]  # by name
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return model


def ids(model: PagedModel[Line]) -> list[int]:
    rows = (model.row_at(place) for place in range(model.rowCount()))
    return [row.id for row in rows if row is not None]


@pytest.fixture
def at_once(local_centre: Stage) -> Runner:
    return ImmediateRunner(local_centre.session())


def test_fetching_more_only_asks_and_rows_come_later(runner: Runner, lines: Lines, qtbot: QtBot) -> None:
    model = made(runner, lines, runner)
    with qtbot.waitSignal(model.loaded):
        model.read()
    assert model.rowCount() == 200
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 200
    assert not model.canFetchMore(QModelIndex())
    qtbot.waitUntil(lambda: model.rowCount() == 400)
    assert ids(model) == list(range(400))


def test_the_list_ends_where_the_rows_end(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once)
    model.read()
    for _ in range(10):
        model.fetchMore(QModelIndex())
    assert ids(model) == list(range(1000))
    assert model.is_complete


def test_the_end_is_read_from_the_other_side_and_goes_on_upwards(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once)
    model.read()
    model.read_end()
    assert ids(model) == list(range(800, 1000))
    model.read_before()
    assert ids(model) == list(range(600, 1000))
    assert len(lines.asked) == 3
    model.read_start()
    assert ids(model) == list(range(200))


def test_a_newer_list_takes_the_place_of_one_still_on_its_way(runner: Runner, lines: Lines, qtbot: QtBot) -> None:
    model = made(runner, lines, runner)
    other = Lines(3)
    model.read()
    model.read(other.pages)
    with qtbot.waitSignal(model.loaded):
        pass
    qtbot.wait(30)
    assert ids(model) == [0, 1, 2]


def test_groups_stand_before_their_first_row_across_pages(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once, group_of=lambda line: line.band)
    model.read()
    model.fetchMore(QModelIndex())
    groups = {place: model.item(place) for place in range(model.rowCount()) if model.row_at(place) is None}
    assert groups == {0: Group("early"), 151: Group("late")}
    assert model.data(model.index(0, 0), ROW_ROLE) == Group("early")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_a_group_is_named_once_when_rows_come_above_it(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once, group_of=lambda line: line.band)
    model.read()
    model.read_end()
    model.read_before()
    assert [place for place in range(model.rowCount()) if model.row_at(place) is None] == [0]


def test_what_screen_readers_and_columns_get(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once)
    model.read()
    first = model.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "the line 0"
    assert model.index(7, 1).data(Qt.ItemDataRole.ToolTipRole) == str(lines.lines[7])
    assert Qt.AlignmentFlag(model.index(7, 1).data(Qt.ItemDataRole.TextAlignmentRole)) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Words"


def test_an_unchanged_reload_moves_nothing(at_once: Runner, lines: Lines) -> None:
    model = made(at_once, lines, at_once)
    model.read()
    seen: list[object] = []
    model.rowsInserted.connect(lambda *told: seen.append(told))
    model.rowsRemoved.connect(lambda *told: seen.append(told))
    model.dataChanged.connect(lambda *told: seen.append(told))
    model.reload()
    assert seen == []
    lines.lines[3] = replace(lines.lines[3], words="other words")
    model.reload()
    assert len(seen) == 1
    assert model.index(3, 0).data() == "other words"


class Shown:
    """A view of the model with its place kept."""

    def __init__(self, qtbot: QtBot, model: PagedModel[Line]) -> None:
        self.view = QTableView()
        qtbot.addWidget(self.view)
        self.view.setModel(model)
        self.view.resize(300, 300)
        self.place = KeepsPlace(self.view, model)
        self.view.show()
        self.model = model

    @property
    def current(self) -> object:
        return self.model.id_at(self.view.currentIndex().row())

    @property
    def top(self) -> object:
        return self.model.id_at(self.view.rowAt(0))


def test_a_reload_keeps_the_selected_row_and_the_place(at_once: Runner, lines: Lines, qtbot: QtBot) -> None:
    model = made(at_once, lines, at_once)
    shown = Shown(qtbot, model)
    model.read()
    shown.place.select(100)
    top = shown.top
    lines.lines.insert(0, Line(5000, "new above"))
    model.reload()
    assert shown.current == 100
    assert shown.top == top
    moved = lines.lines.pop(101)
    assert moved.id == 100
    lines.lines.insert(20, moved)
    model.reload()
    assert shown.current == 100


def test_home_and_end_go_to_the_ends_of_the_whole_list(at_once: Runner, lines: Lines, qtbot: QtBot) -> None:
    model = made(at_once, lines, at_once)
    shown = Shown(qtbot, model)
    model.read()
    places = []
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        press(shown.view, key)
        places.append(shown.current)
    assert places == [999, 0]


def test_rows_above_are_read_before_one_scrolls_to_them(at_once: Runner, lines: Lines, qtbot: QtBot) -> None:
    model = made(at_once, lines, at_once)
    shown = Shown(qtbot, model)
    model.read()
    press(shown.view, Qt.Key.Key_End)
    shown.place.select(805)
    qtbot.waitUntil(lambda: model.place_of(700) is not None)
    assert shown.current == 805
