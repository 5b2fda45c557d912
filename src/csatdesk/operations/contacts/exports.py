"""The list of customers on paper and in spreadsheets: all rows of what is searched, in the order of the list."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.contacts import EVERYBODY, CustomerFilter, CustomerRow
from csatdesk.domain.exported import Exported
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.contacts.queries import count_customers, list_customers
from csatdesk.operations.paging import every_page
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import case_list
from csatdesk.reports.case_list import CaseList, Cell, Column
from csatdesk.sheets.tables_out import Column as SheetColumn
from csatdesk.sheets.tables_out import write_table
from csatdesk.store.entities.centres import Office
from csatdesk.system.clock import now
from csatdesk.wording.formats import full_instant, number, quoted
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word


def export_customers(
    store: Store,
    actor: Actor,
    *,
    shown: CustomerFilter = EVERYBODY,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """Write the customers of the list that shows `shown`. `path` ends in .pdf, .xlsx or .csv."""
    require(actor, Right.EXPORT)
    require(actor, Right.SEE_CUSTOMERS)
    with store.read(actor, at or now()) as reading:
        rows, paper = _read(reading, shown, progress)
        zone = ZoneInfo(reading.centre.zone)
    written = second_half(progress)
    if path.suffix.casefold() == ".pdf":
        case_list.write(paper, path, written)
        return Exported(len(rows))
    heads = [SheetColumn(_(title), width) for title, width in _SHEET]
    lines = (_line(row) for row in rows)
    return write_table(path, heads, lines, zone=zone, title=_("Customers"), progress=written, total=len(rows))


def _read(reading: Reading, shown: CustomerFilter, progress: Progress) -> tuple[list[CustomerRow], CaseList]:
    total = count_customers(reading, shown=shown).count
    rows: list[CustomerRow] = []
    for page in every_page(lambda after: list_customers(reading, shown=shown, after=after)):
        rows += page
        progress(len(rows), 2 * max(total, len(rows), 1))
    return rows, _paper(reading, shown, rows)


_SHEET = (
    (N_("Customer"), 28),
    (N_("Segment"), 18),
    (N_("Phone"), 20),
    (N_("E-mail"), 26),
    (N_("Account number"), 18),
    (N_("Meter point"), 20),
    (N_("Address or place"), 34),
    (N_("Language"), 10),
    (N_("Open cases"), 12),
)


def _line(row: CustomerRow) -> tuple[str | int, ...]:
    reach = (row.phone, row.email, row.account, row.meter_point, row.address)
    return (row.name, word(row.segment), *reach, row.language, row.open_cases)


# paper

_PAPER = ((N_("Customer"), 140.0), (N_("Phone, e-mail"), 190.0), (N_("Account, meter"), 105.0), (N_("Address"), 140.0))
_OPEN_SHARE = 46.0


def _paper(reading: Reading, shown: CustomerFilter, rows: list[CustomerRow]) -> CaseList:
    told = ngettext("{count} customer", "{count} customers", len(rows)).format(count=number(len(rows)))
    columns = [Column(_(title), share) for title, share in _PAPER]
    return CaseList(
        title=_("Customers"),
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        columns=(*columns, Column(_("Open"), _OPEN_SHARE, is_right=True)),
        rows=tuple(_paper_row(row) for row in rows),
        filters=_filter_words(shown),
        totals=(told,),
        nothing=_("Nobody fits what you search for."),
    )


def _filter_words(shown: CustomerFilter) -> str:
    named = (
        (_("Search"), quoted(shown.text.strip()) if shown.text.strip() else ""),
        (_("Segment"), word(shown.segment) if shown.segment is not None else ""),
        (_("Line of business"), shown.activity),
    )
    return "; ".join(_("{name}: {values}").format(name=name, values=values) for name, values in named if values)


def _paper_row(row: CustomerRow) -> tuple[Cell, ...]:
    return (
        Cell(row.name, word(row.segment), is_strong=True),
        Cell(row.phone, row.email),
        Cell(row.account, row.meter_point),
        Cell(row.address),
        Cell(number(row.open_cases) if row.open_cases else ""),
    )
