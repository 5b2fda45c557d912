"""Standards in files: read in a process of their own, written to edit by hand or to take to another centre."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Store
from csatdesk.sheets.scorecards_yaml import READER, template_from, write_template
from csatdesk.system.child import Limits, run_reader
from csatdesk.system.clock import now

LIMITS = Limits(memory_bytes=1 << 29, seconds=30)


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
    """Write one version to `path` as `read_standard_file` reads it."""
    with store.read(actor, at or now()) as reading:
        template = template_of(reading, version_id=version_id)
    progress(1, 2)
    write_template(path, template)
