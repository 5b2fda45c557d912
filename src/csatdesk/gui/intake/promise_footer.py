"""The promise that would follow, live, in words and date; beside it the three ways to finish."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from csatdesk.domain.cases import CaseKind, Priority, Promise
from csatdesk.domain.contacts import Channel, Known
from csatdesk.domain.deadlines import Clock, Unit
from csatdesk.gui.fields import Label, PlainButton, PrimaryButton, label_column
from csatdesk.gui.flow_box import Whole
from csatdesk.gui.intake.folding import FoldingRow
from csatdesk.gui.intake.moments import shown
from csatdesk.gui.intake.talk import Talk
from csatdesk.gui.labels import fill_line
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.runner import Runner
from csatdesk.gui.theme import as_high_as_wide, theme
from csatdesk.gui.tokens import S8, S12
from csatdesk.operations.cases.clocks import promise_for
from csatdesk.system.clock import now
from csatdesk.wording.formats import by_date, by_instant, clock_time, day_in_year, short_date
from csatdesk.wording.texts import _
from csatdesk.wording.words import amount_words, clock_word, in_sentence, word

TIMED = frozenset({Unit.WORKING_MINUTES, Unit.WORKING_HOURS})  # promised to the minute, not for a day


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a promise depends on; as `promise_for` takes it."""

    kind: CaseKind
    received_at: datetime
    channel: Channel = Channel.HALL
    topic_id: int | None = None
    priority: Priority = Priority.NORMAL
    known: Known = Known.CUSTOMER
    customer_id: int | None = None


def asked_of(talk: Talk) -> Asked:
    """What decides on the promise of this talk, as it stands."""
    received_at, known = talk.received_at or talk.began_at, talk.known
    customer_id = talk.customer_id if known is Known.CUSTOMER else None
    return Asked(talk.kind, received_at, talk.channel, talk.topic_id, talk.priority, known, customer_id)


