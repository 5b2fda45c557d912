"""A standard to read: headings and items, each as high as its words; the arrow keys go from item to item."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.gui.labels import fill_line
from csatdesk.gui.rows_model import ROW_ROLE, Index, RowsModel
from csatdesk.gui.standards.rows import ReadRow
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12, S16, S24

WIDEST = 760  # of a line to read
NAMES = 92  # the column of "Staff do" and "You check"
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class _Model(RowsModel[ReadRow]):
    def words(self, row: ReadRow, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class _Delegate(QStyledItemDelegate):
    """Lays the words of a row out once for each width; painting asks nothing anew."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[ReadRow, int], int] = {}
        theme().changed.connect(self._heights.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ReadRow = index.data(ROW_ROLE)
        wide = self._view.viewport().width()
        if (row, wide) not in self._heights:
            self._heights[row, wide] = self._lay(row, QRect(0, 0, wide, 0), None)
        return QSize(80, self._heights[row, wide])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ReadRow = index.data(ROW_ROLE)
        place, state = QRect(option.rect), option.state
        painter.save()
        is_current = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if is_current:
            painter.fillRect(place, theme().color("accent_tint"))
            painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme().color("accent"))
        if is_current and theme().scheme.is_contrast:
            painter.setPen(QPen(theme().color("ink"), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        if not row.is_heading:
            line = QRectF(place.left() + theme().margin, place.bottom(), place.width() - 2 * theme().margin, 1)
            fill_line(painter, line, theme().color("line"))
        self._lay(row, place, painter)
        painter.restore()

    def _lay(self, row: ReadRow, place: QRect, painter: QPainter | None) -> int:
        """Draw the row, or only measure it; how high it is."""
        left = place.left() + theme().margin
        wide = min(place.width() - 2 * theme().margin, theme().px(WIDEST))
        top = place.top() + (S16 if row.is_heading else S12)
        right = theme().metrics("small").horizontalAdvance(row.right) + S24 if row.right else 0
        role = "heading" if row.is_heading else "body"
        below = self._text(painter, QRect(left, top, wide - right, 0), row.words, role, bold=True)
        if row.right and painter is not None:
            at = QRect(left + wide - right, top, right, theme().metrics(role, True).height())
            self._right(painter, at, row.right)
        names = max((theme().metrics("small", True).horizontalAdvance(name) for name, _text in row.lines), default=0)
        names = max(theme().px(NAMES), names + S12)
        for name, text in row.lines:
            at = QRect(left, below + S4, wide, 0)
            self._text(painter, at, name, "small", bold=True, tone="ink2")
            below = self._text(painter, at.adjusted(names, 0, 0, 0), text, "body")
        foot = " · ".join(filter(None, (row.mark, row.foot)))
        if foot:
            below = self._foot(painter, QRect(left, below + S4, wide, 0), row.mark, row.foot)
        return below + (S4 if row.is_heading else S12) - place.top()

    def _foot(self, painter: QPainter | None, place: QRect, mark: str, foot: str) -> int:
        taken = 0
        if mark:
            self._text(painter, place, mark, "small", bold=True)
            taken = theme().metrics("small", True).horizontalAdvance(mark) + S16
        return self._text(painter, place.adjusted(taken, 0, 0, 0), foot or " ", "small", tone="ink2")

    def _right(self, painter: QPainter, place: QRect, words: str) -> None:
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("ink2"))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _text(
        self, painter: QPainter | None, place: QRect, words: str, role: str, *, bold: bool = False, tone: str = "ink"
    ) -> int:
        """Wrapped words at the top left of `place`; where they end."""
        metrics = theme().metrics(role, bold)
        box = metrics.boundingRect(QRect(0, 0, max(place.width(), 40), 1 << 20), WRAPPED, words)
        if painter is not None:
            painter.setFont(theme().font(role, bold))
            painter.setPen(theme().color(tone))
            painter.drawText(QRect(place.left(), place.top(), max(place.width(), 40), box.height()), WRAPPED, words)
        return place.top() + box.height()


class ReadingList(QListView):
    """See the module's first words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setProperty("ring", "none")
        self.setAccessibleName(name)
        self.verticalScrollBar().setSingleStep(S24)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def rows(self) -> tuple[ReadRow, ...]:
        return self._model.rows

    def show_rows(self, rows: Sequence[ReadRow]) -> None:
        """From the top, unless they are what is shown."""
        if tuple(rows) != self._model.rows:
            self._model.show_rows(rows)
            self.scrollToTop()
            if rows:
                self.setCurrentIndex(self._model.index(0))
