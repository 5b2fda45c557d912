"""A line on My desk that says which checks are due, with one key that begins the first of them; away while none is."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.checklists import CheckRow, CheckState
from csatdesk.gui.context import Context
from csatdesk.gui.fields import WarningStrip
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.checklists.commands import begin_check
from csatdesk.operations.checklists.queries import DueChecks, due_checks
from csatdesk.wording.checklists import day_words, place_of, title_of
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class DueChecksStrip(QWidget):
    """What a colleague has begun is left to them."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asker = QObject(self)
        self.first: CheckRow | None = None
        self.strip = WarningStrip("check-circle")
        self.start = self.strip.add_action(_("Begin the check"), "Alt+Shift+C")
        self.all = self.strip.add_action(_("Show all checks"), "Alt+Shift+K")
        self.start.clicked.connect(self.begin)
        self.all.clicked.connect(lambda: context.show("checks"))
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
        """Time went on, or checks changed."""
        self._ask_again.poke()

    def _ask(self) -> None:
        self._context.runner.ask(self._asker, due_checks, self._came)

    def _came(self, due: DueChecks) -> None:
        me = self._context.actor.id
        mine = [row for row in due.mine if not row.is_begun or row.done_by_id == me]
        self.first = mine[0] if mine else None
        self.setVisible(self.first is not None)
        if self.first is not None:
            self.strip.say(_lead(mine), _about(self.first, self._context))
            self.start.setText(_("Go on with the check") if self.first.is_begun else _("Begin the check"))

    def begin(self) -> None:
        if self.first is not None:
            command = partial(begin_check, schedule_id=self.first.schedule_id, day=self.first.day)
            self._context.runner.act(self, command, self._context.fill)


def _lead(mine: list[CheckRow]) -> str:
    late = sum(row.state in {CheckState.OVERDUE, CheckState.NOT_DONE} for row in mine)
    if late:
        words = ngettext("{count} check is overdue.", "{count} checks are overdue.", late)
        return words.format(count=number(late))
    words = ngettext("{count} check is due today.", "{count} checks are due today.", len(mine))
    return words.format(count=number(len(mine)))


def _about(row: CheckRow, context: Context) -> str:
    """Of one's own office nobody needs to be told which it is."""
    where = row.place if row.office_id == context.actor.office_id else place_of(row)
    return ", ".join(filter(None, (f"“{title_of(row)}”", where, day_words(row, context.zone))))
