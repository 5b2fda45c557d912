"""Rules that can never apply, because those before them fit all their cases.

The cases that a rule fits are a box: one set of values for each condition. What is left of a box after those of the
earlier rules were cut out of it is again a few boxes; a rule is reached as long as something is left.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.rules import Conditions, Rule
from csatdesk.domain.topics import TopicTree

Values = frozenset[object]
Box = tuple[Values, ...]
UNKNOWN = None  # a case without topic, a customer without segment


@dataclass(frozen=True, slots=True)
class Unreached:
    """Why a rule never applies: the rule before it that fits all its cases; None: several do so together."""

    rule_id: int
    because: Rule | None


def unreached(rules: Iterable[Rule], tree: TopicTree, office_ids: Iterable[int]) -> dict[int, Unreached]:
    """The rules that never apply, by id."""
    offices = frozenset(office_ids)
    found: dict[int, Unreached] = {}
    before: dict[Clock, list[tuple[Rule, Box]]] = {}
    for rule in sorted(rules, key=lambda one: (one.position, one.id)):
        box = _box(rule.conditions, tree, offices)
        earlier = before.setdefault(rule.clock, [])
        if not _left([box], (other for _, other in earlier)):
            alone = next((one for one, other in earlier if not _left([box], (other,))), None)
            found[rule.id] = Unreached(rule.id, alone)
        earlier.append((rule, box))
    return found


def _box(conditions: Conditions, tree: TopicTree, offices: Values) -> Box:
    topics: Values = frozenset(below for topic_id in conditions.topic_ids for below in tree.below(topic_id))
    every_topic: Values = frozenset({*tree.topics, UNKNOWN})
    return (
        conditions.kinds or frozenset(CaseKind),
        topics or every_topic,
        conditions.segments or frozenset({*Segment, UNKNOWN}),
        conditions.channels or frozenset(Channel),
        conditions.office_ids or offices,
        conditions.priorities or frozenset(Priority),
    )


def _left(boxes: list[Box], cut: Iterable[Box]) -> list[Box]:
    for other in cut:
        boxes = [piece for box in boxes for piece in _without(box, other)]
    return boxes


def _without(box: Box, other: Box) -> Iterable[Box]:
    """The parts of `box` outside `other`; no two of them overlap."""
    common = tuple(mine & theirs for mine, theirs in zip(box, other, strict=True))
    if not all(common):
        yield box
        return
    for place, (mine, shared) in enumerate(zip(box, common, strict=True)):
        rest = mine - shared
        if rest:
            yield (*common[:place], rest, *box[place + 1 :])
