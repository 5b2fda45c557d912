"""The tree at the left of the page of topics: arrows move, letters find, retired topics on demand."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from csatdesk.domain.topics import Topic
from csatdesk.gui.labels import draw_words
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.view import found_topics
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.wording.texts import _, language

Index = QModelIndex | QPersistentModelIndex
TOPIC_ROLE = Qt.ItemDataRole.UserRole
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
BAR = 3


class _Delegate(QStyledItemDelegate):
    """The name, and at the right what there is to say of it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, theme().metrics("body").height() + (8 if theme().compact else 11))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        topic = index.data(TOPIC_ROLE)
        note, is_overdue = index.data(NOTE_ROLE)
        box = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme().color("accent_tint"))
        metrics = theme().metrics("body")
        baseline = box.top() + (option.rect.height() - metrics.height()) // 2 + metrics.ascent()
        right = box.right() - S12
        if note:
            right -= theme().metrics("caption").horizontalAdvance(note)
            draw_words(painter, QPointF(right, baseline), note, "caption", "ink2")
            if is_overdue:
                right -= theme().px(14)
                middle = baseline - theme().metrics("caption").capHeight() / 2
                paint_mark(painter, "overdue", QPointF(right + theme().px(5), middle), theme().px(9))
            right -= S8
        tone = "ink" if topic.is_shown else "ink3"
        room = right - box.left() - 4
        words = str(index.data() or "")
        draw_words(
            painter, QPointF(box.left() + 4, baseline), words, "body", tone, bold=not topic.is_assignable, room=room
        )


class TopicTreeList(QTreeView):
    """`current_changed` comes with the topic on which the keyboard stands, or None."""

    current_changed = Signal(object)
    opened = Signal(object)  # Enter
    typed = Signal(str)  # a letter: look for it

    def __init__(self) -> None:
        super().__init__()
        self._items: dict[int, QStandardItem] = {}
        self._standing: int | None = None
        self.tree_model = QStandardItemModel(self)
        self.setModel(self.tree_model)
        self.setItemDelegate(_Delegate(self))
        self.setHeaderHidden(True)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformRowHeights(True)
        self.setProperty("ring", "none")
        self.setAccessibleName(_("Topics"))
        self.selectionModel().currentChanged.connect(self._moved)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def topic(self) -> Topic | None:
        found = self.currentIndex().data(TOPIC_ROLE) if self.currentIndex().isValid() else None
        return found if isinstance(found, Topic) else None

    @property
    def names(self) -> list[str]:
        """What is shown, from top to bottom."""
        shown: list[str] = []
        index = self.tree_model.index(0, 0)
        while index.isValid():
            shown.append(str(index.data()))
            index = self.indexBelow(index)
        return shown

    def show_tree(self, facts: TopicsFacts, typed: str, *, with_retired: bool) -> None:
        """Show all topics, or those found with the headings above them. Who stood on one of them still does."""
        tree = facts.tree
        wanted = [topic for topic in tree.topics.values() if topic.merged_into_id is None]
        found = [topic for topic in found_topics(tree, typed, wanted) if with_retired or topic.is_shown]
        shown = {above for topic in found for above in tree.above(topic.id)}
        standing = self._standing
        self.selectionModel().blockSignals(True)
        self.tree_model.clear()
        self._items = {}
        for topic in wanted:
            if topic.id in shown:
                self._add(topic, facts)
        self.expandAll()
        self.selectionModel().blockSignals(False)
        first = found[0].id if found and typed.strip() else None
        if not any(topic.id == standing for topic in found):
            standing = first
        if standing is None or not self.stand_on(standing):
            self.setCurrentIndex(self.tree_model.index(0, 0))
        if not self._items:
            self._moved(QModelIndex(), QModelIndex())

    def _add(self, topic: Topic, facts: TopicsFacts) -> None:
        item = QStandardItem(topic.names.in_language(language()))
        item.setData(topic, TOPIC_ROLE)
        note, is_overdue = _note(topic, facts)
        item.setData((note, is_overdue), NOTE_ROLE)
        item.setData(", ".join(filter(None, (item.text(), note))), Qt.ItemDataRole.AccessibleTextRole)
        parent = facts.tree.now(topic.parent_id) if topic.parent_id is not None else None
        above = self._items.get(parent) if parent is not None else None
        (above or self.tree_model.invisibleRootItem()).appendRow(item)
        self._items[topic.id] = item

    def stand_on(self, topic_id: int) -> bool:
        """Go to a topic; False when it is not shown."""
        item = self._items.get(topic_id)
        if item is None:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(item.index(), flags)
        self.scrollTo(item.index())
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.topic is not None:
            self.opened.emit(self.topic)
            return
        if plain and event.text().strip() and event.text().isprintable() and event.text() not in "+-*/":
            self.typed.emit(event.text())
            return
        super().keyPressEvent(event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        if index.row() == self.currentIndex().row() and index.parent() == self.currentIndex().parent():
            box = QRectF(0, option.rect.top(), self.viewport().width(), option.rect.height())
            painter.fillRect(QRectF(0, box.top(), BAR, box.height()), theme().color("accent"))
            if self.hasFocus():
                painter.setPen(QPen(theme().color("accent"), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        found = current.data(TOPIC_ROLE) if current.isValid() else None
        topic = found if isinstance(found, Topic) else None
        if topic is not None:
            self._standing = topic.id
        self.viewport().update()
        self.current_changed.emit(topic)


def _note(topic: Topic, facts: TopicsFacts) -> tuple[str, bool]:
    if topic.is_retired:
        return _("retired"), False
    if topic.card_is_overdue(facts.today):
        return _("card"), True
    return "", False
