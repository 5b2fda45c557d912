"""The first start on a computer: set a centre up, or look around in the demo centre."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csatdesk.gui.fields import Choice, FormRow, Label, PlainButton, PrimaryButton
from csatdesk.gui.labels import Hairline
from csatdesk.gui.sign_in.frame import ColumnFrame, PromisePane, at_left
from csatdesk.gui.sign_in.promises import of_every_centre
from csatdesk.gui.tokens import S4, S16, S24
from csatdesk.wording.texts import _, language
from csatdesk.wording.words import LANGUAGE_NAMES


class FirstStart(QWidget):
    """See the module's first words."""

    set_up_wanted = Signal()
    demo_wanted = Signal()
    language_chosen = Signal(object)  # its code

    def __init__(self, version: str, said: str = "", parent: QWidget | None = None) -> None:
        """`said`: what just happened, such as "The demo centre is gone."."""
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.pane = PromisePane(version, takes_packages=True)
        self.pane.heading.setText(_("Welcome."))
        self.pane.day.setText(said or _("csatdesk is not set up on this computer yet."))
        self.pane.show_promises(*of_every_centre())
        self.right = ColumnFrame()
        self.set_up = PrimaryButton(_("&Set up a centre"), size="tall")
        self.demo = PlainButton(_("Open the &demo centre"), size="tall")
        self.language = Choice(tuple(LANGUAGE_NAMES.items()))
        self.language.set_value(language())
        self.language.chosen.connect(self.language_chosen)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Open the demo centre"))
        self.bar.hide()
        self.set_up.clicked.connect(self.set_up_wanted)
        self.demo.clicked.connect(self.demo_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        words = _("Three questions and a recovery sheet. Offices, hours, topics and people can wait.")
        self.right.add(way(_("Begin with your own centre"), words, self.set_up))
        self.right.add(Hairline(), gap=S16)
        words = _(
            "An energy company with three offices and 300 cases in six languages. One menu entry throws it away again."
        )
        self.right.add(way(_("Or look around first"), words, self.demo), gap=S16)
        self.right.add(self.bar)
        self.right.add(Hairline(), gap=S16)
        self.right.add(FormRow(_("&Language"), self.language, above=True), gap=S16)

    def show_progress(self, done: int, total: int) -> None:
        """How far that is which one waits for."""
        self.bar.show()
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)

    def tell(self, words: str) -> None:
        """Trouble, above the ways."""
        self.wait("")
        self.right.tell(words)

    def wait(self, words: str) -> None:
        """Show that something is being done, "" that it is over."""
        for widget in (self.set_up, self.demo, self.language):
            widget.setEnabled(not words)
        self.bar.setVisible(False)
        if words:
            self.pane.day.setText(words)


def way(title: str, words: str, button: QWidget) -> QWidget:
    """A title, a line about it, the button that goes there."""
    around = QWidget()
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S4)
    column.addWidget(Label(title, "heading"))
    column.addWidget(Label(words, "body", "ink2", wrap=True))
    column.addSpacing(S24 // 2)
    column.addWidget(at_left(button))
    return around
