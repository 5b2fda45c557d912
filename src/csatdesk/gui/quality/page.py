"""Quality: what evaluations come to. Offices compared, where points are lost, the steps of a talk, the report; and
what was checked beside what customers felt, and what was made here beside what came from a file.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, LinkButton
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.quality.felt_view import FeltView
from csatdesk.gui.quality.filters import QualityFilters
from csatdesk.gui.quality.past_view import PastView
from csatdesk.gui.quality.report_view import ReportView
from csatdesk.gui.quality.views import CompareView, LossView, QualityView, StepView
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.gui.view_tabs import ViewTabs
from csatdesk.operations.quality.facts import QualityFacts, load_quality_facts
from csatdesk.operations.quality.words import card_words, filter_words, span_words
from csatdesk.wording.texts import _


class QualityPage(Page):
    """See the module's first words."""

    shows = frozenset(
        {Kind.EVALUATION, Kind.STANDARD, Kind.PROGRAMME, Kind.CENTRE, Kind.STAFF, Kind.TOPIC, Kind.SURVEY}
    )
    help_page = "quality"

    def __init__(self, context: Context, *, ask: AskPath = ask_path) -> None:
        super().__init__(context)
        self.filters = QualityFilters()
        self.compare, self.losses, self.steps = CompareView(context), LossView(context), StepView(context)
        self.report, self.felt, self.past = ReportView(context, ask), FeltView(context), PastView(context)
        self._named = self._views()
        self.views = tuple(self._named)
        self.tabs, self._stack = ViewTabs(_("Quality")), QStackedWidget()
        self.how = LinkButton(_("How was this computed?"), keys="Shift+F1")
        self._lay_out()
        for view in self.views:
            view.head_changed.connect(self.head_changed)
        self.tabs.currentChanged.connect(self._turn)
        self.filters.changed.connect(self._show)
        self.how.clicked.connect(self._explain)
        self._make_actions()
        self._ask()

    def _views(self) -> dict[QualityView, tuple[str, str]]:
        """Each with the words of its tab and of its way there; what this person may not see is not there."""
        named: dict[QualityView, tuple[str, str]] = {
            self.compare: (_("Compared"), _("Quality: offices compared")),
            self.losses: (_("Points lost"), _("Quality: where points are lost")),
            self.steps: (_("Steps"), _("Quality: the steps")),
            self.report: (_("Report"), _("Quality: the report")),
        }
        if self.context.may(Right.SEE_SURVEYS):
            named[self.felt] = (_("Checked and felt"), _("Checked and felt"))
        if self.context.may(Right.RUN_CHECKLISTS):
            named[self.past] = (_("Past evaluations"), _("Quality: made here and before"))
        return named

    def _lay_out(self) -> None:
        for view, (words, _way) in self._named.items():
            self.tabs.addTab(words)
            self._stack.addWidget(view)
        head = self._head = QHBoxLayout()
        head.setSpacing(S8)
        head.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self.how)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Hairline())
        column.addWidget(self.filters)
        column.addWidget(Hairline())
        column.addWidget(self._stack, 1)
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        self._head.setContentsMargins(theme().margin, 0, theme().margin, 0)

    def _make_actions(self) -> None:
        for place, (_tab, said) in enumerate(self._named.values()):
            make_action(self, said, partial(self.go, place), f"Ctrl+{place + 1}")
        make_action(self, _("More filters"), self.filters.turn_more, "Alt+Shift+F")
        make_action(self, _("How the figures are computed"), self._explain, "Shift+F1")

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Quality")

    def summary(self) -> str:
        """Scorecard, days, what narrows them."""
        facts, asked, card = self.filters.facts, self.filters.asked, self.filters.chosen_card
        if facts is None or asked is None or card is None:
            return ""
        return " · ".join(filter(None, (card_words(card), span_words(facts, asked.now), filter_words(facts, asked))))

    def shown(self) -> None:
        self.view.start()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    @property
    def view(self) -> QualityView:
        return self.views[self._stack.currentIndex()]

    def go(self, place: int) -> None:
        """To one of the views, as its tab does."""
        self.tabs.setCurrentIndex(place)
        self.view.start()

    def _turn(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._show()

    def _ask(self) -> None:
        self.context.runner.ask(self, load_quality_facts, self._show_facts)

    def _show_facts(self, facts: QualityFacts) -> None:
        self.filters.show_facts(facts)
        self._show()

    def _show(self) -> None:
        """Only the view in front is counted."""
        facts = self.filters.facts
        if facts is not None:
            self.felt.offer(facts)
            self.past.offer(facts)
            self.report.felt_by, self.report.past_id = self.felt.by, self.past.programme_id
            self.view.show_asked(facts, self.filters.asked)
        self.head_changed.emit()

    def _explain(self) -> None:
        self.context.help("quality")
