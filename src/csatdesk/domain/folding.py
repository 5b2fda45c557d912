"""The words of full-text search: what is indexed for a text, and what a typed query looks for.

A query finds a text when every one of its `query_words` is the beginning of one of the text's `words`. All words are
letters and digits only, at most 64 characters, so that SQLite (FTS5 with `unicode61 remove_diacritics 0`) and
PostgreSQL (`array_to_tsvector`) index exactly the same.

Numbers are written in many ways (601 224 318, 601-224-318, +48601224318), so a run of digit groups is indexed as its
groups and, from each group on, joined to the end of the run; numbers that look dialled also without their prefix.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import itemgetter

LONGEST = 64  # characters of a word; PostgreSQL refuses lexemes over 2 KB
LONGEST_NUMBER = 32  # digits; an IBAN has up to 30
SHORTEST_NUMBER = 5  # digits from which groups count as one number
WHOLE = 9  # digits from which a group is a number by itself

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"})
_BREVE = "\u0306"  # й is a letter of its own in Russian: the breve stays on и and leaves everything else

_WORD = re.compile(r"[^\W_]+")
_ATOM = re.compile(r"[0-9]+|[^\W_0-9]+")
_DIGITS = re.compile(r"[0-9]+")
_MIXED = re.compile(r"[0-9][^\W_0-9]|[^\W_0-9][0-9]")
# Groups that may belong together: in a text more generously than in a query, so that "Długa 15 30-001" typed on one
# line finds "Długa 15,\n30-001"; what stands together in a query stands together in every text that holds it.
_RUN = re.compile(r"\+?[0-9]+(?:[^\w+@]{1,3}[0-9]+)*")
_TYPED_RUN = re.compile(r"\+?[0-9]+(?:[ \t.\-‐–—−/()]{1,3}[0-9]+)*")
_EMAIL = re.compile(r"[^\W_][\w.%+'\-]{0,63}@[^\W_][\w\-]*(?:\.[\w\-]+)*")
# Calling codes by length: +1 and +7, these with two digits, all others with three.
_TWO_DIGIT_CODES = re.compile("2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
_NEVER_DIALLED = "1234569"  # what nothing is left out after
_RUSSIAN_LENGTH = 11  # 8 or 7, then ten digits

Placed = tuple[int, str]  # where a word stands in the folded text, and the word
_PLACE = itemgetter(0)


def fold(text: str) -> str:
    """`text` in small letters without accents: Łódź → lodz, Ёлка → елка; й stays й. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    return " ".join(map(_folded, text.split(" ")))  # nothing reaches over a blank, and names come again and again


