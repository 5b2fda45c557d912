"""The end of a shift on My desk: what one hands over, to whom, with one note; and what others handed over (C27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from csatdesk.domain.absences import ShiftHandOver
from csatdesk.domain.errors import Spoken
from csatdesk.domain.promises import PromiseRow
from csatdesk.gui.actions import make_action
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.who_list import people
from csatdesk.gui.context import Context
from csatdesk.gui.fields import CheckBox, FormRow, Label, TextBox, WarningStrip
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.intake.moments import shown
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.tokens import S4
from csatdesk.operations.cases.screens import CaseFacts, load_case_facts
from csatdesk.operations.shifts import confirm_shift, hand_over_shift, list_own_promises, list_shift_notes
from csatdesk.operations.work import Reading
from csatdesk.wording.formats import day_in_year, number
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import in_sentence, word

LINES, NOTE_LINES = 5, 3
INSTANT = timedelta(microseconds=1)  # a promised day ends at the midnight after it


@dataclass(frozen=True, slots=True)
class OwnShift:
    """What this person may hand over, and the people around them."""

    promises: tuple[PromiseRow, ...]
    facts: CaseFacts


def load_shift(reading: Reading) -> OwnShift:
    return OwnShift(list_own_promises(reading), load_case_facts(reading))


def due_words(promise: PromiseRow, facts: CaseFacts) -> str:
    """By when, and what kind of promise."""
    assert promise.due_at is not None
    due = shown(promise.due_at, facts.at, facts.calendar.zone)
    if promise.is_day:
        due = day_in_year(facts.calendar.local_day(promise.due_at - INSTANT))
    return f"{due}, {in_sentence(word(promise.kind))}"


def promise_words(promise: PromiseRow) -> str:
    """What was promised, to whom."""
    return ", ".join(part for part in (promise.text, promise.customer_name, promise.case_number) if part)


class ShiftForm(InlineForm):
    """`saved` comes with the person, the promises and the note."""

    saved = Signal(int, object, str)

    def __init__(self, own: OwnShift, me: int) -> None:
        super().__init__(_("Hand over my shift"), _("Hand over"))
        self._facts, self._me = own.facts, me
        self.who = PickList(self._offered, _("Type a name"), _("Nobody has this name."), lines=LINES)
        self.note = TextBox(placeholder=_("What the other person should know"))
        self.note.setFixedHeight(self.note.lines_high(NOTE_LINES))
        self._own = own.promises
        self.ticks = {one.id: self._tick(one) for one in own.promises}
        self.named = {"to": FormRow(_("&To"), self.who), "note": FormRow(_("N&ote"), self.note)}
        self.rows.addWidget(self.named["to"])
        self.rows.addWidget(self._promises())
        self.rows.addWidget(self.named["note"])
        self.who.taken.connect(self._taken)
        self.lay_out()
        self.who.begin()

    def _tick(self, promise: PromiseRow) -> CheckBox:
        tick = CheckBox(due_words(promise, self._facts))
        tick.setAccessibleDescription(promise_words(promise))
        tick.setChecked(True)
        return tick

    def _promises(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        nothing = _("You have no open promise or call-back. A note alone can be handed over.")
        told = _("Open promises and call-backs") if self.ticks else nothing
        column.addWidget(Label(told, "small", "ink2", wrap=True))
        for one in self._own:
            column.addWidget(self.ticks[one.id])
            column.addWidget(Label(promise_words(one), "small", wrap=True))
        return place

    def _offered(self, typed: str) -> Sequence[Suggestion]:
        """Who works today stands first."""
        others = [one for one in people(self._facts, typed) if one.value != self._me]
        return sorted(others, key=lambda one: one.value in self._facts.away)

    def _taken(self) -> None:
        choice = self.who.choice()
        if choice is not None:
            self.who.field.setText(choice.name)
            self.who.refresh()
        self.focusNextChild()

    def try_to_save(self) -> None:
        self.clear_errors()
        choice = self.who.choice()
        if choice is None or not isinstance(choice.value, int):
            self.focus_first()
            return
        self.save.setEnabled(False)
        chosen = [promise_id for promise_id, tick in self.ticks.items() if tick.isChecked()]
        self.saved.emit(choice.value, chosen, self.note.toPlainText())

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.OtherFocusReason)


class Shift(QObject):
    """The strip over the lists while something waits to be confirmed, and the fields in the place of the side."""

    def __init__(self, context: Context, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._notes: tuple[ShiftHandOver, ...] = ()
        self._before: QWidget | None = None
        self.form: ShiftForm | None = None
        self.strip = WarningStrip("hand-over")
        self.confirm_link = self.strip.add_action(_("I take it over"), "Alt+V")
        self.confirm_link.clicked.connect(self.confirm)
        self.strip.hide()
        self._side = QStackedWidget()
        make_action(page, _("&Hand over my shift …"), self.start, "Ctrl+Shift+H")

    def beside(self, side: QWidget) -> QStackedWidget:
        """The place of the side, in which the fields can stand."""
        self._side.addWidget(side)
        return self._side

    def ask(self) -> None:
        self._context.runner.ask(self, list_shift_notes, self._show)

    def _show(self, notes: tuple[ShiftHandOver, ...]) -> None:
        """The newest first; the next one comes when it is confirmed."""
        self._notes = notes
        self.strip.setVisible(bool(notes))
        if notes:
            self.strip.say(_lead(notes[0]), notes[0].note)

    def confirm(self) -> None:
        if self._notes:
            command = partial(confirm_shift, shift_id=self._notes[0].id)
            self._context.runner.act(self, command, lambda _done: self.ask())

    def start(self) -> None:
        self._context.runner.ask(self, load_shift, self._open)

    def _open(self, own: OwnShift) -> None:
        if self.form is not None:
            self.form.focus_first()
            return
        self._before = self._page.window().focusWidget()
        self.form = ShiftForm(own, self._context.actor.id)
        self.form.left.connect(self._close)
        self.form.saved.connect(self._save)
        self._side.addWidget(self.form)
        self._side.setCurrentWidget(self.form)
        self.form.focus_first()

    def _save(self, to_staff_id: int, promise_ids: Sequence[int], note: str) -> None:
        command = partial(hand_over_shift, to_staff_id=to_staff_id, promise_ids=promise_ids, note=note)
        self._context.runner.act(self, command, lambda _id: self._close(), failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken) and self.form is not None:
            self.form.refused(error)
        else:
            self._context.runner.failed.emit(error, None)

    def _close(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            self._side.setCurrentIndex(0)
            self._side.removeWidget(form)
            form.deleteLater()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)


def _lead(note: ShiftHandOver) -> str:
    count = len(note.promise_ids)
    if not count:
        return _("{name} hands over:").format(name=note.from_name)
    told = ngettext("{name} hands over {count} promise:", "{name} hands over {count} promises:", count)
    return told.format(name=note.from_name, count=number(count))
