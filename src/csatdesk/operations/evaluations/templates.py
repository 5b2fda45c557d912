"""The published scorecards and checklists by which somebody may evaluate now."""

from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.evaluations import RIGHT_TO_FILL, EvaluationKind, kind_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.standards import VersionState
from csatdesk.domain.surveys import QUESTIONNAIRE
from csatdesk.operations.standards.aids import AID_KIND
from csatdesk.operations.work import Reading
from csatdesk.store.entities.standards import Standard, StandardVersion


@dataclass(frozen=True, slots=True)
class UsableStandard:
    version_id: int
    titles: LocalText
    number: int
    kind: EvaluationKind
    channel: str


def usable_standards(reading: Reading) -> tuple[UsableStandard, ...]:
    """The published versions that this person may fill, by title. What is nothing but an aid is never filled."""
    query = (
        select(StandardVersion.id, Standard.titles, StandardVersion.number, Standard.kind, Standard.channel)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(StandardVersion.centre_id == reading.actor.centre_id, StandardVersion.state == VersionState.PUBLISHED)
        .where(Standard.kind.not_in((AID_KIND, QUESTIONNAIRE)))
        .order_by(Standard.key, StandardVersion.number)
    )
    found = (
        UsableStandard(version_id, LocalText(titles), number, kind_of(kind), channel)
        for version_id, titles, number, kind, channel in reading.db.execute(query)
    )
    return tuple(one for one in found if reading.actor.may(RIGHT_TO_FILL[one.kind]))
