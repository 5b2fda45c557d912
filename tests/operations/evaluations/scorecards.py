"""Published scorecards for the tests of evaluations."""

from typing import Any

from csatdesk.domain.evaluations import NewEvaluation
from csatdesk.domain.identity import new_identity
from csatdesk.domain.scorecards import ScorecardTemplate
from csatdesk.domain.staff import Actor
from csatdesk.domain.standards import VersionState
from csatdesk.operations.evaluations.commands import answer_items, begin_evaluation, submit_evaluation
from csatdesk.store.entities.standards import Standard, StandardVersion
from tests.cast import NOW, Stage
from tests.domain.forms_made import item, mapping, section

CALL = mapping(
    section("hello", item("greets", critical="customer"), item("name", short="Says the name"), weight=40),
    section(
        "matter",
        item("answer", 3, scale="yes_partial_no"),
        item("wait", scale="measure", unit="min", bands=[{"up_to": 5, "score": 1}], na=False),
        weight=60,
    ),
    kind="call_review",
    channel="phone",
)
GOOD: dict[str, Any] = {"greets": "yes", "name": "yes", "answer": "yes", "wait": 4}


def published(stage: Stage, made: dict[str, Any] = CALL, **other: object) -> int:
    """The id of a published version."""
    template = ScorecardTemplate.from_dict(made | other)
    with stage.work(stage.ewa) as work:
        standard = Standard(
            uid=new_identity(NOW),
            centre_id=work.actor.centre_id,
            key=f"{template.key}_{new_identity(NOW).hex}",
            kind=template.kind,
            channel=template.channel,
            titles=template.form.title.to_dict(),
        )
        work.db.add(standard)
        work.db.flush()
        version = StandardVersion(
            uid=new_identity(NOW),
            centre_id=work.actor.centre_id,
            standard_id=standard.id,
            number=1,
            state=VersionState.PUBLISHED,
            content=template.to_dict(),
            published_at=NOW,
        )
        work.db.add(version)
        work.db.flush()
        return version.id


def begun(stage: Stage, version_id: int | None = None, by: Actor | None = None, **other: object) -> int:
    """A review of Anna's work by Marek."""
    values: dict[str, Any] = {
        "standard_version_id": version_id or published(stage),
        "office_id": stage.anna.office_id,
        "happened_at": NOW,
        "employee_id": stage.anna.id,
    }
    with stage.work(by or stage.marek) as work:
        return begin_evaluation(work, new=NewEvaluation(**(values | other)))


def answer(stage: Stage, evaluation_id: int, by: Actor | None = None, **answers: Any) -> None:
    with stage.work(by or stage.marek) as work:
        answer_items(work, evaluation_id=evaluation_id, answers=answers)


def sent(stage: Stage, by: Actor | None = None, **changed: Any) -> int:
    """A review of Anna's work, sent."""
    evaluation_id = begun(stage, by=by)
    answer(stage, evaluation_id, by, **(GOOD | changed))
    with stage.work(by or stage.marek) as work:
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id
