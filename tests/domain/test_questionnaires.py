"""The form engine carries a questionnaire: read, skipped, answered, written again, and without any score."""

from decimal import Decimal
from typing import Any

import pytest

from csatdesk.domain.form_reading import TemplateError
from csatdesk.domain.forms import Good, ScaleKind
from csatdesk.domain.questionnaires import questionnaire_from
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Status, evaluate
from csatdesk.domain.standards import is_scored
from tests.shared_templates import shared_template

SMALL: dict[str, Any] = {
    "schema": "csatdesk-questions/1",
    "key": "after_visit",
    "version": 2,
    "title": "After your visit",
    "scales": {
        "effort": {
            "from": 1,
            "to": 5,
            "good": "low",
            "na": True,
            "labels": {"lowest": {"en": "Little"}, "highest": {"en": "Much"}},
        }
    },
    "choices": {"often": [{"key": "once", "label": {"en": "Once"}}, {"key": "more", "label": {"en": "More often"}}]},
    "questions": [
        {"key": "effort", "metric": "ces_1", "type": "scale", "scale": "effort", "text": {"en": "How much effort?"}},
        {"key": "times", "type": "choice", "choices": "often", "text": {"en": "How often did you come?"}},
        {
            "key": "why",
            "type": "multiple",
            "choices": "often",
            "optional": True,
            "lead": {"en": "Think back."},
            "show_when": {"question": "times", "answer": ["more"]},
            "text": {"en": "Why?"},
        },
        {"key": "words", "type": "open", "optional": True, "text": {"en": "In your words"}},
    ],
}


def test_a_questionnaire_is_a_form_without_a_score() -> None:
    template = questionnaire_from(SMALL)
    form = template.form
    assert (form.key, form.version, template.kind) == ("after_visit", 2, "questionnaire")
    assert [item.scale.kind for item in form.items()] == [
        ScaleKind.POINTS,
        ScaleKind.ONE,
        ScaleKind.MANY,
        ScaleKind.TEXT,
    ]
    effort = form.item("effort")
    assert effort is not None
    assert (effort.scale.last, effort.scale.good, effort.may_be_na, effort.metric) == (5, Good.LOW, True, "ces_1")
    assert not is_scored(form)
    assert evaluate(template, {"effort": 2, "times": "once"}).status is Status.NOT_SCORABLE


def test_what_is_skipped_is_not_asked_and_answers_keep_to_their_scale() -> None:
    form = questionnaire_from(SMALL).form
    assert [one.key for _section, items in form.asked({"times": "once"}) for one in items] == [
        "effort",
        "times",
        "words",
    ]
    assert [one.key for _section, items in form.asked({"times": "more"}) for one in items][2] == "why"
    assert [one.key for one in form.left({"times": "more"})] == ["effort"], "what may stay open is not left"
    why, effort = form.item("why"), form.item("effort")
    assert why is not None
    assert effort is not None
    assert why.accepts(("once", "more"))
    assert not why.accepts(("never",))
    assert effort.accepts("na")
    assert not effort.accepts("not_observed")
    assert not effort.accepts(Decimal(6))


def test_it_is_written_and_read_again_as_the_same() -> None:
    template = questionnaire_from(SMALL)
    assert ScorecardTemplate.from_dict(template.to_dict()) == template


@pytest.mark.parametrize(
    ("change", "item", "field"),
    [
        ({"scale": "nothing"}, "effort", "scale"),
        ({"type": "picture"}, "effort", "type"),
        ({"show_when": {"answer": "yes"}}, "effort", "show_when"),
    ],
)
def test_a_mistake_names_its_question(change: dict[str, Any], item: str, field: str) -> None:
    questions = [{**SMALL["questions"][0], **change}, *SMALL["questions"][1:]]
    with pytest.raises(TemplateError) as wrong:
        questionnaire_from({**SMALL, "questions": questions})
    assert (wrong.value.item, wrong.value.field) == (item, field)


def test_the_standard_questions_are_carried_whole() -> None:
    found = shared_template("questions_standard")
    template = questionnaire_from(found)
    form = template.form
    assert [item.key for item in form.items()] == [one["key"] for one in found["questions"]]
    for item, question in zip(form.items(), found["questions"], strict=True):
        assert item.text.to_dict() == question["text"]
        assert item.metric == question["metric"]
        if question["type"] == "scale":
            scale = found["scales"][question["scale"]]
            assert (item.scale.first, item.scale.last) == (scale["from"], scale["to"])
            assert item.scale.is_descending is (scale["shown"] == "descending")
    assert not any(one.key == "repeat_cause" for _s, items in form.asked({"repeat_contact": "once"}) for one in items)
    assert any(one.key == "repeat_cause" for _s, items in form.asked({"repeat_contact": "more"}) for one in items)
    assert ScorecardTemplate.from_dict(template.to_dict()) == template
