"""The bank of standard questions, and questionnaires put together out of it.

Standard questions keep their wording, so that figures of different surveys and years can be compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from csatdesk.domain.forms import Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.questionnaires import questionnaire_from
from csatdesk.domain.scorecard_templates import ScorecardTemplate

PLACE = "{item}"
OWN_WORDING = "own"  # `checked`: nobody who speaks the language from childhood has read it yet


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """`is_checked`: languages whose wording was met in use."""

    item: Item
    is_checked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions that everybody with such a questionnaire asks in the same words."""

    key: str
    title: LocalText
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """`source`: the mapping it was read from, for the scales and choices that own questions use."""

    questions: Mapping[str, BankQuestion]
    sets: tuple[QuestionSet, ...]
    source: Mapping[str, Any]

    @classmethod
    def from_dict(cls, mapping: Mapping[str, Any]) -> "QuestionBank":
        """TemplateError names the question and the field of the first mistake."""
        asked = list(_each(mapping))
        form = questionnaire_from({**mapping, "questions": asked}).form
        notes = {one["key"]: one for one in asked}
        questions = {item.key: _question(item, notes[item.key]) for item in form.items()}
        sets = tuple(
            QuestionSet(one["key"], LocalText(one["title"]), tuple(one["questions"])) for one in mapping["sets"]
        )
        return cls(questions, sets, mapping)

    def item(self, key: str) -> Item:
        return self.questions[key].item

    def own_items(self, questions: list[Mapping[str, Any]]) -> tuple[Item, ...]:
        """Questions in their own words, with the scales and choices of the bank."""
        if not questions:
            return ()
        made = questionnaire_from({**self.source, "questions": questions})
        return tuple(made.form.items())

    def questionnaire(self, mapping: Mapping[str, Any]) -> ScorecardTemplate:
        """One out of the bank: its mandatory questions, others, its own ones, and whether to be named last."""
        own = self.own_items(list(mapping.get("own", ())))
        fixed = tuple(replace(self.item(key), is_mandatory=True) for key in mapping["mandatory"])
        chosen = tuple(self.item(key) for key in mapping["questions"])
        whole = questionnaire_from({**self.source, **mapping, "questions": [_LAST]})
        items = (*fixed, *own, *chosen, self.item(ANONYMITY_KEY))
        form = whole.form
        section = replace(form.sections[0], items=items)
        return replace(whole, form=replace(form, sections=(section,), purpose=LocalText(mapping.get("purpose", {}))))


ANONYMITY_KEY = "anonymity"
_LAST: Mapping[str, Any] = {"key": "last", "type": "open", "text": {}}  # holds the place of the items


def _question(item: Item, found: Mapping[str, Any]) -> BankQuestion:
    checked = {language for language, word in found.get("checked", {}).items() if word != OWN_WORDING}
    return BankQuestion(item, frozenset(checked))


def _each(mapping: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The questions; one that is asked for each aspect or channel as many times as there are."""
    tables = {
        "aspects": list(mapping.get("aspects", ())),
        "channels": [{"key": one["key"], "name": one["label"]} for one in mapping.get("choices", {})["channels"]],
    }
    for question in mapping["questions"]:
        for about in tables[question["each"]] if "each" in question else (None,):
            yield question if about is None else _about(question, about)


def _about(question: Mapping[str, Any], about: Mapping[str, Any]) -> Mapping[str, Any]:
    text = {language: words.replace(PLACE, about["name"][language]) for language, words in question["text"].items()}
    made = {**question, "key": f"{question['key']}_{about['key']}", "text": text, "short": about.get("short")}
    return made | ({"subject": about["subject"]} if "subject" in about else {})
