"""What was written, large, for a screen turned to the customer, whose yes is kept. Esc goes back to the form."""

import re
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.attendance import Confirmation
from csatdesk.gui.fields import Label, LinkButton, PlainButton, PrimaryButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.overlay import Overlay
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S16, S24
from csatdesk.gui.two_ends import TwoEnds
from csatdesk.wording.texts import _, speaking

LONG_WORD = re.compile(r"\S{31,}")  # an address of the net, a number without blanks
PART, BREAK = re.compile(r"(.{10})(?=.)"), "\u200b"  # where it may go on in the next line


class ReadBack(Overlay):
    closed = Signal()
    confirmed = Signal(object)  # Confirmation: how the customer said yes; the form is in front again

    def __init__(self, place: QWidget) -> None:
        super().__init__(place, surface="bg")
        self._lead = Label("", "heading", "ink2", wrap=True)
        self._who = Label("", "heading", "ink2", wrap=True)
        self._text = Label("", "kiosk", wrap=True)
        self._remedy = Label("", "kiosk", bold=True, wrap=True)
        self._back = LinkButton(_("Back to the form"), "F11")
        self._back.clicked.connect(self.close_it)
        self.yes, self.sign = PrimaryButton("", "Return"), PlainButton("", "Ctrl+P")
        self.yes.clicked.connect(partial(self._confirm, Confirmation.ON_SCREEN))
        self.sign.clicked.connect(partial(self._confirm, Confirmation.SIGNED))
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setMaximumWidth(round(900 * theme().scale))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S24)
        for label in (self._lead, self._who, self._text, self._remedy):
            column.addWidget(label)
        column.addStretch(1)
        self.area.setWidget(page)
        buttons = FlowBox(self.sign, self.yes, gap=S16)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * S24, 2 * S24, 3 * S24, S16)
        whole.addWidget(self.area, 1)
        whole.addWidget(TwoEnds(FlowBox(self._back), buttons, has_margins=False))

    def show_texts(self, text: str, remedy: str, language: str, representative: str = "") -> None:
        """Fill the window. The few words of our own are in the customer's language."""
        with speaking(language):
            self._lead.setText(_("This is what we wrote down. Is it right?"))
            self._who.setText(_("You speak for the customer: {name}").format(name=representative))
            self.yes.setText(_("Yes, this is right"))
            self.sign.setText(_("I want to sign it on paper"))
            self._remedy.setText(_("You ask for: {remedy}").format(remedy=remedy) if remedy.strip() else "")
        self._who.setVisible(bool(representative.strip()))
        for label in (self._who, self._remedy):
            label.setText(breakable(label.text()))
        self._text.setText(breakable(text))
        for button in (self.yes, self.sign):  # nothing was written down yet
            button.setEnabled(bool(text.strip()))
        self._remedy.setVisible(bool(remedy.strip()))
        self.setAccessibleName(f"{self._lead.text()} {text} {self._remedy.text()}".replace(BREAK, ""))
        self.lay_over()

    def _confirm(self, how: Confirmation) -> None:
        self.confirmed.emit(how)
        self.close_it()

    def close_it(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_it()
            return
        super().keyPressEvent(event)


def breakable(text: str) -> str:
    """A word that would run out of the line goes on in the next one."""
    return LONG_WORD.sub(lambda found: PART.sub(rf"\1{BREAK}", found.group()), text)
