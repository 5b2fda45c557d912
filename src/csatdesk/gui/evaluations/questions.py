"""What the page of evaluations asks: what can be begun, and what stands beside the list."""

from dataclasses import dataclass

from csatdesk.domain.evaluations import TrendPoint
from csatdesk.domain.staff import StaffRow
from csatdesk.operations.centres import load_centre_settings
from csatdesk.operations.evaluations.queries import EvaluationFilter, count_evaluations, own_trend
from csatdesk.operations.evaluations.templates import UsableStandard, usable_standards
from csatdesk.operations.staff import list_staff
from csatdesk.operations.work import Reading


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the form that begins an evaluation offers."""

    standards: tuple[UsableStandard, ...]
    colleagues: tuple[StaffRow, ...]
    offices: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    shown: int
    disputed: int
    trend: tuple[TrendPoint, ...]


def load_beginning(reading: Reading) -> Beginning:
    offices = load_centre_settings(reading).offices
    return Beginning(
        standards=usable_standards(reading),
        colleagues=tuple(one for one in list_staff(reading) if one.id != reading.actor.id),
        offices=tuple((office.id, office.name) for office in offices),
    )


def load_counts(reading: Reading, *, shown: EvaluationFilter) -> Counts:
    return Counts(
        shown=count_evaluations(reading, shown=shown),
        disputed=count_evaluations(reading, shown=EvaluationFilter(disputed=True)),
        trend=own_trend(reading),
    )
