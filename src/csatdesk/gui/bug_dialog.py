"""The one dialog for errors of our own: a number, that nothing typed is lost, and a file to send with a question."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Trouble
from csatdesk.gui.fields import Label, PlainButton, PrimaryButton
from csatdesk.gui.tokens import S8, S12, S24
from csatdesk.system.clock import now
from csatdesk.system.paths import Profile
from csatdesk.system.support_file import write_support_file
from csatdesk.wording.texts import _, spoken


class BugDialog(QDialog):
    """Opened without waiting; the window beneath keeps what was typed."""

    def __init__(self, number: str, profile: Profile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._profile = number, profile
        self.setWindowTitle("csatdesk")
        self._state = Label("", "small", "ink2", wrap=True)
        self._state.hide()
        save = PlainButton(_("Save support file …"))
        save.clicked.connect(self._choose)
        close = PrimaryButton(_("Go on"), keys="Return")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(S8)
        buttons.addStretch(1)
        buttons.addWidget(save)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(S24, S24, S24, S24)
        column.setSpacing(S12)
        column.addWidget(Label(_("Something went wrong ({number})").format(number=number), "heading"))
        words = _("This is a fault of the program. What you typed is still there, and what was saved is safe.")
        column.addWidget(Label(words, wrap=True))
        words = _(
            "If it happens again, save a support file and send it with the number. It holds no names and no cases."
        )
        column.addWidget(Label(words, wrap=True))
        column.addWidget(self._state)
        column.addLayout(buttons)
        self.setMinimumWidth(460)

    def save(self, target: Path) -> None:
        """Write the support file, and say where it is or why not."""
        try:
            write_support_file(target, self._profile, now(), {"error": self._number})
        except Trouble as error:
            self._say(spoken(error))
            return
        self._say(_("Saved: {path}").format(path=target.name))

    def _say(self, words: str) -> None:
        self._state.setText(words)
        self._state.show()

    @property
    def state(self) -> str:
        return self._state.text()

    def _choose(self) -> None:
        usual = Path.home() / f"csatdesk-{self._number}.zip"
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save support file"), str(usual), "ZIP (*.zip)")
        if chosen:
            self.save(Path(chosen))
