"""Cases: the list with its filters, and beside it the card of the one that is chosen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.cases import CaseFilter, Sort
from csatdesk.domain.changes import Kind
from csatdesk.domain.saved_filters import ListKey, SavedFilter, Shown
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases import told
from csatdesk.gui.cases.card_head import GROUP
from csatdesk.gui.cases.case_list import CaseList
from csatdesk.gui.cases.columns_popup import ColumnsPopup
from csatdesk.gui.cases.filter_bar import FilterBar
from csatdesk.gui.cases.front import ListFront
from csatdesk.gui.cases.list_columns import COLUMNS, USUAL
from csatdesk.gui.cases.many_deeds import ManyDeeds
from csatdesk.gui.cases.more_deeds import ALL_DEEDS
from csatdesk.gui.cases.own_lists import OwnListsBeside
from csatdesk.gui.cases.pane import CasePane
from csatdesk.gui.cases.papers import Papers
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.throttle import Pause
from csatdesk.operations.cases.letter_rows import count_to_post
from csatdesk.operations.cases.screens import CaseFacts, ListCounts, count_for_list, customer_name, load_case_facts
from csatdesk.system.clock import now
from csatdesk.wording.texts import _

MINUTE_MS = 60_000
SORTS = (Sort.DUE, Sort.RECEIVED, Sort.OLDEST)
MOVING_MS = 60  # the card follows when the arrows rest
PANE_WIDE, PANE_COMPACT = 519, 420


class CasesPage(Page):
    """One list, one card. Single letters act on the chosen case while the list or the card has the focus."""

    shows = frozenset(
        {Kind.CASE, Kind.CUSTOMER, Kind.TOPIC, Kind.STAFF, Kind.CENTRE, Kind.IMPORT, Kind.MATTER, Kind.LIST}
    )
    help_page = "cases"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._facts: CaseFacts | None = None
        self._counts: ListCounts | None = None
        self._shown = Shown(CaseFilter(is_open=True))
        self._wanted_deed = ""  # to be begun on the card that is on its way
        self._is_other_list = True  # its first row is shown as soon as it is there
        self._facts_asker, self._count_asker = QObject(self), QObject(self)
        self.papers = Papers(context, self, ask)
        self.actions_by_key = self._made_actions()
        self.list = CaseList(context.runner)
        on_case = {one.key: self.actions_by_key[one.key] for one in ALL_DEEDS if one.on_case}
        self.pane = CasePane(context, on_case, ask=ask)
        self.bar = FilterBar(context.actor.id, self)
        self.own = OwnListsBeside(
            context,
            self,
            self.list,
            lambda: self._shown,
            list_key=ListKey.CASES,
            columns=ColumnsPopup(self, {key: one.title for key, one in COLUMNS.items()}, USUAL),
        )
        self.empty = EmptyState(
            _("Cases stand here."), _("None fits these filters."), _("Show all open cases"), keys="Ctrl+Backspace"
        )
        self.many = ManyDeeds(context, self.list, self.pane, self.papers)
        desk = self._made_desk()
        self.front = ListFront(context, desk, self.many.left_out, self.papers, ask)
        self.preview, self.trash, self.to_post = self.front.preview, self.front.trash, self.front.to_post
        self._following = Pause(self._follow, self, MOVING_MS)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self._ask_facts)
        self._lay_out()
        self._connect()
        self._ask_facts()

    def _made_desk(self) -> QWidget:
        """The list with its bars, and the card beside it."""
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        desk = QWidget()
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.many.bar)
        column.addWidget(self.split, 1)
        return desk

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.front)

    def _connect(self) -> None:
        self.bar.changed.connect(self._filtered)
        self.bar.left.connect(self._focus_list)
        self.bar.export_pressed.connect(self.export)
        self.bar.saved.clicked.connect(partial(self._do, "saved"))
        self.bar.columns.clicked.connect(partial(self._do, "columns"))
        self.own.used.connect(self._use)
        self.own.named.connect(self._name_filter)
        self.own.left.connect(self._focus_list)
        self.bar.to_post_pressed.connect(self.front.show_to_post)
        self.bar.export.setVisible(self.context.may(Right.EXPORT))
        self.list.current_changed.connect(self._moved)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._selected())
        self.many.some_left_out.connect(self.front.show_left_out)
        self.front.back.connect(self._focus_list)
        self.front.opened.connect(self.open_case)
        self.list.opened.connect(self._opened)
        self.list.sort_wanted.connect(self._sort_by)
        self.list.cases.loaded.connect(self._list_loaded)
        self.empty.first_step.connect(self.show_open)
        self.pane.left.connect(self._focus_list)
        self.pane.shown.connect(self.head_changed)
        self.pane.shown.connect(self._begin_deed)
        self.pane.letter_wanted.connect(self.show_letter)

    # actions

    def _made_actions(self) -> dict[str, QAction]:
        made = {}
        for deed in ALL_DEEDS:
            action = make_action(self, _(deed.words), partial(self._do, deed.key), deed.keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setData(deed.is_button)
            action.setProperty(GROUP, _(deed.group) if deed.group else "")
            made[deed.key] = action
        for key in ("export", "export_all", "folder", "folder_unnamed"):
            made[key].setEnabled(self.context.may(Right.EXPORT))
        made["trash"].setEnabled(self.context.may(Right.THROW_AWAY))
        return made

    def _do(self, key: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "take": self.pane.take,
            "note": self.pane.write_note,
            "why": self.pane.explain,
            "customer": self.pane.open_customer,
            "number": self.pane.head.copy_number,
            "file": self.show_file,
            "receipt": self.print_receipt,
            "filter": self.bar.add_filter,
            "search": self._focus_search,
            "sort": self.sort_otherwise,
            "saved": partial(self.own.open_saved, self.bar.saved),
            "columns": partial(self.own.open_columns, self.bar.columns),
            "export": self.export,
            "export_all": lambda: self.papers.export_list(self._shown),
            "folder": self.make_folder,
            "folder_unnamed": partial(self.make_folder, hide_staff=True),
            "open": self.show_open,
            "trash": self.front.show_trash,
            "news": self.front.show_news,
            "pin": self.pane.pin,
            "to_post": self.front.show_to_post,
            **self.pane.sections.deeds,
        }
        if self.many.handles(key):
            self.many.do(key)
        else:
            deeds.get(key, partial(self.pane.start, key))()

    def show_file(self) -> None:
        """The letter that is being written, or the case file, as it will be printed; shown already, to the printer."""
        if self.front.print_it():
            return
        if not self.pane.show_letter() and self.pane.card is not None:
            self.papers.show_file(self.pane.card)

    def print_receipt(self) -> None:
        if self.pane.card is not None:
            self.papers.print_receipt(self.pane.card)

    def show_letter(self, letter_id: int) -> None:
        """A letter of the case shown, as it will be printed."""
        if self.pane.card is not None:
            self.front.letters.show_letter(letter_id, self.pane.card.row.number)

    def export(self) -> None:
        self.papers.export_list(self._shown, self.list.columns)

    def make_folder(self, *, hide_staff: bool = False) -> None:
        """Of the selected cases; of all that the list shows while one is chosen at most."""
        selected = [row.id for row in self.list.selected_rows()]
        self.papers.export_folder(self._shown, selected if len(selected) > 1 else [], hide_staff=hide_staff)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Cases")

    def summary(self) -> str:
        if self._counts is None:
            return ""
        shown = self._shown.filter
        only_open = bool(shown.is_open) and not shown.statuses
        return told.head(self._counts, only_open=only_open, is_search=bool(shown.text))

    def locked(self) -> None:
        """Also before the program ends: nothing can be kept afterwards."""
        self.own.keep_now()

    def window_words(self) -> str:
        return self.pane.card.row.number if self.pane.card is not None else ""

    def shown(self) -> None:
        if self.front.is_list:
            self._focus_list()

    def reload(self, kinds: frozenset[Kind]) -> None:
        if Kind.LIST in kinds:
            self.own.load()
        if kinds == {Kind.LIST}:
            return
        if kinds & {Kind.TOPIC, Kind.STAFF, Kind.CENTRE, Kind.MATTER}:
            self._ask_facts()
        else:
            self.list.cases.reload()
            self._count()
        self.pane.reload()
        self.front.reload()

    # where to

    def open_case(self, case_id: int, deed: str = "") -> None:
        """Show the card of a case, whether or not the list holds it; `deed`: with the fields for it."""
        self.front.leave()
        self._is_other_list = False
        self._following.cancel()
        if not self.list.place.select(case_id):
            self.list.clearSelection()
        self._following.cancel()
        self._wanted_deed = deed
        self.pane.show_case(case_id)
        self._begin_deed()

    def _begin_deed(self) -> None:
        """The fields that were wanted with the case, as soon as its card is there."""
        if self._wanted_deed and self.pane.card is not None:
            deed, self._wanted_deed = self._wanted_deed, ""
            self.pane.start(deed)

    def show_filter(self, shown: CaseFilter) -> None:
        """Show another list from its start."""
        self.front.leave()
        self._filtered(shown)

    def show_open(self) -> None:
        self._filtered(CaseFilter(is_open=True))
        self._focus_list()

    def sort_otherwise(self) -> None:
        """What is due next first, then the newest received first, then the oldest."""
        place = SORTS.index(self._shown.sort) if self._shown.sort in SORTS else -1
        self._sort_by(SORTS[(place + 1) % len(SORTS)])

    def _sort_by(self, sort: Sort) -> None:
        self._show(replace(self._shown, sort=sort))

    def _use(self, saved: SavedFilter) -> None:
        self.front.leave()
        self._show(saved.whole)
        self._focus_list()

    def _name_filter(self) -> None:
        self.bar.name_filter(self.own.name_of(self._shown))

    @property
    def filter(self) -> CaseFilter:
        return self._shown.filter

    def _filtered(self, shown: CaseFilter) -> None:
        self._show(replace(self._shown, filter=shown))

    def _show(self, shown: Shown) -> None:
        self._shown = shown
        self._is_other_list = True
        if self._facts is None:
            return
        self.bar.show_filter(shown.filter, self._facts)
        self.list.counts = None
        self.list.cases.show(shown, self._facts)
        self.list.mark_sorted()
        self._name_filter()
        self.list.drawing.forget()
        self.list.head.viewport().update()
        self._count()
        if shown.filter.customer_id is not None:
            question = partial(customer_name, customer_id=shown.filter.customer_id)
            self.context.runner.ask(self._count_asker, question, self.bar.name_customer)

    # answers

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._facts_asker, load_case_facts, self._facts_came)

    def _facts_came(self, facts: CaseFacts) -> None:
        is_first, self._facts = self._facts is None, facts
        if is_first:
            self._show(self._shown)
        else:
            self.bar.show_filter(self._shown.filter, facts)
            self.list.cases.renew(facts)
            self.list.repaint_rows()
            self._count()
        self.pane.renew(facts)

    def _count(self) -> None:
        question = partial(count_for_list, filter=self._shown.filter)
        self.context.runner.ask(self._count_asker, question, self._counted)
        self.context.runner.ask(self._count_asker, count_to_post, self.bar.show_to_post)

    def _counted(self, counts: ListCounts) -> None:
        self._counts = counts
        self.list.show_counts(counts)
        self._tell_place()
        self.head_changed.emit()

    def _list_loaded(self) -> None:
        is_empty = self.list.cases.row_count == 0
        self.split.show_empty(is_empty)
        if is_empty and self.isVisible():
            self._tell_place()
        if self._is_other_list and not is_empty:
            self._is_other_list = False
            if not self.list.place.select(self.pane.case_id):
                self.list.select_first()
            self._follow()

    # moving

    def _focus_list(self) -> None:
        target: QWidget = self.empty if self.split.is_empty else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_search(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.selectAll()

    def _moved(self, _row: CaseRow | None) -> None:
        self._following.poke()

    def _opened(self, _row: CaseRow) -> None:
        self._follow()
        self.pane.focus_card()

    def _follow(self) -> None:
        """Show the case on which the keyboard rests."""
        self._following.cancel()
        row: CaseRow | None = self.list.row()
        if row is not None:
            self.pane.show_case(row.id)

    def _selected(self) -> None:
        self.many.show_selected()
        self._tell_place()

    def _tell_place(self) -> None:
        """ "Row 1 of 47" in the status bar; several selected rows are counted instead."""
        self.context.tell("row", self.list.place_words() if self.isVisible() else "")

    def show_news(self) -> None:
        self.front.show_news()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._minutes.start()
        self._renew_old_facts()
        self._tell_place()

    def _renew_old_facts(self) -> None:
        """Out of sight no minute is counted: after a night days would be told, and offered, as yesterday saw them."""
        if self._facts is not None and now() - self._facts.at >= timedelta(milliseconds=MINUTE_MS):
            self._ask_facts()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._following.cancel()
        self.own.keep_now()
        self._minutes.stop()
        self.context.tell("row", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())
