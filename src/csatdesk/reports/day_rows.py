"""The days of an explained clock on paper: the rows that the screen paints, as vectors."""

from dataclasses import dataclass, field

from csatdesk.domain.day_lines import Marker, Part
from csatdesk.domain.marks import N_
from csatdesk.reports.blocks import Block
from csatdesk.reports.pen import Pen
from csatdesk.reports.scale import (
    ACCENT,
    BODY,
    BODY_BOLD,
    CAPTION,
    CAPTION_BOLD,
    EDGE,
    GAP4,
    GAP8,
    GAP12,
    GAP16,
    HAIRLINE,
    INK,
    LINE,
    LINE2,
    OVERDUE,
    PAUSED,
    SECOND,
    SMALL,
    SMALL_BOLD,
    SMALL_SECOND,
    TODAY,
)
from csatdesk.reports.state_marks import MARK_ROOM, draw_state_mark
from csatdesk.reports.typeface import BOLD, Style, printable, shortened, width
from csatdesk.wording.day_picture import Bar, Picture, Row, Tick
from csatdesk.wording.texts import _

WHITE, TINT, ERROR_TINT, HATCH = 0xFFFFFF, 0xEAEFFB, 0xFBEDEF, 0xDDDBD4
LABEL_ROOM, TOTAL_ROOM = 84.0, 78.0
ROW, BENEATH, BAR, STEP = 27.0, 12.0, 15.0, 4.0
HATCHED = frozenset({Part.PAUSED, Part.CLOSED, Part.ROLLED})
ON_ACCENT = Style(9.75, 13.5, WHITE, BOLD)
IN_ACCENT = Style(9.75, 13.5, ACCENT, BOLD)
IN_OVERDUE = Style(9.75, 13.5, OVERDUE, BOLD)
DUE_WORDS = Style(9.75, 13.5, TODAY, BOLD)
DUE_BENEATH = Style(9, 12, TODAY, BOLD)
MARKS = {Marker.MET: "met", Marker.ENDED: "none", Marker.DUE: "due_today"}
Box = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Look:
    """Inks of a bar; None: not drawn."""

    fill: int | None
    frame: int | None
    words: Style


LOOKS = {
    Part.COUNTED: Look(ACCENT, None, ON_ACCENT),
    Part.TO_COME: Look(TINT, ACCENT, IN_ACCENT),
    Part.UNUSED: Look(None, LINE2, SMALL_SECOND),
    Part.PAUSED: Look(None, PAUSED, SMALL_SECOND),
    Part.EXTENDED: Look(TINT, ACCENT, IN_ACCENT),
    Part.LATE: Look(ERROR_TINT, OVERDUE, IN_OVERDUE),
    Part.START: Look(None, None, SMALL_SECOND),
    Part.CLOSED: Look(None, None, SMALL_SECOND),
    Part.ROLLED: Look(None, EDGE, SMALL_SECOND),
}
AHEAD = Look(None, EDGE, SMALL)
LEGEND = (
    (Part.COUNTED, N_("counted")),
    (Part.TO_COME, N_("still to come")),
    (Part.UNUSED, N_("not needed any more")),
    (Part.PAUSED, N_("paused, not counted")),
    (Part.EXTENDED, N_("added by the extension")),
    (Part.ROLLED, N_("moved to the next working day")),
    (Part.LATE, N_("late")),
)


@dataclass
class DayHead(Block):
    """Month, hours or weekdays, and what the totals are; never the last thing on a page."""

    picture: Picture
    gap_above: float = GAP16
    keeps_next: bool = True
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return CAPTION.leading + GAP4

    def draw(self, pen: Pen, x: float, y: float) -> None:
        base = y + CAPTION.leading - 3
        pen.text(x, base, printable(self.picture.month), CAPTION)
        free = x + width(printable(self.picture.month), CAPTION) + GAP4
        for label in self.picture.labels:
            words = printable(label.words)
            wide = width(words, CAPTION)
            left = _place(x, self._width, label.at) - wide / 2
            if left >= free:
                pen.text(left, base, words, CAPTION)
                free = left + wide + GAP4
        head = _("days so far") if self.picture.is_week else _("counted so far")
        pen.text_right(x + self._width, base, head, CAPTION)
        pen.rule((x, y + CAPTION.leading + GAP4), (x + self._width, y + CAPTION.leading + GAP4), LINE, HAIRLINE)


