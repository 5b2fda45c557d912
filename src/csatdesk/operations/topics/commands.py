"""Changes of single topics: add, change, move, retire, bring back, the card. Every one can be undone."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topic_changes import CardDraft, TopicDraft, check_names, check_place
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.operations.absences import today
from csatdesk.operations.topics.nodes import (
    Values,
    change,
    free_key,
    last_position,
    node_of,
    own_name,
    take_away,
    undoable,
)
from csatdesk.operations.topics.trees import card_values, load_topic_tree, touch_topics
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.topics import TopicNode


def add_topic(work: Work, *, draft: TopicDraft, parent_id: int | None) -> Undoable[int]:
    """Add a topic at the end of those below `parent_id`; its id."""
    require(work.actor, Right.CHANGE_TOPICS)
    draft.check()
    tree = load_topic_tree(work)
    check_place(tree, None, parent_id)
    check_names(tree, None, parent_id, draft.names)
    node = make_node(work, draft, parent_id)
    touch_topics(work)
    undo = partial(take_away, topic_ids=(node.id,))
    return Undoable(node.id, undo, N_("Added the topic “{name}”."), {"name": own_name(work, node)})


def make_node(work: Work, draft: TopicDraft, parent_id: int | None) -> TopicNode:
    names = draft.names.to_dict()
    node = TopicNode(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        key=free_key(work, names.get("en") or next(iter(names.values()))),
        parent_id=parent_id,
        position=last_position(work, parent_id),
        created_at=work.at,
        **columns_of(draft),
    )
    work.db.add(node)
    work.db.flush()
    return node


def columns_of(draft: TopicDraft) -> dict[str, Any]:
    return {
        "names": draft.names.to_dict(),
        "is_assignable": draft.is_assignable,
        "inquiry_type": draft.inquiry_type,
        "definition": draft.definition.strip(),
        "keywords": {language: list(words) for language, words in draft.keywords.items() if words},
        "not_confused": list(draft.not_confused),
        "remote_target": draft.remote_target,
    }


def change_topic(work: Work, *, topic_id: int, draft: TopicDraft, version: int | None = None) -> Undoable[None]:
    """Change what describes a topic. A new name begins today; what is told "as then" keeps the old one."""
    node = node_of(work, topic_id, version)
    draft.check()
    check_names(load_topic_tree(work), topic_id, node.parent_id, draft.names)
    before = change(work, node, columns_of(draft))
    touch_topics(work)
    return undoable({topic_id: before}, N_("Changed the topic “{name}”."), own_name(work, node))


def rename_topic(work: Work, *, topic_id: int, names: LocalText, version: int | None = None) -> Undoable[None]:
    """Give other names, nothing else."""
    node = node_of(work, topic_id, version)
    TopicDraft(names).check()
    check_names(load_topic_tree(work), topic_id, node.parent_id, names)
    before = change(work, node, {"names": names.to_dict()})
    touch_topics(work)
    return undoable({topic_id: before}, N_("Renamed the topic to “{name}”."), own_name(work, node))


def move_topic(work: Work, *, topic_id: int, parent_id: int | None, version: int | None = None) -> Undoable[None]:
    """Put a topic, with all below it, under another one (None: to the top)."""
    node = node_of(work, topic_id, version)
    tree = load_topic_tree(work)
    check_place(tree, topic_id, parent_id)
    check_names(tree, topic_id, parent_id, LocalText(node.names))
    before = change(work, node, {"parent_id": parent_id, "position": last_position(work, parent_id)})
    touch_topics(work)
    return undoable({topic_id: before}, N_("Moved the topic “{name}”."), own_name(work, node))


def step_topic(work: Work, *, topic_id: int, down: bool) -> Undoable[None]:
    """One place up or down among those that stand beside it; nothing at the end."""
    node = node_of(work, topic_id)
    tree = load_topic_tree(work)
    beside = _beside(tree, tree.topics[topic_id])
    place = next(place for place, one in enumerate(beside) if one.id == topic_id)
    other = place + (1 if down else -1)
    if 0 <= other < len(beside):
        beside[place], beside[other] = beside[other], beside[place]
    before: dict[int, Values] = {}
    for position, one in enumerate(beside):
        before[one.id] = change(work, node_of(work, one.id), {"position": position})
    touch_topics(work)
    return undoable(before, N_("Moved the topic “{name}”."), own_name(work, node))


def _beside(tree: TopicTree, topic: Topic) -> list[Topic]:
    parent = tree.now(topic.parent_id) if topic.parent_id is not None else None
    return [one for one in tree.children(parent) if one.is_shown or one.id == topic.id]


def retire_topic(work: Work, *, topic_id: int, version: int | None = None) -> Undoable[int]:
    """Offer a topic and all below it no more; how many were retired. Their cases keep them."""
    node = node_of(work, topic_id, version)
    tree = load_topic_tree(work)
    shown = [one for one in tree.below(topic_id) if tree.topics[one].is_shown]
    before = {one: change(work, node_of(work, one), {"is_retired": True, "retired_at": work.at}) for one in shown}
    touch_topics(work)
    done: Undoable[int] = undoable(before, N_("Retired the topic “{name}”."), own_name(work, node), len(shown))
    return done


def bring_back_topic(work: Work, *, topic_id: int, version: int | None = None) -> Undoable[int]:
    """Offer a retired topic again, with what was retired together with it and the headings above it."""
    node = node_of(work, topic_id, version)
    tree = load_topic_tree(work)
    back = [one for one in tree.above(topic_id) if tree.topics[one].is_retired]
    for one in tree.below(topic_id) - set(back):
        below = node_of(work, one)
        if below.is_retired and below.retired_at == node.retired_at:
            back.append(one)
    before = {one: change(work, node_of(work, one), {"is_retired": False, "retired_at": None}) for one in back}
    touch_topics(work)
    done: Undoable[int] = undoable(before, N_("Brought the topic “{name}” back."), own_name(work, node), len(back))
    return done


def save_card(work: Work, *, topic_id: int, card: CardDraft, version: int | None = None) -> Undoable[None]:
    """Write a topic's card; by that it was looked through today."""
    node = node_of(work, topic_id, version)
    values: Mapping[str, Any] = {
        "card": card_values(card.text),
        "card_owner_id": card.owner_id,
        "card_on": today(work),
    }
    before = change(work, node, values)
    touch_topics(work)
    return undoable({topic_id: before}, N_("Saved the card of “{name}”."), own_name(work, node))


def look_through_card(work: Work, *, topic_id: int) -> Undoable[None]:
    """Say that the card still is right."""
    node = node_of(work, topic_id)
    before = change(work, node, {"card_on": today(work)})
    touch_topics(work)
    return undoable({topic_id: before}, N_("Noted that the card of “{name}” is right."), own_name(work, node))
