"""The small fields of a rule: a text in several languages, an amount with its unit, a moment before or after due."""

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from csatdesk.domain.deadlines import Unit
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.rules import MOST
from csatdesk.gui.fields import CheckBox, Choice, TextField, dress_spin_box
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES, unit_word

HOURS = 60  # minutes
LARGE = 1.4  # of the text
SHORT_UNITS = (Unit.WORKING_HOURS, Unit.WORKING_MINUTES)


class LocalField(QWidget):
    """One line, and the language in which it is shown; the others are kept."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, str] = {}
        self._shown = language()
        self.field = TextField()
        self.spoken = Choice(list(LANGUAGE_NAMES.items()))
        self.spoken.set_value(self._shown)
        self.spoken.setAccessibleName(_("Language of this text"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        row.addWidget(self.field, 1)
        row.addWidget(self.spoken)
        self.setFocusProxy(self.field)
        theme().changed.connect(self._refit)
        self._refit()
        self.field.textEdited.connect(self._typed)
        self.spoken.chosen.connect(self._speak)

    def show_text(self, text: Mapping[str, str]) -> None:
        self._texts = dict(text)
        self._show()

    def text(self) -> LocalText:
        return LocalText({code: text.strip() for code, text in self._texts.items()})

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.field.setAccessibleName(name)

    def _refit(self) -> None:
        """With large text the language gives way to the text."""
        self.spoken.setMinimumWidth(theme().px(72))
        self.spoken.setMaximumWidth(theme().px(72 if theme().scale > LARGE else 400))

    def _typed(self, typed: str) -> None:
        self._texts[self._shown] = typed
        self.edited.emit()

    def _speak(self, code: object) -> None:
        self._shown = str(code)
        self._show()

    def _show(self) -> None:
        """Where a language has none, the one that stands in for it is shown faintly."""
        self.field.setText(self._texts.get(self._shown, ""))
        self.field.setCursorPosition(0)
        self.field.setPlaceholderText(LocalText(self._texts).in_language(self._shown))


class AmountField(QWidget):
    """A number and its unit."""

    edited = Signal()

    def __init__(self, units: Sequence[Unit] = tuple(Unit), least: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QSpinBox()
        self.number.setRange(least, MOST)
        dress_spin_box(self.number)
        self.unit = Choice([(unit, unit_word(unit)) for unit in units])
        self.unit.setAccessibleName(_("Unit"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowBox(self.number, self.unit))
        self.setFocusProxy(self.number)
        self.number.valueChanged.connect(lambda _value: self.edited.emit())
        self.unit.chosen.connect(lambda _unit: self.edited.emit())

    def show_amount(self, amount: int, unit: Unit) -> None:
        self.number.setValue(max(amount, self.number.minimum()))
        self.unit.set_value(unit)

    def amount(self) -> tuple[int, Unit]:
        unit = self.unit.value()
        assert isinstance(unit, Unit)
        return self.number.value(), unit

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.number.setAccessibleName(name)


class WhetherAmount(QWidget):
    """A box to tick, and beneath it the amount that counts while it is ticked."""

    edited = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.field = CheckBox(words), AmountField()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(S8)
        self._column.addWidget(self.box)
        self._column.addWidget(self.field)
        self.setFocusProxy(self.box)
        self.field.edited.connect(self.edited)
        self.box.toggled.connect(self._toggled)
        self.field.setVisible(False)
        theme().changed.connect(self._refit)
        self._refit()

    def show_on(self, is_on: bool) -> None:
        self.box.setChecked(is_on)
        self.field.setVisible(is_on)

    def is_on(self) -> bool:
        return self.box.isChecked()

    def _toggled(self, on: bool) -> None:
        self.field.setVisible(on)
        self.edited.emit()

    def _refit(self) -> None:
        down = (theme().field_height - theme().metrics("body").height() - 4) // 2
        self._column.setContentsMargins(0, down, 0, 0)


class When(Enum):
    """When somebody is told, as seen from the due instant."""

    NEVER = "never"
    BEFORE = "before"
    DUE = "due"
    AFTER = "after"


def when_words(when: When) -> str:
    match when:
        case When.NEVER:
            return _("Never")
        case When.BEFORE:
            return _("Before it is due")
        case When.DUE:
            return _("When it is due")
        case When.AFTER:
            return _("After it was due")


class OffsetField(QWidget):
    """Working minutes from the due instant, negative before it; None: never."""

    edited = Signal()

    def __init__(self, choices: Sequence[When] = tuple(When), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.when = Choice([(one, when_words(one)) for one in choices])
        self.amount = AmountField(SHORT_UNITS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowBox(self.when, self.amount))
        self.setFocusProxy(self.when)
        self.when.chosen.connect(self._chosen)
        self.amount.edited.connect(self.edited)

    def show_minutes(self, minutes: int | None) -> None:
        self.when.set_value(_when(minutes))
        away = abs(minutes or 0)
        is_hours = away % HOURS == 0
        self.amount.show_amount(away // HOURS if is_hours else away, SHORT_UNITS[0 if is_hours else 1])
        self._fit()

    def minutes(self) -> int | None:
        number, unit = self.amount.amount()
        away = number * HOURS if unit is Unit.WORKING_HOURS else number
        return {When.NEVER: None, When.BEFORE: -away, When.DUE: 0, When.AFTER: away}[self._when()]

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.when.setAccessibleName(name)
        self.amount.setAccessibleName(name)

    def _when(self) -> When:
        when = self.when.value()
        assert isinstance(when, When)
        return when

    def _chosen(self, _when: object) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        self.amount.setVisible(self._when() in {When.BEFORE, When.AFTER})


def _when(minutes: int | None) -> When:
    if minutes is None:
        return When.NEVER
    if minutes == 0:
        return When.DUE
    return When.BEFORE if minutes < 0 else When.AFTER
