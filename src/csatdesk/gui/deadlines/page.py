"""Deadlines, the supervisors' page: lists of what is due, beside them who has how much; the week; where time goes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseFilter
from csatdesk.domain.changes import Kind
from csatdesk.domain.saved_filters import ListKey, SavedFilter
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases import told
from csatdesk.gui.cases.columns_popup import ColumnsPopup
from csatdesk.gui.cases.own_lists import OwnListsBeside
from csatdesk.gui.context import Context
from csatdesk.gui.corrective_actions.strip import DueMeasuresStrip
from csatdesk.gui.deadlines.acting import Acting
from csatdesk.gui.deadlines.deed_bar import DeedBar
from csatdesk.gui.deadlines.deeds import ON_PAGE, ON_ROW
from csatdesk.gui.deadlines.due_columns import TITLES, USUAL
from csatdesk.gui.deadlines.due_list import DueTable
from csatdesk.gui.deadlines.filter_row import FIELDS, LIST, TIMES, WEEK, FilterRow
from csatdesk.gui.deadlines.modes import Modes
from csatdesk.gui.deadlines.overview import Overview, narrowed
from csatdesk.gui.deadlines.papers import DeadlinePapers
from csatdesk.gui.deadlines.side_place import SidePlace
from csatdesk.gui.deadlines.view_strip import ViewStrip
from csatdesk.gui.deadlines.views_beside import Working
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.deadlines.forecast import load_forecast
from csatdesk.operations.deadlines.queries import count_views
from csatdesk.operations.deadlines.views import DeadlineList, DeadlineRow, View
from csatdesk.operations.deadlines.workload import Dimension, load_workload
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

MINUTE_MS = 60_000
SIDE_WIDE, SIDE_COMPACT = 440, 372
FACTS_OF = frozenset({Kind.TOPIC, Kind.STAFF, Kind.CENTRE, Kind.MEASURE})


class DeadlinesPage(Page):
    """Single letters act on the row on which the keyboard stands while the list has the focus."""

    shows = frozenset(
        {Kind.CASE, Kind.CUSTOMER, Kind.TOPIC, Kind.STAFF, Kind.CENTRE, Kind.TARGET, Kind.IMPORT, Kind.LIST}
        | {Kind.MEASURE}
    )
    help_page = "deadlines"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self.facts: CaseFacts | None = None
        self.counts: dict[View, int] = {}
        self.deadlines = DeadlineList()
        self._is_other_list = True
        self._asker, self._beside_asker = QObject(self), QObject(self)
        self.papers = DeadlinePapers(context, self, ask)
        self.actions_by_key = self._made_actions()
        self.strip = ViewStrip()
        self.measures = DueMeasuresStrip(context)
        self.filters = FilterRow(context.actor.id, self)
        self.table = DueTable(context.runner)
        self.bar = DeedBar()
        self.own = OwnListsBeside(
            context,
            self,
            self.table,
            lambda: self.deadlines.kept,
            list_key=ListKey.DEADLINES,
            columns=ColumnsPopup(self, TITLES, USUAL),
            by_key=0,  # Ctrl and a number lead to list, week and times
        )
        self.overview = Overview()
        self.side = SidePlace(context, self.overview)
        self.modes = Modes(context, lambda: self.deadlines.cases)
        self.week, self.times = self.modes.week, self.modes.times
        self.empty = EmptyState(
            _("Deadlines stand here."), _("None fits this view and these filters."), _("Show everything open"),
            keys="Ctrl+Backspace",
        )  # fmt: skip
        self.acting = Acting(context, self.table, self.side, self.papers)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask_facts)
        self._lay_out()
        self._connect()
        self._show_enabled()
        self._ask_facts()

    def _lay_out(self) -> None:
        rows = QWidget()
        below = QVBoxLayout(rows)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.table, 1)
        below.addWidget(self.bar)
        self.split = ListBeside(rows, self.empty, self.side, wide=SIDE_WIDE, compact=SIDE_COMPACT)
        self.modes.insertWidget(0, self.split)
        self.modes.show_mode(LIST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.measures)
        column.addWidget(self.filters)
        column.addWidget(self.modes, 1)

    def _connect(self) -> None:
        self.strip.chosen.connect(self.show_view)
        self.strip.left.connect(self._focus_front)
        self.filters.changed.connect(self._filtered)
        self.filters.left.connect(self._focus_front)
        self.filters.mode_chosen.connect(self._mode_chosen)
        self.filters.more_pressed.connect(self._open_menu)
        self.filters.paused_chosen.connect(lambda days: self._show(replace(self.deadlines, paused_days=days)))
        self.filters.saved.clicked.connect(partial(self._do, "saved"))
        self.filters.columns.clicked.connect(partial(self._do, "columns"))
        self.own.used.connect(self._use)
        self.own.named.connect(self._name_filter)
        self.own.left.connect(self._focus_front)
        self.table.opened.connect(lambda row: self.context.open_case(row.case.id))
        self.table.current_changed.connect(self._moved)
        self.table.deadlines.loaded.connect(self._list_loaded)
        self.bar.pressed.connect(self._do)
        self.empty.first_step.connect(self.show_all)
        self.side.left.connect(self._focus_front)
        self.overview.chosen.connect(self._bar_chosen)
        self.overview.dimension_chosen.connect(lambda _dimension: self._ask_workload())
        self.overview.working_wanted.connect(self.show_working)
        self.overview.left.connect(self._focus_front)
        self.week.case_opened.connect(self.context.open_case)
        self.week.list_opened.connect(self._day_opened)
        self.week.left.connect(partial(self._set_mode, LIST))
        self.times.left.connect(partial(self._set_mode, LIST))

    # actions

    def _made_actions(self) -> dict[str, QAction]:
        made = {}
        for deed in (*ON_ROW, *ON_PAGE):
            action = make_action(self, _(deed.words), partial(self._do, deed.key), deed.keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made[deed.key] = action
        made["export"].setEnabled(self.context.may(Right.EXPORT))
        return made

    def _do(self, key: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "list": partial(self._set_mode, LIST),
            "week": partial(self._set_mode, WEEK),
            "times": partial(self._set_mode, TIMES),
            "views": self.strip.focus_view,
            **{field: partial(self.filters.open, field) for field in FIELDS},
            "workload": self._go_to_workload,
            "saved": partial(self.own.open_saved, self.filters.saved),
            "columns": partial(self.own.open_columns, self.filters.columns),
            "forecast": self.show_working,
            "export": lambda: self.papers.export_list(self.deadlines, self.table.columns),
            "print": lambda: self.papers.print_list(self.deadlines, self.table.columns),
            "all": self.show_all,
        }
        if key in deeds:
            deeds[key]()
        else:
            self.acting.do(key)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in ("saved", "columns", "print", "export", "calendar", "recompute", "all"):
            menu.addAction(self.actions_by_key[key])
        more = self.filters.more
        menu.popup(more.mapToGlobal(QPoint(more.width() - menu.sizeHint().width(), more.height())))

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Deadlines")

    def summary(self) -> str:
        if not self.counts:
            return ""
        every = self.counts[View.ALL]
        parts = [ngettext("{count} open case", "{count} open cases", every).format(count=told.capped(every))]
        overdue, today = self.counts[View.OVERDUE], self.counts[View.TODAY]
        if overdue:
            parts.append(ngettext("{count} overdue", "{count} overdue", overdue).format(count=told.capped(overdue)))
        if today:
            parts.append(ngettext("{count} due today", "{count} due today", today).format(count=told.capped(today)))
        return ", ".join(parts)

    def locked(self) -> None:
        """Also before the program ends: nothing can be kept afterwards."""
        self.own.keep_now()

    def shown(self) -> None:
        self._focus_front()

    def reload(self, kinds: frozenset[Kind]) -> None:
        if Kind.LIST in kinds:
            self.own.load()
        if kinds == {Kind.LIST}:
            return
        if kinds & FACTS_OF:
            self._ask_facts()
        else:
            self.table.deadlines.reload()
            self._ask_mode()

    # where to

    def show_view(self, view: View) -> None:
        self._show(replace(self.deadlines, view=view, due_on=None, due_until=None, each_clock=False))

    def show_filter(self, shown: CaseFilter) -> None:
        """What another page wants to be seen here: its owners, offices, topics and segments."""
        self._set_mode(LIST)
        self._show(DeadlineList(cases=replace(shown, is_open=True)))

    def show_all(self) -> None:
        self._set_mode(LIST)
        self._show(DeadlineList())
        self._focus_front()

    def show_working(self) -> None:
        """How the forecast was computed."""
        if self.overview.forecast is not None:
            self._set_mode(LIST)
            self.side.open(Working(self.overview.forecast))

    def _use(self, saved: SavedFilter) -> None:
        self._set_mode(LIST)
        self._show(DeadlineList.of(saved.whole))
        self._focus_front()

    def _name_filter(self) -> None:
        self.filters.name_filter(self.own.name_of(self.deadlines.kept))

    def _filtered(self, cases: CaseFilter) -> None:
        self._show(replace(self.deadlines, cases=cases))

    def _bar_chosen(self, dimension: Dimension, chosen: int | None) -> None:
        cases = narrowed(self.deadlines.cases, dimension, chosen)
        self._show(DeadlineList(View.ALL, cases, self.deadlines.paused_days))

    def _day_opened(self, shown: DeadlineList) -> None:
        self._set_mode(LIST)
        self._show(shown)
        self._focus_front()

    def _show(self, shown: DeadlineList) -> None:
        self.deadlines = shown
        self._is_other_list = True
        self.strip.show_view(shown.view)
        if self.facts is None:
            return
        self.filters.show_filter(shown.cases, self.facts)
        self.filters.show_paused(shown.paused_days, is_shown=shown.view is View.PAUSED)
        self._name_filter()
        self.table.counts = {}
        self.table.deadlines.show(shown, self.facts)
        self.table.drawing.forget()
        if self._mode != LIST:
            self._ask_mode()

    # modes

    @property
    def _mode(self) -> str:
        return str(self.filters.modes.value())

    def _set_mode(self, mode: str) -> None:
        if mode != self._mode:
            self.filters.modes.set_value(mode)
        self._focus_front()

    def _mode_chosen(self, mode: str) -> None:
        self.modes.show_mode(mode)
        self._ask_mode()
        self._show_enabled()
        self._tell_place()

    def _ask_mode(self) -> None:
        self.modes.ask(self._mode, self.facts)

    # answers

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._asker, load_case_facts, self._facts_came)

    def _facts_came(self, facts: CaseFacts) -> None:
        is_first, self.facts = self.facts is None, facts
        self.measures.poke()
        self.acting.facts = facts
        self.times.today = facts.calendar.local_day(facts.at)
        if is_first:
            self._show(self.deadlines)
            return
        self.filters.show_filter(self.deadlines.cases, facts)
        self.table.deadlines.renew(facts)
        self.table.repaint_rows()
        self._ask_mode()

    def _list_loaded(self) -> None:
        """The list is there; only now the rest is asked for."""
        is_empty = self.table.deadlines.row_count == 0
        had_focus = self.table.hasFocus() or self.empty.isAncestorOf(self.focusWidget() or self)
        self.split.show_empty(is_empty)
        if self._is_other_list and not is_empty:
            self.table.select_first()
        if had_focus and self.isVisible():
            self._focus_front()
        self._is_other_list = False
        self._show_enabled()
        self._ask_beside()

    def _ask_beside(self) -> None:
        counts = partial(count_views, shown=self.deadlines)
        self.context.runner.ask(self._beside_asker, counts, self._counted)
        self._ask_workload()
        forecast = partial(load_forecast, cases=self.deadlines.cases)
        self.context.runner.ask(self._beside_asker, forecast, self.overview.show_forecast)

    def _ask_workload(self) -> None:
        workload = partial(load_workload, cases=self.deadlines.cases, dimension=self.overview.dimension)
        self.context.runner.ask(self._beside_asker, workload, self.overview.show_workload)

    def _counted(self, counts: dict[View, int]) -> None:
        self.counts = counts
        self.strip.show_counts(counts)
        self.table.show_counts(counts)
        self._tell_place()
        self.head_changed.emit()

    # moving

    def _focus_front(self) -> None:
        if self._mode == WEEK:
            self.week.focus_table()
        elif self._mode == TIMES:
            self.times.focus_first()
        else:
            target: QWidget = self.empty if self.split.is_empty else self.table
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_workload(self) -> None:
        self._set_mode(LIST)
        self.side.close_shown()
        self.overview.focus_bars()

    def _moved(self, _row: DeadlineRow | None) -> None:
        self._show_enabled()
        self._tell_place()

    def _show_enabled(self) -> None:
        enabled = self.acting.enabled(is_list=self._mode == LIST and not self.split.is_empty)
        for key, is_on in enabled.items():
            self.actions_by_key[key].setEnabled(is_on)
        self.bar.show_enabled(enabled)

    def _tell_place(self) -> None:
        """ "Row 1 of 47" in the status bar."""
        place = self.table.place_of_row()
        total = self.counts.get(self.deadlines.view)
        is_there = self.isVisible() and self._mode == LIST and not self.deadlines.each_clock
        if place is None or total is None or not is_there:
            self.context.tell("row", "")
            return
        words = _("Row {row} of {count}").format(row=number(place), count=told.capped(total))
        self.context.tell("row", words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()
        self._tell_place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._minutes.stop()
        self.own.keep_now()
        self.context.tell("row", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())
