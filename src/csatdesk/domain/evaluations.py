"""Evaluations: a scorecard or a checklist that somebody fills about an office, a contact or a person's work.

Answers are scored by the version of the standard they were given to, whatever is published later (SC-1, rule 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from csatdesk.domain.errors import Refusal
from csatdesk.domain.feedback import NO_FEEDBACK, FeedbackState, Heard
from csatdesk.domain.follow_ups import CalledBack
from csatdesk.domain.forms import NO_TEXT, Answer, Item
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation as Result
from csatdesk.domain.scoring import Verdict
from csatdesk.domain.staff import Right

DISPUTE_DAYS = 5  # working days (SC-1, rule 16) until a centre sets others
DISPUTE_DAYS_MOST = 60
NOTE_MOST = 4000  # letters


class EvaluationKind(Enum):
    VISIT = "visit"
    CALL_REVIEW = "call_review"
    WRITTEN_REVIEW = "written_review"
    CHECKLIST = "checklist"


RIGHT_TO_FILL: Mapping[EvaluationKind, Right] = {
    EvaluationKind.VISIT: Right.MAKE_VISITS,
    EvaluationKind.CALL_REVIEW: Right.REVIEW_WORK,
    EvaluationKind.WRITTEN_REVIEW: Right.REVIEW_WORK,
    EvaluationKind.CHECKLIST: Right.RUN_CHECKLISTS,
}
OF_TEMPLATES: Mapping[str, EvaluationKind] = {
    "mystery_visit": EvaluationKind.VISIT,
    "call_review": EvaluationKind.CALL_REVIEW,
    "written_review": EvaluationKind.WRITTEN_REVIEW,
}  # `kind` of a template; a word that a centre made up itself is a checklist
ABOUT_PEOPLE = frozenset({EvaluationKind.CALL_REVIEW, EvaluationKind.WRITTEN_REVIEW})


def kind_of(template_kind: str) -> EvaluationKind:
    return OF_TEMPLATES.get(template_kind, EvaluationKind.CHECKLIST)


class EvaluationState(Enum):
    """Reviews and checklists are accepted when they are sent. A visit waits for the owner of its programme. What was
    scored to be compared with others stands beside the one that counts, and counts nowhere itself.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    COMPARED = "compared"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        """Whoever fills it may still change it."""
        return self in {EvaluationState.DRAFT, EvaluationState.RETURNED}


class Ruling(Enum):
    """What became of a dispute about one item."""

    OPEN = "open"
    UPHELD = "upheld"
    REFUSED = "refused"


class QuestionsOpen(Refusal):
    text = N_("Still open: {items}.")

    def __init__(self, first: str, items: str) -> None:
        """`first`: the key of the first open item, on which the form can stand."""
        self.first = first
        super().__init__(field=first, items=items)


class NotTheReviewer(Refusal):
    text = N_("Only the person who began this can fill it.")


class AlreadySent(Refusal):
    text = N_("This was sent and can no longer be changed.")


class AnswerDoesNotFit(Refusal):
    text = N_("This answer does not fit the question.")


class StandardNotPublished(Refusal):
    text = N_("This standard is not published, so nothing can be checked by it yet.")


class ReviewedSelf(Refusal):
    text = N_("Nobody reviews their own work. Ask a colleague.")


class EmployeeMissing(Refusal):
    text = N_("Choose whose work this is.")


class NoSuchCase(Refusal):
    text = N_("No case has this number.")


class DisputeTooLate(Refusal):
    text = N_("The time for this is over: it was possible until {day}.")


class DisputeDaysWrong(Refusal):
    text = N_("Write a number of days from 1 to {most}.")


class DisputeReasonMissing(Refusal):
    text = N_("Write why you see this differently.")


class DisputedBefore(Refusal):
    text = N_("This answer was contested before.")


class DisputeOfAnother(Refusal):
    text = N_("Only the person whose work this is, or their supervisor, can contest it.")


class DecidedByAuthor(Refusal):
    text = N_("Somebody else than the author decides this. Ask a colleague.")


class RulingReasonMissing(Refusal):
    text = N_("Write the reason of your decision.")


class DisputeDecided(Refusal):
    text = N_("This was decided meanwhile.")


class SameAnswer(Refusal):
    text = N_("Choose another answer, or refuse.")


