"""Which answers of a survey are looked at, and what they come to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from csatdesk.domain.contacts import Channel, Segment
from csatdesk.domain.forms import YES, Good, Item, ScaleKind
from csatdesk.domain.means import Sample
from csatdesk.domain.survey_metrics import DETRACTORS_TO, PROMOTERS_FROM, TOP, Nps, Score, nps_of_counts, share
from csatdesk.domain.surveys import MONTHS, Route

MONTHS_OF_YEAR = 12
AGREEING = 3  # points of the seven of CES 2.0 that agree
Counts = Mapping[int | str, int]
Weighed = Mapping[int | str, float]


@dataclass(frozen=True, slots=True)
class SurveyView:
    """`first`, `last`: months such as 202610. A narrowing that is empty narrows nothing.

    `segments` and `topic_ids` are known of answers alone that are not anonymous.
    """

    survey_id: int
    first: int
    last: int
    office_ids: frozenset[int] = frozenset()
    channels: frozenset[Channel] = frozenset()
    routes: frozenset[Route] = frozenset()
    segments: frozenset[Segment] = frozenset()
    topic_ids: frozenset[int] = frozenset()

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last month of the years it reaches into."""
        return self.first // MONTHS * MONTHS + 1, self.last // MONTHS * MONTHS + MONTHS_OF_YEAR

    @property
    def is_of_named(self) -> bool:
        """Whether it asks for what is known only of answers with a name."""
        return bool(self.segments or self.topic_ids)


class By(Enum):
    """What answers are parted by."""

    ALL = "all"
    MONTH = "month"
    OFFICE = "office"
    CHANNEL = "channel"
    ROUTE = "route"
    SEGMENT = "segment"
    TOPIC = "topic"


class Grade(Enum):
    """How the answers to a question are put into one number."""

    NPS = "nps"
    TOP_TWO = "top_two"  # per cent of answers in the two best points
    YES = "yes"  # per cent
    MEAN = "mean"
    INDEX = "index"  # 0 to 100
    NONE = "none"  # choices and words


GRADES: Mapping[str, Grade] = {
    "nps": Grade.NPS,
    "csat": Grade.TOP_TWO,
    "satisfaction_9": Grade.TOP_TWO,
    "csat_yes_no": Grade.YES,
    "solved": Grade.YES,
    "screening": Grade.YES,
    "ces_2": Grade.MEAN,
    "ces_1": Grade.MEAN,
    "ces_ease": Grade.MEAN,
}


@dataclass(frozen=True, slots=True)
class Graded:
    """What answers come to. `counts`: answers by value. `top`: of an effort score, the share of its best answers."""

    grade: Grade
    counts: Counts
    score: Score
    nps: Nps | None = None
    top: Score | None = None
    sample: Sample | None = None

    @property
    def n(self) -> int:
        return self.score.n


def grade_of(item: Item) -> Grade:
    match item.scale.kind:
        case ScaleKind.POINTS:
            return GRADES.get(item.metric, Grade.INDEX)
        case ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO:
            return Grade.YES
        case ScaleKind.ONE if any(one.key == YES for one in item.scale.choices):
            return Grade.YES
    return Grade.NONE


def graded(item: Item, counts: Counts, weights: Weighed | None = None) -> Graded:
    """The grade of a question from how often each value was answered. What is undefined has no value, never 0.

    `weights`: how much each value counts, where answers are weighted; its sum is so many answers as they count like.
    """
    grade, weighed = grade_of(item), counts if weights is None else weights
    match grade:
        case Grade.NPS:
            made = nps_of_counts(*_three(weighed))
            return Graded(grade, counts, made.score, nps=made)
        case Grade.TOP_TWO:
            return Graded(grade, counts, share(_best(item, weighed, TOP), sum(weighed.values())))
        case Grade.YES:
            return Graded(grade, counts, share(weighed.get(YES, 0), sum(weighed.values())))
        case Grade.MEAN:
            sample = sample_of(numbers(weighed))
            best = AGREEING if item.metric == "ces_2" else TOP
            top = None if item.metric == "ces_1" else share(_best(item, weighed, best), sum(weighed.values()))
            return Graded(grade, counts, _score(sample), top=top, sample=sample)
        case Grade.INDEX:
            sample = sample_of(dict(_indexed(item, weighed)))
            return Graded(grade, counts, _score(sample), sample=sample)
    return Graded(grade, counts, Score(sum(counts.values())))


def numbers(counts: Weighed) -> dict[float, float]:
    return {float(value): count for value, count in counts.items() if isinstance(value, int)}


def sample_of(counts: Mapping[float, float]) -> Sample | None:
    """Mean and variance of values that were given so often."""
    n = sum(counts.values())
    if not n:
        return None
    mean = sum(value * count for value, count in counts.items()) / n
    spread = sum((value - mean) ** 2 * count for value, count in counts.items())
    return Sample(n, mean, spread / (n - 1) if n > 1 else None)


def _score(sample: Sample | None) -> Score:
    return Score(0) if sample is None else Score(round(sample.n), sample.mean, sample.likely())


def _three(counts: Weighed) -> tuple[float, float, float]:
    """Promoters, passives, detractors."""
    found = numbers(counts)
    promoters = sum(count for value, count in found.items() if value >= PROMOTERS_FROM)
    detractors = sum(count for value, count in found.items() if value <= DETRACTORS_TO)
    passives = sum(count for value, count in found.items() if DETRACTORS_TO < value < PROMOTERS_FROM)
    return promoters, passives, detractors


def _best(item: Item, counts: Weighed, points: int) -> float:
    scale = item.scale
    if scale.good is Good.LOW:
        return sum(count for value, count in numbers(counts).items() if value < scale.first + points)
    return sum(count for value, count in numbers(counts).items() if value > scale.last - points)


def _indexed(item: Item, counts: Weighed) -> Iterator[tuple[float, float]]:
    """Values on 0 to 100, the good end up."""
    scale = item.scale
    for value, count in numbers(counts).items():
        share_of = (value - scale.first) / (scale.last - scale.first)
        yield 100 * (1 - share_of if scale.good is Good.LOW else share_of), count


def month_before(month: int) -> int:
    return month - 1 if month % MONTHS > 1 else month - MONTHS + MONTHS_OF_YEAR - 1


def month_after(month: int) -> int:
    return month + 1 if month % MONTHS < MONTHS_OF_YEAR else month + MONTHS - MONTHS_OF_YEAR + 1


def months(first: int, last: int) -> Iterator[int]:
    while first <= last:
        yield first
        first = month_after(first)
