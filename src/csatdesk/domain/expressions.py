"""Conditions of forms ("ask only when …", "must be …") as plain trees: a reader of files parses, this evaluates.

A tree is made of `Literal`, `AnswerOf` and `Call`. The words of calls are those of XLSForm: and, or, not, =, !=, <, <=,
>, >=, +, -, *, div, mod, selected, count-selected, if, coalesce, string-length; `.` is the answer that is being given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeGuard

Value = Decimal | str | bool | tuple[str, ...] | None
HERE = "."  # the key that stands for the answer that is being given


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text or a truth value that stands in the condition."""

    value: Decimal | str | bool


@dataclass(frozen=True, slots=True)
class AnswerOf:
    """The answer to the item `key`; `HERE`: the one that is being given."""

    key: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operator or function and what it is applied to."""

    name: str
    of: tuple["Expression", ...]


Expression = Literal | AnswerOf | Call


class ConditionError(ValueError):
    """A tree that nobody can evaluate: an unknown call, or one with too few or too many parts."""


def is_true(expression: Expression, answers: Mapping[str, object], here: object = None) -> bool:
    """Whether a condition holds. What was not answered is an empty text; a number is compared as a number."""
    return _truth(value_of(expression, answers, here))


def value_of(expression: Expression, answers: Mapping[str, object], here: object = None) -> Value:
    """What an expression comes to; None where it has no value, as a number divided by nothing."""
    match expression:
        case Literal(value):
            return value
        case AnswerOf(key):
            return _plain(here if key == HERE else answers.get(key))
        case Call(name, of):
            return _called(name, of, answers, here)


def keys_in(expression: Expression) -> frozenset[str]:
    """The items that a condition looks at."""
    match expression:
        case Literal():
            return frozenset()
        case AnswerOf(key):
            return frozenset() if key == HERE else frozenset({key})
        case Call(_, of):
            return frozenset[str]().union(*map(keys_in, of))


def check_expression(expression: Expression) -> None:
    """Raise ConditionError for a call that this module does not know."""
    if isinstance(expression, Call):
        least, most = CALLS.get(expression.name, (1, 0))
        if not least <= len(expression.of) <= most:
            raise ConditionError(expression.name)
        for part in expression.of:
            check_expression(part)


def expression_to_json(expression: Expression) -> Any:
    """A tree as plain lists, texts and truth values, for storing; numbers as texts beside "number"."""
    match expression:
        case Literal(Decimal() as number):
            return ["number", str(number)]
        case Literal(value):
            return ["value", value]
        case AnswerOf(key):
            return ["answer", key]
        case Call(name, of):
            return ["call", name, *map(expression_to_json, of)]


def expression_from_json(made: Any) -> Expression:
    """The tree that `expression_to_json` wrote; ConditionError for anything else."""
    match made:
        case ["number", str(number)]:
            found = _number(number)
            if found is None:
                raise ConditionError(number)
            return Literal(found)
        case ["value", (str() | bool()) as value]:
            return Literal(value)
        case ["answer", str(key)]:
            return AnswerOf(key)
        case ["call", str(name), *of]:
            tree = Call(name, tuple(map(expression_from_json, of)))
            check_expression(tree)
            return tree
    raise ConditionError(repr(made))


def _called(name: str, of: tuple[Expression, ...], answers: Mapping[str, object], here: object) -> Value:
    if name in {"and", "or"}:  # the second part is looked at only when it matters
        whole = all if name == "and" else any
        return whole(is_true(part, answers, here) for part in of)
    if name == "if":
        condition, then, otherwise = of
        return value_of(then if is_true(condition, answers, here) else otherwise, answers, here)
    parts = [value_of(part, answers, here) for part in of]
    if name in COMPARED:
        return _compared(name, parts[0], parts[1])
    if name in COUNTED:
        return _counted(name, parts)
    return _other(name, parts)


def _other(name: str, parts: list[Value]) -> Value:
    match name:
        case "not":
            return not _truth(parts[0])
        case "selected":
            return _text(parts[1]) in _chosen(parts[0])
        case "count-selected":
            return Decimal(len(_chosen(parts[0])))
        case "coalesce":
            return next((part for part in parts if part not in {None, ""}), None)
        case "string-length":
            return Decimal(len(_text(parts[0])))
    raise ConditionError(name)


def _compared(name: str, one: Value, other: Value) -> bool:
    first, second = _number(one), _number(other)
    if first is not None and second is not None:
        return COMPARED[name](first, second)
    if name in {"=", "!="}:
        return COMPARED[name](_text(one), _text(other))
    return False  # an order needs two numbers


def _counted(name: str, parts: list[Value]) -> Decimal | None:
    numbers = [_number(part) for part in parts]
    if not _all_numbers(numbers):
        return None
    if name == "-" and len(numbers) == 1:
        return -numbers[0]
    try:
        return COUNTED[name](numbers[0], numbers[1])
    except ArithmeticError:  # by nothing, or beyond all numbers
        return None


def _all_numbers(numbers: list[Decimal | None]) -> TypeGuard[list[Decimal]]:
    return None not in numbers


def _plain(answer: object) -> Value:
    match answer:
        case None:
            return ""
        case bool() | str() | Decimal():
            return answer
        case int() | float():
            return Decimal(str(answer))
        case tuple() | list() | set() | frozenset():
            return tuple(map(str, answer))
    return str(answer)


def _truth(value: Value) -> bool:
    if isinstance(value, Decimal):
        return value != 0
    return bool(value)


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool) or value is None or isinstance(value, tuple):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _chosen(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else tuple(_text(value).split())


COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
COUNTED: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "div": lambda one, other: one / other,
    "mod": lambda one, other: one % other,
}
MANY = 100
CALLS: Mapping[str, tuple[int, int]] = {  # how many parts a call takes, least and most
    **dict.fromkeys(COMPARED, (2, 2)),
    **dict.fromkeys(COUNTED, (2, 2)),
    "-": (1, 2),
    "and": (1, MANY),
    "or": (1, MANY),
    "not": (1, 1),
    "if": (3, 3),
    "selected": (2, 2),
    "count-selected": (1, 1),
    "coalesce": (1, MANY),
    "string-length": (1, 1),
}
