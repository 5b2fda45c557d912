"""The sheet with the recovery code, printed once when a centre is set up."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from csatdesk.reports.blocks import Block, SigningLines, Stack, Text, heading, text
from csatdesk.reports.layout import A4, Frame, to_bytes, write_file
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import ACCENT, BODY, CAPTION, GAP4, GAP8, GAP12, GAP16, GAP24, INK, LINE2, QUESTION, SECOND
from csatdesk.reports.typeface import BOLD, Run, Style
from csatdesk.wording.texts import _

_CODE = Style(24, 36, INK, BOLD)
_GROUPS_A_ROW = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """`code` with dashes or blanks between its groups, as it will be typed; `made` when and by whom, in words."""

    centre: str
    code: str
    made: str


def write(paper: RecoverySheet, path: Path) -> None:
    """Print to a file. PaperNotWritten when that is not possible."""
    write_file(path, as_bytes(paper))


def as_bytes(paper: RecoverySheet) -> bytes:
    """The sheet as a PDF in memory, so that the code need not lie on the disk to be printed."""
    title = _("Recovery code")
    return to_bytes(list(_blocks(paper)), Frame(title, paper.centre, "", paper.made, title), A4)


def _blocks(paper: RecoverySheet) -> Iterator[Block]:
    yield Text([Run(_("Recovery code"), QUESTION)], bookmark=(_("Recovery code"), 0))
    yield text(_("For the data of this centre: {centre}").format(centre=paper.centre), SECOND, gap_above=GAP4)
    yield CodeBlock(_groups(paper.code))
    yield from _points(
        _("When you need it"),
        (
            _("The computer was changed, repaired or stolen, and the data come back from a backup."),
            _("The computer no longer gives out its key, or the pass phrase is forgotten."),
        ),
    )
    yield from _points(
        _("Where to keep it"),
        (
            _("In a safe or a locked cabinet, in another room than the computer."),
            _("A second copy with the head of the centre, in a sealed envelope."),
            _("Not in a photo, an e-mail or a shared folder: whoever has this code can read everything."),
        ),
    )
    yield from _points(
        _("How to use it"),
        (
            _("At sign-in choose the recovery code and type the groups in the order of their numbers."),
            _("Capitals, dashes and blanks do not matter. The letters I, L, O and U do not occur."),
            _("Nobody can make this code again: not your administrator and not the makers of csatdesk."),
        ),
    )
    labels = (_("Kept where"), _("Taken over on"), _("Name and signature"))
    yield Stack([SigningLines(labels)], gap_above=GAP24, to_bottom=True)


def _groups(code: str) -> list[str]:
    """The groups of the code as it was made; a code without any is printed in fours."""
    parts = re.split(r"[\s\-–]+", code.strip())
    return parts if len(parts) > 1 else re.findall(r".{1,4}", parts[0])


def _points(words: str, points: Sequence[str]) -> Iterator[Block]:
    yield heading(words, gap_above=GAP24)
    for point in points:
        yield Text([Run(point, BODY)], gap_above=GAP4, indent=GAP12, side=_bullet)


def _bullet(pen: Pen, x: float, base: float) -> None:
    pen.disc((x + 2.5, base - 0.3 * BODY.size), 1.6, ACCENT)


@dataclass
class CodeBlock(Block):
    """The groups in rows of four, each with its number, because a mistyped group is named by it."""

    groups: Sequence[str]
    gap_above: float = GAP24
    _width: float = 0.0

    def measure(self, width: float) -> float:
        self._width = width
        return self._row_count() * _CODE.leading + 2 * GAP16

    def draw(self, pen: Pen, x: float, y: float) -> None:
        high = self.measure(self._width)
        for edge in (y, y + high):
            pen.rule((x, edge), (x + self._width, edge), LINE2, 1)
        step = self._width / _GROUPS_A_ROW
        for place, group in enumerate(self.groups):
            row, column = divmod(place, _GROUPS_A_ROW)
            left, base = x + column * step, y + GAP16 + (row + 1) * _CODE.leading - GAP8
            pen.text(left, base, str(place + 1), CAPTION)
            pen.text(left + GAP16, base, group, _CODE)

    def _row_count(self) -> int:
        return math.ceil(len(self.groups) / _GROUPS_A_ROW)
