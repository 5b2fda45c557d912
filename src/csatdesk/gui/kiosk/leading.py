"""Leads the kiosk: opens its window, hands its answers to the store, lets out who knows the PIN.

It belongs to the runner and not to the desk: locking the desk or another person at it leaves the kiosk as it is.
"""

from collections import deque
from dataclasses import dataclass
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QScreen

from csatdesk.domain.changes import Progress
from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.domain.staff import Actor
from csatdesk.gui.kiosk.window import Finished, KioskPlan, KioskWindow
from csatdesk.gui.runner import Runner
from csatdesk.gui.sign_in.backoff import Backoff
from csatdesk.operations.session import PinUsedUp, Session, WrongPin, check_unlock
from csatdesk.operations.surveys.kiosk import keep_from_kiosk
from csatdesk.operations.work import Store
from csatdesk.wording.texts import _, ngettext, speaking, spoken

AGAIN_MS = 5_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An answer on its way into the store. The kiosk may be open for another survey before it is there."""

    finished: Finished
    survey_id: int
    opener: Actor


class KioskLeading(QObject):
    """One a program; get it by `kiosk_of(runner)`."""

    opened = Signal()
    closed = Signal()
    moved = Signal()  # its screen went, or came back

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner)
        self._runner = runner
        self.window: KioskWindow | None = None
        self.survey_id = 0
        self._opener: Session | None = None
        self._waiting: deque[_Waiting] = deque()  # what could not be written yet
        self._is_told = self._is_asking = False  # that something waits; whether a PIN is right
        self._backoff = Backoff()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._write_next)
        runner.ending.connect(self._end)

    @property
    def is_open(self) -> bool:
        return self.window is not None

    @property
    def has_lost_screen(self) -> bool:
        return self.window is not None and self.window.covering.is_lost

    def open(self, survey_id: int, plan: KioskPlan, screen: QScreen) -> None:
        """Cover a screen with it. One that waits for its own to come back is given up."""
        if self.window is not None and self.has_lost_screen:
            self.window.end()
        if self.window is not None:
            return
        self.survey_id, self._opener = survey_id, self._runner.session
        self.window = window = KioskWindow(plan)
        window.kept.connect(self._keep)
        window.pin_entered.connect(self._try_pin)
        window.left.connect(self._left)
        window.covering.lost.connect(self.moved)
        window.covering.found.connect(self.moved)
        window.fill(screen)
        self.opened.emit()

    # answers

    def _keep(self, finished: Finished) -> None:
        assert self._opener is not None
        self._waiting.append(_Waiting(finished, self.survey_id, self._opener.actor))
        self._write_next()

    def _write_next(self) -> None:
        """One after the other; what the machine does not take now is tried again."""
        if not self._waiting or self._runner.is_closed:
            return
        one = self._waiting.popleft()
        keeping = partial(
            keep_from_kiosk,
            opener=one.opener,
            survey_id=one.survey_id,
            answers=one.finished.answers,
            is_whole=one.finished.is_whole,
        )
        self._runner.act(self, keeping, lambda _done: self._kept(), failed=partial(self._not_kept, one))

    def _kept(self) -> None:
        self._is_told = False
        self._write_next()

    def _not_kept(self, one: _Waiting, error: BaseException) -> None:
        if isinstance(error, Refusal):  # it will not be taken later either
            if self.window is not None and one.survey_id == self.survey_id:
                self.window.shut()
            return
        self._waiting.append(one)  # behind the others: they may well be taken
        self._again.start()
        if not self._is_told:
            self._is_told = True
            self._runner.failed.emit(error, self._write_next)

    # the way out

    def _try_pin(self, pin: str) -> None:
        if self._is_asking:
            return
        left = self._backoff.seconds_left(monotonic())
        if left:
            assert self.window is not None
            with speaking(self.window.spoken):
                words = ngettext("Wait {count} second, then try again.", "Wait {count} seconds, then try again.", left)
            self._refuse(words.format(count=left))
            return
        self._is_asking = True
        self._runner.job(
            self, _("Leave the kiosk"), partial(_is_pin_of, self._sessions(), pin), self._answered, failed=self._unsure
        )

    def _sessions(self) -> tuple[Session, ...]:
        """Who is signed in now, and who opened the kiosk."""
        now, opener = self._runner.session, self._opener
        is_other = opener is not None and opener.actor.id != now.actor.id
        return (now, opener) if is_other and opener is not None else (now,)

    def _answered(self, is_right: bool) -> None:
        self._is_asking = False
        if self.window is None:
            return
        if is_right:
            self._backoff.right()
            self.window.leave()
        else:
            self._backoff.wrong(monotonic())
            with speaking(self.window.spoken):
                self._refuse(_(WrongPin.text))

    def _unsure(self, error: BaseException) -> None:
        self._is_asking = False
        if isinstance(error, PinUsedUp):
            self._backoff.wrong(monotonic())
        if isinstance(error, Spoken) and self.window is not None:
            with speaking(self.window.spoken):
                self._refuse(spoken(error))
        else:
            self._runner.failed.emit(error, None)

    def _refuse(self, words: str) -> None:
        if self.window is not None:
            self.window.refuse(words)

    def _left(self) -> None:
        self.window = None
        self.closed.emit()

    def _end(self) -> None:
        """The session ends: what was answered so far is handed over, what waits is tried once more, the window goes."""
        if self.window is not None:
            self.window.leave()
        for _one in range(len(self._waiting)):
            self._write_next()


def _is_pin_of(sessions: tuple[Session, ...], typed: str, _store: Store, _actor: Actor, _progress: Progress) -> bool:
    """Whether one of them typed it. Whose PIN passers-by have used up gets out with the password."""
    used_up: PinUsedUp | None = None
    for session in sessions:
        try:
            if check_unlock(session, pin=typed):
                return True
        except PinUsedUp as error:
            if check_unlock(session, password=typed):
                return True
            used_up = error
    if used_up is not None:
        raise used_up
    return False


def kiosk_of(runner: Runner) -> KioskLeading:
    """The one of this program."""
    return runner.findChild(KioskLeading) or KioskLeading(runner)
