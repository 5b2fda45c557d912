"""Who may do what: roles, the one table of rights, and scope.

Rights × role × scope stand in `RIGHTS` and nowhere else; operations call `require(actor, right)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from csatdesk.domain.errors import NotAllowed, Refusal
from csatdesk.domain.marks import N_


class Role(Enum):
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Right(Enum):
    REGISTER_CASE = "register_case"
    SEE_CASES = "see_cases"
    WORK_ON_CASE = "work_on_case"  # take, note, answer, close, reopen
    HAND_OVER_CASE = "hand_over_case"
    SEE_CUSTOMERS = "see_customers"
    CHANGE_CUSTOMERS = "change_customers"
    IMPORT = "import"
    EXPORT = "export"
    CHANGE_TOPICS = "change_topics"
    CHANGE_STAFF = "change_staff"
    CHANGE_CENTRE = "change_centre"
    BACK_UP = "back_up"
    RESTORE = "restore"
    APPROVE_ANSWER = "approve_answer"  # as the second person
    EXTEND_DEADLINE = "extend_deadline"  # legal deadlines; and recompute clocks
    PLAN_STAFF = "plan_staff"  # absences and substitutes
    LEAD_MATTERS = "lead_matters"  # known matters: open, change, end with one answer
    LEAD_MEASURES = "lead_measures"  # corrective actions: make, change, judge; who owns one reports it done
    CHANGE_LETTERS = "change_letters"  # templates of letters, and snippets
    CHANGE_STANDARDS = "change_standards"  # service standards; everybody reads them
    THROW_AWAY = "throw_away"  # cases into the trash, and out of it
    ERASE_CUSTOMERS = "erase_customers"  # for good, at their wish
    SEE_DEADLINES = "see_deadlines"  # of everybody
    SHARE_FILTERS = "share_filters"  # saved filters for everybody
    RUN_CHECKLISTS = "run_checklists"
    PLAN_CHECKS = "plan_checks"  # when which checklist is due; and leave out one whose day is over
    REVIEW_WORK = "review_work"  # of colleagues: calls and replies; see the scores of one's people
    DECIDE_DISPUTES = "decide_disputes"  # about answers in evaluations of others
    SEE_QUALITY = "see_quality"  # what evaluations come to, of all offices together; names only of one's own people
    LEAD_SURVEYS = "lead_surveys"  # set up, send, end; take over answers
    ENTER_RESPONSES = "enter_responses"  # from forms and talks
    SEE_SURVEYS = "see_surveys"  # what surveys come to
    SEE_RESPONDENTS = "see_respondents"  # single answers with who gave them
    HEAD_OF_CENTRE = "head_of_centre"  # told last when something stays overdue; given to a person, not to a role
    OWN_PROGRAMME = "own_programme"  # mystery shopping; given to a person, not to a role
    MAKE_VISITS = "make_visits"  # as a mystery visitor with a scorecard, without seeing scores


class Scope(Enum):
    """How far a right reaches."""

    OFFICE = "office"
    CENTRE = "centre"


PERSONAL = frozenset({Right.HEAD_OF_CENTRE, Right.OWN_PROGRAMME})  # no role has them

EVERYDAY = {
    Right.REGISTER_CASE: Scope.CENTRE,
    Right.SEE_CASES: Scope.CENTRE,
    Right.WORK_ON_CASE: Scope.OFFICE,
    Right.HAND_OVER_CASE: Scope.OFFICE,
    Right.SEE_CUSTOMERS: Scope.CENTRE,
    Right.CHANGE_CUSTOMERS: Scope.CENTRE,
    Right.BACK_UP: Scope.CENTRE,
    Right.RUN_CHECKLISTS: Scope.OFFICE,
    Right.ENTER_RESPONSES: Scope.CENTRE,
    Right.SEE_SURVEYS: Scope.CENTRE,
}

RIGHTS: Mapping[Role, Mapping[Right, Scope]] = {
    Role.CLERK: EVERYDAY,
    Role.SUPERVISOR: EVERYDAY
    | {
        Right.WORK_ON_CASE: Scope.CENTRE,
        Right.HAND_OVER_CASE: Scope.CENTRE,
        Right.IMPORT: Scope.CENTRE,
        Right.EXPORT: Scope.CENTRE,
        Right.CHANGE_TOPICS: Scope.CENTRE,
        Right.APPROVE_ANSWER: Scope.CENTRE,
        Right.EXTEND_DEADLINE: Scope.CENTRE,
        Right.PLAN_STAFF: Scope.CENTRE,
        Right.LEAD_MATTERS: Scope.CENTRE,
        Right.LEAD_MEASURES: Scope.CENTRE,
        Right.CHANGE_LETTERS: Scope.CENTRE,
        Right.CHANGE_STANDARDS: Scope.CENTRE,
        Right.THROW_AWAY: Scope.CENTRE,
        Right.ERASE_CUSTOMERS: Scope.CENTRE,
        Right.SEE_DEADLINES: Scope.CENTRE,
        Right.SHARE_FILTERS: Scope.CENTRE,
        Right.RUN_CHECKLISTS: Scope.CENTRE,
        Right.PLAN_CHECKS: Scope.CENTRE,
        Right.REVIEW_WORK: Scope.CENTRE,
        Right.DECIDE_DISPUTES: Scope.CENTRE,
        Right.SEE_QUALITY: Scope.CENTRE,
        Right.LEAD_SURVEYS: Scope.CENTRE,
        Right.SEE_RESPONDENTS: Scope.CENTRE,
    },
    Role.AUDITOR: {
        Right.SEE_CASES: Scope.CENTRE,
        Right.SEE_CUSTOMERS: Scope.CENTRE,
        Right.BACK_UP: Scope.CENTRE,
        Right.MAKE_VISITS: Scope.CENTRE,
        Right.SEE_QUALITY: Scope.CENTRE,
        Right.SEE_SURVEYS: Scope.CENTRE,
    },
    Role.ADMINISTRATOR: {right: Scope.CENTRE for right in Right if right not in PERSONAL | {Right.MAKE_VISITS}},
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in person on whose behalf an operation runs."""

    id: int
    name: str
    role: Role
    centre_id: int
    office_id: int
    desk_id: int
    team_id: int | None = None
    language: str = "en"
    extra_rights: frozenset[Right] = field(default_factory=frozenset)

    def scope(self, right: Right) -> Scope | None:
        """How far `right` reaches for this person; None when the right is missing."""
        if right in self.extra_rights:
            return Scope.CENTRE
        return RIGHTS[self.role].get(right)

    def may(self, right: Right) -> bool:
        return self.scope(right) is not None


