"""One address of a report that goes out by itself becomes another."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csatdesk.gui.fields import Choice, FormRow, Label, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.wording.texts import _


class AddressForm(InlineForm):
    """`saved`: the address before, and what was typed instead."""

    saved = Signal(str, str)

    def __init__(self, addresses: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Change an address"), _("Save"), parent)
        self.before = Choice([(one, one) for one in addresses])
        self.after = TextField(addresses[0])
        self.before.chosen.connect(self.after.setText)
        told = _("From now on the report goes to the new address. What went to the old one stays as it is.")
        row = FormRow(_("&New address"), self.after)
        self.named = {"addresses": row}
        self.rows.addWidget(Label(told, "body", "ink2", wrap=True))
        self.rows.addWidget(FormRow(_("&Address"), self.before))
        self.rows.addWidget(row)
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        self.saved.emit(self.before.value(), self.after.text())

    def focus_first(self) -> None:
        """Where there is but one, what is to be typed over."""
        if self.before.count() > 1:
            self.before.setFocus()
        else:
            self.after.setFocus()
            self.after.selectAll()
