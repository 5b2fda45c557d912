"""A month to read: the finding, the line of the balance, the figures, and behind them topics, channels and hours."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.month_figures import Part
from csatdesk.gui.fields import Hairline, Label, SegmentedChoice
from csatdesk.gui.reports.day_bars import DayBars
from csatdesk.gui.reports.heat_map import HeatMap
from csatdesk.gui.reports.part_bars import PartBar, PartBars
from csatdesk.gui.reports.tables import fill_channels, fill_stays
from csatdesk.gui.reports.tiles import FigureTiles
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S24
from csatdesk.operations.reports.month import MonthReport
from csatdesk.operations.reports.month_words import (
    balance_words,
    base_words,
    case_filter,
    causes_words,
    channels_finding,
    figures,
    finding,
)
from csatdesk.operations.reports.more_words import (
    activity_finding,
    days_finding,
    office_parts,
    segment_parts,
    stays_finding,
    topic_second,
    topics_shown,
)
from csatdesk.operations.topics.ranking_paper import finding as topics_finding
from csatdesk.operations.topics.ranking_paper import name_words
from csatdesk.wording.formats import percent
from csatdesk.wording.texts import _


class MonthView(QWidget):
    """`opened` comes with the CaseFilter of what was chosen."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.report: MonthReport | None = None
        self.finding, self.base = Label("", "title", wrap=True), Label("", "small", "ink2", wrap=True)
        self.balance = Label("", "body", wrap=True)
        self.balance.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.tiles = FigureTiles()
        self.topics, self.offices, self.segments = (
            PartBars(_("Topics by size")),
            PartBars(_("Cases by office")),
            PartBars(_("Cases by segment")),
        )
        self.topics_words, self.hours_words = Label("", "heading", wrap=True), Label("", "heading", wrap=True)
        self.channels_words, self.stays_words = Label("", "heading", wrap=True), Label("", "heading", wrap=True)
        self.days_words = Label("", "heading", wrap=True)
        self.causes = Label("", "small", "ink2", wrap=True)
        self.way = SegmentedChoice([("all", _("All")), (True, _("In person")), (False, _("Remote"))])
        self.way.setAccessibleName(_("Contacts"))
        self.heat, self.cell, self.days = HeatMap(), Label("", "small", "ink2"), DayBars()
        self._channels, self._stays = QGridLayout(), QGridLayout()
        self._lay_out()
        self.tiles.chosen.connect(self.opened)
        for bars in (self.topics, self.offices, self.segments):
            bars.opened.connect(self.opened)
        self.heat.told.connect(self.cell.setText)
        self.way.chosen.connect(lambda _way: self._show_heat())
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setSpacing(S4)
        for label in (self.finding, self.base):
            self._column.addWidget(label)
        self._column.addSpacing(S4)
        self._column.addWidget(self.balance)
        self._column.addSpacing(S8)
        self._column.addWidget(self.tiles)
        when = _block(self.hours_words, self.way, self.heat, self.cell)
        self._add_pair(_block(self.topics_words, self.topics), when)
        by_day = _block(self.days_words, self.days)
        self._add_pair(_block(self.channels_words, self._channels, self.causes), by_day)
        where = _block(Label(_("Offices"), "heading"), self.offices, Label(_("Segments"), "heading"), self.segments)
        self._add_pair(_block(self.stays_words, self._stays), where)
        self._column.addStretch(1)

    def _add_pair(self, left: QWidget, right: QWidget) -> None:
        self._column.addSpacing(S8)
        self._column.addWidget(Hairline())
        self._column.addSpacing(S8)
        row = QHBoxLayout()
        row.setSpacing(S24)
        row.addWidget(left, 1)
        row.addWidget(right, 1)
        self._column.addLayout(row)

    def show_report(self, report: MonthReport) -> None:
        self.report = report
        now = report.now.figures
        self.finding.setText(finding(report))
        self.base.setText(base_words(report))
        self.balance.setText(balance_words(now.balance))
        self.tiles.show_figures(figures(report))
        self.topics_words.setText(topics_finding(report.ranking))
        self.topics.show_bars(_topic_bars(report))
        self.offices.show_bars(_part_bars(report, office_parts(report), "office_ids"))
        self.segments.show_bars(_part_bars(report, segment_parts(report), "segments"))
        self.channels_words.setText(channels_finding(now))
        fill_channels(self._channels, now)
        causes = causes_words(now)
        self.causes.setText(_("Why people came again: {causes}").format(causes=causes) if causes else "")
        self.causes.setVisible(bool(causes))
        self.stays_words.setText(stays_finding(report.stays))
        fill_stays(self._stays, report.stays)
        self.days.show_days(report.activity)
        self.days_words.setText(days_finding(report.activity))
        self._show_heat()

    def _show_heat(self) -> None:
        if self.report is None:
            return
        seen, way = self.report.activity, self.way.value()
        self.hours_words.setText(activity_finding(seen))
        grid = seen.together if way == "all" else seen.in_person if way is True else seen.remote
        self.heat.show_grid(seen, grid)

    def _refit(self) -> None:
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S24)


def _block(*parts: QWidget | QGridLayout) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S8)
    for part in parts:
        if isinstance(part, QGridLayout):
            column.addLayout(part)
        elif isinstance(part, SegmentedChoice):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(part)
    column.addStretch(1)
    return made


def _topic_bars(report: MonthReport) -> Sequence[PartBar]:
    return [
        PartBar(
            name_words(row),
            row.tally.count,
            topic_second(row),
            case_filter(report, topic_ids=row.filed_ids, topics_as_filed=True, without_topic=row.topic_id is None),
        )
        for row in topics_shown(report.ranking)
    ]


def _part_bars(report: MonthReport, parts: Sequence[tuple[str, Part]], column: str) -> Sequence[PartBar]:
    whole = sum(part.count for _name, part in parts) or 1
    return [
        PartBar(name, part.count, percent(part.count / whole), case_filter(report, **{column: _only(part)}))
        for name, part in parts
    ]


def _only(part: Part) -> tuple[object, ...]:
    return () if part.key is None else (part.key,)
