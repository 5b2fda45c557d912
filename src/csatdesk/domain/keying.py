"""Keying a questionnaire without looking at the screen: which key gives which answer, and which question is next.

A number goes on by itself once no other can begin with it: 9 at once, 1 waits for 0 (ten), Enter, or the first key of
the next question. There is no clock in it, so that nobody is too slow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import Enum

from csatdesk.domain.expressions import is_true
from csatdesk.domain.forms import NA, NO, PARTIAL, YES, Answer, Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.local_text import LocalText

WITHOUT = frozenset(" -")  # no answer stands on the paper
LETTERS = "abcdefghijklmnopqrstuvwxyz"
POINT_SIGNS = frozenset(".,")
AS_WORDS = frozenset({ScaleKind.TEXT, ScaleKind.DATE, ScaleKind.TIME})
AS_NUMBER = frozenset({ScaleKind.NUMBER, ScaleKind.MEASURE})
LONGEST_NUMBER = 12
WANTS_CALL = "call_back"  # the metric of the question
CALL_SECTION, CALL_NAME, CALL_PHONE = "\0call", "\0call_name", "\0call_phone"


class Taken(Enum):
    """What became of a key."""

    WRONG = "wrong"  # no answer to this question
    WAITS = "waits"  # more may follow
    ANSWERED = "answered"  # the next question is up


@dataclass(frozen=True, slots=True)
class CallWish:
    """Somebody wishes to be called, and how to reach them."""

    name: str = ""
    phone: str = ""


def with_call(form: Form, name: LocalText, phone: LocalText) -> Form:
    """The form, and after it whom to call and where, as soon as somebody wishes to be called."""
    wish = next((item for item in form.items() if item.metric == WANTS_CALL), None)
    if wish is None:
        return form
    asked = tuple(
        Item(key, words, Scale(ScaleKind.TEXT), may_be_na=False, may_be_unseen=False)
        for key, words in ((CALL_NAME, name), (CALL_PHONE, phone))
    )
    return replace(form, sections=(*form.sections, Section(CALL_SECTION, name, asked)))


def wish_in(form: Form, answers: Mapping[str, Answer]) -> CallWish | None:
    if not wants_call(form, answers):
        return None
    return CallWish(str(answers.get(CALL_NAME, "")).strip(), str(answers.get(CALL_PHONE, "")).strip())


def wants_call(form: Form, answers: Mapping[str, Answer]) -> bool:
    return any(answers.get(item.key) in {YES, True} for item in form.items() if item.metric == WANTS_CALL)


def codes_of(item: Item) -> dict[str, Answer]:
    """What is typed for each answer: the number on the scale, or the place among the choices."""
    scale = item.scale
    match scale.kind:
        case ScaleKind.POINTS:
            return {str(point): point for point in range(scale.first, scale.last + 1)}
        case ScaleKind.ONE | ScaleKind.MANY:
            return {str(place): choice.key for place, choice in enumerate(scale.choices, start=1)}
        case ScaleKind.YES_NO:
            return {"1": YES, "2": NO}
        case ScaleKind.YES_PARTIAL_NO:
            return {"1": YES, "2": PARTIAL, "3": NO}
    return {}


class Keying:
    """One form while it is keyed. `current` is "" after the last question. `passed`: without answer on the paper."""

    def __init__(self, form: Form, answers: Mapping[str, Answer] | None = None, passed: frozenset[str] = frozenset()):
        self.form = form
        self.answers: dict[str, Answer] = dict(answers or {})
        self.passed = set(passed)
        self.typed = ""
        self.current = self.undone() or ""

    # where one stands

    def asked(self) -> list[Item]:
        """What is to be asked after the answers so far."""
        hidden = set() if wants_call(self.form, self.answers) else {CALL_SECTION}
        return [item for part, items in self.form.asked(self.answers) if part.key not in hidden for item in items]

    @property
    def item(self) -> Item | None:
        return self.form.item(self.current) if self.current else None

    @property
    def is_empty(self) -> bool:
        return not self.answers and not self.passed

    def undone(self) -> str | None:
        """The first question with neither answer nor the mark that there is none, or with one that cannot be."""
        for item in self.asked():
            if item.key not in self.answers and item.key not in self.passed:
                return item.key
            given = self.answers.get(item.key)
            if given is not None and item.must_be is not None and not is_true(item.must_be, self.answers, given):
                return item.key
        return None

    def given(self) -> dict[str, Answer]:
        """The answers to what was to be asked."""
        return {item.key: self.answers[item.key] for item in self.asked() if item.key in self.answers}

    def go_to(self, key: str) -> None:
        self.typed = ""
        self.current = key

    def go_on(self) -> None:
        self._step(1)

    def go_back(self) -> None:
        """Takes back a number half typed first."""
        if self.typed:
            self.typed = ""
            self.answers.pop(self.current, None)
        else:
            self._step(-1)

    def _step(self, by: int) -> None:
        keys = [item.key for item in self.asked()]
        self.typed = ""
        here = keys.index(self.current) if self.current in keys else len(keys)
        place = max(here + by, 0)
        self.current = keys[place] if place < len(keys) else ""

    # keys

    def press(self, sign: str) -> Taken:
        """A digit, a letter, a blank or a dash, to a question that is not answered in words."""
        item = self.item
        if item is None or len(sign) != 1:
            return Taken.WRONG
        if sign in WITHOUT:
            return self._without(item)
        if sign.casefold() == "n" and item.may_be_na:
            return self.answer(NA)
        if item.scale.kind in AS_NUMBER:
            return self._number(item, sign)
        if sign.isdecimal():
            return self._digit(item, sign)
        return self._letter(item, sign.casefold())

    def answer(self, answer: Answer) -> Taken:
        """Give this one and go on."""
        self.answers[self.current] = answer
        self.passed.discard(self.current)
        self.go_on()
        return Taken.ANSWERED

    def write(self, text: str) -> None:
        """Of a question that is answered in words: what stands in its field now."""
        if text.strip():
            self.answers[self.current] = text.strip()
            self.passed.discard(self.current)
        else:
            self.answers.pop(self.current, None)

    def enter(self) -> None:
        """Go on with what is typed; words that are left out are marked so, a scale that was not keyed is not."""
        item = self.item
        if item is not None and item.scale.kind in AS_WORDS and self.current not in self.answers:
            self.passed.add(self.current)
        self.go_on()

    def _without(self, item: Item) -> Taken:
        self.answers.pop(item.key, None)
        self.passed.add(item.key)
        self.go_on()
        return Taken.ANSWERED

    def _digit(self, item: Item, sign: str) -> Taken:
        codes = codes_of(item)
        if item.scale.kind is ScaleKind.MANY:
            return self.toggle(codes.get(sign))
        both = self.typed + sign
        fits = [code for code in codes if code.startswith(both)]
        if not fits:
            if self.typed not in codes:
                return Taken.WRONG
            self.go_on()  # what waited stands; this key is for the next question
            return self.press(sign)
        if fits == [both]:
            return self.answer(codes[both])
        self.typed = both
        if both in codes:
            self.answers[item.key] = codes[both]
            self.passed.discard(item.key)
        return Taken.WAITS

    def _letter(self, item: Item, sign: str) -> Taken:
        if item.scale.kind is ScaleKind.POINTS and self.typed in codes_of(item):
            self.go_on()
            return self.press(sign)
        if item.scale.kind is ScaleKind.POINTS or sign not in LETTERS:
            return Taken.WRONG
        given = codes_of(item).get(str(LETTERS.index(sign) + 1))
        if item.scale.kind is ScaleKind.MANY:
            return self.toggle(given)
        return Taken.WRONG if given is None else self.answer(given)

    def toggle(self, key: Answer | None) -> Taken:
        """One of several choices goes in or out."""
        if key is None:
            return Taken.WRONG
        chosen = self.answers.get(self.current)
        before = chosen if isinstance(chosen, tuple) else ()
        after = tuple(one for one in before if one != key) if key in before else (*before, str(key))
        self.passed.discard(self.current)
        if after:
            self.answers[self.current] = after
        else:
            self.answers.pop(self.current, None)
        return Taken.WAITS

    def _number(self, item: Item, sign: str) -> Taken:
        both = self.typed + sign
        try:
            number = Decimal(both.replace(",", ".") + ("0" if sign in POINT_SIGNS else ""))
        except InvalidOperation:
            return Taken.WRONG
        if not (sign.isdecimal() or sign in POINT_SIGNS) or len(both) > LONGEST_NUMBER or not item.scale.holds(number):
            return Taken.WRONG
        self.typed, self.answers[item.key] = both, number
        self.passed.discard(item.key)
        return Taken.WAITS


def differing(first: Mapping[str, Answer], second: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that two people keyed in two ways. The order in which several choices were keyed tells nothing."""
    keys = dict.fromkeys((*first, *second))
    return tuple(key for key in keys if _compared(first.get(key)) != _compared(second.get(key)))


def _compared(answer: Answer | None) -> object:
    if isinstance(answer, str):
        return " ".join(answer.split()).casefold()
    return frozenset(answer) if isinstance(answer, tuple) else answer
