"""Charts on screen: every mark by arrows, said in words, opened by Enter; the table and the picture on demand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csatdesk.domain.charts import Chart, Distribution
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.theme import theme
from tests.charts_made import ALL, aspects, distribution, matrix, ranges


def shown(qtbot: QtBot, chart: Chart) -> ChartPanel:
    panel = ChartPanel()
    qtbot.addWidget(panel)
    panel.resize(560, 360)
    panel.show_chart(chart)
    panel.show()
    panel.canvas.setFocus()
    return panel


@pytest.mark.parametrize("make", ALL)
def test_every_mark_is_reached_by_the_right_arrow_and_named_to_screen_readers(
    qtbot: QtBot, make: Callable[[], Chart]
) -> None:
    panel = shown(qtbot, make())
    named = [panel.canvas.accessibleName()]
    for _mark in panel.canvas.drawing.marks[1:]:
        QTest.keyClick(panel.canvas, Qt.Key.Key_Right)
        named.append(panel.canvas.accessibleName())

    assert named == [f"{panel.title.text()}. {mark.words}" for mark in panel.canvas.drawing.marks]
    assert panel.subtitle.text() in panel.canvas.accessibleDescription()


def test_up_and_down_stay_in_a_column_of_cells(qtbot: QtBot) -> None:
    panel = shown(qtbot, matrix())
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Down)

    assert "Fault, support, E-mail, Business" in panel.canvas.accessibleName()
    QTest.keyClick(panel.canvas, Qt.Key.Key_End)
    assert "Order, Chat, Private" in panel.canvas.accessibleName()


def test_enter_and_a_click_open_the_answers_behind_a_mark_but_never_behind_what_is_hidden(qtbot: QtBot) -> None:
    panel = shown(qtbot, ranges())
    opened: list[str] = []
    panel.opened.connect(opened.append)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    phone = panel.canvas.drawing.marks[2].place
    at = panel.canvas.rect().topLeft()
    at.setX(round(phone.left + phone.wide / 2))
    at.setY(round(phone.top + phone.high / 2))
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=at)
    QTest.keyClick(panel.canvas, Qt.Key.Key_End)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)

    assert opened == ["channel:account", "channel:phone"]


def test_the_table_takes_the_chart_s_place_and_the_keyboard(qtbot: QtBot) -> None:
    panel = shown(qtbot, distribution())
    panel.activateWindow()
    panel.canvas.setFocus()
    panel.show_table(True)
    model = panel.table.of_chart

    assert panel.table.isVisible()
    assert panel.table.hasFocus() or not panel.isActiveWindow()
    assert model.rowCount() == 11
    assert model.index(10, 1).data() == "131"
    assert model.index(10, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Answers: 131"
    panel.show_table(False)
    assert panel.canvas.isVisible()


def test_the_picture_is_copied_with_its_numbers(qtbot: QtBot) -> None:
    shown(qtbot, aspects()).copy()
    copied = QGuiApplication.clipboard().mimeData()

    assert copied.hasImage()
    assert "Kept the promise\t54" in copied.text()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("make", ALL)
def test_a_larger_text_cuts_nothing_off_below(qtbot: QtBot, make: Callable[[], Chart], scale: float) -> None:
    theme().set_text_scale(scale)
    panel = shown(qtbot, make())
    panel.resize(900, 700)
    panel.canvas.grab()  # lays out what waits

    assert panel.canvas.drawing.high <= panel.canvas.height()
    assert not panel.canvas.grab().isNull()


def test_where_nothing_may_be_shown_enter_does_nothing(qtbot: QtBot) -> None:
    why = "Fewer than 5 answers: nothing is shown."
    panel = shown(qtbot, Distribution(title="NPS", subtitle="", value_head="", nothing=why))
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right)

    assert panel.canvas.accessibleName() == f"NPS. {why}"
