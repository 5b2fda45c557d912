"""Work on the store off the UI thread: questions, commands, long jobs, undo.

    runner.ask(self, partial(list_cases, filter=f), self._show)          two reader threads; the newest question counts
    runner.act(self, partial(close_case, case_id=7, …), self._closed)    one writer thread, in order
    runner.job(self, _("Case file"), partial(export_case_file, …))       long; with progress and Cancel

`then` and `failed` are called on the UI thread, and not at all when `owner` is gone. Without `failed` an error goes to
`runner.failed`, that is to the boundary.
"""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any, TypeVar, overload

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from csatdesk.domain.changes import Kind, Progress
from csatdesk.domain.errors import Cancelled
from csatdesk.gui.background import Delivery, Lane
from csatdesk.operations.session import Session
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

T = TypeVar("T")
Failed = Callable[[BaseException], object]
READERS, JOBS = 2, 2
UNDO_MOST = 20
SHOWN_AFTER = 0.5  # seconds; quicker work is not worth a word
TOLD_EVERY = 0.05  # seconds between two words on progress


@dataclass(frozen=True, slots=True)
class Done:
    """What a command returned, and what it changed."""

    result: Any
    changed: frozenset[Kind]


class Job(QObject):
    """A long piece of work as the window shows it. `cancel()` makes its next word on progress its last."""

    progressed = Signal(int, int)  # done, total

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.done, self.total = 0, 0
        self.has_ended = self.goes_back = False
        self._cancelled = threading.Event()
        self._told_at = 0.0

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        self._cancelled.set()

    def report(self, done: int, total: int) -> None:
        """The job's `Progress`, called on its own thread; raises Cancelled after `cancel()`. What it says after that is
        how it takes back what it did."""
        if self._cancelled.is_set() and not self.goes_back:
            self.goes_back = True
            raise Cancelled
        self.done, self.total = done, total
        if done >= total or done == 0 or monotonic() - self._told_at >= TOLD_EVERY:
            self._told_at = monotonic()
            self.progressed.emit(done, total)
        if self.goes_back:
            raise Cancelled


