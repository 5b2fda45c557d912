"""What a file holds and how it is read, above its columns."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.administration.imports.format_fields import FormatFields
from csatdesk.gui.administration.imports.plan import CASES, CUSTOMERS, PAST
from csatdesk.gui.fields import Label, LinkButton, SegmentedChoice
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12
from csatdesk.operations.import_files import FileLook
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class FormatBar(QWidget):
    """`changed` says that the file must be looked at anew, as `fields` and `what` now tell."""

    changed = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what, self.fields = what_choice(), FormatFields()
        self.file = Label("", "body", bold=True)
        self.amount = Label("", "small", "ink2")
        self.another = LinkButton(_("Another file …"), "Ctrl+O", role="body")
        self._lay_out()
        self.what.chosen.connect(lambda _what: self.changed.emit())
        self.fields.changed.connect(self.changed)
        self.another.clicked.connect(self.another_wanted)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(S12)
        above.addWidget(FlowBox(self.what, self.file, self.amount, gap=S12), 1)
        above.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.setSpacing(S12)
        column.addLayout(above)
        column.addWidget(self.fields)

    def show_look(self, look: FileLook) -> None:
        """What was recognised."""
        self.what.blockSignals(True)  # showing is no choosing
        self.what.set_value(look.what)
        self.what.blockSignals(False)
        self.file.setText(look.path.name)
        self.amount.setText(size_words(look))
        self.fields.show_format(look.format)


def what_choice() -> SegmentedChoice:
    """What a file can hold."""
    return SegmentedChoice([(CASES, _("Cases")), (CUSTOMERS, _("Customers")), (PAST, _("Past evaluations"))])


def size_words(look: FileLook) -> str:
    """How much there is: "4,336 rows, 9 columns"."""
    columns = len(look.headers)
    told = ngettext("{count} column", "{count} columns", columns).format(count=number(columns))
    if look.row_count is None:
        return _("more than {count} rows, {columns}").format(count=number(len(look.rows)), columns=told)
    rows = ngettext("{count} row", "{count} rows", look.row_count).format(count=number(look.row_count))
    return _("{rows}, {columns}").format(rows=rows, columns=told)
