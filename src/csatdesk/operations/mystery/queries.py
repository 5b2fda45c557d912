"""What the owner sees of waves, what a visitor sees of visits, and what everybody sees once a wave is released."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, case, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import WRITTEN, Flag, LeftOut, NewWave, Unplannable, VisitState, VisitTimes, report_due
from csatdesk.domain.scorecard_templates import Limits
from csatdesk.domain.staff import Right, require
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.mystery.programmes import names_staff, published_version
from csatdesk.operations.mystery.waves import new_of
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.programmes import Programme, Visit, VisitScenario, Wave
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_visits, visible_waves

WAVES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class WaveRow:
    """`planned`: visits that count; `reported`: those with a report; `to_accept`: reports that wait for the owner."""

    id: int
    programme_id: int
    programme_name: str
    name: str
    first_on: date
    last_on: date
    released_at: datetime | None
    planned: int
    reported: int
    to_accept: int
    version: int


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as its owner or its visitor sees it. `times`: None before it is reported."""

    id: int
    wave_id: int
    office_id: int
    office_name: str
    address: str
    scenario_key: str
    segment: str
    visitor_id: int
    visitor_name: str
    from_at: datetime
    to_at: datetime
    state: VisitState
    times: VisitTimes | None
    reported_at: datetime | None
    note: str
    flags: tuple[Flag, ...]
    has_critical_fail: bool
    evaluation_id: int | None
    zone: ZoneInfo
    version: int

    @property
    def is_untouched(self) -> bool:
        """There is neither a report nor a scorecard begun."""
        return self.state is VisitState.PLANNED and self.evaluation_id is None


@dataclass(frozen=True, slots=True)
class WaveCard:
    row: WaveRow
    asked: NewWave
    goal: str
    visits: tuple[VisitRow, ...]
    left_out: tuple[LeftOut, ...]
    office_names: Mapping[int, str]
    scenario_keys: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class MyVisit:
    """A visit with all that its visitor needs. `number` of `count`: among theirs in this wave.

    `version_id`: of the scorecard that is valid now; None where there is none. `is_written`: the visitor writes, and
    the visit stays open until the reply has come, so that nobody knows before when its report is due.
    """

    visit: VisitRow
    wave_name: str
    number: int
    count: int
    brief: LocalText
    answer_key: str
    report_due_at: datetime | None
    asks_employee: bool
    version_id: int | None
    is_written: bool

    @property
    def waits_for_reply(self) -> bool:
        return self.is_written and self.visit.state is VisitState.PLANNED and self.visit.evaluation_id is not None


def list_waves(reading: Reading) -> tuple[WaveRow, ...]:
    """The newest first; for the owner alone."""
    require(reading.actor, Right.OWN_PROGRAMME)
    query = _waves(reading).order_by(Wave.first_on.desc(), Wave.id.desc()).limit(WAVES_SHOWN)
    return tuple(_wave_row(*found) for found in reading.db.execute(query))


def _waves(reading: Reading) -> Select[tuple[Wave, str, int, int, int]]:
    def counted(*states: VisitState) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((Visit.state.in_(states), 1), else_=0)), 0)

    counts = (
        counted(*(state for state in VisitState if state is not VisitState.VOID)),
        counted(VisitState.REPORTED, VisitState.ACCEPTED),
        counted(VisitState.REPORTED),
    )
    return (
        select(Wave, Programme.name, counts[0], counts[1], counts[2])
        .join(Programme, Programme.id == Wave.programme_id)
        .outerjoin(Visit, Visit.wave_id == Wave.id)
        .where(visible_waves(reading.actor))
        .group_by(Wave.id, Programme.name)
    )


def _wave_row(wave: Wave, programme: str, planned: int, reported: int, to_accept: int) -> WaveRow:
    return WaveRow(
        id=wave.id,
        programme_id=wave.programme_id,
        programme_name=programme,
        name=wave.name,
        first_on=wave.first_on,
        last_on=wave.last_on,
        released_at=None if wave.released_at == FAR else wave.released_at,
        planned=int(planned),
        reported=int(reported),
        to_accept=int(to_accept),
        version=wave.version,
    )


def load_wave(reading: Reading, *, wave_id: int) -> WaveCard:
    """One wave with its plan, for the owner alone."""
    require(reading.actor, Right.OWN_PROGRAMME)
    found = reading.db.execute(_waves(reading).where(Wave.id == wave_id)).one()
    wave = found[0]
    scenarios = select(VisitScenario.id, VisitScenario.key).where(VisitScenario.programme_id == wave.programme_id)
    goal = select(Programme.goal).where(Programme.id == wave.programme_id)
    return WaveCard(
        row=_wave_row(*found),
        asked=new_of(wave),
        goal=reading.db.execute(goal).scalar_one(),
        visits=_visits(reading, _rows(reading).where(Visit.wave_id == wave_id)),
        left_out=tuple(LeftOut(office, scenario, Unplannable(why)) for office, scenario, why in wave.left_out),
        office_names=_office_names(reading),
        scenario_keys={row.id: row.key for row in reading.db.execute(scenarios)},
    )


