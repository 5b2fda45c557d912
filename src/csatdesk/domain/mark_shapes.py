"""The shapes of the state marks, the same on screen and on paper.

Unit square, centre (0, 0), y downwards; multiply by the size of the mark (11 in lists). A mark is a tuple of parts,
each filled with the state's colour. Keys are the values of DeadlineState, and "none" for a case without deadline.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

Point = tuple[float, float]


class Disc(NamedTuple):
    radius: float


class Ring(NamedTuple):
    """A circle drawn with a pen of `width`; `radius` is its middle."""

    radius: float
    width: float


class Area(NamedTuple):
    """A closed, filled polygon."""

    points: tuple[Point, ...]


class Stroke(NamedTuple):
    """A line through `points`, `width` wide, with flat ends and mitred corners."""

    points: tuple[Point, ...]
    width: float


Part = Disc | Ring | Area | Stroke


def _box(left: float, top: float, right: float, bottom: float) -> Area:
    return Area(((left, top), (right, top), (right, bottom), (left, bottom)))


MARKS: Mapping[str, tuple[Part, ...]] = MappingProxyType(
    {
        "on_track": (Disc(0.43),),
        "due_today": (Area(((0, -0.55), (0.55, 0), (0, 0.55), (-0.55, 0))),),
        "due_soon": (Area(((0, -0.5), (0.54, 0.41), (-0.54, 0.41))),),
        "overdue": (_box(-0.42, -0.42, 0.42, 0.42),),
        "paused": (_box(-0.35, -0.43, -0.11, 0.43), _box(0.11, -0.43, 0.35, 0.43)),
        "met": (Stroke(((-0.45, 0.03), (-0.13, 0.35), (0.48, -0.38)), 0.19),),
        "missed": (
            Stroke(((-0.38, -0.38), (0.38, 0.38)), 0.19),
            Stroke(((-0.38, 0.38), (0.38, -0.38)), 0.19),
        ),
        "none": (Ring(0.4, 0.13),),
    }
)

# State → name of its colour; the word of a state is bold and coloured only where it is in LOUD.
MARK_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "on_track": "ok",
        "due_today": "today",
        "due_soon": "soon",
        "overdue": "overdue",
        "paused": "paused",
        "met": "ok",
        "missed": "overdue",
        "none": "ink3",
    }
)
LOUD = frozenset({"overdue", "due_today"})
