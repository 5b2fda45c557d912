"""The results of released waves: the list of waves, and the report of one.

Whoever sees the checklists of an office sees what its visits came to; the owner of the programmes sees all. A visitor,
who sees no scores, sees no report, either (rule 20 of SC-1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.evaluations import EvaluationState, answer_from_json
from csatdesk.domain.forms import Answer
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import LeftOut, Unplannable, VisitState
from csatdesk.domain.scoring import evaluate
from csatdesk.domain.staff import Actor, Right, Scope
from csatdesk.domain.wave_reports import ScoredVisit, WaveScores, score_wave
from csatdesk.operations.evaluations.seen import visible_evaluations
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.evaluations import Evaluation, EvaluationAnswer
from csatdesk.store.entities.programmes import Programme, Visit, VisitScenario, Wave

WAVES_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ReleasedWave:
    """`visits`: that counted, at the offices whose results this person sees."""

    id: int
    name: str
    programme_name: str
    first_on: date
    last_on: date
    released_at: datetime
    visits: int


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A visit that does not count. `reason`: as its owner wrote it, "" for everybody else: it may name the visitor."""

    office_name: str
    at: datetime
    scenario_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class WaveReport:
    """`asked`: visits the wave was to have; `planned`: those it got; `done`: those that counted.

    `titles`, `versions`: of the scorecard they were made with; () where the programme had none. `before`: the name of
    the wave before, "" where there is none.
    """

    wave: ReleasedWave
    goal: str
    use_of_results: str
    informed_on: date | None
    asked: int
    planned: int
    done: int
    not_planned: tuple[LeftOut, ...]
    not_counted: tuple[NotCounted, ...]
    titles: LocalText
    versions: tuple[int, ...]
    scores: WaveScores
    visits: tuple[ScoredVisit, ...]
    before: str
    office_names: Mapping[int, str]
    scenario_keys: Mapping[int, str]
    zone: ZoneInfo

    @property
    def is_whole(self) -> bool:
        """Whether it is of more than one office."""
        return len(self.office_names) > 1


def may_read_results(actor: Actor) -> bool:
    may_see = actor.may(Right.RUN_CHECKLISTS) and not actor.may(Right.MAKE_VISITS)
    return actor.may(Right.OWN_PROGRAMME) or may_see


def list_released_waves(reading: Reading) -> tuple[ReleasedWave, ...]:
    """The newest first."""
    _require(reading.actor)
    counted = select(func.count(Visit.id)).where(
        Visit.wave_id == Wave.id, Visit.state == VisitState.ACCEPTED, Visit.office_id.in_(_offices(reading))
    )
    query = (
        select(Wave, Programme.name, counted.scalar_subquery())
        .join(Programme, Programme.id == Wave.programme_id)
        .where(Wave.centre_id == reading.actor.centre_id, Wave.released_at != FAR)
        .order_by(Wave.first_on.desc(), Wave.id.desc())
        .limit(WAVES_SHOWN)
    )
    return tuple(_released(*found) for found in reading.db.execute(query))


def _released(wave: Wave, programme: str, visits: int) -> ReleasedWave:
    return ReleasedWave(wave.id, wave.name, programme, wave.first_on, wave.last_on, wave.released_at, visits)


def _require(actor: Actor) -> None:
    if not may_read_results(actor):
        raise NotAllowed(right=Right.RUN_CHECKLISTS)


def _offices(reading: Reading) -> dict[int, str]:
    """Those whose results this person sees, with their names."""
    actor = reading.actor
    query = select(Office.id, Office.name).where(Office.centre_id == actor.centre_id).order_by(Office.id)
    if not actor.may(Right.OWN_PROGRAMME) and actor.scope(Right.RUN_CHECKLISTS) is Scope.OFFICE:
        query = query.where(Office.id == actor.office_id)
    return {row.id: row.name for row in reading.db.execute(query)}


