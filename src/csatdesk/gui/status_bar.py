"""The line at the bottom: what is saved, the printer, the offer to undo; "as of" at the right.

Usage:
    status.set_item("draft", _("Draft kept 11:41"), "check-circle")    # "" takes it away; order of first use
    status.say(_("Case {number} saved.").format(number=number))        # the last thing that happened
    status.keep_offer(_("Handed over 3 cases.")); status.undo_pressed.connect(...)
    status.offer_again(_("Print again"), do)
    status.set_right(_("As of {time}").format(time=…))
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from csatdesk.gui.buttons import LinkButton
from csatdesk.gui.icons import paint_icon
from csatdesk.gui.labels import Label, draw_words, fill_line
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S12, S24
from csatdesk.wording.texts import _

LEAST = 200  # pixels at usual text: shorter words are never cut


class Caption(Label):
    """Words that end in dots where there is no room for all of them; the tool tip has the rest."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "caption", "ink2")

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(LEAST)), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_cut = self.sizeHint().width() > self.width()
        self.setToolTip(self.text() if is_cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.toolTip():
            super().paintEvent(event)
            return
        metrics = theme().metrics("caption")
        baseline = round((self.height() - metrics.height()) / 2) + metrics.ascent()
        draw_words(QPainter(self), QPointF(0, baseline), self.text(), "caption", "ink2", room=self.width())


class StatusItem(QWidget):
    """An icon and a few words in caption."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.words = Caption(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(14) + 5 if icon else 0, 0, 0, 0)
        row.addWidget(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._icon:
            side = theme().px(14)
            paint_icon(QPainter(self), self._icon, QRectF(0, (self.height() - side) / 2, side, side))


class StatusBar(QFrame):
    """See the module's first words."""

    undo_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "side")
        self._items: dict[str, StatusItem] = {}
        self._undo = LinkButton(_("Undo"), keys="Ctrl+Z", role="caption")
        self._undo.clicked.connect(self.undo_pressed)
        self._undo.hide()
        self._again = LinkButton("", role="caption", icon="printer")
        self._again.clicked.connect(self._do_again)
        self._again.hide()
        self._do: Callable[[], object] | None = None
        self.right = Label("", "caption", "ink2")
        self._left = QHBoxLayout()
        self._left.setSpacing(S24)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(6)
        self._row.addLayout(self._left)
        self._row.addWidget(self._undo)
        self._row.addWidget(self._again)
        self._row.addStretch(1)
        self._row.addSpacing(S12)
        self._row.addWidget(self.right, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._refit)
        self._refit()

    def set_item(self, key: str, text: str, icon: str = "") -> None:
        """Show or change one item; empty words take it away."""
        item = self._items.pop(key, None)
        if item is not None and text and item.words.text() == text:
            self._items[key] = item
            return
        place = self._left.count()
        if item is not None:
            place = self._left.indexOf(item)
            self._left.removeWidget(item)
            item.hide()  # it goes a moment later
            item.deleteLater()
        if text:
            self._items[key] = StatusItem(text, icon)
            self._left.insertWidget(place, self._items[key])
            self._keep_last_at_the_end()

    def _keep_last_at_the_end(self) -> None:
        """The offer to undo follows the words it is about."""
        last = self._items.get("last")
        if last is not None and self._left.indexOf(last) < self._left.count() - 1:
            self._left.removeWidget(last)
            self._left.addWidget(last)

    def item(self, key: str) -> StatusItem:
        """One that is shown."""
        return self._items[key]

    def text_of(self, key: str) -> str:
        """The words of an item, "" when it is not shown."""
        item = self._items.get(key)
        return item.words.text() if item is not None else ""

    def say(self, words: str) -> None:
        """The last thing that happened, in words; takes an offer to undo away."""
        self._undo.hide()
        self.set_item("last", words, "check-circle")
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keep_offer(self, words: str) -> None:
        """What the toast offered to undo stays here until something else is said."""
        self.set_item("last", words, "undo")
        self._undo.show()

    def withdraw_offer(self) -> None:
        """A newer step is undone first: its offer stands in the toast."""
        if not self._undo.isHidden():
            self._undo.hide()
            self.set_item("last", "")

    def offer_again(self, words: str, do: Callable[[], object]) -> None:
        """A link that does something once more; it stays until there is another."""
        self._do = do
        self._again.setText(words)
        self._again.show()

    def _do_again(self) -> None:
        if self._do is not None:
            self._do()

    def set_right(self, words: str) -> None:
        self.right.setText(words)

    def sizeHint(self) -> QSize:
        return QSize(400, theme().metrics("caption").height() + (9 if theme().compact else 11))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        fill_line(QPainter(self), QRectF(0, 0, self.width(), 1), theme().color("line"))

    def _refit(self) -> None:
        self._row.setContentsMargins(theme().margin, 1, theme().margin, 0)
        self.updateGeometry()
