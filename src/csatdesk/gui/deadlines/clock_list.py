"""All clocks of a case beside the explanation of one: name, state, how it counts; of days a small strip."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem

from csatdesk.domain.day_lines import Part
from csatdesk.domain.deadlines import DeadlineState
from csatdesk.domain.explanation import ClockTold, Explanation
from csatdesk.gui.deadlines.picture_paint import paint_strip
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import WORD_AFTER, paint_state
from csatdesk.gui.rows_model import Index, RowsModel
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.day_picture import Bar
from csatdesk.wording.explanation import about_clock, clock_name, notes, state_of
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _

STRIP_MOST = 31  # days; more would be dust
STRIP_HIGH = 10
ENDED = frozenset({DeadlineState.MET, DeadlineState.MISSED, DeadlineState.NONE})


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock in words. `strip`: its days with the words of both ends and where today stands, for clocks of days."""

    name: str
    state: str
    words: str
    about: str
    notes: str = ""
    strip: tuple[Bar, ...] = ()
    first: str = ""
    last: str = ""

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.name, self.words, self.about, self.notes) if part)


def clock_row(told: ClockTold, period: int) -> ClockRow:
    state, words = state_of(told)
    row = ClockRow(clock_name(told, period), state, words, about_clock(told), " ".join(notes(told)))
    days = [day for day in told.days if day.part is not Part.START] if isinstance(told, Explanation) else []
    if not isinstance(told, Explanation) or told.by_hours or not 1 < len(days) <= STRIP_MOST or told.state in ENDED:
        return row
    strip = tuple(Bar(0, 1, day.part or Part.CLOSED, is_today=day.day == told.today) for day in days)
    first, last = listed_day(days[0].day), listed_day(days[-1].day)
    return ClockRow(row.name, state, words, row.about, row.notes, strip, first, last)


class _Clocks(RowsModel[ClockRow]):
    def words(self, row: ClockRow, role: int) -> str | None:
        return row.spoken if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "ClockList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, row_height(self._view.clocks[index.row()], self._view.viewport().width()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, view = QRectF(option.rect), self._view
        is_current = index.row() == view.currentIndex().row()
        painter.save()
        if is_current:
            fill_line(painter, box, theme().color("accent_tint"))
            fill_line(painter, QRectF(box.left(), box.top(), 3, box.height()), theme().color("accent"))
        if is_current and view.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(5, 2, -3, -2), S4, S4)
        paint_clock(painter, box, view.clocks[index.row()])
        painter.restore()


def row_height(row: ClockRow, width: int) -> int:
    body, small, caption = (theme().metrics(role) for role in ("body", "small", "caption"))
    high = 2 * S8 + body.height() + small.height() + S4
    high += _wrapped(caption, row.about, width) if row.about else 0
    if row.strip:
        high += S8 + STRIP_HIGH + S4 + caption.height()
    if row.notes:
        high += S4 + _wrapped(small, row.notes, width)
    return high


def _wrapped(metrics: QFontMetrics, words: str, width: int) -> int:
    room = max(width - 2 * theme().margin, 40)
    return metrics.boundingRect(0, 0, room, 10_000, int(Qt.TextFlag.TextWordWrap), words).height()


def paint_clock(painter: QPainter, box: QRectF, row: ClockRow) -> None:
    margin = theme().margin
    left, room = box.left() + margin, box.width() - 2 * margin
    body, small = theme().metrics("body", bold=True), theme().metrics("small")
    y = box.top() + S8
    draw_words(painter, QPointF(left, y + body.ascent()), row.name, "body", bold=True, room=room)
    y += body.height() + 2
    paint_state(
        painter,
        row.state,
        small.elidedText(row.words, Qt.TextElideMode.ElideRight, int(room - WORD_AFTER)),
        QPointF(left, y + small.ascent()),
    )
    y += small.height() + 2
    if row.about:
        y += _paint_wrapped(painter, QRectF(left, y, room, 10_000), row.about, "caption")
    if row.strip:
        y = _paint_strip(painter, row, QRectF(left, y + S8, room, STRIP_HIGH))
    if row.notes:
        _paint_wrapped(painter, QRectF(left, y + S4, room, 10_000), row.notes, "small")


def _paint_wrapped(painter: QPainter, place: QRectF, words: str, role: str) -> float:
    painter.setFont(theme().font(role))
    painter.setPen(theme().color("ink2"))
    painter.drawText(place, int(Qt.TextFlag.TextWordWrap), words)
    return _wrapped(theme().metrics(role), words, round(place.width()) + 2 * theme().margin)


def _paint_strip(painter: QPainter, row: ClockRow, place: QRectF) -> float:
    """The days, first and last of them in words beneath, and today where it is."""
    paint_strip(painter, place, row.strip)
    metrics = theme().metrics("caption")
    base = place.bottom() + S4 + metrics.ascent()
    draw_words(painter, QPointF(place.left(), base), row.first, "caption", "ink2")
    right = place.right() - metrics.horizontalAdvance(row.last)
    draw_words(painter, QPointF(right, base), row.last, "caption", "ink2")
    today = next((number for number, bar in enumerate(row.strip) if bar.is_today), None)
    if today is not None:
        words = _("today")
        wide = theme().metrics("caption", bold=True).horizontalAdvance(words)
        x = place.left() + (today + 0.5) * place.width() / len(row.strip) - wide / 2
        if place.left() + metrics.horizontalAdvance(row.first) + S4 < x < right - wide - S4:
            draw_words(painter, QPointF(x, base), words, "caption", "ink", bold=True)
    return base + metrics.descent()


class ClockList(QListView):
    """As high as its clocks; whatever it stands in scrolls. Left goes over to the days."""

    clock_chosen = Signal(int)  # its place
    left_left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = _Clocks(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(_("All clocks of this case"))
        self.setProperty("ring", "none")
        self.selectionModel().currentChanged.connect(self._moved)
        theme().changed.connect(self._fit)

    @property
    def clocks(self) -> tuple[ClockRow, ...]:
        return self._model.rows

    def show_clocks(self, clocks: Sequence[ClockRow], chosen: int) -> None:
        self.blockSignals(True)
        self._model.show_rows(clocks)
        self.setCurrentIndex(self._model.index(chosen))
        self.blockSignals(False)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self.left_left.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self.signalsBlocked():
            self.clock_chosen.emit(current.row())

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.setFixedHeight(sum(row_height(row, self.viewport().width()) for row in self.clocks))
        self.viewport().update()
