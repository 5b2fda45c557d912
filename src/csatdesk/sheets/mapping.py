"""Which column of a table fills which field: a first guess from column names and contents, for a person to correct."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from csatdesk.sheets.cells import SheetRow, column_letter, raw_text
from csatdesk.sheets.dates import DateStyle, StyleGuess, guess_style
from csatdesk.sheets.field_words import CASE_FIELDS, CUSTOMER_FIELDS, Field
from csatdesk.sheets.header_row import header_words

__all__ = ["CASE_FIELDS", "CUSTOMER_FIELDS", "ColumnMapping", "Field", "guess_columns", "guess_date_styles"]

SAMPLE_ROWS = 200
DATE_FIELDS = frozenset({"received_at", "closed_at", "happened_on"})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """`columns`: field key → column counted from 0; a field without a column is left out. `headers`: of all columns."""

    headers: tuple[str, ...]
    columns: Mapping[str, int]

    def column(self, key: str) -> int | None:
        return self.columns.get(key)

    def header(self, key: str) -> str:
        """The name of the column that fills a field; empty when it has none."""
        column = self.columns.get(key)
        return self.headers[column] if column is not None and column < len(self.headers) else ""

    def letter(self, key: str) -> str:
        column = self.columns.get(key)
        return "" if column is None else column_letter(column)

    @property
    def width(self) -> int:
        """How many cells a row needs so that no mapped one is missing."""
        return max(self.columns.values(), default=-1) + 1


def guess_columns(
    headers: Sequence[str], sample_rows: Sequence[SheetRow], fields: Sequence[Field] = CASE_FIELDS
) -> ColumnMapping:
    """The likeliest column for each field. `sample_rows`: some of the data; the more, the surer.

    A column fills one field at most, and names count before contents: contents alone fill only what they show beyond
    doubt (e-mails, phones, dates, long texts).
    """
    columns = [_Column.of(place, header, sample_rows) for place, header in enumerate(headers)]
    wanted = [
        (score, -rank, -column.place, field.key, column.place)
        for rank, field in enumerate(fields)
        for column in columns
        if (score := _score(field, column)) > 0
    ]
    chosen: dict[str, int] = {}
    for *_, key, column_place in sorted(wanted, reverse=True):
        if key not in chosen and column_place not in chosen.values():
            chosen[key] = column_place
    return ColumnMapping(tuple(headers), {field.key: chosen[field.key] for field in fields if field.key in chosen})


def guess_date_styles(mapping: ColumnMapping, sample_rows: Sequence[SheetRow]) -> dict[str, StyleGuess]:
    """How each mapped date column is written; `is_sure` False: ask whether day or month comes first."""
    return {
        key: guess_style(_texts(sample_rows, column)) for key, column in mapping.columns.items() if key in DATE_FIELDS
    }


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column looks like. `contents`: what its cells show beyond doubt, a key of `_CONTENTS`, else ""."""

    place: int
    name: str
    contents: str
    is_filled: bool

    @classmethod
    def of(cls, place: int, header: str, rows: Sequence[SheetRow]) -> "_Column":
        texts = _texts(rows, place)
        contents = next((kind for kind, shows in _CONTENTS.items() if texts and shows(texts)), "")
        return cls(place, header_words(header), contents, bool(texts))


def _texts(rows: Sequence[SheetRow], column: int) -> list[str]:
    return [text for row in rows[:SAMPLE_ROWS] if (text := raw_text(row.cell(column)))]


def _share(texts: Sequence[str], looks: Callable[[str], object]) -> float:
    return sum(bool(looks(text)) for text in texts) / len(texts)


_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+\Z")
_PHONE = re.compile(r"(?:\+|00)[\d\s()./-]{8,20}\Z|\(?\d{2,4}\)?[\s/-]\d[\d\s/-]{5,12}\Z")
_DATE_STYLES_SHOWN = frozenset(DateStyle) - {DateStyle.EXCEL}  # five digits may be anything


def _are_dates(texts: Sequence[str]) -> bool:
    if all(text.isdigit() and len(text) < 9 for text in texts):
        return False
    return guess_style(texts).style in _DATE_STYLES_SHOWN


def _are_sentences(texts: Sequence[str]) -> bool:
    return _share(texts, lambda text: text.count(" ") >= 4) > 0.4


_CONTENTS: dict[str, Callable[[Sequence[str]], bool]] = {
    "email": lambda texts: _share(texts, _EMAIL.match) > 0.6,
    "date": _are_dates,
    "phone": lambda texts: _share(texts, _PHONE.match) > 0.6,
    "sentences": _are_sentences,
}
_SHOWN_BY = {
    "customer_email": "email",
    "email": "email",
    "customer_phone": "phone",
    "phone": "phone",
    "received_at": "date",
    "closed_at": "date",
    "happened_on": "date",
    "text": "sentences",
    "comment": "sentences",
}
_ONLY_BY_NAME = frozenset({"closed_at"})  # a second date column says nothing about itself


def _score(field: Field, column: _Column) -> float:
    """How well a column fits a field, 0 for not at all."""
    by_name = _name_score(field, column.name)
    wanted = _SHOWN_BY.get(field.key)
    if wanted and column.contents == wanted:
        return by_name + 3 if by_name or field.key not in _ONLY_BY_NAME else 0
    if wanted in ("email", "date") and column.is_filled:
        return by_name - 8  # named so, but it holds something else: only an exact name keeps it
    if column.contents in ("email", "date") and wanted != column.contents:
        return by_name - 8
    return by_name + (0.5 if by_name and column.is_filled else 0)


def _name_score(field: Field, name: str) -> float:
    """10 for a known name (the first in a list a little more), up to 6 when the known name is a part of it."""
    if not name:
        return 0
    if name in field.names:
        return 10 - 0.02 * field.names.index(name)
    parts = [known for known in field.names if len(known) > 3 and f" {known} " in f" {name} "]
    return 3 + min(3, 0.25 * max(map(len, parts))) if parts else 0