def load_wave_report(reading: Reading, *, wave_id: int) -> WaveReport:
    """NotFound: there is no such wave, or it is not released yet."""
    _require(reading.actor)
    wave = reading.db.get(Wave, wave_id)
    if wave is None or wave.centre_id != reading.actor.centre_id or wave.released_at == FAR:
        raise NotFound()
    programme = reading.db.get_one(Programme, wave.programme_id)
    offices, scenarios = _offices(reading), _scenarios(reading, wave.programme_id)
    before = _wave_before(reading, wave)
    visits = _scored(reading, wave.id, scenarios)
    made = reading.db.execute(select(Visit).where(Visit.wave_id == wave.id, Visit.office_id.in_(offices))).scalars()
    states = list(made.all())
    done = sum(one.state is VisitState.ACCEPTED for one in states)
    templates = {one.template.form.version: one.template for one in visits}
    return WaveReport(
        wave=_released(wave, programme.name, done),
        goal=programme.goal,
        use_of_results=programme.use_of_results,
        informed_on=programme.informed_on,
        asked=sum(count for office_id, _scenario, count in wave.asked if office_id in offices),
        planned=len(states),
        done=done,
        not_planned=tuple(
            LeftOut(office_id, scenario_id, Unplannable(why))
            for office_id, scenario_id, why in wave.left_out
            if office_id in offices
        ),
        not_counted=_not_counted(reading, states, offices, scenarios),
        titles=templates[max(templates)].form.title if templates else LocalText(),
        versions=tuple(sorted(templates)),
        scores=score_wave(visits, _scored(reading, before.id, scenarios) if before is not None else ()),
        visits=visits,
        before=before.name if before is not None else "",
        office_names=offices,
        scenario_keys=scenarios,
        zone=ZoneInfo(reading.centre.zone),
    )


def _scenarios(reading: Reading, programme_id: int) -> dict[int, str]:
    query = select(VisitScenario.id, VisitScenario.key).where(VisitScenario.programme_id == programme_id)
    return dict(reading.db.execute(query).tuples().all())


def _wave_before(reading: Reading, wave: Wave) -> Wave | None:
    """Of the same programme, the last one that began earlier and is released."""
    query = (
        select(Wave)
        .where(Wave.centre_id == wave.centre_id, Wave.programme_id == wave.programme_id)
        .where(Wave.released_at != FAR, Wave.first_on < wave.first_on)
        .order_by(Wave.first_on.desc(), Wave.id.desc())
        .limit(1)
    )
    return reading.db.execute(query).scalar()


def _not_counted(
    reading: Reading, visits: Sequence[Visit], offices: Mapping[int, str], scenarios: Mapping[int, str]
) -> tuple[NotCounted, ...]:
    knows_why = reading.actor.may(Right.OWN_PROGRAMME)
    return tuple(
        NotCounted(offices[one.office_id], one.from_at, scenarios[one.scenario_id], one.note if knows_why else "")
        for one in sorted(visits, key=lambda one: (one.from_at, one.id))
        if one.state is VisitState.VOID
    )


def _scored(reading: Reading, wave_id: int, scenarios: Mapping[int, str]) -> tuple[ScoredVisit, ...]:
    """The accepted scorecards of a wave that this person may see, each computed by its own version."""
    query = (
        select(Evaluation.id, Evaluation.office_id, Evaluation.standard_version_id, Visit.scenario_id, Visit.arrived_at)
        .join(Visit, Visit.evaluation_id == Evaluation.id)
        .where(Visit.wave_id == wave_id, Evaluation.visit_id == Visit.id, visible_evaluations(reading.actor))
        .where(Evaluation.state == EvaluationState.ACCEPTED, Visit.state == VisitState.ACCEPTED)
        .order_by(Visit.from_at, Visit.id)
    )
    found = reading.db.execute(query).all()
    answers = _answers(reading, [one.id for one in found])
    made = []
    for one in found:
        template = template_of(reading, one.standard_version_id)
        result = replace(evaluate(template, answers.get(one.id, {})), office=str(one.office_id))
        made.append(ScoredVisit(one.id, one.office_id, one.arrived_at, scenarios[one.scenario_id], template, result))
    return tuple(made)


def _answers(reading: Reading, evaluation_ids: Sequence[int]) -> dict[int, dict[str, Answer]]:
    columns = (EvaluationAnswer.evaluation_id, EvaluationAnswer.item_key, EvaluationAnswer.answer)
    query = select(*columns).where(EvaluationAnswer.evaluation_id.in_(evaluation_ids))
    found: dict[int, dict[str, Answer]] = {}
    for evaluation_id, key, answer in reading.db.execute(query):
        if answer is not None:
            found.setdefault(evaluation_id, {})[key] = answer_from_json(answer)
    return found
