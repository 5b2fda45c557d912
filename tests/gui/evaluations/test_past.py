"""Past evaluations in their page: places compared, the line of one, and every comment, by keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.past.page import PastPage
from tests.cast import Stage
from tests.gui.cases.desk import Desk
from tests.operations.evaluations.test_past_evaluations import OLD_LIST, imported, written
from tests.stages import built_store, local_centre

__all__ = ["built_store", "local_centre"]

Sit = Callable[[Actor], Desk[PastPage]]


@pytest.fixture
def sit_past(qtbot: QtBot, local_centre: Stage) -> Iterator[Sit]:
    seated: list[Desk[Any]] = []

    def sit_down(actor: Actor) -> Desk[PastPage]:
        seated.append(Desk(qtbot, local_centre, PastPage, actor))
        return seated[-1]

    yield sit_down
    for desk in seated:
        desk.leave()


def test_places_are_compared_and_the_chosen_one_shows_its_line_and_comments(
    sit_past: Sit, local_centre: Stage, tmp_path: Path
) -> None:
    imported(local_centre, written(tmp_path))
    desk = sit_past(local_centre.marek)
    page = desk.page
    assert page.summary() == "2 places compared by their means"
    assert page.pane.figures.text() == "3 past evaluations, mean 90.8; likely between 81.3 and 100.0"
    assert [float(one.total) for one in page.pane.history.points] == [87.5, 90.0, 95.0]
    assert page.pane.comment.text() == "Dobrze."
    desk.press(Qt.Key.Key_Down)
    desk.qtbot.waitUntil(lambda: page.pane.name.text() == "Biuro Hel, Hel")
    assert page.pane.figures.text() == "1 past evaluation, mean 40.0; not compared: fewer than 3"
    assert page.pane.history.isHidden(), "one total is no line"
    assert page.pane.said_of.text() == "Thursday 1 February 2024, 40.0, not passed, Kontrola, Inspektor 02"


def test_a_place_is_found_by_a_part_of_its_name(sit_past: Sit, local_centre: Stage, tmp_path: Path) -> None:
    imported(local_centre, written(tmp_path))
    desk = sit_past(local_centre.marek)
    desk.page.searched.setFocus()
    desk.write("hel")
    desk.press(Qt.Key.Key_Return)
    assert desk.page.list.places.row_count == 1
    assert desk.page.summary() == "1 place compared by its mean"
    assert desk.page.pane.name.text() == "Biuro Hel, Hel"


def test_without_any_the_page_says_where_they_come_from(sit_past: Sit, local_centre: Stage) -> None:
    page = sit_past(local_centre.marek).page
    assert page.split.is_empty
    assert page.empty.isVisible()
    assert page.summary() == "what was evaluated before, taken over from files"


def test_what_is_taken_back_leaves_the_page(sit_past: Sit, local_centre: Stage, tmp_path: Path) -> None:
    from csatdesk.operations.import_runs import undo_import

    result = imported(local_centre, written(tmp_path, OLD_LIST))
    page = sit_past(local_centre.marek).page
    with local_centre.work(local_centre.ewa) as work:
        undo_import(work, import_id=result.import_id)
    page.reload(page.shows)
    assert page.split.is_empty
    assert page.pane.place is None
