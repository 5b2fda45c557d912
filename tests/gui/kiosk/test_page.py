"""The kiosk from set-up to the store: opened from the page, answered by touch and by keys, left by PIN."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from csatdesk.domain.kiosk import BACK_AFTER_S
from csatdesk.domain.surveys import EntryMode, Route, SurveyWanted
from csatdesk.gui.kiosk.page import PLACE_MOST, KioskPage
from csatdesk.gui.kiosk.screens import LeaveScreen, QuestionScreen, ShutScreen
from csatdesk.gui.kiosk.window import KioskWindow
from csatdesk.operations.session import PIN_TRIES
from csatdesk.operations.staff import set_own_pin
from csatdesk.operations.surveys.commands import end_survey
from csatdesk.operations.work import Store
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from tests.cast import PASSWORD, Stage
from tests.gui.cases.desk import Desk
from tests.gui.kiosk.conftest import Sit
from tests.gui.kiosk.test_window import finger, key, question, screens, touch
from tests.gui.pasting import paste, too_long
from tests.operations.surveys.hands import running

__all__ = ["finger"]

PIN = "4711"


@pytest.fixture
def survey_id(local_centre: Stage) -> int:
    with local_centre.work() as work:
        set_own_pin(work, pin=PIN)
    return running(local_centre)


def opened(desk: Desk[KioskPage]) -> KioskWindow:
    desk.page.open_action.trigger()
    window = desk.page.kiosk.window
    assert window is not None
    QApplication.processEvents()
    return window


def responses(stage: Stage) -> list[Response]:
    with stage.work() as work:
        found = list(work.db.execute(select(Response)).scalars())
        work.db.expunge_all()
        return found


def answers(stage: Stage) -> dict[str, object]:
    with stage.work() as work:
        found = work.db.execute(select(ResponseAnswer)).scalars()
        return {one.item_key: one.number if one.number is not None else one.choice for one in found}


def type_pin(window: KioskWindow, pin: str) -> None:
    window.ask_pin()
    QTest.keyClicks(window, pin)
    QTest.keyClick(window, Qt.Key.Key_Return)


def test_a_session_by_touch_is_kept_without_time_and_person(
    sit: Sit, local_centre: Stage, survey_id: int, finger: QPointingDevice
) -> None:
    window = opened(sit(local_centre.anna))
    for answer in (10, 5, "yes"):
        touch(window, key(window, answer), finger)
        touch(window, question(window).next, finger)
        QApplication.processEvents()
    assert answers(local_centre) == {"nps": 10, "csat": 5, "solved": "yes"}
    [kept] = responses(local_centre)
    assert (kept.mode, kept.route, kept.is_complete) == (EntryMode.KIOSK, Route.KIOSK, True)
    assert kept.is_anonymous
    hidden = (kept.at, kept.language, kept.staff_id, kept.customer_id, kept.case_id, kept.invitation_id, kept.source)
    assert hidden == (None, "", None, None, None, None, "")
    type_pin(window, PIN)


def test_a_session_by_keys_is_kept_the_same(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    window = opened(sit(local_centre.anna))
    for typed in ("10", "1", "1"):  # ten; the happiest face; the first choice
        QTest.keyClicks(window, typed)
        QTest.keyClick(window, Qt.Key.Key_Return)
    assert answers(local_centre) == {"nps": 10, "csat": 5, "solved": "yes"}
    assert responses(local_centre)[0].is_complete
    type_pin(window, PIN)


def test_what_was_begun_is_kept_as_a_part_when_somebody_walks_away(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    window = opened(sit(local_centre.anna))
    QTest.keyClicks(window, "7")
    window.touch(100.0)
    window.look(100.0 + BACK_AFTER_S)
    assert answers(local_centre) == {"nps": 7}
    assert [one.is_complete for one in responses(local_centre)] == [False]
    assert window.walk.is_fresh
    type_pin(window, PIN)


def test_only_the_right_pin_lets_out_and_wrong_ones_make_wait(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    desk = sit(local_centre.anna)
    window = opened(desk)
    for _ in range(3):
        type_pin(window, "0000")
        assert isinstance(window.screen_shown, LeaveScreen)
        assert window.screen_shown.error.text() == "This is not your PIN."
    type_pin(window, PIN)
    assert isinstance(window.screen_shown, LeaveScreen)
    assert "Wait" in window.screen_shown.error.text()
    desk.page.kiosk._backoff.right()  # the time has passed
    type_pin(window, PIN)
    assert desk.page.kiosk.window is None
    assert desk.page.open_action.isEnabled()


def test_it_stays_while_another_person_is_at_the_desk_and_either_pin_lets_out(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    desk = sit(local_centre.anna)
    window = opened(desk)
    desk.runner.switch(local_centre.session(local_centre.liis))  # an auditor, who enters no answers
    desk.page.locked()
    desk.window.hide()
    QTest.keyClicks(window, "9")
    QTest.keyClick(window, Qt.Key.Key_Return)
    assert window.isVisible()
    window.touch(100.0)
    window.look(100.0 + BACK_AFTER_S)
    assert answers(local_centre) == {"nps": 9}
    type_pin(window, PIN)
    assert desk.page.kiosk.window is None


def test_the_end_of_the_program_keeps_what_was_begun_and_closes_it(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    desk = sit(local_centre.anna)
    window = opened(desk)
    QTest.keyClicks(window, "3")
    desk.runner.close()
    assert answers(local_centre) == {"nps": 3}
    assert desk.page.kiosk.window is None


def test_a_survey_that_ends_meanwhile_asks_nothing_more(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    window = opened(sit(local_centre.anna))
    with local_centre.work(local_centre.marek) as work:
        end_survey(work, survey_id=survey_id, version=2)
    QTest.keyClicks(window, "3")
    window.touch(100.0)
    window.look(100.0 + BACK_AFTER_S)
    assert isinstance(window.screen_shown, ShutScreen)
    type_pin(window, PIN)
    assert responses(local_centre) == []


def test_without_a_pin_it_is_not_opened(sit: Sit, local_centre: Stage) -> None:
    running(local_centre)
    with local_centre.work() as work:
        set_own_pin(work, pin="")
    desk = sit(local_centre.anna)
    desk.page.open_action.trigger()
    assert desk.page.kiosk.window is None
    assert "PIN" in desk.page.banner.words


def test_it_says_which_questions_it_does_not_ask(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    page = sit(local_centre.anna).page
    assert "Anything else?" in page.left_out.text()
    assert "With your name?" in page.left_out.text()
    assert "Would you recommend us?" not in page.left_out.text()


def test_the_comment_is_asked_where_that_is_ticked_and_is_kept_as_anonymously(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    desk = sit(local_centre.anna)
    assert not desk.page.comment.isChecked()
    desk.press(Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    desk.rest()
    assert desk.page.comment.isChecked()
    assert "Anything else?" not in desk.page.left_out.text()
    window = opened(desk)
    for typed in ("10", "1", "1", "Slow"):
        QTest.keyClicks(window, typed)
        QTest.keyClick(window, Qt.Key.Key_Return)
    with local_centre.read() as reading:
        query = select(ResponseAnswer.text).where(ResponseAnswer.item_key == "comment")
        assert reading.db.execute(query).scalars().all() == ["Slow"]
    assert responses(local_centre)[0].is_anonymous
    type_pin(window, PIN)


def test_it_shows_the_words_of_its_place_and_nothing_of_the_store(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    desk = sit(local_centre.anna)
    desk.page.place.setText("Central hall, desk 4")
    window = opened(desk)
    assert isinstance(window.screen_shown, QuestionScreen)
    assert window.screen_shown.place.words == "Central hall, desk 4"
    assert window.windowTitle() == "csatdesk"
    type_pin(window, PIN)


def test_the_way_from_a_survey_stands_on_that_survey(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    other = running(local_centre, name="Druga")
    page = sit(local_centre.anna).page
    for wanted in (survey_id, other):
        page.show_wanted(SurveyWanted(wanted))
        assert page.offer is not None
        assert page.offer.row.id == wanted


def test_without_a_running_survey_nothing_can_be_opened(sit: Sit, local_centre: Stage) -> None:
    page = sit(local_centre.anna).page
    assert not page.open_action.isEnabled()
    assert page.empty.isVisible()


def test_a_pin_that_passers_by_used_up_leaves_the_password_as_the_way_out(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    desk = sit(local_centre.anna)
    window = opened(desk)
    for _ in range(6):
        type_pin(window, "0000")
        desk.page.kiosk._backoff.right()  # the time has passed
    type_pin(window, PIN)
    assert isinstance(window.screen_shown, LeaveScreen)
    assert window.screen_shown.error.text() == "Too many wrong PINs. Sign in with your password."
    desk.page.kiosk._backoff.right()
    type_pin(window, PASSWORD)
    assert desk.page.kiosk.window is None


def test_a_used_up_pin_of_one_does_not_keep_in_the_other(sit: Sit, local_centre: Stage, survey_id: int) -> None:
    desk = sit(local_centre.anna)
    window = opened(desk)
    with local_centre.work() as work:
        work.db.get_one(Staff, local_centre.liis.id).wrong_pins = PIN_TRIES
    desk.runner.switch(local_centre.session(local_centre.liis))
    type_pin(window, PIN)
    assert desk.page.kiosk.window is None


@contextmanager
def full_disk(store: Store) -> Iterator[None]:
    """The database says what it says when no answer finds room any more."""

    def say(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT INTO survey_answers"):
            raise OperationalError(statement, None, sqlite3.OperationalError("database or disk is full"))

    event.listen(store.writer, "before_cursor_execute", say)
    yield
    event.remove(store.writer, "before_cursor_execute", say)


def test_what_a_full_disk_did_not_take_goes_to_its_own_survey_later(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    other = running(local_centre, name="Druga")
    desk = sit(local_centre.anna)
    kiosk, page = desk.page.kiosk, desk.page
    page.show_wanted(SurveyWanted(survey_id))
    window = opened(desk)
    with full_disk(local_centre.store):
        for typed in ("3", "4"):
            QTest.keyClicks(window, typed)
            window.touch(100.0)
            window.look(100.0 + BACK_AFTER_S)
    type_pin(window, PIN)
    assert len(desk.errors) == 1  # told once at the desk
    page.show_wanted(SurveyWanted(other))
    window = opened(desk)
    QTest.keyClicks(window, "9")
    window.touch(100.0)
    window.look(100.0 + BACK_AFTER_S)
    assert sorted(one.survey_id for one in responses(local_centre)) == sorted([survey_id, survey_id, other])
    type_pin(window, PIN)
    assert kiosk.window is None


@pytest.mark.usefixtures("survey_id")
def test_what_stands_at_its_top_is_refused_when_it_is_too_long_and_stays(sit: Sit, local_centre: Stage) -> None:
    desk = sit(local_centre.anna)
    place = desk.page.place
    place.setFocus()
    place.selectAll()
    paste(desk, "ż" * (PLACE_MOST + 1))
    desk.page.open_action.trigger()
    assert not desk.page.kiosk.is_open
    assert place.accessibleDescription() == too_long(PLACE_MOST)
    assert place.text() == "ż" * (PLACE_MOST + 1)
    desk.press(Qt.Key.Key_Backspace)
    window = opened(desk)
    assert place.accessibleDescription() == ""
    assert window.plan.place == "ż" * PLACE_MOST
    type_pin(window, PIN)


def test_while_its_screen_is_unplugged_the_page_says_so_and_opens_it_on_another(
    sit: Sit, local_centre: Stage, survey_id: int
) -> None:
    page = sit(local_centre.anna).page
    page.open_action.trigger()
    first = page.kiosk.window
    assert first is not None
    assert not page.open_action.isEnabled()
    QTest.keyClicks(first, "7")
    screens().screenRemoved.emit(first.screen())
    assert page.state.text() == (
        "The screen of the kiosk is unplugged. The kiosk comes back with it, or opens anew on another one."
    )
    assert answers(local_centre) == {"nps": 7}
    page.open_action.trigger()
    second = page.kiosk.window
    assert second is not None
    assert second is not first
    assert second.isVisible()
    assert page.state.text() == "The kiosk is open."
    type_pin(second, PIN)
    assert page.kiosk.window is None


def test_a_screen_that_is_plugged_in_meanwhile_stands_in_the_list_and_is_chosen(
    sit: Sit, local_centre: Stage, survey_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sit(local_centre.anna).page
    assert page.screen_choice.count() == 1
    own, other = page.screen(), SimpleNamespace(size=lambda: QSize(1920, 1080))
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [own, other])
    screens().screenAdded.emit(own)
    qtbot.waitUntil(lambda: page.screen_choice.count() == 2)
    assert page.screen_choice.currentText() == "Screen 2, 1920 × 1080"
