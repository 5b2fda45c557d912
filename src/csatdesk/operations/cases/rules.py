"""The centre's rules for clocks as values, and how a clock keeps the rule it was given."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.clocks import AlarmRule, ClockRule, Extension, Silence, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.rules import Asked, Chosen, Conditions, Rule, choose
from csatdesk.domain.statuses import WaitingFor
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.contacts import Customer


def list_rules(reading: Reading) -> tuple[Rule, ...]:
    """All rules that hold, in the order in which they are tried."""
    query = select(Target).where(Target.centre_id == reading.actor.centre_id, Target.is_retired.is_(False))
    return tuple(as_rule(found) for found in reading.db.execute(query.order_by(Target.position, Target.id)).scalars())


def rules_for(reading: Reading, asked: Asked) -> Chosen:
    return choose(list_rules(reading), asked)


def asked_of(reading: Reading, case: Case) -> Asked:
    """What of this case decides on its rules."""
    segment = reading.db.get_one(Customer, case.customer_id).segment if case.customer_id is not None else None
    topics = load_topic_tree(reading).above(case.topic_id)
    return Asked(case.kind, case.channel, case.office_id, case.priority, topics, segment)


def as_rule(target: Target) -> Rule:
    acknowledge = None
    if target.acknowledge_amount is not None:
        acknowledge = ServiceTarget(target.acknowledge_amount, target.acknowledge_unit)
    return Rule(
        id=target.id,
        clock=target.clock,
        position=target.position,
        conditions=_conditions(target),
        rule=_clock_rule(target),
        acknowledge=acknowledge,
        profile=target.profile,
        source=target.source,
        since_at=target.since_at,
        version=target.version,
    )


def _conditions(target: Target) -> Conditions:
    return Conditions(
        kinds=frozenset(map(CaseKind, target.kinds or ())),
        topic_ids=frozenset(target.topic_ids or ()),
        segments=frozenset(map(Segment, target.segments or ())),
        channels=frozenset(map(Channel, target.channels or ())),
        office_ids=frozenset(target.office_ids or ()),
        priorities=frozenset(map(Priority, target.priorities or ())),
    )


def _clock_rule(target: Target) -> ClockRule:
    return ClockRule(
        target=ServiceTarget(target.amount, target.unit, LocalText(target.names), target.roll_to_working_day),
        pauses_for=frozenset(map(WaitingFor, target.pauses_for or ())),
        alarms=AlarmRule.from_dict(target.alarms or {}),
        extension=extension_of(target.extension),
        silence=target.silence,
        starts_at=target.starts_at,
        event_name=LocalText(target.event_names or {}),
    )


def extension_of(values: Mapping[str, Any] | None) -> Extension:
    return Extension(**{**values, "unit": Unit(values["unit"])}) if values else Extension()


def extension_values(extension: Extension) -> dict[str, Any]:
    """What `extension_of` reads back."""
    return {
        "times": extension.times,
        "amount": extension.amount,
        "unit": extension.unit.value,
        "is_total": extension.is_total,
    }


def kept(rule: ClockRule) -> dict[str, Any]:
    """The rule as a clock keeps it beside its amount and unit."""
    return {
        "names": dict(rule.target.name),
        "roll": rule.target.roll_to_working_day,
        "pauses_for": sorted(reason.value for reason in rule.pauses_for),
        "alarms": rule.alarms.to_dict(),
        "extension": extension_values(rule.extension),
        "silence": rule.silence.value,
        "starts_at": rule.starts_at.value,
        "event_names": dict(rule.event_name),
    }


def given(clock: Clock, amount: int, unit: Unit, values: Mapping[str, Any]) -> ClockRule:
    """The rule that a clock was given; values that are missing are those of the first version of the store."""
    everything = [reason.value for reason in WaitingFor] if clock is Clock.HOUSE else []
    return ClockRule(
        target=ServiceTarget(amount, unit, LocalText(values.get("names", {})), values.get("roll", False)),
        pauses_for=frozenset(map(WaitingFor, values.get("pauses_for", everything))),
        alarms=AlarmRule.from_dict(values.get("alarms", {})),
        extension=extension_of(values.get("extension")),
        silence=Silence(values.get("silence", Silence.NOTHING.value)),
        starts_at=StartsAt(values.get("starts_at", StartsAt.RECEIVED.value)),
        event_name=LocalText(values.get("event_names", {})),
    )


def origin(rule: Rule | None) -> dict[str, object]:
    """Where a clock's rule came from: its place in the list, since when it holds, its source line."""
    if rule is None:
        return {}
    since = rule.since_at.isoformat() if rule.since_at is not None else ""
    return {"position": rule.position, "since": since, "source": rule.source}
