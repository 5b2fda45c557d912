"""The list of rules that give cases their clocks: read, change, order, try out, begin from a starting profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select

from csatdesk.domain.cases import CaseKind, Priority
from csatdesk.domain.centres import LaterItem
from csatdesk.domain.changes import Kind
from csatdesk.domain.clocks import ClockRule, StartsAt
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.deadlines import Clock, ServiceTarget, WorkCalendar, due_at
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.legal_profiles import CHECK, LegalProfile, ProfileRule, profile_of
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.rule_reach import Unreached, unreached
from csatdesk.domain.rules import Asked, Chosen, Conditions, NewRule, Rule, Trial, choose, trials
from csatdesk.domain.staff import Right, require
from csatdesk.domain.topics import TopicTree
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.rules import extension_values, list_rules
from csatdesk.operations.centres import settle
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.centres import Centre, Office, Target
from csatdesk.wording.texts import LANGUAGES, _, speaking

LISTED = (Clock.HOUSE, Clock.LEGAL)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in order, those of the house target first, and what is needed to tell them in words."""

    rules: tuple[Rule, ...]
    unreached: dict[int, Unreached]
    tree: TopicTree
    offices: tuple[tuple[int, str], ...]
    country: str


def load_rules(reading: Reading) -> RuleBook:
    require(reading.actor, Right.SEE_DEADLINES)
    centre_id = reading.actor.centre_id
    query = select(Office.id, Office.name).where(Office.centre_id == centre_id).order_by(Office.id)
    offices = tuple((row.id, row.name) for row in reading.db.execute(query))
    rules, tree = list_rules(reading), load_topic_tree(reading)
    country = reading.db.execute(select(Centre.country).where(Centre.id == centre_id)).scalar_one()
    return RuleBook(
        rules=tuple(sorted(rules, key=lambda rule: LISTED.index(rule.clock))),
        unreached=unreached(rules, tree, (office_id for office_id, _name in offices)),
        tree=tree,
        offices=offices,
        country=country,
    )


def save_rule(work: Work, *, rule_id: int | None, new: NewRule, version: int = 0) -> int:
    """Add a rule at the end of its list, or change one. Cases that run keep what they were given."""
    require(work.actor, Right.CHANGE_CENTRE)
    for problem in new.problems():
        raise problem
    target = _new(work, new.clock) if rule_id is None else _loaded(work, rule_id, version)
    _write(target, new)
    target.since_at = work.at
    work.db.add(target)
    work.db.flush()
    work.changed.add(Kind.TARGET)
    return target.id


def _loaded(work: Work, rule_id: int, version: int | None) -> Target:
    target = work.db.get(Target, rule_id)
    if target is None or target.centre_id != work.actor.centre_id or target.is_retired:
        raise NotFound()
    if version is not None and target.version != version:
        raise ChangedByOther()
    return target


def _new(work: Work, clock: Clock) -> Target:
    listed = _listed(work, clock)
    position = listed[-1].position + 1 if listed else 0
    return Target(centre_id=work.actor.centre_id, clock=clock, position=position)


def _listed(reading: Reading, clock: Clock) -> list[Target]:
    """The rules of one clock, in order."""
    query = select(Target).where(
        Target.centre_id == reading.actor.centre_id, Target.clock == clock, Target.is_retired.is_(False)
    )
    return list(reading.db.execute(query.order_by(Target.position, Target.id)).scalars())


def _write(target: Target, new: NewRule) -> None:
    _write_conditions(target, new.conditions)
    rule = new.rule
    target.names, target.source, target.profile = dict(rule.target.name), new.source.strip(), new.profile
    target.amount, target.unit = rule.target.amount, rule.target.unit
    target.roll_to_working_day = rule.target.roll_to_working_day and rule.target.unit.is_calendar
    target.acknowledge_amount = new.acknowledge.amount if new.acknowledge is not None else None
    if new.acknowledge is not None:
        target.acknowledge_unit = new.acknowledge.unit
    target.pauses_for = sorted(reason.value for reason in rule.pauses_for)
    target.alarms = rule.alarms.to_dict()
    target.starts_at = rule.starts_at
    target.event_names = dict(rule.event_name) if rule.starts_at is StartsAt.EVENT else {}
    target.extension = extension_values(rule.extension) if rule.extension.times else {}
    target.silence = rule.silence


def _write_conditions(target: Target, conditions: Conditions) -> None:
    target.kinds = sorted(kind.value for kind in conditions.kinds)
    target.topic_ids = sorted(conditions.topic_ids)
    target.segments = sorted(segment.value for segment in conditions.segments)
    target.channels = sorted(channel.value for channel in conditions.channels)
    target.office_ids = sorted(conditions.office_ids)
    target.priorities = sorted(priority.value for priority in conditions.priorities)


def retire_rule(work: Work, *, rule_id: int, version: int | None = None) -> Undoable[None]:
    """Take a rule off the list. Clocks that it gave run on."""
    require(work.actor, Right.CHANGE_CENTRE)
    target = _loaded(work, rule_id, version)
    target.is_retired = True
    work.changed.add(Kind.TARGET)
    name = LocalText(target.names).in_language(work.actor.language)
    undo = partial(_retire, rule_ids=(rule_id,), is_retired=False)
    return Undoable(None, undo, N_("Removed the rule “{name}”."), {"name": name})


def _retire(work: Work, *, rule_ids: Sequence[int], is_retired: bool) -> None:
    require(work.actor, Right.CHANGE_CENTRE)
    for rule_id in rule_ids:
        work.db.get_one(Target, rule_id).is_retired = is_retired
    work.changed.add(Kind.TARGET)


