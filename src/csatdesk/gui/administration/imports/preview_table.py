"""The first rows of a file as a table: cells with problems carry a mark and a tint; what is wrong is told below."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.operations.import_files import PreviewRow
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

Index = QModelIndex | QPersistentModelIndex
PROBLEM_ROLE = Qt.ItemDataRole.UserRole
WIDEST, NARROWEST = 260, 56
PAD = 8


class PreviewModel(QAbstractTableModel):
    """Columns that are imported come first, in the order of our fields, then the others.

    Column 0 holds the number of the row; a problem of a whole row stands there.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[PreviewRow] = ()
        self.headers: Sequence[str] = ()
        self._names: Mapping[int, str] = {}
        self._order: list[int] = []  # column of the file behind each column of the model but the first

    def show_rows(self, rows: Sequence[PreviewRow], headers: Sequence[str], names: Mapping[int, str]) -> None:
        """`names`: column of the file → our field that it fills."""
        self.beginResetModel()
        self.rows, self.headers, self._names = rows, headers, names
        self._order = [*names, *(place for place in range(len(headers)) if place not in names)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.headers) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self._of_file(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return _cell(row, column)
        problem = row.problems.get(None if column < 0 else column, "")
        if role == PROBLEM_ROLE:
            return problem
        if role == Qt.ItemDataRole.ToolTipRole:
            return problem or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_cell(row, column)}. {problem}" if problem else _cell(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == 0:
            return "\n" + _("Row")
        column = self._of_file(section)
        return f"{self._names.get(column, '')}\n{self.headers[column]}"

    def is_used(self, column: int) -> bool:
        """Whether a column of this model is imported."""
        return self._of_file(column) in self._names

    def _of_file(self, column: int) -> int:
        """The file's column behind one of the model; -1 for the numbers of rows."""
        return self._order[column - 1] if column else -1

    def problem_places(self) -> list[tuple[int, int]]:
        """Row and column of every problem shown, in reading order."""
        shown_at = {column: place for place, column in enumerate(self._order, start=1)}
        return [
            (line, place)
            for line, row in enumerate(self.rows)
            for place in sorted(0 if column is None else shown_at.get(column, 0) for column in row.problems)
        ]


def _cell(row: PreviewRow, column: int) -> str:
    if column < 0:
        return number(row.number)
    return " ".join(row.cells[column].split())[:200] if column < len(row.cells) else ""


class _Delegate(QStyledItemDelegate):
    """One line a row, hairline beneath; used columns in ink, the others faint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, PreviewModel)
        place, problem = QRectF(option.rect), str(index.data(PROBLEM_ROLE) or "")
        painter.save()
        if problem:
            painter.fillRect(place, theme().color("error_tint"))
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, theme().color("accent_tint"))
        fill_line(painter, QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme().color("line"))
        if option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        self._paint_words(painter, place, index, model, bool(problem))
        painter.restore()

    def _paint_words(self, painter: QPainter, place: QRectF, index: Index, model: PreviewModel, is_wrong: bool) -> None:
        metrics = theme().metrics("small")
        baseline = round(place.top() + (place.height() - metrics.height()) / 2) + metrics.ascent()
        left = place.left() + PAD
        if is_wrong:
            paint_mark(painter, "missed", QPointF(left + 5, baseline - metrics.capHeight() / 2), theme().px(9))
            left += theme().px(14)
        tone = "ink" if is_wrong or model.is_used(index.column()) else "ink3"
        room = place.right() - PAD - left
        draw_words(painter, QPointF(left, baseline), str(index.data()), "small", tone, room=room)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = theme().metrics("small")
        more = theme().px(14) if index.data(PROBLEM_ROLE) else 0
        wide = metrics.horizontalAdvance(str(index.data())[:60]) + 2 * PAD + 4 + more
        return QSize(min(max(wide, NARROWEST), WIDEST), metrics.height() + 10)


class _Header(QHeaderView):
    """Two lines: our field in bold, the file's own name of the column."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 2 * theme().metrics("caption").height() + 12)

    def sectionSizeFromContents(self, section: int) -> QSize:
        field, name = str(self.model().headerData(section, Qt.Orientation.Horizontal)).split("\n", 1)
        wide = theme().metrics("caption", bold=True).horizontalAdvance(field)
        wide = max(wide, theme().metrics("caption").horizontalAdvance(name)) + 2 * PAD + 4
        return QSize(min(wide, WIDEST), self.sizeHint().height())

    def paintSection(self, painter: QPainter, rect: Any, section: int) -> None:
        field, name = str(self.model().headerData(section, Qt.Orientation.Horizontal)).split("\n", 1)
        place = QRectF(rect)
        painter.save()
        painter.fillRect(place, theme().color("sunk"))
        fill_line(painter, QRectF(place.left(), place.bottom() - 1, place.width(), 1), theme().color("line"))
        metrics, room = theme().metrics("caption"), place.width() - 2 * PAD
        first = place.top() + 5 + metrics.ascent()
        draw_words(painter, QPointF(place.left() + PAD, first), field, "caption", "ink", bold=True, room=room)
        second = first + metrics.height()
        draw_words(painter, QPointF(place.left() + PAD, second), name, "caption", "ink2", room=room)
        painter.restore()


class PreviewTable(QTableView):
    """`told` carries the sentence of the cell one stands on, "" where nothing is wrong."""

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PreviewModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Header(self))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("First rows of the file"))
        corner = QWidget()
        corner.setProperty("surface", "bg")
        self.setCornerWidget(corner)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_rows(self, rows: Sequence[PreviewRow], headers: Sequence[str], names: Mapping[int, str]) -> None:
        """Show anew; whoever stood on a cell still does."""
        current = self.currentIndex()
        line, column = current.row(), current.column()
        self._model.show_rows(rows, headers, names)
        self.resizeColumnsToContents()
        self.verticalHeader().setDefaultSectionSize(theme().metrics("small").height() + 10)
        if line >= 0 and self._model.index(line, column).isValid():
            self.setCurrentIndex(self._model.index(line, column))
        self.told.emit(self.problem)

    @property
    def problem(self) -> str:
        """What is wrong in the cell one stands on."""
        current = self.currentIndex()
        return str(current.data(PROBLEM_ROLE) or "") if current.isValid() else ""

    def go_to_problem(self, step: int) -> bool:
        """To the next problem (`step` 1) or the one before (-1), round and round; False when there is none."""
        places = self._model.problem_places()
        if not places:
            return False
        here = (self.currentIndex().row(), self.currentIndex().column())
        later = [place for place in places if place > here] if step > 0 else [place for place in places if place < here]
        line, column = (later or places)[0 if step > 0 else -1]
        self.setCurrentIndex(self._model.index(line, column))
        self.scrollTo(self._model.index(line, column))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _moved(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self.told.emit(self.problem)
