"""What the doctor finds: store, keys, keyring, fonts, disk; each with a mark, words, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csatdesk.gui.administration.section import beside
from csatdesk.gui.context import Context
from csatdesk.gui.fields import Label, PlainButton, StateLabel
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.doctor import Finding, examine
from csatdesk.wording.texts import _


class HealthBox(QWidget):
    """Looks when asked: it reads every page of the store."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.findings: tuple[Finding, ...] = ()
        self.look = PlainButton(_("Look now"), size="medium")
        self.look.clicked.connect(self.examine)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(S16)
        self._grid.setVerticalSpacing(S8)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, S16, 0, 0)
        column.setSpacing(S12)
        column.addWidget(Label(_("Is everything sound?"), "heading"))
        hint = _("Looks through the store, its key, the keyring, fonts and the room on the disk. Changes nothing.")
        column.addWidget(Label(hint, "small", "ink2", wrap=True))
        column.addWidget(beside(self.look))
        column.addLayout(self._grid)

    def examine(self) -> None:
        self.look.setEnabled(False)
        session = self._context.session
        self._context.runner.job(
            self,
            _("Looking through the store"),
            lambda _store, _actor, progress: examine(session.profile, key=session.store_key, progress=progress),
            self._show,
            failed=self._failed,
        )

    def _show(self, findings: tuple[Finding, ...]) -> None:
        self.look.setEnabled(True)
        self.findings = findings
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for line, one in enumerate(findings):
            mark = StateLabel("met" if one.is_ok else "missed", one.what, role="body")
            self._grid.addWidget(mark, line, 0, Qt.AlignmentFlag.AlignTop)
            words = "\n".join(filter(None, (one.text, one.advice)))
            self._grid.addWidget(Label(words, "body", "ink2" if one.is_ok else "ink", wrap=True), line, 1)

    def _failed(self, error: BaseException) -> None:
        self.look.setEnabled(True)
        self._context.runner.failed.emit(error, None)
