"""The fields for feedback both ways: what is said to an evaluation, who outside gets it, and what they replied."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal

from csatdesk.domain.evaluations import EvaluationCard
from csatdesk.domain.feedback import FeedbackKind, FeedbackMissing, PartnerMissing, ReplyMissing
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.kept_text import KeptForm, KeptTexts
from csatdesk.wording.texts import _

LINES = 5


class SayForm(DraftForm):
    """`saved` comes with the text. What was said before stands above; what is typed survives a kill."""

    def __init__(self, card: EvaluationCard, kept: KeptTexts) -> None:
        is_own = card.feedback.may_say
        super().__init__(_("What you say to it") if is_own else _("Your answer"), _("Save"))
        said = [one for one in card.feedback.rows if one.kind in {FeedbackKind.SAID, FeedbackKind.ANSWERED}]
        for one in said:
            self.rows.addWidget(Label(f"{one.by_name}: {one.text}", wrap=True))
        self.text = TextBox(placeholder=_("Your leader reads it") if is_own else _("The person reads it"))
        self.text.setFixedHeight(self.text.lines_high(LINES))
        self.kept = KeptForm({"text": self.text})
        self.kept.keep_in(kept)
        self.kept.hold_from_here("evaluation feedback", card.row.id)
        self.left.connect(self.kept.forget)
        self.rows.addWidget(self.kept)
        self.add("text", _("&Text"), self.text)
        self.lay_out()

    def draft(self) -> str:
        if not self.text.toPlainText().strip():
            raise FeedbackMissing(field="text")
        return self.text.toPlainText()

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


class GiveForm(InlineForm):
    """`saved` comes with the id of the partner."""

    saved = Signal(int)

    def __init__(self, partners: Sequence[tuple[int, str]]) -> None:
        super().__init__(_("Give the result to a partner"), _("Save as PDF"))
        self.partner = Choice([(None, _("choose")), *partners])
        self.rows.addWidget(Label(_("The PDF does not say who filled it."), "small", "ink2", wrap=True))
        self.named = {"organisation": FormRow(_("&Who gets it"), self.partner)}
        self.rows.addWidget(self.named["organisation"])
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        chosen = self.partner.value()
        if not isinstance(chosen, int):
            self.refused(PartnerMissing(field="organisation"))
            return
        self.saved.emit(chosen)

    def focus_first(self) -> None:
        self.partner.setFocus(Qt.FocusReason.OtherFocusReason)


class PartnerReplyForm(InlineForm):
    """`saved` comes with the id of the partner and the text."""

    saved = Signal(int, str)

    def __init__(self, card: EvaluationCard) -> None:
        super().__init__(_("What they replied"), _("Save"))
        self.partner = Choice(list(card.feedback.given_to))
        self.text = TextBox()
        self.text.setFixedHeight(self.text.lines_high(LINES))
        self.named = {
            "organisation": FormRow(_("&Who replied"), self.partner),
            "text": FormRow(_("&Text"), self.text),
        }
        for row in self.named.values():
            self.rows.addWidget(row)
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        if not self.text.toPlainText().strip():
            self.refused(ReplyMissing(field="text"))
            return
        self.save.setEnabled(False)
        self.saved.emit(int(str(self.partner.value())), self.text.toPlainText())

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