class Runner(QObject):
    """All work of one session. A person's switch keeps the store and its threads."""

    changed = Signal(object)  # frozenset[Kind]: what a command or job changed
    failed = Signal(object, object)  # the error, and a function that tries again
    undo_offered = Signal(str)  # what was done, in words
    undone = Signal(str)
    busy = Signal(str)  # words while work takes longer than half a second, "" when it is over
    job_started = Signal(object)  # Job
    job_ended = Signal(object)
    ending = Signal()  # the last moment to give it something to do

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.jobs: list[Job] = []
        self._undos: deque[Undoable[Any]] = deque(maxlen=UNDO_MOST)
        self._newest: dict[tuple[int, object], Future[Any]] = {}
        self._running: dict[Future[Any], float] = {}
        self._delivery = Delivery(self)
        self._readers = Lane("csatdesk-reader", READERS)
        self._writer = Lane("csatdesk-writer", 1)
        self._workers = Lane("csatdesk-job", JOBS)
        self._is_busy = False
        self._is_closed = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._look_at_clock)

    def ask(
        self,
        owner: QObject,
        query: Callable[[Reading], T],
        then: Callable[[T], object],
        *,
        failed: Failed | None = None,
        quiet: bool = False,
    ) -> None:
        """Answer `query`. A newer question of the same owner with the same query outdates this one.

        `quiet`: nobody waits for it, so that nothing is said however long it takes.
        After `close` nothing is answered any more: a clock of some page may still ask.
        """
        if self._is_closed:
            return
        key = (id(owner), what(query))
        older = self._newest.get(key)
        if older is not None:
            older.cancel()
        session = self.session
        begin = self._readers.start if quiet else partial(self._begin, self._readers)
        work: Future[T] = begin(lambda: _asked(session, query))
        self._newest[key] = work

        def answered(done: Future[T]) -> None:
            if self._newest.get(key) is done:
                del self._newest[key]
                if isValid(owner):
                    self._finish(done, then, failed, partial(self.ask, owner, query, then, failed=failed, quiet=quiet))

        self._watch(work, answered)

    @overload
    def act(
        self,
        owner: QObject,
        command: Callable[[Work], Undoable[T]],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
    ) -> None: ...
    @overload
    def act(
        self,
        owner: QObject,
        command: Callable[[Work], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
    ) -> None: ...
    def act(
        self,
        owner: QObject,
        command: Callable[[Work], Any],
        then: Callable[[Any], object] | None = None,
        *,
        failed: Failed | None = None,
    ) -> None:
        """Do `command` after those given before it. Of an `Undoable` its result reaches `then`, and undo is offered."""
        session = self.session
        work = self._begin(self._writer, lambda: _acted(session, command))

        def acted(done: Future[Done]) -> None:
            again = partial(self.act, owner, command, then, failed=failed)
            is_there = isValid(owner)  # what was changed, or went wrong, is told even when the owner has gone
            tell = partial(self._tell, session=session, then=then if is_there else None)
            self._finish(done, tell, failed if is_there else None, again)

        self._watch(work, acted)

    @overload
    def job(
        self,
        owner: QObject,
        title: str,
        job: Callable[[Store, Any, Progress], Undoable[T]],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
        changes: frozenset[Kind] = frozenset(),
    ) -> Job: ...
    @overload
    def job(
        self,
        owner: QObject,
        title: str,
        job: Callable[[Store, Any, Progress], T],
        then: Callable[[T], object] | None = None,
        *,
        failed: Failed | None = None,
        changes: frozenset[Kind] = frozenset(),
    ) -> Job: ...
    def job(
        self,
        owner: QObject,
        title: str,
        job: Callable[[Store, Any, Progress], Any],
        then: Callable[[Any], object] | None = None,
        *,
        failed: Failed | None = None,
        changes: frozenset[Kind] = frozenset(),
    ) -> Job:
        """Begin long work: `job(store, actor, progress)`. `changes`: what visible lists must expect, however it ends.

        After Cancel `failed` gets `Cancelled`; without `failed` nothing is said. An `Undoable` is told as by `act`.
        """
        shown = Job(title, self)
        self.jobs.append(shown)
        session = self.session

        def ended(done: Future[Any]) -> None:
            self._end(shown, changes)
            is_there = isValid(owner)
            if isinstance(done.exception(), Cancelled) and (failed is None or not is_there):
                return
            again = partial(self.job, owner, title, job, then, failed=failed, changes=changes)
            offer = partial(self._offer, session=session, then=then if is_there else None)
            self._finish(done, offer, failed if is_there else None, again)

        self.job_started.emit(shown)  # first: its first word on progress must find somebody who listens
        self._watch(self._workers.start(lambda: job(session.store, session.actor, shown.report)), ended)
        return shown

    @property
    def can_undo(self) -> bool:
        return bool(self._undos)

    def undo(self) -> None:
        """Take the newest step back; nothing when there is none."""
        if self._undos:
            step = self._undos.pop()
            words = said(step)
            self.act(self, step.undo, lambda _result: self.undone.emit(words))

    def forget_steps(self) -> None:
        """Nothing done so far can be undone any more: it may speak of somebody who was erased."""
        self._undos.clear()

    def switch(self, session: Session) -> None:
        """Somebody else goes on: undo is theirs alone, and no answer of the one before reaches them."""
        self.session = session
        self._undos.clear()
        for work in self._newest.values():
            work.cancel()
        self._newest.clear()

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def close(self) -> None:
        """Cancel the jobs, let the last command end, stop the threads."""
        if not self._is_closed:
            self.ending.emit()
        self._is_closed = True
        for job in self.jobs:
            job.cancel()
        self._workers.close()
        self._readers.close()
        self._writer.close(drop_waiting=False)  # a command that was accepted is done, whoever waits for it

    def _begin(self, lane: Lane, work: Callable[[], Any]) -> Future[Any]:
        begun = lane.start(work)
        self._running[begun] = monotonic()
        if not self._clock.isActive():
            self._clock.start(int(SHOWN_AFTER * 1000))
        begun.add_done_callback(lambda done: self._running.pop(done, None))
        return begun

    def _watch(self, work: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        self._delivery.watch(work, then)

    def _finish(
        self, done: Future[T], then: Callable[[T], object] | None, failed: Failed | None, again: Callable[[], object]
    ) -> None:
        error = done.exception()
        if error is None:
            if then is not None:
                then(done.result())
        elif failed is not None:
            failed(error)
        else:
            self.failed.emit(error, again)

    def _tell(self, done: Done, session: Session, then: Callable[[Any], object] | None) -> None:
        if done.changed:
            self.changed.emit(done.changed)
        self._offer(done.result, session, then)

    def _offer(self, result: Any, session: Session, then: Callable[[Any], object] | None) -> None:
        if isinstance(result, Undoable):
            if session is self.session:  # what somebody else did before a switch is not theirs to undo
                self._undos.append(result)
                self.undo_offered.emit(said(result))
            result = result.result
        if then is not None:
            then(result)

    def _end(self, job: Job, changes: frozenset[Kind]) -> None:
        self.jobs.remove(job)
        job.has_ended = True
        self.job_ended.emit(job)
        job.deleteLater()
        if changes:
            self.changed.emit(changes)

    def _look_at_clock(self) -> None:
        started = list(self._running.values())
        waited = monotonic() - min(started) if started else 0.0
        is_busy = waited >= SHOWN_AFTER
        if is_busy != self._is_busy:
            self._is_busy = is_busy
            self.busy.emit(_("Working …") if is_busy else "")
        if started:
            self._clock.start(100 if is_busy else max(1, int((SHOWN_AFTER - waited) * 1000)))


class ImmediateRunner(Runner):
    """The same runner, but every answer is there before the call returns. For tests and scripts of the windows."""

    def _watch(self, work: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        wait([work])
        if not work.cancelled():
            then(work)


def _asked(session: Session, query: Callable[[Reading], T]) -> T:
    with session.store.read(session.actor, now()) as reading:
        return query(reading)


def _acted(session: Session, command: Callable[[Work], Any]) -> Done:
    with session.store.write(session.actor, now()) as work:
        result = command(work)
    return Done(result, frozenset(work.changed))


def said(step: Undoable[Any]) -> str:
    """What an undoable step did, in words."""
    return _(step.text).format(**step.values)


def what(query: Callable[..., object]) -> object:
    """What stays the same between two questions of one kind: the function, whatever values it is given."""
    while isinstance(query, partial):
        query = query.func
    function = getattr(query, "__func__", query)
    return getattr(function, "__code__", function)
