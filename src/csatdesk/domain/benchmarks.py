"""Figures of another company or of a study of an industry, to be set beside one's own (S1.17).

A figure belongs to a question by its key and its metric, and to a scale by its worst and its best point: scales of
different range or direction are never compared. Only of the same scale a mean is made an index, or an index a mean.

The most a standard deviation can be on a scale: T. Popoviciu, Mathematica 9 (1935), 129-145; divided by n - 1, as
samples are, that of two answers at both ends is the greatest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from math import isfinite, nan, sqrt

from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import Good, Item, ScaleKind
from csatdesk.domain.marks import N_
from csatdesk.domain.means import Sample, compare_means
from csatdesk.domain.shares import compare_shares, normal_quantile, two_sided
from csatdesk.domain.statistics import Interval
from csatdesk.domain.survey_metrics import NPS_MOST, share
from csatdesk.domain.survey_views import Grade, Graded, grade_of

TEXT_MOST = 120  # letters of what is told about it
BASE_MOST, DIGITS_MOST = 10_000_000, 20
NPS_ENDS, YES_ENDS = (0, NPS_MOST), (0, 1)
SHARES = frozenset({Grade.TOP_TWO, Grade.YES})
ON_POINTS = frozenset({Grade.TOP_TWO, Grade.MEAN, Grade.INDEX})  # which say on which scale they were measured
HUNDRED = (0.0, 100.0)


class Part(Enum):
    """What is told of one figure."""

    VALUE = "value"
    GRADE = "grade"
    ENDS = "ends"
    N = "n"
    SPREAD = "spread"


class Misfit(Enum):
    """Why a figure is not set beside one's own."""

    NOT_TOLD = "not_told"
    OTHER_QUESTION = "other_question"
    OTHER_MEASURE = "other_measure"
    OTHER_SCALE = "other_scale"


class Standing(Enum):
    """One's own beside the other, as far as chance lets it be said."""

    BETTER = "better"
    WORSE = "worse"
    CHANCE = "chance"
    UNKNOWN = "unknown"


class FactMissing(Refusal):
    text = N_("Fill this in: a figure counts for nothing when nobody can say where it comes from.")


class FactTooLong(Refusal):
    text = N_("At most {most} characters.")


class NoFigures(Refusal):
    text = N_("Give at least one figure.")


class FigureOutside(Refusal):
    text = N_("Write a number from {least} to {most}.")


class BaseWrong(Refusal):
    text = N_("Write a whole number from {least} to {most}.")


class SpreadOutside(Refusal):
    text = N_("The standard deviation is more than 0, and at most {most} on this scale.")


class EndsUnreadable(Refusal):
    text = N_("Write the worst and the best point, for example 1–10, or 5–1 where 1 is best.")


class MeasureUnknown(Refusal):
    text = N_("Write one of these: {known}")


class BenchmarkThere(Refusal):
    text = N_("Figures of this company and period are there already. Change those.")


@dataclass(frozen=True, slots=True)
class BenchmarkFigure:
    """`worst`, `best`: points of the scale; `n` None: nobody says how many answered; `spread`: standard deviation."""

    item_key: str
    metric: str
    grade: Grade
    worst: int
    best: int
    value: float
    n: int | None = None
    spread: float | None = None

    @property
    def limits(self) -> tuple[float, float]:
        if self.grade is Grade.NPS:
            return (-100.0, 100.0)
        if self.grade is Grade.MEAN:
            return (float(min(self.worst, self.best)), float(max(self.worst, self.best)))
        return HUNDRED

    def problems(self) -> Iterator[Refusal]:
        least, most = self.limits
        if self.worst == self.best:
            yield EndsUnreadable(field=place(Part.ENDS, self.item_key))
        if not (isfinite(self.value) and least <= self.value <= most):
            yield FigureOutside(field=place(Part.VALUE, self.item_key), least=_told(least), most=_told(most))
        if self.n is not None and not 1 <= self.n <= BASE_MOST:
            yield BaseWrong(field=place(Part.N, self.item_key), least=1, most=BASE_MOST)
        greatest = (most - least) / sqrt(2)
        if self.spread is not None and not 0 < self.spread <= greatest:
            yield SpreadOutside(field=place(Part.SPREAD, self.item_key), most=_told(int(10 * greatest) / 10))

    def likely(self) -> Interval | None:
        """Between what it likely lies; None where it is not told how many answered, or how far apart."""
        if self.n is None:
            return None
        if self.grade in SHARES:
            return share(round(self.value * self.n / 100), self.n).likely
        if self.spread is None:
            return None
        if self.grade is Grade.NPS:
            half = normal_quantile() * self.spread / sqrt(self.n)
            return Interval(max(-100.0, self.value - half), min(100.0, self.value + half))
        return Sample(self.n, self.value, self.spread**2 if self.n > 1 else None).likely()


