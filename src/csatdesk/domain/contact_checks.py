"""Every fault of a contact list, cell by cell, in the order of the list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from csatdesk.domain.cell_places import column_letter
from csatdesk.domain.cell_texts import ERROR, ERROR_VALUES, ROUNDED, holds_rounded
from csatdesk.domain.contact_lists import (
    COLUMNS,
    MOST,
    CheckedList,
    Fault,
    FaultKind,
    ListColumn,
    ListRow,
    ListRules,
    ListSheet,
    Merge,
    address_key,
    contact_of,
    customers_in,
)
from csatdesk.domain.folding import fold
from csatdesk.domain.language_codes import (
    CODES,
    COUNTRY,
    DOUBTFUL,
    LEAST_OF_A_NAME,
    MISTAKEN,
    NAMED,
    NAMED_KNOWN,
    OF_COUNTRIES,
    UNKNOWN,
)
from csatdesk.domain.marks import N_
from csatdesk.domain.role_addresses import is_role_address

SHOWN_MOST = 60  # characters of a cell repeated in a fault
PHONE_LEAST = 5  # digits

MISSING = N_("This cell must be filled in.")
NOT_A_NAME = N_("“{value}” is no name. Perhaps the columns are mixed up.")
NOT_AN_ADDRESS = N_("“{value}” is no e-mail address. Correct it.")
TWO_ADDRESSES = N_("More than one e-mail address stands here. Keep the one of this person.")
ROLE_ADDRESS = N_("“{value}” is the mailbox of an office, not of a person. Write the person's own address.")
ROLE_DOUBTFUL = N_("“{value}” looks like the mailbox of an office. Whoever reads it may answer.")
TWICE = N_("This address already stands in row {first}. Delete one of the two rows.")
FOREIGN_LETTERS = N_("“{value}” has letters beyond a to z. Not every mail server delivers to it.")
NOT_A_PHONE = N_("“{value}” is no phone number. Correct it, or leave the cell empty.")
TOO_LONG = N_("This has {count} characters; at most {most} fit here. Shorten it.")
FORMULA = N_("A formula stands here. Write the text itself.")
DAMAGED = N_("Some letters here cannot be read. Type the cell again.")
MERGED = N_("Cells are merged here. Part them, and fill in each.")
HEADER = N_("This column must be named “{name}”. Take the header of the template.")
HEADER_MISSING = N_("Row 1 must hold the column names of the template, from “{first}” to “{last}”.")
HEADER_MISSING_IN = N_(
    "Row 1 of the sheet “{sheet}” must hold the column names of the template, from “{first}” to “{last}”."
)
EXTRA_COLUMN = N_("The list ends with column {last}. Delete this column.")
EMPTY_LIST = N_("There is no customer in this list. Fill in the rows below the header.")
CUT_OFF = N_("A quotation mark opens in this row and never closes, so the file could not be read from here on.")
TOO_MANY = N_("The list has {count} customers; at most {most} fit into a year.")

_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ud800-\udfff]")
_PHONE = re.compile(r"\+?[\d\s()./–-]+(?:(?:ext|tel|wew|x)\.?\s*\d+)?", re.IGNORECASE)
_SIGNED_FIGURE = re.compile(r"[+-][\d\s.,()/%–-]*\Z")
_NAME_COLUMNS = frozenset({ListColumn.FIRST_NAME, ListColumn.LAST_NAME})


def check_list(sheet: ListSheet, rules: ListRules) -> CheckedList:
    """All faults and warnings; the customers only where there is no fault."""
    return _Check(sheet, rules).done()


def check_rows(rows: Sequence[ListRow], rules: ListRules) -> tuple[list[Fault], list[Fault]]:
    """Faults and warnings of rows alone, header and length of the list aside."""
    check = _Check(ListSheet(tuple(rows)), rules)
    check.look_at_rows(rows)
    return check.faults, check.warnings


def header_fits(text: str, column: ListColumn, rules: ListRules) -> bool:
    return header_key(text) in rules.headers[column]


def header_key(text: str) -> str:
    """A column name for comparing: folded words parted by one blank."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def looks_computed(text: str, column: ListColumn) -> bool:
    """Whether a spreadsheet program would take the text for a formula. A phone may begin with +, a figure with -."""
    if text.startswith(("=", "@")):
        return True
    return text.startswith(("+", "-")) and column is not ListColumn.PHONE and not _SIGNED_FIGURE.match(text)


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_MOST else line[: SHOWN_MOST - 1] + "…"


