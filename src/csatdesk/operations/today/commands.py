"""What a supervisor does from Today in one step, so that one undo takes all of it back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.operations.cases.commands import hand_over_cases
from csatdesk.operations.cases.promises import give_promise
from csatdesk.operations.matters import NewMatter, save_matter, tie_cases
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.entities.staff import Staff


class NothingLeft(Refusal):
    text = N_("Others have taken these cases meanwhile.")


def hand_out(work: Work, *, shares: Mapping[int, int]) -> Undoable[int]:
    """Give each case (by id) to a person. Those that somebody took meanwhile stay with them."""
    require(work.actor, Right.HAND_OVER_CASE)
    query = select(Case.id).where(
        Case.id.in_(shares), Case.centre_id == work.actor.centre_id, Case.owner_id.is_(None), Case.is_open == OPEN
    )
    free = list(work.db.execute(query.order_by(Case.id)).scalars())
    if not free:
        raise NothingLeft()
    by_person: dict[int, list[int]] = {}
    for case_id in free:
        by_person.setdefault(shares[case_id], []).append(case_id)
    steps = [hand_over_cases(work, case_ids=ids, to_staff_id=person) for person, ids in by_person.items()]
    text = N_("Handed out {count} cases.") if len(free) != 1 else N_("Handed out the case.")
    return Undoable(len(free), partial(_undo_all, steps=steps), text, {"count": len(free)})


def give_promises(work: Work, *, promise_ids: Sequence[int], to_staff_id: int) -> Undoable[int]:
    """Somebody else keeps these promises. Those that were done meanwhile are left alone."""
    query = select(CasePromise.id).where(CasePromise.id.in_(promise_ids), CasePromise.is_open == OPEN)
    still = list(work.db.execute(query.order_by(CasePromise.id)).scalars())
    steps = [give_promise(work, promise_id=one, to_staff_id=to_staff_id) for one in still]
    name = work.db.get_one(Staff, to_staff_id).name
    if len(steps) == 1:
        return Undoable(1, steps[0].undo, steps[0].text, steps[0].values)
    values = {"count": len(steps), "name": name}
    return Undoable(len(steps), partial(_undo_all, steps=steps), N_("Gave {count} promises to {name}."), values)


def make_known(work: Work, *, new: NewMatter, case_ids: Sequence[int]) -> Undoable[int]:
    """Put a matter on the board and tie the cases to it that came before it was known."""
    saved = save_matter(work, matter_id=None, new=new)
    tied = tie_cases(work, case_ids=case_ids, matter_id=saved.result)
    return Undoable(saved.result, partial(_undo_all, steps=[saved, tied]), saved.text, saved.values)


def _undo_all(work: Work, *, steps: Sequence[Undoable[Any]]) -> None:
    """Last first."""
    for step in reversed(steps):
        step.undo(work)