def move_rule(work: Work, *, rule_id: int, by: int, version: int | None = None) -> Undoable[bool]:
    """Try a rule earlier (`by` -1) or later (1) than its neighbour; False: it is the first or the last already."""
    require(work.actor, Right.CHANGE_CENTRE)
    target = _loaded(work, rule_id, version)
    moved_by = _move(work, target, by)
    name = LocalText(target.names).in_language(work.actor.language)
    undo = partial(_move_back, rule_id=rule_id, by=-moved_by)
    return Undoable(moved_by != 0, undo, N_("Moved the rule “{name}”."), {"name": name})


def _move(work: Work, target: Target, by: int) -> int:
    """How far it moved."""
    listed = _listed(work, target.clock)
    place = listed.index(target)
    to = min(max(place + by, 0), len(listed) - 1)
    listed.insert(to, listed.pop(place))
    for position, one in enumerate(listed):
        one.position = position
    work.changed.add(Kind.TARGET)
    return to - place


def _move_back(work: Work, *, rule_id: int, by: int) -> None:
    require(work.actor, Right.CHANGE_CENTRE)
    _move(work, _loaded(work, rule_id, None), by)


# starting profiles


def add_profile(work: Work, *, key: str) -> Undoable[tuple[int, ...]]:
    """Make legal rules of a starting profile, at the end of the list; their ids. Each is to be checked by a lawyer."""
    require(work.actor, Right.CHANGE_CENTRE)
    profile, topics = profile_of(key), _topics_by_key(load_topic_tree(work))
    made = [_new_from(profile, one, topics) for one in profile.rules]
    made.sort(key=lambda new: new.rule.starts_at is StartsAt.EVENT and not new.conditions.topic_ids)
    ids = tuple(save_rule(work, rule_id=None, new=new) for new in made)
    settle(work, item=LaterItem.LEGAL)
    undo = partial(_retire, rule_ids=ids, is_retired=True)
    return Undoable(ids, undo, N_("Added the starting profile “{name}”."), {"name": _(profile.name)})


def _topics_by_key(tree: TopicTree) -> dict[str, int]:
    return {topic.key: topic.id for topic in tree.topics.values() if not topic.is_retired}


def _new_from(profile: LegalProfile, one: ProfileRule, topics: dict[str, int]) -> NewRule:
    """A rule for some topics goes before the others; where the centre has none of them, it waits after them."""
    target = ServiceTarget(one.amount, one.unit, _in_every_language(one.name), one.roll)
    rule = ClockRule(
        target=target,
        pauses_for=frozenset(),
        extension=one.extension,
        silence=one.silence,
        starts_at=one.starts_at,
        event_name=_in_every_language(one.event) if one.event else LocalText(),
    )
    found = frozenset(topics[key] for key in one.topic_keys if key in topics)
    return NewRule(
        clock=Clock.LEGAL,
        rule=rule,
        conditions=Conditions(kinds=one.kinds, topic_ids=found),
        acknowledge=one.acknowledge,
        profile=profile.key,
        source=". ".join((profile.source, _(CHECK))),
    )


def _in_every_language(text: str) -> LocalText:
    texts = {}
    for language in LANGUAGES:
        with speaking(language):
            texts[language] = _(text)
    return LocalText(texts)


# trying out


@dataclass(frozen=True, slots=True)
class Question:
    """A case as one imagines it."""

    kind: CaseKind
    channel: Channel
    office_id: int
    priority: Priority = Priority.NORMAL
    topic_id: int | None = None
    segment: Segment | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which rule gives one clock, those tried before it, and when it would be due if the case came now.

    `due_at` None: no rule fits, it has no fixed term, or it waits for a named event.
    """

    clock: Clock
    tried: tuple[Trial, ...]
    rule: Rule | None
    target: ServiceTarget | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    verdicts: tuple[Verdict, ...]
    at: datetime
    calendar: WorkCalendar


def try_rules(reading: Reading, *, question: Question) -> Answer:
    """Which rules a case like this would get, and why."""
    require(reading.actor, Right.SEE_DEADLINES)
    topics = load_topic_tree(reading).above(question.topic_id)
    asked = Asked(question.kind, question.channel, question.office_id, question.priority, topics, question.segment)
    rules = list_rules(reading)
    _id, calendar = calendar_of(reading, question.office_id)
    verdicts = [_verdict(clock, trials(rules, asked, clock), calendar, reading.at) for clock in LISTED]
    acknowledging = _acknowledging(choose(rules, asked), calendar, reading.at)
    return Answer((*acknowledging, *verdicts), reading.at, calendar)


def _verdict(clock: Clock, tried: tuple[Trial, ...], calendar: WorkCalendar, at: datetime) -> Verdict:
    if not tried or tried[-1].failed is not None:
        return Verdict(clock, tried, None, None, None)
    rule = tried[-1].rule
    target = rule.rule.target
    runs = target.amount and rule.rule.starts_at is not StartsAt.EVENT
    return Verdict(clock, tried[:-1], rule, target, due_at(at, target, calendar, clock) if runs else None)


def _acknowledging(chosen: Chosen, calendar: WorkCalendar, at: datetime) -> tuple[Verdict, ...]:
    if chosen.acknowledge is None:
        return ()
    rule, target = chosen.acknowledge
    due = due_at(at, target, calendar, Clock.ACKNOWLEDGEMENT)
    return (Verdict(Clock.ACKNOWLEDGEMENT, (), rule, target, due),)
