"""Places of a letter: filled once, never silently empty, and braces of a name are only text."""

import pytest

from csatdesk.domain.letters import (
    LetterKind,
    NewTemplate,
    Place,
    PlaceLeftOpen,
    PlaceNotClosed,
    PlaceUnknown,
    ShortNameWrong,
    TemplateNameMissing,
    TemplateTextMissing,
    check_filled,
    fill,
    left_open,
    renamed,
    typed_short,
)
from csatdesk.domain.local_text import LocalText
from csatdesk.wording.texts import spoken

ODD_NAME = "<b>Ola</b> & {number} Sp. z o.o."


def template(text: str, **other: object) -> NewTemplate:
    values: dict[str, object] = {"kind": LetterKind.ANSWER, "names": LocalText({"en": "A name"})}
    return NewTemplate(**(values | {"texts": LocalText({"en": text})} | other))  # type: ignore[arg-type]  # by name


def test_a_name_with_braces_stands_in_the_letter_as_it_is() -> None:
    text = fill("{customer}, case {number}", {Place.CUSTOMER: ODD_NAME, Place.NUMBER: "26-01-1"})
    assert text == f"{ODD_NAME}, case 26-01-1"
    assert left_open(text, (ODD_NAME,)) == ()


def test_what_the_case_does_not_know_stays_in_sight_and_nothing_goes_out_with_it() -> None:
    text = fill("You get {redress}, {customer}.", {Place.REDRESS: "", Place.CUSTOMER: "Ola"})
    assert text == "You get {redress}, Ola."
    with pytest.raises(PlaceLeftOpen) as refused:
        check_filled(text, ("Ola",))
    assert refused.value.values["places"] == "redress"


def test_a_name_nobody_knows_is_left_open_too() -> None:
    assert left_open("Dear {custmer}, {own words}, {own words}") == ("custmer", "own words")


@pytest.mark.parametrize(
    ("text", "wrong"), [("{custmer}", PlaceUnknown), ("{customer", PlaceNotClosed), ("a } b", PlaceNotClosed)]
)
def test_a_template_names_only_what_a_case_can_fill(text: str, wrong: type[Exception]) -> None:
    with pytest.raises(wrong):
        template(text).check()


@pytest.mark.parametrize("name", ["{", "{{", "Ola {"])
def test_a_lone_brace_in_a_name_closes_no_place(name: str) -> None:
    assert left_open(f"{name}: {{redress}}", (name,)) == ("redress",)


def test_a_lone_brace_is_told_with_the_braces_it_needs() -> None:
    with pytest.raises(PlaceNotClosed) as refused:
        template("{customer").check()
    assert spoken(refused.value).endswith("stand between { and }.")


def test_every_place_may_stand_in_a_template() -> None:
    template(" ".join(f"{{{place.value}}}" for place in Place)).check()


def test_a_template_has_a_name_and_a_text() -> None:
    with pytest.raises(TemplateNameMissing):
        template("x", names=LocalText()).check()
    with pytest.raises(TemplateTextMissing):
        template(" ").check()


@pytest.mark.parametrize("short", ["", "two words", "x/y", "x" * 21])
def test_a_snippet_has_one_short_word(short: str) -> None:
    with pytest.raises(ShortNameWrong):
        template("x", kind=LetterKind.SNIPPET, short=short).check()


def test_names_of_places_are_shown_in_another_language_and_kept_again() -> None:
    shown = renamed("Dear {customer} {x}", {"customer": "klient"})
    assert shown == "Dear {klient} {x}"
    assert renamed("Dear {Klient} {x}", {"klient": "customer"}) == "Dear {customer} {x}"


@pytest.mark.parametrize(
    ("typed", "short"),
    [("/sorry", "sorry"), ("and /sorry", "sorry"), ("and/or", ""), ("/", ""), ("/sorry now", ""), ("/żal", "żal")],
)
def test_a_short_name_is_known_by_its_stroke_at_the_beginning_of_a_word(typed: str, short: str) -> None:
    assert typed_short(typed) == short
