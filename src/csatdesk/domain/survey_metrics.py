"""Satisfaction, recommendation, effort and index of survey answers, each with its base and between what it likely lies.

An answer is a whole number of its scale, or None where the question was left blank or does not apply; such answers
leave the base. What is undefined is None, never 0. Percentages and scores are given as people read them: 69.16.

NPS: F. F. Reichheld, "The one number you need to grow", Harvard Business Review 81/12 (2003). CES: M. Dixon,
K. Freeman, N. Toman, "Stop trying to delight your customers", Harvard Business Review 88/7-8 (2010).
Few answers of NPS: the score intervals of both shares put together, as R. G. Newcombe does for two shares of the same
answers, Statistics in Medicine 17 (1998), 2635-2650, method 10.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt
from numbers import Integral

from csatdesk.domain.means import Sample
from csatdesk.domain.shares import normal_quantile, two_sided, wilson
from csatdesk.domain.statistics import CONFIDENCE, Interval

TOP = 2  # points that count as satisfied
PROMOTERS_FROM, DETRACTORS_TO, NPS_MOST = 9, 6, 10
FEW = 30  # answers: below it the plain interval of NPS is not used


@dataclass(frozen=True, slots=True)
class Points:
    """A scale of whole numbers; `is_reversed`: low is good."""

    first: int
    last: int
    is_reversed: bool = False

    def valid(self, answers: Iterable[int | None]) -> list[int]:
        """The answers that count. ValueError names the first that is no number of the scale."""
        found = [answer for answer in answers if answer is not None]
        for answer in found:
            is_whole = isinstance(answer, int | Integral) and not isinstance(answer, bool)
            if not is_whole or not self.first <= answer <= self.last:
                raise ValueError(f"{answer!r} is not from {self.first} to {self.last}")
        return [int(answer) for answer in found]


NPS_POINTS = Points(0, NPS_MOST)
CSAT_POINTS = Points(1, 5)
NINE_POINTS = Points(1, 9)
CES_1_POINTS = Points(1, 5, is_reversed=True)
CES_2_POINTS = Points(1, 7)
EASE_POINTS = Points(1, 7)


@dataclass(frozen=True, slots=True)
class Score:
    """`value` None: nobody answered. `likely` None: undefined, also of a mean of one answer."""

    n: int
    value: float | None = None
    likely: Interval | None = None


class NpsInterval(Enum):
    PLAIN = "plain"  # NPS ± z·SE
    SCORE = "score"  # few answers, nobody in one of the three groups, or the plain one would reach beyond the scale


@dataclass(frozen=True, slots=True)
class Nps:
    """`variance`: of one answer, p + d − (p − d)², with shares as fractions of 1. Counts are whole, unless answers are
    weighted; the base of the score is rounded then.
    """

    promoters: float
    passives: float
    detractors: float
    score: Score
    variance: float | None = None
    method: NpsInterval | None = None

    @property
    def n(self) -> float:
        return self.promoters + self.passives + self.detractors


@dataclass(frozen=True, slots=True)
class NpsChange:
    """The later score minus the earlier one, in points."""

    difference: float
    likely: Interval
    z: float
    p_value: float


class CesKind(Enum):
    """What a question of effort asks; the values are the metrics of questionnaires."""

    AGREEMENT = "ces_2"  # that it was made easy, 1 to 7
    EFFORT = "ces_1"  # of one's own, 1 to 5, low is good
    EASE = "ces_ease"  # how easy it was, 1 to 5 or to 7


@dataclass(frozen=True, slots=True)
class Effort:
    """`top`: the share of the best answers in per cent; None for CES 1, whose mean alone is told."""

    mean: Score
    top: Score | None


def share(count: float, of: float, confidence: float = CONFIDENCE) -> Score:
    """`count` of `of` in per cent, with Wilson's interval. Both may be effective sizes of weighted answers."""
    likely = wilson(count, of, confidence)
    if likely is None:
        return Score(0)
    return Score(round(of), 100 * count / of, Interval(100 * likely.low, 100 * likely.high))


def csat(
    answers: Iterable[int | None], points: Points = CSAT_POINTS, top: int = TOP, confidence: float = CONFIDENCE
) -> Score:
    """The share of answers in the `top` best points: 5 and 4 of five, 9 and 8 on the scale from 9 to 1."""
    valid = points.valid(answers)
    return share(sum(_is_top(answer, points, top) for answer in valid), len(valid), confidence)


def _is_top(answer: int, points: Points, top: int) -> bool:
    return answer < points.first + top if points.is_reversed else answer > points.last - top


def csat_yes_no(answers: Iterable[bool | None], confidence: float = CONFIDENCE) -> Score:
    """The share of yes."""
    given = [answer for answer in answers if answer is not None]
    return share(sum(given), len(given), confidence)


