"""The pass that proposes repeats among cases nobody decided on: imported ones, and those whose topic, customer or
customer's numbers were set later.

A case that changed is marked (`Case.look_for_repeats`), an index holds the marked ones alone, and each batch takes its
marks away: however old the store is, only what changed since the last pass is read.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.links import ProposalState
from csatdesk.operations.cases.repeats import newest, next_of_each
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.cases import GONE, Case
from csatdesk.store.entities.links import RepeatProposal
from csatdesk.store.visible import standing_cases

BATCH = 15  # cases, so that the writer is held for a moment only


def repeats_are_due(reading: Reading) -> bool:
    query = select(Case.id).where(Case.repeat_check == reading.actor.centre_id)
    return reading.db.execute(query.limit(1)).first() is not None


def propose_repeats(work: Work) -> bool:
    """Look at a batch of the marked cases; whether more wait."""
    ids = _take_marks(work)
    days = timedelta(days=repeat_days(work))
    for case_id in ids:
        _look_at(work, work.db.get_one(Case, case_id), days)
    return len(ids) == BATCH


def _take_marks(work: Work) -> Sequence[int]:
    """The marks go first: what is changed meanwhile at another desk is marked anew, and looked at again."""
    query = select(Case.id).where(Case.repeat_check == work.actor.centre_id)
    ids = work.db.execute(query.order_by(Case.repeat_check, Case.id).limit(BATCH)).scalars().all()
    cases = Case.__table__
    work.db.execute(cases.update().where(cases.c.id.in_(ids)).values(repeat_check=None))  # type: ignore[attr-defined]  # a table
    return ids


def _look_at(work: Work, case: Case, days: timedelta) -> None:
    """Propose anew whatever this case may repeat, and what comes after it may repeat of it."""
    later = set(_later(work, case, days))
    _make_room(work, case, later)
    for one_id in {case.id, *_withdraw(work, case), *later}:
        _propose(work, work.db.get_one(Case, one_id), days)


def _withdraw(work: Work, case: Case) -> set[int]:
    """Take open proposals about this case back; the cases that have none now."""
    about = or_(RepeatProposal.case_id == case.id, RepeatProposal.other_id == case.id)
    is_open = RepeatProposal.state == ProposalState.OPEN
    freed = set(work.db.execute(select(RepeatProposal.case_id).where(about, is_open)).scalars())
    if freed:
        work.db.execute(delete(RepeatProposal).where(about, is_open))
        work.changed.add(Kind.CASE)
    return freed


def _make_room(work: Work, case: Case, later: set[int]) -> None:
    """What waits to be told from a case before this one may rather repeat this one, which came back meanwhile."""
    query = (
        select(RepeatProposal)
        .join(Case, Case.id == RepeatProposal.other_id)
        .where(RepeatProposal.case_id.in_(later), RepeatProposal.state == ProposalState.OPEN)
        .where(Case.received_at < case.received_at)
    )
    for proposal in work.db.execute(query).scalars().all():
        work.db.delete(proposal)
    work.db.flush()


def _later(work: Work, case: Case, days: timedelta) -> Iterator[int]:
    if case.customer_id is None or case.topic_id is None or case.is_open == GONE:
        return
    after = or_(Case.received_at > case.received_at, and_(Case.received_at == case.received_at, Case.id > case.id))
    wanted = (*_of_matter(case), Case.received_at <= case.received_at + days, after)
    yield from next_of_each(work, case.customer_id, wanted)


def _propose(work: Work, case: Case, days: timedelta) -> None:
    if case.customer_id is None or case.topic_id is None or case.is_open == GONE or _is_settled(work, case):
        return
    before = or_(Case.received_at < case.received_at, and_(Case.received_at == case.received_at, Case.id < case.id))
    found = newest(work, case.customer_id, (*_of_matter(case), Case.received_at >= case.received_at - days, before))
    if found is None:
        return
    proposal = RepeatProposal(centre_id=case.centre_id, case_id=case.id, other_id=found.case_id, at=work.at)
    proposal.by_trace = found.by_trace
    work.db.add(proposal)
    work.db.flush()
    work.changed.add(Kind.CASE)


def _of_matter(case: Case) -> tuple[ColumnElement[bool], ...]:
    return standing_cases(case.centre_id), Case.topic_id == case.topic_id


def _is_settled(work: Work, case: Case) -> bool:
    """Linked as a repeat already; or proposed, or settled by a person, on the topic that it has now."""
    if case.repeats_id is not None:
        return True
    query = select(RepeatProposal.id).join(Case, Case.id == RepeatProposal.other_id)
    query = query.where(RepeatProposal.case_id == case.id, Case.topic_id == case.topic_id)
    return work.db.execute(query.limit(1)).first() is not None
