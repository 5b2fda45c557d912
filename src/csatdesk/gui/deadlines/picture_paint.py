"""Paints the rows of an explained clock: bars, hatches, upright lines with their words. From tokens only."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csatdesk.domain.day_lines import Marker, Part
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S24
from csatdesk.wording.day_picture import Bar, Picture, Row, Tick

LABEL_LEAST, TOTAL_LEAST = 118, 84
HATCH_STEP = 5
MARKS = {Marker.MET: "met", Marker.ENDED: "none"}
HATCHED = frozenset({Part.PAUSED, Part.CLOSED, Part.ROLLED})


@dataclass(frozen=True, slots=True)
class Look:
    """Tokens of a bar: fill ("" for none), frame, words; `dashed` frames."""

    fill: str
    frame: str
    words: str
    is_bold: bool = False
    is_dashed: bool = False


LOOKS = {
    Part.COUNTED: Look("accent", "", "accent_ink", is_bold=True),
    Part.TO_COME: Look("accent_tint", "accent", "accent", is_bold=True),
    Part.UNUSED: Look("bg", "line2", "ink2"),
    Part.PAUSED: Look("bg", "paused", "ink2"),
    Part.EXTENDED: Look("accent_tint", "accent", "accent", is_dashed=True),
    Part.LATE: Look("error_tint", "overdue", "overdue", is_bold=True),
    Part.START: Look("bg", "", "ink2"),
    Part.CLOSED: Look("bg", "", "ink2"),
    Part.ROLLED: Look("bg", "edge", "ink2", is_dashed=True),
}
DAY_AHEAD = Look("bg", "edge", "ink")  # a day of a strip that is still to come


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand across: labels from `left`, the axis from `begin` to `end`, totals up to `right`."""

    left: float
    begin: float
    end: float
    right: float

    def x(self, share: float) -> float:
        return round(self.begin + share * (self.end - self.begin))


def columns(picture: Picture, width: int, total_head: str) -> Columns:
    margin = theme().margin
    body, caption = theme().metrics("body", bold=True), theme().metrics("caption")
    label = max([body.horizontalAdvance(row.label) for row in picture.rows] or [0]) + S24
    total = max([body.horizontalAdvance(row.total) for row in picture.rows] + [caption.horizontalAdvance(total_head)])
    least = LABEL_LEAST if not theme().compact else 0
    begin = margin + max(label, least)
    end = max(width - margin - max(total + S24, TOTAL_LEAST), begin + 100)
    return Columns(margin, begin, end, width - margin)


def bar_height() -> int:
    return theme().metrics("small").height() + 3


def row_height(row: Row, where: Columns) -> int:
    beneath = any(one.is_beneath for one in placed(row, where))
    return theme().metrics("body").height() + (17 if theme().compact else 25) + (_beneath() if beneath else 0)


def _beneath() -> int:
    return theme().metrics("caption").height() + S4


@dataclass(frozen=True, slots=True)
class PlacedTick:
    """Words of a tick from `words_at` on, beside the bars or beneath them."""

    tick: Tick
    x: float
    words_at: float
    is_beneath: bool


def placed(row: Row, where: Columns) -> list[PlacedTick]:
    """Words beside their line where there is nothing else, else beneath the bars, none over another."""
    found: list[PlacedTick] = []
    free = where.left
    for tick in sorted(row.ticks, key=lambda one: one.at):
        x, wide = where.x(tick.at), _wide(tick)
        beside = _beside(row, tick, where, wide)
        if beside is not None:
            found.append(PlacedTick(tick, x, beside, is_beneath=False))
            continue
        at = _under(tick, x, wide)
        at = max(min(at, where.right - wide), free)
        free = at + wide + S8
        found.append(PlacedTick(tick, x, at, is_beneath=True))
    return found


def _under(tick: Tick, x: float, wide: float) -> float:
    if tick.marker is Marker.DUE:
        return x - wide
    return x - wide / 2 if tick.marker is Marker.NOW else x


