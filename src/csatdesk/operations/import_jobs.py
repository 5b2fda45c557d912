"""A whole file from look to last row: checked, refused or set aside, written in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor
from csatdesk.operations.import_files import ColumnMapping, Prepared, Record, TableChoices, TableFormat, checked
from csatdesk.operations.import_runs import CHECKING_SHARE, ImportResult, Run, refuse_or_set_aside, run_of, tidy_source
from csatdesk.operations.work import Store
from csatdesk.sheets.cells import SheetRow
from csatdesk.system.memory import held_in_memory

T = TypeVar("T", bound=Record)


class ColumnsChanged(Refusal):
    text = N_("“{file}” was changed: its columns are not those you looked at. Choose the file again.")


Prepare = Callable[[Iterator[SheetRow], Progress], Prepared[T]]


@dataclass(frozen=True, slots=True)
class ImportJob:
    """What is to be imported, and how; the arguments of `import_cases` say more. `zone`: that of the centre."""

    what: str
    path: Path
    mapping: ColumnMapping
    source: str
    table: TableChoices
    zone: tzinfo
    bad_rows: str
    bad_rows_path: Path | None
    expected_rows: int
    progress: Progress


def import_file(
    store: Store, actor: Actor, job: ImportJob, prepare: Prepare[T], write: Callable[[Run, Prepared[T]], None]
) -> ImportResult:
    """Check every row with `prepare`, then `write` the good ones; whole, or nothing of it."""
    source = tidy_source(job.source)  # before a long file is read

    def so_far(done: int, _total: int) -> None:
        job.progress(round(CHECKING_SHARE * done), max(job.expected_rows, done))

    def prepare_all(rows: Iterator[SheetRow], table: TableFormat) -> Prepared[T]:
        if table.headers != job.mapping.headers:
            raise ColumnsChanged(file=job.path.name)
        return prepare(rows, so_far)

    with held_in_memory():
        table, prepared = checked(job.path, job.table, prepare_all)
    with (
        held_in_memory(),
        refuse_or_set_aside(prepared, table, job.bad_rows, job.bad_rows_path, job.zone),
        run_of(
            store,
            actor,
            what=job.what,
            source=source,
            path=job.path,
            refused=len(prepared.refused),
            mapping={key: job.mapping.header(key) for key in job.mapping.columns},
            progress=job.progress,
        ) as run,
    ):
        write(run, prepared)
    return ImportResult(
        import_id=run.import_id,
        added=run.added,
        already_there=run.already_there,
        copies=len(prepared.copies),
        refused=len(prepared.refused),
        problems=prepared.problems,
    )
