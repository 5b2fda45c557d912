"""A month is read, changed, opened and exported by keys alone."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.attendance import Attendance, QueueTicket
from csatdesk.domain.cases import CaseFilter, Solved
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import NewCustomer, Segment
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_date, short_date
from tests.gui.cases.desk import ALT, CTRL, Key
from tests.gui.reports.conftest import ReportsDesk
from tests.reports.reading import words
from tests.wall_clock import Wall


def tab_to(desk: ReportsDesk, wanted: QWidget) -> None:
    for _step in range(60):
        if desk.focus is wanted or wanted.isAncestorOf(desk.focus):
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def shown(desk: ReportsDesk) -> CaseFilter:
    key, wanted = desk.shown[-1]
    assert key == "cases"
    assert isinstance(wanted, CaseFilter)
    return wanted


def test_the_month_says_its_finding_its_balance_and_its_figures(desk: ReportsDesk) -> None:
    view = desk.page.view
    assert view.finding.text() == "7 came in and 2 were closed: 5 more open than before"
    assert view.balance.text().startswith("0 open at the start + 7 came in + 0 reopened − 2 closed")
    assert view.balance.text().endswith("= 5 open at the end")
    tiles = view.tiles.tiles
    assert (tiles["at_once"].value.text(), tiles["at_once"].second.text()) == ("29%", "2 of 7 that came in")
    assert tiles["legal"].value.text() == "–", "nothing was due yet"
    assert len(tiles) == 12
    assert "Came in: 7" in tiles["in"].accessibleName()


def test_how_long_people_waited_stands_among_the_figures_of_a_centre_with_tickets(desk: ReportsDesk) -> None:
    at = now() - timedelta(minutes=1)
    for minutes in (2, 4, 6, 8, 30):
        called = at - timedelta(minutes=5)
        ticket = QueueTicket("A7", called - timedelta(minutes=minutes), called)
        desk.stage.register(at=at, attendance=Attendance(ticket=ticket))
    desk.page.reload(frozenset({Kind.CASE}))
    tiles = desk.page.view.tiles.tiles
    assert tiles["wait"].value.text() == "6 min"
    assert tiles["wait"].second.text() == "half within this; 9 of 10 within 30 min, longest 30 min; of 5 visits"
    assert tiles["desk"].value.text() == "5 min"
    assert len(tiles) == 14
    desk.press(Key.Key_Left, ALT)
    desk.press(Key.Key_Left, ALT)
    desk.press(Key.Key_Left, ALT)
    assert len(tiles) == 12, "nobody drew a ticket then, nor in the month before"


def test_enter_on_a_figure_opens_the_cases_behind_it(desk: ReportsDesk) -> None:
    days = desk.page.bar.asked
    assert days is not None
    tab_to(desk, desk.page.view.tiles.tiles["at_once"])
    desk.press(Key.Key_Return)
    assert shown(desk) == CaseFilter(received_from=days.days.first, received_to=days.days.last, solved=(Solved.NOW,))


def test_a_bar_opens_its_cases_and_arrows_go_from_bar_to_bar(desk: ReportsDesk) -> None:
    tab_to(desk, desk.page.view.topics)
    desk.press(Key.Key_Return)
    assert shown(desk).topic_ids == (desk.stage.topic_ids["bill_too_high"],)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert shown(desk).without_topic
    tab_to(desk, desk.page.view.segments)
    desk.press(Key.Key_Return)
    assert shown(desk).segments == (Segment.HOUSEHOLD,)


def test_months_and_segments_are_chosen_by_keys(desk: ReportsDesk) -> None:
    month = desk.page.summary()
    desk.press(Key.Key_Left, ALT)
    assert desk.page.summary() != month
    assert desk.page.view.tiles.tiles["in"].value.text() == "0"
    assert desk.page.bar.later.isEnabled()
    desk.press(Key.Key_Right, ALT)
    assert desk.page.summary() == month
    assert not desk.page.bar.later.isEnabled()
    tab_to(desk, desk.page.bar.segment)
    desk.press(Key.Key_End)
    asked = desk.page.bar.asked
    assert asked is not None
    assert asked.cut.segments == (Segment.VIP,)
    assert desk.page.view.tiles.tiles["in"].value.text() == "0"


def test_the_month_is_cut_by_line_of_business_and_opens_the_cases_of_it(desk: ReportsDesk) -> None:
    assert not desk.page.bar.activity.isVisible(), "the centre knows none"
    with desk.stage.work(at=now()) as work:
        hotel_id = register_customer(work, new=NewCustomer("Hotel Pod Różą", activity="Hotel"))
    desk.stage.register(at=now() - timedelta(minutes=1), customer_id=hotel_id)
    desk.page.reload(frozenset({Kind.CENTRE}))
    assert desk.page.view.tiles.tiles["in"].value.text() == "8"
    tab_to(desk, desk.page.bar.activity)
    desk.press(Key.Key_Down)
    assert desk.page.view.tiles.tiles["in"].value.text() == "1"
    assert desk.page.view.balance.text().startswith("0 open at the start + 1 came in")
    tab_to(desk, desk.page.view.tiles.tiles["in"])
    desk.press(Key.Key_Return)
    assert shown(desk).activities == ("Hotel",)


def test_after_a_night_the_month_has_a_day_more_and_a_new_month_is_one_key_away(
    desk: ReportsDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall = Wall(monkeypatch, date(2026, 11, 29))
    desk.page.shown()
    for day in (date(2026, 11, 30), date(2026, 12, 1)):
        wall.shows = datetime.combine(day, time(8))
        desk.page.shown()
        assert desk.page.bar.today == day
    assert desk.page.bar.later.isEnabled()


def test_the_map_of_hours_is_walked_by_arrows_and_says_each_cell(desk: ReportsDesk) -> None:
    heat = desk.page.view.heat
    tab_to(desk, heat)
    day, hour = heat.cell
    assert heat.words.endswith("7 contacts")
    assert heat.words in heat.accessibleName()
    other = Qt.Key.Key_Up if day else Qt.Key.Key_Down
    desk.press(other)
    assert heat.cell == (day - 1 if day else 1, hour)
    assert heat.words.endswith("0 contacts")
    assert desk.page.view.cell.text() == heat.words
    tab_to(desk, desk.page.view.way)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Right)
    assert heat.words.endswith("1 contact"), "one call was remote"


def test_the_days_of_the_month_tell_how_much_came_on_each(desk: ReportsDesk) -> None:
    days, today = desk.page.view.days, (now() - timedelta(minutes=1)).astimezone(desk.context.zone).date()
    assert days.accessibleDescription() == f"{short_date(today)}: 7"
    assert desk.page.view.days_words.text().startswith(f"{full_date(today)}: 7 contacts, most of all days")


def test_the_month_sheet_and_the_register_are_saved_by_their_keys(desk: ReportsDesk, tmp_path: Path) -> None:
    desk.press(Key.Key_E, CTRL)
    desk.press(Key.Key_G, CTRL)
    names = sorted(path.name for path in tmp_path.glob("*.pdf"))
    assert [name.split(" ")[0] for name in names] == ["Complaints", "Month"]
    assert all((tmp_path / name).read_bytes().startswith(b"%PDF") for name in names)
    register, month = ((tmp_path / name).read_bytes() for name in names)
    assert len(PdfReader(BytesIO(month)).pages) == 1
    assert "7 came in and 2 were closed: 5 more open than before" in words(month)
    with desk.stage.read() as reading:
        numbers = [row.number for row in list_cases(reading, filter=CaseFilter()).rows]
    assert len(numbers) == 7
    assert all(number in words(register) for number in numbers)
