"""October of a call centre, and a rule that draws from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel
from csatdesk.domain.reviews import SamplingRule
from csatdesk.domain.staff import Actor
from csatdesk.operations.reviews.drawing import draw_reviews
from csatdesk.operations.reviews.rules import save_rule
from csatdesk.operations.reviews.tasks import MyReviews, load_my_reviews
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, Stage
from tests.operations.evaluations.scorecards import published

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
OCTOBER = datetime(2026, 10, 1, 8, tzinfo=UTC)
SEED = 7


def olga(stage: Stage) -> Actor:
    """A clerk of the other office."""
    with stage.read() as reading:
        olga_id = reading.db.execute(select(Staff.id).where(Staff.sign_in_folded == "olga")).scalar_one()
    return replace(stage.anna, id=olga_id, office_id=stage.other_office_id)


def calls(stage: Stage, count: int = 12, by: Actor | None = None, **other: Any) -> list[int]:
    """Calls that somebody took, one every two hours; their contacts' ids."""
    begin = other.get("begin", OCTOBER)
    cases = [
        stage.register(
            kind=CaseKind.INQUIRY,
            channel=other.get("channel", Channel.PHONE),
            actor=by or stage.anna,
            at=begin + timedelta(hours=2 * at),
        ).case_id
        for at in range(count)
    ]
    with stage.work(stage.ewa) as work:
        work.db.execute(update(Contact).where(Contact.case_id.in_(cases)).values(seconds=other.get("seconds", 120)))
        return list(
            work.db.execute(select(Contact.id).where(Contact.case_id.in_(cases)).order_by(Contact.id)).scalars()
        )


def rule_for(stage: Stage, version_id: int | None = None, **changed: Any) -> SamplingRule:
    version_id = version_id or published(stage)
    with stage.read(stage.ewa) as reading:
        standard_id = reading.db.get_one(StandardVersion, version_id).standard_id
    rule = SamplingRule("Calls of the month", standard_id, (Channel.PHONE,), (stage.marek.id,), every=3)
    return replace(rule, **changed)


def saved(stage: Stage, rule: SamplingRule | None = None) -> int:
    made = rule or rule_for(stage)
    with stage.work(stage.marek) as work:
        return save_rule(work, rule_id=None, rule=made).result


def drawn(stage: Stage, rule_id: int | None = None, seed: int = SEED, **changed: Any) -> int:
    rule_id = rule_id or saved(stage, rule_for(stage, **changed))
    with stage.work(stage.marek) as work:
        return draw_reviews(work, rule_id=rule_id, first_on=FIRST, last_on=LAST, seed=seed)


def mine(stage: Stage, by: Actor | None = None, at: datetime = NOW) -> MyReviews:
    with stage.read(by or stage.marek, at) as reading:
        return load_my_reviews(reading)
