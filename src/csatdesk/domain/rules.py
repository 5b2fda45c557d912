"""Which rule gives a case its clocks: service targets and legal periods, the first that fits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.clocks import ClockRule
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a case decides which rule applies. `topics`: its topic and every heading above it."""

    kind: CaseKind
    channel: Channel
    office_id: int
    priority: Priority = Priority.NORMAL
    topics: frozenset[int] = frozenset()
    segment: Segment | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """To which cases a rule applies; an empty set fits every case."""

    kinds: frozenset[CaseKind] = frozenset()
    topic_ids: frozenset[int] = frozenset()  # with all topics below them
    segments: frozenset[Segment] = frozenset()
    channels: frozenset[Channel] = frozenset()
    office_ids: frozenset[int] = frozenset()
    priorities: frozenset[Priority] = frozenset()

    def fit(self, asked: Asked) -> bool:
        return (
            _fits(self.kinds, asked.kind)
            and (not self.topic_ids or not self.topic_ids.isdisjoint(asked.topics))
            and _fits(self.segments, asked.segment)
            and _fits(self.channels, asked.channel)
            and _fits(self.office_ids, asked.office_id)
            and _fits(self.priorities, asked.priority)
        )


def _fits(wanted: frozenset[object], value: object) -> bool:
    return not wanted or value in wanted


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the list of rules. `clock`: HOUSE or LEGAL. A target of amount 0 has no fixed term: no clock runs.

    `acknowledge`: by when the customer is told that the matter came in; None: not asked. `profile`: the key of the
    starting profile it was made from; `source`: where the rule is written.
    """

    id: int
    clock: Clock
    position: int
    conditions: Conditions
    rule: ClockRule
    acknowledge: ServiceTarget | None = None
    profile: str = ""
    source: str = ""
    since_at: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rules that apply to a case; None: no such clock."""

    house: Rule | None = None
    legal: Rule | None = None
    tried: tuple[Rule, ...] = field(default=())  # those that came first and did not fit

    @property
    def both(self) -> tuple[Rule | None, Rule | None]:
        return self.house, self.legal

    @property
    def acknowledge(self) -> tuple[Rule, ServiceTarget] | None:
        """The legal acknowledgement goes before the house's own."""
        for rule in (self.legal, self.house):
            if rule is not None and rule.acknowledge is not None:
                return rule, rule.acknowledge
        return None


def choose(rules: Iterable[Rule], asked: Asked) -> Chosen:
    """The first rule of each clock, by position, whose conditions fit."""
    found: dict[Clock, Rule] = {}
    tried = []
    for rule in sorted(rules, key=lambda one: (one.position, one.id)):
        if rule.clock in found:
            continue
        if rule.conditions.fit(asked):
            found[rule.clock] = rule
        else:
            tried.append(rule)
    return Chosen(found.get(Clock.HOUSE), found.get(Clock.LEGAL), tuple(tried))