def _office_names(reading: Reading) -> dict[int, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id).order_by(Office.id)
    return {row.id: row.name for row in reading.db.execute(query)}


def offices_to_visit(reading: Reading) -> tuple[tuple[int, str], ...]:
    return tuple(_office_names(reading).items())


Found = tuple[Visit, str, str, str, str, str]


def _rows(reading: Reading) -> Select[Found]:
    visitor = aliased(Staff)
    return (
        select(Visit, Office.name, Office.address, VisitScenario.key, VisitScenario.segment, visitor.name)
        .join(Office, Office.id == Visit.office_id)
        .join(VisitScenario, VisitScenario.id == Visit.scenario_id)
        .join(visitor, visitor.id == Visit.visitor_id)
        .where(visible_visits(reading.actor))
        .order_by(Visit.from_at, Visit.id)
    )


def _visits(reading: Reading, query: Select[Found]) -> tuple[VisitRow, ...]:
    found = reading.db.execute(query).all()
    offices = {one[0].office_id for one in found}
    zones = {office_id: calendar_of(reading, office_id)[1].zone for office_id in offices}
    return tuple(_visit_row(one, zones) for one in found)


def _visit_row(found: Row[Found], zones: Mapping[int, ZoneInfo]) -> VisitRow:
    visit, office, address, scenario, segment, visitor = found
    return VisitRow(
        id=visit.id,
        wave_id=visit.wave_id,
        office_id=visit.office_id,
        office_name=office,
        address=address,
        scenario_key=scenario,
        segment=segment,
        visitor_id=visit.visitor_id,
        visitor_name=visitor,
        from_at=visit.from_at,
        to_at=visit.to_at,
        state=visit.state,
        times=_times(visit),
        reported_at=visit.reported_at,
        note=visit.note,
        flags=tuple(Flag(value) for value in visit.flags or ()),
        has_critical_fail=visit.has_critical_fail,
        evaluation_id=visit.evaluation_id,
        zone=zones[visit.office_id],
        version=visit.version,
    )


def _times(visit: Visit) -> VisitTimes | None:
    if visit.arrived_at is None or visit.left_at is None:
        return None
    return VisitTimes(visit.arrived_at, visit.left_at, visit.called_at, visit.receipt, visit.employee)


def list_my_visits(reading: Reading) -> tuple[MyVisit, ...]:
    """The visits of the person signed in that waves not released yet hold, by when they are."""
    require(reading.actor, Right.MAKE_VISITS)
    running = select(Wave.id).where(Wave.centre_id == reading.actor.centre_id, Wave.released_at == FAR)
    query = _rows(reading).where(
        Visit.visitor_id == reading.actor.id, Visit.wave_id.in_(running), Visit.state != VisitState.VOID
    )
    visits = _visits(reading, query)
    by_wave: dict[int, list[int]] = {}
    for visit in visits:
        by_wave.setdefault(visit.wave_id, []).append(visit.id)
    return tuple(_my_visit(reading, visit, by_wave[visit.wave_id]) for visit in visits)


def _my_visit(reading: Reading, visit: VisitRow, theirs: list[int]) -> MyVisit:
    query = (
        select(Wave.name, Programme, VisitScenario)
        .join(Programme, Programme.id == Wave.programme_id)
        .join(VisitScenario, VisitScenario.programme_id == Programme.id)
        .where(Wave.id == visit.wave_id, VisitScenario.key == visit.scenario_key)
    )
    wave_name, programme, scenario = reading.db.execute(query).one()
    version_id = published_version(reading, programme.standard_id)
    template = None if version_id is None else template_of(reading, version_id)
    is_written = template is not None and template.channel in WRITTEN
    ended = visit.times.left_at if visit.times is not None else None if is_written else visit.to_at
    limits = Limits() if template is None else template.limits
    return MyVisit(
        visit=visit,
        wave_name=wave_name,
        number=theirs.index(visit.id) + 1,
        count=len(theirs),
        brief=LocalText(scenario.briefs),
        answer_key=scenario.answer_key,
        report_due_at=None if ended is None else report_due(ended, limits),
        asks_employee=names_staff(programme),
        version_id=version_id,
        is_written=is_written,
    )
