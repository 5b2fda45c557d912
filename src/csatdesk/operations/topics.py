"""The topic tree: load it, take over a starting tree."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topics import InquiryType, Topic, TopicCardText, TopicTree
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.topics_yaml import TopicRow
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.topics import TopicNode


def load_topic_tree(reading: Reading) -> TopicTree:
    """The centre's tree; built once for each change of it."""
    centre_id = reading.actor.centre_id
    version = reading.db.execute(select(Centre.topics_version).where(Centre.id == centre_id)).scalar_one()

    def build() -> TopicTree:
        query = select(TopicNode).where(TopicNode.centre_id == centre_id).order_by(TopicNode.position, TopicNode.id)
        return TopicTree(map(_topic, reading.db.execute(query).scalars()))

    return reading.store.kept(("topics", centre_id, version), build)


def _topic(node: TopicNode) -> Topic:
    return Topic(
        id=node.id,
        key=node.key,
        parent_id=node.parent_id,
        names=LocalText(node.names),
        is_assignable=node.is_assignable,
        inquiry_type=node.inquiry_type,
        keywords={language: tuple(words) for language, words in (node.keywords or {}).items()},
        definition=node.definition,
        card=TopicCardText(**node.card) if node.card else None,
        is_retired=node.is_retired,
    )


def import_topic_tree(work: Work, *, rows: Sequence[TopicRow]) -> int:
    """Add the topics of a starting tree that the centre does not have yet (by key); the number added."""
    require(work.actor, Right.CHANGE_TOPICS)
    have = select(TopicNode.key, TopicNode.id).where(TopicNode.centre_id == work.actor.centre_id)
    ids = {row.key: row.id for row in work.db.execute(have)}
    fresh = [row for row in rows if row.key not in ids]
    for position, row in enumerate(fresh, start=len(ids)):
        node = _node(work, row, position, ids.get(row.parent) if row.parent else None)
        work.db.add(node)
        work.db.flush()
        ids[row.key] = node.id
    if fresh:
        touch_topics(work)
    return len(fresh)


def touch_topics(work: Work) -> None:
    """Say that the tree changed, so that nobody goes on with an old one."""
    work.db.get_one(Centre, work.actor.centre_id).topics_version += 1
    work.changed.add(Kind.TOPIC)


def _card_values(card: TopicCardText) -> dict[str, Any]:
    return {one.name: dict(getattr(card, one.name)) for one in fields(card)}


def _node(work: Work, row: TopicRow, position: int, parent_id: int | None) -> TopicNode:
    card: Any = _card_values(row.card) if row.card is not None else None
    return TopicNode(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        key=row.key,
        parent_id=parent_id,
        position=position,
        is_assignable=row.assignable,
        inquiry_type=InquiryType(row.inquiry_type),
        names=dict(row.names),
        keywords={language: list(words) for language, words in row.keywords.items()},
        definition=row.definition,
        card=card,
    )
