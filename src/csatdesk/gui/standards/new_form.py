"""Beginning a standard: from nothing, or one of those that come with the program."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from csatdesk.gui.fields import CheckBox, FormRow, Label, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.operations.standards.starting import StartingStandard
from csatdesk.wording.standards import told
from csatdesk.wording.texts import _, ngettext


class NewForm(InlineForm):
    """`begun` comes with a name, `taken` with the keys of those that come with the program."""

    begun = Signal(str)
    taken = Signal(object)

    def __init__(self, offered: Sequence[StartingStandard]) -> None:
        super().__init__(_("New standard"), _("Begin the draft"))
        self.name = TextField()
        row = FormRow(_("&Name"), self.name)
        self.named["title"] = row
        self.rows.addWidget(row)
        self.ticks: dict[str, CheckBox] = {}
        if offered:
            self.rows.addWidget(Label(_("Or begin with what comes with csatdesk, and adapt it:"), wrap=True))
        for one in offered:
            count = ngettext("{count} item", "{count} items", one.count).format(count=one.count)
            self.ticks[one.key] = CheckBox(f"{told(one.title)}, {count}")
            self.rows.addWidget(self.ticks[one.key])
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        self.save.setEnabled(False)
        chosen = tuple(key for key, tick in self.ticks.items() if tick.isChecked())
        if chosen and not self.name.text().strip():
            self.taken.emit(chosen)
        else:
            self.begun.emit(self.name.text())

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
