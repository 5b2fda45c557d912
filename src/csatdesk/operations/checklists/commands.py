"""What is done with schedules and their checks: set, change, end; begin, take over, leave out with a reason."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from csatdesk.domain.changes import Kind
from csatdesk.domain.checklists import (
    DAY,
    REASON_MOST,
    CheckDone,
    CheckJustTaken,
    CheckNotAsked,
    CheckNotBegun,
    CheckPast,
    CheckReasonMissing,
    CheckRow,
    CheckState,
    CheckTaken,
    NewSchedule,
    ScheduleDayGone,
    ScheduleEnded,
    ScheduleStandardMissing,
    Terms,
)
from csatdesk.domain.errors import ChangedByOther, NotFound
from csatdesk.domain.evaluations import EvaluationState, NewEvaluation
from csatdesk.domain.identity import new_identity
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.checklists.queries import checkable_standards, load_check
from csatdesk.operations.checklists.schedules import Schedule, load_schedules
from csatdesk.operations.evaluations.commands import begin_evaluation
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.checklists import ChecklistDay, ChecklistSchedule, ChecklistTerms
from csatdesk.store.entities.evaluations import Evaluation
from csatdesk.wording.texts import language


def set_schedule(work: Work, *, new: NewSchedule) -> Undoable[int]:
    """From a day on, checks of this kind are asked for."""
    require(work.actor, Right.PLAN_CHECKS, office_id=new.office_id)
    if work.db.get_one(Office, new.office_id).centre_id != work.actor.centre_id:
        raise NotFound()
    row = ChecklistSchedule(uid=new_identity(work.at), centre_id=work.actor.centre_id)
    row.office_id = new.office_id
    usable = {one.id: one.titles for one in checkable_standards(work)}
    if new.standard_id not in usable:
        raise ScheduleStandardMissing(field="standard")
    row.standard_id = new.standard_id
    work.db.add(row)
    work.db.flush()
    new.check(_schedule_today(work, row.id))
    _add_terms(work, row.id, new.terms)
    title = usable[new.standard_id].in_language(language())
    return Undoable(
        row.id, partial(_unset, schedule_id=row.id), N_("“{title}” is asked for by a schedule."), {"title": title}
    )


def _unset(work: Work, *, schedule_id: int) -> None:
    """As if it had never been; not when somebody has gone on with it."""
    row = _own(work, schedule_id)
    used = select(ChecklistDay.id).where(ChecklistDay.schedule_id == schedule_id).limit(1)
    if row.version != 1 or work.db.execute(used).first() is not None:
        raise ChangedByOther()
    work.db.execute(delete(ChecklistTerms).where(ChecklistTerms.schedule_id == schedule_id))
    work.db.delete(row)
    work.changed.add(Kind.CHECKLIST)


def change_schedule(work: Work, *, schedule_id: int, terms: Terms, version: int) -> Undoable[None]:
    """From the first day of `terms` on these hold; what was asked for before stays as it was."""
    row = _to_change(work, schedule_id, version)
    terms.check(_schedule_today(work, schedule_id))
    before = _cut(work, schedule_id, terms.first_on)
    added = _add_terms(work, schedule_id, terms)
    undo = partial(_set_back, schedule_id=schedule_id, before=before, added=added)
    return Undoable(None, undo, N_("Changed when “{title}” is asked for."), {"title": _touched(work, row)})


def end_schedule(work: Work, *, schedule_id: int, last_on: date, version: int) -> Undoable[None]:
    """`last_on`: the last day that may still ask for a check."""
    row = _to_change(work, schedule_id, version)
    today = _schedule_today(work, schedule_id)
    if last_on < today:
        raise ScheduleDayGone(field="last_on")
    if all(one.last_on is not None and one.last_on < today for one in _terms(work, schedule_id)):
        raise ScheduleEnded()
    before = _cut(work, schedule_id, last_on + DAY)
    undo = partial(_set_back, schedule_id=schedule_id, before=before, added=None)
    return Undoable(None, undo, N_("“{title}” is no longer asked for."), {"title": _touched(work, row)})


def _to_change(work: Work, schedule_id: int, version: int) -> ChecklistSchedule:
    row = _own(work, schedule_id)
    require(work.actor, Right.PLAN_CHECKS, office_id=row.office_id)
    if row.version != version:
        raise ChangedByOther()
    return row


def _own(work: Work, schedule_id: int) -> ChecklistSchedule:
    query = select(ChecklistSchedule).where(
        ChecklistSchedule.id == schedule_id, ChecklistSchedule.centre_id == work.actor.centre_id
    )
    return work.db.execute(query).scalar_one()


def _touched(work: Work, row: ChecklistSchedule) -> str:
    """Its terms are rows of their own: its version counts on with them. Its title."""
    row.changes += 1
    work.changed.add(Kind.CHECKLIST)
    return _schedule(work, row.id).titles.in_language(language())


def _terms(work: Work, schedule_id: int) -> list[ChecklistTerms]:
    query = select(ChecklistTerms).where(ChecklistTerms.schedule_id == schedule_id).order_by(ChecklistTerms.id)
    return list(work.db.execute(query).scalars())


def _cut(work: Work, schedule_id: int, day: date) -> Mapping[int, date | None]:
    """No terms hold on `day` or later; the last days that were changed, as they were."""
    before = {}
    for one in _terms(work, schedule_id):
        last = max(day, one.first_on) - DAY
        if one.last_on is None or one.last_on > last:
            before[one.id], one.last_on = one.last_on, last
    return before


def _add_terms(work: Work, schedule_id: int, terms: Terms) -> int:
    row = ChecklistTerms(
        schedule_id=schedule_id,
        rhythm=terms.rhythm,
        weekday=terms.weekday,
        day=terms.day,
        until=terms.until,
        place=terms.place.strip(),
        asked_id=terms.asked_id,
        first_on=terms.first_on,
        last_on=terms.last_on,
        set_at=work.at,
        set_by_id=work.actor.id,
    )
    work.db.add(row)
    work.db.flush()
    work.changed.add(Kind.CHECKLIST)
    return row.id


def _set_back(work: Work, *, schedule_id: int, before: Mapping[int, date | None], added: int | None) -> None:
    """The terms as they were; not when somebody has changed them since."""
    newest = _terms(work, schedule_id)[-1]
    if newest.id != (added or max(before)):
        raise ChangedByOther()
    if added is not None:
        work.db.delete(newest)
    for terms_id, last_on in before.items():
        work.db.get_one(ChecklistTerms, terms_id).last_on = last_on
    _touched(work, _own(work, schedule_id))


def _schedule(work: Work, schedule_id: int) -> Schedule:
    work.db.flush()
    found = load_schedules(work, schedule_id=schedule_id)
    if not found:
        raise NotFound()
    return found[0]


def _schedule_today(work: Work, schedule_id: int) -> date:
    return _schedule(work, schedule_id).today


# one check


def begin_check(work: Work, *, schedule_id: int, day: date) -> int:
    """The evaluation that is filled for it: begun now, or gone on with by whoever began it. Of two people who begin at
    once one does; the other is told who.
    """
    row = load_check(work, schedule_id=schedule_id, day=day)
    require(work.actor, Right.RUN_CHECKLISTS, office_id=row.office_id)
    if row.sent_at is not None:
        raise CheckDone()
    if row.evaluation_id is not None:
        if row.done_by_id != work.actor.id:
            raise CheckTaken(name=row.done_name)
        return row.evaluation_id
    schedule = _schedule(work, schedule_id)
    version_id = schedule.version_on(day)
    may_run = row.can_run or (row.state is CheckState.EXCUSED and row.is_of_today)
    if version_id is None or not may_run:
        raise CheckPast()
    kept = _day_row(work, row)
    kept.excuse, kept.excused_at, kept.excused_by_id = "", None, None
    _flush_first(work)
    new = NewEvaluation(standard_version_id=version_id, office_id=row.office_id, happened_at=work.at, check_id=kept.id)
    kept.evaluation_id = begin_evaluation(work, new=new)
    work.changed.add(Kind.CHECKLIST)
    return kept.evaluation_id


def _day_row(work: Work, row: CheckRow) -> ChecklistDay:
    """The row of this day, made when there is none."""
    found = _kept(work, row)
    if found is None:
        found = ChecklistDay(centre_id=work.actor.centre_id, schedule_id=row.schedule_id, day=row.day)
        work.db.add(found)
    return found


def _kept(work: Work, row: CheckRow) -> ChecklistDay | None:
    query = select(ChecklistDay).where(ChecklistDay.schedule_id == row.schedule_id, ChecklistDay.day == row.day)
    return work.db.execute(query).scalar()


def _flush_first(work: Work) -> None:
    """On a shared server two desks may see the same day free; its index lets in one."""
    try:
        work.db.flush()
    except IntegrityError as error:
        raise CheckJustTaken() from error


def take_over_check(work: Work, *, schedule_id: int, day: date) -> Undoable[int]:
    """Go on with what a colleague began and left: everything answered stays."""
    row = load_check(work, schedule_id=schedule_id, day=day)
    require(work.actor, Right.RUN_CHECKLISTS, office_id=row.office_id)
    if row.sent_at is not None:
        raise CheckDone()
    if row.evaluation_id is None:
        raise CheckNotBegun()
    evaluation = work.db.get_one(Evaluation, row.evaluation_id)
    before, evaluation.reviewer_id = evaluation.reviewer_id, work.actor.id
    work.changed.update((Kind.EVALUATION, Kind.CHECKLIST))
    undo = partial(_give_back, evaluation_id=evaluation.id, staff_id=before)
    return Undoable(evaluation.id, undo, N_("You go on with the check of {name}."), {"name": row.done_name})


def _give_back(work: Work, *, evaluation_id: int, staff_id: int) -> None:
    evaluation = work.db.get_one(Evaluation, evaluation_id)
    if evaluation.reviewer_id != work.actor.id or evaluation.state is not EvaluationState.DRAFT:
        raise ChangedByOther()
    evaluation.reviewer_id = staff_id
    work.changed.update((Kind.EVALUATION, Kind.CHECKLIST))


def excuse_check(work: Work, *, schedule_id: int, day: date, reason: str) -> Undoable[None]:
    """Left out, and why. Who runs checks there says so while it can still be made, who plans them also afterwards."""
    row = load_check(work, schedule_id=schedule_id, day=day)
    _check_may_excuse(work, row)
    if not reason.strip():
        raise CheckReasonMissing(field="reason")
    kept = _day_row(work, row)
    before = {name: getattr(kept, name) for name in EXCUSE}
    before["excuse"] = before["excuse"] or ""
    kept.excuse = fitting(reason, field="reason", most=REASON_MOST)
    kept.excused_at, kept.excused_by_id = work.at, work.actor.id
    _flush_first(work)
    work.changed.add(Kind.CHECKLIST)
    undo = partial(_unexcuse, day_id=kept.id, version=kept.version, before=before)
    return Undoable(None, undo, N_("“{title}” is left out."), {"title": row.titles.in_language(language())})


EXCUSE = ("excuse", "excused_at", "excused_by_id")


def _check_may_excuse(work: Work, row: CheckRow) -> None:
    right = Right.RUN_CHECKLISTS if row.can_run else Right.PLAN_CHECKS
    require(work.actor, right, office_id=row.office_id)
    if row.sent_at is not None:
        raise CheckDone()
    if row.evaluation_id is not None:
        raise CheckTaken(name=row.done_name)
    if not row.state.is_open and not row.excuse:
        raise CheckNotAsked()


def _unexcuse(work: Work, *, day_id: int, version: int, before: Mapping[str, Any]) -> None:
    kept = work.db.get_one(ChecklistDay, day_id)
    if kept.version != version:
        raise ChangedByOther()
    for name, value in before.items():
        setattr(kept, name, value)
    work.changed.add(Kind.CHECKLIST)
