"""Absences: who is away from when to when, and who stands in. One's own can be entered by everybody."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from csatdesk.domain.absences import AbsenceRow
from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right, StaffRow
from csatdesk.gui.administration.records import Record, RecordForm, RecordsSection
from csatdesk.gui.administration.section import Indented, beside
from csatdesk.gui.context import Context
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import Choice, Label, PlainButton, TextField
from csatdesk.operations.absences import list_absences, remove_absence, save_absence, today
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading, Work
from csatdesk.system.clock import now
from csatdesk.wording.formats import listed_day, number
from csatdesk.wording.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class AbsenceValue:
    """What the form shows; None: a day that was not understood, or nobody chosen."""

    staff_id: int | None
    first_on: date | None
    last_on: date | None
    substitute_id: int | None = None
    note: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Loaded:
    absences: tuple[AbsenceRow, ...]
    staff: tuple[StaffRow, ...]
    today: date


def load_absences(reading: Reading) -> Loaded:
    return Loaded(list_absences(reading), list_staff(reading), today(reading))


class AbsenceForm(RecordForm[AbsenceValue]):
    """See `RecordForm`."""

    def __init__(self, day: date) -> None:
        super().__init__()
        self._version = 0
        self.who, self.substitute, self.note = Choice(), Choice(), TextField()
        self.first = DayField(_("First day"), day, day)
        self.last = DayField(_("Last day"), day, day)
        days = beside(self.first, Label("–", "body", "ink2"), self.last)
        days.setFocusProxy(self.first)
        self.row("staff", _("&Who is away"), self.who)
        self.row("first_on", _("&From – to"), days, hint=_("Both days are included."))
        self.row("substitute", _("Stands &in"), self.substitute)
        self.row("note", _("N&ote"), self.note)
        explained = _(
            "New work and reminders go to who stands in. What is due already is offered to be handed over at once."
        )
        self.add(Indented(Label(explained, "small", "ink2", wrap=True)))
        self.remove = PlainButton(_("Take this absence out"), size="medium")
        self.remove_line = Indented(self.remove)
        self.add(self.remove_line)
        for field in (self.first, self.last, self.note):
            field.textChanged.connect(lambda _text: self.edited.emit())
        for choice in (self.who, self.substitute):
            choice.chosen.connect(lambda _id: self.edited.emit())

    def offer(self, staff: tuple[StaffRow, ...], own_id: int | None) -> None:
        """`own_id`: the only person whose absence may be entered; None: everybody's."""
        for choice, nobody in ((self.who, False), (self.substitute, True)):
            kept = choice.value()
            choice.clear()
            if nobody:
                choice.add(None, _("nobody"))
            for row in staff:
                if nobody or own_id in (None, row.id):
                    choice.add(row.id, row.name)
            if choice.findData(kept) >= 0:
                choice.set_value(kept)

    def show_value(self, value: AbsenceValue, *, is_new: bool) -> None:
        self._version = value.version
        for choice, wanted in ((self.who, value.staff_id), (self.substitute, value.substitute_id)):
            if choice.findData(wanted) >= 0:
                choice.set_value(wanted)
        for field, day in ((self.first, value.first_on), (self.last, value.last_on)):
            if day is not None:
                field.set_day(day)
        self.note.setText(value.note)
        self.remove_line.setVisible(not is_new)

    def value(self) -> AbsenceValue:
        staff_id, substitute_id = self.who.value(), self.substitute.value()
        assert staff_id is None or isinstance(staff_id, int)
        assert substitute_id is None or isinstance(substitute_id, int)
        days = self.first.day(), self.last.day()
        return AbsenceValue(staff_id, *days, substitute_id, self.note.text().strip(), self._version)

    def problems(self) -> dict[str, str]:
        problem = self.first.problem() or self.last.problem()
        return {"first_on": problem} if problem else {}

    def show_problems(self, problems: dict[str, str]) -> None:
        """Both days stand in one row."""
        wrong = problems.get("first_on") or problems.get("last_on")
        if wrong:
            problems = {**problems, "first_on": wrong, "last_on": wrong}
        super().show_problems(problems)


class AbsencesSection(RecordsSection[AbsenceValue]):
    """See the module's first words."""

    shows = frozenset({Kind.STAFF})

    def __init__(self, context: Context) -> None:
        self._today = now().astimezone(context.zone).date()
        form = AbsenceForm(self._today)
        super().__init__(context, form, _("Absences"), _("Add an absence"), "Ctrl+Shift+N")
        self.absence_form = form
        form.remove.clicked.connect(self._remove)
        form.rows_by_field["last_on"] = form.rows_by_field["first_on"]

    def summary(self) -> str:
        count = len(self.records)
        return ngettext("{count} absence", "{count} absences", count).format(count=number(count))

    def reload(self) -> None:
        self.context.runner.ask(self, load_absences, self._show_loaded)

    def _show_loaded(self, loaded: Loaded) -> None:
        self._today = loaded.today
        self.absence_form.offer(loaded.staff, None if self._plans else self.context.actor.id)
        mine = [row for row in loaded.absences if self._plans or row.staff_id == self.context.actor.id]
        self.show_records([_record(row) for row in mine])

    @property
    def _plans(self) -> bool:
        return self.context.may(Right.PLAN_STAFF)

    def new_value(self) -> AbsenceValue:
        return AbsenceValue(self.context.actor.id, self._today, self._today)

    def save_command(self, record_id: int | None, value: AbsenceValue) -> Callable[[Work], int]:
        return partial(save_shown, absence_id=record_id, value=value)

    def rebased(self, typed: AbsenceValue, saved: AbsenceValue) -> AbsenceValue:
        return replace(typed, version=saved.version)

    def saved_words(self, _value: AbsenceValue) -> str:
        return _("Absence saved.")

    def _remove(self) -> None:
        if self._current is not None:
            self.context.runner.act(
                self, partial(remove_absence, absence_id=self._current), lambda _none: self.reload()
            )


def save_shown(work: Work, *, absence_id: int | None, value: AbsenceValue) -> int:
    """Save what the form shows."""
    assert value.staff_id is not None
    assert value.first_on is not None
    assert value.last_on is not None
    saved = save_absence(
        work,
        absence_id=absence_id,
        staff_id=value.staff_id,
        first_on=value.first_on,
        last_on=value.last_on,
        substitute_id=value.substitute_id,
        note=value.note,
        version=value.version,
    )
    return saved.result


def _record(row: AbsenceRow) -> Record[AbsenceValue]:
    value = AbsenceValue(row.staff_id, row.first_on, row.last_on, row.substitute_id, row.note, row.version)
    days = _("{first} – {last}").format(first=listed_day(row.first_on), last=listed_day(row.last_on))
    line = _("{days}, {name} stands in").format(days=days, name=row.substitute_name) if row.substitute_name else days
    return Record(row.id, row.name, line, value)
