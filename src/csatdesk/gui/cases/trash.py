"""What is in the trash: numbers, reasons, until when; out again by one key. In cases and in administration."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.links import TRASH_DAYS, TrashRow
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.cases.card_lines import ENTER, Line, LineDeed, LineSection, joined
from csatdesk.gui.cases.in_place import InPlaceOfList
from csatdesk.gui.cases.told import topic_words
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.cases.trash import list_trash, take_out
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, short_instant
from csatdesk.wording.texts import _, ngettext, pgettext

TAKE_OUT = "O"


def load_trash(reading: Reading) -> tuple[tuple[TrashRow, ...], TopicTree]:
    return list_trash(reading), load_topic_tree(reading)


class TrashList(QWidget):
    """Enter opens a case, O takes it out; both are told."""

    counted = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._asker = QObject(self)
        self.section = LineSection(_("In the trash"))
        self.section.asked.connect(self._asked)
        told = ngettext(
            "Thrown away cases lie here for {count} day.", "Thrown away cases lie here for {count} days.", TRASH_DAYS
        )
        self.empty = EmptyState(told.format(count=TRASH_DAYS), _("There are none."))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.addWidget(self.section)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(upright_scroll(inside))
        theme().changed.connect(self._refit)
        self._refit()

    def reload(self) -> None:
        self._context.runner.ask(self._asker, load_trash, self._show)

    def focus(self) -> None:
        self.section.focus_chosen()

    def _show(self, found: tuple[Sequence[TrashRow], TopicTree]) -> None:
        rows, tree = found
        self.section.show_lines([self._line(row, tree) for row in rows])
        self.empty.setVisible(not rows)
        self.counted.emit(len(rows))

    def _line(self, row: TrashRow, tree: TopicTree) -> Line:
        zone = self._context.zone
        thrown = short_instant(row.thrown_at, zone)
        gone = _("erased on {when}").format(when=short_instant(row.gone_at, zone))
        return Line(
            id=row.id,
            head=f"{row.number}: {row.reason}",
            second=joined(topic_words(row.topic_id, tree), thrown, row.by_name, gone),
            icon="trash",
            deeds=(
                LineDeed("open", pgettext("what a key does", "Open"), ENTER),
                LineDeed("take_out", _("Take out"), TAKE_OUT),
            ),
        )

    def _asked(self, key: str, case_id: object) -> None:
        assert isinstance(case_id, int)
        if key == "open":
            self._context.open_case(case_id)
        else:
            self._context.runner.act(self, partial(take_out, case_id=case_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.section.chosen
        if event.key() == Qt.Key.Key_O and not event.modifiers() and line is not None:
            self._asked("take_out", line.line.id)
            return
        super().keyPressEvent(event)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)


class TrashView(InPlaceOfList):
    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Trash"), parent)
        self.list = TrashList(context)
        self.list.counted.connect(lambda _count: self._focus())
        self.list.counted.connect(lambda count: self.note.setText(number(count) if count else ""))
        self.fill(self.list)

    def begin(self) -> None:
        self.list.reload()
        self._focus()

    def reload(self) -> None:
        if self.isVisible():
            self.list.reload()

    def _focus(self) -> None:
        if not self.isVisible():
            return
        if self.list.section.lines:
            self.list.focus()
        else:
            self.back.setFocus(Qt.FocusReason.OtherFocusReason)
