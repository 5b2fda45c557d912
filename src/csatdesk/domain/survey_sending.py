"""Asking: what goes to whom on which day, what its text may hold, and the codes by which an answer is told apart."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from hashlib import sha256
from urllib.parse import quote, urlsplit
from uuid import UUID

from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import ValueTooLong
from csatdesk.domain.marks import N_
from csatdesk.domain.response_rates import Disposition, Dispositions, OutcomeRates
from csatdesk.domain.surveys import CODE_SIGNS, Route

ROUTE_CODE_LENGTH = 6
DAYS_MOST = 120
TEXT_MOST = 6000
LEAVING = timedelta(minutes=3)  # longer than a mail server is waited for; what leaves longer was broken off
_PLACE = re.compile(r"\{([^{}\n]{1,60})\}")


class Step(Enum):
    """What goes out; the value is how many went before it."""

    INVITATION = 0
    REMINDER = 1
    LAST_REMINDER = 2


class MessageState(Enum):
    """`OUTGOING` is written before a message leaves, so that nobody sends it twice, whatever happens then."""

    OUTGOING = "outgoing"
    SENT = "sent"
    FAILED = "failed"  # the server refused it: it did not go out
    UNSURE = "unsure"  # the connection broke: nobody knows


class CallResult(Enum):
    """A call that reached nobody."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    LATER = "later"  # asked to be called another time
    WRONG_NUMBER = "wrong_number"


class TextName(Enum):
    """Texts of a survey. The last four are short ones to be copied."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    LAST_REMINDER = "last_reminder"
    RECEIPT = "receipt"
    SMS = "sms"
    CHAT = "chat"
    NEWSLETTER = "newsletter"
    SOCIAL = "social"


MESSAGES = {
    Step.INVITATION: TextName.INVITATION,
    Step.REMINDER: TextName.REMINDER,
    Step.LAST_REMINDER: TextName.LAST_REMINDER,
}
SHORT = {
    TextName.RECEIPT: Route.QR,
    TextName.SMS: Route.SMS,
    TextName.CHAT: Route.CHAT,
    TextName.NEWSLETTER: Route.NEWSLETTER,
    TextName.SOCIAL: Route.SOCIAL,
}


class TextPlace(Enum):
    """What a text may have filled in; the value is how it is kept between braces."""

    NAME = "name"
    OFFICE = "office"
    CENTRE = "centre"
    PHONE = "phone"
    ANSWER_BY = "answer by"
    CODE = "code"
    LINK = "link"


Texts = Mapping[str, Mapping[str, str]]  # language → name of the text → text


class AskedAlready(Refusal):
    text = N_("Who was asked already keeps the day of it.")


class AllAtOnce(Refusal):
    text = N_("The head office sends to all of the list at once. A day for each is for surveys that the office sends.")


class DayAfterLast(Refusal):
    text = N_("An answer counts until {day}. Choose a day before that.")


class SubjectMissing(Refusal):
    text = N_("The first line is the subject. Write it, then an empty line, then the text.")


class TextPlaceUnknown(Refusal):
    text = N_("“{place}” is nothing that can be filled in here. Use one of the names offered.")


class AnswerByNotNamed(Refusal):
    text = N_("Name the day until which an answer counts: {place} stands for it.")


class CodeNotNamed(Refusal):
    text = N_("Put {code} or {link} into the text, else nobody can answer.")


class LinkWrong(Refusal):
    text = N_("Write the whole address of the form, such as https://forms.example.org/desk.")


class DaysWrong(Refusal):
    text = N_("Write a whole number of days, {least} to {most}.")


class LastBeforeFirst(Refusal):
    text = N_("The second reminder comes after the first.")


class CopyMissing(Refusal):
    text = N_("What the head office sends goes to the office as a copy. Write its e-mail address.")


class CopyWrong(Refusal):
    text = N_("Write one e-mail address, such as office@example.org.")


class SurveyOver(Refusal):
    text = N_("The day until which answers count has passed. Set a later one first.")


@dataclass(frozen=True, slots=True)
class SendingPlan:
    """`copy_to` gets a copy of each e-mail. `link`: address of the centre's own form, "" where there is none.
    `remind_days`: after the invitation; when the first reminder went out late, the second one keeps its distance from
    it. `answer_days`: how long an answer is waited for where the survey names no day.
    """

    copy_to: str = ""
    link: str = ""
    remind_days: tuple[int, int] = (5, 10)
    answer_days: int = 14
    texts: Texts = field(default_factory=dict)

    def check(self) -> None:
        first, last = self.remind_days
        for name, days in (("first", first), ("last", last), ("answer_days", self.answer_days)):
            if not 1 <= days <= DAYS_MOST:
                raise DaysWrong(field=name, least=1, most=DAYS_MOST)
        if last <= first:
            raise LastBeforeFirst(field="last")
        if self.link:
            check_link(self.link)
        for texts in self.texts.values():
            for name, text in texts.items():
                check_text(TextName(name), text)

    def answer_by(self, sent_on: date, named: date | None) -> date:
        """The day named to somebody who was asked on `sent_on`: that of the survey, else so many days later."""
        return named if named is not None else sent_on + timedelta(days=self.answer_days)


@dataclass(frozen=True, slots=True)
class Asked:
    """What decides whether something goes to somebody today. Days are those of the centre's zone."""

    disposition: Disposition
    is_delivered: bool
    send_on: date | None
    sent_on: date | None
    reminders: int
    reminded_on: date | None = None


