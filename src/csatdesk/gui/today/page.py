"""Today: numbers that open their lists, what needs a decision now, what was promised, and how the day goes."""

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther, Spoken
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.domain.statuses import Status
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.told import capped
from csatdesk.gui.context import Context
from csatdesk.gui.desk.tiles import Number, TileStrip
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.labels import Hairline
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.gui.today.deciding import Deciding
from csatdesk.gui.today.decision_rows import DecisionRows, PromiseRows
from csatdesk.gui.today.forms import Command
from csatdesk.gui.today.overview import Overview
from csatdesk.gui.today.row_list import RowList
from csatdesk.gui.today.section import RowSection
from csatdesk.gui.today.words import figures, summary
from csatdesk.operations.deadlines.views import View
from csatdesk.operations.today import Today, load_today
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

MINUTE_MS = 60_000
PROMISES_MOST = 5  # that stand there without scrolling
SIDE, SIDE_COMPACT, SIDE_MOST = 460, 400, 0.42

NUMBERS = (
    Number("overdue", N_("&overdue"), "overdue", "overdue"),
    Number("due_today", N_("due toda&y"), "due_today", "today"),
    Number("week", N_("due this &week"), "due_soon"),
    Number("to_approve", N_("to a&pprove")),
    Number("paused", N_("paused too lon&g"), "paused"),
    Number("today", N_("&in today")),
)


