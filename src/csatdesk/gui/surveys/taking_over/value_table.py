"""The values of a column, each with how often it stands there and what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csatdesk.domain.answer_columns import (
    NO_ANSWER,
    SCALED,
    ColumnMeaning,
    Doubt,
    Role,
    Sense,
    decimal_of,
    doubt_of,
    usual_most,
)
from csatdesk.domain.forms import NA
from csatdesk.gui.fields import Choice, Label, TextField
from csatdesk.gui.surveys.taking_over.words import said
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

AS_IS, UNSAID = "as is", "unsaid"  # what a value is by itself; nothing was said of it yet
SHOWN = 60
Options = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ValueRow:
    value: str
    meaning: Choice
    label: TextField | None


class ValueTable(QWidget):
    """What stands out comes first. `read` gives back values and labels as they are chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ValueRow] = []
        self._column = ColumnMeaning("")
        self._ours: Options = ()
        self._known: Mapping[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(S12)
        self._grid.setVerticalSpacing(S4)
        self._grid.setColumnStretch(4, 1)

    def show_values(self, column: ColumnMeaning, counts: Mapping[str, int], ours: Options, taken: Options) -> None:
        """`ours`: what a value can stand for. `taken`: value → what it stands for by its own name."""
        self._clear()
        self._column = column
        doubts = {value: doubt_of(column, value, usual_most(counts)) for value in counts}
        self._ours, self._known = ours, dict(taken)
        order = sorted(counts, key=lambda value: (doubts[value] is None, _place(value), value.casefold()))
        for line, value in enumerate(order[:SHOWN]):
            self._add(line, value, counts[value], doubts[value])
        hidden = len(order) - SHOWN
        if hidden > 0:
            words = ngettext("and {count} other value", "and {count} other values", hidden)
            self._grid.addWidget(Label(words.format(count=number(hidden)), "small", "ink2"), SHOWN, 0, 1, 5)

    def read(self) -> tuple[dict[str, str], dict[str, str]]:
        """What is said of the values, and the labels of choices; values that are not shown keep what was said."""
        values, labels = dict(self._column.values), dict(self._column.labels)
        for row in self.rows:
            meaning = row.meaning.value()
            values.pop(row.value, None)
            if meaning not in {AS_IS, UNSAID}:
                values[row.value] = str(meaning)
            labels.pop(row.value, None)
            if row.label is not None and row.label.text().strip():
                labels[row.value] = row.label.text().strip()
        return values, labels

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.rows = []

    def _add(self, line: int, value: str, count: int, doubt: Doubt | None) -> None:
        name = Label(value if len(value) <= 40 else value[:39] + "…", "body", bold=True)
        often = Label(number(count), "body", "ink2")
        often.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        meaning = self._choice(value, doubt)
        meaning.setAccessibleName(_("What “{value}” means").format(value=value))
        label = self._label(value) if not self._ours and self._column.sense is Sense.CHOICE else None
        note = Label("" if doubt is None else said(doubt), "small", "ink2")
        for place, widget in enumerate((name, often, meaning, label, note)):
            if widget is not None:
                self._grid.addWidget(widget, line, place)
        self.rows.append(ValueRow(value, meaning, label))

    def _choice(self, value: str, doubt: Doubt | None) -> Choice:
        column, ours, known = self._column, self._ours, self._known
        options = [(NO_ANSWER, _("No answer")), (NA, _("Does not apply"))]
        if column.role is not Role.QUESTION:
            options = [(NO_ANSWER, _("Nothing"))]
        is_answer = value in known if ours else doubt is None or column.sense not in SCALED | {Sense.AMOUNT}
        if is_answer and not ours:
            options.insert(0, (AS_IS, _("An answer")))
        elif is_answer:
            options.insert(0, (AS_IS, known[value]))
        else:
            options.insert(0, (UNSAID, _("Not said yet")))
            if column.role is Role.QUESTION and column.sense in SCALED:
                options += [(str(point), number(point)) for point in range(column.first, column.last + 1)]
        choice = Choice([*options, *ours])
        found = column.meaning(value)
        choice.setCurrentIndex(max(0, choice.findData(found)) if found is not None else 0)
        choice.chosen.connect(lambda _value: self.changed.emit())
        choice.setFixedWidth(theme().px(190))
        return choice

    def _label(self, value: str) -> TextField:
        field = TextField(self._column.labels.get(value, ""), placeholder=_("In words"))
        field.setAccessibleName(_("“{value}” in words").format(value=value))
        field.editingFinished.connect(self.changed)
        return field


def _place(value: str) -> float:
    found = decimal_of(value)
    return float(found) if found is not None else float("inf")