class PromiseFooter(QFrame):
    """Pinned over the whole width of the page."""

    solved_now = Signal()
    save = Signal()
    save_and_print = Signal()

    def __init__(self, runner: Runner, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner, self._zone = runner, zone
        self._asked: Asked | None = None
        self._said: tuple[str, str, tuple[str, ...]] = ("", "", ())  # heading, beside it, below it
        self._amount = ""  # of a house target alone: where there is little room, its clock goes without saying
        self.setProperty("surface", "sunk")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label = Label(_("Promise"), "body", "ink2")
        self._mark = _Mark()
        self._heading = Label("", "heading")
        self._beside = Label("", "body", "ink2")
        self._below = Label("", "small", "ink2", wrap=True)
        self.buttons = self._made_buttons()
        words = QWidget()
        self._words = self._laid_out(words)
        finish = QWidget()
        ways = QHBoxLayout(finish)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.addStretch(1)
        ways.addWidget(Whole(*self.buttons))
        self._row = QHBoxLayout(self)
        both = FoldingRow(S8, folds_beside=True)
        both.add(words, 1)
        both.add(finish)
        self._row.addWidget(both)
        theme().changed.connect(self._refit)
        self._refit()

    def _made_buttons(self) -> tuple[QWidget, ...]:
        solved = PlainButton(_("Solved now"), "Alt+S", size="tall")
        save = PlainButton(_("Save"), "Ctrl+Return", size="tall")
        both = PrimaryButton(_("Save and print"), "Ctrl+Shift+Return", size="tall")
        for button, signal in ((solved, self.solved_now), (save, self.save), (both, self.save_and_print)):
            button.clicked.connect(signal)
        return solved, save, both

    def _laid_out(self, words: QWidget) -> QGridLayout:
        first = QHBoxLayout()
        first.setSpacing(S12)
        first.addWidget(self._heading)
        first.addWidget(self._beside, 1)
        grid = QGridLayout(words)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._mark, 0, 1)
        grid.addLayout(first, 0, 2)
        grid.addWidget(self._below, 1, 2)
        grid.setColumnStretch(2, 1)
        return grid

    @property
    def heading(self) -> str:
        return self._heading.text()

    @property
    def words(self) -> str:
        """All that is said, for screen readers and tests."""
        return " ".join((self._heading.text(), self._beside.text(), self._below.text()))

    def rest(self, resting: bool) -> None:
        """While a save is under way its buttons rest."""
        for button in self.buttons:
            button.setEnabled(not resting)

    def ask(self, asked: Asked) -> None:
        """Show what such a case is promised."""
        if asked != self._asked:
            self._asked = asked
            self._runner.ask(self, partial(promise_for, **asdict(asked)), partial(self._show, asked))

    def ask_again(self) -> None:
        """The rules have changed."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self.ask(asked)

    def _show(self, asked: Asked, promise: Promise | None) -> None:
        if asked != self._asked:
            return  # the answer to a question that is out of date
        if promise is None:
            none = _("No service target covers this kind: {kind}.").format(kind=in_sentence(word(asked.kind)))
            self._amount = ""
            self._say("none", _("No deadline"), "", (none,))
            return
        since = shown(asked.received_at, now(), self._zone)
        counted = _("{target}, counted from {moment}").format(target=promise.target_name, moment=since)
        others = [self._other(one) for one in promise.others]
        amount = amount_words(promise.amount, promise.unit)
        beside = _("{amount}, {clock}").format(amount=amount, clock=in_sentence(clock_word(promise.clock)))
        self._amount = amount if promise.clock is Clock.HOUSE else ""
        state = "overdue" if promise.due_at < now() else "on_track"
        self._say(state, self._until(promise), beside, (*others, counted))

    def _until(self, promise: Promise) -> str:
        today = now().astimezone(self._zone).date()
        is_timed = promise.unit in TIMED
        until = by_instant(promise.due_at, self._zone, today) if is_timed else by_date(promise.day, today)
        is_answer = promise.clock is not Clock.ACKNOWLEDGEMENT
        return (_("Answer {by_date}") if is_answer else _("Acknowledge {by_date}")).format(by_date=until)

    def _other(self, promise: Promise) -> str:
        """A clock that runs beside the nearest."""
        if promise.clock is Clock.ACKNOWLEDGEMENT:
            return self._until(promise)
        day = _day_words(promise.day, now().astimezone(self._zone).date())
        if promise.unit in TIMED:
            day = f"{day} {clock_time(promise.due_at.astimezone(self._zone))}"
        return _("{clock}: {day}").format(clock=clock_word(promise.clock), day=day)

    def _say(self, state: str, heading: str, beside: str, below: tuple[str, ...]) -> None:
        self._mark.show_state(state)
        self._said = heading, beside, below
        self._show_said()
        self.setAccessibleName(" ".join((heading, beside, *below)))

    def _show_said(self) -> None:
        """Where there is little room the amount stands before the second line, so that the buttons fit beside; there
        what else runs is told rather than since when it counts.
        """
        heading, beside, below = self._said
        compact = theme().compact
        self._heading.setText(heading)
        self._beside.setText("" if compact else beside)
        told = (self._amount or beside, *(below[:-1] or below)) if compact else below
        self._below.setText(" · ".join(filter(None, told)))

    def _refit(self) -> None:
        compact = theme().compact
        upright = 8 if compact else 12
        self._row.setContentsMargins(theme().margin, upright, theme().margin, upright)
        self._label.setVisible(not compact)
        self._heading.setWordWrap(theme().beside)
        self._beside.setVisible(not theme().beside)
        self._words.setColumnMinimumWidth(0, 0 if compact else label_column())
        self._show_said()

    def sizeHint(self) -> QSize:
        least = 58 if theme().compact else 72
        hint = as_high_as_wide(self, super().sizeHint())
        return QSize(hint.width(), max(least, hint.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if theme().beside:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill_line(QPainter(self), QRectF(0, 0, self.width(), 1), theme().color("line"))


def _day_words(day: date, today: date) -> str:
    return day_in_year(day) if day.year == today.year else short_date(day)


class _Mark(QWidget):
    """The state's mark at the size of a heading."""

    def __init__(self) -> None:
        super().__init__()
        self._state = "none"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        self._state = state
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(24 * theme().scale), theme().metrics("heading").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        metrics = theme().metrics("heading")
        middle = metrics.ascent() - metrics.capHeight() / 2
        paint_mark(QPainter(self), self._state, QPointF(7 * theme().scale, middle), 13 * theme().scale)
