"""Which month is shown, one after the other by the arrows, and for which office, segment and line of business."""

from datetime import date, timedelta

from PySide6.QtCore import Signal

from csatdesk.domain.contacts import Segment
from csatdesk.domain.cuts import Cut
from csatdesk.domain.month_figures import MonthAsked, month_asked
from csatdesk.gui.activity_choice import ActivityChoice
from csatdesk.gui.fields import Choice, IconButton, Label
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.tokens import S12
from csatdesk.operations.reports.month import ReportFacts
from csatdesk.wording.formats import month_and_year
from csatdesk.wording.texts import _
from csatdesk.wording.words import word


class MonthBar(FlowBox):
    """`changed` after another month, or something else to be counted, was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        self._facts: ReportFacts | None = None
        self._first = date(2000, 1, 1)
        self.earlier = IconButton("chevron-left", _("Month before"), shortcut="Alt+Left")
        self.later = IconButton("chevron-right", _("Month after"), shortcut="Alt+Right")
        self.words = Label("", "body", bold=True)
        self.office = Choice([(None, _("All offices"))])
        self.segment = Choice([(None, _("All segments")), *((one, word(one)) for one in Segment)])
        self.office.setAccessibleName(_("Office"))
        self.segment.setAccessibleName(_("Segment"))
        self.activity = ActivityChoice()
        shown = (self.office, self.segment, self.activity)
        super().__init__(self.earlier, self.words, self.later, *shown, gap=S12)
        self.earlier.clicked.connect(lambda: self._step(-1))
        self.later.clicked.connect(lambda: self._step(1))
        for field in shown:
            field.chosen.connect(lambda _value: self.changed.emit())

    def show_facts(self, facts: ReportFacts) -> None:
        """The offices, and at first the month of today."""
        if self._facts is None:
            self._first = facts.today.replace(day=1)
        if self._facts is None or self._facts.offices != facts.offices:
            chosen = self.office.value()
            while self.office.count() > 1:
                self.office.removeItem(1)
            for office_id, name in facts.offices.items():
                self.office.add(office_id, name)
            self.office.set_value(chosen if chosen in facts.offices else None)
        self._facts = facts
        self.office.setVisible(len(facts.offices) > 1)
        self.activity.offer(facts.activities)
        self._tell()

    @property
    def today(self) -> date | None:
        """Up to which day a month that is not over is counted."""
        return self._facts.today if self._facts is not None else None

    @property
    def asked(self) -> MonthAsked | None:
        """None: the centre is not known yet."""
        if self._facts is None:
            return None
        office, segment = self.office.value(), self.segment.value()
        offices = (office,) if isinstance(office, int) else ()
        segments = (segment,) if isinstance(segment, Segment) else ()
        return month_asked(self._first, self._facts.today, Cut(offices, segments, self.activity.activities))

    def _step(self, way: int) -> None:
        self._first = (self._first + timedelta(days=31 if way > 0 else -1)).replace(day=1)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        self.words.setText(month_and_year(self._first))
        today = self._facts.today if self._facts is not None else self._first
        self.later.setEnabled((self._first.year, self._first.month) < (today.year, today.month))
