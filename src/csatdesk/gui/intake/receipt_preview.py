"""The receipt over the whole window before it is printed: Enter prints it, Escape leaves it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, LinkButton, PrimaryButton
from csatdesk.gui.overlay import Overlay
from csatdesk.gui.paper_sheet import Sheet
from csatdesk.gui.tokens import S12, S16, S24
from csatdesk.wording.texts import _


class ReceiptPreview(Overlay):
    def __init__(self, place: QWidget) -> None:
        super().__init__(place, surface="side")
        self._print: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self._title = Label("", "heading")
        self.print_button = PrimaryButton(_("Print"), "Return")
        self.print_button.clicked.connect(self._go_on)
        self.leave_link = LinkButton(_("Do not print"), "Esc", role="body")
        self.leave_link.clicked.connect(self.leave)
        self._sheets = QVBoxLayout()
        self._sheets.setSpacing(S16)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "side")
        inside.setLayout(self._sheets)
        self.area.setWidget(inside)
        head = QHBoxLayout()
        head.setContentsMargins(S24, S12, S24, S12)
        head.setSpacing(S16)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.leave_link)
        head.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def show_pages(self, title: str, pages: Sequence[bytes], print_it: Callable[[], object]) -> None:
        """`pages`: PNG pictures; `print_it` is what the button does."""
        self._print = print_it
        self._title.setText(title)
        self.setAccessibleName(title)
        while (item := self._sheets.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for page in pages:
            self._sheets.addWidget(Sheet(page), 0, Qt.AlignmentFlag.AlignHCenter)
        self._sheets.addStretch(1)
        self._before = QApplication.focusWidget()
        self.lay_over()

    def leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        print_it, self._print = self._print, None
        self.leave()
        if print_it is not None:
            print_it()
