"""What a measure's effect is counted from: complaints on its topic, and contacts about anything (C11).

Contacts are those written down. Where a queue machine or a telephone exchange has counted every day of both windows on
which contacts came by its channels, its count takes their place in that office when it is higher: not everybody who
comes is written down (C24). A machine that counted only at times would make one side look larger than the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, cast, func, or_, select, type_coerce

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.day_counts import CountSource
from csatdesk.domain.effects import Counted, Effect, EffectRule, Window
from csatdesk.domain.staff import Right, require
from csatdesk.operations.absences import today
from csatdesk.operations.day_counts import WRITTEN_BY
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading, Work
from csatdesk.store.base import EPOCH, MICROSECOND
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.centres import Centre
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.corrective_actions import CorrectiveAction
from csatdesk.store.entities.day_counts import DayCount
from csatdesk.store.visible import standing_cases

COMPLAINTS = tuple(sorted((kind for kind in CaseKind if kind.needs_outcome), key=lambda kind: kind.value))
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def effect_rule(reading: Reading) -> EffectRule:
    """How this centre judges whether a measure helped."""
    columns = (Centre.effect_days, Centre.effect_complaints, Centre.effect_contacts)
    return EffectRule(*reading.db.execute(select(*columns).where(Centre.id == reading.actor.centre_id)).one())


def set_effect_rule(work: Work, *, rule: EffectRule) -> None:
    """For every measure that nobody has judged yet."""
    require(work.actor, Right.CHANGE_CENTRE)
    rule.check()
    centre = work.db.get_one(Centre, work.actor.centre_id)
    centre.effect_days, centre.effect_complaints, centre.effect_contacts = rule.days, rule.complaints, rule.contacts
    query = select(CorrectiveAction).where(
        CorrectiveAction.centre_id == centre.id,
        CorrectiveAction.judge_from.is_not(None),
        CorrectiveAction.standard_id.is_(None),  # those about items have a rule of their own
    )
    for action in work.db.execute(query).scalars():
        assert action.done_on is not None
        action.judge_from, action.effect = Effect(action.done_on, rule).judge_from, None
    work.changed.update((Kind.CENTRE, Kind.MEASURE))


def load_effect(
    reading: Reading, *, topic_id: int, office_id: int | None, done_on: date, rule: EffectRule | None = None
) -> Effect:
    """What was counted on both sides of a day; of the second window what came so far."""
    asked = Effect(done_on, rule or effect_rule(reading))
    windows = (asked.window_before, asked.window_after)
    more = _uncounted(reading, windows, office_id)
    before, after = (
        Counted(_complaints(reading, window, topic_id, office_id), _contacts(reading, window, office_id) + extra)
        for window, extra in zip(windows, more, strict=True)
    )
    return Effect(done_on, asked.rule, before, after)


def load_rate(reading: Reading, *, topic_id: int, office_id: int | None) -> Counted:
    """How many complaints there are now: of the last days up to yesterday, by what was written down."""
    day = today(reading)
    window = Window(day - effect_rule(reading).days * DAY, day - DAY)
    (extra,) = _uncounted(reading, (window,), office_id)
    return Counted(_complaints(reading, window, topic_id, office_id), _contacts(reading, window, office_id) + extra)


def _instants(reading: Reading, window: Window) -> tuple[datetime, datetime]:
    zone = ZoneInfo(reading.centre.zone)
    return midnight(window.first, zone), midnight(window.last + DAY, zone)


def _complaints(reading: Reading, window: Window, topic_id: int, office_id: int | None) -> int:
    since, until = _instants(reading, window)
    query = select(func.count(Case.id)).where(
        standing_cases(reading.actor.centre_id),
        Case.topic_id.in_(sorted(load_topic_tree(reading).below(topic_id))),
        Case.kind.in_(COMPLAINTS),
        Case.received_at >= since,
        Case.received_at < until,
    )
    if office_id is not None:
        query = query.where(Case.office_id == office_id)
    return reading.db.execute(query).scalar_one()


def _contacts(reading: Reading, window: Window, office_id: int | None) -> int:
    query = select(func.count(Contact.id)).join(Case, Case.id == Contact.case_id)
    return reading.db.execute(query.where(*_written(reading, window, office_id))).scalar_one()


def _written(reading: Reading, window: Window, office_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Contacts as the reports count them: all but those of cases in the trash."""
    since, until = _instants(reading, window)
    wanted = (
        Contact.at >= since,
        Contact.at < until,
        Case.centre_id == reading.actor.centre_id,
        Case.thrown_at.is_(None),
    )
    return wanted if office_id is None else (*wanted, Case.office_id == office_id)


# who came and was not written down


@dataclass(frozen=True, slots=True)
class _Machine:
    office_id: int
    source: CountSource


_ByDay = Mapping[_Machine, Mapping[date, int]]


def _uncounted(reading: Reading, windows: tuple[Window, ...], office_id: int | None) -> tuple[int, ...]:
    """In each window, how many more the machines counted than were written down."""
    counted = [_machine_counts(reading, window, office_id) for window in windows]
    machines = [one for one in counted[0] if all(one in found for found in counted)]
    if not machines:
        return (0,) * len(windows)
    written = [_written_by_day(reading, window, machines) for window in windows]
    whole = [
        one
        for one in machines
        if all(days[one].keys() <= found[one].keys() for days, found in zip(written, counted, strict=True))
    ]
    return tuple(
        sum(_surplus(found[one], days[one]) for one in whole) for found, days in zip(counted, written, strict=True)
    )


def _surplus(counted: Mapping[date, int], written: Mapping[date, int]) -> int:
    return sum(max(count - written.get(day, 0), 0) for day, count in counted.items())


def _machine_counts(reading: Reading, window: Window, office_id: int | None) -> _ByDay:
    query = select(DayCount.office_id, DayCount.source, DayCount.day, DayCount.count).where(
        DayCount.centre_id == reading.actor.centre_id, DayCount.day >= window.first, DayCount.day <= window.last
    )
    if office_id is not None:
        query = query.where(DayCount.office_id == office_id)
    found: dict[_Machine, dict[date, int]] = {}
    for place, source, day, count in reading.db.execute(query):
        found.setdefault(_Machine(place, source), {})[day] = count
    return found


def _written_by_day(reading: Reading, window: Window, machines: Iterable[_Machine]) -> _ByDay:
    """Contacts that these machines should have counted, by local day; counted by quarters of an hour."""
    since, _until = _instants(reading, window)
    elapsed = type_coerce(Contact.at, BigInteger) - (since - EPOCH) // MICROSECOND
    place = cast(elapsed // (QUARTER // MICROSECOND), Integer).label("place")
    theirs = or_(
        *(and_(Case.office_id == one.office_id, Contact.channel.in_(WRITTEN_BY[one.source])) for one in machines)
    )
    query = (
        select(place, Case.office_id, Contact.channel, func.count())
        .join(Case, Case.id == Contact.case_id)
        .where(*_written(reading, window, None), theirs)
        .group_by("place", Case.office_id, Contact.channel)
    )
    zone = ZoneInfo(reading.centre.zone)
    found: dict[_Machine, dict[date, int]] = {one: defaultdict(int) for one in machines}
    for quarter, office_id, channel, count in reading.db.execute(query):
        source = next(one for one, channels in WRITTEN_BY.items() if channel in channels)
        day = (since + quarter * QUARTER).astimezone(zone).date()
        found[_Machine(office_id, source)][day] += count
    return found
