"""One question for each kind of decision; each reads an index and stops at `MOST`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.cases import CaseFilter, DueBand, Sort
from csatdesk.domain.clocks import Alarm
from csatdesk.domain.deadlines import Clock
from csatdesk.domain.promises import PromiseRow
from csatdesk.domain.statuses import Status
from csatdesk.operations.absences import stands_in, today, who_is_away
from csatdesk.operations.calendars import calendar_of
from csatdesk.operations.cases.bands import bounds
from csatdesk.operations.cases.clocks import as_deadline
from csatdesk.operations.cases.extensions import latest_extension
from csatdesk.operations.cases.promise_rows import PROMISE_ROWS
from csatdesk.operations.cases.queries import cases_by_id, count_total, list_cases
from csatdesk.operations.cases.repeat_proposals import count_possible_repeats
from csatdesk.operations.deadlines.instants import paused_before
from csatdesk.operations.deadlines.views import PAUSED_DAYS
from csatdesk.operations.evaluations.follow_ups import list_follow_ups
from csatdesk.operations.shifts import list_shift_notes
from csatdesk.operations.surveys.due import due_reminders
from csatdesk.operations.surveys.loop import list_call_backs
from csatdesk.operations.today.checks import checks_not_done
from csatdesk.operations.today.measures import effects_to_judge, overdue_measures
from csatdesk.operations.today.rows import (
    AwayPerson,
    BadAnswer,
    BadReview,
    CasesOfAway,
    Decision,
    Escalated,
    LegalDay,
    LongPaused,
    PromisesOfAway,
    RemindersDue,
    RepeatsToSettle,
    ShiftToConfirm,
    ToApprove,
    Unowned,
    waits_from,
)
from csatdesk.operations.today.segments import segments_to_review
from csatdesk.operations.today.surges import list_surges
from csatdesk.operations.today.unusual import list_unusual
from csatdesk.operations.topics.ranking import midnight
from csatdesk.operations.work import Reading
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.deadlines import RUNNING, CaseDeadline, CasePause, Notice
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import visible_cases

MOST = 20  # of each kind
APART = 3  # so many promises of one person stand one by one, more of them together
TOGETHER_MOST = 200  # cases that are handed over in one step
TO_ME = (Alarm.SUPERVISOR.value, Alarm.HEAD.value, "escalated")
UNOWNED = CaseFilter(is_open=True, without_owner=True)
POSSIBLE_REPEATS = CaseFilter(possible_repeat=True)
REPEATS_NAMED = 3  # of the newest of them, beneath the sentence
TO_APPROVE = CaseFilter(is_open=True, statuses=(Status.TO_APPROVE,))


def list_decisions(reading: Reading) -> tuple[Decision, ...]:
    """Everything that waits for a decision of this person, what waits longest first."""
    away = away_people(reading)
    found: list[Decision] = [
        *promises_of_away(reading, away),
        *cases_of_away(reading, away),
        *answers_to_approve(reading),
        *legal_days(reading),
        *unowned(reading),
        *repeats_to_settle(reading),
        *long_paused(reading),
        *escalated(reading),
        *list_surges(reading),
        *list_unusual(reading),
        *shifts_to_confirm(reading),
        *overdue_measures(reading),
        *effects_to_judge(reading),
        *checks_not_done(reading),
        *segments_to_review(reading),
        *bad_reviews(reading),
        *reminders_due(reading),
        *bad_answers(reading),
    ]
    return tuple(sorted(found, key=waits_from))


def reminders_due(reading: Reading) -> Iterator[RemindersDue]:
    """A line for each survey of which reminders may go out."""
    begin = midnight(today(reading), ZoneInfo(reading.centre.zone))
    for survey_id, name, count in due_reminders(reading):
        yield RemindersDue(survey_id, name, count, begin)


def away_people(reading: Reading) -> tuple[AwayPerson, ...]:
    """Who is away today, with who works for them in the end."""
    return tuple(_away(reading, row.staff_id, row.name) for row in who_is_away(reading).values())


def _away(reading: Reading, staff_id: int, name: str) -> AwayPerson:
    other = stands_in(reading, staff_id)
    if other == staff_id:
        return AwayPerson(staff_id, name, None, "")
    return AwayPerson(staff_id, name, other, reading.db.get_one(Staff, other).name)


def promises_of_away(reading: Reading, away: Sequence[AwayPerson]) -> Iterator[PromisesOfAway]:
    """Promises overdue or due today whose keeper is away."""
    kept = _promises(reading, [person.id for person in away]) if away else {}
    for person in away:
        theirs = tuple(kept.get(person.id, ()))
        groups = [theirs] if len(theirs) > APART else [(promise,) for promise in theirs]
        yield from (PromisesOfAway(person, group) for group in groups)


def _promises(reading: Reading, keepers: Sequence[int]) -> dict[int, list[PromiseRow]]:
    """By who keeps them: who gave their word, else who has the case."""
    keeper = func.coalesce(CasePromise.owner_id, Case.owner_id)
    query = (
        PROMISE_ROWS.add_columns(keeper)
        .join(CaseDeadline, CaseDeadline.promise_id == CasePromise.id)
        .where(
            CaseDeadline.centre_id == reading.actor.centre_id,
            CaseDeadline.clock == Clock.PROMISE,
            CaseDeadline.is_running == RUNNING,
            CaseDeadline.due_at <= bounds(reading).today_to,
            CasePromise.organisation_id.is_(None),
            keeper.in_(keepers),
            visible_cases(reading.actor),
        )
        .order_by(CaseDeadline.due_at, CasePromise.id)
        .limit(TOGETHER_MOST)
    )
    found: dict[int, list[PromiseRow]] = {}
    for *row, staff_id in reading.db.execute(query):
        found.setdefault(staff_id, []).append(PromiseRow(*row))
    return found


def cases_of_away(reading: Reading, away: Sequence[AwayPerson]) -> Iterator[CasesOfAway]:
    """Cases overdue or due today of people who are away, a row for each of them.

    Where a promise is what is due, who keeps the promise counts: see `promises_of_away`.
    """
    for person in away:
        theirs = CaseFilter(is_open=True, owner_ids=(person.id,), due=(DueBand.OVERDUE, DueBand.TODAY))
        found = list_cases(reading, filter=theirs, limit=TOGETHER_MOST).rows
        rows = [row for row in found if row.due is not None and row.due.clock is not Clock.PROMISE]
        if rows:
            late = sum(row.due is not None and row.due.due_at < reading.at for row in rows)
            yield CasesOfAway(person, rows[0], tuple(row.id for row in rows), late)


def answers_to_approve(reading: Reading) -> Iterator[ToApprove]:
    """Answers that wait for a second reader; not those that this person wrote."""
    query = (
        select(Case.id, func.coalesce(Staff.name, ""), Case.language, Case.answer_text)
        .outerjoin(Staff, Staff.id == Case.prepared_by_id)
        .where(
            visible_cases(reading.actor),
            Case.is_open == OPEN,
            Case.status == Status.TO_APPROVE,
            func.coalesce(Case.prepared_by_id, 0) != reading.actor.id,
        )
        .order_by(Case.next_due_at, Case.id)
        .limit(MOST)
    )
    found = {row.id: row for row in reading.db.execute(query)}
    cases = cases_by_id(reading, case_ids=tuple(found))
    for case_id, (_id, written_by, language, text) in found.items():
        yield ToApprove(cases[case_id], written_by, language, len(text.split()))


def legal_days(reading: Reading) -> Iterator[LegalDay]:
    """Cases whose last day by law is today or tomorrow, without an answer."""
    limits = bounds(reading)
    query = select(CaseDeadline).where(
        CaseDeadline.centre_id == reading.actor.centre_id,
        CaseDeadline.clock == Clock.LEGAL,
        CaseDeadline.is_running == RUNNING,
        CaseDeadline.due_at > reading.at,
        CaseDeadline.due_at <= limits.today_to + timedelta(days=1, hours=1),  # a longer night in autumn
        CaseDeadline.is_paused.is_(False),
    )
    rows = reading.db.execute(query.order_by(CaseDeadline.due_at, CaseDeadline.id).limit(MOST)).scalars().all()
    cases = cases_by_id(reading, case_ids=[row.case_id for row in rows])
    for row in rows:
        due = as_deadline(row)
        if row.case_id in cases and due is not None:
            yield LegalDay(cases[row.case_id], due, latest_extension(reading, row))


def unowned(reading: Reading) -> Iterator[Unowned]:
    """All open cases that nobody has, as one decision."""
    rows = list_cases(reading, filter=UNOWNED, limit=MOST).rows
    if rows:
        yield Unowned(count_total(reading, filter=UNOWNED), rows)


def repeats_to_settle(reading: Reading) -> Iterator[RepeatsToSettle]:
    """Cases that may repeat an earlier one, as one decision."""
    count = count_possible_repeats(reading)
    rows = list_cases(reading, filter=POSSIBLE_REPEATS, sort=Sort.RECEIVED, limit=REPEATS_NAMED).rows if count else ()
    if rows:
        yield RepeatsToSettle(count, rows)


def long_paused(reading: Reading) -> Iterator[LongPaused]:
    """Cases that have waited for more than `PAUSED_DAYS` working days."""
    _, calendar = calendar_of(reading, reading.actor.office_id)
    query = (
        select(CasePause.case_id, CasePause.reason, CasePause.from_at, CasePause.note)
        .join(Case, Case.id == CasePause.case_id)
        .where(
            CasePause.centre_id == reading.actor.centre_id,
            CasePause.to_at == FAR,
            CasePause.from_at < paused_before(calendar, today(reading), PAUSED_DAYS),
            visible_cases(reading.actor),
        )
        .order_by(CasePause.from_at, CasePause.id)
        .limit(MOST)
    )
    found = reading.db.execute(query).all()
    cases = cases_by_id(reading, case_ids=[row.case_id for row in found])
    for row in found:
        days = calendar.working_days_between(calendar.local_day(row.from_at), today(reading))
        yield LongPaused(cases[row.case_id], row.reason, row.from_at, days, row.note)


def escalated(reading: Reading) -> Iterator[Escalated]:
    """Cases about which this person was told because nobody else acted in time; the first notice of each tells why."""
    by = aliased(Staff)
    query = (
        select(Notice.id, Notice.case_id, Notice.what, func.coalesce(by.name, ""), Notice.at)
        .outerjoin(by, by.id == Notice.by_id)
        .where(Notice.staff_id == reading.actor.id, Notice.read_at == FAR, Notice.what.in_(TO_ME))
        .order_by(Notice.id)
        .limit(MOST)
    )
    notices = [notice for notice in reading.db.execute(query) if notice.case_id is not None]
    cases = cases_by_id(reading, case_ids=[notice.case_id for notice in notices])
    seen = Counter(notice.case_id for notice in notices)
    for _id, case_id, what, by_name, at in notices:
        if case_id in cases and seen.pop(case_id, 0):
            ids = tuple(notice.id for notice in notices if notice.case_id == case_id)
            yield Escalated(ids, cases[case_id], what, by_name, at)


def bad_reviews(reading: Reading) -> Iterator[BadReview]:
    """Customers to call back after a bad review of somebody this person leads."""
    rows = list_follow_ups(reading)
    cases = cases_by_id(reading, case_ids=[row.case_id for row in rows if row.case_id is not None])
    yield from (BadReview(row, cases.get(row.case_id or 0)) for row in rows)


def bad_answers(reading: Reading) -> Iterator[BadAnswer]:
    """Customers to call after what they answered to a survey."""
    rows = list_call_backs(reading)
    cases = cases_by_id(reading, case_ids=[row.case_id for row in rows if row.case_id is not None])
    yield from (BadAnswer(row, cases.get(row.case_id or 0)) for row in rows)


def shifts_to_confirm(reading: Reading) -> Iterator[ShiftToConfirm]:
    """Shifts handed over to this person, with the promises that are still open."""
    for handed in list_shift_notes(reading):
        query = PROMISE_ROWS.where(CasePromise.id.in_(handed.promise_ids), CasePromise.is_open == OPEN)
        found = reading.db.execute(query.order_by(CasePromise.due_at, CasePromise.id).limit(TOGETHER_MOST))
        yield ShiftToConfirm(handed, tuple(PromiseRow(*row) for row in found))