@dataclass
class DayRow(Block):
    """One row of the picture."""

    row: Row
    picture: Picture
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return ROW + (BENEATH if self._beneath(0.0) else 0.0)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        row, high = self.row, self.measure(self._width)
        for at in self.picture.lines:
            place = _place(x, self._width, at)
            pen.rule((place, y), (place, y + high), LINE, HAIRLINE)
        style = BODY_BOLD if row.is_today else SECOND if row.is_quiet else BODY
        base = y + ROW / 2 + 0.35 * style.size
        pen.text(x, base, shortened(row.label, style, LABEL_ROOM - GAP8), style)
        pen.text_right(x + self._width, base, row.total, style)
        top = y + (ROW - BAR) / 2
        if row.band:
            self._draw_band(pen, (_place(x, self._width, 0), top - 3, self._axis, BAR + 6))
        for bar in row.bars:
            left = _place(x, self._width, bar.begin)
            gap = 1.5 if self.picture.is_week and not row.is_fold else 0.0
            draw_bar(pen, (left, top, _place(x, self._width, bar.end) - left - gap, BAR), bar, self.picture)
        self._draw_ticks(pen, x, y)
        pen.rule((x, y + high), (x + self._width, y + high), LINE, HAIRLINE)

    @property
    def _axis(self) -> float:
        return self._width - LABEL_ROOM - TOTAL_ROOM

    def _draw_band(self, pen: Pen, box: Box) -> None:
        hatch(pen, box)
        _words_on_patch(pen, box, self.row.band, SMALL_BOLD if self.row.is_band_loud else SMALL_SECOND)

    def _draw_ticks(self, pen: Pen, x: float, y: float) -> None:
        beneath = self._beneath(x)
        free = x
        for tick in sorted(self.row.ticks, key=lambda one: one.at):
            at = _place(x, self._width, tick.at)
            is_due = tick.marker is Marker.DUE
            if not self.picture.is_week or is_due:
                ink, thick = (TODAY, 1.5) if is_due else (INK, 1.1)
                pen.rule((at, y + 1), (at, y + ROW - 1), ink, thick)
            wide = _wide(tick)
            if tick not in beneath:
                left = at - GAP4 - wide if tick.marker is Marker.START else at + GAP4
                _draw_words(pen, tick, left, y + ROW / 2 + 0.35 * SMALL.size, DUE_WORDS if is_due else SMALL_BOLD)
                continue
            left = at - wide if is_due else at - wide / 2 if tick.marker is Marker.NOW else at
            left = max(min(left, x + self._width - wide), free)
            free = left + wide + GAP8
            _draw_words(pen, tick, left, y + ROW + BENEATH - 5, DUE_BENEATH if is_due else CAPTION_BOLD)

    def _beneath(self, x: float) -> list[Tick]:
        """The ticks whose words have no room beside the bars."""
        return [tick for tick in self.row.ticks if not self._has_room(x, tick)]

    def _has_room(self, x: float, tick: Tick) -> bool:
        if self.picture.is_week or tick.marker is Marker.NOW:
            return False
        at, wide = _place(x, self._width, tick.at), _wide(tick)
        if tick.marker is Marker.START:
            return not any(bar.begin < tick.at for bar in self.row.bars) and at - GAP4 - wide > x + LABEL_ROOM - GAP16
        is_last = not any(one.at > tick.at for one in self.row.ticks)
        is_free = is_last and not any(bar.end > tick.at for bar in self.row.bars)
        return is_free and at + GAP4 + wide < x + self._width - TOTAL_ROOM + GAP16


def _place(x: float, wide: float, share: float) -> float:
    return x + LABEL_ROOM + share * (wide - LABEL_ROOM - TOTAL_ROOM)


def _wide(tick: Tick) -> float:
    return width(printable(tick.words), SMALL_BOLD) + (MARK_ROOM if tick.marker in MARKS else 0.0)


