"""The unclassified: the cases without a topic, filed one by one or many at once, and how well suggestions do (C6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, case, func, literal, or_, select, tuple_, update

from csatdesk.domain.cases import CaseKind
from csatdesk.domain.contacts import Channel
from csatdesk.domain.marks import N_
from csatdesk.domain.paging import COUNT_LIMIT, Key, Page
from csatdesk.domain.staff import Right
from csatdesk.domain.topic_keywords import Suggestion
from csatdesk.operations.cases.commands import classify_case
from csatdesk.operations.cases.life import workable
from csatdesk.operations.topics.trees import load_topic_tree
from csatdesk.operations.work import Reading, Undoable, Work
from csatdesk.store.entities.cases import OPEN, Case, CaseTopic
from csatdesk.store.visible import visible_cases

QUEUE_PAGE = 50  # rows: each text is looked through for keywords
BACK = timedelta(days=365)  # how far closed cases are still worth a topic
SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class UnclassifiedRow:
    """A case without topic, and what its text suggests."""

    id: int
    number: str
    kind: CaseKind
    channel: Channel
    is_open: bool
    received_at: datetime
    text: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many are left (at most `COUNT_LIMIT`), how many of them open, and how many got a topic since a moment."""

    left: int
    left_open: int
    filed: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Topics given by people in a period: how many, and how many of them the program had suggested."""

    given: int
    suggested: int

    @property
    def share(self) -> float | None:
        return self.suggested / self.given if self.given else None


def list_unclassified(
    reading: Reading, *, after: Key | None = None, limit: int = QUEUE_PAGE, backwards: bool = False
) -> Page[UnclassifiedRow]:
    """One page of the queue, the newest received first. `backwards`: as in `list_cases`."""
    order = (Case.received_at, Case.id)
    query = select(Case.id, Case.number, Case.kind, Case.channel, Case.is_open, Case.received_at, Case.text).where(
        *_in_queue(reading)
    )
    if after is not None:
        here = tuple_(*order)
        there = tuple_(*(literal(value, column.type) for value, column in zip(after, order, strict=True)))
        query = query.where(here > there if backwards else here < there)
    query = query.order_by(*(column.asc() if backwards else column.desc() for column in order)).limit(limit)
    tree = load_topic_tree(reading)
    found = [
        UnclassifiedRow(id_, number, kind, channel, is_open == OPEN, at, text, tree.suggest(text, SUGGESTED))
        for id_, number, kind, channel, is_open, at, text in reading.db.execute(query)
    ]
    key = (found[-1].received_at, found[-1].id) if len(found) == limit else None
    return Page(tuple(reversed(found) if backwards else found), key)


def count_unclassified(reading: Reading, *, since: datetime) -> QueueCounts:
    left = select(literal(1)).where(*_in_queue(reading)).limit(COUNT_LIMIT).subquery()
    still_open = select(literal(1)).where(*_in_queue(reading), Case.is_open == OPEN).limit(COUNT_LIMIT).subquery()
    filed = (
        select(func.count())
        .select_from(CaseTopic)
        .join(Case, Case.id == CaseTopic.case_id)
        .where(CaseTopic.at >= since, CaseTopic.is_main, CaseTopic.at > Case.registered_at)
        .where(visible_cases(reading.actor))
    )
    all_left, open_left = (
        reading.db.execute(select(func.count()).select_from(rows)).scalar_one() for rows in (left, still_open)
    )
    return QueueCounts(all_left, open_left, reading.db.execute(filed).scalar_one())


def _in_queue(reading: Reading) -> tuple[ColumnElement[bool], ...]:
    recent = Case.received_at >= reading.at - BACK
    return (Case.topic_id.is_(None), visible_cases(reading.actor), or_(Case.is_open + 0 == OPEN, recent))


def accepted_suggestions(reading: Reading, *, start: datetime, end: datetime) -> Acceptance:
    """Main topics that people gave from `start` to before `end`, imports not counted."""
    suggested = func.coalesce(func.sum(case((CaseTopic.was_suggested, 1), else_=0)), 0)
    query = (
        select(func.count(), suggested)
        .select_from(CaseTopic)
        .join(Case, Case.id == CaseTopic.case_id)
        .where(CaseTopic.at >= start, CaseTopic.at < end, CaseTopic.is_main)
        .where(visible_cases(reading.actor), Case.import_id.is_(None))
    )
    return Acceptance(*reading.db.execute(query).one())


def file_cases(work: Work, *, case_ids: Sequence[int], topic_id: int) -> Undoable[int]:
    """Give cases of the queue their topic; how many. Notes of each whether the program had suggested it."""
    tree = load_topic_tree(work)
    before: dict[int, int | None] = {}
    for case_id in case_ids:
        found = workable(work, case_id, Right.WORK_ON_CASE)
        before[case_id] = found.topic_id
        suggested = any(one.topic_id == topic_id for one in tree.suggest(found.text, SUGGESTED))
        classify_case(work, case_id=case_id, topic_id=topic_id)
        _note_suggested(work, case_id, topic_id, suggested)
    text = N_("Gave {count} cases a topic.") if len(before) != 1 else N_("Gave the case a topic.")
    return Undoable(len(before), partial(_take_back, before=before), text, {"count": len(before)})


def _note_suggested(work: Work, case_id: int, topic_id: int, suggested: bool) -> None:
    work.db.flush()
    given = (CaseTopic.case_id == case_id, CaseTopic.topic_id == topic_id)
    work.db.execute(update(CaseTopic).where(*given).values(was_suggested=suggested))


def _take_back(work: Work, *, before: Mapping[int, int | None]) -> None:
    for case_id, topic_id in before.items():
        classify_case(work, case_id=case_id, topic_id=topic_id)
