"""The program's own icons (resources/icons, 24 × 24 outlines) as strokes for paper.

They hold circles, rectangles and paths without transformations or rotated ellipses; that is all this module reads.
"""

import math
import re
from collections.abc import Iterator
from functools import cache
from xml.etree import ElementTree

from csatdesk.reports.pen import Pen, Point, Stroke
from csatdesk.wording.resources import resource

_UNITS = 24.0
_PEN_WIDTH = 1.7
_COMMAND = re.compile(r"([MmLlHhVvCcSsAaZz])([^MmLlHhVvCcSsAaZz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}
_KAPPA = 0.5523  # how far the handles of a quarter circle reach


def draw_icon(pen: Pen, name: str, centre: Point, size: float, ink: int) -> None:
    """Draw an icon, `size` points wide, around a place."""
    scale = size / _UNITS
    origin = (centre[0] - size / 2, centre[1] - size / 2)
    pen.outline(_strokes(name), origin, scale, ink, _PEN_WIDTH * scale)


@cache
def _strokes(name: str) -> tuple[Stroke, ...]:
    """The outline of an icon: ("M", point), ("L", point), ("C", handle, handle, point), ("Z",)."""
    tree = ElementTree.parse(resource("icons", f"{name}.svg"))  # noqa: S314  (comes with the program)
    strokes: list[Stroke] = []
    for shape in tree.iter():
        match shape.tag.rpartition("}")[2]:
            case "path":
                strokes += _Path(shape.attrib["d"]).strokes
            case "circle":
                strokes += _circle(*(float(shape.attrib[key]) for key in ("cx", "cy", "r")))
            case "rect":
                strokes += _rectangle(
                    {key: float(shape.attrib.get(key, 0)) for key in ("x", "y", "width", "height", "rx")}
                )
    return tuple(strokes)


def _circle(x: float, y: float, radius: float) -> list[Stroke]:
    right, left = (x + radius, y), (x - radius, y)
    halves = (*_arc(right, left, radius, False, True), *_arc(left, right, radius, False, True))
    return [("M", right), *halves, ("Z",)]


def _rectangle(at: dict[str, float]) -> list[Stroke]:
    left, top, r = at["x"], at["y"], at["rx"]
    right, bottom, k = left + at["width"], top + at["height"], at["rx"] * (1 - _KAPPA)
    return [
        ("M", (left + r, top)),
        ("L", (right - r, top)),
        ("C", (right - k, top), (right, top + k), (right, top + r)),
        ("L", (right, bottom - r)),
        ("C", (right, bottom - k), (right - k, bottom), (right - r, bottom)),
        ("L", (left + r, bottom)),
        ("C", (left + k, bottom), (left, bottom - k), (left, bottom - r)),
        ("L", (left, top + r)),
        ("C", (left, top + k), (left + k, top), (left + r, top)),
        ("Z",),
    ]


class _Path:
    """The `d` of a path read into absolute strokes."""

    def __init__(self, text: str) -> None:
        self.strokes: list[Stroke] = []
        self._at = self._start = self._handle = (0.0, 0.0)
        for letter, numbers in _COMMAND.findall(text):
            self._command(letter, [float(number) for number in _NUMBER.findall(numbers)])

    def _command(self, letter: str, values: list[float]) -> None:
        count = _COUNTS[letter.upper()]
        if count == 0:
            self.strokes.append(("Z",))
            self._at = self._start
        for place in range(0, len(values), count or 1):
            base = self._at if letter.islower() else (0.0, 0.0)
            command = "L" if letter.upper() == "M" and place else letter.upper()
            self._stroke(command, values[place : place + count], base)

    def _stroke(self, command: str, values: list[float], base: Point) -> None:
        """One stroke with its numbers, counted from `base`."""
        before = self._at
        match command, values:
            case "H", [x]:
                self._to(("L", (base[0] + x, before[1])))
            case "V", [y]:
                self._to(("L", (before[0], base[1] + y)))
            case (("M" | "L"), [x, y]):
                self._to((command, (base[0] + x, base[1] + y)))
            case "C", [*numbers]:
                first, second, end = _points(numbers, base)
                self._to(("C", first, second, end))
            case "S", [*numbers]:
                mirrored = (2 * before[0] - self._handle[0], 2 * before[1] - self._handle[1])
                second, end = _points(numbers, base)
                self._to(("C", mirrored, second, end))
            case "A", [radius, _, _, large, clockwise, x, y]:
                for stroke in _arc(before, (base[0] + x, base[1] + y), radius, bool(large), bool(clockwise)):
                    self._to(stroke)

    def _to(self, stroke: Stroke) -> None:
        points = [part for part in stroke if not isinstance(part, str)]
        self._at = points[-1]
        self._handle = points[-2] if stroke[0] == "C" else points[-1]
        if stroke[0] == "M":
            self._start = self._at
        self.strokes.append(stroke)


def _points(numbers: list[float], base: Point) -> Iterator[Point]:
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        yield base[0] + x, base[1] + y


def _arc(start: Point, end: Point, radius: float, is_large: bool, is_clockwise: bool) -> Iterator[Stroke]:
    """A circle's arc as curves of at most a quarter each; y grows downwards."""
    across = math.dist(start, end)
    radius = max(radius, across / 2)
    height = math.sqrt(max(radius**2 - across**2 / 4, 0.0)) * (-1 if is_large == is_clockwise else 1)
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    centre = (middle[0] - height * (end[1] - start[1]) / across, middle[1] + height * (end[0] - start[0]) / across)
    first, last = (math.atan2(point[1] - centre[1], point[0] - centre[0]) for point in (start, end))
    turn = (last - first) % math.tau if is_clockwise else -((first - last) % math.tau)
    count = math.ceil(abs(turn) / (math.pi / 2) - 1e-9)
    step = turn / count
    reach = 4 / 3 * math.tan(step / 4) * radius

    def on_circle(angle: float, ahead: float = 0.0) -> Point:
        """The place at an angle, or one `ahead` of it along the tangent."""
        x = centre[0] + radius * math.cos(angle) - ahead * math.sin(angle)
        return x, centre[1] + radius * math.sin(angle) + ahead * math.cos(angle)

    for quarter in range(count):
        a, b = first + quarter * step, first + (quarter + 1) * step
        yield "C", on_circle(a, reach), on_circle(b, -reach), on_circle(b)
