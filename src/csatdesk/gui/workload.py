"""Who has how many open cases, as bars: overdue first, then due today, then the rest; beneath them the usual.

bars = WorkloadBars()
bars.show_loads([Bar(7, "Kaarel Mägi", overdue=4, today=1, later=19, is_away=True)], usual=11)
bars.chosen.connect(lambda place: bars.bars[place].key)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from csatdesk.gui.bar_rows import BAR_HIGH, BarRows
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.cases.told import capped
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import WORD_AFTER, paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.operations.deadlines.workload import Dimension, Load, Workload
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

NAME_WIDE, NAME_SHARE = 132, 0.36  # of the width at most
LEAST = 2  # a part of one case can still be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """One person's open cases. `key`: the person, None for the cases that nobody has."""

    key: int | None
    name: str
    overdue: int
    today: int
    later: int
    is_away: bool = False

    @property
    def total(self) -> int:
        return self.overdue + self.today + self.later


class WorkloadBars(BarRows):
    """See the module's first words."""

    def __init__(self) -> None:
        super().__init__(_("Open cases by person"))
        self.bars: tuple[Bar, ...] = ()
        self._usual = 0.0

    def show_loads(self, bars: Sequence[Bar], usual: float) -> None:
        self.bars, self._usual = tuple(bars), usual
        self.refit()

    def count(self) -> int:
        return len(self.bars)

    def row_words(self, place: int) -> str:
        bar = self.bars[place]
        counts = _("{count} open, {overdue} overdue, {today} due today").format(
            count=number(bar.total), overdue=number(bar.overdue), today=number(bar.today)
        )
        return f"{self._name_of(bar)}, {counts}"

    def foot_height(self) -> int:
        return theme().metrics("caption").height() + S8 + 2

    def paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        bar = self.bars[place]
        metrics = theme().metrics("small")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
        self._paint_name(painter, bar, QPointF(S4, baseline))
        x = self._paint_bar(painter, bar, box)
        draw_words(painter, QPointF(x + S8, baseline), number(bar.total), "small", bold=True)

    def _paint_name(self, painter: QPainter, bar: Bar, at: QPointF) -> None:
        room = self._names() - S16
        away = _("away") if bar.is_away else ""
        wide = theme().metrics("caption").horizontalAdvance(away) + S8 if away else 0
        name = elided(bar.name or _("Nobody yet"), room - wide, "small")
        used = draw_words(painter, at, name, "small", "ink" if bar.name else "ink2")
        draw_words(painter, at + QPointF(used + S8, 0), away, "caption", "ink2")

    def _paint_bar(self, painter: QPainter, bar: Bar, box: QRectF) -> float:
        """Returns where the bar ends."""
        high = min(BAR_HIGH * theme().scale, box.height() - 4)
        top, x = round(box.top() + (box.height() - high) / 2), self._names()
        if bar.key is None:
            return self._paint_frame(painter, QRectF(x, top, self._scaled(bar.total), high))
        for count, colour in ((bar.overdue, "overdue"), (bar.today, "today"), (bar.later, "bar")):
            if count:
                part = QRectF(x, top, max(LEAST, self._scaled(count)), high)
                fill_line(painter, part.adjusted(0, 0, -1, 0), theme().color(colour))
                if colour != "bar":
                    _paint_count(painter, part, number(count))
                x = part.right()
        return x

    def _paint_frame(self, painter: QPainter, box: QRectF) -> float:
        """Cases that nobody has: an empty bar."""
        if box.width() < LEAST:
            return box.left()
        for line in (
            QRectF(box.left(), box.top(), box.width(), 1),
            QRectF(box.left(), box.bottom() - 1, box.width(), 1),
            QRectF(box.left(), box.top(), 1, box.height()),
            QRectF(box.right() - 1, box.top(), 1, box.height()),
        ):
            fill_line(painter, line, theme().color("edge"))
        return box.right()

    def paint_foot(self, painter: QPainter, box: QRectF) -> None:
        metrics = theme().metrics("caption")
        baseline, x = round(box.bottom() - metrics.descent()), float(S4)
        for mark, words in (("overdue", _("overdue")), ("due_today", _("due today")), ("", _("later"))):
            middle, side = QPointF(x + 5, baseline - metrics.capHeight() / 2), 10 * theme().scale
            if mark:
                paint_mark(painter, mark, middle, side)
            else:
                swatch = QRectF(x, middle.y() - side / 2, side, side)
                fill_line(painter, swatch, theme().color("bar"))
            x += WORD_AFTER * theme().scale
            x += draw_words(painter, QPointF(x, baseline), words, "caption", "ink2") + S16
        usual = _("usual: {count} each").format(count=number(round(self._usual)))
        wide = metrics.horizontalAdvance(usual)
        if self._usual and x + wide < box.right():
            draw_words(painter, QPointF(box.right() - wide, baseline), usual, "caption", "ink2")

    def _names(self) -> float:
        return min(NAME_WIDE * theme().scale, self.width() * NAME_SHARE) + S4

    def _scaled(self, count: int) -> float:
        most = max((bar.total for bar in self.bars), default=0)
        figures = theme().metrics("small", bold=True).horizontalAdvance(number(most)) + S16
        return count / most * (self.width() - self._names() - figures) if most else 0

    def _name_of(self, bar: Bar) -> str:
        name = bar.name or _("Nobody yet")
        return _("{name}, away").format(name=name) if bar.is_away else name


def _paint_count(painter: QPainter, part: QRectF, words: str) -> None:
    """The count in its own part of a bar, where it fits."""
    metrics = theme().metrics("caption", bold=True)
    wide = metrics.horizontalAdvance(words)
    if wide + 6 <= part.width():
        baseline = round(part.top() + (part.height() - metrics.height()) / 2 + metrics.ascent())
        x = part.left() + (part.width() - 1 - wide) / 2
        draw_words(painter, QPointF(x, baseline), words, "caption", "bg", bold=True)


TWICE, MANY = 1.8, 2.25  # times the usual from which the heading says so
VERDICT_LEAST = 5  # cases; under that nobody has too much


def bar_of(load: Load) -> Bar:
    return Bar(load.id, load.name.split(" › ")[-1], load.overdue, load.today, load.later, load.is_away)


def finding(workload: Workload) -> str:
    """What the bars show, in a sentence."""
    top = workload.loads[0] if workload.loads else None
    if top is None or not workload.total:
        return _("Nothing is open")
    name = top.name.split(maxsplit=1)[0] if workload.dimension is Dimension.OWNER else top.name.split(" › ")[-1]
    enough = len(workload.loads) > 2 and workload.usual and top.total >= VERDICT_LEAST
    if enough and top.total / workload.usual >= MANY:
        told = _("{name} has {times} times the usual load")
        return told.format(name=name, times=number(round(top.total / workload.usual, 1)))
    if enough and top.total / workload.usual >= TWICE:
        return _("{name} has twice the usual load").format(name=name)
    nobody = workload.nobody.total
    if workload.dimension is Dimension.OWNER and nobody >= VERDICT_LEAST:
        return ngettext("{count} case has no owner", "{count} cases have no owner", nobody).format(count=capped(nobody))
    if workload.dimension is Dimension.TOPIC:
        return _("Most is open about {topic}").format(topic=name)
    return _("The load is even")
