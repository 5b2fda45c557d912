"""Units beside one another; one's own strengths and weaknesses, and a measure begun from a weakness."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.charts import Chart
from csatdesk.domain.corrective_actions import MeasureStart, MeasuresWanted
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_views import SurveyView
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.cases.card_facts import FactLines
from csatdesk.gui.cases.card_facts import Line as FactLine
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, PlainButton
from csatdesk.gui.labels import Label
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.results.chips import ChoiceChip
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.quality.beside import load_all_beside
from csatdesk.operations.surveys.findings.comparison import (
    Differences,
    Line,
    begin_measure,
    load_comparison,
    load_differences,
)
from csatdesk.operations.surveys.findings.facts import ResultFacts
from csatdesk.wording.texts import _

SIDE_WIDE, SIDE_MOST = 380, 0.36  # pixels; of the whole


class CompareView(QWidget):
    """`opened` carries the unit of which single answers are wanted."""

    opened = Signal(str)

    def __init__(self, context: Context, pointed: Callable[[str], object]) -> None:
        super().__init__()
        self.context = context
        self.found: Differences | None = None
        self._view: SurveyView | None = None
        self._item_key = ""
        self._asker, self._start_asker = QObject(self), QObject(self)
        self.panel = ChartPanel()
        self.unit = ChoiceChip(_("Office"))
        self.title = Label("", "heading", wrap=True)
        self.strong, self.weak = EntryList(_("Strengths")), EntryList(_("Weaknesses"))
        self.strong_head, self.weak_head = (
            Label("", "body", bold=True, wrap=True),
            Label("", "body", bold=True, wrap=True),
        )
        self.beside_head = Label(_("Besides, in the same months"), "body", bold=True, wrap=True)
        self.beside = FactLines()
        self.measure = PlainButton(_("Begin a measure"), keys="M", icon="measures")
        self._lay_out()
        self.panel.opened.connect(self.opened)
        self.panel.pointed.connect(pointed)
        self.unit.chosen.connect(lambda _id: self._ask())
        self.measure.clicked.connect(self.begin)
        if context.may(Right.LEAD_MEASURES):
            make_action(self, _("Begin a &measure from a weakness"), self.begin, "M")

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        self._side = side
        side.setSpacing(S8)
        for part in (self.unit, self.title, self.strong_head, self.strong, self.weak_head, self.weak, self.measure):
            side.addWidget(part, 3 if isinstance(part, EntryList) else 0)
        side.addSpacing(S12)
        side.addWidget(self.beside_head)
        side.addWidget(self.beside)
        side.addStretch(1)
        self.side = QWidget()
        self.side.setLayout(side)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(upright_scroll(self.panel), 1)
        row.addWidget(Hairline(upright=True))
        row.addWidget(self.side)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._side.setContentsMargins(theme().margin, S12, theme().margin, S12)
        wide = theme().px(SIDE_WIDE if not theme().compact else SIDE_WIDE - 60)
        self.side.setFixedWidth(min(wide, round(SIDE_MOST * max(self.width(), SIDE_WIDE))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    # what is shown

    def show_asked(self, facts: ResultFacts, view: SurveyView, item_key: str) -> None:
        self._view, self._item_key = view, item_key
        self.unit.offer([(one.id, one.name) for one in facts.offices])
        if self.found is None and facts.own_office in [one.id for one in facts.offices]:
            self.unit.set_value(facts.own_office)
        self._ask()

    def _ask(self) -> None:
        office_id = self.unit.value()
        if self._view is None or not isinstance(office_id, int):
            return
        runner, view = self.context.runner, self._view
        chart = partial(load_comparison, view=view, item_key=self._item_key, office_id=office_id)
        runner.ask(self._asker, chart, self.panel.show_chart)
        runner.ask(self._asker, partial(load_differences, view=view, office_id=office_id), self._show)
        runner.ask(self._asker, partial(load_all_beside, view=view, office_id=office_id), self._show_beside)

    def _show(self, found: Differences) -> None:
        self.found = found
        self.title.setText(_("{name} against all others together").format(name=self.unit.currentText()))
        self._fill(
            self.strong_head, self.strong, found.strong, _("Better, not by chance"), _("Nothing is clearly better.")
        )
        self._fill(self.weak_head, self.weak, found.weak, _("Worse, not by chance"), _("Nothing is clearly worse."))
        self.measure.setVisible(bool(found.weak) and self.context.may(Right.LEAD_MEASURES))

    def _show_beside(self, facts: tuple[tuple[str, str], ...]) -> None:
        """Where checks, complaints and answers tell the same, there is the bottleneck."""
        self.beside_head.setVisible(bool(facts))
        self.beside.show_lines([FactLine(name, words) for name, words in facts])

    @staticmethod
    def _fill(head: Label, entries: EntryList, lines: tuple[Line, ...], some: str, none: str) -> None:
        head.setText(some if lines else none)
        entries.setVisible(bool(lines))
        entries.show_entries([Entry(place, line.name, line.words) for place, line in enumerate(lines)])
        if lines:
            entries.choose(0)

    # what is done

    def start(self) -> None:
        self.panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_table(self) -> None:
        self.panel.show_table(not self.panel.is_table)

    def copy(self) -> Chart | None:
        self.panel.copy()
        return self.panel.chart

    def begin(self) -> None:
        """A measure about the weakness that is chosen."""
        if self.found is None or self._view is None or not self.found.weak:
            return
        place = self.weak.current
        line = self.found.weak[place if isinstance(place, int) else 0]
        question = partial(
            begin_measure, survey_id=self._view.survey_id, item_key=line.item_key, office_id=self.found.office_id
        )
        self.context.runner.ask(self._start_asker, question, self._begun)

    def _begun(self, start: MeasureStart) -> None:
        self.context.show_measures(MeasuresWanted(start=start))
