"""Starting trees to begin with, and the way to the page of topics."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from csatdesk.domain.centres import LaterItem
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.administration.section import Indented, Section, Sheet
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, FormRow, Label, LinkButton, PlainButton
from csatdesk.operations.centres import settle
from csatdesk.operations.starting_trees import StartingTree, starting_trees, take_over_tree
from csatdesk.operations.topics import load_topic_tree
from csatdesk.operations.work import Reading, Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext


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
        self.told = Label("", "body", wrap=True)
        self.open = LinkButton(_("Open the topics"), role="body")
        self.open.clicked.connect(lambda: context.show("topics"))
        self.offered = Choice()
        self.take_over = PlainButton(_("Take over"), likely=True, size="medium")
        self.take_over.clicked.connect(self._take_over)
        sheet = Sheet()
        sheet.add(self.told)
        sheet.add(self.open)
        sheet.add_heading(
            _("Start from a tree that comes with the program"),
            _("Topics that are there already stay as they are; all of them can be changed afterwards."),
        )
        sheet.add(FormRow(_("Start&ing tree"), self.offered))
        sheet.add(Indented(self.take_over))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(sheet)

    def summary(self) -> str:
        if self._loaded is None:
            return ""
        count = len(self._loaded.tree.assignable())
        return ngettext("{count} topic", "{count} topics", count).format(count=number(count))

    def shown(self) -> None:
        self.reload()

    def start(self) -> None:
        self.open.setFocus()

    def reload(self) -> None:
        self.context.runner.ask(self, load_topics, self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        self._loaded = loaded
        if self.offered.count() == 0:
            for tree in loaded.offered:
                count = ngettext("{count} topic", "{count} topics", tree.count).format(count=number(tree.count))
                title = tree.title.in_language(language())
                self.offered.add(tree.name, _("{title}, {topics}").format(title=title, topics=count))
        some = bool(loaded.tree.topics)
        words = _("Names, words, cards, merges and the ranking stand on a page of their own.")
        none = _("There are no topics yet. Take over a tree below; imports bring some, too.")
        self.told.setText(words if some else none)
        self.head_changed.emit()

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
