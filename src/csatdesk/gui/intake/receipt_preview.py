"""The receipt over the whole window before it is printed: Enter prints it, Escape leaves it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.gui.fields import Label, LinkButton, PrimaryButton
from csatdesk.gui.paper_sheet import Sheet
from csatdesk.gui.tokens import S12, S16, S24
from csatdesk.wording.texts import _

STEP = 80  # pixels a cursor key scrolls


class ReceiptPreview(QFrame):
    """Lies over the window while it is shown; not modal, nothing waits for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.setProperty("ring", "none")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        parent.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("surface", "side")
        inside.setLayout(self._sheets)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inside)
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
        column.addWidget(self._area, 1)

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
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()

    def leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        print_it, self._print = self._print, None
        self.leave()
        if print_it is not None:
            print_it()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self._area.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                bar.setValue(bar.value() + STEP)
            case Qt.Key.Key_Up | Qt.Key.Key_PageUp:
                bar.setValue(bar.value() - STEP)
            case _:
                super().keyPressEvent(event)
