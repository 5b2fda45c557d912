"""The views of quality: what is asked, groups beside one another and before, losses, steps beside a benchmark."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from csatdesk.domain.cuts import WHOLE, Cut
from csatdesk.domain.evaluations import EvaluationKind
from csatdesk.domain.forms import NO_TEXT
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.quality import SectionStanding, Standing
from csatdesk.domain.ranking import Place, rank
from csatdesk.domain.statistics import Interval
from csatdesk.domain.topic_ranking import Days

HOURS_TOGETHER = 2  # of the time of day


class Split(Enum):
    """By what results are told apart."""

    OFFICE = "office"
    UNIT = "unit"  # team of the person whose work it is
    CHANNEL = "channel"
    EMPLOYEE = "employee"
    TOPIC = "topic"
    SEGMENT = "segment"
    HOURS = "hours"


class Depth(Enum):
    """Of the report; each holds what stands in those before it."""

    KEY = "key"
    ITEMS = "items"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Span:
    """Some days; or a released wave of mystery visits, which has its own."""

    days: Days
    wave_id: int | None = None


@dataclass(frozen=True, slots=True)
class QualityAsked:
    """Evaluations by one scorecard. `versions`: those whose totals may be compared (rule 17), the newest first.
    `channel` "", None and empty tuples: all.
    """

    versions: tuple[int, ...]
    now: Span
    before: Span | None
    cut: Cut = WHOLE
    team_id: int | None = None
    channel: str = ""
    topic_id: int | None = None

    def of_office(self, office_id: int | None) -> "QualityAsked":
        """The same of one office, or of all; of all its units."""
        cut = replace(self.cut, office_ids=() if office_id is None else (office_id,))
        return replace(self, cut=cut, team_id=None)


@dataclass(frozen=True, slots=True)
class Card:
    """A scorecard by which results are shown: versions of one standard that may be compared, the newest first.

    `number`: of the newest of them; 0 where there are no others. `lately`: how many evaluations in the last months.
    """

    versions: tuple[int, ...]
    standard_id: int
    titles: LocalText
    kind: EvaluationKind
    number: int
    lately: int


@dataclass(frozen=True, slots=True)
class WaveChoice:
    """A released wave; `before`: the one of the same programme before it."""

    id: int
    name: str
    days: Days
    before: "WaveChoice | None" = None


@dataclass(frozen=True, slots=True)
class Others:
    """Evaluations by versions of the same standard that are not counted in, since their totals mean something else."""

    now: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Evaluations that have something in common. `key`: an id or word, None for those without one. `rank`: by the mean
    alone; `place`: what the ranges let be said of it. Both None with fewer than the minimum.
    """

    key: object
    name: str
    standing: Standing
    before: Standing | None = None
    rank: int | None = None
    place: Place | None = None

    @property
    def change(self) -> Decimal | None:
        """Since before, in points; None where one of both has fewer than the minimum."""
        if self.before is None or not (self.standing.score.is_rankable and self.before.score.is_rankable):
            return None
        return self.standing.score.mean - self.before.score.mean


@dataclass(frozen=True, slots=True)
class Compared:
    """`whole`: all evaluations together; `network`: the mean of the offices (rule 12)."""

    asked: QualityAsked
    split: Split
    groups: tuple[Group, ...]
    whole: Group | None
    network: Decimal | None = None
    offices: int = 0
    others: Others = field(default_factory=Others)

    @property
    def ranked(self) -> tuple[Group, ...]:
        return tuple(one for one in self.groups if one.rank is not None)

    @property
    def may_be_chance(self) -> bool:
        """The intervals of the best and the last overlap: the order of those between says little."""
        if len(self.ranked) < 2:
            return False
        best, last = self.ranked[0].standing.score, self.ranked[-1].standing.score
        return best.low is not None and last.high is not None and best.low <= last.high


def in_order(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The best first; what has too few evaluations to be ranked (rule 12), and what is nobody's, stands last."""
    ranked: list[Group] = []
    others: list[Group] = []
    for one in groups:
        (ranked if one.standing.score.is_rankable and one.key is not None else others).append(one)
    ranked.sort(key=lambda one: (-one.standing.score.mean, one.name))
    better = {id(one): sum(other.standing.score.mean > one.standing.score.mean for other in ranked) for one in ranked}
    places = _places(ranked)
    placed = [replace(one, rank=better[id(one)] + 1, place=places[at]) for at, one in enumerate(ranked)]
    return (*placed, *sorted(others, key=lambda one: (one.key is None, -one.standing.n, one.name)))


def _places(ranked: Sequence[Group]) -> dict[int, Place]:
    """From the best to the last place that each may have: where ranges overlap there is no order (`domain.ranking`).
    Those with the very same range stand on the very same place.
    """
    likely = {
        at: Interval(float(one.standing.score.low or 0), float(one.standing.score.high or 0))
        for at, one in enumerate(ranked)
    }
    same = Counter(likely.values())
    return {at: replace(place, last=place.last - same[likely[at]] + 1) for at, place in rank(likely).items()}


@dataclass(frozen=True, slots=True)
class Loss:
    """One item, or a step with all its items, in one group. `item_key` "": the step. `text`: what is asked.

    `points`: on average over the `evaluations` of the group. `met`, `met_before`: how far, in percent; None: too
    seldom, or another question before.
    """

    title: LocalText
    step: LocalText
    item_key: str
    points: Decimal
    evaluations: int
    n: int
    failed: int
    met: Decimal | None
    met_before: Decimal | None = None
    text: LocalText = NO_TEXT
    section_key: str = ""
    group: object = None
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Losses:
    """What costs most points first. `lost`: of all `n` evaluations, 100 less the mean raw total."""

    asked: QualityAsked
    rows: tuple[Loss, ...]
    n: int
    lost: Decimal
    others: Others = field(default_factory=Others)


@dataclass(frozen=True, slots=True)
class Step:
    """A point of the profile; `there` None: this step was another one before."""

    here: SectionStanding
    there: SectionStanding | None

    @property
    def gap(self) -> Decimal | None:
        """Points above the benchmark; None where one of both has too few."""
        if self.there is None or not (self.here.is_enough and self.there.is_enough):
            return None
        if self.here.mean is None or self.there.mean is None:
            return None
        return self.here.mean - self.there.mean


@dataclass(frozen=True, slots=True)
class Profile:
    """`own` and `benchmark`: how many evaluations stand behind each line."""

    asked: QualityAsked
    steps: tuple[Step, ...]
    own: int
    benchmark: int
    others: Others = field(default_factory=Others)

    @property
    def widest(self) -> Step | None:
        """The step that lies farthest below the benchmark."""
        below = [one for one in self.steps if one.gap is not None and one.gap < 0]
        return min(below, key=lambda one: one.gap or Decimal(0), default=None)


def year_before(days: Days) -> Days:
    return Days(_year_before(days.first), _year_before(days.last))


def _year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def hours_of(hour: int) -> int:
    """The first of the hours that are told together."""
    return hour - hour % HOURS_TOGETHER
