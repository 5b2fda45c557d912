"""Setting up a survey in exactly three areas, each confirmed by somebody before anything is asked (S0.2, S0.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.surveys import Competence, NewSurvey, SurveyRow


class Area(Enum):
    PROFILE = "profile"
    QUESTIONS = "questions"
    SENDING = "sending"


class AreasNotConfirmed(Refusal):
    """`areas`: their names, in words."""

    text = N_("Confirm this first: {areas}. Nothing is asked before profile, questions and sending are confirmed.")


class InvitedChanged(Refusal):
    text = N_("The list of invited customers has changed since the profile was confirmed. Confirm it again.")


class LevelTooLow(Refusal):
    text = N_("{office} does not have the level that this survey asks for: Silver or Gold.")


class OfficeDataMissing(Refusal):
    text = N_("{office} has no address or no phone yet. Add it under Administration, Offices, then confirm.")


class RouteMissing(Refusal):
    text = N_("Choose at least one way to ask.")


class DatesWrong(Refusal):
    text = N_("The day to answer by lies before the day on which it begins.")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`invited`: how many customers stood on the list then."""

    area: Area
    by: str
    at: datetime
    invited: int


@dataclass(frozen=True, slots=True)
class OfficeProfile:
    """What is checked of an office. `people`: who leads surveys there, or enters answers."""

    id: int
    name: str
    address: str
    phone: str
    country: str
    competence: Competence
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedQuestions:
    """One questionnaire that can be asked: its mandatory questions, and the others."""

    version_id: int
    titles: LocalText
    mandatory: tuple[LocalText, ...]
    others: tuple[LocalText, ...]
    metrics: frozenset[str]


@dataclass(frozen=True, slots=True)
class SetUpCard:
    """Everything the three areas show. `survey` None: a new one."""

    survey: SurveyRow | None
    offices: tuple[OfficeProfile, ...]
    questionnaires: tuple[AskedQuestions, ...]
    confirmed: Mapping[Area, Confirmation]
    invited: int


def check_sending(new: NewSurvey) -> None:
    if not new.routes:
        raise RouteMissing(field="routes")
    check_days(new)


def check_days(new: NewSurvey) -> None:
    if new.begins_on is not None and new.answer_by is not None and new.answer_by < new.begins_on:
        raise DatesWrong(field="answer_by")


def areas_of(before: NewSurvey, after: NewSurvey) -> frozenset[Area]:
    """Where something else stands now, so that it has to be confirmed again."""
    return frozenset(area for area in Area if _content(before, area) != _content(after, area))


def _content(survey: NewSurvey, area: Area) -> tuple[object, ...]:
    match area:
        case Area.PROFILE:
            return (survey.name.strip(), survey.goal.strip(), survey.kind, survey.office_id, survey.respondents)
        case Area.QUESTIONS:
            return (survey.questionnaire_version_id, survey.offers_names)
        case Area.SENDING:
            return (survey.routes, survey.sender, survey.language, survey.begins_on, survey.answer_by)