@dataclass(slots=True)
class _Check:
    sheet: ListSheet
    rules: ListRules
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    _first_rows: dict[str, int] = field(default_factory=dict)  # of addresses
    _merged: dict[tuple[int, int], Merge] = field(default_factory=dict)  # by the cells that they cover
    _told: set[Merge] = field(default_factory=set)

    def __post_init__(self) -> None:
        last = self.sheet.rows[-1].number if self.sheet.rows else 0
        for merge in self.sheet.merges:
            for row in range(merge.first_row, min(merge.last_row, last) + 1):
                for column in range(merge.first_column, min(merge.last_column, len(COLUMNS) - 1) + 1):
                    self._merged[row, column] = merge

    def done(self) -> CheckedList:
        customers = customers_in(self.sheet.rows)
        self._look_at_list(customers)
        if self._look_at_header():
            self.look_at_rows(customers)
            self._look_beyond()
        faults = tuple(sorted(self.faults, key=_place))
        contacts = () if faults else tuple(map(contact_of, customers))
        return CheckedList(self.sheet, contacts, faults, tuple(sorted(self.warnings, key=_place)), len(customers))

    def look_at_rows(self, rows: Sequence[ListRow]) -> None:
        for row in rows:
            for column in COLUMNS:
                self._look_at(row, column)

    def _look_at_list(self, customers: Sequence[ListRow]) -> None:
        if self.sheet.cut_off_at:
            self._add(self.sheet.cut_off_at, "", FaultKind.DAMAGED, "", CUT_OFF)
        if not customers:
            self._of_list(FaultKind.EMPTY_LIST, EMPTY_LIST)
        elif len(customers) > self.rules.most:
            self._of_list(FaultKind.TOO_MANY, TOO_MANY, count=len(customers), most=self.rules.most)

    def _look_at_header(self) -> bool:
        """Tell which columns are misnamed; False when row 1 is no header of such a list at all."""
        header = next((row for row in self.sheet.rows if row.number == 1), ListRow(1, ()))
        merged = [one for one in COLUMNS if self._is_merged(header, one)]
        wrong = [
            one for one in COLUMNS if one not in merged and not header_fits(header.cell(one.place), one, self.rules)
        ]
        if 2 * len(wrong) > len(COLUMNS):
            text = HEADER_MISSING_IN if self.sheet.name else HEADER_MISSING
            ends = {"first": COLUMNS[0], "last": COLUMNS[-1], "sheet": self.sheet.name}
            self._cell(header, COLUMNS[0], FaultKind.HEADER, text, **ends)
            return False
        for column in wrong:
            self._cell(header, column, FaultKind.HEADER, HEADER, name=column)
        return True

    def _is_merged(self, row: ListRow, column: ListColumn) -> bool:
        """Merged cells are told once, where they begin."""
        merge = self._merged.get((row.number, column.place))
        if merge is not None and merge not in self._told:
            self._told.add(merge)
            self._cell(row, column, FaultKind.MERGED, MERGED)
        return merge is not None

    def _look_at(self, row: ListRow, column: ListColumn) -> None:
        text = row.cell(column.place)
        if self._is_merged(row, column):
            return
        if (row.number, column.place) in self.sheet.formulas or looks_computed(text, column):
            self._cell(row, column, FaultKind.FORMULA, FORMULA)
        elif text in ERROR_VALUES:
            self._cell(row, column, FaultKind.FORMULA, ERROR)
        elif not text:
            if column in self.rules.mandatory:
                self._cell(row, column, FaultKind.MISSING, MISSING)
        elif _UNREADABLE.search(text):
            self._cell(row, column, FaultKind.DAMAGED, DAMAGED)
        elif len(text) > MOST[column]:
            self._cell(row, column, FaultKind.TOO_LONG, TOO_LONG, count=len(text), most=MOST[column])
        else:
            self._look_into(row, column, text)

    def _look_into(self, row: ListRow, column: ListColumn, text: str) -> None:
        if column in _NAME_COLUMNS:
            if "@" in text or not any(map(str.isalpha, text)):
                self._cell(row, column, FaultKind.NOT_A_NAME, NOT_A_NAME)
        elif column is ListColumn.COMPANY:
            if self.rules.is_address(text) or not any(map(str.isalnum, text)):
                self._cell(row, column, FaultKind.NOT_A_NAME, NOT_A_NAME)
        elif column is ListColumn.ADDRESS:
            self._address(row, text)
        elif column is ListColumn.LANGUAGE:
            self._language(row, text)
        elif column is ListColumn.PHONE and (not _PHONE.fullmatch(text) or sum(map(str.isdigit, text)) < PHONE_LEAST):
            self._cell(row, column, FaultKind.NOT_A_PHONE, ROUNDED if holds_rounded(text) else NOT_A_PHONE)

    def _address(self, row: ListRow, text: str) -> None:
        column = ListColumn.ADDRESS
        if not self.rules.is_address(text):
            reason = TWO_ADDRESSES if text.count("@") > 1 else NOT_AN_ADDRESS
            self._cell(row, column, FaultKind.NOT_AN_ADDRESS, reason)
            return
        first = self._first_rows.setdefault(address_key(text), row.number)
        if is_role_address(text):
            if self.rules.is_central:
                self._cell(row, column, FaultKind.ROLE_ADDRESS, ROLE_ADDRESS)
                return
            self._warn(row, column, FaultKind.ROLE_ADDRESS, ROLE_DOUBTFUL)
        if first != row.number:
            self._cell(row, column, FaultKind.TWICE, TWICE, first=first)
        elif not text.isascii():
            self._warn(row, column, FaultKind.FOREIGN_LETTERS, FOREIGN_LETTERS)

    def _language(self, row: ListRow, text: str) -> None:
        column, code = ListColumn.LANGUAGE, text.casefold()
        if code in MISTAKEN:
            self._warn(row, column, FaultKind.LANGUAGE_DOUBTFUL, DOUBTFUL, code=MISTAKEN[code].upper())
        elif code in OF_COUNTRIES and code not in CODES:
            self._cell(row, column, FaultKind.LANGUAGE_UNKNOWN, COUNTRY, code=OF_COUNTRIES[code].upper())
        elif code not in CODES:
            self._no_code(row, column, text)

    def _no_code(self, row: ListRow, column: ListColumn, text: str) -> None:
        known = self.rules.language_names.get(header_key(text))
        if known:
            self._cell(row, column, FaultKind.LANGUAGE_NAME, NAMED_KNOWN, code=known.upper())
        elif len(text) >= LEAST_OF_A_NAME and all(letter.isalpha() or letter.isspace() for letter in text):
            self._cell(row, column, FaultKind.LANGUAGE_NAME, NAMED)
        else:
            self._cell(row, column, FaultKind.LANGUAGE_UNKNOWN, UNKNOWN)

    def _look_beyond(self) -> None:
        """Each column after the last one, where it first holds anything."""
        seen: set[int] = set()
        for row in self.sheet.rows:
            for place in range(len(COLUMNS), len(row.cells)):
                if row.cells[place] and place not in seen:
                    seen.add(place)
                    last = COLUMNS[-1].value
                    self._add(
                        row.number,
                        column_letter(place),
                        FaultKind.EXTRA_COLUMN,
                        row.cells[place],
                        EXTRA_COLUMN,
                        last=last,
                    )

    def _cell(self, row: ListRow, column: ListColumn, kind: FaultKind, text: str, **values: object) -> None:
        self._add(row.number, column.value, kind, row.cell(column.place), text, **values)

    def _warn(self, row: ListRow, column: ListColumn, kind: FaultKind, text: str, **values: object) -> None:
        value = row.cell(column.place)
        self.warnings.append(Fault(row.number, column.value, kind, value, text, {"value": shortened(value), **values}))

    def _of_list(self, kind: FaultKind, text: str, **values: object) -> None:
        self._add(0, "", kind, "", text, **values)

    def _add(self, row: int, column: str, kind: FaultKind, value: str, text: str, **values: object) -> None:
        self.faults.append(Fault(row, column, kind, value, text, {"value": shortened(value), **values}))


def _place(fault: Fault) -> tuple[int, int, str]:
    return fault.row, len(fault.column), fault.column
