"""From a failed answer to a measure that is judged, through the windows by keyboard, and who sees a person's page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from csatdesk.domain.corrective_actions import Cause, MeasureCard, MeasureFilter, MeasureStatus, Origin
from csatdesk.domain.corrective_actions import Stage as Part
from csatdesk.domain.evaluations import EvaluationCard, Ruling
from csatdesk.domain.item_effects import ItemEffect, ItemVerdict
from csatdesk.domain.staff_records import RecordKind
from csatdesk.gui.corrective_actions.page import MeasuresPage
from csatdesk.gui.evaluations.page import EvaluationsPage
from csatdesk.gui.growth.page import GrowthPage
from csatdesk.operations.corrective_actions.queries import list_measures, load_measure
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.operations.evaluations.queries import load_evaluation
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from tests.cast import Stage
from tests.end_to_end.hands import ALT, CTRL, DOWN, ENTER, Hands, Key
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published

SignIn = Callable[[str], Hands]
DAY = timedelta(days=1)


def reviewed(stage: Stage, version_id: int, days: float, **changed: Any) -> int:
    """Anna's work, reviewed by Marek so many days from now."""
    evaluation_id = begun(stage, version_id, happened_at=now() + days * DAY)
    answer(stage, evaluation_id, **(GOOD | changed))
    with stage.work(stage.marek, now()) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def the_measure(stage: Stage) -> MeasureCard:
    with stage.read(stage.marek, now()) as reading:
        (row,) = list_measures(reading, shown=MeasureFilter(stage=None)).rows
        return load_measure(reading, measure_id=row.id)


def evaluation(stage: Stage, evaluation_id: int) -> EvaluationCard:
    with stage.read(stage.anna, now()) as reading:
        return load_evaluation(reading, evaluation_id=evaluation_id)


def go(hands: Hands, key: str, page: type[Any]) -> Any:
    """To a page of the window."""
    hands.main.go(key)
    hands.settle()
    assert isinstance(hands.page, page)
    return hands.page


def at_the_failed_answer(hands: Hands) -> EvaluationsPage:
    """The newest evaluation, with what failed in it."""
    page: EvaluationsPage = go(hands, "evaluations", EvaluationsPage)
    hands.until(lambda: page.pane.failed is not None)
    return page


def set_from_failed(hands: Hands) -> None:
    """Why it failed, then a measure, whose owner is Anna."""
    page = at_the_failed_answer(hands)
    assert page.pane.item_key == "name"
    hands.press(Key.Key_Y)
    hands.press(DOWN)  # does not know how
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.pane.form is None)
    hands.until(lambda: page.failures.item is not None and page.failures.item.cause is Cause.KNOW)
    hands.press(Key.Key_M)
    hands.until(lambda: isinstance(hands.page, MeasuresPage) and hands.page.pane.form is not None)
    form = hands.page.pane.form
    hands.until(lambda: form.expected.after.text() == "0")
    hands.write("Names in the greeting")
    hands.tab_to(form.text)
    hands.write("Two weeks with a card at the telephone.")
    hands.tab_to(form.owner)
    hands.choose("Anna")
    hands.tab_to(form.due.day)
    hands.press(Key.Key_5, ALT)
    hands.press(ENTER, CTRL)
    hands.until(lambda: hands.page.pane.form is None)


def report_done(hands: Hands) -> None:
    page: MeasuresPage = go(hands, "measures", MeasuresPage)
    hands.until(lambda: page.card is not None)
    hands.press(Key.Key_D)
    hands.until(lambda: page.pane.form is not None)
    form: Any = page.pane.form
    hands.write_anew(f"{(now() - 10 * DAY):%d.%m.%Y}")
    hands.tab_to(form.note)
    hands.write("The card is there.")
    hands.press(ENTER, CTRL)
    hands.until(lambda: page.pane.form is None)


def open_verdict(hands: Hands) -> Any:
    """The fields of the verdict on the measure that is reported done."""
    page: MeasuresPage = go(hands, "measures", MeasuresPage)
    page.row.which.focus_chosen()
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Right)
    hands.until(lambda: page.filter.stage is Part.REPORTED and page.card is not None)
    page.list.setFocus()
    hands.until(page.pane.effect.isVisible)
    hands.press(Key.Key_J)
    hands.until(lambda: page.pane.form is not None)
    return page.pane.form


def test_a_failed_answer_becomes_a_measure_that_two_later_reviews_show_to_be_effective(
    sign_in: SignIn, local_centre: Stage
) -> None:
    version_id = published(local_centre)
    failed = reviewed(local_centre, version_id, -20, name="no")
    marek = sign_in("marek")
    set_from_failed(marek)
    made = the_measure(local_centre)
    assert (made.origin, made.cause, made.row.owner_name) == (Origin.ITEM, Cause.KNOW, "Anna Nowak")
    assert made.items is not None
    assert (made.items.about.item_keys, made.items.about.evaluation_id) == (("name",), failed)
    anna = sign_in("anna")
    report_done(anna)
    assert the_measure(local_centre).row.status is MeasureStatus.DONE  # which is not effective
    for days in (-6, -3):
        reviewed(local_centre, version_id, days)
    marek = sign_in("marek")
    form = open_verdict(marek)
    passed = _("It passed in the next {count} evaluations by others than its owner.").format(count=2)
    assert form.figures.text().startswith(passed), "in the language of the person"
    marek.press(ENTER, CTRL)
    marek.until(lambda: marek.page.pane.form is None)
    judged = the_measure(local_centre)
    assert judged.row.status is MeasureStatus.EFFECTIVE
    assert isinstance(judged.effect, ItemEffect)
    assert (judged.effect.before.failed, judged.effect.after.answered, judged.effect.after.failed) == (1, 2, 0)


