"""What several evaluations come to: means of offices, accuracies, lost points (SC-1, rules 12 to 14)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction

from csatdesk.domain.forms import CriticalClass
from csatdesk.domain.scoring import DIGITS, Evaluation, as_decimal
from csatdesk.domain.statistics import t_quantile

RANKED_FROM = 3  # evaluations (rule 12)
CONFIDENCE = 0.975
CONFORMS_FROM = Fraction(1, 2)  # below it an item does not conform (rules 13, 18)
HUNDRED = Decimal(100)
LONGEST = 60  # digits before the point, and more than a percentage has

Often = tuple[Decimal, int]  # a total, and how often it occurs


@dataclass(frozen=True, slots=True)
class OfficeScore:
    """The mean of some totals. `low`, `high`: its interval; None under `RANKED_FROM` (rule 12).

    `distortion`: by how many points one evaluation can move the mean at most.
    """

    n: int
    mean: Decimal
    distortion: Decimal
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def is_rankable(self) -> bool:
        return self.n >= RANKED_FROM

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class RollUp:
    """Several evaluations. `mean`: of the offices' means, or of the totals where all are of one office.

    `mean_of_visits` stands beside it. All None and `n` 0: nothing usable. The interval is of one office's totals.
    """

    n: int = 0
    mean: Decimal | None = None
    mean_of_visits: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    is_rankable: bool = False
    distortion: Decimal | None = None
    offices: Mapping[str, OfficeScore] = field(default_factory=dict)

    @property
    def network(self) -> Decimal | None:
        return self.mean


def roll_up(evaluations: Iterable[Evaluation] | Mapping[str, Iterable[Evaluation]]) -> RollUp:
    """The mean of offices and its interval (rule 12), from what has a total and was accepted.

    Offices are the keys of a mapping, else the `office` of each evaluation.
    """
    by_office: dict[str, Counter[Decimal]] = {}
    for office, one in _with_offices(evaluations):
        if one.total is not None and one.is_accepted:
            by_office.setdefault(office, Counter())[one.total] += 1
    if not by_office:
        return RollUp()
    offices = {office: score_of(totals.items()) for office, totals in by_office.items()}
    every = score_of(sum(by_office.values(), Counter()).items())
    if len(offices) == 1:
        return RollUp(every.n, every.mean, every.mean, every.interval, every.is_rankable, every.distortion, offices)
    return RollUp(
        n=every.n,
        mean=mean_of_means(one.items() for one in by_office.values()),
        mean_of_visits=every.mean,
        is_rankable=every.is_rankable,
        distortion=every.distortion,
        offices=offices,
    )


def mean_of_means(several: Iterable[Iterable[Often]]) -> Decimal:
    """Every office counts as one, however many evaluations it has."""
    means = [_mean(_whole(totals)) for totals in several]
    return as_decimal(sum(means, Fraction(0)) / len(means))


def _with_offices(
    evaluations: Iterable[Evaluation] | Mapping[str, Iterable[Evaluation]],
) -> Iterable[tuple[str, Evaluation]]:
    if isinstance(evaluations, Mapping):
        return [(office, one) for office, group in evaluations.items() for one in group]
    return [(one.office, one) for one in evaluations]


@dataclass(frozen=True, slots=True)
class _Whole:
    """Totals as whole numbers of 1/unit each, with how often each occurs: their sums stay exact and fast."""

    unit: int
    counts: Sequence[tuple[int, int]]

    @property
    def n(self) -> int:
        return sum(count for _number, count in self.counts)


def _whole(totals: Iterable[Often]) -> _Whole:
    given = list(totals)
    places = max(max(0, -int(total.as_tuple().exponent)) for total, _count in given)
    exact = Context(prec=places + LONGEST)
    return _Whole(10**places, [(int(total.scaleb(places, exact)), count) for total, count in given])


def _mean(totals: _Whole) -> Fraction:
    return Fraction(sum(number * count for number, count in totals.counts), totals.n * totals.unit)


def mean_of(numbers: Iterable[Often]) -> Decimal:
    """Of at least one number."""
    return as_decimal(_mean(_whole(numbers)))


def score_of(totals: Iterable[Often]) -> OfficeScore:
    """Of at least one total."""
    whole = _whole(totals)
    total = sum(number * count for number, count in whole.counts)
    squares = sum(number * number * count for number, count in whole.counts)
    return score_of_sums(whole.n, Fraction(total, whole.unit), Fraction(squares, whole.unit**2))


def score_of_sums(n: int, whole: Fraction, squares: Fraction) -> OfficeScore:
    """The mean of `n` totals and its interval, from their sum and the sum of their squares (rule 12)."""
    mean = whole / n
    plain = OfficeScore(n, as_decimal(mean), as_decimal(Fraction(100, n)))
    if n < RANKED_FROM:
        return plain
    variance = (squares - n * mean * mean) / (n - 1)
    half = DIGITS.multiply(Decimal(t_quantile(CONFIDENCE, n - 1)), DIGITS.sqrt(as_decimal(variance / n)))
    low, high = max(plain.mean - half, Decimal(0)), min(plain.mean + half, HUNDRED)
    return OfficeScore(n, plain.mean, plain.distortion, low, high)


def accuracy(evaluations: Iterable[Evaluation], critical_class: CriticalClass | str) -> Decimal | None:
    """How often a class of items was right, in percent (rule 13); None: no such item was answered.

    Of a critical class: evaluations without a failed item among those with an answered one. Of "none": answered
    non-critical items with a share of at least one half among all answered ones.
    """
    wanted = CriticalClass(critical_class)
    answered = [[one for one in evaluation.items if one.critical is wanted] for evaluation in evaluations]
    if wanted is CriticalClass.NONE:
        kept = [one.share >= CONFORMS_FROM for items in answered for one in items]
    else:
        kept = [not any(one.has_failed for one in items) for items in answered if items]
    return as_decimal(Fraction(100 * sum(kept), len(kept))) if kept else None


def lost_points(evaluations: Iterable[Evaluation]) -> dict[str, Decimal]:
    """Item → the points it costs on average (rule 14), what costs most first.

    Over the evaluations that have a raw total; they add up to 100 − the mean of it.
    """
    scored = [one for one in evaluations if one.raw_total is not None]
    lost: dict[str, Fraction] = {}
    for evaluation in scored:
        for one in evaluation.items:
            lost[one.item_key] = lost.get(one.item_key, Fraction(0)) + one.reach * (1 - one.share)
    by_size = sorted(lost.items(), key=lambda one: -one[1])
    return {key: as_decimal(points / len(scored)) for key, points in by_size}
