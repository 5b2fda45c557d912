"""Within how many days a matter counts as a repeat, in the whole centre."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from csatdesk.domain.links import REPEAT_DAYS_MOST
from csatdesk.gui.administration.rules.back_view import BackView
from csatdesk.gui.administration.section import beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import FormRow, Label, PlainButton, dress_spin_box
from csatdesk.operations.cases.repeats import set_repeat_days
from csatdesk.operations.repeat_marks import repeat_days
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, ngettext


class RepeatsView(BackView):
    """Asked anew each time it is opened; whoever may not change the centre may read."""

    def __init__(self, context: Context, *, may_change: bool) -> None:
        super().__init__(_("Repeat complaints"))
        self._context = context
        self.days = QSpinBox()
        self.days.setRange(1, REPEAT_DAYS_MOST)
        self.days.setEnabled(may_change)
        dress_spin_box(self.days)
        self.save = PlainButton(_("Save"), likely=True, size="medium")
        self.save.clicked.connect(self.do_save)
        told = _(
            "The same customer, or somebody with the same phone or account, on the same topic within these days counts "
            "as a repeat: when a case is logged, among the proposals, and in the reports."
        )
        self.add(FormRow(_("&Days"), beside(self.days)))
        self.add(Label(told, "small", "ink2", wrap=True))
        self.add(beside(self.save))
        if not may_change:
            self.save.hide()

    def start(self) -> None:
        self._context.runner.ask(self, repeat_days, self.days.setValue)
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def do_save(self) -> None:
        days = self.days.value()
        self._context.runner.act(self, partial(set_repeat_days, days=days), lambda _none: self._saved(days))

    def _saved(self, days: int) -> None:
        told = ngettext("{count} day", "{count} days", days).format(count=number(days))
        self._context.say(_("{name}: {values}").format(name=self.heading.text(), values=told))
        self.left.emit()
