"""The question that is up, in full: its words, its answers with their keys, the field for words, and what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.forms import NA, Item, ScaleKind
from csatdesk.domain.keying import AS_NUMBER, AS_WORDS, Keying, codes_of
from csatdesk.gui.fields import ErrorLine, Label, TextField
from csatdesk.gui.filling.answer_keys import AnswerKey
from csatdesk.gui.filling.answers import Option, is_chosen
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.survey_entry import answer_words
from csatdesk.wording.texts import _, language

NA_SIGN = "N"
CONTROL = Qt.KeyboardModifier.ControlModifier


class WordsField(TextField):
    """Arrows up and down leave it, as does Backspace once it is empty. Enter is told once, and goes nowhere else."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = event.key() == Qt.Key.Key_Backspace and not self.text()
        if is_back or event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            event.ignore()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & CONTROL:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class QuestionSide(QWidget):
    """`speech`: the language in which the question is shown; "" the person's own."""

    chosen = Signal(object)  # an answer, by the mouse
    written = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.speech = ""
        self.keys: list[AnswerKey] = []
        self._item: Item | None = None
        self._shown = ""  # language of the keys
        self.lead = Label("", "body", "ink2", wrap=True)
        self.words = Label("", "question", wrap=True)
        self.field = WordsField(tall=True)
        self.error = ErrorLine()
        self.ends = Label("", "small", "ink2", wrap=True)
        self.hint = Label("", "small", "ink2", wrap=True)
        self._row = QWidget()
        self._flow = Flow(self._row, gap=S8, line_gap=S8)
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(S12)
        for part in (self.lead, self.words, self._row, self.field, self.ends, self.error, self.hint):
            column.addWidget(part)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(upright_scroll(inside))
        self.field.textEdited.connect(self.written)
        self.field.entered.connect(self.entered)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self._refit)
        self._refit()

    @property
    def takes_words(self) -> bool:
        return self._item is not None and self._item.scale.kind in AS_WORDS

    def show_item(self, keying: Keying) -> None:
        """The question in which one stands, with what is answered; after the last one that it can be saved."""
        item, speech = keying.item, self.speech or language()
        self.error.say("")
        if item is None:
            self._show_end()
            return
        self.lead.setText(item.lead.in_language(speech))
        self.lead.setVisible(bool(self.lead.text()))
        self.words.setText(item.text.in_language(speech))
        answer = keying.answers.get(item.key)
        if item is not self._item or speech != self._shown:
            self._make_keys(item, speech)
        self._item = item
        for key in self.keys:
            key.setChecked(is_chosen(answer, key.option.answer))
        self.field.setVisible(self.takes_words)
        if self.takes_words and self.field.text().strip() != str(answer or ""):
            self.field.setText(str(answer or ""))
        self.field.setAccessibleName(self.words.text())
        self._show_ends(item, speech, keying)

    def _show_ends(self, item: Item, speech: str, keying: Keying) -> None:
        ends = [item.scale.lowest.in_language(speech), item.scale.highest.in_language(speech)]
        if item.scale.kind is ScaleKind.POINTS and any(ends):
            first, last = item.scale.first, item.scale.last
            told = _("{first} = {lowest}, {last} = {highest}")
            self.ends.setText(told.format(first=first, lowest=ends[0], last=last, highest=ends[1]))
        self.ends.setVisible(item.scale.kind is ScaleKind.POINTS and any(ends))
        self.hint.setText(_hint(item, keying))

    def _show_end(self) -> None:
        self._item = None
        self._make_keys(None, "")
        self.lead.hide()
        self.field.hide()
        self.ends.hide()
        self.words.setText(_("All is keyed."))
        self.hint.setText(_("Enter saves it. Backspace goes back to the last question."))

    def _make_keys(self, item: Item | None, speech: str) -> None:
        self._shown = speech
        for old in self.keys:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.keys = [] if item is None else [AnswerKey(option, self._row) for option in _options(item, speech)]
        for key in self.keys:
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # each has its key; the keyboard stays on the sheet
            key.clicked.connect(lambda _checked=False, one=key: self.chosen.emit(one.option.answer))
            self._flow.addWidget(key)
            key.show()
        self._row.setVisible(bool(self.keys))

    def say_wrong(self, sign: str) -> None:
        self.error.say(_("“{sign}” is no answer to this question.").format(sign=sign))

    def say_missing(self) -> None:
        self.error.say(_("This question is not keyed yet. Type its answer, or Space when there is none."))

    def _refit(self) -> None:
        side = theme().margin
        self._column.setContentsMargins(side, S12 if theme().compact else S16, side, S8)


def _options(item: Item, speech: str) -> list[Option]:
    """What can be pressed, in the order of the paper."""
    codes = list(codes_of(item).items())
    if item.scale.is_descending:
        codes.reverse()
    names = {choice.key: choice.text.in_language(speech) for choice in item.scale.choices}
    found = [Option(answer, names.get(str(answer)) or answer_words(item, answer), code) for code, answer in codes]
    if item.may_be_na:
        found.append(Option(NA, _("Not applicable"), NA_SIGN))
    return found


def _hint(item: Item, keying: Keying) -> str:
    if keying.typed and item.scale.kind is ScaleKind.POINTS:
        told = _("{typed}, or {longer}: go on with the next answer, or type the rest.")
        longer = next(code for code in codes_of(item) if code.startswith(keying.typed) and code != keying.typed)
        return told.format(typed=keying.typed, longer=longer)
    if item.scale.kind in AS_WORDS:
        return _("Enter goes on. Without words it has no answer.")
    if item.scale.kind is ScaleKind.MANY:
        return _("Several may be given. Enter goes on, Space: none of them.")
    if item.scale.kind in AS_NUMBER:
        return _("Type the number, then Enter. Space: no answer.")
    return _("Space: no answer. Backspace: back.")
