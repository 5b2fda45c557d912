"""What needs a decision, in words: its state, a sentence that begins with a verb, the reason, and the verb to press."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from csatdesk.domain.case_rows import CaseRow
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import DeadlineState, state
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import PromiseKind, PromiseRow
from csatdesk.domain.statuses import WaitingFor
from csatdesk.gui.cases import told
from csatdesk.gui.cases.told import capped
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.today.rows import (
    AwayPerson,
    BadAnswer,
    BadReview,
    By,
    CasesOfAway,
    ChecksNotDone,
    Decision,
    EffectToJudge,
    Escalated,
    LegalDay,
    LongPaused,
    OverdueMeasures,
    PromisesOfAway,
    RemindersDue,
    RepeatsToSettle,
    SegmentToReview,
    ShiftToConfirm,
    Surge,
    ToApprove,
    Unowned,
    Unusual,
    promise_deadline,
)
from csatdesk.wording.checklists import mark_of, place_of, title_of
from csatdesk.wording.checklists import state_words as check_state_words
from csatdesk.wording.corrective_actions import effect_words, verdict_words
from csatdesk.wording.formats import clock_time, number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import channel_word, deadline_words, segment_word, state_words


@dataclass(frozen=True, slots=True)
class Told:
    """`state` is a value of DeadlineState."""

    state: str
    words: str
    sentence: str
    reason: str
    verb: str


def decision(one: Decision, facts: CaseFacts) -> Told:
    stands, words = _state(one, facts)
    return Told(stands, words, *_said(one, facts))


def _state(one: Decision, facts: CaseFacts) -> tuple[str, str]:
    if isinstance(one, LongPaused):
        told_days = ngettext("paused {count} day", "paused {count} days", one.days)
        return DeadlineState.PAUSED.value, told_days.format(count=one.days)
    if isinstance(one, OverdueMeasures):
        return DeadlineState.OVERDUE.value, state_words(DeadlineState.OVERDUE, days_over=one.days)
    if isinstance(one, ChecksNotDone):
        return mark_of(one.first.state), check_state_words(one.first.state)
    if isinstance(one, SegmentToReview) and one.review.due_on == facts.calendar.local_day(facts.at):
        return DeadlineState.DUE_TODAY.value, state_words(DeadlineState.DUE_TODAY)
    if one.due is None:
        return DeadlineState.NONE.value, _since(one.since, facts)
    return state(one.due, facts.at, facts.calendar).value, deadline_words(one.due, facts.at, facts.calendar)


def _since(at: datetime, facts: CaseFacts) -> str:
    local = at.astimezone(facts.calendar.zone)
    if local.date() == facts.calendar.local_day(facts.at):
        return _("since {time}").format(time=clock_time(local))
    return _("since {day}").format(day=told.day(local.date(), facts))


def _said(one: Decision, facts: CaseFacts) -> tuple[str, str, str]:
    """Sentence, reason, verb."""
    match one:
        case PromisesOfAway() | CasesOfAway():
            return _of_away(one)
        case ToApprove() | LegalDay() | BadReview() | BadAnswer():
            return _to_customer(one, facts)
        case Surge() | Unusual():
            return _much(one, facts)
        case Unowned() | RepeatsToSettle():
            return _together(one, facts)
        case LongPaused() | Escalated() | ShiftToConfirm():
            return _waiting(one, facts)
        case OverdueMeasures() | EffectToJudge() | ChecksNotDone() | RemindersDue() | SegmentToReview():
            return _asked_after(one, facts)


def _asked_after(
    one: OverdueMeasures | EffectToJudge | ChecksNotDone | RemindersDue | SegmentToReview, facts: CaseFacts
) -> tuple[str, str, str]:
    if isinstance(one, RemindersDue):
        return _reminders(one)
    if isinstance(one, SegmentToReview):
        return _segment(one)
    return _checks(one, facts) if isinstance(one, ChecksNotDone) else _measures(one, facts)


def _measures(one: OverdueMeasures | EffectToJudge, facts: CaseFacts) -> tuple[str, str, str]:
    if isinstance(one, EffectToJudge):
        sentence = _("Say whether “{title}” helped").format(title=one.measure.title)
        return sentence, _effect_reason(one, facts), _("Judge")
    first = _("“{title}”, {name}").format(title=one.first.title, name=one.first.owner_name)
    if one.count == 1:
        return _("Ask after the measure that is overdue"), first, _("Look")
    sentence = ngettext(
        "Ask after {count} measure that is overdue", "Ask after {count} measures that are overdue", one.count
    )
    return sentence.format(count=capped(one.count)), first, _("Look")


def _checks(one: ChecksNotDone, facts: CaseFacts) -> tuple[str, str, str]:
    first = ", ".join((f"“{title_of(one.first)}”", place_of(one.first), told.day(one.first.day, facts)))
    if one.count == 1:
        return _("Ask why the check was not done"), first, _("Look")
    sentence = ngettext("Ask why {count} check was not done", "Ask why {count} checks were not done", one.count)
    return sentence.format(count=capped(one.count)), first, _("Look")


def _reminders(one: RemindersDue) -> tuple[str, str, str]:
    sentence = ngettext("Send {count} reminder of a survey", "Send {count} reminders of a survey", one.count)
    return sentence.format(count=capped(one.count)), f"“{one.name}”", _("Look")


def _segment(one: SegmentToReview) -> tuple[str, str, str]:
    sentence = _("Review what is written of the segment {name}").format(name=segment_word(one.review.segment))
    responsible, sees_to_it = one.review.responsible, _("Who sees to it")
    reason = f"{sees_to_it}: {responsible}" if responsible else _("Nobody is named who sees to it.")
    return sentence, reason, _("Look")


def _effect_reason(one: EffectToJudge, facts: CaseFacts) -> str:
    if one.effect is None:
        return _("Nothing is counted for it: say how you know.")
    today = facts.calendar.local_day(facts.at)
    return f"{verdict_words(one.effect, today)} {effect_words(one.effect, today)}"


def _bad_review(one: BadReview, facts: CaseFacts) -> tuple[str, str, str]:
    """Without the result: it may be read by one who is to score the same."""
    whose = _("Work of {name}, {day}.").format(
        name=one.row.employee_name, day=told.day(one.row.happened_at.astimezone(facts.calendar.zone).date(), facts)
    )
    if one.case is None:
        return _("Contact the customer after a bad review"), whose, _("Record")
    sentence = _("Contact {customer} after a bad review").format(customer=told.customer(one.case))
    return sentence, _joined(_listed(one.case.number, _topic(one.case.topic_id, facts)), whose), _("Record")


def _bad_answer(one: BadAnswer, facts: CaseFacts) -> tuple[str, str, str]:
    row = one.row
    survey = _("Survey “{name}”").format(name=row.survey_name)
    topic = _listed(one.case.number, _topic(one.case.topic_id, facts)) if one.case is not None else row.case_number
    why = _joined(row.told[:1].upper() + row.told[1:], _listed(topic, survey))
    if not row.name:
        return _("Call back after an answer to a survey"), why, _("Record")
    sentence = _("Call {customer} back after an answer to a survey")
    return sentence.format(customer=row.name), why, _("Record")


def _of_away(one: PromisesOfAway | CasesOfAway) -> tuple[str, str, str]:
    if isinstance(one, PromisesOfAway):
        return _promises_sentence(one), _promises_reason(one), _("Hand over")
    return _cases_sentence(one), _cases_reason(one), _("Hand over")


def _to_customer(one: ToApprove | LegalDay | BadReview | BadAnswer, facts: CaseFacts) -> tuple[str, str, str]:
    if isinstance(one, BadAnswer):
        return _bad_answer(one, facts)
    if isinstance(one, BadReview):
        return _bad_review(one, facts)
    if isinstance(one, LegalDay):
        verb = _("Send notice") if one.until is None else _("Extend")
        return _legal_sentence(one), _legal_reason(one, facts), verb
    sentence = _("Check the answer to {customer} before it goes out")
    return sentence.format(customer=told.customer(one.case)), _approve_reason(one), _("Read")


def _together(one: Unowned | RepeatsToSettle, facts: CaseFacts) -> tuple[str, str, str]:
    return _unowned(one, facts) if isinstance(one, Unowned) else _repeats(one)


def _unowned(one: Unowned, facts: CaseFacts) -> tuple[str, str, str]:
    sentence = ngettext(
        "Hand out {count} case that has no owner", "Hand out {count} cases that have no owner", one.count
    )
    return sentence.format(count=capped(one.count)), _topics_of(one.cases, facts), _("Hand out")


def _repeats(one: RepeatsToSettle) -> tuple[str, str, str]:
    sentence = ngettext("Look at {count} possible repeat", "Look at {count} possible repeats", one.count)
    named = _listed(*(case.number for case in one.cases))
    return sentence.format(count=capped(one.count)), named, _("Look")


def _waiting(one: LongPaused | Escalated | ShiftToConfirm, facts: CaseFacts) -> tuple[str, str, str]:
    if isinstance(one, ShiftToConfirm):
        return _("Read what {name} handed over").format(name=one.handed.from_name), shift_reason(one), _("Read")
    if isinstance(one, LongPaused):
        return _paused_sentence(one), _paused_reason(one, facts), _("Ask again")
    return _escalated_sentence(one), _escalated_reason(one, facts), _("Look")


def _promises_sentence(one: PromisesOfAway) -> str:
    name, count = one.person.name, len(one.promises)
    if count > 1:
        told_all = ngettext(
            "Give {count} promise to somebody, {name} is away",
            "Give {count} promises to somebody, {name} is away",
            count,
        )
        return told_all.format(count=number(count), name=name)
    if one.promises[0].kind is PromiseKind.CALL_BACK:
        return _("Give the promised call to somebody, {name} is away").format(name=name)
    return _("Give what was promised to somebody, {name} is away").format(name=name)


def _promises_reason(one: PromisesOfAway) -> str:
    first = one.promises[0]
    if len(one.promises) == 1:
        return _joined(_listed(first.case_number, first.customer_name, first.text), _stands_in(one.person))
    customers = [promise.customer_name for promise in one.promises if promise.customer_name]
    return _joined(_listed(*dict.fromkeys(customers)), _stands_in(one.person))


def _stands_in(person: AwayPerson) -> str:
    if person.stand_in_id is None:
        return _("Nobody stands in.")
    return _("{person} stands in.").format(person=person.stand_in_name)


def _cases_sentence(one: CasesOfAway) -> str:
    count = len(one.case_ids)
    sentence = ngettext("Hand over {count} case, {name} is away", "Hand over {count} cases, {name} is away", count)
    return sentence.format(count=number(count), name=one.person.name)


def _cases_reason(one: CasesOfAway) -> str:
    due_today = len(one.case_ids) - one.overdue
    parts = []
    if one.overdue:
        parts.append(ngettext("{count} overdue", "{count} overdue", one.overdue).format(count=number(one.overdue)))
    if due_today:
        parts.append(ngettext("{count} due today", "{count} due today", due_today).format(count=number(due_today)))
    return _joined(_listed(*parts), _stands_in(one.person))


def _approve_reason(one: ToApprove) -> str:
    words = ngettext("{count} word", "{count} words", one.words).format(count=number(one.words))
    by = _("Written by {person}, {words}.").format(person=one.written_by, words=words)
    return f"{one.case.number}. {by}"


def _legal_sentence(one: LegalDay) -> str:
    customer = told.customer(one.case)
    if one.until is None:
        return _("Send an interim notice to {customer}").format(customer=customer)
    return _("Answer {customer} or extend the last day").format(customer=customer)


def _legal_reason(one: LegalDay, facts: CaseFacts) -> str:
    day = told.day(told.due_day(one.due, facts.calendar), facts)
    last = _("Last day by law: {day}.").format(day=day)
    return _joined(_listed(one.case.number, _topic(one.case.topic_id, facts)), last)


def _topics_of(cases: Sequence[CaseRow], facts: CaseFacts) -> str:
    """ "3 Bills, 1 Contracts": what the first of them are about."""
    heads = Counter(_head(case.topic_id, facts) for case in cases)
    return _listed(*(f"{number(count)} {name}" for name, count in heads.most_common(4)))


def _head(topic_id: int | None, facts: CaseFacts) -> str:
    path = facts.tree.path(topic_id, language())
    return path[0] if path else _("Unclassified")


def _topic(topic_id: int | None, facts: CaseFacts) -> str:
    return told.matter(topic_id, facts.tree)[1]


def _paused_sentence(one: LongPaused) -> str:
    if one.case.known is not Known.CUSTOMER:
        return _(NAMELESS[one.waits_for])
    match one.waits_for:
        case WaitingFor.CUSTOMER:
            sentence = _("Ask {customer} again, the case waits for the customer")
        case WaitingFor.COLLEAGUE:
            sentence = _("Ask the colleague again, {customer} waits")
        case WaitingFor.ORGANISATION:
            sentence = _("Ask the organisation again, {customer} waits")
    return sentence.format(customer=told.customer(one.case))


NAMELESS = {
    WaitingFor.CUSTOMER: N_("Ask the customer again, the case waits"),
    WaitingFor.COLLEAGUE: N_("Ask the colleague again, the case waits"),
    WaitingFor.ORGANISATION: N_("Ask the organisation again, the case waits"),
}


def _paused_reason(one: LongPaused, facts: CaseFacts) -> str:
    since = _("Since {day}.").format(day=told.day(one.since.astimezone(facts.calendar.zone).date(), facts))
    return _joined(_listed(one.case.number, told.first_words(one.note)), since)


def _escalated_sentence(one: Escalated) -> str:
    if one.by_name:
        return _("Look at the case of {customer}, {person} asks for it").format(
            customer=told.customer(one.case), person=one.by_name
        )
    return _("Look at the case of {customer}, nobody has acted in time").format(customer=told.customer(one.case))


def _escalated_reason(one: Escalated, facts: CaseFacts) -> str:
    owner = _("Owner: {person}.").format(person=told.owner(one.case))
    return _joined(_listed(one.case.number, _topic(one.case.topic_id, facts)), owner)


def _much(one: Surge | Unusual, facts: CaseFacts) -> tuple[str, str, str]:
    return _surge(one, facts) if isinstance(one, Surge) else _unusual(one, facts)


def _unusual(one: Unusual, facts: CaseFacts) -> tuple[str, str, str]:
    """How much, what is usual, and that it is more than chance; how that was computed stands in the help."""
    weeks, name = one.weeks, _unusual_name(one, facts)
    if weeks.times is None:
        sentence = _("Look at “{what}”: nothing came of it before").format(what=name)
    else:
        sentence = _("Look at “{what}”: {times} times the usual").format(what=name, times=number(weeks.times, 1))
    count = ngettext("{count} case in 7 days", "{count} cases in 7 days", weeks.now).format(count=number(weeks.now))
    before = _("{low} to {high} in each of the 8 weeks before").format(
        low=number(min(weeks.before)), high=number(max(weeks.before))
    )
    return sentence, _joined(_listed(count, before), _("Not by chance.")), _("Look")


def _unusual_name(one: Unusual, facts: CaseFacts) -> str:
    if isinstance(one.key, Channel):
        return channel_word(one.key)
    return _topic(one.key, facts) if one.by is By.TOPIC else dict(facts.offices)[one.key]


def _surge(one: Surge, facts: CaseFacts) -> tuple[str, str, str]:
    count = ngettext("{count} contact in 4 hours", "{count} contacts in 4 hours", one.contacts)
    told_count = _listed(count.format(count=number(one.contacts)), one.office_name)
    topic = _topic(one.topic_id, facts)
    if one.matter_id is not None:
        sentence = _("Tie these contacts to the known matter “{title}”").format(title=one.matter_title)
        return sentence, _listed(topic, told_count), _("Tie")
    sentence = _("Make a known matter of “{topic}”").format(topic=topic)
    return sentence, _joined(told_count, _("One text to say, one answer to all when it ends.")), _("Make known")


def shift_reason(one: ShiftToConfirm) -> str:
    count = len(one.promises)
    promises = ngettext("{count} open promise", "{count} open promises", count).format(count=number(count))
    return _joined(promises if count else "", told.first_words(one.handed.note))


def _listed(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _joined(*sentences: str) -> str:
    """Short sentences one after another, each with its full stop."""
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in sentences if part)


def promise_due(promise: PromiseRow, facts: CaseFacts) -> tuple[str, str]:
    """State and words of an open promise: "by 14:00" while it is due today."""
    due = promise_deadline(promise)
    stands = state(due, facts.at, facts.calendar)
    if stands is DeadlineState.DUE_TODAY and not due.is_period:
        return stands.value, _("by {time}").format(time=clock_time(due.due_at.astimezone(facts.calendar.zone)))
    return stands.value, deadline_words(due, facts.at, facts.calendar)
