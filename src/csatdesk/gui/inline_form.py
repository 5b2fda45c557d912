"""A form in the pane itself: never a dialog, Ctrl+Enter saves, Escape leaves. What was refused is said at its field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csatdesk.domain.errors import Spoken
from csatdesk.gui.fields import ErrorBanner, FormRow, Label, LinkButton, PlainButton
from csatdesk.gui.flow_box import FlowBox
from csatdesk.gui.keys import with_keypad
from csatdesk.gui.scrolling import upright_scroll
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12, S16
from csatdesk.wording.texts import _, spoken


class InlineForm(QWidget):
    """A subclass fills `rows` with its fields, names in `named` those that a Refusal may name, and calls `lay_out`.

    It says what is saved by a signal of its own, from `try_to_save`.
    """

    left = Signal()

    def __init__(self, heading: str, save_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.named: dict[str, FormRow] = {}  # field of a Refusal → its row
        self.heading = Label(heading, "heading")
        self.banner = ErrorBanner()
        self.rows = QVBoxLayout()
        self.rows.setSpacing(S12)
        self.save = PlainButton(save_words, keys="Ctrl+Return", likely=True)
        self.save.clicked.connect(self.try_to_save)
        self.cancel = LinkButton(_("Cancel"), keys="Esc", role="body")
        self.cancel.clicked.connect(self.left)
        for keys in with_keypad("Ctrl+Return"):
            shortcut = QShortcut(keys, self, self.try_to_save)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def lay_out(self, *, foot_first: bool = False) -> None:
        """`foot_first`: what saves stands above the fields, where these may be many and are right as they are."""
        foot = QVBoxLayout()
        foot.addWidget(FlowBox(self.save, self.cancel, gap=S16))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S12)
        column.setContentsMargins(theme().margin, S12, theme().margin, S12)
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        for layout in (foot, self.rows) if foot_first else (self.rows, foot):
            column.addLayout(layout)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(upright_scroll(inside))
        theme().changed.connect(self._align)
        self._align()

    def _align(self) -> None:
        rows = self.findChildren(FormRow)
        needed = max((row.label_needs for row in rows), default=0)
        for row in rows:
            row.widen_labels(needed)

    def try_to_save(self) -> None:
        raise NotImplementedError

    def focus_first(self) -> None:
        raise NotImplementedError

    def done(self) -> None:
        """What it is for was saved; it is about to be closed."""

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

    def clear_errors(self) -> None:
        self.save.setEnabled(True)
        self.banner.say("")
        for row in self.named.values():
            row.set_error("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
