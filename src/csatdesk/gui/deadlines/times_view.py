"""Where time goes: how long answers and solutions take, where cases stand and with whom; small tables of a period."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.spreads import FEWEST
from csatdesk.gui.fields import Choice, Hairline, Label, SegmentedChoice
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16, S24
from csatdesk.operations.deadlines.stays import Stays
from csatdesk.operations.deadlines.times import By, Times, TimesRow
from csatdesk.operations.reports.more_words import stays_finding
from csatdesk.wording.formats import number, percent, short_date
from csatdesk.wording.spreads import NONE, calendar_words, spread_words, working_words
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word

PERIODS = (7, 30, 90, 365)  # days
OWNERS_MOST = 15


class TimesView(QWidget):
    """`asked`: first and last day and what the first table is parted by."""

    asked = Signal(object, object, object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today: date | None = None
        self.times: Times | None = None
        self.stays: Stays | None = None
        self.period = Choice([(days, _days_words(days)) for days in PERIODS])
        self.period.setAccessibleName(_("Period"))
        self.period.set_value(30)
        self.period.chosen.connect(lambda _days: self.ask())
        self.by = SegmentedChoice([(By.KIND, _("Kind")), (By.OFFICE, _("Office")), (By.CHANNEL, _("Channel"))])
        self.by.chosen.connect(lambda _by: self.ask())
        self.words = Label("", "small", "ink2")
        self._head = QHBoxLayout()
        self._head.setSpacing(S16)
        for widget in (self.period, self.by):
            self._head.addWidget(widget)
        self._head.addWidget(self.words, 1)
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setSpacing(S12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(upright_scroll(self._inside), 1)
        theme().changed.connect(self._refit)
        self._refit()

    def ask(self) -> None:
        if self.today is not None:
            days = self.period.value()
            assert isinstance(days, int)
            self.asked.emit(self.today - timedelta(days=days - 1), self.today, self.by.value())

    def show_times(self, times: Times) -> None:
        self.times = times
        self._show()

    def show_stays(self, stays: Stays) -> None:
        self.stays = stays
        self._show()

    def focus_first(self) -> None:
        self.period.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if self.times is not None:
            told = _("{first} to {last}").format(first=short_date(self.times.first), last=short_date(self.times.last))
            capped = _("{period}; the newest cases only, there are more").format(period=told)
            self.words.setText(capped if self.times.is_capped else told)
            self._column.addWidget(
                Section(_("Time to the first answer and to the solution"), _units(), _times_grid(self.times))
            )
        if self.stays is not None:
            self._column.addWidget(Hairline())
            self._column.addWidget(
                Section(stays_finding(self.stays), _stays_words(self.stays), _status_grid(self.stays))
            )
            self._column.addWidget(Hairline())
            self._column.addWidget(
                Section(_("With whom cases stand"), _owner_words(self.stays), _owner_grid(self.stays))
            )
        self._column.addStretch(1)

    def _refit(self) -> None:
        margin = theme().margin
        self._head.setContentsMargins(margin, S8, margin, S8)
        self._column.setContentsMargins(margin, S8, margin, S12)


class Section(QWidget):
    """A table under its heading and one line that says what is in it."""

    def __init__(self, heading: str, about: str, grid: QGridLayout) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addWidget(Label(heading, "heading", wrap=True))
        column.addWidget(Label(about, "small", "ink2", wrap=True))
        column.addSpacing(S4)
        column.addLayout(grid)


def _days_words(days: int) -> str:
    if days == 365:
        return _("Last 12 months")
    return ngettext("Last {count} day", "Last {count} days", days).format(count=number(days))


def _units() -> str:
    return _(
        "h: working hours; d: calendar days. Half of the cases took no longer than the median, nine of ten no longer "
        "than the second figure, none longer than the third. Fewer than {count} cases: only the longest."
    ).format(count=number(FEWEST))


def _times_grid(times: Times) -> QGridLayout:
    heads = ("", _("answers"), _("working"), _("calendar"), _("solutions"), _("working"), _("calendar"))
    return _grid(heads, [_times_line(row) for row in times.rows], first_is_sum=True)


def _times_line(row: TimesRow) -> tuple[str, ...]:
    name = _("All") if row.key is None else word(row.key) if isinstance(row.key, Enum) else row.name
    return (
        name,
        number(row.answer_working.count),
        spread_words(row.answer_working, working_words),
        spread_words(row.answer_calendar, calendar_words),
        number(row.solution_working.count),
        spread_words(row.solution_working, working_words),
        spread_words(row.solution_calendar, calendar_words),
    )


def _stays_words(stays: Stays) -> str:
    moved = ngettext("{count} hand-over", "{count} hand-overs", stays.hand_overs).format(count=number(stays.hand_overs))
    waits = ngettext("{count} wait", "{count} waits", stays.waits.count).format(count=number(stays.waits.count))
    told = f"{moved}, {waits}"
    if stays.most_moves > 1:
        told += ", " + _("one case changed hands {count} times").format(count=number(stays.most_moves))
    return told if not stays.is_capped else _("{what}; the newest stays only, there are more").format(what=told)


def _status_grid(stays: Stays) -> QGridLayout:
    heads = (_("Status"), _("stays"), _("share"), _("in all"), _("median · 9 of 10 · longest"))
    lines = [
        (
            word(one.status),
            number(one.stays.count),
            percent(one.share),
            working_words(one.total),
            spread_words(one.stays, working_words),
        )
        for one in stays.statuses
    ]
    return _grid(heads, lines)


def _owner_words(stays: Stays) -> str:
    left = len(stays.owners) - OWNERS_MOST
    told = _("Working time that cases stood with each person, and how many they handed on.")
    if left <= 0:
        return told
    return told + " " + ngettext("{count} more person.", "{count} more people.", left).format(count=number(left))


def _owner_grid(stays: Stays) -> QGridLayout:
    heads = (_("Owner"), _("stays"), _("share"), _("in all"), _("median · 9 of 10 · longest"), _("handed on"))
    lines = [
        (
            one.name or _("Nobody yet"),
            number(one.stays.count),
            percent(one.share),
            working_words(one.total),
            spread_words(one.stays, working_words),
            number(one.given) if one.given else NONE,
        )
        for one in stays.owners[:OWNERS_MOST]
    ]
    return _grid(heads, lines)


def _grid(heads: Sequence[str], lines: Sequence[Sequence[str]], *, first_is_sum: bool = False) -> QGridLayout:
    """Names at the left, figures at the right of their columns."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(S24 if not theme().compact else S16)
    grid.setVerticalSpacing(S4)
    for column, words in enumerate(heads):
        grid.addWidget(Label(words, "caption", "ink2"), 0, column, _side(column))
    for row, line in enumerate(lines, start=1):
        for column, words in enumerate(line):
            label = Label(words, "small", bold=first_is_sum and row == 1)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label, row, column, _side(column))
    grid.setColumnStretch(len(heads), 1)
    return grid


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
