"""Where a letter is written: its template and language by key, the text, and what is still to be filled in."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.domain.letters import (
    CaseLetters,
    LetterKind,
    LetterRow,
    Place,
    TemplateRow,
    Written,
    fill,
    left_open,
    typed_short,
)
from csatdesk.gui.fields import Choice, Label, TextBox, mark_error
from csatdesk.gui.keys import shown_keys
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.cases.letter_values import letter_values, spoken_language
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES, word

KEYS = ("F2", "F3", "F4", "F6", "F7", "F8", "F9")  # F1 helps, F5 refreshes
CHOICE_LEAST = 80  # pixels: beside the help the card is narrow
ENDS = {Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter}  # of a snippet's short name


class LetterBox(QWidget):
    """F2, F3 … take a template wherever the focus stands in `host`; `text` is the box for the words."""

    filled = Signal()

    def __init__(self, kind: LetterKind, host: QWidget, placeholder: str, lines: int) -> None:
        super().__init__()
        self._kind = kind
        self._card: CaseCard | None = None
        self._letters = CaseLetters()
        self._facts: CaseFacts | None = None
        self._clerk = ""
        self._template: TemplateRow | None = None
        self._as_filled = ""
        self.template, self.language = Choice(), Choice(list(LANGUAGE_NAMES.items()))
        for choice in (self.template, self.language):
            choice.setMinimumWidth(CHOICE_LEAST)
        self.template.setAccessibleName(_("Template"))
        self.language.setAccessibleName(_("Language of the letter"))
        self.template.chosen.connect(self._chosen)
        self.language.chosen.connect(lambda _code: self._fill())
        self.text = TextBox(placeholder=placeholder)
        self.text.setFixedHeight(self.text.lines_high(lines))
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._tell_open)
        self.still_open = Label("", "small", "today", wrap=True)
        for place, keys in enumerate(KEYS):
            shortcut = QShortcut(QKeySequence(keys), host, partial(self.take, place))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        self._choices = QWidget()
        across = QHBoxLayout(self._choices)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(S8)
        across.addWidget(self.template, 1)
        across.addWidget(self.language)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        for widget in (self._choices, self.text, self.still_open):
            column.addWidget(widget)
        self.setFocusProxy(self.text)

    def begin(self, card: CaseCard, facts: CaseFacts, letters: CaseLetters, clerk: str) -> None:
        """What is written already, else an empty letter in the customer's language."""
        self._card, self._facts, self._letters, self._clerk = card, facts, letters, clerk
        self._template = None
        kept = self.kept
        self.language.set_value(spoken_language(kept.language if kept is not None else card.language))
        self.template.clear()
        self.template.add(None, _("Template: F2, F3 …") if self.templates else "")
        for place, one in enumerate(self.templates):
            keys = f"  {shown_keys(KEYS[place])}" if place < len(KEYS) else ""
            self.template.add(one.id, one.names.in_language(language()) + keys)
        self._choices.setVisible(bool(self.templates))
        self._as_filled = kept.text if kept is not None else ""
        self.text.setPlainText(self._as_filled)

    def setAccessibleDescription(self, sentence: str) -> None:
        """What is wrong stands at the words."""
        super().setAccessibleDescription(sentence)
        mark_error(self.text, sentence)

    def renew(self, card: CaseCard, facts: CaseFacts, letters: CaseLetters) -> None:
        """The case is another now; what is written stays."""
        self._card, self._facts, self._letters = card, facts, letters

    @property
    def kept(self) -> LetterRow | None:
        """The letter of this kind that is being written."""
        mine = (row for row in self._letters.rows if row.kind is self._kind and not row.is_earlier)
        return next((row for row in mine if row.state.is_open), None)

    @property
    def templates(self) -> tuple[TemplateRow, ...]:
        """Those for the way in which the customer wants the answer come first."""
        if self._facts is None or self._card is None:
            return ()
        reply_by = self._card.reply_by
        fitting = [one for one in self._facts.templates if one.kind is self._kind]
        return tuple(sorted(fitting, key=lambda one: one.way is not None and one.way is not reply_by))

    def take(self, place: int) -> None:
        """The template at a place of the list: at once in the text."""
        if place < len(self.templates):
            self.template.set_value(self.templates[place].id)
            self._chosen(self.templates[place].id)

    def put_in(self, text: str) -> None:
        """Words with places (an earlier answer), filled for this case, in place of what stands there; Ctrl+Z undoes."""
        self._template = None
        self.template.set_value(None)
        self._write(self._filled(text))

    def words(self) -> str:
        return self.text.toPlainText().strip()

    def written(self) -> Written:
        template = self._template
        code = str(self.language.value())
        return Written(code, template.id, template.version) if template is not None else Written(code)

    def is_untouched(self) -> bool:
        """Nothing stands there but what was kept or came out of a template."""
        return self.words() in {"", self._as_filled.strip()}

    def _chosen(self, template_id: object) -> None:
        self._template = next((one for one in self.templates if one.id == template_id), None)
        self._fill()

    def _fill(self) -> None:
        if self._template is not None:
            self._write(self._filled(self._template.texts.in_language(str(self.language.value()))))

    def _filled(self, text: str) -> str:
        """What the case does not know stays a place, by its name in the clerk's language."""
        assert self._card is not None
        assert self._facts is not None
        code = str(self.language.value())
        known = letter_values(self._card, self._letters, self._facts, clerk=self._clerk, language=code)
        return fill(text, {place: known.get(place) or f"{{{word(place)}}}" for place in Place})

    def _write(self, text: str) -> None:
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._as_filled = text
        self._go_to_open()
        self.filled.emit()

    def _go_to_open(self) -> None:
        """Stand on the first place that is still open, selected, so that typing fills it."""
        open_places = self._open()
        cursor = self.text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.text.setTextCursor(cursor)
        if open_places:
            self.text.find(f"{{{open_places[0]}}}")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self) -> tuple[str, ...]:
        name = self._card.customer.name if self._card is not None and self._card.customer is not None else ""
        return left_open(self.text.toPlainText(), (name,))

    def _tell_open(self) -> None:
        names = self._open()
        self.still_open.setText(_("Still to be filled in: {places}").format(places=", ".join(names)) if names else "")
        self.still_open.setVisible(bool(names))

    # snippets

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            return plain and event.key() in ENDS and self._expand()
        return super().eventFilter(watched, event)

    def _expand(self) -> bool:
        """Put the snippet in whose short name was just typed; whether there is one."""
        cursor = self.text.textCursor()
        short = typed_short(cursor.block().text()[: cursor.positionInBlock()])
        found = next((one for one in self._snippets() if short and one.short.casefold() == short.casefold()), None)
        if found is None:
            return False
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(short) + 1)
        cursor.insertText(self._filled(found.texts.in_language(str(self.language.value()))))
        return True

    def _snippets(self) -> tuple[TemplateRow, ...]:
        templates = self._facts.templates if self._facts is not None else ()
        return tuple(one for one in templates if one.kind is LetterKind.SNIPPET)
