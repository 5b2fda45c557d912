"""Surveys: what one is about, who is asked and by which route, and what comes back.

An anonymous answer carries survey, office, channel and month, and nothing else of the person, the time, the case or the
member of staff (S0.35, S3.13).
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import Enum
from uuid import UUID, uuid4

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import NA, NOT_OBSERVED, Answer, Form, Item, ScaleKind, whole
from csatdesk.domain.lengths import fitting
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition

QUESTIONNAIRE = "questionnaire"  # `kind` of the standard that holds one
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH = 10
ID_BITS = 62
MONTHS = 100  # a month as one number: 202610
NAME_MOST = 200  # letters
YEAR_LEAST = 1900
ANONYMITY, NAMED, ANONYMOUS = "anonymity", "named", "anonymous"  # the metric of the question, and its choices


class SurveyKind(Enum):
    AFTER_CONTACT = "after_contact"
    MILESTONE = "milestone"  # at key moments, by time or by what happened
    PROGRAMME = "programme"  # of partners, with contact lists
    INDEX = "index"  # yearly
    NEEDS = "needs"
    PAST = "past"  # answers of others, taken over from a file


class SurveyState(Enum):
    """A draft may be changed; while it runs, its questionnaire may not."""

    DRAFT = "draft"
    RUNNING = "running"
    ENDED = "ended"


class RespondentKind(Enum):
    CUSTOMER = "customer"
    STAFF = "staff"
    PARTNER = "partner"


class Route(Enum):
    """How a question reaches the person."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    PAPER = "paper"
    EMAIL = "email"
    KIOSK = "kiosk"
    QR = "qr"  # on the receipt
    SMS = "sms"
    CHAT = "chat"
    NEWSLETTER = "newsletter"
    SOCIAL = "social"

    __hash__ = object.__hash__  # figures are counted by it; that of Enum is slow, being written in Python


class EntryMode(Enum):
    """How the answer came into the store (S2.2)."""

    PAPER = "paper"  # keyed from a form
    INTERVIEW = "interview"
    KIOSK = "kiosk"
    FILE = "file"  # one row of a list
    PDF = "pdf"
    HTML = "html"


class Sender(Enum):
    CENTRAL = "central"
    OWN = "own"  # the unit


class Competence(Enum):
    """Of an office, in the partner programme; the last two may run its survey (S0.1)."""

    NONE = "none"
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"

    @property
    def may_ask(self) -> bool:
        return self in {Competence.SILVER, Competence.GOLD}


class SurveyNameMissing(Refusal):
    text = N_("Give the survey a name.")


class GoalMissing(Refusal):
    text = N_("Write what this survey is to find out.")


class SurveyNotRunning(Refusal):
    text = N_("“{name}” is not running, so it takes no answers.")


class AnswerOffScale(Refusal):
    text = N_("“{answer}” is no answer to “{question}”.")


class NothingAnswered(Refusal):
    text = N_("No question has an answer.")


class AnsweredAlready(Refusal):
    text = N_("This invitation was answered already. One answer counts.")


@dataclass(frozen=True, slots=True)
class NewSurvey:
    """A survey as somebody sets it up. `office_id` None: of the whole centre. `answer_by`: the date named to those
    asked. Without `offers_names` every answer is anonymous, whatever is asked.
    """

    name: str
    kind: SurveyKind
    goal: str
    questionnaire_version_id: int
    office_id: int | None = None
    respondents: RespondentKind = RespondentKind.CUSTOMER
    routes: tuple[Route, ...] = ()
    sender: Sender = Sender.OWN
    language: str = "en"
    begins_on: date | None = None
    answer_by: date | None = None
    offers_names: bool = True

    def check(self) -> None:
        if not self.name.strip():
            raise SurveyNameMissing(field="name")
        fitting(self.name, field="name", most=NAME_MOST)
        if not self.goal.strip():
            raise GoalMissing(field="goal")


