"""What comes along with the words of a cell: signs nobody sees, errors of spreadsheet programs, full width letters."""

import re
import unicodedata

from csatdesk.domain.marks import N_

ERROR_VALUES = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#SPILL!", "#CALC!"})
ERROR = N_("“{value}” is what a spreadsheet program writes for a broken formula. Write what should stand here.")
ROUNDED = N_("“{value}” is a long number that a spreadsheet program rounded. Write all of its digits, as text.")

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_JOINERS = re.compile("(?<![^\x00-\x7f\\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\\s])")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ROUNDED = re.compile(r"\d[.,]?\d*[eE]\+\d{1,3}")


def without_unseen(text: str) -> str:
    """The text without marks of direction, zero width blanks and soft hyphens, which copying brings along and nobody
    finds. Joiners stay inside the words of scripts that need them.
    """
    if text.isprintable():
        return text
    return _JOINERS.sub("", _UNSEEN.sub("", text))


def plain_signs(text: str) -> str:
    """An address, a phone number or a code in the signs that machines read, whatever script or width they come in."""
    if text.isascii():
        return text
    narrow = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in narrow)


def holds_rounded(text: str) -> bool:
    """Whether a spreadsheet program wrote one of the numbers here as "4,86012E+10": its other digits are lost."""
    return "+" in text and any(map(_ROUNDED.fullmatch, re.split(r"[;\s]+", text)))
