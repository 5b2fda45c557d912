"""Promise something, say that it was done, move it, give it to somebody, drop it: each a few fields."""

from collections.abc import Mapping, Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import TextMissing
from csatdesk.domain.promises import NewPromise, OrganisationRow, PromiseDayMissing, PromiseKind, PromiseRow
from csatdesk.gui.cases.due_field import DueField
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.who_list import organisations, people
from csatdesk.gui.fields import Choice, Label, TextBox, TextField
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.promises import (
    do_promise,
    drop_promise,
    give_promise,
    make_promise,
    move_promise,
    organisation_answered,
    refer_case,
)
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.system.clock import now
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

PROMISED = (
    PromiseKind.CALL_BACK,
    PromiseKind.REFUND,
    PromiseKind.VISIT,
    PromiseKind.METER_CHANGE,
    PromiseKind.PAPER,
    PromiseKind.OTHER,
)
TIMED = frozenset({PromiseKind.CALL_BACK, PromiseKind.VISIT})


class PromisePanel(Panel):
    """What was promised, by when, and who does it."""

    kept_as = "promise"

    def __init__(
        self,
        facts: CaseFacts,
        others: Sequence[OrganisationRow],
        first_id: int | None,
        parent: QWidget | None = None,
    ) -> None:
        """`first_id`: the person who is offered first."""
        self.title = _("Promise")
        self.save_words = _("Promise it")
        super().__init__(parent)
        self._others, self._first_id = others, first_id
        self.kind = Choice([(kind, word(kind)) for kind in PROMISED])
        self.text = TextField(placeholder=_("What the customer was promised"))
        self.due = DueField(facts)
        self.who = PickList(self._who, _("Type a name or organisation"), _("Nobody has this name."), lines=3)
        self.add_row(_("&Kind"), self.kind)
        self.add_row(_("Pro&mised"), self.text, "text")
        self.add_row(_("&By when"), self.due, "due")
        self.add_row(_("&Who"), self.who, "who")
        self.kind.currentIndexChanged.connect(lambda _place: self._kind_chosen())
        self.text.returnPressed.connect(lambda: self.due.setFocus(Qt.FocusReason.TabFocusReason))
        self.who.taken.connect(self.try_to_save)
        self.lay_out()
        self.due.hear_in(self)

    def begin(self) -> None:
        self.kind.set_value(PROMISED[0])
        self._kind_chosen()
        self.due.show_due(None, is_day=True)
        self.who.begin()

    def _kind_chosen(self) -> None:
        """Words that say it already are offered; typing replaces them."""
        kind = self.kind.value()
        if self.text.text().strip() in {"", *(word(one) for one in PROMISED)}:
            self.text.setText("" if kind is PromiseKind.OTHER else word(PromiseKind(kind)))
        self.due.time.setVisible(kind in TIMED)
        if kind not in TIMED:
            self.due.time.clear()

    def focus_first(self) -> None:
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        """The kind first: it offers words and a time of day."""
        due = {"day": self.due.day, "time": self.due.time}
        return {"kind": kept_choice(self.kind), "text": self.text, **due, "who": self.who.kept_field()}

    def command(self) -> Command | None:
        assert self.card is not None
        new = self._new()
        new.check(now())
        return partial(make_promise, case_id=self.card.row.id, new=new)

    def _new(self) -> NewPromise:
        due_at, is_day = self.due.due()
        who = self.who.choice()
        owner_id = who.value if who is not None and isinstance(who.value, int) else None
        organisation_id = who.value[1] if who is not None and isinstance(who.value, tuple) else None
        kind = PromiseKind(self.kind.value())
        return NewPromise(kind, self.text.text(), due_at, is_day, owner_id, organisation_id)

    def _who(self, typed: str) -> Sequence[Suggestion]:
        if self.facts is None:
            return ()
        return [*people(self.facts, typed, self._first_id), *organisations(self._others, typed)]


class PromisePart(Panel):
    """What is done with one promise; it stands above the fields."""

    def __init__(self, promise: PromiseRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.promise = promise
        self.rows.addWidget(Label(promise.text, "body", wrap=True))

    def kept_of(self) -> tuple[str, int]:
        return self.kept_as, self.promise.id

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        """Somebody changed the case, perhaps this promise: what is saved next is saved onto that."""
        super().renew(card, facts)
        self.promise = next((one for one in card.promises if one.id == self.promise.id), self.promise)


class DonePanel(PromisePart):
    """When it was done, and a word about it."""

    kept_as = "promise done"

    def __init__(self, promise: PromiseRow, parent: QWidget | None = None) -> None:
        self.title = _("Promise done")
        self.save_words = _("It is done")
        super().__init__(promise, parent)
        self.when = MomentField()
        self.note = TextField(placeholder=_("How, or what was agreed"))
        self.add_row(_("&Done at"), self.when, "done")
        self.add_row(_("&Note"), self.note)
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def focus_first(self) -> None:
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"done_at": self.when, "note": self.note}

    def command(self) -> Command | None:
        assert self.card is not None
        at = self.when.moment(ZoneInfo(self.card.zone), "done")
        note, version = self.note.text(), self.promise.version
        return partial(do_promise, promise_id=self.promise.id, done_at=at, note=note, version=version)


