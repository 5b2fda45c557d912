"""Who signed in at this desk lately: initials, name, and how they go on. One stop of the Tab key; arrows move."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from csatdesk.gui.labels import draw_words, initials, paint_avatar
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S12
from csatdesk.system.settings import Recent
from csatdesk.wording.texts import _

SHOWN_MOST = 4
GAP, DISC = 2, 32
Index = QModelIndex | QPersistentModelIndex
PERSON_ROLE = Qt.ItemDataRole.UserRole


class _People(QAbstractListModel):
    def __init__(self, people: Sequence[Recent], parent: QWidget) -> None:
        super().__init__(parent)
        self.people = tuple(people)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        person = self.people[index.row()]
        if role == PERSON_ROLE:
            return person
        return f"{person.name}, {goes_on(person)}" if role == Qt.ItemDataRole.DisplayRole else None


def goes_on(person: Recent) -> str:
    """How this person comes in."""
    return _("Continue with PIN") if person.has_pin else _("Password")


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, row_height() + GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        person = index.data(PERSON_ROLE)
        box = QRectF(option.rect).adjusted(0, 0, 0, -GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme().color("accent_tint" if chosen else "hover"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if chosen:
            painter.setBrush(theme().color("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.center().y() - 12, 3, 24), 1, 1)
        _paint_person(painter, box, person, chosen=chosen)
        painter.restore()


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
        self._people = _People(people[:SHOWN_MOST], self)
        self.setModel(self._people)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setProperty("surface", "bg")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("At this desk lately"))
        self.selectionModel().currentChanged.connect(self._moved)
        self.clicked.connect(lambda index: self.taken.emit(self._people.people[index.row()]))
        theme().changed.connect(self._refit)

    def show_person(self, place: int) -> None:
        """Mark the person at `place`; -1 marks nobody."""
        if place < 0:
            self.clearSelection()
            return
        self.setCurrentIndex(self._people.index(place))

    def sizeHint(self) -> QSize:
        return QSize(200, len(self._people.people) * (row_height() + GAP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.taken.emit(self._people.people[self.currentIndex().row()])
            return
        super().keyPressEvent(event)

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._people.people[current.row()])

    def _refit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
