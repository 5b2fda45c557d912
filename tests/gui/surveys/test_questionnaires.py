"""Questionnaires by keyboard: begun, filled from the bank, own questions, in six languages, published, on paper."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.questionnaire_making import OwnKind, OwnQuestion, items_of
from csatdesk.domain.standards import VersionState
from csatdesk.gui.surveys.bank_form import BankForm
from csatdesk.gui.surveys.preview_form import PreviewForm
from csatdesk.gui.surveys.question_forms import ConditionForm, NameForm, NewQuestionnaireForm, OwnQuestionForm
from csatdesk.gui.surveys.questionnaire_files import QuestionnaireFiles
from csatdesk.gui.surveys.questionnaires import QuestionnairesPage
from csatdesk.operations.surveys.bank import starting_questionnaire
from csatdesk.operations.surveys.questionnaires import new_questionnaire, save_own_question, take_over_questionnaire
from csatdesk.system.clock import now
from csatdesk.wording.texts import speaking
from tests.cast import Stage
from tests.gui.cases.desk import ALT, CTRL, SHIFT, Desk, Key
from tests.gui.surveys.conftest import Sit

FIXED = ("nps_after_contact", "ces_ease", "csat_staff", "solved")


def begun(stage: Stage, own: int = 0) -> int:
    """A draft with its four mandatory questions and so many own ones; the id of its version."""
    with stage.work(stage.marek, now()) as work, speaking("en"):
        draft = new_questionnaire(work, title="After a talk", fixed=FIXED).result
        version = 1
        for number in range(own):
            question = OwnQuestion(OwnKind.OPEN, LocalText({"en": f"Own {number + 1}?"}))
            version = save_own_question(work, version_id=draft, version=version, own=question).result
    return draft


def keys(desk: Desk[QuestionnairesPage]) -> list[str]:
    assert desk.page.pane.card is not None
    return [item.key for item in items_of(desk.page.pane.card.template)]


def stand_on(desk: Desk[QuestionnairesPage], key: str) -> None:
    """From the list of questionnaires into its questions, and down to this one."""
    if desk.focus is not desk.page.pane.list:
        desk.press(Key.Key_Return)
    desk.press(Key.Key_Home)
    for _step in range(30):
        if desk.page.pane.list.current == key:
            return
        desk.press(Key.Key_Down)
    raise AssertionError(f"{key} is not among {[one.id for one in desk.page.pane.list.entries]}")


def tab_to(desk: Desk[QuestionnairesPage], wanted: QWidget) -> None:
    for _step in range(40):
        if desk.focus is wanted or wanted.focusProxy() is desk.focus:
            return
        desk.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.accessibleName()}")


def test_a_questionnaire_is_begun_with_four_mandatory_questions_filled_from_the_bank_and_published(
    sit_at: Sit, local_centre: Stage
) -> None:
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_N, ALT | SHIFT)
    form = desk.page.pane.form
    assert isinstance(form, NewQuestionnaireForm)
    assert "1. " in form.told.text()
    assert "4. " in form.told.text()
    desk.press(Key.Key_Return, CTRL)
    assert form.named["title"]._error.sentence, "a name is asked for"
    desk.write("After a talk")
    desk.press(Key.Key_Return, CTRL)
    assert keys(desk) == [*FIXED, "anonymity"]
    desk.press(Key.Key_B)
    bank = desk.page.pane.form
    assert isinstance(bank, BankForm)
    desk.write("waiting")
    assert all("aiting" in one.words for one in bank.list.entries)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Return)
    assert [one.note for one in bank.list.entries][:2] == ["in it", "in it"], "the bank stays open"
    desk.press(Key.Key_Escape)
    assert len(keys(desk)) == 7
    assert keys(desk)[-1] == "anonymity"
    desk.press(Key.Key_U)
    assert desk.page.pane.card.version.state is VersionState.PUBLISHED
    assert not desk.page.actions_by_key["bank"].isEnabled()
    assert desk.page.actions_by_key["next"].isEnabled()
    desk.press(Key.Key_W)
    assert desk.page.pane.card.version.number == 2


def test_an_own_question_is_written_in_two_languages_with_choices_and_missing_ones_are_told(
    sit_at: Sit, local_centre: Stage
) -> None:
    begun(local_centre)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_O)
    form = desk.page.pane.form
    assert isinstance(form, OwnQuestionForm)
    assert desk.focus is form.kind
    desk.press(Key.Key_Down)  # one of several choices
    form.kind.activated.emit(form.kind.currentIndex())
    tab_to(desk, form.texts["en"])
    desk.write("Which coffee?")
    desk.press(Key.Key_Tab)
    desk.write("Black")
    desk.press(Key.Key_Return, CTRL)
    assert "2 at least" in form.named["en"]._error.sentence
    tab_to(desk, form.choices["en"])
    desk.press(Key.Key_End, CTRL)
    desk.press(Key.Key_Return)
    desk.write("White")
    tab_to(desk, form.texts["pl"])
    desk.write("Jaka kawa?")
    desk.press(Key.Key_Return, CTRL)
    item = desk.page.pane.item
    assert item is not None
    assert (item.key, [one.text["en"] for one in item.scale.choices]) == ("own1", ["Black", "White"])
    shown = {line.key: line.value for line in desk.page.pane.detail.texts.lines}
    assert shown["Eesti"] == "– missing"
    assert shown["Polski"] == "Jaka kawa? – its choices are missing"
    assert "Eesti, 4 texts missing" in desk.page.pane.missing.text(), "name, question and two choices"


def test_the_eleventh_own_question_is_refused_in_words_and_stays_typed(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre, own=10)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    assert "10 of 10 own" in desk.page.pane.size_line.text()
    desk.press(Key.Key_O)
    form = desk.page.pane.form
    assert isinstance(form, OwnQuestionForm)
    tab_to(desk, form.texts["en"])
    desk.write("One more?")
    desk.press(Key.Key_Return, CTRL)
    assert "room for 10 own questions" in form.banner.words
    assert form.texts["en"].toPlainText() == "One more?"
    assert desk.page.pane.form is form
    assert len(keys(desk)) == 15


def test_a_mandatory_question_can_be_neither_changed_nor_moved_nor_removed(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre, own=2)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    for key in ("ces_ease", "anonymity"):
        stand_on(desk, key)
        for deed in ("change", "up", "down", "remove"):
            assert not desk.page.actions_by_key[deed].isEnabled(), (key, deed)
        before = keys(desk)
        desk.press(Key.Key_Delete)
        desk.press(Key.Key_Down, ALT)
        desk.press(Key.Key_E)
        assert keys(desk) == before
        assert desk.page.pane.form is None


def test_questions_are_moved_removed_and_brought_back_by_keys(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre, own=2)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    stand_on(desk, "own2")
    desk.press(Key.Key_Up, ALT)
    assert keys(desk)[4:6] == ["own2", "own1"]
    assert desk.page.pane.list.current == "own2", "one still stands on it"
    desk.press(Key.Key_Delete)
    assert "own2" not in keys(desk)
    assert desk.page.pane.list.current == "own1"
    desk.context.undo()
    assert keys(desk)[4:6] == ["own2", "own1"]


def test_one_metric_alone_is_told_that_two_are_recommended(sit_at: Sit, local_centre: Stage) -> None:
    with local_centre.work(local_centre.marek, now()) as work, speaking("en"):
        new_questionnaire(work, title="One", fixed=())
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    assert "Two are recommended" in desk.page.pane.advice.text()
    desk.press(Key.Key_B)
    desk.write("staff who handled")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.advice.text().startswith("One metric is chosen: Satisfaction (CSAT). Two are recommended")
    desk.press(Key.Key_Escape)
    assert "never a figure of the whole company" in desk.page.pane.detail.note.text()
    desk.press(Key.Key_B)
    desk.write("how easy")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.advice.text() == ""


STANDARD = {  # key → what is typed to find it, what it measures, how it is answered, what is said of it
    "nps_after_contact": (
        "friend or workmate",
        "Recommendation (NPS)",
        "0 to 10: Not at all likely – Extremely likely",
        "keeping",
    ),
    "ces_ease": ("how easy was it", "Ease (CES)", "1 to 7: Very difficult – Very easy", "Suits service centres best."),
    "ces_1": ("how much effort", "Effort (CES 1)", "1 to 5: Very low effort – Very high effort", "low is good"),
    "csat_staff": (
        "staff who handled",
        "Satisfaction (CSAT)",
        "1 to 5: Very dissatisfied – Very satisfied",
        "of the person who handled it. Exact only when it is tied to that contact",
    ),
    "csat_yes_no": ("satisfied, yes", "Satisfied, yes or no (CSAT)", "Yes and No", "Never a figure of the whole"),
    "expectation_met": (
        "compare with what you expected",
        "Index 0 to 100",
        "1 to 10: Far below expectations – Far above expectations",
        "",
    ),
    "comment": ("what should we do better", "Comment", "Text", "Read at every score, the high ones too."),
}


@pytest.mark.parametrize("key", STANDARD)
def test_a_standard_question_is_taken_from_the_bank_by_keys_with_its_scale_and_what_it_is_for(
    sit_at: Sit, local_centre: Stage, key: str
) -> None:
    typed, measures, answered, said = STANDARD[key]
    with local_centre.work(local_centre.marek, now()) as work, speaking("en"):
        new_questionnaire(work, title="One", fixed=())
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_B)
    desk.write(typed)
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Escape)
    stand_on(desk, key)
    facts = {one.key: one.value for one in desk.page.pane.detail.facts.lines}
    assert (facts["What it measures"], facts["How it is answered"]) == (measures, answered)
    assert said in desk.page.pane.detail.note.text()


def test_a_standard_question_is_asked_only_when_another_has_its_answer(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_B)
    desk.write("what should we do better")
    desk.press(Key.Key_Return, CTRL)
    desk.press(Key.Key_Escape)
    stand_on(desk, "comment")
    desk.press(Key.Key_E)
    form = desk.page.pane.form
    assert isinstance(form, ConditionForm)
    line = form.condition.lines[0]
    line.question.set_value("solved")
    line.question.chosen.emit("solved")
    line.answer.set_value("no")
    line.answer.chosen.emit("no")
    desk.press(Key.Key_Return, CTRL)
    facts = {one.key: one.value for one in desk.page.pane.detail.facts.lines}
    assert facts["Asked"].startswith("Asked only when")


def test_name_and_introduction_stand_in_six_languages_side_by_side(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre)
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_F2)
    form = desk.page.pane.form
    assert isinstance(form, NameForm)
    assert desk.focus is form.titles["en"]
    desk.press(Key.Key_End)
    desk.write(" with us")
    tab_to(desk, form.titles["nb"])
    desk.write("Etter en samtale")
    desk.press(Key.Key_Return, CTRL)
    assert desk.page.pane.name.text() == "After a talk with us"
    told = dict(one.split(", ") for one in desk.page.pane.missing.text().split("; "))
    assert "Norsk bokmål" not in told, "nothing is missing there any more"
    assert set(told) == {"Polski", "Eesti", "Suomi", "Русский"}


def test_what_was_saved_closes_no_form_that_was_opened_meanwhile(sit_at: Sit, local_centre: Stage) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        take_over_questionnaire(work, template=starting_questionnaire("partner_programme"))
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_O)
    saved = desk.page.pane.form
    assert saved is not None
    desk.press(Key.Key_Escape)
    desk.press(Key.Key_F2)
    opened = desk.page.pane.form
    desk.page._done(saved, 2)
    assert desk.page.pane.form is opened
    assert opened is not None


def test_the_ends_of_a_scale_are_named_in_the_order_of_its_keys(sit_at: Sit, local_centre: Stage) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        take_over_questionnaire(work, template=starting_questionnaire("partner_programme"))
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    desk.press(Key.Key_V)
    form = desk.page.pane.form
    assert isinstance(form, PreviewForm)
    assert [key.option.answer for key in form.keys.keys][:2] == [9, 8]
    assert form.keys._ends.text() == "Very satisfied – Very dissatisfied"


def test_the_preview_leads_on_by_the_answers_and_goes_out_on_paper_in_its_language(
    sit_at: Sit, local_centre: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with local_centre.work(local_centre.marek, now()) as work:
        take_over_questionnaire(work, template=starting_questionnaire("after_contact"))
    desk = sit_at(QuestionnairesPage, local_centre.marek)
    path = tmp_path / "blank.pdf"
    monkeypatch.setattr(desk.page.files, "_ask", lambda *_about: str(path))
    desk.press(Key.Key_V)
    form = desk.page.pane.form
    assert isinstance(form, PreviewForm)
    assert form.where.text() == "Question 1 of 18", "the cause of a repeat is not asked yet"
    for _step in range(12):
        desk.press(Key.Key_Return, CTRL)
    assert form.item is not None
    assert form.item.key == "repeat_contact"
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Space)  # twice
    assert form.where.text() == "Question 13 of 18"
    desk.press(Key.Key_Return, CTRL)
    assert form.item.key == "repeat_cause"
    assert form.where.text() == "Question 14 of 19"
    tab_to(desk, form.spoken)
    form.spoken.set_value("fi")
    form.spoken.chosen.emit("fi")
    assert form.words.text() == "Miksi uusi yhteydenotto oli tarpeen?"
    assert isinstance(desk.page.files, QuestionnaireFiles)
    desk.press(Key.Key_P, CTRL)
    desk.rest()
    printed = "\n".join(page.extract_text() for page in PdfReader(path).pages)
    assert "Kuinka helppoa oli saada asiasi hoidettua kuntoon?" in " ".join(printed.split())


def test_a_clerk_reads_what_is_asked_and_changes_nothing(sit_at: Sit, local_centre: Stage) -> None:
    begun(local_centre)
    desk = sit_at(QuestionnairesPage, local_centre.anna)
    assert desk.page.rows == (), "a draft is not shown before it is published"
    assert desk.page.primary is None
    assert set(desk.page.actions_by_key) == {"preview", "papers"}
