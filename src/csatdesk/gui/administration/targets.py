"""Service targets: what is promised for each kind of case."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtWidgets import QSpinBox

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.centres import CentreSettings, TargetRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.deadlines import Unit
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.administration.section import FactRow, Indented, beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, Choice, Label, TextField, dress_spin_box
from csatdesk.operations.centres import load_centre_settings, save_target
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import amount_words, kind_word, unit_word


@dataclass(frozen=True, slots=True)
class TargetValue:
    """What the form shows. `names`: the name in every language; the form changes the one now spoken."""

    kind: CaseKind | None
    name: str
    amount: int
    unit: Unit
    rolls: bool
    names: tuple[tuple[str, str], ...] = ()
    version: int = 0


def target_value(row: TargetRow, spoken: str) -> TargetValue:
    target = row.target
    name, names = target.name.in_language(spoken), tuple(sorted(target.name.items()))
    return TargetValue(row.kind, name, target.amount, target.unit, target.roll_to_working_day, names, row.version)


class TargetForm(RecordForm[TargetValue]):
    """See `RecordForm`."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[tuple[str, str], ...] = ()
        self._version = 0
        self.name = TextField()
        self.kind = Choice([(kind, kind_word(kind)) for kind in CaseKind])
        self.kind.add(None, _("Every kind without a target of its own"))
        self.amount = QSpinBox()
        self.amount.setRange(1, 999)
        dress_spin_box(self.amount)
        self.unit = Choice([(unit, unit_word(unit)) for unit in Unit])
        self.rolls = CheckBox(_("A last day that is closed moves to the next &working day"))
        self.row("name", _("&Name"), self.name)
        self.row("kind", _("For &kind"), self.kind)
        within = beside(self.amount, self.unit)
        within.setFocusProxy(self.amount)
        self.row("amount", _("W&ithin"), within)
        self.add(Indented(self.rolls))
        self.explained = Label("", "small", "ink2", wrap=True)
        self.add(FactRow("", self.explained))
        for signal in (self.name.textChanged, self.amount.valueChanged, self.rolls.toggled):
            signal.connect(lambda _value: self.edited.emit())
        self.kind.chosen.connect(lambda _kind: self.edited.emit())
        self.unit.chosen.connect(self._unit_chosen)

    def show_value(self, value: TargetValue, *, is_new: bool) -> None:  # noqa: ARG002  (the same form for both)
        self._names, self._version = value.names, value.version
        self.kind.set_value(value.kind)
        self.unit.set_value(value.unit)
        self.rolls.setChecked(value.rolls)
        self.amount.setValue(value.amount)
        self.name.setText(value.name)
        self._explain()

    def value(self) -> TargetValue:
        kind, unit = self.kind.value(), self.unit.value()
        assert kind is None or isinstance(kind, CaseKind)
        assert isinstance(unit, Unit)
        name, rolls = self.name.text().strip(), self.rolls.isChecked()
        return TargetValue(kind, name, self.amount.value(), unit, rolls, self._names, self._version)

    def problems(self) -> dict[str, str]:
        return {} if self.name.text().strip() else {"name": _("Write what is promised, as the receipt says it.")}

    def _unit_chosen(self, _unit: object) -> None:
        self._explain()
        self.edited.emit()

    def _explain(self) -> None:
        unit = self.unit.value()
        assert isinstance(unit, Unit)
        self.rolls.setVisible(unit.is_calendar)
        self.explained.setText(counting_words(unit))


def counting_words(unit: Unit) -> str:
    """How a unit is counted, in one sentence."""
    if unit.is_calendar:
        return _("Every day counts. The day of receipt is day 0; the whole last day is still in time.")
    if unit is Unit.WORKING_DAYS:
        return _(
            "Days on which the office is open count. The day of receipt is day 0; the last day ends at closing time."
        )
    return _("Only opening hours count; outside them counting waits for the next opening.")


class TargetsSection(RecordsSection[TargetValue]):
    """See the module's first words."""

    shows = frozenset({Kind.TARGET, Kind.CENTRE})

    def __init__(self, context: Context) -> None:
        super().__init__(context, TargetForm(), _("Service targets"), _("Add a target"), "Ctrl+Shift+N")

    def summary(self) -> str:
        count = len(self.records)
        return ngettext("{count} service target", "{count} service targets", count).format(count=number(count))

    def reload(self) -> None:
        self.context.runner.ask(self, load_centre_settings, self._show_settings)

    def _show_settings(self, settings: CentreSettings) -> None:
        self.show_records([_record(row) for row in settings.targets])

    def new_value(self) -> TargetValue:
        return TargetValue(None, "", 10, Unit.WORKING_DAYS, False)

    def save_command(self, record_id: int | None, value: TargetValue) -> Callable[[Work], int]:
        return partial(
            save_target,
            target_id=record_id,
            kind=value.kind,
            names=dict(value.names) | {language(): value.name},
            amount=value.amount,
            unit=value.unit,
            roll_to_working_day=value.rolls and value.unit.is_calendar,
            version=value.version,
        )

    def rebased(self, typed: TargetValue, saved: TargetValue) -> TargetValue:
        return replace(typed, version=saved.version)

    def saved_words(self, _value: TargetValue) -> str:
        return _("Target saved. Cases that run keep the deadline they were given.")


def _record(row: TargetRow) -> Record[TargetValue]:
    value = target_value(row, language())
    words = kind_word(row.kind) if row.kind is not None else _("All other kinds")
    return Record(row.id, words, amount_words(value.amount, value.unit), value)
