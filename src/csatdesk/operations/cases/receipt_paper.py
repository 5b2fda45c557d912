"""What stands on a customer's receipt, in the customer's language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.deadlines import Deadline, Unit, WorkCalendar, shown_day
from csatdesk.operations.calendars import calendar_version
from csatdesk.operations.cases.queries import load_case
from csatdesk.operations.work import Reading
from csatdesk.reports.receipt import ReceiptPaper
from csatdesk.store.entities.centres import Office, Target
from csatdesk.store.entities.deadlines import CaseDeadline
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
    target = _target(reading, card)
    spoken = card.language if card.language in LANGUAGES else reading.centre.language
    zone = ZoneInfo(card.zone)
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
            promise=_promise(card, calendar, reading.at),
            promise_note=_how_counted(card.row.due, target),
            remedy=card.remedy,
            clerk=card.taken_by,
            contact=_contact(office.phone),
            privacy=_("What you tell us is used only to settle this matter."),
            printed=_("Printed {when}").format(when=short_instant(reading.at, zone)),
            read_back=read_back,
        )


def _target(reading: Reading, card: CaseCard) -> tuple[int, Unit] | None:
    """Amount and unit of the target that the shown clock was started by."""
    query = (
        select(Target.amount, Target.unit)
        .join(CaseDeadline, CaseDeadline.target_id == Target.id)
        .where(CaseDeadline.case_id == card.row.id)
        .order_by(CaseDeadline.period.desc(), CaseDeadline.id.desc())
    )
    found = reading.db.execute(query.limit(1)).first()
    return None if found is None else (found.amount, found.unit)


def _promise(card: CaseCard, calendar: WorkCalendar, at: datetime) -> str:
    """One sentence that says what the customer can expect."""
    if card.outcome is not None:
        return _("This matter is closed: {outcome}.").format(outcome=in_sentence(word(card.outcome)))
    due = card.row.due
    if due is None:
        return _("We will look into this matter.")
    if due.met_at is not None:
        return _("Our answer was sent on {day}.").format(day=short_instant(due.met_at, calendar.zone))
    today = calendar.local_day(at)
    if due.unit in TIMED:
        return _("Answer {by_date}").format(by_date=by_instant(due.due_at, calendar.zone, today))
    return _("Answer {by_date}").format(by_date=by_date(shown_day(due.due_at, due.unit, calendar), today))


def _how_counted(due: Deadline | None, target: tuple[int, Unit] | None) -> str:
    if due is None or due.met_at is not None or target is None:
        return ""
    return _("{amount}, {clock}").format(amount=amount_words(*target), clock=in_sentence(clock_word(due.clock)))


def _contact(phone: str) -> str:
    if phone:
        return _("Questions: phone {number}. Please give the case number.").format(number=phone)
    return _("If you ask about this matter, please give the case number.")
