"""Help beside the page: F1 opens it, Escape closes it, what was typed stays where it is."""

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from csatdesk.gui.fields import IconButton, Label, LinkButton
from csatdesk.gui.help.texts import FIRST, HelpPage, help_page, help_pages
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.wording.texts import _

WIDE = 380


class _Text(QTextBrowser):
    """Shows Markdown without any markup of HTML, opens nothing outside of the guide, loads no picture or file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None

    def show_text(self, text: str) -> None:
        features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setDefaultFont(theme().font("body"))
        self.document().setMarkdown(text, features)
        self._shape_headings()
        self.moveCursor(self.textCursor().MoveOperation.Start)

    def _shape_headings(self) -> None:
        """Headings in the program's own sizes; Markdown's are made for whole pages."""
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level:
                shape = QTextCharFormat()
                shape.setFont(theme().font("title" if level == 1 else "heading"))
                cursor = QTextCursor(block)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                cursor.mergeCharFormat(shape)
            block = block.next()


class HelpPane(QFrame):
    """At the right of the page. `closed`: the focus goes back to where it was."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bg")
        self.text = _Text()
        self.text.setAccessibleName(_("Help"))
        self.text.anchorClicked.connect(self._follow)
        self._contents = LinkButton(_("All help pages"))
        self._contents.clicked.connect(lambda: self.open(FIRST))
        close = IconButton("close", _("Close help"))
        close.clicked.connect(self.close_pane)
        head = QHBoxLayout()
        head.addWidget(Label(_("Help"), "heading"))
        head.addSpacing(S12)
        head.addWidget(self._contents)
        head.addStretch(1)
        head.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(S16, S12, S8, S12)
        column.setSpacing(S8)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        theme().changed.connect(self._refit)
        self._refit()
        self.hide()

    def open(self, name: str) -> None:
        """Show a page of the guide; the list of all pages when there is none of that name."""
        page = help_page(name)
        self.text.show_text(page.text if page is not None else _contents_of(help_pages()))
        self.show()
        self.text.setFocus()

    def close_pane(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_pane()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDE), 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().color("line"))

    def _follow(self, link: QUrl) -> None:
        """Only pages of the guide: "cases.md" or "cases"."""
        if link.isRelative() and "/" not in link.path():
            self.open(link.path().removesuffix(".md"))

    def _refit(self) -> None:
        self.setFixedWidth(theme().px(WIDE))


def _contents_of(pages: tuple[HelpPage, ...]) -> str:
    lines = [f"- [{page.title}]({page.name}.md)" for page in pages]
    return "\n".join(["# " + _("Help"), "", *lines]) if lines else _("There is no help yet.")
