"""Folding and the words of full-text search."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csatdesk.domain.folding import LONGEST, fold, query_words, words
from tests.domain.folding_by_rules import indexed, sought

SIX_LANGUAGES = "Łódź Straße Bjørnstjerne Đorđe Ærlig œuvre Jäätmäe õhtu Ёлка йод ИЙ ısı İzmir"


def is_found(query: str, text: str) -> bool:
    """What both databases do: every query word begins one of the text's words."""
    indexed, wanted = words(text), query_words(query)
    return bool(wanted) and all(any(word.startswith(one) for word in indexed) for one in wanted)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Łódź", "lodz"),
        ("ŻÓŁĆ gęślą", "zolc gesla"),
        ("Bjørn Ærlig Åse", "bjorn aerlig ase"),
        ("Đorđe, œuvre, STRASSE, Straße", "dorde, oeuvre, strasse, strasse"),
        ("õun, šokolaad, žurnaal", "oun, sokolaad, zurnaal"),
        ("Ёлка и йод, ЙОД", "елка и йод, йод"),
        ("и\u0306од", "йод"),
        ("и\u0301\u0306", "й"),
        ("ısı İzmir", "isi izmir"),
        ("№ ™ ﬁn", "no tm fin"),
        ("rach\u00adunek\u200b", "rachunek"),
        ("", ""),
    ],
)
def test_text_folds_to_plain_small_letters(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_come_once_and_in_order() -> None:
    assert words("Żółw, żaba; ŻÓŁW – zolw!") == ["zolw", "zaba"]
    assert words(" \n.,—_") == []
    assert query_words("Żółw, żaba żółw") == ["zolw", "zaba"]


@pytest.mark.parametrize(
    "written",
    [
        "601 224 318",
        "601-224-318",
        "601224318",
        "+48 601 224 318",
        "+48601224318",
        "0048 601.224.318",
        "(+48) 601/224/318",
    ],
)
@pytest.mark.parametrize(
    "typed", ["601 224 318", "+48 601-224-318", "601224318", "0048601224318", "601-224", "+48 60122"]
)
def test_a_polish_phone_number_is_found_however_it_is_written(written: str, typed: str) -> None:
    assert is_found(typed, f"tel. {written}, po 16")


@pytest.mark.parametrize(
    "written", ["8 (912) 345-67-89", "+7 912 345 67 89", "89123456789", "7 912 3456789", "9123456789"]
)
@pytest.mark.parametrize(
    "typed", ["8 912 345-67-89", "+79123456789", "8 9123456789", "912 3456789", "007 912 345 67 89"]
)
def test_a_russian_phone_number_is_found_however_it_is_written(written: str, typed: str) -> None:
    assert is_found(typed, f"тел. {written}")


@pytest.mark.parametrize("written", ["+44 (0)20 7946 0018", "020 7946 0018", "+44 20 7946 0018", "00442079460018"])
@pytest.mark.parametrize("typed", ["020 7946 0018", "+442079460018", "+44 (0)20 79460018"])
def test_a_trunk_zero_does_not_hide_a_phone_number(written: str, typed: str) -> None:
    assert is_found(typed, written)


@pytest.mark.parametrize(
    "typed", ["26-02-01187-3", "2602011873", "26/02/01187/3", "26 02 01187 3", "26-02-0118", "01187-3"]
)
@pytest.mark.parametrize("written", ["26-02-01187-3", "2602011873", "26 02 01187 3"])
def test_a_case_number_is_found_however_it_is_typed(written: str, typed: str) -> None:
    if typed != "01187-3" or "2602011873" not in written:
        assert is_found(typed, f"Sprawa {written} zamknięta")


def test_a_case_number_is_kept_whole_and_in_parts() -> None:
    assert {"2602011873", "26", "02", "01187", "3"} <= set(words("26-02-01187-3"))


def test_two_numbers_side_by_side_are_each_found() -> None:
    text = "601 224 318 26-02-01187-3 1985"
    assert is_found("2602011873", text)
    assert is_found("601224318", text)
    assert is_found("601224318 2602011873", text)
    assert query_words("601224318 2602011873") == ["601224318", "2602011873"]


def test_a_pasted_address_is_found_however_its_lines_were_broken() -> None:
    assert is_found("Długa 15 30-001 Kraków", "ul. Długa 15,\n30-001 Kraków")
    assert is_found("412.60", "412,60 zł")
    assert is_found("1 250,00", "1.250,00 zł")


def test_another_number_is_not_found() -> None:
    assert not is_found("601 224 319", "601 224 318")
    assert not is_found("224 601", "601 224 318")


@pytest.mark.parametrize(
    "typed",
    ["anna.kowalska@firma.com.pl", "ANNA.KOWALSKA@FIR", "kowalska@firma.com", "firma.com.pl", "@firma", "anna."],
)
def test_an_e_mail_address_is_found_whole_and_in_parts(typed: str) -> None:
    assert is_found(typed, "pisze <Anna.Kowalska@firma.com.pl>, prosi")


def test_an_e_mail_address_is_looked_for_as_a_whole() -> None:
    assert query_words("Anna.Kowalska@firma.pl") == ["annakowalskafirmapl"]
    assert not is_found("anna.kowalska@firma.pl", "anna@firma.pl, kowalska@firma.pl")


@pytest.mark.parametrize(
    "typed", ["www.example.com/rachunki", "https://www.example.com/rachunki?id=77", "example.com", "rachunki"]
)
def test_an_address_on_the_web_is_found(typed: str) -> None:
    assert is_found(typed, "patrz https://www.example.com/rachunki?id=77.")


@pytest.mark.parametrize("typed", ["E-118 204 77", "E11820477", "e 11820477", "118 204 77", "E118"])
def test_a_meter_number_with_a_letter_is_found(typed: str) -> None:
    assert is_found(typed, "licznik E-118 204 77" if typed != "E118" else "licznik E118 20477")


def test_an_account_at_a_bank_is_found_with_and_without_blanks() -> None:
    assert is_found("PL61109010140000071219812874", "PL61 1090 1014 0000 0712 1981 2874")
    assert is_found("PL61 1090 1014 0000 0712", "PL61109010140000071219812874")


def test_a_long_junk_word_stays_within_what_databases_take() -> None:
    junk = "a" * 5000 + " " + "1" * 5000
    assert max(map(len, words(junk))) == LONGEST
    assert is_found(junk, junk)


def test_a_query_of_marks_only_looks_for_nothing() -> None:
    assert query_words(" +-@. ") == []


TOKENS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="0123456789 -+./()", max_size=18),
    st.text(alphabet="ab17@._-+0 \u0142\u0439", max_size=18),
    st.text(alphabet="01278@aй_ ", max_size=40),
    st.from_regex(r"(\+|00)[1-9]{1,3}( |-)[0-9]{3} [0-9]{3} [0-9]{3}", fullmatch=True),
    st.emails(),
    st.sampled_from(SIX_LANGUAGES.split()),
)
TEXTS = st.lists(TOKENS, max_size=6).map(" ".join)


