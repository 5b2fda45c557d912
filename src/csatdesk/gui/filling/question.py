"""The right of a form that is filled: one question, how it is done and checked, its answers, evidence and note."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csatdesk.domain.evaluations import EvidenceFile
from csatdesk.domain.forms import Answer, Evidence, Item, Section
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import ErrorLine, KeyHint, Label, TextBox, mark_error
from csatdesk.gui.filling.answer_keys import AnswerKeys
from csatdesk.gui.filling.answers import options_of
from csatdesk.gui.filling.evidence import EvidenceBox
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S16, S24
from csatdesk.wording.texts import _, language

EVIDENCE: Mapping[Evidence, str] = {
    Evidence.NONE: N_("Photos and papers"),
    Evidence.PHOTO: N_("Evidence: a photo"),
    Evidence.DOCUMENT: N_("Evidence: the paper"),
    Evidence.NOTE: N_("Evidence: your note"),
    Evidence.TIME: N_("Evidence: the time"),
}
NOTE_LEAST = 84
SIDE = 48  # beside the question, in a window that is not small


class QuestionView(QWidget):
    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self.item: Item | None = None
        self.where = Label("", tone="ink2")
        self.words = Label("", "question", wrap=True)
        self._how_name, self.how = Label(_("Staff do"), "small", "ink2", bold=True), Label("", wrap=True)
        self._check_name, self.check = Label(_("You check"), "small", "ink2", bold=True), Label("", wrap=True)
        self.keys = AnswerKeys()
        self.evidence = EvidenceBox(zone)
        self.note = TextBox()
        self.note.setAccessibleName(_("What did you see or hear?"))
        self.note.setMinimumHeight(theme().px(NOTE_LEAST))
        self.note_error = ErrorLine()
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        facts = QGridLayout()
        facts.setHorizontalSpacing(S16)
        facts.setVerticalSpacing(S8)
        facts.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(((self._how_name, self.how), (self._check_name, self.check))):
            facts.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(value, row, 1)
        note_head = QHBoxLayout()
        note_head.addWidget(Label(_("What did you see or hear?"), bold=True))
        note_head.addStretch(1)
        note_head.addWidget(KeyHint("Ctrl+M"))
        beside = QVBoxLayout()
        beside.setSpacing(S8)
        beside.addLayout(note_head)
        beside.addWidget(self.note, 1)
        beside.addWidget(self.note_error)
        self._below = QHBoxLayout()
        self._below.addWidget(self.evidence, 1)
        self._below.addLayout(beside, 1)
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setSpacing(0)
        self._column.addWidget(self.where)
        self._column.addSpacing(S4)
        self._column.addWidget(self.words)
        self._column.addSpacing(S16)
        self._column.addLayout(facts)
        self._column.addSpacing(S24)
        self._column.addWidget(self.keys)
        self._column.addSpacing(S24)
        self._column.addLayout(self._below, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(upright_scroll(inside))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_question(
        self,
        section: Section,
        item: Item,
        place: tuple[int, int],
        answer: Answer | None,
    ) -> None:
        """`place`: which question of how many in its section."""
        self.item = item
        speech = language()
        at, of = place
        words = _("{section}, question {number} of {count}")
        self.where.setText(words.format(section=section.title.in_language(speech), number=at, count=of))
        self.words.setText(item.text.in_language(speech))
        for name, label, text in ((self._how_name, self.how, item.how), (self._check_name, self.check, item.check)):
            said = text.in_language(speech)
            label.setText(said)
            label.setVisible(bool(said))
            name.setVisible(bool(said))
        self.keys.show_item(item, answer)

    def say_of_note(self, words: str) -> None:
        """Why it is not kept; "" takes that back."""
        mark_error(self.note, words)
        self.note_error.say(words)

    def show_beside(self, note: str, files: Sequence[EvidenceFile], photo_keys: str) -> None:
        """Note and evidence. The note stays as it is while somebody writes it."""
        assert self.item is not None
        if self.note.toPlainText() != note and not self.note.hasFocus():
            self.note.blockSignals(True)
            self.note.setPlainText(note)
            self.note.blockSignals(False)
        self.evidence.show_files(_(EVIDENCE[self.item.evidence]), files, photo_keys, may_change=True)

    @property
    def photo_keys(self) -> str:
        """P, where it is no answer of its own."""
        taken = self.item is not None and any(option.key == "P" for option in options_of(self.item))
        return "Shift+P" if taken else "P"

    def _refit(self) -> None:
        side = theme().margin if theme().compact else SIDE
        self._column.setContentsMargins(side, S12 if theme().compact else S24, side, S8)
        self._below.setSpacing(S16 if theme().compact else S24)
