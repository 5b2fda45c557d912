"""Write the answer and say that it was sent; approve it; acknowledgement and interim notice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import ReplyBy, Solved
from csatdesk.domain.errors import Refusal
from csatdesk.gui.cases.compare import Version
from csatdesk.gui.cases.moment_field import MomentField
from csatdesk.gui.cases.panel import Command, Kept, Panel, flowing
from csatdesk.gui.cases.solved import SolvedChoice
from csatdesk.gui.fields import Choice, Label, PlainButton, TextBox, TextField
from csatdesk.gui.kept_fields import kept_choice
from csatdesk.operations.cases.answers import (
    AnswerTextMissing,
    acknowledge_case,
    answer_case,
    approve_answer,
    prepare_answer,
    return_answer,
    send_notice,
)
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

SENT_BY = (ReplyBy.LETTER, ReplyBy.EMAIL, ReplyBy.PHONE, ReplyBy.AT_DESK)


@dataclass(frozen=True, slots=True)
class Sending:
    how: ReplyBy
    at: datetime
    posting: str


class SendingPanel(Panel):
    """A panel that says how and when something was sent, and what proves it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how = Choice([(by, word(by)) for by in SENT_BY])
        self.when = MomentField()
        self.posting = TextField(placeholder=_("Posting number, or what else proves it"))

    def add_sending(self) -> None:
        self.add_row(_("&Sent"), self.how)
        self.add_row(_("S&ent at"), self.when, "sent_at")
        self.add_row(_("&Proof"), self.posting, "posting")

    def begin_sending(self, card: CaseCard) -> None:
        self.how.set_value(card.reply_by if card.reply_by in SENT_BY else ReplyBy.PHONE)
        self.when.clear()
        self.posting.clear()

    def keeps(self) -> Mapping[str, Kept]:
        return {"how": kept_choice(self.how), "sent_at": self.when, "proof": self.posting}

    def sending(self) -> Sending | None:
        """None after the moment was marked as unreadable."""
        assert self.card is not None
        try:
            sent_at = self.when.moment(ZoneInfo(self.card.zone))
        except Refusal as error:
            error.field = "sent_at"
            self.refused(error)
            return None
        how = self.how.value()
        assert isinstance(how, ReplyBy)
        return Sending(how, sent_at, self.posting.text().strip())


class AnswerPanel(SendingPanel):
    """What the customer is answered. Only that it was sent stops the answer clock; kept, it waits on the card."""

    kept_as = "answer"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Answer")
        self.save_words = _("It was sent")
        super().__init__(parent)
        self.text = TextBox(placeholder=_("What the customer is answered"))
        self.text.setFixedHeight(self.text.lines_high(6))
        self.keep = PlainButton(_("Keep as prepared"), "Ctrl+S", size="small")
        self.approve = PlainButton(_("Send to be approved"), "Ctrl+Shift+S", size="small")
        self.keep.clicked.connect(partial(self._prepare, to_approve=False))
        self.approve.clicked.connect(partial(self._prepare, to_approve=True))
        self.solved = SolvedChoice(self)
        self.stays_open = Label(_("The case stays in work."), "small", "ink2", wrap=True)
        answer = self.add_row(_("&Answer"), self.text, "answer")
        answer.add_below(flowing(self.keep, self.approve))
        answer.add_below(Label(_("Until it is sent every clock runs on."), "small", "ink2", wrap=True))
        self.add_sending()
        self.add_row(_("So&lved"), self.solved, "solved").add_below(self.stays_open)
        self.solved.chosen.connect(lambda solved: self.stays_open.setVisible(solved is Solved.NOT_CONFIRMED))
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.text.setPlainText(self.card.answer_text if self.card.has_prepared_answer else "")
        self.solved.set_value(None)
        self.stays_open.hide()
        self.begin_sending(self.card)

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"text": self.text, **super().keeps(), "solved": kept_choice(self.solved)}

    def versions(self, card: CaseCard) -> tuple[Version, ...]:
        return (Version(_("Answer"), card.answer_text, self.text.toPlainText().strip(), self.text.setPlainText),)

    def command(self) -> Command | None:
        assert self.card is not None
        if not self._is_written():
            return None
        sent = self.sending()
        if sent is None:
            return None
        return partial(
            answer_case,
            case_id=self.card.row.id,
            text=self.text.toPlainText(),
            sent_at=sent.at,
            reply_by=sent.how,
            posting=sent.posting,
            solved=self.solved.value(),
            version=self.card.version,
        )

    def _prepare(self, *_pressed: bool, to_approve: bool) -> None:
        self.try_to_do(partial(self._prepared_answer, to_approve))

    def _prepared_answer(self, to_approve: bool) -> Command | None:
        assert self.card is not None
        if not self._is_written():
            return None
        text, case_id, version = self.text.toPlainText(), self.card.row.id, self.card.version
        return partial(prepare_answer, case_id=case_id, text=text, to_approve=to_approve, version=version)

    def _is_written(self) -> bool:
        if self.text.toPlainText().strip():
            return True
        self.refused(AnswerTextMissing(field="answer"))
        return False


