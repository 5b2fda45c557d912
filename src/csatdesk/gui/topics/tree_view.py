"""The tree beside what is known of one topic, and the forms that change it."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.domain.staff import Right
from csatdesk.domain.topics import Topic
from csatdesk.gui.actions import keys_of, plain
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, ErrorBanner, Hairline, Label, PlainButton, TextField
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.files import TopicFiles
from csatdesk.gui.topics.topic_deeds import TopicDeeds
from csatdesk.gui.topics.topic_facts import TopicFactsView
from csatdesk.gui.topics.tree_list import TopicTreeList
from csatdesk.gui.topics.view import View
from csatdesk.operations.topics.queries import TopicCases, TopicsFacts, count_topic_cases
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext, spoken

BUTTONS = ("change", "card", "move", "merge", "split", "retire", "measure")
TREE_SHARE = 0.42  # of the page
MOVING_MS = 60


class TreeView(View):
    """See the module's first words. Function keys act on the topic on which the keyboard stands."""

    def __init__(self, context: Context, files: TopicFiles) -> None:
        super().__init__(context)
        self.may_change = context.may(Right.CHANGE_TOPICS)
        self._asker = QObject(self)
        self._wanted: int | None = None  # a topic just made: stand on it when it has come
        self.search = TextField(placeholder=_("Find a topic"), icon="search")
        self.with_retired = CheckBox(_("Retired, too"))
        self.tree = TopicTreeList()
        self.path = Label("", "heading", wrap=True)
        self.banner = ErrorBanner()
        self.details = TopicFactsView(context, may_change=self.may_change)
        self.form: InlineForm | None = None
        self._following = Pause(self._show_topic, self, MOVING_MS)
        self.deeds = TopicDeeds(context, self)
        self.primary = self.deeds.actions.get("add")
        self.tools = files.buttons() if self.may_change else ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        finding = FlowBox(self.search, self.with_retired, gap=S12)
        around = QVBoxLayout()
        around.setContentsMargins(theme().margin, S12, S12, S8)
        around.addWidget(finding)
        self._left_side = QWidget()
        left = QVBoxLayout(self._left_side)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(around)
        left.addWidget(self.tree, 1)
        self._right = QStackedWidget()
        self._right.addWidget(self._made_pane())
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._left_side)
        self._split.addWidget(self._right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._split)
        self.search.setFixedWidth(theme().px(200))

    def _made_pane(self) -> QWidget:
        self.buttons = {
            key: PlainButton(plain(action.text()), keys=keys_of(action), size="small")
            for key, action in self.deeds.actions.items()
            if key in BUTTONS
        }
        for key, button in self.buttons.items():
            button.clicked.connect(self.deeds.actions[key].trigger)
        head = QVBoxLayout()
        head.setContentsMargins(theme().margin, S12, theme().margin, S12)
        head.setSpacing(S8)
        head.addWidget(self.path)
        head.addWidget(self.banner)
        if self.buttons:
            head.addWidget(FlowBox(*self.buttons.values()))
        inside = QWidget()
        inside.setProperty("surface", "bg")
        around = QVBoxLayout(inside)
        around.setContentsMargins(theme().margin, S8, theme().margin, S12)
        around.addWidget(self.details)
        self.details_scroll = upright_scroll(inside)
        self.details_scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.details_scroll, 1)
        return pane

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._show_tree())
        self.search.returnPressed.connect(self.focus_tree)
        self.with_retired.toggled.connect(lambda _on: self._show_tree())
        self.tree.current_changed.connect(lambda _topic: self._following.poke())
        self.tree.opened.connect(lambda _topic: self._opened())
        self.tree.typed.connect(self._find)
        self.details.unmerge_wanted.connect(self.deeds.unmerge)
        self.details.look_through_wanted.connect(self.deeds.look_through)
        self.details.topic_wanted.connect(self.stand_on)
        self.details.cases_wanted.connect(self._show_cases)
        self.deeds.form_wanted.connect(self._show_form)
        self.deeds.done.connect(self._left)
        self.deeds.made.connect(self._made)
        self.deeds.refused.connect(self._refused)

    # what the page asks

    def summary(self) -> str:
        if self.facts is None:
            return ""
        topics = self.facts.tree.topics.values()
        count, retired = len(self.facts.tree.assignable()), sum(topic.is_retired for topic in topics)
        parts = [ngettext("{count} topic", "{count} topics", count).format(count=number(count))]
        if retired:
            parts.append(ngettext("{count} retired", "{count} retired", retired).format(count=number(retired)))
        cards = len(self.facts.overdue_cards)
        if cards:
            words = ngettext("{count} card to look through", "{count} cards to look through", cards)
            parts.append(words.format(count=number(cards)))
        return ", ".join(parts)

    def show_facts(self, facts: TopicsFacts) -> None:
        super().show_facts(facts)
        before = self.topic
        self._show_tree()
        known = facts.tree.topics.get(before.id) if before is not None else None
        if before is not None and known is not None and known.is_shown and not self._stands_on(before.id):
            self.stand_on(before.id)  # its new name does not fit what was searched for
        if self._wanted is not None:
            self.stand_on(self._wanted)
            self._wanted = None
        self._show_topic()
        self.head_changed.emit()

    def start(self) -> None:
        self.focus_tree()

    def reload(self, kinds: frozenset[Kind]) -> None:
        if Kind.CASE in kinds:
            self._count()

    def focus_tree(self) -> None:
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def stand_on(self, topic_id: int) -> None:
        """Go to a topic, whatever was searched for."""
        topic = self.facts.tree.topics.get(topic_id) if self.facts is not None else None
        if topic is not None and topic.is_retired:
            self.with_retired.setChecked(True)
        self.search.clear()
        self.tree.stand_on(topic_id)
        self._show_topic()

    def _stands_on(self, topic_id: int) -> bool:
        return self.topic is not None and self.topic.id == topic_id

    @property
    def topic(self) -> Topic | None:
        return self.tree.topic

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.form is None:
            self.search.clear()
            self.focus_tree()
            return
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.focus_tree()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = round(self.width() * TREE_SHARE)
        self._split.setSizes([left, self.width() - left - 1])

    # what is shown

    def _find(self, letter: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letter)

    def _show_tree(self) -> None:
        if self.facts is not None:
            self.tree.show_tree(self.facts, self.search.text(), with_retired=self.with_retired.isChecked())

    def _opened(self) -> None:
        if self.may_change:
            self.deeds.change()
        else:
            self.details_scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_topic(self) -> None:
        self._following.cancel()
        self.banner.say("")
        topic = self.topic
        self.deeds.stand_on(topic, self.facts)
        for key, button in self.buttons.items():
            button.setEnabled(self.deeds.actions[key].isEnabled())
        if topic is None or self.facts is None:
            self.details.clear()
            has_some = bool(self.facts and self.facts.tree.topics)
            self.path.setText(_("No topic has this name.") if has_some else _("There are no topics yet."))
            return
        self.path.setText(" › ".join(self.facts.tree.path(topic.id, language())))
        if "retire" in self.buttons:
            self.buttons["retire"].setText(_("Bring back") if topic.is_retired else _("Retire"))
            self.buttons["retire"].updateGeometry()
        self.details.show_topic(topic, self.facts)
        self.details_scroll.verticalScrollBar().setValue(0)
        self._count()

    def _count(self) -> None:
        if self.topic is not None:
            question = partial(count_topic_cases, topic_id=self.topic.id)
            self.context.runner.ask(self._asker, question, self._counted)

    def _counted(self, cases: TopicCases) -> None:
        self.details.show_cases(cases)

    def _show_cases(self) -> None:
        if self.topic is not None:
            self.context.show("cases", CaseFilter(topic_ids=(self.topic.id,)))

    # changing

    def _show_form(self, form: InlineForm) -> None:
        """Show a form in the pane in place of the facts."""
        self._leave_form()
        self.form = form
        form.left.connect(self._left)
        self._right.addWidget(form)
        self._right.setCurrentWidget(form)
        form.focus_first()

    def _leave_form(self) -> None:
        if self.form is not None:
            self._right.removeWidget(self.form)
            self.form.deleteLater()
            self.form = None

    def _left(self) -> None:
        self._leave_form()
        self.focus_tree()

    def _made(self, topic_id: int) -> None:
        """A new topic has come, or comes with the next facts."""
        self._wanted = topic_id
        if self.facts is not None and topic_id in self.facts.tree.topics:
            self.stand_on(topic_id)
            self._wanted = None

    def _refused(self, error: object) -> None:
        if self.form is not None and isinstance(error, Spoken):
            self.form.refused(error)
        elif isinstance(error, Refusal):
            self.banner.say(spoken(error))
        else:
            self.context.runner.failed.emit(error, None)
