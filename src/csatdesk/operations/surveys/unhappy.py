"""Who would not recommend and gave a name (S2.11): whom to turn to, and whether somebody did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from csatdesk.domain.changes import Progress, no_progress, second_half
from csatdesk.domain.exported import Exported
from csatdesk.domain.forms import Form
from csatdesk.domain.paging import PAGE_SIZE, Key, Page
from csatdesk.domain.staff import Actor, Right, require
from csatdesk.domain.suppression import Shown, shown
from csatdesk.domain.survey_loop import BadAnswers, Unhappy
from csatdesk.domain.surveys import SurveyRow
from csatdesk.operations.surveys.loop import limits_of
from csatdesk.operations.surveys.queries import load_survey, questionnaire_of
from csatdesk.operations.work import Reading, Store
from csatdesk.sheets.tables_out import Column, Value, write_table
from csatdesk.store.base import FAR, UtcDateTime
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.contacts import Customer
from csatdesk.store.entities.staff import Staff
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from csatdesk.store.visible import visible_customers
from csatdesk.system.clock import now
from csatdesk.wording.reviews import outcome_words
from csatdesk.wording.survey_entry import month_words
from csatdesk.wording.texts import _

EXPORT_MOST = 100_000
NPS, COMMENT = "nps", "comment"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # in place of a time that nobody knows: behind all others


@dataclass(frozen=True, slots=True)
class UnhappyList:
    """`unknown`: how many more would not recommend and gave no name; 0 where they are too few to be told."""

    survey: SurveyRow
    limits: BadAnswers
    rows: tuple[Unhappy, ...]
    total: int
    unknown: int
    next: Key | None = None


def list_unhappy(reading: Reading, *, survey_id: int, limit: int = PAGE_SIZE) -> UnhappyList:
    """The newest first; `next`: the key of what follows."""
    require(reading.actor, Right.SEE_RESPONDENTS)
    survey, limits = load_survey(reading, survey_id=survey_id), limits_of(reading, survey_id)
    form = questionnaire_of(reading, survey.version_id).form
    answered = and_(
        ResponseAnswer.response_id == Response.id,
        ResponseAnswer.item_key.in_(_keys(form, NPS)[:1]),
        ResponseAnswer.survey_id == survey_id,
        ResponseAnswer.number.is_not(None),
    )
    is_low = ResponseAnswer.number <= limits.nps_at_most
    counted = select(Response.is_anonymous, is_low, func.count()).join(ResponseAnswer, answered)
    counted = counted.where(Response.survey_id == survey_id).group_by(Response.is_anonymous, is_low)
    counts = {(hidden, bool(low)): count for hidden, low, count in reading.db.execute(counted).tuples()}
    page = page_of_unhappy(reading, survey_id=survey_id, limit=limit)
    unknown = {low: counts.get((True, low), 0) for low in (True, False)}
    told = unknown[True] if shown(unknown)[True] is not Shown.HIDDEN else 0
    return UnhappyList(survey, limits, page.rows, counts.get((False, True), 0), told, page.next)


def page_of_unhappy(
    reading: Reading, *, survey_id: int, after: Key | None = None, limit: int = PAGE_SIZE
) -> Page[Unhappy]:
    """The newest first; in each month those of whom only that is known last."""
    require(reading.actor, Right.SEE_RESPONDENTS)
    survey, limits = load_survey(reading, survey_id=survey_id), limits_of(reading, survey_id)
    form = questionnaire_of(reading, survey.version_id).form
    score = and_(
        ResponseAnswer.response_id == Response.id,
        ResponseAnswer.item_key.in_(_keys(form, NPS)[:1]),
        ResponseAnswer.survey_id == survey_id,
        ResponseAnswer.number <= limits.nps_at_most,
    )
    at = func.coalesce(Response.at, literal(LONG_AGO, UtcDateTime()))
    query = _query(reading, form).join(ResponseAnswer, score).where(Response.survey_id == survey_id)
    if after is not None:
        month, moment, last = after
        same_time = or_(at < literal(moment, UtcDateTime()), and_(at == moment, Response.id > last))
        query = query.where(or_(Response.month < month, and_(Response.month == month, same_time)))
    newest = (Response.month.desc(), at.desc(), Response.id)
    found = list(map(_row, reading.db.execute(query.order_by(*newest).limit(limit + 1)).tuples()))
    has_more, found = len(found) > limit, found[:limit]
    return Page(tuple(found), (found[-1].month, found[-1].at or LONG_AGO, found[-1].response_id) if has_more else None)


def _keys(form: Form, metric: str) -> list[str]:
    return [item.key for item in form.items() if item.metric == metric]


def _query(reading: Reading, form: Form) -> Select[Any]:
    words = aliased(ResponseAnswer)
    comment = and_(words.response_id == Response.id, words.item_key.in_(_keys(form, COMMENT)[:1]))
    return (
        select(
            Response,
            ResponseAnswer.number,
            func.coalesce(Customer.name, ""),
            func.coalesce(Customer.phone, ""),
            func.coalesce(Case.number, ""),
            func.coalesce(Staff.name, ""),
            func.coalesce(words.text, ""),
            SurveyCallBack,
        )
        .outerjoin(Customer, and_(Customer.id == Response.customer_id, visible_customers(reading.actor)))
        .outerjoin(Case, Case.id == Response.case_id)
        .outerjoin(Staff, Staff.id == Response.staff_id)
        .outerjoin(words, comment)
        .outerjoin(SurveyCallBack, SurveyCallBack.response_id == Response.id)
        .where(Response.is_anonymous.is_(False))
    )


def _row(found: Sequence[Any]) -> Unhappy:
    response, score, name, phone, number, staff, comment, call = found
    return Unhappy(
        response_id=response.id,
        month=response.month,
        at=response.at,
        score=score,
        name=(call.name if call is not None else "") or name,
        phone=(call.phone if call is not None else "") or phone,
        customer_id=response.customer_id,
        case_id=response.case_id if call is None else call.case_id,
        case_number=number,
        staff_name=staff,
        comment=comment,
        call_back_id=call.id if call is not None else None,
        is_open=call is not None and call.ended_at == FAR,
        due_at=call.due_at if call is not None else None,
        outcome=call.outcome if call is not None else None,
        note=call.note if call is not None else "",
    )


def export_unhappy(
    store: Store,
    actor: Actor,
    *,
    survey_id: int,
    path: Path,
    at: datetime | None = None,
    progress: Progress = no_progress,
) -> Exported:
    """All of them, as .xlsx or .csv; of those without a name nothing."""
    require(actor, Right.EXPORT)
    with store.read(actor, at or now()) as reading:
        rows = page_of_unhappy(reading, survey_id=survey_id, limit=EXPORT_MOST).rows
        zone = ZoneInfo(reading.centre.zone)
    progress(1, 2)
    written = second_half(progress)
    lines = (_line(row) for row in rows)
    title = _("Would not recommend")
    return write_table(path, _columns(), lines, zone=zone, title=title, progress=written, total=len(rows))


def _columns() -> list[Column]:
    return [
        Column(_("Month"), 16),
        Column(_("Answered"), 18),
        Column(_("0 to 10"), 8),
        Column(_("Customer"), 28),
        Column(_("Phone"), 18),
        Column(_("Case"), 18),
        Column(_("Staff"), 24),
        Column(_("Comment"), 60),
        Column(_("What came of it"), 28),
        Column(_("In a few words"), 40),
    ]


def _line(row: Unhappy) -> list[Value]:
    came_of_it = outcome_words(row.outcome) if row.outcome is not None else ""
    if row.is_open:
        came_of_it = _("to be called")
    return [
        month_words(row.month),
        row.at,
        row.score,
        row.name,
        row.phone,
        row.case_number,
        row.staff_name,
        row.comment,
        came_of_it,
        row.note,
    ]
