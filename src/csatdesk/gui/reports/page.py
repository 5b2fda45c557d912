"""Reports: a month with its figures, and what goes on paper and into files from here."""

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Hairline, LinkButton, QuietButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.reports.month_bar import MonthBar
from csatdesk.gui.reports.month_view import MonthView
from csatdesk.gui.reports.papers import ReportPapers
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.tokens import S12
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.operations.reports.month import MonthReport, ReportFacts, load_month, load_report_facts
from csatdesk.operations.reports.month_words import month_words
from csatdesk.system.clock import now
from csatdesk.wording.texts import _


class ReportsPage(Page):
    """See the module's first words."""

    shows = frozenset({Kind.CASE, Kind.TOPIC, Kind.CENTRE, Kind.IMPORT, Kind.CUSTOMER})
    help_page = "reports"

    def __init__(self, context: Context, *, ask: AskPath = ask_path) -> None:
        super().__init__(context)
        self._month_asker = QObject(self)
        self.papers = ReportPapers(context, self, ask)
        self.bar, self.view = MonthBar(), MonthView()
        self.how = LinkButton(_("How was this computed?"), keys="Shift+F1")
        self.sheet, self.register = (
            QuietButton(_("Month sheet"), icon="export", keys="Ctrl+E"),
            QuietButton(_("Register"), icon="table", keys="Ctrl+G"),
        )
        self._lay_out()
        self.bar.changed.connect(self._ask_month)
        self.view.opened.connect(self._open)
        self.how.clicked.connect(self._explain)
        self.sheet.clicked.connect(self._export_month)
        self.register.clicked.connect(self._export_register)
        self._make_actions()
        self._ask()

    def _lay_out(self) -> None:
        if not self.context.may(Right.EXPORT):
            self.sheet.hide()
            self.register.hide()
        ways_out = FlowBox(self.how, self.sheet, self.register, gap=S12, line_gap=0)
        self.area = upright_scroll(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TwoEnds(self.bar, ways_out))
        column.addWidget(Hairline())
        column.addWidget(self.area, 1)
        self.view.hide()

    def _make_actions(self) -> None:
        make_action(self, _("How the figures are computed"), self._explain, "Shift+F1")
        if self.context.may(Right.EXPORT):
            make_action(self, _("Save the month sheet or workboo&k"), self._export_month, "Ctrl+E")
            make_action(self, _("&Print the month sheet"), self._print_month, "Ctrl+P")
            make_action(self, _("Save the complaints re&gister"), self._export_register, "Ctrl+G")

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Reports")

    def summary(self) -> str:
        return month_words(self.view.report) if self.view.report is not None else ""

    def shown(self) -> None:
        if self.bar.today not in {None, now().astimezone(self.context.zone).date()}:
            self._ask()  # out of sight over night: a month that is not over now has a day more
        target: QWidget = self.bar.earlier
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, kinds: frozenset[Kind]) -> None:
        if Kind.CENTRE in kinds:
            self._ask()
        else:
            self._ask_month()

    # asking and showing

    def _ask(self) -> None:
        self.context.runner.ask(self, load_report_facts, self._show_facts)

    def _show_facts(self, facts: ReportFacts) -> None:
        self.bar.show_facts(facts)
        self._ask_month()

    def _ask_month(self) -> None:
        asked = self.bar.asked
        if asked is not None:
            self.context.runner.ask(self._month_asker, partial(load_month, asked=asked), self._show)

    def _show(self, report: MonthReport) -> None:
        self.view.show_report(report)
        self.view.show()
        self.head_changed.emit()

    def _open(self, shown: CaseFilter) -> None:
        self.context.show("cases", shown)

    def _explain(self) -> None:
        self.context.help("reports")

    def _export_month(self) -> None:
        if self.bar.asked is not None:
            self.papers.export_month(self.bar.asked)

    def _print_month(self) -> None:
        if self.bar.asked is not None:
            self.papers.print_month(self.bar.asked)

    def _export_register(self) -> None:
        if self.bar.asked is not None:
            self.papers.export_register(self.bar.asked)
