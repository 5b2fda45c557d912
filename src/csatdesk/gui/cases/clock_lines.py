"""The clocks of a case in words, each with its mark, its day and a way to ask how that day came about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard, CaseClock
from csatdesk.domain.clocks import Silence
from csatdesk.domain.deadlines import Clock, Deadline, DeadlineState, state
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.clock_row import ClockRow
from csatdesk.gui.cases.told import due_day
from csatdesk.gui.fields import Label, LinkButton, StateLabel
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.formats import clock_time, day_in_year, full_date, short_instant
from csatdesk.wording.texts import _
from csatdesk.wording.words import deadline_words, in_sentence, word

HEAD_MOST = 3  # clocks at the top of a card; the others stand further down
ANSWER = frozenset({Clock.HOUSE, Clock.LEGAL})
SILENCE = {
    Silence.ACCEPTED: N_("Without an answer by then it counts as accepted."),
    Silence.COMMITTEE: N_("Without an answer by then the customer may turn to the committee."),
    Silence.OMBUDSMAN: N_("Without an answer by then the customer may turn to the ombudsman."),
}


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock of a case: "overdue 3 days", "promised call, Mon 16 November 17:00", and perhaps a sentence beneath."""

    deadline_id: int
    state: str
    words: str
    about: str
    note: str = ""

    @property
    def is_explained(self) -> bool:
        return self.deadline_id > 0


def clock_lines(card: CaseCard, facts: CaseFacts) -> tuple[list[ClockLine], list[ClockLine]]:
    """Those for the top of the card, the nearest first, and the others: what has ended, earlier periods last.

    Promises stand among the others in a list of their own.
    """
    first = _first(card)
    others = [clock for clock in card.clocks if clock not in first and clock.deadline.clock is not Clock.PROMISE]
    return [_line(one, card, facts) for one in first], [_line(one, card, facts) for one in others]


def _first(card: CaseCard) -> list[CaseClock]:
    """The nearest that runs and those of the answer; when none runs any more, how this period's ended."""
    running = [clock for clock in card.clocks if clock.is_running]
    if running:
        wanted = [running[0], *(clock for clock in running[1:] if clock.deadline.clock in ANSWER), *running[1:]]
        first = list(dict.fromkeys(wanted))[:HEAD_MOST]
        return [clock for clock in running if clock in first]
    return [clock for clock in card.clocks if clock.deadline.period == card.reopened + 1][:HEAD_MOST]


def _line(clock: CaseClock, card: CaseCard, facts: CaseFacts) -> ClockLine:
    stands = state(clock.deadline, facts.at, facts.calendar)
    return ClockLine(
        deadline_id=clock.deadline.id,
        state=stands.value,
        words=_state_words(clock, stands, card, facts),
        about=", ".join(_about(clock, stands, card, facts)),
        note=_(SILENCE[clock.silence]) if clock.is_running and clock.silence in SILENCE else "",
    )


def _state_words(clock: CaseClock, stands: DeadlineState, card: CaseCard, facts: CaseFacts) -> str:
    if stands is DeadlineState.PAUSED:
        return _("{state} – {status}").format(state=word(stands), status=in_sentence(word(card.row.status)))
    if stands is DeadlineState.NONE:
        return _("no longer owed")
    return deadline_words(clock.deadline, facts.at, facts.calendar)


def _about(clock: CaseClock, stands: DeadlineState, card: CaseCard, facts: CaseFacts) -> list[str]:
    """Which clock, when it is due, and what became of it."""
    deadline = clock.deadline
    name = in_sentence(word(deadline.clock))
    if deadline.clock is Clock.PROMISE and clock.promise:
        name = _("{clock}: {what}").format(clock=name, what=_shortened(clock.promise))
    day = day_words(deadline, facts)
    told = [name, _("if resumed now {day}").format(day=day) if stands is DeadlineState.PAUSED else day]
    if clock.is_extended:
        told.append(_("extended"))
    stopped_at = deadline.met_at or deadline.ended_at
    if stopped_at is not None:
        told.append(_("stopped {when}").format(when=short_instant(stopped_at, facts.calendar.zone)))
    if deadline.period < card.reopened + 1:
        told.append(_("before the reopening"))
    return told


def _shortened(text: str, most: int = 60) -> str:
    one_line = " ".join(text.split())
    one_line = one_line.removesuffix(".")  # words follow after a comma
    return one_line if len(one_line) <= most else f"{one_line[: most - 1].rstrip()}…"


def day_words(deadline: Deadline, facts: CaseFacts) -> str:
    """The day a clock is due, with its year where that is another one, and its time where it has one."""
    day = due_day(deadline, facts.calendar)
    this_year = facts.calendar.local_day(facts.at).year
    told = day_in_year(day) if day.year == this_year else full_date(day)
    if deadline.is_period:
        return told
    return f"{told} {clock_time(deadline.due_at.astimezone(facts.calendar.zone))}"


class ClockColumn(QWidget):
    """Clocks one under another. `why_wanted` carries the id of the clock whose day is asked about."""

    why_wanted = Signal(int)

    def __init__(self, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._shown: tuple[ClockLine, ...] = ()
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    @property
    def lines(self) -> tuple[ClockLine, ...]:
        return self._shown

    def show_lines(self, lines: Sequence[ClockLine]) -> None:
        """Rows that say the same stay, so that a link with the focus keeps it."""
        self.setVisible(bool(lines))
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line) for line in lines]
        for row in self._rows:
            self._column.addWidget(row)

    def _row(self, line: ClockLine) -> QWidget:
        state_label = StateLabel(line.state, line.words, role=self._role)
        about = Label(line.about, self._role, "ink2", wrap=True)
        note = Label(line.note, "small", "ink2", wrap=True) if line.note else None
        return ClockRow(state_label, about, self._why(line) if line.is_explained else None, note)

    def _why(self, line: ClockLine) -> LinkButton:
        why = LinkButton(_("Why?"), role="small")
        why.setAccessibleName(_("Why {about}?").format(about=line.about))
        why.setFixedHeight(theme().metrics(self._role).height() + 1)  # the link makes its line no higher
        why.clicked.connect(partial(self.why_wanted.emit, line.deadline_id))
        return why