class MovePanel(PromisePart):
    """Another day, and why; the customer was told."""

    kept_as = "promise moved"

    def __init__(self, promise: PromiseRow, facts: CaseFacts, parent: QWidget | None = None) -> None:
        self.title = _("Move the promise")
        self.save_words = _("Move it")
        super().__init__(promise, parent)
        self.due = DueField(facts)
        self.due.show_due(promise.due_at, is_day=promise.is_day)
        self._before = self.due.due()
        self.reason = TextField(placeholder=_("Why, as the customer was told"))
        self.add_row(_("&By when"), self.due, "due")
        self.add_row(_("&Reason"), self.reason, "reason")
        self.reason.returnPressed.connect(self.try_to_save)
        self.lay_out()
        self.due.hear_in(self)

    def focus_first(self) -> None:
        self.due.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.due.day.selectAll()

    def keeps(self) -> Mapping[str, Kept]:
        return {"day": self.due.day, "time": self.due.time, "reason": self.reason}

    def command(self) -> Command | None:
        due_at, is_day = self.due.due()
        if due_at is None or (due_at, is_day) == self._before:
            raise PromiseDayMissing(field="due")
        reason, version = self.reason.text(), self.promise.version
        move = partial(move_promise, promise_id=self.promise.id, due_at=due_at, is_day=is_day)
        return partial(move, reason=reason, version=version)


class DropPanel(PromisePart):
    """Nothing comes of it; why."""

    kept_as = "promise dropped"

    def __init__(self, promise: PromiseRow, parent: QWidget | None = None) -> None:
        self.title = _("Drop the promise")
        self.save_words = _("Drop it")
        super().__init__(promise, parent)
        self.reason = TextField(placeholder=_("Why it is not needed any more"))
        self.add_row(_("&Reason"), self.reason, "reason")
        self.reason.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"reason": self.reason}

    def command(self) -> Command | None:
        if not self.reason.text().strip():
            raise TextMissing(field="reason")
        reason, version = self.reason.text(), self.promise.version
        return partial(drop_promise, promise_id=self.promise.id, version=version, reason=reason)


class GivePanel(PromisePart):
    """Who keeps it from now on."""

    kept_as = "promise given"

    def __init__(self, promise: PromiseRow, parent: QWidget | None = None) -> None:
        self.title = _("Give the promise to somebody")
        self.save_words = _("Give it")
        super().__init__(promise, parent)
        self.who = PickList(self._who, _("Type a name, team or office"), _("Nobody has this name."))
        self.add_row(_("&To"), self.who, "to")
        self.who.taken.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.who.begin()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"to": self.who.kept_field()}

    def command(self) -> Command | None:
        to = self.who.choice()
        if to is None or not isinstance(to.value, int):
            self.focus_first()
            return None
        return partial(give_promise, promise_id=self.promise.id, to_staff_id=to.value, version=self.promise.version)

    def _who(self, typed: str) -> Sequence[Suggestion]:
        if self.facts is None:
            return ()
        return [one for one in people(self.facts, typed) if one.value != self.promise.owner_id]


class ReferPanel(Panel):
    """To which organisation, and what for. Its answer is awaited by the day it usually takes."""

    kept_as = "refer"

    def __init__(self, others: Sequence[OrganisationRow], parent: QWidget | None = None) -> None:
        self.title = _("Hand to organisation")
        self.save_words = _("Hand it to them")
        super().__init__(parent)
        self._others = others
        nothing = _("No such organisation. Administration, Organisations, is where they are added.")
        self.which = PickList(self._which, _("Type the organisation"), nothing)
        self.note = TextBox(placeholder=_("What they are asked to do"))
        self.note.setFixedHeight(self.note.lines_high(3))
        self.add_row(_("&To"), self.which, "organisation")
        self.add_row(_("&What for"), self.note, "note", hint=_("The house target pauses until they answer."))
        self.which.taken.connect(lambda: self.note.setFocus(Qt.FocusReason.TabFocusReason))
        self.lay_out()

    def begin(self) -> None:
        self.which.begin()
        self.note.setPlainText("")

    def focus_first(self) -> None:
        self.which.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"to": self.which.kept_field(), "note": self.note}

    def command(self) -> Command | None:
        assert self.card is not None
        chosen = self.which.choice()
        organisation_id = chosen.value[1] if chosen is not None and isinstance(chosen.value, tuple) else None
        note, version = self.note.toPlainText(), self.card.version
        return partial(
            refer_case, case_id=self.card.row.id, organisation_id=organisation_id, note=note, version=version
        )

    def _which(self, typed: str) -> Sequence[Suggestion]:
        return organisations(self._others, typed)


class AnsweredPanel(PromisePart):
    """What the organisation answered, and when."""

    kept_as = "promise answered"

    def __init__(self, promise: PromiseRow, parent: QWidget | None = None) -> None:
        self.title = _("{organisation} answered").format(organisation=promise.organisation_name)
        self.save_words = _("Save their answer")
        super().__init__(promise, parent)
        self.text = TextBox(placeholder=_("What they answered"))
        self.text.setFixedHeight(self.text.lines_high(5))
        self.when = MomentField()
        self.add_row(_("&Answer"), self.text, "text")
        self.add_row(_("&Received"), self.when, "done")
        self.lay_out()

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"text": self.text, "received_at": self.when}

    def command(self) -> Command | None:
        assert self.card is not None
        at = self.when.moment(ZoneInfo(self.card.zone), "done")
        text, version = self.text.toPlainText(), self.promise.version
        return partial(organisation_answered, promise_id=self.promise.id, text=text, done_at=at, version=version)
