"""The fields of a record about a person, and of what the person says to it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.staff_records import NewRecord, RecordKind, RecordRow, TrainingKind
from csatdesk.gui.day_field import DayUnreadable, read_day
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, Choice, FormRow, SegmentedChoice, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.gui.kept_text import KeptForm
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

LINES, REPLY_LINES = 6, 5
SHOWN = {  # which fields a kind has beside those that all have
    RecordKind.COACHING: ("next_on",),
    RecordKind.TRAINING: ("training", "measure_id"),
    RecordKind.RECOGNITION: ("basis", "until", "is_monetary", "value"),
    RecordKind.PROBATION: ("until",),
}


class RecordForm(DraftForm):
    """`saved` comes with a NewRecord; what is refused comes back by `refused`."""

    def __init__(
        self, today: date, row: RecordRow | None = None, measures: Sequence[tuple[int, str]] = (), answers: int = 0
    ) -> None:
        """`measures`: those that a training can answer; `answers`: the one that a new training is for."""
        super().__init__(_("Write something down") if row is None else _("Change what is written"), _("Save"))
        self.row, self._today = row, today
        self.kind = SegmentedChoice([(kind, word(kind)) for kind in RecordKind])
        self.name = TextField(placeholder=_("In a few words"))
        self.text = TextBox(placeholder=_("What was seen, what was agreed"))
        self.text.lines_high(LINES)
        self.day, self.until, self.next_day = (TextField(placeholder=f"{today:%d.%m.%Y}") for _field in range(3))
        self.training = Choice([(kind, word(kind)) for kind in TrainingKind])
        self.measure = Choice([(None, _("none")), *_offered(measures, row)])
        self.basis = TextField(placeholder=_("Which results, in which time"))
        self.money = CheckBox(_("in &money"))
        self.value = TextField(placeholder=_("A sum, a day off, a letter of thanks"))
        self.kept = KeptForm(
            {
                "kind": kept_choice(self.kind),
                "training": kept_choice(self.training),
                "title": self.name,
                "on": self.day,
                "basis": self.basis,
                "until": self.until,
                "value": self.value,
                "text": self.text,
                "next_on": self.next_day,
            }
        )
        self.left.connect(self.kept.forget)
        self._add_rows()
        self.kind.chosen.connect(lambda _kind: self._fit())
        self.lay_out()
        self._show(row)
        if answers:
            self.kind.set_value(RecordKind.TRAINING)
            self.measure.set_value(answers)
            self._fit()

    def hold(self, person_id: int) -> None:
        """What is half typed is kept with the record, or with the person a new one is about."""
        of = ("growth new", person_id) if self.row is None else ("growth", self.row.id)
        self.kept.hold_from_here(*of)

    def done(self) -> None:
        self.kept.done()

    def _add_rows(self) -> None:
        self.rows.addWidget(self.kept)
        for name, made in (
            ("kind", FormRow(_("&Kind"), self.kind)),
            ("training", FormRow(_("T&raining"), self.training)),
            ("measure_id", FormRow(_("An&swers the measure"), self.measure)),
            ("title", FormRow(_("Abo&ut"), self.name)),
            ("on", FormRow(_("&Day"), self.day)),
            ("basis", FormRow(_("&For"), self.basis)),
            ("until", FormRow(_("Unt&il"), self.until)),
            ("is_monetary", FormRow("", self.money)),
            ("value", FormRow(_("Gi&ven"), self.value)),
            ("text", FormRow(_("&Text"), self.text)),
            ("next_on", FormRow(_("Goes on o&n"), self.next_day)),
        ):
            self.rows.addWidget(made)
            self.named[name] = made

    def _show(self, row: RecordRow | None) -> None:
        new = row.new if row is not None else NewRecord(RecordKind.COACHING, self._today, "")
        self.kind.set_value(new.kind)
        self.training.set_value(new.training or TrainingKind.REGULAR)
        self.measure.set_value(new.measure_id)
        self.name.setText(new.title)
        self.text.setPlainText(new.text)
        for field, day in ((self.day, new.on), (self.until, new.until), (self.next_day, new.next_on)):
            field.setText("" if day is None else f"{day:%d.%m.%Y}")
        self.basis.setText(new.basis)
        self.money.setChecked(new.is_monetary)
        self.value.setText(new.value)
        self._fit()

    def _fit(self) -> None:
        shown = SHOWN[self._kind()]
        for names in SHOWN.values():
            for name in names:
                self.named[name].setVisible(name in shown)

    def _kind(self) -> RecordKind:
        kind = self.kind.value()
        assert isinstance(kind, RecordKind)
        return kind

    def _days(self) -> dict[str, TextField]:
        """Those that the chosen kind has."""
        shown = SHOWN[self._kind()]
        optional = {"until": self.until, "next_on": self.next_day}
        return {"on": self.day} | {name: field for name, field in optional.items() if name in shown}

    def _read(self, field: TextField | None) -> date | None:
        return read_day(field.text(), self._today) if field is not None else None

    def draft(self) -> NewRecord:
        """Only what the chosen kind has; a day that is not written is today."""
        kind, days = self._kind(), self._days()
        for name, field in days.items():
            if field.text().strip() and self._read(field) is None:
                raise DayUnreadable(field=name, typed=field.text().strip(), example=f"{self._today:%d.%m.%Y}")
        training = self.training.value()
        measure_id = self.measure.value() if kind is RecordKind.TRAINING else None
        is_praise = kind is RecordKind.RECOGNITION
        new = NewRecord(
            kind=kind,
            on=self._read(self.day) or self._today,
            title=self.name.text(),
            text=self.text.toPlainText(),
            training=training if kind is RecordKind.TRAINING and isinstance(training, TrainingKind) else None,
            basis=self.basis.text() if is_praise else "",
            until=self._read(days.get("until")),
            next_on=self._read(days.get("next_on")),
            is_monetary=is_praise and self.money.isChecked(),
            value=self.value.text() if is_praise else "",
            measure_id=measure_id if isinstance(measure_id, int) else None,
        )
        new.check()
        return new

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


def _offered(measures: Sequence[tuple[int, str]], row: RecordRow | None) -> Sequence[tuple[int, str]]:
    """With the one that it answers already, which may have ended."""
    kept = row.new.measure_id if row is not None else None
    if row is None or kept is None or any(one == kept for one, _title in measures):
        return measures
    return [*measures, (kept, row.measure_title)]


class ReplyForm(InlineForm):
    """`saved` comes with the text."""

    saved = Signal(str)

    def __init__(self, row: RecordRow) -> None:
        super().__init__(_("What you say to it"), _("Save"))
        self.row = row
        self.text = TextBox(row.reply, placeholder=_("Your leader reads it"))
        self.text.lines_high(REPLY_LINES)
        self.kept = KeptForm({"text": self.text})
        self.left.connect(self.kept.forget)
        made = FormRow(_("&Text"), self.text)
        self.rows.addWidget(self.kept)
        self.rows.addWidget(made)
        self.named["reply"] = made
        self.lay_out()

    def hold(self) -> None:
        self.kept.hold_from_here("growth reply", self.row.id)

    def done(self) -> None:
        self.kept.done()

    def try_to_save(self) -> None:
        self.save.setEnabled(False)
        self.saved.emit(self.text.toPlainText())

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
