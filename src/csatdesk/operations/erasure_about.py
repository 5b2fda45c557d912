"""Erasing what was written about erased cases elsewhere: reviews of how they were handled, measures made from them.

Answers, scores, verdicts, days and outcomes stay, so that nothing that is counted changes.
"""

from collections.abc import Sequence

from sqlalchemy import delete, func, literal, select, update

from csatdesk.domain.erasure import Name, speaks_of
from csatdesk.operations.cases.erasing import CASES_AT_ONCE, empty
from csatdesk.operations.work import Work
from csatdesk.store.base import UtcDateTime, batched
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.corrective_actions import CorrectiveAction, CorrectiveActionEvent
from csatdesk.store.entities.evaluations import (
    Evaluation,
    EvaluationAnswer,
    EvaluationDispute,
    EvaluationFeedback,
    EvaluationFile,
    EvaluationFilePart,
)
from csatdesk.store.entities.reviews import Comparison, FollowUp, ReviewTask

UNSEEN = {"synchronize_session": False}


def erase_about(work: Work, case_ids: Sequence[int], names: Sequence[Name]) -> None:
    """`names`: of whom the cases are. Loaded rows are not loaded anew; nobody goes on with what they saw before."""
    work.db.flush()
    for some in batched(case_ids, CASES_AT_ONCE):
        query = select(Evaluation.id).where(Evaluation.case_id.in_(some))
        _erase_reviews(work, work.db.execute(query).scalars().all())
        _erase_measures(work, some, names)
        _erase_scorings(work, some, names)


def _erase_reviews(work: Work, ids: Sequence[int]) -> None:
    empty(work, Evaluation, Evaluation.id.in_(ids), {"comment": "", "version": Evaluation.version + 1})
    empty(work, EvaluationAnswer, EvaluationAnswer.evaluation_id.in_(ids), {"note": ""})
    said = {"reason": "", "ruling_reason": "", "version": EvaluationDispute.version + 1}
    empty(work, EvaluationDispute, EvaluationDispute.evaluation_id.in_(ids), said)
    empty(work, EvaluationFeedback, EvaluationFeedback.evaluation_id.in_(ids), {"text": ""})
    theirs = EvaluationFile.evaluation_id.in_(ids)
    parts = delete(EvaluationFilePart).where(EvaluationFilePart.file_id.in_(select(EvaluationFile.id).where(theirs)))
    work.db.execute(parts, execution_options=UNSEEN)
    at = func.coalesce(EvaluationFile.removed_at, literal(work.at, UtcDateTime()))
    empty(work, EvaluationFile, theirs, {"name": "", "removed_at": at})


def _erase_scorings(work: Work, case_ids: Sequence[int], names: Sequence[Name]) -> None:
    """Why one was not reviewed, what came of calling back, why something was adopted; a title that names somebody."""
    for entity, word in ((ReviewTask, "reason"), (FollowUp, "note"), (Comparison, "reason")):
        empty(work, entity, entity.case_id.in_(case_ids), {word: "", "version": entity.version + 1})
    query = select(Comparison.id, Comparison.title).where(Comparison.case_id.in_(case_ids))
    named = [one for one, title in work.db.execute(query).tuples() if _names(title, names)]
    empty(work, Comparison, Comparison.id.in_(named), {"title": ""})


def _erase_measures(work: Work, case_ids: Sequence[int], names: Sequence[Name]) -> None:
    """A title that names the customer becomes the number of the case."""
    columns = (CorrectiveAction.id, CorrectiveAction.title, CorrectiveAction.figure, Case.number)
    query = select(*columns).join(Case, Case.id == CorrectiveAction.case_id).where(Case.id.in_(case_ids))
    found = work.db.execute(query).tuples().all()
    ids = [measure_id for measure_id, *_told in found]
    words = {"text": "", "done_note": "", "ended_note": "", "version": CorrectiveAction.version + 1}
    empty(work, CorrectiveAction, CorrectiveAction.id.in_(ids), words)
    empty(work, CorrectiveActionEvent, CorrectiveActionEvent.action_id.in_(ids), {"text": ""})
    for measure_id, title, figure, number in found:
        told = {"title": number if _names(title, names) else title, "figure": "" if _names(figure, names) else figure}
        renamed = update(CorrectiveAction).where(CorrectiveAction.id == measure_id).values(**told)
        work.db.execute(renamed, execution_options=UNSEEN)


def _names(text: str, names: Sequence[Name]) -> bool:
    return any(speaks_of(text, name) for name in names)
