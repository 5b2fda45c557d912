"""What a person keeps about a list of cases: saved filters, the first of them by one key each, and their columns."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.domain.saved_filters import BY_KEY_MOST, ListKey, ListLook, SavedFilter, Shown
from csatdesk.domain.staff import Right
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.columns_popup import ColumnsPopup
from csatdesk.gui.cases.laid_out import LaidOutTable
from csatdesk.gui.cases.saved_popup import NewFilter, SavedPopup
from csatdesk.gui.context import Context
from csatdesk.gui.throttle import Pause
from csatdesk.operations.cases.saved_filters import (
    OwnLists,
    drop_filter,
    keep_list_look,
    load_own_lists,
    rename_filter,
    save_filter,
)
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _

KEEP_MS = 700  # after the last step; every key of a column's width would be a write of its own


class OwnListsBeside(QObject):
    """Stands beside a page with a list. `used`: a saved filter is to be shown; `named`: names have changed.

    `by_key`: so many saved filters have a key of their own.
    """

    used = Signal(object)  # SavedFilter
    named = Signal()
    left = Signal()  # back to the list

    def __init__(
        self,
        context: Context,
        page: QWidget,
        table: LaidOutTable,
        shown: Callable[[], Shown],
        *,
        list_key: ListKey,
        columns: ColumnsPopup,
        by_key: int = BY_KEY_MOST,
    ) -> None:
        super().__init__(page)
        self._context, self._table, self._shown, self._list_key = context, table, shown, list_key
        self.filters: tuple[SavedFilter, ...] = ()
        self.saved = SavedPopup(page, may_share=context.may(Right.SHARE_FILTERS), by_key=by_key)
        self.columns = columns
        self._keeping = Pause(self._keep, self, KEEP_MS)
        self.actions = [
            make_action(page, "", partial(self._use, place), f"Ctrl+{place + 1}") for place in range(by_key)
        ]
        for action in self.actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setEnabled(False)
        self.saved.used.connect(self.used)
        self.saved.saved.connect(self._save)
        self.saved.renamed.connect(
            lambda filter_id, name: self._do(partial(rename_filter, filter_id=filter_id, name=name))
        )
        self.saved.thrown.connect(self._throw)
        self.columns.changed.connect(self._look_changed)
        table.widened.connect(lambda _look: self._keeping.poke())
        for popup in (self.saved, self.columns):
            popup.closed.connect(self.left)
        self.load()

    def load(self) -> None:
        self._context.runner.ask(self, partial(load_own_lists, list_key=self._list_key), self._loaded)

    def open_saved(self, below: QWidget) -> None:
        self.saved.choose(self.filters, below)

    def open_columns(self, below: QWidget) -> None:
        self.columns.choose(self._table.look, self._table.width_of, below)

    def name_of(self, shown: Shown) -> str:
        """The name under which exactly this was saved."""
        return next((one.name for one in self.filters if one.whole == shown), "")

    def _loaded(self, own: OwnLists) -> None:
        self.filters = own.filters
        self.saved.renew(own.filters)
        for place, action in enumerate(self.actions):
            is_there = place < len(own.filters)
            action.setEnabled(is_there)
            action.setText(
                _("Filter: {name}").format(name=own.filters[place].name).replace("&", "&&") if is_there else ""
            )
        if not self._keeping.is_waiting and own.look != self._table.look:
            self._table.show_look(own.look)
        self.named.emit()

    def _use(self, place: int) -> None:
        if place < len(self.filters):
            self.used.emit(self.filters[place])

    def _save(self, new: NewFilter) -> None:
        shown = self._shown()
        values = {"shown": shown.filter, "sort": shown.sort, "more": shown.more, "list_key": self._list_key}
        self._do(partial(save_filter, name=new.name, is_shared=new.is_shared, **values))  # type: ignore[arg-type]  # by name

    def _do(self, command: Callable[[Work], object]) -> None:
        self._context.runner.act(self, command, lambda _done: self.saved.done(), failed=partial(self._failed, command))

    def _failed(self, command: Callable[[Work], object], error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.saved.refuse(error)
        else:
            self._context.runner.failed.emit(error, partial(self._do, command))

    def _throw(self, filter_id: int) -> None:
        self._context.runner.act(self, partial(drop_filter, filter_id=filter_id))

    def _look_changed(self, look: ListLook) -> None:
        self._table.show_look(look)
        self._keeping.poke()

    def keep_now(self) -> None:
        """The page goes out of sight: do not wait for another step."""
        if self._keeping.is_waiting:
            self._keep()

    def _keep(self) -> None:
        self._keeping.cancel()
        if not self._context.runner.is_closed:  # a clock may still tick when the window goes
            command = partial(keep_list_look, look=self._table.look, list_key=self._list_key)
            self._context.runner.act(self, command)
