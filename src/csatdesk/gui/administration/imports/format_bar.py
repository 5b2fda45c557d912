"""How a file is read, in words, each part to be changed: encoding, separator, sheet, the row of names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.gui.administration.imports.plan import CASES, CUSTOMERS, PAST
from csatdesk.gui.administration.section import beside
from csatdesk.gui.fields import Choice, Label, LinkButton, SegmentedChoice, dress_spin_box
from csatdesk.gui.flow_box import Flow, FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12, S16
from csatdesk.operations.import_files import ENCODINGS, FileLook, TableChoices
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

SEPARATORS = {
    ",": N_("comma"),
    ";": N_("semicolon"),
    "\t": N_("tab"),
    "|": N_("bar"),
    ":": N_("colon"),
    " ": N_("blanks"),
}
ENCODING_WORDS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "utf-16-le": N_("Unicode (UTF-16 LE)"),
    "utf-16-be": N_("Unicode (UTF-16 BE)"),
    "cp1250": N_("Central European (Windows-1250)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "cp1252": N_("Western (Windows-1252)"),
    "cp1257": N_("Baltic (Windows-1257)"),
    "latin-1": N_("Western (ISO 8859-1)"),
    "iso8859-2": N_("Central European (ISO 8859-2)"),
    "iso8859-13": N_("Baltic (ISO 8859-13)"),
    "iso8859-15": N_("Western (ISO 8859-15)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "cp852": N_("Central European (DOS 852)"),
    "cp866": N_("Cyrillic (DOS 866)"),
}


class FormatBar(QWidget):
    """`changed` says that the file must be looked at anew, as `choices` and `what` now tell."""

    changed = Signal()
    another_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = what_choice()
        self.encoding = Choice([(code, _(ENCODING_WORDS.get(code, code))) for code in ENCODINGS])
        self.separator, self.sheet = Choice(), Choice()
        self.header_row = QSpinBox()
        self.header_row.setRange(0, 999)
        self.header_row.setSpecialValueText(_("none"))
        dress_spin_box(self.header_row)
        self.header_row.setFixedWidth(theme().px(64))
        self.file = Label("", "body", bold=True)
        self.amount = Label("", "small", "ink2")
        self.another = LinkButton(_("Another file …"), "Ctrl+O", role="body")
        self._parts: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), Flow(gap=S16)
        above.setSpacing(S12)
        above.addWidget(FlowBox(self.what, self.file, self.amount, gap=S12), 1)
        above.addWidget(self.another, 0, Qt.AlignmentFlag.AlignTop)
        for key, words, field in (
            ("sheet", _("S&heet"), self.sheet),
            ("encoding", _("&Encoding"), self.encoding),
            ("separator", _("Parted &by"), self.separator),
            ("header", _("Names in ro&w"), self.header_row),
        ):
            label = Label(words, "small", "ink2")
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", ""))
            self._parts[key] = beside(label, field, gap=S4)
            below.addWidget(self._parts[key])
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.setSpacing(S12)
        column.addLayout(above)
        column.addLayout(below)

    def _connect(self) -> None:
        self.what.chosen.connect(lambda _what: self.changed.emit())
        for choice in (self.encoding, self.separator, self.sheet):
            choice.chosen.connect(lambda _value: self.changed.emit())
        self.header_row.editingFinished.connect(self._header_typed)
        self.another.clicked.connect(self.another_wanted)

    def show_look(self, look: FileLook) -> None:
        """What was recognised."""
        self._look = look
        table = look.format
        self.what.blockSignals(True)  # showing is no choosing
        self.what.set_value(look.what)
        self.what.blockSignals(False)
        self.file.setText(look.path.name)
        self.amount.setText(size_words(look))
        for key, is_shown in (
            ("sheet", table.is_workbook and len(table.sheets) > 1),
            ("encoding", not table.is_workbook),
            ("separator", not table.is_workbook),
            ("header", True),
        ):
            self._parts[key].setVisible(is_shown)
        if table.is_workbook:
            self.sheet.clear()
            for name in table.sheets:
                self.sheet.add(name, name)
            self.sheet.set_value(table.sheet)
        else:
            self._show_text_format(table.encoding, table.separator)
        self.header_row.setValue(table.header_row)

    def choices(self) -> TableChoices:
        """How the file is to be read, as it now stands here."""
        if self._look.format.is_workbook:
            return TableChoices(sheet=str(self.sheet.value()), header_row=self._header())
        encoding, separator = str(self.encoding.value()), str(self.separator.value())
        return TableChoices(encoding=encoding, separator=separator, header_row=self._header())

    def _header(self) -> int | None:
        """Another sheet has its names in a row of its own: guessed anew."""
        is_other_sheet = self._look.format.is_workbook and self.sheet.value() != self._look.format.sheet
        return None if is_other_sheet else self.header_row.value()

    def _show_text_format(self, encoding: str, separator: str) -> None:
        if self.encoding.findData(encoding) < 0:
            self.encoding.add(encoding, encoding)
        self.encoding.set_value(encoding)
        if self.separator.count() == 0:
            for sign, words in SEPARATORS.items():
                self.separator.add(sign, _(words))
        if self.separator.findData(separator) < 0:
            self.separator.add(separator, separator)
        self.separator.set_value(separator)

    def _header_typed(self) -> None:
        if self.header_row.value() != self._look.format.header_row:
            self.changed.emit()


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
