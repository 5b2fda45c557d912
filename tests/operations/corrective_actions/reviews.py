"""Reviews of the cast's work by one scorecard, on given days, and measures about what failed in them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from csatdesk.domain.corrective_actions import MeasureStart
from csatdesk.domain.staff import Actor, Role
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.evaluations.commands import submit_evaluation
from csatdesk.store.entities.standards import Standard, StandardVersion
from tests.cast import NOW, Stage
from tests.operations.corrective_actions.hands import made
from tests.operations.evaluations.scorecards import GOOD, answer, begun, published

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One that is published, for as many reviews as a test needs."""

    stage: Stage
    version_id: int

    @property
    def key(self) -> str:
        query = select(Standard.key).join(StandardVersion, StandardVersion.standard_id == Standard.id)
        with self.stage.read() as reading:
            return reading.db.execute(query.where(StandardVersion.id == self.version_id)).scalar_one()

    def review(self, days: float, by: Actor | None = None, **changed: Any) -> int:
        """Of Anna's work, so many days from now, sent then."""
        at = NOW + days * DAY
        values = {one: changed.pop(one) for one in ("employee_id", "office_id") if one in changed}
        evaluation_id = begun(self.stage, self.version_id, by, happened_at=at, **values)
        answer(self.stage, evaluation_id, by, **(GOOD | changed))
        with self.stage.work(by or self.stage.marek, at) as work:
            submit_evaluation(work, evaluation_id=evaluation_id)
        return evaluation_id

    def start(self, evaluation_id: int | None = None, **other: Any) -> MeasureStart:
        """As Marek begins a measure about the name that was not said."""
        values: dict[str, Any] = {
            "standard_key": self.key,
            "item_keys": ("name",),
            "office_id": self.stage.anna.office_id,
            "person_id": self.stage.anna.id,
            "evaluation_id": evaluation_id,
        }
        with self.stage.read(self.stage.marek) as reading:
            return begin_from_items(reading, **(values | other))

    def measure(self, evaluation_id: int | None = None, **other: Any) -> int:
        """Anna sees to it herself."""
        start = self.start(evaluation_id, **other)
        assert start.items is not None
        return made(
            self.stage,
            topic_id=None,
            origin=start.origin,
            office_id=start.office_id,
            items=start.items.about,
            owner_id=self.stage.anna.id,
        )


def scorecard(stage: Stage) -> Scorecard:
    return Scorecard(stage, published(stage))


def ewa(stage: Stage) -> Actor:
    """As a supervisor of Anna's office, who reviews besides Marek."""
    return replace(stage.ewa, role=Role.SUPERVISOR)
