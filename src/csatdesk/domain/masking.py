"""Values of other people in a text, and the text with them covered."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from csatdesk.domain.folding import fold

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
DIGITS = re.compile(r"\+?\d(?:[ \-/.()_]{0,2}\d){5,}")  # six digits or more, however they are grouped
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
BESIDE = re.compile(r"\s+|[\s_.,]{1,3}")  # between two words of a name, also in a list or in the name of a file
COVER = "×"
COVER_LENGTH = 6  # however long the value is, so that its length tells nothing


def candidates(text: str) -> Iterator[str]:
    """What in a text may be somebody's name, number or address: each e-mail address, each group of at least six digits,
    and each two words beside one another that begin with a capital.
    """
    for pattern in (EMAIL, DIGITS):
        yield from (found.group() for found in pattern.finditer(text))
    for first, second, _start, _end in _pairs(text):
        yield f"{first} {second}"


def _pairs(text: str) -> Iterator[tuple[str, str, int, int]]:
    words = list(WORD.finditer(text))
    for left, right in pairwise(words):
        beside = BESIDE.fullmatch(text, left.end(), right.start())
        if beside and left.group()[0].isupper() and right.group()[0].isupper():
            yield left.group(), right.group(), left.start(), right.end()


def key_of(value: str) -> str:
    """One spelling of a value: of a number its digits, of a name its words in the order of the alphabet."""
    digits = re.sub(r"\D", "", value)
    if len(digits) >= 6 and "@" not in value:
        return digits
    folded = fold(value.strip())
    return folded if "@" in folded else " ".join(sorted(folded.split()))


def masked(text: str, hidden: Iterable[str]) -> str:
    """`text` with every value covered whose key is among `hidden`."""
    keys = frozenset(hidden)
    if not keys:
        return text
    spans = [
        found.span() for pattern in (EMAIL, DIGITS) for found in pattern.finditer(text) if _in(found.group(), keys)
    ]
    spans += [(start, end) for first, second, start, end in _pairs(text) if _in(f"{first} {second}", keys)]
    covered, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            covered += [text[last:start], COVER * COVER_LENGTH]
        last = max(last, end)
    return "".join((*covered, text[last:]))


def _in(value: str, keys: frozenset[str]) -> bool:
    """A number may be written with or without the code of its country."""
    key = key_of(value)
    return key in keys or (key.isdigit() and any(_same_number(key, other) for other in keys if other.isdigit()))


def _same_number(one: str, other: str) -> bool:
    shorter, longer = sorted((one.lstrip("0"), other.lstrip("0")), key=len)
    return len(shorter) >= 7 and len(longer) - len(shorter) <= 3 and longer.endswith(shorter)
