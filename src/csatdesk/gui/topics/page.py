"""Topics: the tree and what is known of each, the cases still without one, and the ranking."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.gui.topics.files import TopicFiles
from csatdesk.gui.topics.queue_view import QueueView
from csatdesk.gui.topics.ranking_view import RankingView
from csatdesk.gui.topics.tree_view import TreeView
from csatdesk.gui.topics.view import AskPath, View, ask_file, ask_new_file
from csatdesk.gui.view_tabs import ViewTabs
from csatdesk.operations.topics.queries import TopicsFacts, load_topics_facts
from csatdesk.wording.texts import _


class TopicsPage(Page):
    """See the module's first words. Everybody may read it; changing needs the right."""

    shows = frozenset({Kind.TOPIC, Kind.CASE, Kind.CENTRE, Kind.STAFF, Kind.IMPORT})
    help_page = "topics"

    def __init__(self, context: Context, *, save: AskPath = ask_new_file, load: AskPath = ask_file) -> None:
        super().__init__(context)
        self._files = TopicFiles(context, self, save, load)
        self.tree, self.queue, self.ranking = (
            TreeView(context, self._files),
            QueueView(context),
            RankingView(context, save),
        )
        self.views: tuple[View, ...] = (self.tree, self.queue, self.ranking)
        self.tabs = ViewTabs(_("Views of the topics"))
        self._stack, self._tools = QStackedWidget(), QStackedWidget()
        self._lay_out()
        for view in self.views:
            view.head_changed.connect(self._tell)
        self.tabs.currentChanged.connect(self._turn)
        self._make_go_actions()
        self._turn(0)
        self._ask()

    def _lay_out(self) -> None:
        for words in (_("Tree"), _("Unclassified"), _("Ranking")):
            self.tabs.addTab(words)
        for view in self.views:
            self._stack.addWidget(view)
            self._tools.addWidget(_beside(view.tools))
        head = QHBoxLayout()
        head.setContentsMargins(theme().margin, 0, theme().margin - 8, 0)
        head.setSpacing(S8)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self._tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)

    def _make_go_actions(self) -> None:
        words = (_("Topics: the tree"), _("Topics: cases without topic"), _("Topics: the ranking"))
        for place, said in enumerate(words):
            make_action(self, said, partial(self.go, place), f"Ctrl+{place + 1}")
        if self.context.may(Right.CHANGE_TOPICS):
            make_action(self, _("Import topics from a file"), self._files.read)
            make_action(self, _("Export the topics to a file"), self._files.write)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Topics")

    def summary(self) -> str:
        return self.view.summary()

    def shown(self) -> None:
        self.view.start()

    def reload(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.TOPIC, Kind.CENTRE, Kind.STAFF}:
            self._ask()
        for view in self.views:
            view.reload(kinds)

    @property
    def view(self) -> View:
        return self.views[self._stack.currentIndex()]

    def go(self, place: int) -> None:
        """To one of the views, as its tab does."""
        self.tabs.setCurrentIndex(place)
        self.view.start()

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._tools.setCurrentIndex(place)
        self.primary: QAction | None = self.view.primary
        self.head_changed.emit()

    def _ask(self) -> None:
        self.context.runner.ask(self, load_topics_facts, self._show_facts)

    def _show_facts(self, facts: TopicsFacts) -> None:
        for view in self.views:
            view.show_facts(facts)
        self.head_changed.emit()

    def _tell(self) -> None:
        counts = self.queue.left
        words = _("Unclassified") if not counts else _("Unclassified {count}").format(count=counts)
        self.tabs.setTabText(1, words)
        self.head_changed.emit()


def _beside(tools: Sequence[QWidget]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addStretch(1)
    for tool in tools:
        row.addWidget(tool)
    return made