class ApprovePanel(Panel):
    """The second reader: the prepared answer in full; it may go out, or goes back with a note."""

    kept_as = "approve"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Approve the answer")
        self.save_words = _("Approve")
        super().__init__(parent)
        self.written_by = Label("", "small", "ink2", wrap=True)
        self.text = Label("", "body", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = TextBox(placeholder=_("What is to be changed"))
        self.note.setFixedHeight(self.note.lines_high(3))
        self.give_back = PlainButton(_("Return with this note"), "Ctrl+S", size="small")
        self.give_back.clicked.connect(lambda: self.try_to_do(self._returned))
        self.rows.addWidget(self.written_by)
        self.rows.addWidget(self.text)
        self.add_row(_("&Note"), self.note, "note").add_below(flowing(self.give_back))
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.note.setPlainText("")
        self._show_answer(self.card)

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        super().renew(card, facts)
        self._show_answer(card)

    def _show_answer(self, card: CaseCard) -> None:
        self.written_by.setText(_("Written by {person}").format(person=card.prepared_by))
        self.text.setText(card.answer_text)

    def focus_first(self) -> None:
        self.save.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"note": self.note}

    def command(self) -> Command | None:
        assert self.card is not None
        return partial(approve_answer, case_id=self.card.row.id, version=self.card.version)

    def _returned(self) -> Command | None:
        assert self.card is not None
        note = self.note.toPlainText()
        return partial(return_answer, case_id=self.card.row.id, note=note, version=self.card.version)


class AcknowledgePanel(SendingPanel):
    """The customer was told that the matter came in; this stops the acknowledgement clock alone."""

    kept_as = "acknowledge"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Acknowledgement sent")
        self.save_words = _("It was sent")
        super().__init__(parent)
        self.text = TextField(placeholder=_("Anything special that was said"))
        self.add_sending()
        self.add_row(_("&Text"), self.text, "text")
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.begin_sending(self.card)
        self.text.clear()

    def focus_first(self) -> None:
        self.how.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {**super().keeps(), "text": self.text}

    def command(self) -> Command | None:
        assert self.card is not None
        sent = self.sending()
        if sent is None:
            return None
        return partial(
            acknowledge_case,
            case_id=self.card.row.id,
            sent_at=sent.at,
            reply_by=sent.how,
            posting=sent.posting,
            text=self.text.text(),
            version=self.card.version,
        )


class NoticePanel(SendingPanel):
    """An interim notice: the customer was told how it stands. No clock stops."""

    kept_as = "notice"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Interim notice sent")
        self.save_words = _("It was sent")
        super().__init__(parent)
        self.text = TextBox(placeholder=_("What the customer was told"))
        self.text.setFixedHeight(self.text.lines_high(5))
        told = self.add_row(_("&Text"), self.text, "answer")
        told.add_below(Label(_("An interim notice stops no clock."), "small", "ink2", wrap=True))
        self.add_sending()
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        self.text.setPlainText("")
        self.begin_sending(self.card)

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keeps(self) -> Mapping[str, Kept]:
        return {"text": self.text, **super().keeps()}

    def command(self) -> Command | None:
        assert self.card is not None
        sent = self.sending()
        if sent is None:
            return None
        return partial(
            send_notice,
            case_id=self.card.row.id,
            text=self.text.toPlainText(),
            sent_at=sent.at,
            reply_by=sent.how,
            posting=sent.posting,
            version=self.card.version,
        )
