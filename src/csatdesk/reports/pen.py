"""Draws on one page. The only module that talks to reportlab's canvas; y is measured from the page's top edge down.

A place given for text is its base line.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from csatdesk.reports.typeface import SUBSTITUTE, Line, Style, printable, register_fonts, width

if TYPE_CHECKING:
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.pathobject import PDFPathObject

Point = tuple[float, float]
PAPER, EDGE_INK = 0xFFFFFF, 0x8A8882  # of fields
FIELD_MOST = 4000  # letters
# One step of an outline: "M" and "L" go to a point, "C" by two handles to a point, "Z" back to the last "M".
Stroke = tuple[str] | tuple[str, Point] | tuple[str, Point, Point, Point]


class Pen:
    """A document being drawn. `substituted` tells whether the present page shows a sign for a missing letter."""

    def __init__(self, file: IO[bytes], size: tuple[float, float], language: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        register_fonts()
        self._canvas = Canvas(file, pagesize=size, pageCompression=1, lang=language)
        self._height = size[1]
        self._font: tuple[str, float] | None = None
        self._ink: int | None = None
        self._bookmarks = 0
        self.substituted = False

    def describe(self, title: str, author: str) -> None:
        """What the reader's program shows about the document."""
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(title)
        self._canvas.setCreator("csatdesk")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        if (style.font, style.size) != self._font:
            self._canvas.setFont(style.font, style.size)
            self._font = (style.font, style.size)
        self._fill(style.ink)
        self.substituted = self.substituted or SUBSTITUTE in text
        self._canvas.drawString(x, self._height - y, text)

    @contextmanager
    def magnified(self, at: Point, factor: float) -> Iterator[None]:
        """What is drawn within is so many times as large; `at` stays where it is."""
        x, y = at[0], self._height - at[1]
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.scale(factor, factor)
        self._canvas.translate(-x, -y)
        yield
        self._canvas.restoreState()
        self._font = self._ink = None  # what was set within is forgotten by the page

    def text_right(self, x: float, y: float, text: str, style: Style) -> None:
        """Text that ends at x."""
        shown = printable(text)
        self.text(x - width(shown, style), y, shown, style)

    def upright_text(self, x: float, y: float, text: str, style: Style) -> None:
        """Text read from below to above, beginning at the place."""
        self._canvas.saveState()
        self._canvas.translate(x, self._height - y)
        self._canvas.rotate(90)
        self._canvas.setFont(style.font, style.size)
        self._canvas.setFillColor(_colour(style.ink))
        self._canvas.drawString(0, 0, printable(text))
        self._canvas.restoreState()

    def line_of_text(self, x: float, y: float, line: Line) -> None:
        for run in line.runs:
            self.text(x, y, run.text, run.style)
            x += width(run.text, run.style)

    def rule(self, start: Point, end: Point, ink: int, thickness: float, dash: Sequence[float] = ()) -> None:
        self._canvas.saveState()
        self._canvas.setStrokeColor(_colour(ink))
        self._canvas.setLineWidth(thickness)
        if dash:
            self._canvas.setDash(list(dash))
        self._canvas.line(start[0], self._height - start[1], end[0], self._height - end[1])
        self._canvas.restoreState()

    def box(self, left: float, top: float, wide: float, high: float, ink: int) -> None:
        """A filled rectangle."""
        self._fill(ink)
        self._canvas.rect(left, self._height - top - high, wide, high, stroke=0, fill=1)

    def picture(self, at: Point, size: Point, content: bytes) -> None:
        """A picture whose left upper corner is `at`."""
        from reportlab.lib.utils import ImageReader

        left, top = at[0], self._height - at[1] - size[1]
        self._canvas.drawImage(ImageReader(BytesIO(content)), left, top, *size, mask="auto")

    def boxes(self, places: Sequence[tuple[float, float, float, float]], ink: int) -> None:
        """Filled rectangles (left, top, width, height) as one shape, so that no seam shows between them."""
        path = self._canvas.beginPath()
        for left, top, wide, high in places:
            path.rect(left, self._height - top - high, wide, high)
        self._fill(ink)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def polygon(self, points: Sequence[Point], ink: int) -> None:
        """A filled shape."""
        path = self._path(points)
        path.close()
        self._fill(ink)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def polyline(self, points: Sequence[Point], ink: int, thickness: float) -> None:
        """A line with flat ends and mitred corners."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(_colour(ink))
        self._canvas.setLineWidth(thickness)
        self._canvas.drawPath(self._path(points), stroke=1, fill=0)
        self._canvas.restoreState()

    def outline(self, strokes: Sequence[Stroke], origin: Point, scale: float, ink: int, thickness: float) -> None:
        """Strokes with round ends, their units enlarged by `scale`, y downwards from `origin`."""
        path = self._canvas.beginPath()
        draw: dict[str, Callable[..., object]] = {
            "M": path.moveTo,
            "L": path.lineTo,
            "C": path.curveTo,
            "Z": path.close,
        }
        for step in strokes:
            points = [part for part in step if not isinstance(part, str)]
            places = [(origin[0] + x * scale, self._height - origin[1] - y * scale) for x, y in points]
            draw[step[0]](*(number for place in places for number in place))
        self._canvas.saveState()
        self._canvas.setStrokeColor(_colour(ink))
        self._canvas.setLineWidth(thickness)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.restoreState()

    def disc(self, centre: Point, radius: float, ink: int) -> None:
        self._fill(ink)
        self._canvas.circle(centre[0], self._height - centre[1], radius, stroke=0, fill=1)

    def ring(self, centre: Point, radius: float, ink: int, thickness: float) -> None:
        self._canvas.saveState()
        self._canvas.setStrokeColor(_colour(ink))
        self._canvas.setLineWidth(thickness)
        self._canvas.circle(centre[0], self._height - centre[1], radius, stroke=1, fill=0)
        self._canvas.restoreState()

    # fields of a form that is filled on a screen; no wording goes into them, since they can hold no typeface of ours

    def radio(self, at: Point, size: float, name: str, value: str, told: str) -> None:
        """One of the boxes called `name`, of which one at most is ticked. `told`: what a screen reader says."""
        place = self._corner(at, size)
        look = self._field_look()
        self._fields.radio(
            name=name,
            value=value,
            tooltip=told,
            size=size,
            **place,
            **look,
            buttonStyle="check",
            shape="square",
            fieldFlags="radio",
        )

    def check(self, at: Point, size: float, name: str, told: str) -> None:
        """A box that is ticked or not."""
        place = self._corner(at, size)
        look = self._field_look()
        self._fields.checkbox(name=name, tooltip=told, size=size, **place, **look, fieldFlags="")

    def text_field(self, at: Point, size: Point, name: str, told: str) -> None:
        """Empty, for several lines."""
        place = self._corner(at, size[1])
        self._fields.textfield(
            name=name,
            tooltip=told,
            width=size[0],
            height=size[1],
            **place,
            **self._field_look(),
            fontSize=10,
            fontName="Helvetica",
            maxlen=FIELD_MOST,
            fieldFlags="multiline",
        )

    def hidden_field(self, name: str, value: str) -> None:
        """Something the form says of itself, in plain Latin letters."""
        self._fields.textfield(
            name=name,
            value=value,
            x=0,
            y=0,
            width=1,
            height=1,
            maxlen=FIELD_MOST,
            fieldFlags="readOnly",
            annotationFlags="hidden",
        )

    @property
    def _fields(self) -> Any:
        """Its described types know whole numbers only; it draws by fractions as well."""
        return self._canvas.acroForm

    def _corner(self, at: Point, high: float) -> dict[str, float]:
        return {"x": at[0], "y": self._height - at[1] - high}

    def _field_look(self) -> dict[str, Any]:
        return {
            "borderColor": _colour(EDGE_INK),
            "fillColor": _colour(PAPER),
            "textColor": _colour(0),
            "borderWidth": 0.7,
        }

    def bookmark(self, title: str, y: float, level: int) -> None:
        """An entry of the outline that leads to this place; a level may be at most one below the entry before."""
        self._bookmarks += 1
        key = f"place-{self._bookmarks}"
        self._canvas.bookmarkHorizontalAbsolute(key, self._height - y)
        self._canvas.addOutlineEntry(printable(title), key, level)
        self._canvas.showOutline()

    def end_page(self) -> None:
        self._canvas.showPage()
        self._font = self._ink = None
        self.substituted = False

    def save(self) -> None:
        self._canvas.save()

    def _fill(self, ink: int) -> None:
        if ink != self._ink:
            self._canvas.setFillColor(_colour(ink))
            self._ink = ink

    def _path(self, points: Sequence[Point]) -> "PDFPathObject":
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        return path


@cache
def _colour(ink: int) -> "Color":
    from reportlab.lib.colors import HexColor

    return HexColor(ink)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in points of a picture that can be drawn; None for any other file."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as found:
            found.load()
            return found.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
        return None
