"""What happened at the counters of the demo centre: queue tickets, people who spoke for others, the machines' counts.

Drawn from the instants of the matters, so that nothing else of the demo centre changes with it.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from csatdesk.domain.attendance import NOTHING_SPECIAL, Attendance, Confirmation, QueueTicket, Relation, Representative
from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.day_counts import CountSource, DayCountRow
from csatdesk.operations.day_counts import save_day_counts
from csatdesk.operations.demo_centre import Cast
from csatdesk.operations.work import Work

MINUTE = timedelta(minutes=1)
COUNTED_DAYS = 21
LONGEST_WAIT = 17  # minutes
SPOKEN_FOR = 9  # one of so many has somebody who speaks for them
MACHINES = (
    ("hall", CountSource.QUEUE, 190),
    ("old_town", CountSource.QUEUE, 70),
    ("call_centre", CountSource.TELEPHONE, 260),
)
REPRESENTATIVES: Mapping[str, Representative] = {
    "pl": Representative("Zofia Maj", Relation.CARETAKER, True, "pełnomocnictwo notarialne"),
    "en": Representative("Grace Holloway", Relation.SPOUSE),
    "et": Representative("Maarja Rebane", Relation.LAWYER, True, "volikiri"),
    "nb": Representative("Ingvild Dahl", Relation.CARETAKER, True, "fullmakt"),
    "ru": Representative("Вера Соколова", Relation.SPOUSE, True, "доверенность"),
    "fi": Representative("Aino Salmi", Relation.LAWYER, True, "valtakirja"),
}


def invented_attendance(
    *, received_at: datetime, registered_at: datetime, channel: Channel, kind: CaseKind, known: Known, language: str
) -> Attendance:
    """Who came to a hall drew a ticket; some were spoken for, and complaints made there were read back."""
    if channel is not Channel.HALL:
        return NOTHING_SPECIAL
    turn = received_at.minute + received_at.day
    drawn_at = received_at - (1 + turn % LONGEST_WAIT) * MINUTE
    is_spoken_for = known is Known.CUSTOMER and turn % SPOKEN_FOR == 0
    is_read_back = kind in {CaseKind.COMPLAINT, CaseKind.CLAIM}
    return Attendance(
        representative=REPRESENTATIVES.get(language) if is_spoken_for else None,
        read_back=Confirmation.ON_SCREEN if is_read_back else None,
        read_back_at=registered_at if is_read_back else None,
        ticket=QueueTicket(f"A{100 + turn}", drawn_at, received_at),
    )


def count_days(work: Work, cast: Cast) -> None:
    """Three weeks of the queue machines and of the telephone exchange, on the days when they were open."""
    rows: list[DayCountRow] = []
    for office, source, usual in MACHINES:
        calendar = cast.calendars[office]
        today = calendar.local_day(work.at)
        days = [today - timedelta(days=back) for back in range(1, COUNTED_DAYS + 1)]
        rows += [
            DayCountRow(day, cast.office_ids[office], source, _people(day, usual))
            for day in days
            if calendar.hours_on(day)
        ]
    save_day_counts(work, rows=rows)


def _people(day: date, usual: int) -> int:
    """Mondays are full, Saturdays half; no two days are alike."""
    share = {0: 1.25, 5: 0.5, 6: 0.4}.get(day.weekday(), 1.0)
    return round(usual * share) + day.toordinal() * 7 % 23
