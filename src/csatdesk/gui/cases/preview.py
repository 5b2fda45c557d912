"""A paper on the page itself, before it is printed or saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.gui.fields import ErrorBanner, Hairline, Label, LinkButton, PlainButton
from csatdesk.gui.paper_sheet import Sheet
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.texts import _, ngettext

STEP = 80  # pixels a cursor key scrolls


class PaperPreview(QFrame):
    """Ctrl+S saves as PDF, Ctrl+M sends a letter, Escape goes back. Ctrl+P prints: it is the page's own action."""

    print_pressed = Signal()
    save_pressed = Signal()
    file_pressed = Signal()  # of a letter: as a file for e-mail
    send_pressed = Signal()  # of a letter: by e-mail, now
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self.title = Label("", "heading")
        self.pages_told = Label("", "small", "ink2")
        self.print_button = PlainButton(_("Print"), keys="Ctrl+P", icon="printer", likely=True)
        self.print_button.clicked.connect(self.print_pressed)
        self.save_button = PlainButton(_("Save as PDF"), keys="Ctrl+S", icon="export")
        self.save_button.clicked.connect(self.save_pressed)
        self.file_button = PlainButton(_("E-mail file"), keys="Ctrl+Shift+E", icon="mail")
        self.file_button.clicked.connect(self.file_pressed)
        self.send_button = PlainButton(_("Send by e-mail"), keys="Ctrl+M", icon="mail")
        self.send_button.clicked.connect(self.send_pressed)
        self.banner = ErrorBanner()
        self.is_letter, self._can_send = False, False
        self.back = LinkButton(_("Back to the case"), keys="Esc", role="body")
        self.back.clicked.connect(self.left)
        self._sheets = QVBoxLayout()
        self._sheets.setSpacing(S16)
        self._area = self._made_area()
        self.file_button.hide()
        self.send_button.hide()
        self._lay_out()
        self._add_keys()

    def _made_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("surface", "side")
        inside.setLayout(self._sheets)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.verticalScrollBar().setSingleStep(STEP)
        return area

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme().margin, S8, theme().margin, S8)
        head.setSpacing(S12)
        head.addWidget(self.title)
        head.addWidget(self.pages_told)
        head.addStretch(1)
        for button in (self.back, self.file_button, self.send_button, self.save_button, self.print_button):
            head.addWidget(button)
        said = QHBoxLayout()
        said.setContentsMargins(theme().margin, 0, theme().margin, 0)
        said.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(said)
        column.addWidget(Hairline())
        column.addWidget(self._area, 1)

    def _add_keys(self) -> None:
        for keys, pressed in (("Ctrl+S", self.save_pressed), ("Ctrl+M", self._send), ("Ctrl+Shift+E", self._file)):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(pressed)
            self.addAction(action)

    def _file(self) -> None:
        if self.is_letter:
            self.file_pressed.emit()

    def _send(self) -> None:
        if self.send_button.isVisible():
            self.send_pressed.emit()

    def allow_sending(self, is_on: bool) -> None:
        """Whether letters can be sent by e-mail from here."""
        self._can_send = is_on
        self.send_button.setVisible(is_on and self.is_letter)

    def show_pages(self, title: str, pages: Sequence[bytes], *, is_letter: bool = False) -> None:
        """`pages`: PNG pictures."""
        self.banner.say("")
        self.is_letter = is_letter
        self.send_button.setVisible(self._can_send and is_letter)
        self.file_button.setVisible(is_letter)
        self.title.setText(title)
        count = len(pages)
        self.pages_told.setText(ngettext("{count} page", "{count} pages", count).format(count=count))
        while (item := self._sheets.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, page in enumerate(pages, start=1):
            sheet = Sheet(page)
            sheet.setAccessibleName(_("Page {number} of {count}").format(number=place, count=count))
            self._sheets.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._sheets.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def sheet_count(self) -> int:
        return sum(item.widget() is not None for item in map(self._sheets.itemAt, range(self._sheets.count())) if item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
