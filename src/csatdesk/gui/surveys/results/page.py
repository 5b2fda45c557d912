"""What a survey came to, in three views: key figures, every answer, units compared."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from csatdesk.domain.attachments import clean_name
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_reports import report_asked
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import SurveyRow, SurveyWanted
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.surveys.results.answers_view import AnswersView
from csatdesk.gui.surveys.results.chips import ResultChips
from csatdesk.gui.surveys.results.compare_view import CompareView
from csatdesk.gui.surveys.results.key_view import KeyView
from csatdesk.gui.surveys.way_back import way_back
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.gui.topics.view import kinds_words, with_suffix
from csatdesk.gui.view_tabs import ViewTabs
from csatdesk.operations.surveys.findings.facts import ResultFacts, load_result_facts
from csatdesk.operations.surveys.findings.rates import load_rate
from csatdesk.operations.surveys.queries import list_surveys
from csatdesk.operations.surveys.reports.export import export_report
from csatdesk.wording.texts import _

KINDS = ((".pdf", "PDF"), (".xlsx", "Excel"))
HINT, TABLE, COPY = "results-hint", "results-table", "results-copy"  # items of the status bar
KEY_FIGURES, ANSWERS, COMPARISON = range(3)


class SurveyResultsPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.SURVEY, Kind.RESPONSE, Kind.CENTRE})
    help_page = "survey-results"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.facts: ResultFacts | None = None
        self._survey_id: int | None = None
        self._rate = ""
        self._asker, self._rate_asker = QObject(self), QObject(self)
        self.tabs, self._stack, self._front = ViewTabs(_("Results")), QStackedWidget(), QStackedWidget()
        self.chips = ResultChips()
        self.key_figures = KeyView(context, self._point)
        self.answers, self.comparison = AnswersView(context), CompareView(context, self._point)
        self.empty = EmptyState(_("Results stand here once somebody has answered."), _("Nobody has answered yet."))
        self._lay_out()
        self._make_actions()
        way_back(self, lambda: self._survey_id)
        self.tabs.currentChanged.connect(self._turn)
        self.chips.changed.connect(self._show)
        self.key_figures.opened.connect(self.open_answers)
        self.comparison.opened.connect(self.open_answers)

    def _lay_out(self) -> None:
        views: tuple[QWidget, ...] = (self.key_figures, self.answers, self.comparison)
        for words, view in zip((_("Key figures"), _("All answers"), _("Comparison")), views, strict=True):
            self.tabs.addTab(words)
            self._stack.addWidget(view)
        head = self._head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignVCenter)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        more = self._more = QVBoxLayout()
        more.addWidget(self.chips.more)
        column.addLayout(more)
        column.addWidget(self._stack, 1)
        self._front.addWidget(inside)
        self._front.addWidget(self.empty)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._front)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, 0, theme().margin, 0)
        self._more.setContentsMargins(theme().margin, 0, theme().margin, 0)
        self.chips.more.setContentsMargins(0, S8, 0, 0)
        self._place_chips()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        """Beside the tabs where there is room, else in the line beneath."""
        wanted = self.tabs.sizeHint().width() + self.chips.sizeHint().width() + 3 * theme().margin
        where = self._head if wanted <= self.width() else self._more
        if where.indexOf(self.chips) < 0:
            self._head.removeWidget(self.chips)
            self._more.removeWidget(self.chips)
            place = where.count() if where is self._head else 0
            where.insertWidget(place, self.chips, 0, Qt.AlignmentFlag.AlignVCenter)

    def _make_actions(self) -> None:
        words = (_("Results: key figures"), _("Results: all answers"), _("Results: units compared"))
        for place, said in enumerate(words):
            make_action(self, said, partial(self.go, place), f"Ctrl+{place + 1}")
        make_action(self, _("Charts as &tables"), self._tables, "Alt+T")
        make_action(self, _("&Copy the picture of a chart"), self._copy, "Alt+C")
        make_action(self, _("How the figures are computed"), self._explain, "Shift+F1")
        make_action(self, _("Report of other times and lines"), self._report, "Alt+Shift+O")
        if self.context.may(Right.LEAD_SURVEYS):
            make_action(self, _("Ot&her companies"), self._companies, "Alt+Shift+B")
        if self.context.may(Right.EXPORT):
            self.primary = make_action(self, _("Month &report"), self.save_report, "Alt+R")

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Results of a survey") if self.facts is None else self.facts.survey.name

    def summary(self) -> str:
        """ "October 2026, all offices. 412 answers to 1,940 invitations, 21 %" """
        return self._rate

    def shown(self) -> None:
        self._tell_foot()
        if self.facts is None:
            self._find()
        else:
            self.start()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    def show_wanted(self, wanted: SurveyWanted) -> None:
        self._survey_id = wanted.id
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        for key in (HINT, TABLE, COPY):
            self.context.tell(key, "")
        super().hideEvent(event)

    # what comes

    def _find(self) -> None:
        """Without a survey chosen: the one that runs, with the most answers."""
        if self._survey_id is not None:
            self._ask()
            return
        self.context.runner.ask(self._asker, list_surveys, self._found)

    def _found(self, rows: tuple[SurveyRow, ...]) -> None:
        if rows:
            self._survey_id = max(rows, key=lambda row: row.answered).id
            self._ask()
        else:
            self._front.setCurrentWidget(self.empty)

    def _ask(self) -> None:
        if self._survey_id is not None:
            question = partial(load_result_facts, survey_id=self._survey_id)
            self.context.runner.ask(self._asker, question, self._came)

    def _came(self, facts: ResultFacts) -> None:
        self.facts = facts
        self._front.setCurrentIndex(0 if facts.periods and facts.metrics else 1)
        self.chips.show_facts(facts)
        self._place_chips()
        self._show()
        if self.isVisible():
            self.start()

    @property
    def view(self) -> SurveyView | None:
        return None if self.facts is None or not self.facts.periods else self.chips.view

    def _show(self) -> None:
        """Only the view in front is counted."""
        facts, view, key = self.facts, self.view, self.chips.item_key
        if facts is None or view is None or not key:
            self._rate = ""
            self.head_changed.emit()
            return
        self.context.runner.ask(self._rate_asker, partial(load_rate, view=view), self._tell_rate)
        match self.tabs.currentIndex():
            case 0:
                self.key_figures.show_asked(facts, view, key)
            case 1:
                self.answers.show_asked(facts, view)
            case _:
                self.comparison.show_asked(facts, view, key)

    def _tell_rate(self, rate: str) -> None:
        self._rate = f"{self.chips.words()}. {rate}"
        self.head_changed.emit()

    # what is done

    def go(self, place: int) -> None:
        """To one of the views, as its tab does."""
        self.tabs.setCurrentIndex(place)
        self.start()

    def start(self) -> None:
        """The keyboard goes where work begins."""
        view = self._stack.currentWidget()
        assert isinstance(view, KeyView | AnswersView | CompareView)
        view.start()

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.chips.fit(is_wide=place == COMPARISON)
        self._tell_foot()
        self._show()

    def open_answers(self, key: str) -> None:
        """What is behind a mark: its answers one by one."""
        if self.chips.narrow(key):
            self.answers.narrow("")
        else:
            self.answers.narrow(key)
        self.tabs.setCurrentIndex(ANSWERS)
        self.chips.fit(is_wide=False)
        self._show()
        self.answers.start()

    def _tables(self) -> None:
        if self.tabs.currentIndex() == KEY_FIGURES:
            self.key_figures.show_tables()
        elif self.tabs.currentIndex() == COMPARISON:
            self.comparison.show_table()

    def _copy(self) -> None:
        chart = None
        if self.tabs.currentIndex() == KEY_FIGURES:
            chart = self.key_figures.copy()
        elif self.tabs.currentIndex() == COMPARISON:
            chart = self.comparison.copy()
        if chart is not None:
            self.context.say(_("Copied: {title}.").format(title=chart.title))

    def _report(self) -> None:
        if self._survey_id is not None:
            self.context.show_survey("survey_report", SurveyWanted(self._survey_id))

    def _companies(self) -> None:
        if self._survey_id is not None:
            self.context.show_survey("survey_benchmarks", SurveyWanted(self._survey_id))

    def _explain(self) -> None:
        if self.tabs.currentIndex() != KEY_FIGURES:
            self.go(KEY_FIGURES)
        self.key_figures.explain()

    def save_report(self) -> None:
        """Of the month in front, on paper or as a workbook; of a whole year or of all months where these are chosen."""
        view = self.view
        if view is None or self.facts is None:
            return
        asked = report_asked(view)
        name = clean_name(f"{self.title} {asked.period.last:%Y-%m}".replace("/", "_"))
        chosen = self._ask_path(self, _("Save the report"), name + KINDS[0][0], kinds_words(KINDS))
        if not chosen:
            return
        path = with_suffix(chosen, KINDS)
        writing = partial(export_report, asked=asked, path=path)
        self.context.runner.job(
            self,
            _("Results of a survey"),
            lambda store, actor, progress: writing(store, actor, progress=progress),
            lambda _made: self.context.say(_("Saved {file}.").format(file=path.name)),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list of surveys."""
        if event.key() == Qt.Key.Key_Escape:
            self.context.show("surveys")
            return
        super().keyPressEvent(event)

    # the line at the foot

    def _point(self, words: str) -> None:
        """What the mark says on which the keyboard stands."""
        if isValid(self.context):  # the keyboard moves on while a window is taken down
            self.context.tell(HINT, words or self._hint(), "")

    def _hint(self) -> str:
        has_marks = self.tabs.currentIndex() != ANSWERS
        return _("Enter or a click on a mark opens the answers behind it") if has_marks else ""

    def _tell_foot(self) -> None:
        has_marks = self.tabs.currentIndex() != ANSWERS
        self.context.tell(HINT, self._hint(), "")
        self.context.tell(TABLE, _("Table Alt+T") if has_marks else "", "table")
        self.context.tell(COPY, _("Copy picture Alt+C") if has_marks else "", "copy")
