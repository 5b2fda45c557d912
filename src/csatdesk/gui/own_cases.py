"""Cases at hand in the palette: pinned ones, and those opened last, by number, topic and time; never by name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from csatdesk.domain.own_cases import OwnCaseRow
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.told import instant, topic_words
from csatdesk.gui.context import Context
from csatdesk.gui.palette_list import Entry
from csatdesk.operations.cases.own_cases import list_pinned, list_recent, note_opened
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.system.clock import now

RECENT_SHOWN = 5
LATER_MS = 400  # after sign-in: what the first page shows is asked for first
Loaded = tuple[Sequence[OwnCaseRow], Sequence[OwnCaseRow], TopicTree]


def _load(reading: Reading) -> Loaded:
    return list_pinned(reading), list_recent(reading), load_topic_tree(reading)


def _note(work: Work, *, case_id: int) -> None:
    note_opened(work, case_id=case_id)


class OwnCases(QObject):
    """Read once, when the first page stands, and again when one was opened or pinned; the palette asks nothing."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.pinned: tuple[OwnCaseRow, ...] = ()
        self.recent: tuple[OwnCaseRow, ...] = ()
        self._tree: TopicTree | None = None
        QTimer.singleShot(LATER_MS, self, self.load)

    def load(self) -> None:
        self._context.runner.ask(self, _load, self._loaded)

    def opened(self, case_id: int) -> None:
        """A person opened this case."""
        self._context.runner.act(self, partial(_note, case_id=case_id), lambda _done: self.load())

    def entries(self, rows: Sequence[OwnCaseRow], open_case: Callable[[int], object]) -> Sequence[Entry]:
        return [Entry("cases", row.number, partial(open_case, row.case_id), second=self._second(row)) for row in rows]

    def _second(self, row: OwnCaseRow) -> str:
        assert self._tree is not None
        return f"{topic_words(row.topic_id, self._tree)} · {instant(row.at, now(), self._context.zone)}"

    def _loaded(self, loaded: Loaded) -> None:
        pinned, recent, self._tree = loaded
        self.pinned, self.recent = tuple(pinned), tuple(recent[:RECENT_SHOWN])
