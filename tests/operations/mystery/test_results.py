"""The report of a released wave: who reads it, what it holds, and its paper and workbook."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from csatdesk.domain.errors import NotAllowed, NotFound
from csatdesk.domain.forms import NO, Answer
from csatdesk.domain.mystery import NewWave, Quota
from csatdesk.domain.staff import Actor
from csatdesk.domain.wave_reports import Basis
from csatdesk.operations.mystery.programmes import list_programmes
from csatdesk.operations.mystery.queries import VisitRow
from csatdesk.operations.mystery.result_papers import export_wave_report
from csatdesk.operations.mystery.result_words import base_words, compared_words, fact_lines, finding
from csatdesk.operations.mystery.results import WaveReport, list_released_waves, load_wave_report
from csatdesk.operations.mystery.visits import accept_visit, void_visit
from csatdesk.operations.mystery.waves import begin_wave, release_wave
from csatdesk.store.entities.programmes import Visit
from csatdesk.wording.texts import set_language
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import Scene, filled, planned, published_scorecard, third_visitor
from tests.reports.reading import words

LATER = NOW + timedelta(days=40)
SAID = "Jan was ill that day"


def made(scene: Scene, visits: Sequence[VisitRow], **answers: Answer) -> None:
    """These visits with their scorecards, reported and accepted."""
    for visit in visits:
        filled(scene, visit, comment=f"Visit {visit.id}", **answers)
        flags = scene.report(visit)
        version = next(one.version for one in scene.visits() if one.id == visit.id)
        with scene.stage.work(scene.owner, LATER) as work:
            accept_visit(work, visit_id=visit.id, agreed=flags, version=version)


def release(scene: Scene) -> None:
    """The visits that were not accepted do not count."""
    for visit in scene.visits():
        if visit.times is None:
            with scene.stage.work(scene.owner, LATER) as work:
                void_visit(work, visit_id=visit.id, reason=SAID, version=visit.version)
    with scene.stage.work(scene.owner, LATER) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)


def released(stage: Stage, *, fails_there: str = "V23") -> Scene:
    """One visit in each office, of which that to the other office failed an item, and one that does not count."""
    kati = third_visitor(stage)
    here, there = stage.anna.office_id, stage.other_office_id
    standard_id = published_scorecard(stage)
    scene = planned(stage, offices=(here, here, there), standard_id=standard_id, more_visitors=(kati,))
    visits = scene.visits()
    other = next(one for one in visits if one.office_id == there)
    first = next(one for one in visits if one.office_id == here)
    made(scene, [first])
    made(scene, [other], **{fails_there: NO})
    release(scene)
    return scene


def report_for(stage: Stage, actor: Actor, wave_id: int) -> WaveReport:
    with stage.read(actor, LATER) as reading:
        return load_wave_report(reading, wave_id=wave_id)


def test_a_wave_that_runs_has_no_report_for_anybody(centre: Stage) -> None:
    scene = planned(centre, standard_id=published_scorecard(centre))
    for actor in (scene.owner, centre.marek):
        with centre.read(actor, LATER) as reading:
            assert list_released_waves(reading) == ()
            with pytest.raises(NotFound):
                load_wave_report(reading, wave_id=scene.wave_id)


def test_the_report_tells_what_was_planned_what_counted_and_what_it_came_to(centre: Stage) -> None:
    set_language("en")
    scene = released(centre)
    report = report_for(centre, scene.owner, scene.wave_id)
    assert (report.asked, report.planned, report.done) == (3, 3, 2)
    assert {one.office_id: one.score.n for one in report.scores.offices if one.score} == {
        centre.anna.office_id: 1,
        centre.other_office_id: 1,
    }
    assert [(one.item.key, one.office_id) for one in report.scores.criticals] == [("V23", centre.other_office_id)]
    assert report.scores.items[0].item.key == "V23"
    assert report.scores.compared.basis is Basis.NOTHING
    assert finding(report) == "75.0 of 100 on average; 1 of 2 visits passed"
    assert len(report.visits) == 2


def test_only_the_owner_reads_why_a_visit_does_not_count(centre: Stage) -> None:
    """The reason is in their own words, which may name the visitor."""
    set_language("en")
    scene = released(centre)
    told = dict(fact_lines(report_for(centre, scene.owner, scene.wave_id)))
    assert SAID in told["Does not count"]
    watched = report_for(centre, centre.marek, scene.wave_id)
    assert "Does not count" in dict(fact_lines(watched))
    assert "Jan" not in repr(watched)


def test_a_clerk_reads_the_results_of_their_own_office_alone(centre: Stage) -> None:
    scene = released(centre)
    report = report_for(centre, centre.anna, scene.wave_id)
    assert list(report.office_names) == [centre.anna.office_id]
    assert [one.office_id for one in report.scores.offices] == [centre.anna.office_id]
    assert {one.office_id for one in report.visits} == {centre.anna.office_id}
    assert (report.asked, report.planned, report.done) == (2, 2, 1)
    assert report.scores.criticals == ()
    assert base_words(report).startswith(report.office_names[centre.anna.office_id]), "it says so"


def test_a_visitor_reads_no_report(centre: Stage) -> None:
    scene = released(centre)
    for visitor in (scene.jan, centre.liis):
        with centre.read(visitor, LATER) as reading:
            with pytest.raises(NotAllowed):
                list_released_waves(reading)
            with pytest.raises(NotAllowed):
                load_wave_report(reading, wave_id=scene.wave_id)


def test_a_wave_is_compared_with_the_released_one_before_of_the_same_programme(centre: Stage) -> None:
    set_language("en")
    scene = released(centre, fails_there="V01")
    with centre.read(scene.owner) as reading:
        (programme,) = list_programmes(reading)
    first = scene.card().asked.first_on + timedelta(days=200)
    quotas = tuple(Quota(office, programme.scenarios[0].id, 1) for office in scene.card().office_names)
    new = NewWave("Next", first, first + timedelta(days=11), quotas, scene.card().asked.visitor_ids)
    with centre.work(scene.owner, LATER) as work:
        wave_id = begin_wave(work, programme_id=programme.id, new=new, seed=2).result
    following = replace(scene, wave_id=wave_id)
    visit = next(one for one in following.visits() if one.office_id == centre.other_office_id)
    made(following, [visit], V01=NO)
    release(following)
    report = report_for(centre, scene.owner, wave_id)
    assert report.before == "Autumn 2026"
    assert report.scores.compared.basis is Basis.TOTALS
    assert compared_words(report) == "Changes are against Autumn 2026, by the same scorecard."
    (line,) = [one for one in report.scores.items if one.item.key == "V01"]
    assert (line.failed, line.repeats) == (1, 1), "it failed at the same office in two waves running"
    assert report.scores.change is None, "fewer than three visits"


def test_a_visit_happened_when_the_visitor_came(centre: Stage) -> None:
    scene = released(centre)
    report = report_for(centre, scene.owner, scene.wave_id)
    with centre.read(scene.owner, LATER) as reading:
        came = set(reading.db.execute(select(Visit.arrived_at).where(Visit.arrived_at.is_not(None))).scalars())
    assert {one.at for one in report.visits} == came


def test_paper_and_workbook_hold_the_report_and_no_visitor(local_centre: Stage, tmp_path: Path) -> None:
    set_language("en")
    scene = released(local_centre)
    pdf, book = tmp_path / "wave.pdf", tmp_path / "wave.xlsx"
    for path in (pdf, book):
        export_wave_report(local_centre.store, local_centre.marek, wave_id=scene.wave_id, path=path, at=LATER)
    told = words(pdf.read_bytes())
    for said in ("Results of Autumn 2026", "75.0 of 100 on average", "fewer than 3, not ranked", "Answer is right"):
        assert said in told
    for visit in scene.visits():
        assert visit.visitor_name not in told
    from openpyxl import load_workbook

    sheets = {one.title: list(one.values) for one in load_workbook(book)}
    assert list(sheets) == ["Key figures", "Offices", "Sections", "Items", "Visits"]
    assert ("Mean of the offices", 75) in sheets["Key figures"]
    assert {row[3] for row in sheets["Visits"][1:]} == {100, 50}


def test_a_wave_without_a_scorecard_says_that_it_has_no_scores(centre: Stage) -> None:
    set_language("en")
    scene = planned(centre)
    first = scene.visits()[0]
    flags = scene.report(first)
    with centre.work(scene.owner, LATER) as work:
        accept_visit(work, visit_id=first.id, agreed=flags, version=scene.visits()[0].version)
    release(scene)
    report = report_for(centre, scene.owner, scene.wave_id)
    assert (report.done, report.versions, report.scores.rolled.mean) == (1, (), None)
    assert finding(report) == "This wave has no scores"
