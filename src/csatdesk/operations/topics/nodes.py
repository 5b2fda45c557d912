"""What all changes of the tree share: loading a node, dated names, keys, and putting columns back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Select, func, or_, select

from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.folding import fold
from csatdesk.domain.staff import Right, require
from csatdesk.operations.topics.trees import touch_topics
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.base import EPOCH, FAR
from csatdesk.store.entities.cases import Case, CaseTopic
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.matters import KnownMatter
from csatdesk.store.entities.topics import TopicName, TopicNode

KEY_MOST = 100
DATED = ("names", "parent_id", "merged_into_id")  # what a dated name holds
Values = Mapping[str, Any]  # column → value


def node_of(work: Work, topic_id: int, version: int | None = None) -> TopicNode:
    """A node of the person's centre, for somebody who may change it. `version`: as in `workable`."""
    require(work.actor, Right.CHANGE_TOPICS)
    query = select(TopicNode).where(TopicNode.id == topic_id, TopicNode.centre_id == work.actor.centre_id)
    node = work.db.execute(query).scalar_one()
    if version is not None and node.version != version:
        raise ChangedByOther()
    return node


def change(work: Work, node: TopicNode, values: Values) -> Values:
    """Set these columns; what they held before. A changed name, place or merge ends the dated name and begins one."""
    before = {column: getattr(node, column) for column in values}
    is_dated = any(before[column] != values[column] for column in DATED if column in values)
    if is_dated:
        _keep_first_name(work, node)
    for column, value in values.items():
        setattr(node, column, value)
    if is_dated:
        _begin_name(work, node)
    return before


def put_back(work: Work, *, before: Mapping[int, Values]) -> None:
    """Undo a change. What the topic was meanwhile stays in its history."""
    for topic_id, values in before.items():
        change(work, node_of(work, topic_id), values)
    touch_topics(work)


def take_away(work: Work, *, topic_ids: Sequence[int]) -> None:
    """Undo adding topics: gone where nothing has used them yet, else retired."""
    for topic_id in topic_ids:
        node = node_of(work, topic_id)
        if _has_cases(work, topic_id) or is_named_elsewhere(work, topic_id):
            change(work, node, {"is_retired": True, "retired_at": work.at})
        else:
            work.db.delete(node)
    touch_topics(work)


def _has_cases(work: Work, topic_id: int) -> bool:
    queries = (
        select(Case.id).where(Case.topic_id == topic_id),
        select(CaseTopic.id).where(CaseTopic.topic_id == topic_id),
    )
    return any(work.db.execute(query.limit(1)).first() for query in queries)


def is_named_elsewhere(work: Work, topic_id: int) -> bool:
    """Whether the topic has a history of its own, or something other than a case speaks of it: then it must stay."""
    queries: tuple[Select[Any], ...] = (
        select(TopicNode.id).where(or_(TopicNode.parent_id == topic_id, TopicNode.merged_into_id == topic_id)),
        select(TopicName.id).where(or_(TopicName.topic_id == topic_id, TopicName.parent_id == topic_id)),
        select(KnownMatter.id).where(KnownMatter.topic_id == topic_id),
        select(CorrectiveAction.id).where(CorrectiveAction.topic_id == topic_id),
        select(Evaluation.id).where(Evaluation.topic_id == topic_id),
    )
    return any(work.db.execute(query.limit(1)).first() for query in queries)


def undoable(before: Mapping[int, Values], text: str, name: str, result: Any = None) -> Undoable[Any]:
    return Undoable(result, partial(put_back, before=before), text, {"name": name})


def _keep_first_name(work: Work, node: TopicNode) -> None:
    """A topic that never changed has no dated names: what it was until now is written down."""
    query = select(TopicName.id).where(TopicName.topic_id == node.id).limit(1)
    if work.db.execute(query).first() is None:
        work.db.add(_dated(node, node.created_at or EPOCH, None))
        work.db.flush()


def _begin_name(work: Work, node: TopicNode) -> None:
    running = select(TopicName).where(TopicName.topic_id == node.id, TopicName.to_at == FAR)
    for name in work.db.execute(running).scalars():
        name.to_at = work.at
    work.db.add(_dated(node, work.at, work.actor.id))
    work.db.flush()


def _dated(node: TopicNode, from_at: Any, by_id: int | None) -> TopicName:
    return TopicName(
        topic_id=node.id,
        names=dict(node.names),
        parent_id=node.parent_id,
        merged_into_id=node.merged_into_id,
        from_at=from_at,
        by_id=by_id,
    )


def last_position(work: Work, parent_id: int | None) -> int:
    """A place after all that stand below `parent_id`."""
    highest = select(func.max(TopicNode.position)).where(
        TopicNode.centre_id == work.actor.centre_id, TopicNode.parent_id.is_not_distinct_from(parent_id)
    )
    found = work.db.execute(highest).scalar()
    return 0 if found is None else found + 1


def free_key(work: Work, name: str) -> str:
    """A key for files, from the name: "Bill too high" → "bill_too_high"."""
    have = set(work.db.execute(select(TopicNode.key).where(TopicNode.centre_id == work.actor.centre_id)).scalars())
    words = "".join(letter if letter.isalnum() else " " for letter in fold(name)).split()
    stem = "_".join(words)[:KEY_MOST] or "topic"
    key, number = stem, 1
    while key in have:
        number += 1
        key = f"{stem}_{number}"
    return key


def own_name(work: Work, node: TopicNode) -> str:
    """The topic's name in the person's language."""
    names: Mapping[str, str] = node.names
    return names.get(work.actor.language) or names.get("en") or next(iter(names.values()), "")
