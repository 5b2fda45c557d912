"""Rows of a table as customers: persons and organisations, checked cell by cell."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from csatdesk.domain.cell_texts import plain_signs
from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contacts import MOST
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import SheetRow, row_problem
from csatdesk.sheets.mapping import ColumnMapping
from csatdesk.sheets.rows_in import (
    SOURCE_NUMBER_MOST,
    Prepared,
    RowReader,
    ValueReader,
    prepare_rows,
    row_shape_problem,
)
from csatdesk.sheets.value_words import LANGUAGES, SEGMENTS

NAME_MISSING = N_("There is neither a name nor a company in this row. Fill in one of them.")
NOT_AN_EMAIL = N_("“{value}” is no e-mail address. Correct it, or leave the cell empty.")
NOT_A_PHONE = N_("“{value}” is no phone number: it has fewer than {least} digits. Correct it, or leave the cell empty.")
PHONE_LEAST = 5  # digits

_ADDRESS = re.compile(r"[^\s@,;:<>()\[\]\\]+@(?:[\w-]+\.)+[^\W\d_][\w-]*\Z")
_LEGAL_FORMS = re.compile(
    r"\b(?:sp\.? ?z ?o\.? ?o|s\.a|s\.? ?c|sp\.? ?[jk]|gmbh|ag|ltd|limited|inc|llc|plc|corp|s\.?r\.?o|s\.?p\.?a|"
    r"as|asa|ans|enk|oü|aktsiaselts|mtü|fie|oy|oyj|ky|ab|ооо|оао|зао|пао|ао|ип|тсж|жск|гуп|муп)\b\.?(?:\s|,|$)",
    re.IGNORECASE,
)
_LOOKS_LIKE_A_FIRM = re.compile(r"[^\W\d_]{2,}|\d")
_NEVER_ALONE = frozenset({"as", "ag", "ab", "ky"})


class NameColumnMissing(Refusal):
    text = N_("Choose the column with the customer's name, or the one with the company.")


@dataclass(frozen=True, slots=True)
class ImportedCustomer:
    """One customer as the file tells it. `kind`, `segment`, `language` hold values of our enums and languages.

    An organisation has the company as its `name` and the person in the same row as `contact_person`. Several e-mails
    or phones are parted by a comma and a blank. `address` is one line: street, code and town, region, country.
    """

    row: int = field(compare=False)
    source_number: str
    kind: str
    name: str
    contact_person: str
    phone: str
    email: str
    fax: str
    address: str
    account: str
    meter_point: str
    segment: str
    language: str
    activity: str = ""


@dataclass(frozen=True, slots=True)
class CustomerChoices:
    """What a person chose for the whole file. `segments`: words of the file → values of our enum."""

    segments: Mapping[str, str] = field(default_factory=dict)
    default_language: str = "en"


PreparedCustomers = Prepared[ImportedCustomer]


def prepare_customers(
    rows: Iterable[SheetRow],
    mapping: ColumnMapping,
    choices: CustomerChoices | None = None,
    progress: Progress = no_progress,
    total: int = 0,
) -> PreparedCustomers:
    """Check all rows before the first is written. Raises NameColumnMissing when no column gives a name."""
    if not any(mapping.column(key) is not None for key in ("name", "last_name", "first_name", "company")):
        raise NameColumnMissing(field="name")
    reading = _Reading(mapping, choices or CustomerChoices())
    return prepare_rows(rows, mapping, reading.customer, reading.values, progress=progress, total=total)


def in_order(customers: Iterable[ImportedCustomer]) -> list[ImportedCustomer]:
    """By name, and of one name by row. So the store writes into few pages of its indexes at a time, and whoever stands
    first in the file is still first of their name.
    """
    return sorted(customers, key=place)


def place(customer: ImportedCustomer) -> tuple[str, int]:
    return fold(customer.name), customer.row


def customers_of(rows: Iterable[SheetRow], mapping: ColumnMapping) -> Iterator[ImportedCustomer]:
    """The customers of a file one after the other, without what is wrong with the other rows."""
    reading = _Reading(mapping, CustomerChoices())
    for row in rows:
        cells = RowReader(row, mapping)
        customer = None if row_shape_problem(row, mapping) else reading.customer(cells)
        if customer is not None and not cells.problems:
            yield customer


class _Reading:
    """Turns rows into customers and remembers the words it cannot place."""

    def __init__(self, mapping: ColumnMapping, choices: CustomerChoices) -> None:
        self._segments = ValueReader("segment", mapping.header("segment"), SEGMENTS, choices.segments, "")
        self._languages = ValueReader("language", mapping.header("language"), LANGUAGES, {}, choices.default_language)
        self.values = (self._segments, self._languages)

    def customer(self, cells: RowReader) -> ImportedCustomer | None:
        person, company = _person(cells), cells.line("company", MOST["name"])
        email, phone = _emails(cells), _phones(cells)
        if not person and not company:
            if not cells.problems:
                cells.problems.append(row_problem(cells.row.number, NAME_MISSING))
            return None
        is_firm = bool(company) or is_organisation(person)
        segment = self._segments.value(cells.word("segment"), cells.row.number)
        return ImportedCustomer(
            row=cells.row.number,
            source_number=cells.line("source_number", SOURCE_NUMBER_MOST),
            kind="organisation" if is_firm else "person",
            name=company or person,
            contact_person=person if company and person != company else "",
            phone=phone,
            email=email,
            fax=cells.line("fax"),
            address=_address(cells),
            account=cells.line("account", MOST["account"]),
            meter_point=cells.line("meter_point", MOST["meter_point"]),
            segment=segment or ("small_business" if is_firm else "household"),
            language=self._languages.value(cells.word("language"), cells.row.number),
            activity=_activity(cells) if is_firm else "",
        )


def is_organisation(name: str) -> bool:
    """Whether a name carries a legal form of the countries around us ("Energia sp. z o.o.", «ООО Ромашка», "Rimi OÜ").

    Short forms that are also words or names ("AS", "AB") count only in capitals beside another word.
    """
    for found in _LEGAL_FORMS.finditer(name):
        form = found[0].strip(" ,.")
        others = _LOOKS_LIKE_A_FIRM.findall(name[: found.start()] + " " + name[found.end() :])
        if others and (form.casefold() not in _NEVER_ALONE or form.isupper() or form == "Oy"):
            return True
    return False


def _person(cells: RowReader) -> str:
    parts = [cells.line(key) for key in ("first_name", "middle_name", "last_name")]
    together = cells.fitting("last_name", " ".join(part for part in parts if part), MOST["name"])
    return together or cells.line("name", MOST["name"])


def _emails(cells: RowReader) -> str:
    found = [part for part in re.split(r"[,;\s]+", plain_signs(cells.line("email")).removeprefix("mailto:")) if part]
    for part in found:
        if not _ADDRESS.match(part) or ".." in part:
            cells.problem("email", NOT_AN_EMAIL, value=part)
            return ""
    return cells.fitting("email", ", ".join(found), MOST["email"])


def _phones(cells: RowReader) -> str:
    """Numbers as written: how they are dialled is looked at where they are saved."""
    found = [" ".join(part.split()) for part in re.split(r"[,;]", plain_signs(cells.line("phone"))) if part.strip()]
    for part in found:
        if sum(letter.isdigit() for letter in part) < PHONE_LEAST:
            cells.problem("phone", NOT_A_PHONE, value=part, least=PHONE_LEAST)
            return ""
    return cells.fitting("phone", ", ".join(found), MOST["phone"])


def _activity(cells: RowReader) -> str:
    return cells.line("activity", MOST["activity"])


def _address(cells: RowReader) -> str:
    town = " ".join(part for part in (cells.line("postal_code"), cells.line("city")) if part)
    parts = (cells.line("address"), town, cells.line("region"), cells.line("country"))
    return cells.fitting("address", ", ".join(part for part in parts if part), MOST["address"])
