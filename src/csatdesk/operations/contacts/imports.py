"""Customers from the lists of other programs: preview and import. The look at a file is that of cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.contacts import CustomerKind, NewCustomer, Segment
from csatdesk.domain.customers import Marks
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.contacts.bulk import add_customers, add_speakers, customer_values
from csatdesk.operations.contacts.commands import customer_columns
from csatdesk.operations.contacts.import_marks import MarkSource, mark_source
from csatdesk.operations.contacts.matching import known_already
from csatdesk.operations.contacts.traces import bearers_of
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
    Steps,
    already_there,
    undo_import,
)
from csatdesk.operations.work import Store, Work
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.customers_in import (
    CustomerChoices,
    ImportedCustomer,
    PreparedCustomers,
    in_order,
    prepare_customers,
)
from csatdesk.store.entities.contacts import Customer
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, speaking

__all__ = ["CustomerImportChoices", "import_customers", "look_at_file", "preview", "undo_import"]

STEPS = Steps(500, 2_000)  # a customer is written fast: what each step asks anew would take longer than the rows


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
        writer = _CustomerWriter(run, language, source)
        run.batches(in_order(prepared.good), writer.write, writer.ready, steps=STEPS)

    with mark_source(path, choices.table, mapping) as source:
        return import_file(store, actor, job, prepare, write)


class _Ready(NamedTuple):
    """What is known of a customer before their transaction: by what they are found, and their columns."""

    marks: Marks
    columns: Mapping[str, object]


@dataclass(slots=True)
class _CustomerWriter:
    """Writes some checked customers in the transaction given; what needs no store is made ready before it."""

    run: Run
    language: str
    source: MarkSource
    readied: dict[int, _Ready] = field(default_factory=dict)  # by row of the file
    learnt: set[str] = field(default_factory=set)  # words of names of this import

    def ready(self, customers: Sequence[ImportedCustomer]) -> None:
        with speaking(self.language):
            for one in customers:
                if one.row not in self.readied:
                    columns = customer_columns(_new(one), self.language)
                    self.readied[one.row] = _Ready(self.source.marks(one), columns)

    def write(self, work: Work, customers: Sequence[ImportedCustomer]) -> int:
        numbered = {self._source(one): (one, self.readied.pop(one.row)) for one in customers}
        have = already_there(work, Customer, list(numbered))
        unknown = {number: both for number, both in numbered.items() if number not in have}
        before = bearers_of(work, (trace for _one, its in unknown.values() for trace in its.marks.told))
        known = known_already([(one.name, its.marks.told) for one, its in unknown.values()], before)
        fresh = {number: both for place, (number, both) in enumerate(unknown.items()) if place not in known}
        rows = [
            customer_values(work, its.columns, import_id=self.run.import_id, source_number=number)
            for number, (_one, its) in fresh.items()
        ]
        ids = add_customers(work, rows, [its.marks for _one, its in fresh.values()], before, self.learnt)
        add_speakers(work, dict(zip(ids, (one.contact_person for one, _its in fresh.values()), strict=True)))
        return len(fresh)

    def _source(self, customer: ImportedCustomer) -> str:
        return f"{self.run.source}:{customer.source_number or _digest(customer)}"


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
