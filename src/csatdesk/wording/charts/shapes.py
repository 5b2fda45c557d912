"""What a chart is made of once it is laid out: lines, patches, dots and words, with the marks that can be opened.

Places are measured from the left upper corner; colours are names of design tokens; `role` is a role of the type scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

Point = tuple[float, float]


class Ruler(Protocol):
    """How wide and high words become where the chart is painted. `unit`: the length of one pixel of the design."""

    @property
    def unit(self) -> float: ...

    def wide(self, words: str, role: str, is_bold: bool) -> float: ...

    def ascent(self, role: str) -> float: ...

    def high(self, role: str) -> float: ...


@dataclass(frozen=True, slots=True)
class Place:
    left: float
    top: float
    wide: float
    high: float

    @property
    def right(self) -> float:
        return self.left + self.wide

    @property
    def bottom(self) -> float:
        return self.top + self.high

    def meets(self, other: "Place") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def wider(self, by: float) -> "Place":
        return Place(self.left - by, self.top - by, self.wide + 2 * by, self.high + 2 * by)

    def is_within(self, other: "Place") -> bool:
        across = other.left <= self.left and self.right <= other.right
        return across and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Words:
    """`at` is the left end of the base line; `is_upright`: read from below to above."""

    at: Point
    text: str
    role: str = "caption"
    ink: str = "ink2"
    is_bold: bool = False
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class Patch:
    """A filled rectangle on whole pixels; hairlines are patches too."""

    place: Place
    fill: str


@dataclass(frozen=True, slots=True)
class Stroke:
    points: tuple[Point, ...]
    ink: str
    thick: float


@dataclass(frozen=True, slots=True)
class Area:
    points: tuple[Point, ...]
    fill: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A disc, or a ring with ground in it, and a rim that keeps it apart from what it lies on."""

    at: Point
    radius: float
    ink: str
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Hatch:
    place: Place


Shape = Words | Patch | Stroke | Area | Dot | Hatch


@dataclass(frozen=True, slots=True)
class Mark:
    """What can be pointed at or reached by arrows. `words`: what it says. `key`, if any, opens what is behind it."""

    place: Place
    words: str
    key: str = ""


@dataclass(slots=True)
class Drawing:
    """Shapes in the order in which they are painted. `high`: what it needs, which may be more than there was."""

    wide: float
    high: float
    shapes: list[Shape] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


def fitted(ruler: Ruler, words: str, role: str, room: float, *, is_bold: bool = False) -> str:
    """Words cut to `room` with an ellipsis."""
    if ruler.wide(words, role, is_bold) <= room:
        return words
    while words and ruler.wide(words + "…", role, is_bold) > room:
        words = words[:-1]
    return words.rstrip() + "…" if words else ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Puts shapes into a drawing: what all charts have in common."""

    ruler: Ruler
    drawing: Drawing

    @property
    def unit(self) -> float:
        return self.ruler.unit

    def hairline(self, at: Point, *, wide: float = 0, high: float = 0, ink: str = "line") -> None:
        self.patch(Place(*at, wide or self.unit, high or self.unit), ink)

    def patch(self, place: Place, fill: str) -> None:
        self.drawing.shapes.append(Patch(place, fill))

    def stroke(self, points: Sequence[Point], ink: str, thick: float) -> None:
        self.drawing.shapes.append(Stroke(tuple(points), ink, thick * self.unit))

    def dot(self, at: Point, radius: float, ink: str, *, is_hollow: bool = False) -> None:
        self.drawing.shapes.append(Dot(at, radius * self.unit, ink, is_hollow))

    def mark(self, place: Place, words: str, key: str) -> None:
        self.drawing.marks.append(Mark(place, words, key))

    def words(
        self,
        at: Point,
        text: str,
        role: str = "caption",
        ink: str = "ink2",
        *,
        is_bold: bool = False,
        side: float = 0,
        room: float | None = None,
    ) -> None:
        """`side`: 0 begins at the place, 0.5 is centred on it, 1 ends there."""
        if room is not None:
            text = fitted(self.ruler, text, role, room, is_bold=is_bold)
        x = at[0] - side * self.ruler.wide(text, role, is_bold)
        self.drawing.shapes.append(Words((x, at[1]), text, role, ink, is_bold))

    def base(self, top: float, high: float, role: str) -> float:
        """The base line of words in the middle of a band."""
        return top + (high - self.ruler.high(role)) / 2 + self.ruler.ascent(role)
