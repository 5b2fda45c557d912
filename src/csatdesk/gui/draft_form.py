"""A form that makes one thing of its fields, which is saved when no rule says no."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.gui.fields import FormRow
from csatdesk.gui.inline_form import InlineForm


class DraftForm(InlineForm):
    """`saved` comes with what `draft` makes; what is refused later comes back by `refused`."""

    saved = Signal(object)

    def draft(self) -> object:
        """Raises a Refusal that names the field."""
        raise NotImplementedError

    def try_to_save(self) -> None:
        self.clear_errors()
        try:
            made = self.draft()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.save.setEnabled(False)
        self.saved.emit(made)

    def add(self, name: str, words: str, field: QWidget, *, above: bool = False, hint: str = "") -> None:
        """A row at which a Refusal about `name` is said."""
        self.named[name] = FormRow(words, field, above=above, hint=hint)
        self.rows.addWidget(self.named[name])
