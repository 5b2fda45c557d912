"""What the program says on the page itself: trouble above a form, a warning with one-key answers, an empty list.

Usage:
    banner.say(_("The disk is full. Nothing is lost: free some space and save again."))
    strip = WarningStrip("repeat"); strip.say(_("Looks like a repeat."), _("Same topic by phone on Thu 12 Nov."))
    strip.add_action(_("Link as repeat"), "Alt+L").clicked.connect(...)
    EmptyState(_("Your open cases stand here."), _("You have none."), _("New contact")).first_step.connect(...)
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.flow_box import Flow
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import Label
from csatdesk.gui.marks import paint_mark
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8, S12, S24


class ErrorBanner(QFrame):
    """A message above a form: what happened, what is safe, what to do. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "error")
        self._words = Label("", "body", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(36), 9, S12, 9)
        self._row.setSpacing(S12)
        self._row.addWidget(self._words, 1)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(self, words: str) -> None:
        """Show the words, or hide the banner when they are empty."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))

    def add_action(self, text: str, shortcut: str = "") -> LinkButton:
        button = LinkButton(text, shortcut, bold=True)
        self._row.addWidget(button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        metrics = theme().metrics("body")
        middle = 9 + metrics.ascent() - metrics.capHeight() / 2
        paint_mark(QPainter(self), "missed", QPointF(theme().px(19), middle), theme().px(11))


class WarningStrip(QFrame):
    """A plain warning with a bar in `soon`: one sentence, then actions of one key each. Never red.

    The actions stand beneath the sentence, or behind it where one line has room for all.
    """

    def __init__(self, icon: str = "warning", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "warn")
        self._icon = icon
        self._lead = Label("", "body", bold=True)
        self._words = Label("", "body", wrap=True)
        self._actions = Flow(gap=S24, line_gap=S4)
        self._first = QHBoxLayout()
        self._first.setSpacing(S4)
        self._first.addWidget(self._lead)
        self._first.addWidget(self._words, 1)
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.addLayout(self._first)
        self._box.addLayout(self._actions)
        self._box.addStretch(1)
        theme().changed.connect(self._turn)
        self._turn()

    def say(self, lead: str, words: str) -> None:
        """`lead` in bold, then the sentence."""
        self._lead.setText(lead)
        self._words.setText(words)
        self.setAccessibleName(f"{lead} {words}")
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # other actions, or other words on them
            self._turn()
        return super().event(event)

    @property
    def is_one_line(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.LeftToRight

    def _turn(self) -> None:
        said = self._lead.sizeHint().width() + S4 + theme().metrics("body").horizontalAdvance(self._words.text())
        left, done = theme().px(40), self._actions.sizeHint().width()
        fits = left + said + S24 + done + S12 <= self.width()
        if fits == self.is_one_line and self._box.contentsMargins().left() == left:
            return
        self._words.setWordWrap(not fits)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(S24 if fits else 1)
        self._box.setContentsMargins(left, S4 if fits else S8, S12, S4)
        side = Qt.AlignmentFlag.AlignVCenter if fits else Qt.AlignmentFlag.AlignTop
        for label in (self._lead, self._words):
            self._first.setAlignment(label, side)

    def add_action(self, text: str, shortcut: str = "") -> LinkButton:
        button = LinkButton(text, shortcut, bold=True, role="body")
        self._actions.addWidget(button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, 3, self.height()), theme().color("soon"))
        side = 17 * theme().scale
        top = (self.height() - side) / 2 if self.is_one_line else 10 + (theme().metrics("body").height() - side) / 2
        paint_icon(painter, self._icon, QRectF(14, top, side, side), "ink")


class EmptyState(QWidget):
    """At a list's top left: what would be here, why it is empty, one link for the first step."""

    first_step = Signal()

    def __init__(self, what: str, why: str, step: str = "", parent: QWidget | None = None, *, keys: str = "") -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().margin, 16, theme().margin, 16)
        column.setSpacing(S4)
        column.addWidget(Label(what, bold=True, wrap=True))
        self._why = Label(why, "body", "ink2", wrap=True)
        column.addWidget(self._why)
        if step:
            link = LinkButton(step, keys=keys, role="body")
            link.clicked.connect(self.first_step)
            column.addWidget(link)
            self.setFocusProxy(link)
        column.addStretch(1)

    def say_why(self, why: str) -> None:
        """Another reason, as the view or what is chosen in it is another one."""
        self._why.setText(why)
