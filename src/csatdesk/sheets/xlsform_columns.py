"""The words of XLSForm workbooks: columns, types and languages, in the spellings of twenty years of form makers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from csatdesk.domain.cell_texts import without_unseen
from csatdesk.sheets.cells import Cell, SheetRow, clean_text

COLUMNS: Mapping[str, str] = {  # other spelling → ours; the language follows after one or two colons
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "list name": "list_name",
    "choice filter": "choice_filter",
    "list": "list_name",
    "relevance": "relevant",
    "bind:relevant": "relevant",
    "skip logic": "relevant",
    "bind:required": "required",
    "bind:constraint": "constraint",
    "bind:jr:constraintmsg": "constraint_message",
    "constraint message": "constraint_message",
    "constraint-msg": "constraint_message",
    "constraining message": "constraint_message",
    "guidance hint": "guidance_hint",
    "form title": "form_title",
    "form id": "form_id",
    "id_string": "form_id",
    "title": "form_title",
    "default language": "default_language",
}
SPOKEN = frozenset(
    {"label", "hint", "guidance_hint", "constraint_message", "short", "lead", "unit", "lowest", "highest"}
)
SPOKEN |= {"form_title", "purpose", "brief"}

LANGUAGES: Mapping[str, str] = {
    "english": "en",
    "polish": "pl",
    "polski": "pl",
    "norwegian": "nb",
    "norsk": "nb",
    "bokmål": "nb",
    "no": "nb",
    "estonian": "et",
    "eesti": "et",
    "finnish": "fi",
    "suomi": "fi",
    "russian": "ru",
    "русский": "ru",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "german": "de",
    "deutsch": "de",
    "portuguese": "pt",
    "arabic": "ar",
    "swahili": "sw",
    "hindi": "hi",
    "nepali": "ne",
    "ukrainian": "uk",
    "swedish": "sv",
    "danish": "da",
    "latvian": "lv",
    "lithuanian": "lt",
}
_CODE = re.compile(r"\(([a-z]{2,3}(?:[-_][a-z]{2,4})?)\)\s*$")

ONE, MANY, GROUP, END, REPEAT = "one", "many", "group", "end", "repeat"
SILENT = frozenset({"start", "end", "today", "deviceid", "device id", "username", "simserial", "sim id", "imei"})
SILENT |= {"subscriberid", "subscriber id", "phonenumber", "phone number", "email", "audit", "calculate", "hidden"}
SILENT |= {"start-geopoint", "xml-external", "csv-external", "get today", "get start time", "get end time"}
SIMPLE: Mapping[str, str] = {
    "text": "text",
    "string": "text",
    "add text prompt": "text",
    "integer": "number",
    "int": "number",
    "add integer prompt": "number",
    "decimal": "number",
    "add decimal prompt": "number",
    "date": "date",
    "add date prompt": "date",
    "time": "time",
    "range": "range",
}
_SELECTS: Sequence[tuple[str, str]] = (  # the longest first
    ("add select one prompt using", ONE),
    ("add select multiple prompt using", MANY),
    ("select all that apply from", MANY),
    ("select all that apply", MANY),
    ("select one from", ONE),
    ("select_multiple", MANY),
    ("select multiple", MANY),
    ("select_one", ONE),
    ("select one", ONE),
    ("select1", ONE),
    ("select", MANY),
)
GROUPS = ("group", "lgroup", "repeat", "loop")
_OTHERS = ("or_other", "or specify other")


@dataclass(frozen=True, slots=True)
class Kind:
    """What the type of a row means. `name`: ONE, MANY, GROUP, END, REPEAT, a word of `SIMPLE`, "" for what is unknown.

    `choices`: the name of their list; `or_other`: "other" is one of them, too.
    """

    name: str
    choices: str = ""
    or_other: bool = False
    is_silent: bool = False


def kind_of(written: str) -> Kind:
    """What stands in the column "type" of a row."""
    words = " ".join(written.split())
    lower = words.casefold()
    if lower in SILENT:
        return Kind("", is_silent=True)
    if lower in SIMPLE:
        return Kind(SIMPLE[lower])
    begin, _, what = lower.replace("_", " ").partition(" ")
    if begin in {"begin", "end"} and what.startswith(GROUPS):
        return Kind(END if begin == "end" else GROUP if what == "group" else REPEAT)
    return _select(words)


def _select(words: str) -> Kind:
    for start, name in _SELECTS:
        rest = words[len(start) :].strip()
        if words.casefold().startswith(start + " ") and not rest.casefold().startswith(("from_file", "external")):
            or_other = next((other for other in _OTHERS if rest.casefold().endswith(" " + other)), "")
            return Kind(name, rest[: len(rest) - len(or_other)].strip(), bool(or_other))
    return Kind("")


def language_code(written: str, default: str) -> str:
    """The code of a language as a column or a setting names it: "English (en)", "en", "Polski"."""
    lower = " ".join(written.split()).casefold()
    in_brackets = _CODE.search(lower)
    if in_brackets:
        return in_brackets[1].replace("-", "_")
    if lower in {"", "default"}:
        return default
    return LANGUAGES.get(lower, lower)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet by the names of its columns. `cells`: name → text; `texts`: name → language → text.

    `places`: name → where it stands in the row, from 0.
    """

    row: int
    cells: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        return self.cells.get(name, "")

    def text(self, name: str) -> Mapping[str, str]:
        return self.texts.get(name, {})


def read_lines(rows: Sequence[SheetRow], default: str) -> list[Line]:
    """The rows below the first filled one, which names the columns; blank rows left out."""
    filled = [row for row in rows if any(_written(cell) for cell in row.cells)]
    if not filled:
        return []
    heads = [_head(_written(cell), default) for cell in filled[0].cells]
    return [_line(row, heads) for row in filled[1:]]


def column_names(rows: Sequence[SheetRow], default: str = "en") -> frozenset[str]:
    """Which columns a sheet has."""
    filled = next((row for row in rows if any(_written(cell) for cell in row.cells)), None)
    return frozenset() if filled is None else frozenset(_head(_written(cell), default)[0] for cell in filled.cells)


def _head(written: str, default: str) -> tuple[str, str]:
    """Name and language of a column."""
    words = re.sub(r"\s*:+\s*", ":", " ".join(without_unseen(written).split()))
    lower = words.casefold()
    if lower in COLUMNS:
        return COLUMNS[lower], ""
    name, _, spoken = words.partition(":")
    if not spoken and (in_brackets := _CODE.search(lower)):
        name, spoken = lower[: in_brackets.start()].strip(), in_brackets[1]
    name = name.casefold()
    name = COLUMNS.get(name, name.replace(" ", "_") if name.replace(" ", "_") in SPOKEN else name)
    if name in SPOKEN:
        return name, language_code(spoken, default)
    return (lower, "") if spoken else (name, "")


def _line(row: SheetRow, heads: Sequence[tuple[str, str]]) -> Line:
    cells: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    places: dict[str, int] = {}
    for place, (name, spoken) in enumerate(heads):
        written = _written(row.cell(place))
        if not name or not written:
            continue
        places.setdefault(name, place)
        if name in SPOKEN:
            texts.setdefault(name, {})[spoken] = written
        cells.setdefault(name, without_unseen(written).strip())
    return Line(row.number, cells, texts, places)


def _written(cell: Cell) -> str:
    """The text of a cell; here "NA" and "-" are words as others, for choices are called so."""
    return "" if cell is None else clean_text(str(cell))
