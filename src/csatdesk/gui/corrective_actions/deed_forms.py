"""What is said of a measure in a few fields: reported done, judged, dropped, noted; and how the centre judges."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSpinBox

from csatdesk.domain.corrective_actions import MeasureCard, MeasureStatus
from csatdesk.domain.effects import DAYS_LEAST, DAYS_MOST, LEAST_MOST, EffectRule
from csatdesk.domain.item_effects import AnyEffect, ItemEffect, ItemVerdict
from csatdesk.gui.cases.due_field import DayUnreadable
from csatdesk.gui.corrective_actions.day_field import DueDayField
from csatdesk.gui.day_field import DayField
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Label, SegmentedChoice, TextBox, dress_spin_box
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.corrective_actions.commands import (
    confirm_effective,
    drop_measure,
    note_on_measure,
    reopen_measure,
    report_done,
)
from csatdesk.operations.corrective_actions.effects import set_effect_rule
from csatdesk.operations.work import Work
from csatdesk.wording.corrective_actions import effect_words, expected_words, verdict_words
from csatdesk.wording.texts import _

NOTE_LINES = 3
Command = Callable[[Work], Any]


class DeedForm(DraftForm):
    """`saved` comes with what is to be done."""

    def draft(self) -> Command:
        raise NotImplementedError

    def is_empty(self) -> bool:
        """Whether nothing would be lost: nothing is written yet."""
        return not any(box.toPlainText().strip() for box in self.findChildren(TextBox))


def _note_box(placeholder: str) -> TextBox:
    box = TextBox(placeholder=placeholder)
    box.setFixedHeight(box.lines_high(NOTE_LINES))
    return box


class DoneForm(DeedForm):
    def __init__(self, card: MeasureCard, today: date) -> None:
        super().__init__(_("Report it done"), _("Report it done"))
        self._card = card
        self.day = DayField(_("Done on"), today, today)
        self.note = _note_box(_("What was done, and what is left"))
        self.rows.addWidget(Label(card.row.title, bold=True, wrap=True))
        self.add("done_on", _("&Done on"), self.day)
        self.add("note", _("N&ote"), self.note)
        told = _("Whether it helped is counted from this day, and said later by a person.")
        self.rows.addWidget(Label(told, "caption", "ink2", wrap=True))
        self.lay_out()

    def focus_first(self) -> None:
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Command:
        day, row = self.day.day(), self._card.row
        if day is None:
            raise DayUnreadable(field="done_on", day="24.12.2026")
        note = self.note.toPlainText()
        return partial(report_done, measure_id=row.id, done_on=day, note=note, version=row.version)


class JudgeForm(DeedForm):
    """The figures, then what a person makes of them. `effect` None: nothing is counted for this one."""

    def __init__(self, card: MeasureCard, effect: AnyEffect | None, facts: CaseFacts) -> None:
        is_again = card.row.status is MeasureStatus.EFFECTIVE
        super().__init__(_("Reopen") if is_again else _("Did it help?"), _("Save the verdict"))
        self._card, self._effect = card, effect
        today = facts.calendar.local_day(facts.at)
        self.rows.addWidget(Label(card.row.title, bold=True, wrap=True))
        self.rows.addWidget(Label(_("Expected: {figure}.").format(figure=expected_words(card.expected)), wrap=True))
        if effect is None:
            self.figures = Label(_("Nothing is counted for it: say how you know."), wrap=True)
        else:
            self.figures = Label(f"{verdict_words(effect, today)} {effect_words(effect, today)}", wrap=True)
        self.rows.addWidget(self.figures)
        self.verdict = SegmentedChoice([(True, _("Effective")), (False, _("Not effective"))])
        self.note, self.due = _note_box(_("What you go by")), DueDayField(facts)
        self.add("verdict", _("&It is"), self.verdict)
        self.add("note", _("N&ote"), self.note)
        self.add("due", _("New d&ue day"), self.due)
        self.told = Label("", "caption", "ink2", wrap=True)
        self.rows.addWidget(self.told)
        self.verdict.set_value(_may_have_helped(effect, today) and not is_again)
        self.verdict.chosen.connect(lambda _value: self._explain())
        self.lay_out()
        self.named["verdict"].setVisible(not is_again)  # what was effective can only be reopened
        self._explain()

    def _explain(self) -> None:
        is_effective = bool(self.verdict.value())
        self.named["due"].setVisible(not is_effective)
        kept = _("These figures are kept with it.")
        reopened = _("It is reopened, and how often is counted.")
        self.told.setText((kept if self._effect is not None else "") if is_effective else reopened)

    def focus_first(self) -> None:
        if self.named["verdict"].isHidden():
            self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.verdict.focus_chosen()

    def draft(self) -> Command:
        row, note = self._card.row, self.note.toPlainText()
        if self.verdict.value():
            return partial(confirm_effective, measure_id=row.id, note=note, seen=self._effect, version=row.version)
        due_on = self.due.chosen()
        return partial(reopen_measure, measure_id=row.id, why=note, due_on=due_on, version=row.version)


def _may_have_helped(effect: AnyEffect | None, today: date) -> bool:
    if isinstance(effect, ItemEffect):
        return effect.verdict is ItemVerdict.EFFECTIVE
    return effect is None or (effect.is_over(today) and effect.ratio is not None)


class WhyForm(DeedForm):
    """One text: why it is dropped, or a note."""

    def __init__(self, card: MeasureCard, *, drops: bool) -> None:
        heading = _("Drop the measure") if drops else _("Note on the measure")
        super().__init__(heading, heading if drops else _("Add the note"))
        self._card, self._drops = card, drops
        self.note = _note_box(_("Why it is not done") if drops else _("What the others should know"))
        self.rows.addWidget(Label(card.row.title, bold=True, wrap=True))
        self.add("note", _("&Reason") if drops else _("N&ote"), self.note)
        self.lay_out()

    def focus_first(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Command:
        row, text = self._card.row, self.note.toPlainText()
        if self._drops:
            return partial(drop_measure, measure_id=row.id, why=text, version=row.version)
        return partial(note_on_measure, measure_id=row.id, text=text)


class RuleForm(DeedForm):
    """How the whole centre judges whether a measure helped."""

    def __init__(self, rule: EffectRule) -> None:
        super().__init__(_("How effects are judged"), _("Save"))
        self.days = _spin(DAYS_LEAST, DAYS_MOST, rule.days)
        self.complaints = _spin(1, LEAST_MOST, rule.complaints)
        self.contacts = _spin(1, LEAST_MOST, rule.contacts)
        self.add("days", _("&Days on each side"), self.days)
        self.add("complaints", _("Least co&mplaints before"), self.complaints)
        self.add("contacts", _("Least con&tacts on each side"), self.contacts)
        told = _("Under these there is no verdict. It holds for every measure that nobody has judged yet.")
        self.rows.addWidget(Label(told, "caption", "ink2", wrap=True))
        self.lay_out()

    def focus_first(self) -> None:
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def draft(self) -> Command:
        rule = EffectRule(self.days.value(), self.complaints.value(), self.contacts.value())
        return partial(set_effect_rule, rule=rule)


def _spin(least: int, most: int, value: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    dress_spin_box(box)
    return box
