"""New topics made from one, with the cases that belong to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.topic_changes import NothingToSplitOff, SplitPart, TopicDraft, check_names
from csatdesk.domain.topic_keywords import holds
from csatdesk.operations.cases.commands import classify_case
from csatdesk.operations.topics.commands import make_node
from csatdesk.operations.topics.nodes import node_of, own_name, take_away
from csatdesk.operations.topics.trees import load_topic_tree, touch_topics
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.topics import TopicNode
from csatdesk.store.visible import visible_cases

SHOWN_MOST = 500  # cases among which a person chooses, the newest first


@dataclass(frozen=True, slots=True)
class SplitCase:
    """A case that might go to the new topic. `fits`: one of the keywords stands in its text."""

    id: int
    number: str
    received_at: datetime
    is_open: bool
    text: str
    fits: bool


def list_cases_to_split(
    reading: Reading, *, topic_id: int, keywords: Sequence[str], limit: int = SHOWN_MOST
) -> tuple[SplitCase, ...]:
    """The topic's newest cases, those that the keywords find first."""
    ids = load_topic_tree(reading).below(topic_id)
    query = (
        select(Case.id, Case.number, Case.received_at, Case.is_open, Case.text)
        .where(visible_cases(reading.actor), Case.topic_id.in_(sorted(ids)))
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(limit)
    )
    rows = [
        SplitCase(id_, number, at, bool(is_open), text, holds(text, keywords))
        for id_, number, at, is_open, text in reading.db.execute(query)
    ]
    return tuple(sorted(rows, key=lambda row: not row.fits))


def split_topic(
    work: Work, *, topic_id: int, parts: Sequence[SplitPart], version: int | None = None
) -> Undoable[tuple[int, ...]]:
    """Make new topics beside one and give them their cases; the ids of the new ones. The old one keeps the rest."""
    node = node_of(work, topic_id, version)
    if not parts or not all(part.names for part in parts):
        raise NothingToSplitOff(field="names")
    tree = load_topic_tree(work)
    for part in parts:
        check_names(tree, None, node.parent_id, part.names)
    made: list[int] = []
    before: dict[int, int | None] = {}
    for part in parts:
        topic = make_node(work, _draft(node, part), node.parent_id)
        made.append(topic.id)
        before |= _reclassify(work, part.case_ids, topic.id)
    touch_topics(work)
    undo = partial(_join_again, made=tuple(made), before=before)
    text = N_("Split “{name}”: {count} cases have a new topic.")
    return Undoable(tuple(made), undo, text, {"name": own_name(work, node), "count": len(before)})


def _draft(node: TopicNode, part: SplitPart) -> TopicDraft:
    draft = TopicDraft(part.names, node.is_assignable, node.inquiry_type, keywords=part.keywords)
    draft.check()
    return replace(draft, names=LocalText(part.names), not_confused=(node.id,))


def _reclassify(work: Work, case_ids: Sequence[int], topic_id: int) -> dict[int, int | None]:
    before: dict[int, int | None] = {}
    for case_id in case_ids:
        before[case_id] = work.db.execute(select(Case.topic_id).where(Case.id == case_id)).scalar_one()
        classify_case(work, case_id=case_id, topic_id=topic_id)
    return before


def _join_again(work: Work, *, made: Sequence[int], before: Mapping[int, int | None]) -> None:
    for case_id, topic_id in before.items():
        classify_case(work, case_id=case_id, topic_id=topic_id)
    take_away(work, topic_ids=made)
    work.changed.add(Kind.CASE)
