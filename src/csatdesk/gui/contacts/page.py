"""Customers: the list with its search, and beside it the page of the one that is chosen."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.contacts import EVERYBODY, CustomerCount, CustomerRow
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.told import capped
from csatdesk.gui.contacts.customer_list import CustomerList
from csatdesk.gui.contacts.filter_row import CustomerFilterRow
from csatdesk.gui.contacts.pane import CustomerPane
from csatdesk.gui.context import Context
from csatdesk.gui.fields import EmptyState, Hairline
from csatdesk.gui.list_beside import ListBeside
from csatdesk.gui.list_export import AskPath, ListExport, ask_path
from csatdesk.gui.page import Page
from csatdesk.gui.throttle import Pause
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.contacts.exports import export_customers
from csatdesk.operations.contacts.pairs import count_pairs
from csatdesk.operations.contacts.queries import count_customers
from csatdesk.operations.cuts import list_activities
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

FACTS_LAST = timedelta(minutes=1)
MOVING_MS = 60  # the page follows when the arrows rest
PANE_WIDE, PANE_COMPACT = 560, 460
DEEDS = (
    ("contact", N_("New &contact"), "K"),
    ("edit", N_("Chan&ge"), "E"),
    ("speaks", N_("&Speaks for them"), "R"),
    ("consent", N_("Conse&nt"), "G"),
    ("erase", N_("&Erase for good"), "Shift+Del"),
    ("pairs", N_("&Possible duplicates"), "D"),
    ("search", N_("Search &customers"), "Ctrl+F"),
    ("export", N_("E&xport what the list shows"), "Ctrl+E"),
    ("segment", N_("Only one seg&ment"), "F"),
    ("activity", N_("Only one &line of business"), "Shift+F"),
)
CUSTOMER_DEEDS = ("contact", "edit", "speaks", "consent", "erase")


class CustomersPage(Page):
    shows = frozenset({Kind.CUSTOMER, Kind.CASE, Kind.TOPIC, Kind.IMPORT})
    help_page = "customers"

    def __init__(self, context: Context, parent: QWidget | None = None, *, ask: AskPath = ask_path) -> None:
        super().__init__(context, parent)
        self._lists = ListExport(context, self, ask)
        self._count: CustomerCount | None = None
        self._is_other_list = True
        self._facts_asker, self._count_asker = QObject(self), QObject(self)
        self._activities_asker, self._pairs_asker = QObject(self), QObject(self)
        self.actions_by_key = self._made_actions()
        self.row = CustomerFilterRow()
        self.search = self.row.search
        self.export_button = self.row.export
        self.export_button.setVisible(context.may(Right.EXPORT))
        self.list = CustomerList(context.runner)
        self.pane = CustomerPane(context, {key: self.actions_by_key[key] for key in CUSTOMER_DEEDS})
        self.empty = EmptyState(
            _("Customers stand here."),
            _("Nobody fits what you search for. They come with the first contact, or with an import."),
            _("New contact"),
            keys="Ctrl+N",
        )
        self._following = Pause(self._follow, self, MOVING_MS)
        self._lay_out()
        self._connect()
        self._ask_facts()
        self._ask_filters()
        self._searched()

    def _lay_out(self) -> None:
        self.split = ListBeside(self.list, self.empty, self.pane, wide=PANE_WIDE, compact=PANE_COMPACT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(Hairline())
        column.addWidget(self.split, 1)

    def _connect(self) -> None:
        self.row.changed.connect(self._searched)
        self.row.pairs_pressed.connect(self.pane.compare)
        self.search.installEventFilter(self)
        self.export_button.clicked.connect(self.export)
        self.list.current_changed.connect(self._moved)
        self.list.opened.connect(self._opened)
        self.list.customers.loaded.connect(self._list_loaded)
        self.empty.first_step.connect(self.context.new_contact)
        self.pane.left.connect(self._focus_list)
        self.pane.shown.connect(self.head_changed)

    def _made_actions(self) -> dict[str, QAction]:
        made = {}
        for key, words, keys in DEEDS:
            action = make_action(self, _(words), partial(self._do, key), keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made[key] = action
        made["export"].setEnabled(self.context.may(Right.EXPORT))
        return made

    def _do(self, key: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "export": self.export,
            "contact": self.pane.new_contact,
            "edit": self.pane.edit,
            "speaks": self.pane.add_representative,
            "consent": self.pane.add_consent,
            "erase": self.pane.erase,
            "pairs": self.pane.compare,
            "search": self._focus_search,
            "segment": self.row.segment.showPopup,
            "activity": self._choose_activity,
        }
        deeds[key]()

    def export(self) -> None:
        """What the list shows, all of it."""
        export = partial(export_customers, shown=self.list.customers.filter)
        self._lists.write(_("Customers"), _("List of customers"), export, _exported)

    # what the main window asks

    @property
    def title(self) -> str:
        return _("Customers")

    def summary(self) -> str:
        if self._count is None:
            return ""
        count, shown = self._count.count, self.list.customers.filter
        if self._count.is_close and count:
            return _("Nobody is spelt like this; spelt alike: {count}").format(count=number(count))
        if shown.text:
            told = ngettext("{count} customer found", "{count} customers found", count)
        else:
            told = ngettext("{count} customer", "{count} customers", count)
        segment = in_sentence(word(shown.segment)) if shown.segment is not None else ""
        return ", ".join(filter(None, (told.format(count=capped(count)), segment, shown.activity)))

    def shown(self) -> None:
        if self.pane.facts is not None and now() - self.pane.facts.at >= FACTS_LAST:
            self._ask_facts()  # after a night days would be told as yesterday saw them
        self._focus_list()

    def reload(self, kinds: frozenset[Kind]) -> None:
        if Kind.TOPIC in kinds:
            self._ask_facts()
        self.list.customers.reload()
        self._ask_filters()
        self._ask_count()
        self.pane.reload()

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's page, whether or not the list holds it."""
        self._is_other_list = False
        if not self.list.place.select(customer_id):
            self.list.clearSelection()
        self._following.cancel()
        self.pane.show_customer(customer_id)

    # answers

    def _ask_facts(self) -> None:
        self.context.runner.ask(self._facts_asker, load_case_facts, self._facts_came)

    def _facts_came(self, facts: CaseFacts) -> None:
        self.pane.renew(facts)

    def _ask_filters(self) -> None:
        self.context.runner.ask(self._activities_asker, list_activities, self.row.activity.offer)
        self.context.runner.ask(self._pairs_asker, count_pairs, self.row.show_pairs)

    def _ask_count(self) -> None:
        question = partial(count_customers, shown=self.list.customers.filter)
        self.context.runner.ask(self._count_asker, question, self._counted)

    def _counted(self, count: CustomerCount) -> None:
        self._count = count
        self._tell_place()
        self.head_changed.emit()

    def _list_loaded(self) -> None:
        is_empty = self.list.customers.row_count == 0
        self.split.show_empty(is_empty)
        if self._is_other_list and not is_empty:
            self._is_other_list = False
            if not self.list.place.select(self.pane.customer_id):
                self.list.select_first()
            self._follow()

    # moving

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                if self.row.searching.is_waiting:
                    self._searched()
                self._focus_list()
            case Qt.Key.Key_Escape if self.row.shown() != EVERYBODY:
                self.row.show_all()
            case Qt.Key.Key_Escape:
                self._focus_list()
            case _:
                return False
        return True

    def _searched(self) -> None:
        self.row.searching.cancel()
        self._is_other_list = True
        self.list.customers.show_filter(self.row.shown())
        self._ask_count()

    def _choose_activity(self) -> None:
        if self.row.activity.isVisible():
            self.row.activity.showPopup()

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _focus_list(self) -> None:
        target: QWidget = self.search if self.split.is_empty else self.list
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, _row: CustomerRow | None) -> None:
        self._following.poke()
        self._tell_place()

    def _opened(self, _row: CustomerRow) -> None:
        self._follow()
        self.pane.focus_page()

    def _follow(self) -> None:
        self._following.cancel()
        row: CustomerRow | None = self.list.row()
        if row is not None:
            self.pane.show_customer(row.id)

    def _tell_place(self) -> None:
        self.context.tell("row", self._place_words() if self.isVisible() else "")

    def _place_words(self) -> str:
        place = self.list.currentIndex().row()
        if place < 0 or self._count is None or not self.list.customers.is_from_start:
            return ""
        return _("Row {row} of {count}").format(row=number(place + 1), count=capped(self._count.count))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._following.cancel()
        self.row.searching.cancel()
        self.context.tell("row", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.split.share_width(self.width())


def _exported(count: int) -> str:
    return ngettext("{count} customer written to {file}.", "{count} customers written to {file}.", count)
