"""Forms of the page of deadlines: extend a legal deadline, and whose deadlines go into a calendar file."""

from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.who_list import people
from csatdesk.gui.day_field import DayField
from csatdesk.gui.fields import Label, TextField
from csatdesk.gui.inline_form import InlineForm
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.extensions import NewExtension, NotExtendable, extend_deadline
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.deadlines.extending import LegalClock
from csatdesk.operations.deadlines.instants import day_after
from csatdesk.wording.formats import full_date
from csatdesk.wording.texts import _


class ExtendPanel(Panel):
    """The new last day, why, and how the customer was told; the latest day that the rule allows stands above."""

    kept_as = "extend"

    def __init__(self, clock: LegalClock, facts: CaseFacts, parent: QWidget | None = None) -> None:
        self.title = _("Extend the legal deadline")
        self.save_words = _("Extend it")
        super().__init__(parent)
        self._clock = clock
        today = facts.calendar.local_day(facts.at)
        self.rows.addWidget(Label(self._words(), "body", "ink2", wrap=True))
        self.day = DayField(_("New last day"), clock.latest or clock.last_day, today)
        self.reason = TextField(placeholder=_("Why it takes longer"))
        self.proof = TextField(placeholder=_("Letter, e-mail or note, with its number"))
        self.sent = MomentField()
        self.add_row(_("New last &day"), self.day, "due")
        self.add_row(_("&Reason"), self.reason, "reason")
        self.add_row(_("&Proof of notice"), self.proof, "proof", hint=_("How the customer was told of the new day."))
        self.add_row(_("Notice &sent"), self.sent, "notice")
        self.reason.returnPressed.connect(lambda: self.proof.setFocus(Qt.FocusReason.TabFocusReason))
        self.proof.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def _words(self) -> str:
        last = _("Last day now: {day}.").format(day=full_date(self._clock.last_day))
        if self._clock.latest is None:
            return " ".join((last, _("Its rule allows no extension, or no further one.")))
        bound = _("Its rule allows {day} at the latest.").format(day=full_date(self._clock.latest))
        return f"{last} {bound}"

    def focus_first(self) -> None:
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.selectAll()

    def keeps(self) -> Mapping[str, Kept]:
        return {"day": self.day, "reason": self.reason, "proof": self.proof, "sent_at": self.sent}

    def command(self) -> Command | None:
        assert self.card is not None
        day = self.day.day()
        if day is None:
            self.named["due"].set_error(self.day.problem())
            return None
        if self._clock.latest is None:
            raise NotExtendable()
        zone = ZoneInfo(self.card.zone)
        sent_at = self.sent.moment(zone, "notice")
        new = NewExtension(day_after(day, zone), self.reason.text(), self.proof.text(), sent_at)
        return partial(extend_deadline, deadline_id=self._clock.deadline.id, new=new, version=self.card.version)


class CalendarPanel(InlineForm):
    """Whose deadlines; the file holds numbers only."""

    chosen = Signal(int, str)  # the person, and the name

    def __init__(self, facts: CaseFacts, first_id: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Deadlines as calendar file"), _("Save the file"), parent)
        self._facts, self._first_id = facts, first_id
        words = _("Every running clock of one person becomes an entry, with the case’s number and nobody’s name.")
        self.rows.addWidget(Label(words, "body", "ink2", wrap=True))
        self.who = PickList(self._who, _("Type a name, team or office"), _("Nobody has this name."), lines=7)
        self.rows.addWidget(self.who)
        self.who.taken.connect(self.try_to_save)
        self.who.begin()
        self.lay_out()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def try_to_save(self) -> None:
        who = self.who.choice()
        if who is not None and isinstance(who.value, int):
            self.chosen.emit(who.value, who.name)

    def _who(self, typed: str) -> Sequence[Suggestion]:
        return people(self._facts, typed, self._first_id)
