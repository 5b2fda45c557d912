"""The ways to field work: from the visits, from the evaluations, with what one stands on ticked."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from csatdesk.domain.staff import Actor
from csatdesk.gui.boundary import Boundary
from csatdesk.gui.context import Context
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.gui.field.forms import GiveForm
from csatdesk.gui.field.page import FieldPage
from csatdesk.gui.main_window import MainWindow
from csatdesk.gui.mystery.visits_page import VisitsPage
from csatdesk.gui.page import Page
from csatdesk.gui.runner import ImmediateRunner
from csatdesk.operations.field.giving import Taken, What
from csatdesk.system.settings import Settings
from tests.cast import Stage
from tests.gui.cases.desk import Desk, Key
from tests.operations.evaluations.scorecards import CALL, begun, published
from tests.operations.mystery.scene import planned

VISIT = {"kind": "mystery_visit", "channel": "hall"}
Sit = Callable[[Callable[[Context], Page], Actor], Desk[Page]]


@pytest.fixture
def sit_at(qtbot: QtBot, local_centre: Stage) -> Sit:
    return lambda make, actor: Desk(qtbot, local_centre, make, actor)


def test_g_takes_the_evaluation_along_on_which_one_stands(sit_at: Sit, local_centre: Stage) -> None:
    evaluation_id = begun(local_centre)
    desk = sit_at(EvaluationsPage, local_centre.marek)
    desk.rest()
    desk.press(Key.Key_G)
    found: list[object] = [*desk.shown]
    assert found == [("field", frozenset({Taken(What.EVALUATION, evaluation_id)}))]
    desk.leave()


def test_g_takes_the_visit_along_on_which_one_stands(sit_at: Sit, local_centre: Stage) -> None:
    scene = planned(local_centre)
    visit = next(one for one in scene.visits() if one.visitor_id == local_centre.liis.id)
    desk = sit_at(VisitsPage, local_centre.liis)
    desk.press(Key.Key_G)
    found: list[object] = [*desk.shown]
    assert found == [("field", frozenset({Taken(What.VISIT, visit.id)}))]
    desk.leave()


def test_the_window_leads_to_the_form_with_it_ticked(qtbot: QtBot, local_centre: Stage) -> None:
    published(local_centre, CALL | VISIT)
    evaluation_id = begun(local_centre)
    begun(local_centre)
    runner = ImmediateRunner(local_centre.session(local_centre.marek))
    window = MainWindow(Context(runner, Settings(), runner), Boundary(runner))
    qtbot.addWidget(window)
    window.show()
    taken = Taken(What.EVALUATION, evaluation_id)
    window.context.give_out(taken)
    page = window.page
    assert isinstance(page, FieldPage)
    form = page.pane.form
    assert isinstance(form, GiveForm)
    assert form.wanted.ticked() == (taken,)
    window.keep()
    runner.close()
