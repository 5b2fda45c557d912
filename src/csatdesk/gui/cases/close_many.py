"""Close several cases at once: how all of them ended; those that need an answer of their own are left as they are."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import CAUSED, OUTCOMES, CaseKind, Outcome
from csatdesk.domain.closing_many import ClosingOfMany
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.closing import OutcomeChoice, cause_box
from csatdesk.gui.cases.many import Many
from csatdesk.gui.cases.panel import Panel
from csatdesk.gui.fields import Label, TextField
from csatdesk.operations.cases.closing_many import close_one_of_many
from csatdesk.operations.work import Undoable, Work
from csatdesk.wording.texts import _


class CloseManyPanel(Panel):
    """`kinds`: of the cases that are chosen; each outcome that one of them can have is offered."""

    def __init__(self, kinds: Collection[CaseKind], parent: QWidget | None = None) -> None:
        self.title = _("Close")
        self.save_words = _("Close the cases")
        super().__init__(parent)
        self._possible = [one for one in Outcome if any(one in OUTCOMES[kind] for kind in kinds)]
        self.outcome = OutcomeChoice()
        self.root_cause = cause_box()
        self.note = TextField(placeholder=_("Anything else, for the history"))
        words = _("Closed are those whose answer was sent or that need none. The others stay open, with the reason.")
        self.rows.addWidget(Label(words, "small", "ink2", wrap=True))
        self.add_row(_("O&utcome"), self.outcome, "outcome")
        self._cause_row = self.add_row(_("Root &cause"), self.root_cause, "root_cause")
        self.add_row(_("&Note"), self.note, "note")
        self.outcome.chosen.connect(lambda outcome: self._cause_row.setVisible(outcome in CAUSED))
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.outcome.offer(self._possible)
        self._cause_row.hide()

    def focus_first(self) -> None:
        self.outcome.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def command(self) -> Many | None:
        outcome = self.outcome.value()
        cause = self.root_cause.toPlainText().strip() if outcome in CAUSED else ""
        closing = ClosingOfMany(outcome, cause, self.note.text().strip())
        problems = closing.problems()
        for problem in problems:
            self.refused(problem)
        if problems:
            return None
        return Many(self.case_ids, partial(_close, closing), N_("Closed {count} cases."))


def _close(closing: ClosingOfMany, work: Work, case_id: int) -> Undoable[None]:
    return close_one_of_many(work, case_id=case_id, closing=closing)
