"""Conditions of forms as trees: what they come to, what they refuse, and how they are stored."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from csatdesk.domain.expressions import (
    HERE,
    AnswerOf,
    Call,
    ConditionError,
    Expression,
    Literal,
    Value,
    check_expression,
    expression_from_json,
    expression_to_json,
    is_true,
    keys_in,
    value_of,
)

A, B = AnswerOf("a"), AnswerOf("b")
X, Y = Literal("x"), Literal("y")
THREE = Literal(Decimal(3))


def call(name: str, *of: Expression) -> Call:
    return Call(name, of)


@pytest.mark.parametrize(
    ("tree", "answers", "value"),
    [
        (call("=", A, Literal("yes")), {"a": "yes"}, True),
        (call("=", A, Literal("yes")), {"a": True}, True),
        (call("=", A, Literal("no")), {"a": False}, True),
        (call("!=", A, Literal("yes")), {}, True),
        (call("=", A, Literal("")), {}, True),
        (call("=", A, Literal("")), {"a": None}, True),
        (call("=", A, Literal(Decimal("3.0"))), {"a": 3}, True),
        (call("=", A, THREE), {"a": "3"}, True),
        (call("=", A, call("div", A, Literal(Decimal(0)))), {"a": ""}, True),
        (call("<", A, THREE), {"a": 2.5}, True),
        (call("<=", A, THREE), {"a": Decimal(3)}, True),
        (call(">", A, THREE), {"a": 3}, False),
        (call(">=", A, THREE), {"a": 3}, True),
        (call("<", A, THREE), {}, False),
        (call(">", A, THREE), {"a": "many"}, False),
        (call(">", A, THREE), {"a": ("4",)}, False),
        (call("<", A, THREE), {"a": "NaN"}, False),
        (call("+", A, B), {"a": 1, "b": 2}, Decimal(3)),
        (call("-", A, B), {"a": 1, "b": 2}, Decimal(-1)),
        (call("-", A), {"a": 1}, Decimal(-1)),
        (call("*", A, B), {"a": 3, "b": 2}, Decimal(6)),
        (call("*", A, A), {"a": "1e999999"}, None),
        (call("div", A, B), {"a": 3, "b": 2}, Decimal("1.5")),
        (call("div", A, B), {"a": 3, "b": 0}, None),
        (call("mod", A, B), {"a": 7, "b": 4}, Decimal(3)),
        (call("mod", A, B), {"a": 7, "b": 0}, None),
        (call("+", A, B), {"a": 1}, None),
        (call("not", A), {}, True),
        (call("not", Literal(Decimal(0))), {}, True),
        (call("and", A, B), {"a": "yes"}, False),
        (call("or", A, B), {"a": "yes"}, True),
        (call("if", A, X, Y), {"a": "1"}, "x"),
        (call("if", A, X, Y), {}, "y"),
        (call("coalesce", A, B), {"b": "x"}, "x"),
        (call("coalesce", A, B), {}, None),
        (call("string-length", A), {"a": "über"}, Decimal(4)),
        (call("string-length", call("div", A, B)), {}, Decimal(0)),
        (call("selected", A, X), {"a": ("w", "x")}, True),
        (call("selected", A, X), {"a": "w x"}, True),
        (call("selected", A, X), {"a": "xx"}, False),
        (call("count-selected", A), {"a": ["w", "x"]}, Decimal(2)),
        (call("=", A, Literal("w x")), {"a": ("w", "x")}, True),
        (call("=", A, Literal("2026-11-22")), {"a": date(2026, 11, 22)}, True),
    ],
)
def test_a_condition_comes_to_its_value(tree: Expression, answers: Mapping[str, object], value: Value) -> None:
    assert value_of(tree, answers) == value


def test_the_dot_is_the_answer_that_is_being_given() -> None:
    tree = call(">", AnswerOf(HERE), A)
    assert is_true(tree, {"a": 2}, here=3)
    assert not is_true(tree, {"a": 2})


def test_a_part_that_does_not_matter_is_not_looked_at() -> None:
    unknown = call("pulldata", A)
    assert not is_true(call("and", Literal(value=False), unknown), {})
    with pytest.raises(ConditionError):
        is_true(call("and", Literal(value=True), unknown), {})


def test_the_items_a_condition_looks_at_are_named() -> None:
    assert keys_in(call("and", call("=", A, X), call(">", AnswerOf(HERE), B))) == {"a", "b"}


@pytest.mark.parametrize(
    "tree", [call("pulldata", A), call("not"), call("not", A, B), call("and", call("if", A, X)), call("*", A)]
)
def test_a_call_that_nobody_knows_or_with_a_wrong_number_of_parts_is_refused(tree: Expression) -> None:
    with pytest.raises(ConditionError):
        check_expression(tree)


def test_a_stored_condition_comes_back_as_it_was() -> None:
    tree = call("or", call("=", A, Literal(Decimal("0.10"))), call("not", Literal(value=True)), call("=", B, X))
    assert expression_from_json(expression_to_json(tree)) == tree


@pytest.mark.parametrize(
    "made",
    [
        None,
        "a",
        ["number", "much"],
        ["number", "sNaN"],
        ["number", 3],
        ["value", 3],
        ["call", "pulldata"],
        ["call"],
        {"call": 1},
    ],
)
def test_what_is_no_stored_condition_is_refused(made: object) -> None:
    with pytest.raises(ConditionError):
        expression_from_json(made)