@dataclass(frozen=True, slots=True)
class NewEvaluation:
    """What somebody is about to fill. `visit_id`: of a planned visit; `check_id`: of a day of a schedule, for which any
    standard is gone through as a checklist.
    """

    standard_version_id: int
    office_id: int
    happened_at: datetime
    channel: str = ""
    segment: str = ""
    topic_id: int | None = None
    case_id: int | None = None
    employee_id: int | None = None
    visit_id: int | None = None
    check_id: int | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is written down about the whole. `is_avoidable_repeat` None: not said (M38)."""

    comment: str = ""
    is_avoidable_repeat: bool | None = None
    arrived_at: datetime | None = None
    called_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that belongs to one item."""

    id: int
    item_key: str
    name: str
    media_type: str
    size: int  # bytes
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Dispute:
    """One item that somebody contests; both totals stay (rule 16)."""

    id: int
    item_key: str
    reason: str
    raised_by: str
    raised_at: datetime
    ruling: Ruling
    answer_before: Answer | None
    answer_after: Answer | None = None
    total_before: Decimal | None = None
    total_after: Decimal | None = None
    ruling_reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """One evaluation in a list. `total`, `coverage`, `verdict` None: none, or not for this person; `reviewer_name` "":
    it is not for this person, either. `missed_mark`: the pass mark, of what failed."""

    id: int
    kind: EvaluationKind
    state: EvaluationState
    titles: LocalText
    office_name: str
    employee_name: str
    reviewer_name: str
    happened_at: datetime
    total: Decimal | None
    coverage: Decimal | None
    verdict: Verdict | None
    has_open_dispute: bool
    heard: Heard | None = None  # of somebody's work that was sent
    missed_mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EvaluationCard:
    """One evaluation with everything in it, for the form that fills it and for reading.

    `result`: of what was sent, or so far; None where this person sees no score. `dispute_until`: the last day on which
    an answer may be contested by the person who asks; None: not by them, or no longer.
    """

    row: EvaluationRow
    template: ScorecardTemplate
    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    files: tuple[EvidenceFile, ...]
    remarks: Remarks
    begun_at: datetime
    submitted_at: datetime | None
    kept_at: datetime
    result: Result | None
    may_fill: bool
    may_decide: bool
    dispute_until: datetime | None
    case_id: int | None = None
    case_number: str = ""
    topic: LocalText = NO_TEXT
    disputes: tuple[Dispute, ...] = ()
    called_back: CalledBack | None = None  # the customer, after a bad result
    feedback: FeedbackState = NO_FEEDBACK


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One total in a person's own history. `family`: what may be compared with it (rule 17)."""

    evaluation_id: int
    happened_at: datetime
    total: Decimal
    coverage: Decimal
    family: str


def answer_to_json(answer: Answer) -> Any:
    """An answer as plain JSON; numbers as they were written."""
    match answer:
        case bool() | str():
            return answer
        case tuple():
            return list(answer)
    return {"number": str(answer)}


def answer_from_json(made: Any) -> Answer:
    """The answer that `answer_to_json` wrote."""
    match made:
        case bool() | str():
            return made
        case [*keys]:
            return tuple(map(str, keys))
        case {"number": str(number)}:
            try:
                return Decimal(number)
            except InvalidOperation:
                pass
    raise ValueError(made)


def family_of(template: ScorecardTemplate) -> str:
    """Equal where totals may be compared: same template with the same scales, weights and critical flags (rule 17)."""
    form = template.form
    scoring = template.scoring
    parts = [form.key, scoring.on_critical.value, str(scoring.cap.normalize())]
    for section in form.sections:
        parts += [section.key, str(section.weight.normalize()), *map(item_family, section.items)]
    return "\n".join(parts)


def item_family(item: Item) -> str:
    """Equal where the answers to an item may be compared (rule 17)."""
    return "\n".join((item.key, str(item.weight.normalize()), likeness_of(item)))


def likeness_of(item: Item) -> str:
    """Equal where shares of an item may be compared, whatever it weighs: same scale, same critical flag."""
    scale = item.scale
    parts = [item.critical.value, str(item.fail_below.normalize())]
    parts.append(repr((scale.kind.value, scale.first, scale.last, scale.good.value)))
    parts += [f"{one.side.value} {one.bound.normalize()} {one.score.normalize()}" for one in scale.bands]
    parts += [f"{one.key} {one.score}" for one in scale.choices]
    return "\n".join(parts)
