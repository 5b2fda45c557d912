"""The plan of sending of one survey: days, copy, address of the form, texts; and the words that go to one person."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from csatdesk.domain.changes import Kind
from csatdesk.domain.errors import ChangedByOther
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
    subject_and_body,
)
from csatdesk.domain.surveys import Sender
from csatdesk.operations.absences import today
from csatdesk.operations.survey_texts import plan_of, sending_row, short_text, starting_texts, text_in, text_values
from csatdesk.operations.surveys.commands import own_survey
from csatdesk.operations.work import Reading, Work
from csatdesk.store.entities.centres import Office
from csatdesk.store.entities.survey_sending import SurveySending
from csatdesk.store.entities.surveys import Invitation, Survey
from csatdesk.system.mail import first_address
from csatdesk.wording.formats import by_date
from csatdesk.wording.texts import speaking


def load_plan(reading: Reading, *, survey_id: int) -> SendingPlan:
    """What holds now: texts that nobody changed are those of the program."""
    require(reading.actor, Right.LEAD_SURVEYS)
    return plan_of(reading, own_survey(reading, survey_id))


def save_plan(work: Work, *, survey_id: int, plan: SendingPlan, before: SendingPlan | None = None) -> None:
    """Only texts that differ from those of the program are kept with the survey. `before`: the plan that was changed;
    refused when it does not hold any more.
    """
    require(work.actor, Right.LEAD_SURVEYS)
    plan.check()
    if plan.copy_to and first_address(plan.copy_to) != plan.copy_to:
        raise CopyWrong(field="copy_to")
    survey = own_survey(work, survey_id)
    if before is not None and plan_of(work, survey) != before:
        raise ChangedByOther()
    row = sending_row(work, survey_id)
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


def composed(reading: Reading, survey: Survey, plan: SendingPlan, asked: Invitation, step: Step) -> Composed:
    """What goes to one person. A reminder names the same day as the invitation did."""
    zone = ZoneInfo(reading.centre.zone)
    sent_on = today(reading) if asked.sent_at is None else asked.sent_at.astimezone(zone).date()
    answer_by = plan.answer_by(sent_on, survey.answer_by)
    language, text = text_in(plan, MESSAGES[step], asked.language, survey.language)
    name = " ".join(filter(None, (asked.first_name, asked.last_name))) or asked.company
    values = text_values(reading, plan, reading.db.get_one(Office, asked.office_id), asked.code)
    with speaking(language):
        values |= {TextPlace.NAME: name, TextPlace.ANSWER_BY: by_date(answer_by, today(reading))}
    return Composed(language, *subject_and_body(filled(text, values)), answer_by)


def preview_text(reading: Reading, *, survey_id: int, name: TextName, language: str) -> str:
    """How a text reads in this language. Messages are shown as they would go to the one who is asked next, or to
    nobody yet: then what belongs to a person stands there by its name.
    """
    require(reading.actor, Right.LEAD_SURVEYS)
    survey = own_survey(reading, survey_id)
    plan = plan_of(reading, survey)
    if name in SHORT:
        return short_text(reading, survey, plan, name, language)
    spoken, text = text_in(plan, name, language, survey.language)
    office = reading.db.get_one(Office, survey.office_id) if survey.office_id is not None else None
    with speaking(spoken):
        day = by_date(plan.answer_by(today(reading), survey.answer_by), today(reading))
    shown = text_values(reading, plan, office, "{code}") | {TextPlace.NAME: "{name}", TextPlace.ANSWER_BY: day}
    return filled(text, shown)
