"""The list of customers by name: who, how to reach them, their account, their open cases."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from csatdesk.domain.contacts import CustomerFilter, CustomerRow
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases.row_cells import Drawn, Words, elided, figure
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.contacts.queries import list_customers
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word

NAME_LEAST = 150
OPEN = 3  # the column of figures


class CustomerModel(PagedModel[CustomerRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.filter = CustomerFilter()
        columns = (
            Column[CustomerRow](N_("Customer"), lambda row: f"{row.name}, {in_sentence(word(row.segment))}"),
            Column[CustomerRow](N_("Phone, e-mail"), lambda row: _joined(row.phone, row.email)),
            Column[CustomerRow](N_("Account, meter"), lambda row: _joined(row.account, row.meter_point)),
            Column[CustomerRow](N_("Open"), lambda row: number(row.open_cases), is_number=True),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_filter(self, shown: CustomerFilter) -> None:
        """Read the customers that are found and wanted, or all."""
        self.filter = shown
        self.read()

    @property
    def is_from_start(self) -> bool:
        """Whether the first row loaded is the first of the list."""
        return self._before is None

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[CustomerRow]]:
        return partial(list_customers, shown=self.filter, **wanted.values)


class CustomerList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.customers = CustomerModel(runner, runner)
        super().__init__(self.customers, cell, widths, parent)
        self.customers.setParent(self)
        self.copied = _copied
        self.place = KeepsPlace(self, self.customers)
        self.head.figures = {OPEN}
        self.head.set_sorted(0, "sort-up")
        self.setAccessibleName(_("Customers"))


def widths(room: int) -> Sequence[int]:
    """Name, phone and e-mail, account and meter, open cases; the name takes what is left, and from the account."""
    reach = max(theme().px(130), min(theme().px(240), round(room * 0.27)))
    account = max(theme().px(100), min(theme().px(180), round(room * 0.21)))
    opened = theme().px(70)
    if room - reach - account - opened < theme().px(NAME_LEAST):
        account = 0
    return max(room - reach - account - opened, theme().px(120)), reach, account, opened


def cell(row: CustomerRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    match column:
        case 0:
            left = theme().margin
            return (
                Words(left, 1, elided(row.name, room - left, bold=not row.is_close), bold=not row.is_close),
                Words(left, 2, elided(_joined(word(row.segment), row.activity), room - left, "small"), "small", "ink2"),
            )
        case 1:
            return _two_lines(row.phone, row.email, room)
        case 2:
            return _two_lines(row.account, row.meter_point, room)
    return (figure(number(row.open_cases), room),) if row.open_cases else ()


def _two_lines(first: str, second: str, room: float) -> Sequence[Drawn]:
    return (
        Words(0, 1, elided(first, room)),
        Words(0, 2, elided(second, room, "small"), "small", "ink2"),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _copied(row: CustomerRow) -> Sequence[str]:
    return row.name, row.phone, row.email, row.account, row.meter_point, row.address, str(row.open_cases)
