"""Spellings: what sounds alike, and what shares a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csatdesk.domain.folding import fold
from csatdesk.domain.spelling import latin, name_words, sound, spelling_keys

NAMES = st.text("abcdefghijklmnoprstuwyząęłńśżźćволкщ", min_size=4, max_size=14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Волков", "Wolkow"),
        ("Зелинский", "Zieliński"),
        ("Щербаков", "Szczerbakow"),
        ("Хрущёв", "Khrushchev"),
        ("Mägi", "Maegi"),
        ("Юрий", "Jüri"),
        ("Цветаева", "Tsvetaeva"),
    ],
)
def test_names_in_two_alphabets_sound_the_same(one: str, other: str) -> None:
    assert sound(fold(one)) == sound(fold(other))


@given(NAMES, st.data())
def test_one_mistake_leaves_a_key_in_common(name: str, data: st.DataObject) -> None:
    word = latin(fold(name))
    at = data.draw(st.integers(0, len(word) - 2))
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    dropped = word[:at] + word[at + 1 :]
    doubled = word[:at] + word[at] + word[at:]
    mistaken = f"{word[:at]}x{word[at + 1 :]}"
    for typed in (swapped, dropped, doubled, mistaken):
        assert spelling_keys(typed) & spelling_keys(word), typed


def test_the_words_of_a_name_are_letters_only() -> None:
    assert name_words("Żółw & Syn, sp. z o.o. 24") == ["zolw", "syn", "sp"]
