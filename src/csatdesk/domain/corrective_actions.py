"""Corrective actions, on screen measures (C11, M11, M12, M22): what is done, by whom, until when, did it help.

Reported done is not effective: whether it helped is said later, by a person who sees the figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from csatdesk.domain.contacts import Segment
from csatdesk.domain.errors import Refusal
from csatdesk.domain.item_effects import AnyEffect
from csatdesk.domain.lengths import fitting
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.marks import N_

WORDS_MOST = 200  # characters that are kept of a name and of what is counted


class MeasureKind(Enum):
    CORRECTIVE = "corrective"
    PREVENTIVE = "preventive"
    STRENGTHENING = "strengthening"  # of something that is good already


class Means(Enum):
    ORGANISATIONAL = "organisational"
    TECHNICAL = "technical"
    TRAINING = "training"


class Cause(Enum):
    """Why it happens (M26): of the person who does it, or of nothing that a person could do otherwise."""

    KNOW = "know"
    ABLE = "able"
    WANT = "want"
    OUTSIDE = "outside"  # process, tool, premises


class Origin(Enum):
    """What a measure was made from; of those made from nothing None."""

    TOPIC = "topic"
    CASE = "case"  # one that came again
    ITEM = "item"  # failed in an evaluation
    BOTTLENECK = "bottleneck"  # items on which most points are lost
    SEGMENT = "segment"  # what is wanted for a segment of customers


class Stage(Enum):
    """The part of the list in which a measure stands; the values are their order."""

    OPEN = 0
    REPORTED = 1  # done, and nobody has said yet whether it helped
    ENDED = 2


class MeasureStatus(Enum):
    PLANNED = "planned"
    IN_WORK = "in_work"
    DONE = "done"  # as its owner reports
    EFFECTIVE = "effective"
    DROPPED = "dropped"

    @property
    def stage(self) -> Stage:
        if self in {MeasureStatus.PLANNED, MeasureStatus.IN_WORK}:
            return Stage.OPEN
        return Stage.REPORTED if self is MeasureStatus.DONE else Stage.ENDED


ALLOWED: Mapping[MeasureStatus, frozenset[MeasureStatus]] = {
    MeasureStatus.PLANNED: frozenset({MeasureStatus.IN_WORK, MeasureStatus.DONE, MeasureStatus.DROPPED}),
    MeasureStatus.IN_WORK: frozenset({MeasureStatus.DONE, MeasureStatus.DROPPED}),
    MeasureStatus.DONE: frozenset({MeasureStatus.EFFECTIVE, MeasureStatus.IN_WORK}),
    MeasureStatus.EFFECTIVE: frozenset({MeasureStatus.IN_WORK}),
    MeasureStatus.DROPPED: frozenset(),
}


class MeasureEvent(Enum):
    MADE = "made"
    CHANGED = "changed"
    BEGUN = "begun"
    DONE = "done"
    NOTE = "note"
    EFFECTIVE = "effective"
    REOPENED = "reopened"
    DROPPED = "dropped"
    UNDONE = "undone"


class MeasureTitleMissing(Refusal):
    text = N_("Give the measure a short name.")


class MeasureTextMissing(Refusal):
    text = N_("Write what is to be done.")


class MeasureOwnerMissing(Refusal):
    text = N_("Choose who sees to it.")


class MeasureDueMissing(Refusal):
    text = N_("Write until when it is to be done.")


class MeasureDueGone(Refusal):
    text = N_("{day} has gone by. Choose a day that is still to come.")


class FigureMissing(Refusal):
    text = N_("Say in a figure what should come of it: what is counted, and how many it should be.")


class FigureUnreadable(Refusal):
    text = N_("“{typed}” is no number. Write it as {example}.")


class MeasureStatusWrong(Refusal):
    text = N_("“{title}” stands otherwise meanwhile: {status}.")


class DoneInFuture(Refusal):
    text = N_("It cannot have been done on a day to come.")


class DoneTooLongAgo(Refusal):
    text = N_("Dates before {year} cannot be right here. Correct the date.")


class MeasureReasonMissing(Refusal):
    text = N_("Write why.")


class EffectTooEarly(Refusal):
    text = N_("Its effect can be told from {day} on.")


class EffectChanged(Refusal):
    text = N_("Meanwhile the figures have changed. Look at them again, then decide.")


class ItemsNotPassed(Refusal):
    text = N_(
        "It is effective when its items pass in the next {count} evaluations by others than its owner. Until then "
        "it is not."
    )


class OwnMeasure(Refusal):
    text = N_("This is about yourself. Somebody who leads you decides it.")


class CauseMissing(Refusal):
    text = N_("Choose why it failed.")


class CauseOfAnother(Refusal):
    text = N_("Why it failed is said by who reviewed it, or by who leads.")


class NotYourMeasure(Refusal):
    text = N_("Only its owner, or who leads the measures, can do this.")


@dataclass(frozen=True, slots=True)
class Expected:
    """What should come of it: "complaints per 1,000 contacts", from 12 to 8. `before` None: not known."""

    figure: str
    before: Decimal | None
    after: Decimal | None

    def check(self) -> None:
        if not self.figure.strip() or self.after is None:
            raise FigureMissing(field="expected")
        fitting(self.figure, field="expected", most=WORDS_MOST)


@dataclass(frozen=True, slots=True)
class AboutItems:
    """Which items of a standard failed; in whose work, where it was a person's; in which evaluation it was seen."""

    standard_id: int
    item_keys: tuple[str, ...]
    person_id: int | None = None
    evaluation_id: int | None = None


