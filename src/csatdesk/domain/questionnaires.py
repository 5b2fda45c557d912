"""Questionnaires in the form engine: schema csatdesk-questions/1 read as a form without weights, so without a score.

Scales and choices stand once in such a file, under names; each question says by which of them it is answered.
"""

from collections.abc import Callable, Mapping
from typing import Any

from csatdesk.domain.conditions import Clause, Comparison, PlainCondition, expression_of
from csatdesk.domain.expressions import expression_to_json
from csatdesk.domain.form_reading import (
    Reader,
    TemplateConditionWrong,
    TemplateListExpected,
    TemplateValueWrong,
)
from csatdesk.domain.forms import ScaleKind
from csatdesk.domain.scorecard_templates import SCHEMA, ScorecardTemplate

QUESTIONS_SCHEMA = "csatdesk-questions/1"
KIND = "questionnaire"
SECTION = "questions"
TYPES: Mapping[str, ScaleKind] = {
    "choice": ScaleKind.ONE,
    "multiple": ScaleKind.MANY,
    "open": ScaleKind.TEXT,
}
SCALE = "scale"
COPIED = ("lead", "short", "metric", "subject", "mandatory", "optional")


def questionnaire_from(mapping: Mapping[str, Any]) -> ScorecardTemplate:
    """The form in such a mapping; TemplateError names question and field of the first mistake."""
    plain = Reader({}).inside(mapping, "")
    language = plain.word("language", "en") or "en"
    reader = Reader(mapping, language, SECTION)
    if plain.found.get("schema", QUESTIONS_SCHEMA) != QUESTIONS_SCHEMA:
        plain.refuse(TemplateValueWrong, "schema", value=plain.found["schema"], allowed=QUESTIONS_SCHEMA)
    items = [_item(reader, reader.inside(one, "questions")) for one in reader.entries("questions")]
    key = plain.key()
    return ScorecardTemplate.from_dict(
        {
            "schema": SCHEMA,
            "key": key,
            "version": mapping.get("version", 1),
            "kind": KIND,
            "language": language,
            "title": mapping.get("title", key),
            "sections": [{"key": SECTION, "title": mapping.get("title", key), "weight": 0, "items": items}],
        }
    )


def _item(whole: Reader, question: Reader) -> dict[str, Any]:
    """A question in the words of a scorecard."""
    found = question.found
    key = question.key()
    question = Reader(found, whole.language, SECTION, key)
    made: dict[str, Any] = {"key": key, "what": found.get("text"), "weight": 0, "not_observed": False, "na": False}
    made |= {name: found[name] for name in COPIED if found.get(name) is not None}
    kind = question.word("type")
    if kind == SCALE:
        made |= _points(_named(whole, question, "scales", SCALE))
    elif kind in TYPES:
        made |= {"scale": TYPES[kind].value}
        if TYPES[kind] is not ScaleKind.TEXT:
            made["choices"] = _choices(question, _named(whole, question, "choices", "choices"))
    else:
        question.refuse(TemplateValueWrong, "type", value=kind, allowed=", ".join((SCALE, *TYPES)))
    if found.get("show_when") is not None:
        made["show_when"] = _condition(question)
    return made


def _named(whole: Reader, question: Reader, table: str, field: str) -> Any:
    """What stands in the file under the name that a question gives."""
    known = whole.found.get(table)
    known = known if isinstance(known, Mapping) else {}
    name = question.found.get(field)
    if not isinstance(name, str) or name not in known:
        question.refuse(TemplateValueWrong, field, value=name, allowed=", ".join(map(str, known)))
    return known[name]


def _points(scale: Any) -> dict[str, Any]:
    found: Mapping[str, Any] = scale if isinstance(scale, Mapping) else {}
    labels = found.get("labels")
    ends: Mapping[str, Any] = labels if isinstance(labels, Mapping) else {}
    made: dict[str, Any] = {"scale": ScaleKind.POINTS.value, "na": found.get("na", False)}
    made |= {name: found[name] for name in ("from", "to", "shown", "good") if name in found}
    return made | {name: ends[name] for name in ("lowest", "highest") if name in ends}


def _choices(question: Reader, entries: Any) -> list[dict[str, Any]]:
    if not isinstance(entries, list | tuple):
        question.refuse(TemplateListExpected, "choices")
    return [_choice(question.inside(one, "choices").found) for one in entries]


def _choice(found: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": found.get("key"), "text": found.get("label")}


def _condition(question: Reader) -> Any:
    """{question: …, answer: one or several}: asked when one of them was given."""
    asked = question.found["show_when"]
    asked = asked if isinstance(asked, Mapping) else {}
    given = asked.get("answer")
    answers = list(given) if isinstance(given, list | tuple) else [given]
    key = asked.get("question")
    if not isinstance(key, str) or not answers or not all(isinstance(one, str) for one in answers):
        question.refuse(TemplateConditionWrong, "show_when")
    clauses = tuple(Clause(key, Comparison.IS, str(one)) for one in answers)
    tree = expression_of(PlainCondition(clauses, is_any=True))
    return None if tree is None else expression_to_json(tree)


READERS: Mapping[str, Callable[[Mapping[str, Any]], ScorecardTemplate]] = {
    SCHEMA: ScorecardTemplate.from_dict,
    QUESTIONS_SCHEMA: questionnaire_from,
}
