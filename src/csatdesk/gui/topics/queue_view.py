"""The unclassified, worked off: 1, 2 or 3 takes a suggestion, a letter searches, several selected go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.domain.topic_keywords import joined
from csatdesk.domain.topic_ranking import Days
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.suggestion_list import Suggestion as Row
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S24
from csatdesk.gui.topics.marked_text import MarkedText
from csatdesk.gui.topics.period_bar import PeriodBar
from csatdesk.gui.topics.queue_list import QueueList
from csatdesk.gui.topics.view import View, found_topics, topic_row
from csatdesk.operations.classifying.queue import (
    SUGGESTED,
    Acceptance,
    QueueCounts,
    UnclassifiedRow,
    accepted_suggestions,
    count_unclassified,
    file_cases,
)
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number, percent
from csatdesk.wording.texts import _, language, ngettext

PANE_WIDE, PANE_COMPACT = 560, 440
FOUND_MOST = 8


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers above the list."""

    counts: QueueCounts
    accepted: Acceptance


def load_told(reading: Reading, *, since: datetime, start: datetime, end: datetime) -> Told:
    return Told(count_unclassified(reading, since=since), accepted_suggestions(reading, start=start, end=end))


class QueueView(View):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._asker = QObject(self)
        self._told: Told | None = None
        self._is_new = True
        self._goes_to = 0
        self.may_file = context.may(Right.WORK_ON_CASE)
        self.list = QueueList(context)
        self.empty = EmptyState(_("Cases without topic stand here."), _("Every case has its topic."), "")
        self.period = PeriodBar()
        self.counts, self.accepted = Label("", "small", bold=True), Label("", "small", "ink2")
        self.heading, self.text = Label("", "heading", wrap=True), MarkedText()
        self.why = Label("", "small", "ink2", wrap=True)
        self.pick = PickList(self._rows, _("Type to search all topics"), _("No topic has this name."), lines=FOUND_MOST)
        self.open = make_action(self, _("Open the case itsel&f"), self._open, "Ctrl+Return")
        self.open.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above = QVBoxLayout()
        above.setContentsMargins(theme().margin, S8, theme().margin, S8)
        above.addWidget(FlowBox(self.counts, self.period, self.accepted, gap=S24, line_gap=S8))
        self.pane = QWidget()
        self.pane.setProperty("surface", "bg")
        self.pane.setMinimumWidth(theme().px(300))
        column = QVBoxLayout(self.pane)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.setSpacing(S12)
        column.addWidget(self.heading)
        column.addWidget(self.text, 1)
        column.addWidget(self.why)
        column.addWidget(self.pick)
        column.addStretch(1)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(above)
        whole.addWidget(Hairline())
        whole.addWidget(self.split, 1)
        self.pick.setVisible(self.may_file)

    def _connect(self) -> None:
        self.period.changed.connect(self._ask)
        self.list.typed.connect(self._search)
        self.list.opened.connect(lambda _row: self.pick.setFocus(Qt.FocusReason.OtherFocusReason))
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_chosen())
        self.list.queue.loaded.connect(self._loaded)
        self.pick.taken.connect(self._file)

    # what the page asks

    @property
    def left(self) -> str:
        """How many are left, for the tab; "" for none."""
        count = self._told.counts.left if self._told is not None else 0
        return number(count) if count else ""

    def summary(self) -> str:
        if self._told is None:
            return ""
        counts = self._told.counts
        words = ngettext("{count} case without topic", "{count} cases without topic", counts.left)
        return words.format(count=number(counts.left))

    def show_facts(self, facts: TopicsFacts) -> None:
        super().show_facts(facts)
        self.period.begin(facts.today)
        self.list.show_tree(facts.tree)
        if self._is_new:
            self._is_new = False
            self.list.queue.read()
        else:
            self.list.queue.reload()
        self._ask()

    def start(self) -> None:
        target: QWidget = self.empty if self.split.is_empty else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.CASE, Kind.IMPORT}:
            self.list.queue.reload()
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.pick.begin()
            self.start()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())

    # the numbers

    def _ask(self) -> None:
        if self.facts is None:
            return
        days = self.period.days[0]
        start, end = self._instants(days)
        since = self._instants(Days(self.facts.today, self.facts.today))[0]
        self.context.runner.ask(self._asker, partial(load_told, since=since, start=start, end=end), self._show_told)

    def _instants(self, days: Days) -> tuple[datetime, datetime]:
        first = datetime.combine(days.first, time(), self.context.zone)
        after = datetime.combine(days.last + timedelta(days=1), time(), self.context.zone)
        return first.astimezone(UTC), after.astimezone(UTC)

    def _show_told(self, told: Told) -> None:
        self._told = told
        filed = told.counts.filed
        left = _("{left} left, {open} of them open").format(
            left=number(told.counts.left), open=number(told.counts.left_open)
        )
        done = ngettext("{count} worked off today", "{count} worked off today", filed).format(count=number(filed))
        self.counts.setText(f"{left} · {done}")
        self.accepted.setText(accepted_words(told.accepted))
        self.head_changed.emit()

    # the case

    @property
    def chosen(self) -> list[UnclassifiedRow]:
        return self.list.selected_rows()

    def _loaded(self) -> None:
        is_empty = self.list.queue.row_count == 0
        had_focus = self.list.hasFocus() or self.pick.field.hasFocus()
        self.split.show_empty(is_empty)
        if not is_empty and not self.chosen:  # a view that gets the focus stands on a row without selecting it
            self.list.select_place(min(self._goes_to, self.list.queue.row_count - 1))
        if had_focus or (is_empty and self.isVisible()):
            self.start()
        self._show_chosen()

    def _show_chosen(self) -> None:
        rows = self.chosen
        self.pick.setEnabled(bool(rows))
        if len(rows) > 1:
            words = ngettext("{count} case selected", "{count} cases selected", len(rows))
            self.heading.setText(words.format(count=number(len(rows))))
            self.text.show_text("", ())
            self.why.setText(_("A topic chosen here goes to all of them."))
        elif rows:
            self.heading.setText(rows[0].number)
            found = [place for one in rows[0].suggestions for place in one.because]
            self.text.show_text(rows[0].text, found)
            self.why.setText("" if rows[0].suggestions else _("Its words suggest no topic: type to search."))
        else:
            self.heading.setText("")
            self.text.show_text("", ())
            self.why.setText("")
        self.why.setVisible(bool(self.why.text()))
        self.pick.begin()

    def _rows(self, typed: str) -> Sequence[Row]:
        if self.facts is None:
            return ()
        tree = self.facts.tree
        if typed.strip():
            found = {topic.id: topic for topic in tree.search(typed, language(), FOUND_MOST)}
            found |= {topic.id: topic for topic in found_topics(tree, typed, tree.assignable())}
            return [topic_row(tree, topic) for topic in found.values()][:FOUND_MOST]
        suggested = joined((row.suggestions for row in self.chosen), SUGGESTED)
        rows = []
        for place, one in enumerate(suggested, start=1):
            path = tree.path(one.topic_id, language())
            words = tuple(dict.fromkeys(found.text for found in one.because))
            above = "" if theme().compact else " › ".join(path[:-1])  # the name counts more than where it stands
            rows.append(Row(one.topic_id, above, path[-1], words, str(place) if self.may_file else ""))
        return rows

    def _search(self, letter: str) -> None:
        if self.may_file:
            self.pick.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pick.field.setText(letter)
            self.pick.refresh()

    def _file(self) -> None:
        choice, rows = self.pick.choice(), self.chosen
        if choice is None or not rows or not isinstance(choice.value, int):
            return
        self._goes_to = min(self.list.queue.place_of(row.id) or 0 for row in rows)
        command = partial(file_cases, case_ids=[row.id for row in rows], topic_id=choice.value)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.runner.act(self, command)

    def _open(self) -> None:
        if self.chosen:
            self.context.open_case(self.chosen[0].id)


def accepted_words(accepted: Acceptance) -> str:
    """ "Suggested by the program: 312 of 427 topics given, 73 %"."""
    if accepted.share is None:
        return _("No topic was given in this period.")
    words = ngettext(
        "Suggested by the program: {suggested} of {given} topic given, {share}",
        "Suggested by the program: {suggested} of {given} topics given, {share}",
        accepted.given,
    )
    share = percent(accepted.share)
    return words.format(suggested=number(accepted.suggested), given=number(accepted.given), share=share)
