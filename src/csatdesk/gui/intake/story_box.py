"""What happened, in the customer's order: the text, the words in it that tell the topic, the remedy asked."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csatdesk.domain.attendance import Confirmation
from csatdesk.domain.topics import Found
from csatdesk.gui.fields import FieldFrame, Hairline, KeyHint, Label, LinkButton, TextBox, TextField
from csatdesk.gui.flow_box import Whole
from csatdesk.gui.intake.files_line import ATTACH_KEY
from csatdesk.gui.intake.folding import FoldingRow
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S12
from csatdesk.wording.texts import _

LEAST_LINES, LEAST_COMPACT = 3, 2


class TellingWords(QSyntaxHighlighter):
    """Dotted lines in accent under the words from which a topic was suggested."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._found: tuple[Found, ...] = ()
        theme().changed.connect(self.rehighlight)

    def show_found(self, found: Sequence[Found]) -> None:
        """Underline these places; nothing is done while they are the same."""
        places = tuple(sorted(found, key=lambda place: place.start))
        if places != self._found:
            self._found = places
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        begin = self.currentBlock().position()
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(theme().color("accent"))
        for place in self._found:
            start = place.start - begin
            if start >= 0 and text[start : start + len(place.text)] == place.text:  # else it moved since it was found
                self.setFormat(start, len(place.text), dotted)


class StoryBox(FieldFrame):
    """Text above, remedy and reading back below, in one frame."""

    changed = Signal()
    read_back = Signal()
    attach = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, upright=True)
        self.text = TextBox(bare=True)
        self.text.setAccessibleName(_("What happened"))
        self.text.setAcceptDrops(False)  # files dropped here are for the form around it
        self._telling = TellingWords(self.text.document())
        self._last = ""
        self.read_back_how: Confirmation | None = None
        self.read_back_at: datetime | None = None
        self.remedy = TextField(bare=True)
        self.read_back_link = LinkButton(_("Read back"), "F11")
        self.read_back_link.clicked.connect(self.read_back)
        self.attach_link = LinkButton(_("Attach"), ATTACH_KEY)
        self.attach_link.clicked.connect(self.attach)
        self.add(self.text, 1)
        self.add(Hairline())
        self.add(self._remedy_row())
        self.text.textChanged.connect(self._typed)
        self.remedy.textEdited.connect(self._changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusProxy(self.text)
        theme().changed.connect(self._refit)
        self._refit()

    def _remedy_row(self) -> QWidget:
        row = QWidget()
        label = Label(_("&Remedy asked"), "small", "ink2")
        label.setBuddy(self.remedy)
        self.remedy.setAccessibleName(_("Remedy asked"))
        asked = QWidget()
        line = QHBoxLayout(asked)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(S4)
        line.addWidget(label)
        line.addWidget(self.remedy, 1)
        line.addWidget(KeyHint("Alt+R"))
        both = FoldingRow(S12)
        both.add(asked, 1)
        both.add(Whole(self.attach_link, self.read_back_link, gap=S12))
        whole = QHBoxLayout(row)
        whole.setContentsMargins(S12, 0, S12, 0)
        whole.addWidget(both)
        return row

    def show_texts(self, text: str, remedy: str) -> None:
        """Show what a draft held."""
        self.text.setPlainText(text)
        self.remedy.setText(remedy)

    def confirm(self, how: Confirmation | None, at: datetime | None) -> None:
        """The customer said yes to what stands here; None: not to this."""
        self.read_back_how, self.read_back_at = how, at
        self.read_back_link.set_icon("check" if how is not None else "")
        self.read_back_link.setText(_("Confirmed") if how is not None else _("Read back"))

    def plain_text(self) -> str:
        return self.text.toPlainText()

    def show_found(self, groups: Sequence[Sequence[Found]]) -> None:
        self._telling.show_found(tuple(chain.from_iterable(groups)))

    def hasHeightForWidth(self) -> bool:
        """Its lines may break, but it is never higher than what is left for it."""
        return False

    def sizeHint(self) -> QSize:
        """The least height: it takes what the other rows leave, and asks for no more."""
        return self.minimumSizeHint()

    def _typed(self) -> None:
        text = self.plain_text()
        if text != self._last:  # underlining, too, tells of a change
            self._last = text
            self._changed()

    def _changed(self) -> None:
        """Other words than those that were read back."""
        self.confirm(None, None)
        self.changed.emit()

    def _refit(self) -> None:
        self.text.setMinimumHeight(self.text.lines_high(LEAST_COMPACT if theme().compact else LEAST_LINES))
        self.remedy.setFont(theme().font("small", bold=True))
