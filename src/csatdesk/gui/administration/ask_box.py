"""A question on the page itself, for the few things that cannot be undone: restore and a change of keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import FormRow, Label, PlainButton
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.texts import _


class AskBox(QFrame):
    """Hidden until `ask`; Escape or Cancel takes the question back. `secret`: what was typed, if a word was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "warn")
        self._do: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._lead, self._words = Label("", "body", bold=True, wrap=True), Label("", "body", wrap=True)
        self._field = SecretField()
        self._row = FormRow("", self._field, above=True)
        self.yes, self.no = PlainButton("", likely=True, size="medium"), PlainButton(_("Cancel"), size="medium")
        self.yes.clicked.connect(self._yes)
        self.no.clicked.connect(self.take_back)
        self._field.returnPressed.connect(self._yes)
        buttons = QHBoxLayout()
        buttons.setSpacing(S8)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(S16, S12, S16, S12)
        column.setSpacing(S8)
        for widget in (self._lead, self._words, self._row):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.hide()

    @property
    def secret(self) -> str:
        return self._field.text()

    def ask(self, lead: str, words: str, yes: str, do: Callable[[], object], *, word: str = "") -> None:
        """`yes`: the words of the button that does it; `word`: the label of a field for a secret, "" for none."""
        self._do = do
        self._back = self.window().focusWidget()
        self._lead.setText(lead)
        self._words.setText(words)
        self.yes.setText(yes)
        self.yes.updateGeometry()
        self._field.clear()
        self._row.label.setText(word)
        self._field.setAccessibleName(word)
        self._row.setVisible(bool(word))
        self._row.set_error("")
        self.setAccessibleName(f"{lead} {words}")
        self.show()
        (self._field if word else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """What is wrong with the secret; the question stays."""
        self._row.set_error(sentence)
        self.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        """Nothing is done; the focus goes to where it was."""
        self._do = None
        self._field.clear()
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.take_back()
            return
        super().keyPressEvent(event)

    def _yes(self) -> None:
        do = self._do
        if do is not None:
            self.hide()
            do()
