"""Several chosen cases at once: the same keys, one undo, and who refuses is named with the reason."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from csatdesk.domain.cases import Outcome, Priority, ReplyBy
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Actor
from csatdesk.gui.cases.close_many import CloseManyPanel
from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.intake.printing import NoPrinter
from csatdesk.operations.cases.answers import answer_case
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.trash import list_trash
from csatdesk.operations.matters import NewMatter, load_matter, save_matter
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, SHIFT, Desk, Key

Sit = Callable[[Actor | None], Desk[CasesPage]]


@pytest.fixture
def three(local_centre: Stage) -> list[int]:
    at = datetime(2026, 11, 19, 8, tzinfo=UTC)
    return [local_centre.register(f"matter {place}", at=at.replace(minute=place)).case_id for place in range(3)]


def choose_all(desk: Desk[CasesPage]) -> None:
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    desk.rest()


def test_a_bar_says_how_many_are_chosen_and_what_can_be_done(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    bar = desk.page.many.bar
    assert not bar.isVisible()
    choose_all(desk)
    assert bar.isVisible()
    assert bar.count.text() == "3 cases selected"
    assert list(bar.buttons) == [
        "take",
        "hand_over",
        "close",
        "topic",
        "matter",
        "urgent",
        "file",
    ]  # a clerk throws none away
    desk.press(Key.Key_Up)
    assert not bar.isVisible()


def test_t_takes_all_and_one_undo_gives_them_back(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_T)
    assert [desk.case(one).row.owner_name for one in three] == ["Anna Nowak"] * 3
    assert desk.undos == ["Took 3 cases."]
    desk.runner.undo()
    assert [desk.case(one).row.owner_name for one in three] == [""] * 3


def test_who_refuses_is_named_with_the_reason_and_the_others_go_on(
    sit: Sit, local_centre: Stage, three: list[int]
) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        hand_over_cases(work, case_ids=three[1:2], to_staff_id=None, to_office_id=local_centre.other_office_id)
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_T)
    view = desk.page.many.left_out
    assert view.isVisible()
    assert view.title.text() == "1 case was left as it is"
    assert view.section.title.text() == "It was done with 2 cases."
    (line,) = view.section.lines
    assert line.line.head == desk.case(three[1]).row.number
    assert line.line.second.startswith("This case belongs to another office.")
    assert [desk.case(one).row.owner_name for one in three] == ["Anna Nowak", "", "Anna Nowak"]
    desk.press(Key.Key_Escape)
    assert desk.page.list.hasFocus()


def test_enter_opens_a_case_that_was_left_out(sit: Sit, local_centre: Stage, three: list[int]) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        hand_over_cases(work, case_ids=three[1:2], to_staff_id=None, to_office_id=local_centre.other_office_id)
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_T)
    desk.press(Key.Key_Return)
    assert not desk.page.many.left_out.isVisible()
    assert desk.page.pane.case_id == three[1]


def test_h_hands_all_over(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_H)
    panel = desk.page.pane.panel
    assert panel is not None
    assert panel.heading.text() == "Hand over: 3 cases"
    desk.write("marek")
    desk.press(Key.Key_Return, CTRL)
    assert [desk.case(one).row.owner_name for one in three] == ["Marek Lis"] * 3
    assert desk.undos == ["Handed over 3 cases."]


def test_c_closes_all_with_one_outcome_and_says_why_the_others_stay_open(
    sit: Sit, local_centre: Stage, three: list[int]
) -> None:
    with local_centre.work(local_centre.anna, now()) as work:
        for case_id in three[:2]:
            answer_case(work, case_id=case_id, text="Wyjaśniono.", sent_at=now(), reply_by=ReplyBy.PHONE)
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_C)
    panel = desk.page.pane.panel
    assert isinstance(panel, CloseManyPanel)
    assert panel.heading.text() == "Close: 3 cases"
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.panel is panel, "an outcome is needed"
    desk.write("1")
    assert panel.outcome.value() is Outcome.JUSTIFIED
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.panel is panel, "and why it happened"
    desk.write("Burza")
    desk.press(Key.Key_Return, CTRL)
    assert [desk.case(one).row.status.is_open for one in three] == [False, False, True]
    (line,) = desk.page.many.left_out.section.lines
    assert line.line.second.startswith("An answer is still owed in case")
    assert desk.undos == ["Closed 2 cases."]
    desk.runner.undo()
    assert all(desk.case(one).row.status.is_open for one in three)


def test_p_sets_the_topic_of_all(sit: Sit, local_centre: Stage, three: list[int]) -> None:
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_P)
    desk.write("queue")
    desk.press(Key.Key_Return)
    assert {desk.case(one).row.topic_id for one in three} == {local_centre.topic_ids["waiting_time"]}
    desk.runner.undo()
    assert {desk.case(one).row.topic_id for one in three} == {local_centre.topic_ids["bill_too_high"]}


def test_shift_k_ties_all_to_a_known_matter(sit: Sit, local_centre: Stage, three: list[int]) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        new = NewMatter("Outage in Gdańsk", LocalText({"pl": "Wiemy o tym."}), now())
        matter_id = save_matter(work, matter_id=None, new=new).result
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_K, SHIFT)
    desk.write("outage")
    desk.press(Key.Key_Return)
    with local_centre.read() as reading:
        assert load_matter(reading, matter_id=matter_id).cases == 3


def test_e_makes_all_urgent_and_again_normal(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_E)
    assert {desk.case(one).row.priority for one in three} == {Priority.URGENT}
    desk.press(Key.Key_E)
    assert {desk.case(one).row.priority for one in three} == {Priority.NORMAL}


def test_ctrl_delete_throws_all_away_with_one_reason(sit: Sit, local_centre: Stage, three: list[int]) -> None:
    desk = sit(local_centre.marek)
    choose_all(desk)
    desk.press(Key.Key_Delete, CTRL)
    desk.press(Key.Key_Return, CTRL)
    panel = desk.page.pane.panel
    assert panel is not None  # a reason is asked for
    desk.write("a trial")
    desk.press(Key.Key_Return)
    with local_centre.read(local_centre.marek, now()) as reading:
        assert sorted(row.id for row in list_trash(reading)) == three
    desk.runner.undo()
    with local_centre.read(local_centre.marek, now()) as reading:
        assert list_trash(reading) == ()


def test_ctrl_p_prints_all_case_files(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    choose_all(desk)
    desk.press(Key.Key_P, CTRL)
    assert [type(error) for error in desk.errors] == [NoPrinter]
    assert not desk.page.preview.isVisible()


def test_what_one_case_does_not_allow_can_be_done_with_several(sit: Sit, three: list[int]) -> None:
    desk = sit(None)
    desk.press(Key.Key_T)
    assert not desk.page.actions_by_key["take"].isEnabled()  # it is mine
    choose_all(desk)
    assert desk.page.actions_by_key["take"].isEnabled()
    desk.press(Key.Key_T)
    assert [desk.case(one).row.owner_name for one in three] == ["Anna Nowak"] * 3
