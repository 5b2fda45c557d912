"""Keeps what is being written on disk, beside the window: within a second of any key, and at once when one leaves."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from csatdesk.domain.errors import Trouble
from csatdesk.gui.context import Context
from csatdesk.gui.intake.talk import Talk, from_values, to_values
from csatdesk.system.clock import now
from csatdesk.system.drafts import DraftJournal

KEEP_AFTER_MS = 600  # after the first key that is not kept yet: whatever ends the program, a second is lost at most


class DraftKeeper(QObject):
    """One for a window, so that what is written and what is looked up come in order: see `keeper_of`.

    `talks` gives the talks as they stand; those without content are forgotten.
    """

    kept = Signal(object)  # when: a datetime
    refused = Signal(object)  # the Trouble of the disk; typing goes on, and the next key tries again
    found = Signal(object)  # the talks this person left behind, oldest first
    thrown_away = Signal(object)  # the uid of a talk that is to go wherever it stands
    forgotten = Signal(object)  # tells by the values of a talk whether it is to go, closed ones too
    listed = Signal(object)  # the same, for those who only want to know

    def __init__(self, journal: DraftJournal, parent: QObject) -> None:
        super().__init__(parent)
        self.talks: Callable[[], tuple[Talk, ...]] = tuple
        self._journal = journal
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="drafts")  # one: drafts are written in order
        self._is_stopped = False
        self._on_disk: dict[UUID, Talk] = {}
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(KEEP_AFTER_MS)
        self._wait.timeout.connect(self.keep_now)
        self.refused.connect(self._try_again)

    def touched(self) -> None:
        """Something was typed or picked. A wait that has begun is not begun again."""
        if not self._wait.isActive():
            self._wait.start()

    def keep_now(self) -> None:
        """Write every talk that differs from what is on disk."""
        self._wait.stop()
        for talk in self.talks():
            if self._on_disk.get(talk.uid) == talk:
                continue
            if not talk.is_empty:
                self._on_disk[talk.uid] = talk
                self._send(partial(self._journal.save, talk.uid, to_values(talk)), now())
            elif self._on_disk.pop(talk.uid, None) is not None:
                self._send(partial(self._journal.remove, talk.uid), None)

    def forget(self, uid: UUID) -> None:
        """The talk became a case, or was thrown away."""
        self._on_disk.pop(uid, None)
        self._send(partial(self._journal.remove, uid), None)

    def throw_away(self, talk: Talk) -> None:
        """Forget a kept talk, in whatever tab it stands."""
        self.thrown_away.emit(talk.uid)
        self.forget(talk.uid)

    def forget_those(self, wanted: Callable[[Mapping[str, object]], bool]) -> None:
        """Forget the talks whose values are `wanted`: in whatever tab they stand, and whoever left them on disk."""
        for talk in self.talks():
            if wanted(to_values(talk)):
                self.throw_away(talk)
        self.forgotten.emit(wanted)
        self._send(partial(self._journal.remove_those, wanted), None)

    def put_back(self, talk: Talk) -> None:
        """Keep a talk that was thrown away after all; for any thread."""
        self._send(partial(self._journal.save, talk.uid, to_values(talk)), None)

    def look(self, by_id: int) -> None:
        """Ask for the talks that this person left behind; `found` brings them."""
        self._send(lambda: self.found.emit(self._left_behind(by_id)), None)

    def list_kept(self, by_id: int) -> None:
        """Ask what is on disk for this person once everything sent so far is there; `listed` brings it."""
        self._send(lambda: self.listed.emit(self._left_behind(by_id)), None)

    def _left_behind(self, by_id: int) -> tuple[Talk, ...]:
        """What is none of ours, or of a form we do not know, stays where it is."""
        talks = []
        for draft in self._journal.load_all().found:
            try:
                talk = from_values(draft.values, draft.saved_at)
            except (ValueError, TypeError, KeyError):
                continue
            if talk.by_id == by_id:
                talks.append(talk)
        return tuple(talks)

    def know(self, talks: Sequence[Talk]) -> None:
        """These talks are on disk as they are."""
        self._on_disk |= {talk.uid: talk for talk in talks}

    def stop(self) -> None:
        """Write nothing more, once everything sent so far is on disk."""
        self._wait.stop()
        self._is_stopped = True
        self._writer.shutdown(wait=True)

    def wait(self) -> None:
        """Until everything sent so far is on disk."""
        if not self._is_stopped:
            self._writer.submit(lambda: None).result()

    def _send(self, write: Callable[[], None], at: datetime | None) -> None:
        if not self._is_stopped:
            self._writer.submit(write).add_done_callback(lambda done: self._written(done, at))

    def _try_again(self, _trouble: Trouble) -> None:
        self._on_disk.clear()

    def _written(self, done: Future[None], at: datetime | None) -> None:
        """Runs on the writing thread; signals cross to the window's."""
        error = done.exception()
        if isinstance(error, Trouble):
            self.refused.emit(error)
        elif error is None and at is not None:
            self.kept.emit(at)


def keeper_of(context: Context) -> DraftKeeper:
    """The one keeper of this window."""
    kept = context.findChild(DraftKeeper)
    if kept is not None:
        return kept
    session = context.session
    return DraftKeeper(DraftJournal(session.profile.drafts, session.store_key), context)
