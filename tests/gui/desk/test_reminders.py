"""Numbers outside the window: on the rail, and in words for the tray."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csatdesk.gui.context import Context
from csatdesk.gui.rail import Rail, RailEntry
from csatdesk.gui.reminders import ReminderWatch, in_numbers
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.notices import list_notices
from csatdesk.operations.reminders import Reminders
from csatdesk.system.clock import now
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.operations.mystery.scene import planned


def test_the_rail_counts_what_is_due_and_the_jobs_are_done(qtbot: QtBot, local_centre: Stage) -> None:
    local_centre.register(at=now() - timedelta(days=60))
    context = Context(ImmediateRunner(local_centre.session(local_centre.marek)), Settings())
    rail, window = Rail(), QWidget()
    qtbot.addWidget(rail)
    qtbot.addWidget(window)
    rail.show_entries([RailEntry("deadlines", "clock", "Deadlines")])
    watch = ReminderWatch(context, rail, window)
    watch.look()
    assert rail._model.entries[0].count == "1"
    with local_centre.read(local_centre.marek, now()) as reading:
        assert list_notices(reading)


def test_the_tray_says_numbers_only() -> None:
    assert in_numbers(Reminders(3, 2, 1, None)) == "3 overdue, 2 due today. 1 new notice."
    assert in_numbers(Reminders(0, 0, 0, None)) == "Nothing is due today."


def test_the_owner_of_a_programme_sees_on_the_rail_how_many_reports_wait(qtbot: QtBot, local_centre: Stage) -> None:
    scene = planned(local_centre)
    scene.report(scene.visits()[0])
    context = Context(ImmediateRunner(local_centre.session(scene.owner)), Settings())
    rail, window = Rail(), QWidget()
    qtbot.addWidget(rail)
    qtbot.addWidget(window)
    rail.show_entries([RailEntry("mystery", "mystery", "Mystery shopping")])
    ReminderWatch(context, rail, window).look()
    assert rail._model.entries[0].count == "1"
