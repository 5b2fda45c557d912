"""The fields of a known matter, and those of its end."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

from PySide6.QtCore import Qt

from csatdesk.domain.local_text import LocalText
from csatdesk.domain.matters import MatterAnswerMissing, MatterRow
from csatdesk.gui.cases.due_field import DueField
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.pick_list import PickList
from csatdesk.gui.draft_form import DraftForm
from csatdesk.gui.fields import Choice, FormRow, Label, SegmentedChoice, TextField
from csatdesk.gui.matters.words import reach_words
from csatdesk.gui.suggestion_list import Suggestion
from csatdesk.gui.topics.topic_form import ByLanguage
from csatdesk.gui.topics.view import found_topics, topic_row
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.matters import NewMatter, Unanswered
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, language

TEXT_LINES, ANSWER_LINES, TOPIC_LINES = 5, 7, 4
NO_TOPIC = "none"


class MatterForm(DraftForm):
    """`saved` comes with a NewMatter; what is refused comes back by `refused`."""

    def __init__(self, facts: CaseFacts, matter: MatterRow | None = None) -> None:
        heading = _("New matter") if matter is None else _("Change the matter")
        super().__init__(heading, _("Put it on the board") if matter is None else _("Save"))
        self.matter, self._facts = matter, facts
        self._zone: tzinfo = facts.calendar.zone
        self._topic_id = matter.topic_id if matter is not None else None
        self.name = TextField(matter.title if matter is not None else "")
        self.text = ByLanguage(TEXT_LINES, _("What to say"))
        self.begins = MomentField()
        self.expected = DueField(facts)
        self.topic = PickList(self._topics, _("Find a topic"), _("No topic has this name."), lines=TOPIC_LINES)
        self.office = Choice([(None, _("all offices")), *facts.offices])
        self._add_rows()
        self.lay_out()
        self.expected.hear_in(self)
        self._show(matter)

    def _add_rows(self) -> None:
        hint = _("Languages without a text get the English one, or the first there is.")
        for name, row in (
            ("title", FormRow(_("&Name"), self.name)),
            ("text_to_say", FormRow(_("What to &say"), self.text)),
            ("", Label(hint, "caption", "ink2", wrap=True)),
            ("received_at", FormRow(_("&Since"), self.begins)),
            ("due", FormRow(_("&Expected end"), self.expected)),
            ("office_id", FormRow(_("O&ffice"), self.office)),
            ("topic_id", FormRow(_("&Topic"), self.topic)),
        ):
            self.rows.addWidget(row)
            if isinstance(row, FormRow):
                self.named[name] = row

    def _show(self, matter: MatterRow | None) -> None:
        self.topic.begin()
        self.topic.taken.connect(self._take_topic)
        self._tell_topic()
        if matter is None:
            return
        self.text.show_texts(matter.text_to_say)
        self.begins.show_moment(matter.begins_at, self._zone)
        self.expected.show_due(matter.ends_at, is_day=False)
        self.office.set_value(matter.office_id)

    def _topics(self, typed: str) -> Sequence[Suggestion]:
        if not typed.strip():
            return ()
        found = found_topics(self._facts.tree, typed, self._facts.tree.assignable())[: TOPIC_LINES - 1]
        return [topic_row(self._facts.tree, one) for one in found] + [Suggestion(NO_TOPIC, "", _("No topic"))]

    def _take_topic(self) -> None:
        choice = self.topic.choice()
        if choice is not None:
            self._topic_id = choice.value if isinstance(choice.value, int) else None
            self.topic.begin()
            self._tell_topic()

    def _tell_topic(self) -> None:
        """What is chosen stands in the empty field."""
        words = _("Find a topic")
        if self._topic_id is not None:
            words = " › ".join(self._facts.tree.path(self._topic_id, language()))
        self.topic.field.setPlaceholderText(words)

    def draft(self) -> NewMatter:
        office_id = self.office.value()
        return NewMatter(
            title=self.name.text(),
            text_to_say=LocalText(self.text.texts()),
            begins_at=self.begins.moment(self._zone),
            ends_at=self.expected.due()[0],
            topic_id=self._topic_id,
            office_id=office_id if isinstance(office_id, int) else None,
        )

    def focus_first(self) -> None:
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)


class Ending(NamedTuple):
    """`sent_at`: None where the answer is only prepared."""

    answer: LocalText
    sent_at: datetime | None


class EndForm(DraftForm):
    """One answer to all; `saved` comes with an Ending. `answer` of an ended matter is settled and only shown."""

    def __init__(self, matter: MatterRow, unanswered: Unanswered, zone: tzinfo) -> None:
        self._is_rest = matter.ended_at is not None
        heading = _("Answer the rest") if self._is_rest else _("End with one answer")
        super().__init__(heading, _("Answer the rest") if self._is_rest else _("End the matter"))
        self.matter, self._zone = matter, zone
        self.answer = ByLanguage(ANSWER_LINES, _("Answer"))
        self.answer.show_texts(matter.answer)
        self.answer.box.setReadOnly(self._is_rest)
        self.way = SegmentedChoice([(True, _("Sent to all")), (False, _("Prepare only"))])
        self.sent = MomentField()
        self.reach = Label(reach_words(unanswered), wrap=True)
        self._explained = Label("", "small", "ink2", wrap=True)
        self._sent_row = FormRow(_("Sent &at"), self.sent)
        self._add_rows()
        self.way.chosen.connect(lambda _value: self._explain())
        self.lay_out()  # before a row is shown: it would be a window of its own
        self._explain()

    def _add_rows(self) -> None:
        self.rows.addWidget(Label(self.matter.title, bold=True, wrap=True))
        self.rows.addWidget(self.reach)
        answer = FormRow(_("&Answer"), self.answer)
        hint = _(
            "Everybody gets it in their language; languages without a text get the English one, or the first there is."
        )
        self.rows.addWidget(answer)
        self.rows.addWidget(Label(hint, "caption", "ink2", wrap=True))
        self.rows.addWidget(FormRow(_("&It is"), self.way))
        self.rows.addWidget(self._sent_row)
        self.rows.addWidget(self._explained)
        self.named |= {"answer": answer, "received_at": self._sent_row}

    @property
    def is_sent(self) -> bool:
        return bool(self.way.value())

    def _explain(self) -> None:
        self._sent_row.setVisible(self.is_sent)
        sent = _("Their clocks stop at this time and the cases are closed.")
        prepared = _("The answer waits on each case until it is sent; no clock stops.")
        self._explained.setText(sent if self.is_sent else prepared)

    def draft(self) -> Ending:
        answer = LocalText(self.answer.texts())
        if not answer:
            raise MatterAnswerMissing(field="answer")
        if not self.is_sent:
            return Ending(answer, None)
        return Ending(answer, min(self.sent.moment(self._zone), now()))

    def focus_first(self) -> None:
        if self._is_rest:
            self.way.focus_chosen()
        else:
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
