"""What a released wave comes to: offices, sections, items that lost most, what failed, the change against before.

Roll-up, intervals and lost points by rules 12 and 14 of SC-1, changes by rule 17, failures that repeat by rule 18.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csatdesk.domain.evaluations import family_of, item_family
from csatdesk.domain.forms import Form, Item, Section
from csatdesk.domain.score_roll_ups import CONFORMS_FROM, RANKED_FROM, OfficeScore, RollUp, lost_points, roll_up
from csatdesk.domain.scorecard_templates import ScorecardTemplate
from csatdesk.domain.scoring import Evaluation, Scored, Verdict, as_decimal
from csatdesk.domain.standards import item_share, section_share


@dataclass(frozen=True, slots=True)
class ScoredVisit:
    """An accepted visit with what its scorecard comes to, by its own version."""

    evaluation_id: int
    office_id: int
    at: datetime
    scenario_key: str
    template: ScorecardTemplate
    result: Evaluation


class Basis(Enum):
    """On what two waves are compared."""

    TOTALS = "totals"  # the same scorecard in both
    ITEMS = "items"  # the items that are the same in both
    NOTHING = "nothing"  # no wave before, or nothing in it is the same


@dataclass(frozen=True, slots=True)
class Compared:
    """`items` of `all_items`: those compared where the scorecard changed."""

    basis: Basis = Basis.NOTHING
    items: int = 0
    all_items: int = 0


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """`score` None: no visit with a total. `rank` and `change` only where there are three visits, in both waves."""

    office_id: int
    score: OfficeScore | None
    coverage: Decimal | None
    passed: int
    rank: int | None = None
    change: Decimal | None = None

    @property
    def is_rankable(self) -> bool:
        return self.score is not None and self.score.is_rankable

    @property
    def mean(self) -> Decimal | None:
        return None if self.score is None else self.score.mean


@dataclass(frozen=True, slots=True)
class SectionLine:
    """`share`: of 100. `mean` over the `n` visits in which it has a score."""

    section: Section
    share: Decimal
    n: int
    mean: Decimal | None
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """`lost`: points of 100 on average. `mean`: of the `n` answers, in percent. `failed`: answers that do not conform.

    `repeats`: offices in which it failed in the wave before, too.
    """

    item: Item
    section: Section
    lost: Decimal
    n: int
    mean: Decimal | None
    failed: int
    repeats: int = 0
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CriticalLine:
    """A critical item that failed `count` times at an office."""

    item: Item
    office_id: int
    count: int


@dataclass(frozen=True, slots=True)
class WaveScores:
    """`offices`: ranked ones first, the best at the top. `items`: what loses most first."""

    rolled: RollUp = field(default_factory=RollUp)
    coverage: Decimal | None = None
    passed: int = 0
    offices: tuple[OfficeLine, ...] = ()
    sections: tuple[SectionLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    criticals: tuple[CriticalLine, ...] = ()
    compared: Compared = Compared()
    change: Decimal | None = None
    pass_mark: Decimal | None = None
    has_mixed_versions: bool = False


def score_wave(visits: Sequence[ScoredVisit], before: Sequence[ScoredVisit] = ()) -> WaveScores:
    """`before`: the visits of the wave before; () where there is none."""
    if not visits:
        return WaveScores()
    return _Scoring(visits, before).scores()


@dataclass(slots=True)
class _Scoring:
    visits: Sequence[ScoredVisit]
    before: Sequence[ScoredVisit]
    templates: Sequence[ScorecardTemplate] = field(init=False)  # of this wave, the newest last
    same: Collection[str] = field(init=False)  # keys of items that both waves share
    weights: Mapping[str, Fraction] = field(init=False)  # of those, in the newest template
    compared: Compared = field(init=False)
    rolled: RollUp = field(init=False)

    def __post_init__(self) -> None:
        self.templates = _distinct(one.template for one in self.visits)
        templates = [*self.templates, *_distinct(one.template for one in self.before)]
        self.same = _same_items(templates) if self.before else ()
        self.weights = {key: weight for key, weight in _weights(self.newest.form).items() if key in self.same}
        families = set(map(family_of, templates))
        basis = Basis.NOTHING if not self.same else Basis.TOTALS if len(families) == 1 else Basis.ITEMS
        self.compared = Compared(basis, len(self.same), sum(1 for _item in self.newest.form.items()))
        by_office = _by_office(self.visits)
        self.rolled = roll_up({str(office): [one.result for one in here] for office, here in by_office.items()})

    @property
    def newest(self) -> ScorecardTemplate:
        return self.templates[-1]

    def scores(self) -> WaveScores:
        return WaveScores(
            rolled=self.rolled,
            coverage=_mean(_exact(one.result.coverage) for one in self.visits),
            passed=_passed(self.visits),
            offices=self._offices(),
            sections=tuple(self._sections()),
            items=self._items(),
            criticals=self._criticals(),
            compared=self.compared,
            change=self._change_of_all(),
            pass_mark=self.newest.scoring.pass_mark,
            has_mixed_versions=len(set(map(family_of, self.templates))) > 1,
        )

    # offices

    def _offices(self) -> tuple[OfficeLine, ...]:
        before = _by_office(self.before)
        lines = [
            OfficeLine(
                office_id=office_id,
                score=self.rolled.offices.get(str(office_id)),
                coverage=_mean(_exact(one.result.coverage) for one in here),
                passed=_passed(here),
                change=self._change(here, before.get(office_id, ())),
            )
            for office_id, here in _by_office(self.visits).items()
        ]
        return _ranked(lines)

    def _change(self, now: Sequence[ScoredVisit], before: Sequence[ScoredVisit]) -> Decimal | None:
        return _change([self._comparable(one) for one in now], [self._comparable(one) for one in before])

    def _comparable(self, visit: ScoredVisit) -> Fraction | None:
        """A visit's value in the comparison: its total, or its score on the items that both waves share."""
        if self.compared.basis is Basis.TOTALS:
            return _exact(visit.result.total)
        answered = [
            (self.weights[one.item_key], one.share) for one in visit.result.items if one.item_key in self.weights
        ]
        whole = sum((weight for weight, _share in answered), Fraction(0))
        return 100 * sum((weight * share for weight, share in answered), Fraction(0)) / whole if whole else None

    def _change_of_all(self) -> Decimal | None:
        """Of the mean of the offices that were visited in both waves."""
        now, before = _by_office(self.visits), _by_office(self.before)
        both = [office for office in now if office in before]
        means = []
        for wave in (now, before):
            values = [[self._comparable(one) for one in wave[office]] for office in both]
            known = [[value for value in one if value is not None] for one in values]
            if sum(map(len, known)) < RANKED_FROM or not all(known):
                return None
            means.append(sum((sum(one, Fraction(0)) / len(one) for one in known), Fraction(0)) / len(known))
        return as_decimal(means[0] - means[1])

    # sections and items

    def _sections(self) -> Iterator[SectionLine]:
        for section in self.newest.form.sections:
            now, before = (
                [_exact(one.result.section_scores.get(section.key)) for one in wave]
                for wave in (self.visits, self.before)
            )
            if not section.weight:
                continue
            yield SectionLine(
                section=section,
                share=as_decimal(section_share(self.newest.form, section)),
                n=sum(one is not None for one in now),
                mean=_mean(now),
                change=_change(now, before) if self.compared.basis is Basis.TOTALS else None,
            )

    def _items(self) -> tuple[ItemLine, ...]:
        lost = lost_points(one.result for one in self.visits)
        homes = {
            item.key: (item, section)
            for template in self.templates
            for section in template.form.sections
            for item in section.items
        }
        now, before = _answers(self.visits), _answers(self.before)
        lines = [self._item(*homes[key], points, now.get(key, ()), before.get(key, ())) for key, points in lost.items()]
        return tuple(sorted(lines, key=lambda one: (-one.lost, -one.failed)))

    def _item(
        self,
        item: Item,
        section: Section,
        lost: Decimal,
        now: Sequence[tuple[int, Scored]],
        before: Sequence[tuple[int, Scored]],
    ) -> ItemLine:
        is_same = item.key in self.same
        failed, failed_before = _failed_offices(now), _failed_offices(before) if is_same else set()
        shares, shares_before = ([100 * one.share for _office, one in wave] for wave in (now, before))
        return ItemLine(
            item=item,
            section=section,
            lost=lost,
            n=len(now),
            mean=_mean(shares),
            failed=sum(_does_fail(one) for _office, one in now),
            repeats=len(failed & failed_before),
            change=_change(shares, shares_before) if is_same else None,
        )

    def _criticals(self) -> tuple[CriticalLine, ...]:
        """What failed most often first."""
        counts: dict[tuple[str, int], int] = {}
        items = {item.key: item for template in self.templates for item in template.form.items()}
        for visit in self.visits:
            for key in visit.result.critical_items:
                counts[key, visit.office_id] = counts.get((key, visit.office_id), 0) + 1
        lines = [CriticalLine(items[key], office_id, count) for (key, office_id), count in counts.items()]
        return tuple(sorted(lines, key=lambda one: -one.count))


