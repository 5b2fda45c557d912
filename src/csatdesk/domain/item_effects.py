"""Did a measure help on the items it is about: how often they failed before and after it was reported done (M12).

An item fails when its share f is under 0.5, or when it is critical and under its own limit (scoring.md, rule 18).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from csatdesk.domain.effects import Effect, effect_from
from csatdesk.domain.local_text import LocalText

PASSED = Decimal("0.5")
EVALUATIONS = 2  # that have to pass, one after the other


class ItemVerdict(Enum):
    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"  # it reopens, and that is counted
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One evaluation of one item: `f` from 0 to 1, None where the item did not apply. `place`: the office, or the
    person, that it is about; `has_failed`: critical, and below its own limit.
    """

    f: Decimal | None
    by_id: int
    on: date
    place: int = 0
    has_failed: bool = False

    @property
    def fails(self) -> bool:
        return self.f is not None and (self.has_failed or self.f < PASSED)


def judge_item(results: Iterable[ItemResult], *, done_on: date, owner_id: int) -> ItemVerdict:
    """Whether the item stayed repaired (rule 18): it passes in the next two evaluations of this office after the day on
    which the measure was reported done, by somebody other than its owner. One that fails is enough.
    """
    counted = _that_count(results, done_on, owner_id)
    if any(one.fails for one in counted):
        return ItemVerdict.NOT_EFFECTIVE
    return ItemVerdict.EFFECTIVE if len(counted) == EVALUATIONS else ItemVerdict.WAITING


def _that_count(results: Iterable[ItemResult], done_on: date, owner_id: int) -> Sequence[ItemResult]:
    later = (one for one in results if one.on > done_on and one.by_id != owner_id and one.f is not None)
    return sorted(later, key=lambda one: one.on)[:EVALUATIONS]


@dataclass(frozen=True, slots=True)
class Side:
    """In how many evaluations it was answered and failed; `points`: their mean from 0 to 100, None without any."""

    answered: int = 0
    failed: int = 0
    points: Decimal | None = None

    @property
    def share(self) -> float | None:
        return self.failed / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """One item. `judged`: how many of the evaluations that have to pass there are, where it has fewest."""

    key: str
    name: LocalText
    before: Side
    after: Side
    judged: int
    verdict: ItemVerdict


@dataclass(frozen=True, slots=True)
class ItemEffect:
    """What was seen on both sides of `done_on`. `left_out`: answers to what was another question then (rule 17)."""

    done_on: date
    items: tuple[ItemFigures, ...]
    left_out: int = 0

    @property
    def verdict(self) -> ItemVerdict:
        """Of all its items together."""
        found = {one.verdict for one in self.items}
        if ItemVerdict.NOT_EFFECTIVE in found:
            return ItemVerdict.NOT_EFFECTIVE
        return ItemVerdict.WAITING if ItemVerdict.WAITING in found or not found else ItemVerdict.EFFECTIVE

    @property
    def judged(self) -> int:
        return min((one.judged for one in self.items), default=0)

    @property
    def before(self) -> Side:
        return _together(one.before for one in self.items)

    @property
    def after(self) -> Side:
        return _together(one.after for one in self.items)

    def to_dict(self) -> dict[str, object]:
        """As the store keeps it; `any_effect_from` reads it back."""
        return {
            "done_on": self.done_on.isoformat(),
            "left_out": self.left_out,
            "items": [
                {
                    "key": one.key,
                    "name": one.name.to_dict(),
                    "before": _kept(one.before),
                    "after": _kept(one.after),
                    "judged": one.judged,
                    "verdict": one.verdict.value,
                }
                for one in self.items
            ],
        }


AnyEffect = Effect | ItemEffect


def any_effect_from(kept: Mapping[str, Any]) -> AnyEffect:
    if "items" not in kept:
        return effect_from(kept)
    items = tuple(
        ItemFigures(
            key=str(one["key"]),
            name=LocalText(one["name"]),
            before=_side_from(one["before"]),
            after=_side_from(one["after"]),
            judged=int(one["judged"]),
            verdict=ItemVerdict(one["verdict"]),
        )
        for one in kept["items"]
    )
    return ItemEffect(date.fromisoformat(str(kept["done_on"])), items, int(kept["left_out"]))


def figures_of(
    key: str, name: LocalText, results: Sequence[ItemResult], *, done_on: date, owner_id: int
) -> ItemFigures:
    """What one item came to. After it was done, what its owner found does not count."""
    before = [one for one in results if one.on < done_on]
    after = [one for one in results if one.on > done_on and one.by_id != owner_id]
    verdict, judged = _judged(results, before, done_on, owner_id)
    return ItemFigures(key, name, side_of(before), side_of(after), judged, verdict)


def side_of(results: Iterable[ItemResult]) -> Side:
    answered = [one for one in results if one.f is not None]
    if not answered:
        return Side()
    mean = 100 * sum((one.f for one in answered if one.f is not None), Decimal(0)) / len(answered)
    return Side(len(answered), sum(one.fails for one in answered), mean)


def _judged(
    results: Sequence[ItemResult], before: Sequence[ItemResult], done_on: date, owner_id: int
) -> tuple[ItemVerdict, int]:
    """In each place where it failed before, by itself (rule 18 speaks of the evaluations of one office); where it
    failed nowhere, in each where it was looked at since.
    """
    places = {one.place for one in before if one.fails} or {one.place for one in results if one.on > done_on}
    of_places = [[one for one in results if one.place == place] for place in sorted(places)]
    verdicts = {judge_item(found, done_on=done_on, owner_id=owner_id) for found in of_places}
    judged = min((len(_that_count(found, done_on, owner_id)) for found in of_places), default=0)
    if ItemVerdict.NOT_EFFECTIVE in verdicts:
        return ItemVerdict.NOT_EFFECTIVE, judged
    return (ItemVerdict.EFFECTIVE if verdicts == {ItemVerdict.EFFECTIVE} else ItemVerdict.WAITING), judged


def _together(sides: Iterable[Side]) -> Side:
    found = [one for one in sides if one.points is not None]
    answered = sum(one.answered for one in found)
    if not answered:
        return Side()
    total = sum((one.points * one.answered for one in found if one.points is not None), Decimal(0))
    return Side(answered, sum(one.failed for one in found), total / answered)


def _kept(side: Side) -> list[object]:
    return [side.answered, side.failed, None if side.points is None else str(side.points)]


def _side_from(kept: Sequence[Any]) -> Side:
    answered, failed, points = kept
    return Side(int(answered), int(failed), None if points is None else Decimal(points))
