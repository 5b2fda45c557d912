"""The list of cases as seen, to take along as .xlsx or .csv."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.sheets.tables_out import Column, Value, write_table
from csatdesk.wording.texts import _


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the list in the words the person reads: kinds, statuses, topics by name. `due_at` None: none owed."""

    number: str
    kind: str
    status: str
    channel: str
    topic: str
    text: str
    customer: str
    owner: str
    received_at: datetime
    due_at: datetime | None
    due: str  # "overdue 3 days", "on time"


def write_cases(
    path: Path,
    lines: Iterable[CaseLine],
    *,
    zone: tzinfo,
    progress: Progress = no_progress,
    total: int = 0,
) -> None:
    """Write the lines in their order; see `tables_out.write_table`."""
    rows = (_values(line) for line in lines)
    write_table(path, _columns(), rows, zone=zone, title=_("Cases"), progress=progress, total=total)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Number"), 16),
        Column(_("Received"), 18),
        Column(_("Kind"), 14),
        Column(_("Status"), 14),
        Column(_("Channel"), 16),
        Column(_("Topic"), 32),
        Column(_("What happened"), 60),
        Column(_("Customer"), 28),
        Column(_("Owner"), 22),
        Column(_("Deadline"), 18),
        Column(_("How it stands"), 20),
    )


def _values(line: CaseLine) -> tuple[Value, ...]:
    return (
        line.number,
        line.received_at,
        line.kind,
        line.status,
        line.channel,
        line.topic,
        line.text,
        line.customer,
        line.owner,
        line.due_at,
        line.due,
    )
