"""The figures of some days in SQL: each asks an index for these days alone, so that the store's age costs nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.cases import CaseKind, Outcome, Solved
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.cuts import Cut
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.links import LinkKind, RepeatCause
from csatdesk.domain.month_figures import JUDGED, JUSTIFIED, ChannelFigures, Figures, Part, Share
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.cuts import within
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.operations.reports.balance import load_balance
from csatdesk.operations.reports.days import instants
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import NOT_OPEN, Case
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.deadlines import NOT_RUNNING, RUNNING, CaseDeadline
from csatdesk.store.entities.links import CaseLink
from csatdesk.store.visible import visible_cases

SOLVED = frozenset({Solved.NOW, Solved.CONFIRMED})


def load_figures(reading: Reading, days: Days, cut: Cut) -> Figures:
    """Of the centre's local days, both included."""
    since, until = instants(reading, days)
    groups = list(_received(reading, since, until, cut))
    repeats = list(_repeats(reading, since, until, cut))
    channels = tuple(_channel(channel, groups, repeats) for channel in Channel)
    received = sum(group.count for group in groups)
    in_person = sum(one.received for one in channels if one.channel.is_in_person)
    return Figures(
        days=days,
        balance=load_balance(reading, since, until, cut),
        received=received,
        remote=Share(received - in_person, received),
        legal=_on_time(reading, Clock.LEGAL, since, until, cut),
        house=_on_time(reading, Clock.HOUSE, since, until, cut),
        justified=_justified(reading, since, until, cut),
        channels=tuple(one for one in channels if one.received),
        kinds=_parts((group.kind, group.count) for group in groups),
        offices=_parts((group.office_id, group.count) for group in groups),
        segments=_parts((group.segment, group.count) for group in groups),
        causes=tuple(sorted(Counter(one.cause for one in repeats).items(), key=lambda pair: (-pair[1], str(pair[0])))),
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """Cases received that have all of this in common."""

    channel: Channel
    kind: CaseKind
    office_id: int
    segment: Segment | None
    solved: Solved | None
    is_open: int
    count: int


def _received(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Iterator[_Group]:
    columns = (Case.channel, Case.kind, Case.office_id, Case.segment, Case.solved, Case.is_open)
    query = select(*columns, func.count()).where(*_in_days(reading, since, until, cut))
    for row in reading.db.execute(query.group_by(*columns)):
        yield _Group(*row)


def _in_days(reading: Reading, since: datetime, until: datetime, cut: Cut) -> tuple[Any, ...]:
    return visible_cases(reading.actor), Case.received_at >= since, Case.received_at < until, *within(reading, cut)


def _parts(pairs: Any) -> tuple[Part, ...]:
    counts: dict[Any, int] = defaultdict(int)
    for key, count in pairs:
        counts[key] += count
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(Part(key, count) for key, count in ordered)


def _channel(channel: Channel, groups: Sequence[_Group], repeats: Sequence["_Repeat"]) -> ChannelFigures:
    own = [group for group in groups if group.channel is channel]
    closed = [group for group in own if group.is_open == NOT_OPEN]
    again = [one for one in repeats if one.channel is channel]
    received = _sum(own)
    return ChannelFigures(
        channel,
        received,
        at_once=Share(_sum(group for group in own if group.solved is Solved.NOW), received),
        confirmed=Share(_sum(group for group in closed if group.solved in SOLVED), _sum(closed)),
        again=Share(len(again), received),
        avoidable=sum(one.is_avoidable for one in again),
    )


def _sum(groups: Any) -> int:
    return sum(group.count for group in groups)


# on time, justified


def _on_time(reading: Reading, clock: Clock, since: datetime, until: datetime, cut: Cut) -> Share:
    """Of the clocks that were due in these days and to be kept, those that were. A clock belongs to the day of its due
    instant, the midnight that ends a day to that day. Not counted: what stands still, what was owed no more, and what
    can still be kept.
    """
    kept = and_(CaseDeadline.met_at.is_not(None), CaseDeadline.met_at <= CaseDeadline.due_at)
    late = and_(CaseDeadline.met_at.is_not(None), CaseDeadline.met_at > CaseDeadline.due_at)
    missed = and_(
        CaseDeadline.met_at.is_(None),
        CaseDeadline.ended_at.is_(None),
        CaseDeadline.is_paused.is_(False),
        CaseDeadline.due_at < reading.at,
    )
    query = (
        select(func.sum(case((kept, 1), else_=0)), func.sum(case((kept | late | missed, 1), else_=0)))
        .join(Case, Case.id == CaseDeadline.case_id)
        .where(
            CaseDeadline.centre_id == reading.actor.centre_id,
            CaseDeadline.clock == clock,
            CaseDeadline.is_running.in_((RUNNING, NOT_RUNNING)),
            CaseDeadline.due_at > since,
            CaseDeadline.due_at <= until,
            visible_cases(reading.actor),
            *within(reading, cut),
        )
    )
    count, of = reading.db.execute(query).one()
    return Share(int(count or 0), int(of or 0))


def _justified(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Share:
    """Of what was closed in these days as justified, partly or not justified: those that were, if only partly."""
    offices = select(Office.id).where(Office.centre_id == reading.actor.centre_id)
    query = select(Case.outcome, func.count()).where(
        Case.office_id.in_(list(reading.db.execute(offices).scalars())),
        Case.closed_at >= since,
        Case.closed_at < until,
        Case.is_open + 0 == NOT_OPEN,
        Case.outcome.in_(sorted(JUDGED, key=lambda one: one.value)),
        *within(reading, cut),
    )
    found: dict[Outcome | None, int] = {row[0]: row[1] for row in reading.db.execute(query.group_by(Case.outcome))}
    return Share(sum(count for outcome, count in found.items() if outcome in JUSTIFIED), sum(found.values()))


# what came again


@dataclass(frozen=True, slots=True)
class _Repeat:
    """A case that repeats an earlier one. `cause` None: nobody said why."""

    channel: Channel
    cause: RepeatCause | None

    @property
    def is_avoidable(self) -> bool:
        return self.cause not in {None, RepeatCause.NOT_AVOIDABLE}


def _repeats(reading: Reading, since: datetime, until: datetime, cut: Cut) -> Iterator[_Repeat]:
    """Confirmed repeats that came within the days of the centre after what they repeat."""
    earlier = aliased(Case)
    query = (
        select(Case.channel, CaseLink.cause, Case.received_at, earlier.received_at)
        .join(earlier, earlier.id == Case.repeats_id)
        .outerjoin(
            CaseLink,
            and_(
                CaseLink.case_id == Case.id,
                CaseLink.other_id == Case.repeats_id,
                CaseLink.kind == LinkKind.REPEAT,
            ),
        )
        .where(*_in_days(reading, since, until, cut), Case.repeats_id.is_not(None))
    )
    days = timedelta(days=repeat_days(reading))
    for channel, cause, received_at, before_at in reading.db.execute(query):
        if received_at - before_at <= days:
            yield _Repeat(channel, cause)
