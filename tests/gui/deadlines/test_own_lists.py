"""Saved filters and the columns of the list of deadlines, by keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from csatdesk.domain.saved_filters import ListKey, ListLook
from csatdesk.gui.deadlines.due_columns import USUAL
from csatdesk.operations.cases.saved_filters import load_own_lists
from csatdesk.operations.deadlines.views import DeadlineList, View
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Key
from tests.gui.deadlines.hands import DeadlinesDesk, go_to, shown_texts


def heads(desk: DeadlinesDesk) -> list[str]:
    model = desk.page.table.deadlines
    across = Qt.Orientation.Horizontal
    return [str(model.headerData(place, across)) for place in range(model.columnCount())]


def test_what_is_shown_is_saved_under_a_name_with_its_view_and_shown_again(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    desk.press(Key.Key_F)
    desk.write("Kaarel")
    desk.press(Key.Key_Return)
    go_to(desk, View.OVERDUE)
    wanted, there = desk.page.deadlines, shown_texts(desk)
    desk.press(Key.Key_Q, SHIFT)
    desk.write("Kaarel's late ones")
    desk.press(Key.Key_Return)
    assert desk.undos == ["Saved the filter “Kaarel's late ones”."]
    assert desk.page.table.hasFocus()
    assert desk.page.filters.name.text() == "Kaarel's late ones"
    desk.press(Key.Key_Backspace, CTRL)
    assert not desk.page.filters.name.isVisible()
    desk.press(Key.Key_2, CTRL)
    desk.press(Key.Key_Q, SHIFT)
    desk.press(Key.Key_Return)
    assert desk.page.deadlines == wanted
    assert shown_texts(desk) == there
    assert desk.page.strip.view is View.OVERDUE


def test_how_long_a_pause_may_be_is_saved_with_its_list(sit: Callable[[], DeadlinesDesk]) -> None:
    desk = sit()
    paused = DeadlineList(View.PAUSED, paused_days=20)
    assert DeadlineList.of(paused.kept) == paused
    desk.page.show_view(View.PAUSED)
    desk.press(Key.Key_Q, SHIFT)
    desk.write("Waiting")
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert [(one.name, one.is_shared) for one in desk.page.own.filters] == [("Waiting", True)], "a supervisor shares it"
    desk.press(Key.Key_Backspace, CTRL)
    desk.press(Key.Key_Q, SHIFT)
    desk.press(Key.Key_Return)
    assert desk.page.strip.view is View.PAUSED


def test_columns_are_chosen_and_kept_for_the_person(sit: Callable[[], DeadlinesDesk], local_centre: Stage) -> None:
    desk = sit()
    assert heads(desk) == ["Due", "Matter", "Customer", "Who acts"]
    desk.press(Key.Key_J)
    desk.write("kind")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Escape)
    assert desk.page.table.hasFocus()
    assert heads(desk) == ["Due", "Matter", "Customer", "Who acts", "Kind"]
    cells = [str(desk.page.table.deadlines.index(1, place).data()) for place in range(5)]
    assert cells[4] == "Inquiry, Registered"
    desk.page.own.keep_now()
    with local_centre.read(local_centre.marek) as reading:
        assert load_own_lists(reading, list_key=ListKey.DEADLINES).look == ListLook((*USUAL, "kind"))
        assert load_own_lists(reading).look == ListLook(), "the list of cases stays as it is"
    again = sit()
    assert heads(again)[-1] == "Kind"
    again.press(Key.Key_J)
    again.write("usual")
    again.press(Key.Key_Return)
    assert heads(again) == ["Due", "Matter", "Customer", "Who acts"]
