"""The top of a case's card: number, topic, every open clock in words, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from csatdesk.domain.case_rows import CaseCard
from csatdesk.gui.cases.clock_lines import ClockColumn, clock_lines
from csatdesk.gui.cases.told import topic_words
from csatdesk.gui.fields import IconButton, Label, PlainButton
from csatdesk.gui.theme import theme
from csatdesk.gui.tokens import S4, S8
from csatdesk.operations.cases.screens import CaseFacts
from csatdesk.wording.texts import _

SHOWN_MOST = 5  # buttons beside the menu
GROUP = "group"  # property of an action: the part of the menu in which it stands


class CardHead(QWidget):
    """`actions` in the order of their likelihood; what does not fit stands in the menu, with its key."""

    copied = Signal(str)

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = tuple(actions)
        self._buttons: list[PlainButton] = []
        self._fitted: list[QAction] = []
        self._widths: dict[QAction, int] = {}
        self.is_busy = False  # a panel is open: its own buttons act
        self.number = Label("", "small", "ink2")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton("copy", _("Copy number"))
        self.copy.clicked.connect(self.copy_number)
        self.heading = Label("", "heading", wrap=True)
        self.more = IconButton("more", _("More actions"), side=18)
        self.more.clicked.connect(self.open_menu)
        self._lay_out()
        theme().changed.connect(self._refit)
        self._refit()

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(S8)
        first.addWidget(self.number)
        first.addWidget(self.copy)
        first.addStretch(1)
        self.clocks = ClockColumn()
        self._keys = QHBoxLayout()
        self._keys.setSpacing(S8 - 1)
        self._keys.addStretch(1)
        self._keys.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.addLayout(first)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.clocks)
        self._column.addSpacing(S4)
        self._column.addLayout(self._keys)

    def show_case(self, card: CaseCard, facts: CaseFacts) -> None:
        self.number.setText(card.row.number)
        self.heading.setText(topic_words(card.row.topic_id, facts.tree))
        self.clocks.show_lines(clock_lines(card, facts)[0])
        self.show_actions()

    def show_actions(self) -> None:
        """Those that may be done now, the likeliest first."""
        self.more.setVisible(not self.is_busy)
        fitting = self._fitting()
        if fitting == self._fitted:
            return
        self._fitted = fitting
        for button in self._buttons:
            self._keys.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for place, action in enumerate(fitting):
            button = _button(action)
            button.clicked.connect(action.trigger)
            self._keys.insertWidget(place, button)
            self._buttons.append(button)

    @property
    def buttons(self) -> list[PlainButton]:
        return self._buttons

    def _fitting(self) -> list[QAction]:
        """As many as stand beside the menu without shortening a word."""
        room = self.width() - 2 * theme().margin - self.more.sizeHint().width()
        fitting: list[QAction] = []
        gap = self._keys.spacing()
        for action in [one for one in self._actions if one.isEnabled() and one.data()][:SHOWN_MOST]:
            room -= self._width(action) + gap
            if room < 0:
                break
            fitting.append(action)
        return fitting

    def _width(self, action: QAction) -> int:
        if action not in self._widths:
            self._widths[action] = _button(action).sizeHint().width()
        return self._widths[action]

    def copy_number(self) -> None:
        QGuiApplication.clipboard().setText(self.number.text())
        self.copied.emit(self.number.text())

    def menu(self) -> QMenu:
        """Every action with its key, some in parts of the menu; what is often done stays, grey while it cannot be."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts: dict[str, QMenu] = {}
        for action in self._actions:
            group = str(action.property(GROUP) or "")
            if group and action.isVisible():
                if group not in parts:
                    parts[group] = menu.addMenu(group)
                parts[group].addAction(action)
            elif not group:
                menu.addAction(action)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_actions()

    def open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.more.mapToGlobal(QPoint(self.more.width() - menu.sizeHint().width(), self.more.height())))

    def _refit(self) -> None:
        self._widths.clear()
        margin = theme().margin
        self._column.setContentsMargins(margin, 7 if theme().compact else 10, margin, S8 if theme().compact else 14)
        self._column.setSpacing(S4)


def _button(action: QAction) -> PlainButton:
    return PlainButton(action.iconText(), keys=action.shortcut().toString())
