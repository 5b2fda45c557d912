"""The pieces of which pages are made: where their words stand, and what gives way where there is no room."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.buttons import LinkButton, PlainButton, PrimaryButton
from csatdesk.gui.cases.row_cells import figure
from csatdesk.gui.fields import FormRow, Label, TextBox, WarningStrip
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.header import Header
from csatdesk.gui.shell import Shell
from csatdesk.gui.status_bar import StatusBar
from csatdesk.gui.theme import theme
from csatdesk.gui.view_tabs import ViewTabs
from csatdesk.system.paths import open_profile

LONG = "Answered everything: 65, likely 63 to 67, 412 answers; another supplier: 66, likely 64 to 67, 1,040 answers"


def shown(qtbot: QtBot, widget: QWidget, size: QSize) -> QWidget:
    """In a window, laid out."""
    qtbot.addWidget(widget)
    widget.resize(size)
    widget.show()
    qtbot.waitExposed(widget)
    for _round in range(4):  # a row asks for its height once it knows its width
        QApplication.processEvents()
    return widget


def test_buttons_beneath_a_field_never_lie_on_it_however_many_lines_they_take(qtbot: QtBot) -> None:
    box, field, text, told = QWidget(), QWidget(), TextBox(), Label("", wrap=True)
    text.setFixedHeight(120)
    inside = QVBoxLayout(field)
    for widget in (text, told):
        inside.addWidget(widget)
    told.hide()
    row = FormRow("Answer", field, folds=True)
    buttons = [PlainButton(f"What is done with it, {place}", "", size="small") for place in range(4)]
    row.add_below(FlowBox(*buttons))
    column = QVBoxLayout(box)
    column.addWidget(row)
    column.addWidget(FormRow("Sent", TextBox()))
    column.addStretch(1)
    shown(qtbot, box, QSize(330, 700))
    told.setText("Still to be filled in: what was found out at the customer's place, and until when")
    told.show()
    shown(qtbot, box, QSize(330, 700))
    assert told.geometry().top() > text.geometry().bottom()
    top = told.mapTo(box, told.rect().bottomLeft()).y()
    lines = {button.mapTo(box, button.rect().topLeft()).y() for button in buttons}
    assert len(lines) == 4
    assert min(lines) > top
    assert row.height() >= row.heightForWidth(row.width())


def test_a_warning_takes_one_line_where_there_is_room_and_two_where_there_is_none(qtbot: QtBot) -> None:
    strip, box = WarningStrip("check-circle"), QWidget()
    strip.say("2 checks are due today.", "Opening checklist, until 08:15")
    first, second = (strip.add_action(words, "") for words in ("Begin the check", "Show all checks"))
    column = QVBoxLayout(box)
    column.addWidget(strip)
    column.addStretch(1)
    shown(qtbot, box, QSize(1100, 300))
    assert strip.is_one_line
    high = strip.height()
    assert first.y() == second.y()
    box.resize(430, 300)
    for _round in range(4):
        QApplication.processEvents()
    assert not strip.is_one_line
    assert strip.height() > high


def test_words_in_the_status_bar_end_in_dots_and_keep_off_what_stands_beside_them(qtbot: QtBot) -> None:
    bar = StatusBar()
    bar.set_item("hint", LONG)
    bar.set_item("table", "Table Alt+T", "columns")
    bar.set_right("As of Monday 23 November 2026, 04:12")
    shown(qtbot, bar, QSize(640, 26))
    words, table = bar.item("hint").words, bar.item("table")
    assert words.width() < words.sizeHint().width()
    assert words.toolTip() == LONG
    assert table.words.width() >= table.words.sizeHint().width()
    assert table.geometry().right() + 12 <= bar.right.geometry().left()


def test_a_tab_has_room_for_bold_words_so_that_none_moves_when_one_is_chosen(qtbot: QtBot) -> None:
    tabs = ViewTabs("Results")
    for words in ("Avainluvut", "Kaikki vastaukset", "Vertailu", "Ease"):
        tabs.addTab(words)
    shown(qtbot, tabs, QSize(500, 40))
    before = [tabs.tabRect(place) for place in range(4)]
    bold = theme().metrics("body", bold=True)
    for chosen in range(4):
        tabs.setCurrentIndex(chosen)
        QApplication.processEvents()
        assert [tabs.tabRect(place) for place in range(4)] == before
        assert all(tabs.tabRect(place).width() >= bold.horizontalAdvance(tabs.tabText(place)) for place in range(4))
    assert tabs.sizeHint().width() <= before[-1].right() + 1


def test_one_line_of_links_stands_in_the_middle_of_what_it_stands_beside(qtbot: QtBot) -> None:
    box, link, field = QWidget(), LinkButton("Attach", ""), TextBox()
    field.setFixedHeight(32)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    row.addWidget(FlowBox(link))
    shown(qtbot, box, QSize(300, 32))
    assert abs(link.mapTo(box, link.rect().center()).y() - box.rect().center().y()) <= 1


@pytest.mark.parametrize("count", ["7", "412"])
def test_numbers_of_a_column_end_on_one_line(qtbot: QtBot, count: str) -> None:
    wide = theme().metrics("body", bold=True).horizontalAdvance(count)
    assert figure(count, 60).x + wide == 60


def test_the_box_of_the_head_gives_way_to_the_title_and_a_little_to_what_is_shown(qtbot: QtBot) -> None:
    header = Header()
    header.set_title("After-contact survey", "October 2026, all offices. 412 answers to 1,940 invitations, 21%")
    header.set_primary(PrimaryButton("Month report", keys="Alt+R"))
    shown(qtbot, header, QSize(1300, 57))
    usual = header.search.width()
    assert usual == 296
    header.resize(760, 57)
    assert 120 <= header.search.width() < usual
    title = theme().metrics("title").horizontalAdvance(header.title)
    assert theme().margin + title <= header.search.x()
    header.set_title("Cases")
    assert header.search.width() == usual


def test_larger_text_makes_the_window_compact_as_a_smaller_window_does(qtbot: QtBot, tmp_path: Path) -> None:
    window = Shell(open_profile(tmp_path))
    qtbot.addWidget(window)
    window.show()
    for scale, wide, is_compact in ((1.0, 1366, False), (1.0, 1100, True), (2.0, 1366, True)):
        theme().set_text_scale(scale)
        window.resize(900, 700)
        window.resize(wide, 768)
        assert theme().compact is is_compact, (scale, wide)
