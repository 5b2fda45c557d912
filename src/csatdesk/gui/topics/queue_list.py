"""The list of cases without a topic: when and where they came from, their first words, and the first suggestion."""

from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.context import Context
from csatdesk.gui.paged_model import RELOAD_MOST, Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.classifying.queue import QUEUE_PAGE, UnclassifiedRow, list_unclassified
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import short_instant
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

RECEIVED, MATTER = 0, 1


class QueueModel(PagedModel[UnclassifiedRow]):
    """Pages of the queue, fewer rows at once than other lists: their texts are read for suggestions."""

    def __init__(self, context: Context) -> None:
        self.tree = TopicTree(())
        self.zone: tzinfo = context.zone
        columns = (
            Column[UnclassifiedRow](N_("Received"), lambda row: f"{self.received(row)}, {row.number}"),
            Column[UnclassifiedRow](N_("Matter"), lambda row: f"{first_words(row)}. {self.suggested(row)}"),
        )
        super().__init__(context.runner, columns, _pages, owner=context.runner)

    def received(self, row: UnclassifiedRow) -> str:
        return short_instant(row.received_at, self.zone)

    def suggested(self, row: UnclassifiedRow) -> str:
        """The first suggestion with the words that made it."""
        if not row.suggestions:
            return _("no suggestion")
        first = row.suggestions[0]
        path = " › ".join(self.tree.path(first.topic_id, language()))
        because = ", ".join(dict.fromkeys(place.text for place in first.because))
        return _("1 {topic}, because of {words}").format(topic=path, words=because)


def _pages(wanted: Wanted) -> Callable[[Reading], Page[UnclassifiedRow]]:
    values = wanted.values | {"limit": QUEUE_PAGE if wanted.limit < RELOAD_MOST else wanted.limit}
    return partial(list_unclassified, **values)


class QueueList(RowTable):
    """`typed` comes with a letter: the topic is searched for."""

    typed = Signal(str)
    left_to_pane = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self.queue = QueueModel(context)
        super().__init__(self.queue, self._laid_out, _widths, parent)
        self.queue.setParent(self)
        self.place = KeepsPlace(self, self.queue)
        self.copied = lambda row: [column.text(row) for column in self.queue.columns]
        self.setAccessibleName(_("Cases without topic"))

    def show_tree(self, tree: TopicTree) -> None:
        self.queue.tree = tree
        self.repaint_rows()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and event.text().isalpha():
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def _laid_out(self, row: UnclassifiedRow, column: int, size: QSize) -> Sequence[Drawn]:
        room = size.width() - S12
        if column == RECEIVED:
            left = theme().margin
            second = row.number if row.is_open else _("{number}, closed").format(number=row.number)
            return (
                Words(left, 1, elided(self.queue.received(row), room - left, "small"), "small"),
                Words(left, 2, elided(second, room - left, "small"), "small", "ink2"),
            )
        said = f"{word(row.kind)}, {word(row.channel)}: "
        kind = Words(0, 1, said, tone="ink2")
        used = theme().metrics("body").horizontalAdvance(said)
        tone = "ink2" if row.suggestions else "ink3"
        return (
            kind,
            Words(used, 1, elided(first_words(row), room - used), "body"),
            Words(0, 2, elided(self.queue.suggested(row), room, "small"), "small", tone),
        )


def first_words(row: UnclassifiedRow) -> str:
    return " ".join(row.text[:240].split())


def _widths(room: int) -> Sequence[int]:
    received = theme().margin + theme().px(128 if theme().compact else 144)
    return received, max(room - received, theme().px(120))
