"""Who signed in at this desk lately: initials, name, and how they go on. One stop of the Tab key; arrows move."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csatdesk.gui.labels import draw_words, initials, paint_avatar
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S12
from csatdesk.system.settings import Recent
from csatdesk.wording.texts import _

SHOWN_MOST = 4
GAP, DISC = 2, 32
Index = QModelIndex | QPersistentModelIndex


class _People(QAbstractListModel):
    def __init__(self, people: Sequence[Recent], parent: QWidget) -> None:
        super().__init__(parent)
        self.people = tuple(people)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        person = self.people[index.row()]
        return f"{person.name}, {goes_on(person)}"


def goes_on(person: Recent) -> str:
    """How this person comes in."""
    return _("Continue with PIN") if person.has_pin else _("Password")


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "LatelyList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height() + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """What is chosen is asked of the view: the flags in `option` would bring QStyle (see `Bevel`)."""
        place = index.row()
        box = QRectF(option.rect).adjusted(0, 0, 0, -GAP)
        chosen = self._view.is_chosen(place)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or self._view.is_pointed_at(place):
            _fill_round(painter, box, RADIUS, "accent_tint" if chosen else "hover")
        if chosen:
            _fill_round(painter, QRectF(box.left(), box.center().y() - 12, 3, 24), 1, "accent")
        _paint_person(painter, box, self._view.people[place], chosen=chosen)
        painter.restore()


def _fill_round(painter: QPainter, box: QRectF, radius: float, tone: str) -> None:
    shape = QPainterPath()
    shape.addRoundedRect(box, radius, radius)
    painter.fillPath(shape, theme().color(tone))


def _paint_person(painter: QPainter, box: QRectF, person: Recent, *, chosen: bool) -> None:
    side = theme().px(DISC)
    disc = QRectF(box.left() + S12, box.center().y() - side / 2, side, side)
    paint_avatar(painter, disc, initials(person.name), active=chosen)
    metrics = theme().metrics("body")
    baseline = round(box.top() + (box.height() - metrics.height()) / 2) + metrics.ascent()
    words = goes_on(person)
    right = box.right() - S12 - theme().metrics("small").horizontalAdvance(words)
    draw_words(painter, QPointF(right, baseline), words, "small", "accent" if chosen else "ink2")
    left = disc.right() + 14
    draw_words(painter, QPointF(left, baseline), person.name, bold=chosen, room=right - left - S12)


def row_height() -> int:
    words = theme().metrics("body").height() + (22 if theme().compact else 30)
    return max(words, theme().px(DISC) + 8)


class LatelyList(QListView):
    """See the module's first words. `chosen`: a Recent was made current; `entered`: Enter or a click on it."""

    chosen = Signal(object)
    taken = Signal(object)

    def __init__(self, people: Sequence[Recent], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = tuple(people[:SHOWN_MOST])
        self.setModel(_People(self.people, self))
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setProperty("surface", "bg")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("At this desk lately"))
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(lambda index: self.taken.emit(self.people[index.row()]))
        self._pointed_at = -1
        self.entered.connect(lambda index: self._point_at(index.row()))
        self.viewportEntered.connect(lambda: self._point_at(-1))
        theme().changed.connect(self._refit)

    def show_person(self, place: int) -> None:
        """Mark the person at `place`; -1 marks nobody."""
        if place < 0:
            self.clearSelection()
            return
        self.setCurrentIndex(self.model().index(place, 0))

    def is_chosen(self, place: int) -> bool:
        return self.selectionModel().isSelected(self.model().index(place, 0))

    def is_pointed_at(self, place: int) -> bool:
        return place == self._pointed_at

    def sizeHint(self) -> QSize:
        return QSize(200, len(self.people) * (row_height() + GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.taken.emit(self.people[self.currentIndex().row()])
            return
        super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, place: int) -> None:
        self._pointed_at = place
        self.viewport().update()

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.people[current.row()])

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
