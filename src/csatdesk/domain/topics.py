"""The topic tree, and the suggestion of topics by keywords."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from csatdesk.domain.folding import fold
from csatdesk.domain.local_text import LocalText


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


@dataclass(frozen=True, slots=True)
class Topic:
    """A node of the tree. Headings are not assignable. `keywords`: language → patterns of the starting schema."""

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


@dataclass(frozen=True, slots=True)
class Found:
    """A word group of the text that spoke for a topic: where it stands (start, end) and as it was typed."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    topic_id: int
    because: tuple[Found, ...]
    weight: float


class TopicTree:
    """All topics of a centre, immutable; made once and shared between threads."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.id: topic for topic in topics}
        self._patterns = _patterns(self.topics.values())
        self._keyword_words = {topic.id: _keyword_words(topic) for topic in self.topics.values()}

    def path(self, topic_id: int | None, language: str) -> tuple[str, ...]:
        """Names from the top heading to the topic; empty for "unclassified"."""
        names: list[str] = []
        topic = self.topics.get(topic_id) if topic_id is not None else None
        while topic is not None:
            names.append(topic.names.in_language(language))
            topic = self.topics.get(topic.parent_id) if topic.parent_id is not None else None
        return tuple(reversed(names))

    def assignable(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics.values() if topic.is_assignable and not topic.is_retired)

    def above(self, topic_id: int | None) -> frozenset[int]:
        """The topic and every heading above it; empty for "unclassified"."""
        found: set[int] = set()
        while topic_id is not None and topic_id in self.topics and topic_id not in found:
            found.add(topic_id)
            topic_id = self.topics[topic_id].parent_id
        return frozenset(found)

    def below(self, topic_id: int) -> frozenset[int]:
        """The topic and all topics under it."""
        found = {topic_id}
        grown = True
        while grown:
            more = {topic.id for topic in self.topics.values() if topic.parent_id in found} - found
            found |= more
            grown = bool(more)
        return frozenset(found)

    def search(self, typed: str, language: str, limit: int = 8) -> tuple[Topic, ...]:
        """Topics whose path holds every typed word as a beginning, names that begin with it first; then topics with
        a keyword, in any language, for every typed word.
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
            elif all(any(_names(word, want) for word in self._keyword_words[topic.id]) for want in wanted):
                ranked.append((2, name, topic))
        return tuple(topic for _, _, topic in sorted(ranked, key=lambda rank: rank[:2])[:limit])

    def suggest(self, text: str, limit: int = 3) -> tuple[Suggestion, ...]:
        """The topics whose keywords occur in `text`, most telling first.

        A keyword weighs more the fewer topics use it and the more words it has; the same keyword counts once.
        """
        tokens = _tokens(text)
        by_first: dict[str, list[int]] = {}
        for place, (word, _, _) in enumerate(tokens):
            by_first.setdefault(word, []).append(place)
        hits: dict[int, dict[tuple[str, ...], Found]] = {}
        for pattern, topic_ids in self._patterns.items():
            found = _find(pattern, tokens, by_first, text)
            if found is not None:
                for topic_id in topic_ids:
                    hits.setdefault(topic_id, {})[pattern] = found
        scored = [self._suggestion(topic_id, found) for topic_id, found in hits.items()]
        return tuple(sorted(scored, key=lambda one: (-one.weight, one.topic_id))[:limit])

    def _suggestion(self, topic_id: int, found: Mapping[tuple[str, ...], Found]) -> Suggestion:
        weights = {pattern: len(pattern) ** 1.5 / len(self._patterns[pattern]) for pattern in found}
        order = sorted(found, key=lambda pattern: -weights[pattern])
        return Suggestion(topic_id, _apart(found[pattern] for pattern in order), sum(weights.values()))


def _apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Leave out places that lie inside one already named."""
    kept: list[Found] = []
    for place in found:
        if all(place.end <= other.start or place.start >= other.end for other in kept):
            kept.append(place)
    return tuple(kept)


def _patterns(topics: Iterable[Topic]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """Keyword as folded words → the topics that use it. All languages together: customers mix them."""
    gathered: dict[tuple[str, ...], set[int]] = {}
    for topic in topics:
        if topic.is_assignable and not topic.is_retired:
            for keywords in topic.keywords.values():
                for keyword in keywords:
                    gathered.setdefault(tuple(fold(keyword).split()), set()).add(topic.id)
    return {pattern: tuple(sorted(ids)) for pattern, ids in gathered.items() if pattern}


def _keyword_words(topic: Topic) -> frozenset[str]:
    """The single words of a topic's keywords, folded; word* stands for any word that begins so."""
    listed = (fold(keyword).split() for keywords in topic.keywords.values() for keyword in keywords)
    return frozenset(words[0] for words in listed if len(words) == 1)


def _names(keyword: str, typed: str) -> bool:
    """Whether somebody who typed the beginning of a word, or all of it, may mean the keyword."""
    stem = keyword.rstrip("*")
    return stem.startswith(typed) or (keyword.endswith("*") and typed.startswith(stem))


def _tokens(text: str) -> list[tuple[str, int, int]]:
    """Words of `text` as (folded, start, end); folding may change lengths, so places are of the text as typed."""
    tokens = []
    start: int | None = None
    for place, letter in enumerate(text + " "):
        if letter.isalnum():
            start = place if start is None else start
        elif start is not None:
            tokens.append((fold(text[start:place]), start, place))
            start = None
    return tokens


def _find(
    pattern: tuple[str, ...],
    tokens: Sequence[tuple[str, int, int]],
    by_first: Mapping[str, Sequence[int]],
    text: str,
) -> Found | None:
    first = pattern[0]
    starts = (
        [place for word, places in by_first.items() if word.startswith(first[:-1]) for place in places]
        if first.endswith("*")
        else by_first.get(first, ())
    )
    for place in starts:
        window = tokens[place : place + len(pattern)]
        if len(window) == len(pattern) and all(map(_matches, pattern, (word for word, _, _ in window))):
            begin, end = window[0][1], window[-1][2]
            return Found(begin, end, text[begin:end])
    return None


def _matches(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
