"""The one table model for long lists: pages by key, read while scrolling, from either end.

    columns = (Column(N_("Due"), due_words), Column(N_("Customer"), lambda row: row.customer_name))
    model = PagedModel(runner, columns, lambda page: partial(list_cases, filter=f, **page.values), owner=self)
    model.read()                   the first page; `loaded` follows
    model.reload()                 after a change: same place, same rows, selection kept by id
    model.read_end()               the last page; `read_before()` goes on upwards (paged_view.py binds both to a view)

A list may be parted into groups: `group_of` gives each row its group, and a `Group` stands before its first row.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.gui.runner import Runner
from csatdesk.operations.work import Reading
from csatdesk.wording.texts import _

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ROW_ROLE = Role.UserRole  # the row itself, or the Group
GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled
ROW_FLAGS = GROUP_FLAGS | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren  # asked in every paint
RELOAD_MOST = 10 * PAGE_SIZE  # rows that a reload reads at once; what is scrolled further is read again


@dataclass(frozen=True)  # no slots: Column[CaseRow](…) could not be made under Python 3.11
class Column(Generic[R]):
    """What stands in one column. `title` is marked with N_. `roles`: further roles, each with its getter."""

    title: str
    text: Callable[[R], str]
    accessible: Callable[[R], str] | None = None
    is_number: bool = False
    roles: Mapping[int, Callable[[R], object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """The line above the rows of a group."""

    of: Hashable


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which page to read. `values` are the keywords that a list query takes."""

    after: Key | None = None
    limit: int = PAGE_SIZE
    backwards: bool = False

    @property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {"after": self.after, "limit": self.limit}
        return values | {"backwards": True} if self.backwards else values


Pages = Callable[[Wanted], Callable[[Reading], Page[R]]]


