"""The last step of a form that is filled: what is to be said about the whole."""

from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.evaluations import ABOUT_PEOPLE, NOTE_MOST, EvaluationKind, Remarks
from csatdesk.domain.lengths import ValueTooLong, fitting
from csatdesk.gui.fields import FormRow, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.intake.moments import read_clock
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Pause
from csatdesk.gui.tokens import S12, S16, S24
from csatdesk.wording.formats import clock_time
from csatdesk.wording.texts import _, spoken

KEEP_MS = 600
COMMENT_LINES = 6


class RemarksStep(QWidget):
    """Comment; of a review whether the contact was an avoidable repeat; of a visit its three times."""

    changed = Signal(object)  # Remarks, a moment after the last key

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._day: datetime | None = None
        self._shown = Remarks()
        self.comment = TextBox()
        self.comment.setFixedHeight(self.comment.lines_high(COMMENT_LINES))
        self.repeat = SegmentedChoice([(None, _("Not known")), (True, _("Yes")), (False, _("No"))])
        self.times = {name: TextField(placeholder="10:02") for name in ("arrived", "called", "left")}
        self._pause = Pause(self.keep, self, KEEP_MS)
        names = {"arrived": _("You came at"), "called": _("It was your turn at"), "left": _("You left at")}
        self.time_rows = {name: FormRow(names[name], field) for name, field in self.times.items()}
        self.comment_row = FormRow(_("What else did you notice?"), self.comment, above=True)
        self.repeat_row = FormRow(_("Could we have spared the customer this contact?"), self.repeat, above=True)
        column = QVBoxLayout(self)
        column.setSpacing(S16)
        column.setContentsMargins(2 * S24, S24, 2 * S24, S12)
        column.addWidget(Label(_("About the whole"), "question"))
        for row in self.time_rows.values():
            column.addWidget(row)
        column.addWidget(self.repeat_row)
        column.addWidget(self.comment_row)
        column.addStretch(1)
        for field in self.times.values():
            field.setFixedWidth(theme().px(120))
            field.textEdited.connect(self._pause.poke)
        self.comment.textChanged.connect(self._pause.poke)
        self.repeat.chosen.connect(lambda _value: self.keep())

    def leave(self) -> None:
        """Another one is shown next: nothing of this one stays in the fields."""
        self._pause.cancel()
        self._day = None
        for row in (self.comment_row, *self.time_rows.values()):
            row.set_error("")
        self._fill(Remarks())

    def show_remarks(self, kind: EvaluationKind, remarks: Remarks, day: datetime) -> None:
        """`day`: when it happened, for times without a day."""
        self._day = day
        for row in self.time_rows.values():
            row.setVisible(kind is EvaluationKind.VISIT)
        self.repeat_row.setVisible(kind in ABOUT_PEOPLE)
        if self._pause.is_waiting or remarks == self._shown:
            return
        self._fill(remarks)

    def _fill(self, remarks: Remarks) -> None:
        self._shown = remarks
        self.comment.blockSignals(True)
        self.comment.setPlainText(remarks.comment)
        self.comment.blockSignals(False)
        known = (remarks.arrived_at, remarks.called_at, remarks.left_at)
        for field, at in zip(self.times.values(), known, strict=True):
            field.setText("" if at is None else clock_time(at.astimezone(self._zone)))
        self.repeat.set_value(remarks.is_avoidable_repeat)  # last: it hands over what all fields show

    def keep(self) -> bool:
        """Hand over what is written, if it is not kept yet; a time that cannot be read is said at its field. False: the
        comment is too long, which is said there, and nothing is handed over.
        """
        self._pause.cancel()
        arrived, called, left = (self._time(name) for name in self.times)
        repeat = self.repeat.value()
        try:
            comment = fitting(self.comment.toPlainText(), field="comment", most=NOTE_MOST)
        except ValueTooLong as refusal:
            self.comment_row.set_error(spoken(refusal))
            return False
        self.comment_row.set_error("")
        remarks = Remarks(comment, repeat if isinstance(repeat, bool) else None, arrived, called, left)
        if self._day is not None and remarks != self._shown:
            self._shown = remarks
            self.changed.emit(remarks)
        return True

    @property
    def has_unread(self) -> bool:
        """Whether a time stands there that cannot be read, and so is kept nowhere."""
        return any(field.text().strip() and self._time(name) is None for name, field in self.times.items())

    def _time(self, name: str) -> datetime | None:
        row, text = self.time_rows[name], self.times[name].text().strip()
        row.set_error("")
        if not text or self._day is None:
            return None
        try:
            return read_clock(text, self._day, self._zone)
        except Refusal as refusal:
            row.set_error(spoken(refusal))
            return None

    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    def focus_first(self) -> None:
        first = next((self.times[name] for name, row in self.time_rows.items() if not row.isHidden()), None)
        (first or self.comment).setFocus(Qt.FocusReason.OtherFocusReason)
