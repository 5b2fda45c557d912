"""What a case puts into the places of a letter, in the customer's language."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from csatdesk.domain.case_rows import CaseCard, CaseClock
from csatdesk.domain.deadlines import Clock, WorkCalendar, shown_day
from csatdesk.domain.letters import CaseLetters, Place
from csatdesk.operations.cases.clocks import ANSWER_CLOCKS
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import by_date, money, short_date
from csatdesk.wording.texts import LANGUAGES, speaking
from csatdesk.wording.words import in_sentence, word


def spoken_language(language: str) -> str:
    """The language of a letter: the customer's where we speak it."""
    return language if language in LANGUAGES else "en"


def letter_values(
    card: CaseCard, letters: CaseLetters, facts: CaseFacts, *, clerk: str, language: str
) -> Mapping[Place, str]:
    """Empty where the case does not know it."""
    zone = ZoneInfo(card.zone)
    with speaking(spoken_language(language)):
        path = facts.tree.path(card.row.topic_id, spoken_language(language))
        return {
            Place.CUSTOMER: card.customer.name if card.customer is not None else "",
            Place.NUMBER: card.row.number,
            Place.RECEIVED_ON: short_date(card.row.received_at.astimezone(zone).date()),
            Place.TOPIC: path[-1] if path else "",
            Place.PROMISED_DATE: promised_words(card, facts.calendar, facts),
            Place.TODAY: short_date(facts.at.astimezone(zone).date()),
            Place.OFFICE: letters.office_name,
            Place.PHONE: letters.office_phone,
            Place.CENTRE: letters.centre_name,
            Place.CLERK: clerk,
            Place.OUTCOME: in_sentence(word(card.outcome)) if card.outcome is not None else "",
            Place.REDRESS: money(card.redress, card.currency) if card.redress else "",
        }


def promised_words(card: CaseCard, calendar: WorkCalendar, facts: CaseFacts) -> str:
    """By when the customer has the answer: "by Thu 10 December"; empty when that day is past or nothing runs."""
    clock = answer_clock(card)
    if clock is None or clock.deadline.due_at <= facts.at or clock.deadline.is_paused:
        return ""
    day = shown_day(clock.deadline.due_at, clock.deadline.unit, calendar)
    return by_date(day, calendar.local_day(facts.at))


def answer_clock(card: CaseCard) -> CaseClock | None:
    """The running clock by which the customer gets the answer: that of the law where there is one, else our own."""
    running = [one for one in card.clocks if one.deadline.clock in ANSWER_CLOCKS and one.is_running]
    return min(running, key=lambda one: (one.deadline.due_at, one.deadline.clock is not Clock.LEGAL), default=None)
