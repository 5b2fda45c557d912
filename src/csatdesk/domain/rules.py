"""Which rule gives a case its clocks: service targets and legal periods, the first that fits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.clocks import QUIET, AlarmRule, ClockRule, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

MOST = 999  # of any unit
MOST_SOURCE = 300  # letters of a source line
USUAL = AlarmRule()
STRICT = AlarmRule(share=50, left=16 * 60, owner=-8 * 60, supervisor=-4 * 60, head=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a case decides which rule applies. `topics`: its topic and every heading above it."""

    kind: CaseKind
    channel: Channel
    office_id: int
    priority: Priority = Priority.NORMAL
    topics: frozenset[int] = frozenset()
    segment: Segment | None = None


class Condition(Enum):
    """What a rule may ask of a case, in the order in which people are told of it."""

    KIND = "kind"
    TOPIC = "topic"
    SEGMENT = "segment"
    CHANNEL = "channel"
    OFFICE = "office"
    PRIORITY = "priority"


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
        return self.failing(asked) is None

    def failing(self, asked: Asked) -> Condition | None:
        """The first condition that the case does not fulfil; None: the rule applies."""
        met = {
            Condition.KIND: _fits(self.kinds, asked.kind),
            Condition.TOPIC: not self.topic_ids or not self.topic_ids.isdisjoint(asked.topics),
            Condition.SEGMENT: _fits(self.segments, asked.segment),
            Condition.CHANNEL: _fits(self.channels, asked.channel),
            Condition.OFFICE: _fits(self.office_ids, asked.office_id),
            Condition.PRIORITY: _fits(self.priorities, asked.priority),
        }
        return next((condition for condition, is_met in met.items() if not is_met), None)


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


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule as it was tried on a case. `failed`: the condition that the case did not fulfil, None: it applies."""

    rule: Rule
    failed: Condition | None


def trials(rules: Iterable[Rule], asked: Asked, clock: Clock) -> tuple[Trial, ...]:
    """The rules of one clock as they are tried on a case; the last one applies, unless it failed, too."""
    tried = []
    for rule in sorted(rules, key=lambda one: (one.position, one.id)):
        if rule.clock is clock:
            tried.append(Trial(rule, rule.conditions.failing(asked)))
            if tried[-1].failed is None:
                break
    return tuple(tried)


# as a person writes one


class RuleNameMissing(Refusal):
    text = N_("Write what is promised, as the receipt says it.")


class AmountOutOfRange(Refusal):
    text = N_("Write a number from {least} to {most}.")


class EventNameMissing(Refusal):
    text = N_("Write which event starts the period, for example the end of a meter check.")


class NoEventForHouse(Refusal):
    text = N_("Only a legal period can start at a named event.")


class SourceTooLong(Refusal):
    text = N_("The source may have {most} letters.")


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as it is written: `Rule` without its place in the list. Amount 0 of its target: no fixed term."""

    clock: Clock
    rule: ClockRule
    conditions: Conditions = field(default_factory=Conditions)
    acknowledge: ServiceTarget | None = None
    profile: str = ""
    source: str = ""

    def problems(self) -> tuple[Refusal, ...]:
        """What is wrong, each with the field it is to be shown at."""
        return tuple(problem for problem in (*self._promise_problems(), *self._alarm_problems()) if problem)

    def _promise_problems(self) -> Iterable[Refusal | None]:
        rule = self.rule
        yield None if rule.target.name else RuleNameMissing(field="name")
        yield _out_of_range("amount", rule.target.amount, 0)
        if self.acknowledge is not None:
            yield _out_of_range("acknowledge", self.acknowledge.amount, 1)
        if rule.extension.times:
            yield _out_of_range("extension", rule.extension.amount, 1)
        if rule.starts_at is StartsAt.EVENT:
            yield NoEventForHouse(field="starts_at") if self.clock is Clock.HOUSE else None
            yield None if rule.event_name else EventNameMissing(field="event_name")
        yield SourceTooLong(field="source", most=MOST_SOURCE) if len(self.source) > MOST_SOURCE else None

    def _alarm_problems(self) -> Iterable[Refusal | None]:
        alarms = self.rule.alarms
        if alarms.share is not None and not 1 <= alarms.share <= 99:
            yield AmountOutOfRange(field="share", least=1, most=99)
        if alarms.left is not None and alarms.left < 1:
            yield AmountOutOfRange(field="left", least=1, most=MOST)


def _out_of_range(place: str, amount: int, least: int) -> Refusal | None:
    return None if least <= amount <= MOST else AmountOutOfRange(field=place, least=least, most=MOST)


class Preset(Enum):
    """How loud the clocks of a rule are, where nobody wishes to set every step."""

    USUAL = "usual"
    STRICT = "strict"
    QUIET = "quiet"
    OWN = "own"


PRESETS = {Preset.USUAL: USUAL, Preset.STRICT: STRICT, Preset.QUIET: QUIET}


def preset_of(alarms: AlarmRule) -> Preset:
    return next((preset for preset, known in PRESETS.items() if known == alarms), Preset.OWN)
