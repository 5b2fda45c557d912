"""Forms: what lies on a scale, what an answer is worth, what is asked after which answers, what is left."""

from decimal import Decimal
from fractions import Fraction

import pytest

from csatdesk.domain.expressions import AnswerOf, Call, Literal
from csatdesk.domain.forms import (
    Answer,
    Band,
    Choice,
    CriticalClass,
    Form,
    Good,
    Item,
    Scale,
    ScaleKind,
    Section,
    Side,
)
from csatdesk.domain.local_text import LocalText

YES_NO = Scale(ScaleKind.YES_NO)
PARTIAL = Scale(ScaleKind.YES_PARTIAL_NO)
NINE = Scale(ScaleKind.POINTS, 1, 9)
WAIT = Scale(
    ScaleKind.MEASURE,
    bands=(Band(Side.UP_TO, Decimal(10), Decimal(1)), Band(Side.UP_TO, Decimal(15), Decimal("0.5"))),
)
SEATS = Scale(
    ScaleKind.MEASURE,
    bands=(Band(Side.AT_LEAST, Decimal(100), Decimal(1)), Band(Side.AT_LEAST, Decimal(80), Decimal("0.5"))),
)
X, Y = Choice("x", LocalText({"en": "X"}), Decimal("0.25")), Choice("y", LocalText({"en": "Y"}))
ONE, MANY = Scale(ScaleKind.ONE, choices=(X, Y)), Scale(ScaleKind.MANY, choices=(X, Y))
TEXT, NUMBER = Scale(ScaleKind.TEXT), Scale(ScaleKind.NUMBER)
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("scale", "answer", "share"),
    [
        (YES_NO, "yes", 1),
        (YES_NO, "no", 0),
        (YES_NO, True, 1),
        (YES_NO, False, 0),
        (PARTIAL, "yes", 1),
        (PARTIAL, "partial", HALF),
        (PARTIAL, "no", 0),
        (PARTIAL, True, 1),
        (NINE, 1, 0),
        (NINE, 7, Fraction(3, 4)),
        (NINE, 9, 1),
        (NINE, 7.0, Fraction(3, 4)),
        (NINE, Decimal(7), Fraction(3, 4)),
        (WAIT, 0, 1),
        (WAIT, 10, 1),
        (WAIT, Decimal("10.01"), HALF),
        (WAIT, 15, HALF),
        (WAIT, 15.1, 0),
        (SEATS, 100, 1),
        (SEATS, 99.9, HALF),
        (SEATS, 80, HALF),
        (SEATS, 79, 0),
        (Scale(ScaleKind.POINTS, 0, 10, good=Good.LOW), 10, 0),
        (Scale(ScaleKind.POINTS, 0, 10, good=Good.LOW), 0, 1),
        (Scale(ScaleKind.POINTS, 0, 10, good=Good.NONE), 10, None),
        (ONE, "x", Fraction(1, 4)),
        (ONE, "y", None),
        (MANY, ("x",), None),
        (TEXT, "words", None),
    ],
)
def test_an_answer_is_worth_what_its_scale_says(scale: Scale, answer: Answer, share: Fraction | None) -> None:
    assert scale.holds(answer)
    assert scale.share(answer) == share


@pytest.mark.parametrize(
    ("scale", "answer"),
    [
        (YES_NO, "partial"),
        (YES_NO, "Yes"),
        (YES_NO, 1),
        (PARTIAL, "maybe"),
        (NINE, 0),
        (NINE, 10),
        (NINE, 6.5),
        (NINE, True),
        (NINE, "7"),
        (WAIT, -1),
        (WAIT, float("nan")),
        (WAIT, Decimal("Infinity")),
        (WAIT, "5"),
        (WAIT, True),
        (ONE, "z"),
        (NUMBER, "3"),
        (MANY, "x"),
        (MANY, ("x", "x")),
        (MANY, ("z",)),
        (TEXT, " "),
        (TEXT, 3),
    ],
)
def test_what_lies_off_a_scale_is_worth_nothing_and_told_apart(scale: Scale, answer: Answer) -> None:
    assert not scale.holds(answer)
    assert scale.share(answer) is None


