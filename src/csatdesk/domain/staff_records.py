"""What is kept of how a person grows: coaching, trainings, recognition, probation; for them and their leader only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.lengths import fitting
from csatdesk.domain.marks import N_

TITLE_MOST = 200


class RecordKind(Enum):
    COACHING = "coaching"
    TRAINING = "training"
    RECOGNITION = "recognition"
    PROBATION = "probation"


class TrainingKind(Enum):
    INTRODUCTORY = "introductory"
    REGULAR = "regular"
    PSYCHOLOGICAL = "psychological"  # stress, difficult customers


class RecordTitleMissing(Refusal):
    text = N_("Write in a few words what this is about.")


class RecordBasisMissing(Refusal):
    text = N_("Write what the recognition is for: which results, in which time.")


class RecordUntilMissing(Refusal):
    text = N_("Write until when the probation lasts.")


class RecordDaysReversed(Refusal):
    text = N_("The last day lies before the first.")


class NotTheirLeader(Refusal):
    text = N_("Only the leader of this person can write this.")


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record as the leader writes it.

    `on`: the day it happened or begins; `until`: the last day of probation, or of the time a recognition is for;
    `next_on`: when coaching goes on; `basis`: what a recognition rests on; `value`: a sum or a thing, in words;
    `measure_id`: the measure that a training answers.
    """

    kind: RecordKind
    on: date
    title: str
    text: str = ""
    training: TrainingKind | None = None
    basis: str = ""
    until: date | None = None
    next_on: date | None = None
    is_monetary: bool = False
    value: str = ""
    measure_id: int | None = None

    def check(self) -> None:
        if not self.title.strip():
            raise RecordTitleMissing(field="title")
        fitting(self.title, field="title", most=TITLE_MOST)
        fitting(self.value, field="value", most=TITLE_MOST)
        if self.kind is RecordKind.RECOGNITION and not self.basis.strip():
            raise RecordBasisMissing(field="basis")
        if self.kind is RecordKind.PROBATION and self.until is None:
            raise RecordUntilMissing(field="until")
        if self.until is not None and self.until < self.on and self.kind is not RecordKind.RECOGNITION:
            raise RecordDaysReversed(field="until")


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as it is shown. `reply`: what the person said to it; `read_at`: when they opened it first;
    `measure_title`: of the measure that it answers, "" where there is none or it is not for this person.
    """

    id: int
    new: NewRecord
    by_name: str
    written_at: datetime
    read_at: datetime | None
    reply: str
    version: int
    measure_title: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person whose records one may see."""

    id: int
    name: str
    office_name: str
    team_name: str
    leader_name: str
    is_active: bool
    probation_until: date | None = None
    unread: int = 0


@dataclass(frozen=True, slots=True)
class PersonRecords:
    """All about one person, the newest first. `may_write`: the one who asks leads them; `measures`: id and title of
    those that a training of this person can answer.
    """

    person: PersonRow
    records: tuple[RecordRow, ...]
    may_write: bool
    is_own: bool
    measures: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingWanted:
    """What the page of measures wants: a training begun for this person, in answer to this measure."""

    person_id: int
    measure_id: int
