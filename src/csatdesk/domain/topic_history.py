"""How the topic tree stood at earlier times: dated names, parents and merges, of which none is ever rewritten.

Counts can be read in two ways. As now: every case under the topic that its own has become part of since, with the
names and headings of today. As then: every case under the topic as it was called, and where it stood, when the case
was received; so a later change of the tree changes no figure.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topics import TopicTree


@dataclass(frozen=True, slots=True)
class DatedName:
    """What a topic was called and where it stood from `from_at` until the next change. `id` tells changes apart."""

    id: int
    topic_id: int
    names: LocalText
    parent_id: int | None
    merged_into_id: int | None
    from_at: datetime
    by_name: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A topic under which cases are counted: `topic_id`, and which of its names (0: it never had another)."""

    topic_id: int
    name_id: int
    path: tuple[str, ...]


class TopicHistory:
    """Every change of a centre's tree; immutable, made once and shared between threads.

    A topic without dated names has always been what it is now. The first of its names holds for earlier times, too:
    a letter may have been received before its topic was made.
    """

    def __init__(self, tree: TopicTree, names: Iterable[DatedName]) -> None:
        self.tree = tree
        self._names: dict[int, list[DatedName]] = {}
        for name in sorted(names, key=lambda one: (one.from_at, one.id)):
            self._names.setdefault(name.topic_id, []).append(name)

    def names_of(self, topic_id: int) -> tuple[DatedName, ...]:
        """All that the topic was, the oldest first."""
        return tuple(self._names.get(topic_id, ()))

    def changes(self, start: datetime, end: datetime) -> tuple[datetime, ...]:
        """The instants after `start` and before `end` at which the tree changed, in order."""
        later = {name.from_at for names in self._names.values() for name in names[1:]}
        return tuple(sorted(at for at in later if start < at < end))

    def then(self, topic_id: int, at: datetime, language: str) -> Standing:
        """The topic as it stood at `at`."""
        heir = self._heir(topic_id, at)
        names: list[str] = []
        above: int | None = heir
        seen: set[int] = set()
        while above is not None and above not in seen:
            seen.add(above)
            names.append(self._called(above, at).in_language(language))
            above = self._parent(above, at)
        name = self._name(heir, at)
        return Standing(heir, name.id if name is not None else 0, tuple(reversed(names)))

    def top_then(self, topic_id: int, at: datetime, language: str) -> Standing:
        """The topmost heading above the topic as it stood at `at`."""
        top, seen = self._heir(topic_id, at), set[int]()
        while (above := self._parent(top, at)) is not None and top not in seen:
            seen.add(top)
            top = above
        return self.then(top, at, language)

    def now(self, topic_id: int, language: str) -> Standing:
        """The topic as it stands today."""
        return Standing(self.tree.now(topic_id), 0, self.tree.path(topic_id, language))

    def top_now(self, topic_id: int, language: str) -> Standing:
        return (
            self.now(self.tree.top(topic_id), language)
            if topic_id in self.tree.topics
            else self.now(topic_id, language)
        )

    def _name(self, topic_id: int, at: datetime) -> DatedName | None:
        names: Sequence[DatedName] = self._names.get(topic_id, ())
        if not names:
            return None
        return names[max(bisect_right(names, at, key=lambda one: one.from_at) - 1, 0)]

    def _called(self, topic_id: int, at: datetime) -> LocalText:
        name = self._name(topic_id, at)
        if name is not None:
            return name.names
        topic = self.tree.topics.get(topic_id)
        return topic.names if topic is not None else LocalText()

    def _parent(self, topic_id: int, at: datetime) -> int | None:
        name, topic = self._name(topic_id, at), self.tree.topics.get(topic_id)
        parent = name.parent_id if name is not None else topic.parent_id if topic is not None else None
        return None if parent is None else self._heir(parent, at)

    def _heir(self, topic_id: int, at: datetime) -> int:
        """What the topic had become part of by then."""
        seen: set[int] = set()
        while topic_id not in seen:
            seen.add(topic_id)
            name = self._name(topic_id, at)
            if name is None or name.merged_into_id is None:
                break
            topic_id = name.merged_into_id
        return topic_id
