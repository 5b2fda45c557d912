"""Cases that a person opened lately or pinned, and what others did to theirs since they were last here."""

from functools import partial

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from csatdesk.domain.case_rows import Event, HistoryLine
from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.own_cases import PINNED_MOST, RECENT_MOST, News, NewsRow, OwnCaseRow
from csatdesk.domain.staff import Right, require
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.base import FAR
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.lists import OwnCase, Seen
from csatdesk.store.entities.programmes import Visit
from csatdesk.store.entities.staff import Staff
from csatdesk.store.visible import reachable_cases, visible_cases

BY_CLOCK = (Event.WARNED, Event.ESCALATED, Event.REMINDED)  # done by no person; notices tell of them
NEWS_MOST = 300  # lines of history; who was away longer is told of the newest


class TooManyPins(Refusal):
    text = N_("{most} cases are pinned already. Take one off first.")


def list_recent(reading: Reading) -> tuple[OwnCaseRow, ...]:
    """The cases opened last, the newest first."""
    return _rows(reading, OwnCase.opened_at, RECENT_MOST)


def list_pinned(reading: Reading) -> tuple[OwnCaseRow, ...]:
    """The cases pinned, the newest first."""
    return _rows(reading, OwnCase.pinned_at, PINNED_MOST)


def _rows(reading: Reading, at: InstrumentedAttribute[object], most: int) -> tuple[OwnCaseRow, ...]:
    query = (
        select(Case.id, Case.number, Case.topic_id, at)
        .join(OwnCase, OwnCase.case_id == Case.id)
        .where(OwnCase.staff_id == reading.actor.id, at != FAR, visible_cases(reading.actor))
    )
    found = reading.db.execute(query.order_by(at.desc(), OwnCase.id.desc()).limit(most))
    return tuple(OwnCaseRow(*row) for row in found)


def note_opened(work: Work, *, case_id: int) -> None:
    """Remember that the person opened this case; only the newest are kept."""
    _own(work, case_id).opened_at = work.at
    work.db.flush()
    mine = OwnCase.staff_id == work.actor.id
    newest = select(OwnCase.id).where(mine, OwnCase.opened_at != FAR)
    newest = newest.order_by(OwnCase.opened_at.desc(), OwnCase.id.desc()).limit(RECENT_MOST)
    kept = work.db.execute(newest).scalars().all()
    work.db.execute(delete(OwnCase).where(mine, OwnCase.pinned_at == FAR, OwnCase.id.not_in(kept)))


def pin_case(work: Work, *, case_id: int) -> Undoable[bool]:
    """Keep a case at hand, or no longer; whether it is now."""
    own = _own(work, case_id)
    is_new = own.pinned_at == FAR
    if is_new and _count_pins(work) >= PINNED_MOST:
        raise TooManyPins(most=PINNED_MOST)
    own.pinned_at = work.at if is_new else FAR
    work.changed.add(Kind.LIST)
    number = work.db.get_one(Case, case_id).number
    text = N_("Pinned case {number}.") if is_new else N_("Case {number} is no longer pinned.")
    return Undoable(is_new, partial(pin_case, case_id=case_id), text, {"number": number})


def _count_pins(reading: Reading) -> int:
    query = select(func.count(OwnCase.id)).where(OwnCase.staff_id == reading.actor.id, OwnCase.pinned_at != FAR)
    return reading.db.execute(query).scalar_one()


def _own(work: Work, case_id: int) -> OwnCase:
    require(work.actor, Right.SEE_CASES)
    work.db.execute(select(Case.id).where(Case.id == case_id, reachable_cases(work.actor))).scalar_one()
    query = select(OwnCase).where(OwnCase.staff_id == work.actor.id, OwnCase.case_id == case_id)
    found = work.db.execute(query).scalar_one_or_none()
    if found is None:
        found = OwnCase(staff_id=work.actor.id, case_id=case_id, opened_at=FAR, pinned_at=FAR)
        work.db.add(found)
    return found


# what others did meanwhile


def load_news(reading: Reading) -> News:
    """What others did since the person went, to the cases that are theirs now; the case changed last comes first."""
    require(reading.actor, Right.SEE_CASES)
    seen = _seen(reading)
    if seen is None:
        return News()
    columns = (Case.id, Case.number, Case.topic_id, CaseEvent, func.coalesce(Staff.name, ""))
    query = (
        select(*columns)
        .join(Case, Case.id == CaseEvent.case_id)
        .outerjoin(Staff, Staff.id == CaseEvent.by_id)
        .where(_theirs(reading), CaseEvent.id > seen.event_id, CaseEvent.by_id != reading.actor.id)
        .where(CaseEvent.event.not_in(BY_CLOCK))
        .order_by(CaseEvent.id.desc())
        .limit(NEWS_MOST)
    )
    lines: dict[tuple[int, str, int | None], list[HistoryLine]] = {}
    for case_id, number, topic_id, event, name in reading.db.execute(query):
        line = HistoryLine(event.id, event.at, event.event, event.by_id, name, event.text, event.about)
        lines.setdefault((case_id, number, topic_id), []).insert(0, line)
    return News(seen.at, tuple(NewsRow(*case, tuple(told)) for case, told in lines.items()))


def _theirs(reading: Reading) -> ColumnElement[bool]:
    """What is gone tells nothing any more, but for contacts of mystery visitors: their people are told of them."""
    by_visitors = Case.id.in_(select(Visit.test_case_id).where(Visit.test_case_id.is_not(None)))
    told_of = or_(visible_cases(reading.actor), reachable_cases(reading.actor) & by_visitors)
    return (Case.owner_id == reading.actor.id) & told_of


def note_seen(work: Work) -> None:
    """The person goes: what happens from here on is news to them."""
    newest = work.db.execute(select(func.coalesce(func.max(CaseEvent.id), 0))).scalar_one()
    seen = _seen(work)
    if seen is None:
        work.db.add(Seen(staff_id=work.actor.id, event_id=newest, at=work.at))
    else:
        seen.event_id, seen.at = newest, work.at


def _seen(reading: Reading) -> Seen | None:
    return reading.db.execute(select(Seen).where(Seen.staff_id == reading.actor.id)).scalar_one_or_none()
