"""Visits of mystery shopping in words: how they stand, what is odd about a report, when they are."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from csatdesk.domain.marks import N_
from csatdesk.domain.mystery import Flag, Unplannable, VisitState
from csatdesk.wording.formats import clock_time, day_in_year
from csatdesk.wording.texts import _


def state_word(state: VisitState) -> str:
    match state:
        case VisitState.PLANNED:
            return _("planned")
        case VisitState.RETURNED:
            return _("sent back")
        case VisitState.REPORTED:
            return _("to accept")
        case VisitState.ACCEPTED:
            return _("accepted")
        case VisitState.VOID:
            return _("does not count")


FLAGS: Mapping[Flag, str] = {
    Flag.TOO_SHORT: N_("Shorter than the scorecard allows"),
    Flag.TOO_LONG: N_("Longer than the scorecard allows"),
    Flag.OTHER_DAY: N_("On another day than planned"),
    Flag.OTHER_HOURS: N_("At another time than planned"),
    Flag.LATE: N_("Reported later than allowed"),
    Flag.TIMES_ORDER: N_("The times are out of order"),
    Flag.EVIDENCE_MISSING: N_("Evidence is missing"),
    Flag.EVIDENCE_OUTSIDE: N_("Evidence was made before or after the visit"),
    Flag.INTEGRITY: N_("The question that checks attention was answered wrongly"),
    Flag.BACK_TOO_EARLY: N_("The visitor was there too short a time ago"),
    Flag.WORKS_THERE: N_("The visitor works or worked there"),
    Flag.NO_COMMENT: N_("95 % or more without a single comment"),
    Flag.SAME_AS_BEFORE: N_("The same answers or comments as in the visitor's last report"),
}


def flag_words(flag: Flag) -> str:
    return _(FLAGS[flag])


def reason_words(reason: Unplannable) -> str:
    if reason is Unplannable.NO_TIME:
        return _("the office has no opening hours left in these days")
    return _("every visitor works or worked there, was there lately or goes there already")


def window_words(from_at: datetime, to_at: datetime, zone: tzinfo) -> str:
    """Mon 23 November, 10:00 to 12:00."""
    first, last = from_at.astimezone(zone), to_at.astimezone(zone)
    return _("{day}, {first} to {last}").format(
        day=day_in_year(first.date()), first=clock_time(first), last=clock_time(last)
    )
