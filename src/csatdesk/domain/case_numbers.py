"""Case numbers: year, desk block, running number, check digit ("26-02-01187-3").

Speakable, found however they are typed, never reused. The check digit follows H. M. Damm's quasigroup of order 10
(2004): it finds every single wrong digit and every swap of neighbours.
"""

import re
from dataclasses import dataclass

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_TYPED = re.compile(r"^\s*(\d{2})[\s\-–./]*(\d{2})[\s\-–./]*(\d{5,9}?)[\s\-–./]*(\d)\s*$")


def check_digit(digits: str) -> int:
    """The digit that makes `digits` followed by it end in zero under Damm's table."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """`year`: two digits; `block`: the desk, 1–99; `running`: from 1, within year and block."""

    year: int
    block: int
    running: int

    def __str__(self) -> str:
        body = f"{self.year:02d}{self.block:02d}{self.running:05d}"
        return f"{self.year:02d}-{self.block:02d}-{self.running:05d}-{check_digit(body)}"


def parse(typed: str) -> CaseNumber | None:
    """Read a number as people type it: with or without dashes, blanks, dots; None when it is none or mistyped."""
    match = _TYPED.match(typed)
    if match is None:
        return None
    year, block, running, check = match.groups()
    if check_digit(year + block + running) != int(check):
        return None
    return CaseNumber(int(year), int(block), int(running))
