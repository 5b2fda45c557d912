"""Topic trees in files: schema csatdesk-topics/1 in YAML, read by the safe loader, each mistake told with its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.topics import InquiryType, TopicCardText
from csatdesk.sheets.yaml_documents import compose, read_bytes

SCHEMA = "csatdesk-topics/1"
LANGUAGES = ("en", "pl", "nb", "et", "fi", "ru")
_TREE_KEYS = ("schema", "key", "version", "title", "topics")
_TOPIC_KEYS = (
    "key",
    "parent",
    "assignable",
    "inquiry_type",
    "name",
    "keywords",
    "definition",
    "not_to_confuse_with",
    "remote_target",
    "card",
)
_CARD_KEYS = ("ask", "say", "papers", "who_decides", "usual_duration", "link")
_PERCENT = tuple(str(percent) for percent in range(101))


class NoTopicTree(Refusal):
    text = N_("“{file}” is no topic tree: one of its first lines must say “schema: {schema}”.")


class TopicKeyMissing(Refusal):
    text = N_("“{file}”, line {line}: “{key}” is missing here. Add it.")


class TopicKeyUnknown(Refusal):
    text = N_("“{file}”, line {line}: “{key}” has no meaning here. Possible are: {allowed}.")


class TopicKeyTwice(Refusal):
    text = N_("“{file}”, line {line}: “{key}” was there before. Delete one of the two, or rename it.")


class TopicValueWrong(Refusal):
    text = N_("“{file}”, line {line}: “{key}” cannot be “{value}”. Possible are: {allowed}.")


class TopicTextExpected(Refusal):
    text = N_("“{file}”, line {line}: write a text after “{key}”.")


class TopicListExpected(Refusal):
    text = N_("“{file}”, line {line}: write a list under “{key}”, each entry with a dash before it.")


class TopicEntriesExpected(Refusal):
    text = N_("“{file}”, line {line}: write entries under “{key}”, each with a name and a colon.")


class TopicLinkUnknown(Refusal):
    text = N_("“{file}”, line {line}: “{key}” names the topic “{value}”, which this file does not have.")


class TopicLoop(Refusal):
    text = N_("“{file}”, line {line}: “{key}” stands below itself. Give it another parent.")


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic of a file. `names`: language → name, English among them. `keywords`: language → patterns.

    `inquiry_type` is a value of the enum; `parent` and `not_to_confuse_with` are keys that the file has;
    `remote_target` is a percentage.
    """

    key: str
    parent: str | None
    assignable: bool
    inquiry_type: str
    names: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    definition: str
    not_to_confuse_with: tuple[str, ...]
    card: TopicCardText | None
    remote_target: int | None = None


@dataclass(frozen=True, slots=True)
class TopicFile:
    """A whole tree; parents stand before their children."""

    key: str
    version: int
    titles: Mapping[str, str]
    topics: tuple[TopicRow, ...]


def read_topics(path: Path) -> TopicFile:
    """The tree in a file. Raises a Refusal that names file, line and key; a Trouble when it cannot be opened."""
    return _Reader(path.name).tree(read_bytes(path))


@dataclass(frozen=True, slots=True)
class _Part:
    """A named place in the file: its key, its line (from 1) and what stands there."""

    key: str
    line: int
    node: yaml.Node


