"""The few fields of a decision, beside the list: who gets it, who is ill, what everybody should know, a shift's note.

Each form says by `saved` what is to be done; the page does it and comes back to the list.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.local_text import LocalText
from csatdesk.domain.staff import StaffRow
from csatdesk.gui.cases import told
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import Choice, FormRow, Label, TextBox, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.today.sentences import promise_due, shift_reason
from csatdesk.operations.absences import save_absence
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.matters import NewMatter
from csatdesk.operations.shifts import confirm_shift
from csatdesk.operations.today.commands import hand_out, make_known
from csatdesk.operations.today.hand_out import Candidate, HandOut, Share
from csatdesk.operations.today.rows import ShiftToConfirm, Surge
from csatdesk.operations.work import Work
from csatdesk.wording.formats import number
from csatdesk.wording.texts import _, language, ngettext
from csatdesk.wording.words import deadline_words

Command = Callable[[Work], Any]
NOBODY = 0  # of a choice, in place of a person


class SideForm(InlineForm):
    """`command` returns what is to be done, or None after saying what is missing; a Refusal is said at its field. Enter
    on the button does it, too.
    """

    saved = Signal(object)  # Command

    def command(self) -> Command | None:
        raise NotImplementedError

    def try_to_save(self) -> None:
        self.clear_errors()
        try:
            command = self.command()
        except Refusal as refusal:
            self.refused(refusal)
            return
        if command is not None:
            self.save.setEnabled(False)
            self.saved.emit(command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.save.hasFocus():
            self.try_to_save()
            return
        super().keyPressEvent(event)

    def add_row(self, label: str, field: QWidget, name: str = "", *, above: bool = False) -> FormRow:
        row = FormRow(label, field, above=above)
        self.rows.addWidget(row)
        if name:
            self.named[name] = row
        return row


def open_words(count: int) -> str:
    return ngettext("{count} open case", "{count} open cases", count).format(count=number(count))


def at_left(field: QWidget) -> QWidget:
    """A field that is narrower than its row."""
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(field)
    row.addStretch(1)
    place.setFocusProxy(field)
    return place


class WhoForm(SideForm):
    """Somebody for what a person who is away cannot do: who has least stands first."""

    def __init__(
        self, heading: str, reason: str, candidates: Sequence[Candidate], give: Callable[[int], Command]
    ) -> None:
        super().__init__(heading, _("Hand over"))
        self._candidates, self._give = candidates, give
        self.who = PickList(self._offered, _("Type a name"), _("Nobody at work has this name."), lines=7)
        self.who.taken.connect(self.try_to_save)
        self.rows.addWidget(Label(reason, "small", "ink2", wrap=True))
        self.add_row(_("&To"), self.who, "to")
        self.lay_out()
        self.who.begin()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        chosen = self.who.choice()
        return self._give(chosen.value) if chosen is not None and isinstance(chosen.value, int) else None

    def _offered(self, typed: str) -> Sequence[Suggestion]:
        fitting = (one for one in self._candidates if _fits(one.name, typed))
        return [Suggestion(one.staff_id, "", one.name, note=open_words(one.open_cases)) for one in fitting]


def _fits(name: str, typed: str) -> bool:
    there = fold(name).split()
    return all(any(word.startswith(wanted) for word in there) for wanted in fold(typed).split())


class HandOutForm(SideForm):
    """Each case with the person suggested for it; one key hands all of them out."""

    def __init__(self, shown: HandOut, total: int, facts: CaseFacts) -> None:
        count = len(shown.shares)
        words = ngettext("Hand out {count} case", "Hand out {count} cases", count).format(count=number(count))
        super().__init__(words, words)
        self._choices: dict[int, Choice] = {}
        why = _("Suggested is who has the fewest open cases in the office of the case; nobody who is away.")
        self.rows.addWidget(Label(why, "small", "ink2", wrap=True))
        if total > count:
            rest = total - count
            more = ngettext("{count} more comes after these.", "{count} more come after these.", rest)
            self.rows.addWidget(Label(more.format(count=told.capped(rest)), "small", "ink2", wrap=True))
        for share in shown.shares:
            self._add(share, shown.candidates, facts)
        self.save.setEnabled(bool(shown.candidates))
        self.lay_out(foot_first=True)

    def choice(self, case_id: int) -> Choice:
        return self._choices[case_id]

    def focus_first(self) -> None:
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        chosen = {case_id: choice.value() for case_id, choice in self._choices.items()}
        shares = {case_id: person for case_id, person in chosen.items() if isinstance(person, int) and person}
        return partial(hand_out, shares=shares) if shares else None

    def _add(self, share: Share, candidates: Sequence[Candidate], facts: CaseFacts) -> None:
        case = share.case
        topic = told.matter(case.topic_id, facts.tree)[1]
        due = deadline_words(case.due, facts.at, facts.calendar)
        choice = Choice([(one.staff_id, _told(one)) for one in _own_first(share, candidates)])
        choice.add(NOBODY, _("Nobody yet"))
        choice.set_value(share.staff_id or NOBODY)
        self._choices[case.id] = choice
        self.add_row(f"{case.number}, {topic}, {due}".replace("&", "&&"), choice, above=True)


def _own_first(share: Share, candidates: Sequence[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda one: one.office_id != share.office_id)


def _told(one: Candidate) -> str:
    return f"{one.name}, {open_words(one.open_cases)}"


class AbsenceForm(SideForm):
    """Somebody is ill: who, until when, who stands in."""

    def __init__(self, people: Sequence[StaffRow], candidates: Sequence[Candidate], today: date) -> None:
        super().__init__(_("Somebody is ill"), _("Enter the absence"))
        self._people, self._candidates, self._today = people, candidates, today
        self.who = PickList(self._offered, _("Type a name"), _("Nobody has this name."), lines=5)
        self.until = DayField(_("Away until"), today, today)
        self.substitute = Choice()
        self.add_row(_("&Who"), self.who, "staff")
        self.add_row(_("&Until"), at_left(self.until), "last_on")
        self.add_row(_("&Substitute"), self.substitute, "substitute")
        self.who.taken.connect(self._taken)
        self.who.field.textEdited.connect(lambda _typed: self._offer_substitutes())
        self.lay_out()
        self.who.begin()
        self._offer_substitutes()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        chosen, until = self.who.choice(), self.until.day()
        if until is None:
            self.named["last_on"].set_error(self.until.problem())
            self.until.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        if chosen is None or not isinstance(chosen.value, int):
            self.focus_first()
            return None
        substitute = self.substitute.value()
        return partial(
            save_absence,
            absence_id=None,
            staff_id=chosen.value,
            first_on=self._today,
            last_on=until,
            substitute_id=substitute if isinstance(substitute, int) and substitute else None,
        )

    def _taken(self) -> None:
        chosen = self.who.choice()
        if chosen is not None:
            self.who.field.setText(chosen.name)
            self.who.refresh()
        self._offer_substitutes()
        self.until.setFocus(Qt.FocusReason.TabFocusReason)
        self.until.selectAll()

    def _offered(self, typed: str) -> Sequence[Suggestion]:
        fitting = (one for one in self._people if _fits(one.name, typed))
        return [Suggestion(one.id, "", one.name, note=one.office_name) for one in fitting]

    def _offer_substitutes(self) -> None:
        """Whoever of the same office has least stands first, and is chosen."""
        chosen = self.who.choice()
        away = next((one for one in self._people if chosen is not None and one.id == chosen.value), None)
        others = [one for one in self._candidates if away is None or one.staff_id != away.id]
        if away is not None:
            others.sort(key=lambda one: (one.office_id != away.office_id, not one.is_clerk))
        self.substitute.clear()
        for one in others:
            self.substitute.add(one.staff_id, _told(one))
        self.substitute.add(NOBODY, _("Nobody stands in"))
        self.substitute.setCurrentIndex(0)


class MatterForm(SideForm):
    """A known matter of what many people turn to us about; their cases are tied to it."""

    def __init__(self, surge: Surge, topic: str) -> None:
        super().__init__(_("Make known"), _("Make known"))
        self._surge = surge
        count = ngettext("{count} case is tied to it.", "{count} cases are tied to it.", len(surge.case_ids))
        self.name = TextField(f"{topic}, {surge.office_name}")
        self.text = TextBox(placeholder=_("What to say to customers"))
        self.text.setMinimumHeight(self.text.lines_high(4))
        self.rows.addWidget(Label(count.format(count=number(len(surge.case_ids))), "small", "ink2", wrap=True))
        self.add_row(_("Na&me"), self.name, "title")
        self.add_row(_("&Text"), self.text, "text_to_say")
        self.lay_out()

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        text = self.text.toPlainText().strip()
        new = NewMatter(
            title=self.name.text(),
            text_to_say=LocalText({language(): text} if text else {}),
            begins_at=self._surge.since,
            topic_id=self._surge.topic_id,
            office_id=self._surge.office_id,
        )
        return partial(make_known, new=new, case_ids=self._surge.case_ids)


class ShiftForm(SideForm):
    """What somebody handed over: the note, the promises, and that one has read it."""

    def __init__(self, shift: ShiftToConfirm, facts: CaseFacts) -> None:
        name = shift.handed.from_name
        super().__init__(_("{name} handed this over").format(name=name), _("I take it over"))
        self._shift = shift
        at = told.instant(shift.handed.at, facts.at, facts.calendar.zone)
        self.rows.addWidget(Label(at, "small", "ink2"))
        self.rows.addWidget(Label(shift.handed.note or shift_reason(shift), wrap=True))
        for promise in shift.promises:
            words = f"{promise_due(promise, facts)[1]}: {promise.text}, {promise.customer_name}, {promise.case_number}"
            self.rows.addWidget(Label(words, "small", wrap=True))
        self.lay_out()

    def focus_first(self) -> None:
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def command(self) -> Command | None:
        return partial(confirm_shift, shift_id=self._shift.handed.id)
