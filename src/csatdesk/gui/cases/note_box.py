"""At the foot of a case's card: a note for the history, grown to what is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.fields import Hairline, IconButton, TextBox
from csatdesk.gui.kept_text import KeptForm, KeptTexts, TextKey
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8
from csatdesk.wording.texts import _

LINES_MOST = 6


class NoteBox(QWidget):
    written = Signal(str)
    left = Signal()
    attach_pressed = Signal()

    def __init__(self, texts: KeptTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.attach = IconButton("paperclip", _("Attach a file"))
        self.attach.clicked.connect(self.attach_pressed)
        self.text = _Grows(_("Write a note. Ctrl+Enter adds it."))
        self.text.left.connect(self.left)
        self._inside = QHBoxLayout()
        self._inside.addWidget(self.text, 1)
        self._inside.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.kept = KeptForm({"note": self.text})
        self.kept.keep_in(texts)
        offer = QHBoxLayout()
        offer.addWidget(self.kept)
        self._offer = offer
        column.addWidget(Hairline())
        column.addLayout(offer)
        column.addLayout(self._inside)
        self.setFocusProxy(self.text)
        for keys in with_keypad("Ctrl+Return"):
            shortcut = QShortcut(keys, self, self._write)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        theme().changed.connect(self._refit)
        self._refit()

    def show_case(self, case_id: int, words: str) -> None:
        """The note of a case, as far as it is written in this window; what is typed belongs to that case."""
        self.kept.release()
        self.text.setPlainText(words)
        self.kept.hold("case", case_id)

    def added(self, case_id: int) -> None:
        """The note stands in the history."""
        self._texts.forget(TextKey("case", case_id, "note"))

    def _write(self) -> None:
        words = self.text.toPlainText().strip()
        if words:
            self.written.emit(words)

    def _refit(self) -> None:
        gap = S8 if theme().compact else S8 + 1
        self._inside.setContentsMargins(theme().margin, gap, theme().margin, gap)
        self._offer.setContentsMargins(theme().margin, 0, theme().margin, 0)


class _Grows(TextBox):
    """One line high while it is empty."""

    left = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder)
        self.textChanged.connect(self._fit)
        theme().changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(max(round(self.document().size().height() / 21 / theme().scale), 1), LINES_MOST)
        over = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines == LINES_MOST else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(over)
        self.setFixedHeight(theme().field_height if lines == 1 else self.lines_high(lines))