def _beside(row: Row, tick: Tick, where: Columns, wide: float) -> float | None:
    """Where its words begin when they have room: left of the start, right of the due instant."""
    x = where.x(tick.at)
    if len(row.bars) > 1 and all(bar.end - bar.begin == row.bars[0].end - row.bars[0].begin for bar in row.bars):
        return None  # a strip of days has no room
    if tick.marker is Marker.START:
        is_free = not any(bar.begin < tick.at for bar in row.bars)
        return x - S8 - wide if is_free and x - S8 - wide > where.begin - S24 else None
    if tick.marker is Marker.NOW:
        return None
    is_free = not any(bar.end > tick.at for bar in row.bars) and not any(one.at > tick.at for one in row.ticks)
    return x + S8 if is_free and x + S8 + wide < where.end + S24 else None


def _wide(tick: Tick) -> float:
    words = theme().metrics("small", bold=True).horizontalAdvance(tick.words)
    return words + (0 if tick.marker in {Marker.START, Marker.NOW} else round(18 * theme().scale))


# painting


def paint_row(painter: QPainter, box: QRectF, row: Row, picture: Picture, where: Columns) -> None:
    """One row with its hairline beneath."""
    ticks, top, height = placed(row, where), box.top(), box.height()
    line_high = height - (_beneath() if any(one.is_beneath for one in ticks) else 0)
    for at in picture.lines:
        fill_line(painter, QRectF(where.x(at), top, 1, height), theme().color("line"))
    _paint_ends(painter, top, line_high, row, where)
    middle = top + line_high / 2
    high = bar_height()
    if row.band:
        _paint_band(painter, QRectF(where.begin, middle - high / 2 - 6, where.end - where.begin, high + 12), row)
    for bar in row.bars:
        place = QRectF(where.x(bar.begin), round(middle - high / 2), 0, high)
        place.setRight(where.x(bar.end) - (2 if picture.is_week and not row.is_fold else 0))
        paint_bar(painter, place, bar, is_strip=picture.is_week)
    for one in ticks:
        _paint_tick(painter, one, top, line_high, height, is_strip=picture.is_week)
    fill_line(painter, QRectF(where.left, top + height - 1, where.right - where.left, 1), theme().color("line"))


def _paint_ends(painter: QPainter, top: float, high: float, row: Row, where: Columns) -> None:
    metrics = theme().metrics("body", row.is_today)
    base = round(top + (high - metrics.height()) / 2) + metrics.ascent()
    tone = "ink2" if row.is_quiet else "ink"
    draw_words(painter, QPointF(where.left, base), row.label, "body", tone, bold=row.is_today)
    wide = metrics.horizontalAdvance(row.total)
    quiet = "ink3" if row.is_ahead else tone
    draw_words(painter, QPointF(where.right - wide, base), row.total, "body", quiet, bold=row.is_today)


def paint_hatch(painter: QPainter, place: QRectF) -> None:
    painter.save()
    painter.setClipRect(place)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color("hatch"), 2 if theme().scheme.is_contrast else 1))
    high = place.height()
    step = HATCH_STEP * (2 if theme().scheme.is_contrast else 1)
    count = int((place.width() + high) / step) + 1
    left = place.left() - high
    painter.drawLines(
        [QLineF(left + n * step, place.bottom(), left + n * step + high, place.top()) for n in range(count)]
    )
    painter.restore()


def _paint_band(painter: QPainter, place: QRectF, row: Row) -> None:
    paint_hatch(painter, place)
    tone = "ink" if row.is_band_loud else "ink2"
    _words_on_patch(painter, place, row.band, tone, bold=row.is_band_loud)