def test_a_measure_whose_item_fails_again_reopens_and_the_evaluation_says_so(
    sign_in: SignIn, local_centre: Stage
) -> None:
    version_id = published(local_centre)
    reviewed(local_centre, version_id, -20, name="no")
    marek = sign_in("marek")
    set_from_failed(marek)
    anna = sign_in("anna")
    report_done(anna)
    reviewed(local_centre, version_id, -6)
    reviewed(local_centre, version_id, -3, name="no")
    marek = sign_in("marek")
    page = at_the_failed_answer(marek)
    (line,) = (entry.line for entry in page.pane.items.entries if entry.id == "name")
    assert _("Failed again after “{title}”").format(title="Names in the greeting") in line
    form = open_verdict(marek)
    assert form.verdict.value() is False
    marek.tab_to(form.note)
    marek.write("Not said in the last review.")
    marek.tab_to(form.due.day)
    marek.press(Key.Key_5, ALT)
    marek.press(ENTER, CTRL)
    marek.until(lambda: marek.page.pane.form is None)
    found = the_measure(local_centre)
    assert (found.row.status, found.row.reopened) == (MeasureStatus.IN_WORK, 1)
    kept = found.history[0].effect
    assert isinstance(kept, ItemEffect)
    assert kept.verdict is ItemVerdict.NOT_EFFECTIVE


def test_a_training_answers_the_measure_and_only_the_person_and_their_leader_see_either(
    sign_in: SignIn, local_centre: Stage
) -> None:
    reviewed(local_centre, published(local_centre), -20, name="no")
    marek = sign_in("marek")
    set_from_failed(marek)
    marek.press(Key.Key_T)
    marek.until(lambda: isinstance(marek.page, GrowthPage) and marek.page.pane.form is not None)
    form = marek.page.pane.form
    assert form.kind.value() is RecordKind.TRAINING
    marek.write("Greeting by name")
    marek.press(ENTER, CTRL)
    marek.until(lambda: marek.page.pane.form is None and marek.page.pane.row is not None)
    assert marek.page.pane.row.measure_title == "Names in the greeting"
    found = the_measure(local_centre)
    assert [(one.person_name, one.title) for one in found.trainings] == [("Anna Nowak", "Greeting by name")]
    anna = sign_in("anna")
    growth: GrowthPage = go(anna, "growth", GrowthPage)
    anna.until(lambda: growth.pane.row is not None)
    assert [one.name for one in growth.people] == ["Anna Nowak"]
    assert growth.pane.row is not None
    assert growth.pane.row.new.title == "Greeting by name"
    measures: MeasuresPage = go(anna, "measures", MeasuresPage)
    anna.until(lambda: measures.card is not None)
    for name in ("ewa", "olga"):  # the administrator of the centre, and a colleague
        sees_nothing_of_anna(sign_in(name))


def sees_nothing_of_anna(hands: Hands) -> None:
    growth: GrowthPage = go(hands, "growth", GrowthPage)
    hands.until(lambda: bool(growth.people))
    assert "Anna Nowak" not in {one.name for one in growth.people}
    measures: MeasuresPage = go(hands, "measures", MeasuresPage)
    hands.until(lambda: measures.around is not None)
    assert measures.list.measures.row_count == 0
    reviews: EvaluationsPage = go(hands, "evaluations", EvaluationsPage)
    hands.until(lambda: reviews.counts is not None)
    assert reviews.list.evaluations.row_count == 0


def test_a_dispute_keeps_both_totals(sign_in: SignIn, local_centre: Stage) -> None:
    evaluation_id = reviewed(local_centre, published(local_centre), -0.1, name="no")
    anna = sign_in("anna")
    page: EvaluationsPage = go(anna, "evaluations", EvaluationsPage)
    anna.until(lambda: page.pane.card is not None)
    anna.press(Key.Key_C)
    anna.until(lambda: page.pane.form is not None)
    anna.write("It can be heard at the beginning.")
    anna.press(ENTER, CTRL)
    anna.until(lambda: page.pane.form is None)
    assert "It can be heard at the beginning." in page.pane.disputes.text()
    ewa = sign_in("ewa")
    deciding: EvaluationsPage = go(ewa, "evaluations", EvaluationsPage)
    ewa.until(lambda: deciding.pane.card is not None and deciding.actions_by_key["decide"].isEnabled())
    ewa.press(Key.Key_D)
    ewa.until(lambda: deciding.pane.form is not None)
    ewa.press(DOWN)  # change it to yes
    form: Any = deciding.pane.form
    ewa.tab_to(form.reason)
    ewa.write("Heard it.")
    ewa.press(ENTER, CTRL)
    ewa.until(lambda: deciding.pane.form is None)
    (told,) = evaluation(local_centre, evaluation_id).disputes
    assert (told.ruling, str(told.total_before), str(told.total_after)) == (Ruling.UPHELD, "80", "100")
