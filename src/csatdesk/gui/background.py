"""Work off the UI thread, and the way its answer comes back.

An answer arrives by a queued signal on the UI thread and is dropped when its owner is gone by then. The language and
every other ContextVar of the caller hold on the other thread too.
"""

from collections.abc import Callable
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class Lane:
    """A few threads of one purpose, fed in order."""

    def __init__(self, name: str, threads: int) -> None:
        from concurrent.futures import ThreadPoolExecutor  # not before sign-in is painted

        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)

    def start(self, work: Callable[[], T]) -> "Future[T]":
        return self._threads.submit(copy_context().run, work)

    def close(self, *, drop_waiting: bool = True) -> None:
        """Wait for what runs; what still waits is dropped, or done first."""
        self._threads.shutdown(wait=True, cancel_futures=drop_waiting)


class Delivery(QObject):
    """Brings finished work to the thread this object lives on."""

    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def watch(self, work: "Future[Any]", then: "Callable[[Future[Any]], None]") -> None:
        """Call `then(work)` on this thread when `work` has ended; never when it was withdrawn."""
        work.add_done_callback(lambda done: self._arrived.emit(done, then))

    def _deliver(self, work: "Future[Any]", then: "Callable[[Future[Any]], None]") -> None:
        if not work.cancelled():
            then(work)


class Background(QObject):
    """One thread for what must not wait for the store's threads: opening it, signing in, writing a draft."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: Lane | None = None
        self._delivery = Delivery(self)

    def start(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        def ended(done: "Future[T]") -> None:
            if not isValid(owner):
                return
            error = done.exception()
            if error is not None:
                failed(error)
            else:
                then(done.result())

        if self._lane is None:
            self._lane = Lane("csatdesk-background", 1)
        self._delivery.watch(self._lane.start(work), ended)

    def close(self) -> None:
        if self._lane is not None:
            self._lane.close(drop_waiting=False)
