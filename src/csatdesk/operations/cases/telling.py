"""What to tell the customer now (C31): how the case stands, in a paragraph to read out or to copy."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import NoAnswerReason
from csatdesk.domain.deadlines import shown_day
from csatdesk.domain.letters import CaseLetters
from csatdesk.domain.promises import PromiseKind, PromiseRow
from csatdesk.domain.statuses import Status
from csatdesk.operations.cases.letter_values import answer_clock, spoken_language
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import by_date, short_date
from csatdesk.wording.texts import _, speaking
from csatdesk.wording.words import in_sentence, word

STANDS = {
    Status.REGISTERED: lambda: _("It is registered and will be taken up next."),
    Status.IN_WORK: lambda: _("We are working on it."),
    Status.WAITING_CUSTOMER: lambda: _("We are waiting for what we asked you for; then we go on at once."),
    Status.WAITING_COLLEAGUE: lambda: _("We are waiting for an explanation from a colleague."),
    Status.ANSWER_PREPARED: lambda: _("The answer is written and goes out next."),
    Status.TO_APPROVE: lambda: _("The answer is written and is being checked."),
    Status.PROMISE_OPEN: lambda: _("It is decided; what we promised is still to be done."),
}


def what_to_tell(card: CaseCard, letters: CaseLetters, facts: CaseFacts, *, language: str) -> str:
    """One paragraph in `language`. It names nobody of the staff and repeats no note: those are not the customer's."""
    with speaking(spoken_language(language)):
        return " ".join(_sentences(card, letters, facts, spoken_language(language)))


def _sentences(card: CaseCard, letters: CaseLetters, facts: CaseFacts, language: str) -> Iterator[str]:
    zone = ZoneInfo(card.zone)
    came = short_date(card.row.received_at.astimezone(zone).date())
    path = facts.tree.path(card.row.topic_id, language)
    if path:
        told = _("Your case {number} (topic: {topic}) came in on {day}.")
        yield told.format(number=card.row.number, topic=path[-1], day=came)
    else:
        yield _("Your case {number} came in on {day}.").format(number=card.row.number, day=came)
    yield from _stands(card, zone)
    yield from _answer(card, facts)
    for promise in card.open_promises:
        yield from _promise(promise, facts)
    if letters.office_phone and card.row.status.is_open:
        yield _("If you have a question, call us on {phone}.").format(phone=letters.office_phone)


def _stands(card: CaseCard, zone: ZoneInfo) -> Iterator[str]:
    status = card.row.status
    if status is Status.WAITING_ORGANISATION:
        names = [one.organisation_name for one in card.open_promises if one.kind is PromiseKind.REFERRAL]
        told = _("We are waiting for an answer from: {organisation}.")
        yield told.format(organisation=", ".join(names)) if names else STANDS[Status.IN_WORK]()
    elif status in STANDS:
        yield STANDS[status]()
    if card.answer_sent_at is not None:
        yield _("Our answer was sent on {day}.").format(day=short_date(card.answer_sent_at.astimezone(zone).date()))
    if card.outcome is not None and card.closed_at is not None:
        day = short_date(card.closed_at.astimezone(zone).date())
        yield _("It was closed on {day}: {outcome}.").format(day=day, outcome=in_sentence(word(card.outcome)))


def _answer(card: CaseCard, facts: CaseFacts) -> Iterator[str]:
    """By when the answer comes, or that it is late."""
    clock = answer_clock(card)
    if clock is None or card.no_answer_reason is NoAnswerReason.NOT_WANTED or clock.deadline.is_paused:
        return
    day = shown_day(clock.deadline.due_at, clock.deadline.unit, facts.calendar)
    if clock.deadline.due_at > facts.at:
        yield _("You will have our answer {by_date}.").format(by_date=by_date(day, facts.calendar.local_day(facts.at)))
    else:
        told = _("Our answer was due on {day}. We are sorry that you have to wait; we see to it now.")
        yield told.format(day=short_date(day))


def _promise(promise: PromiseRow, facts: CaseFacts) -> Iterator[str]:
    """What was promised, by its kind: the words of the clerk are in the clerk's language."""
    if promise.kind in {PromiseKind.REFERRAL, PromiseKind.STEP, PromiseKind.OTHER} or promise.due_at is None:
        return
    day = facts.calendar.local_day(promise.due_at)
    if promise.due_at > facts.at:
        told = _("Promised to you: {promise}, {by_date}.")
        when = by_date(day, facts.calendar.local_day(facts.at))
        yield told.format(promise=in_sentence(word(promise.kind)), by_date=when)
    else:
        yield _("Promised to you and overdue: {promise}.").format(promise=in_sentence(word(promise.kind)))
