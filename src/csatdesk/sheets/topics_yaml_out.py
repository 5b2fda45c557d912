"""A topic tree written as a file that `topics_yaml` reads: to edit by hand, or to take to another centre."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topics import TopicCardText
from csatdesk.sheets.topics_yaml import LANGUAGES, SCHEMA, TopicFile, TopicRow
from csatdesk.sheets.yaml_documents import write_yaml

HEAD = (
    "# Topic tree, schema csatdesk-topics/1. Headings are not assignable; keywords: word = that whole word,\n"
    "# word* = any word beginning so. Reading the file again adds topics with new keys, and changes the others.\n"
)


def write_topics(path: Path, file: TopicFile) -> None:
    """Write the tree to `path`, which keeps what it held until all is written. Raises Trouble."""
    values = {
        "schema": SCHEMA,
        "key": file.key,
        "version": file.version,
        "title": _with_english(file.titles),
        "topics": [_topic(row) for row in file.topics],
    }
    write_yaml(path, HEAD, values)


def _topic(row: TopicRow) -> dict[str, Any]:
    values: dict[str, Any] = {
        "key": row.key,
        "parent": row.parent,
        "assignable": row.assignable,
        "inquiry_type": row.inquiry_type,
        "name": _with_english(row.names),
    }
    more: dict[str, Any] = {
        "keywords": _lists(row.keywords),
        "definition": row.definition,
        "not_to_confuse_with": list(row.not_to_confuse_with),
        "card": _card(row.card) if row.card is not None else None,
    }
    values |= {key: value for key, value in more.items() if value}
    return values if row.remote_target is None else values | {"remote_target": row.remote_target}


def _card(card: TopicCardText) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for part in fields(card):
        texts = getattr(card, part.name)
        if texts:
            is_list = part.name in {"ask", "say", "papers"}
            values[part.name] = _lists(texts) if is_list else _with_english(texts)
    return values


def _lists(texts: Mapping[str, Any]) -> dict[str, list[str]]:
    return {language: list(texts[language]) for language in LANGUAGES if texts.get(language)}


def _with_english(texts: Mapping[str, str]) -> dict[str, str]:
    """In the order of the languages; the schema wants English, for which the first other language stands in."""
    given = LocalText(texts)
    found = {language: given[language] for language in LANGUAGES if language in given}
    return {"en": given.in_language("en"), **found}
