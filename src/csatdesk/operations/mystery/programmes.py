"""Programmes of mystery shopping with their scenarios; only their owner reads and changes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.identity import new_identity
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import NewProgramme, NewScenario, gap_of
from csatdesk.domain.scorecard_templates import Limits, ScorecardTemplate
from csatdesk.domain.staff import Right, require
from csatdesk.domain.standards import VersionState
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.programmes import Programme, Visit, VisitScenario, Wave
from csatdesk.store.entities.standards import Standard, StandardVersion

VISITS = "mystery_visit"  # `kind` of their standards


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    id: int
    scenario: NewScenario


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    id: int
    programme: NewProgramme
    scenarios: tuple[ScenarioRow, ...]
    version: int

    @property
    def name(self) -> str:
        return self.programme.name

    @property
    def informed_on(self) -> date | None:
        return self.programme.informed_on


@dataclass(frozen=True, slots=True)
class StandardChoice:
    """A scorecard for visits that has a published version."""

    id: int
    titles: LocalText


def list_programmes(reading: Reading) -> tuple[ProgrammeRow, ...]:
    require(reading.actor, Right.OWN_PROGRAMME)
    query = select(Programme).where(Programme.centre_id == reading.actor.centre_id).order_by(Programme.id)
    return tuple(_row(reading, one) for one in reading.db.execute(query).scalars())


def _row(reading: Reading, one: Programme) -> ProgrammeRow:
    programme = NewProgramme(
        one.name, one.goal, one.informed_on, one.use_of_results, one.names_staff, one.standard_id, one.gap_days
    )
    return ProgrammeRow(one.id, programme, _scenario_rows(reading, one.id), one.version)


def _scenarios(reading: Reading, programme_id: int) -> Sequence[VisitScenario]:
    query = select(VisitScenario).where(VisitScenario.programme_id == programme_id).order_by(VisitScenario.position)
    return reading.db.execute(query).scalars().all()


def _scenario_rows(reading: Reading, programme_id: int) -> tuple[ScenarioRow, ...]:
    found = _scenarios(reading, programme_id)
    return tuple(
        ScenarioRow(one.id, NewScenario(one.key, LocalText(one.briefs), one.segment, one.answer_key)) for one in found
    )


def list_visit_standards(reading: Reading) -> tuple[StandardChoice, ...]:
    """The scorecards that visits can be made with."""
    require(reading.actor, Right.OWN_PROGRAMME)
    published = select(StandardVersion.standard_id).where(StandardVersion.state == VersionState.PUBLISHED)
    query = (
        select(Standard.id, Standard.titles)
        .where(Standard.centre_id == reading.actor.centre_id, Standard.kind == VISITS)
        .where(Standard.id.in_(published))
        .order_by(Standard.key)
    )
    return tuple(StandardChoice(found.id, LocalText(found.titles)) for found in reading.db.execute(query))


def published_version(reading: Reading, standard_id: int | None) -> int | None:
    """The id of the published version of a standard for visits; None where the programme has none."""
    query = (
        select(StandardVersion.id)
        .join(Standard, Standard.id == StandardVersion.standard_id)
        .where(Standard.id == standard_id, Standard.kind == VISITS, Standard.centre_id == reading.actor.centre_id)
        .where(StandardVersion.state == VersionState.PUBLISHED)
    )
    return None if standard_id is None else reading.db.execute(query).scalar()


def published_template(reading: Reading, standard_id: int | None) -> ScorecardTemplate | None:
    version_id = published_version(reading, standard_id)
    return None if version_id is None else template_of(reading, version_id)


def limits_of(reading: Reading, standard_id: int | None) -> Limits:
    template = published_template(reading, standard_id)
    return template.limits if template is not None else Limits()


def gap_days_of(reading: Reading, programme: Programme) -> int:
    return gap_of(limits_of(reading, programme.standard_id), programme.gap_days)


def save_programme(
    work: Work,
    *,
    programme_id: int | None,
    new: NewProgramme,
    scenarios: Sequence[NewScenario] = (),
    version: int = 0,
) -> Undoable[int]:
    """Begin a programme or change it. One with a standard takes over the scenarios of it that it does not have yet."""
    require(work.actor, Right.OWN_PROGRAMME)
    new.check()
    for one in scenarios:
        one.check()
    programme = _loaded(work, programme_id, version)
    before = _values(programme)
    programme.name, programme.goal = new.name.strip(), new.goal.strip()
    programme.informed_on, programme.use_of_results = new.informed_on, new.use_of_results.strip()
    programme.names_staff, programme.standard_id, programme.gap_days = new.names_staff, new.standard_id, new.gap_days
    work.db.add(programme)
    work.db.flush()
    there = {one.key: _scenario_values(one) for one in _scenarios(work, programme.id)}
    template = published_template(work, new.standard_id)
    theirs = [NewScenario(one.key, one.brief, one.segment) for one in template.scenarios] if template else []
    known = {*there, *(one.key for one in scenarios)}
    _add_scenarios(work, programme.id, [*scenarios, *(one for one in theirs if one.key not in known)])
    work.changed.add(Kind.PROGRAMME)
    undo = partial(_drop, programme_id=programme.id)
    if programme_id is not None:
        undo = partial(_put_back, programme_id=programme.id, before=before, after=_values(programme), there=there)
    return Undoable(programme.id, undo, N_("“{title}” is kept."), {"title": programme.name})


FIELDS = ("name", "goal", "informed_on", "use_of_results", "names_staff", "standard_id", "gap_days")


def _values(programme: Programme) -> dict[str, object]:
    return {name: getattr(programme, name) for name in FIELDS}


def _scenario_values(one: VisitScenario) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("segment", "briefs", "answer_key")}


def _loaded(work: Work, programme_id: int | None, version: int) -> Programme:
    if programme_id is None:
        return Programme(uid=new_identity(work.at), centre_id=work.actor.centre_id, owner_id=work.actor.id)
    programme = own_programme(work, programme_id)
    if programme.version != version:
        raise ChangedByOther()
    return programme


def own_programme(reading: Reading, programme_id: int) -> Programme:
    require(reading.actor, Right.OWN_PROGRAMME)
    query = select(Programme).where(Programme.id == programme_id, Programme.centre_id == reading.actor.centre_id)
    return reading.db.execute(query).scalar_one()


def _add_scenarios(work: Work, programme_id: int, wanted: Sequence[NewScenario]) -> None:
    """Add those whose key is new, and change the others; one a visit was planned with is never taken away."""
    there = {one.key: one for one in _scenarios(work, programme_id)}
    for new in wanted:
        one = there.get(new.key)
        if one is None:
            one = VisitScenario(programme_id=programme_id, key=new.key, position=len(there), answer_key="")
            there[new.key] = one
            work.db.add(one)
        elif one.segment == new.segment and one.briefs == dict(new.brief) and not new.answer_key:
            continue
        one.segment, one.briefs = new.segment, dict(new.brief)
        one.answer_key = new.answer_key or one.answer_key
    work.db.flush()


def _put_back(
    work: Work,
    *,
    programme_id: int,
    before: Mapping[str, object],
    after: Mapping[str, object],
    there: Mapping[str, Mapping[str, object]],
) -> None:
    """Take the last change back with the scenarios that came with it, but those that visits were planned with."""
    programme = own_programme(work, programme_id)
    if _values(programme) != after:
        raise ChangedByOther()
    _set(programme, before)
    for one in _scenarios(work, programme_id):
        if one.key in there:
            _set(one, there[one.key])
        elif work.db.execute(select(Visit.id).where(Visit.scenario_id == one.id).limit(1)).first() is None:
            work.db.delete(one)
    work.changed.add(Kind.PROGRAMME)


def _set(entity: object, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(entity, name, value)


def _drop(work: Work, *, programme_id: int) -> None:
    """Take a programme that was new out again, unless a wave of it was planned meanwhile."""
    programme = own_programme(work, programme_id)
    if work.db.execute(select(Wave.id).where(Wave.programme_id == programme_id).limit(1)).first() is not None:
        raise ChangedByOther()
    for one in _scenarios(work, programme_id):
        work.db.delete(one)
    work.db.flush()
    work.db.delete(programme)
    work.changed.add(Kind.PROGRAMME)


def names_staff(programme: Programme) -> bool:
    """Whether a report may name the employee: staff were told before (rule 20)."""
    return programme.names_staff and programme.informed_on is not None


def programme_of(reading: Reading, visit: Visit) -> Programme:
    query = select(Programme).join(Wave, Wave.programme_id == Programme.id).where(Wave.id == visit.wave_id)
    return reading.db.execute(query).scalar_one()