def due_step(asked: Asked, plan: SendingPlan, today: date, answer_by: date | None) -> Step | None:
    """What goes to them now. Nothing once they answered or said no, once it came back, or after the last day."""
    if asked.disposition is not Disposition.UNKNOWN or not asked.is_delivered:
        return None
    if asked.sent_on is None:
        is_late = answer_by is not None and today > answer_by
        is_due = not is_late and (asked.send_on is None or asked.send_on <= today)
        return Step.INVITATION if is_due else None
    if asked.reminders >= len(plan.remind_days) or today > plan.answer_by(asked.sent_on, answer_by):
        return None
    first, last = plan.remind_days
    due_on = asked.sent_on + timedelta(days=(first, last)[asked.reminders])
    if asked.reminded_on is not None:
        due_on = max(due_on, asked.reminded_on + timedelta(days=last - first))
    return Step(asked.reminders + 1) if due_on <= today else None


def check_link(link: str) -> None:
    parts = urlsplit(link)
    if parts.scheme not in {"http", "https"} or "." not in parts.netloc or any(sign.isspace() for sign in link):
        raise LinkWrong(field="link")


def check_text(name: TextName, text: str) -> None:
    """Refuse a text that cannot be filled, or from which nobody would know how and until when to answer."""
    if len(text) > TEXT_MOST:
        raise ValueTooLong(field="text", most=TEXT_MOST)
    known = {place.value for place in TextPlace}
    found = {one.strip() for one in _PLACE.findall(text)}
    for one in sorted(found - known):
        raise TextPlaceUnknown(field="text", place=one)
    if not found & {TextPlace.CODE.value, TextPlace.LINK.value}:
        raise CodeNotNamed(field="text", code="{code}", link="{link}")
    if name in MESSAGES.values():
        subject, _break, rest = text.strip().partition("\n")
        if not subject.strip() or not rest.strip():
            raise SubjectMissing(field="text")
        if TextPlace.ANSWER_BY.value not in found:
            raise AnswerByNotNamed(field="text", place="{answer by}")


def filled(text: str, values: Mapping[TextPlace, str]) -> str:
    """`text` with its places filled. A line that speaks of something there is not (no form on the net, no phone) is
    left out, and so is an empty line that stood before another one then. Braces in a value are only text.
    """

    def value(found: re.Match[str]) -> str:
        return next((said for place, said in values.items() if place.value == found[1].strip()), "")

    lines: list[str] = []
    for line in text.strip().splitlines():
        if any(not value(found) for found in _PLACE.finditer(line)):
            continue
        made = _PLACE.sub(value, line).rstrip()
        if made or (lines and lines[-1]):
            lines.append(made)
    return "\n".join(lines).strip()


def subject_and_body(text: str) -> tuple[str, str]:
    subject, _break, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def link_with(link: str, code: str) -> str:
    """The address of the form with the code in it: where it says {code}, else at its end."""
    if not link:
        return ""
    if "{code}" in link:
        return link.replace("{code}", _in_link(code))
    parts = urlsplit(link)
    query = "&".join(part for part in (parts.query, f"code={_in_link(code)}") if part)
    return parts._replace(query=query).geturl()


def _in_link(code: str) -> str:
    """Braces stay as they are: a preview shows {code} where the code will stand."""
    return quote(code, safe="{}")


def route_code(survey_uid: UUID, route: Route) -> str:
    """The code of everybody who answers by this way: it tells the survey and the way, and nobody's name."""
    number = int.from_bytes(sha256(f"{survey_uid} {route.value}".encode()).digest())
    signs = []
    for _place in range(ROUTE_CODE_LENGTH):
        number, one = divmod(number, len(CODE_SIGNS))
        signs.append(CODE_SIGNS[one])
    return "".join(signs)


def route_of(survey_uid: UUID, code: str) -> Route | None:
    """The way by which somebody with this code was asked."""
    return next((route for route in Route if route_code(survey_uid, route) == code), None)


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One who is asked. `message`: what became of what went out last; `trouble`: why it did not."""

    id: int
    name: str
    company: str
    reach: str  # address or number
    language: str
    route: Route
    office_name: str
    code: str
    send_on: date | None
    sent_at: datetime | None
    reminders: int
    reminded_at: datetime | None
    is_delivered: bool
    disposition: Disposition
    message: MessageState | None
    trouble: str
    calls: int
    called_at: datetime | None


class Shown(Enum):
    """Which of the invitations a list shows."""

    ALL = "all"
    WAITING = "waiting"  # not asked yet
    ASKED = "asked"  # without an answer
    ANSWERED = "answered"
    TROUBLE = "trouble"  # did not go out, came back, or nobody knows
    TO_CALL = "to_call"
    OTHER = "other"  # said no, not reached, not to be asked


@dataclass(frozen=True, slots=True)
class RouteFigures:
    """`responses`: of everybody who came this way, asked by name or not."""

    route: Route
    asked: int
    delivered: int
    answered: int
    responses: int
    dispositions: Dispositions
    rates: OutcomeRates


@dataclass(frozen=True, slots=True)
class StepFigures:
    """`due`: may go out now; `next_on`: the next day on which one more may, None: nobody is left."""

    step: Step
    due: int
    sent: int
    next_on: date | None
