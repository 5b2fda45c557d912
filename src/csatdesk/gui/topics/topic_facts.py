"""What is known of a topic, beside the tree: definition, names, words, card, merges, and what it was called when."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.topic_history import DatedName
from csatdesk.domain.topics import Topic
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, Label, LinkButton, StateLabel
from csatdesk.gui.intake.topic_card import in_language
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.topics.queries import CASES_MOST, TopicCases, TopicsFacts
from csatdesk.operations.topics.ranking_paper import marks_words
from csatdesk.wording.formats import number, percent, short_date, short_instant
from csatdesk.wording.texts import LANGUAGES, _, language, ngettext
from csatdesk.wording.words import LANGUAGE_NAMES, word

CARD_LINES = ("ask", "say", "papers")


class TopicFactsView(QWidget):
    """Rebuilt for each topic. Links say what is wanted; who may not change topics sees none of them."""

    unmerge_wanted = Signal(int)
    look_through_wanted = Signal()
    topic_wanted = Signal(int)
    cases_wanted = Signal()

    def __init__(self, context: Context, *, may_change: bool) -> None:
        super().__init__()
        self._context, self._may_change = context, may_change
        self.said: list[str] = []  # the plain words shown, in order
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S8)
        self.cases_link: LinkButton | None = None
        self.home: _FromHome | None = None  # what was said of the contacts of the last 30 days

    def clear(self) -> None:
        self.said = []
        self.cases_link = self.home = None
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()

    def show_topic(self, topic: Topic, facts: TopicsFacts) -> None:
        self.clear()
        self._add_what_it_is(topic, facts)
        self._heading(_("Names"))
        for code in LANGUAGES:
            if topic.names.get(code):
                self._fact(LANGUAGE_NAMES[code], topic.names[code])
        if topic.is_assignable:
            self._add_words(topic)
            self._add_card(topic, facts)
        self._add_merges(topic, facts)
        self._add_history(topic, facts)
        self._column.addStretch(1)

    def show_cases(self, cases: TopicCases) -> None:
        if self.cases_link is not None:
            self.cases_link.setText(cases_words(cases))
            self.cases_link.setEnabled(bool(cases.total))
        if self.home is not None:
            words = marks_words(cases.marks)
            self.home.told.setText(words)
            self.home.setVisible(bool(words))

    def _add_what_it_is(self, topic: Topic, facts: TopicsFacts) -> None:
        if topic.definition:
            self._add(Label(topic.definition, "body", wrap=True), topic.definition)
        if topic.is_assignable:
            self._fact(_("Inquiry type"), word(topic.inquiry_type))
        else:
            self._fact(_("Sort"), _("A heading: cases get one of the topics below it."))
        if topic.is_retired:
            self._fact(_("State"), _("Retired: no longer offered, its cases keep it."))
        if topic.remote_target is not None:
            self._fact(_("Remote target"), percent(topic.remote_target / 100))
        self._add_neighbours(topic, facts)
        self.cases_link = LinkButton("…", role="body")
        self.cases_link.clicked.connect(self.cases_wanted)
        self._column.addWidget(Named(_("Cases"), self.cases_link))
        self.home = _FromHome()
        self._column.addWidget(self.home)

    def _add_words(self, topic: Topic) -> None:
        self._heading(_("Recognised by"))
        told = [(code, topic.keywords[code]) for code in LANGUAGES if topic.keywords.get(code)]
        for code, words in told:
            self._fact(LANGUAGE_NAMES[code], ", ".join(words))
        if not told:
            self._line(_("No words yet: it is never suggested."))

    def _add_card(self, topic: Topic, facts: TopicsFacts) -> None:
        self._heading(_("Card beside the intake"))
        card = topic.card
        if card is None or card.is_empty:
            self._line(_("No card yet."))
            return
        names = {"ask": _("Ask this"), "say": _("Say this"), "papers": _("Papers needed")}
        for part in CARD_LINES:
            lines = in_language(getattr(card, part), language()) or ()
            if lines:
                self._fact(names[part], "\n".join(lines))
        for name, text in (
            (_("Who decides"), in_language(card.who_decides, language())),
            (_("Usual duration"), in_language(card.usual_duration, language())),
            (_("Link"), in_language(card.link, language())),
        ):
            if text:
                self._fact(name, text)
        self._fact(_("Kept by"), facts.people.get(topic.card_owner_id or 0, _("nobody")))
        self._add_card_date(topic, facts)

    def _add_card_date(self, topic: Topic, facts: TopicsFacts) -> None:
        days = (facts.today - topic.card_on).days if topic.card_on is not None else None
        words = _("never") if topic.card_on is None else short_date(topic.card_on)
        told: list[QWidget] = []
        if topic.card_is_overdue(facts.today):
            since = ngettext("{count} day ago", "{count} days ago", days or 0).format(count=number(days or 0))
            words = f"{words}, {since}" if days is not None else words
            told.append(StateLabel("overdue", words))
        else:
            told.append(Label(words))
        self.said.append(words)
        if self._may_change:
            link = LinkButton(_("Still right today"), role="body")
            link.clicked.connect(self.look_through_wanted)
            told.append(link)
        self._column.addWidget(Named(_("Looked through"), *told))

    def _add_merges(self, topic: Topic, facts: TopicsFacts) -> None:
        merges = [merge for merge in facts.merges if merge.winner_id == topic.id]
        if not merges:
            return
        self._heading(_("Merged into this topic"))
        for merge in merges:
            name = facts.tree.topics[merge.loser_id].names.in_language(language())
            at = short_instant(merge.at, self._context.zone)
            words = _("{name}: {when}, {who}").format(name=name, when=at, who=merge.by_name)
            self._line(words)
            if self._may_change:
                link = LinkButton(_("Undo this merge"), role="body")
                link.setAccessibleName(_("Undo the merge of {name}").format(name=name))
                link.clicked.connect(lambda _checked=False, gone=merge.id: self.unmerge_wanted.emit(gone))
                self._column.addWidget(link)

    def _add_history(self, topic: Topic, facts: TopicsFacts) -> None:
        lines = list(history_words(topic, facts))
        if lines:
            self._heading(_("History"))
        for at, words in lines:
            self._fact(short_instant(at, self._context.zone), words)

    def _heading(self, words: str) -> None:
        self._column.addSpacing(S4)
        self._column.addWidget(Hairline())
        self._add(Label(words, "small", bold=True), words)

    def _line(self, words: str) -> None:
        self._add(Label(words, "body", "ink2", wrap=True), words)

    def _fact(self, name: str, value: str) -> None:
        label = Label(value, "body", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._add(Named(name, label), value)

    def _add_neighbours(self, topic: Topic, facts: TopicsFacts) -> None:
        """What it is easily taken for; what has become part of it is no longer another topic."""
        known = (facts.tree.now(one) for one in topic.not_confused if one in facts.tree.topics)
        links = []
        for one in dict.fromkeys(one for one in known if one != topic.id):
            words = " › ".join(facts.tree.path(one, language()))
            link = LinkButton(words, role="body")
            link.clicked.connect(partial(self.topic_wanted.emit, one))
            links.append(link)
            self.said.append(words)
        if links:
            self._column.addWidget(Named(_("Not to be confused with"), *links))

    def _add(self, widget: QWidget, words: str) -> None:
        self.said.append(words)
        self._column.addWidget(widget)


class Named(QWidget):
    """A name in the left column, and beside it what is so."""

    def __init__(self, name: str, *told: QWidget) -> None:
        super().__init__()
        label = Label(name, "body", "ink2", wrap=True)
        label.setFixedWidth(theme().px(100 if theme().compact else 116))
        values = QVBoxLayout()
        values.setSpacing(S4)
        for widget in told:
            side = Qt.AlignmentFlag(0) if isinstance(widget, Label) else Qt.AlignmentFlag.AlignLeft
            values.addWidget(widget, 0, side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(values, 1)


class _FromHome(Named):
    """Hidden until there is something to tell."""

    def __init__(self) -> None:
        self.told = Label("", "body", wrap=True)
        super().__init__(_("From home"), self.told)
        self.hide()


def cases_words(cases: TopicCases) -> str:
    """ "214, 31 of them in the last 30 days"; counts stop at 1,000."""
    words = _("{total}, {recent} of them in the last 30 days")
    return words.format(total=_capped(cases.total), recent=_capped(cases.recent))


def _capped(count: int) -> str:
    return f"{number(CASES_MOST - 1)}+" if count >= CASES_MOST else number(count)


def history_words(topic: Topic, facts: TopicsFacts) -> Iterator[tuple[datetime, str]]:
    """Every change, the newest first: when, and what was before."""
    names = facts.history.names_of(topic.id)
    for before, after in reversed(list(pairwise(names))):
        yield after.from_at, "\n".join((*_changes(before, after, facts), after.by_name))


def _changes(before: DatedName, after: DatedName, facts: TopicsFacts) -> Sequence[str]:
    spoken = language()
    told = []
    if before.names != after.names:
        was, now = before.names.in_language(spoken), after.names.in_language(spoken)
        told.append(_("“{before}” became “{after}”").format(before=was, after=now))
    if before.parent_id != after.parent_id:
        above = " › ".join(facts.tree.path(before.parent_id, spoken)) or _("Top of the tree")
        told.append(_("moved from: {place}").format(place=above))
    if before.merged_into_id != after.merged_into_id:
        other = after.merged_into_id or before.merged_into_id
        known = facts.tree.topics.get(other or 0)
        name = known.names.in_language(spoken) if known is not None else ""
        merged = _("merged into “{name}”") if after.merged_into_id is not None else _("no longer part of “{name}”")
        told.append(merged.format(name=name))
    return told
