"""The answers a question can have: each with its words and the key that gives it."""

from collections.abc import Sequence
from dataclasses import dataclass

from csatdesk.domain.forms import NA, NO, NOT_OBSERVED, PARTIAL, YES, Answer, Item, ScaleKind
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language

DIGITS = "123456789"
TENTH, ELEVENTH = "0", "-"  # of a scale that has so many points
TYPED = frozenset({ScaleKind.MEASURE, ScaleKind.NUMBER, ScaleKind.TEXT, ScaleKind.DATE, ScaleKind.TIME})
NUMBERS = frozenset({ScaleKind.MEASURE, ScaleKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Option:
    answer: Answer
    words: str
    key: str  # of the keyboard; "" when there are more than keys


def options_of(item: Item) -> tuple[Option, ...]:
    """What can be pressed, in order; a typed answer has only "not applicable" and "not observed"."""
    found = [*_of_scale(item)]
    if item.may_be_na:
        found.append(Option(NA, _("Not applicable"), "A"))
    if item.may_be_unseen:
        found.append(Option(NOT_OBSERVED, _("Not observed"), "O"))
    return tuple(found)


def _of_scale(item: Item) -> Sequence[Option]:
    scale = item.scale
    match scale.kind:
        case ScaleKind.YES_NO:
            return (Option(YES, _("Yes"), "Y"), Option(NO, _("No"), "N"))
        case ScaleKind.YES_PARTIAL_NO:
            return (Option(YES, _("Yes"), "Y"), Option(PARTIAL, _("Partly"), "P"), Option(NO, _("No"), "N"))
        case ScaleKind.POINTS:
            points = range(scale.first, scale.last + 1)
            return [Option(point, number(point), _point_key(point)) for point in points][:: _step(item)]
        case ScaleKind.ONE | ScaleKind.MANY:
            keys = [*DIGITS, *[""] * len(scale.choices)]
            pairs = zip(scale.choices, keys, strict=False)
            return [Option(one.key, one.text.in_language(language()), key) for one, key in pairs]
    return ()


def _step(item: Item) -> int:
    return -1 if item.scale.is_descending else 1


def _point_key(point: int) -> str:
    """The digit itself; ten is 0 where there is no 0 of its own, and eleven the key beside it."""
    return {10: TENTH, 11: ELEVENTH}.get(point, str(point) if 0 <= point <= 9 else "")


def after_press(item: Item, given: Answer | None, pressed: Answer) -> Answer | None:
    """What is answered after a press: a choice of several goes in or out, what stands already is taken back."""
    if item.scale.kind is ScaleKind.MANY and pressed not in {NA, NOT_OBSERVED}:
        chosen = given if isinstance(given, tuple) else ()
        key = str(pressed)
        left = tuple(one for one in chosen if one != key)
        return (left or None) if key in chosen else (*chosen, key)
    return None if is_chosen(given, pressed) else pressed


def is_chosen(given: Answer | None, option: Answer) -> bool:
    if isinstance(given, tuple):
        return option in given
    if isinstance(given, bool):
        given = YES if given else NO
    return given is not None and given == option


def name_of(item: Item) -> str:
    """Its short name in a list, else the question itself."""
    return (item.short or item.text).in_language(language()) or item.key
