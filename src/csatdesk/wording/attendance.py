"""In words: who spoke for the customer, what was read back to them, how long they waited."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from csatdesk.domain.attendance import Attendance, Confirmation, QueueTicket, Representative
from csatdesk.wording.formats import short_instant
from csatdesk.wording.speaking import _, ngettext
from csatdesk.wording.words import in_sentence, word

MINUTE = 60


def representative_words(who: Representative | None, *, with_authority: bool = True) -> str:
    """ "Jan Kowalski (spouse), authority seen: power of attorney"; "" for nobody."""
    if who is None:
        return ""
    named = _("{person} ({relation})").format(person=who.name, relation=in_sentence(word(who.relation)))
    if not with_authority:
        return named
    seen = _("authority seen: {paper}").format(paper=who.authority) if who.authority_seen else _("no authority seen")
    return f"{named}, {seen}"


def read_back_words(attendance: Attendance, zone: ZoneInfo) -> str:
    """ "Confirmed on screen, 12 Nov 11:42"; "" when nothing was read back."""
    if attendance.read_back is None or attendance.read_back_at is None:
        return ""
    when = short_instant(attendance.read_back_at, zone)
    if attendance.read_back is Confirmation.SIGNED:
        return _("Confirmed with a signature, {when}").format(when=when)
    return _("Confirmed on screen, {when}").format(when=when)


def ticket_words(ticket: QueueTicket | None, desk_seconds: int | None = None) -> str:
    """ "A114, waited 6 min, 9 min at the desk"; "" without a ticket."""
    if ticket is None:
        return ""
    waited = _("waited {minutes}").format(minutes=minutes_words(ticket.waited)) if ticket.waited is not None else ""
    at_desk = timedelta(seconds=desk_seconds) if desk_seconds is not None else None
    desk = _("{minutes} at the desk").format(minutes=minutes_words(at_desk)) if at_desk is not None else ""
    return ", ".join(part for part in (ticket.number, waited, desk) if part)


def minutes_words(span: timedelta) -> str:
    minutes = int(span.total_seconds() // MINUTE)
    return ngettext("{count} min", "{count} min", minutes).format(count=minutes)