class OtherOffice(Refusal):
    text = N_("This case belongs to another office. Ask that office, or your supervisor, to hand it over.")


def require(actor: Actor, right: Right, *, office_id: int | None = None) -> None:
    """Refuse when `actor` lacks `right`, or has it only for another office than `office_id`."""
    scope = actor.scope(right)
    if scope is None:
        raise NotAllowed(right=right)
    if scope is Scope.OFFICE and office_id is not None and office_id != actor.office_id:
        raise OtherOffice()


def initials(name: str) -> str:
    """Two capitals that stand for a person in lists: "Marta Wiśniewska" → "MW", "Anna" → "A"."""
    parts = [part for part in name.split() if part[0].isalpha()]
    picked = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in picked)


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person in lists and choices."""

    id: int
    name: str
    sign_in_name: str
    role: Role
    office_id: int
    office_name: str
    team_id: int | None
    team_name: str
    language: str
    is_active: bool
    has_pin: bool
    is_head: bool = False  # of the centre
    owns_programmes: bool = False  # of mystery shopping


class NameMissing(Refusal):
    text = N_("Write a name.")


class PasswordTooShort(Refusal):
    text = N_("A password needs at least {least} characters.")


class PinNotDigits(Refusal):
    text = N_("A PIN is {least} to {most} digits.")


PASSWORD_LEAST = 8
PIN_LEAST, PIN_MOST = 4, 8


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A member of staff as an administrator enters them."""

    name: str
    sign_in_name: str
    password: str = field(repr=False)
    role: Role
    office_id: int
    team_id: int | None = None
    language: str = "en"

    def check(self) -> None:
        if not self.name.strip():
            raise NameMissing(field="name")
        if not self.sign_in_name.strip():
            raise NameMissing(field="sign_in_name")
        check_password(self.password)


def check_password(password: str) -> None:
    if len(password) < PASSWORD_LEAST:
        raise PasswordTooShort(field="password", least=PASSWORD_LEAST)


def check_pin(pin: str) -> None:
    if not (pin.isascii() and pin.isdigit() and PIN_LEAST <= len(pin) <= PIN_MOST):
        raise PinNotDigits(field="pin", least=PIN_LEAST, most=PIN_MOST)