def nps(answers: Iterable[int | None], confidence: float = CONFIDENCE) -> Nps:
    """The recommendation score of answers from 0 to 10; ValueError for any other."""
    valid = NPS_POINTS.valid(answers)
    promoters = sum(answer >= PROMOTERS_FROM for answer in valid)
    detractors = sum(answer <= DETRACTORS_TO for answer in valid)
    return nps_of_counts(promoters, len(valid) - promoters - detractors, detractors, confidence)


def nps_of_counts(promoters: float, passives: float, detractors: float, confidence: float = CONFIDENCE) -> Nps:
    n = promoters + passives + detractors
    if min(promoters, passives, detractors) < 0:
        raise ValueError((promoters, passives, detractors))
    if not n:
        return Nps(0, 0, 0, Score(0))
    value, variance = 100 * (promoters - detractors) / n, _variance(promoters, detractors, n)
    half = 100 * normal_quantile(confidence) * sqrt(variance / n)
    is_plain = n >= FEW and min(promoters, passives, detractors) > 0 and abs(value) + half <= 100
    method = NpsInterval.PLAIN if is_plain else NpsInterval.SCORE
    likely = Interval(value - half, value + half) if is_plain else _score_interval(promoters, detractors, n, confidence)
    return Nps(promoters, passives, detractors, Score(round(n), value, likely), variance, method)


def _variance(promoters: float, detractors: float, n: float) -> float:
    p, d = promoters / n, detractors / n
    return p + d - (p - d) ** 2


def _score_interval(promoters: float, detractors: float, n: float, confidence: float) -> Interval:
    """The distances to Wilson's limits of both shares, added as sides of a triangle: who promotes does not detract."""
    p, d = promoters / n, detractors / n
    high, low = wilson(promoters, n, confidence), wilson(detractors, n, confidence)
    if high is None or low is None:
        raise ValueError(n)
    spread = p * (1 - p) * d * (1 - d)
    together = -p * d / sqrt(spread) if spread else 0.0
    below, above = p - high.low, high.high - p
    under, over = d - low.low, low.high - d
    down = sqrt(max(0.0, below * below + over * over - 2 * together * below * over))
    up = sqrt(max(0.0, above * above + under * under - 2 * together * above * under))
    return Interval(max(-100.0, 100 * (p - d - down)), min(100.0, 100 * (p - d + up)))


def compare_nps(before: Nps, after: Nps, confidence: float = CONFIDENCE) -> NpsChange | None:
    """Whether two scores differ; None where one has no answers, or no answer of either differs from another."""
    if before.score.value is None or after.score.value is None or before.variance is None or after.variance is None:
        return None
    error = 100 * sqrt(before.variance / before.n + after.variance / after.n)
    if not error:
        return None
    difference = after.score.value - before.score.value
    half, z = normal_quantile(confidence) * error, difference / error
    return NpsChange(difference, Interval(difference - half, difference + half), z, two_sided(z))


def mean(answers: Iterable[int | None], points: Points, confidence: float = CONFIDENCE) -> Score:
    """The mean of a scale, with Student's interval."""
    return _mean(points.valid(answers), confidence)


def _mean(values: Sequence[float], confidence: float) -> Score:
    sample = Sample.of(values)
    return Score(0) if sample is None else Score(round(sample.n), sample.mean, sample.likely(confidence))


def ces_2(answers: Iterable[int | None], confidence: float = CONFIDENCE) -> Effort:
    """Agreement from 1 to 7: the mean, and the share of 5 to 7."""
    given = list(answers)
    return Effort(mean(given, CES_2_POINTS, confidence), csat(given, CES_2_POINTS, 3, confidence))


def ces_1(answers: Iterable[int | None], confidence: float = CONFIDENCE) -> Effort:
    """Effort from 1 to 5: the mean, and low is good."""
    return Effort(mean(answers, CES_1_POINTS, confidence), None)


def ces_ease(answers: Iterable[int | None], points: Points, confidence: float = CONFIDENCE) -> Effort:
    """How easy it was, from 1 to 5 or to 7: the mean, and the share of the two best."""
    given = list(answers)
    return Effort(mean(given, points, confidence), csat(given, points, TOP, confidence))


def ces(
    answers: Iterable[int | None],
    kind: CesKind = CesKind.EASE,
    points: Points = EASE_POINTS,
    confidence: float = CONFIDENCE,
) -> Effort:
    """The effort score of a question of this kind; `points` are those of an ease question."""
    match kind:
        case CesKind.AGREEMENT:
            return ces_2(answers, confidence)
        case CesKind.EFFORT:
            return ces_1(answers, confidence)
        case CesKind.EASE:
            return ces_ease(answers, points, confidence)


def index(answers: Iterable[int | None], points: Points, confidence: float = CONFIDENCE) -> Score:
    """The mean as 0 to 100: (x − min) / (max − min) · 100; where low is good, 100 minus it."""
    return _mean([index_of(answer, points) for answer in points.valid(answers)], confidence)


def index_of(answer: int, points: Points) -> float:
    """One answer as 0 to 100."""
    value = 100 * (answer - points.first) / (points.last - points.first)
    return 100 - value if points.is_reversed else value
