"""Which key gives which answer, and where one stands afterwards."""

from csatdesk.domain.conditions import Clause, Comparison, PlainCondition, expression_of
from csatdesk.domain.forms import NA, Answer, Choice, Form, Item, Scale, ScaleKind, Section
from csatdesk.domain.keying import CALL_NAME, CALL_PHONE, CallWish, Keying, Taken, differing, wish_in, with_call
from csatdesk.domain.local_text import LocalText

T = LocalText({"en": "?"})
NPS = Scale(ScaleKind.POINTS, 0, 10)
NINE = Scale(ScaleKind.POINTS, 1, 9, is_descending=True)
YES_NO = Scale(ScaleKind.ONE, choices=(Choice("yes", T), Choice("no", T)))


def one(key: str, scale: Scale, **other: object) -> Item:
    return Item(key, T, scale, may_be_unseen=False, **({"may_be_na": False} | other))  # type: ignore[arg-type]


def form(*items: Item) -> Form:
    return Form("f", 1, T, (Section("s", T, items),))


def keyed(whole: Form, signs: str) -> Keying:
    keying = Keying(whole)
    for sign in signs:
        keying.press(sign)
    return keying


def test_a_digit_answers_and_goes_on() -> None:
    keying = keyed(form(one("a", NPS), one("b", NPS)), "90")
    assert (keying.answers, keying.current) == ({"a": 9, "b": 0}, "")


def test_one_waits_for_ten_for_enter_or_for_the_next_question() -> None:
    two = form(one("a", NPS), one("b", NPS))
    keying = Keying(two)
    assert keying.press("1") is Taken.WAITS
    assert keying.press("0") is Taken.ANSWERED
    assert keying.answers == {"a": 10}
    assert keyed(two, "17").answers == {"a": 1, "b": 7}
    keying = keyed(two, "1")
    keying.enter()
    keying.press("0")
    assert keying.answers == {"a": 1, "b": 0}


def test_one_answers_at_once_where_there_is_no_ten() -> None:
    assert keyed(form(one("a", NINE), one("b", NINE)), "19").answers == {"a": 1, "b": 9}


def test_the_digit_is_the_value_though_the_scale_is_shown_from_nine_down() -> None:
    assert keyed(form(one("a", NINE)), "9").answers == {"a": 9}
    assert Keying(form(one("a", NINE))).press("0") is Taken.WRONG


def test_choices_are_keyed_by_place_in_digits_or_letters() -> None:
    assert keyed(form(one("a", YES_NO), one("b", YES_NO)), "2A").answers == {"a": "no", "b": "yes"}
    assert Keying(form(one("a", YES_NO))).press("3") is Taken.WRONG


def test_several_choices_go_in_and_out_until_enter() -> None:
    many = Scale(ScaleKind.MANY, choices=tuple(Choice(key, T) for key in "xyz"))
    keying = keyed(form(one("a", many), one("b", NPS)), "1321")
    keying.press("a")
    keying.enter()
    assert (keying.answers, keying.current) == ({"a": ("z", "y", "x")}, "b")


def test_space_and_dash_say_that_there_is_no_answer() -> None:
    keying = keyed(form(one("a", NPS), one("b", NPS), one("c", NPS)), " -")
    assert (keying.answers, keying.passed, keying.undone()) == ({}, {"a", "b"}, "c")


def test_n_is_does_not_apply_only_where_that_is_offered() -> None:
    offered, not_offered = form(one("a", NPS, may_be_na=True)), form(one("a", NPS))
    assert keyed(offered, "n").answers == {"a": NA}
    assert Keying(not_offered).press("n") is Taken.WRONG


def test_what_is_not_to_be_asked_is_jumped_over_and_its_answer_left_out() -> None:
    asked_if_no = one("why", NPS, show_when=expression_of(PlainCondition((Clause("a", Comparison.IS, "no"),))))
    whole = form(one("a", YES_NO), asked_if_no, one("b", NPS))
    keying = keyed(whole, "25")
    keying.go_to("a")
    keying.press("1")
    assert keying.current == "b"
    assert keying.given() == {"a": "yes"}


def test_back_takes_a_half_typed_number_first_then_a_step() -> None:
    keying = keyed(form(one("a", NPS), one("b", NPS)), "71")
    keying.go_back()
    assert (keying.answers, keying.current) == ({"a": 7}, "b")
    keying.go_back()
    assert keying.current == "a"


def test_whom_to_call_is_asked_only_of_those_who_wish_it() -> None:
    whole = with_call(form(one("wish", YES_NO, metric="call_back")), T, T)
    assert keyed(whole, "2").current == ""
    keying = keyed(whole, "1")
    assert keying.current == CALL_NAME
    keying.write("Jan")
    keying.enter()
    assert keying.current == CALL_PHONE
    keying.write("601 224 318")
    assert wish_in(whole, keying.given()) == CallWish("Jan", "601 224 318")
    assert wish_in(whole, {"wish": "no"}) is None


def test_two_keyings_differ_by_what_they_say_not_by_how() -> None:
    first: dict[str, Answer] = {"a": 9, "b": ("x", "y"), "c": "Dobrze. ", "d": "yes"}
    second: dict[str, Answer] = {"a": 8, "b": ("y", "x"), "c": "dobrze.", "e": "no"}
    assert differing(first, second) == ("a", "d", "e")
