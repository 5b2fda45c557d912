"""Link a case to another, make it part of another, throw it away."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.errors import Refusal
from csatdesk.domain.links import TRASH_DAYS, LinkKind, RepeatCause, TrashReasonMissing
from csatdesk.domain.marks import N_
from csatdesk.gui.cases.card_lines import joined
from csatdesk.gui.cases.many import Many
from csatdesk.gui.cases.panel import Command, Kept, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.told import first_words, matter
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Choice, TextField
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.belongings import OtherCase, find_other
from csatdesk.operations.cases.links import link_cases, merge_cases
from csatdesk.operations.cases.trash import throw_away
from csatdesk.wording.formats import listed_day
from csatdesk.wording.texts import _, ngettext
from csatdesk.wording.words import word


class OtherCaseMissing(Refusal):
    text = N_("Choose the other case, or type its number.")


class WithOther(Panel):
    """A panel about two cases. `other` holds the customer's cases until something is typed, then what was found."""

    def __init__(self, context: Context, theirs: Sequence[OtherCase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._theirs = self._found = tuple(theirs)
        self._typed = ""
        self._asker = QObject(self)
        nothing = _("No case found. Type another number, name or words.")
        self.other = PickList(self._rows, _("Number, customer or words of the other case"), nothing, lines=4)

    def focus_first(self) -> None:
        self.other.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"other": self.other.kept_field()}

    def other_id(self) -> int:
        chosen = self.other.choice()
        if chosen is None or not isinstance(chosen.value, int):
            raise OtherCaseMissing(field="other")
        return chosen.value

    def _rows(self, typed: str) -> Sequence[Suggestion]:
        """What is known now; what was typed is looked for, and shown when it is there."""
        if typed.strip() != self._typed:
            self._typed = typed.strip()
            self._look()
        return [self._row(one) for one in self._found]

    def _look(self) -> None:
        if not self._typed or self.card is None:
            self._found = self._theirs
            return
        question = partial(find_other, typed=self._typed, case_id=self.card.row.id)
        self._context.runner.ask(self._asker, question, partial(self._came, self._typed))

    def _came(self, typed: str, found: tuple[OtherCase, ...]) -> None:
        if typed == self._typed:
            self._found = found
            self.other.refresh()

    def _row(self, one: OtherCase) -> Suggestion:
        assert self.facts is not None
        opened = _("open") if one.is_open else _("closed")
        at = listed_day(one.received_at.astimezone(self.facts.calendar.zone).date())
        topic = matter(one.topic_id, self.facts.tree)[1]
        note = joined(at, opened, topic, first_words(one.customer_name))
        return Suggestion(one.id, "", one.number, note=note)


class LinkPanel(WithOther):
    """This case is a duplicate, a repeat, related to or caused by another; of a repeat: why again."""

    kept_as = "link"

    def __init__(self, context: Context, theirs: Sequence[OtherCase], parent: QWidget | None = None) -> None:
        self.title = _("Link")
        self.save_words = _("Link them")
        super().__init__(context, theirs, parent)
        self.kind = Choice([(kind, word(kind)) for kind in LinkKind])
        causes = [(cause, word(cause)) for cause in RepeatCause]
        self.cause = Choice([(None, _("Not said")), *causes])
        self.add_row(_("This is a"), self.kind, "kind")
        self.add_row(_("&Case"), self.other, "other")
        self._cause_row = self.add_row(_("&Why again"), self.cause, "cause")
        self.kind.currentIndexChanged.connect(lambda _place: self._kind_chosen())
        self.other.taken.connect(self._taken)
        self.lay_out()

    def begin(self) -> None:
        self.kind.set_value(LinkKind.REPEAT if self._theirs else LinkKind.RELATED)
        self.cause.set_value(None)
        self._kind_chosen()
        self.other.begin()

    def keeps(self) -> Mapping[str, Kept]:
        return {"kind": kept_choice(self.kind), **super().keeps(), "cause": kept_choice(self.cause)}

    def focus_first(self) -> None:
        self.kind.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def command(self) -> Command | None:
        assert self.card is not None
        other_id = self.other_id()
        kind = LinkKind(self.kind.value())
        cause = self.cause.value() if kind is LinkKind.REPEAT else None
        assert cause is None or isinstance(cause, RepeatCause)
        return partial(link_cases, case_id=self.card.row.id, other_id=other_id, kind=kind, cause=cause)

    def _kind_chosen(self) -> None:
        self._cause_row.setVisible(self.kind.value() is LinkKind.REPEAT)

    def _taken(self) -> None:
        if self.kind.value() is LinkKind.REPEAT:
            self.cause.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.try_to_save()


class RepeatPanel(Panel):
    """The earlier case is known; only why the customer had to come again is asked."""

    def __init__(self, earlier: Repeat, parent: QWidget | None = None) -> None:
        self.title, self.save_words = _("Link as repeat"), _("Link them")
        super().__init__(parent)
        self._earlier = earlier
        self.cause = Choice([(None, _("Not said")), *((cause, word(cause)) for cause in RepeatCause)])
        self.add_row(_("&Why again"), self.cause, "cause")
        self.lay_out()

    def focus_first(self) -> None:
        self.cause.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> None:
        assert self.facts is not None
        self.heading.setText(f"{self.title}: {self._earlier.number}")

    def command(self) -> Command:
        assert self.card is not None
        cause = self.cause.value()
        assert cause is None or isinstance(cause, RepeatCause)
        other_id = self._earlier.case_id
        return partial(link_cases, case_id=self.card.row.id, other_id=other_id, kind=LinkKind.REPEAT, cause=cause)


class MergePanel(WithOther):
    """This case becomes part of another: done there from now on. It can be taken apart again."""

    kept_as = "merge"

    def __init__(self, context: Context, theirs: Sequence[OtherCase], parent: QWidget | None = None) -> None:
        self.title = _("Make part of another case")
        self.save_words = _("Make it part of that case")
        super().__init__(context, theirs, parent)
        hint = _("Its clocks stand still; those of the other case go on.")
        self.add_row(_("Part &of"), self.other, "other", hint=hint)
        self.other.taken.connect(self.save.setFocus)
        self.lay_out()

    def begin(self) -> None:
        self.other.begin()

    def command(self) -> Command | None:
        assert self.card is not None
        return partial(merge_cases, case_id=self.card.row.id, into_id=self.other_id(), version=self.card.version)


class ThrowAwayPanel(Panel):
    """Why; the number stays in the register with it."""

    kept_as = "throw_away"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Throw away")
        self.save_words = _("Throw the case away")
        super().__init__(parent)
        self.reason = TextField(placeholder=_("Logged by mistake, a trial, twice in a row …"))
        told = ngettext(
            "It can be taken out again for {count} day.", "It can be taken out again for {count} days.", TRASH_DAYS
        )
        self.add_row(_("&Reason"), self.reason, "reason", hint=told.format(count=TRASH_DAYS))
        self.reason.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"reason": self.reason}

    def command(self) -> Command | Many | None:
        assert self.card is not None
        if not self.reason.text().strip():
            raise TrashReasonMissing(field="reason")
        throw = partial(throw_away, reason=self.reason.text())
        if self.is_for_many:
            return Many(
                self.case_ids, lambda work, case_id: throw(work, case_id=case_id), N_("Threw {count} cases away.")
            )
        return partial(throw, case_id=self.card.row.id, version=self.card.version)
