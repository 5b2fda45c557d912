"""Opening a package on a laptop: which file, and the pass phrase."""

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton, PrimaryButton
from csatdesk.gui.forms import FormRow
from csatdesk.gui.labels import Label
from csatdesk.gui.sign_in.backoff import Backoff
from csatdesk.gui.sign_in.frame import ColumnFrame, Promise, PromisePane, at_left
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.tokens import S8, S16
from csatdesk.wording.texts import _, ngettext, pgettext


class OpeningView(QWidget):
    """See the module's first words. Wrong pass phrases make the next try wait longer and longer."""

    entered = Signal(str)  # the pass phrase
    left = Signal()

    def __init__(self, path: Path, version: str) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self._backoff = Backoff()
        self.pane = PromisePane(version)
        self.pane.heading.setText(_("Field work"))
        self.pane.day.setText(_("On this laptop, without the centre."))
        self.pane.show_promises(
            Promise("", _("Everything you fill is kept here at once, encrypted."), icon="lock"),
            Promise("", _("Nothing is sent. You bring a result back."), icon="offline"),
        )
        self.right = ColumnFrame()
        self.phrase = SecretField()
        self.row = FormRow(_("&Pass phrase"), self.phrase, above=True)
        self.button = PrimaryButton(pgettext("what a key does", "Open"), keys="Return", size="tall")
        self.back = LinkButton(_("Back"), "Esc", role="body")
        self._state = Label("", "small", "ink2", wrap=True)
        self.right.add(Label(_("Open a field package"), "title"))
        name = Label(path.name, "small", "ink2", wrap=True)
        name.setToolTip(str(path))
        self.right.add(name)
        self.right.add(self.row, gap=S8)
        self.right.add(at_left(self.button, self.back, spacing=S16), gap=S8)
        self.right.add(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        self.phrase.returnPressed.connect(self._enter)
        self.phrase.hint_changed.connect(self._state.setText)
        self.button.clicked.connect(self._enter)
        self.back.clicked.connect(self.left)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.phrase.setFocus()

    def _enter(self) -> None:
        if not self.button.isEnabled():
            return
        if not self.phrase.text():
            self.row.set_error(_("Type the pass phrase."))
            return
        self.row.set_error("")
        self.right.tell("")
        self.wait(_("Opening the package …"))
        self.entered.emit(self.phrase.text())

    def wait(self, words: str) -> None:
        self.button.setEnabled(False)
        self.phrase.setEnabled(False)
        self._state.setText(words)

    def refuse(self, words: str, *, is_wrong: bool) -> None:
        """`is_wrong`: the pass phrase did not fit; else it is something about the file."""
        self.phrase.setEnabled(True)
        self._state.setText("")
        if is_wrong:
            self.row.set_error(words)
            self._backoff.wrong(monotonic())
        else:
            self.right.tell(words)
        self.phrase.selectAll()
        self.phrase.setFocus()
        self._count_down()

    def tell(self, words: str) -> None:
        self.refuse(words, is_wrong=False)

    def _count_down(self) -> None:
        left = self._backoff.seconds_left(monotonic())
        self.button.setEnabled(not left)
        if not left:
            self._clock.stop()
            self._state.setText("")
            return
        self._clock.start()
        words = ngettext("Try again in {count} second.", "Try again in {count} seconds.", left)
        self._state.setText(words.format(count=left))
