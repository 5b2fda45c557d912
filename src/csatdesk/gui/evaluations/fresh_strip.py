"""Above My desk: somebody's work was evaluated, and they have not read it yet; or somebody said something to them."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.gui.context import Context
from csatdesk.gui.notices import WarningStrip
from csatdesk.gui.throttle import Throttle
from csatdesk.operations.evaluations.feedback import count_fresh
from csatdesk.operations.evaluations.queries import EvaluationFilter
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class FreshStrip(QWidget):
    """Hidden while nothing is new."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._asker = QObject(self)
        self.strip = WarningStrip("check-circle")
        self.go = self.strip.add_action(_("Show the evaluations"), "Alt+Shift+V")
        self.go.clicked.connect(lambda: context.show("evaluations", EvaluationFilter(fresh=True)))
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
        self._ask_again.poke()

    def _ask(self) -> None:
        self._context.runner.ask(self._asker, count_fresh, self._came)

    def _came(self, count: int) -> None:
        self.setVisible(count > 0)
        if count:
            lead = ngettext("{count} evaluation is new to you.", "{count} evaluations are new to you.", count)
            self.strip.say(lead.format(count=number(count)), _("Read it, and say how you see it."))
