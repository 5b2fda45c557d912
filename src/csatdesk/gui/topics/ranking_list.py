"""The ranking as bars sorted by size, with the figures beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTableView

from csatdesk.domain.marks import N_
from csatdesk.domain.paging import Page
from csatdesk.domain.topic_ranking import RankedTopic, Ranking
from csatdesk.gui.cases.row_cells import Drawn, Words, elided
from csatdesk.gui.cases.rows import RowTable
from csatdesk.gui.context import Context
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.paged_model import Column, PagedModel, Wanted
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.topics.ranking_paper import change_words, home_words, name_words, remote_words, trend_words
from csatdesk.wording.formats import number, percent
from csatdesk.wording.texts import _

RANK, TOPIC, CASES, SHARE, ADDED_UP, CHANGE, REMOTE, TREND, HOME = range(9)
RIGHT = {RANK, SHARE, ADDED_UP, CHANGE, REMOTE, TREND, HOME}
BAR = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A ranked topic as a row of a list."""

    id: int
    ranked: RankedTopic
    length: float  # of its bar, 0 to 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from the column's left edge, in the middle of the row."""

    wide: float
    height: int
    tone: str

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        high = theme().px(BAR)
        top = at.y() + (self.height - 1 - high) // 2
        painter.fillRect(QRectF(at.x(), top, max(self.wide, 1.0), high), theme().color(self.tone))
        fill_line(painter, QRectF(at.x(), at.y(), 1, self.height), theme().color("line2"))


@dataclass(frozen=True, slots=True)
class Middle:
    """Words in the middle of the row's height."""

    x: float
    text: str
    height: int
    tone: str = "ink"
    bold: bool = False

    def paint(self, painter: QPainter, at: QPointF, _lines: tuple[float, float]) -> None:
        metrics = theme().metrics("small", self.bold)
        baseline = at.y() + (self.height - 1 - metrics.height()) // 2 + metrics.ascent()
        draw_words(painter, QPointF(at.x() + self.x, baseline), self.text, "small", self.tone, bold=self.bold)


@dataclass(frozen=True, slots=True)
class Missed:
    """The mark of a target that is missed, before its words."""

    x: float

    def paint(self, painter: QPainter, at: QPointF, lines: tuple[float, float]) -> None:
        middle = lines[0] - theme().metrics("small").capHeight() / 2
        paint_mark(painter, "missed", QPointF(at.x() + self.x, at.y() + middle), theme().px(9))


def _none(_wanted: Wanted) -> Any:
    """The rows are shown by `show_ranking`; nothing more is ever asked for."""
    return lambda _reading: Page[Line]((), None)


class RankingModel(PagedModel[Line]):
    def __init__(self, context: Context, owner: QObject) -> None:
        columns = (
            Column[Line](N_("Rank"), lambda line: number(line.ranked.rank) if line.ranked.rank is not None else ""),
            Column[Line](N_("Topic"), lambda line: " › ".join(line.ranked.path) or _("Unclassified")),
            Column[Line](N_("Cases"), lambda line: number(line.ranked.tally.count)),
            Column[Line](N_("Share"), lambda line: percent(line.ranked.share)),
            Column[Line](N_("Added up"), lambda line: percent(line.ranked.cumulative)),
            Column[Line](N_("Rank before"), lambda line: change_words(line.ranked)),
            Column[Line](N_("Remote"), lambda line: remote_words(line.ranked)),
            Column[Line](N_("Change"), lambda line: trend_words(line.ranked)),
            Column[Line](N_("From home"), lambda line: home_words(line.ranked)),
        )
        super().__init__(context.runner, columns, _none, owner=owner)


class RankingList(RowTable):
    """Enter opens the cases behind a row."""

    def __init__(self, context: Context) -> None:
        self.ranking = RankingModel(context, context.runner)
        super().__init__(self.ranking, self._laid_out, _widths)
        self.ranking.setParent(self)
        self.head.figures = RIGHT
        self.head.set_sorted(CASES, "sort-down")
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setAccessibleName(_("Topics by size"))
        self.copied = lambda line: [column.text(line) for column in self.ranking.columns]

    def show_ranking(self, ranking: Ranking) -> None:
        kept = self.row()
        most = max((row.tally.count for row in ranking.rows), default=1)
        lines = tuple(Line(place, row, row.tally.count / most) for place, row in enumerate(ranking.rows))
        self.ranking.show_first(Page(lines, None))
        self.repaint_rows()
        topic_id = kept.ranked.topic_id if kept is not None else None
        place = next((line.id for line in lines if kept is not None and line.ranked.topic_id == topic_id), 0)
        if lines:
            self.select_place(place)

    def _laid_out(self, line: Line, column: int, size: QSize) -> Sequence[Drawn]:
        row = line.ranked
        if column == TOPIC:
            return _topic(row, size)
        if column == CASES:
            return _bar(line, size)
        if column == REMOTE and row.remote_target is not None:
            return _against_target(row, size)
        words = self.ranking.columns[column].text(line)
        tone = "ink" if column in {SHARE, REMOTE} else "ink2"
        return (Middle(at_right(words, size), words, size.height(), tone),)


def _topic(row: RankedTopic, size: QSize) -> Sequence[Drawn]:
    room = size.width() - S12
    name = Words(0, 1, elided(name_words(row), room, bold=True), bold=True)
    path = " › ".join(row.path[:-1])
    return (name, Words(0, 2, elided(path, room, "small"), "small", "ink2")) if path else (name,)


def _against_target(row: RankedTopic, size: QSize) -> Sequence[Drawn]:
    """The share, with a mark when it misses what stands beneath: the target."""
    share = percent(row.tally.remote_share or 0)
    target = _("target {share}").format(share=percent((row.remote_target or 0) / 100))
    x = at_right(share, size)
    told = (Words(x, 1, share, "small"), Words(at_right(target, size), 2, target, "small", "ink2"))
    return (Missed(x - theme().px(10)), *told) if row.misses_target else told


def _bar(line: Line, size: QSize) -> Sequence[Drawn]:
    words = number(line.ranked.tally.count)
    said = theme().metrics("small", bold=True).horizontalAdvance("0" * max(len(words), 3)) + S8
    wide = max(size.width() - S12 - said, 8) * line.length
    tone = "accent" if line.ranked.topic_id is not None else "edge"
    return (Bar(wide, size.height(), tone), Middle(wide + S8, words, size.height(), bold=True))


def at_right(words: str, size: QSize) -> float:
    return max(0, size.width() - S12 - theme().metrics("small").horizontalAdvance(words))


def _widths(room: int) -> Sequence[int]:
    """Rank, topic, bar, then figures; in a narrow list the last ones give way."""
    px = theme().px
    rank, share, added, change, remote = theme().margin + px(38), px(58), px(70), px(92), px(92)
    trend, home = px(90), px(96)
    left = room - rank - share - added - change - remote - trend - home
    if left < px(420):
        left, trend = left + trend, 0
    if left < px(380):
        left, added = left + added, 0
    if left < px(380):
        left, home = left + home, 0
    topic = max(px(150), round(left * 0.52))
    return rank, topic, max(left - topic, px(80)), share, added, change, remote, trend, home
