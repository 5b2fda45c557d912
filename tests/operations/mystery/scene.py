"""A programme of mystery shopping in the cast's centre: Ewa owns it, Liis and Jan (of the other office) go."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from csatdesk.domain.evaluations import Remarks
from csatdesk.domain.forms import YES, Answer, Item, ScaleKind
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import Flag, NewProgramme, NewScenario, NewWave, Quota, VisitTimes
from csatdesk.domain.staff import Actor, NewPerson, Right, Role
from csatdesk.operations.evaluations.commands import answer_items, remark, submit_evaluation
from csatdesk.operations.mystery.programmes import list_programmes, save_programme
from csatdesk.operations.mystery.queries import VisitRow, WaveCard, load_wave
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import accept_visit, report_visit, void_visit
from csatdesk.operations.mystery.waves import begin_wave, release_wave
from csatdesk.operations.staff import add_person
from csatdesk.operations.standards.commands import publish
from csatdesk.operations.standards.queries import template_of
from csatdesk.operations.standards.starting import take_over_standards
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.standards import StandardVersion
from tests.cast import NOW, PASSWORD, Stage

GOAL = "Do people get the number of their case?"
BRIEF = "Ask why the bill is twice as high as in spring."
KEY = "Estimated reading; can be corrected online."
FIRST = NOW.date() + timedelta(days=4)  # Monday 23 November
SEED = 5


@dataclass(frozen=True)
class Scene:
    stage: Stage
    owner: Actor
    jan: Actor
    wave_id: int

    def card(self) -> WaveCard:
        with self.stage.read(self.owner) as reading:
            return load_wave(reading, wave_id=self.wave_id)

    def visits(self) -> tuple[VisitRow, ...]:
        return self.card().visits

    def visitor(self, visit: VisitRow) -> Actor:
        known = {one.id: one for one in (self.jan, self.stage.liis)}
        return known.get(visit.visitor_id) or replace(self.jan, id=visit.visitor_id, name=visit.visitor_name)

    def report(self, visit: VisitRow, **other: object) -> tuple[Flag, ...]:
        """By its visitor, inside the window and at once."""
        times = VisitTimes(visit.from_at + timedelta(minutes=5), visit.from_at + timedelta(minutes=40))
        told = replace(times, **other)  # type: ignore[arg-type]  # fields given by name
        with self.stage.work(self.visitor(visit), visit.from_at + timedelta(hours=1)) as work:
            return report_visit(work, visit_id=visit.id, times=told)


def planned(
    stage: Stage,
    *,
    offices: tuple[int, ...] | None = None,
    standard_id: int | None = None,
    more_visitors: tuple[int, ...] = (),
) -> Scene:
    """A wave of one visit to each office, planned by Ewa. `standard_id`: whose scorecard the visitors fill."""
    owner = replace(stage.ewa, extra_rights=frozenset({Right.OWN_PROGRAMME}))
    jan = hired(stage)
    programme = NewProgramme("Receipts", GOAL, standard_id=standard_id)
    with stage.work(owner) as work:
        scenario = NewScenario("bill_too_high", LocalText({"en": BRIEF}), "household", KEY)
        programme_id = save_programme(work, programme_id=None, new=programme, scenarios=[scenario]).result
    with stage.read(owner) as reading:
        scenario_id = list_programmes(reading)[0].scenarios[0].id
    quotas = tuple(
        Quota(office_id, scenario_id, 1) for office_id in offices or (stage.anna.office_id, stage.other_office_id)
    )
    wave = NewWave("Autumn 2026", FIRST, FIRST + timedelta(days=11), quotas, (stage.liis.id, jan.id, *more_visitors))
    with stage.work(owner) as work:
        wave_id = begin_wave(work, programme_id=programme_id, new=wave, seed=SEED).result
    return Scene(stage, owner, jan, wave_id)


def hired(stage: Stage) -> Actor:
    """Jan works, if anywhere, at the other office."""
    with stage.work(stage.ewa) as work:
        jan_id = work.db.execute(select(Staff.id).where(Staff.sign_in_folded == "jan")).scalar()
        if jan_id is None:
            new = NewPerson("Jan Gość", "jan", PASSWORD, Role.AUDITOR, stage.other_office_id, None, "pl")
            jan_id = add_person(work, new=new)
    return replace(stage.liis, id=jan_id, name="Jan Gość", office_id=stage.other_office_id, team_id=None)


def third_visitor(stage: Stage) -> int:
    new = NewPerson("Kati Saar", "kati", PASSWORD, Role.AUDITOR, stage.other_office_id, None, "et")
    with stage.work(stage.ewa) as work:
        return add_person(work, new=new)


def with_scorecard(stage: Stage, channel: str = "office") -> Scene:
    return planned(stage, standard_id=published_scorecard(stage, channel))


def published_scorecard(stage: Stage, channel: str = "office") -> int:
    """The id of the standard."""
    with stage.work(stage.marek) as work:
        version_id = take_over_standards(work, keys=("office_visit",)).result[0]
        draft = work.db.get_one(StandardVersion, version_id)
        draft.content = {**draft.content, "channel": channel}
        work.db.flush()
        publish(work, version_id=version_id, version=draft.version)
        return work.db.get_one(StandardVersion, version_id).standard_id


def filled(scene: Scene, visit: VisitRow, comment: str = "Calm and clear.", **answers: Answer) -> int:
    """The whole scorecard, well done but for `answers`, sent by the visitor."""
    with scene.stage.work(scene.visitor(visit), visit.from_at) as work:
        evaluation_id = open_scorecard(work, visit_id=visit.id)
        row = work.db.get_one(Evaluation, evaluation_id)
        items = template_of(work, row.standard_version_id).form.items()
        good = {item.key: best(item) for item in items}
        answer_items(work, evaluation_id=evaluation_id, answers={**good, **answers})
        remark(work, evaluation_id=evaluation_id, remarks=Remarks(comment))
        submit_evaluation(work, evaluation_id=evaluation_id)
    return evaluation_id


def released(scene: Scene, at: datetime = NOW, **answers: Answer) -> tuple[VisitRow, int]:
    """The first visit with its scorecard accepted, the second left out, the wave released."""
    first, second = scene.visits()
    evaluation_id = filled(scene, first, "Calm and clear.", **answers)
    flags = scene.report(first)
    with scene.stage.work(scene.owner) as work:
        accept_visit(work, visit_id=first.id, agreed=flags, version=scene.visits()[0].version)
        void_visit(work, visit_id=second.id, reason="Not needed", version=second.version)
    with scene.stage.work(scene.owner, at) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    return first, evaluation_id


def best(item: Item) -> Answer:
    match item.scale.kind:
        case ScaleKind.MEASURE:
            return item.scale.bands[0].bound
        case ScaleKind.POINTS:
            return item.scale.last
    return YES