@dataclass(frozen=True, slots=True)
class NewBenchmark:
    """`name`: of the company or study; `n`: how many answered, of figures that do not say so themselves."""

    name: str
    industry: str
    publisher: str
    published: str
    period: str
    n: int | None
    figures: tuple[BenchmarkFigure, ...]

    def problems(self) -> Iterator[Refusal]:
        for field in FACTS:
            yield from _text_problems(field, getattr(self, field))
        if self.n is not None and not 1 <= self.n <= BASE_MOST:
            yield BaseWrong(field="n", least=1, most=BASE_MOST)
        for one in self.figures:
            yield from one.problems()
        if not self.figures:
            yield NoFigures()

    def check(self) -> None:
        for problem in self.problems():
            raise problem

    def figure(self, item_key: str) -> BenchmarkFigure | None:
        """With the base that holds for all where it has none of its own."""
        found = next((one for one in self.figures if one.item_key == item_key), None)
        return found if found is None or found.n is not None else replace(found, n=self.n)


FACTS = ("name", "industry", "publisher", "published", "period")


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    id: int
    new: NewBenchmark
    is_active: bool
    version: int


def _text_problems(field: str, text: str) -> Iterator[Refusal]:
    if not text.strip():
        yield FactMissing(field=field)
    elif len(text.strip()) > TEXT_MOST:
        yield FactTooLong(field=field, most=TEXT_MOST)


def place(part: Part, item_key: str) -> str:
    """The field of a form in which a part of a figure stands."""
    return f"{part.value}:{item_key}"


def _told(value: float) -> str:
    return f"{value:g}".replace("-", "−")


# what a questionnaire can be compared in


def comparable(items: Iterable[Item]) -> tuple[Item, ...]:
    """Questions that come to a figure of how good it was; not who is asked, and not what matters how much."""
    return tuple(one for one in items if grade_of(one) is not Grade.NONE and one.metric not in NO_JUDGEMENTS)


NO_JUDGEMENTS = frozenset({"screening", "importance", "anonymity", "call_back"})


def ends_of(item: Item) -> tuple[int, int]:
    """The worst and the best point of its scale."""
    if item.scale.kind is not ScaleKind.POINTS:
        return YES_ENDS
    first, last = item.scale.first, item.scale.last
    return (last, first) if item.scale.good is Good.LOW else (first, last)


def fitted(item: Item, told: BenchmarkFigure | None) -> BenchmarkFigure | Misfit:
    """The figure as one's own is graded, or why it cannot be set beside it."""
    if told is None:
        return Misfit.NOT_TOLD
    if told.metric != item.metric:
        return Misfit.OTHER_QUESTION
    if (told.worst, told.best) != ends_of(item):
        return Misfit.OTHER_SCALE
    return _regraded(told, grade_of(item))


def _regraded(told: BenchmarkFigure, own: Grade) -> BenchmarkFigure | Misfit:
    ends = (told.worst, told.best)
    match own, told.grade:
        case Grade.INDEX, Grade.MEAN:
            return _moved(told, own, ends, HUNDRED)
        case Grade.MEAN, Grade.INDEX:
            return _moved(told, own, HUNDRED, ends)
    return told if told.grade is own else Misfit.OTHER_MEASURE


def _moved(
    told: BenchmarkFigure, grade: Grade, before: tuple[float, float], after: tuple[float, float]
) -> BenchmarkFigure:
    """(x - worst) / (best - worst), from one pair of ends to another."""
    factor = (after[1] - after[0]) / (before[1] - before[0])
    spread = None if told.spread is None else told.spread * abs(factor)
    return replace(told, grade=grade, value=after[0] + (told.value - before[0]) * factor, spread=spread)


def chance_of_difference(own: Graded, other: BenchmarkFigure) -> float | None:
    """How often chance alone brings so great a difference about; None where the study tells too little for a test."""
    if other.n is None or own.score.value is None:
        return None
    if own.grade in SHARES:
        counts = (round(one * n / 100) for one, n in ((other.value, other.n), (own.score.value, own.n)))
        had, has = counts
        by_share = compare_shares(had, other.n, has, own.n)
        return None if by_share is None else by_share.p_value
    if other.spread is None:
        return None
    if own.nps is not None:
        return _chance_of_nps(own, other.value, other.spread, other.n)
    if own.sample is None or other.n < 2:
        return None
    by_mean = compare_means(Sample(other.n, other.value, other.spread**2), own.sample)
    return None if by_mean is None else by_mean.p_value


def _chance_of_nps(own: Graded, value: float, spread: float, n: int) -> float | None:
    """z = (B - A) / sqrt(Va / na + Vb / nb); `spread` in points, so Va is (spread / 100) squared."""
    if own.nps is None or own.nps.variance is None or own.score.value is None:
        return None
    error = 100 * sqrt((spread / 100) ** 2 / n + own.nps.variance / own.n)
    return two_sided((own.score.value - value) / error)


