"""Key figures: the one figure with its sentence, and four findings beside one another."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.charts import Chart, ImportancePerformance
from csatdesk.domain.staff import Right
from csatdesk.domain.suppression import FLOOR_LEAST, FLOOR_MOST
from csatdesk.domain.survey_views import SurveyView
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, LinkButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.labels import Label
from csatdesk.gui.runner import Job
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.surveys.results.chips import ChoiceChip
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.surveys.findings.aspects import counting, load_aspect_chart
from csatdesk.operations.surveys.findings.benchmarks import load_benchmark_profile
from csatdesk.operations.surveys.findings.facts import ResultFacts
from csatdesk.operations.surveys.findings.further import findings_of, load_finding
from csatdesk.operations.surveys.findings.key_figures import KeyFigures, load_key_figures
from csatdesk.operations.surveys.findings.weighted import load_weighted_figures
from csatdesk.operations.surveys.results.floor import set_floor
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _

OVERVIEW = ""
Aspects = tuple[SurveyView, str, int]  # what they are counted for, and from how many answers on a group is shown


class KeyView(QWidget):
    """`opened` carries what is behind a mark."""

    opened = Signal(str)

    def __init__(self, context: Context, pointed: Callable[[str], object]) -> None:
        super().__init__()
        self.context = context
        self.figures: KeyFigures | None = None
        self._asked: tuple[SurveyView, str] | None = None
        self._asker, self._finding_asker = QObject(self), QObject(self)
        self._counted: Aspects | None = None  # for which the aspects were counted, or are
        self._job: Job | None = None
        self.value = Label("", "figure", bold=True)
        self.sentence, self.second = Label("", "heading", wrap=True), Label("", "body", "ink2", wrap=True)
        self.how = LinkButton(_("How was this computed?"), keys="Shift+F1")
        self.shown = ChoiceChip(_("Show"))
        self.method = Label("", "small", "ink", wrap=True)
        self.weights = ChoiceChip(_("Weights"))
        self.weights.offer([(False, _("none")), (True, _("as the contacts"))])
        self.weights.chosen.connect(lambda _value: self._ask_figures())
        self.floor = ChoiceChip(_("Smallest group shown"))
        self.floor.setVisible(context.may(Right.CHANGE_CENTRE))
        self.floor.chosen.connect(self._set_floor)
        self.panels = [ChartPanel() for _place in range(4)]
        self.distribution, self.trend, self.aspects, self.channels = self.panels
        self.finding = ChartPanel()
        self.current = self.distribution
        self._stack = QStackedWidget()
        self._lay_out()
        for panel in (*self.panels, self.finding):
            panel.opened.connect(self.opened)
            panel.pointed.connect(pointed)
            panel.entered.connect(partial(self._entered, panel))
        self.how.clicked.connect(self.explain)
        self.shown.chosen.connect(lambda _value: self._turn())

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(S4 // 2)
        words.addWidget(self.sentence)
        words.addWidget(self.second)
        head = self._head = QHBoxLayout()
        head.setSpacing(S16)
        head.addWidget(self.value)
        head.addLayout(words, 1)
        beside = QHBoxLayout()
        beside.setSpacing(S16)
        beside.addWidget(self.shown)
        beside.addWidget(self.how)
        head.addLayout(beside)
        head.setAlignment(beside, Qt.AlignmentFlag.AlignTop)
        self.method_box = QFrame()
        self.method_box.setProperty("surface", "sunk")
        self._method_box = QVBoxLayout(self.method_box)
        self._method_box.addWidget(self.method)
        self._method_box.addWidget(FlowBox(self.weights, self.floor, gap=S8))
        self.method_box.hide()
        self._stack.addWidget(self._grid())
        self._stack.addWidget(upright_scroll(self.finding))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.method_box)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _grid(self) -> QWidget:
        """Two by two, parted by hairlines."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        for place, panel in enumerate((self.distribution, self.trend, self.aspects, self.channels)):
            grid.addWidget(panel, 2 * (place // 2), 2 * (place % 2))
        grid.addWidget(Hairline(upright=True), 0, 1, 3, 1)
        grid.addWidget(Hairline(), 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(0, 4)
        grid.setRowStretch(2, 5)
        return upright_scroll(inside)

    def _refit(self) -> None:
        margin, air = theme().margin, S8 if theme().compact else S12
        self._head.setContentsMargins(margin, air, margin, air)
        self._method_box.setContentsMargins(margin, S8, margin, S8)

    # what is shown

    def show_asked(self, facts: ResultFacts, view: SurveyView, item_key: str) -> None:
        self._asked = (view, item_key)
        findings = ((one.key, _(one.words)) for one in findings_of(facts.form.items()))
        beside = _("beside {company}")
        companies = ((benchmark_id, beside.format(company=name)) for benchmark_id, name in facts.benchmarks)
        self.shown.offer([(OVERVIEW, _("the overview")), *findings, *companies])
        self.floor.offer([(one, number(one)) for one in range(FLOOR_LEAST, FLOOR_MOST + 1)])
        self.floor.set_value(facts.floor)
        self._ask_figures()
        self._ask_aspects((view, facts.outcome(item_key), facts.floor))
        self._turn()

    def _ask_figures(self) -> None:
        if self._asked is not None:
            view, item_key = self._asked
            load = load_weighted_figures if self.weights.value() else load_key_figures
            self.context.runner.ask(self._asker, partial(load, view=view, item_key=item_key), self._show)

    def _ask_aspects(self, asked: Aspects) -> None:
        """Seconds of work, so a job of its own that can be cancelled; one for each thing asked."""
        if self._counted == asked:
            return
        if self._job is not None and not self._job.has_ended:
            self._job.cancel()
        self._counted, (view, item_key, _floor) = asked, asked
        self.aspects.show_chart(counting())
        self._tell_method()
        self._job = self.context.runner.job(
            self,
            _("What matters to customers"),
            lambda store, actor, progress: load_aspect_chart(store, actor, progress, view=view, item_key=item_key),
            partial(self._show_aspects, asked),
            failed=self._cancelled,
        )

    def _show_aspects(self, counted: Aspects, chart: ImportancePerformance) -> None:
        if counted == self._counted:
            self.aspects.show_chart(chart)
            self._tell_method()

    def _cancelled(self, _error: BaseException) -> None:
        """It is counted when it is asked for again."""
        self._counted = None

    def _show(self, figures: KeyFigures) -> None:
        self.figures = figures
        told = figures.headline
        self.value.setText(told.value)
        self.sentence.setText(told.sentence)
        self.second.setText(told.second)
        self.second.setVisible(bool(told.second))
        for panel, chart in zip((self.distribution, self.trend, self.channels), figures.charts, strict=True):
            panel.show_chart(chart)
        self._tell_method()

    def _tell_method(self) -> None:
        """Of the figure, then of what matters."""
        told = "" if self.figures is None else self.figures.headline.method
        aspects = "" if self.aspects.chart is None else self.aspects.chart.method
        self.method.setText("\n".join(filter(None, (told, aspects))))
        self.how.setVisible(bool(told))
        self.method_box.setVisible(bool(told) and not self.method_box.isHidden())

    def _set_floor(self, floor: object) -> None:
        if isinstance(floor, int):
            self.context.runner.act(self, partial(set_floor, floor=floor))

    # one finding by itself

    def _turn(self) -> None:
        key = self.shown.value()
        is_finding = key not in {OVERVIEW, None}
        self._stack.setCurrentIndex(1 if is_finding else 0)
        self.current = self.finding if is_finding else self.distribution
        if is_finding and self._asked is not None:
            self._ask_finding(key, *self._asked)

    def _ask_finding(self, key: object, view: SurveyView, item_key: str) -> None:
        """`key`: of a finding, or the id of another company's figures."""
        question: Callable[[Reading], Chart] = partial(load_finding, key=str(key), view=view, item_key=item_key)
        if isinstance(key, int):
            question = partial(load_benchmark_profile, view=view, item_key=item_key, benchmark_id=key)
        self.context.runner.ask(self._finding_asker, question, self.finding.show_chart)

    # what is done

    def start(self) -> None:
        self.current.setFocus(Qt.FocusReason.OtherFocusReason)

    def explain(self) -> None:
        """How the figure in front was computed; once more, and it is gone."""
        self.method_box.setVisible(self.method_box.isHidden() and bool(self.method.text()))

    @property
    def all_panels(self) -> Sequence[ChartPanel]:
        return (*self.panels, self.finding)

    def show_tables(self) -> None:
        """All charts as tables, or as charts again."""
        is_table = not self.current.is_table
        for panel in self.all_panels:
            panel.show_table(is_table and panel.chart is not None and not panel.chart.nothing)

    def copy(self) -> Chart | None:
        """The chart in which the keyboard stands, or last stood."""
        self.current.copy()
        return self.current.chart

    def _entered(self, panel: ChartPanel) -> None:
        self.current = panel
