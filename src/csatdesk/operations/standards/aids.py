"""Standards as an aid beside the work (M47): read and ticked off, never stored and never scored."""

from dataclasses import dataclass

from csatdesk.domain.forms import Form
from csatdesk.domain.local_text import LocalText
from csatdesk.operations.standards.queries import list_standards, template_of
from csatdesk.operations.work import Reading

AID_KIND = "job_aid"  # of templates that are nothing but an aid


@dataclass(frozen=True, slots=True)
class AidChoice:
    """`version_id`: the version of this standard that holds now."""

    version_id: int
    titles: LocalText


@dataclass(frozen=True, slots=True)
class Aid:
    """`choices`: all that can be opened, those made as an aid first; `form`: of the one that is, None where is none."""

    choices: tuple[AidChoice, ...]
    version_id: int | None
    form: Form | None


def load_aid(reading: Reading, *, version_id: int | None) -> Aid:
    """`version_id` None, or no longer valid: the first."""
    rows = sorted(list_standards(reading), key=lambda row: row.kind != AID_KIND)
    choices = tuple(AidChoice(row.valid.id, row.titles) for row in rows if row.valid is not None)
    if not choices:
        return Aid((), None, None)
    known = {one.version_id for one in choices}
    chosen = version_id if version_id in known and version_id is not None else choices[0].version_id
    return Aid(choices, chosen, template_of(reading, chosen).form)
