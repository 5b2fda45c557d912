"""The report of one wave in three depths (M43): key figures, every item, every single visit with its scorecard."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.domain.wave_reports import OfficeLine
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines, Line
from csatdesk.gui.evaluations.pane import EvaluationPane
from csatdesk.gui.fields import EmptyState, Hairline, Label, LinkButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.mystery.office_dots import OfficeDot, OfficeDots
from csatdesk.gui.reports.tables import fill_table
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16, S24
from csatdesk.operations.mystery.result_words import (
    base_words,
    change_words,
    compared_words,
    critical_words,
    fact_lines,
    failed_words,
    finding,
    item_words,
    method_lines,
    office_second,
    section_words,
    seen_words,
    visit_result,
)
from csatdesk.operations.mystery.results import WaveReport
from csatdesk.wording.evaluations import lost_words, score_words
from csatdesk.wording.formats import short_instant
from csatdesk.wording.texts import _

FIGURES, ITEMS, VISITS, CARD = range(4)
LOST_SHOWN = 8
BESIDE_FROM = 760  # pixels at usual text: sections and items stand side by side


class ResultView(QWidget):
    """`visit_wanted`: the id of an evaluation whose card is wanted. `left`: back to the list of waves."""

    visit_wanted = Signal(int)
    left = Signal()

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.report: WaveReport | None = None
        self.finding, self.base = Label("", "title", wrap=True), Label("", "small", "ink2", wrap=True)
        self.level = SegmentedChoice([(FIGURES, _("Key figures")), (ITEMS, _("Items")), (VISITS, _("Visits"))])
        self.level.setAccessibleName(_("How deep"))
        self.how = LinkButton(_("How was this computed?"), keys="Shift+F1")
        self.save = LinkButton(_("Save the report"), keys="Ctrl+E")
        self.dots, self.compared = OfficeDots(), Label("", "small", "ink2", wrap=True)
        self.criticals, self.facts = Label("", wrap=True), FactLines()
        self.method = Label("", "small", "ink2", wrap=True)
        self.sections, self.lost = QGridLayout(), QGridLayout()
        self.items, self.visits = EntryList(_("Items")), EntryList(_("Visits"))
        nothing = EmptyState(_("The visit you choose stands here."), _("Arrows move through the list."))
        self.card = EvaluationPane([], nothing, zone)
        self.stack = QStackedWidget()
        self._lay_out()
        self.level.chosen.connect(lambda _level: self.show_level())
        self.how.clicked.connect(self.explain)
        self.dots.chosen.connect(self._show_office)
        self.card.left.connect(self._back)
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        head = self._head = QVBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self.finding)
        head.addWidget(self.base)
        head.addWidget(FlowBox(self.level, self.how, self.save, gap=S16))
        self.stack.addWidget(upright_scroll(self._figures()))
        for place in (self.items, self.visits, self.card):
            self.stack.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.stack, 1)

    def _figures(self) -> QWidget:
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S8)
        self.critical_head = Label(_("Critical items that failed"), "heading")
        for part in (Label(_("Offices"), "heading"), self.dots, self.compared, self.method):
            column.addWidget(part)
        for part in (self.critical_head, self.criticals):
            column.addWidget(part)
        tables = self._tables = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        tables.setSpacing(S24)
        for words, grid in ((_("Sections"), self.sections), (_("What lost most points"), self.lost)):
            side = QVBoxLayout()
            side.setSpacing(S8)
            side.addWidget(Label(words, "heading"))
            side.addLayout(grid)
            side.addStretch(1)
            tables.addLayout(side, 1)
        column.addWidget(Hairline())
        column.addLayout(tables)
        column.addWidget(Hairline())
        column.addWidget(self.facts)
        column.addStretch(1)
        self.method.hide()
        return inside

    def _refit(self) -> None:
        margin = theme().margin
        self._head.setContentsMargins(margin, S12, margin, S8)
        self._column.setContentsMargins(margin, S12, margin, S16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= theme().px(BESIDE_FROM)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._tables.setDirection(direction)

    def show_report(self, report: WaveReport) -> None:
        is_other = self.report is None or self.report.wave.id != report.wave.id
        self.report = report
        scores = report.scores
        self.finding.setText(f"{report.wave.name}: {finding(report)}")
        self.base.setText(base_words(report))
        mark = scores.pass_mark
        self.dots.show_dots([_dot(report, line) for line in scores.offices], None if mark is None else float(mark))
        self.compared.setText(compared_words(report))
        self.criticals.setText("\n".join(critical_words(report, line) for line in scores.criticals))
        for part in (self.critical_head, self.criticals):
            part.setVisible(bool(scores.criticals))
        self._fill_tables(report)
        self.facts.show_lines([Line(name, value) for name, value in fact_lines(report)])
        self.method.setText("\n".join(method_lines(report)))
        self.items.show_entries(_item_entries(report))
        self.visits.show_entries(_visit_entries(report))
        for list_ in (self.items, self.visits):
            if is_other and list_.entries:
                list_.choose(list_.entries[0].id)
        if is_other or self.stack.currentIndex() != CARD:
            self.show_level()

    def _fill_tables(self, report: WaveReport) -> None:
        sections: list[tuple[Sequence[str], bool]] = [
            ((section_words(one), "–" if one.mean is None else score_words(one.mean), change_words(one.change)), False)
            for one in report.scores.sections
        ]
        fill_table(self.sections, (_("Section"), _("Score"), _("Change")), sections)
        lost: list[tuple[Sequence[str], bool]] = [
            ((item_words(one), lost_words(one.lost), change_words(one.change)), False)
            for one in report.scores.items[:LOST_SHOWN]
            if one.lost
        ]
        fill_table(self.lost, (_("Item"), _("Lost points"), _("Change")), lost)

    def show_level(self) -> None:
        place = self.level.value()
        assert isinstance(place, int)
        self.stack.setCurrentIndex(place)

    def explain(self) -> None:
        """How the figures were computed, or away with it."""
        self.level.set_value(FIGURES)
        self.method.setVisible(self.method.isHidden())

    def _show_office(self, place: int) -> None:
        """Its visits, and the first of them chosen."""
        if self.report is None:
            return
        office_id = self.report.scores.offices[place].office_id
        first = next((one for one in self.report.visits if one.office_id == office_id), None)
        self.level.set_value(VISITS)
        if first is not None:
            self.visits.choose(first.evaluation_id)
        self.visits.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self, card: EvaluationCard) -> None:
        self.card.show_card(card)
        self.stack.setCurrentIndex(CARD)
        self.card.focus_page()

    def focus_page(self) -> None:
        self.level.focus_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.visits.hasFocus():
            if isinstance(self.visits.current, int):
                self.visit_wanted.emit(self.visits.current)
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        if self.stack.currentIndex() == CARD:
            self.show_level()
            self.visits.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()


def _dot(report: WaveReport, line: OfficeLine) -> OfficeDot:
    name, score = report.office_names[line.office_id], line.score
    if score is None:
        return OfficeDot(name, None, None, None, "–", office_second(line))
    low, high = (None, None) if score.interval is None else map(float, score.interval)
    words = score_words(score.mean, report.scores.pass_mark)
    return OfficeDot(name, float(score.mean), low, high, words, office_second(line))


def _item_entries(report: WaveReport) -> list[Entry]:
    return [
        Entry(
            id=line.item.key,
            words=item_words(line),
            line=" · ".join(filter(None, (section_words(line), failed_words(line), change_words(line.change)))),
            note=_("{points} points lost").format(points=lost_words(line.lost)),
        )
        for line in report.scores.items
    ]


def _visit_entries(report: WaveReport) -> list[Entry]:
    entries = []
    for one in report.visits:
        seen = "" if one.result.coverage is None else seen_words(one.result.coverage)
        when = short_instant(one.at, report.zone)
        line = " · ".join(filter(None, (when, one.scenario_key, seen)))
        entries.append(Entry(one.evaluation_id, report.office_names[one.office_id], line, visit_result(one)))
    return entries
