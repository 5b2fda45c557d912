"""Every single answer, and what people wrote (S0.32, S4.16). An anonymous one tells survey, office, channel and month.

Who gave a named one is told only to those with the right to it. Anonymous answers are listed where their block stands
in the view, in no order that tells when they came: within a month by their ids, which are by chance.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.folding import fold
from csatdesk.domain.forms import ScaleKind
from csatdesk.domain.paging import Key, Page
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_views import SurveyView
from csatdesk.domain.surveys import Kept, Route
from csatdesk.operations.surveys.results.figures import headline_keys, items_of
from csatdesk.operations.surveys.results.tallies import GRID, of_named, shown_cells
from csatdesk.operations.work import Reading
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.surveys import Response, ResponseAnswer

PAGE = 200
COMMENTS_MOST = 500


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One person's answers by question. `who`, `staff`, `case_id`: of a named one, for those who may know."""

    id: int
    month: int
    at: datetime | None
    office: str
    channel: Channel | None
    route: Route | None
    segment: Segment | None
    is_anonymous: bool
    who: str
    staff: str
    case_id: int | None
    answers: dict[str, Kept]


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote beside the question `item_key`. `score`: their answer to the first headline question."""

    response_id: int
    item_key: str
    text: str
    month: int
    office: str
    channel: Channel | None
    score: int | None
    is_anonymous: bool


def list_answers(reading: Reading, view: SurveyView, after: Key | None = None) -> Page[AnswerRow]:
    """The newest month first. Of a page some may be hidden, so that it is shorter than others."""
    require(reading.actor, Right.SEE_SURVEYS)
    cells = shown_cells(reading, view)
    columns = (Response.id, Response.is_anonymous, *GRID)
    query = select(*columns).where(_of_view(view)).order_by(Response.month.desc(), Response.id.desc()).limit(PAGE)
    if after is not None:
        month, response_id = after
        query = query.where(tuple_(Response.month, Response.id) < tuple_(literal(month), literal(response_id)))
    found = reading.db.execute(query).all()
    ids = [one[0] for one in found if not one[1] or tuple(one[2:]) in cells]
    rows = _rows(reading, ids) if ids else ()
    return Page(rows, next=(found[-1][2], found[-1][0]) if len(found) == PAGE else None)


def _of_view(view: SurveyView) -> ColumnElement[bool]:
    hidden = and_(
        Response.survey_id == view.survey_id,
        Response.is_anonymous.is_(True),
        Response.month.between(view.first, view.last),
    )
    named = and_(*of_named(view))
    return named if view.is_of_named else or_(named, hidden)


def _rows(reading: Reading, ids: Sequence[int]) -> tuple[AnswerRow, ...]:
    may_know = reading.actor.may(Right.SEE_RESPONDENTS)
    answers: dict[int, dict[str, Kept]] = defaultdict(dict)
    given = select(ResponseAnswer).where(ResponseAnswer.response_id.in_(ids))
    for one in reading.db.execute(given).scalars():
        answers[one.response_id][one.item_key] = Kept(one.number, one.choice, one.text)
    query = (
        select(Response, Office.name, Customer.name, Staff.name)
        .join(Office, Office.id == Response.office_id)
        .outerjoin(Customer, Customer.id == Response.customer_id)
        .outerjoin(Staff, Staff.id == Response.staff_id)
        .where(Response.id.in_(ids))
        .order_by(Response.month.desc(), Response.id.desc())
    )
    return tuple(
        AnswerRow(
            id=one.id,
            month=one.month,
            at=one.at if may_know else None,
            office=office,
            channel=one.channel,
            route=one.route,
            segment=one.segment,
            is_anonymous=one.is_anonymous,
            who=(who or "") if may_know else "",
            staff=(staff or "") if may_know else "",
            case_id=one.case_id if may_know else None,
            answers=answers[one.id],
        )
        for one, office, who, staff in reading.db.execute(query).tuples()
    )


def list_comments(reading: Reading, view: SurveyView, *, search: str = "") -> tuple[Comment, ...]:
    """What people wrote, the newest month first, whatever score stands beside it; `search`: all of these words."""
    require(reading.actor, Right.SEE_SURVEYS)
    items = items_of(reading, view.survey_id)
    texts = [item.key for item in items if item.scale.kind is ScaleKind.TEXT]
    first = next(iter(headline_keys(items)), "")
    cells = shown_cells(reading, view)
    score = aliased(ResponseAnswer)
    scored = and_(score.response_id == Response.id, score.item_key == first)
    columns = (Response.id, Response.is_anonymous, *GRID, ResponseAnswer.item_key, ResponseAnswer.text, score.number)
    query = (
        select(*columns, Office.name)
        .join(ResponseAnswer, ResponseAnswer.response_id == Response.id)
        .outerjoin(score, scored)
        .join(Office, Office.id == Response.office_id)
        .where(_of_view(view), ResponseAnswer.survey_id == view.survey_id, ResponseAnswer.item_key.in_(texts))
        .where(ResponseAnswer.text != "")
        .order_by(Response.month.desc(), Response.id.desc())
    )
    wanted = fold(search).split()
    found = []
    for response_id, is_anonymous, *cell, key, text, number, office in reading.db.execute(query):
        if (is_anonymous and tuple(cell) not in cells) or not all(word in fold(text) for word in wanted):
            continue
        found.append(Comment(response_id, key, text, cell[0], office, cell[2], number, is_anonymous))
        if len(found) == COMMENTS_MOST:
            break
    return tuple(found)
