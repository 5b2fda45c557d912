"""One call that is to be made after an answer: what was said, and what a measure would begin with."""

from dataclasses import dataclass

from sqlalchemy import select

from csatdesk.domain.corrective_actions import MeasureFilter, MeasureStart, Origin, Stage
from csatdesk.domain.forms import Form
from csatdesk.domain.staff import Right
from csatdesk.domain.survey_loop import METRICS
from csatdesk.operations.corrective_actions.queries import list_measures
from csatdesk.operations.corrective_actions.starts import begin_from_items
from csatdesk.operations.surveys.loop import call_back_of
from csatdesk.operations.surveys.queries import questionnaire_of
from csatdesk.operations.work import Reading
from csatdesk.store.entities.cases import Case
from csatdesk.store.entities.standards import Standard, StandardVersion
from csatdesk.store.entities.survey_entry import SurveyCallBack
from csatdesk.store.entities.surveys import Response, ResponseAnswer
from csatdesk.wording.survey_entry import answer_words, question_words

MEASURES_MOST = 50


@dataclass(frozen=True, slots=True)
class CallBackCard:
    """`answers`: question and answer in words, the open ones last. `start`: None where no measure can be begun."""

    answers: tuple[tuple[str, str], ...]
    measures: tuple[tuple[int, str], ...]
    start: MeasureStart | None


def load_call_back(reading: Reading, *, call_back_id: int) -> CallBackCard:
    row = call_back_of(reading, call_back_id)
    found = list_measures(reading, shown=MeasureFilter(stage=Stage.OPEN), limit=MEASURES_MOST).rows
    measures = tuple((one.id, one.title) for one in found)
    if row.response_id is None:
        return CallBackCard((), measures, None)
    response = reading.db.get_one(Response, row.response_id)
    form = questionnaire_of(reading, response.version_id).form
    return CallBackCard(_answers(reading, response.id, form), measures, _start(reading, row, response, form))


def _answers(reading: Reading, response_id: int, form: Form) -> tuple[tuple[str, str], ...]:
    query = select(ResponseAnswer).where(ResponseAnswer.response_id == response_id)
    kept = {one.item_key: one for one in reading.db.execute(query).scalars()}
    told = []
    for item in form.items():
        one = kept.get(item.key)
        if one is not None:
            several = tuple(one.choice.split()) if one.choice else None
            answer = one.number if one.number is not None else several or one.text
            told.append((one.text != "", question_words(item, item.key), answer_words(item, answer)))
    return tuple((question, answer) for _is_open, question, answer in sorted(told, key=lambda line: line[0]))


def _start(reading: Reading, row: SurveyCallBack, response: Response, form: Form) -> MeasureStart | None:
    """From the case, else from the questions that were answered badly."""
    if not reading.actor.may(Right.LEAD_MEASURES):
        return None
    if row.case_id is not None:
        case = reading.db.get_one(Case, row.case_id)
        return MeasureStart(Origin.CASE, case.topic_id, case.id, case.number, row.office_id)
    reasons = {METRICS[item.metric].value: item.key for item in form.items() if item.metric in METRICS}
    keys = [reasons[one] for one in row.reasons if one in reasons]
    query = select(Standard.key).join(StandardVersion, StandardVersion.standard_id == Standard.id)
    key = reading.db.execute(query.where(StandardVersion.id == response.version_id)).scalar_one()
    return begin_from_items(reading, standard_key=key, item_keys=keys, office_id=row.office_id) if keys else None
