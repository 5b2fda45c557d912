"""My desk: numbers that open their lists, what is due next, drafts, and the cases nobody has yet."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseRow
from csatdesk.domain.changes import Kind
from csatdesk.gui.actions import make_action, plain
from csatdesk.gui.buttons import PlainButton
from csatdesk.gui.cases.told import capped
from csatdesk.gui.context import Context
from csatdesk.gui.desk.lists import DeskCases, Drafts, own_widths, side_widths
from csatdesk.gui.desk.questions import Desk, list_behind, load_desk, mine, nobodys
from csatdesk.gui.desk.section import Section
from csatdesk.gui.desk.tiles import TileStrip
from csatdesk.gui.desk.words import figures, summary
from csatdesk.gui.intake.draft_keeper import keeper_of
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.notices import EmptyState
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.cases.commands import take_case
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

MINUTE_MS = 60_000
DRAFTS_MOST = 3  # rows that stand there without scrolling


class DeskPage(Page):
    """Painted empty at once; one answer fills it, and again whenever a case changed or a minute went by."""

    shows = frozenset({Kind.CASE, Kind.CUSTOMER, Kind.TOPIC, Kind.CENTRE})
    help_page = "desk"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.desk: Desk | None = None
        self._taking: set[int] = set()
        self.keeper = keeper_of(context)
        self.strip = TileStrip()
        self.own = self._own_cases()
        self.drafts = Drafts(context.runner, context.zone, _("Drafts"))
        self.unowned = self._nobodys_cases()
        self._lay_out()
        self._ask_again = Throttle(self._ask, self)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask_again.poke)
        self.strip.chosen.connect(self._open_list)
        for table in (self.own, self.unowned):
            table.opened.connect(lambda row: context.open_case(row.id))
        self.drafts.opened.connect(lambda row: context.resume_talk(row.talk))
        self.unowned.current_changed.connect(self._nobodys_chosen)
        self.keeper.listed.connect(self._show_drafts)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("My desk")

    def summary(self) -> str:
        return summary(self.desk) if self.desk is not None else ""

    def shown(self) -> None:
        self._minutes.start()
        self.keeper.list_kept(self.context.actor.id)
        self._ask_again.poke()
        self._first_list().setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_again.poke()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()

    def take(self) -> None:
        """Make the chosen case of nobody's one's own; the next one is chosen at once."""
        row: CaseRow | None = self.unowned.row()
        if row is None or row.id in self._taking:
            return
        self._taking.add(row.id)
        done = partial(self._taken, row.id)
        if self.unowned.rows.row_at(self.unowned.currentIndex().row() + 1) is not None:
            self.unowned.select_place(self.unowned.currentIndex().row() + 1)
        command = partial(take_case, case_id=row.id)
        self.context.runner.act(self, command, done, failed=lambda error: self._not_taken(row.id, error))

    # how it is built

    def _own_cases(self) -> DeskCases:
        context, columns = self.context, ("Due", "Matter", "Customer")
        return DeskCases(context.runner, mine(context.actor), columns, own_widths, _("What is due next"))

    def _nobodys_cases(self) -> DeskCases:
        context, columns = self.context, ("Due", "Matter")
        table = DeskCases(context.runner, nobodys(context.actor), columns, side_widths, _("Nobody’s yet"))
        self.take_action = make_action(table, _("&Take this case"), self.take, "T")
        self.take_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.take_action.setEnabled(False)
        self.addAction(self.take_action)  # for the palette
        return table

    def _lay_out(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self._own_section(), 1)
        lists.addWidget(Hairline(upright=True))
        lists.addWidget(self._side())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(Hairline())
        column.addLayout(lists, 1)

    def _own_section(self) -> Section:
        empty = EmptyState(
            _("Your open cases stand here, what is due next first."),
            _("You have none."),
            _("New contact"),
            keys="Ctrl+N",
        )
        empty.first_step.connect(self._new_contact)
        self.own_section = Section(_("What is due &next"), self.own, empty)
        self.own_section.add_to_head(Label(_("Enter opens the case"), "caption", "ink2"))
        return self.own_section

    def _side(self) -> QWidget:
        nothing = EmptyState(_("Talks not saved yet stand here."), _("Everything you began is saved."))
        self.drafts_section = Section(_("&Drafts"), self.drafts, nothing, rows_most=DRAFTS_MOST)
        nobody = EmptyState(_("Cases that nobody has stand here."), _("Every open case of your office has somebody."))
        self.unowned_section = Section(_("Nobody’s &yet"), self.unowned, nobody)
        self.take_button = PlainButton(plain(_("&Take")), keys="T", size="small")
        self.take_button.setEnabled(False)
        self.take_button.clicked.connect(self.take)
        self.unowned_section.add_to_head(self.take_button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.drafts_section)
        column.addWidget(Hairline())
        column.addWidget(self.unowned_section, 1)
        self._side_column = side
        theme().changed.connect(self._refit)
        self._refit()
        return side

    def _refit(self) -> None:
        self._side_column.setFixedWidth(theme().px(360 if theme().compact else 460))

    # what comes

    def _ask(self) -> None:
        self.context.runner.ask(self, load_desk, self._show)

    def _show(self, desk: Desk) -> None:
        self.desk = desk
        held = self._held_focus()
        self.strip.show_figures(figures(desk))
        self.own.show_page(desk.own.open_cases, desk.facts)
        self.own_section.show_count(capped(desk.own.counts.total) if desk.own.counts.total else "")
        self.unowned.show_page(desk.unowned, desk.facts)
        self.unowned_section.show_count(capped(desk.own.unowned) if desk.own.unowned else "")
        if held:
            self._keep_focus()
        self.head_changed.emit()

    def _show_drafts(self, talks: Sequence[Talk]) -> None:
        self.drafts.show_talks(talks, now())
        self.drafts_section.show_count(str(len(talks)) if talks else "")

    def _held_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _keep_focus(self) -> None:
        """A list that became empty hands the keyboard on."""
        focused = QApplication.focusWidget()
        if focused is None or not focused.isVisible() or not self.isAncestorOf(focused):
            self._first_list().setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_list(self) -> QWidget:
        for section in (self.own_section, self.unowned_section, self.drafts_section):
            if not section.is_empty:
                return section.table
        return self.strip.tiles["overdue"]

    # what is done

    def _open_list(self, key: str) -> None:
        today = now().astimezone(self.context.zone).date()
        self.context.show("cases", list_behind(key, self.context.actor, today))

    def _new_contact(self) -> None:
        self.context.new_contact()

    def _nobodys_chosen(self, row: CaseRow | None) -> None:
        self.take_action.setEnabled(row is not None)
        self.take_button.setEnabled(row is not None)

    def _taken(self, case_id: int, _result: None) -> None:
        self._taking.discard(case_id)

    def _not_taken(self, case_id: int, error: BaseException) -> None:
        self._taking.discard(case_id)
        self.context.runner.failed.emit(error, None)
