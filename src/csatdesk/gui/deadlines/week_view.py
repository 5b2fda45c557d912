"""The week: overdue and the next working days as columns, by person with counts, or case by case. Arrows move."""

from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from csatdesk.domain.deadlines import state
from csatdesk.gui.cases import told
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.deadlines.week_model import CASES, PEOPLE, Index, WeekModel
from csatdesk.gui.deadlines.week_words import other_clocks, week_words
from csatdesk.gui.fields import Label, SegmentedChoice
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import WORD_AFTER, paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.views import DeadlineRow
from csatdesk.operations.deadlines.week import Week
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _
from csatdesk.wording.words import word


class _Delegate(QStyledItemDelegate):
    """A count as a number over a bar of its size; a case as its mark and number over its topic."""

    def __init__(self, table: "WeekTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect)
        here = index == self._table.currentIndex()
        painter.save()
        if here:
            painter.fillRect(box, theme().color("accent_tint"))
        self._paint_lines(painter, box)
        model = self._table.week
        row = model.row(index)
        if row is not None:
            self._paint_case(painter, box, row)
        elif model.person(index) is not None:
            self._paint_count(painter, box, index)
        else:
            self._words(painter, box, str(index.data() or ""), "accent")
        if here and option.state & QStyle.StateFlag.State_HasFocus:
            self._paint_ring(painter, box)
        painter.restore()

    def _paint_lines(self, painter: QPainter, box: QRectF) -> None:
        line = theme().color("line")
        fill_line(painter, QRectF(box.right() - 1, box.top(), 1, box.height()), line)
        if self._table.week.mode == PEOPLE:
            fill_line(painter, QRectF(box.left(), box.bottom() - 1, box.width(), 1), line)

    def _paint_count(self, painter: QPainter, box: QRectF, index: Index) -> None:
        if not index.column():
            self._words(painter, box, str(index.data()), "ink", margin=theme().margin)
            return
        count = self._table.week.count(index)
        if not count:
            self._words(painter, box, "–", "ink3")
            return
        colour = self._table.week.colour_of(index.column()) or "bar"
        most = max(self._table.most(), 1)
        wide = max(2.0, (box.width() - 2 * S12) * count / most)
        fill_line(painter, QRectF(box.left() + S12, box.bottom() - 9, wide, 4), theme().color(colour))
        tone = colour if colour != "bar" else "ink"
        self._words(painter, box.adjusted(0, 0, 0, -6), number(count), tone, bold=True)
        person = self._table.week.person(index)
        assert person is not None
        others = other_clocks(person.clocks[index.column() - 1])
        if others:
            after = round(theme().metrics("small", bold=True).horizontalAdvance(number(count))) + S12 + S8
            self._words(painter, box.adjusted(0, 0, 0, -6), others, "ink2", margin=after)

    def _paint_case(self, painter: QPainter, box: QRectF, row: DeadlineRow) -> None:
        facts = self._table.week.facts
        assert facts is not None
        metrics = theme().metrics("small")
        first = box.top() + 5 + metrics.ascent()
        margin = theme().margin if box.left() < S12 else S12
        left, room = box.left() + margin, box.width() - margin - S8
        stands = state(row.due, facts.at, facts.calendar).value
        middle = QPointF(left + 5 * theme().scale, first - metrics.capHeight() / 2)
        paint_mark(painter, stands, middle, 10 * theme().scale)
        after = WORD_AFTER * theme().scale
        fits = metrics.horizontalAdvance(row.case.number) <= room - after
        style = "small" if fits else "caption"  # a number that is cut off says nothing
        draw_words(painter, QPointF(left + after, first), row.case.number, style, room=room - after)
        topic = told.matter(row.case.topic_id, facts.tree)[1]
        second = first + theme().metrics("caption").height() + 2
        which = word(row.due.clock) if row.due is not None else ""
        draw_words(painter, QPointF(left, second), which, "caption", room=room)
        third = second + theme().metrics("caption").height()
        draw_words(painter, QPointF(left, third), topic, "caption", "ink2", room=room)

    def _words(
        self, painter: QPainter, box: QRectF, words: str, tone: str, *, bold: bool = False, margin: int = S12
    ) -> None:
        metrics = theme().metrics("small", bold)
        baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
        shown = elided(words, box.width() - margin - S8, "small", bold=bold)
        draw_words(painter, QPointF(box.left() + margin, baseline), shown, "small", tone, bold=bold)

    def _paint_ring(self, painter: QPainter, box: QRectF) -> None:
        colour = theme().color("accent")
        for side in (
            QRectF(box.left(), box.top(), box.width() - 1, 2),
            QRectF(box.left(), box.bottom() - 3, box.width() - 1, 2),
            QRectF(box.left(), box.top(), 2, box.height() - 1),
            QRectF(box.right() - 3, box.top(), 2, box.height() - 1),
        ):
            painter.fillRect(side, colour)


class WeekHead(QHeaderView):
    """A day and how much is due on it, over the cells of that day; today in bold."""

    def __init__(self, table: "WeekTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().metrics("small").height() + (8 if theme().compact else 10))

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        painter.save()
        box, week = QRectF(rect), self._table.week
        painter.fillRect(box, theme().color("sunk"))
        fill_line(painter, QRectF(box.left(), box.bottom(), box.width(), 1), theme().color("line"))
        metrics = theme().metrics("small", bold=True)
        baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
        bold = week.colour_of(section) is not None
        left = box.left() + (theme().margin if section == 0 else S12)
        words = str(week.headerData(section, Qt.Orientation.Horizontal) or "")
        room = box.right() - left - S4
        draw_words(painter, QPointF(left, baseline), words, "small", "ink" if bold else "ink2", bold=bold, room=room)
        painter.restore()


class WeekTable(QTableView):
    """Enter opens the case, or the list behind a count."""

    opened = Signal(QModelIndex)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.week = WeekModel(self)
        self.setModel(self.week)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Week"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.head = WeekHead(self)
        self.setHorizontalHeader(self.head)
        self.doubleClicked.connect(self.opened)

    def most(self) -> int:
        """The greatest count, which fills its cell."""
        week = self.week.week
        return max((count for one in week.people for count in one.counts), default=0) if week is not None else 0

    def begin(self) -> None:
        """Stand in the first cell that says something."""
        if self.week.rowCount():
            self.setCurrentIndex(self.week.index(0, self.week.names))

    def refit(self) -> None:
        columns = self.week.columnCount()
        if not columns:
            return
        captions = 1 if self.week.names else 2
        lines = theme().metrics("small").height() + captions * theme().metrics("caption").height()
        self.verticalHeader().setDefaultSectionSize(lines + 14)
        names = round(self.width() * 0.17) if self.week.names else 0
        days = columns - self.week.names
        room = self.viewport().width() - names
        if names:
            self.setColumnWidth(0, names)
        for place in range(days):
            self.setColumnWidth(place + self.week.names, room * (place + 1) // days - room * place // days)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()


class WeekView(QWidget):
    """The week with its choice between people and cases."""

    case_opened = Signal(int)
    list_opened = Signal(object)  # DeadlineList
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.modes = SegmentedChoice([(PEOPLE, _("By person")), (CASES, _("Case by case"))])
        self.modes.chosen.connect(lambda _mode: self._show())
        self.words = Label("", "small", "ink2", wrap=True)
        self.table = WeekTable()
        self.table.opened.connect(self._opened)
        self.table.left.connect(self.left)
        self._week: Week | None = None
        self._facts: CaseFacts | None = None
        self._head = QHBoxLayout()
        self._head.setSpacing(S16)
        self._head.addWidget(self.modes)
        self._head.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.table, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def show_week(self, week: Week, facts: CaseFacts) -> None:
        """The same cell stays current where there still is one."""
        self._week, self._facts = week, facts
        self._show()

    def focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        if self._week is None:
            return
        here = self.table.currentIndex()
        place = (here.row(), here.column())
        self.table.week.show(self._week, self._facts, str(self.modes.value()))
        self.words.setText(week_words(self._week))
        self.table.refit()
        again = self.table.week.index(*place)
        if place[0] >= 0 and again.isValid():
            self.table.setCurrentIndex(again)
        else:
            self.table.begin()

    def _opened(self, index: QModelIndex) -> None:
        row = self.table.week.row(index)
        if row is not None:
            self.case_opened.emit(row.case.id)
            return
        shown = self.table.week.shown(index)
        if shown is not None:
            self.list_opened.emit(shown)

    def sizeHint(self) -> QSize:
        return QSize(800, 400)

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        self.table.refit()
