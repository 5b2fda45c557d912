"""The state marks on paper: the shapes that the screen shows, drawn as vectors."""

from csatdesk.domain.mark_shapes import LOUD, MARK_COLOURS, MARKS, Area, Disc, Part, Ring, Stroke
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import INK2, INK3, OK, OVERDUE, PAUSED, SOON, TODAY
from csatdesk.reports.typeface import BOLD, Run, Style

_INKS = {"ok": OK, "soon": SOON, "today": TODAY, "overdue": OVERDUE, "paused": PAUSED, "ink3": INK3}
MARK_SIZE = 8.25  # points: 11 pixels of the screen
MARK_ROOM = 13.5  # from the mark's left edge to its word
_CAPITALS = 0.7  # height of a capital as a share of the size


def draw_state_mark(pen: Pen, state: str, x: float, base: float, style: Style) -> None:
    """The mark of a state (a value of DeadlineState, or "none") beside a word in `style`: left edge and base line."""
    centre = (x + MARK_SIZE / 2, base - _CAPITALS * style.size / 2)
    for part in MARKS[state]:
        _draw_part(pen, part, centre, _INKS[MARK_COLOURS[state]])


def state_words(state: str, words: str, style: Style) -> Run:
    """The words of a state: bold and coloured where it is overdue or due today, else in second ink."""
    loud = Style(style.size, style.leading, _INKS[MARK_COLOURS[state]], BOLD)
    return Run(words, loud if state in LOUD else Style(style.size, style.leading, INK2))


def _draw_part(pen: Pen, part: Part, centre: tuple[float, float], ink: int) -> None:
    match part:
        case Disc(radius):
            pen.disc(centre, radius * MARK_SIZE, ink)
        case Ring(radius, width):
            pen.ring(centre, radius * MARK_SIZE, ink, width * MARK_SIZE)
        case Area(points):
            pen.polygon(_placed(points, centre), ink)
        case Stroke(points, width):
            pen.polyline(_placed(points, centre), ink, width * MARK_SIZE)


def _placed(points: tuple[tuple[float, float], ...], centre: tuple[float, float]) -> list[tuple[float, float]]:
    return [(centre[0] + x * MARK_SIZE, centre[1] + y * MARK_SIZE) for x, y in points]
