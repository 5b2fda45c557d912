"""The fields with which a check is left out, and a schedule is set, changed and ended."""

from datetime import date, tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from csatdesk.domain.checklists import (
    DAY_LAST,
    DAY_MINUTES,
    CheckReasonMissing,
    CheckRow,
    NewSchedule,
    Rhythm,
    ScheduleRow,
    ScheduleTimeWrong,
    Terms,
)
from csatdesk.gui.cases.due_field import TimeUnreadable, read_time
from csatdesk.gui.checklists.questions import Planning
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, Label, TextBox, TextField, dress_spin_box
from csatdesk.gui.flow_box import FlowBox
from csatdesk.wording.checklists import RHYTHMS, day_words, minutes_words, place_of, title_of
from csatdesk.wording.texts import _, language
from csatdesk.wording.weekdays import weekday_names

REASON_LINES = 3
USUAL_UNTIL = 9 * 60


class ExcuseForm(DraftForm):
    """`saved` comes with the reason."""

    def __init__(self, row: CheckRow, zone: tzinfo) -> None:
        super().__init__(_("Leave this check out"), _("Leave it out"))
        self.row = row
        self.rows.addWidget(Label(title_of(row), bold=True, wrap=True))
        self.rows.addWidget(Label(f"{place_of(row)}. {day_words(row, zone)}", "small", "ink2", wrap=True))
        self.reason = TextBox()
        self.reason.setFixedHeight(self.reason.lines_high(REASON_LINES))
        self.add("reason", _("&Why"), self.reason)
        told = _("It then counts as left out, with your name and reason, and in no share of what was done.")
        self.rows.addWidget(Label(told, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> str:
        if not self.reason.toPlainText().strip():
            raise CheckReasonMissing(field="reason")
        return self.reason.toPlainText()

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class ScheduleForm(DraftForm):
    """`saved` comes with a NewSchedule. With `row` its terms are changed from a day on; standard and office stay."""

    def __init__(self, planning: Planning, office_id: int, row: ScheduleRow | None = None) -> None:
        heading = _("New schedule") if row is None else _("Change the schedule")
        super().__init__(heading, _("Save"))
        self._planning, self.row = planning, row
        shown = row.latest.terms if row is not None else _usual(planning.today)
        self.standard = Choice([(one.id, one.titles.in_language(language())) for one in planning.standards])
        self.office = Choice(planning.facts.offices)
        self.office.set_value(office_id if row is None else row.office_id)
        self.place = TextField(shown.place)
        self.rhythm = Choice([(one, _(words)) for one, words in RHYTHMS.items()])
        self.rhythm.set_value(shown.rhythm)
        self.weekday = Choice(list(enumerate(weekday_names())))
        self.weekday.set_value(shown.weekday)
        self.day = QSpinBox()
        self.day.setRange(1, DAY_LAST)
        self.day.setValue(shown.day)
        dress_spin_box(self.day)
        self.until = TextField(minutes_words(shown.until))
        self.asked = Choice()
        self.first = DayField(_("First day"), max(shown.first_on, planning.today), planning.today)
        self.last = DayField(_("Last day"), shown.last_on or planning.today, planning.today)
        if shown.last_on is None or shown.last_on < planning.today:
            self.last.clear()
        self._lay_out_fields()
        self._fit_people()
        if self.asked.findData(shown.asked_id) >= 0:
            self.asked.set_value(shown.asked_id)
        self.lay_out()
        self._fit_rhythm()

    def _lay_out_fields(self) -> None:
        days = FlowBox(self.first, Label("–", "body", "ink2"), self.last)
        days.setFocusProxy(self.first)
        if self.row is None:
            self.add("standard", _("&Standard"), self.standard)
            self.add("office", _("&Office"), self.office)
        else:
            self.rows.addWidget(Label(self.row.titles.in_language(language()), bold=True, wrap=True))
            self.rows.addWidget(Label(self.row.office_name, "small", "ink2"))
        self.add("place", _("&Hall or room"), self.place)
        self.add("rhythm", _("How of&ten"), self.rhythm)
        self.add("weekday", _("Week&day"), self.weekday)
        self.add("day", _("Day of the &month"), self.day)
        self.add("until", _("&Until"), self.until)
        self.add("asked", _("&Who"), self.asked)
        self.add("first_on", _("&From – to"), days, hint=_("The last day may stay empty."))
        self.named["first_on"].label.setBuddy(self.first)
        self.named["last_on"] = self.named["first_on"]
        told = _("On closed days nothing is asked for. What is due weekly or monthly moves to the next open day.")
        self.rows.addWidget(Label(told, "small", "ink2", wrap=True))
        self.rhythm.chosen.connect(lambda _value: self._fit_rhythm())
        self.office.chosen.connect(lambda _value: self._fit_people())

    def _fit_rhythm(self) -> None:
        self.named["weekday"].setVisible(self.rhythm.value() is Rhythm.WEEKLY)
        self.named["day"].setVisible(self.rhythm.value() is Rhythm.MONTHLY)

    def _fit_people(self) -> None:
        """Who can be asked in the chosen office."""
        kept, office = self.asked.value(), self.office.value()
        people = self._planning.people_of(office) if isinstance(office, int) else []
        self.asked.clear()
        self.asked.add(None, _("anybody there"))
        for one in people:
            self.asked.add(one.id, one.name)
        if self.asked.findData(kept) >= 0:
            self.asked.set_value(kept)

    def draft(self) -> NewSchedule:
        standard, office = self.standard.value(), self.office.value()
        assert isinstance(office, int)
        if self.row is not None:
            standard = self.row.standard_id
        new = NewSchedule(standard if isinstance(standard, int) else None, office, self._terms())
        new.check(self._planning.today)
        return new

    def _terms(self) -> Terms:
        rhythm, weekday, asked = self.rhythm.value(), self.weekday.value(), self.asked.value()
        assert isinstance(rhythm, Rhythm)
        return Terms(
            rhythm=rhythm,
            until=_minutes(self.until.text()),
            first_on=self.first.needed("first_on"),
            last_on=self.last.needed("last_on") if self.last.text().strip() else None,
            weekday=weekday if isinstance(weekday, int) else 0,
            day=self.day.value(),
            place=self.place.text(),
            asked_id=asked if isinstance(asked, int) else None,
        )

    def focus_first(self) -> None:
        first = self.standard if self.row is None else self.rhythm
        first.setFocus(Qt.FocusReason.OtherFocusReason)


class EndForm(DraftForm):
    """`saved` comes with the last day that may still ask for a check."""

    def __init__(self, row: ScheduleRow, today: date) -> None:
        super().__init__(_("End the schedule"), _("End it"))
        self.row = row
        self.rows.addWidget(Label(row.titles.in_language(language()), bold=True, wrap=True))
        self.last = DayField(_("Last day"), today, today)
        self.add("last_on", _("&Last day"), self.last)
        told = _("What was asked for until then stays as it was.")
        self.rows.addWidget(Label(told, "small", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> date:
        return self.last.needed("last_on")

    def focus_first(self) -> None:
        self.last.setFocus(Qt.FocusReason.OtherFocusReason)


def _usual(today: date) -> Terms:
    return Terms(Rhythm.DAILY, USUAL_UNTIL, today)


def _minutes(typed: str) -> int:
    if typed.strip() == minutes_words(DAY_MINUTES):
        return DAY_MINUTES
    try:
        time = read_time(typed)
    except TimeUnreadable as error:
        raise ScheduleTimeWrong(field="until") from error
    if time is None:
        raise ScheduleTimeWrong(field="until")
    return time.hour * 60 + time.minute
