"""Which encoding a text file is in: by its mark, by being good UTF-8, else by which letters make likely words."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from csatdesk.domain.marks import N_
from csatdesk.sheets.cells import DAMAGED
from csatdesk.sheets.trouble import told_plainly

# What a person may choose, with its name; the first six can be guessed.
ENCODING_LABELS = {
    "utf-8": N_("Unicode (UTF-8)"),
    "utf-16": N_("Unicode (UTF-16)"),
    "cp1250": N_("Central European (Windows-1250)"),
    "cp1251": N_("Cyrillic (Windows-1251)"),
    "cp1252": N_("Western European (Windows-1252)"),
    "latin-1": N_("Western European (ISO 8859-1)"),
    "utf-16-le": N_("Unicode (UTF-16, little end first)"),
    "utf-16-be": N_("Unicode (UTF-16, big end first)"),
    "cp1257": N_("Baltic (Windows-1257)"),
    "iso8859-2": N_("Central European (ISO 8859-2)"),
    "iso8859-13": N_("Baltic (ISO 8859-13)"),
    "iso8859-15": N_("Western European (ISO 8859-15)"),
    "koi8-r": N_("Cyrillic (KOI8-R)"),
    "cp852": N_("Central European (DOS 852)"),
    "cp866": N_("Cyrillic (DOS 866)"),
}
ENCODINGS = tuple(ENCODING_LABELS)
ONE_BYTE = ("cp1252", "cp1250", "cp1251", "latin-1")  # on equal footing the earlier is taken

CHUNK = 1 << 20
START = 1 << 12
TELLING_MOST = 4_000  # words with letters beyond ASCII; enough to tell encodings apart

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TELLING = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_HOME = frozenset("ąćęłńóśźżæøåäöüõšžéĄĆĘŁŃÓŚŹŻÆØÅÄÖÜÕŠŽÉ")  # Polish, Norwegian, Estonian, Finnish
_NEIGHBOURS = frozenset("àâáãçèêëíîïñôúûýßÀÂÁÇÈÊËÍÎÑÔÚÛÝčďěňřťůőűČĎĚŇŘŤŮŐŰľĺĽ")
_FAR = frozenset("ìòùÌÒÙ")
_AROUND_WORDS = frozenset("„”“’‘–—…«»€§№°©®· \u00a0")


def guess_encoding(path: Path) -> str:
    """The likeliest of the first six `ENCODINGS`. Raises Trouble when the file cannot be opened."""
    with told_plainly(path), path.open("rb") as file:
        start = file.read(START)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    return _utf16_without_mark(start) or _utf8_or_one_byte(path)


def _utf16_without_mark(start: bytes) -> str | None:
    """In UTF-16 every other byte is 0, 1 or 4 (Latin, its letters with marks, Cyrillic), which no text else holds."""
    half = len(start) // 2
    shares = [sum(map(start[place::2].count, (0, 1, 4))) / max(1, half) for place in (0, 1)]
    if half < 2 or 0 not in start:
        return None
    if shares[1] > 0.8 and shares[0] < 0.2:
        return "utf-16-le"
    return "utf-16-be" if shares[0] > 0.8 and shares[1] < 0.2 else None


def _utf8_or_one_byte(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    is_utf8 = True
    telling: list[bytes] = []
    with told_plainly(path), path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if is_utf8:
                is_utf8 = _decodes(decoder, chunk)
            if len(telling) < TELLING_MOST:
                telling += _TELLING.findall(chunk)
            elif not is_utf8:
                break
    if is_utf8:
        is_utf8 = _decodes(decoder, b"", final=True)
    return "utf-8" if is_utf8 or _is_damaged_utf8(telling) else guess_one_byte(telling[:TELLING_MOST])


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(telling: Iterable[bytes]) -> bool:
    """Nearly all words are good UTF-8: a few cut characters do not make it a code page."""
    good = bad = 0
    for word in telling:
        is_good = DAMAGED not in word.decode("utf-8", "replace")
        good, bad = good + is_good, bad + (not is_good)
    return good >= 10 and good > 9 * bad


def guess_one_byte(telling: Iterable[bytes]) -> str:
    """The code page in which these words (as bytes) look most like words of the languages around us."""
    words = list(telling)
    scores = {name: sum(plausibility(word.decode(name, "replace")) for word in words) for name in ONE_BYTE}
    best = max(scores.values())
    level = [name for name in ONE_BYTE if scores[name] >= best - 1e-9]
    return level[0] if len(level) == 1 else _by_statistics(b"\n".join(words), level)


def _by_statistics(sample: bytes, level: list[str]) -> str:
    from charset_normalizer import from_bytes

    ranked = sorted(from_bytes(sample, cp_isolation=level), key=lambda match: (-match.coherence, match.chaos))
    if len(ranked) > 1 and ranked[0].coherence == ranked[1].coherence:
        return level[0]  # both read the same letters
    names = {codecs.lookup(name).name: name for name in level}
    return names.get(codecs.lookup(ranked[0].encoding).name, level[0]) if ranked else level[0]


def plausibility(word: str) -> float:
    """How much a word looks like one: home letters +1, neighbours' +0.4, signs inside or mixed alphabets down to -3."""
    score = sum(_letter_score(letter, place in (0, len(word) - 1)) for place, letter in enumerate(word))
    has_latin = any("a" <= letter.lower() <= "z" or "\u00c0" <= letter <= "\u024f" for letter in word)
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    if cyrillic and has_latin:
        score -= 3
    if len(cyrillic) == 1 == len(word):
        score -= 0.8  # one lone letter proves little
    if not (word[1:].islower() or word.isupper() or word[1:] == ""):
        score -= 1
    return score


def _letter_score(letter: str, at_edge: bool) -> float:
    if letter.isascii():
        return 0
    if letter in _HOME or "а" <= letter.lower() <= "я" or letter in "ёЁ":
        return 1
    if letter in _NEIGHBOURS:
        return 0.4
    if letter in _FAR:
        return 0.1
    if letter in _AROUND_WORDS:
        return 0 if at_edge else -1
    return -0.7 if letter.isalpha() else -2
