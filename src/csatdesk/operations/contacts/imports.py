"""Customers from the lists of other programs: preview and import. The look at a file is that of cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.contacts.bulk import add_customers, add_speakers, customer_values
from csatdesk.operations.contacts.matching import Traces, known_already
from csatdesk.operations.import_files import (
    NO_CHOICES,
    ColumnMapping,
    FileLook,
    ImportPreview,
    TableChoices,
    look_at_file,
    preview_of,
)
from csatdesk.operations.import_jobs import ImportJob, import_file
from csatdesk.operations.import_runs import (
    USUAL_SOURCE,
    ImportResult,
    Run,
    already_there,
    undo_import,
)
from csatdesk.operations.work import Store, Work
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.customers_in import CustomerChoices, ImportedCustomer, PreparedCustomers, prepare_customers
from csatdesk.store.entities.contacts import Customer
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, speaking

__all__ = ["CustomerImportChoices", "import_customers", "look_at_file", "preview", "undo_import"]

NUMBER_MOST = 120  # characters of "source:number"
STEP_ROWS = 250  # a customer is written fast: the questions that each step asks anew would take longer than the rows


@dataclass(frozen=True, slots=True)
class CustomerImportChoices:
    """What a person chose for a file of customers; see `CaseImportChoices`. `segments`: words → values of our enum."""

    source: str = USUAL_SOURCE
    table: TableChoices = NO_CHOICES
    segments: Mapping[str, str] = field(default_factory=dict)
    default_language: str = ""  # empty: the centre's


def usual_choices(look: FileLook, *, source: str = USUAL_SOURCE) -> CustomerImportChoices:
    """What is guessed for a file before anybody chose: how it is read."""
    return CustomerImportChoices(source=source, table=look.table_choices)


def preview(
    look: FileLook, *, mapping: ColumnMapping, choices: CustomerImportChoices, language: str = "en"
) -> ImportPreview[ImportedCustomer]:
    """What the rows looked at would become. `language`: the centre's. Refuses a mapping without a name."""
    return preview_of(look, prepare_customers(look.rows, mapping, _sheet_choices(choices, language)))


def _sheet_choices(choices: CustomerImportChoices, language: str) -> CustomerChoices:
    return CustomerChoices(choices.segments, choices.default_language or language)


def import_customers(
    store: Store,
    actor: Actor,
    *,
    path: Path,
    mapping: ColumnMapping,
    choices: CustomerImportChoices,
    bad_rows: str = "refuse",
    bad_rows_path: Path | None = None,
    expected_rows: int = 0,
    progress: Progress = no_progress,
) -> ImportResult:
    """Import a whole file, or nothing of it; arguments as those of `import_cases`.

    Somebody of the same name with the same phone, e-mail or account is already there.
    """
    require(actor, Right.IMPORT)
    with store.read(actor, now()) as reading:
        zone, language = reading.centre.zone, reading.centre.language
    sheet_choices = _sheet_choices(choices, language)
    job = ImportJob(
        what="customers",
        path=path,
        mapping=mapping,
        source=choices.source,
        table=choices.table,
        zone=ZoneInfo(zone),
        bad_rows=bad_rows,
        bad_rows_path=bad_rows_path,
        expected_rows=expected_rows,
        progress=progress,
    )

    def prepare(rows: Iterator[SheetRow], so_far: Progress) -> PreparedCustomers:
        return prepare_customers(rows, mapping, sheet_choices, so_far, expected_rows)

    def write(run: Run, prepared: PreparedCustomers) -> None:
        run.batches(prepared.good, _CustomerWriter(run, language).write, STEP_ROWS)

    return import_file(store, actor, job, prepare, write)


@dataclass(slots=True)
class _CustomerWriter:
    """Writes some checked customers in the transaction given."""

    run: Run
    language: str

    def write(self, work: Work, customers: Sequence[ImportedCustomer]) -> int:
        numbered = {self._source(customer): customer for customer in customers}
        have = already_there(work, Customer, list(numbered))
        unknown = {number: customer for number, customer in numbered.items() if number not in have}
        known = known_already(work, [_traces(customer) for customer in unknown.values()])
        fresh = {number: one for place, (number, one) in enumerate(unknown.items()) if place not in known}
        with speaking(self.language):
            rows = [
                customer_values(work, _new(customer), import_id=self.run.import_id, source_number=number)
                for number, customer in fresh.items()
            ]
        ids = add_customers(work, rows)
        add_speakers(work, dict(zip(ids, (one.contact_person for one in fresh.values()), strict=True)))
        return len(fresh)

    def _source(self, customer: ImportedCustomer) -> str:
        return f"{self.run.source}:{customer.source_number or _digest(customer)}"[:NUMBER_MOST]


def _traces(customer: ImportedCustomer) -> Traces:
    return Traces(
        customer.name, customer.phone, customer.email, customer.account, customer.meter_point, customer.address
    )


def _digest(customer: ImportedCustomer) -> str:
    """Tells a customer without a number in a second import of the same file."""
    said = (customer.name, customer.phone, customer.email, customer.account, customer.address)
    return "#" + sha256(repr(said).encode()).hexdigest()[:20]


def _new(customer: ImportedCustomer) -> NewCustomer:
    """In the words of the language spoken here: a fax has no field of its own."""
    note = _("Fax: {number}").format(number=customer.fax) if customer.fax else ""
    return NewCustomer(
        name=customer.name,
        kind=CustomerKind(customer.kind),
        segment=Segment(customer.segment),
        language=customer.language,
        phone=customer.phone,
        email=customer.email,
        account=customer.account,
        meter_point=customer.meter_point,
        address=customer.address,
        note=note,
        activity=customer.activity,
    )
