"""An order of units that claims no more than their answers tell."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from csatdesk.domain.statistics import Interval

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place:
    """`first`, `last`: the best and the worst place that a unit may have; `band`: 1 is the best, units of one band are
    in no order.
    """

    first: int
    last: int
    band: int


def rank(likely: Mapping[Unit, Interval]) -> dict[Unit, Place]:
    """The places of units by the intervals of their scores, high being good, from the first to the last place.

    A unit stands behind all whose interval lies wholly above its own. Units whose places overlap share a band.
    """
    lows, highs = sorted(one.low for one in likely.values()), sorted(one.high for one in likely.values())
    spans = {
        unit: (1 + len(lows) - bisect_right(lows, own.high), len(highs) - bisect_left(highs, own.low))
        for unit, own in likely.items()
    }
    found: dict[Unit, Place] = {}
    band, reach = 0, 0
    for unit, (first, last) in sorted(spans.items(), key=lambda one: one[1]):
        if first > reach:
            band += 1
        reach = max(reach, last)
        found[unit] = Place(first, last, band)
    return found
