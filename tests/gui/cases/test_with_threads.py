"""The page with the real threads behind it: everything comes a moment later, and in any order."""

from pytestqt.qtbot import QtBot

from csatdesk.gui.cases.page import CasesPage
from csatdesk.gui.context import Context
from csatdesk.gui.runner import Runner
from csatdesk.system.settings import Settings
from tests.cast import Stage


def test_a_case_asked_for_before_anything_is_there_is_shown(local_centre: Stage, qtbot: QtBot) -> None:
    first = local_centre.register("One").case_id
    local_centre.register("Two")
    runner = Runner(local_centre.session())
    page = CasesPage(Context(runner, Settings()))
    qtbot.addWidget(page)
    page.show()
    page.open_case(first)
    qtbot.waitUntil(lambda: page.pane.card is not None and page.list.cases.row_count == 2)
    assert page.pane.case_id == first
    qtbot.waitUntil(lambda: page.summary().startswith("2 open cases"))
    page.pane.take()
    runner.changed.connect(page.reload)
    qtbot.waitUntil(lambda: page.pane.card is not None and page.pane.card.row.owner_name == "Anna Nowak")
    runner.close()


def test_the_page_goes_while_answers_are_on_their_way(local_centre: Stage, qtbot: QtBot) -> None:
    local_centre.register()
    runner = Runner(local_centre.session())
    page = CasesPage(Context(runner, Settings()))
    page.deleteLater()
    qtbot.wait(150)
    runner.close()
