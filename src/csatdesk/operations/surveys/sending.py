"""The plan of sending of one survey: days, copy, address of the form, texts; and the words that go to one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import select

from csatdesk.domain.changes import Kind
from csatdesk.domain.staff import Right, require
from csatdesk.domain.survey_sending import (
    MESSAGES,
    SHORT,
    CopyMissing,
    CopyWrong,
    SendingPlan,
    Step,
    TextName,
    TextPlace,
    Texts,
    filled,
    link_with,
    route_code,
    subject_and_body,
)
from csatdesk.domain.surveys import Sender
from csatdesk.operations.absences import today
from csatdesk.operations.cases.letter_values import spoken_language
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.work import Reading, Work
from csatdesk.sheets.survey_texts import read_survey_texts
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.survey_sending import SurveySending
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.mail import first_address
from csatdesk.system.paths import resource
from csatdesk.wording.formats import by_date
from csatdesk.wording.texts import speaking


@cache
def starting_texts() -> Texts:
    """Those that come with the program."""
    return read_survey_texts(resource("templates", "survey_texts.yaml"))


def load_plan(reading: Reading, *, survey_id: int) -> SendingPlan:
    """What holds now: texts that nobody changed are those of the program."""
    require(reading.actor, Right.LEAD_SURVEYS)
    return plan_of(reading, reading.db.get_one(Survey, survey_id))


def plan_of(reading: Reading, survey: Survey) -> SendingPlan:
    row = _row(reading, survey.id)
    own: Mapping[str, Mapping[str, str]] = survey.texts or {}
    texts = {language: dict(named) | dict(own.get(language, {})) for language, named in starting_texts().items()}
    if row is None:
        return SendingPlan(texts=texts)
    return SendingPlan(row.copy_to, row.link, (row.first_days, row.last_days), row.answer_days, texts)


def _row(reading: Reading, survey_id: int) -> SurveySending | None:
    return reading.db.execute(select(SurveySending).where(SurveySending.survey_id == survey_id)).scalars().first()


def save_plan(work: Work, *, survey_id: int, plan: SendingPlan) -> None:
    """Only texts that differ from those of the program are kept with the survey."""
    require(work.actor, Right.LEAD_SURVEYS)
    plan.check()
    if plan.copy_to and first_address(plan.copy_to) != plan.copy_to:
        raise CopyWrong(field="copy_to")
    survey = own_survey(work, survey_id)
    row = _row(work, survey_id)
    if row is None:
        row = SurveySending(survey_id=survey_id)
        work.db.add(row)
    row.copy_to, row.link, row.answer_days = plan.copy_to, plan.link, plan.answer_days
    row.first_days, row.last_days = plan.remind_days
    survey.texts = _changed(plan.texts)
    work.changed.add(Kind.SURVEY)


def _changed(texts: Texts) -> dict[str, dict[str, str]]:
    start = starting_texts()
    found = {
        language: {name: text for name, text in named.items() if text != start.get(language, {}).get(name)}
        for language, named in texts.items()
    }
    return {language: named for language, named in found.items() if named}


def check_copy(survey: Survey, plan: SendingPlan) -> None:
    """What the head office sends, the office sees too (S0.11)."""
    if survey.sender is Sender.CENTRAL and not plan.copy_to:
        raise CopyMissing(field="copy_to")


# the words


@dataclass(frozen=True, slots=True)
class Composed:
    """`answer_by`: the day that it names."""

    language: str
    subject: str
    body: str
    answer_by: date


def text_in(plan: SendingPlan, name: TextName, language: str, fallback: str) -> tuple[str, str]:
    """The language in which it is spoken, and the text: that of the person, else of the survey, else English."""
    for code in (language, fallback):
        if plan.texts.get(code, {}).get(name.value):
            return spoken_language(code), plan.texts[code][name.value]
    return "en", plan.texts["en"][name.value]


def composed(reading: Reading, survey: Survey, plan: SendingPlan, asked: Invitation, step: Step) -> Composed:
    """What goes to one person. A reminder names the same day as the invitation did."""
    zone = ZoneInfo(reading.centre.zone)
    sent_on = today(reading) if asked.sent_at is None else asked.sent_at.astimezone(zone).date()
    answer_by = plan.answer_by(sent_on, survey.answer_by)
    language, text = text_in(plan, MESSAGES[step], asked.language, survey.language)
    name = " ".join(filter(None, (asked.first_name, asked.last_name))) or asked.company
    values = _values(reading, plan, reading.db.get_one(Office, asked.office_id), asked.code)
    with speaking(language):
        values |= {TextPlace.NAME: name, TextPlace.ANSWER_BY: by_date(answer_by, today(reading))}
    return Composed(language, *subject_and_body(filled(text, values)), answer_by)


def _values(reading: Reading, plan: SendingPlan, office: Office | None, code: str) -> dict[TextPlace, str]:
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
    values = _values(reading, plan, office, route_code(survey.uid, SHORT[name]))
    spoken, text = text_in(plan, name, language, survey.language)
    with speaking(spoken):
        day = plan.answer_by(today(reading), survey.answer_by)
        return filled(text, values | {TextPlace.ANSWER_BY: by_date(day, today(reading))})


def preview_text(reading: Reading, *, survey_id: int, name: TextName, language: str) -> str:
    """How a text reads in this language. Messages are shown as they would go to the one who is asked next, or to
    nobody yet: then what belongs to a person stands there by its name.
    """
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = reading.db.get_one(Survey, survey_id)
    plan = plan_of(reading, survey)
    if name in SHORT:
        return short_text(reading, survey, plan, name, language)
    spoken, text = text_in(plan, name, language, survey.language)
    office = reading.db.get_one(Office, survey.office_id) if survey.office_id is not None else None
    with speaking(spoken):
        day = by_date(plan.answer_by(today(reading), survey.answer_by), today(reading))
    shown = _values(reading, plan, office, "{code}") | {TextPlace.NAME: "{name}", TextPlace.ANSWER_BY: day}
    return filled(text, shown)
