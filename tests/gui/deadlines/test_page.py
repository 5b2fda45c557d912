"""The page of deadlines by keyboard: lists, what stands beside them, the week, where time goes, papers."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import NewCustomer, Segment
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.saved_filters import ListLook
from csatdesk.gui.cases.promise_panels import MovePanel
from csatdesk.gui.deadlines.filter_row import LIST, TIMES, WEEK
from csatdesk.gui.deadlines.panels import CalendarPanel
from csatdesk.gui.deadlines.views_beside import Working
from csatdesk.operations.cases.promises import make_promise
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.operations.deadlines.times import By
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.deadlines.workload import Dimension
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.promises import CasePromise
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Key
from tests.gui.deadlines.hands import DeadlinesDesk, choose, go_to, shown_texts, words_in
from tests.gui.deadlines.scene import AWAY_TEXT, LATE, PROMISED, THANKS, WAITING, Busy

NONE = Qt.KeyboardModifier.NoModifier

# lists


def test_each_view_is_one_number_away_with_its_count(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    assert desk.page.table.hasFocus()
    for view, text in (
        (View.OVERDUE, LATE),
        (View.PAUSED, WAITING),
        (View.PROMISES, PROMISED),
        (View.AWAY, AWAY_TEXT),
        (View.WITHOUT, THANKS),
    ):
        go_to(desk, view)
        assert text in shown_texts(desk)
        assert desk.page.strip.buttons[view].count == len(shown_texts(desk))
        assert desk.page.table.hasFocus()
    go_to(desk, View.ALL)
    assert len(shown_texts(desk)) == 23
    assert desk.page.summary().startswith("23 open cases, 3 overdue")
    assert desk.told["row"] == "Row 1 of 23"


def test_an_empty_view_says_so_and_leads_back(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        work.db.get_one(Case, busy.waiting_id).is_open = 0
    desk = sit()
    go_to(desk, View.PAUSED)
    assert desk.page.split.is_empty
    desk.press(Key.Key_Backspace, CTRL)
    assert desk.page.strip.view is View.ALL
    assert desk.page.table.hasFocus()


def test_how_long_a_pause_may_be_is_chosen_beside_the_list(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    assert not desk.page.filters.paused.isVisible()
    go_to(desk, View.PAUSED)
    desk.page.filters.paused.setFocus()
    for _step in range(2):
        desk.press(Key.Key_Down)
    assert desk.page.filters.paused.value() == 20
    assert desk.page.split.is_empty, "it waits for some fourteen working days"


def test_the_substitute_of_who_is_away_is_named_in_the_row(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    choose(desk, AWAY_TEXT)
    row = desk.page.table.row()
    assert desk.page.table.deadlines.keeper_words(row) == "Kaarel Mägi, away, Jüri Kask stands in"


def test_owner_office_and_topic_narrow_the_list_and_its_counts(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    desk.press(Key.Key_F)
    desk.write("Marta")
    desk.press(Key.Key_Return)
    assert desk.page.filters.chips["owner"].isVisible()
    assert len(shown_texts(desk)) == 2
    assert desk.page.strip.buttons[View.PROMISES].count == 1
    desk.page.filters.chips["owner"].setFocus()
    desk.press(Key.Key_Delete)
    desk.press(Key.Key_T)
    desk.write("power cut")
    desk.press(Key.Key_Return)
    assert shown_texts(desk) == [LATE]
    desk.press(Key.Key_Backspace, CTRL)
    desk.press(Key.Key_F, SHIFT)
    desk.write("Infolinia")
    desk.press(Key.Key_Return)
    assert desk.page.split.is_empty


def test_segment_and_line_of_business_narrow_the_list_and_where_time_goes(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage
) -> None:
    desk = sit()
    assert not desk.page.filters.links["activity"].isVisible(), "the centre knows none"
    hotel = NewCustomer("Hotel Pod Różą", segment=Segment.VIP, activity="Hotel")
    with local_centre.work(at=now() - timedelta(days=30)) as work:
        hotel_id = register_customer(work, new=hotel)
    at = now() - timedelta(days=2)
    local_centre.register("Gość", at=at, customer_id=hotel_id)
    local_centre.register("Gość dziękuje", at=at, customer_id=hotel_id, solved_now=True)
    desk.page.reload(frozenset({Kind.CENTRE}))
    assert desk.page.filters.links["activity"].isVisible()
    for key, modifiers, words in ((Key.Key_S, NONE, "VIP"), (Key.Key_S, SHIFT, "hot")):
        desk.press(key, modifiers)
        desk.write(words)
        desk.press(Key.Key_Return)
        assert shown_texts(desk) == ["Gość"]
        assert desk.page.strip.buttons[View.ALL].count == 1
        desk.press(Key.Key_3, CTRL)
        assert desk.page.times.times is not None
        assert desk.page.times.times.rows[0].solution_working.count == 1, "twelve others were closed"
        desk.press(Key.Key_1, CTRL)
        desk.press(Key.Key_Backspace, CTRL)
    assert len(shown_texts(desk)) == 24


# beside the list


def test_the_heading_says_who_has_too_much_and_a_bar_filters(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    assert desk.page.overview.heading.text() == "Kaarel has 6 times the usual load"
    desk.press(Key.Key_W)
    assert desk.page.overview.bars.hasFocus()
    desk.press(Key.Key_Return)
    assert len(shown_texts(desk)) == 12
    assert len(desk.page.overview.bars.bars) == 8, "all bars stay"
    desk.press(Key.Key_W)
    desk.press(Key.Key_Return)
    assert len(shown_texts(desk)) == 23, "the same bar once more shows everything again"
    desk.page.overview.dimensions.set_value(Dimension.TOPIC)
    assert desk.page.overview.heading.text() == "Most is open about Bill too high or wrong"


def test_the_forecast_shows_the_working_behind_it(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    told = desk.page.overview.outlook.text()
    assert told.startswith("At today’s pace about ")
    assert "of 21 will be late, 3 of them are already" in told
    desk.press(Key.Key_Q)
    shown = desk.page.side.shown
    assert isinstance(shown, Working)
    words = words_in(shown)
    assert "12 answers sent since" in words
    assert "0.6 a working day" in words
    assert "21 open cases whose clocks run" in words
    desk.press(Key.Key_Escape)
    assert desk.page.side.shown is None
    assert desk.page.table.hasFocus()


def test_too_few_answers_give_no_forecast_but_the_reason(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    desk.press(Key.Key_F)
    desk.write("Marta")
    desk.press(Key.Key_Return)
    assert desk.page.overview.outlook.text() == "No forecast: fewer than 5 cases wait for an answer"


# week and times


def test_the_week_is_walked_by_arrows_and_leads_to_its_list(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    desk.press(Key.Key_2, CTRL)
    table = desk.page.week.table
    assert desk.page.filters.modes.value() == WEEK
    assert table.hasFocus()
    assert table.week.columnCount() == 9
    assert table.week.data(table.week.index(0, 0)) == "Kaarel Mägi, away"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 1)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Down)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (1, 2)
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Return)
    assert desk.page.filters.modes.value() == LIST
    assert shown_texts(desk) == [AWAY_TEXT]
    assert desk.page.table.hasFocus()


def test_the_week_tells_its_clocks_in_words_and_opens_each_of_them(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    with local_centre.work(local_centre.marek, now() - timedelta(hours=1)) as work:
        oksana = work.db.get_one(Case, busy.late_id).owner_id
        new = NewPromise(PromiseKind.CALL_BACK, "Zadzwonić", now() - timedelta(minutes=5), False, oksana)
        make_promise(work, case_id=busy.late_id, new=new)
    desk = sit()
    desk.press(Key.Key_2, CTRL)
    week = desk.page.week
    assert re.match(r"\d+ clocks of \d+ cases, overdue or due in the next seven working days: ", week.words.text())
    model = week.table.week
    names = [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]
    cell = model.index(names.index(desk.case(busy.late_id).row.owner_name), 1)
    assert model.data(cell, Qt.ItemDataRole.AccessibleTextRole) == "2: promise 1, house target 1"
    week.table.setCurrentIndex(cell)
    desk.press(Key.Key_Return)
    assert shown_texts(desk) == [LATE, LATE], "the case stands there with both of its clocks"
    clocks = {row.due.clock for row in map(desk.page.table.deadlines.row_at, (0, 1)) if row is not None and row.due}
    assert clocks == {Clock.HOUSE, Clock.PROMISE}


def test_the_week_case_by_case_opens_a_case(sit: Callable[[], DeadlinesDesk], busy: Busy) -> None:
    desk = sit()
    desk.press(Key.Key_2, CTRL)
    desk.page.week.modes.set_value("cases")
    desk.page.week.focus_table()
    desk.page.week.table.begin()
    desk.press(Key.Key_Return)
    assert desk.cases == [busy.late_id]
    desk.press(Key.Key_Escape)
    assert desk.page.filters.modes.value() == LIST


def test_where_time_goes_is_told_by_kind_status_and_owner(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    desk.press(Key.Key_3, CTRL)
    assert desk.page.filters.modes.value() == TIMES
    times, stays = desk.page.times.times, desk.page.times.stays
    assert times is not None
    assert stays is not None
    assert times.rows[0].answer_working.count == 12
    assert times.rows[0].answer_calendar.median is not None
    words = words_in(desk.page.times)
    assert "Complaint" in words
    assert "Waiting for customer" in words
    assert "1 wait" in words
    assert "Kaarel Mägi" in words
    desk.page.times.by.set_value(By.OFFICE)
    assert "Sala główna" in words_in(desk.page.times)
    desk.press(Key.Key_Escape)
    assert desk.page.table.hasFocus()


# what leaves the page


def test_the_list_is_exported_as_it_is_shown(sit: Callable[[], DeadlinesDesk], tmp_path: Path) -> None:
    desk = sit()
    go_to(desk, View.OVERDUE)
    desk.press(Key.Key_E, CTRL)
    assert desk.said == ["3 cases written to Deadlines.pdf."]
    assert (tmp_path / "Deadlines.pdf").read_bytes().startswith(b"%PDF")


def test_the_export_has_the_columns_that_are_seen_in_their_order(
    sit: Callable[[], DeadlinesDesk], tmp_path: Path
) -> None:
    desk = sit()
    go_to(desk, View.OVERDUE)
    desk.page.table.show_look(ListLook(columns=("number", "keeper", "due")))
    desk.press(Key.Key_E, CTRL)
    told = PdfReader(tmp_path / "Deadlines.pdf").pages[0].extract_text()
    assert "Number Who acts Due" in " ".join(told.split())


def test_a_persons_deadlines_become_a_calendar_file(sit: Callable[[], DeadlinesDesk], tmp_path: Path) -> None:
    desk = sit()
    desk.press(Key.Key_E, CTRL | SHIFT)
    assert isinstance(desk.page.side.shown, CalendarPanel)
    desk.write("Kaarel")
    desk.press(Key.Key_Return)
    assert desk.said == ["12 deadlines written to Kaarel Mägi.ics."]
    content = (tmp_path / "Kaarel Mägi.ics").read_bytes()
    assert content.count(b"BEGIN:VEVENT") == 12
    assert b"Kaarel" not in content


def test_letters_typed_into_a_form_do_nothing_to_the_list(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    choose(desk, PROMISED)
    desk.press(Key.Key_M)
    panel = desk.page.side.shown
    assert isinstance(panel, MovePanel)
    panel.reason.setFocus()
    desk.write("mlurhyo")
    assert panel.reason.text() == "mlurhyo"
    assert desk.page.side.shown is panel
    assert not desk.undos
    desk.press(Key.Key_Escape)
    assert desk.page.side.shown is None


def test_copied_rows_can_be_pasted_elsewhere(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    choose(desk, PROMISED)
    desk.press(Key.Key_C, CTRL)
    copied = QApplication.clipboard().text()
    assert "Promised: Oddzwonić w sprawie rachunku" in copied
    assert "Marta Wiśniewska" in copied


def test_what_somebody_else_changes_is_read_again_in_place(
    sit: Callable[[], DeadlinesDesk], local_centre: Stage, busy: Busy
) -> None:
    desk = sit()
    choose(desk, PROMISED)
    with local_centre.work(local_centre.marek, now()) as work:
        promise = work.db.execute(select(CasePromise).where(CasePromise.case_id == busy.promised_id)).scalar_one()
        promise.text = "Wysłać zwrot"
    desk.page.reload(frozenset(desk.page.shows))
    row = desk.page.table.row()
    assert row.case.text == PROMISED
    assert row.promise_text == "Wysłać zwrot"
