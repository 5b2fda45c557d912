"""Measures where they are met: Today, My desk, Deadlines, a topic, the card of a case that came again, the rail."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from csatdesk.domain.changes import Kind
from csatdesk.domain.corrective_actions import MeasureFilter, MeasureStart, Origin
from csatdesk.domain.links import LinkKind
from csatdesk.domain.staff import Actor
from csatdesk.gui.corrective_actions.forms import MeasureForm
from csatdesk.gui.corrective_actions.page import MeasuresPage
from csatdesk.gui.deadlines.page import DeadlinesPage
from csatdesk.gui.desk.page import DeskPage
from csatdesk.gui.reminders import ReminderWatch
from csatdesk.gui.today.page import TodayPage
from csatdesk.gui.topics.page import TopicsPage
from csatdesk.operations.cases.links import link_cases
from csatdesk.operations.corrective_actions.commands import begin_measure, note_finished_windows
from csatdesk.operations.today.rows import EffectToJudge, OverdueMeasures
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.corrective_actions.test_page import fresh, scene
from tests.gui.today.hands import Hands

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
Come = Callable[[Actor], Hands]


@pytest.fixture
def come(qtbot: QtBot, local_centre: Stage) -> Iterator[Come]:
    seated: list[Hands] = []

    def sit(actor: Actor) -> Hands:
        seated.append(Hands(qtbot, local_centre, actor))
        return seated[-1]

    yield sit
    for hands in seated:
        hands.leave()


def started(form: MeasureForm) -> MeasureStart:
    assert form.start is not None
    return form.start


def measures(hands: Hands) -> MeasuresPage:
    assert isinstance(hands.window.page, MeasuresPage)
    return hands.window.page


def test_today_asks_after_what_is_overdue_and_for_a_verdict(come: Come, local_centre: Stage) -> None:
    measure = scene(local_centre)
    fresh(local_centre, -3, ago=20, title="late")
    with local_centre.work(local_centre.marek, now()) as work:
        while note_finished_windows(work):
            pass
    hands = come(local_centre.marek)
    today = hands.window.page
    assert isinstance(today, TodayPage)
    assert today.today is not None
    waiting = {type(one): one for one in today.today.decisions}
    assert {OverdueMeasures, EffectToJudge} <= set(waiting)
    today.deciding.decide(waiting[OverdueMeasures])
    assert measures(hands).filter == MeasureFilter(overdue=True)
    hands.window.go("today")
    today.deciding.decide(waiting[EffectToJudge])
    found = measures(hands)
    assert found.card is not None
    assert found.card.row.id == measure


def test_my_desk_says_which_of_ones_measures_are_due_and_leads_there(come: Come, local_centre: Stage) -> None:
    fresh(local_centre, 1, title="Anna's")
    fresh(local_centre, 1, title="Marek's", owner_id=local_centre.marek.id)
    hands = come(local_centre.anna)
    desk = hands.window.page
    assert isinstance(desk, DeskPage)
    assert desk.measures.words.startswith("1 measure of yours is due soon or not begun yet. “Anna's”")
    hands.press(Key.Key_M, ALT | SHIFT)
    assert measures(hands).filter == MeasureFilter(owner_id=local_centre.anna.id)
    assert measures(hands).card is not None


def test_what_is_not_begun_is_said_and_nothing_while_nothing_is_due(come: Come, local_centre: Stage) -> None:
    measure = fresh(local_centre, 30)
    hands = come(local_centre.anna)
    desk = hands.window.page
    assert isinstance(desk, DeskPage)
    assert "not begun yet" in desk.measures.words
    with local_centre.work(local_centre.anna, now()) as work:
        begin_measure(work, measure_id=measure, version=1)
    hands.window.context.runner.changed.emit(frozenset({Kind.MEASURE}))
    hands.qtbot.waitUntil(lambda: desk.measures.words == "")


def test_deadlines_show_overdue_measures_beside_those_of_complaints(come: Come, local_centre: Stage) -> None:
    fresh(local_centre, -3, ago=20, title="late")
    hands = come(local_centre.marek)
    page = hands.window.go("deadlines")
    assert isinstance(page, DeadlinesPage)
    hands.settle()
    assert page.measures.words.startswith("1 measure is overdue. “late”, Anna Nowak")
    hands.press(Key.Key_M, ALT | SHIFT)
    assert measures(hands).filter == MeasureFilter(overdue=True)


def test_a_topic_and_a_case_that_came_again_begin_a_measure_by_one_key(come: Come, local_centre: Stage) -> None:
    topic_id = local_centre.topic_ids["bill_too_high"]
    first, second = (local_centre.register(str(days), at=now()).case_id for days in (2, 1))
    with local_centre.work(at=now()) as work:
        link_cases(work, case_id=second, other_id=first, kind=LinkKind.REPEAT)
    hands = come(local_centre.marek)
    page = hands.window.go("topics")
    assert isinstance(page, TopicsPage)
    page.tree.stand_on(topic_id)
    hands.settle()
    hands.press(Key.Key_F9)
    form = measures(hands).pane.form
    assert isinstance(form, MeasureForm)
    assert started(form) == MeasureStart(Origin.TOPIC, topic_id)
    hands.window.open_case(second)
    hands.settle()
    hands.press(Key.Key_M, SHIFT)
    form = measures(hands).pane.form
    assert isinstance(form, MeasureForm)
    found = started(form)
    assert (found.origin, found.topic_id, found.case_id) == (Origin.CASE, topic_id, second)


def test_a_case_that_came_once_offers_no_measure_and_a_clerk_sets_none(come: Come, local_centre: Stage) -> None:
    alone = local_centre.register(at=now()).case_id
    hands = come(local_centre.marek)
    hands.window.open_case(alone)
    hands.settle()
    assert not _action(hands, "measure").isEnabled()
    clerk = come(local_centre.anna)
    assert clerk.window.go("topics") is not None
    assert "measures" not in [entry.key for entry in clerk.window.rail._model.entries]
    assert clerk.window.go("measures") is not None


def _action(hands: Hands, key: str) -> QAction:
    return hands.cases.actions_by_key[key]


def test_the_rail_counts_what_is_overdue_or_due_today(come: Come, local_centre: Stage) -> None:
    fresh(local_centre, -3, ago=20)
    fresh(local_centre, 9)
    hands = come(local_centre.marek)
    ReminderWatch(hands.window.context, hands.window.rail, hands.window).look()
    hands.settle()
    counts = {entry.key: entry.count for entry in hands.window.rail._model.entries}
    assert counts["measures"] == "1"
