"""Forms as plain mappings, as files and stores keep them: read with every mistake named, and written.

The words of the mapping are those of schema csatdesk-scorecard/1 and, for what only questionnaires need, of
csatdesk-questions/1. Any text may be a string, which is then in the language of the form, or language → string.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn, TypeVar

from csatdesk.domain.errors import Refusal
from csatdesk.domain.expressions import ConditionError, Expression, expression_from_json, expression_to_json
from csatdesk.domain.forms import (
    HALF,
    NO_TEXT,
    Band,
    Choice,
    CriticalClass,
    Evidence,
    Form,
    Good,
    Item,
    Scale,
    ScaleKind,
    Section,
    Side,
    finite,
)
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_

E = TypeVar("E", bound=Enum)
LIKERT = "likert"
LEAST_POINTS, MOST_POINTS = 2, 11
DECIMALS_MOST = 4  # of a weight
TEXT_MOST = 4000  # letters of one text
KEY_MOST = 64


class TemplateError(Refusal):
    """Something in a template is wrong. `section`, `item`: keys, "" where it is in none; `field`: the word there."""

    text = N_("{place}: this cannot be read.")

    def __init__(self, *, section: str = "", item: str = "", field: str = "", **values: object) -> None:
        self.section, self.item = section, item
        super().__init__(field=field, place=" › ".join(filter(None, (section, item, field))), **values)


class TemplateFieldMissing(TemplateError):
    text = N_("{place}: this is missing. Add it.")


class TemplateKeyTwice(TemplateError):
    text = N_("{place}: “{value}” was there before. Rename one of the two.")


class TemplateValueWrong(TemplateError):
    text = N_("{place}: this cannot be “{value}”. Possible are: {allowed}.")


class TemplateTextExpected(TemplateError):
    text = N_("{place}: write a text, or one for each language.")


class TemplateTextTooLong(TemplateError):
    text = N_("{place}: this text is too long. At most {most} letters.")


class TemplateNumberExpected(TemplateError):
    text = N_("{place}: write a number from {least} to {most}.")


class TemplateWeightWrong(TemplateError):
    text = N_("{place}: a weight is a number, 0 or more, with at most four decimals.")


class TemplateListExpected(TemplateError):
    text = N_("{place}: write a list here with at least one entry.")


class TemplateYesNoExpected(TemplateError):
    text = N_("{place}: write true or false.")


class TemplateConditionWrong(TemplateError):
    text = N_("{place}: this condition cannot be read.")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one mapping of a template and knows where it stands in it."""

    found: Mapping[str, Any]
    language: str = "en"
    section: str = ""
    item: str = ""

    def inside(self, found: object, field: str, **place: str) -> "Reader":
        """The mapping that stands under `field`."""
        if not isinstance(found, Mapping):
            self.refuse(TemplateValueWrong, field, value=_short(found), allowed="{…}")
        return replace(self, found=found, **place)

    def refuse(self, error: type[TemplateError], field: str, **values: object) -> NoReturn:
        raise error(section=self.section, item=self.item, field=field, **values)

    def key(self, field: str = "key") -> str:
        key = self.found.get(field)
        if isinstance(key, int) and not isinstance(key, bool):
            key = str(key)
        if key is None or key == "":
            self.refuse(TemplateFieldMissing, field)
        if not isinstance(key, str) or not key.strip() or len(key) > KEY_MOST:
            self.refuse(TemplateTextExpected, field)
        return key.strip()

    def text(self, field: str, *, is_needed: bool = False) -> LocalText:
        given = self.found.get(field)
        if given is None:
            if is_needed:
                self.refuse(TemplateFieldMissing, field)
            return NO_TEXT
        return self._local(given, field, is_needed=is_needed)

    def _local(self, given: object, field: str, *, is_needed: bool) -> LocalText:
        texts = {self.language: given} if isinstance(given, str) else given
        if not isinstance(texts, Mapping) or not all(isinstance(one, str) for one in (*texts, *texts.values())):
            self.refuse(TemplateTextExpected, field)
        made = LocalText(texts)
        if is_needed and not made:
            self.refuse(TemplateTextExpected, field)
        if any(len(one) > TEXT_MOST for one in made.values()):
            self.refuse(TemplateTextTooLong, field, most=TEXT_MOST)
        return made

    def word(self, field: str, default: str = "") -> str:
        given = self.found.get(field, default)
        if given is not None and not isinstance(given, str):
            self.refuse(TemplateTextExpected, field)
        return given or default

    def one_of(self, kind: type[E], field: str, default: E) -> E:
        given = self.found.get(field)
        if given is None:
            return default
        found = next((one for one in kind if one.value == given), None)
        if found is None:
            self.refuse(TemplateValueWrong, field, value=_short(given), allowed=", ".join(one.value for one in kind))
        return found

    def yes_no(self, field: str, *, default: bool) -> bool:
        given = self.found.get(field)
        if given is None:
            return default
        if not isinstance(given, bool):
            self.refuse(TemplateYesNoExpected, field)
        return given

    def number(self, field: str, least: Decimal, most: Decimal, default: Decimal | None = None) -> Decimal:
        given = self.found.get(field)
        if given is None:
            if default is None:
                self.refuse(TemplateFieldMissing, field)
            return default
        number = finite(given)
        if number is None or not least <= number <= most:
            self.refuse(TemplateNumberExpected, field, least=least, most=most)
        return number

    def whole(self, field: str, least: int, most: int, default: int | None = None) -> int:
        number = self.number(field, Decimal(least), Decimal(most), None if default is None else Decimal(default))
        if number != int(number):
            self.refuse(TemplateNumberExpected, field, least=least, most=most)
        return int(number)

    def weight(self, field: str = "weight") -> Decimal:
        given = self.found.get(field)
        if given is None:
            self.refuse(TemplateFieldMissing, field)
        number = finite(given)
        if number is None or number < 0 or 10**DECIMALS_MOST % number.as_integer_ratio()[1]:
            self.refuse(TemplateWeightWrong, field)
        return number

    def entries(self, field: str) -> list[Any]:
        """The entries of a list that must have some."""
        given = self.found.get(field)
        if given is None:
            self.refuse(TemplateFieldMissing, field)
        if not isinstance(given, list | tuple) or not given:
            self.refuse(TemplateListExpected, field)
        return list(given)

    def condition(self, field: str) -> Expression | None:
        given = self.found.get(field)
        if given is None:
            return None
        try:
            return expression_from_json(given)
        except ConditionError:
            self.refuse(TemplateConditionWrong, field)


