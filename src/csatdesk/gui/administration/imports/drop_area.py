"""Where a file is dropped, or chosen in a dialog."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QWidget

from csatdesk.gui.fields import Label, PlainButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import RADIUS, S12, S16
from csatdesk.wording.texts import _

ENDINGS = "*.csv *.tsv *.txt *.ssv *.xlsx *.xlsm *.xls *.xlsb *.ods"


class DropArea(QFrame):
    """A dashed frame with one button; `chosen` gives the file."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_over = False
        self.setAcceptDrops(True)
        self.button = PlainButton(_("Choose a file …"), "Ctrl+O", icon="folder", likely=True)
        self.button.clicked.connect(self.choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(S16, S16, S16, S16)
        row.setSpacing(S12)
        row.addWidget(self.button)
        hint = _("or drop it here. Excel, OpenDocument, CSV and text tables are read.")
        row.addWidget(Label(hint, "body", "ink2", wrap=True), 1)

    def choose(self) -> None:
        """Ask for a file; a print or save dialog may be modal, and so may this."""
        words = _("Tables ({endings})").format(endings=ENDINGS)
        name, _chosen = QFileDialog.getOpenFileName(
            self, _("Choose a file"), "", ";;".join((words, _("All files (*)")))
        )
        if name:
            self.chosen.emit(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        event.acceptProposedAction()
        self.chosen.emit(Path(event.mimeData().urls()[0].toLocalFile()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().color("accent" if self._is_over else "edge"), 1, Qt.PenStyle.DashLine))
        if self._is_over:
            painter.setBrush(theme().color("accent_tint"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _set_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()
