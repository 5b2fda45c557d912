"""How far reviewers agree who rate the same things (SC-1, rule 15)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from csatdesk.domain.forms import NA, NOT_OBSERVED, SHARES, Answer, finite
from csatdesk.domain.scoring import as_decimal

Rating = Answer | Fraction | None
Row = Iterable[Rating] | Mapping[str, Rating]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far reviewers agree (rule 15). `percent` of pairs alike; `kappa`: Cohen's, of two; `alpha`: Krippendorff's
    with the interval metric. None: no pair, or no variation, never 1 for want of it."""

    percent: Decimal | None
    kappa: Decimal | None
    alpha: Decimal | None


def agreement(ratings: Iterable[Row] | Mapping[str, Row]) -> Agreement:
    """Agreement of reviewers; one row for each reviewer, one column for each thing rated, None for a gap. Ratings by
    name stand in one column where their names are the same.

    A table with more rows than columns holds one row for each thing rated instead: there are fewer reviewers than
    things. Words count as alike or not; the metric of alpha takes yes as 1, partial as 0.5 and no as 0. "na" and
    "not_observed" are gaps, and to alpha words without a number too.
    """
    given = list(ratings.values() if isinstance(ratings, Mapping) else ratings)
    names = dict.fromkeys(name for row in given if isinstance(row, Mapping) for name in row)
    rows = [[_rating(one) for one in (map(row.get, names) if isinstance(row, Mapping) else row)] for row in given]
    width = max(map(len, rows), default=0)
    rows = [[*row, *[None] * (width - len(row))] for row in rows]
    units = rows if len(rows) > width > 1 else [list(unit) for unit in zip(*rows, strict=True)]
    rated = [[one for one in unit if one is not None] for unit in units]
    pairs = [one == other for unit in rated for one, other in combinations(unit, 2)]
    both = [unit for unit in units if len(unit) == 2 and None not in unit]
    return Agreement(
        as_decimal(Fraction(100 * sum(pairs), len(pairs))) if pairs else None,
        _kappa([(one, other) for one, other in both if one is not None and other is not None]),
        _alpha([[one for one in unit if not isinstance(one, str)] for unit in rated]),
    )


def _rating(given: Rating) -> Fraction | str | None:
    """A rating as a number: words as SC-1 counts them; one that it does not know stays a word."""
    match given:
        case bool():
            return Fraction(given)
        case str():
            return None if given in {NA, NOT_OBSERVED} else SHARES.get(given, given)
        case Fraction():
            return given
    number = finite(given)
    return None if number is None else Fraction(number)


def _kappa(pairs: Sequence[tuple[Fraction | str, Fraction | str]]) -> Decimal | None:
    """Cohen (1960): (observed − expected) / (1 − expected) agreement."""
    n = len(pairs)
    if not n:
        return None
    observed = Fraction(sum(one == other for one, other in pairs), n)
    values = {value for pair in pairs for value in pair}
    first, second = [one for one, _ in pairs], [other for _, other in pairs]
    expected = sum((Fraction(first.count(value) * second.count(value), n * n) for value in values), Fraction(0))
    return None if expected == 1 else as_decimal((observed - expected) / (1 - expected))


def _alpha(units: Sequence[Sequence[Fraction]]) -> Decimal | None:
    """Krippendorff: 1 − observed / expected disagreement, the squared difference as metric, over pairable values.

    Sums of squared differences of all pairs of m values are m·Σv² − (Σv)².
    """
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    n = len(values)
    expected = _spread(values)
    if n < 2 or not expected:
        return None
    observed = sum((_spread(unit) / (len(unit) - 1) for unit in units), Fraction(0))
    return as_decimal(1 - (n - 1) * observed / expected)


def _spread(values: Sequence[Fraction]) -> Fraction:
    """The sum of squared differences over all ordered pairs, halved."""
    total = sum(values, Fraction(0))
    return len(values) * sum((value * value for value in values), Fraction(0)) - total * total
