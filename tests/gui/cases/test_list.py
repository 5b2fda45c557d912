"""The list of cases: groups, words, moves, and both ends of a long one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import (
    CaseFilter,
    CaseKind,
    DueBand,
    Sort,
)
from csatdesk.domain.contacts import Known
from csatdesk.domain.saved_filters import Shown
from csatdesk.domain.staff import Actor
from csatdesk.gui.cases import told
from csatdesk.gui.cases.case_list import CaseList
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.row_cells import group_height, row_height
from csatdesk.gui.paged_model import Group
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.cases.queries import list_cases
from csatdesk.operations.cases.screens import CaseFacts, ListCounts, count_for_list, load_case_facts
from csatdesk.store.entities.cases import Case
from csatdesk.system.clock import now
from csatdesk.wording.texts import speaking
from tests.cast import NOW, Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key

Sit = Callable[[Actor | None], Desk[CasesPage]]
OPEN = CaseFilter(is_open=True)


def at(day: int, hour: int = 9, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def dated(local_centre: Stage) -> Stage:
    """At NOW (Thu 19 Nov 11:42): two overdue, one due today, one soon, one later, one without deadline."""
    for text, received, kind in (
        ("late", at(26, month=10), CaseKind.COMPLAINT),  # 15 working days: Mon 16
        ("just late", at(16), CaseKind.INQUIRY),  # 2 working days: Wed 18
        ("today", at(17), CaseKind.INQUIRY),
        ("soon", at(18), CaseKind.INQUIRY),
        ("later", at(19, 8), CaseKind.COMPLAINT),
        ("thanks", at(19, 8), CaseKind.PRAISE),
    ):
        local_centre.register(text, at=received, kind=kind)
    return local_centre


def facts_of(stage: Stage) -> CaseFacts:
    with stage.read(at=NOW) as reading:
        return load_case_facts(reading)


def counts_of(stage: Stage, shown: CaseFilter = OPEN) -> ListCounts:
    with stage.read(at=NOW) as reading:
        return count_for_list(reading, filter=shown)


def rows_of(stage: Stage) -> dict[str, CaseRow]:
    with stage.read(at=NOW) as reading:
        return {row.text: row for row in list_cases(reading, filter=CaseFilter()).rows}


@pytest.fixture
def table(dated: Stage, qtbot: QtBot) -> CaseList:
    """The list as it stands at NOW."""
    made = CaseList(ImmediateRunner(dated.session()))
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.cases, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.resize(675, 640)
    made.show_counts(counts_of(dated))
    made.cases.show(Shown(OPEN), facts_of(dated))
    return made


def lines(table: CaseList) -> list[str]:
    found = []
    for place in range(table.cases.rowCount()):
        item = table.cases.item(place)
        found.append(" ".join(table.group_words(item)) if isinstance(item, Group) else item.text if item else "")
    return found


def test_groups_stand_before_their_cases_with_their_counts(table: CaseList) -> None:
    assert lines(table) == [
        "Overdue 2",
        "late",
        "just late",
        "Due today 1",
        "today",
        "Due within 2 working days 1",
        "soon",
        "Later 1",
        "later",
        "Without deadline 1",
        "thanks",
    ]
    assert table.rowHeight(0) == group_height()
    assert table.rowHeight(1) == row_height()
    assert row_height() == 44


def test_there_are_no_groups_while_sorted_by_receipt_or_searching(table: CaseList, dated: Stage) -> None:
    table.cases.show(Shown(OPEN, Sort.RECEIVED), facts_of(dated))
    assert lines(table)[:2] == ["thanks", "later"]
    assert table.cases.headerData(0, table.head.orientation()) == "Received"
    table.cases.show(Shown(CaseFilter(text="late")), facts_of(dated))
    assert lines(table) == ["later", "just late", "late"]


@pytest.mark.parametrize(
    ("text", "words", "second"),
    [
        ("late", "overdue 3 days", "Mon 16 Nov"),
        ("just late", "overdue 1 day", "Wed 18 Nov"),
        ("today", "due today 16:00", "4 h 18 min left"),
        ("soon", "due in 1 working day", "Fri 20 Nov"),
        ("later", "on time", "Thu 10 Dec"),
        ("thanks", "no deadline", "registered"),
    ],
)
def test_a_deadline_is_told_in_two_lines(dated: Stage, text: str, words: str, second: str) -> None:
    due = told.due(rows_of(dated)[text], facts_of(dated))
    assert (due.words, due.second) == (words, second)


def test_the_head_tells_how_many_and_how_bad_in_words(dated: Stage) -> None:
    assert told.head(counts_of(dated), only_open=True, is_search=False) == "6 open cases: 2 overdue, 1 due today"
    some = CaseFilter(is_open=True, kinds=(CaseKind.COMPLAINT,))
    assert told.head(counts_of(dated, some), only_open=True, is_search=False) == "2 of 6 open cases: 1 overdue"
    with speaking("pl"):
        assert "6" in told.head(counts_of(dated), only_open=True, is_search=False)


def test_counts_above_ten_thousand_are_not_told_to_the_unit() -> None:
    assert told.capped(10_001) == "10,000+"
    with speaking("pl"):
        assert told.capped(10_001) == "10\u00a0000+"


def test_who_wishes_to_stay_anonymous_is_called_so(local_centre: Stage) -> None:
    local_centre.register("hidden", known=Known.ANONYMOUS, customer_id=None)
    assert told.customer(rows_of(local_centre)["hidden"]) == "Anonymous"


def test_cells_are_painted_without_asking_anything(table: CaseList, dated: Stage) -> None:
    asked: list[object] = []
    table.cases.reading.connect(asked.append)
    dated.store.close()  # whoever asks now fails
    table.grab()
    assert not asked


def test_arrows_move_from_case_to_case_over_the_lines_of_groups(sit: Sit, dated: Stage) -> None:
    desk = sit(None)
    seen = []
    for _step in range(6):
        seen.append(desk.page.list.row().text)
        desk.press(Key.Key_Down)
    assert sorted(seen) == ["just late", "late", "later", "soon", "thanks", "today"]
    for _step in range(5):
        desk.press(Key.Key_Up)
    assert desk.page.list.row().text == seen[0]
    assert desk.told["row"] == "Row 1 of 6"


def test_the_card_follows_when_the_arrows_rest(sit: Sit, dated: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    desk.rest()
    assert desk.page.pane.case_id == desk.page.list.row().id


def test_s_sorts_otherwise_and_the_case_stays(sit: Sit, dated: Stage) -> None:
    desk = sit(None)
    before = desk.page.list.row().id
    desk.press(Key.Key_S)
    assert desk.page.list.cases.row_at(0) is not None
    assert desk.page.list.row().id == before
    desk.press(Key.Key_S)
    assert [row.text for row in map(desk.page.list.cases.row_at, range(2)) if row is not None] == ["late", "just late"]
    desk.press(Key.Key_S)
    assert isinstance(desk.page.list.cases.item(0), Group)


def test_selected_cells_are_copied_as_a_table(sit: Sit, dated: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_C, CTRL)
    copied = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert [line[4] for line in copied] == ["late", "just late"]
    assert [len(line) for line in copied] == [8, 8]
    assert copied[0][5] == "Agnieszka Zielińska"


def test_a_change_elsewhere_keeps_the_place(sit: Sit, dated: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_Down)
    before = desk.page.list.row().id
    dated.register("new and late", at=at(1, month=10))
    desk.page.reload(frozenset(desk.page.shows))
    assert desk.page.list.row().id == before
    assert "7 open cases" in desk.page.summary()


def test_an_empty_list_says_so_and_leads_on(sit: Sit, local_centre: Stage) -> None:
    desk = sit(None)
    assert desk.page.empty.isVisible()
    assert desk.page.summary() == "0 open cases"


def many(stage: Stage, count: int) -> None:
    """So many complaints, due a minute after one another: "case 0" first."""
    stage.register("case 0", at=now() - timedelta(days=100))
    with stage.work(at=now()) as work:
        first = dict(work.db.execute(select(Case.__table__)).mappings().one())
        rows = []
        for place in range(1, count):
            later = timedelta(minutes=place)
            moved = {name: first[name] + later for name in ("received_at", "next_due_at", "clock_due_at")}
            own = {"id": place + 1, "uid": uuid4(), "number": f"26-09-{place:05}-0", "text": f"case {place}"}
            rows.append(first | moved | own)
        work.db.execute(insert(Case.__table__), rows)  # type: ignore[arg-type]  # a Table


def test_a_long_list_is_read_in_pages_and_from_its_end(sit: Sit, local_centre: Stage) -> None:
    count = 1050
    many(local_centre, count)
    desk = sit(None)
    cases = desk.page.list.cases
    assert desk.page.summary().startswith("1,050 open cases")
    assert cases.row_count == 200
    assert desk.told["row"] == "Row 1 of 1,050"
    desk.press(Key.Key_End)
    assert desk.page.list.row().text == f"case {count - 1}"
    assert cases.row_count < count
    desk.page.list.verticalScrollBar().setValue(0)
    assert cases.row_count >= 400
    desk.press(Key.Key_Home)
    assert desk.page.list.row().text == "case 0"
    while cases.canFetchMore(QModelIndex()):
        cases.fetchMore(QModelIndex())
    assert cases.row_count == count
    assert sum(isinstance(cases.item(place), Group) for place in range(cases.rowCount())) == 1
    QAbstractItemModelTester(cases, QAbstractItemModelTester.FailureReportingMode.Warning, cases)


def test_each_group_is_counted(dated: Stage) -> None:
    counts = counts_of(dated)
    assert [counts.of(band) for band in DueBand] == [2, 1, 1, 1, 0, 1]
