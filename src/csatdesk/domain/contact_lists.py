"""Contact lists of a survey: nine columns A to I, taken over whole or not at all.

`check_list` finds every faulty cell at once, so that a list is mended in one go. A list with a fault gives no contacts.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

DEFAULT_MOST = 4_000  # customers of a unit in a calendar year


class ListColumn(Enum):
    """A column of the list; the value is its letter."""

    FIRST_NAME = "A"
    LAST_NAME = "B"
    ADDRESS = "C"
    COMPANY = "D"
    LANGUAGE = "E"
    PHONE = "F"
    EXTRA_1 = "G"
    EXTRA_2 = "H"
    EXTRA_3 = "I"

    @property
    def place(self) -> int:
        """Counted from 0."""
        return ord(self.value) - ord("A")


COLUMNS = tuple(ListColumn)
DEFAULT_MANDATORY = frozenset(COLUMNS) - {ListColumn.PHONE, ListColumn.EXTRA_1, ListColumn.EXTRA_2}
NAMES: Mapping[ListColumn, str] = {
    ListColumn.FIRST_NAME: N_("First name"),
    ListColumn.LAST_NAME: N_("Last name"),
    ListColumn.ADDRESS: N_("E-mail address"),
    ListColumn.COMPANY: N_("Company"),
    ListColumn.LANGUAGE: N_("Language code"),
    ListColumn.PHONE: N_("Phone"),
    ListColumn.EXTRA_1: N_("Extra field 1"),
    ListColumn.EXTRA_2: N_("Extra field 2"),
    ListColumn.EXTRA_3: N_("Extra field 3"),
}
MOST: Mapping[ListColumn, int] = {  # characters
    ListColumn.FIRST_NAME: 100,
    ListColumn.LAST_NAME: 100,
    ListColumn.ADDRESS: 254,  # RFC 5321, 4.5.3.1.3, as corrected by erratum 1690 to RFC 3696
    ListColumn.COMPANY: 200,
    ListColumn.LANGUAGE: 40,
    ListColumn.PHONE: 40,
    ListColumn.EXTRA_1: 200,
    ListColumn.EXTRA_2: 200,
    ListColumn.EXTRA_3: 200,
}


class FaultKind(Enum):
    """What is wrong with a cell, a column or the whole list."""

    MISSING = "missing"
    NOT_A_NAME = "not_a_name"
    NOT_AN_ADDRESS = "not_an_address"
    ROLE_ADDRESS = "role_address"
    TWICE = "twice"
    LANGUAGE_NAME = "language_name"
    LANGUAGE_UNKNOWN = "language_unknown"
    LANGUAGE_DOUBTFUL = "language_doubtful"
    FOREIGN_LETTERS = "foreign_letters"
    NOT_A_PHONE = "not_a_phone"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    DAMAGED = "damaged"
    MERGED = "merged"
    HEADER = "header"
    EXTRA_COLUMN = "extra_column"
    EMPTY_LIST = "empty_list"
    TOO_MANY = "too_many"
    OBJECTS = "objects"  # a known customer who does not wish to be asked
    ASKED_LATELY = "asked_lately"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place. `row` 0: with the whole list. `column`: its letters, "" for a whole row or list.

    `text` is marked with N_() and filled with `values` after translation.
    """

    row: int
    column: str
    kind: FaultKind
    value: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def id(self) -> tuple[int, str, FaultKind]:
        """What tells it from every other of its list."""
        return self.row, self.column, self.kind


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row as the file shows it: its number there, and its cells from column A on, trimmed, "" where empty."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells made into one: rows from 1, columns from 0, both ends counted in."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list as it was read. `formulas`: row from 1 and column from 0 of cells that are computed.

    `cut_off_at`: the row in which a quotation mark opens that never closes; 0 for none. `name`: of the sheet, where the
    file has several.
    """

    rows: tuple[ListRow, ...]
    formulas: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[Merge, ...] = ()
    cut_off_at: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListRules:
    """What a list is held to.

    `headers`: for each column the folded names that row 1 may give it. `is_address` tells whether a text is an e-mail
    address. `language_names`: folded names of languages → codes. `is_central`: role addresses are refused.
    """

    headers: Mapping[ListColumn, frozenset[str]]
    is_address: Callable[[str], bool]
    language_names: Mapping[str, str] = field(default_factory=dict)
    mandatory: frozenset[ListColumn] = DEFAULT_MANDATORY
    is_central: bool = True
    most: int = DEFAULT_MOST


@dataclass(frozen=True, slots=True)
class ListContact:
    """One customer of an accepted list. `language` is a code in small letters."""

    first_name: str
    last_name: str
    address: str
    company: str
    language: str
    phone: str
    extra_1: str
    extra_2: str
    extra_3: str
    row: int = field(default=0, compare=False)

    def cell(self, column: ListColumn) -> str:
        text: str = getattr(self, column.name.casefold())
        return text.upper() if column is ListColumn.LANGUAGE else text


@dataclass(frozen=True, slots=True)
class CheckedList:
    """A list after the check. There are contacts only where there is no fault; warnings refuse nothing."""

    sheet: ListSheet
    contacts: tuple[ListContact, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    customer_count: int

    @property
    def is_accepted(self) -> bool:
        return not self.faults


def address_key(address: str) -> str:
    """What tells two addresses apart: capitals do not, nor how letters with accents are put together."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address.strip()).casefold()).rstrip(".")


