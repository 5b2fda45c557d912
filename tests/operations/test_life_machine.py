"""Whatever is done with cases, in whatever order, and taken back: no illegal state, no lost history, and every clock
is what a recomputation from the history gives.
"""

import itertools
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from csatdesk.domain.cases import CaseKind, Closing, NoAnswerReason, Outcome, ReplyBy, Solved
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.domain.errors import Refusal
from csatdesk.domain.promises import NewPromise, PromiseKind
from csatdesk.domain.staff import Actor
from csatdesk.domain.statuses import Status, WaitingFor
from csatdesk.operations.alarms import fire_alarms
from csatdesk.operations.cases import answers, endings, extensions, links, promises, recomputing, trash, waiting
from csatdesk.operations.cases.clocks import all_clocks, course_of, load_pauses, nearest
from csatdesk.operations.cases.commands import classify_case, hand_over_cases, take_case
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.audit import broken_link
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import GONE, NOT_OPEN, OPEN, Case, CaseEvent, CaseSpan
from csatdesk.store.entities.centres import Target
from csatdesk.store.entities.deadlines import RUNNING, CasePause
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.turns import CaseTurn
from tests.cast import NOW, Stage
from tests.stages import local_stage

PLACES = st.integers(0, 5)
MINUTES = st.sampled_from((0, 1, 30, 240, 24 * 60, 5 * 24 * 60))


