"""One form engine for checklists, scorecards and questionnaires: sections, items, scales, answers, skip rules.

A `Form` is one version and never changes once it is in use. What a kind of form adds (scoring, validity, sending)
stands in its own module and holds a form. Files and stores keep forms as plain mappings: see `form_reading`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from numbers import Integral

from csatdesk.domain.expressions import Expression, is_true
from csatdesk.domain.local_text import LocalText

NA, NOT_OBSERVED = "na", "not_observed"
YES, PARTIAL, NO = "yes", "partial", "no"
HALF = Decimal("0.5")
NO_TEXT = LocalText()

Answer = str | bool | int | float | Decimal | tuple[str, ...]


class ScaleKind(Enum):
    YES_NO = "yes_no"
    YES_PARTIAL_NO = "yes_partial_no"
    POINTS = "points"  # whole numbers from the first to the last
    MEASURE = "measure"  # a number of some unit
    ONE = "one"  # of several choices
    MANY = "many"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIME = "time"


class Good(Enum):
    """Which end of a scale is the good one."""

    HIGH = "high"
    LOW = "low"
    NONE = "none"


class CriticalClass(Enum):
    NONE = "none"
    CUSTOMER = "customer"
    BUSINESS = "business"
    COMPLIANCE = "compliance"


class Evidence(Enum):
    NONE = "none"
    PHOTO = "photo"
    DOCUMENT = "document"
    NOTE = "note"
    TIME = "time"


class Side(Enum):
    UP_TO = "up_to"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Band:
    """What a measured number is worth, 0 to 1, when it lies on this side of the bound or on it."""

    side: Side
    bound: Decimal
    score: Decimal

    def holds(self, number: Decimal) -> bool:
        return number <= self.bound if self.side is Side.UP_TO else number >= self.bound


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the choices of an item. `score` 0 to 1; None: it counts for nothing."""

    key: str
    text: LocalText
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """How an item is answered. `first`, `last`: of points. `lowest`, `highest`: words at the ends of the points."""

    kind: ScaleKind
    first: int = 1
    last: int = 5
    unit: LocalText = NO_TEXT
    bands: tuple[Band, ...] = ()
    choices: tuple[Choice, ...] = ()
    lowest: LocalText = NO_TEXT
    highest: LocalText = NO_TEXT
    good: Good = Good.HIGH
    is_descending: bool = False  # shown from the last point down

    def share(self, answer: Answer) -> Fraction | None:
        """What an answer is worth, 0 to 1 (SC-1, rule 2); None: it is off this scale, or counts for nothing."""
        match self.kind:
            case ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO:
                return SHARES.get(worded(answer)) if self.holds(answer) else None
            case ScaleKind.POINTS:
                number = whole(answer) if self.holds(answer) else None
                if number is None:
                    return None
                share = Fraction(number - self.first, self.last - self.first)
                return {Good.HIGH: share, Good.LOW: 1 - share, Good.NONE: None}[self.good]
            case ScaleKind.MEASURE:
                amount = finite(answer)
                return None if amount is None or amount < 0 else self._in_bands(amount)
            case ScaleKind.ONE:
                score = next((one.score for one in self.choices if one.key == answer), None)
                return None if score is None else Fraction(score)
        return None

    def _in_bands(self, amount: Decimal) -> Fraction:
        return next((Fraction(band.score) for band in self.bands if band.holds(amount)), Fraction(0))

    def holds(self, answer: Answer) -> bool:  # noqa: PLR0911  (one for each kind of scale)
        """Whether an answer lies on this scale; "not applicable" and "not observed" lie on none."""
        match self.kind:
            case ScaleKind.YES_NO:
                return worded(answer) in {YES, NO}
            case ScaleKind.YES_PARTIAL_NO:
                return worded(answer) in SHARES
            case ScaleKind.POINTS:
                number = finite(answer)  # compared before it is made whole: it may have a million digits
                return number is not None and self.first <= number <= self.last and whole(answer) is not None
            case ScaleKind.MEASURE:
                amount = finite(answer)
                return amount is not None and amount >= 0
            case ScaleKind.NUMBER:
                return finite(answer) is not None
            case ScaleKind.ONE:
                return any(one.key == answer for one in self.choices)
            case ScaleKind.MANY:
                keys = {one.key for one in self.choices}
                return isinstance(answer, tuple) and set(answer) <= keys and len(set(answer)) == len(answer)
        return isinstance(answer, str) and bool(answer.strip())


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at or to ask. `text`: WHAT must be so, or the question; `how` staff do it; `check`: how one
    decides; `short`: its name in a list. `weight` is relative. It fails, when critical, below `fail_below`."""

    key: str
    text: LocalText
    scale: Scale
    how: LocalText = NO_TEXT
    check: LocalText = NO_TEXT
    short: LocalText = NO_TEXT
    lead: LocalText = NO_TEXT  # said before the question
    weight: Decimal = Decimal(1)
    critical: CriticalClass = CriticalClass.NONE
    fail_below: Decimal = HALF
    may_be_na: bool = True
    may_be_unseen: bool = True  # "not observed"
    evidence: Evidence = Evidence.NONE
    is_integrity: bool = False
    is_optional: bool = False  # may stay without answer
    metric: str = ""  # of a survey question
    subject: str = ""  # what a survey question is about: brand, service, product, customer_service
    is_mandatory: bool = False  # in every questionnaire of the programme: confirmed, not changed
    show_when: Expression | None = None
    must_be: Expression | None = None
    must_be_text: LocalText = NO_TEXT

    @property
    def is_critical(self) -> bool:
        return self.critical is not CriticalClass.NONE

    def accepts(self, answer: Answer) -> bool:
        if isinstance(answer, str) and answer in {NA, NOT_OBSERVED}:
            return self.may_be_na if answer == NA else self.may_be_unseen
        return self.scale.holds(answer)

    def share(self, answer: Answer) -> Fraction | None:
        """What an answer is worth, 0 to 1; None for "not applicable", "not observed" and what counts for nothing."""
        return None if isinstance(answer, str) and answer in {NA, NOT_OBSERVED} else self.scale.share(answer)


@dataclass(frozen=True, slots=True)
class Section:
    """Items that belong together. `weight` is relative to the other sections."""

    key: str
    title: LocalText
    items: tuple[Item, ...]
    weight: Decimal = Decimal(1)
    show_when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form. Keys of items are unique in the whole form."""

    key: str
    version: int
    title: LocalText
    sections: tuple[Section, ...]
    language: str = "en"
    purpose: LocalText = NO_TEXT
    _by_key: Mapping[str, Item] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {item.key: item for item in self.items()})

    def items(self) -> Iterator[Item]:
        for section in self.sections:
            yield from section.items

    def item(self, key: str) -> Item | None:
        return self._by_key.get(key)

    def gaps(self) -> tuple[tuple[str, str], ...]:
        """What is missing before this can be used: (key of section or item, name of the field)."""
        found = [] if self.key else [("", "key")]
        found += [] if self.title else [("", "title")]
        for section in self.sections:
            found += [] if section.title else [(section.key, "title")]
            found += [(item.key, "what") for item in section.items if not item.text]
        return tuple(found)

    def asked(self, answers: Mapping[str, object]) -> tuple[tuple[Section, tuple[Item, ...]], ...]:
        """What is to be asked after these answers: sections in order, each with its items that are shown. An answer to
        an item that is no longer shown leads to no other item.
        """
        found, known = [], dict(answers)
        for section in self.sections:
            is_shown = section.show_when is None or is_true(section.show_when, known)
            items = []
            for item in section.items:
                if is_shown and (item.show_when is None or is_true(item.show_when, known)):
                    items.append(item)
                else:
                    known.pop(item.key, None)
            if items:
                found.append((section, tuple(items)))
        return tuple(found)

    def left(self, answers: Mapping[str, object]) -> tuple[Item, ...]:
        """The items that still need an answer."""
        return tuple(
            item
            for _, items in self.asked(answers)
            for item in items
            if answers.get(item.key) is None and not item.is_optional
        )


SHARES: Mapping[str, Fraction] = {YES: Fraction(1), PARTIAL: Fraction(1, 2), NO: Fraction(0)}


def worded(answer: Answer) -> str:
    """Yes and no in the words of a scale, however they were given; "" for what is neither."""
    if isinstance(answer, bool):
        return YES if answer else NO
    return answer if isinstance(answer, str) else ""


def finite(answer: object) -> Decimal | None:
    """A number as it was written, exactly; None for anything else, truth values and texts among it."""
    match answer:
        case bool():
            return None
        case int() | Decimal():
            number = Decimal(answer)
        case float():
            number = Decimal(str(answer))
        case Integral():  # of an array
            number = Decimal(int(answer))
        case _:
            return None
    return number if number.is_finite() else None


def whole(answer: Answer) -> int | None:
    number = finite(answer)
    return int(number) if number is not None and number == number.to_integral_value() else None
