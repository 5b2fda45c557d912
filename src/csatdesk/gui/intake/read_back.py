"""What was written, large, for a screen turned to the customer, whose yes is kept. Esc goes back to the form."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.attendance import Confirmation
from csatdesk.gui.fields import Label, LinkButton, PlainButton, PrimaryButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S16, S24
from csatdesk.wording.texts import _, speaking


class ReadBack(QFrame):
    """Lies over the whole window while it is shown; not modal, nothing waits for it."""

    closed = Signal()
    confirmed = Signal(object)  # Confirmation: how the customer said yes; the form is in front again

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.setProperty("ring", "none")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setMaximumWidth(round(900 * theme().scale))
        column = QVBoxLayout(page)
        column.setSpacing(S24)
        for label in (self._lead, self._who, self._text, self._remedy):
            column.addWidget(label)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(page)
        foot = QHBoxLayout()
        foot.setSpacing(S16)
        foot.addWidget(self._back)
        foot.addStretch(1)
        foot.addWidget(self.sign)
        foot.addWidget(self.yes)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * S24, 2 * S24, 3 * S24, S16)
        whole.addWidget(self._area, 1)
        whole.addLayout(foot)

    def show_texts(self, text: str, remedy: str, language: str, representative: str = "") -> None:
        """Fill the window. The few words of our own are in the customer's language."""
        with speaking(language):
            self._lead.setText(_("This is what we wrote down. Is it right?"))
            self._who.setText(_("You speak for the customer: {name}").format(name=representative))
            self.yes.setText(_("Yes, this is right"))
            self.sign.setText(_("I want to sign it on paper"))
            self._remedy.setText(_("You ask for: {remedy}").format(remedy=remedy) if remedy.strip() else "")
        self._who.setVisible(bool(representative.strip()))
        self._text.setText(text)
        for button in (self.yes, self.sign):  # nothing was written down yet
            button.setEnabled(bool(text.strip()))
        self._remedy.setVisible(bool(remedy.strip()))
        self.setAccessibleName(f"{self._lead.text()} {text} {self._remedy.text()}")
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def _confirm(self, how: Confirmation) -> None:
        self.confirmed.emit(how)
        self.close_it()

    def close_it(self) -> None:
        self.hide()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_it()
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + bar.pageStep() // 2)
            case Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - bar.pageStep() // 2)
            case _:
                super().keyPressEvent(event)
