"""What was checked beside what customers felt: by office in a list, month by month in two charts beside it."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.checked_felt import FeltBy, FeltSurvey
from csatdesk.domain.quality_views import QualityAsked
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.charts.panel import ChartPanel
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, EmptyState, Label, LinkButton
from csatdesk.gui.quality.felt_list import BothList
from csatdesk.gui.quality.lists import Line
from csatdesk.gui.quality.views import MOVING_MS, FindingView
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.quality.facts import QualityFacts
from csatdesk.operations.quality.felt import Both, BothRow, Courses, load_both, load_courses
from csatdesk.operations.quality.felt_words import both_base, both_finding, both_note, both_words, charts_of
from csatdesk.wording.texts import _

PANE_WIDE, PANE_COMPACT = 430, 360


class CoursePane(QWidget):
    """Both month by month, one under the other, each on a scale of its own. `left`: back to the list."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name, self.words = Label("", "body", bold=True, wrap=True), Label("", "small", "ink2", wrap=True)
        self.checked, self.felt = ChartPanel(), ChartPanel()
        column = self._column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addWidget(self.words)
        for panel in self.panels:
            panel.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)  # as high as a chart
            column.addWidget(panel, 1)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def panels(self) -> tuple[ChartPanel, ChartPanel]:
        return self.checked, self.felt

    def _refit(self) -> None:
        self._column.setContentsMargins(0, S12, 0, S8)
        for label in (self.name, self.words):
            label.setContentsMargins(theme().margin, 0, theme().margin, 0)

    def show_courses(self, found: Courses) -> None:
        for panel, chart in zip(self.panels, charts_of(found), strict=True):
            panel.show_chart(chart)

    def turn_tables(self) -> None:
        is_table = not self.checked.is_table
        for panel in self.panels:
            panel.show_table(is_table and panel.chart is not None and not panel.chart.nothing)

    def focus_page(self) -> None:
        self.checked.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FeltView(FindingView):
    """See the module's first words."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Both | None = None
        self.survey, self.question = Choice(), Choice()
        self.survey.setAccessibleName(_("Surveys"))
        self.question.setAccessibleName(_("Question"))
        self.as_tables = LinkButton(plain(_("Charts as &tables")), keys="Alt+T")
        self.list, self.pane = BothList(context), CoursePane()
        self.empty = EmptyState(_("Results stand here."), _("Nothing was evaluated yet, or no survey has answers."))
        self._area = upright_scroll(self.pane)
        options = (self.survey, self.question, self.as_tables)
        self._put_in(self.list, self.empty, self._area, options, wide=PANE_WIDE, compact=PANE_COMPACT)
        self._pane_asker = QObject(self)
        self._following = Pause(self.follow, self, MOVING_MS)
        self._connect()

    def _connect(self) -> None:
        self.survey.chosen.connect(lambda _survey: self._survey_chosen())
        self.question.chosen.connect(lambda _key: self.ask())
        self.list.current_changed.connect(lambda _line: self._following.poke())
        self.list.opened.connect(lambda _line: self._enter())
        self.pane.left.connect(self.start)
        self.as_tables.clicked.connect(self.pane.turn_tables)
        make_action(self, _("Charts as &tables"), self.pane.turn_tables, "Alt+T")

    # what is asked

    @property
    def by(self) -> FeltBy | None:
        """None: no survey has answers, or this person may not see what they come to."""
        survey, key = self.survey.value(), self.question.value()
        return FeltBy(survey.id, key) if isinstance(survey, FeltSurvey) and isinstance(key, str) else None

    def offer(self, facts: QualityFacts) -> None:
        """What was chosen stays so."""
        if [one for one, _words in self.survey.options()] == list(facts.surveys):
            return
        kept = self.survey.value()
        self.survey.clear()
        for one in facts.surveys:
            self.survey.add(one, one.name)
        same = [one for one in facts.surveys if isinstance(kept, FeltSurvey) and one.id == kept.id]
        if same:
            self.survey.set_value(same[0])
        self._offer_questions()

    def _offer_questions(self) -> None:
        survey, kept = self.survey.value(), self.question.value()
        self.question.clear()
        for key, name in survey.questions if isinstance(survey, FeltSurvey) else ():
            self.question.add(key, name)
        if kept in [key for key, _name in self.question.options()]:
            self.question.set_value(kept)

    def _survey_chosen(self) -> None:
        self._offer_questions()
        self.ask()

    def show_asked(self, facts: QualityFacts, asked: QualityAsked | None) -> None:
        self.offer(facts)
        super().show_asked(facts, asked)

    def ask(self) -> None:
        if self.asked is None or self.by is None:
            self.found = None
            self.list.show_lines(())
            self._tell("", "", "")
            return
        self.context.runner.ask(self._asker, partial(load_both, asked=self.asked, by=self.by), self._show)

    # what is shown

    def _show(self, found: Both) -> None:
        self.found = found
        self.list.show_both(found)
        assert self.facts is not None
        self._tell(both_finding(found), both_base(self.facts, found), both_note(found.asked))

    def _tell(self, finding: str, base: str, note: str) -> None:
        for label, words in ((self.finding, finding), (self.base, base), (self.note, note)):
            label.setText(words)
            label.setVisible(bool(words))
        self.split_view.show_empty(self.found is None)
        self._area.setVisible(self.found is not None)
        self.as_tables.setVisible(self.found is not None)
        self.follow()
        self.head_changed.emit()

    def follow(self) -> None:
        """The course of the office in hand."""
        self._following.cancel()
        line = self.list.row()
        if not isinstance(line, Line) or self.found is None or self.by is None:
            return
        row: BothRow = line.of
        self.pane.name.setText(row.name)
        self.pane.words.setText(both_words(self.found, row))
        question = partial(load_courses, asked=self.found.asked, by=self.by, office_id=row.office_id)
        self.context.runner.ask(self._pane_asker, question, self.pane.show_courses)

    def _enter(self) -> None:
        """Into the course of the row in hand, which may not have been read yet."""
        self.follow()
        self.pane.focus_page()
