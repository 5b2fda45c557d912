"""Checks (M27, M28): what is to be checked now, what was not done, and how many of those asked for were."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.checklists import CheckFilter, CheckRow, Which
from csatdesk.domain.errors import NotFound
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.checklists.check_list import CheckList
from csatdesk.gui.checklists.filter_row import CheckFilterRow
from csatdesk.gui.checklists.forms import ExcuseForm
from csatdesk.gui.checklists.pane import CheckPane
from csatdesk.gui.checklists.questions import Around, CheckCard, load_around, load_check_card
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.form_page import FormPage
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ListExport, ask_path
from csatdesk.gui.throttle import Pause
from csatdesk.operations.checklists.commands import begin_check, excuse_check, take_over_check
from csatdesk.operations.checklists.exports import export_checks
from csatdesk.operations.evaluations.papers import export_evaluation
from csatdesk.wording.checklists import counts_words
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

PANE_WIDE, PANE_COMPACT = 520, 440
MOVING_MS, MINUTE_MS = 60, 60_000
DEEDS = (
    ("begin", N_("&Begin"), "B"),
    ("take", N_("&Take it over"), "T"),
    ("excuse", N_("Leave it o&ut …"), "X"),
    ("save", N_("Save as &PDF"), "Ctrl+S"),
)


class ChecksPage(FormPage):
    """Enter on a check that can be made begins it."""

    list: CheckList
    pane: CheckPane
    shows = frozenset({Kind.CHECKLIST, Kind.EVALUATION, Kind.STANDARD, Kind.CENTRE, Kind.STAFF})
    help_page = "checklists"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._ask_path = ask
        self.around: Around | None = None
        self._asked: CheckFilter | None = None  # whose counts were asked for
        self._begins = False  # another page leads here: the keyboard goes to the rows as soon as they have come
        self._reach_missed = False  # the days shown are to reach back to what was not done
        self._asker, self._card_asker = QObject(self), QObject(self)
        self._exports = ListExport(context, self, ask)
        self.actions_by_key = self._made_actions(DEEDS, self._deeds())
        for action in self.actions_by_key.values():
            action.setEnabled(False)
        self.row = CheckFilterRow()
        self.list = CheckList(context.runner, context.zone)
        self.empty = EmptyState(_("Checks stand here: what is to be looked at, and when."), "")
        chosen = EmptyState(_("The check you choose stands here."), _("Arrows move through the list."))
        self.pane = CheckPane(list(self.actions_by_key.values()), chosen, context.zone)
        self._following = Pause(self._follow, self, MOVING_MS)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask)
        self._lay_out()
        self._connect()

    def _deeds(self) -> dict[str, Callable[[], object]]:
        to_schedules = make_action(self, _("&Schedules of checks"), self.show_schedules, "Alt+Shift+S")
        if self.context.may(Right.PLAN_CHECKS):
            self.primary = to_schedules
        if self.context.may(Right.EXPORT):
            make_action(self, _("E&xport the checks"), self.export, "Ctrl+E")
        return {"begin": self.begin, "take": self.take_over, "excuse": self.excuse, "save": self.save}

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self.split, 1)
        self.row.export.setVisible(self.context.may(Right.EXPORT))

    def _connect(self) -> None:
        self.row.changed.connect(self._filtered)
        self.row.export.clicked.connect(self.export)
        self.list.current_changed.connect(lambda _row: self._following.poke())
        self.list.opened.connect(self._opened)
        self.list.checks.loaded.connect(self._list_loaded)
        self.pane.left.connect(self._focus_list)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Checklists")

    def summary(self) -> str:
        if self.around is None:
            return ""
        if self.row.shown_which is not Which.OPEN and self.around.counts is not None:
            return counts_words(self.around.counts)
        count = self.list.checks.row_count
        words = ngettext("{count} to do now", "{count} to do now", count).format(count=number(count))
        missed = len(self.around.due.missed)
        if not missed:
            return words
        told = ngettext("{count} not done last time", "{count} not done last time", missed)
        return f"{words}, {told.format(count=number(missed))}"

    def shown(self) -> None:
        self._minutes.start()
        self._ask()
        self._focus_first()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask()

    def show_filter(self, which: Which) -> None:
        """What another page wants to be seen here."""
        self.row.show_which(which)
        self._reach_missed = which is Which.NOT_DONE
        self._begins = True
        self._ask()

    # what comes

    @property
    def filter(self) -> CheckFilter | None:
        return None if self.around is None else self.row.shown(self.around.today)

    def _ask(self) -> None:
        self._asked = self.filter
        self.context.runner.ask(self._asker, partial(load_around, shown=self._asked), self._came)

    def _came(self, around: Around) -> None:
        self.around = around
        self.row.offer(around)
        if self._reach_missed and around.due.missed:
            self.row.reach(min(row.day for row in around.due.missed), around.today)
        self._reach_missed = False
        shown = self.row.shown(around.today)
        if shown != self._asked and shown.which is not Which.OPEN:
            self._ask()  # the counts of these days
        if shown != self.list.checks.filter:
            self.list.checks.show_filter(shown)
        else:
            self.list.checks.reload()
        self.head_changed.emit()

    def _filtered(self) -> None:
        if self.filter is not None:
            self._ask()

    def _list_loaded(self) -> None:
        is_empty = self.list.checks.row_count == 0
        had_focus = self.list.hasFocus()
        self.split.show_empty(is_empty)
        if is_empty:
            self.empty.say_why(self._why_empty())
            self._show_card(None)
            if had_focus:
                self._focus_list()
        else:
            if self.list.row() is None:
                self.list.select_first()
            self._follow()
        shown = self.list.checks.filter
        if self._begins and shown is not None and shown.which is self.row.shown_which:
            self._begins = False
            self._focus_first()
        self.head_changed.emit()

    def _why_empty(self) -> str:
        if self.around is not None and not self.around.schedules:
            return _("No schedule asks for one yet.")
        if self.row.shown_which is Which.OPEN:
            return _("Nothing is to be checked now.")
        return _("None fits this view.")

    def _follow(self) -> None:
        self._following.cancel()
        row: CheckRow | None = self.list.row()
        if row is not None:
            question = partial(load_check_card, schedule_id=row.schedule_id, day=row.day)
            self.context.runner.ask(self._card_asker, question, self._show_card, failed=self._card_gone)

    def _card_gone(self, error: BaseException) -> None:
        if isinstance(error, NotFound):
            self._show_card(None)
        else:
            self.context.runner.failed.emit(error, None)

    def _show_card(self, card: CheckCard | None) -> None:
        row = card.row if card is not None else None
        is_mine = row is not None and row.done_by_id == self.context.actor.id
        can = {
            "begin": row is not None and row.can_run and (not row.is_begun or is_mine),
            "take": row is not None and row.is_begun and not is_mine,
            "excuse": row is not None and self._may_excuse(row),
            "save": row is not None and row.sent_at is not None,
        }
        for key, action in self.actions_by_key.items():
            action.setEnabled(can[key] and self.pane.form is None)
        self.actions_by_key["begin"].setText(_("Go on &filling") if is_mine else _("&Begin"))
        self.pane.show_card(card)

    def _may_excuse(self, row: CheckRow) -> bool:
        may = row.can_run or self.context.may(Right.PLAN_CHECKS)
        return may and row.state.is_open and not row.is_begun

    # what is done

    def begin(self) -> None:
        self._fill(begin_check)

    def take_over(self) -> None:
        self._fill(take_over_check)

    def _fill(self, command: Callable[..., Any]) -> None:
        if self.pane.card is not None:
            row = self.pane.card.row
            begun = partial(command, schedule_id=row.schedule_id, day=row.day)
            self.context.runner.act(self, begun, self.context.fill)

    def excuse(self) -> None:
        if self.pane.card is not None:
            form = ExcuseForm(self.pane.card.row, self.context.zone)
            form.saved.connect(partial(self._leave_out, form))
            self._open(form)

    def _leave_out(self, form: ExcuseForm, reason: str) -> None:
        command = partial(excuse_check, schedule_id=form.row.schedule_id, day=form.row.day, reason=reason)
        self.context.runner.act(form, command, lambda _none: self._close_form(), failed=partial(self._failed, form))

    def save(self) -> None:
        card = self.pane.card
        if card is None or card.row.evaluation_id is None:
            return
        chosen = self._ask_path(self, _("Save as PDF"), _("Checklist") + ".pdf", "PDF (*.pdf)")
        if chosen:
            writing = partial(export_evaluation, evaluation_id=card.row.evaluation_id, path=Path(chosen))
            said = lambda path: self.context.say(_("Saved {file}.").format(file=path.name))  # noqa: E731  (one word)
            self.context.runner.job(self, _("Checklist"), writing, said)

    def export(self) -> None:
        if self.filter is not None:
            self._exports.write(
                _("Checklists"), _("List of checks"), partial(export_checks, shown=self.filter), _counted
            )

    def show_schedules(self) -> None:
        self.context.show("schedules")

    def _show_again(self) -> None:
        self._show_card(self.pane.card)

    def _opened(self, _row: CheckRow) -> None:
        self._follow()
        if self.actions_by_key["begin"].isEnabled():
            self.begin()
        else:
            self.pane.focus_page()

    def _focus_list(self) -> None:
        if self.split.is_empty:
            self.row.which.focus_chosen()
        else:
            super()._focus_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._focus_list()
            return
        super().keyPressEvent(event)


def _counted(count: int) -> str:
    return ngettext("{count} check written to {file}.", "{count} checks written to {file}.", count)
