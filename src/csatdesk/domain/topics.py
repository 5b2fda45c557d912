"""The topic tree as it stands now. How it stood earlier: `topic_history`. Keywords in a text: `topic_keywords`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from csatdesk.domain.folding import fold
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.topic_keywords import Found, Keywords, Suggestion

__all__ = ["CARD_DAYS", "Found", "InquiryType", "Suggestion", "Topic", "TopicCardText", "TopicTree"]

CARD_DAYS = 180  # after so many a card wants to be looked through again


class InquiryType(Enum):
    CHANGE = "change"
    FAULT = "fault"
    COMPLAINT_OR_CLAIM = "complaint_or_claim"
    CANCELLATION = "cancellation"
    ORDER = "order"
    INFORMATION = "information"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class TopicCardText:
    """What stands beside the intake for a topic; each text by language (en and pl come with the starting trees)."""

    ask: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    say: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    who_decides: Mapping[str, str] = field(default_factory=dict)
    usual_duration: Mapping[str, str] = field(default_factory=dict)
    link: Mapping[str, str] = field(default_factory=dict)  # to hand over or read out

    @property
    def is_empty(self) -> bool:
        return not any((self.ask, self.say, self.papers, self.who_decides, self.usual_duration, self.link))


@dataclass(frozen=True, slots=True)
class Topic:
    """A node of the tree. Headings are not assignable. `keywords`: language → patterns of the starting schema.

    A topic that became part of another keeps its cases and points to it: `TopicTree.now`.
    """

    id: int
    key: str
    parent_id: int | None
    names: LocalText
    is_assignable: bool
    inquiry_type: InquiryType
    keywords: Mapping[str, tuple[str, ...]]
    definition: str = ""
    card: TopicCardText | None = None
    is_retired: bool = False
    merged_into_id: int | None = None
    not_confused: tuple[int, ...] = ()  # topics it is easily taken for
    remote_target: int | None = None  # percent of contacts that should come by a remote channel
    card_owner_id: int | None = None
    card_on: date | None = None  # when somebody last looked the card through
    version: int = 1

    @property
    def is_shown(self) -> bool:
        """Whether it still stands in the tree."""
        return not self.is_retired and self.merged_into_id is None

    @property
    def is_offered(self) -> bool:
        """Whether a case can be given it."""
        return self.is_assignable and self.is_shown

    def card_is_overdue(self, today: date) -> bool:
        """Whether nobody has looked the card through for so long that it may be wrong; one never dated is."""
        has_card = self.card is not None and not self.card.is_empty and self.is_offered
        return has_card and (self.card_on is None or (today - self.card_on).days > CARD_DAYS)


class TopicTree:
    """All topics of a centre, immutable; made once and shared between threads.

    `topics` holds each after the one above it, in the order of the tree. Everything is told as it is now: what became
    part of another topic has that one's path, and is found and suggested as that one.
    """

    def __init__(self, topics: Iterable[Topic]) -> None:
        """`topics` in the order in which those with the same parent follow one another."""
        given = {topic.id: topic for topic in topics}
        self._now = {topic_id: _end_of_merges(given, topic_id) for topic_id in given}
        self._parts: dict[int, list[int]] = {}
        for topic_id, now in self._now.items():
            self._parts.setdefault(now, []).append(topic_id)
        self._children = _children(given, self._now)
        self.topics = {topic.id: topic for topic in _in_order(given, self._children)}
        self._keywords = Keywords(
            (topic.id, keyword) for topic in self.assignable() for keyword in self._all_keywords(topic.id)
        )
        self._search_words = {topic.id: self._words_of(topic.id) for topic in self.assignable()}

    def now(self, topic_id: int) -> int:
        """The topic that this one has become part of, itself when of none."""
        return self._now.get(topic_id, topic_id)

    def children(self, topic_id: int | None) -> tuple[Topic, ...]:
        """The topics right below one (None: the topmost), retired ones too; those of a merged one are its heir's."""
        return tuple(self.topics[child] for child in self._children.get(topic_id, ()))

    def merged_into(self, topic_id: int) -> tuple[Topic, ...]:
        """What has become part of this topic."""
        return tuple(self.topics[part] for part in self._parts.get(topic_id, ()) if part != topic_id)

    def path(self, topic_id: int | None, language: str) -> tuple[str, ...]:
        """Names from the top heading to the topic; empty for "unclassified"."""
        return tuple(reversed([topic.names.in_language(language) for topic in self.upwards(topic_id)]))

    def assignable(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics.values() if topic.is_offered)

    def above(self, topic_id: int | None) -> frozenset[int]:
        """The topic, the one it has become part of, and every heading above; empty for "unclassified"."""
        if topic_id is None or topic_id not in self.topics:
            return frozenset()
        return frozenset({topic_id, *(topic.id for topic in self.upwards(topic_id))})

    def top(self, topic_id: int) -> int:
        """The topmost heading above the topic, itself when it has none."""
        return next((topic.id for topic in reversed(list(self.upwards(topic_id)))), topic_id)

    def below(self, topic_id: int) -> frozenset[int]:
        """The topic and all topics under it, with those that have become part of one of them."""
        found, waiting, seen = {topic_id}, [self.now(topic_id)], set[int]()
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.update(self._parts.get(one, ()))
                waiting += self._children.get(one, ())
        return frozenset(found)

    def search(self, typed: str, language: str, limit: int = 8) -> tuple[Topic, ...]:
        """Topics whose path holds every typed word as a beginning, names that begin with it first; then topics with
        a keyword, in any language, or with an earlier name, for every typed word.
        """
        wanted = fold(typed).split()
        if not wanted:
            return ()
        ranked: list[tuple[int, str, Topic]] = []
        for topic in self.assignable():
            name = fold(topic.names.in_language(language))
            words = " ".join(fold(part) for part in self.path(topic.id, language)).split()
            if all(any(word.startswith(want) for word in words) for want in wanted):
                ranked.append((not name.startswith(wanted[0]), name, topic))
            elif all(any(_names(word, want) for word in self._search_words[topic.id]) for want in wanted):
                ranked.append((2, name, topic))
        return tuple(topic for _, _, topic in sorted(ranked, key=lambda rank: rank[:2])[:limit])

    def suggest(self, text: str, limit: int = 3) -> tuple[Suggestion, ...]:
        """The topics whose keywords occur in `text`, most telling first."""
        return self._keywords.suggest(text, limit)

    def upwards(self, topic_id: int | None) -> Iterator[Topic]:
        """The topic as it is now, then each heading above it."""
        topic = self.topics.get(self.now(topic_id)) if topic_id is not None else None
        seen: set[int] = set()
        while topic is not None and topic.id not in seen:
            seen.add(topic.id)
            yield topic
            topic = self.topics.get(self.now(topic.parent_id)) if topic.parent_id is not None else None

    def _all_keywords(self, topic_id: int) -> Iterator[str]:
        """Its own, and those of topics that have become part of it."""
        for part in self._parts[topic_id]:
            for keywords in self.topics[part].keywords.values():
                yield from keywords

    def _words_of(self, topic_id: int) -> frozenset[str]:
        """Single words by which a topic can be found beside its path, folded; word* stands for any that begins so."""
        listed = [fold(keyword).split() for keyword in self._all_keywords(topic_id)]
        earlier = (name for part in self.merged_into(topic_id) for name in part.names.values())
        return frozenset(words[0] for words in listed if len(words) == 1).union(
            *(fold(name).split() for name in earlier)
        )


