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

_LETTERS_OF_NAMES = re.compile(r"[^\W\d_]+")
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
    found = (word for word in _LETTERS_OF_NAMES.findall(fold(name)) if len(word) >= SHORTEST)
    return list(dict.fromkeys(word[:LONGEST] for word in found))


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
