"""Closing one of several cases: as if it were closed by itself, where one outcome can be said of all of them."""

from csatdesk.domain.cases import AlreadyClosed
from csatdesk.domain.closing_many import ClosingOfMany, PromiseOwed, needs_no_answer
from csatdesk.domain.staff import Right
from csatdesk.operations.cases.endings import close_case
from csatdesk.operations.cases.life import workable
from csatdesk.operations.cases.promises import has_open_promises
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.cases import SETTLED


def close_one_of_many(work: Work, *, case_id: int, closing: ClosingOfMany) -> Undoable[None]:
    """Refused where an answer is owed, a promise is open, or its kind has no such outcome."""
    for problem in closing.problems():
        raise problem
    case = workable(work, case_id, Right.WORK_ON_CASE)
    if case.status in SETTLED:
        raise AlreadyClosed(number=case.number)
    if has_open_promises(work, case):
        raise PromiseOwed(number=case.number)
    owed = needs_no_answer(case.kind, case.known, case.reply_by)
    own = closing.of(case.number, case.kind, owed, case.answer_sent_at)
    return close_case(work, case_id=case_id, closing=own, version=case.version)
