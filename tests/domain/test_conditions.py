"""Conditions as people choose them, and what they look at."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.conditions import (
    Clause,
    Comparison,
    PlainCondition,
    askable_before,
    expression_of,
    lost_questions,
    plain_of,
)
from csatdesk.domain.expressions import AnswerOf, Call, Literal, expression_to_json
from csatdesk.domain.standards import compare
from csatdesk.wording.standards import value_words
from tests.domain.forms_made import item, section, template

QUEUE_IS_YES = Call("=", (AnswerOf("queue"), Literal("yes")))
CLAUSES = st.builds(
    Clause, st.sampled_from(["a", "b"]), st.sampled_from(Comparison), st.sampled_from(["yes", "no", Decimal(7)])
)


@given(st.lists(CLAUSES, min_size=1, max_size=3), st.booleans())
def test_what_was_chosen_is_read_back_as_it_was(clauses: list[Clause], is_any: bool) -> None:
    chosen = PlainCondition(tuple(clauses), is_any and len(clauses) > 1)
    tree = expression_of(chosen)
    assert tree is not None
    assert plain_of(tree) == chosen


def test_what_says_more_than_lines_can_is_no_list_of_them() -> None:
    assert plain_of(Call("not", (QUEUE_IS_YES,))) is None
    assert plain_of(Call("and", (QUEUE_IS_YES, Call("or", (QUEUE_IS_YES, QUEUE_IS_YES))))) is None
    assert expression_of(PlainCondition(())) is None


def test_only_a_question_that_stands_before_can_decide() -> None:
    form = template(section("s", item("a"), item("b", scale="text")), section("t", item("c"), item("d"))).form
    assert [one.key for one in askable_before(form, section="t", item="d")] == ["a", "c"]
    assert [one.key for one in askable_before(form, section="t")] == ["a"]
    assert askable_before(form, section="s", item="a") == ()


def test_a_condition_on_a_question_that_is_gone_is_found() -> None:
    asked = expression_to_json(QUEUE_IS_YES)
    form = template(section("s", item("a"), item("b", show_when=asked)), section("t", item("c"), show_when=asked)).form
    assert lost_questions(form) == (("b", "show_when"), ("t", "show_when"))


def test_a_changed_condition_is_compared_in_words() -> None:
    before = template(section("s", item("queue", short="Queue"), item("b")))
    asked = expression_to_json(QUEUE_IS_YES)
    after = template(section("s", item("queue", short="Queue"), item("b", show_when=asked)))
    (difference,) = compare(before, after).differences
    (field,) = difference.fields
    assert (value_words(field.before), value_words(field.after)) == ("", "“Queue” is “Yes”")
