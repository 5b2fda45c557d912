"""The fields of a programme, of a wave, and of what is decided about a visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.mystery import Flag, NewProgramme, NewScenario, NewWave, Quota, VisitState
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.day_field import DayField, DayUnreadable, read_day
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import CheckBox, Choice, Label, SegmentedChoice, TextBox, TextField
from csatdesk.gui.mystery.tick_list import TickList
from csatdesk.gui.today.forms import at_left
from csatdesk.gui.topics.topic_form import ByLanguage
from csatdesk.gui.whole_numbers import whole_number
from csatdesk.operations.mystery.programmes import ProgrammeRow, StandardChoice
from csatdesk.operations.mystery.queries import VisitRow, WaveCard
from csatdesk.wording.texts import _, language
from csatdesk.wording.visits import flag_words, window_words

LINES, WAVE_DAYS = 3, 20


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    new: NewProgramme
    scenarios: tuple[NewScenario, ...]


class ProgrammeForm(DraftForm):
    """A programme, and one scenario of its own to add."""

    def __init__(self, today: date, standards: Sequence[StandardChoice], row: ProgrammeRow | None = None) -> None:
        super().__init__(_("New programme") if row is None else _("Change the programme"), _("Save"))
        self.row, self._today = row, today
        shown = row.programme if row is not None else NewProgramme("", "")
        self.name = TextField(shown.name)
        self.goal, self.use = TextBox(shown.goal), TextBox(shown.use_of_results)
        for box in (self.goal, self.use):
            box.setFixedHeight(box.lines_high(LINES))
        self.informed = TextField(f"{shown.informed_on:%d.%m.%Y}" if shown.informed_on else "")
        self.names_staff = CheckBox(_("Reports may &name the employee"))
        self.names_staff.setChecked(shown.names_staff)
        offered = [(one.id, one.titles.in_language(language())) for one in standards]
        self.standard = Choice([(None, _("none")), *offered])
        if shown.standard_id in dict(offered):
            self.standard.set_value(shown.standard_id)
        self.gap = TextField(str(shown.gap_days))
        self.key, self.segment, self.answer = TextField(), TextField(), TextField()
        self.brief = ByLanguage(LINES, _("What the visitor asks"))
        self._lay_out_fields()
        self.lay_out()

    def _lay_out_fields(self) -> None:
        self.add("name", _("&Name"), self.name)
        self.add("goal", _("&Goal"), self.goal)
        self.add("standard_id", _("&Scorecard"), self.standard)
        self.add("informed_on", _("Staff &informed on"), self.informed)
        hint = _("Without this day no employee is ever named.")
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.rows.addWidget(self.names_staff)
        self.add("use_of_results", _("&Use of results"), self.use)
        self.add("gap_days", _("&Days before a visitor returns"), self.gap)
        self.rows.addWidget(Label(_("One more scenario"), bold=True))
        there = [one.scenario.key for one in self.row.scenarios] if self.row is not None else []
        if there:
            self.rows.addWidget(
                Label(_("There are: {names}").format(names=", ".join(there)), "small", "ink2", wrap=True)
            )
        self.add("key", _("S&hort name"), self.key)
        self.add("segment", _("S&egment"), self.segment)
        self.add("brief", _("What the visitor &asks"), self.brief)
        self.add("answer_key", _("&Right answer"), self.answer)

    def draft(self) -> ProgrammeDraft:
        informed = self.informed.text().strip()
        informed_on = read_day(informed, self._today) if informed else None
        if informed and informed_on is None:
            raise DayUnreadable(field="informed_on", typed=informed, example=f"{self._today:%d.%m.%Y}")
        standard_id = self.standard.value()
        new = NewProgramme(
            name=self.name.text(),
            goal=self.goal.toPlainText(),
            informed_on=informed_on,
            use_of_results=self.use.toPlainText(),
            names_staff=self.names_staff.isChecked(),
            standard_id=standard_id if isinstance(standard_id, int) else None,
            gap_days=whole_number(self.gap, "gap_days"),
        )
        brief, key = LocalText(self.brief.texts()), self.key.text().strip()
        own = NewScenario(key, brief, self.segment.text().strip(), self.answer.text().strip())
        return ProgrammeDraft(new, (own,) if key and brief else ())

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class WaveForm(DraftForm):
    """`saved` comes with a NewWave of the programme. `asked`: of the wave that is planned anew."""

    def __init__(
        self,
        programme: ProgrammeRow,
        offices: Sequence[tuple[int, str]],
        visitors: Sequence[tuple[int, str]],
        today: date,
        asked: NewWave | None = None,
    ) -> None:
        super().__init__(_("New wave") if asked is None else _("Plan anew"), _("Plan it"))
        self.programme = programme
        self.name = TextField(asked.name if asked is not None else "")
        first = asked.first_on if asked is not None else today + timedelta(days=1)
        self.first = DayField(_("First day"), first, today)
        self.last = DayField(_("Last day"), asked.last_on if asked else first + timedelta(days=WAVE_DAYS), today)
        scenarios = [(one.id, one.scenario.key) for one in programme.scenarios]
        quotas = asked.quotas if asked is not None else ()
        self.scenarios = TickList(scenarios, {one.scenario_id for one in quotas} or dict(scenarios))
        self.offices = TickList(list(offices), {one.office_id for one in quotas} or dict(offices))
        self.count = TextField(str(quotas[0].count if quotas else 1))
        self.visitors = TickList(list(visitors), asked.visitor_ids if asked is not None else dict(visitors))
        self._lay_out_fields()
        self.lay_out()

    def _lay_out_fields(self) -> None:
        self.rows.addWidget(Label(self.programme.name, bold=True, wrap=True))
        self.add("name", _("&Name"), self.name)
        self.add("first_on", _("&First day"), at_left(self.first))
        self.add("last_on", _("&Last day"), at_left(self.last))
        self.add("offices", _("&Offices"), self.offices)
        self.add("scenarios", _("&Scenarios"), self.scenarios)
        self.add("count", _("Ti&mes"), self.count)
        self.rows.addWidget(Label(_("So often each scenario is played at each office."), "caption", "ink2", wrap=True))
        self.add("visitors", _("&Visitors"), self.visitors)

    def draft(self) -> NewWave:
        first, last = self.first.needed("first_on"), self.last.needed("last_on")
        count = whole_number(self.count, "count")
        quotas = tuple(
            Quota(office, scenario, count) for office in self.offices.ticked() for scenario in self.scenarios.ticked()
        )
        return NewWave(self.name.text(), first, last, quotas, self.visitors.ticked())

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


@dataclass(frozen=True, slots=True)
class Decision:
    """`state`: what becomes of the report."""

    state: VisitState
    agreed: tuple[Flag, ...] = ()
    reason: str = ""


class DecideForm(DraftForm):
    """Accept a report with a yes to each oddity, send it back, or leave the visit out; `saved`: a Decision."""

    def __init__(self, visit: VisitRow) -> None:
        super().__init__(_("Decide about the visit"), _("Save"))
        self.visit = visit
        ways = [(VisitState.ACCEPTED, _("Accept")), (VisitState.RETURNED, _("Send back"))]
        is_reported = visit.state is VisitState.REPORTED
        self.way = SegmentedChoice([*(ways if is_reported else []), (VisitState.VOID, _("Does not count"))])
        self.flags: Mapping[Flag, CheckBox] = {flag: CheckBox(flag_words(flag)) for flag in visit.flags}
        self.reason = TextBox()
        self.reason.setFixedHeight(self.reason.lines_high(LINES))
        self.rows.addWidget(
            Label(f"{visit.office_name}, {window_words(visit.from_at, visit.to_at, visit.zone)}", bold=True, wrap=True)
        )
        self._asked = Label(_("Say yes to each, or send the report back:"), "small", "ink2", wrap=True)
        self.add("way", _("&The report"), self.way)
        self.rows.addWidget(self._asked)
        for box in self.flags.values():
            self.rows.addWidget(box)
        self.add("reason", _("Wh&y"), self.reason)
        self.way.chosen.connect(lambda _value: self._fit())
        self._fit()
        self.lay_out()

    def _fit(self) -> None:
        accepts = self.way.value() is VisitState.ACCEPTED
        self._asked.setVisible(accepts and bool(self.flags))
        for box in self.flags.values():
            box.setVisible(accepts)
        self.named["reason"].setVisible(not accepts)

    def draft(self) -> Decision:
        agreed = tuple(flag for flag, box in self.flags.items() if box.isChecked())
        state = self.way.value()
        assert isinstance(state, VisitState)
        return Decision(state, agreed, self.reason.toPlainText())

    def focus_first(self) -> None:
        self.way.focus_chosen()


class MoveForm(DraftForm):
    """Another time or another visitor; `saved` comes with the keywords of `change_visit`."""

    def __init__(self, visit: VisitRow, visitors: Sequence[tuple[int, str]]) -> None:
        super().__init__(_("Move the visit"), _("Save"))
        self.visit = visit
        self.begins, self.ends = MomentField(), MomentField()
        self.begins.show_moment(visit.from_at, visit.zone)
        self.ends.show_moment(visit.to_at, visit.zone)
        self.visitor = Choice(list(visitors))
        if visit.visitor_id in dict(visitors):
            self.visitor.set_value(visit.visitor_id)
        self.rows.addWidget(Label(visit.office_name, bold=True, wrap=True))
        self.add("moment", _("&From"), self.begins)
        self.add("to", _("&To"), self.ends)
        self.add("visitor", _("&Visitor"), self.visitor)
        self.lay_out()

    def draft(self) -> dict[str, object]:
        zone = self.visit.zone
        return {
            "from_at": self.begins.moment(zone, "moment"),
            "to_at": self.ends.moment(zone, "to"),
            "visitor_id": self.visitor.value(),
        }

    def focus_first(self) -> None:
        self.begins.setFocus(Qt.FocusReason.OtherFocusReason)


class ReleaseForm(DraftForm):
    """Says what the release does, which cannot be undone."""

    def __init__(self, card: WaveCard) -> None:
        super().__init__(_("Release the wave"), _("Release"))
        self.card = card
        self.rows.addWidget(Label(card.row.name, bold=True, wrap=True))
        for words in (
            _("Everybody may see the results from now on."),
            _("Contacts that the visitors made leave all lists and figures, and staff are told."),
            _("This cannot be undone."),
        ):
            self.rows.addWidget(Label(words, wrap=True))
        self.lay_out()

    def draft(self) -> None:
        return None

    def focus_first(self) -> None:
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)
