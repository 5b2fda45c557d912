"""What the typeface can print, and where lines break."""

import pytest

from csatdesk.reports.scale import BODY, BODY_BOLD
from csatdesk.reports.typeface import SUBSTITUTE, Run, break_lines, missing_glyphs, printable, shortened, width
from tests.reports.samples import TEXTS


@pytest.mark.parametrize("language", TEXTS)
def test_every_letter_of_our_six_languages_can_be_printed(language: str) -> None:
    assert missing_glyphs(TEXTS[language]) == set()


def test_a_missing_letter_is_named_and_stands_as_a_visible_sign() -> None:
    assert missing_glyphs("Wáng 王") == {"王"}
    assert printable("Wáng 王") == f"Wáng {SUBSTITUTE}"


def test_the_sign_for_a_missing_letter_is_itself_in_the_typeface() -> None:
    assert missing_glyphs(SUBSTITUTE) == set()


def test_narrow_blanks_joined_accents_and_controls_become_what_the_typeface_has() -> None:
    assert printable("1\u202f234\u00a0€") == "1\u00a0234\u00a0€"
    assert printable("Zo\u0301\u0142w") == "Zó\u0142w"
    assert printable("Strom\u00adrech\u200bnung\x07\ufeff") == "Stromrechnung"
    assert printable("a\u2028b\r\nc\rd") == "a\nb\nc\nd"
    assert printable("① Ｗ ✓ №") == "1 W √ №"


def test_no_line_is_wider_than_its_room() -> None:
    text = TEXTS["ru"] + " " + "x" * 500 + " " + TEXTS["fi"]
    assert all(line.width <= 120.01 for line in break_lines([Run(text, BODY)], 120))


def test_an_endless_word_goes_on_in_the_next_line_and_loses_nothing() -> None:
    lines = break_lines([Run("https://example.org/" + "a1" * 400, BODY)], 100)
    assert len(lines) > 5
    assert "".join(line.text for line in lines) == "https://example.org/" + "a1" * 400


def test_a_word_in_two_styles_is_not_torn_apart() -> None:
    lines = break_lines(
        [Run("one two thr", BODY), Run("ee", BODY_BOLD), Run(", fourfour", BODY)], width("one two", BODY) + 1
    )
    assert [line.text for line in lines] == ["one two", "three,", "fourfour"]


def test_a_no_break_blank_does_not_break() -> None:
    lines = break_lines([Run("kwota 4\u00a0180,50\u00a0zł razem", BODY)], width("kwota 4 180,", BODY))
    assert [line.text for line in lines] == ["kwota", "4\u00a0180,50\u00a0zł", "razem"]


def test_a_number_keeps_its_groups_and_its_unit() -> None:
    lines = break_lines([Run("odczyt 18 342 kWh, 16 grudnia", BODY)], width("odczyt 18 342", BODY))
    assert [line.text.replace("\u00a0", " ") for line in lines] == ["odczyt", "18 342 kWh,", "16 grudnia"]


def test_the_first_line_may_have_less_room() -> None:
    lines = break_lines([Run("one two three four", BODY)], 1000, first_room=width("one two", BODY) + 1)
    assert [line.text for line in lines] == ["one two", "three four"]


def test_a_shortened_text_fits_and_says_that_it_goes_on() -> None:
    short = shortened("Energia Wisła sp. z o.o.", BODY, 60)
    assert width(short, BODY) <= 60
    assert short.endswith("…")
    assert shortened("Kort", BODY, 60) == "Kort"
