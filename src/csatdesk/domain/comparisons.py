"""Several people score the same without seeing one another: double scoring and calibration (SC-1, rule 15).

Everybody's total stays; of them the adopted evaluation counts, never the mean. What they do not agree on names the
item that is to be written anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from csatdesk.domain.errors import Refusal
from csatdesk.domain.forms import Answer, Form, Item
from csatdesk.domain.marks import N_
from csatdesk.domain.rater_agreement import Agreement, Rating, agreement

LEAST_PAIRS = 5  # things rated, below which agreement on one item says too little
RATERS_LEAST, RATERS_MOST = 2, 8
ALPHA_GOOD, ALPHA_FAIR = Decimal("0.8"), Decimal("0.667")  # Krippendorff, Content Analysis, 2nd ed. (2004), p. 241


class ComparisonKind(Enum):
    DOUBLE = "double"
    CALIBRATION = "calibration"


class RatersTooFew(Refusal):
    text = N_("Choose {least} to {most} people who score it.")


class NotAllSent(Refusal):
    text = N_("Not everybody has sent their scoring yet.")


class ScoredBySame(Refusal):
    text = N_("Somebody else scores it a second time.")


class ComparedBefore(Refusal):
    text = N_("This is being scored a second time already.")


class NotToCompare(Refusal):
    text = N_("Only a review that was sent can be scored a second time.")


class AdoptedBefore(Refusal):
    text = N_("Somebody has adopted this meanwhile.")


class AdoptedByRater(Refusal):
    text = N_("Somebody else than those who scored it decides what counts.")


class DisputeOpen(Refusal):
    text = N_("An answer of it is contested. Decide that first.")


class AdoptReasonMissing(Refusal):
    text = N_("Write why this counts.")


@dataclass(frozen=True, slots=True)
class Rated:
    """One thing that several people scored by one form: the answers of each, in the order in which they were asked."""

    answers: tuple[Mapping[str, Answer], ...]


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """`count`: things that at least two of them rated. `percent` and `kappa` None where that is too few, or where
    all gave one and the same answer (kappa).
    """

    item: Item
    count: int
    percent: Decimal | None
    kappa: Decimal | None

    @property
    def is_enough(self) -> bool:
        return self.count >= LEAST_PAIRS


@dataclass(frozen=True, slots=True)
class FormAgreement:
    """`to_rewrite`: the item on which they agree least, of those rated often enough; None: all agree, or too few."""

    things: int
    items: tuple[ItemAgreement, ...]
    percent: Decimal | None
    alpha: Decimal | None
    to_rewrite: Item | None


def differing(form: Form, answers: Sequence[Mapping[str, Answer]]) -> tuple[Item, ...]:
    """The items on which they do not agree, the widest apart first; one who did not answer it differs, too."""
    apart = [item for item in form.items() if len({repr(_said(item, one)) for one in answers}) > 1]
    place = {item.key: at for at, item in enumerate(form.items())}
    return tuple(sorted(apart, key=lambda item: (-_span(item, answers), place[item.key])))


def _said(item: Item, answers: Mapping[str, Answer]) -> object:
    """What one said in the terms of the scale: yes and True are one answer, as 4 and 4.0 are."""
    answer = answers.get(item.key)
    share = None if answer is None else item.share(answer)
    return answer if share is None else share


def _span(item: Item, answers: Sequence[Mapping[str, Answer]]) -> Fraction:
    found = [share for one in answers if (share := _share(item, one)) is not None]
    return max(found) - min(found) if len(found) > 1 else Fraction(0)


def _share(item: Item, answers: Mapping[str, Answer]) -> Fraction | None:
    answer = answers.get(item.key)
    return None if answer is None else item.share(answer)


def agreement_of(form: Form, rated: Sequence[Rated]) -> FormAgreement:
    """By what each answer is worth: percent and, of two people, kappa for each item; alpha over all of them."""
    people = max((len(one.answers) for one in rated), default=0)
    lines = {item: [_shares(item, one, people) for one in rated] for item in form.items()}
    items = tuple(_of_item(item, units) for item, units in lines.items())
    everything = _agreed([unit for units in lines.values() for unit in units], people)
    enough = [one for one in items if one.is_enough and one.percent is not None and one.percent < 100]
    worst = min(enough, key=_least_first, default=None)
    return FormAgreement(
        things=len(rated),
        items=items,
        percent=everything.percent,
        alpha=everything.alpha,
        to_rewrite=worst.item if worst is not None else None,
    )


def _least_first(one: ItemAgreement) -> tuple[Decimal, Decimal]:
    """Kappa, which knows chance, parts those with the same per cent."""
    assert one.percent is not None
    return one.percent, one.kappa if one.kappa is not None else Decimal(1)


def _shares(item: Item, rated: Rated, people: int) -> list[Rating]:
    found: list[Rating] = [_share(item, one) for one in rated.answers]
    return found + [None] * (people - len(found))


def _of_item(item: Item, units: Sequence[Sequence[Rating]]) -> ItemAgreement:
    rated = [[one for one in unit if one is not None] for unit in units]
    both = [unit for unit in units if sum(one is not None for one in unit) > 1]
    if len(both) < LEAST_PAIRS:
        return ItemAgreement(item, len(both), None, None)
    pairs = [unit for unit in rated if len(unit) == 2]  # kappa is of two people
    kappa = _agreed(pairs, 2).kappa if len(pairs) >= LEAST_PAIRS else None
    return ItemAgreement(item, len(both), _agreed(both, max(map(len, both))).percent, kappa)


def _agreed(units: Sequence[Sequence[Rating]], people: int) -> Agreement:
    """`agreement` wants more things than people; things that nobody rated change nothing in it."""
    padded = [*units, *([None] * people for _one in range(people + 1 - len(units)))]
    return agreement(padded)
