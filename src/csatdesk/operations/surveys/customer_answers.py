"""What one customer answered with their name, for their page."""

from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.forms import ScaleKind
from csatdesk.domain.staff import Right
from csatdesk.operations.contacts.belonging import standing
from csatdesk.operations.surveys.reaching import with_merged
from csatdesk.operations.surveys.results.figures import headline_keys, items_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.surveys import Response, ResponseAnswer, Survey

ANSWERS_MOST = 20


@dataclass(frozen=True, slots=True)
class CustomerAnswer:
    """`score`: to the first headline question of the survey. `comment`: all that they wrote."""

    response_id: int
    survey_name: str
    month: int
    score: int | None
    comment: str


def list_customer_answers(reading: Reading, *, customer_id: int) -> tuple[CustomerAnswer, ...]:
    """The newest first. An anonymous answer belongs to nobody, so that none is here; who may not know who answered
    sees none.
    """
    if not reading.actor.may(Right.SEE_RESPONDENTS):
        return ()
    theirs = with_merged(reading, [standing(reading, customer_id)])
    query = (
        select(Response, Survey.name)
        .join(Survey, Survey.id == Response.survey_id)
        .where(Response.customer_id.in_(theirs), Response.is_anonymous.is_(False))
        .where(Response.centre_id == reading.actor.centre_id)
        .order_by(Response.month.desc(), Response.id.desc())
        .limit(ANSWERS_MOST)
    )
    return tuple(_told(reading, one, name) for one, name in reading.db.execute(query).tuples())


def _told(reading: Reading, response: Response, survey_name: str) -> CustomerAnswer:
    query = select(ResponseAnswer).where(ResponseAnswer.response_id == response.id)
    given = {one.item_key: one for one in reading.db.execute(query).scalars()}
    items = items_of(reading, response.survey_id)
    first = next((given[key] for key in headline_keys(items) if key in given), None)
    words = [given[item.key].text for item in items if item.scale.kind is ScaleKind.TEXT and item.key in given]
    comment = " ".join(filter(None, words))
    return CustomerAnswer(response.id, survey_name, response.month, first.number if first else None, comment)
