"""Cases from the lists of other programs: look, preview, import, take back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.import_rows import CaseWriter, load_rules
from csatdesk.operations.cases.import_topics import TopicFinder, make_topics, unknown_topics
from csatdesk.operations.import_files import (
    NO_CHOICES,
    ColumnMapping,
    DateStyle,
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
    list_imports,
    take_back_unfinished,
    undo_import,
)
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Store
from csatdesk.sheets.cases_in import CaseChoices, ImportedCase, PreparedCases, prepare_cases
from csatdesk.sheets.cells import SheetRow
from csatdesk.store.entities.imports import Import
from csatdesk.system.clock import now

__all__ = [
    "CaseImportChoices",
    "import_cases",
    "list_imports",
    "look_at_file",
    "preview",
    "take_back_unfinished",
    "undo_import",
]


@dataclass(frozen=True, slots=True)
class CaseImportChoices:
    """What a person chose for a file of cases.

    `source` names the list, so that a second import of it adds nothing: the number of a case in the old list counts
    within it. `kinds`, `statuses`, `channels`, `outcomes`: words of the file → values of our enums. `topics`: words of
    the file → topic, None to leave them unclassified; `make_topics`: other unknown words become topics under the
    heading "Imported", else they stay unclassified. `table`: how to read the file.
    """

    source: str = USUAL_SOURCE
    table: TableChoices = NO_CHOICES
    date_styles: Mapping[str, DateStyle] = field(default_factory=dict)
    zone: str = ""  # of times that name none; empty: the centre's
    kinds: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    default_kind: str = "complaint"
    default_status: str = "registered"
    default_channel: str = "web_form"
    default_language: str = ""  # empty: the centre's
    topics: Mapping[str, int | None] = field(default_factory=dict)
    make_topics: bool = True


def usual_choices(look: FileLook, *, source: str = USUAL_SOURCE) -> CaseImportChoices:
    """What is guessed for a file before anybody chose: its date styles, and how it is read."""
    styles = {key: guess.style for key, guess in look.date_styles.items() if guess.style is not None}
    return CaseImportChoices(source=source, table=look.table_choices, date_styles=styles)


def preview(
    look: FileLook,
    *,
    mapping: ColumnMapping,
    choices: CaseImportChoices,
    topics: TopicTree | None = None,
    zone: str = "UTC",
    language: str = "en",
    at: datetime | None = None,
) -> ImportPreview[ImportedCase]:
    """What the rows looked at would become. With the tree of `topics` it tells unknown topics too.

    `zone` and `language` are those of the centre. Refuses a mapping that lacks what every case needs.
    """
    prepared = prepare_cases(look.rows, mapping, _sheet_choices(choices, zone, language, at or now()))
    unknown = unknown_topics(prepared.good, TopicFinder(topics, choices.topics)) if topics is not None else ()
    return preview_of(look, prepared, unknown)


def _sheet_choices(choices: CaseImportChoices, zone: str, language: str, at: datetime) -> CaseChoices:
    return CaseChoices(
        now=at,
        zone=ZoneInfo(choices.zone or zone),
        date_styles=choices.date_styles,
        kinds=choices.kinds,
        statuses=choices.statuses,
        channels=choices.channels,
        outcomes=choices.outcomes,
        default_kind=choices.default_kind,
        default_status=choices.default_status,
        default_channel=choices.default_channel,
        default_language=choices.default_language or language,
    )


def import_cases(
    store: Store,
    actor: Actor,
    *,
    path: Path,
    mapping: ColumnMapping,
    choices: CaseImportChoices,
    bad_rows: str = "refuse",
    bad_rows_path: Path | None = None,
    expected_rows: int = 0,
    progress: Progress = no_progress,
) -> ImportResult:
    """Import a whole file, or nothing of it.

    Every row is checked before the first is written. `bad_rows` "refuse": any bad row raises `RowsRefused`;
    "set_aside": the good ones are imported and the bad ones written to `bad_rows_path` with their reasons.
    `expected_rows`: as the look told, for `progress`. Cancel takes back what was written.
    """
    require(actor, Right.IMPORT)
    with store.read(actor, now()) as reading:
        rules, tree = load_rules(reading), load_topic_tree(reading)
        zone, language = reading.centre.zone, reading.centre.language
    sheet_choices = _sheet_choices(choices, zone, language, now())
    job = ImportJob(
        what="cases",
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

    def prepare(rows: Iterator[SheetRow], so_far: Progress) -> PreparedCases:
        return prepare_cases(rows, mapping, sheet_choices, so_far, expected_rows)

    def write(run: Run, prepared: PreparedCases) -> None:
        finder = TopicFinder(tree, choices.topics)
        if choices.make_topics:
            _make_topics(run, prepared, finder)
        run.batches(prepared.good, CaseWriter(run, rules, finder, path.name).write)

    return import_file(store, actor, job, prepare, write)


def _make_topics(run: Run, prepared: PreparedCases, finder: TopicFinder) -> None:
    """Topics for the words the tree does not hold; the import remembers them, to take them back with the rest."""
    unknown = unknown_topics(prepared.good, finder)
    if not unknown:
        return
    with run.store.write(run.actor, now()) as work:
        made, node_ids = make_topics(work, [one.word for one in unknown])
        begun = work.db.get_one(Import, run.import_id)
        begun.mapping = {**begun.mapping, "topics": node_ids}
    finder.learn(made)