def standing(difference: float, p_value: float | None, alpha: float, *, is_low_good: bool) -> Standing:
    if p_value is None:
        return Standing.UNKNOWN
    if p_value >= alpha or not difference:
        return Standing.CHANCE
    return Standing.BETTER if (difference > 0) != is_low_good else Standing.WORSE


# what somebody typed, in a form or a file


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A line of the sheet as texts. `grade`: the value of a `Grade`."""

    value: str
    grade: str
    ends: str
    n: str = ""
    spread: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.value.strip() or self.n.strip() or self.spread.strip())


@dataclass(frozen=True, slots=True)
class TypedBenchmark:
    """`facts`: by the names in `FACTS`, and "n"."""

    facts: Mapping[str, str]
    figures: Mapping[str, TypedFigure]


def read_typed(
    typed: TypedBenchmark, items: Iterable[Item], kept: Iterable[BenchmarkFigure] = ()
) -> tuple[NewBenchmark, tuple[Refusal, ...]]:
    """What was typed, and everything that is wrong with it, at its field. `kept`: of questions that are not asked
    here, which stay as they were.
    """
    problems: list[Refusal] = []
    figures: dict[str, BenchmarkFigure] = {one.item_key: one for one in kept}
    for item in items:
        line = typed.figures.get(item.key)
        if line is None or line.is_empty:
            continue
        found = _figure(item, line, problems)
        if found is not None:
            figures[item.key] = found
    n = _whole(typed.facts.get("n", ""), "n", problems)
    facts = {field: " ".join(typed.facts.get(field, "").split()) for field in FACTS}
    new = NewBenchmark(**facts, n=n, figures=tuple(figures.values()))
    wrong = {one.field for one in problems}
    has_lines = any(not line.is_empty for line in typed.figures.values())
    further = [one for one in new.problems() if not (isinstance(one, NoFigures) and has_lines)]
    return new, (*problems, *(one for one in further if one.field is None or one.field not in wrong))


def _figure(item: Item, line: TypedFigure, problems: list[Refusal]) -> BenchmarkFigure | None:
    grade = next((one for one in Grade if one.value == line.grade.strip().casefold()), None)
    before = len(problems)
    if grade not in grades_of(item) or grade is None:
        known = ", ".join(one.value for one in grades_of(item))
        problems.append(MeasureUnknown(field=place(Part.GRADE, item.key), known=known))
        return None
    ends = _ends(line.ends, item, grade, problems)
    n = _whole(line.n, place(Part.N, item.key), problems)
    has_spread = bool(line.spread.strip()) and grade not in SHARES
    spread = _number(line.spread) if has_spread else None
    found = BenchmarkFigure(item.key, item.metric, grade, *(ends or ends_of(item)), _number(line.value), n, spread)
    if ends is not None:
        problems += found.problems()
    return found if len(problems) == before else None


def grades_of(item: Item) -> tuple[Grade, ...]:
    """The ways in which studies grade such a question, one's own first."""
    own = grade_of(item)
    if own in {Grade.NPS, Grade.YES}:
        return (own,)
    return (own, *(one for one in (Grade.INDEX, Grade.MEAN, Grade.TOP_TWO) if one is not own))


def _number(text: str) -> float:
    """With a point or a comma, a minus sign of either kind, and a per cent sign where one was typed; else not a number,
    which lies on no scale.
    """
    plain = "".join(text.split()).replace("−", "-").replace(",", ".").removesuffix("%")
    digits = plain.removeprefix("-")
    is_number = len(digits) <= DIGITS_MOST and digits.isascii() and digits.replace(".", "", 1).isdecimal()
    return float(plain) if is_number else nan


def _whole(text: str, field: str, problems: list[Refusal]) -> int | None:
    plain = "".join(text.split())
    if not plain:
        return None
    if not (plain.isdecimal() and plain.isascii() and len(plain) <= len(str(BASE_MOST))):
        problems.append(BaseWrong(field=field, least=1, most=BASE_MOST))
        return None
    return int(plain)


def _ends(text: str, item: Item, grade: Grade, problems: list[Refusal]) -> tuple[int, int] | None:
    """ "1–10", "5-1", "0..10": whole numbers of at most three digits, worst first. NPS and yes have only one scale."""
    plain = "".join(text.split()).replace("..", "-").replace("…", "-").replace("–", "-")
    if not plain and grade not in ON_POINTS:
        return ends_of(item)
    parts = plain.split("-")
    if len(parts) == 2 and all(one.isdecimal() and one.isascii() and len(one) <= 3 for one in parts):
        ends = int(parts[0]), int(parts[1])
        if grade in ON_POINTS or ends == ends_of(item):
            return ends
    problems.append(EndsUnreadable(field=place(Part.ENDS, item.key)))
    return None
