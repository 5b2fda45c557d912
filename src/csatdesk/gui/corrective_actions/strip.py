"""A line above other lists that says which measures are due, with one key to them; away while none is."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.corrective_actions import MeasureFilter, MeasuresWanted
from csatdesk.gui.context import Context
from csatdesk.gui.fields import WarningStrip
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.calendars import own_calendar
from csatdesk.operations.corrective_actions.queries import DueMeasures, load_overdue, load_own_due
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import day_in_year, number
from csatdesk.wording.texts import _, ngettext

AHEAD_DAYS = 3  # working days


class DueMeasuresStrip(QWidget):
    """`owner_id` None: of everybody, and only what is overdue."""

    def __init__(self, context: Context, owner_id: int | None = None) -> None:
        super().__init__()
        self._context, self._owner_id = context, owner_id
        self._asker = QObject(self)
        self.strip = WarningStrip("measures")
        self.go = self.strip.add_action(_("Show the measures"), "Alt+Shift+M")
        self.go.clicked.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.strip)
        self._ask_again = Throttle(self._ask, self)
        self.hide()

    @property
    def words(self) -> str:
        """What is said; "" while nothing is."""
        return "" if self.isHidden() else self.strip.accessibleName()

    def poke(self) -> None:
        """Time went on, or measures changed."""
        self._ask_again.poke()

    def _ask(self) -> None:
        question = load_overdue if self._owner_id is None else load_own
        self._context.runner.ask(self._asker, question, self._came)

    def _came(self, due: DueMeasures | None) -> None:
        self.setVisible(due is not None)
        if due is not None:
            self.strip.say(*_said(due, is_own=self._owner_id is not None))

    def _show(self) -> None:
        only = MeasureFilter(overdue=self._owner_id is None, owner_id=self._owner_id)
        self._context.show_measures(MeasuresWanted(only))


def load_own(reading: Reading) -> DueMeasures | None:
    """What this person should do within the next working days, and what they have not begun."""
    return load_own_due(reading, until=own_calendar(reading).add_days(reading.at, AHEAD_DAYS))


def _said(due: DueMeasures, *, is_own: bool) -> tuple[str, str]:
    """Of one's own nobody needs to be told whose they are."""
    title, day = due.first.title, day_in_year(due.first.due_on)
    if is_own:
        first = _("“{title}”, {day}").format(title=title, day=day)
    else:
        first = _("“{title}”, {name}, {day}").format(title=title, name=due.first.owner_name, day=day)
    if due.overdue:
        lead = ngettext("{count} measure is overdue.", "{count} measures are overdue.", due.overdue)
        return lead.format(count=number(due.overdue)), first
    lead = ngettext(
        "{count} measure of yours is due soon or not begun yet.",
        "{count} measures of yours are due soon or not begun yet.",
        due.count,
    )
    return lead.format(count=number(due.count)), first
