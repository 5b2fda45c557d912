"""Words of the file that we cannot place: statuses, kinds and the like, and topics that the tree does not hold."""

from collections.abc import Iterable, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.cases import (
    CaseKind,
    Outcome,
)
from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.scoring import Verdict
from csatdesk.domain.statuses import Status
from csatdesk.domain.topics import TopicTree
from csatdesk.gui.fields import Choice, Label, RadioButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.operations.import_files import Field, UnknownTopic, UnknownValue
from csatdesk.wording.evaluations import verdict_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import word

VALUES: dict[str, type[Enum]] = {
    "kind": CaseKind,
    "status": Status,
    "channel": Channel,
    "outcome": Outcome,
    "segment": Segment,
    "verdict": Verdict,
}
AS_ALL = "as all"  # a topic word goes the way of all unknown words
TOPICS_SHOWN = 20


class WordsBox(QWidget):
    """Hidden while every word of the file is understood. What was chosen stays in sight, to be chosen otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: dict[tuple[str, str], Choice] = {}
        self.topics: dict[str, Choice] = {}
        self._head = Label(_("Words we cannot place"), "heading")
        self._grid = _grid()
        self.topic_box = TopicWords()
        self.topic_box.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S8)
        column.addWidget(self._head)
        column.addLayout(self._grid)
        column.addWidget(self.topic_box)
        self._head.hide()

    def clear(self) -> None:
        """Another file: nothing is chosen yet."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.values = {}
        self._head.hide()
        self.topic_box.clear()

    def show_words(
        self,
        unknown: Sequence[UnknownValue],
        fields: Sequence[Field],
        topics: Sequence[UnknownTopic],
        tree: TopicTree,
    ) -> None:
        """Add what is not here yet."""
        labels = {field.key: _(field.label) for field in fields}
        for one in unknown:
            if one.field in VALUES and (one.field, one.value) not in self.values:
                self._add(one, labels.get(one.field, one.header))
        self._head.setVisible(bool(self.values))
        self.topic_box.show_topics(topics, tree)

    def words(self) -> dict[str, dict[str, str]]:
        """Field key → word → our value."""
        chosen: dict[str, dict[str, str]] = {}
        for (key, said), choice in self.values.items():
            chosen.setdefault(key, {})[said] = str(choice.value())
        return chosen

    def _add(self, one: UnknownValue, label: str) -> None:
        line = self._grid.rowCount()
        times = ngettext("{count} row", "{count} rows", one.count).format(count=number(one.count))
        told = _("{field} “{word}”").format(field=label, word=one.value)
        choice = Choice([(member.value, _said(member)) for member in VALUES[one.field]])
        if choice.findData(one.taken_as) < 0:
            choice.add(one.taken_as, _("none"))
        choice.set_value(one.taken_as)
        choice.setAccessibleName(told)
        choice.chosen.connect(lambda _value: self.changed.emit())
        self.values[(one.field, one.value)] = choice
        _add_line(self._grid, line, told, times, choice)


class TopicWords(QWidget):
    """What becomes of topics that the tree does not hold: new ones, none, or one of the tree for each word."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: dict[str, Choice] = {}
        self._head = Label("", "heading", wrap=True)
        self.make_new = RadioButton(_("Make them topics &under “Imported”"))
        self.leave = RadioButton(_("Lea&ve these cases unclassified"))
        self.make_new.setChecked(True)
        self.make_new.toggled.connect(lambda _on: self.changed.emit())
        self._more = Label("", "small", "ink2", wrap=True)
        self._grid = _grid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S12, 0, 0)
        column.setSpacing(S8)
        for widget in (self._head, self.make_new, self.leave):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addWidget(self._more)
        self.hide()

    def clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.choices = {}
        self.hide()

    def show_topics(self, topics: Sequence[UnknownTopic], tree: TopicTree) -> None:
        fresh = [one for one in topics if one.word not in self.choices]
        room = TOPICS_SHOWN - len(self.choices)
        options = _topic_options(tree) if fresh else []
        for one in fresh[: max(room, 0)]:
            self._add(one, options)
        count = len(set(self.choices) | {one.word for one in topics})
        head = ngettext("{count} topic is not in your tree", "{count} topics are not in your tree", count)
        self._head.setText(head.format(count=number(count)))
        hidden = count - len(self.choices)
        more = ngettext("and {count} more, as chosen above", "and {count} more, as chosen above", hidden)
        self._more.setText(more.format(count=number(hidden)))
        self._more.setVisible(hidden > 0)
        self.setVisible(count > 0)

    def topics(self) -> dict[str, int | None]:
        """Word → topic, None to leave it unclassified; only of words that go their own way."""
        found: dict[str, int | None] = {}
        for said, choice in self.choices.items():
            value = choice.value()
            if value != AS_ALL:
                found[said] = value if isinstance(value, int) else None
        return found

    def _add(self, one: UnknownTopic, options: Iterable[tuple[int, str]]) -> None:
        choice = Choice([(AS_ALL, _("as chosen above")), (None, _("unclassified"))])
        for topic_id, path in options:
            choice.add(topic_id, path)
        choice.setAccessibleName(one.word)
        choice.chosen.connect(lambda _value: self.changed.emit())
        self.choices[one.word] = choice
        times = ngettext("{count} case", "{count} cases", one.count).format(count=number(one.count))
        _add_line(self._grid, self._grid.rowCount(), one.word, times, choice)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(S8)
    grid.setVerticalSpacing(S4)
    grid.setColumnStretch(0, 5)
    grid.setColumnStretch(2, 4)
    return grid


def _add_line(grid: QGridLayout, line: int, told: str, times: str, choice: Choice) -> None:
    label = Label(told, "body", wrap=True)
    label.setBuddy(choice)
    choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    choice.setMinimumWidth(theme().px(156))
    grid.addWidget(label, line, 0)
    grid.addWidget(Label(times, "small", "ink2"), line, 1)
    grid.addWidget(choice, line, 2)


def _said(member: Enum) -> str:
    return verdict_words(member) if isinstance(member, Verdict) else word(member)


def _topic_options(tree: TopicTree) -> list[tuple[int, str]]:
    spoken = language()
    return [(topic.id, " › ".join(tree.path(topic.id, spoken))) for topic in tree.assignable()]