class TodayPage(Page):
    """Painted empty at once; one answer fills it, and again whenever something changed or a minute went by."""

    shows = frozenset(
        {
            Kind.CASE,
            Kind.CUSTOMER,
            Kind.TOPIC,
            Kind.STAFF,
            Kind.CENTRE,
            Kind.NOTICE,
            Kind.MATTER,
            Kind.MEASURE,
            Kind.CHECKLIST,
            Kind.EVALUATION,
            Kind.SURVEY,
            Kind.RESPONSE,
            Kind.SEGMENT,
        }
    )

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.today: Today | None = None
        self.form: InlineForm | None = None
        self._begins_anew = False  # with the next answer: a form was left
        self.deciding = Deciding(context, lambda: self.today, self)
        self.strip = TileStrip(NUMBERS)
        self.decisions = RowList(DecisionRows(), _("Decide now"))
        self.promises = RowList(PromiseRows(), _("Promised for today"))
        self.overview = Overview()
        self._add_actions()
        self._lay_out()
        self._ask_again = Throttle(self._ask, self)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask_again.poke)
        self._connect()

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Today")

    def summary(self) -> str:
        return summary(self.today) if self.today is not None else ""

    def shown(self) -> None:
        self._minutes.start()
        self._ask_again.poke()
        if self.form is None:
            self._begin_work()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_again.poke()

    @property
    def is_behind(self) -> bool:
        """Whether something is known to have changed that is not asked for yet."""
        return self._ask_again.is_due

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    # how it is built

    def _add_actions(self) -> None:
        self.ill_action = make_action(
            self, _("Somebody is &ill …"), self.deciding.somebody_is_ill, "Ctrl+I" if self._may_plan else ""
        )
        self.ill_action.setEnabled(self._may_plan)
        self.else_action = make_action(self.decisions, _("Hand over to somebody &else …"), self._hand_over, "H")
        self.case_action = make_action(self.decisions, _("Open the &case"), self._open_case, "O")
        for action in (self.else_action, self.case_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(action)

    @property
    def _may_plan(self) -> bool:
        return self.context.may(Right.PLAN_STAFF)

    def _lay_out(self) -> None:
        self.decisions_section = RowSection(
            _("Decide &now"), self.decisions, _("What needs a decision stands here."), _("Nothing waits for you.")
        )
        self.decisions_section.add_caption(_("Longest waiting first"))
        if self._may_plan:
            self.decisions_section.add_link(_("Somebody is ill …"), "Ctrl+I").clicked.connect(self.ill_action.trigger)
        self.promises_section = RowSection(_("Promised for to&day"), self.promises, rows_most=PROMISES_MOST, line=True)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.decisions_section, 1)
        left.addWidget(self.promises_section)
        self._side = QStackedWidget()
        self._side.addWidget(self.overview)
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addLayout(left, 1)
        lists.addWidget(Hairline(upright=True))
        lists.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(Hairline())
        column.addLayout(lists, 1)
        theme().changed.connect(self._refit)

    def _connect(self) -> None:
        self.strip.chosen.connect(self._open_list)
        self.decisions.opened.connect(self.deciding.decide)
        self.promises.opened.connect(lambda promise: self.context.open_case(promise.case_id))
        self.deciding.form_wanted.connect(self._show_form)
        self.overview.person_chosen.connect(self._open_person)
        self.overview.topic_chosen.connect(self._open_topic)
        for one in (self.decisions, self.promises):
            one.came_in.connect(partial(self._mark, one))

    def _refit(self) -> None:
        usual = theme().px(SIDE_COMPACT if theme().compact else SIDE)
        self._side.setFixedWidth(min(usual, round(self.width() * SIDE_MOST)))

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self, load_today, self._show)

    def _show(self, today: Today) -> None:
        is_first, self.today = self.today is None, today
        self.deciding.renew()
        self.strip.show_figures(figures(today))
        self.decisions_section.show_rows(today.decisions, today.facts)
        self.decisions_section.show_count(number(len(today.decisions)) if today.decisions else "")
        promised = today.promised
        self.promises_section.show_rows(promised.rows, today.facts, is_shown=promised.total > 0)
        told = _("{open} of {count} open").format(open=number(promised.open), count=number(promised.total))
        self.promises_section.show_count(told if promised.total else "")
        self.overview.show_day(today)
        self._show_primary(today.unowned)
        if self.form is None and (is_first or self._begins_anew or self._lost_focus()):
            self._begins_anew = False
            self._begin_work()
        self.head_changed.emit()

    def _lost_focus(self) -> bool:
        """Whether the keyboard stood in a list that has become empty."""
        return any(one.is_marked and not one.isVisible() for one in (self.decisions, self.promises))

    def _show_primary(self, unowned: int) -> None:
        """ "Hand out 7 cases": made anew when the number is another one."""
        words = ngettext("&Hand out {count} case", "&Hand out {count} cases", unowned).format(count=capped(unowned))
        if self.primary is not None and unowned and self.primary.text() == words:
            return
        before: QAction | None = self.primary
        self.primary = make_action(self, words, self.deciding.hand_out, "Alt+H") if unowned else None
        if before is not None:
            self.removeAction(before)
            before.setEnabled(False)
            before.deleteLater()

    def _begin_work(self) -> None:
        """The keyboard goes to the first list that has rows."""
        for one in (self.decisions, self.promises):
            if one.row() is not None:
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                self._mark(one)
                return
        self.strip.tiles["overdue"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, rows: RowList) -> None:
        for one in (self.decisions, self.promises):
            one.set_marked(one is rows)

    # forms

    def _show_form(self, form: Any) -> None:
        """Fields beside the list, in the place of the pictures."""
        self._drop_form()
        self.form = form
        form.saved.connect(partial(self._do, form))
        form.left.connect(self._close_form)
        self._side.addWidget(form)
        self._side.setCurrentWidget(form)
        form.focus_first()

    def _do(self, form: InlineForm, command: Command) -> None:
        done, failed = partial(self._done, form), partial(self._failed, form)
        self.context.runner.act(form, command, done, failed=failed)

    def _done(self, form: InlineForm, _result: object) -> None:
        form.done()
        if form is self.form:
            self._close_form()

    def _failed(self, form: InlineForm, error: BaseException) -> None:
        if isinstance(error, ChangedByOther):
            self._close_form()
        if isinstance(error, Spoken) and form is self.form:
            form.refused(error)
            return
        self.context.runner.failed.emit(error, None)

    def _close_form(self) -> None:
        self._drop_form()
        self._begin_work()
        self._begins_anew = True
        self._ask_again.poke()

    def _drop_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._side.setCurrentWidget(self.overview)
            self._side.removeWidget(form)
            form.deleteLater()

    # what is done

    def _hand_over(self) -> None:
        if self.decisions.row() is not None:
            self.deciding.hand_over(self.decisions.row())

    def _open_case(self) -> None:
        if self.decisions.row() is not None:
            self.deciding.open_case(self.decisions.row())

    def _open_list(self, key: str) -> None:
        shown = list_behind(key, now().astimezone(self.context.zone).date())
        if isinstance(shown, View):
            self.context.show_view(shown)
        else:
            self.context.show("cases", shown)

    def _open_person(self, staff_id: int | None) -> None:
        owners = () if staff_id is None else (staff_id,)
        self.context.show("cases", CaseFilter(is_open=True, owner_ids=owners, without_owner=staff_id is None))

    def _open_topic(self, topic_id: int) -> None:
        day = now().astimezone(self.context.zone).date()
        self.context.show("cases", CaseFilter(topic_ids=(topic_id,), received_from=day, received_to=day))


def list_behind(key: str, day: date) -> CaseFilter | View:
    """The list that the number `key` counts, of cases or on the page of deadlines."""
    shown: dict[str, CaseFilter | View] = {
        "overdue": CaseFilter(is_open=True, due=(DueBand.OVERDUE,)),
        "due_today": CaseFilter(is_open=True, due=(DueBand.TODAY,)),
        "week": View.WEEK,
        "paused": View.PAUSED,
        "to_approve": CaseFilter(is_open=True, statuses=(Status.TO_APPROVE,)),
        "today": CaseFilter(received_from=day, received_to=day),
    }
    return shown[key]
