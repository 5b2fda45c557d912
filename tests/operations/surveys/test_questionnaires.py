"""Questionnaires in the store: begun, changed step by step with an undo of each, published, never among standards."""

from pathlib import Path

import pytest

from csatdesk.domain.errors import ChangedByOther, NotAllowed
from csatdesk.domain.forms import Good
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.questionnaire_making import (
    MandatoryMissing,
    OwnKind,
    OwnQuestion,
    OwnQuestionsFull,
    QuestionIsFixed,
    items_of,
)
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.standard_drafting import missing_texts
from csatdesk.domain.standards import StandardNotDraft, empty_template
from csatdesk.operations.checklists.queries import checkable_standards
from csatdesk.operations.evaluations.templates import usable_standards
from csatdesk.operations.reviews.rules import load_choices
from csatdesk.operations.standards.aids import load_aid
from csatdesk.operations.standards.commands import add_draft
from csatdesk.operations.standards.files import export_standard, read_form_file
from csatdesk.operations.standards.queries import (
    StandardCard,
    list_questionnaires,
    list_standards,
    load_version,
    template_of,
)
from csatdesk.operations.surveys.bank import STARTING, question_bank, starting_questionnaire
from csatdesk.operations.surveys.questionnaires import (
    add_from_bank,
    move_question,
    name_questionnaire,
    new_questionnaire,
    publish_questionnaire,
    remove_question,
    save_own_question,
    take_over_questionnaire,
)
from csatdesk.wording.texts import LANGUAGES
from tests.cast import Stage
from tests.operations.surveys.hands import published

FIXED = ("nps_after_contact", "ces_ease", "csat_staff", "solved")
OWN = OwnQuestion(OwnKind.OPEN, LocalText({"en": "What did you come for?"}))


def begun(stage: Stage, fixed: tuple[str, ...] = FIXED) -> int:
    with stage.work(stage.marek) as work:
        return new_questionnaire(work, title="Po rozmowie", fixed=fixed).result


def card(stage: Stage, version_id: int) -> StandardCard:
    with stage.read() as reading:
        return load_version(reading, version_id=version_id)


def keys(stage: Stage, version_id: int) -> list[str]:
    return [item.key for item in items_of(card(stage, version_id).template)]


def version(stage: Stage, version_id: int) -> int:
    return card(stage, version_id).version.version


def test_the_bank_has_every_metric_in_six_languages_with_the_quality_areas_of_a_walk_in_centre() -> None:
    bank = question_bank()
    metrics = {one.item.metric for one in bank.questions.values()}
    assert metrics >= {"nps", "ces_2", "ces_1", "ces_ease", "csat", "csat_yes_no", "satisfaction_9", "index_1_10"}
    assert metrics >= {"solved", "screening", "channel", "importance", "repeat", "comment", "call_back", "anonymity"}
    areas = ("location_transport", "one_stop_service", "waiting_comfort", "information", "individual_approach")
    for area in (*areas, "time_to_solve"):
        assert {f"rating_{area}", f"importance_{area}"} <= set(bank.questions), area
    subjects = {one.item.subject for one in bank.questions.values()}
    assert subjects >= {"brand", "service", "product", "customer_service"}
    for question in bank.questions.values():
        words = (question.item.text, *(one.text for one in question.item.scale.choices))
        assert all(set(text) == set(LANGUAGES) for text in words), question.item.key


def test_the_standard_wordings_stand_on_their_scales() -> None:
    bank = question_bank()
    wanted = {  # key → a part of its words, first and last point
        "nps_after_contact": ("recommend our service to a friend or workmate", 0, 10),
        "ces_ease": ("How easy was it to get your matter settled", 1, 7),
        "ces_1": ("How much effort", 1, 5),
        "csat_staff": ("the member of staff who handled your matter", 1, 5),
        "expectation_met": ("compare with what you expected", 1, 10),
        "compared_with_ideal": ("ideal customer service", 1, 10),
        "satisfaction_9": ("how satisfied are you with our customer service", 1, 9),
    }
    for key, (words, first, last) in wanted.items():
        item = bank.item(key)
        assert words in item.text["en"]
        assert (item.scale.first, item.scale.last) == (first, last), key
    assert bank.item("ces_ease").scale.good is Good.HIGH
    assert bank.item("ces_1").scale.good is Good.LOW
    assert [one.key for one in bank.item("csat_yes_no").scale.choices] == ["yes", "no"]


@pytest.mark.parametrize("key", STARTING)
def test_the_questionnaires_that_come_with_the_program_are_complete_and_end_with_the_name(key: str) -> None:
    template = starting_questionnaire(key)
    assert [missing_texts(template, code) for code in LANGUAGES] == [0] * len(LANGUAGES)
    items = items_of(template)
    assert [item.is_mandatory for item in items[:5]] == [True] * 4 + [False]
    assert items[-1].metric == "anonymity"


