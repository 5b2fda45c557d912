"""The busiest topics of today as bars, each against its usual on this weekday, which a dashed line marks."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from csatdesk.gui.bar_rows import BAR_HIGH, BarRows
from csatdesk.gui.cases import told
from csatdesk.gui.cases.row_cells import elided
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.today.figures import TopicToday
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext

NAME_SHARE = 0.42
LEAST = 4  # nearer to its beginning no usual can be seen


class TopicBars(BarRows):
    """See the module's first words."""

    def __init__(self) -> None:
        super().__init__(_("Cases of today by topic"))
        self.topics: tuple[TopicToday, ...] = ()
        self._has_usual = False  # without any the line above says so
        self._names_by_id: dict[int, str] = {}

    def show_topics(self, topics: Sequence[TopicToday], facts: CaseFacts) -> None:
        self.topics = tuple(topics)
        self._has_usual = any(one.usual for one in topics)
        self._names_by_id = {one.topic_id: told.matter(one.topic_id, facts.tree)[1] for one in topics}
        self.refit()

    def count(self) -> int:
        return len(self.topics)

    def row_words(self, place: int) -> str:
        one = self.topics[place]
        counts = ngettext("{count} today", "{count} today", one.today).format(count=number(one.today))
        if self._has_usual:
            counts = _("{count} today, usual {usual}").format(count=number(one.today), usual=usual_words(one))
        return f"{self._names_by_id[one.topic_id]}, {counts}"

    def paint_row(self, painter: QPainter, place: int, box: QRectF) -> None:
        one, metrics = self.topics[place], theme().metrics("small")
        baseline = round(box.top() + (box.height() - metrics.height()) / 2 + metrics.ascent())
        start, room = self._names(), self._room()
        name = elided(self._names_by_id[one.topic_id], start - S16, "small")
        draw_words(painter, QPointF(S4, baseline), name, "small")
        high = min(BAR_HIGH * theme().scale, box.height() - 4)
        top = round(box.top() + (box.height() - high) / 2)
        wide = max(2.0, one.today / self._most() * room)
        fill_line(painter, QRectF(start, top, wide, high), theme().color("accent"))
        usual = start + one.usual / self._most() * room
        _paint_usual(painter, usual, QRectF(start, top - 3, wide, high + 6))
        x = max(start + wide, usual) + S8
        x += draw_words(painter, QPointF(x, baseline), number(one.today), "small", bold=True) + S8
        draw_words(painter, QPointF(x, baseline), self._usual(one), "caption", "ink2", room=box.right() - x)

    def _usual(self, one: TopicToday) -> str:
        return _("usual {count}").format(count=usual_words(one)) if self._has_usual else ""

    def _names(self) -> float:
        return round(self.width() * NAME_SHARE)

    def _room(self) -> float:
        """For the longest bar: what names and numbers leave."""
        numbers = max(
            (
                theme().metrics("small", bold=True).horizontalAdvance(number(one.today))
                + theme().metrics("caption").horizontalAdvance(self._usual(one))
                for one in self.topics
            ),
            default=0,
        )
        return max(self.width() - self._names() - numbers - 3 * S8, 20.0)

    def _most(self) -> float:
        return max((max(one.today, one.usual) for one in self.topics), default=1) or 1


def _paint_usual(painter: QPainter, x: float, bar: QRectF) -> None:
    """Dashed beside the bar, in the colour of the ground where it crosses it."""
    if x < bar.left() + LEAST:
        return
    tone = "bg" if x < bar.right() - 1 else "ink2"
    painter.save()
    painter.setPen(QPen(theme().color(tone), 1.75, Qt.PenStyle.DashLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(round(x) + 0.5, bar.top()), QPointF(round(x) + 0.5, bar.bottom()))
    painter.restore()


def usual_words(one: TopicToday) -> str:
    return number(one.usual, 0 if one.usual == int(one.usual) else 1)
