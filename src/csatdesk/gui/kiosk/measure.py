"""How large things are on a kiosk's screen: the design's lengths, grown or shrunk to the screen, never under 12 mm."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics, QScreen

from csatdesk.domain.kiosk import TARGET_MM
from csatdesk.gui.theme import FAMILY

WIDE, HIGH = 1366, 768  # for which the lengths are given
MM_OF_INCH = 25.4
USUAL_DPI, LEAST_DPI, MOST_DPI = 96.0, 50.0, 400.0  # a screen may say anything of itself
NO_SIZES = {(160, 90), (160, 100)}  # millimetres: what many televisions and adapters say instead of their size
LEAST_LETTERS = 13


def dots_of(screen: QScreen) -> float:
    """Pixels of the program on an inch of the glass, as the screen says; the usual where it cannot be true."""
    said = screen.physicalSize()
    return dots(screen.geometry().width(), (round(said.width()), round(said.height())))


def dots(wide: int, millimetres: tuple[int, int]) -> float:
    """The same of a screen so many pixels wide that says it is so large."""
    is_said = millimetres[0] > 0 and (max(millimetres), min(millimetres)) not in NO_SIZES
    found = wide / (millimetres[0] / MM_OF_INCH) if is_said else 0.0
    return found if LEAST_DPI <= found <= MOST_DPI else USUAL_DPI


@dataclass(frozen=True, slots=True)
class Measure:
    """Of one screen: its size in pixels, and the dots of an inch."""

    wide: int
    high: int
    dpi: float = USUAL_DPI

    @property
    def is_upright(self) -> bool:
        return self.high > self.wide

    @property
    def unit(self) -> float:
        """What one pixel of the design has become."""
        wide, high = (HIGH, WIDE) if self.is_upright else (WIDE, HIGH)
        return min(self.wide / wide, self.high / high)

    @property
    def target(self) -> int:
        """The least a finger needs."""
        return -int(-TARGET_MM / MM_OF_INCH * self.dpi // 1)

    @property
    def margin(self) -> int:
        return self.px(40 if self.is_upright else 64)

    @property
    def room(self) -> int:
        """Between the margins."""
        return self.wide - 2 * self.margin

    def px(self, length: float) -> int:
        return round(length * self.unit)

    def touchable(self, length: float) -> int:
        """A length of the design that is pressed."""
        return max(self.px(length), self.target)


def font(letters: float, *, bold: bool = False) -> QFont:
    """By the height of its letters in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(max(LEAST_LETTERS, round(letters)))
    made.setBold(bold)
    return made


def fitting(
    words: Sequence[str], letters: float, place: tuple[float, float], *, bold: bool = False, lines: int = 2
) -> QFont:
    """The largest font up to `letters` in which each of the words fits a place (width, height) in at most so many
    lines, no word broken."""
    wide, high = place
    while True:
        made = font(letters, bold=bold)
        metrics = QFontMetrics(made)
        most = min(lines, max(1, int(high / metrics.lineSpacing())))
        if letters <= LEAST_LETTERS or all(_lines(one, metrics, wide) <= most for one in words):
            return made
        letters -= 1


def _lines(words: str, metrics: QFontMetrics, wide: float) -> int:
    """How many lines they take; more than there can be where a single word is too wide."""
    if any(metrics.horizontalAdvance(word) > wide for word in words.split()):
        return len(words) + 2
    count, used, blank = 1, 0.0, metrics.horizontalAdvance(" ")
    for word in words.split():
        more = metrics.horizontalAdvance(word)
        if used and used + blank + more > wide:
            count, used = count + 1, more
        else:
            used += more + (blank if used else 0)
    return count