def test_a_questionnaire_is_begun_with_its_mandatory_questions_and_grows_by_steps_that_can_be_undone(
    centre: Stage,
) -> None:
    draft = begun(centre)
    assert keys(centre, draft) == [*FIXED, "anonymity"]
    with centre.work(centre.marek) as work:
        after = add_from_bank(work, version_id=draft, version=1, keys=("comment",), after="").result
        step = save_own_question(work, version_id=draft, version=after, own=OWN, after="")
    assert keys(centre, draft) == [*FIXED, "comment", "own1", "anonymity"]
    with centre.work(centre.marek) as work:
        move_question(work, version_id=draft, version=step.result, key="own1", step=-1)
    assert keys(centre, draft)[4:] == ["own1", "comment", "anonymity"]
    with centre.work(centre.marek) as work:
        undone = remove_question(work, version_id=draft, version=version(centre, draft), key="own1")
    assert "own1" not in keys(centre, draft)
    with centre.work(centre.marek) as work:
        undone.undo(work)
    assert "own1" in keys(centre, draft)


def test_what_another_one_changed_meanwhile_is_not_written_over(centre: Stage) -> None:
    draft = begun(centre)
    with centre.work(centre.marek) as work:
        add_from_bank(work, version_id=draft, version=1, keys=("comment",), after="")
    with centre.work(centre.marek) as work, pytest.raises(ChangedByOther):
        add_from_bank(work, version_id=draft, version=1, keys=("wants_call",), after="")


def test_the_eleventh_own_question_is_refused_and_the_mandatory_ones_stay(centre: Stage) -> None:
    draft = begun(centre)
    with centre.work(centre.marek) as work:
        now = 1
        for _number in range(10):
            now = save_own_question(work, version_id=draft, version=now, own=OWN).result
        with pytest.raises(OwnQuestionsFull):
            save_own_question(work, version_id=draft, version=now, own=OWN)
        with pytest.raises(QuestionIsFixed):
            remove_question(work, version_id=draft, version=now, key="ces_ease")


def test_a_published_questionnaire_never_changes_and_stands_among_no_standards(centre: Stage) -> None:
    draft = begun(centre)
    with centre.work(centre.marek) as work:
        publish_questionnaire(work, version_id=draft, version=1)
    with centre.work(centre.marek) as work, pytest.raises(StandardNotDraft):
        add_from_bank(work, version_id=draft, version=version(centre, draft), keys=("comment",), after="")
    with centre.read(centre.marek) as reading:
        assert [row.titles.in_language("en") for row in list_questionnaires(reading)] == ["Po rozmowie"]
        assert list_standards(reading) == ()
        assert usable_standards(reading) == ()
        assert checkable_standards(reading) == ()
        assert load_choices(reading).standards == ()
        assert load_aid(reading, version_id=None).choices == ()


def test_three_mandatory_questions_are_not_published(centre: Stage) -> None:
    draft = begun(centre, FIXED[:3])
    with centre.work(centre.marek) as work, pytest.raises(MandatoryMissing):
        publish_questionnaire(work, version_id=draft, version=1)


def test_name_and_introduction_are_kept_in_every_language(centre: Stage) -> None:
    draft = begun(centre)
    own = card(centre, draft).template.form.language
    with centre.work(centre.marek) as work:
        name_questionnaire(
            work,
            version_id=draft,
            version=1,
            titles={own: "Po", "en": "After", "fi": " "},
            purposes={"en": "Two minutes."},
        )
    form = card(centre, draft).template.form
    assert form.title == LocalText({**form.title, "en": "After"})
    assert "fi" not in form.title
    assert form.purpose == LocalText({"en": "Two minutes."})


def test_a_clerk_makes_no_questionnaires(centre: Stage) -> None:
    with centre.work(centre.anna) as work, pytest.raises(NotAllowed):
        new_questionnaire(work, title="Moja", fixed=FIXED)


def test_a_questionnaire_goes_out_as_xlsform_and_comes_back_the_same(local_centre: Stage, tmp_path: Path) -> None:
    stage, path = local_centre, tmp_path / "form.xlsx"
    with stage.work(stage.marek) as work:
        first = take_over_questionnaire(work, template=starting_questionnaire("after_contact")).result
    export_standard(stage.store, stage.marek, version_id=first, path=path)
    found = read_form_file(stage.store, stage.marek, path=path)
    assert (found.problems, found.left_out) == ((), ())
    assert isinstance(found.template, ScorecardTemplate)
    with stage.read() as reading:
        assert found.template == template_of(reading, first)


def test_a_file_with_the_key_of_another_standard_becomes_a_questionnaire_of_its_own(centre: Stage) -> None:
    with centre.work(centre.marek) as work:
        other = empty_template("after_contact", LocalText({"en": "Welcome"}), "en")
        add_draft(work, template=other)
        draft = take_over_questionnaire(work, template=starting_questionnaire("after_contact")).result
    assert card(centre, draft).template.key == "questionnaire1"
    with centre.read(centre.marek) as reading:
        assert [row.key for row in list_standards(reading)] == ["after_contact"]
        assert [row.key for row in list_questionnaires(reading)] == ["questionnaire1"]


def test_questionnaires_of_before_stand_in_the_list_too(centre: Stage) -> None:
    published(centre)
    with centre.read(centre.anna) as reading:
        assert [row.key for row in list_questionnaires(reading)] == ["after_contact"]
