"""On a shared store the lists in sight follow what colleagues write; a store on this computer is never asked."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer

from csatdesk.domain.errors import Spoken
from csatdesk.gui.context import Context
from csatdesk.operations.other_desks import DeskNews, news_of_desks
from csatdesk.wording.texts import _

EVERY_MS = 5_000


class OtherDesks(QObject):
    """Asks every five seconds while the window is in sight, and at once when it comes into sight again; the next
    question waits for the answer. What others changed is told by `runner.changed`, as what is changed here."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._seen: Mapping[int, int] | None = None
        self._is_watching = self._is_asking = False
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.ask)

    @property
    def is_waiting(self) -> bool:
        """Whether the next question is to come by itself."""
        return self._clock.isActive()

    def watch(self) -> None:
        if self._context.settings.store_kind == "postgresql" and not self._is_watching:
            self._is_watching = True
            self.ask()

    def rest(self) -> None:
        """Nobody looks: the desk is locked, or the window hidden."""
        self._is_watching = False
        self._clock.stop()

    def ask(self) -> None:
        if self._is_asking:
            return
        self._is_asking = True
        question = partial(news_of_desks, seen=self._seen)
        self._context.runner.ask(self, question, self._answered, failed=self._failed, quiet=True)

    def _answered(self, news: DeskNews) -> None:
        self._seen = news.newest
        self._context.tell("other desks", "")
        if news.changed:
            self._context.runner.changed.emit(news.changed)
        self._again()

    def _failed(self, error: BaseException) -> None:
        """Said once in the status bar, where it stays until the server answers. A bug is told once, then never again
        asked for."""
        if not isinstance(error, Spoken):
            self._context.runner.failed.emit(error, None)
            return
        self._context.tell("other desks", _("The server does not answer; lists may be out of date"), "offline")
        self._again()

    def _again(self) -> None:
        self._is_asking = False
        if self._is_watching:
            self._clock.start()
