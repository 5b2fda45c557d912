"""What a changed rule would move: the running cases that it touches, looked through as a job."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, true

from csatdesk.domain.changes import Progress
from csatdesk.domain.rules import Conditions
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.cases.recomputing import Moved, preview_recompute
from csatdesk.operations.cases.rules import as_rule
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Store
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline
from csatdesk.system.clock import now

AT_ONCE = 200  # cases between two words on progress


@dataclass(frozen=True, slots=True)
class Effect:
    """What recomputing would do. `looked_at`: how many running cases the rule touches; the others keep their days."""

    looked_at: int
    moved: tuple[Moved, ...]

    @property
    def case_ids(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(one.case_id for one in self.moved))


def preview_rule(store: Store, actor: Actor, progress: Progress, *, rule_id: int) -> Effect:
    """Look through the open cases that the rule fits, or that have a clock of it."""
    require(actor, Right.EXTEND_DEADLINE)
    with store.read(actor, now()) as reading:
        case_ids = touched(reading, rule_id=rule_id)
    moved: list[Moved] = []
    for first in range(0, len(case_ids), AT_ONCE):
        progress(first, len(case_ids))
        with store.read(actor, now()) as reading:
            moved.extend(preview_recompute(reading, case_ids=case_ids[first : first + AT_ONCE]))
    progress(len(case_ids), len(case_ids))
    return Effect(len(case_ids), tuple(moved))


def touched(reading: Reading, *, rule_id: int) -> tuple[int, ...]:
    """Open cases that the rule fits, or that have a running clock of it."""
    target = reading.db.get_one(Target, rule_id)
    have = select(CaseDeadline.case_id).where(CaseDeadline.target_id == rule_id, CaseDeadline.is_running == RUNNING)
    wanted: ColumnElement[bool] = Case.id.in_(have)
    if not target.is_retired:
        wanted = or_(wanted, and_(true(), *_fitting(as_rule(target).conditions, load_topic_tree(reading))))
    query = select(Case.id).where(Case.centre_id == reading.actor.centre_id, Case.is_open == OPEN, wanted)
    return tuple(reading.db.execute(query.order_by(Case.id)).scalars())


def _fitting(conditions: Conditions, tree: TopicTree) -> Iterable[ColumnElement[bool]]:
    """The conditions as SQL asks for them."""
    if conditions.kinds:
        yield Case.kind.in_(conditions.kinds)
    if conditions.topic_ids:
        yield Case.topic_id.in_({below for topic_id in conditions.topic_ids for below in tree.below(topic_id)})
    if conditions.segments:
        yield Case.customer_id.in_(select(Customer.id).where(Customer.segment.in_(conditions.segments)))
    if conditions.channels:
        yield Case.channel.in_(conditions.channels)
    if conditions.office_ids:
        yield Case.office_id.in_(conditions.office_ids)
    if conditions.priorities:
        yield Case.priority.in_(conditions.priorities)
