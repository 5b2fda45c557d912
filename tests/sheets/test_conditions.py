"""Conditions of XLSForm workbooks: what is read, what is refused, and that writing brings the same tree back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.expressions import HERE, AnswerOf, Call, ConditionError, Expression, Literal, is_true
from csatdesk.sheets.conditions import DEPTH_MOST, parse_condition, write_condition


@pytest.mark.parametrize(
    ("written", "answers", "here", "holds"),
    [
        ("${topic} = 'bill'", {"topic": "bill"}, None, True),
        ("${topic} = 'bill'", {}, None, False),
        ("${a} = 1 or ${b} = 2 and ${c} = 3", {"a": 1}, None, True),
        (". >= 0 and .<= 120", {}, 120, True),
        (". >= 0 and . <= 120", {}, Decimal("120.5"), False),
        ("not(selected(${ways}, 'chat'))", {"ways": ("mail", "chat")}, None, False),
        ("(1 + 2) * 3 = 9 and 7 - 2 - 1 = 4 and -${n} < 3 and 9 mod 4 = 1", {"n": 2}, None, True),
        ("1 div 0 = 1", {}, None, False),
        ("if(${a} = 'x', true(), false())", {"a": "x"}, None, True),
        ("count-selected(${ways}) > 1", {"ways": ("mail", "chat")}, None, True),
        ("${said} = “yes”", {"said": True}, None, True),
        ("coalesce(${a}, ${b}) = 'y' and string-length(${b}) = number(1)", {"b": "y"}, None, True),
        ("${a} < 'x'", {"a": 1}, None, False),
    ],
)
def test_a_condition_holds_as_xlsform_says(written: str, answers: dict[str, object], here: object, holds: bool) -> None:
    tree = parse_condition(written)
    assert is_true(tree, answers, here) is holds
    assert parse_condition(write_condition(tree)) == tree


@pytest.mark.parametrize(
    "written",
    [
        "",
        "today() > 1",
        "${a",
        "1 +",
        "a b",
        "regex(., 'x')",
        "selected(${a})",
        "../x = 1",
        "/form/x = 1",
        "'",
        "(" * (DEPTH_MOST + 1) + "1" + ")" * (DEPTH_MOST + 1),
        "-" * 5000 + "1",
        "1 = 1 " * 1000,
    ],
)
def test_what_cannot_be_asked_here_is_refused(written: str) -> None:
    with pytest.raises(ConditionError):
        parse_condition(written)


LEAVES: st.SearchStrategy[Expression] = st.one_of(
    st.decimals(0, 10**6, places=2).map(Literal),
    st.text("abż '", max_size=5).map(Literal),
    st.booleans().map(Literal),
    st.sampled_from(["q1", "ile.osób", HERE]).map(AnswerOf),
)


def calls(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    two = st.tuples(parts, parts)
    return st.one_of(
        st.builds(Call, st.sampled_from(["=", "!=", "<", ">=", "+", "-", "*", "div", "mod", "and", "or"]), two),
        st.builds(Call, st.sampled_from(["-", "not"]), st.tuples(parts)),
        st.builds(Call, st.just("if"), st.tuples(parts, parts, parts)),
    )


@given(st.recursive(LEAVES, calls, max_leaves=12))
def test_every_tree_that_is_written_reads_back_the_same(tree: Expression) -> None:
    assert parse_condition(write_condition(tree)) == tree
