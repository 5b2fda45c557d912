"""Weights that give every group of customers the share of the answers that it has of the customers.

Several margins at once by raking: W. E. Deming, F. F. Stephan, "On a least squares adjustment of a sampled frequency
table when the expected marginal totals are known", Annals of Mathematical Statistics 11 (1940), 427–444. The effective
number of answers: L. Kish, "Survey Sampling" (1965), section 11.7.

Answers come counted by cell, such as office and channel, so that the work is as long as the table and not as the list.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from statistics import median
from typing import Any

MOST_OF_MEDIAN = 5
ROUNDS_MOST, CLOSE = 1000, 1e-12

Cell = tuple[Any, ...]  # the group of each margin
Counted = Mapping[Cell, int]
Group = tuple[int, Any]  # which margin, and the group of it
Margin = Mapping[Any, float]  # group → its share of the population; need not add up to 1
Weights = dict[Cell, float]  # of one answer of each cell


@dataclass(frozen=True, slots=True)
class Weighing:
    """`cells`: what each answer weighs. `effective`: so many answers that are not weighted would tell as much."""

    cells: Weights
    effective: float


def weigh(counts: Counted, population: Counted) -> Weighing | None:
    """Answers brought to the shares of the population by every margin; None where no weights do that. Both as
    `matched` gives them.
    """
    width = len(next(iter(counts), ()))
    raked = rake(counts, [margin(population, place) for place in range(width)]) if counts else None
    if raked is None:
        return None
    cells = trim(raked, counts)
    return Weighing(cells, effective_n(cells, counts))


def matched(counts: Counted, population: Counted) -> tuple[Counted, Counted]:
    """Both without cells of a group that the other one has not; what is left out may leave other groups alone.

    Of groups that the population links and no answers do, only those stay that have the most of it: an office whose
    answers all came by a channel that nobody else answered by cannot be given the share of both.
    """
    while True:
        kept, others = _of_groups_in(population, counts), _of_groups_in(counts, population)
        if len(kept) == len(counts) and len(others) == len(population):
            parts, wholes = _linked(kept), _linked((*kept, *others))
            if len(parts) == len(wholes):
                return kept, others
            staying = _largest(parts, wholes, others)
            kept, others = _within(staying, kept), _within(staying, others)
        counts, population = kept, others


def _linked(cells: Iterable[Cell]) -> list[set[Group]]:
    """Groups that are linked by cells, directly or through others."""
    parts: list[set[Group]] = []
    for cell in cells:
        groups = set(enumerate(cell))
        apart = [part for part in parts if part.isdisjoint(groups)]
        parts = [*apart, groups.union(*(part for part in parts if part not in apart))]
    return parts


def _largest(parts: Sequence[set[Group]], wholes: Sequence[set[Group]], population: Counted) -> set[Group]:
    """Of each whole the part that holds the most."""
    found: set[Group] = set()
    for whole in wholes:
        inside = [part for part in parts if part <= whole]
        found |= max(inside, key=lambda part: _size(part, population))
    return found


def _size(groups: AbstractSet[Group], population: Counted) -> int:
    return sum(_within(groups, population).values())


def _within(groups: AbstractSet[Group], counts: Counted) -> Counted:
    return {cell: count for cell, count in counts.items() if groups >= set(enumerate(cell))}


def _of_groups_in(other: Iterable[Cell], counts: Counted) -> Counted:
    return _within({group for cell in other for group in enumerate(cell)}, counts)


def margin(population: Counted, place: int) -> Margin:
    """How many there are of each group of one margin."""
    found: defaultdict[Hashable, int] = defaultdict(int)
    for cell, count in population.items():
        found[cell[place]] += count
    return dict(found)


def rake(counts: Counted, margins: Sequence[Margin]) -> Weights | None:
    """Weights whose sums meet every margin; their mean is 1. None where there are none: who answered in one office
    came by one channel alone, and the margins want it otherwise. ValueError for a group that one side has not.
    """
    for place, wanted in enumerate(margins):
        if alone := {cell[place] for cell in counts} ^ set(wanted):
            raise ValueError(f"on one side only: {sorted(map(str, alone))}")
    weights = dict.fromkeys(counts, 1.0)
    for _round in range(ROUNDS_MOST):
        worst = 0.0
        for place, wanted in enumerate(margins):
            factors = _factors(counts, weights, place, wanted)
            weights = {cell: weight * factors[cell[place]] for cell, weight in weights.items()}
            worst = max(worst, *(abs(factor - 1) for factor in factors.values()))
        if worst < CLOSE:
            return weights
    return None


def _factors(counts: Counted, weights: Weights, place: int, wanted: Margin) -> dict[Any, float]:
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for cell, weight in weights.items():
        sums[cell[place]] += weight * counts[cell]
    scale = sum(counts.values()) / sum(wanted.values())
    return {group: wanted[group] * scale / total for group, total in sums.items()}


def trim(weights: Weights, counts: Counted) -> Weights:
    """No weight above five times the median of the answers', so that no single answer speaks for many."""
    if not weights:
        return {}
    most = MOST_OF_MEDIAN * median(weight for cell, weight in weights.items() for _each in range(counts[cell]))
    return {cell: min(weight, most) for cell, weight in weights.items()}


def effective_n(weights: Weights, counts: Counted) -> float:
    """Kish: (Σw)² / Σw²; 0 of none."""
    squares = sum(weight * weight * counts[cell] for cell, weight in weights.items())
    return sum(weight * counts[cell] for cell, weight in weights.items()) ** 2 / squares if squares else 0.0
