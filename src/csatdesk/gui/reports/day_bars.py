"""Contacts of each day of the month: in person below, remote above."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from csatdesk.domain.month_figures import Activity, DayCount
from csatdesk.gui.labels import draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4
from csatdesk.wording.formats import number, short_date
from csatdesk.wording.texts import _

HIGH = 96
LABELLED = (1, 8, 15, 22, 29)


class DayBars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[DayCount, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_days(self, seen: Activity) -> None:
        self._days = seen.days
        told = (f"{short_date(one.day)}: {number(one.count)}" for one in seen.days if one.count)
        self.setAccessibleName(_("Contacts by day"))
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, theme().px(HIGH) + 2 * theme().metrics("caption").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._days:
            return
        painter, caption = QPainter(self), theme().metrics("caption")
        most = max(one.count for one in self._days) or 1
        step = self.width() / len(self._days)
        base = self.height() - caption.height() - S4
        room = base - caption.height()
        for place, one in enumerate(self._days):
            x, wide = place * step, max(step - 3, 1)
            in_person, remote = (count / most * room for count in (one.in_person, one.remote))
            fill_line(painter, QRectF(x, base - in_person, wide, in_person), theme().color("accent"))
            fill_line(painter, QRectF(x, base - in_person - remote, wide, remote), theme().color("bar"))
            if one.count == most:
                at = QPointF(x, base - in_person - remote - S4)
                draw_words(painter, at, number(one.count), "caption", bold=True)
            if one.day.day in LABELLED:
                draw_words(painter, QPointF(x, self.height() - caption.descent()), str(one.day.day), "caption", "ink2")
        fill_line(painter, QRectF(0, base, self.width(), 1), theme().color("line2"))
