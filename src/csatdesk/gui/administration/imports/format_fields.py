"""How a file is read, each part to be changed: encoding, separator, sheet, the row of names."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from csatdesk.domain.marks import N_
from csatdesk.gui.administration.section import beside
from csatdesk.gui.fields import Choice, Label, dress_spin_box
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S16
from csatdesk.operations.import_files import ENCODINGS, TableChoices, TableFormat
from csatdesk.wording.texts import _

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


class FormatFields(QWidget):
    """`changed` says that the file must be looked at anew, as `choices` now tell. `has_letters`: each is reached by a
    letter of its own, where the page has these to spare.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_letters: bool = True) -> None:
        super().__init__(parent)
        self._table = TableFormat("", "", "", (), 0, ())
        self.encoding = Choice([(code, _(ENCODING_WORDS.get(code, code))) for code in ENCODINGS])
        self.separator = Choice([(sign, _(words)) for sign, words in SEPARATORS.items()])
        self.sheet = Choice()
        self.header_row = QSpinBox()
        self.header_row.setRange(0, 999)
        self.header_row.setSpecialValueText(_("none"))
        dress_spin_box(self.header_row)
        self.header_row.setFixedWidth(theme().px(64))
        fields: dict[str, tuple[str, QWidget]] = {
            "sheet": (_("S&heet"), self.sheet),
            "encoding": (_("&Encoding"), self.encoding),
            "separator": (_("Parted &by"), self.separator),
            "header": (_("Names in ro&w"), self.header_row),
        }
        self._parts = {key: _labelled(words, field, has_letters) for key, (words, field) in fields.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowBox(*self._parts.values(), gap=S16))
        for choice in (self.encoding, self.separator, self.sheet):
            choice.chosen.connect(lambda _value: self.changed.emit())
        self.header_row.editingFinished.connect(self._header_typed)

    def show_format(self, table: TableFormat) -> None:
        """What was recognised."""
        self._table = table
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
            _choose(self.encoding, table.encoding)
            _choose(self.separator, table.separator)
        self.header_row.setValue(table.header_row)

    def choices(self) -> TableChoices:
        """How the file is to be read, as it now stands here."""
        if self._table.is_workbook:
            return TableChoices(sheet=str(self.sheet.value()), header_row=self._header())
        encoding, separator = str(self.encoding.value()), str(self.separator.value())
        return TableChoices(encoding=encoding, separator=separator, header_row=self._header())

    def _header(self) -> int | None:
        """Another sheet has its names in a row of its own: guessed anew."""
        is_other_sheet = self._table.is_workbook and self.sheet.value() != self._table.sheet
        return None if is_other_sheet else self.header_row.value()

    def _header_typed(self) -> None:
        if self.header_row.value() != self._table.header_row:
            self.changed.emit()


def _labelled(words: str, field: QWidget, has_letter: bool) -> QWidget:
    bare = words.replace("&", "")
    label = Label(words if has_letter else bare, "body", "ink2")
    label.setBuddy(field)
    field.setAccessibleName(bare)
    return beside(label, field, gap=S8)


def _choose(choice: Choice, found: str) -> None:
    """A separator of a line "sep=" may be none of the usual ones."""
    if choice.findData(found) < 0:
        choice.add(found, found)
    choice.set_value(found)