def read_form(reader: Reader) -> Form:
    """The form in a mapping; TemplateError names section, item and field of the first mistake.

    Texts and the key of the form may be missing, as in a draft: `Form.gaps` tells them before it is published.
    """
    key = reader.key() if "key" in reader.found else ""
    version = reader.whole("version", 1, 10**6, default=1)
    taken: set[str] = set()
    sections: list[Section] = []
    for entry in reader.entries("sections"):
        inside = reader.inside(entry, "sections")
        inside = replace(inside, section=inside.key())
        if any(one.key == inside.section for one in sections):
            inside.refuse(TemplateKeyTwice, "key", value=inside.section)
        sections.append(_section(inside, taken))
    return Form(
        key,
        version,
        reader.text("title"),
        tuple(sections),
        reader.language,
        reader.text("purpose"),
    )


def _section(reader: Reader, taken: set[str]) -> Section:
    title, weight = reader.text("title"), reader.weight()
    items = []
    for entry in reader.entries("items"):
        inside = reader.inside(entry, "items")
        inside = replace(inside, item=inside.key())
        if inside.item in taken:
            inside.refuse(TemplateKeyTwice, "key", value=inside.item)
        taken.add(inside.item)
        items.append(_item(inside))
    return Section(reader.section, title, tuple(items), weight, reader.condition("show_when"))


