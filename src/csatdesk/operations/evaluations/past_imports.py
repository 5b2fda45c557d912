"""Past evaluations from a file: preview and import. The look at a file is that of cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Table, insert, select

from csatdesk.domain.changes import Kind, Progress, no_progress
from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.past_evaluations import TotalScale
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.import_files import (
    NO_CHOICES,
    ColumnMapping,
    DateStyle,
    FileLook,
    ImportPreview,
    TableChoices,
    preview_of,
)
from csatdesk.operations.import_jobs import ImportJob, import_file
from csatdesk.operations.import_runs import USUAL_SOURCE, ImportResult, Run, Steps
from csatdesk.operations.past_figures import count_in
from csatdesk.operations.work import Store, Work
from csatdesk.sheets.cells import SheetRow
from csatdesk.sheets.past_in import ImportedPast, PastChoices, PreparedPast, guess_scale, prepare_past
from csatdesk.store.base import Base
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.past_evaluations import PastEvaluation, PastPlace, PastProgramme
from csatdesk.system.clock import now
from csatdesk.wording.sorting import sort_key

STEPS = Steps(step=500, batch=500)


@dataclass(frozen=True, slots=True)
class PastImportChoices:
    """What a person chose for a file; see `CaseImportChoices`. `scale`: from what to what its totals run."""

    source: str = USUAL_SOURCE
    table: TableChoices = NO_CHOICES
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    scale: TotalScale = TotalScale.TO_100
    verdicts: Mapping[str, str] = field(default_factory=dict)


def usual_choices(look: FileLook, *, source: str = USUAL_SOURCE) -> PastImportChoices:
    """What is guessed for a file before anybody chose."""
    styles = {key: guess.style for key, guess in look.date_styles.items() if guess.style is not None}
    return PastImportChoices(source, look.table_choices, styles, guess_scale(look.mapping, look.rows))


def preview(
    look: FileLook, *, mapping: ColumnMapping, choices: PastImportChoices, zone: str, at: datetime
) -> ImportPreview[ImportedPast]:
    """What the rows looked at would become. Refuses a mapping without a place, a day or a total."""
    return preview_of(look, prepare_past(look.rows, mapping, _sheet_choices(choices, zone, at)))


def _sheet_choices(choices: PastImportChoices, zone: str, at: datetime) -> PastChoices:
    return PastChoices(at, ZoneInfo(zone), choices.date_styles, choices.scale, choices.verdicts)


def import_past(
    store: Store,
    actor: Actor,
    *,
    path: Path,
    mapping: ColumnMapping,
    choices: PastImportChoices,
    bad_rows: str = "refuse",
    bad_rows_path: Path | None = None,
    expected_rows: int = 0,
    progress: Progress = no_progress,
) -> ImportResult:
    """Import a whole file, or nothing of it; arguments as those of `import_cases`."""
    require(actor, Right.IMPORT)
    with store.read(actor, now()) as reading:
        zone, language = reading.centre.zone, reading.centre.language
    sheet_choices = _sheet_choices(choices, zone, now())
    job = ImportJob(
        what="past",
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

    def prepare(rows: Iterator[SheetRow], so_far: Progress) -> PreparedPast:
        return prepare_past(rows, mapping, sheet_choices, so_far, expected_rows)

    def write(run: Run, prepared: PreparedPast) -> None:
        run.batches(prepared.good, PastWriter(run.source, run.import_id, language).write, steps=STEPS)

    return import_file(store, actor, job, prepare, write)


@dataclass(slots=True)
class PastWriter:
    """Writes some checked rows in the transaction given; programmes and places are looked up once."""

    source: str
    import_id: int
    language: str
    programmes: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[int, str], int] = field(default_factory=dict)

    def write(self, work: Work, rows: Sequence[ImportedPast]) -> int:
        numbered = {f"{self.source}:{one.source_key}": one for one in rows}
        have = _already_there(work, list(numbered))
        fresh = {number: one for number, one in numbered.items() if number not in have}
        if not fresh:
            return 0
        for one in fresh.values():
            self._programme(work, one)
        self._find_places(work, list(fresh.values()))
        made = [self._values(work, number, one) for number, one in fresh.items()]
        work.db.execute(insert(_table(PastEvaluation)), made)
        count_in(work, [(self._place(work, one), one.units) for one in fresh.values()])
        work.changed.add(Kind.EVALUATION)
        return len(made)

    def _values(self, work: Work, number: str, one: ImportedPast) -> dict[str, object]:
        return {
            "uid": new_identity(work.at),
            "centre_id": work.actor.centre_id,
            "import_id": self.import_id,
            "place_id": self._place(work, one),
            "source_number": number,
            "happened_on": one.day,
            "units": one.units,
            "verdict": one.verdict,
            "kind": one.kind,
            "reviewer": one.reviewer,
            "comment": one.comment,
        }

    def _place(self, work: Work, one: ImportedPast) -> int:
        return self.places[self._programme(work, one), one.place_key]

    def _programme(self, work: Work, one: ImportedPast) -> int:
        """The programme of a row: its standard, else the list it came in."""
        name = one.standard or self.source
        key = fold(name)
        if key not in self.programmes:
            query = select(PastProgramme.id).where(
                PastProgramme.centre_id == work.actor.centre_id, PastProgramme.folded == key
            )
            self.programmes[key] = work.db.execute(query).scalar() or _add_programme(work, name, key)
        return self.programmes[key]

    def _find_places(self, work: Work, rows: Sequence[ImportedPast]) -> None:
        by_name = sorted(rows, key=lambda one: one.is_named)  # a row with the name says it for those without
        wanted = {(self._programme(work, one), one.place_key): one for one in by_name}
        missing = {key: one for key, one in wanted.items() if key not in self.places}
        if not missing:
            return
        self._look_up(work, list(missing))
        new = {key: one for key, one in missing.items() if key not in self.places}
        if new:
            offices = _offices(work)
            work.db.execute(
                insert(_table(PastPlace)), [_place_values(key, one, offices, self.language) for key, one in new.items()]
            )
            self._look_up(work, list(new))

    def _look_up(self, work: Work, keys: Sequence[tuple[int, str]]) -> None:
        for programme_id in {programme for programme, _key in keys}:
            query = select(PastPlace.key, PastPlace.id).where(
                PastPlace.programme_id == programme_id,
                PastPlace.key.in_([key for programme, key in keys if programme == programme_id]),
            )
            for key, place_id in work.db.execute(query):
                self.places[programme_id, key] = place_id


def _already_there(work: Work, numbers: Sequence[str]) -> set[str]:
    query = select(PastEvaluation.source_number).where(
        PastEvaluation.centre_id == work.actor.centre_id, PastEvaluation.source_number.in_(numbers)
    )
    return set(work.db.execute(query).scalars())


def _add_programme(work: Work, name: str, key: str) -> int:
    made = PastProgramme(uid=new_identity(work.at), centre_id=work.actor.centre_id, name=name, folded=key)
    work.db.add(made)
    work.db.flush()
    return made.id


def _offices(work: Work) -> dict[str, int]:
    """The centre's own offices by their folded names."""
    query = select(Office.name, Office.id).where(Office.centre_id == work.actor.centre_id)
    return {fold(name): office_id for name, office_id in work.db.execute(query)}


def _place_values(
    key: tuple[int, str], one: ImportedPast, offices: Mapping[str, int], language: str
) -> dict[str, object]:
    programme_id, place_key = key
    return {
        "programme_id": programme_id,
        "office_id": offices.get(fold(one.place)),
        "key": place_key,
        "name": one.place,
        "town": one.town,
        "folded": fold(f"{one.place} {one.town}"),
        "sort_key": sort_key(one.place, language),
        "last_on": date.min,
    }


def _table(entity: type[Base]) -> Table:
    """Rows go in without the work of mapping each."""
    table = entity.__table__
    assert isinstance(table, Table)
    return table
