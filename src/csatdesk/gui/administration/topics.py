"""The topic tree, to read, and starting trees to begin with."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTreeView, QVBoxLayout

from csatdesk.domain.centres import LaterItem
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.domain.topics import Topic, TopicTree
from csatdesk.gui.administration.flow import FlowBox
from csatdesk.gui.administration.section import Section
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, Hairline, Label, PlainButton, TextField
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.centres import settle
from csatdesk.operations.starting_trees import StartingTree, starting_trees, take_over_tree
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES, word

TOPIC_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Loaded:
    tree: TopicTree
    offered: tuple[StartingTree, ...]


def load_topics(reading: Reading) -> Loaded:
    return Loaded(load_topic_tree(reading), starting_trees(reading))


class TopicsSection(Section):
    """See the module's first words."""

    shows = frozenset({Kind.TOPIC})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._loaded: Loaded | None = None
        self.offered = Choice()
        self.take_over = PlainButton(_("Take over"), likely=True, size="medium")
        self.take_over.clicked.connect(self._take_over)
        self.language = Choice(list(LANGUAGE_NAMES.items()))
        self.language.set_value(language())
        self.language.chosen.connect(lambda _code: self._show_tree())
        self.search = TextField(placeholder=_("Find a topic"), icon="search")
        self.search.textChanged.connect(lambda _text: self._show_tree())
        self.model = QStandardItemModel(self)
        self.view = _tree_view(self.model)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.path, self.facts = Label("", "heading", wrap=True), Label("", "body", "ink2", wrap=True)
        self.keywords_head = Label(_("Recognised by"), "body", bold=True)
        self.keywords = Label("", "body", wrap=True)
        self.keywords.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        start = Label(_("Start&ing tree"), "body", "ink2")
        start.setBuddy(self.offered)
        shown_in = Label(_("&Names in"), "body", "ink2")
        shown_in.setBuddy(self.language)
        above = QHBoxLayout()
        above.setContentsMargins(theme().margin, S12, theme().margin, S12)
        above.setSpacing(S8)
        above.addWidget(FlowBox(self.search, FlowBox(shown_in, self.language)), 5)
        above.addWidget(FlowBox(start, self.offered, self.take_over), 4)
        right = QVBoxLayout()
        right.setContentsMargins(theme().margin, S16, theme().margin, S16)
        right.setSpacing(S8)
        for widget in (self.path, self.facts):
            right.addWidget(widget)
        right.addSpacing(S8)
        right.addWidget(self.keywords_head)
        right.addWidget(self.keywords)
        right.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addSpacing(theme().margin - S12)
        below.addWidget(self.view, 5)
        below.addWidget(Hairline(upright=True))
        below.addLayout(right, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(Hairline())
        column.addLayout(below, 1)
        self.search.setFixedWidth(theme().px(200))
        self.offered.setMaximumWidth(theme().px(230))

    def summary(self) -> str:
        if self._loaded is None:
            return ""
        count = len(self._loaded.tree.assignable())
        return ngettext("{count} topic", "{count} topics", count).format(count=number(count))

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        self.context.runner.ask(self, load_topics, self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        self._loaded = loaded
        if self.offered.count() == 0:
            for tree in loaded.offered:
                count = ngettext("{count} topic", "{count} topics", tree.count).format(count=number(tree.count))
                title = tree.title.in_language(language())
                self.offered.add(tree.name, _("{title}, {topics}").format(title=title, topics=count))
        self._show_tree()
        self.head_changed.emit()

    def _show_tree(self) -> None:
        if self._loaded is None:
            return
        tree, spoken_language = self._loaded.tree, str(self.language.value())
        wanted = _wanted(tree, self.search.text(), spoken_language)
        self.model.clear()
        items: dict[int, QStandardItem] = {}
        for topic in tree.topics.values():
            if topic.is_retired or topic.id not in wanted:
                continue
            item = _item(topic, spoken_language)
            parent = items.get(topic.parent_id) if topic.parent_id is not None else None
            (parent or self.model.invisibleRootItem()).appendRow(item)
            items[topic.id] = item
        self.view.expandAll()
        first = self.model.index(0, 0)
        if first.isValid():
            self.view.setCurrentIndex(first)
        else:
            self._show_topic(None)

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        found = current.data(TOPIC_ROLE) if current.isValid() else None
        self._show_topic(found if isinstance(found, Topic) else None)

    def _show_topic(self, topic: Topic | None) -> None:
        if topic is None or self._loaded is None:
            none_found = bool(self._loaded and self._loaded.tree.topics)
            self.path.setText(_("No topic is called so.") if none_found else _("There are no topics yet."))
            self.facts.setText(
                "" if none_found else _("Take over a starting tree above; imports can bring topics, too.")
            )
            self.keywords_head.hide()
            self.keywords.setText("")
            return
        spoken_language = str(self.language.value())
        self.path.setText(" › ".join(self._loaded.tree.path(topic.id, spoken_language)))
        kind = (
            word(topic.inquiry_type) if topic.is_assignable else _("A heading: cases get one of the topics below it.")
        )
        self.facts.setText("\n".join(filter(None, (kind, topic.definition))))
        told = topic.keywords.get(spoken_language, ())
        missing = _("No words in this language yet; those of other languages count, too.")
        self.keywords_head.setVisible(topic.is_assignable)
        self.keywords.setText((", ".join(told) or missing) if topic.is_assignable else "")

    def _take_over(self) -> None:
        name = str(self.offered.value())
        self.context.runner.act(self, partial(take_over_and_settle, name=name), self._taken_over)

    def _taken_over(self, added: int) -> None:
        if added:
            said = ngettext("{count} topic or heading added.", "{count} topics and headings added.", added)
            self.context.say(said.format(count=number(added)))
        else:
            self.context.say(_("All topics of this tree were there already."))
        self.reload()


def take_over_and_settle(work: Work, *, name: str) -> int:
    """Take a tree over; "topics" goes from the list of what is still to set up."""
    added = take_over_tree(work, name=name)
    if work.actor.may(Right.CHANGE_CENTRE):
        settle(work, item=LaterItem.TOPICS)
    return added


def _tree_view(model: QStandardItemModel) -> QTreeView:
    view = QTreeView()
    view.setModel(model)
    view.setHeaderHidden(True)
    view.setFrameShape(QTreeView.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setProperty("ring", "none")
    view.setAccessibleName(_("Topics"))
    view.setUniformRowHeights(True)
    return view


def _item(topic: Topic, spoken_language: str) -> QStandardItem:
    item = QStandardItem(topic.names.in_language(spoken_language))
    item.setData(topic, TOPIC_ROLE)
    item.setSizeHint(QSize(0, theme().metrics("body").height() + 10))
    item.setFont(theme().font("body", bold=not topic.is_assignable))
    return item


def _wanted(tree: TopicTree, typed: str, spoken_language: str) -> frozenset[int]:
    """The topics to show: all, or those found with the headings above them."""
    if not typed.strip():
        return frozenset(tree.topics)
    wanted: set[int] = set()
    for found in tree.search(typed, spoken_language, limit=len(tree.topics)):
        topic: Topic | None = found
        while topic is not None and topic.id not in wanted:
            wanted.add(topic.id)
            topic = tree.topics.get(topic.parent_id) if topic.parent_id is not None else None
    return frozenset(wanted)
