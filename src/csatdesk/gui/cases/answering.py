"""Write the answer and say that it was sent; approve it; acknowledgement and interim notice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.cases import ReplyBy, Solved
from csatdesk.domain.letters import LetterKind
from csatdesk.gui.cases.compare import Version
from csatdesk.gui.cases.earlier_list import EarlierList
from csatdesk.gui.cases.letter_box import LetterBox
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
from csatdesk.operations.letters.commands import prepare_letter
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

    def sending(self) -> Sending:
        """Refused when the moment cannot be read."""
        assert self.card is not None
        sent_at = self.when.moment(ZoneInfo(self.card.zone), "sent_at")
        how = self.how.value()
        assert isinstance(how, ReplyBy)
        return Sending(how, sent_at, self.posting.text().strip())


class LetterPanel(SendingPanel):
    """A panel in which a letter is written: kept with Ctrl+S, shown as it will be printed with Ctrl+P."""

    kind = LetterKind.ANSWER
    lines = 8
    placeholder = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = LetterBox(self.kind, self, self.placeholder, self.lines)
        self.text = self.box.text
        self.keep = PlainButton(_("Keep as prepared"), "Ctrl+S", size="small")
        self.show_paper = PlainButton(_("Keep and show the letter"), keys="Ctrl+P", size="small")
        self.keep.clicked.connect(self.keep_letter)
        self.show_paper.clicked.connect(self.show_letter)

    def begin(self) -> None:
        assert self.card is not None
        assert self.facts is not None
        self.box.begin(self.card, self.facts, self.letters, self.clerk)
        self.begin_sending(self.card)

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        super().renew(card, facts)
        self.box.renew(card, facts, self.letters)

    def focus_first(self) -> None:
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return self.box.is_untouched()

    def keeps(self) -> Mapping[str, Kept]:
        return {"text": self.text, "language": kept_choice(self.box.language), **super().keeps()}

    def keep_letter(self) -> None:
        self.shows_letter = False
        self.try_to_do(self._kept)

    def show_letter(self) -> None:
        """Keep it, then show it on paper."""
        self.shows_letter = True
        self.try_to_do(self._kept)

    def _kept(self) -> Command:
        self.check_written()
        return partial(self.of_letter(prepare_letter), kind=self.kind)

    def check_written(self) -> None:
        if not self.box.words():
            raise AnswerTextMissing(field="answer")

    def of_letter(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """`do` with what is written, on the case as it is shown."""
        assert self.card is not None
        case_id, version = self.card.row.id, self.card.version
        return partial(do, case_id=case_id, text=self.box.words(), written=self.box.written(), version=version)

    def sent_by(self, do: Callable[..., Any]) -> Callable[..., Any]:
        """The same, with how and when it was sent."""
        sent = self.sending()
        return partial(self.of_letter(do), sent_at=sent.at, reply_by=sent.how, posting=sent.posting)


class AnswerPanel(LetterPanel):
    """What the customer is answered. Only that it was sent stops the answer clock; kept, it waits on the card."""

    kept_as = "answer"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Answer")
        self.save_words = _("It was sent")
        self.placeholder = _("What the customer is answered")
        super().__init__(parent)
        self.approve = PlainButton(_("Send to be approved"), "Ctrl+Shift+S", size="small")
        self.approve.clicked.connect(lambda: self.try_to_do(self._to_approve))
        self.ask_earlier = PlainButton(_("How was it answered before?"), "Ctrl+H", size="small")
        self.earlier = EarlierList()
        self.earlier.taken.connect(self.box.put_in)
        self.solved = SolvedChoice(self)
        self.stays_open = Label(_("The case stays in work."), "small", "ink2", wrap=True)
        answer = self.add_row(_("&Answer"), self.box, "answer")
        answer.add_below(flowing(self.keep, self.approve, self.show_paper, self.ask_earlier))
        answer.add_below(self.earlier)
        self.told = Label("", "small", "ink2", wrap=True)
        answer.add_below(self.told)
        self.add_sending()
        self.add_row(_("So&lved"), self.solved, "solved").add_below(self.stays_open)
        self.solved.chosen.connect(lambda solved: self.stays_open.setVisible(solved is Solved.NOT_CONFIRMED))
        self.lay_out()

    def begin(self) -> None:
        assert self.card is not None
        super().begin()
        if self.card.has_prepared_answer and not self.box.words():
            self.text.setPlainText(self.card.answer_text)
        self._prepared = self.card.answer_text if self.card.has_prepared_answer else ""
        asked = _("A second person approves it before it goes out. Until it is sent every clock runs on.")
        self.told.setText(asked if self.letters.needs_approval else _("Until it is sent every clock runs on."))
        self.solved.set_value(None)
        self.stays_open.hide()

    def is_empty(self) -> bool:
        return self.box.is_untouched() or self.box.words() == self._prepared

    def keeps(self) -> Mapping[str, Kept]:
        return {**super().keeps(), "solved": kept_choice(self.solved)}

    def versions(self, card: CaseCard) -> tuple[Version, ...]:
        return (Version(_("Answer"), card.answer_text, self.box.words(), self.text.setPlainText),)

    def command(self) -> Command:
        self.check_written()
        return partial(self.sent_by(answer_case), solved=self.solved.value())

    def _to_approve(self) -> Command:
        self.shows_letter = False
        self.check_written()
        return partial(self.of_letter(prepare_answer), to_approve=True)


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


class AcknowledgePanel(LetterPanel):
    """The customer was told that the matter came in; this stops the acknowledgement clock alone."""

    kind = LetterKind.ACKNOWLEDGEMENT
    kept_as = "acknowledge"

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Acknowledgement")
        self.save_words = _("It was sent")
        self.placeholder = _("Anything special that was said")
        super().__init__(parent)
        self.add_sending()
        self.add_row(_("&Text"), self.box, "answer").add_below(flowing(self.keep, self.show_paper))
        self.lay_out()

    def focus_first(self) -> None:
        self.how.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def is_empty(self) -> bool:
        return super().is_empty() and not self.posting.text().strip()

    def command(self) -> Command:
        return self.sent_by(acknowledge_case)


class NoticePanel(LetterPanel):
    """An interim notice: the customer was told how it stands. No clock stops."""

    kind = LetterKind.NOTICE
    kept_as = "notice"
    lines = 7

    def __init__(self, parent: QWidget | None = None) -> None:
        self.title = _("Interim notice")
        self.save_words = _("It was sent")
        self.placeholder = _("What the customer was told")
        super().__init__(parent)
        told = self.add_row(_("&Text"), self.box, "answer")
        told.add_below(flowing(self.keep, self.show_paper))
        told.add_below(Label(_("An interim notice stops no clock."), "small", "ink2", wrap=True))
        self.add_sending()
        self.lay_out()

    def command(self) -> Command:
        self.check_written()
        return self.sent_by(send_notice)