def _item(reader: Reader) -> Item:
    return Item(
        key=reader.item,
        text=reader.text("what"),
        scale=_scale(reader),
        how=reader.text("how"),
        check=reader.text("check"),
        short=reader.text("short"),
        lead=reader.text("lead"),
        weight=reader.weight(),
        critical=reader.one_of(CriticalClass, "critical", CriticalClass.NONE),
        fail_below=reader.number("fail_below", Decimal(0), Decimal(1), HALF),
        may_be_na=reader.yes_no("na", default=True),
        may_be_unseen=reader.yes_no("not_observed", default=True),
        evidence=reader.one_of(Evidence, "evidence", Evidence.NONE),
        is_integrity=reader.yes_no("integrity", default=False),
        is_optional=reader.yes_no("optional", default=False),
        metric=reader.word("metric"),
        subject=reader.word("subject"),
        is_mandatory=reader.yes_no("mandatory", default=False),
        show_when=reader.condition("show_when"),
        must_be=reader.condition("must_be"),
        must_be_text=reader.text("must_be_text"),
    )


SIMPLE = {kind.value: kind for kind in ScaleKind if kind is not ScaleKind.POINTS}
SCALE_WORDS = (*SIMPLE, f"{LIKERT}{LEAST_POINTS}…{LIKERT}{MOST_POINTS}", ScaleKind.POINTS.value)


def _scale(reader: Reader) -> Scale:
    word = reader.found.get("scale")
    if word is None:
        reader.refuse(TemplateFieldMissing, "scale")
    if word == ScaleKind.POINTS.value or (isinstance(word, str) and _likert(word) is not None):
        return _points(reader, _likert(word))
    if not isinstance(word, str) or word not in SIMPLE:
        reader.refuse(TemplateValueWrong, "scale", value=_short(word), allowed=", ".join(SCALE_WORDS))
    kind = SIMPLE[word]
    bands = tuple(_band(reader, entry) for entry in reader.entries("bands")) if kind is ScaleKind.MEASURE else ()
    has_choices = kind in {ScaleKind.ONE, ScaleKind.MANY}
    choices = _choices(reader) if has_choices else ()
    return Scale(kind, unit=reader.text("unit"), bands=bands, choices=choices)


def _likert(word: str) -> int | None:
    digits = word.removeprefix(LIKERT)
    points = range(LEAST_POINTS, MOST_POINTS + 1)
    return next((number for number in points if digits == str(number) and digits != word), None)


def _points(reader: Reader, likert: int | None) -> Scale:
    if likert is not None:
        first, last = 1, likert
    else:
        first, last = (reader.whole(field, -100, 100) for field in ("from", "to"))
    if last <= first:
        reader.refuse(TemplateNumberExpected, "to", least=first + 1, most=100)
    return Scale(
        ScaleKind.POINTS,
        first,
        last,
        unit=reader.text("unit"),
        lowest=reader.text("lowest"),
        highest=reader.text("highest"),
        good=reader.one_of(Good, "good", Good.HIGH),
        is_descending=reader.word("shown", "ascending") == "descending",
    )


def _band(reader: Reader, entry: object) -> Band:
    inside = reader.inside(entry, "bands")
    sides = [side for side in Side if side.value in inside.found]
    if len(sides) != 1:
        reader.refuse(TemplateFieldMissing, f"bands › {Side.UP_TO.value} | {Side.AT_LEAST.value}")
    bound, score = finite(inside.found[sides[0].value]), finite(inside.found.get("score"))
    if bound is None or bound < 0:
        reader.refuse(TemplateNumberExpected, f"bands › {sides[0].value}", least=0, most="…")
    if score is None or not 0 <= score <= 1:
        reader.refuse(TemplateNumberExpected, "bands › score", least=0, most=1)
    return Band(sides[0], bound, score)


