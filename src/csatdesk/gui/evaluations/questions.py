"""What the page of evaluations asks: what can be begun, and what stands beside the list."""

from dataclasses import dataclass

from csatdesk.domain.evaluations import EvaluationKind, TrendPoint
from csatdesk.domain.staff import StaffRow
from csatdesk.operations.evaluations.feedback import count_fresh
from csatdesk.operations.evaluations.queries import EvaluationFilter, count_evaluations, own_trend
from csatdesk.operations.evaluations.templates import UsableStandard, usable_standards
from csatdesk.operations.reviews.tasks import count_to_review
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading

BEGUN_HERE = frozenset(EvaluationKind) - {EvaluationKind.VISIT}  # a visit begins with its plan, which can accept it


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form that begins an evaluation offers."""

    standards: tuple[UsableStandard, ...]
    colleagues: tuple[StaffRow, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    shown: int
    disputed: int
    trend: tuple[TrendPoint, ...]
    to_review: int  # by rule, or for the second time
    fresh: int = 0


def load_beginning(reading: Reading) -> Beginning:
    return Beginning(
        standards=tuple(one for one in usable_standards(reading) if one.kind in BEGUN_HERE),
        colleagues=tuple(one for one in list_staff(reading) if one.id != reading.actor.id),
    )


def load_counts(reading: Reading, *, shown: EvaluationFilter) -> Counts:
    return Counts(
        shown=count_evaluations(reading, shown=shown),
        disputed=count_evaluations(reading, shown=EvaluationFilter(disputed=True)),
        trend=own_trend(reading),
        to_review=count_to_review(reading),
        fresh=count_fresh(reading),
    )