def test_a_plain_number_lies_on_its_scale() -> None:
    assert NUMBER.holds(-3.5)


def item(key: str, scale: Scale = YES_NO, **other: object) -> Item:
    return Item(key, LocalText({"en": key}), scale, **other)  # type: ignore[arg-type]  # fields given by name


def test_not_applicable_and_not_observed_are_accepted_where_the_item_says_so() -> None:
    plain, strict = item("a"), item("b", may_be_na=False, may_be_unseen=False)
    assert plain.accepts("na")
    assert plain.accepts("not_observed")
    assert not strict.accepts("na")
    assert not strict.accepts("not_observed")
    assert strict.accepts("no")
    assert plain.share("na") is plain.share("not_observed") is None
    assert plain.share("yes") == 1


def test_an_item_of_a_class_is_critical() -> None:
    assert item("a", critical=CriticalClass.BUSINESS).is_critical
    assert not item("a").is_critical


def form(*sections: Section) -> Form:
    return Form("f", 1, LocalText({"en": "F"}), sections)


def section(key: str, *items: Item, **other: object) -> Section:
    return Section(key, LocalText({"en": key}), items, **other)  # type: ignore[arg-type]  # fields given by name


IF_A = Call("=", (AnswerOf("a"), Literal("yes")))


def test_what_is_asked_follows_the_answers() -> None:
    made = form(section("s", item("a"), item("b", show_when=IF_A)), section("t", item("c"), show_when=IF_A))
    asked = {answer: [i.key for _, items in made.asked({"a": answer}) for i in items] for answer in ("yes", "no")}
    assert asked == {"yes": ["a", "b", "c"], "no": ["a"]}


def test_an_answer_that_is_no_longer_asked_for_leads_to_no_other_question() -> None:
    if_b = Call("=", (AnswerOf("b"), Literal("yes")))
    made = form(section("s", item("a"), item("b", show_when=IF_A)), section("t", item("c"), show_when=if_b))
    given = {"a": "no", "b": "yes", "c": "yes"}
    assert [i.key for _, items in made.asked(given) for i in items] == ["a"]
    assert [i.key for _, items in made.asked(given | {"a": "yes"}) for i in items] == ["a", "b", "c"]


@pytest.mark.parametrize("number", [10**5000, Decimal("1e999999"), Decimal("-1e999999"), 1e308], ids="abcd")
def test_a_number_of_any_size_is_judged_at_once(number: Answer) -> None:
    assert not NINE.holds(number)
    assert NINE.share(number) is None
    assert WAIT.holds(number) is (number > 0)  # type: ignore[operator]  # a number


def test_a_section_of_which_nothing_is_asked_is_left_out() -> None:
    made = form(section("s", item("a")), section("t", item("b", show_when=IF_A)))
    assert [one.key for one, _ in made.asked({})] == ["s"]


def test_left_is_what_is_asked_and_has_no_answer() -> None:
    made = form(section("s", item("a"), item("b"), item("c", is_optional=True), item("d", show_when=IF_A)))
    assert [one.key for one in made.left({"a": "yes", "b": None})] == ["b", "d"]
    assert [one.key for one in made.left({"a": "no", "b": "na"})] == []


def test_items_are_found_by_their_keys() -> None:
    made = form(section("s", item("a")), section("t", item("b")))
    found = made.item("b")
    assert found is not None
    assert found.key == "b"
    assert made.item("c") is None
    assert [one.key for one in made.items()] == ["a", "b"]


def test_gaps_name_what_a_draft_still_lacks() -> None:
    nothing = LocalText()
    made = Form("", 1, nothing, (Section("s", nothing, (Item("a", nothing, YES_NO),)),))
    assert made.gaps() == (("", "key"), ("", "title"), ("s", "title"), ("a", "what"))
    assert form(section("s", item("a"))).gaps() == ()