def contact_of(row: ListRow) -> ListContact:
    """The customer of a row that has no fault."""
    first, last, address, company, language, phone, one, two, three = (row.cell(column.place) for column in COLUMNS)
    return ListContact(first, last, address, company, language.casefold(), phone, one, two, three, row.number)


def row_of(contact: ListContact, number: int) -> ListRow:
    """A customer as a row of a list again, to be checked among the others."""
    return ListRow(number, tuple(contact.cell(column) for column in COLUMNS))


def customers_in(rows: Sequence[ListRow]) -> list[ListRow]:
    """The rows below the header that hold anything."""
    return [row for row in rows if row.number > 1 and not row.is_blank]


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One customer of the stored list, as pages show it. `known`: the customer of the centre that it seems to be, or is
    where `is_linked`.
    """

    id: int
    contact: ListContact
    is_sent: bool
    known_id: int | None
    known_name: str
    is_linked: bool
    version: int


@dataclass(frozen=True, slots=True)
class YearCount:
    """Addresses of one unit in one calendar year: what was submitted, and what the list at hand would add."""

    year: int
    most: int
    submitted: int
    would_add: int

    @property
    def left(self) -> int:
        return max(0, self.most - self.submitted)


class LeftOut(Enum):
    """Why a customer who was chosen does not come onto the list; the first that holds is told."""

    OURS = "ours"  # works here
    ON_LIST = "on_list"
    NO_WAY = "no_way"
    NO_CONSENT = "no_consent"
    ASKED_LATELY = "asked_lately"
    LACKING = "lacking"
    FAULTY = "faulty"
    TWICE = "twice"  # another one is reached there


@dataclass(frozen=True, slots=True)
class ListDraw:
    """What was put onto a list from the known customers, in one go. `left_out`: of those looked at for it."""

    at: datetime
    by: str
    seed: int
    matched: int
    taken: int
    left_out: Mapping[LeftOut, int]


@dataclass(frozen=True, slots=True)
class ListState:
    """Where the contact list of a survey stands. Names are those of staff; instants None: not yet."""

    survey_id: int
    survey_name: str
    office_name: str
    is_central: bool
    mandatory: frozenset[ListColumn]
    customer_count: int
    sent_count: int
    refused_count: int
    accepted_at: datetime | None
    accepted_by: str
    consent: str
    consent_at: datetime | None
    consent_by: str
    submitted_at: datetime | None
    submitted_by: str
    year: YearCount
    is_frozen: bool
    draws: tuple[ListDraw, ...] = ()  # the newest first


class ListFrozen(Refusal):
    text = N_("The mailing has gone out, so this list cannot be changed any more.")


class ContactAsked(Refusal):
    text = N_("{name} was asked already, so this row stays as it is.")


class ConsentMissing(Refusal):
    text = N_("Confirm first that every customer of the list agreed to take part.")


class ListEmpty(Refusal):
    text = N_("There is no customer on this list yet. Take over a file, or add one by hand.")


class YearFull(Refusal):
    text = N_(
        "At most {most} customers fit into {year}. {submitted} were submitted before, and this list has {new} more. "
        "Take {over} of them out."
    )


class NoColumnNeeded(Refusal):
    text = N_("The e-mail address and the language are needed to ask anybody.")


class ListNotSubmitted(Refusal):
    text = N_("Submit the contact list first. Then the invitations can go out.")


ALWAYS_NEEDED = frozenset({ListColumn.ADDRESS, ListColumn.LANGUAGE})


def is_frozen(*, is_central: bool, is_ended: bool, sent_count: int) -> bool:
    """The central mailing goes to all at once, and with its first letter the list stands (S0.26)."""
    return is_ended or (is_central and sent_count > 0)


def check_year(year: YearCount) -> None:
    """Each address counts once for its unit and calendar year, from the moment the list is submitted (S0.23, S0.36)."""
    over = year.submitted + year.would_add - year.most
    if over > 0:
        raise YearFull(most=year.most, year=str(year.year), submitted=year.submitted, new=year.would_add, over=over)