@given(TEXTS)
@settings(max_examples=300)
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    for token in {*text.split(), *words(text)}:
        if query_words(token):
            assert is_found(token, text), token


@given(TEXTS)
@settings(max_examples=300)
def test_a_text_is_found_by_itself_accents_typed_or_not(text: str) -> None:
    if query_words(text):
        assert is_found(text, text)
        assert is_found(fold(text), text)


@given(TEXTS)
def test_words_are_plain_short_and_come_once(text: str) -> None:
    for found in (words(text), query_words(text)):
        assert len(found) == len(set(found))
        assert all(word.isalnum() and len(word) <= LONGEST for word in found)


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=5_000)
def test_every_word_of_many_texts_finds_its_text(text: str) -> None:
    for token in {*text.split(), *words(text), text}:
        if query_words(token):
            assert is_found(token, text), token


NUMBERS = st.text("0078+ 12345678.-/()\t,@aeź_\n٣²", max_size=60)
GROUP = st.one_of(st.just("8"), *(st.text("01234678", min_size=least, max_size=least + 3) for least in (1, 3, 8)))
GROUPS = st.lists(GROUP, min_size=1, max_size=7)
DIALLED = st.builds(
    lambda plus, groups, mark: plus + mark.join(groups),
    st.sampled_from(["", "+", "00", "8 ", "e", "tel. +", "x@y.pl +"]),
    GROUPS,
    st.sampled_from([" ", "-", " (", ". ", ",\n", "   ", ""]),
)


@settings(max_examples=300)
@given(st.one_of(NUMBERS, DIALLED, TEXTS, st.text()))
def test_the_short_ways_through_folding_say_what_the_rules_say(text: str) -> None:
    assert words(text) == indexed(fold(text))
    assert query_words(text) == sought(fold(text))
