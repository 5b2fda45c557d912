"""What can stand beside the list in place of the overview: the working behind the forecast, and what would move."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16
from csatdesk.operations.cases.recomputing import Moved
from csatdesk.operations.deadlines.forecast import LEAST_ANSWERS, LEAST_CASES, PACE_DAYS, Forecast
from csatdesk.operations.deadlines.told import forecast_words
from csatdesk.wording.formats import full_date, listed_day, number, short_instant
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

MOVED_MOST = 50  # lines of the preview


class Beside(QWidget):
    """A heading, what a subclass puts into `body`, and the way back."""

    left = Signal()

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = Label(heading, "heading", wrap=True)
        self.body = QVBoxLayout()
        self.body.setSpacing(S8)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(S16)
        self.back = LinkButton(_("Back to the overview"), keys="Esc", role="body")
        self.back.clicked.connect(self.left)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(S12)
        self._column.addWidget(self.heading)
        self._column.addLayout(self.body)
        self._column.addLayout(self.foot)
        self._column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(upright_scroll(inside))
        self._column.setContentsMargins(theme().margin, S12, theme().margin, S12)

    def focus_first(self) -> None:
        self.back.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Letters act on the list, not on what is read here; Escape is this view's own."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(event.key() == Qt.Key.Key_Escape)
        return super().event(event)


class Working(Beside):
    """How the forecast came about: the rule in words, its figures, and day by day."""

    def __init__(self, forecast: Forecast, parent: QWidget | None = None) -> None:
        super().__init__(forecast_words(forecast), parent)
        for line in working_lines(forecast):
            self.body.addWidget(Label(line, "body", "ink2", wrap=True))
        if forecast.days:
            self.body.addWidget(Hairline())
            self.body.addLayout(_days(forecast))


def working_lines(forecast: Forecast) -> Sequence[str]:
    """The method with its figures, a sentence each."""
    pace = ngettext(
        "Pace: {count} answer sent since {day}, that is {days} working days: {pace} a working day.",
        "Pace: {count} answers sent since {day}, that is {days} working days: {pace} a working day.",
        forecast.answers,
    ).format(
        count=number(forecast.answers),
        day=full_date(forecast.since),
        days=number(PACE_DAYS),
        pace=number(forecast.pace, 1),
    )
    queue = ngettext(
        "Queue: {count} open case whose clock runs, what is due first is answered first.",
        "Queue: {count} open cases whose clocks run, what is due first is answered first.",
        forecast.queue,
    ).format(count=number(forecast.queue))
    if forecast.is_capped:
        queue = _("Queue: the first {count} open cases, what is due first is answered first.").format(
            count=number(forecast.queue)
        )
    late = _("A case is late when its answer comes after its due day at that pace. What is overdue is late already.")
    not_known = _("New cases, absences and answers out of turn are not foreseen. Paused cases are left out.")
    if forecast.late is not None:
        return pace, queue, late, not_known
    least = _("A forecast takes at least {answers} answers in that time and {cases} cases in the queue.")
    return pace, queue, least.format(answers=number(LEAST_ANSWERS), cases=number(LEAST_CASES))


def _days(forecast: Forecast) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(S16)
    grid.setVerticalSpacing(S4)
    heads = (_("By the end of"), _("due in all"), _("answered by then"), _("behind"))
    for column, words in enumerate(heads):
        grid.addWidget(Label(words, "caption", "ink2"), 0, column, _side(column))
    for place, day in enumerate(forecast.days, start=1):
        late = max(day.due - day.answered, 0)
        figures = (listed_day(day.day), number(day.due), number(day.answered), number(late) if late else "–")
        for column, words in enumerate(figures):
            label = Label(words, "small", "overdue" if column == 3 and late else "ink", bold=column == 3 and late > 0)
            grid.addWidget(label, place, column, _side(column))
    grid.setColumnStretch(len(heads), 1)
    return grid


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft


class RecomputeView(Beside):
    """Which of the selected cases would move, with old and new instants; nothing moves before the button is pressed."""

    confirmed = Signal()

    def __init__(self, moved: Sequence[Moved], looked_at: int, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(_("Recompute deadlines"), parent)
        self.case_ids = tuple(dict.fromkeys(one.case_id for one in moved))
        self.words = Label(recompute_words(len(self.case_ids), looked_at), "body", wrap=True)
        self.body.addWidget(self.words)
        self.lines = [self._line(one, zone) for one in moved[:MOVED_MOST]]
        for line in self.lines:
            self.body.addWidget(line)
        left = len(moved) - MOVED_MOST
        if left > 0:
            told = ngettext("and {count} more", "and {count} more", left).format(count=number(left))
            self.body.addWidget(Label(told, "small", "ink2"))
        count = len(self.case_ids)
        words = ngettext("Recompute {count} case", "Recompute {count} cases", count).format(count=number(count))
        self.do = PlainButton(words, likely=True)
        self.do.clicked.connect(self.confirmed)
        self.do.setVisible(count > 0)
        self.foot.insertWidget(0, self.do)

    def focus_first(self) -> None:
        target = self.do if self.case_ids else self.back
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def wait(self) -> None:
        """The cases are being moved: once is enough."""
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.do.setEnabled(False)

    def stopped(self, *, is_cancelled: bool) -> None:
        """All is as it was, and can be tried again."""
        if is_cancelled:
            self.words.setText(_("Cancelled. Nothing was moved."))
        self.do.setEnabled(True)
        self.do.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, moved: Moved, zone: ZoneInfo) -> Label:
        before = short_instant(moved.before_at, zone) if moved.before_at is not None else _("no clock")
        after = short_instant(moved.after_at, zone) if moved.after_at is not None else _("no clock")
        told = _("{number}, {clock}: {before} → {after}")
        clock = in_sentence(word(moved.clock))
        return Label(told.format(number=moved.number, clock=clock, before=before, after=after), "small", wrap=True)


def recompute_words(moved: int, looked_at: int) -> str:
    if not moved:
        return _("None of the selected cases would move: all keep the deadlines they have.")
    told = ngettext(
        "{moved} of {count} selected case would move, by the rules and hours of today.",
        "{moved} of {count} selected cases would move, by the rules and hours of today.",
        looked_at,
    )
    return told.format(moved=number(moved), count=number(looked_at))