class _Reader:
    """Walks the parts of a document, which know their lines, and checks each against the schema."""

    def __init__(self, file: str) -> None:
        self._file = file

    def tree(self, content: bytes) -> TopicFile:
        root = _Part("topics", 1, self._document(content))
        if not isinstance(root.node, yaml.MappingNode) or not self._is_ours(root.node):
            raise NoTopicTree(file=self._file, schema=SCHEMA)
        parts = self._entries(root, _TREE_KEYS, needed=_TREE_KEYS)
        key, version, titles = self._text(parts["key"]), self._version(parts["version"]), self._local(parts["title"])
        found = [(part, self._topic(part)) for part in self._list(parts["topics"])]
        self._check_links(found)
        return TopicFile(key, version, titles, tuple(_parents_first([row for _, row in found])))

    def _document(self, content: bytes) -> yaml.Node:
        node = compose(content, self._file)
        if node is None:
            raise NoTopicTree(file=self._file, schema=SCHEMA)
        return node

    def _is_ours(self, node: yaml.MappingNode) -> bool:
        return any(key.value == "schema" and value.value == SCHEMA for key, value in node.value)

    def _topic(self, part: _Part) -> TopicRow:
        parts = self._entries(part, _TOPIC_KEYS, needed=("key", "parent", "assignable", "inquiry_type", "name"))
        keywords = parts.get("keywords")
        confused = parts.get("not_to_confuse_with")
        return TopicRow(
            key=self._text(parts["key"]),
            parent=self._text_or_null(parts["parent"]),
            assignable=self._one_of(parts["assignable"], ("true", "false")) == "true",
            inquiry_type=self._one_of(parts["inquiry_type"], tuple(one.value for one in InquiryType)),
            names=self._local(parts["name"]),
            keywords=self._local_lists(keywords) if keywords else {},
            definition=self._text(parts["definition"]) if "definition" in parts else "",
            not_to_confuse_with=self._texts(confused) if confused else (),
            card=self._card(parts["card"]) if "card" in parts else None,
            remote_target=self._percent(parts["remote_target"]) if "remote_target" in parts else None,
        )

    def _card(self, part: _Part) -> TopicCardText:
        parts = self._entries(part, _CARD_KEYS)

        def lists(key: str) -> Mapping[str, tuple[str, ...]]:
            return self._local_lists(parts[key]) if key in parts else {}

        def texts(key: str) -> Mapping[str, str]:
            return self._local(parts[key]) if key in parts else {}

        said = lists("ask"), lists("say"), lists("papers")
        return TopicCardText(*said, texts("who_decides"), texts("usual_duration"), texts("link"))

    def _check_links(self, found: list[tuple[_Part, TopicRow]]) -> None:
        parents: dict[str, str | None] = {}
        for part, row in found:
            if row.key in parents:
                raise TopicKeyTwice(file=self._file, line=part.line, key=row.key)
            parents[row.key] = row.parent
        for part, row in found:
            for link in (*row.not_to_confuse_with, *((row.parent,) if row.parent else ())):
                if link not in parents:
                    raise TopicLinkUnknown(file=self._file, line=part.line, key=row.key, value=link)
            if _is_below_itself(row.key, parents):
                raise TopicLoop(file=self._file, line=part.line, key=row.key)

    # the shapes a part may have

    def _entries(self, part: _Part, allowed: tuple[str, ...], needed: tuple[str, ...] = ()) -> dict[str, _Part]:
        if not isinstance(part.node, yaml.MappingNode):
            raise TopicEntriesExpected(file=self._file, line=part.line, key=part.key)
        found: dict[str, _Part] = {}
        for key_node, node in part.node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                raise TopicKeyTwice(file=self._file, line=line, key=key)
            if key not in allowed:
                raise TopicKeyUnknown(file=self._file, line=line, key=key[:60], allowed=", ".join(allowed))
            found[key] = _Part(key, line, node)
        for key in needed:
            if key not in found:
                raise TopicKeyMissing(file=self._file, line=part.line, key=key)
        return found

    def _list(self, part: _Part) -> Iterator[_Part]:
        if not isinstance(part.node, yaml.SequenceNode):
            raise TopicListExpected(file=self._file, line=part.line, key=part.key)
        for node in part.node.value:
            yield _Part(part.key, node.start_mark.line + 1, node)

    def _text(self, part: _Part) -> str:
        text = self._text_or_null(part)
        if not text:
            raise TopicTextExpected(file=self._file, line=part.line, key=part.key)
        return text

    def _text_or_null(self, part: _Part) -> str | None:
        if not isinstance(part.node, yaml.ScalarNode):
            raise TopicTextExpected(file=self._file, line=part.line, key=part.key)
        is_null = part.node.tag == "tag:yaml.org,2002:null"
        return None if is_null else str(part.node.value).strip()

    def _texts(self, part: _Part) -> tuple[str, ...]:
        return tuple(self._text(one) for one in self._list(part))

    def _version(self, part: _Part) -> int:
        text = self._text(part)
        if not (text.isascii() and text.isdecimal() and len(text) < 9):
            raise TopicValueWrong(file=self._file, line=part.line, key=part.key, value=text[:60], allowed="1, 2, 3 …")
        return int(text)

    def _percent(self, part: _Part) -> int:
        text = self._text(part)
        if text not in _PERCENT:
            raise TopicValueWrong(file=self._file, line=part.line, key=part.key, value=text[:60], allowed="0 … 100")
        return int(text)

    def _one_of(self, part: _Part, allowed: tuple[str, ...]) -> str:
        text = self._text(part)
        if text not in allowed:
            raise TopicValueWrong(
                file=self._file, line=part.line, key=part.key, value=text[:60], allowed=", ".join(allowed)
            )
        return text

    def _local(self, part: _Part) -> Mapping[str, str]:
        """A text per language, English among them."""
        parts = self._entries(part, LANGUAGES, needed=("en",))
        return {language: self._text(one) for language, one in parts.items()}

    def _local_lists(self, part: _Part) -> Mapping[str, tuple[str, ...]]:
        """A list per language; one text stands for a list of one."""
        parts = self._entries(part, LANGUAGES)
        return {
            language: (self._text(one),) if isinstance(one.node, yaml.ScalarNode) else self._texts(one)
            for language, one in parts.items()
        }


def _is_below_itself(key: str, parents: Mapping[str, str | None]) -> bool:
    above, seen = parents.get(key), {key}
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == key


def _parents_first(rows: list[TopicRow]) -> Iterator[TopicRow]:
    """The order of the file, but each topic after its parent."""
    waiting, done = rows, set[str | None]({None})
    while waiting:
        ready = [row for row in waiting if row.parent in done]
        waiting = [row for row in waiting if row.parent not in done]
        done.update(row.key for row in ready)
        yield from ready
