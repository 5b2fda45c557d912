"""The texts of a survey and its plan as they hold now, and the line on a receipt: read wherever something is handed to
a customer.
"""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import or_, select

from csatdesk.domain.survey_sending import (
    SHORT,
    SendingPlan,
    TextName,
    TextPlace,
    Texts,
    filled,
    link_with,
    route_code,
)
from csatdesk.domain.surveys import Route, SurveyState
from csatdesk.operations.absences import today
from csatdesk.operations.work import Reading
from csatdesk.sheets.survey_texts import read_survey_texts
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.survey_sending import SurveySending
from csatdesk.store.entities.surveys import Survey
from csatdesk.system.paths import resource
from csatdesk.wording.formats import by_date
from csatdesk.wording.texts import LANGUAGES, speaking


@cache
def starting_texts() -> Texts:
    """Those that come with the program."""
    return read_survey_texts(resource("templates", "survey_texts.yaml"))


def plan_of(reading: Reading, survey: Survey) -> SendingPlan:
    row = sending_row(reading, survey.id)
    own: Mapping[str, Mapping[str, str]] = survey.texts or {}
    texts = {language: dict(named) | dict(own.get(language, {})) for language, named in starting_texts().items()}
    if row is None:
        return SendingPlan(texts=texts)
    return SendingPlan(row.copy_to, row.link, (row.first_days, row.last_days), row.answer_days, texts)


def sending_row(reading: Reading, survey_id: int) -> SurveySending | None:
    return reading.db.execute(select(SurveySending).where(SurveySending.survey_id == survey_id)).scalars().first()


def text_in(plan: SendingPlan, name: TextName, language: str, fallback: str) -> tuple[str, str]:
    """The language in which it is spoken, and the text: that of the person, else of the survey, else English."""
    for code in (language, fallback):
        if plan.texts.get(code, {}).get(name.value):
            return _spoken(code), plan.texts[code][name.value]
    return "en", plan.texts["en"][name.value]


def _spoken(code: str) -> str:
    return code if code in LANGUAGES else "en"


def text_values(reading: Reading, plan: SendingPlan, office: Office | None, code: str) -> dict[TextPlace, str]:
    return {
        TextPlace.OFFICE: office.name if office is not None else reading.centre.name,
        TextPlace.CENTRE: reading.centre.name,
        TextPlace.PHONE: office.phone if office is not None else "",
        TextPlace.CODE: code,
        TextPlace.LINK: link_with(plan.link, code),
    }


def short_text(reading: Reading, survey: Survey, plan: SendingPlan, name: TextName, language: str) -> str:
    """A text to be copied, with the code of its way. "" when it speaks of a form on the net that there is not."""
    office = reading.db.get_one(Office, survey.office_id) if survey.office_id is not None else None
    values = text_values(reading, plan, office, route_code(survey.uid, SHORT[name]))
    spoken, text = text_in(plan, name, language, survey.language)
    with speaking(spoken):
        day = plan.answer_by(today(reading), survey.answer_by)
        return filled(text, values | {TextPlace.ANSWER_BY: by_date(day, today(reading))})


def receipt_line(reading: Reading, *, office_id: int, language: str) -> tuple[str, str]:
    """What stands there, and what its code holds: the address of the form with the code, or the code alone. Empty
    where no survey that runs here asks by receipt.
    """
    day = today(reading)
    query = (
        select(Survey)
        .where(Survey.centre_id == reading.actor.centre_id, Survey.state == SurveyState.RUNNING)
        .where(or_(Survey.office_id.is_(None), Survey.office_id == office_id))
        .where(or_(Survey.begins_on.is_(None), Survey.begins_on <= day))
        .where(or_(Survey.answer_by.is_(None), Survey.answer_by >= day))
        .order_by(Survey.id.desc())
    )
    surveys = reading.db.execute(query).scalars()
    survey = next((one for one in surveys if Route.QR.value in one.routes), None)
    if survey is None:
        return "", ""
    plan, code = plan_of(reading, survey), route_code(survey.uid, Route.QR)
    return short_text(reading, survey, plan, TextName.RECEIPT, language), link_with(plan.link, code) or code
