"""Lists in one place: the customers of a contact list, the faults of a file, and who is left out of a choice."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from csatdesk.domain.contact_lists import CheckedList, ContactRow, Fault, ListColumn
from csatdesk.domain.list_drawing import WeighedCustomer
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.paged_view import KeepsPlace
from csatdesk.gui.runner import Runner
from csatdesk.gui.surveys.contacts.words import beneath_words, known_words, name_of, place_words
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.surveys.list_drawing import list_left_out
from csatdesk.operations.surveys.list_files import list_faults
from csatdesk.operations.surveys.list_queries import list_contacts
from csatdesk.operations.work import Reading
from csatdesk.wording.contact_lists import fault_reason, why_left_out
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

NO_SURVEY = 0
UNSORTED = -1  # in the order of the file


class ContactsModel(PagedModel[ContactRow]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.survey_id = NO_SURVEY
        columns = (
            Column[ContactRow](N_("Customer"), name_of),
            Column[ContactRow](N_("E-mail address"), lambda row: row.contact.address),
            Column[ContactRow](N_("Language"), lambda row: row.contact.cell(ListColumn.LANGUAGE)),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_survey(self, survey_id: int) -> None:
        self.survey_id = survey_id
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[ContactRow]]:
        return partial(list_contacts, survey_id=self.survey_id, **wanted.values)


class ContactsList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.contacts = ContactsModel(runner, runner)
        super().__init__(self.contacts, _contact_cell, _contact_widths, parent)
        self.contacts.setParent(self)
        self.copied = lambda row: tuple(row.contact.cell(column) for column in ListColumn)
        self.place = KeepsPlace(self, self.contacts)
        self.head.set_sorted(UNSORTED, "")
        self.setAccessibleName(_("Customers of the list"))


class FaultsModel(PagedModel[Fault]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.faults: tuple[Fault, ...] = ()
        self.warnings: frozenset[Fault] = frozenset()
        columns = (
            Column[Fault](N_("Cell"), place_words),
            Column[Fault](N_("What stands there, and what to do"), fault_reason),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_checked(self, checked: CheckedList | None) -> None:
        """What must be mended first, then what is only worth a look."""
        self.faults = () if checked is None else (*checked.faults, *checked.warnings)
        self.warnings = frozenset() if checked is None else frozenset(checked.warnings)
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[Fault]]:
        return partial(list_faults, faults=self.faults, **wanted.values)


class FaultsList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.faults = FaultsModel(runner, runner)
        super().__init__(self.faults, partial(_fault_cell, self.faults), _fault_widths, parent)
        self.faults.setParent(self)
        self.copied = lambda fault: (place_words(fault), fault.value, fault_reason(fault))
        self.place = KeepsPlace(self, self.faults)
        self.head.set_sorted(UNSORTED, "")
        self.setAccessibleName(_("Cells to mend"))


class LeftOutModel(PagedModel[WeighedCustomer]):
    def __init__(self, runner: Runner, owner: QObject) -> None:
        self.customers: tuple[WeighedCustomer, ...] = ()
        columns = (
            Column[WeighedCustomer](N_("Customer"), lambda one: one.name),
            Column[WeighedCustomer](N_("Why left out"), why_left_out),
        )
        super().__init__(runner, columns, self._question, owner=owner)

    def show_customers(self, customers: tuple[WeighedCustomer, ...]) -> None:
        self.customers = customers
        self.read()

    def _question(self, wanted: Wanted) -> Callable[[Reading], Page[WeighedCustomer]]:
        return partial(list_left_out, shown=self.customers, **wanted.values)


class LeftOutList(RowTable):
    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        self.left_out = LeftOutModel(runner, runner)
        super().__init__(self.left_out, _left_out_cell, _left_out_widths, parent)
        self.left_out.setParent(self)
        self.copied = lambda one: (one.name, why_left_out(one))
        self.place = KeepsPlace(self, self.left_out)
        self.head.set_sorted(UNSORTED, "")
        self.setAccessibleName(_("Customers left out"))


class Lists(QStackedWidget):
    """Whichever of them is shown takes the keyboard."""

    def __init__(self, runner: Runner) -> None:
        super().__init__()
        self.contacts, self.faults, self.left_out = ContactsList(runner), FaultsList(runner), LeftOutList(runner)
        for table in (self.contacts, self.faults, self.left_out):
            self.addWidget(table)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def shows_faults(self) -> bool:
        return self.currentWidget() is self.faults

    @property
    def shows_left_out(self) -> bool:
        return self.currentWidget() is self.left_out

    def show_faults(self, shown: bool) -> None:
        self._show(self.faults if shown else self.contacts)

    def show_left_out(self, shown: bool) -> None:
        """While customers are chosen; else those who are on the list."""
        self._show(self.left_out if shown else self.contacts)

    def _show(self, table: RowTable) -> None:
        self.setCurrentWidget(table)
        self.setFocusProxy(table)


def _contact_widths(room: int) -> Sequence[int]:
    language = max(theme().px(96), round(room * 0.14))
    address = round((room - language) * 0.52)
    return room - language - address, address, language


def _contact_cell(row: ContactRow, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    contact = row.contact
    if column == 0:
        left = theme().margin
        return _lines(name_of(row), contact.company, room - left, left)
    if column == 1:
        return _lines(contact.address, ", ".join(filter(None, (contact.phone, known_words(row)))), room)
    return _lines(contact.cell(ListColumn.LANGUAGE), _("asked") if row.is_sent else contact.extra_3, room)


def _fault_widths(room: int) -> Sequence[int]:
    cell = max(theme().px(150), round(room * 0.22))
    return cell, room - cell


def _fault_cell(model: FaultsModel, fault: Fault, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return _lines(place_words(fault), beneath_words(fault, model.warnings), room - left, left)
    return _lines(fault.value or _("empty"), fault_reason(fault), room)


def _left_out_widths(room: int) -> Sequence[int]:
    name = round(room * 0.4)
    return name, room - name


def _left_out_cell(one: WeighedCustomer, column: int, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    if column == 0:
        left = theme().margin
        return _lines(one.name, word(one.segment), room - left, left)
    return _lines(why_left_out(one), one.contact.address or one.contact.phone, room)


def _lines(first: str, second: str, room: float, left: float = 0) -> Sequence[Drawn]:
    return (
        Words(left, 1, elided(first, room)),
        Words(left, 2, elided(second, room, "small"), "small", "ink2"),
    )
