"""What is said of asking: what goes out when, what became of it, by which rule people are drawn."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from enum import Enum

from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition, OutcomeRates
from csatdesk.domain.survey_sampling import DrawingRule, Fate, Moment, RuleRow
from csatdesk.domain.survey_sending import (
    CallResult,
    InvitationRow,
    MessageState,
    RouteFigures,
    Shown,
    Step,
    StepFigures,
    TextName,
)
from csatdesk.domain.surveys import Route
from csatdesk.wording.formats import listed_day, number, percent, short_date
from csatdesk.wording.surveys import words as survey_words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence

WORDS: Mapping[Enum, str] = {
    Step.INVITATION: N_("Invitation"),
    Step.REMINDER: N_("First reminder"),
    Step.LAST_REMINDER: N_("Second reminder"),
    TextName.INVITATION: N_("Invitation"),
    TextName.REMINDER: N_("First reminder"),
    TextName.LAST_REMINDER: N_("Second reminder"),
    TextName.RECEIPT: N_("Line on the receipt"),
    TextName.SMS: N_("Text message"),
    TextName.CHAT: N_("Chat"),
    TextName.NEWSLETTER: N_("Newsletter"),
    TextName.SOCIAL: N_("Social media"),
    CallResult.NO_ANSWER: N_("No answer"),
    CallResult.BUSY: N_("Busy"),
    CallResult.LATER: N_("Call another time"),
    CallResult.WRONG_NUMBER: N_("Wrong number"),
    Shown.ALL: N_("everybody"),
    Shown.WAITING: N_("not asked yet"),
    Shown.ASKED: N_("asked, no answer"),
    Shown.ANSWERED: N_("answered"),
    Shown.TROUBLE: N_("did not arrive"),
    Shown.TO_CALL: N_("to call"),
    Shown.OTHER: N_("settled without an answer"),
    Moment.CONTACT: N_("after a contact"),
    Moment.FIRST_CONTACT: N_("after the first contact of a customer"),
    Moment.CASE_CLOSED: N_("after a case was closed"),
    Moment.REQUEST_CLOSED: N_("after a request was done"),
    Moment.COMPLAINT_CLOSED: N_("after a complaint or claim was closed"),
    Fate.ASKED: N_("asked"),
    Fate.NO_ADDRESS: N_("no address"),
    Fate.ASKED_LATELY: N_("asked lately"),
    Fate.NO_CONSENT: N_("no consent"),
}


def words(member: Enum) -> str:
    return _(WORDS[member])


def step_words(figures: StepFigures) -> str:
    """ "412 sent, 38 to send now"; "none sent, the next on Thu 3 December"."""
    parts = [ngettext("{count} sent", "{count} sent", figures.sent).format(count=number(figures.sent))]
    if figures.due:
        due = ngettext("{count} to send now", "{count} to send now", figures.due)
        parts.append(due.format(count=number(figures.due)))
    if figures.next_on is not None:
        parts.append(_("the next on {day}").format(day=listed_day(figures.next_on)))
    return ", ".join(parts)


def state_words(row: InvitationRow) -> str:
    """How it stands with one who is asked, in one or two words."""
    if row.disposition is not Disposition.UNKNOWN:
        return survey_words(row.disposition)
    if not row.is_delivered:
        return _("Came back")
    if row.message is MessageState.FAILED:
        return _("Not taken by the mail server")
    if row.message in {MessageState.OUTGOING, MessageState.UNSURE}:
        return _("Nobody knows whether it left")
    if row.sent_at is None:
        return _("To be called") if row.route is Route.PHONE else _("Not asked yet")
    return _("Asked")


def when_words(row: InvitationRow, zone: tzinfo) -> str:
    """When they were or will be asked: "asked 19 Nov 2026, 2 reminders"; never when they answered."""
    if row.sent_at is None:
        return _("from {day}").format(day=short_date(row.send_on)) if row.send_on is not None else ""
    told = [_("asked {day}").format(day=short_date(_local(row.sent_at, zone)))]
    if row.reminders:
        told.append(ngettext("{count} reminder", "{count} reminders", row.reminders).format(count=row.reminders))
    if row.calls:
        told.append(ngettext("{count} call in vain", "{count} calls in vain", row.calls).format(count=row.calls))
    return ", ".join(told)


def _local(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()


def route_words(one: RouteFigures) -> str:
    """ "400 asked, 88 answered, 22 % of those asked, 23 % of those reached"; or only how many answers came."""
    came = ngettext("{count} answer", "{count} answers", one.responses).format(count=number(one.responses))
    if not one.asked:
        return came
    told = _("{asked} asked, {answered} answered, {share} of those asked")
    parts = [told.format(asked=number(one.asked), answered=number(one.answered), share=_of(one.answered, one.asked))]
    if 0 < one.delivered < one.asked:
        parts.append(_("{share} of those reached").format(share=_of(min(one.answered, one.delivered), one.delivered)))
    return ", ".join(parts)


def _of(count: int, whole: int) -> str:
    return percent(count / whole, 1)


def rate_lines(rates: OutcomeRates) -> str:
    """The rates of the American Association for Public Opinion Research by their own names."""
    named = (
        ("RR1", rates.rr1),
        ("RR2", rates.rr2),
        ("RR3", rates.rr3),
        ("RR4", rates.rr4),
        ("RR5", rates.rr5),
        ("RR6", rates.rr6),
        ("COOP1", rates.coop1),
    )
    return " · ".join(f"{name} {percent(rate, 1)}" if rate is not None else f"{name} –" for name, rate in named)


def rule_words(rule: DrawingRule) -> str:
    """ "1 in 10, after a contact, by e-mail, nobody again within 90 days"."""
    parts = [
        _("one in {count}").format(count=number(rule.every)),
        words(rule.moment),
        in_sentence(survey_words(rule.route)),
    ]
    if rule.wait_days:
        told = ngettext("{count} day later", "{count} days later", rule.wait_days)
        parts.append(told.format(count=number(rule.wait_days)))
    if rule.gap_days:
        told = ngettext("nobody again within {count} day", "nobody again within {count} days", rule.gap_days)
        parts.append(told.format(count=number(rule.gap_days)))
    if rule.needs_consent:
        parts.append(_("only with a consent"))
    if rule.sends_at_once:
        parts.append(_("sent at once"))
    return ", ".join(parts)


def drawn_words(row: RuleRow) -> str:
    """ "drawn from 214: 18 asked, 2 no address"."""
    told = [f"{number(row.drawn[fate])} {words(fate)}" for fate in Fate if row.drawn.get(fate)]
    if not told:
        return _("nobody yet, of {count}").format(count=number(row.frame_size))
    return _("drawn from {count}: {parts}").format(count=number(row.frame_size), parts=", ".join(told))
