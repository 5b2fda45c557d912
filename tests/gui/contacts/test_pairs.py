"""Customers who may be one, compared and decided about by keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from csatdesk.domain.contacts import NewCustomer
from csatdesk.domain.staff import Actor
from csatdesk.gui.contacts.page import CustomersPage
from csatdesk.gui.contacts.pair_form import SECOND, PairForm
from csatdesk.operations.contacts.commands import register_customer
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk

Key = Qt.Key
Sit = Callable[[Actor | None], Desk[CustomersPage]]


@pytest.fixture
def twice(local_centre: Stage) -> int:
    with local_centre.work(at=now()) as work:
        return register_customer(work, new=NewCustomer("Agnieszka Zielinska", phone="601224318"))


def names(desk: Desk[CustomersPage]) -> list[str]:
    rows = desk.page.list.customers
    return [str(rows.index(place, 0).data()).partition(",")[0] for place in range(rows.row_count)]


def form_of(desk: Desk[CustomersPage]) -> PairForm:
    form = desk.page.pane.form
    assert isinstance(form, PairForm)
    return form


def test_d_compares_and_ctrl_enter_makes_them_one_with_the_name_chosen(
    sit: Sit, local_centre: Stage, twice: int
) -> None:
    desk = sit(None)
    assert desk.page.row.pairs.text() == "1 possible duplicate"
    desk.press(Key.Key_D)
    form = form_of(desk)
    desk.press(Key.Key_Right)
    assert form.groups["name"].checkedId() == SECOND
    desk.press(Key.Key_Return, CTRL)
    assert names(desk) == ["Agnieszka Zielinska"]
    assert desk.page.pane.form is None
    assert desk.page.row.pairs.isHidden()
    (part,) = desk.page.pane.details.parts.lines
    part.setFocus()
    desk.press(Key.Key_Delete)
    assert names(desk) == ["Agnieszka Zielinska", "Agnieszka Zielińska"]


def test_ctrl_d_says_that_they_are_two_and_nobody_is_asked_again(sit: Sit, local_centre: Stage, twice: int) -> None:
    desk = sit(None)
    (line,) = desk.page.pane.details.alike.lines
    assert line.line.second == "They share a phone."
    line.setFocus()
    desk.press(Key.Key_Return)
    form_of(desk)
    desk.press(Key.Key_D, CTRL)
    assert desk.page.pane.form is None
    assert desk.page.row.pairs.isHidden()
    assert len(names(desk)) == 2
    assert desk.page.pane.details.alike.lines == []


def test_an_auditor_is_asked_about_nobody(sit: Sit, local_centre: Stage, twice: int) -> None:
    desk = sit(local_centre.liis)
    desk.press(Key.Key_D)
    assert desk.page.row.pairs.isHidden()
    assert desk.page.pane.form is None
