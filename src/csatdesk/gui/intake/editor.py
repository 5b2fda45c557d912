"""The form of one talk, in the order in which a customer tells the story, with what we know beside it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.case_rows import Repeat
from csatdesk.domain.cases import CaseKind, NewCase, Registered, ReplyBy, TextMissing
from csatdesk.domain.contacts import Channel, CustomerRow
from csatdesk.domain.errors import Refusal, Spoken
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, FormRow
from csatdesk.gui.intake.attendance_lines import AttendanceBox
from csatdesk.gui.intake.came_as import CameAs
from csatdesk.gui.intake.customer_box import CustomerBox, Who
from csatdesk.gui.intake.customer_pane import CustomerPane
from csatdesk.gui.intake.files_line import FilesLine
from csatdesk.gui.intake.matter_strip import MatterStrip
from csatdesk.gui.intake.promise_footer import PromiseFooter, asked_of
from csatdesk.gui.intake.repeat_strip import RepeatStrip
from csatdesk.gui.intake.request_box import PLACE, RequestBox
from csatdesk.gui.intake.side_by_side import SideBySide
from csatdesk.gui.intake.story_box import StoryBox
from csatdesk.gui.intake.talk import CustomerUndecided, Talk, row_of, usual_reply
from csatdesk.gui.intake.topic_box import TopicBox
from csatdesk.gui.intake.way import Way, field_row, focus
from csatdesk.gui.theme import theme
from csatdesk.operations.cases.commands import add_contact
from csatdesk.operations.cases.registering import register_case
from csatdesk.system.clock import now
from csatdesk.wording.texts import _, language, spoken

FIELDS = ("customer", "received_at", "text", "representative", "authority", "ticket")
TOPIC_FIRST = 100  # of the room that is left: all suggestions are seen before the story, with 1, gets more lines


class IntakeEditor(QWidget):
    """Shows a talk and gives it back by `talk()`. Nothing typed is lost when saving is refused."""

    changed = Signal()
    registered = Signal(object, bool)  # Registered, whether the receipt is wanted
    added = Signal(object)  # to which case: a Repeat
    read_back = Signal()

    def __init__(self, context: Context, talk: Talk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._talk = talk
        self._is_showing = True
        self._is_saving = False
        zone = context.zone
        runner = context.runner
        self.banner = ErrorBanner()
        self.who = CustomerBox(runner)
        self.repeat = RepeatStrip(runner, zone)
        self.matter = MatterStrip(runner, zone, context.actor.office_id, self)
        self.came = CameAs(zone)
        self.attendance = AttendanceBox(zone)
        self.request = RequestBox()
        self.story = StoryBox()
        self.topic = TopicBox(runner)
        self.pane = CustomerPane(runner, zone)
        self.footer = PromiseFooter(runner, zone)
        self.files = FilesLine(context, self, self.story.text)
        self._story_row = field_row(_("What &happened"), self.story, self.story.text)
        self._way = Way(self, self._stops, own=(self.who.field, self.story.text, self.topic.field, self.pane.lines))
        self._lay_out()
        self._connect()
        self._show(talk)
        self._is_showing = False
        theme().changed.connect(self._refit)
        self._refit()
        self._refresh()

    def _lay_out(self) -> None:
        page = QWidget()
        self._form = QVBoxLayout(page)
        self._form.addWidget(self.banner)
        self._form.addWidget(field_row(_("&Who"), self.who, self.who.field))
        self._repeat_row = FormRow("", self.repeat)
        self._form.addWidget(self._repeat_row)
        self._matter_row = FormRow("", self.matter)
        self._form.addWidget(self._matter_row)
        self._form.addWidget(field_row(_("&Came as"), self.came, self.came.channel))
        self._attendance_row = FormRow("", self.attendance)
        self._form.addWidget(self._attendance_row)
        self._request_row = FormRow("", self.request)
        self._form.addWidget(self._request_row)
        self._form.addWidget(self._story_row, 1)
        self._files_row = FormRow("", self.files)
        self._files_row.hide()
        self._form.addWidget(self._files_row)
        self._form.addWidget(self.topic, TOPIC_FIRST)
        self.sides = SideBySide(page, self.pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sides, 1)
        whole.addWidget(self.footer)

    def _connect(self) -> None:
        self.who.changed.connect(self._who_changed)
        self.who.settled.connect(partial(self._way.go_on, self.who.field))
        self.repeat.changed.connect(self._touched)
        self.repeat.add_to_case.connect(self._add_to_case)
        self.matter.changed.connect(self._touched)
        self.came.changed.connect(self._came_changed)
        self.attendance.changed.connect(self._touched)
        self.who.represented.connect(self.attendance.representative.unfold)
        self.came.remote.ticket.clicked.connect(self.attendance.ticket.unfold)
        self.request.changed.connect(self._touched)
        self.request.kind_changed.connect(self._came_changed)
        self.came.reply_by.chosen.connect(self._reply_chosen)
        self.came.language.chosen.connect(self._language_chosen)
        self.story.changed.connect(self._story_changed)
        self.story.read_back.connect(self.read_back)
        self.story.attach.connect(self.files.choose)
        self.files.changed.connect(lambda: self._files_row.setVisible(not self.files.isHidden()))
        self.topic.changed.connect(self._touched)
        self.topic.looked.connect(self.story.show_found)
        self.topic.settled.connect(partial(self._way.go_on, self.topic.field))
        self.pane.customer_opened.connect(self._context.open_customer)
        self.pane.case_opened.connect(self._context.open_case)
        self.pane.row_loaded.connect(self._customer_loaded)
        self.pane.card.changed.connect(self.changed)
        self.footer.save.connect(self.save)
        self.footer.solved_now.connect(partial(self.save, solved_now=True))
        self.footer.save_and_print.connect(partial(self.save, with_receipt=True))

    # what it holds

    def talk(self) -> Talk:
        """Everything as it stands."""
        who = self.who.who()
        talk = self.attendance.put_into(self._talk)
        return replace(
            talk,
            kind=self._kind(),
            channel=self._channel(),
            known=who.known,
            customer_id=who.row.id if who.row else None,
            customer_name=who.row.name if who.row else who.new_name,
            typed=who.typed,
            phone=who.phone,
            email=who.email,
            account=who.account,
            meter_point=who.meter_point,
            address=who.address,
            text=self.story.plain_text(),
            remedy=self.story.remedy.text(),
            read_back=self.story.read_back_how,
            read_back_at=self.story.read_back_at,
            topic_id=self.topic.topic_id,
            received_at=self.came.received.at if self.came.received.at != talk.began_at else None,
            sender_reference=self.came.papers.reference.text(),
            book_entry=self.came.papers.book_entry.text(),
            enclosures=self.came.papers.enclosures.text(),
            suggested_topic_ids=self.topic.suggested_ids,
            repeats_case_id=self.repeat.linked_case_id,
            refused_repeat=self.repeat.is_refused,
            refused_repeat_id=self.repeat.refused_case_id,
            priority=self.came.urgent.priority,
            remote=self.came.remote.remote,
            matter_id=self.matter.matter_id,
            request_kind=self.request.request_kind,
            request_typed=self.request.typed(),
            ticked=self.pane.card.ticked,
            link_given=self.pane.card.link_given,
        )

    def topic_name(self) -> str:
        """For the tab: the topic accepted or likely; empty while there is none."""
        topic = self.topic.likely
        return topic.names.in_language(language()) if topic is not None else ""

    def begin_now(self) -> None:
        """An empty form that stood open: the talk begins only now."""
        self._talk = replace(self._talk, began_at=now())
        self.came.received.show_moment(self._talk.began_at)
        self.attendance.ticket.show_ticket(None, self._talk.began_at)
        self._refresh()

    def customer_language(self) -> str:
        """In which the customer is spoken and written to."""
        return self._talk.language or self._usual_language()

    def ask_again(self) -> None:
        """Topics or targets have changed."""
        self.topic.ask_again()
        self.matter.ask_again()
        self.footer.ask_again()

    def choose_customer_id(self, customer_id: int) -> None:
        """Somebody another page asked for; the rest comes from the store."""
        self.pane.show_customer(customer_id)

    def choose_customer(self, row: CustomerRow) -> None:
        self.who.show_who(Who(row=row))
        self._who_changed()

    def focus_first(self) -> None:
        """Where the next word belongs: who, or the text of a talk whose customer is settled."""
        focus(self.story.text if self.who.who().is_settled else self.who.field)

    def _show(self, talk: Talk) -> None:
        self.came.channel.set_value(talk.channel)
        self.came.kind.set_value(talk.kind)
        self.came.received.show_moment(talk.received_at or talk.began_at)
        self.came.urgent.show_priority(talk.priority)
        self.came.remote.show_remote(talk.remote)
        self.matter.show_tie(talk.matter_id)
        self.request.show_request(talk.request_kind, talk.request_typed)
        papers = self.came.papers
        papers.reference.setText(talk.sender_reference)
        papers.book_entry.setText(talk.book_entry)
        papers.enclosures.setText(talk.enclosures)
        self.story.show_texts(talk.text, talk.remedy)
        self.story.confirm(talk.read_back, talk.read_back_at)
        self.attendance.show_talk(talk)
        self.repeat.show_answer(linked=talk.repeats_case_id is not None, refused=talk.refused_repeat)
        new_name = talk.customer_name if talk.is_new_customer else ""
        numbers = (talk.account, talk.meter_point, talk.address)
        self.who.show_who(Who(talk.known, row_of(talk), new_name, talk.typed, talk.phone, talk.email, *numbers))
        self.pane.card.restore(talk.ticked, talk.link_given)
        self.topic.show_topic(talk.topic_id, talk.suggested_topic_ids, talk.text)
        if talk.customer_id is not None:
            self.pane.show_customer(talk.customer_id)  # brings the whole row, by row_loaded

    # what follows from a change

    def _who_changed(self) -> None:
        row = self.who.who().row
        self.who.say("")
        self.pane.show_customer(row.id if row is not None else None)
        self._touched()

    def _customer_loaded(self, row: CustomerRow) -> None:
        """A draft knows no more than the name; the rest comes from the store."""
        known = self.who.who().row
        if known is None or known == row_of(self._talk):
            self.choose_customer(row)

    def _came_changed(self) -> None:
        self._order_tabs()
        self._touched()

    def _story_changed(self) -> None:
        if self.story.plain_text().strip():
            self._story_row.set_error("")
        self.topic.read(self.story.plain_text())
        self._touched()

    def _reply_chosen(self, chosen: object) -> None:
        assert isinstance(chosen, ReplyBy)
        self._talk = replace(self._talk, reply_by=chosen)

    def _language_chosen(self, chosen: object) -> None:
        self._talk = replace(self._talk, language=str(chosen))

    def _touched(self) -> None:
        if self._is_showing:
            return
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        """Bring everything that follows from the rest up to date."""
        talk = self.talk()
        self.came.reply_by.set_value(talk.reply_by or self._usual_reply(talk))
        self.came.language.set_value(self.customer_language())
        topic = self.topic.likely
        self.repeat.ask(talk.customer_id, topic.id if topic is not None else None)
        self._repeat_row.setVisible(not self.repeat.isHidden())
        self.matter.show_topic(
            self.topic.tree,
            topic.id if topic is not None else None,
            is_taken=talk.topic_id is not None,
            language=self.customer_language(),
        )
        self._matter_row.setVisible(not self.matter.isHidden())
        row = self.who.who().row
        self.request.know_meter(row.meter_point if row is not None else "")
        self._request_row.setVisible(talk.kind is CaseKind.REQUEST)
        self._attendance_row.setVisible(not self.attendance.is_folded)
        self.pane.show_topic(self.topic.tree, topic, self.customer_language())
        self.footer.ask(asked_of(talk))

    def _usual_reply(self, talk: Talk) -> ReplyBy:
        row = self.who.who().row
        return usual_reply(talk, has_email=bool(row and row.email), has_phone=bool(row and row.phone))

    def _usual_language(self) -> str:
        row = self.who.who().row
        return row.language if row is not None else self._context.session.centre.language

    def _kind(self) -> CaseKind:
        kind = self.came.kind.value()
        assert isinstance(kind, CaseKind)
        return kind

    def _channel(self) -> Channel:
        channel = self.came.channel.value()
        assert isinstance(channel, Channel)
        return channel

    # the way through it

    def _stops(self) -> list[QWidget]:
        new = self.who.new_line
        return [
            self.who.field,
            new.phone_field,
            new.email_field,
            *self.came.path(),
            *self.attendance.fields(),
            *(self.request.fields() if self._kind() is CaseKind.REQUEST else ()),
            self.story.text,
            self.topic.field,
            *reversed(self.footer.buttons),
        ]

    def _order_tabs(self) -> None:
        who, story = self.who, self.story
        rarely = (
            *self.came.rest(),
            self.came.remote.ticket,
            story.remedy,
            story.read_back_link,
            who.unknown,
            who.anonymous,
        )
        beside = (
            self.matter.tie,
            self.matter.loose,
            self.repeat.link,
            self.repeat.add,
            self.repeat.refuse,
            self.pane.open_link,
            self.pane.lines,
        )
        self._way.order((*rarely, *beside))

    # saving

    def save(self, *, solved_now: bool = False, with_receipt: bool = False) -> None:
        """Save when every rule agrees; else say at each field what is missing."""
        again = partial(self.save, solved_now=solved_now, with_receipt=with_receipt)
        if self._is_saving or self.files.wait_for(again):
            return
        unreadable = self.came.received.settle()
        new = self._new_case(solved_now=solved_now)
        unreadables = [*([unreadable] if unreadable is not None else []), *self.attendance.settle()]
        problems = [*self._problems(new), *unreadables]
        self._show_problems(problems)
        if problems:
            return
        self._rest(True)
        self._context.runner.act(
            self,
            partial(register_case, new=new),
            lambda registered: self._saved(registered, with_receipt),
            failed=partial(self._failed, again),
        )

    def _new_case(self, *, solved_now: bool) -> NewCase:
        talk = self.talk()
        return talk.new_case(language=self._usual_language(), reply_by=self._usual_reply(talk), solved_now=solved_now)

    def _problems(self, new: NewCase) -> list[Refusal]:
        found = list(new.problems(now()))
        if self.who.is_undecided():
            found.append(CustomerUndecided(field="customer"))
        return found

    def _show_problems(self, problems: list[Refusal]) -> None:
        """Each at its field, and the focus at the first of them on the page."""
        told = {problem.field or "": spoken(problem) for problem in reversed(problems)}
        self.who.say(told.get("customer", ""))
        self._story_row.set_error(told.get("text", ""))
        self.banner.say(" ".join(words for field, words in told.items() if not field.startswith((*FIELDS, PLACE))))
        self.came.received.say(told.get("received_at", ""))
        in_request = self.request.show_problems(told)
        places: dict[str, QWidget] = {"customer": self.who.field, "received_at": self.came.received.field}
        found = [place for field, place in places.items() if field in told]
        found += self.attendance.say(told)
        found += [in_request] if in_request is not None else []
        found += [self.story.text] if "text" in told else []
        first = next(iter(found), None)
        if first is not None:
            focus(first)

    def _rest(self, resting: bool) -> None:
        self._is_saving = resting
        self.footer.rest(resting)

    def _saved(self, registered: Registered, with_receipt: bool) -> None:
        self._rest(False)
        self.registered.emit(registered, with_receipt)

    def _failed(self, again: Callable[[], object], error: BaseException) -> None:
        """What was typed stays; a refusal stands at its field, everything else where the window shows it."""
        self._rest(False)
        if isinstance(error, Refusal):
            self._show_problems([error])
        elif isinstance(error, Spoken):
            self.banner.say(spoken(error))
        else:
            self._context.runner.failed.emit(error, again)

    def _add_to_case(self, repeat: Repeat) -> None:
        """One more contact of the earlier case instead of a new case."""
        if self._is_saving or self.files.wait_for(partial(self._add_to_case, repeat)):
            return
        talk, text = self.talk(), self.story.plain_text()
        problems = [*([] if text.strip() else [TextMissing(field="text")]), *talk.attendance.problems(now())]
        if problems:
            self._show_problems(problems)
            return
        self._rest(True)
        self._context.runner.act(
            self,
            partial(add_contact, case_id=repeat.case_id, channel=talk.channel, text=text, attendance=talk.attendance),
            lambda _none: self._was_added(repeat),
            failed=partial(self._failed, partial(self._add_to_case, repeat)),
        )

    def _was_added(self, repeat: Repeat) -> None:
        self._rest(False)
        self.added.emit(repeat)

    def _refit(self) -> None:
        compact = theme().compact
        margin = theme().margin
        self._form.setContentsMargins(margin, 5 if compact else 14, margin, 4 if compact else 8)
        self._form.setSpacing(5 if compact else 12)