def _distinct(templates: Iterable[ScorecardTemplate]) -> list[ScorecardTemplate]:
    """Each version once, the newest last."""
    found = {(one.form.key, one.form.version): one for one in templates}
    return [found[key] for key in sorted(found, key=lambda one: one[1])]


def _same_items(templates: Sequence[ScorecardTemplate]) -> Collection[str]:
    """Items of one scorecard that every version asks and scores alike (rule 17)."""
    if len({one.form.key for one in templates}) > 1:
        return frozenset()
    alike = [{(item.key, item_family(item)) for item in one.form.items()} for one in templates]
    return {key for key, _family in set.intersection(*alike)}


def _weights(form: Form) -> Mapping[str, Fraction]:
    return {item.key: item_share(form, section, item) for section in form.sections for item in section.items}


def _by_office(visits: Iterable[ScoredVisit]) -> dict[int, list[ScoredVisit]]:
    found: dict[int, list[ScoredVisit]] = {}
    for one in visits:
        found.setdefault(one.office_id, []).append(one)
    return found


def _answers(visits: Iterable[ScoredVisit]) -> Mapping[str, list[tuple[int, Scored]]]:
    """Item → its answers, each with its office."""
    found: dict[str, list[tuple[int, Scored]]] = {}
    for visit in visits:
        for one in visit.result.items:
            found.setdefault(one.item_key, []).append((visit.office_id, one))
    return found


