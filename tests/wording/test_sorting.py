"""Names in the order in which a person of each language looks for them."""

import random

import pytest

from csatdesk.wording.sorting import sort_key
from csatdesk.wording.texts import LANGUAGES

ORDERED = {
    "en": ["Åberg", "Adam", "Ömer", "Smith", "Zoë", "Иванов"],
    "pl": ["Adamski", "Azor", "Ącki", "Bąk", "Ciok", "Ćwik", "Luty", "Łada", "Zych", "Źdźbło", "Żak"],
    "nb": ["Aas", "Berg", "Zahl", "Ærlig", "Øst", "Åberg"],
    "et": ["Saar", "Šmidt", "Zoja", "Žukov", "Tamm", "Vaher", "Õun", "Äär", "Öö", "Ülle", "Yngve"],
    "fi": ["Aalto", "Virtanen", "Zidan", "Åberg", "Äijälä", "Öhman"],
    "ru": ["Елена", "Ёлкин", "Емеля", "Жук", "Иванов", "Йодль", "Яшин", "Adam"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_in_the_order_of_the_alphabet(language: str) -> None:
    wanted = ORDERED[language]
    mixed = random.Random(7).sample(wanted, len(wanted))
    assert sorted(mixed, key=lambda name: sort_key(name, language)) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_order_of_the_keys_is_the_order_of_their_bytes(language: str) -> None:
    keys = [sort_key(name, language) for names in ORDERED.values() for name in names]
    assert sorted(keys) == sorted(keys, key=lambda key: key.encode())
    assert all(key.isprintable() for key in keys)


def test_a_shorter_name_comes_first_and_a_blank_before_any_letter() -> None:
    names = ["Nowakowska", "Nowak, Zofia", "Nowak Anna", "Nowak"]
    assert sorted(names, key=lambda name: sort_key(name, "pl")) == names[::-1]


def test_case_does_not_part_names_and_foreign_accents_only_break_ties() -> None:
    assert sort_key("nowak", "pl") == sort_key("NOWAK", "pl")
    assert sort_key("Andre", "pl") < sort_key("André", "pl") < sort_key("Andrea", "pl")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert sort_key("Z\u0307ak", "pl") == sort_key("Żak", "pl")
