"""What was keyed wrongly in a batch of paper forms: one form is keyed anew, or the whole batch is thrown away.

An undo holds what was keyed only in the memory of the session, and is refused once the batch counts or its survey has
ended: codes and answers come together nowhere after that.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import delete, select

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_batches import BatchState, FormNotKeyed, KeyedPaper, Keyer
from csatdesk.domain.surveys import SurveyNotRunning, SurveyState
from csatdesk.operations.surveys.batches import batch_to_key, checked_paper, content_of, own_batch
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.work import Undoable, Work
from csatdesk.store.entities.survey_entry import KeyedForm, SurveyBatch

OPEN = (BatchState.FIRST, BatchState.SECOND, BatchState.SETTLING)
Keyed = tuple[str, Any]  # code and content


def key_form_anew(work: Work, *, batch_id: int, paper: KeyedPaper) -> Undoable[None]:
    """In place of what the same person keyed of this form before."""
    batch, keyer = batch_to_key(work, batch_id, paper.number)
    row = work.db.get(KeyedForm, (batch_id, keyer, paper.number))
    if row is None:
        raise FormNotKeyed(field="number", number=paper.number)
    before = (row.code, row.content)
    row.code, row.content = checked_paper(work, batch, keyer, paper), content_of(paper)
    work.changed.add(Kind.SURVEY)
    undo = partial(_key_back, key=(batch_id, keyer, paper.number), before=before, after=(row.code, row.content))
    return Undoable(None, undo, N_("Form {number} is keyed anew."), {"number": paper.number})


def _key_back(work: Work, *, key: tuple[int, Keyer, int], before: Keyed, after: Keyed) -> None:
    """Only while the same person may key it still."""
    batch_id, keyer, number = key
    _batch, keys_now = batch_to_key(work, batch_id, number)
    row = work.db.get(KeyedForm, key)
    if row is None or keys_now is not keyer or (row.code, row.content) != after:
        raise ChangedByOther()
    row.code, row.content = before
    work.changed.add(Kind.SURVEY)


def throw_batch(work: Work, *, batch_id: int) -> Undoable[None]:
    """A stack that was begun wrongly, with all that was keyed; by who began it, or who leads surveys."""
    batch = own_batch(work, batch_id, *OPEN)
    if batch.made_by_id != work.actor.id:
        require(work.actor, Right.LEAD_SURVEYS)
    keyed = work.db.execute(select(KeyedForm).where(KeyedForm.batch_id == batch_id)).scalars()
    forms = [_values(form, "batch_id") for form in keyed]
    undo = partial(_bring_back, values=_values(batch, "id"), forms=forms)
    work.db.execute(delete(KeyedForm).where(KeyedForm.batch_id == batch_id))
    work.db.delete(batch)
    work.changed.add(Kind.SURVEY)
    return Undoable(None, undo, N_("Thrown away what was begun."))


def _bring_back(work: Work, *, values: Mapping[str, Any], forms: Sequence[Mapping[str, Any]]) -> None:
    require(work.actor, Right.ENTER_RESPONSES)
    survey = own_survey(work, values["survey_id"])
    if survey.state is not SurveyState.RUNNING:
        raise SurveyNotRunning(name=survey.name)
    batch = SurveyBatch(**values)
    work.db.add(batch)
    work.db.flush()
    work.db.add_all(KeyedForm(batch_id=batch.id, **form) for form in forms)
    work.changed.add(Kind.SURVEY)


def _values(row: SurveyBatch | KeyedForm, key: str) -> dict[str, Any]:
    """Without the key, which another stack may have meanwhile."""
    names = [column.key for column in row.__mapper__.column_attrs if column.key != key]
    return {name: getattr(row, name) for name in names}
