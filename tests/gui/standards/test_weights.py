"""The weights of a standard beside what matters to customers, by keys alone."""

from csatdesk.domain.weight_reviews import NOTE_MOST
from csatdesk.gui.standards.page import StandardsPage
from csatdesk.gui.standards.weights_form import WeightsForm
from tests.cast import Stage
from tests.gui.cases.desk import CTRL, Desk, Key
from tests.gui.pasting import paste, too_long
from tests.gui.standards.conftest import Sit
from tests.operations.evaluations.scorecards import published
from tests.operations.quality.test_weights import asked
from tests.operations.surveys.hands import running
from tests.operations.surveys.test_figures import give


def form_of(desk: Desk[StandardsPage]) -> WeightsForm:
    desk.press(Key.Key_W)
    form = desk.page.pane.form
    assert isinstance(form, WeightsForm)
    return form


def match(desk: Desk[StandardsPage], form: WeightsForm, section: str, downs: int) -> None:
    for _step in range(40):
        if desk.focus is form.areas[section]:
            break
        desk.press(Key.Key_Tab)
    for _step in range(downs):
        desk.press(Key.Key_Down)


def test_sections_are_matched_once_and_what_weighs_too_much_is_proposed_and_kept_with_who_looked(
    sit: Sit, local_centre: Stage
) -> None:
    published(local_centre)
    asked(local_centre)
    desk = sit(local_centre.marek)
    form = form_of(desk)
    assert form.finding.text() == "Match the sections with at least two questions."
    assert form.survey.hasFocus()
    match(desk, form, "hello", 1)
    match(desk, form, "matter", 2)
    assert form.finding.text().startswith("Plain words: more weight than importance.")
    assert form.words["hello"].text().startswith("40% against ")
    assert form.words["hello"].text().endswith(": more weight than importance")
    assert form.base.text().endswith("120 answers")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    again = form_of(desk)
    assert again.matched == {"hello": "plain", "matter": "kept"}
    assert again.finding.text() == form.finding.text()
    desk.press(Key.Key_Escape)
    assert desk.page.pane.form is None


def test_too_few_answers_are_said_and_nothing_is_proposed(sit: Sit, local_centre: Stage) -> None:
    from tests.operations.surveys.hands import published as questionnaire
    from tests.operations.surveys.test_findings import ASPECTS

    published(local_centre)
    survey_id = running(local_centre, questionnaire(local_centre, ASPECTS))
    give(local_centre, survey_id, 12, nps=9, kept=9, plain=8)
    form = form_of(sit(local_centre.marek))
    assert form.finding.text().startswith("12 answers are too few to say what goes with satisfaction.")
    assert not any(label.text() for label in form.words.values())


def test_without_a_survey_that_asks_about_aspects_it_is_said_and_a_clerk_has_no_such_key(
    sit: Sit, local_centre: Stage
) -> None:
    published(local_centre)
    form = form_of(sit(local_centre.marek))
    assert not form.save.isVisible()
    assert form.cancel.hasFocus()
    clerk = sit(local_centre.anna)
    clerk.press(Key.Key_W)
    assert clerk.page.pane.form is None


def test_a_note_that_is_too_long_is_refused_at_its_field_and_stays(sit: Sit, local_centre: Stage) -> None:
    published(local_centre)
    asked(local_centre)
    desk = sit(local_centre.marek)
    form = form_of(desk)
    match(desk, form, "hello", 1)
    match(desk, form, "matter", 2)
    form.note.setFocus()
    paste(desk, "ż" * (NOTE_MOST + 1))
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is form
    assert form.named["note"].field.accessibleDescription() == too_long(NOTE_MOST)
    assert form.note.text() == "ż" * (NOTE_MOST + 1)
