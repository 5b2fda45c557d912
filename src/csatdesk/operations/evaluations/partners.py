"""A partner outside, such as a contractor's office, gets a result as PDF, and what they reply is written down (M21)."""

from functools import partial
from pathlib import Path

from sqlalchemy import select

from csatdesk.domain.changes import Progress, no_progress
from csatdesk.domain.errors import NotFound
from csatdesk.domain.feedback import FeedbackKind, NotGivenYet, PartnerMissing, ReplyMissing
from csatdesk.domain.marks import N_
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.operations.evaluations.feedback import add_feedback, given_to, may_give, seen_sent, take_back
from csatdesk.operations.evaluations.papers import export_evaluation
from csatdesk.operations.work import Reading, Store, Undoable, Work
from csatdesk.store.entities.promises import Organisation
from csatdesk.system.clock import now


def write_reply(work: Work, *, evaluation_id: int, organisation_id: int | None, text: str) -> Undoable[int]:
    """What a partner outside replied to a result that was given to them."""
    require(work.actor, Right.EXPORT)
    row = seen_sent(work, evaluation_id)
    if organisation_id not in {one for one, _name in given_to(work, row.id)}:
        raise NotGivenYet(field="organisation")
    if not text.strip():
        raise ReplyMissing(field="text")
    made = add_feedback(work, row, FeedbackKind.REPLIED, text, organisation_id)
    return Undoable(made.id, partial(take_back, feedback_id=made.id), N_("The reply is written down."))


def give_to_partner(
    store: Store,
    actor: Actor,
    progress: Progress = no_progress,
    *,
    evaluation_id: int,
    organisation_id: int | None,
    path: Path,
) -> Path:
    """A job: write the result as PDF for a partner outside, then keep that they got it. Who filled it is not in it."""
    with store.read(actor, now()) as reading:
        _check_partner(reading, evaluation_id, organisation_id)
    export_evaluation(store, actor, progress, evaluation_id=evaluation_id, path=path, is_for_partner=True)
    with store.write(actor, now()) as work:
        row = seen_sent(work, evaluation_id)
        add_feedback(work, row, FeedbackKind.GIVEN, path.name, organisation_id)
    return path


def _check_partner(reading: Reading, evaluation_id: int, organisation_id: int | None) -> None:
    require(reading.actor, Right.EXPORT)
    row = seen_sent(reading, evaluation_id)
    if not may_give(reading, row):
        raise NotFound()
    query = select(Organisation.id).where(
        Organisation.id == organisation_id, Organisation.centre_id == reading.actor.centre_id
    )
    if organisation_id is None or reading.db.execute(query).scalar() is None:
        raise PartnerMissing(field="organisation")
