"""What came of contacting a customer after a bad review."""

from functools import partial

from PySide6.QtCore import Qt

from csatdesk.domain.follow_ups import FollowUpOutcome, check_outcome
from csatdesk.gui.fields import Choice, Label, TextBox
from csatdesk.gui.today.forms import Command, SideForm
from csatdesk.gui.today.sentences import decision
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.evaluations.follow_ups import settle_follow_up
from csatdesk.operations.today.rows import BadReview
from csatdesk.wording.reviews import outcome_words
from csatdesk.wording.texts import _

LINES = 4


class FollowUpForm(SideForm):
    def __init__(self, one: BadReview, facts: CaseFacts) -> None:
        told = decision(one, facts)
        super().__init__(told.sentence, _("Record"))
        self._id = one.row.id
        self.outcome = Choice([(outcome, outcome_words(outcome)) for outcome in FollowUpOutcome])
        self.note = TextBox()
        self.note.setFixedHeight(self.note.lines_high(LINES))
        self.rows.addWidget(Label(told.reason, "small", "ink2", wrap=True))
        if one.row.phone:
            self.rows.addWidget(Label(one.row.phone, bold=True))
        self.add_row(_("&What came of it"), self.outcome, "outcome")
        self.add_row(_("&In a few words"), self.note, "note")
        self.lay_out()

    def focus_first(self) -> None:
        self.outcome.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        outcome, note = self.outcome.value(), self.note.toPlainText()
        assert isinstance(outcome, FollowUpOutcome)
        check_outcome(outcome, note)
        return partial(settle_follow_up, follow_up_id=self._id, outcome=outcome, note=note)