@dataclass(frozen=True, slots=True)
class Situation:
    """About which contact somebody answered."""

    office_id: int
    channel: Channel | None = None
    segment: Segment | None = None
    topic_id: int | None = None
    case_id: int | None = None
    customer_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewResponse:
    """What one person answered. `answers`: key of the question → answer; questions without answer are left out.

    `at`: when; None where only the `month` (202610) is known. `source`: number of the row or form it was taken from.
    """

    survey_id: int
    situation: Situation
    answers: Mapping[str, Answer]
    mode: EntryMode
    route: Route | None = None
    at: datetime | None = None
    month: int | None = None
    language: str = ""
    invitation_id: int | None = None
    source: str = ""
    weight: float = 1.0
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One survey in lists. `asked`: invitations sent, of which `heard` were answered; `answered`: all answers, also
    those of people who were not invited. Counted now.
    """

    id: int
    name: str
    kind: SurveyKind
    state: SurveyState
    goal: str
    version_id: int
    questionnaire: LocalText
    office_id: int | None
    office_name: str
    respondents: RespondentKind
    routes: tuple[Route, ...]
    sender: Sender
    language: str
    begins_on: date | None
    answer_by: date | None
    offers_names: bool
    asked: int
    heard: int
    answered: int
    version: int


@dataclass(frozen=True, slots=True)
class SurveyWanted:
    """A survey that a page is to show."""

    id: int


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it is stored: a number on a scale, or keys of choices, or words."""

    number: int | None = None
    choice: str = ""
    text: str = ""


def new_code() -> str:
    """What ties an answer to an invitation; nobody can guess another one (32^10)."""
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


def read_code(typed: str) -> str:
    """A code as it may be typed, in the one spelling that is stored: without blanks and dashes, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def unordered_id() -> int:
    """An id that tells nothing about when its row was written."""
    return secrets.randbits(ID_BITS) + 1


def unordered_identity() -> UUID:
    return uuid4()


def month_of(at: datetime, zone: tzinfo) -> int:
    here = at.astimezone(zone)
    return here.year * MONTHS + here.month


def is_month(month: int) -> bool:
    return month // MONTHS >= YEAR_LEAST and 1 <= month % MONTHS <= 12


def is_anonymous(form: Form, new: NewResponse, *, offers_names: bool) -> bool:
    """Whether the answer is kept without the person: by the survey, by who entered it, or by their own choice."""
    chosen = any(item.metric == ANONYMITY and new.answers.get(item.key) == ANONYMOUS for item in form.items())
    return new.is_anonymous or not offers_names or chosen


def kept_answers(form: Form, answers: Mapping[str, Answer]) -> dict[str, Kept]:
    """What is stored of these answers. Refuses one that is off its scale, and answers that say nothing at all.

    Answers to questions that were not to be asked after the others are left out, as well as "does not apply".
    """
    asked: Iterable[Item] = (item for _section, items in form.asked(answers) for item in items)
    kept = {}
    for item in asked:
        answer = answers.get(item.key)
        if answer is None or answer == "":
            continue
        if not item.accepts(answer):
            raise AnswerOffScale(answer=str(answer), question=item.text.in_language(form.language))
        is_outside = isinstance(answer, str) and answer in {NA, NOT_OBSERVED}  # words on a scale of words, too
        if not is_outside and (item.share(answer) is not None or item.scale.holds(answer)):
            kept[item.key] = _kept(item, answer)
    if not any(form_item_counts(form, key) for key in kept):
        raise NothingAnswered()
    return kept


def form_item_counts(form: Form, key: str) -> bool:
    """Whether an answer to it says something: the choice to be named says nothing by itself."""
    item = form.item(key)
    return item is not None and item.metric != ANONYMITY


def _kept(item: Item, answer: Answer) -> Kept:
    match item.scale.kind:
        case ScaleKind.POINTS | ScaleKind.NUMBER | ScaleKind.MEASURE:
            number = whole(answer)
            return Kept(number=number) if number is not None else Kept(text=str(answer))
        case ScaleKind.ONE | ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO:
            return Kept(choice=("yes" if answer else "no") if isinstance(answer, bool) else str(answer))
        case ScaleKind.MANY:
            return Kept(choice=" ".join(answer) if isinstance(answer, tuple) else str(answer))
    return Kept(text=str(answer))


def is_complete(form: Form, answers: Mapping[str, Answer]) -> bool:
    return not form.left(answers)


def disposition_of(form: Form, answers: Mapping[str, Answer]) -> Disposition:
    return Disposition.COMPLETE if is_complete(form, answers) else Disposition.PARTIAL
