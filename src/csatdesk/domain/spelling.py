"""Names that were heard or typed wrongly: how a word sounds in Latin letters, and the keys by which spellings meet.

Two words share a key when one letter was dropped, doubled, swapped with its neighbour or mistaken, in the word as it is
written or in its sound. Russian and Ukrainian letters are read as Latin ones, so that Волков, Volkov and Wolkow meet.
Leaving out letters to make keys is the symmetric delete method (Wolf Garbe, SymSpell, 2012).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from csatdesk.domain.folding import fold

SHORTEST = 2  # letters; one letter has no spelling
LONGEST = 24  # letters of a key
STEM_LEAST, TELLING, ENDING_MOST = 3, 6, 5  # letters of a part of a name that is sought in a text

LETTERS_OF_NAMES = re.compile(r"[^\W\d_]+")
_LATIN = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфхыэєцъьғқ", "abvggdeziiiiklmnoprstufhieec\0\0gk", strict=True))
    | {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "\0": ""}
)
# How Polish, Norwegian, Finnish, Estonian and Russian in Latin letters write one sound; longer ones first.
_SOUNDS = {
    "shch": "s",
    "szcz": "s",
    "tsch": "c",
    "sch": "s",
    "sz": "s",
    "sh": "s",
    "cz": "c",
    "ch": "h",
    "kh": "h",
    "zh": "z",
    "rz": "z",
    "ts": "c",
    "tz": "c",
    "ck": "k",
    "ph": "f",
    "th": "t",
    "ae": "a",
    "oe": "o",
    "ue": "u",
    "x": "ks",
    "q": "k",
    "w": "v",
    "y": "i",
    "j": "i",
}
_SOUND = re.compile("|".join(_SOUNDS))
_SOFT = re.compile("i[eo]")
_TWICE = re.compile(r"(.)\1+")


def name_words(name: str) -> list[str]:
    """The words of a name that may be misspelt, folded, each once."""
    found = (word for word in LETTERS_OF_NAMES.findall(fold(name)) if len(word) >= SHORTEST)
    return list(dict.fromkeys(word[:LONGEST] for word in found))


def name_parts(name: str) -> list[str]:
    """The parts of a name that may stand in a text, folded and whole."""
    return [fold(part) for part in LETTERS_OF_NAMES.findall(name) if len(part) >= SHORTEST]


def is_of_name(word: str, part: str) -> bool:
    """Whether `word` is this part of a name, whatever its ending. Short parts also begin common words: those count as
    names by their capital alone ("Kot" is not in "kotły").
    """
    folded = fold(word)
    if not word[0].isupper() and len(part) < TELLING:
        return folded == part and len(part) >= STEM_LEAST
    if len(part) < STEM_LEAST:
        return folded == part
    stem = part if len(part) <= STEM_LEAST + 1 else part[: max(STEM_LEAST, len(part) - 2)]
    return any(folded.startswith(one) and len(folded) <= len(one) + ENDING_MOST for one in (stem, part))


def has_part_of_name(text: str, name: str) -> bool:
    """
    >>> has_part_of_name("U Nowaków jest za ciemno", "Jan Nowak"), has_part_of_name("nowa tablica", "Jan Nowak")
    (True, False)
    """
    parts = name_parts(name)
    return any(is_of_name(word, part) for word in LETTERS_OF_NAMES.findall(text) for part in parts)


@lru_cache(8192)
def latin(word: str) -> str:
    """A folded word in Latin letters.

    >>> latin("волков")
    'volkov'
    """
    return word if word.isascii() else word.translate(_LATIN).replace("\0", "")


@lru_cache(8192)
def sound(word: str) -> str:
    """What a folded word sounds like, roughly: the same for all ways of writing it.

    >>> sound("zielinsky"), sound("зелинский"), sound("zielinski")
    ('zelinski', 'zelinski', 'zelinski')
    """
    heard = _SOUND.sub(lambda found: _SOUNDS[found[0]], latin(word))
    return _TWICE.sub(r"\1", _SOFT.sub("e", _TWICE.sub(r"\1", heard)))[:LONGEST]


def spelling_keys(word: str) -> set[str]:
    """What the spellings of a folded word have in common. Its `sound` is always one of them."""
    keys: set[str] = set()
    for form in {latin(word)[:LONGEST], sound(word)}:
        keys.add(form)
        if len(form) > SHORTEST:
            keys.update(form[:place] + form[place + 1 :] for place in range(len(form)))
    return keys


def all_name_words(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in name_words(name)}
