"""What a chart shows, apart from how it is drawn: the same description is painted on screen, on paper and as a table.

Every text in it is already in the reader's language. The title is a plain sentence, the finding; the subtitle names the
measure, its unit and its base. What is hidden carries no number at all, only the words that say why.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from math import ceil, floor, isfinite, log10

from csatdesk.domain.statistics import Interval
from csatdesk.domain.suppression import Shown

NICE = (1, 2, 5, 10)
STEPS_MOST = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of an axis: `low`, `low + step`, ... `high`."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> tuple[float, ...]:
        count = round((self.high - self.low) / self.step)
        return tuple(self.low + place * self.step for place in range(count + 1))

    def share(self, value: float) -> float:
        """Where a value stands between both ends: 0 to 1; what lies beyond an end stands at it."""
        return max(0.0, min(1.0, (value - self.low) / (self.high - self.low)))


def scale_around(values: Iterable[float], *, least: float | None = None, most: float | None = None) -> Scale:
    """Round numbers around all values, never beyond `least` and `most`, which the measure cannot pass."""
    found = [value for value in values if isfinite(value)]
    low, high = (min(found), max(found)) if found else (0.0, 1.0)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    step = _step(high - low)
    low, high = floor(low / step) * step, ceil(high / step) * step
    if least is not None:
        low = max(low, least)
    if most is not None:
        high = min(high, most)
    return Scale(low, high, step) if high > low else Scale(low, low + step, step)


def _step(span: float) -> float:
    power: float = 10 ** floor(log10(span / STEPS_MOST))
    return next((nice * power for nice in NICE if span / (nice * power) <= STEPS_MOST), 10 * power)


@dataclass(frozen=True, slots=True)
class Measure:
    """How values are told: "35", "4.2", "82%"."""

    name: str  # "NPS", "solved"
    decimals: int = 0
    is_percent: bool = False  # values are 0 to 100 all the same
    is_low_good: bool = False
    is_of_evaluations: bool = False  # what stands behind a value are evaluations, not answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`method`: how it was computed, in sentences. `nothing`: what is said in place of the marks, where none may be
    or none is there.
    """

    title: str
    subtitle: str
    method: str = ""
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One score. `words` tell of a hidden, grey or missing one: "hidden, fewer than 5 answers", "too few", "–"."""

    n: int | None = None
    value: float | None = None
    likely: Interval | None = None
    shown: Shown = Shown.EMPTY
    words: str = ""

    @property
    def is_drawn(self) -> bool:
        return self.value is not None and self.shown in {Shown.GREY, Shown.FULL}


class Tone(Enum):
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Bar:
    """Answers of one value. `key` finds them again: empty where none may be opened."""

    label: str
    count: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Values that belong together: "76 critics"."""

    label: str
    tone: Tone
    bars: tuple[Bar, ...]

    @property
    def count(self) -> int:
        return sum(bar.count for bar in self.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Chart):
    value_head: str  # over the values in the table: "Value"
    bands: tuple[Band, ...] = ()

    @property
    def bars(self) -> tuple[Bar, ...]:
        return tuple(bar for band in self.bands for bar in band.bars)


@dataclass(frozen=True, slots=True)
class Moment:
    """A month, week or day: `label` and, where it is the first of its year, `below` stand under it, `name` is said."""

    name: str
    label: str
    score: Value
    below: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend(Chart):
    measure: Measure
    moments: tuple[Moment, ...] = ()
    least: float | None = None
    most: float | None = None

    def scale(self) -> Scale:
        return scale_around(_reaches(one.score for one in self.moments), least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A channel, office or unit with its score; `is_loud` stands out, `place` is what its order tells ("1 to 3")."""

    name: str
    score: Value
    is_loud: bool = False
    key: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRows(Chart):
    row_head: str  # "Channel"
    measure: Measure
    rows: tuple[RangeRow, ...] = ()
    least: float | None = None
    most: float | None = None
    place_head: str = ""

    def scale(self) -> Scale:
        """Zero is always on it."""
        return scale_around((0.0, *_reaches(one.score for one in self.rows)), least=self.least, most=self.most)


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that matters `importance` much and goes `performance` well. `likely`: between what the importance lies;
    `rank_kept`: in what fraction of repeated draws its rank by importance stayed.
    """

    name: str
    performance: float
    importance: float
    n: int
    key: str = ""
    likely: Interval | None = None
    rank_kept: float | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the four fields."""

    matters_badly: str
    matters_well: str
    less_badly: str
    less_well: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportancePerformance(Chart):
    """Above `importance_from` it matters, from `performance_from` on it goes well."""

    across: str  # "how well it goes, index 0 to 100"
    up: str  # "how much it matters"
    fields: Fields
    performance_from: float = 0
    importance_from: float = 0
    aspects: tuple[Aspect, ...] = ()
    importance: Measure | None = None

    def is_to_do(self, aspect: Aspect) -> bool:
        return aspect.importance >= self.importance_from and aspect.performance < self.performance_from

    def field_of(self, aspect: Aspect) -> str:
        """The name of the field in which it lies."""
        goes_well = aspect.performance >= self.performance_from
        if aspect.importance >= self.importance_from:
            return self.fields.matters_well if goes_well else self.fields.matters_badly
        return self.fields.less_well if goes_well else self.fields.less_badly

    def across_scale(self) -> Scale:
        values = [one.performance for one in self.aspects]
        return scale_around([*values, self.performance_from], least=0, most=100)

    def up_scale(self) -> Scale:
        return scale_around([*(one.importance for one in self.aspects), self.importance_from])


class Rank(Enum):
    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Cell:
    """`share`: per cent of all answers of its part that fall into it."""

    score: Value
    share: float | None = None
    rank: Rank | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """The rows of one group of people: business customers, private customers."""

    name: str
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCells(Chart):
    row_head: str
    column_head: str
    measure: Measure
    columns: tuple[str, ...] = ()
    parts: tuple[MatrixPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a contact, as both sides do it. `note`: what can be said of both, "higher, not by chance"."""

    name: str
    first: Value
    second: Value
    key: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepProfile(Chart):
    """Two units, or one's own and a benchmark, step by step, the totals beside.

    `note_head`: where it is there, bases and notes of the steps stand in the table too.
    """

    measure: Measure
    first: str
    second: str
    step_head: str
    total_head: str
    first_total: Value = Value()
    second_total: Value = Value()
    total_measure: Measure | None = None  # None: that of the steps
    total_note: str = ""
    note_head: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def total(self) -> Step:
        return Step(self.total_head, self.first_total, self.second_total, note=self.total_note)

    def measure_of(self, step: Step) -> Measure:
        """The total may be measured otherwise than the steps."""
        return self.total_measure or self.measure if step == self.total else self.measure

    def scale(self) -> Scale:
        scores = [one for step in self.steps for one in (step.first, step.second)]
        drawn = [one.value for one in scores if one.is_drawn and one.value is not None]
        return scale_around(drawn, least=0, most=100)


AnyChart = Distribution | Trend | RangeRows | ImportancePerformance | MatrixCells | StepProfile


def _reaches(scores: Iterable[Value]) -> list[float]:
    """All that is drawn of scores: they themselves and both ends of what is likely."""
    found: list[float] = []
    for score in scores:
        if score.is_drawn and score.value is not None:
            found.append(score.value)
            if score.likely is not None:
                found += [score.likely.low, score.likely.high]
    return found
