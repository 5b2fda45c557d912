"""A sheet for the morning and one for the evening of a person's day (C27), on paper."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from csatdesk.domain.case_rows import CaseRow, Event
from csatdesk.domain.cases import CaseFilter, DueBand
from csatdesk.domain.changes import Progress
from csatdesk.domain.deadlines import Clock, Deadline, Unit, state
from csatdesk.domain.marks import N_
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.statuses import WAITING
from csatdesk.operations.absences import stands_in, today, who_is_away
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.queries import cases_by_id, list_cases
from csatdesk.operations.cases.screens import PREVIEW_SCALE, CaseFacts, load_case_facts
from csatdesk.operations.shifts import list_own_promises, list_shift_notes
from csatdesk.operations.work import Reading, Store
from csatdesk.reports import day_sheet, preview
from csatdesk.reports.day_sheet import Cell, Column, DayPaper, Part
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.staff import Staff
from csatdesk.system.clock import now
from csatdesk.wording.formats import clock_time, full_date, full_instant, listed_day, number, short_instant
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words, word

ROWS_MOST = 100  # of each part; nobody does more in a day
DONE = (Event.ANSWERED, Event.CLOSED, Event.PROMISE_DONE)
CASES = ((N_("Due"), 130.0), (N_("Matter"), 260.0), (N_("Customer"), 140.0))
WAITS = ((N_("Waits for"), 130.0), (N_("Matter"), 260.0), (N_("Customer"), 140.0))
PROMISES = ((N_("Due"), 130.0), (N_("Promised"), 260.0), (N_("Customer"), 140.0))
NOTES = ((N_("Who"), 130.0), (N_("Note"), 400.0))
PEOPLE = ((N_("Who"), 200.0), (N_("Until"), 130.0), (N_("Stands in"), 200.0))
DEEDS = ((N_("At"), 130.0), (N_("Matter"), 260.0), (N_("Customer"), 140.0))


class DaySheet(Enum):
    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class _Did:
    """What a person did at one moment in one case."""

    case_id: int
    event: Event
    words: str


def draw_day_sheet(
    store: Store, actor: Actor, progress: Progress, *, sheet: DaySheet, scale: float = PREVIEW_SCALE
) -> tuple[bytes, ...]:
    """The pages as PNG pictures, made in memory: nothing of it is left on the disk."""
    paper = _read(store, actor, sheet)
    progress(1, 2)
    pages = tuple(preview.page_images(day_sheet.as_bytes(paper), scale))
    progress(2, 2)
    return pages


def export_day_sheet(store: Store, actor: Actor, progress: Progress, *, sheet: DaySheet, path: Path) -> Path:
    """Write the sheet as PDF."""
    paper = _read(store, actor, sheet)
    progress(1, 2)
    day_sheet.write(paper, path)
    return path


def _read(store: Store, actor: Actor, sheet: DaySheet) -> DayPaper:
    require(actor, Right.WORK_ON_CASE)
    with store.read(actor, now()) as reading:
        return read_day_sheet(reading, sheet=sheet)


def read_day_sheet(reading: Reading, *, sheet: DaySheet) -> DayPaper:
    """The sheet of the person who reads."""
    facts = load_case_facts(reading)
    is_morning = sheet is DaySheet.MORNING
    title = _("Morning sheet, {day}") if is_morning else _("Evening sheet, {day}")
    return DayPaper(
        title=title.format(day=full_date(today(reading))),
        person=reading.db.get_one(Staff, reading.actor.id).name,
        centre=reading.centre.name,
        office=reading.db.get_one(Office, reading.actor.office_id).name,
        as_of=_("As of {when}").format(when=full_instant(reading.at, ZoneInfo(reading.centre.zone))),
        lines=tuple(_stand_in_lines(reading) if is_morning else _done_lines(reading)),
        parts=tuple(_morning(reading, facts) if is_morning else _evening(reading, facts)),
    )


def _morning(reading: Reading, facts: CaseFacts) -> Iterator[Part]:
    due = _own_cases(reading, due=(DueBand.OVERDUE, DueBand.TODAY))
    yield _part(_("Overdue and due today"), CASES, [_due_row(one, facts) for one in due], _("Nothing is due today."))
    yield _promises(reading, facts)
    waiting = _own_cases(reading, statuses=tuple(WAITING.values()))
    rows = [_case_row(Cell(word(one.status)), one, facts) for one in waiting]
    yield _part(_("What waits, and for whom"), WAITS, rows, _("No case of yours waits."))
    zone = facts.calendar.zone
    handed = [
        (Cell(note.from_name, short_instant(note.at, zone)), Cell(note.note or _("no note")))
        for note in list_shift_notes(reading)
    ]
    yield _part(_("Handed over to you"), NOTES, handed, _("Nobody handed anything over to you."))
    away = [
        (Cell(row.name), Cell(listed_day(row.last_on)), Cell(row.substitute_name or _("nobody")))
        for row in who_is_away(reading).values()
    ]
    yield _part(_("Away today"), PEOPLE, away, _("Everybody is here."))


def _evening(reading: Reading, facts: CaseFacts) -> Iterator[Part]:
    did = _done_today(reading)
    cases = cases_by_id(reading, case_ids=tuple(dict.fromkeys(one.case_id for one in did)))
    rows = [_case_row(Cell(one.words), cases[one.case_id], facts) for one in did if one.case_id in cases]
    yield _part(_("Answered, closed and kept today"), DEEDS, rows, _("No answer went out and no case was closed."))
    bands = (DueBand.OVERDUE, DueBand.TODAY, DueBand.SOON)
    still = [_due_row(one, facts) for one in _own_cases(reading, due=bands)]
    yield _part(_("Open for tomorrow"), CASES, still, _("Nothing is due in the next two working days."))
    yield _promises(reading, facts)


def _part(title: str, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[Cell, ...]], nothing: str) -> Part:
    return Part(title, tuple(Column(_(name), share) for name, share in columns), rows, nothing)


def _own_cases(reading: Reading, **wanted: object) -> Sequence[CaseRow]:
    mine = CaseFilter(is_open=True, owner_ids=(reading.actor.id,), **wanted)  # type: ignore[arg-type]  # fields by name
    return list_cases(reading, filter=mine, limit=ROWS_MOST).rows


def _due_row(row: CaseRow, facts: CaseFacts) -> tuple[Cell, ...]:
    stands = state(row.due, facts.at, facts.calendar)
    words = deadline_words(row.due, facts.at, facts.calendar)
    return _case_row(Cell(words, state=stands.value), row, facts)


def _case_row(first: Cell, row: CaseRow, facts: CaseFacts) -> tuple[Cell, ...]:
    *above, topic = facts.tree.path(row.topic_id, language()) or (_("Unclassified"),)
    text = " ".join(row.text.split())
    matter = Cell(topic, text, lead="".join(f"{name} › " for name in above), is_strong=True)
    return first, matter, Cell(row.customer_name or word(row.known), row.number)


def _promises(reading: Reading, facts: CaseFacts) -> Part:
    rows = [_promise_row(one, facts) for one in list_own_promises(reading)]
    return _part(_("Promises and call-backs"), PROMISES, rows, _("You promised nothing that is open."))


def _promise_row(promise: PromiseRow, facts: CaseFacts) -> tuple[Cell, ...]:
    assert promise.due_at is not None
    unit = Unit.CALENDAR_DAYS if promise.is_day else Unit.WORKING_HOURS
    due = Deadline(Clock.PROMISE, promise.made_at, promise.due_at, unit)
    local = promise.due_at.astimezone(facts.calendar.zone)
    if promise.is_day:
        at = listed_day((local - timedelta(microseconds=1)).date())
    else:
        at = f"{listed_day(local.date())} {clock_time(local)}"
    stands = state(due, facts.at, facts.calendar)
    first = Cell(deadline_words(due, facts.at, facts.calendar), at, state=stands.value)
    return (
        first,
        Cell(word(promise.kind), promise.text, is_strong=True),
        Cell(promise.customer_name, promise.case_number),
    )


def _stand_in_lines(reading: Reading) -> Iterator[str]:
    """For whom this person works today, or theirs are away."""
    for staff_id, row in who_is_away(reading).items():
        if staff_id != reading.actor.id and stands_in(reading, staff_id) == reading.actor.id:
            told = _("You stand in for {name} until {day}.")
            yield told.format(name=row.name, day=listed_day(row.last_on))


def _done_lines(reading: Reading) -> Iterator[str]:
    counted = Counter(one.event for one in _done_today(reading))
    taken = _contacts_today(reading)
    contacts = ngettext("You took {count} contact.", "You took {count} contacts.", taken)
    answered, closed, kept = (counted[event] for event in DONE)
    answers = ngettext("You sent {count} answer.", "You sent {count} answers.", answered)
    closings = ngettext("You closed {count} case.", "You closed {count} cases.", closed)
    promises = ngettext("You kept {count} promise.", "You kept {count} promises.", kept)
    told: Mapping[str, int] = {contacts: taken, answers: answered, closings: closed, promises: kept}
    yield " ".join(words.format(count=number(count)) for words, count in told.items())


def _contacts_today(reading: Reading) -> int:
    """But those of cases that were thrown away, as by a key of the rush hour pressed by mistake."""
    query = (
        select(func.count(Contact.id))
        .join(Case, Case.id == Contact.case_id)
        .where(Contact.by_id == reading.actor.id, Contact.at >= bounds(reading).today_from, Case.thrown_at.is_(None))
    )
    return reading.db.execute(query).scalar_one()


def _done_today(reading: Reading) -> list[_Did]:
    """Oldest first, without what was taken back; an answer that closed its case counts as both."""
    query = (
        select(CaseEvent.case_id, CaseEvent.event, CaseEvent.at, CaseEvent.about)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(
            CaseEvent.by_id == reading.actor.id,
            CaseEvent.at >= bounds(reading).today_from,
            CaseEvent.event.in_((*DONE, Event.UNDONE)),
            Case.thrown_at.is_(None),
        )
        .order_by(CaseEvent.at, CaseEvent.id)
        .limit(3 * ROWS_MOST)
    )
    zone = ZoneInfo(reading.centre.zone)
    did: list[_Did] = []
    for case_id, event, at, about in reading.db.execute(query):
        if event is Event.UNDONE:
            _take_back(did, case_id, about.get("undone", ""))
        else:
            did.append(_Did(case_id, event, f"{clock_time(at.astimezone(zone))} {word(event)}"))
    return did


def _take_back(did: list[_Did], case_id: int, undone: str) -> None:
    """The last deed of this kind in the case, where it was done today."""
    places = [place for place, one in enumerate(did) if (one.case_id, one.event.value) == (case_id, undone)]
    if places:
        del did[places[-1]]
