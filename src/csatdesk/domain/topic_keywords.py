"""Which keywords of topics stand in a text, and where: word = that whole word, word* = any word beginning so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from csatdesk.domain.folding import fold

Pattern = tuple[str, ...]  # folded words that stand side by side
Token = tuple[str, int, int]  # folded word, start and end in the text as typed


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


class Keywords:
    """The keywords of all topics that can be suggested, found by their first word."""

    def __init__(self, of_topics: Iterable[tuple[int, str]]) -> None:
        """`of_topics`: pairs of a topic and one of its keywords. All languages together: customers mix them."""
        gathered: dict[Pattern, set[int]] = {}
        for topic_id, keyword in of_topics:
            gathered.setdefault(tuple(fold(keyword).split()), set()).add(topic_id)
        self._topics = {pattern: tuple(sorted(ids)) for pattern, ids in gathered.items() if pattern}
        self._whole: dict[str, list[Pattern]] = {}
        self._begun: dict[str, list[Pattern]] = {}
        for pattern in self._topics:
            by_first = self._begun if pattern[0].endswith("*") else self._whole
            by_first.setdefault(pattern[0].removesuffix("*"), []).append(pattern)

    def suggest(self, text: str, limit: int) -> tuple[Suggestion, ...]:
        """The topics whose keywords occur in `text`, most telling first.

        A keyword weighs more the fewer topics use it and the more words it has; the same keyword counts once.
        """
        hits: dict[int, dict[Pattern, Found]] = {}
        for pattern, found in self._found(text).items():
            for topic_id in self._topics[pattern]:
                hits.setdefault(topic_id, {})[pattern] = found
        scored = [self._suggestion(topic_id, found) for topic_id, found in hits.items()]
        return tuple(sorted(scored, key=lambda one: (-one.weight, one.topic_id))[:limit])

    def _found(self, text: str) -> dict[Pattern, Found]:
        """Each pattern that the text holds, at its first place."""
        tokens = _tokens(text)
        found: dict[Pattern, Found] = {}
        for place, (word, _start, _end) in enumerate(tokens):
            for pattern in self._beginning_with(word):
                if pattern not in found and _stands_at(pattern, tokens, place):
                    begin, end = tokens[place][1], tokens[place + len(pattern) - 1][2]
                    found[pattern] = Found(begin, end, text[begin:end])
        return found

    def _beginning_with(self, word: str) -> Iterator[Pattern]:
        yield from self._whole.get(word, ())
        for length in range(1, len(word) + 1):
            yield from self._begun.get(word[:length], ())

    def _suggestion(self, topic_id: int, found: Mapping[Pattern, Found]) -> Suggestion:
        weights = {pattern: len(pattern) ** 1.5 / len(self._topics[pattern]) for pattern in found}
        order = sorted(found, key=lambda pattern: -weights[pattern])
        return Suggestion(topic_id, _apart(found[pattern] for pattern in order), sum(weights.values()))


def holds(text: str, keywords: Iterable[str]) -> bool:
    """Whether one of the keywords stands in the text."""
    return bool(Keywords((0, keyword) for keyword in keywords).suggest(text, 1))


def joined(of_texts: Iterable[Sequence[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """What speaks for several texts together: weights added; the words are those of the first text that had them."""
    weights: dict[int, float] = {}
    because: dict[int, tuple[Found, ...]] = {}
    for suggestions in of_texts:
        for one in suggestions:
            weights[one.topic_id] = weights.get(one.topic_id, 0.0) + one.weight
            because.setdefault(one.topic_id, one.because)
    order = sorted(weights, key=lambda topic_id: (-weights[topic_id], topic_id))
    return tuple(Suggestion(topic_id, because[topic_id], weights[topic_id]) for topic_id in order[:limit])


def _apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Leave out places that lie inside one already named."""
    kept: list[Found] = []
    for place in found:
        if all(place.end <= other.start or place.start >= other.end for other in kept):
            kept.append(place)
    return tuple(kept)


def _tokens(text: str) -> list[Token]:
    """The words of `text`; folding may change lengths, so places are of the text as typed."""
    tokens = []
    start: int | None = None
    for place, letter in enumerate(text + " "):
        if letter.isalnum():
            start = place if start is None else start
        elif start is not None:
            tokens.append((fold(text[start:place]), start, place))
            start = None
    return tokens


def _stands_at(pattern: Pattern, tokens: Sequence[Token], place: int) -> bool:
    window = tokens[place : place + len(pattern)]
    return len(window) == len(pattern) and all(map(_matches, pattern, (word for word, _, _ in window)))


def _matches(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
