"""What a file from outside holds that cannot be taken over, each with its place; it can be copied to mend it there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication

from csatdesk.gui.fields import Label, TextBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.operations.standards.files import FormFile
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

LINES = 14


class FindingsForm(InlineForm):
    """`accepted`: begin the draft without what is left out. With problems there is nothing to begin, only to copy."""

    accepted = Signal()
    copied = Signal()

    def __init__(self, found: FormFile, file: str) -> None:
        self.is_refused = found.template is None
        lines = found.problems if self.is_refused else found.left_out
        super().__init__(_heading(found, file), _("Copy the list") if self.is_refused else _("Begin the draft"))
        self.list = TextBox("\n".join(lines))
        self.list.setReadOnly(True)
        self.list.setAccessibleName(_("What cannot be taken over"))
        self.list.lines_high(LINES)
        if self.is_refused:
            self.rows.addWidget(Label(_("Mend it in the file and read it again. Nothing was taken over."), wrap=True))
        self.rows.addWidget(self.list)
        self.lay_out()

    def try_to_save(self) -> None:
        if self.is_refused:
            QGuiApplication.clipboard().setText(self.list.toPlainText())
            self.copied.emit()
        else:
            self.save.setEnabled(False)
            self.accepted.emit()

    def focus_first(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)


def _heading(found: FormFile, file: str) -> str:
    if found.template is None:
        count = len(found.problems)
        words = ngettext("{file}: {count} place to mend", "{file}: {count} places to mend", count)
    else:
        count = len(found.left_out)
        words = ngettext("{file}: {count} question is left out", "{file}: {count} questions are left out", count)
    return words.format(file=file, count=number(count))
