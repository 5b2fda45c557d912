"""What the page of deadlines shows in front: the list, the week, or where time goes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.cuts import Cut
from csatdesk.gui.context import Context
from csatdesk.gui.deadlines.filter_row import LIST, TIMES, WEEK
from csatdesk.gui.deadlines.times_view import TimesView
from csatdesk.gui.deadlines.week_view import WeekView
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.stays import load_stays
from csatdesk.operations.deadlines.times import By, load_times
from csatdesk.operations.deadlines.week import load_week


class Modes(QStackedWidget):
    """The page puts its list first; it looks after itself, the others are asked for here. `cases`: what is shown."""

    def __init__(self, context: Context, cases: Callable[[], CaseFilter]) -> None:
        super().__init__()
        self._context, self._cases, self._asker = context, cases, QObject(self)
        self._facts: CaseFacts | None = None
        self.week, self.times = WeekView(), TimesView()
        for view in (self.week, self.times):
            self.addWidget(view)
        self.times.asked.connect(self._ask_times)

    def show_mode(self, mode: str) -> None:
        self.setCurrentIndex((LIST, WEEK, TIMES).index(mode))

    def ask(self, mode: str, facts: CaseFacts | None) -> None:
        self._facts = facts
        if mode == WEEK:
            self._context.runner.ask(self._asker, partial(load_week, cases=self._cases()), self._week_came)
        elif mode == TIMES:
            self.times.ask()

    def _week_came(self, week: object) -> None:
        if self._facts is not None:
            self.week.show_week(week, self._facts)  # type: ignore[arg-type]  # what load_week answers

    def _ask_times(self, first: object, last: object, by: By) -> None:
        cases = self._cases()
        values = {"first": first, "last": last, "cut": Cut(cases.office_ids, cases.segments, cases.activities)}
        self._context.runner.ask(self._asker, partial(load_times, **values, by=by), self.times.show_times)  # type: ignore[arg-type]  # dates, through a Qt signal
        self._context.runner.ask(self._asker, partial(load_stays, **values), self.times.show_stays)  # type: ignore[arg-type]  # dates, through a Qt signal
