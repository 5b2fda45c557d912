"""The standards that come with the program, for a centre to begin with and to adapt."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import select

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.operations.standards.commands import add_draft
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.sheets.scorecards_yaml import read_parts, template_from
from csatdesk.store.entities.standards import Standard
from csatdesk.system.paths import resource

STARTING = (
    "office_visit",
    "phone_call",
    "written_reply",
    "chat_reply",
    "online_self_service",
    "opening",
    "daily_hall",
    "conversation_aid",
)


@dataclass(frozen=True, slots=True)
class StartingStandard:
    """One to begin with that the centre does not have."""

    key: str
    title: LocalText
    count: int  # of its items


@cache
def starting_template(key: str) -> ScorecardTemplate:
    path = resource("templates", f"standard_{key}.yaml")
    return template_from(iter(read_parts(path)), path.name)


def starting_standards(reading: Reading) -> tuple[StartingStandard, ...]:
    """Those that the centre does not have. Reads the files: not on the UI thread."""
    query = select(Standard.key).where(Standard.centre_id == reading.actor.centre_id)
    had = set(reading.db.execute(query).scalars())
    templates = [starting_template(key) for key in STARTING if key not in had]
    return tuple(
        StartingStandard(one.key, one.form.title, sum(len(section.items) for section in one.form.sections))
        for one in templates
    )


def take_over_standards(work: Work, *, keys: Sequence[str]) -> Undoable[tuple[int, ...]]:
    """A draft of each of these, to be adapted and published."""
    begun = [add_draft(work, template=starting_template(key)) for key in keys]

    def undo(later: Work) -> None:
        for one in reversed(begun):
            one.undo(later)

    ids = tuple(one.result for one in begun)
    return Undoable(ids, undo, N_("Drafts begun: {count}."), {"count": len(ids)})
