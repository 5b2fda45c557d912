"""The tree in files: as YAML to edit or to take along, as a table to read; and a YAML file taken over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.operations.topics.nodes import Values, change, node_of, put_back, take_away
from csatdesk.operations.topics.trees import (
    card_values,
    import_topic_tree,
    load_topic_tree,
    touch_topics,
)
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.sheets.tables_out import Column, Value, write_table
from csatdesk.sheets.topics_yaml import TopicFile, TopicRow, read_topics
from csatdesk.sheets.topics_yaml_out import write_topics
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.topics import TopicNode
from csatdesk.system.clock import now
from csatdesk.wording.texts import LANGUAGES, _, language
from csatdesk.wording.words import LANGUAGE_NAMES, word


@dataclass(frozen=True, slots=True)
class TopicsRead:
    """What a file brought."""

    added: int
    changed: int


def export_topics(
    store: Store, actor: Actor, *, path: Path, at: datetime | None = None, progress: Progress = no_progress
) -> int:
    """Write the tree to `path`, the ending of which says how: .yaml, .xlsx or .csv. How many topics."""
    with store.read(actor, at or now()) as reading:
        tree, zone = load_topic_tree(reading), ZoneInfo(reading.centre.zone)
        title, people = reading.centre.name, _people(reading)
    progress(1, 2)
    if path.suffix.casefold() in {".yaml", ".yml"}:
        rows = tuple(_rows(tree))
        write_topics(path, TopicFile("topics", 1, {language(): title}, rows))
        return len(rows)
    lines = [_line(tree, topic, people) for topic in tree.topics.values()]
    write_table(path, _columns(), lines, zone=zone, title=_("Topics"))
    return len(lines)


def _people(reading: Reading) -> Mapping[int, str]:
    query = select(Staff.id, Staff.name).where(Staff.centre_id == reading.actor.centre_id)
    return {row.id: row.name for row in reading.db.execute(query)}


def _rows(tree: TopicTree) -> Iterator[TopicRow]:
    """The topics that stand in the tree, as a starting tree has them."""
    keys = {topic.id: topic.key for topic in tree.topics.values() if topic.is_shown}
    for topic in tree.topics.values():
        if topic.is_shown:
            parent = tree.now(topic.parent_id) if topic.parent_id is not None else None
            yield TopicRow(
                key=topic.key,
                parent=keys.get(parent) if parent is not None else None,
                assignable=topic.is_assignable,
                inquiry_type=topic.inquiry_type.value,
                names=topic.names,
                keywords=topic.keywords,
                definition=topic.definition,
                not_to_confuse_with=tuple(keys[one] for one in topic.not_confused if one in keys),
                card=topic.card,
                remote_target=topic.remote_target,
            )


def _columns() -> list[Column]:
    names = [Column(_("Name, {language}").format(language=LANGUAGE_NAMES[code]), 30) for code in LANGUAGES]
    keywords = [Column(_("Keywords, {language}").format(language=LANGUAGE_NAMES[code]), 40) for code in LANGUAGES]
    return [
        Column(_("Path"), 50),
        *names,
        Column(_("For cases")),
        Column(_("Inquiry type")),
        Column(_("Definition"), 50),
        Column(_("Not to be confused with"), 40),
        Column(_("Remote target, percent")),
        *keywords,
        Column(_("State")),
        Column(_("Card looked through on")),
        Column(_("Card kept by")),
        Column(_("Key")),
    ]


def _line(tree: TopicTree, topic: Topic, people: Mapping[int, str]) -> list[Value]:
    spoken = language()
    confused = (tree.path(one, spoken)[-1] for one in topic.not_confused if one in tree.topics)
    return [
        " › ".join((*tree.path(topic.parent_id, spoken), topic.names.in_language(spoken))),
        *(topic.names.get(code, "") for code in LANGUAGES),
        _("yes") if topic.is_assignable else _("no, a heading"),
        word(topic.inquiry_type),
        topic.definition,
        ", ".join(confused),
        topic.remote_target,
        *(", ".join(topic.keywords.get(code, ())) for code in LANGUAGES),
        state_words(tree, topic),
        topic.card_on,
        people.get(topic.card_owner_id or 0, ""),
        topic.key,
    ]


def state_words(tree: TopicTree, topic: Topic) -> str:
    """Whether a topic is retired or part of another one; "" for one in use."""
    if topic.merged_into_id is not None:
        return _("part of “{name}”").format(name=tree.path(topic.id, language())[-1])
    return _("retired") if topic.is_retired else ""


def read_topic_file(work: Work, *, path: Path) -> Undoable[TopicsRead]:
    """Take a YAML file over: topics with new keys are added, those whose key is known are changed to what it says."""
    return take_over_rows(work, rows=read_topics(path).topics)


def take_over_rows(work: Work, *, rows: Sequence[TopicRow]) -> Undoable[TopicsRead]:
    """As `read_topic_file`. Topics that the file does not name stay as they are; so do cards it leaves out."""
    require(work.actor, Right.CHANGE_TOPICS)
    known = _ids(work)
    import_topic_tree(work, rows=rows)
    ids = _ids(work)
    before: dict[int, Values] = {}
    for row in rows:
        if row.key in known:
            node = node_of(work, ids[row.key])
            wanted = {column: value for column, value in _wanted(row, ids).items() if getattr(node, column) != value}
            if wanted:
                before[node.id] = change(work, node, wanted)
    touch_topics(work)
    added = tuple(ids[key] for key in reversed(ids) if key not in known)
    undo = partial(_take_back, added=added, before=before)
    values: dict[str, object] = {"added": len(added), "changed": len(before)}
    return Undoable(TopicsRead(len(added), len(before)), undo, N_("Topics added: {added}, changed: {changed}."), values)


def _ids(work: Work) -> dict[str, int]:
    query = select(TopicNode.key, TopicNode.id).where(TopicNode.centre_id == work.actor.centre_id)
    return {row.key: row.id for row in work.db.execute(query.order_by(TopicNode.id))}


def _wanted(row: TopicRow, ids: Mapping[str, int]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "names": LocalText(row.names).to_dict(),
        "parent_id": ids[row.parent] if row.parent else None,
        "is_assignable": row.assignable,
        "definition": row.definition,
        "keywords": {spoken: list(words) for spoken, words in row.keywords.items() if words},
        "not_confused": [ids[key] for key in row.not_to_confuse_with],
        "remote_target": row.remote_target,
    }
    card = card_values(row.card)
    return values if card is None else values | {"card": _as_stored(card)}


def _as_stored(card: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Lists where the file's reader makes tuples, so that an unchanged card is seen as unchanged."""
    return {
        part: {spoken: list(text) if isinstance(text, tuple) else text for spoken, text in texts.items()}
        for part, texts in card.items()
    }


def _take_back(work: Work, *, added: Sequence[int], before: Mapping[int, Values]) -> None:
    put_back(work, before=before)
    take_away(work, topic_ids=added)
