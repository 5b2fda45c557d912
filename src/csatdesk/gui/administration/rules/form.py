"""One rule as a form."""

from dataclasses import dataclass

from csatdesk.domain.clocks import EVERY_REASON, ClockRule
from csatdesk.domain.deadlines import Clock, ServiceTarget, Unit
from csatdesk.domain.rules import NewRule, Rule
from csatdesk.domain.statuses import WaitingFor
from csatdesk.gui.administration.records import RecordForm
from csatdesk.gui.administration.rules.alarms_box import AlarmsBox
from csatdesk.gui.administration.rules.conditions_box import ConditionsBox
from csatdesk.gui.administration.rules.legal_box import LegalBox
from csatdesk.gui.administration.rules.rows import tall
from csatdesk.gui.administration.rules.small_fields import LocalField, WhetherAmount
from csatdesk.gui.administration.rules.tick_row import TickRow
from csatdesk.gui.administration.section import FactRow
from csatdesk.gui.fields import Choice, Label
from csatdesk.operations.rules import RuleBook
from csatdesk.wording.texts import _, spoken
from csatdesk.wording.words import word


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What the form shows."""

    new: NewRule
    version: int = 0


def rule_value(rule: Rule) -> RuleValue:
    new = NewRule(rule.clock, rule.rule, rule.conditions, rule.acknowledge, rule.profile, rule.source)
    return RuleValue(new, rule.version)


def empty_value(clock: Clock) -> RuleValue:
    """A house target waits for everybody; a legal period for nobody."""
    reasons = EVERY_REASON if clock is Clock.HOUSE else frozenset()
    return RuleValue(NewRule(clock, ClockRule(ServiceTarget(10, Unit.WORKING_DAYS), reasons)))


class RuleForm(RecordForm[RuleValue]):
    """See `RecordForm`. `clock_wanted`: what kind of rule a new one is."""

    def __init__(self) -> None:
        super().__init__()
        self._version, self._profile = 0, ""
        self.name = LocalField()
        self.row("name", _("&Name"), self.name)
        self.clock = Choice([(one, word(one)) for one in (Clock.HOUSE, Clock.LEGAL)])
        self.row("clock", _("Kin&d of rule"), self.clock)
        self.add_heading(_("For which cases"), _("Where nothing is ticked, every case fits."))
        self.conditions = ConditionsBox()
        self.add(self.conditions)
        self.add_heading(_("What it gives"))
        self._add_promise()
        self.legal = LegalBox()
        self.add(self.legal)
        self.rows_by_field |= self.legal.rows
        self.add_heading(_("Warnings and escalation"), _("The owner first, then the supervisor, then the head."))
        self.alarms = AlarmsBox()
        self.add(self.alarms)
        self.rows_by_field |= self.alarms.rows
        self._connect()

    def _add_promise(self) -> None:
        self.has_term = WhetherAmount(_("Within a fixed term"))
        self.amount = self.has_term.field
        tall(self.row("amount", _("&Answer"), self.has_term))
        self.rolls = Choice([(False, _("Stays the last day")), (True, _("Moves to the next working day"))])
        self._rolls = self.row("rolls", _("Closed last da&y"), self.rolls)
        self.explained = Label("", "small", "ink2", wrap=True)
        self.add(FactRow("", self.explained))
        self.acknowledges = WhetherAmount(_("Within a time of its own"))
        self.acknowledged = self.acknowledges.field
        tall(self.row("acknowledge", _("Acknowled&ge"), self.acknowledges))
        self.pauses = TickRow([(reason, word(reason)) for reason in WaitingFor])
        tall(self.row("pauses", _("Paused while waiting for"), self.pauses))

    def _connect(self) -> None:
        for field in (
            self.name,
            self.conditions,
            self.acknowledges,
            self.pauses,
            self.legal,
            self.alarms,
        ):
            field.edited.connect(self.edited)
        self.has_term.edited.connect(self._amount_edited)
        self.clock.chosen.connect(self._clock_chosen)
        self.rolls.chosen.connect(lambda _value: self.edited.emit())

    def offer(self, book: RuleBook) -> None:
        self.conditions.offer(book)

    def show_value(self, value: RuleValue, *, is_new: bool) -> None:
        new, rule = value.new, value.new.rule
        self._version, self._profile = value.version, new.profile
        self.clock.set_value(new.clock)
        self.clock.setEnabled(is_new)
        self.name.show_text(rule.target.name)
        self.conditions.show_conditions(new.conditions)
        self.has_term.show_on(rule.target.amount > 0)
        self.amount.show_amount(rule.target.amount, rule.target.unit)
        self.rolls.set_value(rule.target.roll_to_working_day)
        self.acknowledges.show_on(new.acknowledge is not None)
        told = new.acknowledge or ServiceTarget(1, Unit.WORKING_DAYS)
        self.acknowledged.show_amount(told.amount, told.unit)
        self.pauses.set_values(rule.pauses_for)
        self.legal.show_clock(new.clock)
        self.legal.show_legal(rule.starts_at, rule.event_name, rule.extension, rule.silence)
        self.legal.source.setText(new.source)
        self.alarms.show_alarms(rule.alarms)
        self._explain()

    def value(self) -> RuleValue:
        clock = self.clock.value()
        assert isinstance(clock, Clock)
        rule = ClockRule(
            target=self._target(),
            pauses_for=frozenset(one for one in self.pauses.values() if isinstance(one, WaitingFor)),
            alarms=self.alarms.alarms(),
            extension=self.legal.extension(),
            silence=self.legal.silence_means(),
            starts_at=self.legal.starts_at(),
            event_name=self.legal.event_name(),
        )
        told = ServiceTarget(*self.acknowledged.amount()) if self.acknowledges.is_on() else None
        source = self.legal.source.text().strip()
        return RuleValue(NewRule(clock, rule, self.conditions.conditions(), told, self._profile, source), self._version)

    def problems(self) -> dict[str, str]:
        found = self.value().new.problems()
        return {problem.field: spoken(problem) for problem in reversed(found) if problem.field}

    def _target(self) -> ServiceTarget:
        amount, unit = self.amount.amount()
        rolls = bool(self.rolls.value()) and unit.is_calendar
        return ServiceTarget(amount if self.has_term.is_on() else 0, unit, self.name.text(), rolls)

    def _clock_chosen(self, clock: object) -> None:
        assert isinstance(clock, Clock)
        self.pauses.set_values(empty_value(clock).new.rule.pauses_for)
        self.legal.show_clock(clock)
        self._explain()
        self.edited.emit()

    def _amount_edited(self) -> None:
        self._explain()
        self.edited.emit()

    def _explain(self) -> None:
        _amount, unit = self.amount.amount()
        self._rolls.setVisible(self.has_term.is_on() and unit.is_calendar)
        is_legal = self.clock.value() is Clock.LEGAL
        self.explained.setText(counting_words(unit, is_legal=is_legal) if self.has_term.is_on() else no_term_words())


def no_term_words() -> str:
    return _("No clock runs by this rule, and none of the rules below is tried any more.")


def counting_words(unit: Unit, *, is_legal: bool) -> str:
    """How a unit is counted, in one sentence."""
    if unit.is_calendar:
        return _("Every day counts. The day of receipt is day 0; the whole last day is still in time.")
    if unit is Unit.WORKING_DAYS and is_legal:
        return _("Days on which the office is open count. The whole last day is still in time.")
    if unit is Unit.WORKING_DAYS:
        return _(
            "Days on which the office is open count. The day of receipt is day 0; the last day ends at closing time."
        )
    return _("Only opening hours count; outside them counting waits for the next opening.")
