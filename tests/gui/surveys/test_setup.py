"""Setting up a survey by keyboard: exactly three areas, each confirmed; nothing starts before that."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QWidget

from csatdesk.domain.survey_setup import Area
from csatdesk.domain.surveys import Competence, RespondentKind, Route, Sender, SurveyKind, SurveyState
from csatdesk.gui.forms import FormRow, label_column
from csatdesk.gui.surveys.page import SurveysPage
from csatdesk.gui.surveys.setup_form import SetUpForm
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.operations.standards.commands import publish
from csatdesk.operations.surveys.bank import starting_questionnaire
from csatdesk.operations.surveys.queries import list_surveys, load_survey
from csatdesk.operations.surveys.questionnaires import take_over_questionnaire
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.texts import speaking
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.surveys.conftest import Sit
from tests.operations.surveys.hands import running

GOAL = "Why do people call twice?"


def ask(stage: Stage) -> int:
    """A questionnaire to ask; the id of its version."""
    with stage.work(stage.marek, now()) as work:
        version_id = take_over_questionnaire(work, template=starting_questionnaire("partner_programme")).result
        publish(work, version_id=version_id, version=1)
    return version_id


def form_of(desk: Desk[SurveysPage]) -> SetUpForm:
    form = desk.page.pane.form
    assert isinstance(form, SetUpForm)
    return form


def tab_to(desk: Desk[SurveysPage], wanted: QWidget) -> None:
    for _step in range(40):
        if desk.focus is wanted or wanted.focusProxy() is desk.focus:
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName() or wanted}")


def begun(desk: Desk[SurveysPage]) -> SetUpForm:
    """A new survey with name and goal, its profile not confirmed yet."""
    desk.press(Key.Key_N, ALT | SHIFT)
    form = form_of(desk)
    desk.write("Autumn")
    tab_to(desk, form.profile.goal)
    desk.write(GOAL)
    return form


def test_a_survey_is_set_up_in_three_areas_and_starts_only_when_all_are_confirmed(
    sit_at: Sit, local_centre: Stage
) -> None:
    ask(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = form_of(desk)
    assert [words for _area, words in form.areas.options()] == ["Profile", "Questions", "Sending"]
    desk.write("Autumn")
    desk.press(Key.Key_Return, CTRL)
    assert form.named["goal"]._error.sentence == "Write what this survey is to find out."
    assert desk.focus is form.profile.goal
    desk.write(GOAL)
    desk.press(Key.Key_Return, CTRL)
    assert form.area is Area.QUESTIONS
    assert "4. " in form.questions.mandatory.text()
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_S)
    assert desk.page.pane.banner.words.startswith("Confirm this first: Questions and Sending.")
    assert desk.page.row is not None
    assert desk.page.row.state is SurveyState.DRAFT
    desk.press(Key.Key_E)
    form = form_of(desk)
    assert form.area is Area.QUESTIONS, "on with what is not confirmed"
    desk.press(Key.Key_Return, CTRL)
    assert form_of(desk).area is Area.SENDING
    desk.press(Key.Key_Return, CTRL)
    assert form.named["routes"]._error.sentence == "Choose at least one way to ask."
    tab_to(desk, form.sending.routes[Route.PAPER])
    desk.press(Key.Key_Space)
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.form is None
    assert desk.said[-1] == "Everything is confirmed. The survey can start."
    desk.press(Key.Key_S)
    row = desk.page.row
    assert row is not None
    assert (row.state, row.goal, row.routes, row.sender) == (SurveyState.RUNNING, GOAL, (Route.PAPER,), Sender.OWN)


def test_whoever_leaves_the_form_before_the_answer_comes_is_not_brought_back_to_it(
    sit_at: Sit, local_centre: Stage
) -> None:
    ask(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    form = begun(desk)
    card = form.card
    desk.press(Key.Key_Escape)
    desk.rest()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.page._go_on(form, card)
    assert desk.page.pane.form is None
    assert desk.page.list.hasFocus() or desk.page.split.is_empty


def test_no_word_of_a_label_is_cut_off_and_the_fields_stand_in_one_line(sit_at: Sit, local_centre: Stage) -> None:
    ask(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    with speaking("fi"):
        form = begun(desk)
    theme().set_compact(True)
    desk.rest()
    rows = [one for one in form.findChildren(FormRow) if one.isVisible()]
    longest = max(
        QFontMetricsF(row.label.font()).horizontalAdvance(word)
        for row in form.named.values()
        for word in row.label.text().replace("&", "").split()
    )
    assert longest > label_column() - S8, "the usual column is too narrow for Finnish"
    assert all(row.label.maximumWidth() >= longest for row in rows)
    assert len({row.field.mapTo(form, QPoint()).x() for row in rows}) == 1
    theme().set_compact(False)


def test_who_is_asked_how_it_is_sent_and_in_which_language_are_chosen(sit_at: Sit, local_centre: Stage) -> None:
    ask(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    form = begun(desk)
    form.profile.kind.set_value(SurveyKind.NEEDS)
    form.profile.respondents.set_value(RespondentKind.STAFF)
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Return, CTRL)
    tab_to(desk, form.sending.routes[Route.KIOSK])
    desk.press(Key.Key_Space)
    form.sending.sends.set_value(Sender.CENTRAL)
    form.sending.language.set_value("et")
    tab_to(desk, form.sending.begins)
    desk.write("1.12.2026")
    tab_to(desk, form.sending.answer_by)
    desk.write("soon")
    desk.press(Key.Key_Return, CTRL)
    assert "is no date" in form.named["answer_by"]._error.sentence
    for _step in range(4):
        desk.press(Key.Key_Backspace)
    desk.write("20.11.2026")
    desk.press(Key.Key_Return, CTRL)
    assert form.named["answer_by"]._error.sentence == "The day to answer by lies before the day on which it begins."
    desk.press(Key.Key_Home)
    desk.press(Key.Key_End, SHIFT)
    desk.write("20.12.2026")
    desk.press(Key.Key_Return, CTRL)
    row = desk.page.row
    assert row is not None
    assert (row.kind, row.respondents, row.sender) == (SurveyKind.NEEDS, RespondentKind.STAFF, Sender.CENTRAL)
    assert (row.language, str(row.begins_on), str(row.answer_by)) == ("et", "2026-12-01", "2026-12-20")


def test_the_partner_programme_speaks_polish_and_asks_for_the_level_of_the_office(
    sit_at: Sit, local_centre: Stage
) -> None:
    ask(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    form = begun(desk)
    tab_to(desk, form.profile.kind)
    form.profile.kind.set_value(SurveyKind.PROGRAMME)
    form.profile.kind.chosen.emit(SurveyKind.PROGRAMME)
    assert form.sending.language.value() == "pl"
    form.profile.office.set_value(local_centre.marek.office_id)
    form.profile.office.chosen.emit(local_centre.marek.office_id)
    facts = {line.key: line.value for line in form.profile.facts.lines}
    assert facts["Level"] == "No level"
    assert facts["Country"] == "Poland"
    assert "Anna" in facts["Access"]
    assert facts["Invited"] == "0 customers are on the list"
    desk.press(Key.Key_Return, CTRL)
    assert "Silver or Gold" in form.named["office"]._error.sentence
    with local_centre.work(local_centre.marek, now()) as work:
        office = work.db.get_one(Office, local_centre.marek.office_id)
        office.competence, office.address, office.phone = Competence.GOLD, "ul. Freta 8", "22 555 01 60"
    desk.press(Key.Key_Return, CTRL)
    assert form.area is Area.QUESTIONS


def test_of_a_survey_that_runs_only_name_goal_and_dates_change(sit_at: Sit, local_centre: Stage) -> None:
    survey_id = running(local_centre)
    desk = sit_at(SurveysPage, local_centre.marek)
    desk.press(Key.Key_E)
    form = form_of(desk)
    assert not form.profile.kind.isEnabled()
    assert not form.questions.questionnaire.isEnabled()
    assert not form.sending.routes[Route.EMAIL].isEnabled()
    assert form.sending.answer_by.isEnabled()
    desk.press(Key.Key_End)
    desk.write(" (1)")
    desk.press(Key.Key_Return, CTRL)
    with local_centre.read(local_centre.marek) as reading:
        row = load_survey(reading, survey_id=survey_id)
    assert (row.name, row.state) == ("Po kontakcie (1)", SurveyState.RUNNING)


def test_without_a_questionnaire_one_is_led_to_make_one(sit_at: Sit, local_centre: Stage) -> None:
    desk = sit_at(SurveysPage, local_centre.marek)
    desk.press(Key.Key_N, ALT | SHIFT)
    assert desk.shown[-1][0] == "questionnaires"
    assert desk.said[-1] == "First publish a questionnaire: it says what a survey asks."


def test_a_clerk_sets_up_nothing(sit_at: Sit, local_centre: Stage) -> None:
    running(local_centre)
    desk = sit_at(SurveysPage, local_centre.anna)
    assert desk.page.primary is None
    assert desk.page.actions_by_key == {}
    with local_centre.read(local_centre.anna) as reading:
        assert len(list_surveys(reading)) == 1
