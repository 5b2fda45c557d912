"""Service standards in files: schema csatdesk-scorecard/1 in YAML, each mistake told with its line; and written."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from csatdesk.domain.errors import Refusal
from csatdesk.domain.form_reading import TemplateError
from csatdesk.domain.marks import N_
from csatdesk.domain.questionnaires import QUESTIONS_SCHEMA, READERS, SECTION
from csatdesk.domain.scorecard_templates import SCHEMA, Limits, ScorecardTemplate
from csatdesk.sheets.yaml_documents import compose, read_bytes, write_yaml
from csatdesk.wording.catalogue import LANGUAGES
from csatdesk.wording.texts import spoken

READER = "csatdesk.sheets.scorecards_yaml:read_parts"
DEPTH_MOST = 40  # conditions may stand in one another
PARTS_MOST = 200_000  # entries and values of one file
NUMBER_MOST = 40  # characters
HEAD = (
    "# Service standard, schema csatdesk-scorecard/1. Weights are relative. WHAT must be so, HOW staff do it,\n"
    "# CHECK how one decides. Reading the file again makes a draft; what is published never changes.\n"
)
_TEXT: Mapping[str, Any] = dict.fromkeys(LANGUAGES)
_CONDITION = "any"
NAMED = "*"  # under it what stands under any name
_BAND: Mapping[str, Any] = {"up_to": None, "at_least": None, "score": None}
_CHOICE: Mapping[str, Any] = {"key": None, "text": _TEXT, "score": None}
_ITEM: Mapping[str, Any] = {
    "key": None,
    "what": _TEXT,
    "how": _TEXT,
    "check": _TEXT,
    "short": _TEXT,
    "lead": _TEXT,
    "scale": None,
    "from": None,
    "to": None,
    "good": None,
    "shown": None,
    "unit": _TEXT,
    "lowest": _TEXT,
    "highest": _TEXT,
    "bands": _BAND,
    "choices": _CHOICE,
    "weight": None,
    "critical": None,
    "fail_below": None,
    "na": None,
    "not_observed": None,
    "evidence": None,
    "integrity": None,
    "optional": None,
    "metric": None,
    "subject": None,
    "mandatory": None,
    "show_when": _CONDITION,
    "must_be": _CONDITION,
    "must_be_text": _TEXT,
}
_SECTION: Mapping[str, Any] = {"key": None, "title": _TEXT, "weight": None, "show_when": _CONDITION, "items": _ITEM}
_SCORING: Mapping[str, Any] = {"on_critical": None, "cap": None, "pass_mark": None, "min_coverage": None}
_SCENARIO: Mapping[str, Any] = {"key": None, "segment": None, "brief": _TEXT}
_WHOLE: Mapping[str, Any] = {
    "schema": None,
    "key": None,
    "version": None,
    "title": _TEXT,
    "kind": None,
    "channel": None,
    "language": None,
    "purpose": _TEXT,
    "scoring": _SCORING,
    "validity": dict.fromkeys(Limits.__slots__),
    "scenarios": _SCENARIO,
    "sections": _SECTION,
}
_LABEL: Mapping[str, Any] = {"key": None, "label": _TEXT}
_POINTS: Mapping[str, Any] = {
    "from": None,
    "to": None,
    "shown": None,
    "good": None,
    "na": None,
    "labels": {"lowest": _TEXT, "highest": _TEXT},
    "checked": _CONDITION,
}
_QUESTION: Mapping[str, Any] = {
    "key": None,
    "metric": None,
    "type": None,
    "scale": None,
    "scale_alternative": None,
    "choices": None,
    "optional": None,
    "show_when": {"question": None, "answer": None},
    "mandatory": None,
    "subject": None,
    "lead": _TEXT,
    "short": _TEXT,
    "text": _TEXT,
    "checked": _CONDITION,
    "note": None,
}
_QUESTIONNAIRE: Mapping[str, Any] = {
    "schema": None,
    "key": None,
    "version": None,
    "title": _TEXT,
    "language": None,
    "scales": {NAMED: _POINTS},
    "choices": {NAMED: _LABEL},
    "questions": _QUESTION,
}
SCHEMAS: Mapping[str, Mapping[str, Any]] = {SCHEMA: _WHOLE, QUESTIONS_SCHEMA: _QUESTIONNAIRE}


class NoStandard(Refusal):
    text = N_("“{file}” is no service standard: one of its first lines must say “schema: {schema}”.")


class StandardKeyUnknown(Refusal):
    text = N_("“{file}”, line {line}: “{key}” has no meaning here. Possible are: {allowed}.")


class StandardKeyTwice(Refusal):
    text = N_("“{file}”, line {line}: “{key}” was there before. Delete one of the two, or rename it.")


class StandardTooLong(Refusal):
    text = N_("“{file}” holds more than a standard can have. Split it into several standards.")


class StandardWrong(Refusal):
    """`told`: what is wrong there, with section, item and field, in the language of this context."""

    text = N_("“{file}”, line {line}: {told}")


def template_from(parts: Iterator[Mapping[str, Any]], file: str) -> ScorecardTemplate:
    """The template from what `read_parts` yields. Raises StandardWrong with the line of the first mistake."""
    whole = next(parts)
    try:
        return READERS[whole["values"]["schema"]](whole["values"])
    except TemplateError as error:
        lines = {(section, item, field): line for section, item, field, line in whole["lines"]}
        raise StandardWrong(file=file, line=_line_of(error, lines), told=spoken(error)) from error


def _line_of(error: TemplateError, lines: Mapping[tuple[str, str, str], int]) -> int:
    names = (error.field or "").split(" › ")
    for name in (names[-1], names[0], "key", ""):
        if (error.section, error.item, name) in lines:
            return lines[error.section, error.item, name]
    return lines.get((error.section, "", "key"), 1)


def write_template(path: Path, template: ScorecardTemplate) -> None:
    write_yaml(path, HEAD, template.to_dict())


def read_parts(path: Path | str, _options: Mapping[str, object] | None = None) -> Iterator[Mapping[str, Any]]:
    """What stands in a file as plain values, and on which lines: for the process that reads files from outside."""
    path = Path(path)
    node = compose(read_bytes(path), path.name, DEPTH_MOST, may_repeat=False)
    schema = _schema_of(node)
    if node is None or schema not in SCHEMAS:
        raise NoStandard(file=path.name, schema=SCHEMA)
    walk = _Walk(path.name)
    values = walk.plain(node, SCHEMAS[schema], ("", ""))
    yield {"values": values, "lines": walk.lines}


def _schema_of(node: yaml.Node | None) -> str:
    entries = node.value if isinstance(node, yaml.MappingNode) else []
    return next((str(value.value) for key, value in entries if key.value == "schema"), "")


class _Walk:
    """Makes plain values of a document and remembers where each field of each section and item stands."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0
        self.lines: list[tuple[str, str, str, int]] = []

    def plain(self, node: yaml.Node, allowed: Any, place: tuple[str, str]) -> Any:
        """`allowed`: the words that may stand here, each with what may stand under it. `place`: section and item."""
        self._count += 1
        if self._count > PARTS_MOST:
            raise StandardTooLong(file=self._file)
        if isinstance(node, yaml.MappingNode):
            return self._entries(node, allowed, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(one, allowed, place) for one in node.value]
        return _scalar(node)

    def _entries(self, node: yaml.MappingNode, allowed: Any, place: tuple[str, str]) -> dict[str, Any]:
        place = _place(node, allowed, place)
        made: dict[str, Any] = {}
        for key_node, value in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in made:
                raise StandardKeyTwice(file=self._file, line=line, key=key[:60])
            if isinstance(allowed, Mapping) and NAMED in allowed:
                made[key] = self.plain(value, allowed[NAMED], place)
                continue
            if isinstance(allowed, Mapping) and key not in allowed:
                known = ", ".join(allowed)
                raise StandardKeyUnknown(file=self._file, line=line, key=key[:60], allowed=known)
            self.lines.append((*place, key, line))
            inside = allowed[key] if isinstance(allowed, Mapping) else allowed
            made[key] = self.plain(value, inside, place)
        return made


def _place(node: yaml.MappingNode, allowed: Any, place: tuple[str, str]) -> tuple[str, str]:
    if allowed not in (_SECTION, _ITEM, _QUESTION):
        return place
    key = next((str(value.value) for name, value in node.value if name.value == "key"), "").strip()
    if allowed is _QUESTION:
        return SECTION, key
    return (key, "") if allowed is _SECTION else (place[0], key)


def _scalar(node: yaml.Node) -> Any:
    """Numbers, yes and no as such; all else, dates too, as the text that stands there."""
    text = str(node.value)
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.casefold() in {"true", "yes", "on"}
    if kind in {"int", "float"} and len(text) <= NUMBER_MOST:
        try:
            return int(text) if kind == "int" else float(text)
        except ValueError:
            return text  # octal, sexagesimal and the like: no number that a person means
    return text
