"""The runner with its real threads: order, outdated questions, owners that are gone, cancel, errors, undo."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled, NotAllowed, Refusal
from csatdesk.domain.staff import Actor
from csatdesk.gui.job_strip import JobLine, JobStrip
from csatdesk.gui.runner import UNDO_MOST, ImmediateRunner, Job, Runner
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.wording.texts import language, speaking
from tests.cast import Stage


def told(value: str, reading: Reading) -> str:
    return value


def waiting_for(gate: threading.Event, value: str, reading: Reading) -> str:
    assert gate.wait(5)
    return value


def test_an_answer_comes_on_the_thread_that_asked(runner: Runner, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []
    here = threading.current_thread()

    def query(_reading: Reading) -> bool:
        return threading.current_thread() is here

    runner.ask(runner, query, lambda was_here: seen.append((str(was_here), threading.current_thread() is here)))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("False", True)]


def test_commands_are_done_in_the_order_they_were_given(runner: Runner, qtbot: QtBot) -> None:
    done: list[int] = []

    def slow_first(number: int, _work: Work) -> None:
        time.sleep(0.02 if number == 0 else 0)
        done.append(number)

    for number in range(20):
        runner.act(runner, partial(slow_first, number))
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_newer_question_of_the_same_owner_outdates_the_older(runner: Runner, qtbot: QtBot) -> None:
    gate, seen = threading.Event(), list[str]()
    runner.ask(runner, partial(waiting_for, gate, "old"), seen.append)
    runner.ask(runner, partial(waiting_for, gate, "new"), seen.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    qtbot.wait(50)
    assert seen == ["new"]


def test_different_questions_of_one_owner_are_both_answered(runner: Runner, qtbot: QtBot) -> None:
    seen: list[str] = []
    gate = threading.Event()
    gate.set()
    runner.ask(runner, partial(waiting_for, gate, "one"), seen.append)
    runner.ask(runner, partial(told, "other"), seen.append)
    qtbot.waitUntil(lambda: sorted(seen) == ["one", "other"])


def test_an_answer_is_dropped_when_its_owner_is_gone(runner: Runner, qtbot: QtBot) -> None:
    gate, seen, owner = threading.Event(), list[str](), QObject()
    runner.ask(owner, partial(waiting_for, gate, "late"), seen.append)
    delete(owner)
    gate.set()
    done: list[str] = []
    runner.ask(runner, partial(told, "after"), done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(50)
    assert seen == []


def test_a_command_is_told_as_change_even_when_its_owner_is_gone(runner: Runner, qtbot: QtBot) -> None:
    owner, seen = QObject(), list[str]()

    def command(work: Work) -> str:
        work.changed.add(Kind.CASE)
        return "done"

    with qtbot.waitSignal(runner.changed) as changed:
        runner.act(owner, command, seen.append)
        delete(owner)
    assert changed.args == [frozenset({Kind.CASE})]
    assert seen == []


def test_the_language_of_the_caller_holds_on_the_other_thread(runner: Runner, qtbot: QtBot) -> None:
    seen: list[str] = []
    with speaking("et"):
        runner.ask(runner, lambda _reading: language(), seen.append)
    qtbot.waitUntil(lambda: seen == ["et"])


def test_a_refusal_goes_to_the_form_that_waits_for_it(runner: Runner, qtbot: QtBot) -> None:
    caught: list[BaseException] = []

    def refused(_work: Work) -> None:
        raise NotAllowed()

    runner.act(runner, refused, failed=caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], Refusal)


def test_an_error_nobody_waits_for_reaches_the_boundary_and_can_be_tried_again(runner: Runner, qtbot: QtBot) -> None:
    tries: list[int] = []

    def fails_once(_work: Work) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise NotAllowed()

    with qtbot.waitSignal(runner.failed) as failed:
        runner.act(runner, fails_once)
    error, again = failed.args
    assert isinstance(error, NotAllowed)
    again()
    qtbot.waitUntil(lambda: len(tries) == 2)


def test_a_failed_command_changes_nothing(runner: Runner, local_centre: Stage, qtbot: QtBot) -> None:
    case = local_centre.register(known=local_centre.intake().known)

    def half(work: Work) -> None:
        take_case(work, case_id=case.case_id)
        raise NotAllowed()

    with qtbot.waitSignal(runner.failed):
        runner.act(runner, half)
    with local_centre.read() as reading:
        assert load_case(reading, case_id=case.case_id).row.owner_id is None


def until_told(told_at: list[float], _store: Store, _actor: Actor, progress: Progress) -> None:
    for done in range(1000):
        progress(done, 1000)
        time.sleep(0.01)
        told_at.append(time.monotonic())


def test_cancel_stops_a_job_within_half_a_second_and_says_nothing(runner: Runner, qtbot: QtBot) -> None:
    told_at: list[float] = []
    failed: list[BaseException] = []
    runner.failed.connect(lambda error, _again: failed.append(error))
    job = runner.job(runner, "Long", partial(until_told, told_at))
    qtbot.waitUntil(lambda: len(told_at) > 3)
    pressed = time.monotonic()
    with qtbot.waitSignal(runner.job_ended):
        job.cancel()
    assert time.monotonic() - pressed < 0.5
    assert failed == []
    assert runner.jobs == []


def test_a_cancelled_job_tells_the_one_who_waits(runner: Runner, qtbot: QtBot) -> None:
    caught: list[BaseException] = []
    job = runner.job(runner, "Long", partial(until_told, []), failed=caught.append)
    job.cancel()
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], Cancelled)


def test_after_cancel_a_job_tells_how_it_takes_back_what_it_did(runner: Runner, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []

    def work(_store: Store, _actor: Actor, progress: Progress) -> None:
        try:
            until_told([], _store, _actor, progress)
        except Cancelled:
            for left in (2, 0):
                with suppress(Cancelled):
                    progress(left, 2)
            raise

    strip = JobStrip()
    qtbot.addWidget(strip)
    job = runner.job(runner, "Long", work)
    line = JobLine(job, strip)
    qtbot.waitUntil(lambda: job.done > 3)
    job.progressed.connect(lambda done, total: steps.append((done, total)))
    line.cancel.click()
    assert line.far.text() == "stopping …"
    with qtbot.waitSignal(runner.job_ended):
        qtbot.waitUntil(lambda: line.far.text() == "taking back …")
    assert steps[-2:] == [(2, 2), (0, 2)]


def test_a_job_tells_its_progress_and_what_it_changed(runner: Runner, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []

    def began(job: Job) -> None:
        job.progressed.connect(lambda done, total: steps.append((done, total)))

    def work(_store: Store, _actor: Actor, progress: Progress) -> str:
        progress(5, 5)
        return "ready"

    runner.job_started.connect(began)
    seen: list[str] = []
    with qtbot.waitSignal(runner.changed) as changed:
        runner.job(runner, "Short", work, seen.append, changes=frozenset({Kind.IMPORT}))
    qtbot.waitUntil(lambda: seen == ["ready"])
    assert changed.args == [frozenset({Kind.IMPORT})]
    assert steps == [(5, 5)]


def test_commands_go_between_the_steps_of_a_job(runner: Runner, qtbot: QtBot) -> None:
    done: list[str] = []
    job = runner.job(runner, "Long", partial(until_told, []))
    runner.act(runner, lambda _work: "saved", done.append)
    qtbot.waitUntil(lambda: done == ["saved"], timeout=500)
    assert runner.jobs == [job]
    job.cancel()


def test_a_step_is_offered_for_undo_and_taken_back(runner: Runner, local_centre: Stage, qtbot: QtBot) -> None:
    case = local_centre.register()
    with qtbot.waitSignal(runner.undo_offered):
        runner.act(runner, partial(take_case, case_id=case.case_id))
    with local_centre.read() as reading:
        assert load_case(reading, case_id=case.case_id).row.owner_id == local_centre.anna.id
    with qtbot.waitSignal(runner.undone):
        runner.undo()
    with local_centre.read() as reading:
        assert load_case(reading, case_id=case.case_id).row.owner_id is None
    assert not runner.can_undo


def counted(number: int, taken_back: list[int]) -> Callable[[Work], Undoable[int]]:
    return lambda _work: Undoable(number, lambda _work: taken_back.append(number), "Step {number}", {"number": number})


def test_the_last_twenty_steps_can_be_taken_back_newest_first(local_centre: Stage) -> None:
    runner = ImmediateRunner(local_centre.session())
    taken_back: list[int] = []
    for number in range(UNDO_MOST + 5):
        runner.act(runner, counted(number, taken_back))
    while runner.can_undo:
        runner.undo()
    assert taken_back == list(range(UNDO_MOST + 4, 4, -1))
    runner.close()


def test_undo_ends_with_the_person(local_centre: Stage) -> None:
    runner = ImmediateRunner(local_centre.session())
    runner.act(runner, counted(1, []))
    runner.switch(local_centre.session(local_centre.marek))
    assert not runner.can_undo
    runner.close()


def long_step(gate: threading.Event, taken_back: list[int], *_given: object) -> Undoable[int]:
    assert gate.wait(5)
    return Undoable(7, lambda _work: taken_back.append(7), "Step {number}", {"number": 7})


@pytest.mark.parametrize("is_switched", [False, True])
def test_what_a_job_did_is_undone_by_who_began_it(
    runner: Runner, local_centre: Stage, qtbot: QtBot, *, is_switched: bool
) -> None:
    gate, taken_back, seen = threading.Event(), list[int](), list[int]()
    runner.job(runner, "Long", partial(long_step, gate, taken_back), seen.append)
    if is_switched:
        runner.switch(local_centre.session(local_centre.marek))
    gate.set()
    qtbot.waitUntil(lambda: seen == [7])
    assert runner.can_undo is not is_switched
    runner.undo()
    qtbot.waitUntil(lambda: is_switched or taken_back == [7])


def test_work_over_half_a_second_is_shown_and_quick_work_is_not(runner: Runner, qtbot: QtBot) -> None:
    words: list[str] = []
    runner.busy.connect(words.append)
    runner.ask(runner, partial(told, "quick"), lambda _value: None)
    qtbot.wait(50)
    gate = threading.Event()
    runner.ask(runner, partial(waiting_for, gate, "slow"), lambda _value: None)
    qtbot.waitUntil(lambda: len(words) == 1, timeout=1500)
    gate.set()
    qtbot.waitUntil(lambda: len(words) == 2, timeout=1500)
    assert words[0]
    assert words[1] == ""


def test_closing_lets_an_accepted_command_end(local_centre: Stage) -> None:
    runner = Runner(local_centre.session())
    done: list[int] = []

    def slowly(number: int, _work: Work) -> None:
        time.sleep(0.05)
        done.append(number)

    for number in range(3):
        runner.act(runner, partial(slowly, number))
    runner.close()
    assert done == [0, 1, 2]


@pytest.mark.parametrize("wait_before_delete", [0, 30])
def test_the_threads_end_with_the_runner(local_centre: Stage, qtbot: QtBot, wait_before_delete: int) -> None:
    before = set(threading.enumerate())  # other tests may have left some to the garbage
    runner = Runner(local_centre.session())
    runner.ask(runner, partial(told, "x"), lambda _value: None)
    assert any(thread.name.startswith("csatdesk-") for thread in set(threading.enumerate()) - before)
    qtbot.wait(wait_before_delete)
    runner.close()
    assert not [one for one in set(threading.enumerate()) - before if one.name.startswith("csatdesk-")]