@dataclass(frozen=True, slots=True)
class NamedItems:
    """The same in words. `names`: of the items, in their order."""

    about: AboutItems
    standard: LocalText
    names: tuple[LocalText, ...]
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class MeasureStart:
    """What a new measure begins with when it is made from something."""

    origin: Origin
    topic_id: int | None = None
    case_id: int | None = None
    case_number: str = ""
    office_id: int | None = None
    items: NamedItems | None = None
    cause: Cause | None = None
    segment: Segment | None = None


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure as who leads it writes it. `office_id` None: all offices; `segment` None: all customers."""

    title: str
    text: str
    kind: MeasureKind
    means: Means
    cause: Cause | None
    owner_id: int | None
    due_on: date | None
    expected: Expected
    origin: Origin | None = None
    topic_id: int | None = None
    case_id: int | None = None
    office_id: int | None = None
    items: AboutItems | None = None  # taken when it is made; they do not change
    segment: Segment | None = None

    def check(self) -> None:
        if not self.title.strip():
            raise MeasureTitleMissing(field="title")
        fitting(self.title, field="title", most=WORDS_MOST)
        if not self.text.strip():
            raise MeasureTextMissing(field="text")
        if self.owner_id is None:
            raise MeasureOwnerMissing(field="owner")
        if self.due_on is None:
            raise MeasureDueMissing(field="due")
        self.expected.check()


@dataclass(frozen=True, slots=True)
class ItemMeasure:
    """The measure that answers an item. `has_failed_again`: it had been reported done before (rule 18)."""

    id: int
    title: str
    status: MeasureStatus
    has_failed_again: bool


@dataclass(frozen=True, slots=True)
class FailedItem:
    """One item that failed in an evaluation. `cause_by`: who said so."""

    key: str
    cause: Cause | None = None
    cause_by: str = ""
    measure: ItemMeasure | None = None


@dataclass(frozen=True, slots=True)
class FailedItems:
    """Of one evaluation, in the order of its template. `person_id`: in whose work; `may_say_why`, `may_begin`: whether
    the one who asks may say the causes, and set a measure.
    """

    evaluation_id: int
    standard_key: str
    office_id: int
    person_id: int | None
    may_say_why: bool
    may_begin: bool
    items: tuple[FailedItem, ...]

    def item(self, key: str) -> FailedItem | None:
        return next((one for one in self.items if one.key == key), None)


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures a list shows. `stage` None: all; `overdue`: open, and their day has gone by."""

    stage: Stage | None = Stage.OPEN
    overdue: bool = False
    owner_id: int | None = None
    topic_id: int | None = None  # with all below it
    office_id: int | None = None
    segment: Segment | None = None


@dataclass(frozen=True, slots=True)
class MeasuresWanted:
    """What another page wants to be seen on that of measures: a list, one of it, or a new measure begun."""

    only: MeasureFilter = field(default_factory=MeasureFilter)
    measure_id: int | None = None
    start: MeasureStart | None = None


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One line of a list. `judge_from`: the day from which its effect can be told; None while it is not waited for.
    `standard`: whose items it is about.
    """

    id: int
    title: str
    kind: MeasureKind
    status: MeasureStatus
    owner_id: int
    owner_name: str
    due_on: date
    done_on: date | None
    ended_on: date | None
    judge_from: date | None
    reopened: int
    topic_id: int | None
    office_id: int | None
    version: int
    standard: LocalText | None = None

    def is_overdue(self, today: date) -> bool:
        return self.status.stage is Stage.OPEN and self.due_on < today


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One line of its history. `day`: of what was done; `effect`: the figures that were before the judge."""

    event: MeasureEvent
    at: datetime
    by_name: str
    text: str
    day: date | None = None
    effect: AnyEffect | None = None
    undone: MeasureEvent | None = None


@dataclass(frozen=True, slots=True)
class LinkedTraining:
    """A training that answers it, of a person whose records one may see."""

    person_name: str
    title: str
    on: date


@dataclass(frozen=True, slots=True)
class MeasureCard:
    """Everything known of one measure. `effect`: the figures as they are now, or as they were when it was judged; None
    where nothing is counted for it.
    """

    row: MeasureRow
    text: str
    means: Means
    cause: Cause | None
    expected: Expected
    origin: Origin | None
    case_id: int | None
    case_number: str
    office_name: str
    done_by_name: str
    done_note: str
    ended_by_name: str
    ended_note: str
    effect: AnyEffect | None
    history: tuple[MeasureLine, ...]
    items: NamedItems | None = None
    trainings: tuple[LinkedTraining, ...] = ()
    segment: Segment | None = None

    @property
    def is_counted(self) -> bool:
        """Whether there are figures to judge it by."""
        return self.items is not None or self.row.topic_id is not None

    @property
    def person_id(self) -> int | None:
        """In whose work it was seen."""
        return self.items.about.person_id if self.items is not None else None
