"""The kiosk by touch, by mouse and by keys: what is asked, kept and refused, and when the next one begins."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from csatdesk.domain.forms import Choice, Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.kiosk import BACK_AFTER_S, COUNTED_S, THANKS_S
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.kiosk.keys import AnswerKey, Key
from csatdesk.gui.kiosk.measure import Measure, dots
from csatdesk.gui.kiosk.screens import LeaveScreen, QuestionScreen, ThanksScreen
from csatdesk.gui.kiosk.window import Finished, KioskPlan, KioskWindow
from tests.gui.own_windows import own_windows

BOTH = ("en", "fi")


def said(words: str) -> LocalText:
    return LocalText({"en": words, "fi": f"{words} (fi)"})


MOOD = Item("mood", said("How satisfied are you?"), Scale(ScaleKind.POINTS, 1, 5), metric="csat")
NPS = Item("nps", said("Would you recommend us?"), Scale(ScaleKind.POINTS, 0, 10), metric="nps")
NINE = Item("nine", said("All in all?"), Scale(ScaleKind.POINTS, 1, 9, is_descending=True))
CAUSES = Item(
    "why",
    said("Why?"),
    Scale(ScaleKind.MANY, choices=tuple(Choice(key, said(key)) for key in ("slow", "rude", "closed"))),
)
FORM = Form("q", 1, said("Service"), (Section("s", said("Service"), (MOOD, NPS, CAUSES)),))


@pytest.fixture
def kiosk(qtbot: QtBot) -> Iterator[KioskWindow]:
    window = opened(qtbot, FORM)
    yield window
    window.end()


def opened(qtbot: QtBot, form: Form, size: tuple[int, int] = (1366, 768)) -> KioskWindow:
    window = KioskWindow(KioskPlan(form, "Central hall, desk 4", BOTH))
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    window.setFocus()
    QApplication.processEvents()  # what was laid out anew takes its place
    return window


def kept_by(window: KioskWindow) -> list[Finished]:
    kept: list[Finished] = []
    window.kept.connect(kept.append)
    return kept


def question(window: KioskWindow) -> QuestionScreen:
    assert isinstance(window.screen_shown, QuestionScreen)
    return window.screen_shown


def key(window: KioskWindow, answer: object) -> AnswerKey:
    return next(one for one in question(window).area.keys if one.answer == answer)


def touch(window: KioskWindow, target: QAbstractButton, device: QPointingDevice) -> None:
    place = target.mapTo(window, target.rect().center())
    handle = window.windowHandle()
    QTest.touchEvent(handle, device).press(1, place, handle).commit()
    QTest.touchEvent(handle, device).release(1, place, handle).commit()


@pytest.fixture(scope="session")
def finger() -> QPointingDevice:
    return QTest.createTouchDevice()


def test_by_touch_the_answers_are_kept_at_the_end(kiosk: KioskWindow, finger: QPointingDevice) -> None:
    kept = kept_by(kiosk)
    for answer in (4, 9):
        touch(kiosk, key(kiosk, answer), finger)
        assert key(kiosk, answer).isChecked()
        touch(kiosk, question(kiosk).next, finger)
    touch(kiosk, key(kiosk, "slow"), finger)
    touch(kiosk, key(kiosk, "closed"), finger)
    touch(kiosk, question(kiosk).next, finger)
    assert kept == [Finished({"mood": 4, "nps": 9, "why": ("slow", "closed")}, is_whole=True)]
    assert isinstance(kiosk.screen_shown, ThanksScreen)


def test_by_keys_the_same_is_kept(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.keyClicks(kiosk, "2")  # the second face from the left
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClicks(kiosk, "9")
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClicks(kiosk, "13")
    QTest.keyClick(kiosk, Qt.Key.Key_Enter)
    assert kept == [Finished({"mood": 4, "nps": 9, "why": ("slow", "closed")}, is_whole=True)]


def test_the_keyboard_stays_with_the_kiosk_from_question_to_question(kiosk: KioskWindow) -> None:
    QTest.keyClicks(kiosk, "2")
    with own_windows() as seen:
        QTest.keyClick(kiosk, Qt.Key.Key_Return)
    assert isinstance(kiosk.screen_shown, QuestionScreen)
    assert not seen


def test_by_mouse_a_question_is_left_out(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.mouseClick(key(kiosk, 1), Qt.MouseButton.LeftButton)
    QTest.mouseClick(question(kiosk).next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(key(kiosk, 3), Qt.MouseButton.LeftButton)
    QTest.mouseClick(question(kiosk).skip, Qt.MouseButton.LeftButton)
    QTest.mouseClick(question(kiosk).next, Qt.MouseButton.LeftButton)
    assert kept == [Finished({"mood": 1}, is_whole=True)]


def test_who_answers_nothing_leaves_nothing(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    for _ in range(3):
        QTest.mouseClick(question(kiosk).skip, Qt.MouseButton.LeftButton)
    assert isinstance(kiosk.screen_shown, ThanksScreen)
    assert kept == []


def test_a_one_and_a_zero_are_ten_where_there_is_a_ten(kiosk: KioskWindow) -> None:
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClicks(kiosk, "10")
    assert kiosk.walk.given == 10
    QTest.keyClicks(kiosk, "7")
    assert kiosk.walk.given == 7


def test_arrows_choose_and_backspace_goes_back(kiosk: KioskWindow) -> None:
    QTest.keyClick(kiosk, Qt.Key.Key_Right)
    QTest.keyClick(kiosk, Qt.Key.Key_Right)
    assert kiosk.walk.given == 4
    QTest.keyClick(kiosk, Qt.Key.Key_Left)
    assert kiosk.walk.given == 5
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClick(kiosk, Qt.Key.Key_Backspace)
    assert question(kiosk).question.text() == "How satisfied are you?"


def test_arrows_and_space_tick_several(kiosk: KioskWindow) -> None:
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    QTest.keyClick(kiosk, Qt.Key.Key_Down)
    QTest.keyClick(question(kiosk).area.keys[0], Qt.Key.Key_Down)
    QTest.keyClick(question(kiosk).area.keys[1], Qt.Key.Key_Space)
    assert kiosk.walk.given == ("rude",)


def test_it_speaks_the_chosen_language_until_the_next_one_begins(kiosk: KioskWindow) -> None:
    QTest.mouseClick(question(kiosk).languages[1], Qt.MouseButton.LeftButton)
    assert question(kiosk).question.text() == "How satisfied are you? (fi)"
    kiosk.look(kiosk._touched_at + BACK_AFTER_S)
    assert question(kiosk).question.text() == "How satisfied are you?"


def test_after_fifteen_seconds_it_begins_anew_and_keeps_what_was_answered(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.mouseClick(key(kiosk, 2), Qt.MouseButton.LeftButton)
    QTest.mouseClick(question(kiosk).next, Qt.MouseButton.LeftButton)
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S - 0.1)
    assert kiosk.walk.place == 1
    kiosk.look(100.0 + BACK_AFTER_S)
    assert kiosk.walk.is_fresh
    assert kept == [Finished({"mood": 2}, is_whole=False)]


def test_one_who_only_looked_leaves_nothing(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.mouseClick(question(kiosk).next, Qt.MouseButton.LeftButton)
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S)
    assert kiosk.walk.is_fresh
    assert kept == []


def test_the_last_five_seconds_are_counted_and_a_touch_ends_the_count(
    kiosk: KioskWindow, finger: QPointingDevice
) -> None:
    QTest.mouseClick(key(kiosk, 2), Qt.MouseButton.LeftButton)
    promise = question(kiosk).note.text()
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S - COUNTED_S - 0.1)
    assert question(kiosk).note.text() == promise
    kiosk.look(100.0 + BACK_AFTER_S - 2.5)
    assert "3" in question(kiosk).note.text()
    touch(kiosk, key(kiosk, 3), finger)
    assert question(kiosk).note.text() == promise


def test_a_kiosk_that_nobody_touches_stays_as_it_is(kiosk: KioskWindow) -> None:
    shown = kiosk.screen_shown
    kiosk.touch(100.0)
    kiosk.look(100_000.0)
    assert kiosk.screen_shown is shown


def test_the_thanks_end_by_themselves_or_by_a_touch(kiosk: KioskWindow) -> None:
    def touch_it() -> None:
        QTest.keyClick(kiosk, Qt.Key.Key_Return)

    def wait() -> None:
        kiosk.look(100.0 + THANKS_S)

    for ends in (wait, touch_it):
        for _ in range(3):
            QTest.keyClick(kiosk, Qt.Key.Key_Return)
        assert isinstance(kiosk.screen_shown, ThanksScreen)
        kiosk.touch(100.0)
        ends()
        assert kiosk.walk.is_fresh


def test_what_was_answered_is_kept_once(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.keyClicks(kiosk, "1")
    for _ in range(3):
        QTest.keyClick(kiosk, Qt.Key.Key_Return)
    kiosk.touch(100.0)
    kiosk.look(100.0 + THANKS_S)
    assert len(kept) == 1


def test_neither_escape_nor_the_system_closes_it(kiosk: KioskWindow) -> None:
    QTest.keyClick(kiosk, Qt.Key.Key_Escape)
    assert not kiosk.close()
    assert kiosk.isVisible()


def test_the_pin_is_asked_by_the_name_of_the_place_and_typed_by_touch(
    kiosk: KioskWindow, finger: QPointingDevice
) -> None:
    pins: list[str] = []
    kiosk.pin_entered.connect(pins.append)
    touch(kiosk, question(kiosk).place, finger)
    leave = kiosk.screen_shown
    assert isinstance(leave, LeaveScreen)
    for digit in "4711":
        touch(kiosk, next(one for one in leave.pad if one.words == digit), finger)
    assert "4" not in leave.dots.text()
    touch(kiosk, leave.leave, finger)
    assert pins == ["4711"]


def test_the_pin_is_typed_by_keys_and_a_wrong_one_is_told(kiosk: KioskWindow) -> None:
    pins: list[str] = []
    kiosk.pin_entered.connect(pins.append)
    kiosk.ask_pin()
    QTest.keyClicks(kiosk, "12")
    QTest.keyClick(kiosk, Qt.Key.Key_Backspace)
    QTest.keyClicks(kiosk, "3")
    QTest.keyClick(kiosk, Qt.Key.Key_Return)
    kiosk.refuse("This is not your PIN.")
    assert pins == ["13"]
    assert isinstance(kiosk.screen_shown, LeaveScreen)
    assert kiosk.screen_shown.error.text() == "This is not your PIN."


def test_the_screen_of_the_pin_goes_away_by_itself_and_loses_no_answer(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.keyClicks(kiosk, "1")
    kiosk.ask_pin()
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S)
    assert kiosk.walk.is_fresh
    assert kept == [Finished({"mood": 5}, is_whole=False)]


def test_staff_who_leave_keep_what_was_answered(qtbot: QtBot) -> None:
    window = opened(qtbot, FORM)
    kept = kept_by(window)
    QTest.keyClicks(window, "5")
    with qtbot.waitSignal(window.left):
        window.leave()
    assert kept == [Finished({"mood": 1}, is_whole=False)]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (768, 1366), (1024, 600)])
@pytest.mark.parametrize("item", [MOOD, NPS, NINE, CAUSES])
def test_whatever_is_pressed_is_twelve_millimetres_and_on_the_screen(
    qtbot: QtBot, size: tuple[int, int], item: Item
) -> None:
    window = opened(qtbot, Form("q", 1, said("S"), (Section("s", said("S"), (item,)),)), size)
    least = question(window).measure.target
    for one in question(window).findChildren(Key):
        assert min(one.width(), one.height()) >= least, one.words
        if one.isVisible():
            place = one.mapTo(window, QPoint())
            assert window.rect().contains(place), one.words
            assert place.x() + one.width() <= window.width() + 12, one.words  # the ring of the last face
            assert place.y() + one.height() <= window.height(), one.words
    window.end()


def choices(count: int) -> Item:
    made = tuple(Choice(f"c{place}", said(f"Choice {place}")) for place in range(count))
    return Item("why", said("Why?"), Scale(ScaleKind.ONE, choices=made))


@pytest.mark.parametrize(("size", "density"), [((1366, 768), 217), ((1024, 600), 169), ((800, 480), 132)])
@pytest.mark.parametrize("item", [MOOD, NPS, CAUSES, choices(4), choices(8), choices(12)])
def test_on_small_dense_glass_all_of_a_question_stays_on_the_screen(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], density: int, item: Item
) -> None:
    """Seven inches across: a finger takes more of it than the design thought of."""
    monkeypatch.setattr("csatdesk.gui.kiosk.window.dots_of", lambda _screen: density)
    window = opened(qtbot, Form("q", 1, said("S"), (Section("s", said("S"), (item,)),)), size)
    least = question(window).measure.target
    assert least == Measure(*size, density).target
    assert narrowest(window) >= least
    assert outside(window) == []
    window.ask_pin()
    QApplication.processEvents()
    assert narrowest(window) >= least
    assert outside(window) == []
    window.end()


def narrowest(window: KioskWindow) -> int:
    """The least side of what can be pressed."""
    assert window.screen_shown is not None
    return min(min(one.width(), one.height()) for one in window.screen_shown.findChildren(Key))


def outside(window: KioskWindow) -> list[str]:
    """The words of what can be pressed and does not lie on the screen, or lies over another."""
    assert window.screen_shown is not None
    keys = [one for one in window.screen_shown.findChildren(Key) if one.isVisible()]
    places = {one.words: QRect(one.mapTo(window, QPoint()), one.size()) for one in keys}
    glass = window.rect().adjusted(-12, 0, 12, 0)  # the ring of the last face
    over = {one for one, other in combinations(places, 2) if places[one].intersects(places[other])}
    return sorted(over | {words for words, place in places.items() if not glass.contains(place)})


def test_a_size_that_tells_only_the_shape_of_a_screen_is_not_believed() -> None:
    assert [dots(1920, size) for size in ((160, 90), (160, 100), (0, 0))] == [96, 96, 96]
    assert dots(1080, (90, 160)) == 96  # a television that stands upright
    assert round(dots(1366, (361, 203))) == 96
    assert round(dots(1366, (160, 94))) == 217  # a small screen that tells the truth


def test_nine_points_stand_from_nine_down_to_one_and_a_digit_is_the_point(qtbot: QtBot) -> None:
    window = opened(qtbot, Form("q", 1, said("S"), (Section("s", said("S"), (NINE,)),)))
    places = {one.mapTo(window, QPoint()).x(): one.answer for one in question(window).area.keys}
    assert [places[x] for x in sorted(places)] == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    QTest.keyClicks(window, "8")
    assert window.walk.given == 8
    window.end()


def test_the_least_target_follows_the_dots_of_the_screen() -> None:
    assert Measure(1366, 768, 96).target == 46
    assert Measure(1366, 768, 160).target == 76


def test_every_key_has_a_name_for_the_screen_reader(kiosk: KioskWindow) -> None:
    assert all(one.accessibleName() for one in kiosk.findChildren(Key))


def test_the_pin_asked_at_the_thanks_keeps_the_answer_once(kiosk: KioskWindow) -> None:
    kept = kept_by(kiosk)
    QTest.keyClicks(kiosk, "1")
    for _ in range(3):
        QTest.keyClick(kiosk, Qt.Key.Key_Return)
    kiosk.ask_pin()
    kiosk.touch(100.0)
    kiosk.look(100.0 + BACK_AFTER_S)
    assert len(kept) == 1
    assert kiosk.walk.is_fresh


def test_staff_who_leave_at_the_thanks_keep_the_answer_once(qtbot: QtBot) -> None:
    window = opened(qtbot, FORM)
    kept = kept_by(window)
    QTest.keyClicks(window, "1")
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Return)
    window.ask_pin()
    window.leave()
    assert kept == [Finished({"mood": 5}, is_whole=True)]


def test_a_raised_digit_of_some_keyboards_is_no_number(kiosk: KioskWindow) -> None:
    kiosk.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_twosuperior, Qt.KeyboardModifier.NoModifier, "²"))
    assert kiosk.walk.given is None


def test_enter_presses_the_step_that_has_the_focus(kiosk: KioskWindow) -> None:
    QTest.keyClicks(kiosk, "1")
    question(kiosk).skip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(question(kiosk).skip, Qt.Key.Key_Return)
    assert (kiosk.walk.place, kiosk.walk.kept()) == (1, {})
    question(kiosk).back.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(question(kiosk).back, Qt.Key.Key_Enter)
    assert kiosk.walk.place == 0


def test_a_digit_ticks_its_own_choice_among_twelve(qtbot: QtBot) -> None:
    choices = tuple(Choice(f"c{place}", said(f"Cause {place}")) for place in range(1, 13))
    item = Item("why", said("Why?"), Scale(ScaleKind.MANY, choices=choices))
    window = opened(qtbot, Form("q", 1, said("S"), (Section("s", said("S"), (item,)),)))
    QTest.keyClicks(window, "12")
    assert window.walk.given == ("c1", "c2")
    window.end()


# its screen


@pytest.fixture
def covering(qtbot: QtBot) -> Iterator[KioskWindow]:
    """Over the screen, with a face chosen."""
    window = KioskWindow(KioskPlan(FORM, "Hall", BOTH))
    window.fill(QGuiApplication.primaryScreen())
    window.show_question()
    QTest.keyClicks(window, "1")
    yield window
    window.end()


def screens() -> QGuiApplication:
    found = QGuiApplication.instance()
    assert isinstance(found, QGuiApplication)
    return found


def test_when_its_screen_is_unplugged_it_goes_and_keeps_what_was_answered(covering: KioskWindow) -> None:
    kept = kept_by(covering)
    screens().screenRemoved.emit(covering.screen())
    assert not covering.isVisible()
    assert kept == [Finished({"mood": 5}, is_whole=False)]
    assert covering.walk.is_fresh


def test_with_its_screen_it_comes_back_and_covers_it(covering: KioskWindow) -> None:
    screen = covering.screen()
    screens().screenRemoved.emit(screen)
    screens().screenAdded.emit(screen)
    assert covering.isVisible()
    assert covering.isFullScreen()
    assert covering.geometry() == screen.geometry()
    assert not covering.covering.is_lost


def test_another_screen_that_comes_or_goes_leaves_it_where_it_is(
    covering: KioskWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens().screenAdded.emit(covering.screen())
    assert covering.isVisible()
    screens().screenRemoved.emit(covering.screen())
    monkeypatch.setattr("csatdesk.gui.kiosk.covering.mark_of", lambda _screen: ("Other", "", "", ""))
    screens().screenAdded.emit(covering.screen())
    assert not covering.isVisible()


def test_on_a_screen_that_becomes_smaller_it_becomes_as_small(qtbot: QtBot) -> None:
    window = opened(qtbot, FORM, (1920, 1080))
    window.resize(1024, 600)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1024, 600)
    assert outside(window) == []
    window.end()


def test_a_screen_that_changes_its_size_stays_covered(covering: KioskWindow) -> None:
    screen = covering.screen()
    covering.setGeometry(0, 0, 640, 480)
    screen.geometryChanged.emit(screen.geometry())
    assert covering.geometry() == screen.geometry()
