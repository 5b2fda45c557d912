"""What goes with satisfaction: how much of it each driver explains, whatever the order in which they are added.

The share of a driver is its Shapley value of R² of the linear regression, averaged over all orders: R. H. Lindeman,
P. F. Merenda, R. Z. Gold, "Introduction to Bivariate and Multivariate Analysis" (1980); U. Grömping, "Relative
importance for linear regression in R", Journal of Statistical Software 17/1 (2006). R² of every set of drivers comes
from sweeping the matrix of correlations, one driver further at a time, for all resamples at once.
"""

from __future__ import annotations  # numpy's types are for the checker only

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import factorial
from typing import TYPE_CHECKING

from csatdesk.domain.errors import Refusal
from csatdesk.domain.marks import N_
from csatdesk.domain.statistics import CONFIDENCE, Interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Reals = NDArray[np.float64]

DRIVERS_MOST = 12
ANSWERS_LEAST, ANSWERS_PER_DRIVER = 100, 10
TOO_ALIKE = 0.9  # correlation above which two drivers cannot be told apart
RESAMPLES, ROWS_AT_ONCE = 1000, 1_000_000
SAME = 1e-9  # of a variance: below it nothing is left to explain with

Step = Callable[[int, int], None]  # resamples done, of how many; may raise Cancelled


class TooFewAnswersForDrivers(Refusal):
    text = N_("{n} answers are too few to say what goes with satisfaction. {least} are needed.")


class TooManyDrivers(Refusal):
    text = N_("Choose at most {most} questions.")


class NothingDiffers(Refusal):
    text = N_("Every answer to “{name}” is the same, so nothing goes with it. Leave the question out.")


class DriversTooAlike(Refusal):
    text = N_("“{first}” and “{second}” are answered nearly alike. Leave one of them out, or join them.")


@dataclass(frozen=True, slots=True)
class Driver:
    """`share`: of R², adding up to it over all drivers. `rank_kept`: fraction of resamples with the same rank."""

    name: str
    share: float
    likely: Interval
    rank: int
    rank_kept: float


@dataclass(frozen=True, slots=True)
class KeyDrivers:
    """`n`: answers without a gap, of `given`. Drivers in the order of their shares."""

    n: int
    given: int
    r_squared: float
    drivers: tuple[Driver, ...]


def key_drivers(
    outcome: Sequence[float | None],
    drivers: Mapping[str, Sequence[float | None]],
    *,
    seed: int,
    resamples: int = RESAMPLES,
    confidence: float = CONFIDENCE,
    step: Step = lambda _done, _of: None,
) -> KeyDrivers:
    """Shares of R² of `outcome` by driver, with bootstrap intervals; one value for each answer, None for a gap.

    Refusal: too many drivers, too few answers without a gap, one without variation, two that are too alike.
    """
    import numpy as np

    names = list(drivers)
    if len(names) > DRIVERS_MOST:
        raise TooManyDrivers(most=DRIVERS_MOST)
    table = np.array([*drivers.values(), outcome], dtype=float).T
    whole = table[~np.isnan(table).any(axis=1)]
    _check(whole, names)
    shares = lmg(_correlations(whole[None]))[:, 0]
    chance = np.random.default_rng(seed)
    drawn, at_once = [], max(1, ROWS_AT_ONCE // len(whole))
    for done in range(0, resamples, at_once):
        step(done, resamples)
        size = (min(at_once, resamples - done), len(whole))
        drawn.append(_correlations(whole[chance.integers(0, len(whole), size)]))
    return _told(names, shares, lmg(np.concatenate(drawn)), (len(whole), len(table)), confidence)


def _check(whole: Reals, names: Sequence[str]) -> None:
    import numpy as np

    least = max(ANSWERS_LEAST, ANSWERS_PER_DRIVER * len(names))
    if len(whole) < least:
        raise TooFewAnswersForDrivers(n=len(whole), least=least)
    for place, name in enumerate([*names, ""]):
        if np.ptp(whole[:, place]) == 0:
            raise NothingDiffers(name=name)
    alike = np.corrcoef(whole[:, :-1], rowvar=False).reshape(len(names), len(names))
    for second in range(len(names)):
        for first in range(second):
            if abs(alike[first, second]) > TOO_ALIKE:
                raise DriversTooAlike(first=names[first], second=names[second])


def _told(names: Sequence[str], shares: Reals, drawn: Reals, base: tuple[int, int], confidence: float) -> KeyDrivers:
    import numpy as np

    tail = 100 * (1 - confidence) / 2
    low, high = np.percentile(drawn, [tail, 100 - tail], axis=1)
    rank, ranks = _ranks(shares[:, None])[:, 0], _ranks(drawn)
    found = [
        Driver(
            name,
            float(shares[place]),
            Interval(float(low[place]), float(high[place])),
            int(rank[place]),
            float((ranks[place] == rank[place]).mean()),
        )
        for place, name in enumerate(names)
    ]
    n, given = base
    return KeyDrivers(n, given, float(shares.sum()), tuple(sorted(found, key=lambda one: one.rank)))


def _ranks(shares: Reals) -> NDArray[np.int64]:
    """1 for the largest of each column."""
    import numpy as np

    return np.argsort(np.argsort(-shares, axis=0, kind="stable"), axis=0, kind="stable") + 1


def _correlations(tables: Reals) -> Reals:
    """Of tables (resample, answer, column): one matrix each; a column without variation goes with nothing."""
    import numpy as np

    centred = tables - tables.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).sum(axis=1))
    scaled = centred / np.where(spread > 0, spread, 1)[:, None, :]
    found: Reals = scaled.transpose(0, 2, 1) @ scaled
    every = np.arange(found.shape[1])
    found[:, every, every] = np.where(spread > 0, 1.0, 0.0)
    return found


def lmg(correlations: Reals) -> Reals:
    """Shares of R² (driver, resample) from correlations (resample, drivers and last the outcome, same again)."""
    import numpy as np

    count = correlations.shape[1] - 1
    explained = np.zeros((1 << count, correlations.shape[0]))
    _sweep_on(correlations, 0, 0, explained)
    sets = np.arange(1 << count)
    sizes = np.array([int(one).bit_count() for one in sets])
    by_size = np.array([factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)])
    shares = np.empty((count, correlations.shape[0]))
    for place in range(count):
        without = sets[sets >> place & 1 == 0]
        gain = explained[without | 1 << place] - explained[without]
        shares[place] = by_size[sizes[without]] @ gain
    return shares


def _sweep_on(swept: Reals, members: int, start: int, explained: Reals) -> None:
    """Write R² of every set that begins with `members` and goes on with drivers from `start`."""
    import numpy as np

    for place in range(start, swept.shape[1] - 1):
        pivot = swept[:, place, place]
        usable = np.where(pivot > SAME, pivot, np.inf)  # what is told by the others already adds nothing
        further = swept - swept[:, :, place, None] * swept[:, place, None, :] / usable[:, None, None]
        together = members | 1 << place
        explained[together] = explained[members] + swept[:, -1, -1] - further[:, -1, -1]
        _sweep_on(further, together, place + 1, explained)
