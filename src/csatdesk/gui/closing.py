"""The last page: the backup that is made when csatdesk is closed, with its bar and a way to leave it out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, LinkButton, PlainButton
from csatdesk.gui.runner import Job
from csatdesk.gui.sign_in.frame import ColumnFrame, at_left
from csatdesk.gui.tokens import S8
from csatdesk.wording.texts import _


class ClosingView(QWidget):
    """`leave_out_wanted`: close at once. `again_wanted`: try the backup once more."""

    leave_out_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.right = ColumnFrame(width=440)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.again = PlainButton(_("&Try again"))
        self.leave_out = LinkButton(_("&Close without a backup"), role="body")
        self.again.clicked.connect(self.again_wanted)
        self.leave_out.clicked.connect(self.leave_out_wanted)
        self.right.add(Label(_("Backing up"), "title"))
        words = _(
            "What was done today is copied, encrypted, and the copy is opened once to test it. Then csatdesk closes."
        )
        self.right.add(Label(words, "body", "ink2", wrap=True))
        self.right.add(self.bar, gap=S8)
        self.right.add(at_left(self.again, self.leave_out), gap=S8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.right)

    def follow(self, job: Job) -> None:
        """Show how far this backup is."""
        self.right.tell("")
        self.again.hide()
        self.bar.setRange(0, 0)
        self.bar.show()
        job.progressed.connect(self._progressed)

    def tell(self, words: str) -> None:
        """It could not be made."""
        self.bar.hide()
        self.again.show()
        self.right.tell(words)
        self.again.setFocus()

    def _progressed(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
