"""Password or PIN with its label, a link to the other one, hints on Caps and Num Lock, and its error in words."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.forms import ErrorLine, mark_error
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import Label
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4
from csatdesk.wording.texts import _


class HintLine(QWidget):
    """A warning triangle and one sentence; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(24), 0, 0, 0)
        row.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = theme().px(16)
        paint_icon(QPainter(self), "warning", QRectF(0, (self.height() - side) / 2, side, side), "today")


class SecretRow(QWidget):
    """See the module's first words. `turned`: the person wants to type the other one."""

    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_pin = False
        self.field = SecretField()
        self._label = Label("", "small", "ink2")
        self._label.setBuddy(self.field)
        self._turn = LinkButton("")
        self._turn.clicked.connect(self.turned)
        self._error = ErrorLine()
        self.hint = HintLine()
        self.field.hint_changed.connect(self.hint.say)
        self.field.textEdited.connect(lambda _text: self.set_error(""))
        names = QHBoxLayout()
        names.addWidget(self._label)
        names.addStretch(1)
        names.addWidget(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S4)
        column.addLayout(names)
        for widget in (self.field, self._error, self.hint):
            column.addWidget(widget)
        self.ask(pin=False, can_turn=False)

    def ask(self, *, pin: bool, can_turn: bool) -> None:
        """Ask for a PIN or a password; `can_turn`: the other one would do as well."""
        self.is_pin = pin
        self._label.setText(_("PIN") if pin else _("Password"))
        self.field.setAccessibleName(self._label.text())
        self._turn.setText(_("Use password instead") if pin else _("Use PIN instead"))
        self._turn.setVisible(can_turn)
        self.field.clear()
        self.set_error("")
        self.hint.say("")

    @property
    def error(self) -> str:
        return self._error.sentence

    def set_error(self, sentence: str) -> None:
        mark_error(self.field, sentence)
        self._error.say(sentence)
