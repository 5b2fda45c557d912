"""The shared widgets: painted in every look without a word from Qt, and usable by keyboard alone."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QColor, QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QListView, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.mark_shapes import MARK_COLOURS, MARKS
from csatdesk.gui.fields import (
    Chip,
    Choice,
    FormRow,
    PlainButton,
    PrimaryButton,
    SegmentedChoice,
    TextBox,
    TextField,
    dress_spin_box,
)
from csatdesk.gui.focus_ring import FocusRing
from csatdesk.gui.icons import CHANNEL_ICONS, pixmap
from csatdesk.gui.labels import initials
from csatdesk.gui.marks import mark_path
from csatdesk.gui.rail import Rail
from csatdesk.gui.status_bar import StatusBar
from csatdesk.gui.suggestion_list import SuggestionList
from csatdesk.gui.theme import theme
from csatdesk.gui.toast import UndoToast
from csatdesk.system.paths import resource
from tests.gui.gallery import RAIL, TOPICS, Shell, page, save_looks, shell

KINDS = (("complaint", "Complaint"), ("claim", "Claim"), ("inquiry", "Inquiry"))


@pytest.mark.parametrize("compact", [False, True])
def test_all_widgets_paint_in_every_look(qtbot: QtBot, tmp_path: Path, compact: bool) -> None:
    size = QSize(1093, 614) if compact else QSize(1366, 768)
    save_looks(tmp_path, "page", page, size)
    save_looks(tmp_path, "shell", shell, size)
    grounds = {QImage(str(path)).pixelColor(400, 2).name() for path in tmp_path.glob("shell-*.png")}
    assert grounds == {"#ffffff", "#17191d"}


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_no_words_are_cut_and_no_button_is_squeezed(qtbot: QtBot, scale: float) -> None:
    theme().set_text_scale(scale)
    widget = page()
    qtbot.addWidget(widget)
    widget.resize(widget.minimumSizeHint().expandedTo(QSize(1366, 768)))
    widget.show()
    for button in widget.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.height() >= theme().metrics("caption").height(), button.text()
    for label in widget.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
            assert label.height() >= label.fontMetrics().height(), label.text()


def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot) -> None:
    names = sorted(path.stem for path in resource("icons").glob("*.svg"))
    assert set(CHANNEL_ICONS.values()) <= set(names)
    for name in names:
        image = pixmap(name, 24, "overdue").toImage()
        seen = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        inked = [colour for colour in seen if colour.alpha() > 200]
        assert len(inked) > 10, name
        assert all(_near(colour, theme().color("overdue")) for colour in inked), name


def test_every_state_has_a_mark_with_an_area(qtbot: QtBot) -> None:
    assert set(MARKS) == set(MARK_COLOURS) == {state.value for state in DeadlineState}
    for state in MARKS:
        bounds = mark_path(state).boundingRect()
        assert 0.6 < bounds.width() < 1.15, state
        assert abs(bounds.center().x()) < 0.05, state


def test_arrows_numbers_and_initials_choose_a_kind(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, kinds, after = QLineEdit(), SegmentedChoice(KINDS), QLineEdit()
    for widget in (before, kinds, after):
        column.addWidget(widget)
    qtbot.addWidget(window)
    _shown(qtbot, window)
    chosen: list[object] = []
    kinds.chosen.connect(chosen.append)
    before.setFocus()
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Right)
    _press(Qt.Key.Key_I)
    _press(Qt.Key.Key_1)
    _press(Qt.Key.Key_C)
    assert chosen == ["claim", "inquiry", "complaint", "claim"]
    assert kinds.value() == "claim"
    _press(Qt.Key.Key_Tab)
    assert after.hasFocus(), "the choice is one Tab stop"
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert _focus().text() == "Claim"  # type: ignore[attr-defined]  # a segment is a button


def test_delete_and_the_cross_remove_a_chip(qtbot: QtBot) -> None:
    chip = Chip("Kind", "complaint, claim")
    qtbot.addWidget(chip)
    chip.show()
    removed, clicked = [], []
    chip.removed.connect(lambda: removed.append(True))
    chip.clicked.connect(lambda: clicked.append(True))
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 14))
    assert (len(removed), len(clicked)) == (2, 0)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 14))
    assert (len(removed), len(clicked)) == (2, 1)


def test_a_fixed_chip_is_not_removed(qtbot: QtBot) -> None:
    chip = Chip("Period", "October 2026", removable=False)
    qtbot.addWidget(chip)
    with qtbot.assertNotEmitted(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)


def test_the_ring_follows_focus_and_size(qtbot: QtBot) -> None:
    window = Shell()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    _shown(qtbot, window)
    window.text.setFocus()
    assert window.ring.target is window.text
    assert window.ring.geometry().contains(_place_in(window.text, window))
    window.resize(1200, 800)
    qtbot.waitUntil(lambda: window.ring.geometry().contains(_place_in(window.text, window)))
    window.header.search.setFocus()
    assert window.ring.geometry().contains(_place_in(window.header.search, window))
    window.topics.setFocus()
    assert window.ring.target is None, "lists draw the focus inside the row"


def test_the_ring_is_cut_off_where_its_scroll_area_ends(qtbot: QtBot) -> None:
    window, inner, area = QWidget(), QWidget(), QScrollArea()
    fields = [TextField(str(i)) for i in range(20)]
    column = QVBoxLayout(inner)
    for field in fields:
        column.addWidget(field)
    area.setWidget(inner)
    outer = QVBoxLayout(window)
    outer.addWidget(area)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(300, 200)
    _shown(qtbot, window)
    fields[0].setFocus()
    assert ring.isVisible()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: _nothing_painted(ring))


def test_a_deleted_field_does_not_trouble_the_ring(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    gone, stays = TextField("gone"), TextField("stays")
    column.addWidget(gone)
    column.addWidget(stays)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    _shown(qtbot, window)
    gone.setFocus()
    gone.deleteLater()
    qtbot.wait(20)
    window.resize(400, 300)
    stays.setFocus()
    assert ring.target is stays


def test_the_toast_undoes_once(qtbot: QtBot) -> None:
    window = Shell()
    qtbot.addWidget(window)
    window.show()
    undone: list[str] = []
    window.toast.offer("Handed over 3 cases.", lambda: undone.append("back"))
    button = window.toast.findChild(QPushButton)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    window.toast.undo()
    assert undone == ["back"]
    assert window.toast.isHidden()


def test_an_offer_that_nobody_took_stays_in_the_status_bar(qtbot: QtBot) -> None:
    window, status = QWidget(), StatusBar()
    QVBoxLayout(window).addWidget(status)
    toast = UndoToast(window, status, stays_ms=30)
    toast.gone.connect(status.keep_offer)
    qtbot.addWidget(window)
    _shown(qtbot, window)
    with qtbot.waitSignal(toast.gone):
        toast.offer("Handed over 3 cases.", lambda: None)
    assert status.text_of("last") == "Handed over 3 cases."
    with qtbot.waitSignal(status.undo_pressed):
        QTest.mouseClick(status.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)


def test_a_wrong_field_says_why_and_keeps_its_text(qtbot: QtBot) -> None:
    field = TextField("E-118 2")
    row = FormRow("Meter", field)
    qtbot.addWidget(row)
    row.set_error("A meter number has 8 digits.")
    assert field.accessibleDescription() == "A meter number has 8 digits."
    assert field.text() == "E-118 2"
    row.set_error("")
    assert field.accessibleDescription() == ""


def test_lines_are_21_apart_also_after_typing_on(qtbot: QtBot) -> None:
    box = TextBox("first\nsecond")
    qtbot.addWidget(box)
    _shown(qtbot, box)
    box.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "third")
    tops = [box.cursorRect(_cursor_at(box, line)).top() for line in range(3)]
    assert [b - a for a, b in pairwise(tops)] == [21, 21]


def test_only_plain_text_comes_in_and_spacing_lines_is_no_step_to_undo(qtbot: QtBot) -> None:
    box = TextBox("first")
    qtbot.addWidget(box)
    assert not box.document().isUndoAvailable()
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b>")
    pasted.setText("bold")
    box.insertFromMimeData(pasted)
    assert box.toPlainText() == "boldfirst"
    assert not box.textCursor().charFormat().font().bold()


def test_a_row_of_suggestions_is_taken_by_its_key_and_by_enter(qtbot: QtBot) -> None:
    topics = SuggestionList()
    qtbot.addWidget(topics)
    topics.show_rows(TOPICS)
    _shown(qtbot, topics)
    topics.setFocus()
    with qtbot.waitSignal(topics.chosen) as by_key:
        QTest.keyClick(topics, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert by_key.args == [2]
    topics.setCurrentIndex(topics.model().index(2, 0))
    with qtbot.waitSignal(topics.chosen) as by_enter:
        QTest.keyClick(topics, Qt.Key.Key_Return)
    assert by_enter.args == [3]


def test_the_rail_goes_where_one_presses_enter(qtbot: QtBot) -> None:
    rail = Rail()
    qtbot.addWidget(rail)
    rail.show_entries(RAIL)
    rail.set_count("cases", "214")
    rail.resize(172, 700)
    rail.set_current("desk")
    _shown(qtbot, rail)
    view = rail.findChild(QListView)
    assert view is not None
    with qtbot.waitSignal(rail.chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Down)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == ["cases"]


def test_a_button_fires_by_its_shortcut_also_from_the_number_pad(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    save = PrimaryButton("Save", "Ctrl+Return")
    column.addWidget(save)
    column.addWidget(PlainButton("Later", keys="Ctrl+L"))
    window.addAction(QAction("unused", window))
    qtbot.addWidget(window)
    _shown(qtbot, window)
    fired: list[bool] = []
    save.clicked.connect(lambda: fired.append(True))
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    assert len(fired) == 2


def test_the_wheel_does_not_change_a_closed_choice(qtbot: QtBot) -> None:
    choice = Choice([("phone", "Phone", "phone"), ("hall", "In person, hall", "hall")])
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.chosen):
        choice.set_value("hall")
    assert choice.value() == "hall"
    with pytest.raises(ValueError, match="letter"):
        choice.set_value("letter")


def test_a_date_field_is_as_high_as_the_others_and_its_text_stands_where_theirs_does(qtbot: QtBot) -> None:
    dates = QDateEdit()
    dress_spin_box(dates)
    qtbot.addWidget(dates)
    dates.show()
    assert abs(dates.height() - theme().field_height) <= 1
    assert dates.lineEdit().textMargins().left() == 9


def test_a_small_window_or_large_text_makes_the_program_compact(qtbot: QtBot) -> None:
    theme().fit(1366, 768)
    assert not theme().compact
    theme().fit(1093, 614)
    assert theme().compact
    theme().set_text_scale(1.5)
    theme().fit(1366, 768)
    assert theme().compact


@pytest.mark.parametrize(("name", "letters"), [("Marta Wiśniewska", "MW"), ("Оксана Левченко", "ОЛ"), ("", "")])
def test_initials_are_the_first_letters_of_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def _shown(qtbot: QtBot, widget: QWidget) -> None:
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()


def _press(key: Qt.Key) -> None:
    QTest.keyClick(_focus(), key)


def _focus() -> QWidget:
    from PySide6.QtWidgets import QApplication

    found = QApplication.focusWidget()
    assert found is not None
    return found


def _near(one: QColor, other: QColor) -> bool:
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) <= 3


def _place_in(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _nothing_painted(ring: FocusRing) -> bool:
    canvas = QImage(ring.size(), QImage.Format.Format_ARGB32)
    canvas.fill(Qt.GlobalColor.transparent)
    ring.render(canvas, QPoint(), renderFlags=QWidget.RenderFlag(0))
    return all(canvas.pixelColor(x, canvas.height() // 2).alpha() == 0 for x in range(canvas.width()))


def _cursor_at(box: TextBox, line: int) -> QTextCursor:
    cursor = box.textCursor()
    cursor.setPosition(box.document().findBlockByNumber(line).position())
    return cursor
