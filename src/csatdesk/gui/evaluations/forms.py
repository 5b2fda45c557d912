"""The fields with which an evaluation is begun, an answer contested, and a dispute decided."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox

from csatdesk.domain.corrective_actions import Cause, CauseMissing, FailedItem
from csatdesk.domain.errors import Refusal
from csatdesk.domain.evaluations import (
    ABOUT_PEOPLE,
    DISPUTE_DAYS_MOST,
    Dispute,
    DisputeReasonMissing,
    EmployeeMissing,
    EvaluationCard,
    NewEvaluation,
    RulingReasonMissing,
    StandardNotPublished,
)
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.context import Context
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.evaluations.item_lines import dispute_lines
from csatdesk.gui.evaluations.questions import Beginning
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox, TextField, dress_spin_box
from csatdesk.gui.filling.answers import Option, is_chosen, name_of, options_of
from csatdesk.gui.inline_form import InlineForm
from csatdesk.operations.evaluations.templates import UsableStandard
from csatdesk.wording.evaluations import answer_words, kind_words
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

REASON_LINES = 5


class BeginForm(InlineForm):
    """`saved` comes with a NewEvaluation and the typed number of its case, "" without one."""

    saved = Signal(object, str)

    def __init__(self, context: Context, beginning: Beginning) -> None:
        super().__init__(_("What do you want to fill?"), _("Begin"))
        self._context, self._beginning = context, beginning
        self.standard = Choice([(one.version_id, _named(one)) for one in beginning.standards])
        self.employee = Choice([(None, _("choose")), *((one.id, one.name) for one in beginning.colleagues)])
        self.happened = MomentField()
        self.case = TextField()
        self._rows = {
            "standard": FormRow(_("&Standard"), self.standard),
            "employee": FormRow(_("&Whose work"), self.employee),
            "received_at": FormRow(_("&When it was"), self.happened),
            "case": FormRow(_("C&ase number, if there is one"), self.case),
        }
        for name, row in self._rows.items():
            self.rows.addWidget(row)
            self.named[name] = row
        self.standard.chosen.connect(lambda _value: self._fit())
        self.lay_out()
        self._fit()

    @property
    def _standard(self) -> UsableStandard | None:
        return next((one for one in self._beginning.standards if one.version_id == self.standard.value()), None)

    def _fit(self) -> None:
        """What a checklist does not need is not asked."""
        chosen = self._standard
        is_review = chosen is not None and chosen.kind in ABOUT_PEOPLE
        self._rows["employee"].setVisible(is_review)
        self._rows["case"].setVisible(is_review)
        self._rows["received_at"].setVisible(is_review)

    def try_to_save(self) -> None:
        self.clear_errors()
        try:
            new = self._draft()
        except Refusal as refusal:
            self.refused(refusal)
            return
        self.save.setEnabled(False)
        self.saved.emit(new, self.case.text().strip())

    def _draft(self) -> NewEvaluation:
        chosen = self._standard
        if chosen is None:
            raise StandardNotPublished(field="standard")
        is_review = chosen.kind in ABOUT_PEOPLE
        whose = next((one for one in self._beginning.colleagues if one.id == self.employee.value()), None)
        if not is_review:
            whose = None
        elif whose is None:
            raise EmployeeMissing(field="employee")
        return NewEvaluation(
            standard_version_id=chosen.version_id,
            office_id=whose.office_id if whose is not None else self._context.actor.office_id,
            happened_at=self.happened.moment(self._context.zone),
            employee_id=whose.id if whose is not None else None,
        )

    def focus_first(self) -> None:
        self.standard.setFocus(Qt.FocusReason.OtherFocusReason)


def _named(one: UsableStandard) -> str:
    title = one.titles.in_language(language())
    words = _("{title}, version {number}")
    return f"{kind_words(one.kind)}: {words.format(title=title, number=one.number)}"


class ContestForm(InlineForm):
    """`saved` comes with the key of the question and the reason."""

    saved = Signal(str, str)

    def __init__(self, card: EvaluationCard, item_key: str) -> None:
        super().__init__(_("Contest an answer"), _("Contest"))
        items = [one for _section, asked in card.template.form.asked(card.answers) for one in asked]
        contested = {one.item_key for one in card.disputes}
        self.item = Choice(
            [
                (one.key, f"{name_of(one)}: {answer_words(one, card.answers[one.key])}")
                for one in items
                if one.key not in contested and one.key in card.answers
            ]
        )
        if any(value == item_key for value, _words in self.item.options()):
            self.item.set_value(item_key)
        self.reason = TextBox()
        self.reason.setFixedHeight(self.reason.lines_high(REASON_LINES))
        self.named = {
            "item": FormRow(_("&Question"), self.item),
            "reason": FormRow(_("&How you see it"), self.reason),
        }
        for row in self.named.values():
            self.rows.addWidget(row)
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        if not self.reason.toPlainText().strip():
            self.refused(DisputeReasonMissing(field="reason"))
            return
        self.save.setEnabled(False)
        self.saved.emit(str(self.item.value()), self.reason.toPlainText())

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class DecideForm(InlineForm):
    """`saved` comes with the answer that holds from now on (None: it stays) and the reason."""

    saved = Signal(object, str)

    def __init__(self, card: EvaluationCard, dispute: Dispute) -> None:
        super().__init__(_("Decide"), _("Decide"))
        self.dispute = dispute
        self._options = _other_answers(card, dispute)
        for line in dispute_lines(card, dispute):
            self.rows.addWidget(Label(line, wrap=True))
        item = card.template.form.item(dispute.item_key)
        stays = _("It stays: {answer}").format(
            answer=answer_words(item, dispute.answer_before) if item and dispute.answer_before is not None else ""
        )
        changes = _("Change it to: {answer}")
        self.answer = Choice(
            [(-1, stays), *((at, changes.format(answer=one.words)) for at, one in enumerate(self._options))]
        )
        self.reason = TextBox()
        self.reason.setFixedHeight(self.reason.lines_high(REASON_LINES))
        self.named = {
            "answer": FormRow(_("&Answer"), self.answer),
            "reason": FormRow(_("&Reason"), self.reason),
        }
        for row in self.named.values():
            self.rows.addWidget(row)
        self.lay_out()

    def try_to_save(self) -> None:
        self.clear_errors()
        if not self.reason.toPlainText().strip():
            self.refused(RulingReasonMissing(field="reason"))
            return
        self.save.setEnabled(False)
        at = self.answer.value()
        answer = self._options[at].answer if isinstance(at, int) and at >= 0 else None
        self.saved.emit(answer, self.reason.toPlainText())

    def focus_first(self) -> None:
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)


class WhyForm(DraftForm):
    """`saved` comes with the cause."""

    def __init__(self, question: str, failed: FailedItem) -> None:
        super().__init__(_("Why it failed"), _("Save"))
        self.item_key = failed.key
        self.rows.addWidget(Label(question, bold=True, wrap=True))
        self.cause = Choice([(None, _("choose …")), *((one, word(one)) for one in Cause)])
        self.cause.set_value(failed.cause)
        self.add("cause", _("Cau&se"), self.cause)
        told = _("The person whose work it is reads it, too.")
        self.rows.addWidget(Label(told, "caption", "ink2", wrap=True))
        self.lay_out()

    def draft(self) -> Cause:
        cause = self.cause.value()
        if not isinstance(cause, Cause):
            raise CauseMissing(field="cause")
        return cause

    def focus_first(self) -> None:
        self.cause.setFocus(Qt.FocusReason.OtherFocusReason)


class DaysForm(InlineForm):
    """`saved` comes with the number of working days."""

    saved = Signal(int)

    def __init__(self, days: int) -> None:
        super().__init__(_("How long an answer can be contested"), _("Save"))
        self.days = QSpinBox()
        self.days.setRange(1, DISPUTE_DAYS_MOST)
        self.days.setValue(days)
        dress_spin_box(self.days)
        self.named = {"days": FormRow(_("&Working days"), self.days)}
        self.rows.addWidget(self.named["days"])
        self.lay_out()

    def try_to_save(self) -> None:
        self.saved.emit(self.days.value())

    def focus_first(self) -> None:
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)


def _other_answers(card: EvaluationCard, dispute: Dispute) -> Sequence[Option]:
    """What can be pressed instead; of a measured answer what its bands are worth is reached by their bounds."""
    item = card.template.form.item(dispute.item_key)
    if item is None:
        return ()
    bands = [Option(band.bound, answer_words(item, band.bound), "") for band in item.scale.bands]
    return [one for one in (*options_of(item), *bands) if not is_chosen(dispute.answer_before, one.answer)]
