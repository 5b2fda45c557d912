"""Proposed repeats in the hands of people: shown, counted, confirmed by a link, refused and then left alone; and the
chain of a matter that came again and again.
"""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from csatdesk.domain.case_rows import PossibleRepeat
from csatdesk.domain.changes import Kind
from csatdesk.domain.links import ChainRow, LinkKind, ProposalState, RepeatSettled
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import COUNT_LIMIT
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.life import workable
from csatdesk.operations.cases.repeats import Found, load_repeat, sharing
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import GONE, OPEN, Case
from csatdesk.store.entities.links import CaseLink, RepeatProposal
from csatdesk.store.visible import visible_cases

CHAIN_MOST = 50


def possible_repeats(reading: Reading) -> Select[tuple[int]]:
    """Cases that wait to be told whether they repeat an earlier one; both are there still."""
    earlier = aliased(Case)
    return (
        select(RepeatProposal.case_id)
        .join(earlier, earlier.id == RepeatProposal.other_id)
        .where(
            RepeatProposal.centre_id == reading.actor.centre_id,
            RepeatProposal.state == ProposalState.OPEN,
            earlier.is_open + 0 < GONE,
        )
    )


def count_possible_repeats(reading: Reading) -> int:
    """Stops at `COUNT_LIMIT`."""
    query = possible_repeats(reading).join(Case, Case.id == RepeatProposal.case_id).where(visible_cases(reading.actor))
    return reading.db.execute(select(func.count()).select_from(query.limit(COUNT_LIMIT).subquery())).scalar_one()


def possible_repeat(reading: Reading, case_id: int) -> PossibleRepeat | None:
    """What waits on the card of this case."""
    query = select(RepeatProposal.other_id, RepeatProposal.by_trace).where(
        RepeatProposal.case_id == case_id, RepeatProposal.state == ProposalState.OPEN
    )
    found = reading.db.execute(query.order_by(RepeatProposal.id.desc()).limit(1)).first()
    earlier = load_repeat(reading, Found(found.other_id, found.by_trace)) if found is not None else None
    return PossibleRepeat(earlier) if earlier is not None else None


# what people say


def refuse_repeat(work: Work, *, case_id: int, other_id: int) -> Undoable[None]:
    """Not a repeat: nobody is asked about these two again. Told by the cases: the number of a proposal that the pass
    withdrew meanwhile may be another one's by now.
    """
    workable(work, case_id, Right.WORK_ON_CASE)
    proposal = _pair(work, case_id, other_id)
    if proposal is None or proposal.state is not ProposalState.OPEN:
        raise RepeatSettled()
    _settle(work, proposal, ProposalState.REFUSED)
    return Undoable(None, partial(_propose_again, case_id=case_id, other_id=other_id), N_("Not a repeat"))


def _propose_again(work: Work, *, case_id: int, other_id: int) -> None:
    case = workable(work, case_id, Right.WORK_ON_CASE)
    proposal = _pair(work, case_id, other_id)
    if proposal is None or proposal.state is not ProposalState.REFUSED or case.repeats_id is not None:
        raise RepeatSettled()
    _settle(work, proposal, ProposalState.OPEN)


def refused_at_intake(work: Work, case: Case, other_id: int) -> None:
    """The clerk saw the earlier case while logging this one, and said that they are not the same matter."""
    other = work.db.get(Case, other_id)
    if other is None:  # taken back with its import meanwhile
        return
    proposal = _pair(work, case.id, other_id) or _new_pair(work, case, other_id)
    if case.customer_id is not None and other.customer_id is not None:
        proposal.by_trace = sharing(work, case.customer_id).get(other.customer_id)
    _settle(work, proposal, ProposalState.REFUSED)


def settle_linked(work: Work, case: Case, other_id: int) -> None:
    """A person linked them as a repeat: what else was proposed for the case is settled by that."""
    query = select(RepeatProposal).where(RepeatProposal.case_id == case.id)
    for proposal in work.db.execute(query).scalars().all():
        if proposal.other_id == other_id:
            _settle(work, proposal, ProposalState.CONFIRMED)
        elif proposal.state is ProposalState.OPEN:
            work.db.delete(proposal)


def settle_unlinked(work: Work, case: Case, other_id: int, *, is_undone: bool) -> None:
    """The link is gone: taken back it is proposed as before, removed it was none."""
    proposal = _pair(work, case.id, other_id)
    if is_undone:
        if proposal is not None:
            _settle(work, proposal, ProposalState.OPEN)
        case.look_for_repeats()
        return
    _settle(work, proposal or _new_pair(work, case, other_id), ProposalState.REFUSED)


def _pair(work: Work, case_id: int, other_id: int) -> RepeatProposal | None:
    query = select(RepeatProposal).where(RepeatProposal.case_id == case_id, RepeatProposal.other_id == other_id)
    return work.db.execute(query).scalar_one_or_none()


def _new_pair(work: Work, case: Case, other_id: int) -> RepeatProposal:
    proposal = RepeatProposal(centre_id=case.centre_id, case_id=case.id, other_id=other_id, at=work.at)
    work.db.add(proposal)
    return proposal


def _settle(work: Work, proposal: RepeatProposal, state: ProposalState) -> None:
    proposal.state, proposal.at = state, work.at
    proposal.by_id = work.actor.id if state is not ProposalState.OPEN else None
    work.changed.add(Kind.CASE)


# the chain of a matter


def load_chain(reading: Reading, case: Case) -> tuple[ChainRow, ...]:
    """All cases of the matter in the order in which they came; empty while it came once."""
    ids = _chain_ids(reading, _first_of(reading, case))
    if len(ids) < 2:
        return ()
    columns = (Case.id, Case.number, Case.received_at, Case.is_open, CaseLink.cause)
    links = (CaseLink.case_id == Case.id) & (CaseLink.other_id == Case.repeats_id) & (CaseLink.kind == LinkKind.REPEAT)
    query = (
        select(*columns, CaseLink.id.label("link_id"), Case.repeats_id)
        .outerjoin(CaseLink, links)
        .where(Case.id.in_(ids), visible_cases(reading.actor))
        .order_by(Case.received_at, Case.id)
    )
    found = reading.db.execute(query).all()
    own = next((row.link_id for row in found if row.id == case.id), None)
    rows = tuple(
        ChainRow(
            case_id=row.id,
            number=row.number,
            received_at=row.received_at,
            is_open=row.is_open == OPEN,
            cause=row.cause,
            link_id=own if row.id == case.repeats_id else row.link_id if row.repeats_id == case.id else None,
            is_this=row.id == case.id,
        )
        for row in found
    )
    return rows if len(rows) > 1 else ()


def _first_of(reading: Reading, case: Case) -> int:
    """Where the matter began, as far as links lead back."""
    seen = [case.id]
    before = case.repeats_id
    while before is not None and before not in seen and len(seen) < CHAIN_MOST:
        seen.append(before)
        before = reading.db.execute(select(Case.repeats_id).where(Case.id == before)).scalar_one_or_none()
    return seen[-1]


def _chain_ids(reading: Reading, first_id: int) -> Sequence[int]:
    """The first case and all that repeat it or one another."""
    found = [first_id]
    fresh: Sequence[int] = found
    while fresh and len(found) < CHAIN_MOST:
        query = select(Case.id).where(Case.repeats_id.in_(fresh), Case.id.not_in(found))
        fresh = reading.db.execute(query.order_by(Case.id).limit(CHAIN_MOST)).scalars().all()
        found = [*found, *fresh]
    return found
