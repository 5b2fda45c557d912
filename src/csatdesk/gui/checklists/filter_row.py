"""Above the list of checks: which of them, of which office and standard, in which days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from csatdesk.domain.checklists import CheckFilter, Which
from csatdesk.gui.checklists.questions import Around
from csatdesk.gui.fields import Choice, Hairline, QuietButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.gui.topics.period_bar import PeriodBar
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.wording.texts import _, language

STANDARD_MOST = 220


class CheckFilterRow(QFrame):
    """`changed` when anything was chosen. Of what can be made now no days are asked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.which = SegmentedChoice(
            [(Which.OPEN, _("To do now")), (Which.NOT_DONE, _("Not done")), (Which.ALL, _("All"))]
        )
        self.which.setAccessibleName(_("Which checks"))
        self.office, self.standard, self.period = Choice(), Choice(), PeriodBar()
        for field, name in ((self.office, _("Office")), (self.standard, _("Standard"))):
            field.setAccessibleName(name)
            field.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            field.chosen.connect(lambda _value: self.changed.emit())
        self.which.chosen.connect(lambda _value: self._chosen())
        self.period.changed.connect(self.changed)
        self.export = QuietButton(_("Export"), keys="Ctrl+E", icon="export")
        narrowing = FlowBox(self.which, self.office, self.standard, self.period, gap=S12, line_gap=S8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TwoEnds(narrowing, FlowBox(self.export, gap=S12, line_gap=0)))
        column.addWidget(Hairline())
        self.period.hide()
        theme().changed.connect(self._refit)
        self._refit()

    def _refit(self) -> None:
        """Names of standards may be long: in full they stand in the list that drops down."""
        self.standard.setMaximumWidth(theme().px(STANDARD_MOST))
        self.standard.view().setMinimumWidth(self.standard.sizeHint().width())

    @property
    def shown_which(self) -> Which:
        found = self.which.value()
        assert isinstance(found, Which)
        return found

    def show_which(self, which: Which) -> None:
        self.which.set_value(which)
        self.period.setVisible(which is not Which.OPEN)

    def reach(self, day: date, today: date) -> None:
        """Where `day` lies before the days that are shown, show those from it on."""
        if day < self.period.days[0].first:
            self.period.show_own(day, today)

    def _chosen(self) -> None:
        self.period.setVisible(self.shown_which is not Which.OPEN)
        self.changed.emit()

    def offer(self, around: Around) -> None:
        """The offices and standards that have schedules; what is chosen stays."""
        self.period.begin(around.today)
        standards = {one.standard_id: one.titles.in_language(language()) for one in around.schedules}
        _offer(self.office, [(None, _("All offices")), *around.offices])
        _offer(self.standard, [(None, _("All standards")), *standards.items()])
        self._refit()
        self.office.setVisible(len(around.offices) > 1)
        self.standard.setVisible(len(standards) > 1)

    def shown(self, today: date) -> CheckFilter:
        """What is chosen. Of what can be made now today stands for the days."""
        office, standard = self.office.value(), self.standard.value()
        shown = CheckFilter(
            first_on=today,
            last_on=today,
            which=self.shown_which,
            office_id=office if isinstance(office, int) else None,
            standard_id=standard if isinstance(standard, int) else None,
        )
        if shown.which is Which.OPEN:
            return shown
        days = self.period.days[0]
        return replace(shown, first_on=days.first, last_on=days.last)


def _offer(field: Choice, options: Sequence[tuple[int | None, str]]) -> None:
    if field.options() == list(options):
        return
    chosen = field.value()
    field.clear()
    for value, words in options:
        field.add(value, words)
    field.set_value(chosen if any(value == chosen for value, _words in options) else None)