def _end_of_merges(topics: Mapping[int, Topic], topic_id: int) -> int:
    seen: set[int] = set()
    while (heir := topics[topic_id].merged_into_id) is not None and heir in topics and topic_id not in seen:
        seen.add(topic_id)
        topic_id = heir
    return topic_id


def _children(topics: Mapping[int, Topic], now: Mapping[int, int]) -> dict[int | None, list[int]]:
    """Who stands right below whom. What is part of another topic stands below that one, after its children."""
    below: dict[int | None, list[int]] = {}
    for topic in topics.values():
        if now[topic.id] == topic.id:
            parent = now.get(topic.parent_id) if topic.parent_id is not None else None
            below.setdefault(parent, []).append(topic.id)
    return below


def _in_order(topics: Mapping[int, Topic], below: Mapping[int | None, list[int]]) -> Iterator[Topic]:
    """Each topic after the one above it; those that are part of another come last."""
    done: set[int] = set()
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        topic_id = waiting.pop()
        done.add(topic_id)
        yield topics[topic_id]
        waiting += reversed(below.get(topic_id, []))
    yield from (topic for topic in topics.values() if topic.id not in done)


def _names(keyword: str, typed: str) -> bool:
    """Whether somebody who typed the beginning of a word, or all of it, may mean the keyword."""
    stem = keyword.rstrip("*")
    return stem.startswith(typed) or (keyword.endswith("*") and typed.startswith(stem))
