"""Decides what a person sees when something goes wrong. There are three families and nothing else.

`Refusal`: a rule says no; its words stand above the form. `Trouble`: the machine is in the way; its words say what to
do, with "Try again" where that makes sense. Anything else is our own bug: it is logged under a number, and one dialog
names the number and offers to save a support file. What was typed stays where it is.
"""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, qInstallMessageHandler

from csatdesk.domain.errors import Cancelled, Refusal, Trouble
from csatdesk.wording.texts import spoken

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

_log = logging.getLogger(__name__)
_qt_log = logging.getLogger("csatdesk.qt")
Retry = Callable[[], object]
QT_LEVELS = {
    "QtDebugMsg": logging.DEBUG,
    "QtInfoMsg": logging.INFO,
    "QtWarningMsg": logging.WARNING,
    "QtCriticalMsg": logging.ERROR,
    "QtFatalMsg": logging.CRITICAL,
}


class Speaker(Protocol):
    """The window that tells the person."""

    def tell(self, words: str, retry: Retry | None) -> None:
        """Show words above the page; `retry` is offered as "Try again"."""

    def tell_bug(self, number: str) -> None:
        """Show the one dialog for errors of ours."""


class Boundary(QObject):
    """The one place that decides. `speaker` is the window now in front."""

    _happened = Signal(object, object)  # from any thread to that of the windows

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speaker: Speaker | None = None
        self._happened.connect(self.handle)

    def handle(self, error: BaseException, retry: Retry | None = None) -> None:
        """Tell the person about an error in the way its family wants."""
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Refusal):
            self._tell(spoken(error), None)
        elif isinstance(error, Trouble):
            _log.warning("trouble: %s", type(error))
            self._tell(spoken(error), retry if error.can_retry else None)
        else:
            self._tell_bug(error)

    def install(self) -> None:
        """From now on errors that nobody caught, in any thread, come here too; and so do the words of Qt."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._happened.emit(args.exc_value, None)
        qInstallMessageHandler(qt_message)

    def _uncaught(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        self._happened.emit(error, None)

    def _tell(self, words: str, retry: Retry | None) -> None:
        if self.speaker is not None:
            self.speaker.tell(words, retry)

    def _tell_bug(self, error: BaseException) -> None:
        from csatdesk.system.logs import Plain

        number = error_number()
        _log.error("error %s", Plain(number), exc_info=error)
        if self.speaker is not None:
            self.speaker.tell_bug(number)


def error_number() -> str:
    """A number that one can read out on the phone and find in the log: "4F2-9A1"."""
    import secrets

    digits = secrets.token_hex(3).upper()
    return f"{digits[:3]}-{digits[3:]}"


def qt_message(kind: "QtMsgType", context: "QMessageLogContext", message: str) -> None:
    """Qt's own words: their category goes to the log, the words themselves, which may name a file, to the terminal."""
    from csatdesk.system.logs import Plain

    _qt_log.log(QT_LEVELS.get(kind.name, logging.WARNING), "%s", Plain(context.category or "qt"))
    if sys.stderr is not None:
        sys.stderr.write(f"{message}\n")
