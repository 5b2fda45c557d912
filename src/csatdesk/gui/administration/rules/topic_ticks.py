"""Topics that a rule is for: the tree to tick, each heading with all that lies below it."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from csatdesk.domain.topics import TopicTree
from csatdesk.gui.fields import Label, LinkButton
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import draw_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.wording.formats import listing
from csatdesk.wording.texts import _, language

Index = QModelIndex | QPersistentModelIndex
TOPIC = Qt.ItemDataRole.UserRole
LINES = 9
STEP = " › "


class TopicTicks(QWidget):
    """What is chosen in words; a link opens the tree. What lies below a ticked heading is ticked and held with it."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = TopicTree(())
        self._chosen: frozenset[int] = frozenset()
        self._items: dict[int, QStandardItem] = {}
        self._is_filling = False
        self.words = Label("", "body", wrap=True)
        self.link = LinkButton(_("Choose topics"), role="body")
        self.link.clicked.connect(self._open)
        self.model = QStandardItemModel(self)
        self.view = _view(self.model)
        self.view.hide()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(S4)
        for widget in (self.words, self.link, self.view):
            self._column.addWidget(widget)
        self.setFocusProxy(self.link)
        self.model.itemChanged.connect(self._ticked)
        theme().changed.connect(self._refit)
        self._refit()

    def offer(self, tree: TopicTree) -> None:
        if tree is not self._tree:
            self._tree = tree
            self._fill()

    def show_topics(self, topic_ids: Iterable[int]) -> None:
        before, self._chosen = self._chosen, frozenset(topic_ids)
        if before != self._chosen and not self.view.isHidden():
            self._open()  # the tree of another rule
        self._mark()

    def topics(self) -> frozenset[int]:
        return self._chosen

    def _open(self) -> None:
        is_open = self.view.isHidden()
        self.view.setVisible(is_open)
        self.link.setText(_("Close the tree") if is_open else _("Choose topics"))
        if is_open:
            self._unfold()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _unfold(self) -> None:
        """Show what is ticked, wherever it lies."""
        for topic_id in self._chosen & self._items.keys():
            above = self._items[topic_id].parent()
            while above is not None:
                self.view.expand(above.index())
                above = above.parent()

    def _fill(self) -> None:
        self._is_filling = True
        self.model.clear()
        self._items = {}
        for topic in self._tree.topics.values():
            if topic.is_retired and topic.id not in self._chosen:
                continue
            item = QStandardItem(topic.names.in_language(language()))
            item.setData(topic.id, TOPIC)
            item.setCheckable(True)
            item.setEditable(False)
            above = self._items.get(topic.parent_id) if topic.parent_id is not None else None
            (above or self.model.invisibleRootItem()).appendRow(item)
            self._items[topic.id] = item
        self._is_filling = False
        first = self.model.index(0, 0)
        if first.isValid():
            self.view.setCurrentIndex(first)
        self._mark()

    def _ticked(self, item: QStandardItem) -> None:
        if self._is_filling:
            return
        topic_id = int(item.data(TOPIC))
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen = (self._chosen - self._tree.below(topic_id)) | {topic_id}
        else:
            self._chosen -= {topic_id}
        self._mark()
        self.edited.emit()

    def _mark(self) -> None:
        self._is_filling = True
        for topic_id, item in self._items.items():
            held = bool((self._tree.above(topic_id) - {topic_id}) & self._chosen)
            is_on = held or topic_id in self._chosen
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            item.setEnabled(not held)
        self._is_filling = False
        self.words.setText(self._told())

    def _told(self) -> str:
        paths = [self._tree.path(topic_id, language()) for topic_id in sorted(self._chosen)]
        names = [STEP.join(path) for path in paths if path]
        return _("{topics}, with all below").format(topics=listing(names)) if names else _("Every topic")

    def _refit(self) -> None:
        down = (theme().field_height - theme().metrics("body").height()) // 2
        self._column.setContentsMargins(0, down, 0, 0)
        self.view.scheduleDelayedItemsLayout()
        self.view.setFixedHeight(LINES * (theme().metrics("body").height() + 8) + 2)


class _Ticks(QStyledItemDelegate):
    """Paints the boxes to tick as everywhere else, in the size of the text."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        words = theme().metrics("body").horizontalAdvance(index.data())
        return QSize(theme().px(26) + words + S8, theme().metrics("body").height() + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) in {Qt.CheckState.Checked, Qt.CheckState.Checked.value}
        live = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        room, metrics, side = QRectF(option.rect), theme().metrics("body"), round(14 * theme().scale)
        place = QRectF(room.left() + 3, room.top() + (room.height() - side) // 2, side, side)
        place.adjust(0.5, 0.5, -0.5, -0.5)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme().color("accent_tint"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color(("accent" if ticked else "edge") if live else "line2"))
        painter.setBrush(theme().color(("accent" if ticked else "bg") if live else "sunk"))
        painter.drawRoundedRect(place, 3, 3)
        if ticked:
            paint_icon(painter, "check", place.adjusted(0.5, 0.5, -0.5, -0.5), "accent_ink" if live else "ink3")
        baseline = round(room.top() + (room.height() - metrics.height()) / 2) + metrics.ascent()
        at = QPointF(place.right() + S8, baseline)
        draw_words(painter, at, index.data(), "body", "ink" if live else "ink3", room=room.right() - at.x())
        painter.restore()


def _view(model: QStandardItemModel) -> QTreeView:
    view = QTreeView()
    view.setModel(model)
    view.setItemDelegate(_Ticks(view))
    view.setHeaderHidden(True)
    view.setFrameShape(QTreeView.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAccessibleName(_("Topics"))
    view.setUniformRowHeights(True)
    view.setTabKeyNavigation(False)
    return view
