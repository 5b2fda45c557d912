"""What may be put into a questionnaire: mandatory questions first, ten own at most, whether to be named last."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from csatdesk.domain.expressions import AnswerOf, Call, Literal
from csatdesk.domain.forms import ScaleKind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.question_bank import QuestionBank
from csatdesk.domain.questionnaire_making import (
    ChoicesDiffer,
    Family,
    MandatoryMissing,
    NothingAsked,
    OwnKind,
    OwnQuestion,
    OwnQuestionsFull,
    QuestionIsFixed,
    QuestionIsStandard,
    QuestionTextMissing,
    TooFewChoices,
    added,
    check_publishable,
    families_of,
    free_own_key,
    items_of,
    moved,
    new_questionnaire_template,
    own_count,
    own_item,
    own_question,
    removed,
    replaced,
    taken_over,
)
from csatdesk.domain.scorecard_templates import ScorecardTemplate


def scale(first: int, last: int, **other: object) -> Mapping[str, object]:
    return {"from": first, "to": last, "good": "high", "na": True, **other}


def asked(key: str, metric: str, kind: str = "scale", **other: object) -> Mapping[str, object]:
    return {"key": key, "metric": metric, "type": kind, "text": {"en": f"{key}?", "pl": f"{key}?"}, **other}


SOURCE: Mapping[str, Any] = {
    "schema": "csatdesk-questions/1",
    "key": "bank",
    "scales": {"likely": scale(0, 10), "nine": scale(1, 9, shown="descending"), "ten": scale(1, 10)},
    "choices": {
        "yes_no": [{"key": "yes", "label": {"en": "Yes"}}, {"key": "no", "label": {"en": "No"}}],
        "channels": [{"key": "chat", "label": {"en": "Chat"}}, {"key": "letter", "label": {"en": "Letter"}}],
    },
    "questions": [
        asked("nps", "nps", scale="likely"),
        asked("satisfaction_9", "satisfaction_9", scale="nine"),
        asked("solved", "solved", "choice", choices="yes_no"),
        asked("again", "repeat", "choice", choices="yes_no"),
        asked("comment", "comment", "open"),
        {
            **asked("rating", "index_1_10", scale="ten"),
            "each": "aspects",
            "text": {"en": "How well: {item}?"},
            "checked": {"en": "found", "pl": "own"},
        },
        asked("anonymity", "anonymity", "choice", choices="yes_no"),
    ],
    "aspects": [
        {"key": "friendly", "subject": "service", "name": {"en": "friendliness"}, "short": {"en": "Friendly"}},
        {"key": "waiting", "subject": "service", "name": {"en": "the waiting time"}, "short": {"en": "Waiting"}},
    ],
    "sets": [
        {"key": "four", "title": {"en": "Four"}, "questions": ["nps", "satisfaction_9", "solved", "again"]},
    ],
}
BANK = QuestionBank.from_dict(SOURCE)
SCALE = OwnQuestion(OwnKind.SCALE, LocalText({"en": "How was the coffee?"}))


def four() -> ScorecardTemplate:
    return new_questionnaire_template(BANK, "q", LocalText({"en": "Four"}), BANK.sets[0].questions, "en")


def with_own(template: ScorecardTemplate, own: OwnQuestion = SCALE) -> ScorecardTemplate:
    return added(template, [own_item(BANK, own, free_own_key(template), "en")], "", BANK.questions)


def keys(template: ScorecardTemplate) -> list[str]:
    return [item.key for item in items_of(template)]


def test_a_question_about_aspects_is_asked_for_each_of_them_with_its_short_name() -> None:
    waiting = BANK.questions["rating_waiting"]
    assert waiting.item.text == LocalText({"en": "How well: the waiting time?"})
    assert waiting.item.short == LocalText({"en": "Waiting"})
    assert waiting.item.subject == "service"
    assert waiting.is_checked == {"en"}


def test_mandatory_questions_stand_first_and_the_name_is_asked_last() -> None:
    template = with_own(added(four(), [BANK.item("comment")], "", BANK.questions))
    assert keys(template) == ["nps", "satisfaction_9", "solved", "again", "comment", "own1", "anonymity"]
    assert keys(added(template, [BANK.item("rating_waiting")], "nps", BANK.questions))[4] == "rating_waiting", (
        "nothing comes between the mandatory ones"
    )


def test_the_eleventh_own_question_is_refused_and_the_bank_still_gives() -> None:
    template = four()
    for _number in range(10):
        template = with_own(template)
    assert own_count(template, BANK.questions) == 10
    with pytest.raises(OwnQuestionsFull, match="10 own questions"):
        with_own(template)
    assert "comment" in keys(added(template, [BANK.item("comment")], "", BANK.questions))


@pytest.mark.parametrize("key", ["nps", "again", "anonymity"])
def test_what_is_mandatory_is_neither_changed_moved_nor_removed(key: str) -> None:
    template = four()
    with pytest.raises(QuestionIsFixed):
        removed(template, key, BANK.questions)
    with pytest.raises(QuestionIsFixed):
        moved(template, key, 1, BANK.questions)
    item = next(one for one in items_of(template) if one.key == key)
    with pytest.raises(QuestionIsFixed):
        replaced(template, replace(item, text=LocalText({"en": "Mine"})), BANK.questions)


def test_a_standard_question_keeps_its_wording_but_may_be_asked_under_a_condition() -> None:
    template = added(four(), [BANK.item("comment")], "", BANK.questions)
    comment = BANK.item("comment")
    with pytest.raises(QuestionIsStandard):
        replaced(template, replace(comment, text=LocalText({"en": "Mine"})), BANK.questions)
    condition = Call("eq", (AnswerOf("solved"), Literal("no")))
    changed = replaced(template, replace(comment, show_when=condition), BANK.questions)
    assert changed.form.item("comment") == replace(comment, show_when=condition)


def test_questions_move_among_themselves_and_stay_at_the_edges() -> None:
    template = with_own(added(four(), [BANK.item("comment")], "", BANK.questions))
    up = moved(template, "own1", -1, BANK.questions)
    assert keys(up)[4:] == ["own1", "comment", "anonymity"]
    assert keys(moved(up, "own1", -1, BANK.questions)) == keys(up)
    assert keys(moved(up, "comment", 1, BANK.questions)) == keys(up)


def test_an_own_scale_is_shown_from_nine_down() -> None:
    scale_of = own_item(BANK, SCALE, "own1", "en").scale
    assert (scale_of.kind, scale_of.first, scale_of.last, scale_of.is_descending) == (ScaleKind.POINTS, 1, 9, True)


def test_own_choices_stand_line_by_line_in_each_language_and_come_back_as_they_were() -> None:
    lines = (("en", ("Tea", "Coffee")), ("pl", ("Herbata", "Kawa")))
    own = OwnQuestion(OwnKind.SEVERAL, LocalText({"en": "What?", "pl": "Co?"}), lines)
    item = own_item(BANK, own, "own1", "en")
    assert [one.text["pl"] for one in item.scale.choices] == ["Herbata", "Kawa"]
    assert item.scale.kind is ScaleKind.MANY
    assert own_question(item) == own


@pytest.mark.parametrize(
    ("own", "refusal"),
    [
        (OwnQuestion(OwnKind.OPEN, LocalText({"pl": "Co?"})), QuestionTextMissing),
        (OwnQuestion(OwnKind.ONE, LocalText({"en": "What?"}), (("en", ("Tea",)),)), TooFewChoices),
        (
            OwnQuestion(OwnKind.ONE, LocalText({"en": "What?"}), (("en", ("Tea", "Milk")), ("pl", ("Herbata",)))),
            ChoicesDiffer,
        ),
    ],
)
def test_what_an_own_question_lacks_is_said(own: OwnQuestion, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        own_item(BANK, own, "own1", "en")


def test_only_four_mandatory_questions_or_none_are_published() -> None:
    check_publishable(four(), BANK.questions)
    three = new_questionnaire_template(BANK, "q", LocalText({"en": "Three"}), ("nps", "solved", "again"), "en")
    with pytest.raises(MandatoryMissing):
        check_publishable(three, BANK.questions)
    empty = new_questionnaire_template(BANK, "q", LocalText({"en": "Empty"}), (), "en")
    with pytest.raises(NothingAsked):
        check_publishable(empty, BANK.questions)
    check_publishable(added(empty, [BANK.item("nps")], "", BANK.questions), BANK.questions)


def test_a_form_out_of_a_file_is_asked_last_whether_to_be_named_and_keeps_when_a_section_was_asked() -> None:
    template = with_own(four())
    section = replace(
        template.form.sections[0], items=tuple(one for one in items_of(template) if one.key != "anonymity")
    )
    alone = replace(template, form=replace(template.form, sections=(section,)))
    assert keys(taken_over(alone, BANK))[-1] == "anonymity"
    only_then = replace(section, show_when=Call("eq", (AnswerOf("solved"), Literal("no"))))
    parted = replace(template, form=replace(template.form, sections=(only_then,)))
    found = taken_over(parted, BANK).form.item("own1")
    assert found is not None
    assert found.show_when == only_then.show_when


def test_a_file_changes_no_words_of_a_standard_question_and_makes_no_own_one_mandatory() -> None:
    nps = replace(BANK.item("nps"), text=LocalText({"en": "Do you love us?"}), is_mandatory=True)
    own = replace(own_item(BANK, SCALE, "own1", "en"), is_mandatory=True)
    template = new_questionnaire_template(BANK, "q", LocalText({"en": "One"}), (), "en")
    section = replace(template.form.sections[0], items=(nps, own))
    found = taken_over(replace(template, form=replace(template.form, sections=(section,))), BANK)
    assert items_of(found)[0] == replace(BANK.item("nps"), is_mandatory=True)
    assert [one.is_mandatory for one in items_of(found)] == [True, False, False]


def test_metrics_of_one_kind_count_as_one() -> None:
    template = new_questionnaire_template(BANK, "q", LocalText({"en": "One"}), (), "en")
    assert families_of(template) == ()
    template = added(template, [BANK.item("rating_friendly"), BANK.item("rating_waiting")], "", BANK.questions)
    assert families_of(template) == (Family.INDEX,)
    assert families_of(added(template, [BANK.item("nps")], "", BANK.questions)) == (Family.INDEX, Family.NPS)
