"""After set-up: what can wait, and where it will be found."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csatdesk.domain.centres import LaterItem
from csatdesk.domain.marks import N_
from csatdesk.gui.fields import Label, PrimaryButton
from csatdesk.gui.sign_in.frame import ColumnFrame, Promise, PromiseLine, PromisePane, at_left
from csatdesk.gui.tokens import S8, S12
from csatdesk.wording.texts import _
from csatdesk.wording.words import word

WHY = {
    LaterItem.OFFICES: N_("Until then there is one office, named like the centre."),
    LaterItem.HOURS: N_("Until then Monday to Friday, 8 to 17."),
    LaterItem.HOLIDAYS: N_("Those of your country are there already."),
    LaterItem.TOPICS: N_("Take over a tree that is ready, or import your own."),
    LaterItem.LEGAL: N_("Until then no legal period runs. Starting profiles are ready; your lawyer checks them."),
    LaterItem.PEOPLE: N_("Until then you are the only one who can sign in."),
    LaterItem.BACKUP: N_("Until then backups stay on this computer."),
}


class LaterView(QWidget):
    """The list for later; `begun`: to the desk."""

    begun = Signal()

    def __init__(self, items: Sequence[LaterItem], version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.pane = PromisePane(version)
        self.pane.heading.setText(_("It is ready."))
        self.pane.day.setText(_("You can take the first case now."))
        self.right = ColumnFrame(width=440)
        self.button = PrimaryButton(_("&Begin"), keys="Return", size="tall")
        self.button.clicked.connect(self.begun)
        self.button.setDefault(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        self.right.add(Label(_("For later"), "title"))
        words = _("All of this stands under Administration, in any order, whenever there is time.")
        self.right.add(Label(words, "body", "ink2", wrap=True))
        for item in items:
            self.right.add(PromiseLine(Promise("none", word(item), _(WHY[item]))), gap=S8)
        self.right.add(at_left(self.button), gap=S12)

    def tell(self, words: str) -> None:
        self.right.tell(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.button.setFocus()
