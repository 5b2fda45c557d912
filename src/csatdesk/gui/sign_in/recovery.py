"""The recovery sheet: shown once, printed or saved, and confirmed by typing one group from the paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QWidget

from csatdesk.gui.fields import FormRow, Label, PlainButton, PrimaryButton, TextField
from csatdesk.gui.sign_in.frame import ColumnFrame, Promise, PromisePane, at_left
from csatdesk.gui.tokens import S8, S12, S16, S24
from csatdesk.wording.texts import _

ASKED = 3  # which group has to be typed, counted from 1
GROUPS_A_ROW = 4


class RecoveryView(QWidget):
    """`print_wanted` and `save_wanted` are the window's to do; `confirmed`: the paper is in somebody's hands."""

    print_wanted = Signal()
    save_wanted = Signal(object)  # Path
    confirmed = Signal()

    def __init__(self, code: str, version: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self._groups = code.split("-")
        self.pane = PromisePane(version)
        self.pane.heading.setText(_("Keep this sheet."))
        self.pane.day.setText(_("It is shown this once."))
        self.pane.show_promises(
            Promise("met", _("It opens the data when nothing else does"), _("A new computer, a lost keyring")),
            Promise("met", _("Nobody can open them without it"), _("Neither can we")),
            Promise("due_soon", _("Put it where the cash is kept"), _("Not on this computer, and not in the e-mail")),
        )
        self.right = ColumnFrame(width=440)
        self.group = TextField(tall=True)
        words = _("Group {number} from the paper, to be sure it is readable").format(number=ASKED)
        self._row = FormRow(words, self.group, above=True)
        self.print = PlainButton(_("&Print …"), icon="printer", size="tall")
        self.save = PlainButton(_("&Save as PDF …"), icon="export", size="tall")
        self.button = PrimaryButton(_("&Go on"), keys="Return", size="tall")
        self._state = Label("", "small", "ink2", wrap=True)
        self._lay_out()
        self.print.clicked.connect(self.print_wanted)
        self.save.clicked.connect(lambda: self._choose(self.save_wanted.emit))
        self.button.clicked.connect(self._check)
        self.group.returnPressed.connect(self._check)
        self.group.textEdited.connect(lambda _text: self._row.set_error(""))

    def say(self, words: str) -> None:
        """What became of printing or saving."""
        self._state.setText(words)

    def tell(self, words: str) -> None:
        self.right.tell(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.print.setFocus()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(self.right, 1)
        self.right.add(Label(_("Recovery code"), "title"))
        words = _("Print the sheet, or write the eight groups down. An O is read as 0, an I or L as 1.")
        self.right.add(Label(words, "body", "ink2", wrap=True))
        self.right.add(self._code(), gap=S12)
        self.right.add(at_left(self.print, self.save), gap=S12)
        self.right.add(self._state)
        self.right.add(self._row, gap=S12)
        self.right.add(at_left(self.button), gap=S8)

    def _code(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("surface", "sunk")
        grid = QGridLayout(frame)
        grid.setContentsMargins(S16, S12, S16, S12)
        grid.setHorizontalSpacing(S24)
        grid.setVerticalSpacing(S8)
        for place, group in enumerate(self._groups):
            grid.addWidget(Label(group, "title"), place // GROUPS_A_ROW, place % GROUPS_A_ROW)
        frame.setAccessibleName(" ".join(self._groups))
        return frame

    def _check(self) -> None:
        typed = self.group.text().strip().upper().translate(str.maketrans("OIL", "011"))
        if typed == self._groups[ASKED - 1]:
            self.confirmed.emit()
            return
        self._row.set_error(_("This is not group {number}. Look at the paper again.").format(number=ASKED))
        self.group.selectAll()
        self.group.setFocus()

    def _choose(self, then: Callable[[Path], object]) -> None:
        usual = Path.home() / (_("csatdesk recovery sheet") + ".pdf")
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), str(usual), "PDF (*.pdf)")
        if chosen:
            then(Path(chosen))
