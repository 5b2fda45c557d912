"""Standards in files: read in a process of their own, written to edit by hand or to take to another centre."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Store
from csatdesk.sheets.scorecards_yaml import READER, template_from, write_template
from csatdesk.sheets.xlsform_in import FORM_READER, told_at
from csatdesk.sheets.xlsform_out import write_xlsform
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.clock import now

LIMITS = Limits(memory_bytes=1 << 29, seconds=30)
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


@dataclass(frozen=True, slots=True)
class FormFile:
    """What a file brought. `template` None: `problems` say why, each with its place. `left_out`: what is not in it."""

    template: ScorecardTemplate | None
    problems: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_form_file(store: Store, actor: Actor, progress: Progress = no_progress, *, path: Path) -> FormFile:
    """A standard in YAML, or an XLSForm workbook; nothing is stored."""
    if path.suffix.casefold() not in WORKBOOKS:
        return FormFile(read_standard_file(store, actor, progress, path=path))
    require(actor, Right.CHANGE_STANDARDS)
    progress(0, 1)
    with closing(run_reader(FORM_READER, path, {}, LIMITS)) as found:
        read: dict[str, Any] = next(found)
    progress(1, 1)
    mapping = read["mapping"]
    template = None if mapping is None else ScorecardTemplate.from_dict(mapping)
    return FormFile(template, _sentences(read["problems"]), _sentences(read["warnings"]))


def _sentences(problems: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(map(told_at, problems))


def read_standard_file(
    _store: Store, actor: Actor, progress: Progress = no_progress, *, path: Path
) -> ScorecardTemplate:
    """The template in a file, for `add_draft`. Refusals name the line, the section, the item and the field."""
    require(actor, Right.CHANGE_STANDARDS)
    progress(0, 1)
    with closing(run_reader(READER, path, {}, LIMITS)) as parts:
        template = template_from(parts, path.name)
    progress(1, 1)
    return template


def export_standard(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    version_id: int,
    path: Path,
    at: datetime | None = None,
) -> None:
    """Write one version to `path` as `read_form_file` reads it: a workbook by its ending, else YAML."""
    with store.read(actor, at or now()) as reading:
        template = template_of(reading, version_id)
    progress(1, 2)
    write = write_xlsform if path.suffix.casefold() == ".xlsx" else write_template
    write(path, template)
