"""What kind of request it is, the fields of that kind, and the steps that will follow."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.promises import STEPS
from csatdesk.domain.requests import FIELDS, FieldKind, RequestField, RequestKind
from csatdesk.gui.fields import Choice, ErrorLine, Label, TextField, mark_error
from csatdesk.gui.intake.folding import FoldingRow
from csatdesk.gui.intake.request_values import typed_day
from csatdesk.gui.tokens import S4, S8
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from csatdesk.wording.words import in_sentence, word

PLACE = "request."  # before the key of a field, in what the rules of a request refuse
METER = "meter"
LEAST_FIELD = 84  # width


class RequestBox(QWidget):
    """One line of fields with their names above them. What was typed stays when another kind is chosen."""

    changed = Signal()
    kind_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meter = ""  # of the customer, as it was filled in
        self.kind = Choice([(None, _("Another request")), *((one, word(one)) for one in RequestKind)])
        self.kind.setMaxVisibleItems(len(RequestKind) + 1)
        self.kind.setAccessibleName(_("Kind of request"))
        self._row = FoldingRow(S8)
        self._row.add(named(_("Kind of request"), self.kind), 3)
        self.cells = {one: Cell(one) for one in dict.fromkeys(one for kind in FIELDS.values() for one in kind)}
        for cell in self.cells.values():
            self._row.add(cell, 2)
            cell.changed.connect(self._edited)
        self.error = ErrorLine()
        self._steps = Label("", "caption", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for widget in (self._row, self.error, self._steps):
            column.addWidget(widget)
        self.setFocusProxy(self.kind)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self._show_kind()

    @property
    def request_kind(self) -> RequestKind | None:
        found = self.kind.value()
        assert found is None or isinstance(found, RequestKind)
        return found

    @property
    def steps(self) -> str:
        return self._steps.text()

    def typed(self) -> dict[str, str]:
        """What stands in the fields, by key; of two with one key the one that is shown."""
        return {one.key: cell.text() for one, cell in sorted(self.cells.items(), key=self._is_shown) if cell.text()}

    def show_request(self, kind: RequestKind | None, typed: Mapping[str, str]) -> None:
        """Show what a draft held."""
        for one, cell in self.cells.items():
            if one in (FIELDS[kind] if kind else ()) or typed.get(one.key):
                cell.set_text(typed.get(one.key, ""))
        self.kind.set_value(kind)

    def know_meter(self, meter: str) -> None:
        """The meter of the customer stands in its field until somebody writes another."""
        if meter == self._meter:
            return
        for one, cell in self.cells.items():
            if one.key == METER and cell.text() in {"", self._meter}:
                cell.set_text(meter)
        self._meter = meter

    def fields(self) -> list[QWidget]:
        """The fields of the kind chosen, in their order."""
        return [self.kind, *(self.cells[one].field for one in self._asked())]

    def show_problems(self, told: Mapping[str, str]) -> QWidget | None:
        """Each sentence at its field; the first field that is wrong. `told`: sentences by place ("request.meter")."""
        wrong: list[QWidget] = []
        for one, cell in self.cells.items():
            sentence = told.get(PLACE + one.key, "") if one in self._asked() else ""
            mark_error(cell.field, sentence)
            if sentence:
                wrong.append(cell.field)
        self.error.say(" ".join(told[PLACE + one.key] for one in self._asked() if PLACE + one.key in told))
        return next((field for field in self.fields() if field in wrong), None)

    def _asked(self) -> Sequence[RequestField]:
        kind = self.request_kind
        return FIELDS[kind] if kind is not None else ()

    def _is_shown(self, item: "tuple[RequestField, Cell]") -> bool:
        return item[0] in self._asked()

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.kind_changed.emit()

    def _show_kind(self) -> None:
        asked = self._asked()
        for one, cell in self.cells.items():
            cell.setVisible(one in asked)
        self.show_problems({})
        kind = self.request_kind
        steps = ", ".join(in_sentence(_(step.words)) for step in STEPS.get(kind.value if kind else "", ()))
        self._steps.setText(_("Steps: {steps}").format(steps=steps) if steps else "")
        self._steps.setVisible(bool(steps))

    def _edited(self) -> None:
        self.show_problems({})
        self.changed.emit()


class Cell(QWidget):
    """One field with its name above it."""

    changed = Signal()

    def __init__(self, one: RequestField) -> None:
        super().__init__()
        self._is_day, self._is_past = one.kind is FieldKind.DAY, one.is_past
        self.field: TextField | Choice
        if one.kind is FieldKind.YES_NO:
            self.field = Choice([("", _("not said")), ("yes", _("yes")), ("no", _("no"))])
            self.field.currentIndexChanged.connect(self.changed)
        else:
            self.field = TextField()
            self.field.textEdited.connect(self.changed)
            self.field.editingFinished.connect(self._tidy)
        self.field.setMinimumWidth(LEAST_FIELD)
        name = _(one.label)
        self.field.setAccessibleName(name)
        column = QVBoxLayout(self)
        _fill(column, name, self.field)

    def text(self) -> str:
        return str(self.field.value()) if isinstance(self.field, Choice) else self.field.text()

    def set_text(self, text: str) -> None:
        if isinstance(self.field, TextField):
            self.field.setText(text)
        elif text in {"", "yes", "no"}:
            self.field.set_value(text)

    def _tidy(self) -> None:
        """A day shows the year it was understood in."""
        day = typed_day(self.text(), self._today(), is_past=self._is_past) if self._is_day else None
        if day is not None and f"{day:%d.%m.%Y}" != self.text():
            self.set_text(f"{day:%d.%m.%Y}")
            self.changed.emit()

    @staticmethod
    def _today() -> date:
        return now().date()


def named(name: str, field: QWidget) -> QWidget:
    """A field with its name above it."""
    whole = QWidget()
    _fill(QVBoxLayout(whole), name, field)
    return whole


def _fill(column: QVBoxLayout, name: str, field: QWidget) -> None:
    label = Label(name, "caption", "ink2")
    label.setBuddy(field)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(label)
    column.addWidget(field)