def _choices(reader: Reader) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for entry in reader.entries("choices"):
        inside = reader.inside(entry, "choices")
        key = inside.key()
        if any(one.key == key for one in choices):
            reader.refuse(TemplateKeyTwice, "choices", value=key)
        has_score = inside.found.get("score") is not None
        score = inside.number("score", Decimal(0), Decimal(1)) if has_score else None
        choices.append(Choice(key, inside.text("text", is_needed=True), score))
    return tuple(choices)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= KEY_MOST else text[:KEY_MOST] + "…"


# and back


def form_mapping(form: Form) -> dict[str, Any]:
    """The mapping that `read_form` reads as this form; numbers are int where they are whole, else float or str."""
    return {"sections": [_section_mapping(section, form.language) for section in form.sections]}


def _section_mapping(section: Section, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "key": section.key,
        "title": plain_text(section.title, language),
        "weight": plain_number(section.weight),
    }
    if section.show_when is not None:
        made["show_when"] = expression_to_json(section.show_when)
    return made | {"items": [_item_mapping(item, language) for item in section.items]}


def _item_mapping(item: Item, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {"key": item.key, "what": plain_text(item.text, language)}
    texts = {"how": item.how, "check": item.check, "short": item.short, "lead": item.lead}
    made |= {name: plain_text(text, language) for name, text in texts.items() if text}
    made |= _scale_mapping(item.scale, language)
    made |= {"weight": plain_number(item.weight), "critical": item.critical.value}
    written: tuple[tuple[str, object, object, Callable[[Any], Any]], ...] = (
        ("fail_below", item.fail_below, HALF, plain_number),
        ("not_observed", item.may_be_unseen, True, bool),
        ("integrity", item.is_integrity, False, bool),
        ("optional", item.is_optional, False, bool),
        ("metric", item.metric, "", str),
        ("subject", item.subject, "", str),
        ("mandatory", item.is_mandatory, False, bool),
        ("show_when", item.show_when, None, expression_to_json),
        ("must_be", item.must_be, None, expression_to_json),
    )
    made |= {"na": item.may_be_na, "evidence": item.evidence.value}
    made |= {name: write(value) for name, value, default, write in written if value != default}
    if item.must_be_text:
        made["must_be_text"] = plain_text(item.must_be_text, language)
    return made


def _scale_mapping(scale: Scale, language: str) -> dict[str, Any]:
    is_likert = scale.kind is ScaleKind.POINTS and scale.first == 1 and scale.last <= MOST_POINTS
    made: dict[str, Any] = {"scale": f"{LIKERT}{scale.last}" if is_likert else scale.kind.value}
    if scale.kind is ScaleKind.POINTS:
        made |= {} if is_likert else {"from": scale.first, "to": scale.last}
        made |= {} if scale.good is Good.HIGH else {"good": scale.good.value}
        made |= {"shown": "descending"} if scale.is_descending else {}
    texts = {"unit": scale.unit, "lowest": scale.lowest, "highest": scale.highest}
    made |= {name: plain_text(text, language) for name, text in texts.items() if text}
    if scale.bands:
        made["bands"] = [
            {band.side.value: plain_number(band.bound), "score": plain_number(band.score)} for band in scale.bands
        ]
    if scale.choices:
        made["choices"] = [_choice_mapping(choice, language) for choice in scale.choices]
    return made


def _choice_mapping(choice: Choice, language: str) -> dict[str, Any]:
    made: dict[str, Any] = {"key": choice.key, "text": plain_text(choice.text, language)}
    return made | ({} if choice.score is None else {"score": plain_number(choice.score)})


def plain_text(text: LocalText, language: str) -> str | dict[str, str]:
    """A text that is only in the language of the form as a string, else language → string."""
    texts = text.to_dict()
    return texts[language] if set(texts) == {language} else texts


def plain_number(number: Decimal) -> int | float:
    """As a file shows it. A weight and a score have few decimals, so that float writes them as they were."""
    return int(number) if number == number.to_integral_value() else float(number)
