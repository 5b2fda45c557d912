"""XLSForm workbooks (sheets survey, choices, settings) as templates of schema csatdesk-scorecard/1.

All problems are told at once, each with sheet, row and column; with any of them there is no template. What a template
cannot hold and no answer depends on (a photo question, a note, a place on the map) is left out with a warning.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from csatdesk.domain.errors import Refusal
from csatdesk.domain.expressions import ConditionError, expression_to_json, keys_in
from csatdesk.domain.form_reading import TemplateError
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import SCHEMA, Limits, ScorecardTemplate
from csatdesk.sheets.cells import SheetRow, column_letter, shown
from csatdesk.sheets.conditions import parse_condition
from csatdesk.sheets.trouble import FileTooLarge, told_plainly
from csatdesk.sheets.workbooks import is_workbook, sheet_names, workbook_rows
from csatdesk.sheets.xlsform_columns import (
    END,
    GROUP,
    MANY,
    ONE,
    REPEAT,
    Line,
    column_names,
    kind_of,
    language_code,
    read_lines,
)
from csatdesk.sheets.xlsform_scales import band_list, scale_of, truth
from csatdesk.wording.texts import _

TEXTS = {
    "check": "hint",
    "how": "guidance_hint",
    "short": "short",
    "lead": "lead",
    "must_be_text": "constraint_message",
}
TRUTHS = ("na", "not_observed", "integrity", "mandatory")
FORM_READER = "csatdesk.sheets.xlsform_in:read_for_child"
FILE_MOST = 16 << 20  # bytes
ROWS_MOST = 20_000
VERSION = re.compile(r"[1-9][0-9]{0,5}")  # what others write, as "2024-03-01.b", begins anew at 1
SURVEY, CHOICES, SETTINGS, SCENARIOS = "survey", "choices", "settings", "scenarios"
TYPE, NAME, LIST, FILTER = "type", "name", "list_name", "choice_filter"

NO_SURVEY = N_("There is no sheet “survey”, which holds the questions. Name the sheet so, or choose another file.")
NO_QUESTIONS = N_("The sheet “survey” holds no question that can be asked here.")
NO_TYPE = N_("Write the type of this question, as “select_one yes_no” or “text”.")
NO_NAME = N_("Write a name for this question, of letters and digits without blanks.")
NAME_TWICE = N_("“{value}” names another question above. Rename one of the two.")
NO_LIST = N_("The sheet “choices” has no list “{value}”.")
CHOICE_UNNAMED = N_("Write a name for this choice.")
CHOICE_TWICE = N_("“{value}” is in this list already. Rename one of the two.")
REPEATED = N_("Questions that repeat cannot be taken over. Write them out, or delete the repeat.")
END_ALONE = N_("Here a group ends that has not begun.")
NEVER_ENDS = N_("This group never ends. Add a row “end group”.")
CONDITION_WRONG = N_("The condition “{value}” cannot be read here.")
CONDITION_LOST = N_("The condition asks for “{value}”, which is no question that is taken over.")
NUMBER_WRONG = N_("“{value}” is not a number that can stand here.")
SKIPPED = N_("A question of the type “{value}” cannot be asked here and is left out.")
FILTERED = N_("Which choices are offered depends on “{value}” there. Here all of them are offered.")
VALUE_WRONG = N_("“{value}” cannot stand here.")


class NoXlsform(Refusal):
    text = N_("“{file}” is no workbook. Save the form as .xlsx and try again.")


@dataclass(frozen=True, slots=True)
class FormProblem:
    """What is wrong at one place of a workbook. `text` is filled with `values` after translation."""

    sheet: str
    row: int
    column: str
    text: str
    values: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "text": self.text,
            "values": dict(self.values),
        }


def told_at(problem: Mapping[str, Any]) -> str:
    """A problem as `FormProblem.plain` gives it, in the language of this context: "Sheet survey, row 5, …"."""
    place = {name: problem[name] for name in ("sheet", "row", "column")}
    text = problem["text"]
    reason = _(text).format(**problem["values"])
    if not problem["column"]:
        return _("Sheet {sheet}, row {row}: {reason}").format(**place, reason=reason)
    return _("Sheet {sheet}, row {row}, column {column}: {reason}").format(**place, reason=reason)


@dataclass(frozen=True, slots=True)
class XlsformRead:
    """What a workbook holds. `mapping` None: there are problems, and nothing is taken over."""

    mapping: Mapping[str, Any] | None
    problems: tuple[FormProblem, ...]
    warnings: tuple[FormProblem, ...]


def read_xlsform(path: Path) -> XlsformRead:
    """The form in a workbook; raises Refusal or Trouble for a file that is none."""
    with told_plainly(path), path.open("rb") as file:
        start = file.read(8)
        size = path.stat().st_size
    if size > FILE_MOST:
        raise FileTooLarge(file=path.name, most=FILE_MOST >> 20)
    if not is_workbook(start):
        raise NoXlsform(file=path.name)
    names = {name.strip().casefold(): name for name in sheet_names(path)}
    sheets = {
        sheet: list(workbook_rows(path, names[sheet], ROWS_MOST))
        for sheet in (SURVEY, CHOICES, SETTINGS, SCENARIOS)
        if sheet in names
    }
    return _Reader(sheets, path.stem).read()


def read_for_child(path: str, _options: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """One mapping, for the capped child process."""
    read = read_xlsform(Path(path))
    yield {
        "mapping": read.mapping,
        "problems": [one.plain() for one in read.problems],
        "warnings": [one.plain() for one in read.warnings],
    }


@dataclass(slots=True)
class _Section:
    """A group while it is read. `shown`: conditions of this and of the groups around it, as lists for JSON."""

    key: str
    line: Line | None
    titles: Mapping[str, str]
    shown: list[Any]
    items: list[dict[str, Any]] = field(default_factory=list)


class _Reader:
    """Reads one workbook and gathers what is wrong with it."""

    def __init__(self, sheets: Mapping[str, Sequence[SheetRow]], file: str) -> None:
        self._sheets, self._file = sheets, file
        self.problems: list[FormProblem] = []
        self.warnings: list[FormProblem] = []
        bare = read_lines(sheets.get(SETTINGS, ()), "en")
        self.settings = bare[0] if bare else Line(2)
        self.language = language_code(self.settings.cell("default_language"), "en")
        self.columns = column_names(sheets.get(SURVEY, ()))
        self.lists: dict[str, list[Line]] = {}
        self.lines: dict[str, Line] = {}  # name of a question → where it stands
        self.groups: dict[str, Line] = {}
        self.asked_for: list[tuple[Line, str, frozenset[str]]] = []

    def read(self) -> XlsformRead:
        if SURVEY not in self._sheets:
            self.problems.append(FormProblem(SURVEY, 1, "", NO_SURVEY))
            return self._told(None)
        self._read_choices()
        sections = self._read_survey(read_lines(self._sheets[SURVEY], self.language))
        self._check_conditions()
        mapping = self._mapping(sections)
        if not mapping["sections"] and not self.problems:
            self.problems.append(FormProblem(SURVEY, 1, "", NO_QUESTIONS))
        return self._told(None if self.problems else self._checked(mapping))

    def _told(self, mapping: Mapping[str, Any] | None) -> XlsformRead:
        order = {SURVEY: 0, CHOICES: 1, SETTINGS: 2}
        found = sorted(self.problems, key=lambda one: (order.get(one.sheet, 3), one.row))
        return XlsformRead(None if found else mapping, tuple(found), tuple(self.warnings))

    def wrong(self, line: Line, column: str, text: str, value: str = "", sheet: str = SURVEY) -> None:
        self.problems.append(self._at(line, column, text, value, sheet))

    def _at(self, line: Line, column: str, text: str, value: str, sheet: str) -> FormProblem:
        letter = column_letter(line.places[column]) if column in line.places else ""
        return FormProblem(sheet, line.row, letter, text, {"value": shown(value)} if value else {})

    # choices

    def _read_choices(self) -> None:
        lines = read_lines(self._sheets.get(CHOICES, ()), self.language)
        may_repeat = truth(self.settings.cell("allow_choice_duplicates")) is True
        for line in lines:
            name = line.cell(LIST)
            if not name:
                continue
            known = self.lists.setdefault(name, [])
            key = line.cell(NAME)
            if not key:
                self.wrong(line, NAME, CHOICE_UNNAMED, sheet=CHOICES)
            elif any(one.cell(NAME) == key for one in known):
                if not may_repeat:
                    self.wrong(line, NAME, CHOICE_TWICE, key, CHOICES)
            else:
                known.append(line)

    def choices(self, name: str) -> list[tuple[str, Mapping[str, str], Decimal | None]]:
        """Key, texts and score of each choice of a list."""
        found = []
        for line in self.lists[name]:
            score = self.number(line, "score", CHOICES) if line.cell("score") else None
            texts = line.text("label") or {self.language: line.cell(NAME)}
            found.append((line.cell(NAME), texts, score))
        return found

    # questions

    def _read_survey(self, lines: Sequence[Line]) -> list[_Section]:
        sections = [_Section("", None, {}, [])]
        around: list[_Section] = []
        repeats = 0
        for line in lines:
            kind = kind_of(line.cell(TYPE))
            if kind.name == REPEAT:
                self.wrong(line, TYPE, REPEATED)
                repeats += 1
                around.append(sections[-1])
            elif kind.name == GROUP:
                around.append(sections[-1])
                sections.append(self._group(line, sections[-1]))
            elif kind.name == END:
                if not around:
                    self.wrong(line, TYPE, END_ALONE)
                else:
                    sections.append(self._going_on(around.pop(), sections))
            else:
                self._question(line, sections[-1])
        if around and not repeats:
            begun = next((one.line for one in reversed(sections) if one.line is not None), None)
            self.wrong(begun or Line(1), TYPE, NEVER_ENDS)
        return [section for section in sections if section.items]

    def _group(self, line: Line, around: _Section) -> _Section:
        key = line.cell(NAME) or f"group_{line.row}"
        self.groups.setdefault(key, line)
        own = self.condition(line, "relevant")
        titles = line.text("label") or around.titles
        return _Section(key, line, titles, [*around.shown, *([own] if own is not None else [])])

    @staticmethod
    def _going_on(section: _Section, sections: Sequence[_Section]) -> _Section:
        """The rest of a section after a group inside it."""
        key = f"{section.key or 'rest'}_{len(sections)}"
        return _Section(key, section.line, section.titles, section.shown)

    def _question(self, line: Line, section: _Section) -> None:
        written = line.cell(TYPE)
        if not written:
            if line.cell(NAME) or line.text("label"):
                self.wrong(line, NAME if line.cell(NAME) else "label", NO_TYPE)
            return
        kind = kind_of(written)
        if kind.is_silent:
            return
        if not kind.name:
            self.warnings.append(self._at(line, TYPE, SKIPPED, written, SURVEY))
            return
        key = line.cell(NAME)
        if not key or len(key.split()) > 1:
            self.wrong(line, NAME if key else TYPE, NO_NAME)
            return
        if key in self.lines:
            self.wrong(line, NAME, NAME_TWICE, key)
            return
        self.lines[key] = line
        if kind.name in {ONE, MANY} and kind.choices not in self.lists:
            self.wrong(line, TYPE, NO_LIST, kind.choices)
            return
        if line.cell(FILTER):
            self.warnings.append(self._at(line, FILTER, FILTERED, line.cell(FILTER), SURVEY))
        section.items.append(self._item(key, line))

    def _item(self, key: str, line: Line) -> dict[str, Any]:
        kind = kind_of(line.cell(TYPE))
        item: dict[str, Any] = {"key": key, "what": dict(line.text("label")) or {self.language: key}}
        item |= {name: dict(line.text(column)) for name, column in TEXTS.items() if line.text(column)}
        choices = self.choices(kind.choices) if kind.choices else []
        scale = scale_of(kind, choices, line, self._bands(line))
        if scale is None:
            self.wrong(line, TYPE, VALUE_WRONG, line.cell("parameters") or line.cell(TYPE))
            scale = {"scale": "text"}
        item |= scale
        item["weight"] = self._plain(line, "weight", Decimal(1))
        item["fail_below"] = self._plain(line, "fail_below", Decimal("0.5"))
        words: dict[str, Callable[[str], str]]
        words = {"critical": str.casefold, "evidence": str.casefold, "metric": str, "subject": str}
        item |= {name: written(line.cell(name)) for name, written in words.items() if line.cell(name)}
        item |= self._truths(line, {one for one, _, _ in choices})
        item |= {name: made for name, made in self._conditions(line) if made is not None}
        return item

    def _truths(self, line: Line, choices: set[str]) -> dict[str, bool]:
        found = {}
        for name in TRUTHS:
            given = truth(line.cell(name))
            if given is None and line.cell(name):
                self.wrong(line, name, VALUE_WRONG, line.cell(name))
            elif given is not None:
                found[name] = given
            elif name in choices:
                found[name] = True
        if "required" in self.columns:
            found["optional"] = truth(line.cell("required")) is not True
        return found

    def _conditions(self, line: Line) -> Iterator[tuple[str, Any]]:
        yield "show_when", self.condition(line, "relevant")
        yield "must_be", self.condition(line, "constraint")

    def condition(self, line: Line, column: str) -> Any:
        written = line.cell(column)
        if not written:
            return None
        try:
            tree = parse_condition(written)
        except ConditionError:
            self.wrong(line, column, CONDITION_WRONG, written)
            return None
        self.asked_for.append((line, column, keys_in(tree)))
        return expression_to_json(tree)

    def _check_conditions(self) -> None:
        for line, column, keys in self.asked_for:
            for key in sorted(keys - set(self.lines)):
                self.wrong(line, column, CONDITION_LOST, key)

    def _bands(self, line: Line) -> list[dict[str, float]]:
        written = line.cell("bands")
        bands = band_list(written)
        if bands is None:
            self.wrong(line, "bands", VALUE_WRONG, written)
        return bands or []

    def number(self, line: Line, column: str, sheet: str = SURVEY) -> Decimal | None:
        written = line.cell(column)
        try:
            number = Decimal(written.replace(",", "."))
        except InvalidOperation:
            self.wrong(line, column, NUMBER_WRONG, written, sheet)
            return None
        return number

    def _plain(self, line: Line, column: str, default: Decimal) -> Decimal:
        found = self.number(line, column) if line.cell(column) else None
        return default if found is None else found

    # the whole

    def _mapping(self, sections: Sequence[_Section]) -> dict[str, Any]:
        cells = self.settings
        title = cells.cell("form_title") or self._file
        version = cells.cell("version")
        made: dict[str, Any] = {
            "schema": SCHEMA,
            "key": (cells.cell("form_id") or self._file)[:64],
            "version": int(version) if VERSION.fullmatch(version) else 1,
            "title": dict(cells.text("form_title")) or {self.language: title},
            "purpose": dict(cells.text("purpose")),
            "language": self.language,
            "kind": cells.cell("kind"),
            "channel": cells.cell("channel"),
            "sections": [self._section(section, title) for section in sections],
        }
        made["scoring"] = self._settings_of(("cap", "pass_mark", "min_coverage"))
        if cells.cell("on_critical"):
            made["scoring"]["on_critical"] = cells.cell("on_critical")
        made["validity"] = self._settings_of(Limits.__slots__)
        scenarios = read_lines(self._sheets.get(SCENARIOS, ()), self.language)
        if scenarios:
            made["scenarios"] = [
                {"key": one.cell("key"), "segment": one.cell("segment"), "brief": dict(one.text("brief"))}
                for one in scenarios
            ]
        return made

    def _settings_of(self, names: Sequence[str]) -> dict[str, Any]:
        found = {name: self.number(self.settings, name, SETTINGS) for name in names if self.settings.cell(name)}
        return {name: number for name, number in found.items() if number is not None}

    def _section(self, section: _Section, title: str) -> dict[str, Any]:
        made: dict[str, Any] = {
            "key": section.key or "form",
            "title": dict(section.titles) or {self.language: title},
            "weight": self._plain(section.line, "weight", Decimal(1)) if section.line else 1,
            "items": section.items,
        }
        if section.shown:
            made["show_when"] = section.shown[0] if len(section.shown) == 1 else ["call", "and", *section.shown]
        return made

    def _checked(self, mapping: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The mapping as the engine writes it, whatever it refuses told at its row."""
        try:
            return ScorecardTemplate.from_dict(mapping).to_dict()
        except TemplateError as error:
            line = self.lines.get(error.item) or self.groups.get(error.section, Line(1))
            column = error.field if error.field and error.field in line.places else NAME
            self.wrong(line, column, VALUE_WRONG, line.cell(column) or str(error.field))
            return None
