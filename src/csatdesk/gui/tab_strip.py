"""The strip of parked talks: initial, channel, topic, minutes; the shown one stands on the page's ground.

Usage:
    strip = TabStrip()
    strip.show_talks([TalkTab("A", "Bill too high", "4 min"), TalkTab("J", "Meter reading", "11 min", "phone")], 0)
    strip.chosen.connect(...)            # the place of the talk
    strip.park_pressed.connect(...)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTabBar, QWidget

from csatdesk.gui.buttons import QuietButton
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import KeyHint, Label, draw_words, fill_line, paint_avatar
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS
from csatdesk.wording.texts import _

DISC = 20


@dataclass(frozen=True, slots=True)
class TalkTab:
    """One talk: the initial of who speaks ("?" while not known), its topic, how long; an icon when not in person."""

    initial: str
    topic: str
    minutes: str
    channel: str = ""


class _Tabs(QTabBar):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.talks: tuple[TalkTab, ...] = ()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setProperty("ring", "none")

    def tabSizeHint(self, index: int) -> QSize:
        talk = self.talks[index]
        words = theme().metrics("small", bold=True).horizontalAdvance(talk.topic)
        minutes = theme().metrics("caption").horizontalAdvance(talk.minutes)
        icon = theme().px(14) + 6 if talk.channel else 0
        return QSize(9 + round(DISC * theme().scale) + 6 + icon + words + 10 + minutes + 26, strip_height() - 5)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            active = index == self.currentIndex()
            box = QRectF(self.tabRect(index))
            if active:
                self._paint_page(painter, box)
            self._paint_talk(painter, box, self.talks[index], active)

    def _paint_page(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, theme().color("bg"))
        fill_line(painter, QRectF(box.left(), box.top(), 1, box.height()), theme().color("line"))
        fill_line(painter, QRectF(box.right() - 1, box.top(), 1, box.height()), theme().color("line"))
        fill_line(painter, QRectF(box.left() + 1, box.top(), box.width() - 2, 2), theme().color("accent"))
        if self.hasFocus():
            painter.setPen(QPen(theme().color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(4, 5, -4, -3), RADIUS, RADIUS)

    def _paint_talk(self, painter: QPainter, box: QRectF, talk: TalkTab, active: bool) -> None:
        side = DISC * theme().scale
        middle = box.center().y() - (0 if active else 0.5)
        disc = QRectF(box.left() + 10, round(middle - side / 2), side, side)
        paint_avatar(painter, disc, talk.initial or "?", active=active)
        x = disc.right() + 6
        if talk.channel:
            icon = theme().px(14)
            paint_icon(painter, talk.channel, QRectF(x, round(middle - icon / 2), icon, icon))
            x += icon + 4
        metrics = theme().metrics("small")
        baseline = round(middle - metrics.height() / 2) + metrics.ascent()
        tone = "ink" if active else "ink2"
        x += draw_words(painter, QPointF(x, baseline), talk.topic, "small", tone, bold=active) + 10
        draw_words(painter, QPointF(x, baseline), talk.minutes, "caption", "ink2")


def strip_height() -> int:
    return round(20 * theme().scale) + (14 if theme().compact else 18)


class TabStrip(QFrame):
    """See the module's first words."""

    chosen = Signal(int)
    park_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self._tabs = _Tabs(self)
        self._tabs.setAccessibleName(_("Talks"))
        self._tabs.currentChanged.connect(self._changed)
        self._park = QuietButton(_("Park and start another"), keys="Ctrl+N")
        self._park.clicked.connect(self.park_pressed)
        self._next = QWidget()
        told = QHBoxLayout(self._next)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(6)
        told.addWidget(Label(_("Next talk"), "caption", "ink2"))
        told.addWidget(KeyHint("Ctrl+Tab"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._tabs)
        self._row.addWidget(self._park)
        self._row.addStretch(1)
        self._row.addWidget(self._next)
        self._telling = True
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refit)
        self._refit()

    def show_talks(self, talks: Sequence[TalkTab], current: int) -> None:
        """Show these talks, `current` in front. Emits nothing."""
        self._telling = False
        while self._tabs.count() > len(talks):
            self._tabs.removeTab(self._tabs.count() - 1)
        self._tabs.talks = tuple(talks)
        for index, talk in enumerate(talks):
            if index == self._tabs.count():
                self._tabs.addTab("")
            self._tabs.setTabText(index, f"{talk.topic}, {talk.minutes}")
        self._tabs.setCurrentIndex(current)
        self._telling = True
        self._next.setVisible(len(talks) > 1)
        self._refit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        shown = self._tabs.tabRect(self._tabs.currentIndex()).translated(self._tabs.pos())
        bottom = self.height() - 1
        fill_line(painter, QRectF(0, bottom, shown.left() + 1, 1), theme().color("line"))
        fill_line(painter, QRectF(shown.right(), bottom, self.width(), 1), theme().color("line"))
        painter.fillRect(QRectF(shown.left() + 1, bottom, shown.width() - 2, 1), theme().color("bg"))

    def sizeHint(self) -> QSize:
        return QSize(600, strip_height() + 1)

    def _changed(self, index: int) -> None:
        if self._telling and index >= 0:
            self.chosen.emit(index)

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin - 8, 5, theme().margin, 0)
        self._park.setText(_("Park") if theme().compact else _("Park and start another"))
        self.updateGeometry()