def _does_fail(one: Scored) -> bool:
    return one.has_failed or one.share < CONFORMS_FROM


def _failed_offices(answers: Iterable[tuple[int, Scored]]) -> set[int]:
    return {office_id for office_id, one in answers if _does_fail(one)}


def _passed(visits: Iterable[ScoredVisit]) -> int:
    return sum(one.result.verdict is Verdict.PASS for one in visits)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _mean(values: Iterable[Fraction | None]) -> Decimal | None:
    known = [one for one in values if one is not None]
    return as_decimal(sum(known, Fraction(0)) / len(known)) if known else None


def _change(now: Iterable[Fraction | None], before: Iterable[Fraction | None]) -> Decimal | None:
    """Of the mean; None where either wave has fewer than three values."""
    known = [[one for one in values if one is not None] for values in (now, before)]
    if any(len(one) < RANKED_FROM for one in known):
        return None
    later, earlier = (sum(one, Fraction(0)) / len(one) for one in known)
    return as_decimal(later - earlier)


def _ranked(lines: Sequence[OfficeLine]) -> tuple[OfficeLine, ...]:
    """By mean, those with three visits first and with their rank; equals share it."""
    means = [one.mean for one in lines if one.is_rankable]
    order = sorted(lines, key=lambda one: (not one.is_rankable, -(one.mean if one.mean is not None else -1)))
    return tuple(
        replace(one, rank=1 + sum(_is_above(mean, one.mean) for mean in means)) if one.is_rankable else one
        for one in order
    )


def _is_above(mean: Decimal | None, other: Decimal | None) -> bool:
    return mean is not None and other is not None and mean > other
