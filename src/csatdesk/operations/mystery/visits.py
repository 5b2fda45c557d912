"""One visit: moved, given to somebody else, reported, accepted, sent back or left out of the wave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlalchemy import select, update

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.evaluations import EvaluationState, ReviewedSelf
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import (
    Flag,
    FlagsOpen,
    NotAVisitor,
    OfficeClosed,
    ReasonMissing,
    VisitFacts,
    VisitSettled,
    VisitState,
    VisitTimes,
    flags_of,
)
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.mystery.programmes import gap_days_of, limits_of, names_staff, programme_of
from csatdesk.operations.mystery.rotation import list_visitors, offices_worked_in, rotation_of
from csatdesk.operations.mystery.scorecards import leave_scorecard, scorecard_of, scored_facts, settle_scorecard
from csatdesk.operations.mystery.visitor_contacts import case_of_receipt
from csatdesk.operations.mystery.waves import own_wave
from csatdesk.operations.notices import notify
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.deadlines import Notice
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.visible import visible_visits

CRITICAL = "critical_visit"


def _own(work: Work, visit_id: int, version: int | None) -> Visit:
    """A visit as the owner of the programmes changes it; its wave is not released yet."""
    require(work.actor, Right.OWN_PROGRAMME)
    visit = _seen(work, visit_id, version)
    own_wave(work, visit.wave_id)
    return visit


def _seen(reading: Reading, visit_id: int, version: int | None = None) -> Visit:
    query = select(Visit).where(Visit.id == visit_id, visible_visits(reading.actor))
    visit = reading.db.execute(query).scalar_one()
    if version is not None and visit.version != version:
        raise ChangedByOther()
    return visit


def change_visit(
    work: Work, *, visit_id: int, from_at: datetime, to_at: datetime, visitor_id: int, version: int | None = None
) -> Undoable[None]:
    """Move a visit that was not made yet, or give it to somebody else; opening hours and rotation are kept."""
    visit = _own(work, visit_id, version)
    if visit.state is not VisitState.PLANNED:
        raise VisitSettled()
    if calendar_of(work, visit.office_id)[1].between(from_at, to_at) != to_at - from_at or to_at <= from_at:
        raise OfficeClosed(field="moment")
    _check_may_go(work, visit, visitor_id, from_at)
    before = _stand(work, visit)
    if visitor_id != visit.visitor_id:
        leave_scorecard(work, visit)
    visit.from_at, visit.to_at, visit.visitor_id = from_at, to_at, visitor_id
    return _done(work, visit, before, N_("Changed the visit."))


def _check_may_go(work: Work, visit: Visit, visitor_id: int, from_at: datetime) -> None:
    able = dict(list_visitors(work))
    if visitor_id not in able:
        raise NotFound()
    gap = gap_days_of(work, programme_of(work, visit))
    rotation = rotation_of(work, [visitor_id], gap, but_of_wave=visit.wave_id)
    twice = select(Visit.id).where(
        Visit.wave_id == visit.wave_id,
        Visit.office_id == visit.office_id,
        Visit.visitor_id == visitor_id,
        Visit.state != VisitState.VOID,
        Visit.id != visit.id,
    )
    day = calendar_of(work, visit.office_id)[1].local_day(from_at)
    if not rotation.may_go(visitor_id, visit.office_id, day) or work.db.execute(twice).first() is not None:
        raise NotAVisitor(field="visitor", name=able[visitor_id])


def report_visit(work: Work, *, visit_id: int, times: VisitTimes, version: int | None = None) -> tuple[Flag, ...]:
    """The visitor's report, after the scorecard was sent. What is odd about it is kept for the programme's owner, and
    told to nobody else.
    """
    require(work.actor, Right.MAKE_VISITS)
    visit = _seen(work, visit_id, version)
    if visit.visitor_id != work.actor.id or not visit.state.waits_for_visitor:
        raise VisitSettled()
    case_of_receipt(work, times.receipt)
    times.check()
    scored = scored_facts(work, visit, times.arrived_at)
    card = scorecard_of(work, visit)
    if card is not None:
        card.happened_at = times.arrived_at  # not when it was planned
    programme = programme_of(work, visit)
    visit.arrived_at, visit.called_at, visit.left_at = times.arrived_at, times.called_at, times.left_at
    visit.receipt = times.receipt.strip().upper()
    visit.employee = times.employee.strip() if names_staff(programme) else ""
    visit.reported_at, visit.state, visit.note = work.at, VisitState.REPORTED, ""
    facts = VisitFacts(
        from_at=visit.from_at,
        to_at=visit.to_at,
        reported_at=work.at,
        calendar=calendar_of(work, visit.office_id)[1],
        limits=limits_of(work, programme.standard_id),
        gap_days=gap_days_of(work, programme),
        returns_after=_returns_after(work, visit),
        works_there=visit.office_id in offices_worked_in(work, [visit.visitor_id])[visit.visitor_id],
    )
    flags = flags_of(times, facts, scored)
    visit.flags, visit.agreed = [flag.value for flag in flags], []
    visit.has_critical_fail = scored is not None and scored.has_critical_fail
    if visit.has_critical_fail:
        notify(work, staff_ids=[programme.owner_id], what=CRITICAL)  # at once, and nobody else (rule 20)
    work.changed.add(Kind.PROGRAMME)
    return flags


def has_critical_news(reading: Reading) -> bool:
    """Whether the person was told of a critical item that failed and has not looked yet."""
    query = select(Notice.id).where(Notice.staff_id == reading.actor.id, Notice.read_at == FAR, Notice.what == CRITICAL)
    return reading.db.execute(query.limit(1)).first() is not None


def note_critical(work: Work) -> None:
    """The person has looked."""
    require(work.actor, Right.OWN_PROGRAMME)
    theirs = (Notice.staff_id == work.actor.id, Notice.read_at == FAR, Notice.what == CRITICAL)
    work.db.execute(update(Notice).where(*theirs).values(read_at=work.at))
    work.changed.add(Kind.NOTICE)


def _returns_after(work: Work, visit: Visit) -> int | None:
    """Days between this visit and the visitor's nearest other one there, by the office's wall calendar.

    Also one that was later but reported earlier: when that was reported, nobody knew of this one.
    """
    assert visit.arrived_at is not None
    query = select(Visit.arrived_at).where(
        Visit.visitor_id == visit.visitor_id,
        Visit.office_id == visit.office_id,
        Visit.id != visit.id,
        Visit.state != VisitState.VOID,
        Visit.arrived_at.is_not(None),
    )
    calendar = calendar_of(work, visit.office_id)[1]
    day = calendar.local_day(visit.arrived_at)
    others = work.db.execute(query).scalars()
    return min((abs((day - calendar.local_day(one)).days) for one in others if one is not None), default=None)


def accept_visit(work: Work, *, visit_id: int, agreed: Sequence[Flag], version: int) -> Undoable[None]:
    """Accept a report; `agreed`: what is odd about it and yet was said yes to, which must be all of it."""
    visit = _own(work, visit_id, version)
    if visit.state is not VisitState.REPORTED:
        raise VisitSettled()
    if visit.visitor_id == work.actor.id:
        raise ReviewedSelf(field="way")
    if {flag.value for flag in agreed} != set(visit.flags):
        raise FlagsOpen(field="flags")
    before = _stand(work, visit)
    visit.state, visit.agreed = VisitState.ACCEPTED, list(visit.flags)
    settle_scorecard(work, visit)
    return _done(work, visit, before, N_("Accepted the report."))


def return_visit(work: Work, *, visit_id: int, reason: str, version: int) -> Undoable[None]:
    """Send a report back to the visitor, who is told why."""
    visit = _own(work, visit_id, version)
    if visit.state is not VisitState.REPORTED:
        raise VisitSettled()
    return _settle(work, visit, VisitState.RETURNED, reason, N_("Sent the report back."))


def void_visit(work: Work, *, visit_id: int, reason: str, version: int) -> Undoable[None]:
    """Leave a visit out of its wave; it counts nowhere."""
    visit = _own(work, visit_id, version)
    if visit.state in {VisitState.ACCEPTED, VisitState.VOID}:
        raise VisitSettled()
    return _settle(work, visit, VisitState.VOID, reason, N_("The visit does not count."))


def _settle(work: Work, visit: Visit, state: VisitState, reason: str, said: str) -> Undoable[None]:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    before = _stand(work, visit)
    visit.state, visit.note = state, reason.strip()
    settle_scorecard(work, visit)
    return _done(work, visit, before, said)


KEPT = ("from_at", "to_at", "visitor_id", "state", "note", "agreed", "evaluation_id")


@dataclass(frozen=True, slots=True)
class _Stand:
    """How a visit and its scorecard stand. `kept_at`: when the visitor last wrote in it."""

    values: Mapping[str, object]
    card_id: int | None = None
    card_state: EvaluationState | None = None
    kept_at: datetime | None = None


def _stand(reading: Reading, visit: Visit) -> _Stand:
    values = {name: getattr(visit, name) for name in KEPT}
    card = scorecard_of(reading, visit)
    return _Stand(values) if card is None else _Stand(values, card.id, card.state, card.kept_at)


def _done(work: Work, visit: Visit, before: _Stand, said: str) -> Undoable[None]:
    work.changed.add(Kind.PROGRAMME)
    undo = partial(_put_back, visit_id=visit.id, before=before, after=_stand(work, visit))
    return Undoable(None, undo, said)


def _put_back(work: Work, *, visit_id: int, before: _Stand, after: _Stand) -> None:
    """As both stood before, unless somebody, such as the visitor, has gone on with either."""
    visit = _own(work, visit_id, None)
    if _stand(work, visit) != after:
        raise ChangedByOther()
    for name, value in before.values.items():
        setattr(visit, name, value)
    card = scorecard_of(work, visit)
    if card is not None and before.card_state is not None:
        card.state = before.card_state
        work.changed.add(Kind.EVALUATION)
    work.changed.add(Kind.PROGRAMME)
