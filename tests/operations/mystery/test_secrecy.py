"""Rule 20: office staff and their managers see neither plan nor visitor; nothing they can ask answers otherwise."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

import csatdesk.operations
from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import NotAllowed
from csatdesk.domain.evaluations import Remarks
from csatdesk.domain.links import MadeByVisitor
from csatdesk.domain.mystery import VisitState
from csatdesk.domain.staff import Actor
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.own_cases import load_news, note_seen
from csatdesk.operations.cases.queries import count_cases, find_anything, list_cases
from csatdesk.operations.cases.trash import list_trash, take_out
from csatdesk.operations.evaluations.commands import remark
from csatdesk.operations.mystery.queries import list_my_visits, list_waves, load_wave
from csatdesk.operations.mystery.scorecards import open_scorecard
from csatdesk.operations.mystery.visits import accept_visit, void_visit
from csatdesk.operations.mystery.waves import release_wave
from csatdesk.operations.notices import list_notices
from csatdesk.operations.other_desks import news_of_desks
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.store.entities.staff import Staff
from csatdesk.wording.texts import set_language
from tests.cast import NOW, Stage
from tests.operations.mystery.scene import (
    BRIEF,
    GOAL,
    KEY,
    Scene,
    filled,
    hired,
    planned,
    published_scorecard,
    third_visitor,
)

LATER = NOW + timedelta(days=20)
SAID = "A calm hall; the number came only when asked."
SECRETS = (BRIEF, GOAL, KEY, SAID, "Autumn 2026", "bill_too_high household")
NOT_ASKED = frozenset({"news_of_desks"})  # running numbers of all writing; asked below
WORDS = ("Jan", "Autumn")
LEAST_ASKED = 60
OTHER_IDS = (2, 3)  # 1 is asked for by each word
NAMED = re.compile(r"(?:visitor|reviewer|by)_?\w*id=(\d+)")

Question = Callable[..., object]


def questions() -> Iterator[tuple[str, Question]]:
    """Every public query of every operation: what takes a Reading first."""
    package = csatdesk.operations
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ != found.name or name.startswith("_") or name in NOT_ASKED:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation is Reading:
                yield f"{found.name}.{name}", function


def told(function: Question, reading: Reading, case_id: int, word: str, any_id: int = 1) -> str:
    """What a question answers, or how it is refused, in letters. `any_id`: of whatever it asks about."""
    given: dict[str, object] = {}
    for parameter in list(inspect.signature(function).parameters.values())[1:]:
        if parameter.default is not inspect.Parameter.empty:
            continue
        if parameter.name == "case_id":
            given[parameter.name] = case_id
        elif parameter.name.endswith("_id"):
            given[parameter.name] = any_id
        elif parameter.name in {"filter", "shown"}:
            given[parameter.name] = CaseFilter()
        else:
            given[parameter.name] = word
    try:
        answer = function(reading, **given) if _by_name(function) else function(reading, *given.values())
        if inspect.isgenerator(answer):
            answer = list(answer)
        return re.sub(r"0x[0-9a-f]+", "", repr(answer))
    except Exception as error:  # noqa: BLE001  (a question that was asked nonsense: it tells nothing)
        return type(error).__name__


def _by_name(function: Question) -> bool:
    kinds = [one.kind for one in list(inspect.signature(function).parameters.values())[1:]]
    return inspect.Parameter.KEYWORD_ONLY in kinds


def everything(stage: Stage, actor: Actor, case_id: int) -> dict[str, str]:
    answers = {}
    with stage.read(actor, LATER) as reading:
        for name, function in questions():
            for word in WORDS:
                answers[f"{name} {word}"] = told(function, reading, case_id, word)
            for any_id in OTHER_IDS if _asks_by_id(function) else ():
                answers[f"{name} {any_id}"] = told(function, reading, case_id, WORDS[0], any_id)
    return answers


def _asks_by_id(function: Question) -> bool:
    return any(name.endswith("_id") and name != "case_id" for name in inspect.signature(function).parameters)


def reported(stage: Stage, receipt: str) -> Scene:
    """A wave that runs: one report has come, with the number of a case, one visit is still to be made."""
    scene = planned(stage)
    scene.report(scene.visits()[0], receipt=receipt)
    return scene


def prepared(stage: Stage) -> int:
    """What stands before a wave begins: a published scorecard, whose standard comes back, and its visitors."""
    hired(stage)
    third_visitor(stage)
    return published_scorecard(stage)


def running(stage: Stage, receipt: str, standard_id: int) -> Scene:
    """Three visits: accepted, with the number of a case; sent but not reported; begun."""
    here = stage.anna.office_id
    offices = (here, here, stage.other_office_id)
    with stage.read() as reading:
        kati = reading.db.execute(select(Staff.id).where(Staff.sign_in_folded == "kati")).scalar_one()
    scene = planned(stage, offices=offices, standard_id=standard_id, more_visitors=(kati,))
    accepted, sent, begun = scene.visits()
    filled(scene, accepted, comment=SAID)
    flags = scene.report(accepted, receipt=receipt)
    with stage.work(scene.owner, LATER) as work:
        accept_visit(work, visit_id=accepted.id, agreed=flags, version=scene.visits()[0].version)
    filled(scene, sent, comment=SAID)
    with stage.work(scene.visitor(begun), begun.from_at) as work:
        evaluation_id = open_scorecard(work, visit_id=begun.id)
        remark(work, evaluation_id=evaluation_id, remarks=Remarks(SAID))
    return scene


def watched_wave(stage: Stage) -> tuple[Scene, list[tuple[Actor, dict[str, str]]], int]:
    """A wave that runs, what each of the office was answered before it began, and a case."""
    registered, standard_id = stage.register(), prepared(stage)
    watching = (stage.anna, stage.marek, stage.ewa)
    watched = [(actor, everything(stage, actor, registered.case_id)) for actor in watching]
    return running(stage, registered.number, standard_id), watched, registered.case_id


def test_a_wave_that_runs_changes_no_answer_that_staff_or_their_managers_get(local_centre: Stage) -> None:
    set_language("en")
    scene, watched, case_id = watched_wave(local_centre)
    assert {one.evaluation_id for one in scene.visits()} == {1, *OTHER_IDS}, "the walk asks for each scorecard"
    for actor, known in watched:
        now_known = everything(local_centre, actor, case_id)
        assert {name for name, answer in now_known.items() if answer != known[name]} == set(), actor.name
        assert not any(secret in answer for secret in SECRETS for answer in now_known.values())
    answered = {name.split()[0] for name, answer in known.items() if not re.fullmatch(r"\w+", answer)}
    assert len(answered) >= LEAST_ASKED, "most questions got a real answer"


def test_after_the_release_no_answer_names_a_visitor(local_centre: Stage) -> None:
    set_language("en")
    scene, watched, case_id = watched_wave(local_centre)
    visitors = {one.visitor_id: one.visitor_name for one in scene.visits()}
    release_first(local_centre, scene)
    for actor, known in watched:
        now_known = everything(local_centre, actor, case_id)
        assert any(SAID in answer for answer in now_known.values()), "the office reads the results"
        for name, answer in now_known.items():
            for visitor in visitors.values():
                assert answer.count(visitor) <= known[name].count(visitor), (actor.name, name)
            told_ids = set(NAMED.findall(answer)) - set(NAMED.findall(known[name]))
            assert not told_ids & set(map(str, visitors)), (actor.name, name)
    answers = everything(local_centre, scene.owner, case_id)
    made_by = scene.visits()[0].visitor_name
    assert any(SAID in answer and made_by in answer for answer in answers.values()), "it could be seen"


def release_first(stage: Stage, scene: Scene) -> None:
    """Only the first of the visits counts."""
    for visit in scene.visits()[1:]:
        with stage.work(scene.owner, LATER) as work:
            void_visit(work, visit_id=visit.id, reason="Not needed", version=visit.version)
    with stage.work(scene.owner, LATER) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)


def test_the_owner_would_be_answered_otherwise(local_centre: Stage) -> None:
    """The walk above can see what it looks for."""
    registered = local_centre.register()
    scene = reported(local_centre, registered.number)
    answers = everything(local_centre, scene.owner, registered.case_id)
    assert any("Autumn 2026" in answer for answer in answers.values())


@pytest.mark.parametrize("who", ["anna", "marek", "ewa", "liis"])
def test_plan_and_waves_are_refused_to_all_but_the_owner(centre: Stage, who: str) -> None:
    scene = planned(centre)
    with centre.read(getattr(centre, who)) as reading:
        with pytest.raises(NotAllowed):
            list_waves(reading)
        with pytest.raises(NotAllowed):
            load_wave(reading, wave_id=scene.wave_id)


def test_a_visitor_sees_their_own_visits_alone(centre: Stage) -> None:
    scene = planned(centre)
    for actor in (centre.liis, scene.jan):
        with centre.read(actor) as reading:
            assert {one.visit.visitor_id for one in list_my_visits(reading)} == {actor.id}


def test_other_desks_learn_of_no_more_than_that_something_was_written(centre: Stage) -> None:
    with centre.read() as reading:
        seen = news_of_desks(reading, seen=None).newest
    planned(centre)
    with centre.read() as reading:
        changed = news_of_desks(reading, seen=seen).changed
    assert changed == {Kind.STAFF, Kind.PROGRAMME}


# C30: what a visitor had registered


def released(stage: Stage, scene: Scene) -> None:
    for visit in scene.visits():
        if visit.state is VisitState.PLANNED:
            scene.report(visit)
    for visit in scene.visits():
        with stage.work(scene.owner, LATER) as work:
            accept_visit(work, visit_id=visit.id, agreed=visit.flags, version=visit.version)
    with stage.work(scene.owner, LATER) as work:
        release_wave(work, wave_id=scene.wave_id, version=scene.card().row.version)


def test_a_visitors_contact_leaves_all_lists_and_figures_at_the_release(centre: Stage) -> None:
    real = centre.register("Prawdziwa skarga.")
    with centre.read(centre.marek, LATER) as reading:
        before = (list_cases(reading, filter=CaseFilter()).rows, count_cases(reading, filter=CaseFilter()))
    made = centre.register("Skarga wizytującego.")
    scene = reported(centre, made.number.lower())
    with centre.read(centre.marek, LATER) as reading:
        assert len(list_cases(reading, filter=CaseFilter()).rows) == 2, "before the release it is a case like any other"
    released(centre, scene)
    with centre.read(centre.marek, LATER) as reading:
        rows = list_cases(reading, filter=CaseFilter()).rows
        assert (rows, count_cases(reading, filter=CaseFilter())) == before
        assert [row.id for row in rows] == [real.case_id]
        clocks = reading.db.query(CaseDeadline).filter(CaseDeadline.case_id == made.case_id).all()
        assert clocks
        assert all(clock.ended_at == LATER and not clock.is_running for clock in clocks)
        assert reading.db.get_one(Case, made.case_id).is_open == GONE
        (thrown,) = list_trash(reading)
        assert "Autumn 2026" in thrown.reason
    with centre.read(centre.anna, LATER) as reading:
        (notice,) = list_notices(reading)
        assert (notice.what, notice.case_number) == ("test_contact", made.number)
    with pytest.raises(MadeByVisitor), centre.work(centre.marek, LATER) as work:
        take_out(work, case_id=made.case_id)


def test_who_had_a_visitors_contact_reads_of_it_in_the_news(centre: Stage) -> None:
    made = centre.register()
    with centre.work(centre.anna) as work:
        take_case(work, case_id=made.case_id)
    scene = reported(centre, made.number)
    with centre.work(centre.anna, NOW + timedelta(days=1)) as work:
        note_seen(work)
    released(centre, scene)
    with centre.read(centre.anna, LATER) as reading:
        (row,) = load_news(reading).rows
    assert row.number == made.number
    assert any("Autumn 2026" in line.text for line in row.lines)


def test_before_the_release_a_visitors_contact_is_found_like_any_other(centre: Stage) -> None:
    made = centre.register()
    with centre.read() as reading:
        before = find_anything(reading, typed=made.number)
    reported(centre, made.number)
    with centre.read() as reading:
        assert find_anything(reading, typed=made.number) == before
