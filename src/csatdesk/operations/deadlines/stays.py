"""Where cases stand (C16): working time by status and by owner, hand-overs and waits of a period.

A stay is a span of `case_spans`: one case in one status in one pair of hands. Counted are the stays that ended in the
period or went on at its end, each as far as it lies in the period, and not those that were over at once, nor those of
cases that are in the trash or part of another. The newest `STAYS_MOST` of those that ended and as many of those that
went on are read, no more (`is_capped`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from sqlalchemy import select

from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.deadlines import WorkCalendar
from csatdesk.domain.spreads import Spread
from csatdesk.domain.staff import Right, require
from csatdesk.domain.statuses import Status
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cuts import within
from csatdesk.operations.deadlines.instants import ONE_DAY, own_calendar
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case, CaseSpan
from csatdesk.store.visible import visible_cases

STAYS_MOST = 20_000


@dataclass(frozen=True, slots=True)
class StatusStay:
    """Working time that cases stood in one status; `share` of all of it."""

    status: Status
    stays: Spread
    total: timedelta
    share: float


@dataclass(frozen=True, slots=True)
class OwnerStay:
    """Working time that cases stood with one person; None: with nobody. `given`: how many they handed on."""

    staff_id: int | None
    name: str
    stays: Spread
    total: timedelta
    share: float
    given: int


@dataclass(frozen=True, slots=True)
class Stays:
    """`moved`: cases that changed hands, `most_moves` the most often one of them did. `waits`: every wait by itself."""

    statuses: tuple[StatusStay, ...]
    owners: tuple[OwnerStay, ...]
    hand_overs: int
    moved: int
    most_moves: int
    waits: Spread
    is_capped: bool


@dataclass(frozen=True, slots=True)
class _Stay:
    case_id: int
    status: Status
    owner_id: int | None
    office_id: int
    from_at: datetime
    to_at: datetime


def load_stays(reading: Reading, *, first: date, last: date, cut: Cut = WHOLE) -> Stays:
    """`first` and `last`: local days of the centre, both included."""
    require(reading.actor, Right.SEE_DEADLINES)
    calendar = own_calendar(reading)
    return stays_between(reading, calendar.midnight(first), calendar.midnight(last + ONE_DAY), cut=cut)


def stays_between(reading: Reading, since: datetime, until: datetime, *, cut: Cut = WHOLE) -> Stays:
    until = min(until, reading.at)
    ended, going_on = _ended(reading, cut, since, until), _going_on(reading, cut, until)
    stays = [*ended, *going_on]
    lengths = _lengths(reading, stays, since, until)
    moves = _moves(stays)
    return Stays(
        statuses=tuple(_by_status(stays, lengths)),
        owners=tuple(_by_owner(reading, stays, lengths, Counter(stay.owner_id for stay, _case in moves))),
        hand_overs=len(moves),
        moved=len({case_id for _stay, case_id in moves}),
        most_moves=max(Counter(case_id for _stay, case_id in moves).values(), default=0),
        waits=Spread.of(length for stay, length in zip(stays, lengths, strict=True) if stay.status.is_waiting),
        is_capped=STAYS_MOST in {len(ended), len(going_on)},
    )


def _query(reading: Reading, cut: Cut):  # type: ignore[no-untyped-def]  # a Select of the columns of _Stay
    columns = (CaseSpan.case_id, CaseSpan.status, CaseSpan.owner_id, CaseSpan.office_id)
    query = select(*columns, CaseSpan.from_at, CaseSpan.to_at).join(Case, Case.id == CaseSpan.case_id)
    query = query.where(visible_cases(reading.actor), *within(reading, replace(cut, office_ids=())))
    if cut.office_ids:
        query = query.where(CaseSpan.office_id.in_(cut.office_ids))
    return query.where(CaseSpan.centre_id == reading.actor.centre_id, CaseSpan.to_at > CaseSpan.from_at)


def _ended(reading: Reading, cut: Cut, since: datetime, until: datetime) -> list[_Stay]:
    query = _query(reading, cut).where(CaseSpan.to_at > since, CaseSpan.to_at <= until)
    return [_Stay(*row) for row in reading.db.execute(query.order_by(CaseSpan.to_at.desc()).limit(STAYS_MOST))]


def _going_on(reading: Reading, cut: Cut, until: datetime) -> list[_Stay]:
    """Also what has ended since: a month that is over is told as it was."""
    query = _query(reading, cut).where(CaseSpan.to_at > until, CaseSpan.from_at < until)
    return [_Stay(*row) for row in reading.db.execute(query.order_by(CaseSpan.to_at).limit(STAYS_MOST))]


def _lengths(reading: Reading, stays: Iterable[_Stay], since: datetime, until: datetime) -> list[timedelta]:
    """Working time of each stay within the period."""
    calendars: dict[int, WorkCalendar] = {}
    found = []
    for stay in stays:
        if stay.office_id not in calendars:
            calendars[stay.office_id] = calendar_of(reading, stay.office_id)[1]
        found.append(calendars[stay.office_id].between(max(stay.from_at, since), min(stay.to_at, until)))
    return found


def _moves(stays: Sequence[_Stay]) -> list[tuple[_Stay, int]]:
    """Stays that ended in other hands, with their case. Taking a case that nobody had is none."""
    by_case: dict[int, list[_Stay]] = defaultdict(list)
    for stay in stays:
        by_case[stay.case_id].append(stay)
    moves = []
    for case_id, theirs in by_case.items():
        theirs.sort(key=lambda stay: (stay.from_at, stay.to_at))
        moves += [
            (stay, case_id)
            for stay, after in pairwise(theirs)
            if stay.owner_id is not None and after.owner_id != stay.owner_id and after.from_at == stay.to_at
        ]
    return moves


def _by_status(stays: Sequence[_Stay], lengths: Sequence[timedelta]) -> list[StatusStay]:
    whole = sum(lengths, timedelta())
    found = []
    for status in Status:
        own = [length for stay, length in zip(stays, lengths, strict=True) if stay.status is status]
        if own:
            total = sum(own, timedelta())
            found.append(StatusStay(status, Spread.of(own), total, total / whole if whole else 0.0))
    return sorted(found, key=lambda one: -one.total)


def _by_owner(
    reading: Reading, stays: Sequence[_Stay], lengths: Sequence[timedelta], given: Counter[int | None]
) -> list[OwnerStay]:
    names = {one.id: one.name for one in list_staff(reading, only_active=False)}
    own: dict[int | None, list[timedelta]] = defaultdict(list)
    for stay, length in zip(stays, lengths, strict=True):
        own[stay.owner_id].append(length)
    whole = sum(lengths, timedelta())
    found = []
    for owner_id, theirs in own.items():
        total = sum(theirs, timedelta())
        share = total / whole if whole else 0.0
        name = names.get(owner_id, "") if owner_id is not None else ""
        found.append(OwnerStay(owner_id, name, Spread.of(theirs), total, share, given[owner_id]))
    return sorted(found, key=lambda one: (one.staff_id is None, -one.total))
