"""Erasing what is known of a customer: what goes, what stands against it, and what stays to be told afterwards."""

from dataclasses import dataclass
from datetime import date, datetime

from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.marks import N_
from csatdesk.domain.spelling import has_part_of_name

KEEP_YEARS_MOST = 30
NUMBERS_MOST = 5  # named in one sentence
REASON_MOST = 200


class OpenCases(Refusal):
    text = N_("Still open: {numbers}. Close them first.")


class OpenPromises(Refusal):
    text = N_("Something is still promised in {numbers}. Keep or drop it first.")


class LettersOnTheWay(Refusal):
    text = N_("A letter of {numbers} is on its way. Say first that it was sent.")


class ComplaintsKept(Refusal):
    text = N_(
        "The centre has to keep complaints; the last one of this customer until {day}. From then on it can be erased."
    )


class ErasureReasonMissing(Refusal):
    text = N_("Write why it is erased, without naming the person.")


class ErasureReasonLong(Refusal):
    text = N_("At most {most} characters.")


class ErasureReasonNames(Refusal):
    text = N_("The reason stays. Write it without the name of the person.")


class NameDiffers(Refusal):
    text = N_("Write the name as it stands above.")


class KeepYearsWrong(Refusal):
    text = N_("Between 0 and {most} years.")


class CaseErased(Refusal):
    text = N_("The personal data of case {number} was erased, so it stays as it is.")


@dataclass(frozen=True, slots=True)
class Name:
    text: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class ErasurePreview:
    """What would go, counted, and what stands against it. `version`: of the customer, as it was seen."""

    customer_id: int
    name: str
    version: int
    cases: int
    letters: int
    files: int
    against: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """Of whom, who spoke for them, and which cases: what lies beside the store and is of these goes too."""

    customer_ids: tuple[int, ...]
    speaker_ids: tuple[int, ...]
    case_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ErasureRow:
    """One erasure as it is told afterwards: by whom, when, why and how much, and of nobody."""

    id: int
    at: datetime
    by: str
    reason: str
    cases: int
    letters: int
    files: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many years the centre keeps complaints (0: not for certain), and what was erased, the newest first."""

    years: int
    erasures: tuple[ErasureRow, ...]


def listed(numbers: list[str]) -> str:
    """The first case numbers, and a sign that there are more."""
    return ", ".join(numbers[:NUMBERS_MOST]) + (" …" if len(numbers) > NUMBERS_MOST else "")


def kept_until(ended_on: date, years: int) -> date:
    """The first day on which what ended then need not be kept any more; a 29 February becomes 1 March."""
    try:
        return ended_on.replace(year=ended_on.year + years)
    except ValueError:
        return date(ended_on.year + years, 3, 1)


def speaks_of(text: str, name: Name) -> bool:
    """Of a person any part of the name tells, whatever its ending; words of an organisation's name stand anywhere."""
    if name.is_person:
        return has_part_of_name(text, name.text)
    return bool(fold(name.text).strip()) and fold(name.text).strip() in fold(text)


def check_reason(reason: str, name: Name) -> None:
    """It outlives the person's data, so it must not name them."""
    if not reason.strip():
        raise ErasureReasonMissing(field="reason")
    if len(reason.strip()) > REASON_MOST:
        raise ErasureReasonLong(field="reason", most=REASON_MOST)
    if speaks_of(reason, name):
        raise ErasureReasonNames(field="reason")


def check_name(typed: str, name: str) -> None:
    """The deliberate step: the name is typed as it stands there, however it is capitalised."""
    if " ".join(fold(typed).split()) != " ".join(fold(name).split()):
        raise NameDiffers(field="name")
