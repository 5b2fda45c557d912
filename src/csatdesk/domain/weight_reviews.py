"""The weights of a standard's sections beside what matters to customers (M25). Nothing here changes a weight.

An area is a question of a survey; sections of the standard are matched to it. Compared are shares among the matched
ones alone: what no question asks about says nothing of its weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.statistics import Interval

AREAS_LEAST = 2
NOTE_MOST = 2000


class TooFewAreas(Refusal):
    text = N_("Match the sections with at least two questions.")


class OnlyValidReviewed(Refusal):
    text = N_("Only a standard that is valid can be reviewed.")


class Weighing(Enum):
    """How the weight of an area stands to how much it matters; clear only beyond the likely range of that."""

    HEAVIER = "heavier"
    LIGHTER = "lighter"
    FITTING = "fitting"


@dataclass(frozen=True, slots=True)
class Matter:
    """How much one area matters, in whatever unit, with between what it likely lies."""

    value: float
    likely: Interval


@dataclass(frozen=True, slots=True)
class Weighed:
    """An area with the shares of all matched ones, in per cent: of the weights, and of what matters."""

    weight: float
    matters: float
    likely: Interval
    weighing: Weighing


def weigh(
    weights: Mapping[str, float], areas: Mapping[str, str], matters: Mapping[str, Matter]
) -> Mapping[str, Weighed]:
    """By area. `weights`: of each section; `areas`: the area of a section, of those that are matched. TooFewAreas with
    fewer than two: shares of one are no comparison.
    """
    together: dict[str, float] = {}
    for section, weight in weights.items():
        area = areas.get(section, "")
        if area in matters:
            together[area] = together.get(area, 0.0) + weight
    whole, all_matters = sum(together.values()), sum(max(0.0, matters[area].value) for area in together)
    if len(together) < AREAS_LEAST or not whole or not all_matters:
        raise TooFewAreas()
    return {area: _weighed(100 * weight / whole, matters[area], 100 / all_matters) for area, weight in together.items()}


def _weighed(weight: float, matter: Matter, unit: float) -> Weighed:
    likely = Interval(*(min(100.0, max(0.0, unit * end)) for end in (matter.likely.low, matter.likely.high)))
    weighing = Weighing.FITTING
    if weight > likely.high:
        weighing = Weighing.HEAVIER
    elif weight < likely.low:
        weighing = Weighing.LIGHTER
    return Weighed(weight, unit * matter.value, likely, weighing)