class Life(RuleBasedStateMachine):
    """Three people at one store; each step takes some time."""

    built: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.built.parent))
        self.stage: Stage = local_stage(self.built, self.folder)
        self.now = NOW
        self.cases: list[int] = []
        self.undos: list[Callable[[Work], object]] = []
        self.events = 0
        with self.stage.work(self.stage.ewa) as work:
            legal = {"times": 1, "amount": 60, "unit": Unit.CALENDAR_DAYS.value, "is_total": True}
            work.db.add(
                Target(
                    centre_id=work.actor.centre_id,
                    clock=Clock.LEGAL,
                    names={"en": "Legal"},
                    amount=14,
                    unit=Unit.CALENDAR_DAYS,
                    acknowledge_amount=2,
                    pauses_for=[],
                    extension=legal,
                )
            )
        self.register(CaseKind.CLAIM)

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            with self.stage.read() as reading:
                assert broken_link(reading.db, self.stage.anna.desk_id) is None
            self.stage.store.close()
            shutil.rmtree(self.folder)

    def act(self, command: Callable[..., object], *, by: Actor | None = None, **values: Any) -> None:
        """Do it, or hear why not; what can be taken back goes onto the pile."""
        try:
            with self.stage.work(by or self.stage.marek, self.now) as work:
                done = command(work, **values)
        except Refusal:
            return
        if isinstance(done, Undoable):
            self.undos.append(done.undo)

    def case(self, place: int) -> int:
        return self.cases[place % len(self.cases)]

    def version(self, case_id: int) -> int:
        with self.stage.read() as reading:
            return reading.db.get_one(Case, case_id).version

    @rule(minutes=MINUTES)
    def time_goes_on(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(kind=st.sampled_from((CaseKind.CLAIM, CaseKind.COMPLAINT, CaseKind.INQUIRY)))
    def register(self, kind: CaseKind) -> None:
        if len(self.cases) < 4:
            self.cases.append(self.stage.register(at=self.now, kind=kind).case_id)

    @rule(place=PLACES)
    def take(self, place: int) -> None:
        self.act(take_case, by=self.stage.anna, case_id=self.case(place))

    @rule(place=PLACES, nobody=st.booleans())
    def hand_over(self, place: int, nobody: bool) -> None:
        to = None if nobody else self.stage.anna.id
        self.act(hand_over_cases, case_ids=[self.case(place)], to_staff_id=to)

    @rule(place=PLACES)
    def unclassify(self, place: int) -> None:
        self.act(classify_case, case_id=self.case(place), topic_id=None)

    @rule(place=PLACES, reason=st.sampled_from(WaitingFor))
    def wait(self, place: int, reason: WaitingFor) -> None:
        self.act(waiting.wait, case_id=self.case(place), reason=reason, note="photo")

    @rule(place=PLACES)
    def resume(self, place: int) -> None:
        self.act(waiting.resume, case_id=self.case(place))

    @rule(place=PLACES, to_approve=st.booleans())
    def prepare(self, place: int, to_approve: bool) -> None:
        self.act(
            answers.prepare_answer, by=self.stage.anna, case_id=self.case(place), text="Tak.", to_approve=to_approve
        )

    @rule(place=PLACES)
    def approve(self, place: int) -> None:
        self.act(answers.approve_answer, case_id=self.case(place))

    @rule(place=PLACES)
    def return_answer(self, place: int) -> None:
        self.act(answers.return_answer, case_id=self.case(place), note="shorter")

    @rule(place=PLACES)
    def acknowledge(self, place: int) -> None:
        self.act(answers.acknowledge_case, case_id=self.case(place), sent_at=self.now, reply_by=ReplyBy.EMAIL)

    @rule(place=PLACES, solved=st.sampled_from((None, *Solved)))
    def answer(self, place: int, solved: Solved | None) -> None:
        self.act(
            answers.answer_case,
            case_id=self.case(place),
            text="Tak.",
            sent_at=self.now,
            reply_by=ReplyBy.LETTER,
            solved=solved,
        )

    @rule(place=PLACES, outcome=st.sampled_from(Outcome), was_sent=st.booleans())
    def close(self, place: int, outcome: Outcome, was_sent: bool) -> None:
        case_id = self.case(place)
        reason = None if was_sent else NoAnswerReason.NOT_WANTED
        closing = Closing(outcome, "cause", self.now if was_sent else None, reason)
        self.act(endings.close_case, case_id=case_id, closing=closing, version=self.version(case_id))

    @rule(place=PLACES)
    def reopen(self, place: int) -> None:
        self.act(endings.reopen_case, case_id=self.case(place), reason="came back")

    @rule(place=PLACES, days=st.integers(1, 20))
    def promise(self, place: int, days: int) -> None:
        new = NewPromise(PromiseKind.VISIT, "visit", self.now + timedelta(days=days), is_day=False)
        self.act(promises.make_promise, case_id=self.case(place), new=new)

    @rule(place=PLACES, what=st.sampled_from(("do", "drop", "move")))
    def keep_promise(self, place: int, what: str) -> None:
        with self.stage.read() as reading:
            found = list(reading.db.execute(select(CasePromise.id).order_by(CasePromise.id)).scalars())
        if not found:
            return
        promise_id = found[place % len(found)]
        if what == "do":
            self.act(promises.do_promise, promise_id=promise_id, done_at=self.now)
        elif what == "drop":
            self.act(promises.drop_promise, promise_id=promise_id)
        else:
            due_at = self.now + timedelta(days=3)
            self.act(promises.move_promise, promise_id=promise_id, due_at=due_at, is_day=False, reason="snow")

    @rule(place=PLACES, days=st.integers(1, 60))
    def extend(self, place: int, days: int) -> None:
        with self.stage.read() as reading:
            case = reading.db.get_one(Case, self.case(place))
            legal = [row for row in all_clocks(reading, case) if row.clock is Clock.LEGAL]
            found = [(row.id, row.due_at) for row in legal]
        for deadline_id, due_at in found[-1:]:
            new = extensions.NewExtension(due_at + timedelta(days=days), "expert", "letter 7", self.now)
            self.act(extensions.extend_deadline, deadline_id=deadline_id, new=new)

    @rule()
    def recompute(self) -> None:
        self.act(recomputing.recompute_clocks, case_ids=self.cases)

    @rule(place=PLACES, other=PLACES)
    def merge(self, place: int, other: int) -> None:
        self.act(links.merge_cases, case_id=self.case(place), into_id=self.case(other))

    @rule(place=PLACES)
    def throw_away(self, place: int) -> None:
        self.act(trash.throw_away, case_id=self.case(place), reason="by mistake")

    @rule()
    def let_clocks_speak(self) -> None:
        with self.stage.work(self.stage.marek, self.now) as work:
            fire_alarms(work)

    @rule()
    def undo(self) -> None:
        if self.undos:
            undo = self.undos.pop()
            self.act(lambda work: undo(work) and None)

    @invariant()
    def everything_fits(self) -> None:
        with self.stage.read(at=self.now) as reading:
            for case in reading.db.execute(select(Case)).scalars():
                self._check_status(reading.db, case)
                self._check_clocks(reading, case)
            open_now = reading.db.execute(select(func.count(Case.id)).where(Case.is_open == OPEN)).scalar_one()
            assert reading.db.execute(select(func.sum(CaseTurn.change))).scalar() in {open_now, None}
            events = reading.db.execute(select(func.count(CaseEvent.id))).scalar_one()
        assert events >= self.events
        self.events = events

    def _check_status(self, db: Any, case: Case) -> None:
        is_gone = case.merged_into_id is not None or case.thrown_at is not None
        assert case.is_open == (GONE if is_gone else OPEN if case.status.is_open else NOT_OPEN)
        pauses = (
            db.execute(select(CasePause).where(CasePause.case_id == case.id).order_by(CasePause.from_at))
            .scalars()
            .all()
        )
        assert [pause.to_at == FAR for pause in pauses].count(True) == case.status.is_waiting
        for one, other in itertools.pairwise(pauses):
            assert one.to_at <= other.from_at
        spans = db.execute(select(CaseSpan).where(CaseSpan.case_id == case.id).order_by(CaseSpan.id)).scalars().all()
        ongoing = [span for span in spans if span.to_at == FAR]
        assert len(ongoing) == case.status.is_open
        if ongoing:
            assert (ongoing[0].status, ongoing[0].owner_id) == (case.status, case.owner_id)
        assert (case.closed_at is not None) == (not case.status.is_open)
        if case.status is Status.PROMISE_OPEN:
            left = select(func.count(CasePromise.id)).where(CasePromise.case_id == case.id, CasePromise.is_open == 1)
            assert db.execute(left).scalar_one() > 0

    def _check_clocks(self, reading: Any, case: Case) -> None:
        rows = all_clocks(reading, case)
        for row in rows:
            if row.is_running == RUNNING:
                run = course_of(reading, row, load_pauses(reading, case, row.period)).run(self.now)
                assert row.is_paused == run.is_paused
                assert run.is_paused or row.due_at == run.due_at
                assert row.met_at is None
        if case.is_open != GONE:
            shown = nearest(rows, case.period)
            counts = shown is not None and shown.is_running == RUNNING and not shown.is_paused
            assert case.next_due_at == (shown.due_at if shown is not None and counts and case.status.is_open else FAR)
        kept = {row.clock for row in rows if row.met_at is not None and row.period == case.period}
        if Clock.LEGAL in kept:
            assert case.answer_sent_at is not None


def run_machine(built: Path, examples: int, steps: int) -> None:
    Life.built = built
    machine: Any = Life.TestCase
    machine.settings = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate,),  # shrinking would take minutes; the steps are printed as they are
        database=None,
    )
    machine("runTest").runTest()


def test_no_order_of_deeds_breaks_a_case(built_store: Path) -> None:
    run_machine(built_store, examples=6, steps=25)


@pytest.mark.slow
def test_no_order_of_deeds_breaks_a_case_however_long(built_store: Path) -> None:
    run_machine(built_store, examples=200, steps=60)
