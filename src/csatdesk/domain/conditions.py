"""Conditions as people choose them: a question, a comparison, an answer; several of them joined by "and" or by "or".

`plain_of` reads a tree of `expressions` as such clauses where it can, and `expression_of` makes the tree again. What
came from elsewhere and is no such list stays as it is: it can be told in words and taken away, but not rewritten here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from csatdesk.domain.expressions import AnswerOf, Call, Expression, Literal, keys_in
from csatdesk.domain.forms import NO, PARTIAL, YES, Form, Item, ScaleKind

CLAUSES_MOST = 3


class Comparison(Enum):
    """Valued by the call of `expressions` that it makes."""

    IS = "="
    IS_NOT = "!="
    INCLUDES = "selected"
    AT_MOST = "<="
    AT_LEAST = ">="


@dataclass(frozen=True, slots=True)
class Clause:
    """One line of a condition. `value`: a word of the scale, the key of a choice, or a number."""

    key: str
    comparison: Comparison
    value: str | Decimal


@dataclass(frozen=True, slots=True)
class PlainCondition:
    """All of its clauses hold, or with `is_any` one of them."""

    clauses: tuple[Clause, ...]
    is_any: bool = False


@dataclass(frozen=True, slots=True)
class ConditionIn:
    """A condition together with the form whose questions it names, so that it can be told in words."""

    expression: Expression
    form: Form


def plain_of(expression: Expression) -> PlainCondition | None:
    """The clauses of a condition; None where it says more than clauses can."""
    if isinstance(expression, Call) and expression.name in {"and", "or"}:
        found = [_clause(part) for part in expression.of]
        clauses = tuple(one for one in found if one is not None)
        fits = len(clauses) == len(found) <= CLAUSES_MOST
        return PlainCondition(clauses, expression.name == "or") if fits else None
    one = _clause(expression)
    return None if one is None else PlainCondition((one,))


def _clause(expression: Expression) -> Clause | None:
    match expression:
        case Call(name, (AnswerOf(key), Literal(str() | Decimal() as value))):
            comparison = next((one for one in Comparison if one.value == name), None)
            return None if comparison is None else Clause(key, comparison, value)
    return None


def expression_of(condition: PlainCondition) -> Expression | None:
    """The tree for these clauses; None for none."""
    parts = tuple(Call(one.comparison.value, (AnswerOf(one.key), Literal(one.value))) for one in condition.clauses)
    if len(parts) > 1:
        return Call("or" if condition.is_any else "and", parts)
    return parts[0] if parts else None


def comparisons_for(item: Item) -> tuple[Comparison, ...]:
    """What the answer to a question can be compared by."""
    match item.scale.kind:
        case ScaleKind.YES_NO | ScaleKind.YES_PARTIAL_NO | ScaleKind.ONE:
            return (Comparison.IS, Comparison.IS_NOT)
        case ScaleKind.MANY:
            return (Comparison.INCLUDES,)
        case ScaleKind.POINTS | ScaleKind.MEASURE | ScaleKind.NUMBER:
            return (Comparison.AT_MOST, Comparison.AT_LEAST, Comparison.IS)
    return ()


def answers_for(item: Item) -> tuple[str | Decimal, ...]:
    """The answers that can be chosen; none where a number is typed."""
    scale = item.scale
    match scale.kind:
        case ScaleKind.YES_NO:
            return (YES, NO)
        case ScaleKind.YES_PARTIAL_NO:
            return (YES, PARTIAL, NO)
        case ScaleKind.ONE | ScaleKind.MANY:
            return tuple(one.key for one in scale.choices)
        case ScaleKind.POINTS:
            return tuple(Decimal(point) for point in range(scale.first, scale.last + 1))
    return ()


def askable_before(form: Form, *, section: str = "", item: str = "") -> tuple[Item, ...]:
    """The questions a condition can look at: those that stand before, with answers that can be compared."""
    return tuple(one for one in _before(form, section, item) if comparisons_for(one))


def _before(form: Form, section: str, item: str) -> Iterator[Item]:
    for one in form.sections:
        if one.key == section and not item:
            return
        for other in one.items:
            if item and other.key == item:
                return
            yield other


def lost_questions(form: Form) -> tuple[tuple[str, str], ...]:
    """Conditions that look at a question which is not in the form: (key of section or item, name of the field)."""
    known = {one.key for one in form.items()}
    found = []
    for section in form.sections:
        found += [(section.key, "show_when")] if _is_lost(section.show_when, known) else []
        found += [(one.key, "show_when") for one in section.items if _is_lost(one.show_when, known)]
    return tuple(found)


def _is_lost(expression: Expression | None, known: set[str]) -> bool:
    return expression is not None and not keys_in(expression) <= known


def free_choice(keys: Sequence[str]) -> str:
    """A key for a new choice: the first of c1, c2, … that none has."""
    return next(f"c{number}" for number in range(1, len(keys) + 2) if f"c{number}" not in keys)
