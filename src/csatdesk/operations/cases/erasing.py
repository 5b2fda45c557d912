"""Erasing the words of cases for good: columns, history, letters, files, found words, and the before and after of each.

Numbers, kinds, topics, days, clocks and outcomes stay, so that nothing that is counted changes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update

from csatdesk.operations.cases.attachments import erase_attachments
from csatdesk.operations.words import write_case_words
from csatdesk.operations.work import Work
from csatdesk.store.audit import forget_values
from csatdesk.store.base import batched
from csatdesk.store.entities.attachments import Attachment
from csatdesk.store.entities.cases import Case, CaseEvent
from csatdesk.store.entities.contacts import Contact
from csatdesk.store.entities.deadlines import CaseDeadline, CasePause, DeadlineExtension
from csatdesk.store.entities.jobs import Job
from csatdesk.store.entities.letters import Letter
from csatdesk.store.entities.promises import CasePromise
from csatdesk.store.search import merge_words

CASES_AT_ONCE = 200
OF_PERSON = ("name", "what", "file", "posting")  # in the history: files, what was promised, the number of a posting

CASE: Mapping[str, Any] = {
    **dict.fromkeys(("text", "remedy", "answer_text", "root_cause", "sender_reference", "enclosures"), ""),
    **dict.fromkeys(("book_entry", "appeal_text"), ""),
    "request_fields": {},
    "repeat_check": None,
}
BELONGINGS: Mapping[type[Any], tuple[str, ...]] = {
    CaseEvent: ("text",),
    Contact: ("text", "representative", "authority", "ticket"),
    Letter: ("text", "email", "posting", "trouble"),
    CasePause: ("note", "end_note"),
    DeadlineExtension: ("reason", "proof"),
    CasePromise: ("text", "done_note"),
}

SWEEP = "sweep"  # the job that takes erased words out of the index; see `sweep`


def erase_words(work: Work, case_ids: Sequence[int]) -> None:
    """Whoever calls says why in the history afterwards. Loaded cases are loaded anew."""
    for some in batched(case_ids, CASES_AT_ONCE):
        _erase(work, some)
    work.db.execute(update(Job).where(Job.key == f"{SWEEP}:{work.actor.centre_id}").values(last_at=None))


def _erase(work: Work, case_ids: Sequence[int]) -> None:
    work.db.flush()
    changed = update(Case).where(Case.id.in_(case_ids)).values(**CASE, version=Case.version + 1)
    work.db.execute(changed, execution_options={"synchronize_session": False})
    _clean_history(work, case_ids)
    for entity, names in BELONGINGS.items():
        empty(work, entity, _of(entity, case_ids), dict.fromkeys(names, ""))
    for case_id in case_ids:
        erase_attachments(work, case_id=case_id)
    work.db.flush()
    files = work.db.execute(select(Attachment.id).where(Attachment.case_id.in_(case_ids))).scalars().all()
    forget_values(work.db, "attachments", files)
    forget_values(work.db, "cases", case_ids)
    work.db.expire_all()
    for case in work.db.execute(select(Case).where(Case.id.in_(case_ids))).scalars():
        write_case_words(work, case)


def _of(entity: type[Any], case_ids: Sequence[int]) -> ColumnElement[bool]:
    """Which rows of an entity belong to these cases. A promise belongs to where it was made."""
    if entity is DeadlineExtension:
        clocks = select(CaseDeadline.id).where(CaseDeadline.case_id.in_(case_ids))
        return DeadlineExtension.deadline_id.in_(clocks)
    if entity is CasePromise:
        own = and_(CasePromise.case_id.in_(case_ids), CasePromise.from_case_id.is_(None))
        return or_(own, CasePromise.from_case_id.in_(case_ids))
    found: ColumnElement[bool] = entity.case_id.in_(case_ids)
    return found


def empty(work: Work, entity: Any, condition: ColumnElement[bool], values: Mapping[str, Any]) -> None:
    """Write `values` over what these rows tell, with the before and after of each. Loaded ones are not loaded anew."""
    ids = work.db.execute(select(entity.id).where(condition)).scalars().all()
    for some in batched(ids, CASES_AT_ONCE):
        emptied = update(entity).where(entity.id.in_(some)).values(**values)
        work.db.execute(emptied, execution_options={"synchronize_session": False})
    forget_values(work.db, entity.__tablename__, ids)


def _clean_history(work: Work, case_ids: Sequence[int]) -> None:
    """From what a line tells beside its text, too."""
    query = select(CaseEvent.id, CaseEvent.about).where(CaseEvent.case_id.in_(case_ids))
    for event_id, about in work.db.execute(query).tuples().all():
        kept = {name: value for name, value in (about or {}).items() if name not in OF_PERSON}
        if kept != about:
            cleaned = update(CaseEvent).where(CaseEvent.id == event_id).values(about=kept)
            work.db.execute(cleaned, execution_options={"synchronize_session": False})


def sweep(work: Work) -> bool:
    """A piece of taking erased words out of the index; whether more is left. For the job of that name."""
    return merge_words(work.db)
