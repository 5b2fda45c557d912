"""The topic tree and its history, loaded once for each change; taking over a starting tree."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topic_history import DatedName, TopicHistory
from csatdesk.domain.topics import InquiryType, Topic, TopicCardText, TopicTree
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.topics_yaml import TopicRow
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.topics import TopicName, TopicNode

T = TypeVar("T")


def load_topic_tree(reading: Reading) -> TopicTree:
    """The centre's tree; built once for each change of it."""
    centre_id = reading.actor.centre_id

    def build() -> TopicTree:
        query = select(TopicNode).where(TopicNode.centre_id == centre_id).order_by(TopicNode.position, TopicNode.id)
        return TopicTree(map(_topic, reading.db.execute(query).scalars()))

    return _kept(reading, "topics", build)


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
        card=_card(node.card) if node.card else None,
        is_retired=node.is_retired,
        merged_into_id=node.merged_into_id,
        not_confused=tuple(node.not_confused or ()),
        remote_target=node.remote_target,
        card_owner_id=node.card_owner_id,
        card_on=node.card_on,
        version=node.version,
    )


def _card(kept: Mapping[str, Mapping[str, Any]]) -> TopicCardText:
    """A stored card: lists come back as the tuples they were."""

    def texts(of_part: Mapping[str, Any]) -> dict[str, Any]:
        return {language: tuple(text) if isinstance(text, list) else text for language, text in of_part.items()}

    return TopicCardText(**{part: texts(of_part) for part, of_part in kept.items()})


def load_topic_history(reading: Reading) -> TopicHistory:
    """Every change of the centre's tree; built once for each."""
    tree = load_topic_tree(reading)
    centre_id = reading.actor.centre_id

    def build() -> TopicHistory:
        columns = (TopicName.id, TopicName.topic_id, TopicName.names, TopicName.parent_id, TopicName.merged_into_id)
        query = (
            select(*columns, TopicName.from_at, func.coalesce(Staff.name, ""))
            .join(TopicNode, TopicNode.id == TopicName.topic_id)
            .outerjoin(Staff, Staff.id == TopicName.by_id)
            .where(TopicNode.centre_id == centre_id)
        )
        rows = ((id_, topic_id, LocalText(names), *rest) for id_, topic_id, names, *rest in reading.db.execute(query))
        return TopicHistory(tree, (DatedName(*row) for row in rows))

    return _kept(reading, "topic history", build)


def _kept(reading: Reading, what: str, build: Callable[[], T]) -> T:
    """What was built for this version of the tree; that of the version before is let go."""
    centre_id = reading.actor.centre_id
    version = reading.db.execute(select(Centre.topics_version).where(Centre.id == centre_id)).scalar_one()
    reading.store.forget((what, centre_id, version - 1))
    return reading.store.kept((what, centre_id, version), build)


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
    for row in fresh:
        if row.not_to_confuse_with:
            node = work.db.get_one(TopicNode, ids[row.key])
            node.not_confused = [ids[key] for key in row.not_to_confuse_with]
    if fresh:
        touch_topics(work)
    return len(fresh)


def touch_topics(work: Work) -> None:
    """Say that the tree changed, so that nobody goes on with an old one."""
    work.db.get_one(Centre, work.actor.centre_id).topics_version += 1
    work.changed.add(Kind.TOPIC)


def card_values(card: TopicCardText | None) -> dict[str, Any] | None:
    """A card as the store keeps it; None for an empty one."""
    if card is None or card.is_empty:
        return None
    return {one.name: dict(getattr(card, one.name)) for one in fields(card)}


def _node(work: Work, row: TopicRow, position: int, parent_id: int | None) -> TopicNode:
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
        card=card_values(row.card),
        created_at=work.at,
    )
