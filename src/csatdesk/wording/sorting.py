"""Alphabetical order of the spoken languages as a stored key that any database compares byte by byte."""

import unicodedata
from collections.abc import Mapping
from functools import cache

_DIGITS = "0123456789"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LETTERS: Mapping[str, str] = {
    "en": _LATIN + _CYRILLIC,
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż" + _CYRILLIC,
    "nb": _LATIN + "æøå" + _CYRILLIC,
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy" + _CYRILLIC,
    "fi": _LATIN + "åäö" + _CYRILLIC,
    "ru": _CYRILLIC + _LATIN,
}
# A letter that the language lacks stands with the one it is taken for there.
_TAKEN_FOR: Mapping[str, Mapping[str, str]] = {
    "nb": {"ä": "æ", "ö": "ø", "ü": "y"},
    "fi": {"æ": "ä", "ø": "ö", "ü": "y"},
}
_ELSEWHERE = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "ё": "е"}
_END, _BLANK, _FIRST = " ", "!", 0x30  # a name that ends sorts before one that goes on, a blank before any letter


@cache
def _weights(language: str) -> dict[str, str]:
    """Letter → one printable ASCII character, in the order of the language."""
    return {letter: chr(_FIRST + place) for place, letter in enumerate(_DIGITS + _LETTERS[language])}


def sort_key(text: str, language: str) -> str:
    """A key whose binary order is the alphabetical order of `text` in one of LANGUAGES.

    Upper and lower case are equal, accents of other languages only break ties, signs count as one blank.
    """
    plain = unicodedata.normalize("NFC", text).casefold()
    words = plain.translate(_scales(language)).split(_BLANK)
    first = _BLANK.join(word for word in words if word)
    return first if _is_told_by(plain, _weights(language)) else f"{first}{_END}{plain}"


class _Scales(dict[int, str]):
    """What each letter weighs in one language, found out when it first comes."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._weights, self._taken_for = _weights(language), _TAKEN_FOR.get(language, {})

    def __missing__(self, code: int) -> str:
        self[code] = "".join(_weighed(chr(code), self._weights, self._taken_for))
        return self[code]


@cache
def _scales(language: str) -> _Scales:
    return _Scales(language)


def _weighed(letter: str, weights: Mapping[str, str], taken_for: Mapping[str, str]) -> list[str]:
    known = weights.get(letter) or weights.get(taken_for.get(letter, ""))
    if known:
        return [known]
    others = _ELSEWHERE.get(letter) or _without_accents(letter)
    if not any(other.isalnum() for other in others):
        return [_BLANK]
    return [weights.get(other, other) for other in others]


def _without_accents(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _is_told_by(plain: str, weights: Mapping[str, str]) -> bool:
    """Whether the weights alone tell this text from every other; else the text itself breaks the tie."""
    return all(letter in weights or letter == " " for letter in set(plain))
