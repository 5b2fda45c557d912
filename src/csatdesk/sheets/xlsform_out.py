"""Templates as XLSForm workbooks, which other form programs read, too; `xlsform_in` brings the same template back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from pathlib import Path

from csatdesk.domain.expressions import Expression
from csatdesk.domain.form_reading import MOST_POINTS
from csatdesk.domain.forms import NA, NO_TEXT, NOT_OBSERVED, Form, Good, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.scorecard_templates import Limits, ScorecardTemplate
from csatdesk.sheets.conditions import write_condition
from csatdesk.sheets.tables_out import Column, Sheet, Value, write_book
from csatdesk.sheets.xlsform_scales import YES_NO, YES_PARTIAL_NO, points_score

ENGLISH_WORDS = {"yes": "Yes", "partial": "Partly", "no": "No", NA: "Not applicable", NOT_OBSERVED: "Not observed"}
THEIRS = ("label", "hint", "guidance_hint", "constraint_message")
SPOKEN = (*THEIRS, "short", "lead", "unit", "lowest", "highest")
PLAIN = (
    "required",
    "relevant",
    "constraint",
    "parameters",
    "weight",
    "critical",
    "fail_below",
    "evidence",
    "na",
    "not_observed",
    "integrity",
    "metric",
    "subject",
    "mandatory",
    "bands",
    "good",
    "shown",
)
Row = Mapping[str, Value | LocalText]


def write_xlsform(path: Path, template: ScorecardTemplate) -> None:
    """Write `template`; until all is written `path` keeps what it held. Raises Trouble."""
    form = template.form
    languages = _languages(template)
    heads = ["type", "name", *_spoken_heads(SPOKEN, languages), *PLAIN]
    survey = [_cells(row, languages) for row in _survey(form)]
    lists = {_list_name(item): item for item in form.items() if _has_choices(item.scale)}
    choices = [_choice_cells(name, row, languages) for name, item in lists.items() for row in _choices(item, languages)]
    choice_heads = ["list_name", "name", *_spoken_heads(["label"], languages), "score"]
    sheets = [
        Sheet(_columns(heads), survey, "survey"),
        Sheet(_columns(choice_heads), choices, "choices"),
        _settings(template, languages),
    ]
    if template.scenarios:
        rows = [[one.key, one.segment, *map(one.brief.get, languages)] for one in template.scenarios]
        sheets.append(Sheet(_columns(["key", "segment", *_spoken_heads(["brief"], languages)]), rows, "scenarios"))
    write_book(path, sheets, zone=UTC)


def _spoken_heads(names: Sequence[str], languages: Sequence[str]) -> list[str]:
    """Columns of ours have the language in brackets: other programs take "::" in a name that they do not know amiss."""
    return [f"{name}::{one}" if name in THEIRS else f"{name} ({one})" for name in names for one in languages]


def _columns(heads: Sequence[str]) -> list[Column]:
    return [Column(head, 40 if head.startswith(("label", "hint", "guidance")) else 14) for head in heads]


def _languages(template: ScorecardTemplate) -> list[str]:
    """The language of the form first, then the others it has texts in."""
    form = template.form
    texts = [form.title, form.purpose, *(section.title for section in form.sections)]
    texts += [one.brief for one in template.scenarios]
    for item in form.items():
        texts += [item.text, item.how, item.check, item.short, item.must_be_text, item.scale.unit]
        texts += [item.scale.lowest, item.scale.highest, *(one.text for one in item.scale.choices)]
    found = dict.fromkeys(language for text in texts for language in text)
    return list(dict.fromkeys((form.language, *found)))


def _cells(row: Row, languages: Sequence[str]) -> list[Value]:
    made: list[Value] = [_plain(row.get("type")), _plain(row.get("name"))]
    for name in SPOKEN:
        text = row.get(name, NO_TEXT)
        made += [text.get(one) if isinstance(text, LocalText) else None for one in languages]
    return [*made, *(_plain(row.get(name)) for name in PLAIN)]


def _plain(value: Value | LocalText) -> Value:
    return None if isinstance(value, LocalText) else value


def _survey(form: Form) -> Iterator[Row]:
    for section in form.sections:
        yield _group(section)
        for item in section.items:
            yield _item(item)
        yield {"type": "end group"}


def _group(section: Section) -> Row:
    relevant = _condition(section.show_when)
    return {
        "type": "begin group",
        "name": section.key,
        "label": section.title,
        "weight": section.weight,
        "relevant": relevant,
    }


def _item(item: Item) -> Row:
    scale = item.scale
    return {
        "type": _type(item),
        "name": item.key,
        "label": item.text,
        "hint": item.check,
        "guidance_hint": item.how,
        "short": item.short,
        "lead": item.lead,
        "unit": scale.unit,
        "lowest": scale.lowest,
        "highest": scale.highest,
        "constraint_message": item.must_be_text,
        "required": "no" if item.is_optional else "yes",
        "relevant": _condition(item.show_when),
        "constraint": _condition(item.must_be),
        "parameters": _range(scale) if scale.kind is ScaleKind.POINTS and not _has_choices(scale) else None,
        "weight": item.weight,
        "critical": item.critical.value,
        "fail_below": item.fail_below,
        "evidence": item.evidence.value,
        "na": _truth(item.may_be_na),
        "not_observed": _truth(item.may_be_unseen),
        "integrity": _truth(item.is_integrity),
        "metric": item.metric or None,
        "subject": item.subject or None,
        "mandatory": _truth(item.is_mandatory) if item.is_mandatory else None,
        "bands": "; ".join(f"{one.side.value} {one.bound} = {one.score}" for one in scale.bands) or None,
        "good": None if scale.good is Good.HIGH else scale.good.value,
        "shown": "descending" if scale.is_descending else None,
    }


def _truth(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _condition(expression: Expression | None) -> str | None:
    return None if expression is None else write_condition(expression)


def _range(scale: Scale) -> str:
    return f"start={scale.first} end={scale.last} step=1"


def _type(item: Item) -> str:
    scale = item.scale
    if _has_choices(scale):
        return f"{'select_multiple' if scale.kind is ScaleKind.MANY else 'select_one'} {_list_name(item)}"
    words = {ScaleKind.POINTS: "range", ScaleKind.MEASURE: "decimal", ScaleKind.NUMBER: "decimal"}
    return words.get(scale.kind, scale.kind.value)


def _has_choices(scale: Scale) -> bool:
    is_likert = scale.kind is ScaleKind.POINTS and scale.first == 1 and scale.last <= MOST_POINTS
    is_plain = scale.good is Good.HIGH and not scale.is_descending
    return (is_likert and is_plain) or scale.kind in {
        ScaleKind.YES_NO,
        ScaleKind.YES_PARTIAL_NO,
        ScaleKind.ONE,
        ScaleKind.MANY,
    }


def _list_name(item: Item) -> str:
    """Items with the same scale share a list, which says with its name whether "not applicable" is in it."""
    scale = item.scale
    if scale.kind in {ScaleKind.ONE, ScaleKind.MANY}:
        return f"{item.key}_choices"
    name = f"likert{scale.last}" if scale.kind is ScaleKind.POINTS else scale.kind.value
    extra = (("na", item.may_be_na), ("seen", not item.may_be_unseen))
    return "_".join((name, *(word for word, is_so in extra if is_so)))


def _choices(item: Item, languages: Sequence[str]) -> Iterator[tuple[str, LocalText, Decimal | None]]:
    """Those of our own scales have one word for all languages: they are known by their key."""

    def word(text: str) -> LocalText:
        return LocalText(dict.fromkeys(languages, text))

    scale = item.scale
    if scale.choices:
        yield from ((one.key, one.text, one.score) for one in scale.choices)
    elif scale.kind is ScaleKind.POINTS:
        for value in range(1, scale.last + 1):
            yield str(value), word(str(value)), points_score(value, scale.last)
    else:
        scores = YES_NO if scale.kind is ScaleKind.YES_NO else YES_PARTIAL_NO
        for key in ("yes", "partial", "no"):
            if key in scores:
                yield key, word(ENGLISH_WORDS[key]), scores[key]
    for key, is_so in ((NA, item.may_be_na), (NOT_OBSERVED, item.may_be_unseen)):
        if is_so:
            yield key, word(ENGLISH_WORDS[key]), None


def _choice_cells(name: str, row: tuple[str, LocalText, Decimal | None], languages: Sequence[str]) -> list[Value]:
    key, text, score = row
    return [name, key, *map(text.get, languages), score]


def _settings(template: ScorecardTemplate, languages: Sequence[str]) -> Sheet:
    """The bare form_title is for other programs, those with a language for ours."""
    form, scoring = template.form, template.scoring
    found: dict[str, Value] = {
        "form_title": form.title.get(form.language),
        **{f"form_title ({one})": form.title.get(one) for one in languages},
        **{f"purpose ({one})": form.purpose.get(one) for one in languages},
        "form_id": form.key,
        "version": str(form.version),
        "default_language": form.language,
        "kind": template.kind or None,
        "channel": template.channel or None,
        "on_critical": scoring.on_critical.value,
        "cap": scoring.cap,
        "pass_mark": scoring.pass_mark,
        "min_coverage": scoring.min_coverage,
    }
    found |= {name: getattr(template.limits, name) for name in Limits.__slots__}
    kept = {name: value for name, value in found.items() if value is not None}
    return Sheet(_columns(list(kept)), [list(kept.values())], "settings")