class PagedModel(QAbstractTableModel, Generic[R]):
    """See the module's first words. Rows are frozen; a row's identity is `id_of(row)`."""

    about_to_change = Signal()  # rows will come or go
    loaded = Signal()  # they have
    reading = Signal(bool)  # a page is on its way

    def __init__(
        self,
        runner: Runner,
        columns: Sequence[Column[R]],
        pages: Pages[R],
        *,
        owner: QObject,
        id_of: Callable[[R], Hashable] = attrgetter("id"),
        group_of: Callable[[R], Hashable] | None = None,
    ) -> None:
        super().__init__(owner)
        self.columns = tuple(columns)
        self.group_of = group_of
        self._runner = runner
        self._pages = pages
        self._id_of = id_of
        self._items: list[R | Group] = []
        self._rows = 0
        self._after: Key | None = None
        self._before: Key | None = None
        self._starts_at_end = False
        self._is_reading = False
        self._is_stale = False
        self._asked: object = None

    def read(self, pages: Pages[R] | None = None) -> None:
        """Read the first page; with `pages` of another list, which takes the place of the one shown."""
        if pages is not None:
            self._pages = pages
        self._starts_at_end = False
        self._ask(Wanted(), partial(self._replace, backwards=False))

    def show_first(self, page: Page[R]) -> None:
        """Show a first page that was read together with other things; the pages after it are asked for as ever."""
        self._asked = None  # an answer on its way is older than this
        self._is_reading = self._starts_at_end = False
        self.about_to_change.emit()
        self._replace(page, backwards=False)
        self.reading.emit(False)
        self.loaded.emit()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the rows that are loaded."""
        self.about_to_change.emit()
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()
        self.loaded.emit()

    def read_start(self) -> None:
        """Read the first page in place of what is shown; `loaded` at once when it is here already."""
        if self._before is None and not self._is_reading:
            self.loaded.emit()
            return
        self.read()

    def read_end(self) -> None:
        """Read the last page in place of what is shown; `loaded` at once when it is here already."""
        if self._after is None and not self._is_reading:
            self.loaded.emit()
            return
        self._starts_at_end = True
        self._ask(Wanted(backwards=True), partial(self._replace, backwards=True))

    def reload(self) -> None:
        """Read again what is shown, as far as `RELOAD_MOST` rows from where the list was begun."""
        if self._is_reading:
            self._is_stale = True
            return
        limit = min(max(self._rows, PAGE_SIZE), RELOAD_MOST)
        backwards = self._starts_at_end
        self._ask(Wanted(limit=limit, backwards=backwards), partial(self._replace, backwards=backwards))

    def read_before(self) -> None:
        """Read the page above the first row, when the list was begun at its end."""
        if self._before is not None and not self._is_reading:
            self._ask(Wanted(self._before, backwards=True), self._prepend)

    @property
    def row_count(self) -> int:
        """Rows loaded so far, groups not counted."""
        return self._rows

    @property
    def is_from_end(self) -> bool:
        """Whether the list was begun at its last page."""
        return self._starts_at_end

    @property
    def is_complete(self) -> bool:
        """Whether every row of the list is loaded."""
        return self._after is None and self._before is None and not self._is_reading

    def item(self, place: int) -> R | Group | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def row_at(self, place: int) -> R | None:
        """The row at a place; None on a group's line and outside."""
        found = self.item(place)
        return None if isinstance(found, Group) else found

    def place_of(self, row_id: Hashable) -> int | None:
        """Where the row with this id stands, if it is loaded."""
        for place, item in enumerate(self._items):
            if not isinstance(item, Group) and self._id_of(item) == row_id:
                return place
        return None

    def id_at(self, place: int) -> Hashable | None:
        row = self.row_at(place)
        return None if row is None else self._id_of(row)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return GROUP_FLAGS if isinstance(self._items[index.row()], Group) else ROW_FLAGS

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ROW_ROLE:
            return item
        if isinstance(item, Group):
            return None
        return self._value(self.columns[index.column()], item, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Role.DisplayRole:
                return _(self.columns[section].title)
            if role == Role.TextAlignmentRole:
                return _alignment(self.columns[section])
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._after is not None and not self._is_reading

    def fetchMore(self, parent: Index) -> None:
        """Only asks for the next page; its rows are inserted when they come."""
        if self.canFetchMore(parent):
            self._ask(Wanted(self._after), self._append)

    def _value(self, column: Column[R], row: R, role: int) -> object:
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.AccessibleTextRole:
            return (column.accessible or column.text)(row)
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        getter = column.roles.get(role)
        return None if getter is None else getter(row)

    def _ask(self, wanted: Wanted, then: Callable[[Page[R]], None]) -> None:
        """Ask for a page. What was on its way for another purpose is outdated by it: see `Runner.ask`."""
        self._is_reading = True
        self.reading.emit(True)
        question = self._asked = self._pages(wanted)
        self._runner.ask(
            self,
            partial(_answer, question),
            partial(self._answered, question, then),
            failed=partial(self._failed, question),
        )

    def _answered(self, question: object, then: Callable[[Page[R]], None], page: Page[R]) -> None:
        if question is not self._asked:
            return
        self.about_to_change.emit()
        then(page)  # still reading: a view that asks for more while rows come waits until they are there
        self._is_reading = False
        self.reading.emit(False)
        self.loaded.emit()
        if self._is_stale:
            self._is_stale = False
            self.reload()

    def _failed(self, question: object, error: BaseException) -> None:
        if question is not self._asked:
            return
        self._is_reading = False
        self.reading.emit(False)
        self._runner.failed.emit(error, self.reload)

    def _append(self, page: Page[R]) -> None:
        self._after = page.next
        self._insert(len(self._items), self._parted(page.rows, self._last_group()))
        self._rows += len(page.rows)

    def _prepend(self, page: Page[R]) -> None:
        self._before = page.next
        items = self._parted(page.rows, None)
        first = self.item(0)
        if self.group_of is not None and page.rows and first == Group(self.group_of(page.rows[-1])):
            self._remove(0, 1)
        self._insert(0, items)
        self._rows += len(page.rows)

    def _replace(self, page: Page[R], *, backwards: bool) -> None:
        """Show these rows; what stays the same at both ends is not touched, so that the view keeps its place."""
        self._before, self._after = (page.next, None) if backwards else (None, page.next)
        items = self._parted(page.rows, None)
        head = _common(map(self._key, self._items), map(self._key, items))
        shorter = min(len(self._items), len(items)) - head
        tail = min(_common(map(self._key, reversed(self._items)), map(self._key, reversed(items))), shorter)
        self._remove(head, len(self._items) - tail)
        self._insert(head, items[head : len(items) - tail])
        changed = [place for place, item in enumerate(items) if item != self._items[place]]
        self._items = items
        self._rows = len(page.rows)
        if changed:
            last = self.index(changed[-1], len(self.columns) - 1)
            self.dataChanged.emit(self.index(changed[0], 0), last)

    def _insert(self, place: int, items: Sequence[R | Group]) -> None:
        if items:
            self.beginInsertRows(QModelIndex(), place, place + len(items) - 1)
            self._items[place:place] = items
            self.endInsertRows()

    def _remove(self, start: int, end: int) -> None:
        if end > start:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            del self._items[start:end]
            self.endRemoveRows()

    def _parted(self, rows: Sequence[R], group: Hashable | None) -> list[R | Group]:
        """Rows with their groups' lines; `group`: that of the row before them."""
        if self.group_of is None:
            return list(rows)
        items: list[R | Group] = []
        for row in rows:
            own = self.group_of(row)
            if own != group:
                items.append(Group(own))
                group = own
            items.append(row)
        return items

    def _last_group(self) -> Hashable | None:
        last = self.row_at(len(self._items) - 1)
        return None if last is None or self.group_of is None else self.group_of(last)

    def _key(self, item: R | Group) -> Hashable:
        return item if isinstance(item, Group) else self._id_of(item)


def _answer(question: Callable[[Reading], Page[R]], reading: Reading) -> Page[R]:
    """One name for every page, so that a newer question of the same model outdates the older."""
    return question(reading)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _common(one: Any, other: Any) -> int:
    """How many keys agree from the start."""
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
