"""Waves: made and planned in one step, planned anew while no report has come, released at the end."""

import secrets
from collections.abc import Sequence
from functools import partial

from sqlalchemy import func, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.identity import new_identity
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import (
    LeftOut,
    NewWave,
    Plan,
    Quota,
    VisitsLeft,
    VisitState,
    WaveGoesOn,
    WaveReleased,
    plan_wave,
)
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.mystery.programmes import gap_days_of, own_programme
from csatdesk.operations.mystery.rotation import list_visitors, rotation_of
from csatdesk.operations.mystery.visitor_contacts import end_test_contacts
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.programmes import Visit, VisitScenario, Wave
from csatdesk.store.visible import visible_waves


def begin_wave(work: Work, *, programme_id: int, new: NewWave, seed: int | None = None) -> Undoable[int]:
    """A wave with its plan. `seed`: None takes a fresh one, which the wave keeps."""
    require(work.actor, Right.OWN_PROGRAMME)
    own_programme(work, programme_id)
    wave = Wave(uid=new_identity(work.at), centre_id=work.actor.centre_id, programme_id=programme_id, released_at=FAR)
    wave.seed = secrets.randbits(40) if seed is None else seed
    _ask(work, wave, new)
    undo = partial(_drop, wave_id=wave.id)
    return Undoable(wave.id, undo, N_("Planned “{title}”."), {"title": wave.name})


def plan_again(work: Work, *, wave_id: int, new: NewWave, version: int) -> int:
    """Change what a wave asks for and plan all of it anew, by the seed it has."""
    wave = own_wave(work, wave_id)
    if wave.version != version:
        raise ChangedByOther()
    _ask(work, wave, new)
    return wave.id


def _ask(work: Work, wave: Wave, new: NewWave) -> None:
    new.check()
    _check_known(work, wave, new)
    wave.name, wave.first_on, wave.last_on = new.name.strip(), new.first_on, new.last_on
    wave.asked = [[one.office_id, one.scenario_id, one.count] for one in new.quotas]
    wave.visitor_ids = list(new.visitor_ids)
    work.db.add(wave)
    work.db.flush()
    _plan(work, wave)
    work.changed.add(Kind.PROGRAMME)


def _check_known(work: Work, wave: Wave, new: NewWave) -> None:
    """Offices of the centre, scenarios of the programme, and people who make visits."""
    offices = select(Office.id).where(Office.centre_id == wave.centre_id)
    scenarios = select(VisitScenario.id).where(VisitScenario.programme_id == wave.programme_id)
    pairs = (
        ({one.office_id for one in new.quotas}, set(work.db.execute(offices).scalars())),
        ({one.scenario_id for one in new.quotas}, set(work.db.execute(scenarios).scalars())),
        (set(new.visitor_ids), set(dict(list_visitors(work)))),
    )
    if any(asked - known for asked, known in pairs):
        raise NotFound()


def own_wave(work: Work, wave_id: int) -> Wave:
    """A wave that is not released yet."""
    require(work.actor, Right.OWN_PROGRAMME)
    wave = work.db.execute(select(Wave).where(Wave.id == wave_id, visible_waves(work.actor))).scalar_one()
    if wave.released_at != FAR:
        raise WaveReleased()
    return wave


def new_of(wave: Wave) -> NewWave:
    """A wave as its owner asked for it."""
    quotas = tuple(Quota(*numbers) for numbers in wave.asked)
    return NewWave(wave.name, wave.first_on, wave.last_on, quotas, tuple(wave.visitor_ids))


def _plan(work: Work, wave: Wave) -> None:
    _clear(work, wave)
    new = new_of(wave)
    gap = gap_days_of(work, own_programme(work, wave.programme_id))
    rotation = rotation_of(work, new.visitor_ids, gap, but_of_wave=wave.id)
    calendars = {office_id: calendar_of(work, office_id)[1] for office_id in {one.office_id for one in new.quotas}}
    _write(work, wave, plan_wave(new, calendars, rotation, seed=wave.seed, after=work.at))


def _clear(work: Work, wave: Wave) -> None:
    """Take all its visits out, of which none was made yet: there is neither a report nor a scorecard begun."""
    visits = work.db.execute(select(Visit).where(Visit.wave_id == wave.id)).scalars().all()
    if any(visit.state is not VisitState.PLANNED or visit.evaluation_id is not None for visit in visits):
        raise WaveGoesOn()
    for visit in visits:
        work.db.delete(visit)
    work.db.flush()


def _write(work: Work, wave: Wave, plan: Plan) -> None:
    for one in plan.visits:
        visit = Visit(uid=new_identity(work.at), centre_id=wave.centre_id, wave_id=wave.id, state=VisitState.PLANNED)
        visit.office_id, visit.scenario_id, visit.visitor_id = one.office_id, one.scenario_id, one.visitor_id
        visit.from_at, visit.to_at = one.from_at, one.to_at
        work.db.add(visit)
    wave.left_out = _left_out(plan.left_out)
    work.db.flush()


def _left_out(left: Sequence[LeftOut]) -> list[list[object]]:
    return [[one.office_id, one.scenario_id, one.reason.value] for one in left]


def _drop(work: Work, *, wave_id: int) -> None:
    """Take a wave that was planned out again."""
    wave = own_wave(work, wave_id)
    _clear(work, wave)
    work.db.delete(wave)
    work.changed.add(Kind.PROGRAMME)


def release_wave(work: Work, *, wave_id: int, version: int) -> int:
    """Results are for everybody from now on, and contacts that visitors made leave all figures. Cannot be undone.

    Every visit is settled first. Comes back with how many contacts left the figures, by the visits' receipt.
    """
    wave = own_wave(work, wave_id)
    if wave.version != version:
        raise ChangedByOther()
    open_ones = Visit.state.in_([state for state in VisitState if state not in {VisitState.ACCEPTED, VisitState.VOID}])
    count = work.db.execute(select(func.count(Visit.id)).where(Visit.wave_id == wave_id, open_ones)).scalar_one()
    if count:
        raise VisitsLeft(count=count)
    wave.released_at = work.at
    ended = end_test_contacts(work, wave)
    work.changed.update((Kind.PROGRAMME, Kind.EVALUATION, Kind.CASE))
    return ended
