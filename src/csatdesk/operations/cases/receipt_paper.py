"""What stands on a customer's receipt, in the customer's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from csatdesk.domain.case_rows import CaseCard, CaseClock
from csatdesk.domain.deadlines import Unit, WorkCalendar, shown_day
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.cases.clocks import ANSWER_CLOCKS
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.survey_texts import receipt_line
from csatdesk.operations.work import Reading
from csatdesk.reports.receipt import ReceiptPaper
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.deadlines import CaseDeadline
from csatdesk.wording.attendance import representative_words
from csatdesk.wording.formats import by_date, by_instant, full_instant, short_instant
from csatdesk.wording.opening_hours import opening_words
from csatdesk.wording.texts import LANGUAGES, _, speaking
from csatdesk.wording.words import amount_words, clock_word, in_sentence, word

TIMED = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS})  # promised to the minute, not for a day


def read_receipt(reading: Reading, *, case_id: int, read_back: bool = False) -> ReceiptPaper:
    """The receipt of one case. The words are those of the case's language, whatever is spoken here."""
    card = load_case(reading, case_id=case_id)
    office = reading.db.get_one(Office, card.office_id)
    calendar = calendar_version(reading, office.calendar_id)
    answer = _answer_clock(card)
    spoken = card.language if card.language in LANGUAGES else reading.centre.language
    zone = ZoneInfo(card.zone)
    survey, survey_code = receipt_line(reading, office_id=office.id, language=spoken)
    with speaking(spoken):
        return ReceiptPaper(
            language=spoken,
            centre=reading.centre.name,
            office=office.name,
            address=office.address,
            phone=_("Phone {number}").format(number=office.phone) if office.phone else "",
            hours=opening_words(calendar),
            number=card.row.number,
            received=full_instant(card.row.received_at, zone),
            kind=word(card.row.kind),
            channel=in_sentence(word(card.row.channel)),
            text=card.text,
            promise=_promise(card, answer, calendar, reading.at),
            promise_note=_how_counted(reading, answer),
            remedy=card.remedy,
            spoken_by=representative_words(card.attendance.representative, with_authority=False),
            clerk=card.taken_by,
            contact=_contact(office.phone),
            privacy=_("What you tell us is used only to settle this matter."),
            printed=_("Printed {when}").format(when=short_instant(reading.at, zone)),
            read_back=read_back,
            survey=survey,
            survey_code=survey_code,
        )


def _answer_clock(card: CaseCard) -> CaseClock | None:
    """The clock by which the customer gets the answer in the present period, the running one that is due first.

    Whatever else runs, an acknowledgement or a step on the way, is not what the customer waits for.
    """
    answers = [one for one in card.clocks if one.deadline.clock in ANSWER_CLOCKS]
    present = max((one.deadline.period for one in answers), default=0)
    of_now = [one for one in answers if one.deadline.period == present]
    running = [one for one in of_now if one.is_running]
    return min(running or of_now, key=lambda one: one.deadline.due_at, default=None)


def _promise(card: CaseCard, answer: CaseClock | None, calendar: WorkCalendar, at: datetime) -> str:
    """One sentence that says what the customer can expect."""
    if card.outcome is not None:
        return _("This matter is closed: {outcome}.").format(outcome=in_sentence(word(card.outcome)))
    if answer is None:
        return _("We will look into this matter.")
    due = answer.deadline
    if due.met_at is not None:
        return _("Our answer was sent on {day}.").format(day=short_instant(due.met_at, calendar.zone))
    today = calendar.local_day(at)
    if due.unit in TIMED:
        return _("Answer {by_date}").format(by_date=by_instant(due.due_at, calendar.zone, today))
    return _("Answer {by_date}").format(by_date=by_date(shown_day(due.due_at, due.unit, calendar), today))


def _how_counted(reading: Reading, answer: CaseClock | None) -> str:
    """By which amount; nothing of a date that was set by hand or is past."""
    if answer is None or not answer.is_running or answer.is_extended:
        return ""
    row = reading.db.get_one(CaseDeadline, answer.deadline.id)
    clock = in_sentence(clock_word(row.clock))
    return _("{amount}, {clock}").format(amount=amount_words(row.amount, row.unit), clock=clock)


def _contact(phone: str) -> str:
    if phone:
        return _("Questions: phone {number}. Please give the case number.").format(number=phone)
    return _("If you ask about this matter, please give the case number.")
