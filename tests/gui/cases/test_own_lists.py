"""Saved filters by one key, renamed and thrown away; columns chosen, moved and widened; all by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.cases import CaseFilter, CaseKind, Sort
from csatdesk.domain.saved_filters import ListLook
from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.cases.saved_popup import NewFilter
from csatdesk.gui.paged_model import Group
from csatdesk.operations.cases.saved_filters import load_own_lists, save_filter
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, Desk, Key
from tests.sheets.books import rows_of

Sit = Callable[[Actor | None], Desk[CasesPage]]
CLAIMS = CaseFilter(kinds=(CaseKind.CLAIM,))


def texts(desk: Desk[CasesPage]) -> list[str]:
    items = [desk.page.list.cases.item(place) for place in range(desk.page.list.cases.rowCount())]
    return [item.text for item in items if item is not None and not isinstance(item, Group)]


def look(stage: Stage) -> ListLook:
    with stage.read() as reading:
        return load_own_lists(reading).look


@pytest.fixture
def two(local_centre: Stage) -> Stage:
    local_centre.register("complaint")
    local_centre.register("claim", kind=CaseKind.CLAIM)
    return local_centre


def test_what_is_shown_is_saved_under_a_name_and_shown_again_by_one_key(sit: Sit, two: Stage) -> None:
    desk = sit(None)
    desk.page.show_filter(CLAIMS)
    desk.press(Key.Key_S)
    desk.press(Key.Key_Q)
    desk.write("My claims")
    desk.press(Key.Key_Return)
    assert desk.undos == ["Saved the filter “My claims”."]
    assert desk.page.list.hasFocus()
    assert desk.page.bar.saved.text() == "My claims"
    desk.page.show_open()
    assert desk.page.bar.saved.text() == "Saved filters"
    assert sorted(texts(desk)) == ["claim", "complaint"]
    desk.press(Key.Key_1, CTRL)
    assert texts(desk) == ["claim"]
    assert desk.page.list.cases.shown.sort is Sort.RECEIVED
    assert desk.page.own.actions[0].text() == "Filter: My claims"


def test_a_filter_is_renamed_and_a_taken_name_is_said_beneath_it(sit: Sit, two: Stage) -> None:
    with two.work() as work:
        save_filter(work, name="Claims", shown=CLAIMS)
        save_filter(work, name="Open", shown=CaseFilter(is_open=True))
    desk = sit(None)
    desk.press(Key.Key_Q)
    desk.press(Key.Key_F2)
    popup = desk.page.own.saved
    assert popup.search.text() == "Claims"
    desk.write("open")
    desk.press(Key.Key_Return)
    assert popup.error.sentence == "There is a filter “Open” already. Choose another name."
    desk.press(Key.Key_End)
    desk.write(" claims")
    desk.press(Key.Key_Return)
    assert not popup.isVisible()
    assert [one.name for one in desk.page.own.filters] == ["Open", "open claims"]


def test_delete_throws_a_filter_away_and_undo_brings_it_back(sit: Sit, two: Stage) -> None:
    with two.work() as work:
        save_filter(work, name="Claims", shown=CLAIMS)
    desk = sit(None)
    desk.press(Key.Key_Q)
    desk.press(Key.Key_Delete)
    assert desk.page.own.saved.words == []
    desk.runner.undo()
    assert desk.page.own.saved.words == ["Claims"]
    desk.press(Key.Key_Escape)
    assert desk.page.list.hasFocus()


def test_only_who_leads_may_save_for_everybody_and_change_it(sit: Sit, two: Stage) -> None:
    leader = sit(two.marek)
    leader.press(Key.Key_Q)
    leader.write("Late")
    assert leader.page.own.saved.words == ["Save as “Late”", "Save for everybody as “Late”"]
    leader.press(Key.Key_Down)
    leader.press(Key.Key_Return)
    clerk = sit(None)
    clerk.press(Key.Key_Q)
    popup = clerk.page.own.saved
    assert popup.words == ["Late"]
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_Delete)
    assert clerk.page.own.filters[0].name == "Late"
    clerk.write("late")
    assert popup.words == ["Late", "Save as “late”"]
    clerk.press(Key.Key_Down)
    assert popup.value == NewFilter("late", is_shared=False)


def test_columns_are_chosen_moved_and_widened_and_kept_for_the_person(sit: Sit, two: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_J)
    popup = desk.page.own.columns
    assert popup.words[:4] == ["Due", "Matter", "Customer", "Owner"]
    desk.press(Key.Key_Up)  # as usual, the last row
    for _step in range(3):
        desk.press(Key.Key_Up)
    assert popup.value == "received"
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Up, ALT)
    assert desk.page.list.columns == ("due", "matter", "customer", "received", "owner")
    before = desk.page.list.columnWidth(3)
    desk.press(Key.Key_Right)
    assert desk.page.list.columnWidth(3) == before + 10
    desk.press(Key.Key_Escape)
    desk.page.own.keep_now()
    kept = look(two)
    assert kept.columns == ("due", "matter", "customer", "received", "owner")
    again = sit(None)
    assert again.page.list.columns == kept.columns
    assert again.page.list.columnWidth(3) == before + 10
    assert again.page.list.cases.headerData(3, Qt.Orientation.Horizontal) == "Received"
    assert sit(two.marek).page.list.columns == ("due", "matter", "customer", "owner")


def test_the_last_column_stays_and_all_can_be_as_usual(sit: Sit, two: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_J)
    for _column in range(4):
        desk.press(Key.Key_Space)
        desk.press(Key.Key_Home)
    popup = desk.page.own.columns
    while len(desk.page.list.columns) > 1:
        popup.list.setCurrentRow(0)
        desk.press(Key.Key_Space)
    popup.list.setCurrentRow(0)
    desk.press(Key.Key_Space)
    assert popup.error.sentence == "One column has to stay."
    desk.press(Key.Key_Up)
    desk.press(Key.Key_Return)
    assert desk.page.list.columns == ("due", "matter", "customer", "owner")


def test_the_case_and_its_place_stay_when_columns_change(sit: Sit, two: Stage) -> None:
    desk = sit(None)
    desk.press(Key.Key_Down)
    before = desk.page.list.row().id
    desk.page.list.show_look(ListLook(("number", "matter")))
    assert desk.page.list.row().id == before
    assert [line for line in texts(desk) if line] == texts(desk)


def test_a_title_sorts_where_an_index_carries_it(sit: Sit, two: Stage) -> None:
    desk = sit(None)
    table = desk.page.list
    table.show_look(ListLook(("due", "matter", "received", "number")))
    for section, sort in ((2, Sort.RECEIVED), (2, Sort.OLDEST), (1, Sort.OLDEST), (3, Sort.REGISTERED), (0, Sort.DUE)):
        table.head.sectionClicked.emit(section)
        assert table.cases.shown.sort is sort


def test_the_export_has_the_columns_of_the_screen_in_their_order(sit: Sit, two: Stage, tmp_path: Path) -> None:
    desk = sit(two.marek)
    desk.page.list.show_look(ListLook(("number", "received", "matter")))
    desk.page.papers._lists._ask = lambda _window, _title, _name, _kinds: str(tmp_path / "list.csv")
    desk.press(Key.Key_E, CTRL)
    table, rows = rows_of(tmp_path / "list.csv")
    assert table.headers == ("Number", "Priority", "Received", "Channel", "Topic", "What happened")
    assert len(rows) == 2


def test_z_pins_the_case_and_z_again_takes_the_pin_off(sit: Sit, local_centre: Stage) -> None:
    number = local_centre.register().number
    desk = sit(None)
    desk.press(Key.Key_Z)
    desk.press(Key.Key_Z)
    assert desk.undos == [f"Pinned case {number}.", f"Case {number} is no longer pinned."]
