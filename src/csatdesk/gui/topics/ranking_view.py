"""The ranking of topics: period, office, kind, how the tree is read; bars by size, the cases behind each, its trend."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter, CaseKind
from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import Segment
from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted, Origin
from csatdesk.domain.staff import Right
from csatdesk.domain.topic_ranking import AsOf, Level, RankedTopic, Ranking, RankingAsked, Tally
from csatdesk.gui.actions import make_action
from csatdesk.gui.activity_choice import ActivityChoice
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, Hairline, Label, QuietButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.gui.topics.period_bar import PeriodBar
from csatdesk.gui.topics.ranking_list import Line, RankingList
from csatdesk.gui.topics.trend_chart import TrendChart
from csatdesk.gui.topics.view import TABLES, AskPath, View, kinds_words, with_suffix
from csatdesk.operations.topics.queries import TopicsFacts
from csatdesk.operations.topics.ranking import rank_topics, remote_trend
from csatdesk.operations.topics.ranking_paper import (
    base_words,
    export_ranking,
    finding,
    marks_words,
    name_words,
    remote_words,
)
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

PAPER_KINDS = ((".pdf", "PDF"), *TABLES)
MOVING_MS = 60


class RankingView(View):
    """See the module's first words."""

    def __init__(self, context: Context, ask: AskPath) -> None:
        super().__init__(context)
        self._ask_path = ask
        self._asker, self._trend_asker = QObject(self), QObject(self)
        self.ranking: Ranking | None = None
        self.period = PeriodBar()
        self.office = Choice([(None, _("All offices"))])
        self.kind = Choice([(None, _("All kinds")), *((kind, word(kind)) for kind in CaseKind)])
        self.segment = Choice([(None, _("All segments")), *((one, word(one)) for one in Segment)])
        self.activity = ActivityChoice()
        self.as_of = SegmentedChoice([(AsOf.THEN, _("As then")), (AsOf.NOW, _("As now"))])
        self.level = SegmentedChoice([(Level.TOPICS, _("Topics")), (Level.HEADINGS, _("Headings"))])
        for field, name in (
            (self.office, _("Office")),
            (self.kind, _("Kind")),
            (self.segment, _("Segment")),
            (self.as_of, _("Names and headings")),
            (self.level, _("Level")),
        ):
            field.setAccessibleName(name)
        self.finding, self.base = Label("", "heading", wrap=True), Label("", "small", "ink2", wrap=True)
        self.home = Label("", "small", "ink2", wrap=True)  # of all; of the topic in hand beneath the list
        self.list = RankingList(context)
        self.empty = EmptyState(_("Topics by size stand here."), _("No case was received in these days."), "")
        self.trend_words, self.trend = Label("", "small", bold=True), TrendChart()
        self.topic_home = Label("", "small", "ink2", wrap=True)
        self.export_button = QuietButton(_("Export"), icon="export")
        self.tools = (self.export_button,) if context.may(Right.EXPORT) else ()
        self._following = Pause(self._ask_trend, self, MOVING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        narrowing = (self.office, self.kind, self.segment, self.activity)
        choices = FlowBox(self.period, *narrowing, self.as_of, self.level, gap=S12)
        above = QVBoxLayout()
        above.setContentsMargins(theme().margin, S8, theme().margin, S8)
        above.addWidget(choices)
        head = QVBoxLayout()
        head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        head.setSpacing(0)
        head.addWidget(self.finding)
        head.addWidget(self.base)
        head.addWidget(self.home)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(theme().margin, S8, theme().margin, S4)
        below.setSpacing(S4)
        below.addWidget(self.trend_words)
        below.addWidget(self.trend)
        below.addWidget(self.topic_home)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(Hairline())
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(Hairline())
        column.addWidget(self._below)
        self.empty.hide()

    def _connect(self) -> None:
        self.period.changed.connect(self._ask)
        for field in (self.office, self.kind, self.segment, self.activity, self.as_of, self.level):
            field.chosen.connect(lambda _value: self._ask())
        self.list.current_changed.connect(lambda _line: self._following.poke())
        self.list.opened.connect(self._open)
        self.export_button.clicked.connect(self.export)
        if self.context.may(Right.LEAD_MEASURES):
            measure = make_action(self.list, _("Set a meas&ure …"), self.set_measure, "F9")
            measure.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(measure)
        if self.tools:
            make_action(self, _("Export the rankin&g"), self.export, "Ctrl+E")

    # what the page asks

    def summary(self) -> str:
        if self.ranking is None:
            return ""
        count = self.ranking.total.count
        return ngettext("{count} case", "{count} cases", count).format(count=number(count))

    def show_facts(self, facts: TopicsFacts) -> None:
        super().show_facts(facts)
        self.period.begin(facts.today)
        if self.office.count() != len(facts.offices) + 1:
            for place in range(self.office.count() - 1, 0, -1):
                self.office.removeItem(place)
            for office_id, name in facts.offices.items():
                self.office.add(office_id, name)
            self.office.set_value(None)
        self.office.setVisible(len(facts.offices) > 1)
        self.activity.offer(facts.activities)
        self._ask()

    def start(self) -> None:
        target: QWidget = self.list if self.list.isVisible() else self.period.kind
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.CASE, Kind.IMPORT}:
            self._ask()

    # asking and showing

    @property
    def asked(self) -> RankingAsked:
        days, before = self.period.days
        office, kind, segment = self.office.value(), self.kind.value(), self.segment.value()
        as_of, level = self.as_of.value(), self.level.value()
        assert isinstance(as_of, AsOf)
        assert isinstance(level, Level)
        return RankingAsked(
            days,
            before,
            (office,) if isinstance(office, int) else (),
            (kind,) if isinstance(kind, CaseKind) else (),
            as_of,
            level,
            (segment,) if isinstance(segment, Segment) else (),
            self.activity.activities,
        )

    def _ask(self) -> None:
        if self.facts is not None:
            self.context.runner.ask(self._asker, partial(rank_topics, asked=self.asked), self._show)

    def _show(self, ranking: Ranking) -> None:
        self.ranking = ranking
        self.finding.setText(finding(ranking))
        self.base.setText(base_words(ranking))
        _tell(self.home, marks_words(ranking.marks))
        has_some = bool(ranking.rows)
        had_focus = self.list.hasFocus()
        self.list.setVisible(has_some)
        self.empty.setVisible(not has_some)
        self._below.setVisible(has_some)
        self.list.show_ranking(ranking)
        if had_focus and not has_some:
            self.start()
        self._ask_trend()
        self.head_changed.emit()

    def _ask_trend(self) -> None:
        self._following.cancel()
        line = self.list.row()
        if self.ranking is None or line is None or line.ranked.topic_id is None:
            self._below.hide()
            return
        question = partial(remote_trend, asked=self.ranking.asked, topic_id=line.ranked.topic_id)
        self.context.runner.ask(self._trend_asker, question, partial(self._show_trend, line.ranked))

    def _show_trend(self, ranked: RankedTopic, months: tuple[tuple[date, Tally], ...]) -> None:
        self._below.show()
        words = _("{topic}: share of remote contacts by month, {share} now")
        self.trend_words.setText(words.format(topic=name_words(ranked), share=remote_words(ranked)))
        self.trend.show_months(months, ranked.remote_target)
        _tell(self.topic_home, marks_words(ranked.marks))

    def _open(self, line: Line) -> None:
        """The cases behind a bar."""
        if self.ranking is None:
            return
        asked = self.ranking.asked
        shown = CaseFilter(
            topic_ids=line.ranked.filed_ids,
            topics_as_filed=True,
            without_topic=line.ranked.topic_id is None,
            kinds=asked.kinds,
            office_ids=asked.office_ids,
            segments=asked.segments,
            activities=asked.activities,
            received_from=asked.days.first,
            received_to=asked.days.last,
        )
        self.context.show("cases", shown)

    def set_measure(self) -> None:
        """Of the topic on which the keyboard stands, in the office that is shown."""
        line = self.list.row()
        if line is not None and line.ranked.topic_id is not None:
            office = self.office.value()
            office_id = office if isinstance(office, int) else None
            start = MeasureStart(Origin.TOPIC, line.ranked.topic_id, office_id=office_id)
            self.context.show_measures(MeasuresWanted(start=start))

    def export(self) -> None:
        title, name = _("Export the ranking"), _("Ranking of topics") + ".pdf"
        chosen = self._ask_path(self, title, name, kinds_words(PAPER_KINDS))
        if not chosen:
            return
        path, asked = with_suffix(chosen, PAPER_KINDS), self.asked
        self.context.runner.job(
            self,
            _("Ranking of topics"),
            lambda store, actor, progress: export_ranking(store, actor, asked=asked, path=path, progress=progress),
            partial(self._exported, path),
        )

    def _exported(self, path: Path, _count: int) -> None:
        self.context.say(_("Saved {file}.").format(file=path.name))


def _tell(label: Label, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
