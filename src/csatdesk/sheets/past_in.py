"""Rows of a table as past evaluations: checked cell by cell, the good ones apart from the problems."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from hashlib import sha256

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.past_evaluations import COMMENT_MOST, TotalScale
from csatdesk.sheets.cases_in import DATE_IN_FUTURE, DATE_TOO_OLD, EARLIEST, NOT_A_DATE, SLACK, TEXT_TOO_LONG
from csatdesk.sheets.cells import SheetRow, one_line, raw_text, shown
from csatdesk.sheets.dates import DateStyle, parse
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.past_words import VERDICTS
from csatdesk.sheets.rows_in import Prepared, RowReader, ValueReader, prepare_rows

NAME_MOST = 200
NUMBER_MOST = 80

PLACE_MISSING = N_("There is no place here. Every evaluation needs the place it is about.")
DAY_MISSING = N_("There is no date here. Every evaluation needs its day.")
TOTAL_MISSING = N_("There is no total here. Fill it in, or leave this row out.")
NOT_A_TOTAL = N_("“{value}” is no number. Write the total as 87.5.")
TOTAL_OFF_SCALE = N_("“{value}” does not lie between {low} and {high}. Correct it, or choose another scale.")


class PlaceColumnMissing(Refusal):
    text = N_("Choose the column that names the place.")


class DayColumnMissing(Refusal):
    text = N_("Choose the column that says on which day it was.")


class TotalColumnMissing(Refusal):
    text = N_("Choose the column with the total.")


MISSING = {"happened_on": DayColumnMissing, "total": TotalColumnMissing}


@dataclass(frozen=True, slots=True)
class ImportedPast:
    """One past evaluation as the file tells it. `units`: its total in ten-thousandths of a point of 100."""

    row: int = field(compare=False)
    source_number: str
    place: str
    place_number: str
    town: str
    day: date
    units: int
    verdict: str  # a value of our verdicts, "" for none
    standard: str
    kind: str
    reviewer: str
    comment: str

    @property
    def is_named(self) -> bool:
        return self.place != self.place_number

    @property
    def place_key(self) -> str:
        """What tells two places apart: the number of the place where the file has one, else its name and town."""
        return f"#{fold(self.place_number)}" if self.place_number else f"{fold(self.place)}|{fold(self.town)}"

    @property
    def source_key(self) -> str:
        """What tells this one in a second import of the same file: its number, else a digest of what it says."""
        if self.source_number:
            return self.source_number
        said = (self.place_key, self.day, self.units, self.standard, self.kind, self.reviewer, self.comment)
        return "#" + sha256(repr(said).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class PastChoices:
    """What a person chose for the whole file. `verdicts`: words of the file → values of our verdicts."""

    now: datetime
    zone: tzinfo
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    scale: TotalScale = TotalScale.TO_100
    verdicts: Mapping[str, str] = field(default_factory=dict)


PreparedPast = Prepared[ImportedPast]


def prepare_past(
    rows: Iterable[SheetRow],
    mapping: ColumnMapping,
    choices: PastChoices,
    progress: Progress = no_progress,
    total: int = 0,
) -> PreparedPast:
    """Check all rows before the first is written. Raises a Refusal when a column is missing that every one needs."""
    _check(mapping)
    reading = _Reading(mapping, choices)
    return prepare_rows(rows, mapping, reading.past, (reading.verdicts,), progress=progress, total=total)


def _check(mapping: ColumnMapping) -> None:
    if mapping.column("place") is None and mapping.column("place_number") is None:
        raise PlaceColumnMissing(field="place")
    for key, missing in MISSING.items():
        if mapping.column(key) is None:
            raise missing(field=key)


class _Reading:
    """Turns rows into past evaluations and remembers the words it cannot place."""

    def __init__(self, mapping: ColumnMapping, choices: PastChoices) -> None:
        self._choices = choices
        self._style = choices.date_styles.get("happened_on", DateStyle.ISO)
        self._days: dict[str, date | None] = {}
        self.verdicts = ValueReader("verdict", mapping.header("verdict"), VERDICTS, choices.verdicts, "")

    def past(self, cells: RowReader) -> ImportedPast | None:
        place, day, units = self._place(cells), self._day(cells), self._units(cells)
        comment = cells.text("comment", COMMENT_MOST, TEXT_TOO_LONG)
        if day is None or units is None or cells.problems:
            return None
        return ImportedPast(
            row=cells.row.number,
            source_number=cells.line("source_number", NUMBER_MOST),
            place=place,
            place_number=cells.line("place_number", NUMBER_MOST),
            town=cells.line("town", NAME_MOST),
            day=day,
            units=units,
            verdict=self.verdicts.value(cells.word("verdict"), cells.row.number),
            standard=cells.line("standard", NAME_MOST),
            kind=cells.line("kind", NAME_MOST),
            reviewer=cells.line("reviewer", NAME_MOST),
            comment=comment,
        )

    def _place(self, cells: RowReader) -> str:
        """Its name; where a row lacks it, the number by which other rows may name it."""
        place = cells.line("place", NAME_MOST) or cells.line("place_number", NUMBER_MOST)
        if not place and not cells.problems:
            cells.problem("place", PLACE_MISSING)
        return place

    def _day(self, cells: RowReader) -> date | None:
        """The day where the centre is; the same words are read once."""
        said = one_line(raw_text(cells.row.cell(cells.mapping.columns["happened_on"])))
        if not said:
            cells.problem("happened_on", DAY_MISSING)
            return None
        if said not in self._days:
            self._days[said] = self._read_day(cells, said)
        elif self._days[said] is None:
            self._read_day(cells, said)
        return self._days[said]

    def _read_day(self, cells: RowReader, said: str) -> date | None:
        moment = parse(said, self._style, self._choices.zone)
        if moment is None:
            cells.problem("happened_on", NOT_A_DATE, value=shown(said))
        elif moment.at > self._choices.now + SLACK:
            cells.problem("happened_on", DATE_IN_FUTURE, value=shown(said))
        elif moment.at < EARLIEST:
            cells.problem("happened_on", DATE_TOO_OLD, value=shown(said), year=EARLIEST.year)
        else:
            return moment.at.astimezone(self._choices.zone).date()
        return None

    def _units(self, cells: RowReader) -> int | None:
        said = one_line(raw_text(cells.row.cell(cells.mapping.columns["total"])))
        scale = self._choices.scale
        number = plain_total(said)
        if not said:
            cells.problem("total", TOTAL_MISSING)
        elif number is None:
            cells.problem("total", NOT_A_TOTAL, value=shown(said))
        elif (units := scale.units(number)) is not None:
            return units
        else:
            cells.problem("total", TOTAL_OFF_SCALE, value=shown(said), low=scale.low, high=scale.high)
        return None


def plain_total(said: str) -> Decimal | None:
    """A total as people and programs write it: "98.5", "98,5", "98,5 %"; None when it is no number."""
    text = said.removesuffix("%").strip().replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def guess_scale(mapping: ColumnMapping, rows: Sequence[SheetRow]) -> TotalScale:
    """The scale on which the totals of a file lie, for a person to correct."""
    column = mapping.column("total")
    said = [] if column is None else [raw_text(row.cell(column)) for row in rows]
    found = [number for one in said if one and (number := plain_total(one)) is not None]
    if not found or max(found) > TotalScale.TO_10.high or any(one.endswith("%") for one in said):
        return TotalScale.TO_100
    if max(found) <= TotalScale.TO_1.high:
        return TotalScale.TO_1
    begins_at_one = min(found) >= 1
    if max(found) <= TotalScale.TO_5.high:
        return TotalScale.FROM_1_TO_5 if begins_at_one else TotalScale.TO_5
    return TotalScale.FROM_1_TO_10 if begins_at_one else TotalScale.TO_10
