"""How it came: channel and kind, and beneath them when it was received, how to answer and in which language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseKind, ReplyBy
from csatdesk.domain.contacts import Channel
from csatdesk.domain.errors import Refusal
from csatdesk.gui.fields import Choice, ErrorLine, Label, LinkButton, SegmentedChoice, TextField, mark_error
from csatdesk.gui.flow_box import Whole
from csatdesk.gui.icons import CHANNEL_ICONS, paint_icon
from csatdesk.gui.intake import moments
from csatdesk.gui.intake.talk_marks import RemoteMarks, UrgentMark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12
from csatdesk.system.clock import now
from csatdesk.wording.texts import LANGUAGES, _, spoken
from csatdesk.wording.words import LANGUAGE_NAMES, in_sentence, word

LEAST_CHANNEL = 130  # width; its list drops down as wide as its words
AROUND_CHANNEL = 72  # icon, arrow and margins of the words in it


class CameAs(QWidget):
    """Everything about the contact that is neither the customer nor the matter. Emits `changed` on every change."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.channel = Choice([(one, word(one), CHANNEL_ICONS[one.value]) for one in Channel])
        self.channel.setAccessibleName(_("Channel"))
        self.channel.setMaxVisibleItems(len(Channel))
        self.channel.setMinimumWidth(LEAST_CHANNEL)
        self.kind = SegmentedChoice([(one, word(one)) for one in CaseKind])
        self.kind.setAccessibleName(_("Kind"))
        self.received = ReceivedFact(zone)
        self.reply_by = FactChoice([(one, in_sentence(word(one))) for one in ReplyBy])
        self.language = FactChoice([(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        self.urgent = UrgentMark()
        self.remote = RemoteMarks()
        self.papers = PapersLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = QGridLayout()
        self._rows.setVerticalSpacing(6)
        self._rows.setHorizontalSpacing(S8)
        self._facts = self._facts_row()
        column.addLayout(self._rows)
        column.addWidget(self.received.error)
        column.addWidget(self.papers)
        column.addWidget(self.remote)
        self._places: tuple[tuple[int, int, int, int], ...] = ()
        self._arrange()
        self.setFocusProxy(self.channel)
        self.channel.currentIndexChanged.connect(self._channel_changed)
        for signal in (
            self.kind.chosen,
            self.received.changed,
            self.papers.changed,
            self.urgent.changed,
            self.remote.changed,
        ):
            signal.connect(self.changed)
        for choice in (self.reply_by, self.language):
            choice.chosen.connect(self.changed)

    def _facts_row(self) -> QWidget:
        pairs = []
        for words, widget in ((_("A&nswer"), self.reply_by), (_("Lan&guage"), self.language)):
            label = Label(words, "small", "ink2")
            label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            label.setBuddy(widget)
            widget.setAccessibleName(words.replace("&", ""))
            pairs.append(_side_by_side(label, widget))
        return Whole(self.received, *pairs, self.urgent, gap=S4 + S12, line_gap=S4)

    def event(self, event: QEvent) -> bool:
        """Another width, or other words: both may bring or take room."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        """Channel and kind share a line and the facts stand beneath; in long languages the facts stand beside the
        channel, and where that is too wide as well each has a line of its own.
        """
        room = self.width() - S8 - LEAST_CHANNEL
        beside: QWidget | None = None
        if self.kind.minimumSizeHint().width() <= room and not theme().beside:
            beside, places = self.kind, ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 2))
        elif self._facts.sizeHint().width() <= room:
            beside, places = self._facts, ((0, 0, 1, 1), (1, 0, 1, 2), (0, 1, 1, 1))
        else:
            places = (0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2)
        if places != self._places:
            self._places = places
            for widget, place in zip((self.channel, self.kind, self._facts), places, strict=True):
                self._rows.addWidget(widget, *place)
            self._rows.setColumnStretch(1, 1)
        self.channel.setMaximumWidth(self._channel_width(beside) if beside is not None else self.width())

    def _channel_width(self, beside: QWidget) -> int:
        """What stands beside has its usual room, unless the channel's own words would be cut short."""
        room = self.width() - S8
        words = theme().metrics("body").horizontalAdvance(self.channel.currentText()) + theme().px(AROUND_CHANNEL)
        usual, most = room - beside.sizeHint().width(), room - beside.minimumSizeHint().width()
        return max(LEAST_CHANNEL, usual, min(words, most))

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest line."""
        least = max(LEAST_CHANNEL, *(one.minimumSizeHint().width() for one in (self.kind, self._facts)))
        return QSize(least, super().minimumSizeHint().height())

    def path(self) -> list[QWidget]:
        """The fields in the order in which Enter and Tab pass them."""
        asked: list[QWidget] = [self.channel, self.kind]
        if self._channel().asks_received_at:
            asked += [self.received.field, *self.papers.fields()]
        return asked

    def rest(self) -> list[QWidget]:
        """What Tab reaches only after the way through the form."""
        received: list[QWidget] = [] if self._channel().asks_received_at else [self.received.button]
        return [*received, self.reply_by, self.language, self.urgent, *self.remote.marks.values()]

    def _channel(self) -> Channel:
        found = self.channel.value()
        assert isinstance(found, Channel)
        return found

    def _channel_changed(self) -> None:
        self.received.ask_always(self._channel().asks_received_at)
        self.papers.show_for(self._channel())
        self.remote.setVisible(self._channel().is_in_person)
        self.changed.emit()


def _side_by_side(*widgets: QWidget) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S4)
    for widget in widgets:
        row.addWidget(widget)
    return pair


class ReceivedFact(QWidget):
    """When it was received: words that one key turns into a field; a field at once for letter, e-mail and book."""

    changed = Signal()

    def __init__(self, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._at = now()
        self._is_asked = False
        self._problem: Refusal | None = None  # why what is typed cannot be read
        self.button = _FactButton("")
        self.field = TextField()
        self.error = ErrorLine()
        label = _KeyLabel(_("R&eceived"), "small", "ink2")
        label.setBuddy(self.field)
        label.pressed.connect(self._open)
        for widget in (self.button, self.field):
            widget.setAccessibleName(_("Received"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S4)
        row.addWidget(label)
        row.addWidget(self.button)
        row.addWidget(self.field)
        self.field.hide()
        self.button.clicked.connect(self._open)
        self.field.editingFinished.connect(self._read)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def at(self) -> datetime:
        return self._at

    def show_moment(self, at: datetime) -> None:
        self._at = at
        self._show()

    def ask_always(self, asked: bool) -> None:
        self._is_asked = asked
        self._show_field(asked)
        self._show()

    def say(self, sentence: str) -> None:
        """An error in words, at the field; empty takes it back."""
        if sentence:
            self._show_field(True)
        mark_error(self.field, sentence)
        self.error.say(sentence)

    def settle(self) -> Refusal | None:
        """Take what is typed, although the field still has the focus; what is wrong with it, if anything."""
        if not self.field.isHidden():
            self._read()
        return self._problem

    def _open(self) -> None:
        self._show_field(True)
        self._show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _read(self) -> None:
        self._problem = None
        if self.field.text() == moments.typed_form(self._at, self._zone):
            self.say("")
        else:
            try:
                self._at = moments.read(self.field.text(), now(), self._zone)
            except Refusal as refusal:
                self._problem = refusal
                self.say(spoken(refusal))
                return
            self.say("")
            self.changed.emit()
        if not self._is_asked:
            self._show_field(False)
        self._show()

    def _show_field(self, shown: bool) -> None:
        self.field.setVisible(shown)
        self.button.setVisible(not shown)

    def _show(self) -> None:
        self.button.setText(moments.shown(self._at, now(), self._zone))
        self.button.updateGeometry()
        self.field.setText(moments.typed_form(self._at, self._zone))

    def _refit(self) -> None:
        wide = theme().metrics("body").horizontalAdvance("00.00.0000 00:00") + 28
        self.field.setFixedWidth(wide)


class _KeyLabel(Label):
    """A label whose key opens its field, which is hidden until then."""

    pressed = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Shortcut:
            self.pressed.emit()
            return True
        return super().event(event)


class PapersLine(QWidget):
    """What a letter, an e-mail or the book brings with it; hidden for everything else."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reference, self.book_entry, self.enclosures = TextField(), TextField(), TextField()
        self._labels: dict[TextField, Label] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S8)
        for words, field in (
            (_("Their re&ference"), self.reference),
            (_("&Volume, page, entry"), self.book_entry),
            (_("Encl&osures"), self.enclosures),
        ):
            self._labels[field] = Label(words, "small", "ink2")
            self._labels[field].setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            field.textEdited.connect(self.changed)
            row.addWidget(self._labels[field])
            row.addWidget(field, 1)
        self.hide()

    def fields(self) -> list[QWidget]:
        return [field for field in self._labels if not field.isHidden()]

    def show_for(self, channel: Channel) -> None:
        self.setVisible(channel.asks_received_at)
        for field, shown in ((self.reference, channel is not Channel.BOOK), (self.book_entry, channel is Channel.BOOK)):
            field.setVisible(shown)
            self._labels[field].setVisible(shown)


class _FactButton(LinkButton):
    """A value that is text until it is pressed."""

    def __init__(self, text: str) -> None:
        super().__init__(text, bold=True)

    def _tone(self) -> str:
        return "ink"

    def _height(self, words: int) -> int:
        return words + 4  # an even rest: its words stand on the line of their label


class FactChoice(Choice):
    """A value that is bold text until it drops down its list."""

    def __init__(self, options: list[tuple[object, str]]) -> None:
        super().__init__(options, bold=True)
        self.setProperty("kind", "fact")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        metrics = theme().metrics("small", bold=True)
        return QSize(metrics.horizontalAdvance(self.currentText()) + S12, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = theme().metrics("small", bold=True)
        painter.setFont(theme().font("small", bold=True))
        painter.setPen(theme().color("ink"))
        painter.drawText(QPointF(0, (self.height() - metrics.height()) / 2 + metrics.ascent()), self.currentText())
        if self.hasFocus() or self.underMouse():
            paint_icon(painter, "chevron-down", QRectF(self.width() - 11, (self.height() - 10) / 2, 10, 10), "ink3")
