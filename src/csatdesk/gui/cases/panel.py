"""What is done with a case in a few fields, in the card's own pane: never a dialog, Ctrl+Enter saves, Escape leaves."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csatdesk.domain.cases import CaseCard
from csatdesk.domain.errors import Spoken
from csatdesk.gui.fields import ErrorBanner, FormRow, Label, LinkButton, PlainButton
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S8, S12, S16
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.operations.work import Work
from csatdesk.wording.texts import _, spoken

Command = Callable[[Work], Any]


class Panel(QWidget):
    """One of the things one can do. A subclass fills `rows` with its fields and says what they make.

    `begin` shows it empty for a case; `command` returns what is to be done, or None after marking what is wrong;
    `is_empty` tells whether anything would be lost.
    """

    saved = Signal(object)  # Command
    left = Signal()
    title = ""
    save_words = ""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card: CaseCard | None = None
        self.facts: CaseFacts | None = None
        self.named: dict[str, FormRow] = {}  # field of a Refusal → its row
        self.heading = Label(self.title, "heading")
        self.banner = ErrorBanner()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(S12)
        self.save = PlainButton(self.save_words, keys="Ctrl+Return", likely=True)
        self.save.clicked.connect(self.try_to_save)
        self.cancel = LinkButton(_("Cancel"), keys="Esc", role="body")
        self.cancel.clicked.connect(self.left)
        for keys in with_keypad("Ctrl+Return"):
            shortcut = QShortcut(keys, self, self.try_to_save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(S16)
        foot.addWidget(self.save)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        column.addLayout(self.rows)
        column.addLayout(foot)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # for subclasses

    def add_row(self, label: str, field: QWidget, name: str = "", *, hint: str = "") -> FormRow:
        row = FormRow(label, field, hint=hint)
        self.rows.addWidget(row)
        if name:
            self.named[name] = row
        return row

    def begin(self) -> None:
        """Show the fields for `card`, empty but for what is known."""

    def command(self) -> Command | None:
        raise NotImplementedError

    def is_empty(self) -> bool:
        return False

    def focus_first(self) -> None:
        raise NotImplementedError

    # for the card

    def show_case(self, card: CaseCard, facts: CaseFacts) -> None:
        self.card, self.facts = card, facts
        self.clear_errors()
        self.begin()

    def renew(self, card: CaseCard, facts: CaseFacts) -> None:
        """The case is another now; what was typed stays."""
        self.card, self.facts = card, facts

    def try_to_save(self) -> None:
        self.clear_errors()
        command = self.command()
        if command is not None:
            self.save.setEnabled(False)
            self.saved.emit(command)

    def refused(self, error: Spoken) -> None:
        """Say at its field, or above the form, what a rule or the machine said."""
        self.save.setEnabled(True)
        words = spoken(error)
        row = self.named.get(error.field or "")
        if row is None:
            self.banner.say(words)
            return
        row.set_error(words)
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def warn(self, words: str) -> None:
        self.save.setEnabled(True)
        self.banner.say(words)

    def clear_errors(self) -> None:
        self.save.setEnabled(True)
        self.banner.say("")
        for row in self.named.values():
            row.set_error("")

    def event(self, event: QEvent) -> bool:
        """Letters typed at a field are the field's, whatever they do in the list."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.text().strip():
            plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            event.setAccepted(plain)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


def tight(layout: QHBoxLayout | QVBoxLayout, spacing: int = S8) -> QHBoxLayout | QVBoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout
