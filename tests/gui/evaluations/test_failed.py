"""What failed in an evaluation, by keyboard: why it failed, and the measure that answers it."""

from typing import Any

import pytest

from csatdesk.domain.corrective_actions import Cause, FailedItems, MeasureFilter, MeasuresWanted, Origin
from csatdesk.domain.corrective_actions import Stage as Part
from csatdesk.domain.evaluations import EvaluationState
from csatdesk.gui.evaluations.forms import DecideForm, WhyForm
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.operations.corrective_actions.failed_items import load_failed_items
from csatdesk.operations.evaluations.disputes import raise_dispute
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.system.clock import now
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.evaluations.conftest import Sit
from tests.gui.evaluations.test_page import sent
from tests.operations.corrective_actions.hands import made


def causes(stage: Stage, evaluation_id: int) -> dict[str, Cause | None]:
    return {one.key: one.cause for one in known(stage, evaluation_id).items}


def known(stage: Stage, evaluation_id: int) -> FailedItems:
    with stage.read(stage.marek, now()) as reading:
        return load_failed_items(reading, evaluation_id=evaluation_id)


def line(desk: Desk[EvaluationsPage], key: str) -> str:
    return next(entry.line for entry in desk.page.pane.items.entries if entry.id == key)


@pytest.fixture
def wanted() -> list[Any]:
    return []


def watch(desk: Desk[EvaluationsPage], wanted: list[Any]) -> None:
    desk.context.page_wanted.connect(lambda _key, what: wanted.append(what))


def test_each_failed_answer_is_asked_why_one_after_the_other(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = sent(local_centre, name="no", wait=30)
    desk = sit(local_centre.marek)
    desk.rest()
    assert desk.page.pane.item_key == "name"  # the first that failed
    assert line(desk, "name") == "failed. Why is not said yet"
    desk.press(Key.Key_Y)
    form = desk.page.pane.form
    assert isinstance(form, WhyForm)
    desk.press(Key.Key_Return, CTRL)
    assert form.named["cause"].field.accessibleDescription() == "Choose why it failed."
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return, CTRL)
    desk.rest()
    assert causes(local_centre, evaluation_id) == {"name": Cause.KNOW, "wait": None}
    assert line(desk, "name") == "failed. Does not know how"
    assert desk.page.pane.item_key == "wait"
    desk.press(Key.Key_Y)
    desk.press(Key.Key_End)
    desk.press(Key.Key_Return, CTRL)
    assert causes(local_centre, evaluation_id) == {"name": Cause.KNOW, "wait": Cause.OUTSIDE}


def test_a_measure_is_begun_from_the_answer_on_which_one_stands(
    sit: Sit, local_centre: Stage, wanted: list[Any]
) -> None:
    evaluation_id = sent(local_centre, name="no")
    desk = sit(local_centre.marek)
    watch(desk, wanted)
    desk.rest()
    desk.press(Key.Key_M)
    (asked,) = wanted
    assert isinstance(asked, MeasuresWanted)
    assert asked.start is not None
    assert asked.start.items is not None
    about = asked.start.items.about
    assert (asked.start.origin, asked.start.office_id) == (Origin.ITEM, local_centre.anna.office_id)
    assert (about.item_keys, about.person_id, about.evaluation_id) == (("name",), local_centre.anna.id, evaluation_id)


def test_an_answer_that_has_a_measure_leads_to_it_and_says_so(sit: Sit, local_centre: Stage, wanted: list[Any]) -> None:
    evaluation_id = sent(local_centre, name="no")
    desk = sit(local_centre.marek)
    watch(desk, wanted)
    desk.rest()
    desk.press(Key.Key_M)
    start = wanted.pop().start
    measure = made(local_centre, at=now(), due_on=now().date(), topic_id=None, items=start.items.about)
    desk.page.reload(desk.page.shows)
    desk.rest()
    assert line(desk, "name") == "failed. Why is not said yet. Measure “Explain estimated bills”, planned"
    desk.press(Key.Key_M)
    assert wanted == [MeasuresWanted(MeasureFilter(stage=Part.OPEN), measure)]
    told = known(local_centre, evaluation_id).item("name")
    assert told is not None
    assert told.measure is not None
    assert not told.measure.has_failed_again


def test_of_an_answer_that_passed_nothing_is_asked(sit: Sit, local_centre: Stage, wanted: list[Any]) -> None:
    sent(local_centre, name="no")
    desk = sit(local_centre.marek)
    watch(desk, wanted)
    desk.rest()
    desk.page.pane.items.choose("greets")
    desk.press(Key.Key_Y)
    desk.press(Key.Key_M)
    assert desk.page.pane.form is None
    assert not wanted


def test_whose_work_it_is_reads_why_and_says_it_not_themselves(
    sit: Sit, local_centre: Stage, wanted: list[Any]
) -> None:
    sent(local_centre, name="no")
    desk = sit(local_centre.anna)
    watch(desk, wanted)
    desk.rest()
    assert line(desk, "name") == "failed"
    desk.press(Key.Key_Y)
    desk.press(Key.Key_M)
    assert desk.page.pane.form is None
    assert not wanted


def test_in_one_that_is_not_sent_nothing_has_failed_yet(sit: Sit, local_centre: Stage) -> None:
    evaluation_id = sent(local_centre, name="no")
    with local_centre.work(local_centre.marek, now()) as work:
        work.db.get_one(Evaluation, evaluation_id).state = EvaluationState.DRAFT
    desk = sit(local_centre.marek)
    desk.rest()
    assert line(desk, "name") == ""
    assert known(local_centre, evaluation_id).items == ()


def test_what_goes_out_of_sight_when_it_is_decided_says_nothing_of_its_failed_answers(
    sit: Sit, local_centre: Stage
) -> None:
    evaluation_id = sent(local_centre, name="no")
    with local_centre.work(local_centre.anna, now()) as work:
        raise_dispute(work, evaluation_id=evaluation_id, item_key="name", reason="It can be heard.")
    desk = sit(local_centre.ewa)  # who decides, and leads nobody there
    errors: list[BaseException] = []
    desk.context.runner.failed.connect(lambda error, _again: errors.append(error))
    desk.rest()
    assert not desk.page.failures.may_say_why
    before = desk.page.pane.card
    desk.press(Key.Key_D)
    form = desk.page.pane.form
    assert isinstance(form, DecideForm)
    form.reason.setPlainText("It stays.")
    desk.press(Key.Key_Return, CTRL)
    desk.rest()
    assert desk.page.pane.card is None
    desk.page.failures.ask(before)  # as when the list comes later than the answer
    desk.rest()
    assert not errors
