"""The embedded typeface: PT Sans regular and bold, what it can print, how wide words are, where lines break.

All lengths are points. Texts are taken as they are: nothing in them is ever read as markup.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

SUBSTITUTE = "◊"  # stands, visibly, for a character that the typeface lacks

_FILES = {"PTSans": "PT_Sans-Web-Regular.ttf", "PTSans-Bold": "PT_Sans-Web-Bold.ttf"}
REGULAR, BOLD = _FILES

# Blanks at which no line ends: inside a number ("18 342"), and between a number and its unit.
_JOINED = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|[€₽%]|(?:zł|kr|kWh|MWh)\b)")

_LOOKALIKES = {
    "\u202f": "\u00a0",  # narrow no-break space, which Babel puts into numbers
    "\u2007": "\u00a0",
    "\u2010": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2032": "'",
    "\u2033": '"',
    "→": "›",
    "➔": "›",
    "✓": "√",
    "✔": "√",
    "●": "•",
    "▪": "•",
    "■": "•",
    "\t": " ",
}


@dataclass(frozen=True, slots=True)
class Style:
    """Typeface, size, distance of base lines and ink (0xRRGGBB) of a piece of text."""

    size: float
    leading: float
    ink: int
    font: str = REGULAR


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style; a line may hold several."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Line:
    """Runs that stand on one base line, their width in all, and whether a paragraph ends with them."""

    runs: tuple[Run, ...]
    width: float
    leading: float
    is_end: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@cache
def register_fonts() -> None:
    """Make both fonts known to reportlab; each document then embeds the letters it uses."""
    from fontpkg_pt_sans import ROOT
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        registerFont(TTFont(name, str(ROOT / "files" / file)))


@cache
def _widths(font: str) -> dict[int, float]:
    """Width of each letter that the font has, by code point, in thousandths of the size."""
    from reportlab.pdfbase.pdfmetrics import getFont
    from reportlab.pdfbase.ttfonts import TTFont

    register_fonts()
    known = getFont(font)
    assert isinstance(known, TTFont)
    face = known.face
    return {code: face.charWidths[code] for code in face.charToGlyph if code in face.charWidths}


def missing_glyphs(text: str) -> set[str]:
    """The characters of `text` that would be printed as the substitute sign."""
    known = _widths(REGULAR)
    return {letter for letter in _tidied(text) if ord(letter) not in known and letter != "\n"}


def printable(text: str) -> str:
    """`text` as it will stand on paper: joined accents, plain spaces, and the substitute for what cannot be printed."""
    if text.isascii() and text.isprintable():
        return text
    tidied = _tidied(text)
    known = _widths(REGULAR)
    return "".join(letter if ord(letter) in known or letter == "\n" else SUBSTITUTE for letter in tidied)


def _tidied(text: str) -> str:
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00ad", ""))
    known = _widths(REGULAR)
    return "".join(letter if ord(letter) in known else _nearest(letter) for letter in joined)


def _nearest(letter: str) -> str:
    """What the font has for a letter it lacks: the plain form of ① or ﬁ, a space for a space, nothing for controls."""
    if letter in _LOOKALIKES:
        return _LOOKALIKES[letter]
    category = unicodedata.category(letter)
    if letter == "\n" or category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs":
        return " "
    if category in ("Cc", "Cf") or 0xFE00 <= ord(letter) <= 0xFE0F:  # the latter choose a picture's colour
        return ""
    plain = unicodedata.normalize("NFKC", letter)
    known = _widths(REGULAR)
    return plain if all(ord(part) in known for part in plain) else letter


def width(text: str, style: Style) -> float:
    """Width in points of printable text."""
    widths = _widths(style.font)
    return sum(widths.get(ord(letter), 0.0) for letter in text) * style.size / 1000


def shortened(text: str, style: Style, room: float) -> str:
    """Printable text cut to `room` with an ellipsis: for heads of pages, never for what only stands there."""
    shown = printable(text)
    if width(shown, style) <= room:
        return shown
    while shown and width(shown + "…", style) > room:
        shown = shown[:-1]
    return shown.rstrip() + "…" if shown else ""


def break_lines(runs: Iterable[Run], room: float, first_room: float | None = None) -> list[Line]:
    """Break text into lines of at most `room` points: at line ends of the text, at spaces, and inside endless words.

    `first_room` is that of the very first line, where something else stands at its end.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(runs):
        lines += _broken(paragraph, room, room if lines or first_room is None else first_room)
    return lines


def _paragraphs(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """The runs between line ends; their text made printable."""
    paragraph: list[Run] = []
    for run in runs:
        first, *others = _JOINED.sub("\u00a0", printable(run.text)).split("\n")
        paragraph.append(Run(first, run.style))
        for other in others:
            yield paragraph
            paragraph = [Run(other, run.style)]
    yield paragraph


def _broken(paragraph: Sequence[Run], room: float, first_room: float) -> list[Line]:
    lines: list[Line] = []
    filled: list[Run] = []
    left = first_room
    for word in _words(paragraph):
        for part in _parts(word, room):
            if filled and sum(width(run.text.rstrip(" "), run.style) for run in part) > left:
                lines.append(_line(filled))
                filled, left = [], room
            filled += part
            left -= sum(width(run.text, run.style) for run in part)
    lines.append(_line(filled or [Run("", paragraph[0].style)], is_end=True))
    return lines


def _words(paragraph: Sequence[Run]) -> Iterator[list[Run]]:
    """Words with the space behind them; a word may go through several runs ("**Bill**, paid")."""
    word: list[Run] = []
    for run in paragraph:
        pieces = run.text.split(" ")
        for place, piece in enumerate(pieces):
            ends = place < len(pieces) - 1
            if piece or ends:
                word.append(Run(piece + " " if ends else piece, run.style))
            if ends:
                yield word
                word = []
    if word:
        yield word


def _parts(word: list[Run], room: float) -> Iterator[list[Run]]:
    """The word itself, or pieces of it when it is wider than a line."""
    if sum(width(run.text.rstrip(" "), run.style) for run in word) <= room:
        yield word
        return
    for run in word:
        piece, used = "", 0.0
        for letter in run.text:
            wide = width(letter, run.style)
            if piece and used + wide > room:
                yield [Run(piece, run.style)]
                piece, used = "", 0.0
            piece += letter
            used += wide
        if piece:
            yield [Run(piece, run.style)]


def _line(filled: Sequence[Run], *, is_end: bool = False) -> Line:
    """One line without the spaces at its end; neighbours of one style are joined."""
    runs = [Run("".join(run.text for run in same), style) for style, same in groupby(filled, lambda run: run.style)]
    runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].style)
    total = sum(width(run.text, run.style) for run in runs)
    return Line(tuple(runs), total, max(run.style.leading for run in runs), is_end)