def _words_on_patch(
    painter: QPainter, place: QRectF, words: str, tone: str, *, bold: bool = False, mark: str = ""
) -> None:
    """Words in the middle, on ground of their own where something is hatched behind them."""
    metrics = theme().metrics("small", bold)
    room = place.width() - 2 * S8
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room))
    side = round(17 * theme().scale) if mark else 0
    wide = metrics.horizontalAdvance(shown) + side
    left = place.center().x() - wide / 2
    patch = QRectF(left - S8, place.top() + 1, wide + 2 * S8, place.height() - 2)
    fill_line(painter, patch, theme().color("bg"))
    base = round(place.center().y() - metrics.height() / 2) + metrics.ascent()
    if mark:
        size = 10 * theme().scale
        paint_mark(painter, mark, QPointF(left + size / 2, base - metrics.capHeight() / 2), size)
    draw_words(painter, QPointF(left + side, base), shown, "small", tone, bold=bold)


def paint_bar(painter: QPainter, place: QRectF, bar: Bar, *, is_strip: bool = False) -> None:
    """A bar with the longest of its words that fits."""
    look = LOOKS[bar.part]
    if is_strip and bar.part is Part.TO_COME and not bar.is_today:
        look = DAY_AHEAD
    if look.fill:
        fill_line(painter, place, theme().color(look.fill))
    if bar.part in HATCHED:
        paint_hatch(painter, place)
    if look.frame:
        _frame(painter, place, look)
    mark = "paused" if bar.part is Part.PAUSED else ""
    words = _fitting(bar, place.width(), look, mark)
    if not words:
        return
    if bar.part in HATCHED:
        _words_on_patch(painter, place.adjusted(1, 0, -1, 0), words, look.words, mark=mark)
        return
    bold = look.is_bold or bar.is_today
    metrics = theme().metrics("small", bold)
    base = round(place.center().y() - metrics.height() / 2) + metrics.ascent()
    x = place.center().x() - metrics.horizontalAdvance(words) / 2
    draw_words(painter, QPointF(x, base), words, "small", look.words, bold=bold)


def _fitting(bar: Bar, width: float, look: Look, mark: str) -> str:
    metrics = theme().metrics("small", look.is_bold or bar.is_today)
    room = width - S8 - (round(17 * theme().scale) + S8 if mark else 0)
    return next((words for words in bar.words if metrics.horizontalAdvance(words) <= room), "")


def _frame(painter: QPainter, place: QRectF, look: Look) -> None:
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if look.is_dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(theme().color(look.frame), 1, style))
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _paint_tick(
    painter: QPainter, one: PlacedTick, top: float, line_high: float, height: float, *, is_strip: bool
) -> None:
    marker = one.tick.marker
    is_due = marker is Marker.DUE
    thick = 2 if is_due else 1.5
    bar = bar_height()
    reach = (line_high - bar) / 2
    begin, end = top + reach - 9, top + line_high - reach + 9
    if not is_strip or is_due:
        line = QRectF(one.x - thick / 2, max(begin, top), thick, min(end, top + line_high) - max(begin, top))
        fill_line(painter, line, theme().color("today" if is_due else "ink"))
    role = "caption" if one.is_beneath else "small"
    metrics = theme().metrics(role, bold=True)
    base = round(top + line_high / 2 - metrics.height() / 2) + metrics.ascent()
    if one.is_beneath:
        base = round(top + height - S4 - metrics.descent())
    x = one.words_at
    if marker not in {Marker.START, Marker.NOW}:
        size = 11 * theme().scale
        state = "due_today" if is_due else MARKS[marker]
        paint_mark(painter, state, QPointF(x + size / 2, base - metrics.capHeight() / 2), size)
        x += round(18 * theme().scale)
    draw_words(painter, QPointF(x, base), one.tick.words, role, "today" if is_due else "ink", bold=True)


def paint_strip(painter: QPainter, place: QRectF, bars: Sequence[Bar]) -> None:
    """Days side by side, without words: the small strip in the list of clocks."""
    if not bars:
        return
    each = place.width() / len(bars)
    gap = 2 if each > 6 else 0
    for number, bar in enumerate(bars):
        left = round(place.left() + number * each)
        cell = QRectF(left, place.top(), round(place.left() + (number + 1) * each) - left - gap, place.height())
        paint_bar(painter, cell, Bar(0, 1, bar.part, (), bar.is_today), is_strip=True)
