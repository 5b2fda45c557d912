"""Schedules of checks: what is asked for where and how often. Who plans checks sets, changes and ends them."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.checklists import NewSchedule, ScheduleRow
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.administration.lists import Entry, EntryList
from csatdesk.gui.checklists.forms import EndForm, ScheduleForm
from csatdesk.gui.checklists.questions import Planning, load_planning
from csatdesk.gui.checklists.schedule_pane import SchedulePane, next_words
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, LinkButton
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.operations.checklists.commands import change_schedule, end_schedule, set_schedule
from csatdesk.operations.checklists.queries import list_schedules
from csatdesk.system.clock import now
from csatdesk.wording.checklists import terms_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext

PANE_WIDE, PANE_COMPACT = 560, 480
DEEDS = (("change", N_("Chan&ge"), "E"), ("end", N_("E&nd …"), "X"))


class SchedulesPage(FormPage):
    """See the module's first words."""

    list: EntryList
    pane: SchedulePane
    shows = frozenset({Kind.CHECKLIST, Kind.STANDARD, Kind.CENTRE, Kind.STAFF})
    help_page = "checklists"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.may_plan = context.may(Right.PLAN_CHECKS)
        self.rows: tuple[ScheduleRow, ...] = ()
        self._wanted: int | None = None  # one just set: stand on it when it has come
        self._asker, self._plan_asker = QObject(self), QObject(self)
        if self.may_plan:
            self.primary = make_action(self, _("&New schedule"), self.new, "Alt+Shift+N")
        make_action(self, _("Go &back to the checks"), self.leave, "Alt+Left")
        deeds: dict[str, Callable[[], object]] = {"change": self.change, "end": self.end} if self.may_plan else {}
        self.actions_by_key = self._made_actions(DEEDS, deeds)
        self.list = EntryList(_("Schedules of checks"))
        step = _("New schedule") if self.may_plan else ""
        self.empty = EmptyState(
            _("Schedules stand here: which checklist is gone through where, and how often."),
            _("There is none yet."),
            step,
            keys="Alt+Shift+N" if step else "",
        )
        chosen = EmptyState(_("The schedule you choose stands here."), _("Arrows move through the list."))
        self.pane = SchedulePane(list(self.actions_by_key.values()), chosen, context.zone)
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # where there is no list, Escape leads back all the same
        self.list.chosen.connect(lambda _id: self._show_again())
        self.empty.first_step.connect(self.new)
        self.pane.left.connect(self._focus_list)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Schedules of checks")

    def summary(self) -> str:
        asking = sum(row.next_on is not None for row in self.rows)
        return ngettext("{count} schedule", "{count} schedules", asking).format(count=number(asking))

    def shown(self) -> None:
        self._ask()
        self._focus_first()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self._asker, list_schedules, self._came)

    def _came(self, rows: tuple[ScheduleRow, ...]) -> None:
        self.rows = rows
        self.list.show_entries([_entry(row) for row in rows])
        had_focus = self.list.hasFocus()
        self.split.show_empty(not rows)
        if had_focus and not rows:
            self._focus_list()
        wanted, self._wanted = self._wanted, None
        self.list.stand_on(wanted)
        self._show_again()
        self.head_changed.emit()

    @property
    def row(self) -> ScheduleRow | None:
        return next((row for row in self.rows if row.id == self.list.current), None)

    def _show_again(self) -> None:
        row = self.row
        possible = {"change": row is not None, "end": row is not None and row.next_on is not None}
        for key, action in self.actions_by_key.items():
            action.setEnabled(possible[key] and self.pane.form is None)
        self.pane.show_row(row)

    # what is done

    def new(self) -> None:
        self._plan(None)

    def change(self) -> None:
        if self.row is not None:
            self._plan(self.row)

    def _plan(self, row: ScheduleRow | None) -> None:
        self.context.runner.ask(self._plan_asker, load_planning, partial(self._offer, row))

    def _offer(self, row: ScheduleRow | None, planning: Planning) -> None:
        if not planning.standards and row is None:
            self.context.say(_("No standard is published that could be gone through as a checklist."))
            return
        form = ScheduleForm(planning, self.context.actor.office_id, row)
        form.saved.connect(partial(self._save, form))
        self._open(form)

    def _save(self, form: ScheduleForm, new: NewSchedule) -> None:
        if form.row is None:
            self._act(form, partial(set_schedule, new=new))
        else:
            row = form.row
            self._act(form, partial(change_schedule, schedule_id=row.id, terms=new.terms, version=row.version))

    def end(self) -> None:
        row = self.row
        if row is not None:
            form = EndForm(row, self._today())
            form.saved.connect(partial(self._end, form))
            self._open(form)

    def _today(self) -> date:
        return now().astimezone(self.context.zone).date()

    def _end(self, form: EndForm, last_on: date) -> None:
        row = form.row
        self._act(form, partial(end_schedule, schedule_id=row.id, last_on=last_on, version=row.version))

    def _act(self, form: ScheduleForm | EndForm, command: Callable[..., Any]) -> None:
        self.context.runner.act(form, command, self._done, failed=partial(self._failed, form))

    def _done(self, made: int | None) -> None:
        self._wanted = made
        self._close_form()
        self._ask()

    def leave(self) -> None:
        self.context.show("checks")

    def _focus_list(self) -> None:
        if self.split.is_empty:
            step = self.empty.findChild(LinkButton)
            (step or self).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.pane.form is None:
            self.leave()
            return
        super().keyPressEvent(event)


def _entry(row: ScheduleRow) -> Entry:
    latest = row.latest
    where = ", ".join(filter(None, (row.office_name, latest.terms.place)))
    line = " · ".join((where, terms_words(latest.terms)))
    return Entry(row.id, row.titles.in_language(language()), line, next_words(row), is_faint=row.next_on is None)
