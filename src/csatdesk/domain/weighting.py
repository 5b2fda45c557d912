"""Weights that give every group of customers the share of the answers that it has of the customers.

Several margins at once by raking: W. E. Deming, F. F. Stephan, "On a least squares adjustment of a sampled frequency
table when the expected marginal totals are known", Annals of Mathematical Statistics 11 (1940), 427–444. The effective
number of answers: L. Kish, "Survey Sampling" (1965), section 11.7.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from statistics import median

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_

MOST_OF_MEDIAN = 5
ROUNDS_MOST, CLOSE = 1000, 1e-12

Margin = Mapping[Hashable, float]  # group → its share of the population; need not add up to 1


class GroupWithoutAnswers(Refusal):
    text = N_("Nobody of the group “{group}” has answered, so the answers cannot be weighted by it. Join groups.")


class GroupNotInPopulation(Refusal):
    text = N_("The group “{group}” has no share of the customers. Write it, or leave the group out.")


def weights_by_group(groups: Sequence[Hashable], population: Margin) -> list[float]:
    """For each answer, by its group: share of the population / share of the answers."""
    return rake([groups], [population])


def rake(columns: Sequence[Sequence[Hashable]], margins: Sequence[Margin]) -> list[float]:
    """Weights whose sums meet every margin; `columns`: for each margin the group of each answer. Their mean is 1."""
    for column, margin in zip(columns, margins, strict=True):
        _check(column, margin)
    n = len(columns[0]) if columns else 0
    weights = [1.0] * n
    for _round in range(ROUNDS_MOST):
        worst = 0.0
        for column, margin in zip(columns, margins, strict=True):
            factors = _factors(column, margin, weights)
            weights = [weight * factors[group] for weight, group in zip(weights, column, strict=True)]
            worst = max(worst, *(abs(factor - 1) for factor in factors.values())) if factors else worst
        if worst < CLOSE:
            break
    return weights


def _check(column: Sequence[Hashable], margin: Margin) -> None:
    seen = set(column)
    for group in seen:
        if margin.get(group, 0) <= 0:
            raise GroupNotInPopulation(group=group)
    for group, share in margin.items():
        if share > 0 and group not in seen:
            raise GroupWithoutAnswers(group=group)


def _factors(column: Sequence[Hashable], margin: Margin, weights: Sequence[float]) -> dict[Hashable, float]:
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for group, weight in zip(column, weights, strict=True):
        sums[group] += weight
    scale = len(weights) / sum(margin[group] for group in sums) if sums else 0.0
    return {group: margin[group] * scale / total for group, total in sums.items()}


def trim(weights: Sequence[float]) -> list[float]:
    """No weight above five times their median, so that no single answer speaks for many."""
    most = MOST_OF_MEDIAN * median(weights) if weights else 0.0
    return [min(weight, most) for weight in weights]


def effective_n(weights: Sequence[float]) -> float:
    """Kish: (Σw)² / Σw²; 0 of none."""
    squares = sum(weight * weight for weight in weights)
    return sum(weights) ** 2 / squares if squares else 0.0


def weighted_counts(values: Sequence[Hashable], weights: Sequence[float]) -> dict[Hashable, float]:
    """How much each value weighs in all."""
    found: Counter[Hashable] = Counter()
    for value, weight in zip(values, weights, strict=True):
        found[value] += weight  # type: ignore[assignment]  # a Counter adds floats as well
    return dict(found)
