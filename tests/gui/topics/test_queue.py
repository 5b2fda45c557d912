"""Cases without a topic, worked off by keys."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtTest import QAbstractItemModelTester

from csatdesk.domain.staff import Actor
from csatdesk.system.clock import now
from tests.gui.cases.desk import CTRL, SHIFT, Key
from tests.gui.topics.desk import TopicsDesk

Sit = Callable[[Actor | None], TopicsDesk]
BILL = "Rachunek za wysoki, dwa razy wyższy niż zwykle."


def at_queue(sit: Sit, actor: Actor | None = None, *texts: str) -> tuple[TopicsDesk, list[int]]:
    """Cases without topic, the first text received last, and the desk before them."""
    desk = sit(actor)
    made = [
        desk.stage.register(text, topic_id=None, at=now() - timedelta(minutes=place)).case_id
        for place, text in enumerate(texts, start=1)
    ]
    desk.page.go(1)
    desk.page.queue.list.queue.read()
    return desk, made


def test_one_takes_the_first_suggestion_and_the_next_case_follows(sit: Sit) -> None:
    desk, (first, second) = at_queue(sit, None, BILL, "Czekałem w kolejce.")
    assert [row.id for row in desk.page.queue.chosen] == [first]
    assert [found.text for found in desk.page.queue.chosen[0].suggestions[0].because]
    desk.press(Key.Key_1)
    assert desk.case(first).row.topic_id == desk.stage.topic_ids["bill_too_high"]
    assert [row.id for row in desk.page.queue.chosen] == [second]
    assert "1 left" in desk.page.queue.counts.text()
    assert "1 worked off today" in desk.page.queue.counts.text()
    assert "Suggested by the program: 1 of 1 topic given, 100%" in desk.page.queue.accepted.text()
    desk.context.undo()
    assert desk.case(first).row.topic_id is None
    assert "2 left" in desk.page.queue.counts.text()


def test_letters_search_all_topics_and_enter_takes(sit: Sit) -> None:
    desk, (only,) = at_queue(sit, None, "Coś innego.")
    assert "no suggestion" in desk.page.queue.list.queue.suggested(desk.page.queue.chosen[0])
    desk.press(Key.Key_W)
    assert desk.page.queue.pick.field.text() == "w"
    desk.write("waiting")
    desk.press(Key.Key_Return)
    assert desk.case(only).row.topic_id == desk.stage.topic_ids["waiting_time"]
    assert desk.page.queue.split.is_empty
    assert "0 of 1 topic given" in desk.page.queue.accepted.text()


def test_several_selected_cases_go_together(sit: Sit) -> None:
    desk, made = at_queue(sit, None, BILL, BILL, BILL, "Coś innego.")
    desk.press(Key.Key_Down, SHIFT)
    desk.press(Key.Key_Down, SHIFT)
    assert desk.page.queue.heading.text() == "3 cases selected"
    desk.press(Key.Key_1)
    own = desk.stage.topic_ids["bill_too_high"]
    assert [desk.case(case_id).row.topic_id for case_id in made] == [own, own, own, None]
    assert desk.undos[-1] == "Gave 3 cases a topic."
    desk.context.undo()
    assert "4 left" in desk.page.queue.counts.text()


def test_a_digit_in_the_search_field_is_only_text(sit: Sit) -> None:
    desk, (only,) = at_queue(sit, None, BILL)
    desk.press(Key.Key_B)
    desk.press(Key.Key_1)
    assert desk.page.queue.pick.field.text() == "b1"
    assert desk.case(only).row.topic_id is None


def test_the_case_itself_opens(sit: Sit) -> None:
    desk, (only,) = at_queue(sit, None, BILL)
    desk.press(Key.Key_Return, CTRL)
    assert desk.cases == [only]


def test_an_auditor_sees_the_queue_and_files_nothing(sit: Sit) -> None:
    desk = sit(None)
    watching, (only,) = at_queue(sit, desk.stage.liis, BILL)
    watching.press(Key.Key_1)
    assert watching.case(only).row.topic_id is None


def test_the_tab_counts_what_is_left_and_the_model_is_sound(sit: Sit) -> None:
    desk, _made = at_queue(sit, None, BILL, BILL)
    tester = QAbstractItemModelTester(
        desk.page.queue.list.queue, QAbstractItemModelTester.FailureReportingMode.Warning, desk.page
    )
    desk.press(Key.Key_1)
    assert desk.page.tabs.tabText(1) == "Unclassified 1"
    assert tester.model() is desk.page.queue.list.queue
