"""Forms of a contact list: one customer, what must be filled in, and that everybody agreed."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cell_texts import without_unseen
from csatdesk.domain.contact_lists import (
    ALWAYS_NEEDED,
    COLUMNS,
    ContactRow,
    ListColumn,
    ListContact,
    ListRow,
    ListState,
    contact_of,
)
from csatdesk.gui.fields import CheckBox, FormRow, Label, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.surveys.contacts.words import customers_words
from csatdesk.wording.contact_lists import column_name
from csatdesk.wording.texts import _

CONSENT_LINES = 3


def _label(column: ListColumn, mnemonics: Mapping[ListColumn, str]) -> str:
    """The name of a column with its mnemonic, where the letter is in it."""
    name, letter = column_name(column), mnemonics.get(column, "")
    place = name.casefold().find(letter) if letter else -1
    return name if place < 0 else f"{name[:place]}&{name[place:]}"


class ContactForm(InlineForm):
    """`saved` comes with a ListContact. What the check says stands at its field."""

    saved = Signal(object)

    def __init__(self, row: ContactRow | None, mandatory: frozenset[ListColumn], parent: QWidget | None = None) -> None:
        super().__init__(_("Add a customer") if row is None else _("Change this customer"), _("Save"), parent)
        self.row = row
        self.fields: dict[ListColumn, TextField] = {}
        for column in COLUMNS:
            field = TextField(row.contact.cell(column) if row is not None else "")
            if column not in mandatory:
                field.setPlaceholderText(_("may stay empty"))
            form_row = FormRow(_label(column, MNEMONICS), field)
            self.fields[column] = field
            self.named[column.name.casefold()] = form_row
            self.rows.addWidget(form_row)
        self.lay_out()

    def value(self) -> ListContact:
        texts = (" ".join(without_unseen(field.text()).split()) for field in self.fields.values())
        return contact_of(ListRow(0, tuple(texts)))

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        self.saved.emit(self.value())

    def focus_first(self) -> None:
        self.fields[COLUMNS[0]].setFocus(Qt.FocusReason.OtherFocusReason)


MNEMONICS = {
    ListColumn.FIRST_NAME: "f",
    ListColumn.LAST_NAME: "l",
    ListColumn.ADDRESS: "e",
    ListColumn.COMPANY: "c",
    ListColumn.PHONE: "p",
}


class MandatoryForm(InlineForm):
    """`saved` comes with the columns that must be filled in."""

    saved = Signal(object)

    def __init__(self, state: ListState, parent: QWidget | None = None) -> None:
        super().__init__(_("What must be filled in"), _("Save"), parent)
        self.rows.addWidget(Label(_("The template says so, and a file is held to it."), "small", "ink2", wrap=True))
        self.ticks: dict[ListColumn, CheckBox] = {}
        for column in COLUMNS:
            tick = CheckBox(f"{column.value}  {column_name(column)}")
            tick.setChecked(column in state.mandatory)
            tick.setEnabled(column not in ALWAYS_NEEDED)
            self.ticks[column] = tick
            self.rows.addWidget(tick)
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        self.saved.emit(frozenset(column for column, tick in self.ticks.items() if tick.isChecked()))

    def focus_first(self) -> None:
        next(tick for tick in self.ticks.values() if tick.isEnabled()).setFocus(Qt.FocusReason.OtherFocusReason)


class ListConsentForm(InlineForm):
    """`saved` comes with the words that were confirmed."""

    saved = Signal(str)

    def __init__(self, state: ListState, parent: QWidget | None = None) -> None:
        super().__init__(_("Everybody on the list agreed"), _("Confirm"), parent)
        told = _("You confirm it for {customers}. Your name and this moment are kept with it.")
        words = told.format(customers=customers_words(state.customer_count))
        self.rows.addWidget(Label(words, "body", "ink2", wrap=True))
        self.wording = TextBox(usual_wording())
        self.wording.setFixedHeight(self.wording.lines_high(CONSENT_LINES))
        self.named["wording"] = FormRow(_("&In these words"), self.wording)
        self.rows.addWidget(self.named["wording"])
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        self.saved.emit(self.wording.toPlainText())

    def focus_first(self) -> None:
        self.wording.setFocus(Qt.FocusReason.OtherFocusReason)


def usual_wording() -> str:
    return _("Every customer on this list agreed to be asked about their satisfaction by e-mail.")
