"""Visits count when their wave is released, not a moment before, and never for those who make visits (rule 20)."""

from datetime import timedelta

from csatdesk.domain.identity import new_identity
from csatdesk.domain.quality_views import Span, Split
from csatdesk.domain.staff import Actor
from csatdesk.domain.topic_ranking import Days
from csatdesk.operations.mystery.visits import accept_visit
from csatdesk.operations.mystery.waves import release_wave
from csatdesk.operations.quality.facts import QualityFacts, load_quality_facts
from csatdesk.operations.quality.standings import compare_groups
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.store.entities.programmes import Wave
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import FIRST, Scene, filled, with_scorecard
from tests.operations.quality.scenes import asked

YEAR = Span(Days(NOW.date().replace(month=1, day=1), NOW.date().replace(month=12, day=31)))


def accepted(scene: Scene) -> int:
    """All visits reported and accepted; the version of their scorecard."""
    version = 0
    for visit in scene.visits():
        evaluation_id = filled(scene, visit)
        flags = scene.report(visit)
        now = next(one for one in scene.visits() if one.id == visit.id)
        with scene.stage.work(scene.owner) as work:
            accept_visit(work, visit_id=visit.id, agreed=flags, version=now.version)
            version = work.db.get_one(Evaluation, evaluation_id).standard_version_id
    return version


def told(scene: Scene, by: Actor, version: int, **other: object) -> tuple[QualityFacts, int]:
    with scene.stage.read(by) as reading:
        found = compare_groups(
            reading, asked=asked(version, **({"now": YEAR, "before": None} | other)), split=Split.OFFICE
        )
        return load_quality_facts(reading), sum(one.standing.n for one in found.groups)


def test_visits_count_from_the_release_on_and_never_for_who_makes_visits(centre: Stage) -> None:
    scene = with_scorecard(centre)
    version = accepted(scene)
    for by in (centre.marek, scene.owner, centre.liis):
        facts, count = told(scene, by, version)
        assert (facts.cards, facts.waves, count) == ((), (), 0), "not even that there are any"
    with centre.work(scene.owner) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    for by in (centre.marek, scene.owner):
        facts, count = told(scene, by, version)
        assert ([one.versions for one in facts.cards], [one.name for one in facts.waves]) == (
            [(version,)],
            ["Autumn 2026"],
        )
        assert count == 2
    facts, count = told(scene, centre.liis, version)
    assert (facts.cards, facts.waves, count) == ((), (), 0)


def test_a_released_wave_is_asked_for_by_itself(centre: Stage) -> None:
    scene = with_scorecard(centre)
    version = accepted(scene)
    with centre.work(scene.owner) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)
    days = Days(FIRST, FIRST)
    assert told(scene, centre.marek, version, now=Span(days, scene.wave_id))[1] == 2
    assert told(scene, centre.marek, version, now=Span(days, scene.wave_id + 1))[1] == 0


def test_a_wave_is_compared_with_the_one_before_it_in_its_programme(centre: Stage) -> None:
    scene = with_scorecard(centre)
    with centre.work(scene.owner) as work:
        spring = work.db.get_one(Wave, scene.wave_id)
        for name, programme_days in (("Earlier", -100), ("Later", 100)):
            first = FIRST + timedelta(days=programme_days)
            wave = Wave(uid=new_identity(NOW), centre_id=spring.centre_id, programme_id=spring.programme_id, name=name)
            wave.first_on, wave.last_on, wave.released_at = first, first, NOW
            wave.asked, wave.visitor_ids, wave.left_out, wave.seed = [], [], [], 1
            work.db.add(wave)
    waves = told(scene, centre.marek, 1)[0].waves
    assert [(one.name, one.before and one.before.name) for one in waves] == [("Later", "Earlier"), ("Earlier", None)]
