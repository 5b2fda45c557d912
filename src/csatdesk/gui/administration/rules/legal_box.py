"""What only the law knows: from when it counts, how far it may be moved, what silence means, where it is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from csatdesk.domain.clocks import Extension, Silence, StartsAt
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.local_text import LocalText
from csatdesk.gui.administration.rules.rows import tall_row
from csatdesk.gui.administration.rules.small_fields import AmountField, LocalField
from csatdesk.gui.administration.section import beside
from csatdesk.gui.fields import Choice, FormRow, TextField, dress_spin_box
from csatdesk.gui.tokens import S12
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

MOST_TIMES = 9


class LegalBox(QWidget):
    """All of it for a legal period; for a house target only from when it counts."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.starts = Choice()
        self.named = LocalField()
        self.times = QSpinBox()
        self.times.setRange(0, MOST_TIMES)
        self.times.setSpecialValueText(_("not at all"))
        dress_spin_box(self.times)
        self.far = AmountField()
        self.is_total = Choice([(False, _("more than before")), (True, _("in all, from the start"))])
        self.is_total.setAccessibleName(_("How the extension is counted"))
        self.silence = Choice([(one, word(one)) for one in Silence])
        self.source = TextField()
        self._far = beside(self.far, self.is_total)
        self._far.setFocusProxy(self.far)
        self.rows = {
            "starts_at": FormRow(_("Counts &from"), self.starts),
            "event_name": FormRow(_("Which &event"), self.named),
            "times": FormRow(_("E&xtended, times"), beside(self.times)),
            "extension": tall_row(_("At &most"), self._far),
            "silence": FormRow(_("Si&lence means"), self.silence),
            "source": FormRow(_("So&urce"), self.source),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        for row in self.rows.values():
            column.addWidget(row)
        self._clock = Clock.HOUSE
        self._connect()

    def _connect(self) -> None:
        self.starts.chosen.connect(self._changed)
        self.times.valueChanged.connect(self._changed)
        for choice in (self.is_total, self.silence):
            choice.chosen.connect(lambda _value: self.edited.emit())
        for field in (self.named, self.far):
            field.edited.connect(self.edited)
        self.source.textChanged.connect(lambda _text: self.edited.emit())

    def show_clock(self, clock: Clock) -> None:
        """Offer what this clock knows."""
        self._clock = clock
        kept = self.starts.value()
        self.starts.clear()
        for start in StartsAt:
            if clock is Clock.LEGAL or start is not StartsAt.EVENT:
                self.starts.add(start, word(start))
        self.starts.set_value(kept if self.starts.findData(kept) >= 0 else StartsAt.RECEIVED)
        self._fit()

    def show_legal(self, starts_at: StartsAt, event: LocalText, extension: Extension, silence: Silence) -> None:
        self.starts.set_value(starts_at)
        self.named.show_text(event)
        self.times.setValue(extension.times)
        self.far.show_amount(extension.amount, extension.unit)
        self.is_total.set_value(extension.is_total)
        self.silence.set_value(silence)
        self._fit()

    def starts_at(self) -> StartsAt:
        found = self.starts.value()
        assert isinstance(found, StartsAt)
        return found

    def event_name(self) -> LocalText:
        return self.named.text() if self.starts_at() is StartsAt.EVENT else LocalText()

    def extension(self) -> Extension:
        if self._clock is not Clock.LEGAL or not self.times.value():
            return Extension()
        amount, unit = self.far.amount()
        return Extension(self.times.value(), amount, unit, bool(self.is_total.value()))

    def silence_means(self) -> Silence:
        found = self.silence.value()
        assert isinstance(found, Silence)
        return found if self._clock is Clock.LEGAL else Silence.NOTHING

    def _changed(self, _value: object) -> None:
        self._fit()
        self.edited.emit()

    def _fit(self) -> None:
        is_legal = self._clock is Clock.LEGAL
        self.rows["event_name"].setVisible(is_legal and self.starts.value() is StartsAt.EVENT)
        for key in ("times", "silence", "source"):
            self.rows[key].setVisible(is_legal)
        self.rows["extension"].setVisible(is_legal and self.times.value() > 0)
