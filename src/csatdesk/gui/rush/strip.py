"""The strip of the rush hour: a function key logs "anonymous, in person, solved" on one of the commonest topics.

It stands under My desk and the intake; in a small window the intake needs its line, and the keys work without it.
Counts go up with the key, not with the answer of the store; what is taken back
or refused is taken off again.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from csatdesk.domain.changes import Kind
from csatdesk.domain.identity import new_identity
from csatdesk.gui.actions import make_action
from csatdesk.gui.buttons import Bevel
from csatdesk.gui.context import Context
from csatdesk.gui.keys import shown_keys
from csatdesk.gui.labels import Label, fill_line, paint_key_cap
from csatdesk.gui.theme import theme
from csatdesk.gui.throttle import Throttle
from csatdesk.gui.tokens import S4
from csatdesk.operations.rush import RushTopic, load_rush_topics, log_at_once
from csatdesk.system.clock import now
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext

# F5 shows afresh what is shown, everywhere, and F11 and F12 belong to the intake: no key that people press without
# thinking may log a contact.
KEYS = ("F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10", "Shift+F2")
LATER_MS = 250  # what the page itself shows is asked for first
MINUTE_MS = 60_000
COUNTS = frozenset({Kind.CASE, Kind.TOPIC, Kind.CENTRE})


class RushButton(Bevel):
    """Key, topic, count. The topic gives way where there is little room; tool tip and screen readers have it whole."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._name, self._count = shown_keys(keys), "", 0
        self.setProperty("kind", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all of one width
        self.setAutoDefault(False)
        theme().changed.connect(self.updateGeometry)

    @property
    def count(self) -> int:
        return self._count

    def show_topic(self, name: str, count: int) -> None:
        self._name, self._count = name, count
        told = ngettext("{count} today", "{count} today", count).format(count=number(count))
        self.setToolTip(_("{topic}: {count}").format(topic=name, count=told))
        self.setAccessibleName(_("{topic}: {count}").format(topic=name, count=told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        small = theme().metrics("small")
        return QSize(self._fixed_width() + small.horizontalAdvance(self._name), small.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._fixed_width(), self.sizeHint().height())

    def _fixed_width(self) -> int:
        """Of all but the topic."""
        count = theme().metrics("small", bold=True).horizontalAdvance(str(self._count))
        return self._cap_width() + count + 2 * S4 + 2 * S4

    def _cap_width(self) -> int:
        return theme().metrics("caption").horizontalAdvance(self._keys) + 9

    def _paint_contents(self, painter: QPainter) -> None:
        small, bold = theme().metrics("small"), theme().metrics("small", bold=True)
        cap = theme().metrics("caption").height() + 3
        paint_key_cap(painter, QRectF(S4, (self.height() - cap) / 2, self._cap_width(), cap), self._keys)
        x = S4 + self._cap_width() + S4
        count = str(self._count)
        baseline = round((self.height() - small.height()) / 2) + small.ascent()
        room = self.width() - x - S4 - bold.horizontalAdvance(count) - S4
        words = small.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("ink"))
        painter.drawText(QPointF(x, baseline), words)
        painter.setFont(theme().font("small", bold=True))
        painter.drawText(QPointF(x + small.horizontalAdvance(words) + S4, baseline), count)


class RushStrip(QFrame):
    """Its keys are actions of the window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._works = False
        self._day: date | None = None  # of the counts shown
        self._topics: tuple[RushTopic, ...] = ()
        self._under_way: Counter[int] = Counter()  # pressed, and not yet answered
        self.setProperty("surface", "bg")
        self._lead = Label(_("Solved in one key"), "small", "ink2")
        self.buttons = [RushButton(keys, self) for keys in KEYS]
        self.keys = [self._key(place) for place in range(len(KEYS))]
        self._row = QHBoxLayout(self)
        self._row.setSpacing(S4)
        self._row.addWidget(self._lead)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(partial(self.press, place))
            button.hide()
            self._row.addWidget(button, 1)
        self._ask_again = Throttle(self._ask, self)
        self._minutes = QTimer(self)
        self._minutes.setInterval(MINUTE_MS)
        self._minutes.timeout.connect(self.minute_gone)
        self._minutes.start()
        context.runner.changed.connect(self._changed)
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def _key(self, place: int) -> QAction:
        action = make_action(self._window, "", partial(self.press, place), KEYS[place])
        action.setEnabled(False)
        action.setAutoRepeat(False)  # a key held down, or something lying on it, is one customer
        return action

    @property
    def topics(self) -> Sequence[RushTopic]:
        return self._topics

    def appear(self, *, works: bool, is_shown: bool) -> None:
        """Whether the keys work, where customers are served; and whether there is room to show them."""
        if works and (not self._works or self._is_of_another_day()):
            QTimer.singleShot(LATER_MS, self, self._ask_again.poke)
        self._works = works
        self.setVisible(works and is_shown)
        self._show()

    def minute_gone(self) -> None:
        """After midnight nobody was helped yet today."""
        if self._works and self._is_of_another_day():
            self._ask_again.poke()

    def _is_of_another_day(self) -> bool:
        return self._day is not None and self._day != self._today()

    def _today(self) -> date:
        return now().astimezone(self._context.zone).date()

    def press(self, place: int) -> None:
        """Log one; it is counted at once."""
        if place >= len(self._topics) or not self._works:
            return
        topic_id = self._topics[place].topic_id
        self._under_way[topic_id] += 1
        self._show()
        self._context.runner.act(
            self,
            partial(log_at_once, topic_id=topic_id, uid=new_identity(now())),
            lambda _made: self._answered(topic_id, is_logged=True),
            failed=partial(self._refused, topic_id),
        )

    def _answered(self, topic_id: int, *, is_logged: bool) -> None:
        self._under_way[topic_id] -= 1
        if is_logged:
            self._topics = tuple(_one_more(one) if one.topic_id == topic_id else one for one in self._topics)
        self._show()

    def _refused(self, topic_id: int, error: BaseException) -> None:
        self._answered(topic_id, is_logged=False)
        self._context.runner.failed.emit(error, None)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & COUNTS and self._works:
            self._ask_again.poke()

    def _ask(self) -> None:
        self._context.runner.ask(self, load_rush_topics, self._loaded)

    def _loaded(self, topics: tuple[RushTopic, ...]) -> None:
        """While presses are under way nobody knows which of them were counted: the last answer asks again."""
        if sum(self._under_way.values()):
            self._ask_again.poke()
            return
        self._topics, self._day = topics, self._today()
        self._show()

    def _show(self) -> None:
        for place, (button, key) in enumerate(zip(self.buttons, self.keys, strict=True)):
            has_topic = place < len(self._topics)
            button.setVisible(has_topic)
            key.setEnabled(has_topic and self._works)
            if has_topic:
                topic = self._topics[place]
                name = topic.names.in_language(language())
                button.show_topic(name, topic.today + self._under_way[topic.topic_id])
                key.setText(_("Log at once: {topic}").format(topic=name.replace("&", "&&")))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill_line(QPainter(self), QRectF(0, 0, self.width(), 1), theme().color("line"))

    def _refit(self) -> None:
        self._lead.setVisible(not theme().compact)
        edge = theme().margin - S4  # what stands in a button keeps away from its edge
        compact = theme().compact
        self._row.setContentsMargins(
            edge if compact else theme().margin, 2 if compact else S4, edge, 1 if compact else S4
        )


def _one_more(topic: RushTopic) -> RushTopic:
    return RushTopic(topic.topic_id, topic.names, topic.today + 1)
