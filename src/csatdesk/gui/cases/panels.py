"""Answer, hand over, set the topic, reopen: each a few fields."""

from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.cases import ReplyBy
from csatdesk.domain.errors import Refusal
from csatdesk.domain.folding import fold
from csatdesk.domain.staff import StaffRow
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Panel
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.cases.told import STEP
from csatdesk.gui.fields import Choice, TextBox, TextField
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.operations.cases.answers import (
    AnswerTextMissing,
    answer_case,
)
from csatdesk.operations.cases.commands import (
    classify_case,
    hand_over_cases,
)
from csatdesk.operations.cases.endings import reopen_case
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import word

NOBODY, NO_TOPIC = "nobody", "no topic"
SENT_BY = (ReplyBy.LETTER, ReplyBy.EMAIL, ReplyBy.PHONE, ReplyBy.AT_DESK)


class AnswerPanel(Panel):
    """What was answered, how and when it was sent. Saving it stops the answer clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Answer")
        self.save_words = _("Save the answer")
        super().__init__(parent)
        self.text = TextBox(placeholder=_("What the customer was answered"))
        self.text.setMinimumHeight(self.text.lines_high(7))
        self.how = Choice([(by, word(by)) for by in SENT_BY])
        self.when = MomentField()
        self.add_row(_("&Answer"), self.text, "answer")
        self.add_row(_("&Sent"), self.how)
        self.add_row(_("S&ent at"), self.when, "sent_at")
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.text.setPlainText("")
        self.how.set_value(self.card.reply_by if self.card.reply_by in SENT_BY else ReplyBy.PHONE)
        self.when.clear()

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return not self.text.toPlainText().strip()

    def command(self) -> Command | None:
        assert self.card is not None
        if self.is_empty():
            self.refused(AnswerTextMissing(field="answer"))
            return None
        try:
            sent_at = self.when.moment(ZoneInfo(self.card.zone))
        except Refusal as error:
            error.field = "sent_at"
            self.refused(error)
            return None
        how = self.how.value()
        assert isinstance(how, ReplyBy)
        text = self.text.toPlainText()
        return partial(answer_case, case_id=self.card.row.id, text=text, sent_at=sent_at, reply_by=how)


class HandOverPanel(Panel):
    """To whom; for one case or for all that are selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Hand over")
        self.save_words = _("Hand over")
        super().__init__(parent)
        self.case_ids: tuple[int, ...] = ()
        self.who = PickList(self._people, _("Type a name, team or office"), _("Nobody has this name."))
        self.note = TextField(placeholder=_("Why, or what is still to do"))
        self.add_row(_("&To"), self.who, "to")
        self.add_row(_("&Note"), self.note, "note")
        self.who.taken.connect(lambda: self.note.setFocus(Qt.FocusReason.TabFocusReason))
        self.note.returnPressed.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.case_ids = self.case_ids or (self.card.row.id,)
        self.note.clear()
        self.who.begin()

    def focus_first(self) -> None:
        self.who.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return not (self.who.field.text().strip() or self.note.text().strip())

    def command(self) -> Command | None:
        to = self.who.choice()
        if to is None:
            self.focus_first()
            return None
        staff_id = to.value if isinstance(to.value, int) else None
        note = self.note.text().strip()
        return partial(hand_over_cases, case_ids=self.case_ids, to_staff_id=staff_id, note=note)

    def _people(self, typed: str) -> Sequence[Suggestion]:
        """Those who work here and do not have it yet, one's own office first; at the end nobody."""
        if self.facts is None or self.card is None:
            return ()
        wanted = fold(typed).split()
        people = [one for one in self.facts.staff if one.is_active and _fits(_told_of(one), wanted)]
        if len(self.case_ids) == 1:
            people = [one for one in people if one.id != self.card.row.owner_id]
        people.sort(key=lambda one: one.office_id != self.card.office_id if self.card is not None else False)
        rows = [Suggestion(one.id, "", one.name, note=_place(one)) for one in people]
        nobody = Suggestion(NOBODY, "", _("Nobody yet"), note=_("back to the unowned cases"))
        return [*rows, nobody] if _fits(nobody.name, wanted) else rows


def _told_of(one: StaffRow) -> str:
    return f"{one.name} {one.team_name} {one.office_name}"


def _fits(words: str, wanted: Sequence[str]) -> bool:
    there = fold(words).split()
    return all(any(word.startswith(want) for word in there) for want in wanted)


def _place(one: StaffRow) -> str:
    return ", ".join(part for part in (one.team_name, one.office_name) if part)


class TopicPanel(Panel):
    """The main topic: suggestions from what happened, or any found by typing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Topic")
        self.save_words = _("Set this topic")
        super().__init__(parent)
        self.topic = PickList(self._topics, _("Type to search all topics"), _("No topic has this name."), lines=7)
        self.add_row(_("&Topic"), self.topic)
        self.topic.taken.connect(self.try_to_save)
        self.lay_out()

    def begin(self) -> None:
        self.topic.begin()

    def focus_first(self) -> None:
        self.topic.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return True

    def command(self) -> Command | None:
        assert self.card is not None
        chosen = self.topic.choice()
        if chosen is None:
            return None
        topic_id = chosen.value if isinstance(chosen.value, int) else None
        if topic_id == self.card.row.topic_id:
            self.left.emit()
            return None
        return partial(classify_case, case_id=self.card.row.id, topic_id=topic_id)

    def _topics(self, typed: str) -> Sequence[Suggestion]:
        if self.facts is None or self.card is None:
            return ()
        if typed.strip():
            return [self._row(topic.id) for topic in self.facts.tree.search(typed, language())]
        own = self.card.row.topic_id
        suggested = [one for one in self.facts.tree.suggest(self.card.text, limit=6) if one.topic_id != own]
        rows = [self._row(one.topic_id, tuple(dict.fromkeys(f.text for f in one.because))) for one in suggested]
        if own is None:
            return rows
        return [*rows, self._row(own, note=_("as it is now")), Suggestion(NO_TOPIC, "", _("Unclassified"))]

    def _row(self, topic_id: int, because: tuple[str, ...] = (), *, note: str = "") -> Suggestion:
        assert self.facts is not None
        path = self.facts.tree.path(topic_id, language())
        return Suggestion(topic_id, STEP.join(path[:-1]), path[-1], because, note=note)


class ReopenPanel(Panel):
    """Why the case begins anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Reopen")
        self.save_words = _("Reopen the case")
        super().__init__(parent)
        self.reason = TextBox(placeholder=_("Why it is opened again"))
        self.reason.setMinimumHeight(self.reason.lines_high(3))
        self.add_row(_("&Reason"), self.reason, "reason", hint=_("A new clock starts now."))
        self.lay_out()

    def begin(self) -> None:
        self.reason.setPlainText("")

    def focus_first(self) -> None:
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return not self.reason.toPlainText().strip()

    def command(self) -> Command | None:
        assert self.card is not None
        return partial(reopen_case, case_id=self.card.row.id, reason=self.reason.toPlainText())