@lru_cache(8192)
def _folded(text: str) -> str:
    letters: list[str] = []
    for letter in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()):
        if letter.isascii():
            letters.append(letter)
        elif unicodedata.combining(letter):
            if letter == _BREVE and letters and letters[-1] == "и":
                letters[-1] = "й"
        elif unicodedata.category(letter) != "Cf":  # soft hyphens and joiners are invisible inside words
            letters.append(letter)
    return "".join(letters).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The words to index for `text`: no duplicates, in order of appearance.

    >>> words("Żółw, tel. 601 224 318")
    ['zolw', 'tel', '601', '601224318', '224', '224318', '318']
    """
    folded = fold(text)
    has_digits = _DIGITS.search(folded) is not None
    if not has_digits and "@" not in folded:
        return list(dict.fromkeys(word[:LONGEST] for word in _WORD.findall(folded)))
    found: list[Placed] = [(match.start(), match[0][:LONGEST]) for match in _WORD.finditer(folded)]
    if has_digits:
        found += _digit_words(folded)
    if "@" in folded:
        found += _email_words(folded)
    return _in_order(found)


def query_words(text: str) -> list[str]:
    """The words a typed query looks for, each as the beginning of an indexed word; all must be found.

    An e-mail address and a number of five digits or more, however it is split, are looked for as a whole.

    >>> query_words("Żół +48 601-224-318")
    ['zol', '601224318']
    """
    folded = fold(text)
    found: list[Placed] = []
    if "@" in folded:
        found = [(match.start(), _joined(match[0])) for match in _EMAIL.finditer(folded)]
        folded = _EMAIL.sub(lambda match: "\n" * len(match[0]), folded)
    left = folded
    for match in _TYPED_RUN.finditer(folded):
        typed = match[0]
        if len(typed) >= SHORTEST_NUMBER and len("".join(_DIGITS.findall(typed))) >= SHORTEST_NUMBER:
            found += _sought_numbers(match)
            left = left[: match.start()] + "\n" * len(typed) + left[match.end() :]
    if left is folded:
        found += [(match.start(), match[0][:LONGEST]) for match in _WORD.finditer(folded)]
        return _in_order(found)
    for match in _WORD.finditer(folded):
        rest = left[match.start() : match.end()]
        if "\n" not in rest:
            found.append((match.start(), rest[:LONGEST]))
        elif rest.strip("\n"):  # letters that stand against a number: E11820477 is looked for as "e" and the number
            found += [(match.start(), atom[0][:LONGEST]) for atom in _ATOM.finditer(rest)]
    return _in_order(found)


def _in_order(found: Iterable[Placed]) -> list[str]:
    return list(dict.fromkeys([word for _, word in sorted(found, key=_PLACE)]))


def _joined(text: str) -> str:
    return "".join(_WORD.findall(text[: 4 * LONGEST]))[:LONGEST]


def _digit_words(folded: str) -> Iterator[Placed]:
    """The parts of words that mix letters and digits, and every number from each of its groups on."""
    for match in _WORD.finditer(folded) if _MIXED.search(folded) else ():
        word = match[0]
        if not word.isalpha() and not word.isdigit():
            yield from ((match.start(), atom[:LONGEST]) for atom in _ATOM.findall(word))
    for match in _RUN.finditer(folded):
        is_abroad, begin = match[0][0] == "+", match.start()
        groups, places = [], []
        for group in _DIGITS.finditer(match[0]):
            groups.append(group[0])
            places.append(begin + group.start())
        for position, place in enumerate(places):
            whole = "".join(groups[position : position + LONGEST_NUMBER])[:LONGEST_NUMBER]
            if len(whole) >= SHORTEST_NUMBER:
                for form in _forms(whole, is_abroad=is_abroad and not position):
                    yield place, form


def _email_words(folded: str) -> Iterator[Placed]:
    """Every e-mail address joined, from each of its parts on, so that "kowalska@firma" finds anna.kowalska@firma.pl."""
    for match in _EMAIL.finditer(folded):
        for part in _WORD.finditer(folded, match.start(), match.end()):
            place, whole = part.start(), _joined(folded[part.start() : match.end()])
            yield place, whole
            for atom in _ATOM.findall(whole):
                for form in _forms(atom[:LONGEST_NUMBER]) if atom[0].isdigit() else (atom,):
                    yield place, form


def _forms(digits: str, *, is_abroad: bool = False) -> list[str]:
    """A number as written and, when long enough to be dialled, without what may stand before it."""
    forms = [digits]
    if not is_abroad and digits[0] not in "078":
        return forms
    if is_abroad and digits[0] in _NEVER_DIALLED and (bare := _without_prefix(digits, True))[0] in _NEVER_DIALLED:
        return [digits, bare]
    for form in forms:  # grows while it is read: what is left may look dialled again
        if len(form) >= SHORTEST_NUMBER:
            shorter = {_without_prefix(form, False), form[2:] if form[:2] == "00" else form}
            if is_abroad and form == digits:
                shorter.add(_without_prefix(form, True))
            if form[0] in "78" and len(form) > _RUSSIAN_LENGTH:
                shorter.add(form[1:])
            forms += sorted(shorter.difference(forms))
    return forms


def _without_prefix(digits: str, is_abroad: bool) -> str:
    """A dialled number without +48, 0048, a trunk 0, or Russia's 8: the part that all ways of writing it share."""
    if is_abroad or digits.startswith("00"):
        abroad = digits if is_abroad else digits[2:]
        return abroad[_code_length(abroad) :].removeprefix("0") or abroad
    if digits[0] == "0" or (len(digits) == _RUSSIAN_LENGTH and digits[0] in "78"):
        return digits[1:]
    return digits


def _code_length(digits: str) -> int:
    if digits[0] in "17":
        return 1
    return 2 if _TWO_DIGIT_CODES.match(digits) else 3


def _sought_numbers(match: re.Match[str]) -> Iterator[Placed]:
    """The numbers in one run of digit groups of a query, enough for one: blanks join short groups, long ones stand
    alone.
    """
    is_abroad = match[0][0] == "+"
    written = match[0].split()
    if len(max(written, key=len)) < WHOLE:
        number = "".join(_DIGITS.findall(match[0]))[:LONGEST_NUMBER]
        yield match.start(), _without_prefix(number, is_abroad)
        return
    pieces = [groups for groups in map(_DIGITS.findall, written) if groups]
    start = 0
    for end in range(1, len(pieces) + 1):
        if end == len(pieces) or _stand_apart(pieces[end - 1], pieces[end], is_prefix=end == 1 and is_abroad):
            groups = [group for piece in pieces[start:end] for group in piece]
            number = "".join(groups)[:LONGEST_NUMBER]
            if len(number) >= SHORTEST_NUMBER:
                groups = [_without_prefix(number, is_abroad and start == 0)]
            yield from ((match.start(), group) for group in groups)
            start = end


def _stand_apart(left: Sequence[str], right: Sequence[str], *, is_prefix: bool) -> bool:
    """Whether groups with a blank between them are two numbers; a country code or Russia's 8 belongs to the next."""
    return sum(map(len, left)) >= WHOLE or (sum(map(len, right)) >= WHOLE and not is_prefix and left != ["8"])
