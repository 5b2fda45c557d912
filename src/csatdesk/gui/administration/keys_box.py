"""Ways to open the store when nobody can sign in as usual: the recovery sheet and a pass phrase."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.gui.administration.ask_box import AskBox
from csatdesk.gui.administration.section import FactRow, Indented, alone
from csatdesk.gui.context import Context
from csatdesk.gui.fields import ErrorBanner, FormRow, Label, LinkButton, PlainButton
from csatdesk.gui.sign_in.secret_field import SecretField
from csatdesk.gui.tokens import S4, S8, S12, S16, S24
from csatdesk.operations.keys import (
    SlotKind,
    draw_recovery_sheet,
    new_recovery_code,
    save_recovery_sheet,
    set_passphrase,
    ways_in,
)
from csatdesk.wording.texts import _, spoken

GROUPS_A_ROW = 4


class KeysBox(QWidget):
    """The key itself never changes; only who can get at it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._code = ""
        self.ways: dict[SlotKind, Label] = {kind: Label("", "body", wrap=True) for kind in SlotKind}
        self.new_code = LinkButton(_("Make a new code …"), role="body")
        self.new_code.clicked.connect(self.ask_new_code)
        self.new_phrase = LinkButton(_("Set a pass phrase …"), role="body")
        self.new_phrase.clicked.connect(self._show_phrase)
        self.ask, self.banner = AskBox(), ErrorBanner()
        self.sheet = self._made_sheet()
        self.phrase_box = self._made_phrase_box()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S12)
        column.addWidget(Label(_("Ways to open the store"), "heading"))
        hint = _("The data are encrypted. Whoever comes in by one of these ways can read all of them.")
        column.addWidget(Label(hint, "small", "ink2", wrap=True))
        column.addWidget(self.banner)
        for kind, name, link in (
            (SlotKind.KEYRING, _("Keyring"), None),
            (SlotKind.RECOVERY_CODE, _("Recovery sheet"), self.new_code),
            (SlotKind.PASSPHRASE, _("Pass phrase"), self.new_phrase),
        ):
            column.addWidget(FactRow(name, *filter(None, (self.ways[kind], link))))
        for box in (self.ask, self.sheet, self.phrase_box):
            column.addWidget(box)

    def _made_sheet(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("surface", "sunk")
        column = QVBoxLayout(frame)
        column.setContentsMargins(S16, S12, S16, S12)
        column.setSpacing(S12)
        words = _("The new code. It is shown this once: print or save the sheet now, and destroy the one before.")
        column.addWidget(Label(words, "body", bold=True, wrap=True))
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(S24)
        self._groups.setVerticalSpacing(S4)
        self._groups.setColumnStretch(GROUPS_A_ROW, 1)
        column.addLayout(self._groups)
        self.print_button, self.save_button = PlainButton(_("Print …"), icon="printer"), PlainButton(_("Save as PDF …"))
        self.done_button = PlainButton(_("It is on paper"), likely=True)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._choose_file)
        self.done_button.clicked.connect(self.forget)
        buttons = QHBoxLayout()
        buttons.setSpacing(S8)
        for button in (self.print_button, self.save_button, self.done_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.sheet_said = Label("", "small", "ink2", wrap=True)
        column.addWidget(self.sheet_said)
        frame.hide()
        return frame

    def _made_phrase_box(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S12)
        self.phrase, self.phrase_again = SecretField(), SecretField()
        self.phrase_row = FormRow(_("New pass phrase"), self.phrase)
        self.again_row = FormRow(_("Once more"), self.phrase_again)
        self.set_phrase = PlainButton(_("Set pass phrase"), likely=True)
        self.set_phrase.clicked.connect(self.save_phrase)
        self.phrase_again.returnPressed.connect(self.save_phrase)
        for widget in (self.phrase_row, self.again_row, Indented(self.set_phrase)):
            column.addWidget(widget)
        box.hide()
        return box

    def show_ways(self) -> None:
        """How the store can be opened now; reads a small file."""
        work = partial(ways_in, self._context.session.profile)
        self._context.runner.job(self, _("Keys"), alone(work), self._show_ways, failed=self._failed)

    def forget(self) -> None:
        """Nothing secret stays in sight."""
        self._code = ""
        self.sheet.hide()
        self.ask.take_back()
        self.phrase.clear()
        self.phrase_again.clear()
        self.phrase_box.hide()

    def ask_new_code(self) -> None:
        self.ask.ask(
            _("Make a new recovery code?"),
            _("The sheet you have now opens the store no longer; backups made before still open with it."),
            _("Make a new code"),
            self._make_code,
        )

    def save_phrase(self) -> None:
        """Set what was typed twice."""
        same = self.phrase.text() == self.phrase_again.text()
        self.phrase_row.set_error("")
        self.again_row.set_error("" if same else _("The two are not the same. Type it once more."))
        if same:
            session, phrase = self._context.session, self.phrase.text()
            work = alone(partial(set_passphrase, session, phrase))
            self._context.runner.job(self, _("Pass phrase"), work, self._phrase_set, failed=self._phrase_failed)

    def save_sheet(self, path: Path) -> None:
        session, code = self._context.session, self._code
        work = partial(save_recovery_sheet, session, code, path)
        self._context.runner.job(self, _("Recovery sheet"), alone(work), self._sheet_saved, failed=self._failed)

    def _show_ways(self, kinds: frozenset[SlotKind]) -> None:
        words = {
            SlotKind.KEYRING: (_("opens the store on this computer"), _("is not used here")),
            SlotKind.RECOVERY_CODE: (_("is made; it lies where you put the paper"), _("There is none yet. Make one.")),
            SlotKind.PASSPHRASE: (_("is set"), _("is not set; the keyring opens the store")),
        }
        for kind, (yes, no) in words.items():
            self.ways[kind].setText(yes if kind in kinds else no)

    def _make_code(self) -> None:
        session = self._context.session
        work = partial(new_recovery_code, session)
        self._context.runner.job(self, _("Recovery code"), alone(work), self._code_made, failed=self._failed)

    def _code_made(self, code: str) -> None:
        self._code = code
        while (item := self._groups.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        for place, group in enumerate(code.split("-")):
            self._groups.addWidget(Label(group, "title"), place // GROUPS_A_ROW, place % GROUPS_A_ROW)
        self.sheet_said.setText("")
        self.sheet.show()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_ways()

    def _print(self) -> None:
        session, code = self._context.session, self._code
        work = partial(draw_recovery_sheet, session, code)
        self._context.runner.job(self, _("Recovery sheet"), alone(work), self._drawn, failed=self._failed)

    def _drawn(self, pages: tuple[bytes, ...]) -> None:
        from csatdesk.gui.intake.printing import send_to_printer

        try:
            send_to_printer(pages, _("Recovery code"))
        except Spoken as error:  # no printer, or it refuses: the code stays in sight
            self.sheet_said.setText(spoken(error))
            return
        self.sheet_said.setText(_("The sheet is printing."))

    def _choose_file(self) -> None:
        usual = Path.home() / (_("csatdesk recovery sheet") + ".pdf")
        name, _chosen = QFileDialog.getSaveFileName(self, _("Save the recovery sheet"), str(usual), "PDF (*.pdf)")
        if name:
            self.save_sheet(Path(name))

    def _sheet_saved(self, path: Path) -> None:
        self.sheet_said.setText(_("Saved: {path}. Move it to a safe place.").format(path=path.name))

    def _show_phrase(self) -> None:
        self.phrase_box.show()
        self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _phrase_set(self, _none: None) -> None:
        self.forget()
        self._context.say(_("The pass phrase is set."))
        self.show_ways()

    def _phrase_failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.phrase_row.set_error(spoken(error))
            self.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._failed(error)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Spoken):
            self.banner.say(spoken(error))
        else:
            self._context.runner.failed.emit(error, None)
