"""Words for topics in files of other programs: found in the centre's tree, or made into topics of their own."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from csatdesk.domain.folding import fold
from csatdesk.domain.identity import new_identity
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topics import InquiryType, TopicTree
from csatdesk.operations.import_files import UnknownTopic
from csatdesk.operations.topics import touch_topics
from csatdesk.operations.work import Work
from csatdesk.sheets.cases_in import ImportedCase
from csatdesk.store.entities.topics import TopicNode
from csatdesk.wording.texts import LANGUAGES, _, speaking

HEADING = "imported"  # key of the heading under which new topics stand
KEY_MOST = 100


def topic_words(word: str) -> str:
    """A topic's name for comparing: folded, signs as blanks ("Noise: Bar" and "noise bar" are one)."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(word)).split())


@dataclass(slots=True)
class TopicFinder:
    """Topic ids by the words of a file. `chosen`: what the person decided, None for "leave unclassified"."""

    tree: TopicTree
    chosen: Mapping[str, int | None]
    _ids: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for topic in self.tree.assignable():
            for language in (*topic.names, *LANGUAGES):
                path = self.tree.path(topic.id, language)
                self._ids.setdefault(topic_words(" ".join(path)), topic.id)
                self._ids.setdefault(topic_words(path[-1]), topic.id)
        self._ids.update({topic_words(word): topic_id for word, topic_id in self.chosen.items()})

    def knows(self, word: str) -> bool:
        return not word or topic_words(word) in self._ids

    def find(self, word: str) -> int | None:
        """The topic's id; None when it has none, or none is wanted."""
        return self._ids.get(topic_words(word)) if word else None

    def learn(self, made: Mapping[str, int]) -> None:
        self._ids.update(made)


def unknown_topics(cases: Iterable[ImportedCase], finder: TopicFinder) -> tuple[UnknownTopic, ...]:
    """The words the tree does not hold, the commonest first; spelled as they stand first."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for case in cases:
        if not finder.knows(case.topic):
            folded = topic_words(case.topic)
            spelled.setdefault(folded, case.topic)
            counts[folded] += 1
    return tuple(UnknownTopic(spelled[folded], count) for folded, count in counts.most_common())


def make_topics(work: Work, words: Sequence[str]) -> tuple[dict[str, int], list[int]]:
    """Add a topic for each word under the heading for imported ones.

    Returns folded word → topic id, and the ids of all nodes made, the heading first.
    """
    require(work.actor, Right.CHANGE_TOPICS)
    query = select(TopicNode.key, TopicNode.id).where(TopicNode.centre_id == work.actor.centre_id)
    have = {row.key: row.id for row in work.db.execute(query)}
    place = len(have)
    made: list[TopicNode] = []
    if HEADING not in have:
        heading = _node(work, HEADING, None, place, _in_all_languages())
        work.db.add(heading)
        work.db.flush()
        made.append(heading)
        have[HEADING] = heading.id
    nodes: dict[str, TopicNode] = {}
    for word in words:
        key = _free_key(have, word)
        nodes[topic_words(word)] = _node(work, key, have[HEADING], place + len(nodes) + 1, {work.centre.language: word})
        have[key] = 0  # its number comes with the flush
    work.db.add_all(nodes.values())
    work.db.flush()
    touch_topics(work)
    return {word: node.id for word, node in nodes.items()}, [node.id for node in (*made, *nodes.values())]


def _node(work: Work, key: str, parent_id: int | None, position: int, names: Mapping[str, str]) -> TopicNode:
    return TopicNode(
        uid=new_identity(work.at),
        centre_id=work.actor.centre_id,
        key=key,
        parent_id=parent_id,
        position=position,
        is_assignable=parent_id is not None,
        inquiry_type=InquiryType.INFORMATION,
        names=dict(names),
        keywords={},
    )


def _free_key(have: Mapping[str, int], word: str) -> str:
    stem = f"{HEADING}_{topic_words(word).replace(' ', '_')}"[:KEY_MOST]
    key, number = stem, 1
    while key in have:
        number += 1
        key = f"{stem}_{number}"
    return key


def _in_all_languages() -> dict[str, str]:
    names = {}
    for language in LANGUAGES:
        with speaking(language):
            names[language] = _("Imported")
    return names
