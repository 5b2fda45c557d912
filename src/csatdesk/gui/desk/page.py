"""My desk: numbers that open their lists, what is due next, drafts, and the cases nobody has yet."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.marks import N_
from csatdesk.gui.actions import make_action
from csatdesk.gui.buttons import PlainButton
from csatdesk.gui.cases.news_view import NewsStrip
from csatdesk.gui.cases.told import capped
from csatdesk.gui.checklists.strip import DueChecksStrip
from csatdesk.gui.context import Context
from csatdesk.gui.corrective_actions.strip import DueMeasuresStrip
from csatdesk.gui.desk.lists import (
    CALL,
    CUSTOMER,
    DUE,
    MATTER,
    DeskCases,
    DeskTable,
    DraftRow,
    Drafts,
    own_widths,
    side_widths,
)
from csatdesk.gui.desk.questions import Desk, Rows, list_behind, load_desk, mine, nobodys, to_call
from csatdesk.gui.desk.section import Section
from csatdesk.gui.desk.sheets import Sheets
from csatdesk.gui.desk.shift import Shift
from csatdesk.gui.desk.tiles import TileStrip
from csatdesk.gui.desk.words import figures, so_many, summary
from csatdesk.gui.evaluations.fresh_strip import FreshStrip
from csatdesk.gui.intake.draft_keeper import keeper_of
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.labels import Hairline, Label
from csatdesk.gui.notices import EmptyState
from csatdesk.gui.page import Page
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.cases.commands import take_case
from csatdesk.operations.work import Undoable, Work
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

MINUTE_MS = 60_000
ROWS_MOST = 3  # drafts and calls that stand there without scrolling
SIDE_MOST = 0.4  # of the page's width
LOW = 380  # a page that is lower has no room for a list that is empty


class DeskPage(Page):
    """Painted empty at once; one answer fills it, and again whenever a case changed or a minute went by."""

    shows = frozenset(
        {Kind.CASE, Kind.CUSTOMER, Kind.TOPIC, Kind.CENTRE, Kind.MEASURE, Kind.CHECKLIST, Kind.EVALUATION}
    )
    help_page = "my-desk"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.desk: Desk | None = None
        self._taking: set[int] = set()
        self.keeper = keeper_of(context)
        self.strip = TileStrip()
        me = context.actor
        self.own = DeskCases(context.runner, mine(me), (DUE, MATTER, CUSTOMER), own_widths, _("What is due next"))
        self.drafts = Drafts(context.runner, context.zone, _("Drafts"))
        self.to_call = DeskCases(context.runner, to_call(me), (DUE, CALL), side_widths, _("Call back"))
        self.unowned = DeskCases(context.runner, nobodys(me), (DUE, MATTER), side_widths, _("Nobody’s yet"))
        self.shift, self.sheets = Shift(context, self), Sheets(context, self)
        self.news = NewsStrip(context)
        self.news.wanted.connect(context.news_wanted)
        self.news.gone.connect(self._begin_work)
        self.measures = DueMeasuresStrip(context, me.id)
        self.checks = DueChecksStrip(context)
        self.fresh = FreshStrip(context)
        self._add_actions()
        self._lay_out()
        self._ask_again = Throttle(self._ask, self)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self.minute_gone)
        self.strip.chosen.connect(self._open_list)
        for table in (self.own, self.to_call, self.unowned):
            table.opened.connect(lambda row: context.open_case(row.id))
        self.drafts.opened.connect(lambda row: context.resume_talk(row.talk))
        for one in self._tables:
            one.came_in.connect(partial(self._mark, one))
        self.unowned.current_changed.connect(self._fit_actions)
        self.drafts.current_changed.connect(self._fit_actions)
        self.keeper.listed.connect(self._show_drafts)
        context.runner.undone.connect(self._look_for_drafts)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("My desk")

    def summary(self) -> str:
        return summary(self.desk) if self.desk is not None else ""

    def shown(self) -> None:
        self._minutes.start()
        self._look_for_drafts()
        self._ask_again.poke()
        if self.desk is not None:
            self.news.ask()
        self._begin_work()

    def locked(self) -> None:
        super().locked()
        self.news.begin_anew()

    def reload(self, _kinds: frozenset[Kind]) -> None:
        self._ask_again.poke()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def minute_gone(self) -> None:
        """Deadlines came nearer, and somebody else may have worked."""
        self._ask_again.poke()

    @property
    def is_behind(self) -> bool:
        """Whether something is known to have changed that is not asked for yet."""
        return self._ask_again.is_due

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
        command = partial(take_case, case_id=row.id, if_free=True)
        self.context.runner.act(self, command, done, failed=lambda error: self._not_taken(row.id, error))

    def throw_away(self) -> None:
        """Forget the chosen draft; Ctrl+Z brings it back."""
        row: DraftRow | None = self.drafts.row()
        if row is None:
            return
        self.keeper.throw_away(row.talk)
        self._look_for_drafts()
        talk = row.talk

        def thrown_away(_work: Work) -> Undoable[None]:
            return Undoable(None, lambda _work: self.keeper.put_back(talk), N_("Threw away a draft."), {})

        self.context.runner.act(self, thrown_away)

    # how it is built

    def _add_actions(self) -> None:
        """Keys of single lists; they stand in the palette while their list is worked in."""
        self.take_action = make_action(self.unowned, _("&Take this case"), self.take, "T")
        self.drop_action = make_action(self.drafts, _("Thro&w this draft away"), self.throw_away, "Delete")
        for action in (self.take_action, self.drop_action):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setEnabled(False)
            self.addAction(action)

    def _lay_out(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self._own_section(), 1)
        lists.addWidget(Hairline(upright=True))
        lists.addWidget(self._side())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(Hairline())
        column.addWidget(self.news)
        column.addWidget(self.checks)
        column.addWidget(self.measures)
        column.addWidget(self.fresh)
        column.addWidget(self.shift.strip)
        column.addLayout(lists, 1)
        self.sheets.lay_over(inside, self._begin_work)

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
        nobody = EmptyState(_("Cases that nobody has stand here."), _("Every open case of your office has somebody."))
        self.drafts_section = Section(_("&Drafts"), self.drafts, nothing, rows_most=ROWS_MOST)
        self.to_call_section = Section(_("Call bac&k"), self.to_call, rows_most=ROWS_MOST, line=True)
        self.unowned_section = Section(_("Nobody’s ye&t"), self.unowned, nobody, line=True)
        self.take_button = PlainButton(_("Take"), keys="T", size="small")
        self.take_button.setAccessibleName(_("Take this case"))
        self.take_button.clicked.connect(self.take)
        self.unowned_section.add_to_head(self.take_button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.drafts_section)
        column.addWidget(self.to_call_section)
        column.addWidget(self.unowned_section, 1)
        self._side_column = self.shift.beside(side)
        theme().changed.connect(self._refit)
        self._refit()
        return self._side_column

    def _refit(self) -> None:
        usual = theme().px(380 if theme().compact else 460)
        self._side_column.setFixedWidth(min(usual, round(self.width() * SIDE_MOST)))
        self.drafts_section.give_way(0 < self.height() < theme().px(LOW))

    # what comes

    def _ask(self) -> None:
        rows = Rows(self.own.wanted_rows, self.to_call.wanted_rows, self.unowned.wanted_rows)
        self.context.runner.ask(self, partial(load_desk, rows=rows), self._show)

    def _show(self, desk: Desk) -> None:
        """The lists; then what stands beside them, which would only delay them."""
        if self.desk is None:
            self.news.ask()
        self.desk = desk
        self.shift.ask()
        self.measures.poke()
        self.checks.poke()
        self.fresh.poke()
        worked_in = next((table for table in self._tables if table.hasFocus()), None)
        self.strip.show_figures(figures(desk))
        self.own.show_page(desk.own.open_cases, desk.facts)
        self.own_section.show_count(capped(desk.own.counts.total) if desk.own.counts.total else "")
        self.to_call.show_page(desk.to_call, desk.facts)
        self.to_call_section.show_count(so_many(desk.to_call))
        self.unowned.show_page(desk.unowned, desk.facts)
        self.unowned_section.show_count(capped(desk.own.unowned) if desk.own.unowned else "")
        if worked_in is not None and not worked_in.isVisible():
            self._begin_work()  # the list became empty
        self.head_changed.emit()

    def _look_for_drafts(self) -> None:
        if self.isVisible():
            self.keeper.list_kept(self.context.actor.id)

    def _show_drafts(self, talks: Sequence[Talk]) -> None:
        self.drafts.show_talks(talks, now())
        self.drafts_section.show_count(str(len(talks)) if talks else "")

    @property
    def _tables(self) -> Sequence[DeskTable]:
        return self.own, self.drafts, self.to_call, self.unowned

    def _begin_work(self) -> None:
        """The keyboard goes to the first list that has rows."""
        for section in (self.own_section, self.to_call_section, self.unowned_section, self.drafts_section):
            if not section.is_empty:
                self._mark(section.table)
                section.table.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.strip.tiles["overdue"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, table: DeskTable) -> None:
        """This list shows where the keyboard stands, the others do not."""
        for one in self._tables:
            one.set_marked(one is table)
        self._fit_actions()

    # what is done

    def _open_list(self, key: str) -> None:
        today = now().astimezone(self.context.zone).date()
        self.context.show("cases", list_behind(key, self.context.actor, today))

    def _new_contact(self) -> None:
        self.context.new_contact()

    def _fit_actions(self) -> None:
        """Only what one sees chosen can be taken or thrown away."""
        can_take = self.unowned.is_marked and self.unowned.row() is not None
        self.take_action.setEnabled(can_take)
        self.take_button.setEnabled(can_take)
        self.drop_action.setEnabled(self.drafts.is_marked and self.drafts.row() is not None)

    def _taken(self, case_id: int, _result: None) -> None:
        self._taking.discard(case_id)

    def _not_taken(self, case_id: int, error: BaseException) -> None:
        self._taking.discard(case_id)
        self._ask_again.poke()
        self.context.runner.failed.emit(error, None)
