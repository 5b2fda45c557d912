"""What many evaluations by one scorecard come to, from the marks that each of them carries.

Marks say what cost an evaluation points, so that a hundred thousand of them can be added up without reading an answer.
A word for each item that was not fully met: its place in the form, its share of the answer, what it cost (rule 14 of
SC-1): " 12:1/2:25/6". A place alone: the item was not answered, or counts for nothing. " !": a critical item failed.
Every other item was fully met. Of sections the same: " 3:250/3" is a score, a place alone has none, the others are 100.

All sums are exact; what leaves is an unrounded Decimal, the same that `roll_up` and `lost_points` would find.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Protocol

from csatdesk.domain.forms import Form, Item, Section
from csatdesk.domain.score_roll_ups import CONFORMS_FROM, HUNDRED, RANKED_FROM, OfficeScore, mean_of, score_of
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation, as_decimal

FAILED = "!"
WHOLE = Fraction(100)


class Marks(NamedTuple):
    """Of one evaluation."""

    items: str
    sections: str


class Scored(Protocol):
    """One evaluation that has a total, with its results as they are kept: texts of exact decimals, and marks."""

    @property
    def total(self) -> str: ...
    @property
    def coverage(self) -> str: ...
    @property
    def item_marks(self) -> str: ...


class Lost(Protocol):
    @property
    def item_marks(self) -> str: ...


class Stepped(Protocol):
    @property
    def section_marks(self) -> str: ...


def marks_of(form: Form, result: Evaluation) -> Marks:
    """`result`: of answers to this very form."""
    scored = {one.item_key: one for one in result.items}
    items = [FAILED] if result.critical_fail else []
    for place, item in enumerate(form.items()):
        one = scored.get(item.key)
        if one is None:
            items.append(str(place))
        elif one.share != 1:
            items.append(f"{place}:{one.share}:{one.reach * (1 - one.share)}")
    sections = []
    for place, section in enumerate(form.sections):
        score = result.exact_sections.get(section.key)
        if score is None:
            sections.append(str(place))
        elif score != HUNDRED:
            sections.append(f"{place}:{score}")
    return Marks("".join(f" {one}" for one in items), "".join(f" {one}" for one in sections))


@dataclass(frozen=True, slots=True)
class Counted:
    """Marks of so many evaluations by one form, by how often each word occurs. Those of all others are those of all
    without one's own, and need not be read again.
    """

    words: Counter[str]
    of: int

    @classmethod
    def of_items(cls, rows: Sequence[Lost]) -> "Counted":
        return cls(Counter("".join([row.item_marks for row in rows]).split()), len(rows))

    @classmethod
    def of_sections(cls, rows: Sequence[Stepped]) -> "Counted":
        return cls(Counter("".join([row.section_marks for row in rows]).split()), len(rows))

    def __sub__(self, other: "Counted") -> "Counted":
        return Counted(self.words - other.words, self.of - other.of)


@dataclass(slots=True)
class Tally:
    """Evaluations, counted by what is equal in them; `critical`: how many failed a critical item."""

    totals: Counter[str]
    coverage: Counter[str]
    critical: int

    @classmethod
    def of(cls, rows: Sequence[Scored]) -> "Tally":
        critical = sum(row.item_marks.startswith(f" {FAILED}") for row in rows)
        return cls(Counter([row.total for row in rows]), Counter([row.coverage for row in rows]), critical)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.totals + other.totals, self.coverage + other.coverage, self.critical + other.critical)


@dataclass(frozen=True, slots=True)
class Standing:
    """Some evaluations by one scorecard. `coverage`: its mean; `critical`: how many failed a critical item."""

    score: OfficeScore
    coverage: Decimal
    critical: int

    @property
    def n(self) -> int:
        return self.score.n


@dataclass(frozen=True, slots=True)
class ItemStanding:
    """One item in some evaluations. `n`: those in which it was answered; `met`: how far on average, in percent;
    `failed`: how often less than half (rule 18); `lost`: points on average over all evaluations (rule 14).
    """

    item: Item
    section: Section
    n: int
    met: Decimal | None
    failed: int
    lost: Decimal


@dataclass(frozen=True, slots=True)
class SectionStanding:
    """One section in some evaluations. `n`: those in which it has a score."""

    section: Section
    n: int
    mean: Decimal | None

    @property
    def is_enough(self) -> bool:
        """Under the minimum nothing is compared (rule 12)."""
        return self.n >= RANKED_FROM


def standing_of(tally: Tally) -> Standing | None:
    """None: of nothing."""
    if not tally.totals:
        return None
    return Standing(score_of(numbers(tally.totals)), mean_of(numbers(tally.coverage)), tally.critical)


def numbers(texts: Mapping[str, int]) -> list[tuple[Decimal, int]]:
    return [(Decimal(text), often) for text, often in texts.items()]


@dataclass(slots=True)
class _Sums:
    """Of one place. `lost`, `missing`: denominator → sum of numerators, so that few fractions are added in the end."""

    unanswered: int
    failed: int
    lost: Counter[int]
    missing: Counter[int]


def items_of(form: Form, rows: Sequence[Lost]) -> tuple[ItemStanding, ...]:
    """The items in the order of the form. `rows`: all by this form, or by one that is the same (`family_of`)."""
    return items_counted(form, Counted.of_items(rows))


def items_counted(form: Form, marks: Counted) -> tuple[ItemStanding, ...]:
    sums = _sums(len(tuple(form.items())), marks.words)
    places = ((item, section) for section in form.sections for item in section.items)
    return tuple(_item(item, section, one, marks.of) for (item, section), one in zip(places, sums, strict=True))


def _sums(count: int, words: Mapping[str, int]) -> list[_Sums]:
    sums = [_Sums(0, 0, Counter(), Counter()) for _place in range(count)]
    for word, often in words.items():
        if word == FAILED:
            continue
        place, _colon, rest = word.partition(":")
        one = sums[int(place)]
        if not rest:
            one.unanswered += often
            continue
        share, lost = map(Fraction, rest.split(":"))
        one.failed += often if share < CONFORMS_FROM else 0
        one.lost[lost.denominator] += lost.numerator * often
        one.missing[share.denominator] += (share.denominator - share.numerator) * often
    return sums


def _item(item: Item, section: Section, sums: _Sums, of: int) -> ItemStanding:
    n = of - sums.unanswered
    met = None if not n else as_decimal(100 * (n - _sum(sums.missing)) / n)
    return ItemStanding(item, section, n, met, sums.failed, as_decimal(_sum(sums.lost) / max(of, 1)))


def _sum(by_denominator: Mapping[int, int]) -> Fraction:
    return sum((Fraction(numerator, one) for one, numerator in by_denominator.items()), Fraction(0))


def sections_of(form: Form, rows: Sequence[Stepped]) -> tuple[SectionStanding, ...]:
    """The steps in their order. `rows`: as `items_of` takes them."""
    return sections_counted(form, Counted.of_sections(rows))


def sections_counted(form: Form, marks: Counted) -> tuple[SectionStanding, ...]:
    missing: list[Counter[int]] = [Counter() for _section in form.sections]
    without = [0] * len(form.sections)
    for word, often in marks.words.items():
        place, _colon, score = word.partition(":")
        if not score:
            without[int(place)] += often
            continue
        gap = WHOLE - Fraction(score)
        missing[int(place)][gap.denominator] += gap.numerator * often
    found = []
    for at, section in enumerate(form.sections):
        n = marks.of - without[at]
        mean = None if not n else as_decimal(WHOLE - _sum(missing[at]) / n)
        found.append(SectionStanding(section, n, mean))
    return tuple(found)


def section_scores(form: Form, marks: Counted) -> dict[str, Counter[float]]:
    """By section: its scores, and how often each; as a test of means needs them."""
    return _scores([section.key for section in form.sections], marks, float)


def item_scores(form: Form, marks: Counted) -> dict[str, Counter[float]]:
    """By item: how far it was met, in percent, and how often so far."""
    return _scores([item.key for item in form.items()], marks, lambda share: float(WHOLE * share))


def _scores(
    keys: Sequence[str], marks: Counted, score_of_share: Callable[[Fraction], float]
) -> dict[str, Counter[float]]:
    """What is not marked has all of its points."""
    found: dict[str, Counter[float]] = {key: Counter() for key in keys}
    marked: Counter[str] = Counter()
    for word, often in marks.words.items():
        if word == FAILED:
            continue
        place, _colon, rest = word.partition(":")
        marked[keys[int(place)]] += often
        if rest:
            found[keys[int(place)]][score_of_share(Fraction(rest.partition(":")[0]))] += often
    for key, scores in found.items():
        if marks.of > marked[key]:
            scores[float(WHOLE)] += marks.of - marked[key]
    return found


# what may be compared (rule 17)


def same_items(one: ScorecardTemplate, other: ScorecardTemplate) -> frozenset[str]:
    """Keys of the items that have the same scale, weight and critical flag in both."""
    theirs = {item.key: item for item in other.form.items()}
    return frozenset(item.key for item in one.form.items() if item.key in theirs and _same(item, theirs[item.key]))


def _same(one: Item, other: Item) -> bool:
    mine = (one.scale.kind, one.scale.first, one.scale.last, one.scale.good, one.scale.bands, one.weight)
    theirs = (other.scale.kind, other.scale.first, other.scale.last, other.scale.good, other.scale.bands, other.weight)
    worth = [(choice.key, choice.score) for choice in one.scale.choices]
    flags = (one.critical, one.fail_below) == (other.critical, other.fail_below)
    return mine == theirs and flags and worth == [(choice.key, choice.score) for choice in other.scale.choices]


def same_sections(one: ScorecardTemplate, other: ScorecardTemplate) -> frozenset[str]:
    """Keys of the sections whose items are all the same in both, so that their scores may be compared."""
    if one.scoring.on_critical is not other.scoring.on_critical:
        return frozenset()
    same = same_items(one, other)
    theirs = {section.key: {item.key for item in section.items} for section in other.form.sections}
    mine = {section.key: {item.key for item in section.items} for section in one.form.sections}
    return frozenset(key for key, items in mine.items() if items == theirs.get(key) and items <= same)


# what is done better and worse than elsewhere: M42


@dataclass(frozen=True, slots=True)
class Apart:
    """An item that is met better (`by` above 0) or worse than elsewhere, in points of percent."""

    here: ItemStanding
    there: ItemStanding
    by: Decimal


def apart(here: Sequence[ItemStanding], there: Sequence[ItemStanding]) -> tuple[Apart, ...]:
    """Items answered often enough on both sides (rule 12) that differ, the strongest first."""
    others = {one.item.key: one for one in there}
    found = [
        Apart(one, other, one.met - other.met)
        for one in here
        if (other := others.get(one.item.key)) is not None
        and min(one.n, other.n) >= RANKED_FROM
        and one.met is not None
        and other.met is not None
        and one.met != other.met
    ]
    return tuple(sorted(found, key=lambda one: -one.by))
