"""Marek before the page of deadlines, and hands that only type."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.page import DeadlinesPage
from csatdesk.gui.fields import ErrorLine, Label
from csatdesk.operations.deadlines.views import View
from tests.cast import Stage
from tests.gui.cases.desk import Desk, Key
from tests.gui.deadlines.scene import Busy, busy_centre

DeadlinesDesk = Desk[DeadlinesPage]


@pytest.fixture
def busy(local_centre: Stage) -> Busy:
    return busy_centre(local_centre)


@pytest.fixture
def sit(qtbot: QtBot, local_centre: Stage, busy: Busy, tmp_path: Path) -> Iterator[Callable[[], DeadlinesDesk]]:
    """Marek sits down before the page. A file is always saved as the window offers it."""
    seated: list[DeadlinesDesk] = []

    def sit_down() -> DeadlinesDesk:
        def make(context: Context) -> DeadlinesPage:
            return DeadlinesPage(context, ask=lambda _window, _title, name, _kinds: str(tmp_path / name))

        seated.append(Desk(qtbot, local_centre, make, local_centre.marek))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()


def shown_texts(desk: DeadlinesDesk) -> list[str]:
    model = desk.page.table.deadlines
    rows = (model.row_at(place) for place in range(model.rowCount()))
    return [row.case.text for row in rows if row is not None]


def go_to(desk: DeadlinesDesk, view: View) -> None:
    """By V and the view's number."""
    desk.press(Key.Key_V)
    desk.write(str(list(View).index(view) + 1))
    desk.press(Key.Key_Return)
    assert desk.page.strip.view is view


def choose(desk: DeadlinesDesk, text: str) -> None:
    """Down until the keyboard stands on the case with this text."""
    desk.press(Key.Key_Home)
    for _step in range(40):
        row = desk.page.table.row()
        if row is not None and row.case.text == text:
            return
        desk.press(Key.Key_Down)
    raise AssertionError(f"{text} is not in the list")


def words_in(widget: object) -> str:
    return " ".join(label.text() for label in widget.findChildren(Label))  # type: ignore[attr-defined]  # a QWidget


def error_at(panel: Panel, field: str) -> str:
    line = panel.named[field].findChild(ErrorLine)
    assert isinstance(line, ErrorLine)
    return line.sentence


def shown_of(desk: DeadlinesDesk, view: View) -> list[str]:
    desk.page.show_view(view)
    return shown_texts(desk)
