"""Every single answer, and what people wrote (S0.32, S4.16). Who gave a named one is told only to those with the right
to it.

An anonymous one tells of office, channel and month only what all answers of its block share, so that nobody counts
fewer than the floor by going through a list. They come after those with a name, by their ids, which are by chance:
any other order would tell the month.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, literal, select, tuple_
from sqlalchemy.orm import aliased

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.folding import fold
from csatdesk.domain.forms import ScaleKind
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.staff import Right, require
from csatdesk.domain.suppression import Cell
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import Kept, Route
from csatdesk.operations.surveys.results.figures import headline_keys, items_of
from csatdesk.operations.surveys.results.tallies import GRID, of_anonymous, of_named, told_cells
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Response, ResponseAnswer

CHUNK = 500
COMMENTS_MOST = CHUNK


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One person's answers by question. `who`, `staff`, `case_id`: of a named one, for those who may know. `month`,
    `office` and the rest: None or "" where an anonymous one does not tell. `is_tied`: to one contact (S3.13).
    """

    id: int
    month: int | None
    at: datetime | None
    office: str
    channel: Channel | None
    route: Route | None
    segment: Segment | None
    is_anonymous: bool
    who: str
    staff: str
    case_id: int | None
    is_tied: bool
    answers: dict[str, Kept]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote beside the question `item_key`. `score`: their answer to the first headline question.
    `month`, `office`, `channel`: None or "" where an anonymous one does not tell.
    """

    response_id: int
    item_key: str
    text: str
    month: int | None
    office: str
    channel: Channel | None
    score: int | None
    is_anonymous: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """`told`: of an anonymous one, what may be told of month, office, channel and route; None: it has a name."""

    key: Key
    id: int
    told: Cell | None


def list_answers(
    reading: Reading, view: SurveyView, after: Key | None = None, limit: int = PAGE_SIZE, *, backwards: bool = False
) -> Page[AnswerRow]:
    """Those with a name, the newest month first; then the others. `backwards`: the page that ends before `after`."""
    require(reading.actor, Right.SEE_SURVEYS)
    found = list(islice(_walk(reading, view, after, backwards=backwards), limit + 1))
    shown = found[:limit]
    following = shown[-1].key if len(found) > limit else None
    return Page(_rows(reading, shown[::-1] if backwards else shown) if shown else (), following)


def _walk(
    reading: Reading, view: SurveyView, after: Key | None = None, *, backwards: bool = False, texts: Sequence[str] = ()
) -> Iterator[_Found]:
    """In the order of the list, or up from its end, read as far as it is gone through. `texts`: only of people who
    wrote something there.
    """
    walks = (_walk_named, _walk_anonymous)
    for phase in (1, 0) if backwards else (0, 1):
        if after is None or after[0] == phase:
            yield from walks[phase](reading, view, after, backwards=backwards, texts=texts)
            after = None


def _walk_named(
    reading: Reading, view: SurveyView, after: Key | None, *, backwards: bool, texts: Sequence[str]
) -> Iterator[_Found]:
    by_month = select(Response.month, Response.id).where(*of_named(view), *_wrote(view, texts)).limit(CHUNK)
    place = tuple_(Response.month, Response.id)
    ends = (Response.month.asc(), Response.id.asc()) if backwards else (Response.month.desc(), Response.id.desc())
    while True:
        query = by_month.order_by(*ends)
        if after is not None:
            _phase, month, response_id = after
            last = tuple_(literal(month), literal(response_id))
            query = query.where(place > last if backwards else place < last)
        rows = reading.db.execute(query).all()
        for month, response_id in rows:
            after = (0, month, response_id)
            yield _Found(after, response_id, None)
        if len(rows) < CHUNK:
            return


def _walk_anonymous(
    reading: Reading, view: SurveyView, after: Key | None, *, backwards: bool, texts: Sequence[str]
) -> Iterator[_Found]:
    cells = told_cells(reading, view)
    by_id = select(Response.id, *GRID).where(*of_anonymous(view), *_wrote(view, texts)).limit(CHUNK)
    by_id = by_id.order_by(Response.id.asc() if backwards else Response.id.desc())
    while cells:
        query = by_id
        if after is not None:
            query = query.where(Response.id > after[2] if backwards else Response.id < after[2])
        rows = reading.db.execute(query).all()
        for response_id, *cell in rows:
            after = (1, 0, response_id)
            if tuple(cell) in cells:
                yield _Found(after, response_id, cells[tuple(cell)])
        if len(rows) < CHUNK:
            return


def _wrote(view: SurveyView, texts: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """Told by an index of answers alone: an empty text is not kept."""
    if texts:
        of_texts = ResponseAnswer.survey_id == view.survey_id, ResponseAnswer.item_key.in_(texts)
        yield Response.id.in_(select(ResponseAnswer.response_id).where(*of_texts))


def _rows(reading: Reading, found: Sequence[_Found]) -> tuple[AnswerRow, ...]:
    ids = [one.id for one in found]
    answers: dict[int, dict[str, Kept]] = defaultdict(dict)
    given = select(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids))
    for one in reading.db.execute(given).scalars():
        answers[one.response_id][one.item_key] = Kept(one.number, one.choice, one.text)
    query = (
        select(Response, Customer.name, Staff.name)
        .outerjoin(Customer, Customer.id == Response.customer_id)
        .outerjoin(Staff, Staff.id == Response.staff_id)
        .where(Response.id.in_(ids))
    )
    rows = {one.id: (one, who or "", staff or "") for one, who, staff in reading.db.execute(query).tuples()}
    offices, may_know = _office_names(reading), reading.actor.may(Right.SEE_RESPONDENTS)
    return tuple(_row(one, rows[one.id], answers[one.id], offices, may_know=may_know) for one in found)


def _row(
    found: _Found,
    row: tuple[Response, str, str],
    answers: dict[str, Kept],
    offices: Mapping[int | None, str],
    *,
    may_know: bool,
) -> AnswerRow:
    response, who, staff = row
    month, office_id, channel, route = found.told or (
        response.month,
        response.office_id,
        response.channel,
        response.route,
    )
    return AnswerRow(
        id=response.id,
        month=month,
        at=response.at if may_know else None,
        office=offices.get(office_id, ""),
        channel=channel,
        route=route,
        segment=response.segment,
        is_anonymous=response.is_anonymous,
        who=who if may_know else "",
        staff=staff if may_know else "",
        case_id=response.case_id if may_know else None,
        is_tied=response.case_id is not None or response.staff_id is not None,
        answers=answers,
    )


def _office_names(reading: Reading) -> dict[int | None, str]:
    query = select(Office.id, Office.name).where(Office.centre_id == reading.actor.centre_id)
    return dict(reading.db.execute(query).tuples().all())


def list_comments(reading: Reading, view: SurveyView, *, search: str = "") -> tuple[Comment, ...]:
    """What people wrote, the newest month first, whatever score stands beside it; `search`: all of these words."""
    require(reading.actor, Right.SEE_SURVEYS)
    items = items_of(reading, view.survey_id)
    texts = [item.key for item in items if item.scale.kind is ScaleKind.TEXT]
    first = next(iter(headline_keys(items)), "")
    wanted = fold(search).split()
    found: list[Comment] = []
    walk = _walk(reading, view, texts=texts)
    while texts and len(found) < COMMENTS_MOST and (chunk := list(islice(walk, CHUNK))):
        comments = _comments(reading, chunk, texts, first)
        found += [one for one in comments if not wanted or _has(one.text, wanted)]
    newest = sorted(found[:COMMENTS_MOST], key=lambda one: -(one.month or 0))
    return tuple(newest)


def _has(text: str, words: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in words)


def _comments(reading: Reading, chunk: Sequence[_Found], texts: Sequence[str], first: str) -> Iterator[Comment]:
    score = aliased(ResponseAnswer)
    scored = and_(score.response_id == Response.id, score.item_key == first)
    query = (
        select(*GRID, Response.id, ResponseAnswer.item_key, ResponseAnswer.text, score.number)
        .join(ResponseAnswer, ResponseAnswer.response_id == Response.id)
        .outerjoin(score, scored)
        .where(Response.id.in_([one.id for one in chunk]), ResponseAnswer.item_key.in_(texts))
        .where(ResponseAnswer.text != "")
    )
    written: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for month, office_id, channel, route, response_id, *said in reading.db.execute(query):
        written[response_id].append(((month, office_id, channel, route), *said))
    offices = _office_names(reading)
    for one in chunk:
        for cell, key, text, number in sorted(written[one.id], key=lambda said: texts.index(said[1])):
            month, office_id, channel, _route = one.told or cell
            office = offices.get(office_id, "")
            yield Comment(one.id, key, text, month, office, channel, number, one.told is not None)