def _draw_words(pen: Pen, tick: Tick, left: float, base: float, style: Style) -> None:
    if tick.marker in MARKS:
        draw_state_mark(pen, MARKS[tick.marker], left, base, style)
        left += MARK_ROOM
    pen.text(left, base, printable(tick.words), style)


def draw_bar(pen: Pen, box: Box, bar: Bar, picture: Picture) -> None:
    """A bar with the longest of its words that fits."""
    is_ahead = picture.is_week and bar.part is Part.TO_COME and not bar.is_today
    look = AHEAD if is_ahead else LOOKS[bar.part]
    if look.fill is not None:
        pen.box(*box, look.fill)
    if bar.part in HATCHED:
        hatch(pen, box)
    if look.frame is not None:
        _frame(pen, box, look.frame)
    mark = "paused" if bar.part is Part.PAUSED else ""
    room = box[2] - GAP8 - (MARK_ROOM if mark else 0.0)
    words = next((one for one in map(printable, bar.words) if width(one, look.words) <= room), "")
    if not words:
        return
    if bar.part in HATCHED:
        _words_on_patch(pen, box, words, look.words, mark)
    else:
        left = box[0] + (box[2] - width(words, look.words)) / 2
        pen.text(left, box[1] + box[3] / 2 + 0.35 * look.words.size, words, look.words)


def _frame(pen: Pen, box: Box, ink: int) -> None:
    left, top, wide, high = box
    right, bottom = left + wide, top + high
    for start, end in (
        ((left, top), (right, top)),
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
        ((right, top), (right, bottom)),
    ):
        pen.rule(start, end, ink, 0.75)


def hatch(pen: Pen, box: Box) -> None:
    """Slanted lines, cut at the ends of the box."""
    left, top, wide, high = box
    offset = -high
    while offset < wide:
        begin, end = max(offset, 0.0), min(offset + high, wide)
        lower, upper = top + high - (begin - offset), top + high - (end - offset)
        pen.rule((left + begin, lower), (left + end, upper), HATCH, 0.6)
        offset += STEP


def _words_on_patch(pen: Pen, box: Box, words: str, style: Style, mark: str = "") -> None:
    side = MARK_ROOM if mark else 0.0
    shown = shortened(words, style, box[2] - GAP8 - side)
    wide = width(shown, style) + side
    left = box[0] + (box[2] - wide) / 2
    pen.box(left - GAP4, box[1] + 0.75, wide + GAP8, box[3] - 1.5, WHITE)
    base = box[1] + box[3] / 2 + 0.35 * style.size
    if mark:
        draw_state_mark(pen, mark, left, base, style)
    pen.text(left + side, base, shown, style)


@dataclass
class Legend(Block):
    """What the looks mean, and the allowance under the last total."""

    picture: Picture
    gap_above: float = GAP8
    _width: float = field(default=0.0, init=False)

    def measure(self, width: float) -> float:
        self._width = width
        return (SMALL.leading + GAP4) * len(self._rows())

    def draw(self, pen: Pen, x: float, y: float) -> None:
        pen.text_right(x + self._width, y + SMALL.leading - 3, self.picture.foot, SMALL_SECOND)
        for row in self._rows():
            base = y + SMALL.leading - 3
            for place, part, words in row:
                box = (x + place, base - 8, 18.0, 9.0)
                if part is Part.CLOSED:
                    hatch(pen, box)
                else:
                    draw_bar(pen, box, Bar(0, 1, part, is_today=True), self.picture)
                pen.text(x + place + 24, base, printable(words), SMALL_SECOND)
            y += SMALL.leading + GAP4

    def _rows(self) -> list[list[tuple[float, Part, str]]]:
        """The entries in as many lines as they need, each with its place."""
        entries = [(part, _(words)) for part, words in LEGEND if part in self.picture.parts]
        if self.picture.has_closed:
            entries.append((Part.CLOSED, _("closed or holiday")))
        rows: list[list[tuple[float, Part, str]]] = [[]]
        place = 0.0
        for part, words in entries:
            wide = 24 + width(printable(words), SMALL_SECOND) + GAP12
            if rows[-1] and place + wide > self._width - TOTAL_ROOM:
                rows.append([])
                place = 0.0
            rows[-1].append((place, part, words))
            place += wide
        return rows
